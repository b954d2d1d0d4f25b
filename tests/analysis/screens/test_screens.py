"""Screens on small contests: what raises a flag, what does not, and the arithmetic that stands beside it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.screens.low_price import low_prices
from bideval.analysis.screens.market import AwardMade, Contest, Flag, Group, Offer
from bideval.analysis.screens.screened import RED_FLAGS, Screening, screened
from bideval.analysis.screens.settings import ScreenSettings
from bideval.io.ocds.low_price_packs import STANDARD, LowPriceError, low_price_rule

F = Fraction


def offer(
    name: str, amount: object = 100, status: str = "valid", currency: str = "GBP", at: str | None = None
) -> Offer:
    """Return an offer of the tenderers ``name`` (apart by +)."""
    value = None if amount is None else F(str(amount))
    return Offer(name, tuple(name.split("+")), value, currency, status, at)


def contest(
    *offers: Offer,
    won: str | None = "w",
    name: str = "p",
    awards: tuple[AwardMade, ...] | None = None,
    method: str | None = None,
    method_details: str | None = None,
    cancelled: bool = False,
    tenderers: int | None = None,
    deadline: str | None = None,
    buyer: str | None = None,
    estimate: Fraction | None = None,
    estimate_currency: str | None = None,
) -> Contest:
    """Return a contest that the tenderer ``won`` was awarded."""
    made = () if won is None else (AwardMade("active", tuple(won.split("+"))),)
    return Contest(
        name, offers, made if awards is None else awards, method, method_details, cancelled, tenderers, deadline,
        buyer, None, estimate, estimate_currency,
    )  # fmt: skip


def raised(code: str, *contests: Contest, settings: ScreenSettings | None = None) -> list[Flag]:
    """Return the flags of one screen."""
    return list(screened(contests, Screening((code,), (), settings or ScreenSettings())))


LATE, DUE = "2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z"
WITHIN = [
    # in words                                  screen  contest                                                             about
    ("one tenderer alone",                      "R018", contest(tenderers=1, method="open"),                                ["p"]),
    ("one tenderer, and nobody else let in",    "R018", contest(tenderers=1, method="direct"),                              []),
    ("two tenderers",                           "R018", contest(tenderers=2, method="open"),                                []),
    ("one tenderer, and no method stated",      "R018", contest(tenderers=1),                                               []),
    ("one price of two bidders",                "R028", contest(offer("a", 900), offer("b", "900.00")),                     ["a", "b", "p"]),
    ("a penny apart",                           "R028", contest(offer("a", 900), offer("b", "900.01")),                     []),
    ("one bidder twice",                        "R028", contest(offer("a", 900), offer("a", 900)),                          []),
    ("one consortium in another order",         "R028", contest(offer("a+b", 900), offer("b+a", 900)),                      []),
    ("the same figure in two currencies",       "R028", contest(offer("a", 900), offer("b", 900, currency="EUR")),          []),
    ("one of the two withdrawn",                "R028", contest(offer("a", 900), offer("b", 900, "withdrawn")),             []),
    ("a late bid won",                          "R030", contest(offer("w", at=LATE), deadline=DUE),                         ["p", "w"]),
    ("a late bid lost",                         "R030", contest(offer("w"), offer("a", at=LATE), deadline=DUE),             []),
    ("a bid at the very deadline",              "R030", contest(offer("w", at=DUE), deadline=DUE),                          []),
    ("no deadline stated",                      "R030", contest(offer("w", at=LATE)),                                       []),
    ("all others disqualified",                 "R035", contest(offer("w"), offer("a", 1, "disqualified")),                 ["p", "w"]),
    ("another is valid too",                    "R035", contest(offer("w"), offer("b"), offer("a", 1, "disqualified")),     []),
    ("nobody was disqualified",                 "R035", contest(offer("w")),                                                []),
    ("somebody else was awarded",               "R035", contest(offer("a"), offer("b", 1, "disqualified")),                 []),
    ("the award is pending",                    "R035", contest(offer("w"), offer("a", 1, "disqualified"), awards=(AwardMade("pending", ("w",)),)), []),
    ("the lowest was disqualified",             "R036", contest(offer("w", 2), offer("a", 1, "disqualified")),              ["p"]),
    ("the dearest was disqualified",            "R036", contest(offer("w", 1), offer("a", 2, "disqualified")),              []),
    ("the lowest was withdrawn",                "R036", contest(offer("w", 2), offer("a", 1, "withdrawn")),                 []),
    ("nothing was awarded",                     "R036", contest(offer("w", 2), offer("a", 1, "disqualified"), won=None),    []),
    ("no valid bid",                            "R036", contest(offer("a", 1, "disqualified")),                             []),
    ("two currencies",                          "R036", contest(offer("w", 2), offer("a", 1, "disqualified", "EUR")),       []),
    ("the contest was cancelled",               "R036", contest(offer("w", 2), offer("a", 1, "disqualified"), cancelled=True), []),
]  # fmt: skip


@pytest.mark.parametrize("case", WITHIN, ids=lambda case: f"{case[1]} {case[0]}")
def test_what_one_process_shows(case: tuple[str, str, Contest, list[str]]) -> None:
    _, code, looked_at, expected = case
    assert sorted(flag.about.id for flag in raised(code, looked_at)) == expected


def market(*gaps: int) -> list[Contest]:
    """Return a contest for each gap: won at 100, the second price so many percent above."""
    return [
        contest(offer("w", 100), offer(f"s{place}", 100 + gap), name=f"p{place}")
        for place, gap in enumerate(gaps)
    ]


ACROSS = [
    # in words                              screen  gaps in percent             set     processes
    ("one price close, all others apart",   "R024", (1, 20, 20, 20, 20, 21),    None,   ["p0"]),
    ("all much the same",                   "R024", (20, 21, 22, 23),           None,   []),
    ("a level of its own",                  "R024", (1, 2, 20),                 "0.02", ["p0", "p1"]),
    ("a level of nothing flags nobody",     "R024", (0, 2, 20),                 "0",    []),
    ("one price far below",                 "R058", (5, 5, 6, 6, 5, 90),        None,   ["p5"]),
    ("most have no gap at all",             "R058", (0, 0, 0, 0, 0, 0, 0, 0, 0, 50),        None,   []),
    ("a level for discounts",               "R058", (30, 31, 29),               "0.3",  ["p0", "p1"]),
]  # fmt: skip


@pytest.mark.parametrize("case", ACROSS, ids=lambda case: f"{case[1]} {case[0]}")
def test_what_stands_out_among_processes(
    case: tuple[str, str, tuple[int, ...], str | None, list[str]],
) -> None:
    _, code, gaps, level, expected = case
    limit = None if level is None else F(level)
    settings = ScreenSettings(close_price=limit, heavy_discount=limit)
    found = raised(code, *market(*gaps), settings=settings)
    assert [flag.about.id for flag in found if flag.about.kind == "process"] == expected


NO_GAP = [
    # in words                          contest
    ("the lowest did not win",          contest(offer("w", 101), offer("a", 100))),
    ("a bidder alone",                  contest(offer("w", 100))),
    ("two awards",                      contest(offer("w"), offer("a"), awards=(AwardMade("active", ("w",)),) * 2)),
    ("an award to two together",        contest(offer("w"), offer("a"), won="w+x")),
    ("won for nothing",                 contest(offer("w", 0), offer("a", 100))),
    ("two currencies",                  contest(offer("w", 100), offer("a", 101, currency="EUR"))),
    ("the second is a consortium",      contest(offer("w", 100), offer("a+b", 101))),
    ("prices are not compared there",   contest(offer("w", 100), offer("a", 101), method_details="design")),
]  # fmt: skip


@pytest.mark.parametrize("case", NO_GAP, ids=lambda case: case[0])
def test_where_there_is_no_gap_to_look_at(case: tuple[str, Contest]) -> None:
    settings = ScreenSettings(close_price=F(1), not_by_price=frozenset({"design"}))
    assert raised("R024", case[1], settings=settings) == []


def test_the_arithmetic_of_a_close_price() -> None:
    found = raised("R024", *market(1, 20, 20, 20, 20, 21))[0]
    assert found.value == F(1, 100)
    assert found.worked.startswith("(101 of s0 - 100 of w) / 100 = 0.01; at most ")


def test_many_bids_and_few_wins() -> None:
    """The tenderer f enters twelve contests and wins one of them; a0 enters one, which f wins; the level is a fifth."""
    entered = [
        contest(offer("f"), offer(f"a{place}"), won="f" if place == 0 else f"a{place}", name=f"p{place}")
        for place in range(12)
    ]
    found = raised("R025", *entered, settings=ScreenSettings(low_success=F(1, 5)))
    assert {(flag.about.id, flag.value) for flag in found} == {("f", F(1, 12)), ("a0", F(0))}
    many = raised("R025", *entered, settings=ScreenSettings(low_success=F(1, 5), top_percentile=100))
    assert [flag.about.id for flag in many] == ["f"]
    assert many[0].worked.startswith(
        "1 won / 12 = 0.083333 (1/12), of at least 12 bids (percentile 100); at most 0.2"
    )


def test_disqualified_bids_are_counted_by_buyer_and_by_tenderer() -> None:
    strict = [
        contest(offer("a", 1, "disqualified"), offer("b"), buyer="B", name=f"p{place}") for place in range(4)
    ]
    others = [
        contest(offer(f"c{place}"), offer(f"d{place}"), buyer=f"X{place}", name=f"q{place}")
        for place in range(6)
    ]
    assert raised("R038", *strict, *others) == []  # most disqualify nobody, so the fence is at nothing
    settings = ScreenSettings(high_disqualified=F(1, 2))
    found = {flag.about: flag for flag in raised("R038", *strict, *others, settings=settings)}
    assert {about: flag.value for about, flag in found.items()} == {
        Group("buyer", "B"): F(1, 2),
        Group("tenderer", "a"): F(1),
    }
    assert found[Group("buyer", "B")].worked == "4 disqualified / 8 = 0.5; at least 0.5, as set"


LONE = [
    # in words                          bids of the others, each    level   buyers flagged  held against itself
    ("the only buyer",                  None,                       None,   ["B"],          True),
    ("the only one with 2 bids",        1,                          None,   ["B"],          True),
    ("another with 2 bids",             2,                          None,   [],             False),
    ("alone, and a level is set",       None,                       "0.5",  ["B"],          False),
    ("alone, below the level set",      None,                       "0.6",  [],             False),
]  # fmt: skip


@pytest.mark.parametrize("case", LONE, ids=lambda case: case[0])
def test_a_buyer_with_nobody_to_compare_with_is_flagged_as_cardinal_flags_it_and_says_so(
    case: tuple[str, int | None, str | None, list[str], bool],
) -> None:
    """With one share both quartiles are that share, and so is the fence."""
    _, bids, level, flagged, itself = case
    market = [contest(offer("a", 1, "disqualified"), offer("b"), buyer="B", name="p")]
    others = [offer(f"c{place}") for place in range(bids or 0)]
    market += [contest(*others, buyer="X", name="q")] if others else []
    settings = ScreenSettings(high_disqualified=None if level is None else F(level))
    found = [flag for flag in raised("R038", *market, settings=settings) if flag.about.kind == "buyer"]
    assert [flag.about.id for flag in found] == flagged
    assert any("held against itself" in flag.worked for flag in found) is itself


LOW = [
    # in words                              rule                                prices              flagged
    ("below 70 percent of the median",      "screens/below-median@1",           (69, 100, 100),     1),
    ("at 70 percent of the median",         "screens/below-median@1",           (70, 100, 100),     0),
    ("below 60 percent of the others",      "screens/prozorro-mean@1",          (59, 90, 110),      1),
    ("at 60 percent of the others",         "screens/prozorro-mean@1",          (60, 90, 110),      0),
    ("below 70 percent of the next",        "screens/prozorro-next@1",          (69, 100),          1),
    ("a level that is said",                "screens/below-mean@1:least=80",    (60, 110, 130),     1),
    ("alone",                               "screens/below-mean@1:least=80",    (60,),              0),
    ("a rule that needs an estimate",       "screens/below-estimate@1:least=90", (60, 110, 130),    0),
]  # fmt: skip


@pytest.mark.parametrize("case", LOW, ids=lambda case: case[0])
def test_low_prices(case: tuple[str, str, tuple[int, ...], int]) -> None:
    _, asked, prices, expected = case
    looked_at = contest(*(offer(f"b{place}", price) for place, price in enumerate(prices)))
    assert len(list(low_prices(looked_at, low_price_rule(asked)))) == expected


def test_an_estimate_is_used_in_its_own_currency_alone() -> None:
    rule = low_price_rule("screens/below-estimate@1:least=90")
    bids = (offer("a", 80), offer("b", 100))
    assert len(list(low_prices(contest(*bids, estimate=F(100), estimate_currency="GBP"), rule))) == 1
    assert list(low_prices(contest(*bids, estimate=F(100), estimate_currency="EUR"), rule)) == []


REFUSED = [
    # in words                      asked                               of the reason
    ("no such pack",                "screens/below-everything@1",       "there is no pack"),
    ("no such edition",             "screens/below-mean@7:least=80",    "there is no edition 7"),
    ("a level that is missing",     "screens/below-mean@1",             "least is missing"),
    ("a level that is no number",   "screens/below-mean@1:least=low",   "least"),
    ("no edition",                  "screens/below-mean",               "is not of the form"),
    ("a pack of another family",    "finance/acid-ratio@1",             "is not of the form"),
    ("nothing",                     "",                                 "is not of the form"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_a_rule_that_cannot_be_used(case: tuple[str, str, str]) -> None:
    _, asked, reason = case
    with pytest.raises(LowPriceError, match=reason):
        low_price_rule(asked)


def test_the_standard_rules_have_levels_of_their_own() -> None:
    assert [low_price_rule(one).id for one in STANDARD] == list(STANDARD)


PRICES = st.lists(st.integers(1, 10_000), min_size=2, max_size=6)


@given(PRICES, st.integers(2, 1000))
def test_another_unit_of_money_moves_no_flag(prices: list[int], factor: int) -> None:
    """Prices in pence instead of pounds: the same flags, with the same figures."""

    def flags(by: int) -> list[tuple[str, Group, Fraction | None]]:
        own = contest(
            *(offer("w" if place == 0 else f"b{place}", price * by) for place, price in enumerate(prices)),
            name="p",
        )
        rules = tuple(map(low_price_rule, STANDARD))
        asked = Screening(
            tuple(RED_FLAGS), rules, ScreenSettings(close_price=F(1, 10), heavy_discount=F(1, 2))
        )
        return [(flag.screen, flag.about, flag.value) for flag in screened([own], asked)]

    assert flags(1) == flags(factor)


@given(st.lists(PRICES, min_size=1, max_size=6))
def test_the_order_of_processes_moves_no_flag(markets: list[list[int]]) -> None:
    contests = [
        contest(
            *(offer("w" if at == 0 else f"b{at}", price) for at, price in enumerate(prices)),
            name=f"p{place}",
            buyer=f"B{place % 2}",
        )
        for place, prices in enumerate(markets)
    ]
    screening = Screening()
    forwards, backwards = set(screened(contests, screening)), set(screened(contests[::-1], screening))
    assert forwards == backwards
