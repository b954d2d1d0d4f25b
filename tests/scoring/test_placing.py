"""Ranks, winners and margins: ties inside and across the places, and what is ranked on."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.evaluation import LotStatus
from bideval.scoring.placing import order_bids
from bideval.scoring.ties import Settled
from tests.scoring.build import Data, Papers, decision, lot_of, lowest_price, placing, ranks, tender

F = Fraction


def unsettled(group: Sequence[str]) -> Settled:
    """Settle nothing: no rung is published."""
    return Settled((tuple(group),), {})


def by_id(group: Sequence[str]) -> Settled:
    """Settle everything, in the order of the ids."""
    return Settled(tuple((bid,) for bid in sorted(group)), {})


def keys(**figures: int) -> dict[str, tuple[Fraction, ...]]:
    return {bid: (F(figure),) for bid, figure in figures.items()}


PLACES: list[tuple[str, Mapping[str, tuple[Fraction, ...]], int, dict[str, int], tuple[str, ...], tuple[str, ...]]] = [
    # in words                             figures                     places  ranks                       winners        tied
    ("nobody",                             {},                             1,  {},                         (),            ()),
    ("one bid",                            keys(ash=1),                    1,  {"ash": 1},                 ("ash",),      ()),
    ("a winner",                           keys(ash=1, elm=2),             1,  {"ash": 2, "elm": 1},       ("elm",),      ()),
    ("two are level at the top",           keys(ash=2, elm=2, fir=1),      1,  {"ash": 1, "elm": 1, "fir": 3}, (),        ("ash", "elm")),
    ("two are level off the border",       keys(ash=1, elm=2, fir=1),      1,  {"ash": 2, "elm": 1, "fir": 2}, ("elm",),  ()),
    ("a tie inside the places is no tie",  keys(ash=2, elm=2, fir=1),      2,  {"ash": 1, "elm": 1, "fir": 3}, ("ash", "elm"), ()),
    ("a tie across the border",            keys(ash=3, elm=2, fir=2),      2,  {"ash": 1, "elm": 2, "fir": 2}, ("ash",),  ("elm", "fir")),
    ("three are level for two places",     keys(ash=1, elm=1, fir=1),      2,  {"ash": 1, "elm": 1, "fir": 1}, (),  ("ash", "elm", "fir")),
    ("the places end between two ties",    keys(ash=2, elm=2, fir=1, oak=1), 2, {"ash": 1, "elm": 1, "fir": 3, "oak": 3},
     ("ash", "elm"), ()),
    ("fewer bids than places",             keys(ash=1, elm=2),             3,  {"ash": 2, "elm": 1},       ("elm", "ash"), ()),
    ("all level, and as many as places",   keys(ash=1, elm=1),             2,  {"ash": 1, "elm": 1},       ("ash", "elm"), ()),
    ("figures below zero",                 keys(ash=-1, elm=-2),           1,  {"ash": 1, "elm": 2},       ("ash",),      ()),
]  # fmt: skip


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_ranks_winners_and_who_is_tied(
    case: tuple[
        str, Mapping[str, tuple[Fraction, ...]], int, dict[str, int], tuple[str, ...], tuple[str, ...]
    ],
) -> None:
    _, figures, places, ranked, winners, tied = case
    order = order_bids(figures, unsettled, places)
    assert (dict(order.ranks), order.winners, order.tied) == (ranked, winners, tied)


def test_a_ladder_that_settles_leaves_nobody_tied() -> None:
    order = order_bids(keys(ash=1, elm=1, fir=2), by_id, 1)
    assert (dict(order.ranks), order.winners, order.tied) == ({"fir": 1, "ash": 2, "elm": 3}, ("fir",), ())


def test_keys_of_several_figures_compare_in_turn() -> None:
    figures = {"ash": (F(1), F(5)), "elm": (F(0), F(9)), "fir": (F(1), F(6))}
    assert order_bids(figures, unsettled, 1).sequence == ("fir", "ash", "elm")


@given(
    figures=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), max_size=8),
    places=st.integers(1, 4),
)
def test_the_places_are_filled_as_far_as_they_are_certain(figures: dict[str, int], places: int) -> None:
    """A rank is one more than the number of better bids; a place is certain where no more than N can have it."""
    order = order_bids(keys(**figures), unsettled, places)
    better = {bid: sum(other > own for other in figures.values()) for bid, own in figures.items()}
    as_good = {bid: sum(other >= own for other in figures.values()) for bid, own in figures.items()}
    assert dict(order.ranks) == {bid: count + 1 for bid, count in better.items()}
    assert set(order.winners) == {bid for bid in figures if as_good[bid] <= places}
    assert set(order.tied) == {bid for bid in figures if better[bid] < places < as_good[bid]}


# Margins

LOWEST = {"by": "lower-price"}


def quality(points: Mapping[str, str], **rules: object) -> Papers:
    """Return a tender on declared points alone; with prices 1, 2, 3 in the order of ``points``."""
    return Papers(
        tender(
            method={"use": "weighted-sum"},
            weighting={"kind": "percent-of-whole"},
            declares={"merit": {"unit": "points"}},
            criteria=[{"id": "merit", "weight": 100, "measure": {"field": "bid.declared.merit"}}],
            **rules,
        ),
        {bid: {"declared": {"merit": value}} for bid, value in points.items()},
        {bid: place + 1 for place, bid in enumerate(points)},
    )


TO_WHOLE = {"rounding": [{"stage": "total", "places": 0, "mode": "half-up"}]}
ROUNDED, EXACTLY = {**TO_WHOLE, "rank_on": "rounded"}, {**TO_WHOLE, "rank_on": "exact"}
MARGINS: list[tuple[str, Papers, str, tuple[str, ...], str | None, str | None]] = [
    # in words                              tender                                        status    winners  margin  exactly
    ("one bid has nobody to be ahead of",   quality({"ash": "50"}),                       "final",  ("ash",), None,   None),
    ("ahead by so much",                    quality({"ash": "50.5", "elm": "50"}),        "final",  ("ash",), "0.5",  "0.5"),
    ("a tie has no margin",                 quality({"ash": "50", "elm": "50"}),          "tied",   (),       "0",    "0"),
    ("a tie that a rung settles has none",  quality({"ash": "50", "elm": "50"}, ties=[LOWEST]), "final", ("ash",), "0", "0"),
    ("the last awarded and the first not",  quality({"ash": "90", "elm": "60", "fir": "50"}, places=2), "final", ("ash", "elm"), "10", "10"),
    ("as many bids as places",              quality({"ash": "90", "elm": "60"}, places=2),       "final",  ("ash", "elm"), None, None),
    ("fewer bids than places",              quality({"ash": "90"}, places=3),                    "final",  ("ash",), None,   None),
    ("a tie inside the places",             quality({"ash": "90", "elm": "90", "fir": "50"}, places=2), "final", ("ash", "elm"), "40", "40"),
    ("a tie across the border",             quality({"ash": "90", "elm": "50", "fir": "50"}, places=2), "tied", ("ash",), "0", "0"),
    ("rounded figures are ranked on",       quality({"ash": "50.6", "elm": "50.4"}, **ROUNDED), "final", ("ash",), "1", "0.2"),
    ("exact figures are ranked on",         quality({"ash": "50.6", "elm": "50.4"}, **EXACTLY), "final", ("ash",), "0.2", "0.2"),
    ("level once they are rounded",         quality({"ash": "50.2", "elm": "50.4"}, **ROUNDED), "tied", (),   "0",    "0"),
    ("level, and exact figures are ranked", quality({"ash": "50.2", "elm": "50.4"}, **EXACTLY), "final", ("elm",), "0.2", "0.2"),
    ("level once rounded, and settled against the exact order",
     quality({"ash": "50.2", "elm": "50.4"}, ties=[LOWEST], **ROUNDED), "final", ("ash",), "0", "0.2"),
]  # fmt: skip


@pytest.mark.parametrize("case", MARGINS, ids=lambda case: case[0])
def test_the_margin(case: tuple[str, Papers, str, tuple[str, ...], str | None, str | None]) -> None:
    _, papers, status, winners, margin, exactly = case
    lot = lot_of(papers)
    assert (lot.status.value, lot.winners) == (status, winners)
    assert lot.margin == (None if margin is None else F(margin))
    assert lot.margin_exact == (None if exactly is None else F(exactly))
    assert lot.winner == (winners[0] if lot.places == 1 and winners else None)


def test_lower_is_better_where_the_method_says_so() -> None:
    lot = lot_of(lowest_price({"ash": 120, "elm": 90, "fir": 100}))
    assert (lot.winner, lot.margin, ranks(lot)) == ("elm", F(10), {"elm": 1, "fir": 2, "ash": 3})


def test_tied_bids_share_a_rank_and_stand_by_id() -> None:
    lot = lot_of(lowest_price({"fir": 90, "ash": 90, "elm": 80}))
    assert [(one.bid, one.rank) for one in lot.placings] == [("elm", 1), ("ash", 2), ("fir", 2)]


# Draws across the border

THREE = {"ash": 90, "elm": 90, "fir": 90}
RUNG = {"ties": [{"by": "draw"}]}


def drawn(*bids: str) -> Data:
    return decision("draw", drawn=list(bids), witnessed_by=["the clerk"])


BORDERS: list[tuple[str, int, tuple[Data, ...], str, tuple[str, ...], tuple[str, ...]]] = [
    ("not drawn yet",                      1, (),                            "tied",  (),             ("ash", "elm", "fir")),
    ("drawn",                              1, (drawn("fir", "ash", "elm"),), "final", ("fir",),       ()),
    ("drawn, for two places",              2, (drawn("fir", "ash", "elm"),), "final", ("fir", "ash"), ()),
    ("drawn without one of them",          2, (drawn("fir", "ash"),),        "tied",  (),             ("ash", "elm", "fir")),
    ("not drawn, but there is a place for each", 3, (),                      "final", ("ash", "elm", "fir"), ()),
]  # fmt: skip


@pytest.mark.parametrize("case", BORDERS, ids=lambda case: case[0])
def test_a_draw_settles_the_border(
    case: tuple[str, int, tuple[Data, ...], str, tuple[str, ...], tuple[str, ...]],
) -> None:
    _, places, decisions, status, winners, tied = case
    papers = lowest_price(THREE, places=places, **RUNG)
    lot = lot_of(Papers(papers.tender, papers.bids, papers.prices, decisions=decisions))
    assert (lot.status.value, lot.winners, lot.tied) == (status, winners, tied)


def test_equal_bids_off_the_border_are_settled_too_and_need_no_decision() -> None:
    """The rungs order the two dearer bids by when they came; nobody is tied over the one place."""
    papers = lowest_price({"ash": 90, "elm": 100, "fir": 100}, ties=[{"by": "earlier-received"}])
    bids = {
        "ash": {"received": "2026-01-05T12:00:00Z"},
        "elm": {"received": "2026-01-05T11:00:01Z"},
        "fir": {"received": "2026-01-05T11:00:00Z"},
    }
    lot = lot_of(Papers(papers.tender, bids, papers.prices))
    assert (lot.status, ranks(lot)) == (LotStatus.FINAL, {"ash": 1, "fir": 2, "elm": 3})
    assert placing(lot, "ash").tie_rungs == ()
    assert [one.by for one in placing(lot, "elm").tie_rungs] == ["earlier-received"]


# Methods that leave bids unranked, or rank on something else than their figure


def at_fixed_price(prices: Mapping[str, int]) -> Papers:
    papers = quality(dict.fromkeys(prices, "50"))
    rules = {
        **papers.tender,
        "method": {"use": "fixed-price-best-quality", "with": {"fixed_price": 100, "below": "ranked"}},
    }
    return Papers(rules, papers.bids, prices)


def test_a_bid_that_the_method_leaves_unranked_has_a_figure_and_no_rank() -> None:
    lot = lot_of(at_fixed_price({"ash": 101, "elm": 100}))
    assert (ranks(lot), lot.winner, lot.margin) == ({"elm": 1, "ash": None}, "elm", None)
    assert (placing(lot, "ash").status.value, placing(lot, "ash").total) == ("assessed", F(50))


def test_nobody_wins_where_nobody_is_ranked() -> None:
    lot = lot_of(at_fixed_price({"ash": 101, "elm": 102}))
    assert (lot.status, lot.winners, lot.winner, lot.margin) == (LotStatus.FINAL, (), None, None)


def corridor(bids: Mapping[str, tuple[str, int]], **rules: object) -> Papers:
    """Return a tender in which price decides within 10 percent of the best ratio."""
    papers = quality({bid: points for bid, (points, _) in bids.items()}, **rules)
    method = {"use": "extended-benchmark-ratio", "with": {"corridor": 10, "decides": "price"}}
    return Papers(
        {**papers.tender, "method": method}, papers.bids, {bid: price for bid, (_, price) in bids.items()}
    )


def test_the_margin_is_in_what_is_ranked_on() -> None:
    """Both are in the corridor: 80/100 and 75/99 = 0.7576 of at least 0.72. The lower price wins, by 1."""
    lot = lot_of(corridor({"ash": ("80", 100), "elm": ("75", 99)}, **TO_WHOLE, rank_on="rounded"))
    assert (lot.winner, lot.margin, lot.margin_exact, lot.notes) == ("elm", F(1), F(1), ())
    assert placing(lot, "ash").total == F(80, 100)


ORDERED: list[tuple[str, str, str, str]] = [
    ("prices as they are rounded: 100 and 99", "rounded", "1", "0.5"),
    ("prices as they are: 99.5 and 99", "exact", "0.5", "0.5"),
]


@pytest.mark.parametrize("case", ORDERED, ids=lambda case: case[0])
def test_the_margin_of_what_decides_is_rounded_as_published(case: tuple[str, str, str, str]) -> None:
    _, rank_on, margin, exactly = case
    papers = corridor({"ash": ("80", 100), "elm": ("79", 99)}, rounding=[{"stage": "price", "places": 0, "mode": "half-up"}],
                      rank_on=rank_on)  # fmt: skip
    lot = lot_of(Papers(papers.tender, papers.bids, {"ash": "99.5", "elm": 99}))
    assert (lot.winner, lot.margin, lot.margin_exact) == ("elm", F(margin), F(exactly))


# What rounding decided

NOTES: list[tuple[str, Papers, list[tuple[str, str]]]] = [
    ("nothing", quality({"ash": "50.6", "elm": "50.4"}, **ROUNDED), []),
    ("a tie, which nothing settles", quality({"ash": "50.2", "elm": "50.4"}, **ROUNDED), [("ash", "made a tie")]),
    ("a tie, settled against the exact order", quality({"ash": "50.2", "elm": "50.4"}, ties=[LOWEST], **ROUNDED),
     [("elm", "ahead of an awarded bid")]),
    ("a tie, settled with the exact order", quality({"ash": "50.4", "elm": "50.2"}, ties=[LOWEST], **ROUNDED),
     [("elm", "made a tie")]),
    ("a real tie", quality({"ash": "50.4", "elm": "50.4"}, ties=[LOWEST], **ROUNDED), []),
    ("a tie off the border", quality({"ash": "90", "elm": "50.4", "fir": "50.2"}, **ROUNDED), []),
    ("exact figures are ranked on", quality({"ash": "50.2", "elm": "50.4"}, **EXACTLY), []),
    ("the second of two places", quality({"ash": "90", "elm": "50.2", "fir": "50.4"}, places=2, ties=[LOWEST], **ROUNDED),
     [("fir", "ahead of an awarded bid")]),
    ("a tie over the second of two places", quality({"ash": "90", "elm": "50.2", "fir": "50.4"}, places=2, **ROUNDED),
     [("elm", "made a tie")]),
]  # fmt: skip


@pytest.mark.parametrize("case", NOTES, ids=lambda case: case[0])
def test_a_note_says_where_rounding_decided(case: tuple[str, Papers, list[tuple[str, str]]]) -> None:
    _, papers, expected = case
    notes = lot_of(papers).notes
    assert len(notes) == len(expected)
    for note, (bid, words) in zip(notes, expected, strict=True):
        assert bid in note
        assert words in note


def test_rounding_of_points_can_reverse_an_order_and_is_said_to() -> None:
    """50 x 60.4 + 50 x 60.4 loses to 50 x 60.6 + 50 x 59.6 once points are whole: 60 against 60.5."""
    criteria = [
        {"id": name, "weight": 50, "measure": {"field": f"bid.declared.{name}"}}
        for name in ("merit", "worth")
    ]
    papers = Papers(
        tender(
            method={"use": "weighted-sum"},
            weighting={"kind": "percent-of-whole"},
            declares={name: {"unit": "points"} for name in ("merit", "worth")},
            criteria=criteria,
            rounding=[{"stage": "points", "places": 0, "mode": "half-up"}],
            rank_on="rounded",
        ),
        {
            "ash": {"declared": {"merit": "60.4", "worth": "60.4"}},
            "elm": {"declared": {"merit": "60.6", "worth": "59.6"}},
        },
    )
    lot = lot_of(papers)
    assert (lot.winner, lot.margin, lot.margin_exact) == ("elm", F("0.5"), F("0.3"))
    assert lot.notes == ("rounding decided: on exact figures ash (60.4) is ahead of an awarded bid",)
