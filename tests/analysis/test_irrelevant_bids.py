"""Losing bids taken away and added, and other formulas: against tenders with their bids edited."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.ask import lots_asked
from bideval.analysis.irrelevant_bids import IRRELEVANT_BIDS
from bideval.analysis.price_pieces import PIECES
from bideval.analysis.question import Asked, Question
from bideval.io.judged_folder import judge_folder
from tests.analysis.asked import asked_of
from tests.analysis.test_price_to_win import PARAMETERS, TWO, papers, winners
from tests.analysis.tideway import tideway
from tests.scoring.build import Papers, lot_of
from tests.scoring.generated import examples

F = Fraction
Bids = dict[str, tuple[int, int]]
SAMPLES = Path(__file__).parents[2] / "sample_tenders"


def answers(given: Papers | Asked) -> Mapping[str, Answer]:
    asked = asked_of(given) if isinstance(given, Papers) else given
    return {one.about: one for one in IRRELEVANT_BIDS.run(asked)}


def straight_line() -> Papers:
    """The invented tender with its price points on a straight line from the lowest to the highest."""
    given = tideway()
    rules = {**given.tender}
    groups = rules["criteria"]
    assert isinstance(groups, list)
    rules["criteria"] = [
        {**group, "criteria": [_straight(leaf) for leaf in group["criteria"]]} for group in groups
    ]
    return replace(given, tender=rules)


def _straight(leaf: Mapping[str, object]) -> Mapping[str, object]:
    if leaf["id"] != "price":
        return leaf
    return {**leaf, "formula": "lowest-to-highest", "with": {"when_equal": 100}}


def test_published_phantoms() -> None:
    """A losing bid dearer than 46.58 gives the contract to tm, dearer than 54.91 to ch; else sg has it."""
    found = answers(straight_line())["phantom"]
    dearer = {row[1]: row[0] for row in found.tables[0].rows if isinstance(row[0], F) and row[0] > 46}
    assert found.verdict is Verdict.PROVED
    assert dearer[("tm",)] == F("46.59")
    assert abs(dearer[("ch",)] - F("54.91")) <= F("0.01")  # the figure was published to two places


SENTENCES = [
    (
        "nothing moves",
        papers(TWO),
        "removal",
        "The award does not hang on a losing bid: whichever is taken away, ash wins.",
    ),
    (
        "a dear bid stretches the line: without it 50 x 10/10 more for elm",
        papers({"ash": (10, 30), "elm": (5, 20), "yew": (0, 90)}, "lowest-to-highest"),
        "removal",
        "Losing bids decide the award: without yew elm wins.",
    ),
    (
        "points that know no other bid",
        papers(TWO, "fixed-range"),
        "phantom",
        "No further bid, losing itself and scoring nothing but its price, could move the award.",
    ),
    (
        "nor does another price where points know no other bid",
        papers(TWO, "fixed-range"),
        "own-price",
        "No losing bid could move the award by another price of its own and still lose.",
    ),
    (
        "one formula is worked out without any parameter, and the other is the published one",
        papers(TWO, "qcbs"),
        "formulas",
        "Under the one other price formula that can be worked out from the tender, ash wins.",
    ),
]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case[0])
def test_sentences(case: tuple[str, Papers, str, str]) -> None:
    _, given, about, sentence = case
    assert answers(given)[about].sentence == sentence


NEEDS = [
    ("a parameter that nobody states", "lowest-over-bid", "linear-to-n-lowest", "needs n"),
    ("several", "lowest-over-bid", "fixed-range", "needs lowest, highest"),
    ("a rounding, too", "lowest-over-bid", "discount-power", "needs base_price, alpha, a published rounding of its points"),
    ("one of the same name is taken over", "linear-to-double-lowest", "around-average", "needs form, cap"),
    ("all that it needs is stated", "discount-bilinear", "lowest-to-highest", None),
    ("of the same name and another meaning", "fixed-range", "budget-linear", "needs budget, floor"),
]  # fmt: skip


@pytest.mark.parametrize("case", NEEDS, ids=lambda case: case[0])
def test_no_parameter_is_invented(case: tuple[str, str, str, str | None]) -> None:
    _, published, other, why = case
    rows = answers(papers({"ash": (8, 20), "elm": (6, 18)}, published))["formulas"].tables[0].rows
    assert {row[0]: row[2] for row in rows}[other] == why


def test_prices_that_are_not_opened_are_no_question() -> None:
    asked = asked_of(papers(TWO))
    (found,) = IRRELEVANT_BIDS.run(asked._replace(case=asked.case._replace(quality_only=True)))
    assert found.verdict is Verdict.DOES_NOT_APPLY


BIDS = st.dictionaries(
    st.sampled_from(("ash", "elm", "oak", "yew")),
    st.tuples(st.integers(1, 10), st.integers(6, 14)),
    min_size=2,
)


@settings(max_examples=25, deadline=None)
@given(BIDS, st.sampled_from(sorted(PARAMETERS)))
def test_removal_is_that_of_edited_tenders(bids: Bids, formula: str) -> None:
    given = papers(bids, formula)
    if not winners(given):
        return
    found = answers(given).get("removal")
    for row in found.tables[0].rows if found is not None else ():
        left = {bid: own for bid, own in bids.items() if bid != row[0]}
        assert row[1] == winners(papers(left, formula))


@settings(max_examples=40, deadline=None)
@given(BIDS, st.sampled_from(sorted(PIECES)))
def test_phantoms_are_those_of_every_price_tried(bids: Bids, formula: str) -> None:
    """Real bids are added at every price up to five times the highest."""
    given = papers(bids, formula)
    won = winners(given)
    found = answers(given).get("phantom")
    if not won or found is None:
        return
    flips = {
        price: new for price in range(1, 71) if (new := _with_bid(bids, formula, price)) not in (won, ())
    }
    low, high = min(own[1] for own in bids.values()), max(own[1] for own in bids.values())
    if found.verdict is Verdict.IMPOSSIBLE:
        assert flips == {}
        return
    assert found.verdict is Verdict.PROVED
    rows = {row[0]: row[1] for row in found.tables[0].rows if isinstance(row[0], F)}
    for price, award in rows.items():
        assert _with_bid(bids, formula, int(price)) == award
    nearest = min((max(low - price, price - high, 0) for price in flips), default=None)
    if nearest is not None:
        assert min(max(low - price, price - high, F(0)) for price in rows) == nearest


@settings(max_examples=40, deadline=None)
@given(BIDS, st.sampled_from(sorted(PIECES)))
def test_other_prices_are_those_of_edited_tenders(bids: Bids, formula: str) -> None:
    """Each losing bid is given every price up to five times the highest."""
    given = papers(bids, formula)
    won = winners(given)
    found = answers(given).get("own-price")
    if not won or found is None:
        return
    flips = {
        (bid, price): new
        for bid, (mark, _) in bids.items()
        if bid not in won
        for price in range(1, 71)
        if (new := winners(papers({**bids, bid: (mark, price)}, formula))) not in (won, ()) and bid not in new
    }
    rows = {} if not found.tables else {(str(row[0]), row[2]): row[3] for row in found.tables[0].rows}
    assert found.verdict is (Verdict.PROVED if rows else Verdict.IMPOSSIBLE)
    assert {bid for bid, _ in rows} >= {bid for bid, _ in flips}
    for (bid, price), award in rows.items():
        assert isinstance(price, F)
        assert award == winners(papers({**bids, bid: (bids[bid][0], int(price))}, formula))


ROUNDINGS = st.lists(
    st.tuples(
        st.sampled_from(("points", "weighted", "total")),
        st.integers(0, 2),
        st.sampled_from(("half-up", "half-even", "down", "up")),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one[0],
)


@settings(examples(8, part=10), deadline=None)
@given(BIDS, st.sampled_from(sorted(PIECES)), ROUNDINGS)
def test_where_figures_are_rounded_no_price_moves_what_is_said_not_to_move(
    bids: Bids, formula: str, roundings: list[tuple[str, int, str]]
) -> None:
    """Every price in steps of a half up to five times the highest, of a bid more and of each that loses."""
    rules = [{"stage": stage, "places": places, "mode": mode} for stage, places, mode in roundings]
    given = papers(bids, formula, rounding=rules, rank_on="rounded")
    won, found = winners(given), answers(given)
    prices = [F(half, 2) for half in range(1, 140)]
    if won and "phantom" in found and found["phantom"].verdict is Verdict.IMPOSSIBLE:
        for price in prices:
            new = winners(papers({**bids, "zzz": (0, price)}, formula, rounding=rules, rank_on="rounded"))
            assert new in {won, ("zzz",), ()}
    if won and "own-price" in found and found["own-price"].verdict is Verdict.IMPOSSIBLE:
        for bid, (mark, _) in bids.items():
            for price in prices if bid not in won else ():
                new = winners(
                    papers({**bids, bid: (mark, price)}, formula, rounding=rules, rank_on="rounded")
                )
                assert new in {won, (bid,), ()}


TO_TWO = {"stage": "points", "places": 2, "mode": "half-up"}
CLEAR = [
    ("far ahead", {"ash": (10, 100), "elm": (2, 100)}, Verdict.IMPOSSIBLE),
    ("ahead by less than the roundings at some price", {"ash": (8, 100), "elm": (6, 60)}, None),
]


@pytest.mark.parametrize("case", CLEAR, ids=lambda case: case[0])
def test_a_lead_that_roundings_cannot_take_away_is_proved(
    case: tuple[str, Mapping[str, tuple[int, object]], Verdict | None],
) -> None:
    _, bids, verdict = case
    found = answers(papers(bids, rounding=[TO_TWO], rank_on="rounded"))["phantom"]
    assert (found.verdict is Verdict.IMPOSSIBLE) == (verdict is Verdict.IMPOSSIBLE)


def sample(name: str) -> Mapping[str, Answer]:
    judged = judge_folder(SAMPLES / name)
    assert judged.reading.inputs is not None
    assert judged.evaluation is not None
    return answers(lots_asked(judged.reading.inputs, judged.evaluation, Question())[0])


def test_another_price_of_a_losing_bid_moves_the_award() -> None:
    """Published with the sample: bid-d at 50 in place of 25 loses still, and another bid wins."""
    found = sample("losing-bid-flips-winner/with-d")
    (row,) = found["own-price"].tables[0].rows
    assert found["own-price"].verdict is Verdict.PROVED
    assert (row[0], row[3]) == ("bid-d", ("bid-a",))
    assert "with bid-d at" in found["own-price"].sentence
    assert "losing bid" not in found["phantom"].sentence
    assert found["phantom"].sentence.startswith("No further bid, losing itself")


def test_a_price_at_which_a_test_shuts_the_bid_out_is_set_aside() -> None:
    """A dear bid stretches the line; a ceiling on prices allows no dearer one, so it is not said to move."""
    bids = {"ash": (10, 30), "elm": (5, 20), "yew": (0, 30)}
    ceiling = {"id": "ceiling", "phase": "price", "measure": {"field": "price.evaluated"},
               "threshold": 35, "test": "at-most", "on_fail": "must-disregard"}  # fmt: skip
    free = answers(papers(bids, "lowest-to-highest"))["own-price"]
    tested = answers(papers(bids, "lowest-to-highest", gates=[ceiling]))["own-price"]
    dear = [row[2] for row in free.tables[0].rows if isinstance(row[2], F) and row[2] > 35]
    assert dear
    assert all(row[2] <= 35 for table in tested.tables for row in table.rows if isinstance(row[2], F))
    assert tested.verdict is not Verdict.IMPOSSIBLE


NO_LOSER = [
    ("one bid alone", papers({"ash": (8, 20)})),
    ("as many places as bids", papers(TWO, places=2)),
]


@pytest.mark.parametrize("case", NO_LOSER, ids=lambda case: case[0])
def test_where_no_bid_loses_no_losing_bid_is_asked_about(case: tuple[str, Papers]) -> None:
    found = IRRELEVANT_BIDS.run(asked_of(case[1]))
    assert found[0].sentence.startswith("No bid loses")
    assert not {"removal", "own-price", "phantom"} & {one.about for one in found}


def _with_bid(bids: Bids, formula: str, price: int) -> tuple[str, ...]:
    """Who wins with one more bid that scores nothing else; nobody where it wins itself or all is refused."""
    more = papers({**bids, "zzz": (0, price)}, formula)
    won = winners(more)
    return () if "zzz" in won else won


def test_the_added_bid_is_judged_like_a_real_one() -> None:
    """Its rank and the award are those of a tender in which the bid stands in the files."""
    bids = {"ash": (10, 30), "elm": (5, 20)}
    found = answers(papers(bids, "lowest-to-highest"))["phantom"]
    for row in found.tables[0].rows:
        assert isinstance(row[0], F)
        lot = lot_of(papers({**bids, "zzz": (0, row[0])}, "lowest-to-highest"))
        assert row[1] == lot.winners
        assert row[2] == next(one.rank for one in lot.placings if one.bid == "zzz")
