"""Each kind of flaw: a tender that has it, and one that differs by that alone and has it not.

The sound draft of ``drafts`` has no flaw at all.  What an arithmetic line says is worked out
by hand beside the row.
"""

from collections.abc import Sequence

import pytest

from bideval.analysis.rehearsal.flaws import GRAVITY, KINDS
from bideval.model.study import Study
from tests.analysis.rehearsal.drafts import (
    DRAW,
    NOTE,
    NOTES,
    PLAN,
    PRICE,
    TURNOVER,
    flaws_of,
    rehearsed,
    rules,
    study,
)
from tests.conftest import ROOT
from tests.scoring.build import Data

LOWEST = {"id": "price", "weight": 40, "formula": "lowest-over-bid"}
FIRST = {key: value for key, value in PLAN.items() if key != "minimum"}
PERCENT = {"share": {"unit": "percent", "min": 0, "max": 100}}


def share(full_at: int) -> Data:
    """A criterion on a declared share, with full points at ``full_at`` percent."""
    line = {"from": {"at": 0, "points": 0}, "to": {"at": full_at, "points": 100}, "outside": "clamp"}
    measure = {"field": "bid.declared.share"}
    return {"id": "share", "weight": 10, "measure": measure, "points": {"linear": line}, "when_missing": 0}


def of_share(full_at: int) -> Data:
    return rules(criteria=[{**PLAN, "weight": 50}, share(full_at), PRICE], declares=PERCENT)


def rounded(scale: Data, stage: str, places: int) -> Data:
    return rules(
        criteria=[{**PLAN, "weight": 2, "scale": scale}, {**PLAN, "id": "other", "weight": 58}, PRICE],
        rounding=[{"stage": stage, "places": places, "mode": "half-up"}],
        rank_on="rounded",
    )


def turnover(**changes: object) -> Data:
    return rules(gates=[{**TURNOVER, **changes}])


FINE = {"from": 0, "to": 10, "step": 1}
SHARES = study(declared={"share": [0, 40]})
TWO_NOTES = {**NOTES, "other/minimum": NOTE}
KINDS_OF_BIDDER = {
    "small": {"title": "A small firm", "type": "charity", "accounts": {"turnover": [10, 49]}},
    "large": {"title": "A large firm", "accounts": {"turnover": [60, 90]}},
}
BOTH = study(bidders=KINDS_OF_BIDDER)
SMALL_PASSES = study(
    bidders={**KINDS_OF_BIDDER, "small": {"title": "A small firm", "accounts": {"turnover": [10, 80]}}}
)

Case = tuple[str, str, Data, Study, Data, Study, str, Sequence[str]]
CASES: list[Case] = [
    # in words, kind, with it, its study, without it, its study, seriousness, what the arithmetic says
    (
        "equal bids and no rung that always settles", "unsettled-tie",
        rules(ties=[{"by": "lower-price"}]), study(), rules(ties=[{"by": "lower-price"}, DRAW]), study(),
        # prices 125, (200 - 125) / 100 of 40 = 30; plan 80 of 60 = 48
        "mend", ["one at GBP 125: 48 + 30 = 78", "the tie rules that are published: lower-price"],
    ),
    (
        "no tie rule at all", "unsettled-tie", rules(ties=[]), study(), rules(), study(),
        "mend", ["no tie rule is published"],
    ),
    (
        "one bid of 0.01 and nothing else", "penny-price",
        # penny 60; a good bid at 125: 80% of 40 = 32, and 60 x 0.01 / 125 = 0.0048
        rules(criteria=[{**FIRST, "weight": 40}, {**LOWEST, "weight": 60}]), study(NOTES),
        rules(criteria=[{**PLAN, "weight": 40}, {**PRICE, "weight": 60}]), study(),
        "mend", ["penny at GBP 0.01: 0 + 60 = 60", "cheap at GBP 125: 32 + 0.0048 = 32.0048"],
    ),
    (
        "the lowest price is what others are measured against", "low-outlier",
        rules(criteria=[PLAN, LOWEST]), study(), rules(), study(),
        "think over", ["without outlier: cheap at GBP 125"],
    ),
    (
        "the highest price is what others are measured against", "phantom-bid",
        rules(criteria=[PLAN, {**LOWEST, "formula": "lowest-to-highest", "with": {"when_equal": 100}}]),
        study(), rules(), study(), "think over", ["with phantom: dear at GBP 175"],
    ),
    (
        "the best quality is what others are measured against", "phantom-bid",
        rules(criteria=[{**PLAN, "normalise": "to-best"}, PRICE]), study(), rules(), study(),
        "think over", ["with phantom: phantom at GBP 600"],
    ),
    (
        "a test that a whole kind of bidder fails", "kind-shut-out", rules(), BOTH, rules(), SMALL_PASSES,
        "mend", ["the nearest has GBP 49, required at least GBP 50; declared type charity"],
    ),
    (
        "a test that is flagged, and all fail", "kind-shut-out",
        turnover(threshold=1000, on_fail="flag"), study(), turnover(threshold=60, on_fail="flag"), study(),
        "think over", ["the nearest has GBP 90, required at least GBP 1,000"],
    ),
    (
        "a minimum that the stated marks never reach", "kind-shut-out",
        rules(), study(marks={"plan": [0, 1]}), rules(), study(marks={"plan": [0, 2]}),
        "mend", ["the nearest has 1, required at least 2"],
    ),
    (
        "a test that most bids fail", "no-contest",
        # of the turnovers 10 to 90 about one in nine reaches 81
        turnover(threshold=81), study(accounts={"turnover": [10, 90]}), rules(), study(),
        "mend", ["turnover shuts somebody out in"],
    ),
    (
        "a test on which the award hangs", "test-decides",
        turnover(threshold=81), study(accounts={"turnover": [10, 90]}), rules(), study(),
        "mend", ["another award without it: "],
    ),
    (
        # full marks at 80%, and nobody offers over 40%: 10 x (100 - 50) / 100
        "full marks where nobody gets", "points-out-of-reach",
        of_share(80), SHARES, of_share(40), SHARES, "mend", ["10 x (100 - 50) / 100 = 5"],
    ),
    (
        "prices of 190 to 200 in a range of 100 to 200", "points-out-of-reach",
        rules(), study(prices=[190, 200]), rules(), study(), "mend", ["40 x (100 - 10) / 100 = 36"],
    ),
    (
        # 100 x 180 / 200 = 90 points for the dearest
        "a formula that never falls to 0", "points-for-all",
        rules(criteria=[PLAN, LOWEST]), study(prices=[180, 200]), rules(), study(prices=[100, 200]),
        "mend", ["40 x 90 / 100 = 36", "left to compete for: 4"],
    ),
    (
        "a price weight that sets nobody apart", "weight-not-borne",
        rules(criteria=[PLAN, LOWEST]), study(prices=[198, 200]), rules(), study(), "mend", [],
    ),
    (
        # one of ten steps of a weight of 2 is 0.2
        "a step below the unit of the weighted figure", "step-below-rounding",
        rounded(FINE, "weighted", 0), study(TWO_NOTES), rounded(FINE, "weighted", 1), study(TWO_NOTES),
        "mend", ["both marks come to 0 of 2 points"],
    ),
    (
        "a step below the unit of the total", "step-below-rounding",
        rounded(FINE, "total", 0), study(TWO_NOTES), rounded(FINE, "total", 1), study(TWO_NOTES),
        "think over", ["2 x 10 / 100 = 0.2"],
    ),
    (
        # 40 x (200 - P) / 100 >= 39.5 up to P = 101.25: not below, since half-up
        "prices that the rounding makes alike", "price-gap-hidden",
        rules(rounding=[{"stage": "weighted", "places": 0, "mode": "half-up"}], rank_on="rounded"), study(),
        rules(rounding=[{"stage": "weighted", "places": 2, "mode": "half-up"}], rank_on="rounded"), study(),
        "think over", ["GBP 101.25 - GBP 100 = GBP 1.25", "1.25% of the lowest price"],
    ),
    (
        "prices that the formula makes alike", "prices-alike",
        rules(), study(prices=[80, 200]), rules(), study(),
        "think over", ["GBP 80 and GBP 92: both 100 points"],
    ),
    (
        "accounts, and not which", "evidence-unsaid",
        rules(gates=[{key: value for key, value in TURNOVER.items() if key != "evidence"}]), study(),
        rules(), study(), "say", ["every year of accounts counts alike"],
    ),
    (
        "a figure, and not what if it is missing", "missing-unsaid",
        rules(gates=[{key: value for key, value in TURNOVER.items() if key != "when_missing"}]), study(),
        rules(), study(), "say", [],
    ),
    (
        "a test without its note", "no-proportionality-note",
        rules(), study({"plan/minimum": NOTE}), rules(), study(), "say", ["not said of turnover: the risk"],
    ),
    (
        "a note that is not whole", "no-proportionality-note",
        rules(), study({**NOTES, "turnover": {"risk": "failure"}}), rules(), study(),
        "say", ["not said of turnover: why this level, the alternatives and who is affected"],
    ),
]  # fmt: skip


def test_the_sound_draft_has_no_flaw() -> None:
    assert rehearsed(rules()).flaws == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_tender_that_has_the_flaw(case: Case) -> None:
    _, kind, spoilt, its, _, _, seriousness, lines = case
    flaw, *_ = flaws_of(rehearsed(spoilt, its), kind)
    assert flaw.seriousness == seriousness
    assert flaw.remedy
    said = "\n".join(flaw.arithmetic)
    assert [line for line in lines if line not in said] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_tender_that_has_it_not(case: Case) -> None:
    _, kind, _, _, sound, its, _, _ = case
    assert flaws_of(rehearsed(sound, its), kind) == ()


SWAP_FREE = {"order-swaps", "undefined-points"}  # shown below, by tests of their own


def test_every_kind_of_flaw_is_tried() -> None:
    assert {case[1] for case in CASES} | SWAP_FREE == set(KINDS)


def test_every_kind_of_flaw_stands_on_the_page() -> None:
    page = (ROOT / "docs" / "rehearse.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"\n### `{kind}`\n" not in page] == []


def test_a_heavier_criterion_is_outdone_by_a_lighter_one() -> None:
    """Marks of 3 and 4 alone against prices over the whole range: 60 x 20 / 100 = 12 against 40."""
    lot = rehearsed(rules(), study(marks={"plan": [3, 4]}))
    (flaw,) = flaws_of(lot, "order-swaps") or flaws_of(lot, "weight-not-borne")
    assert flaw.about[0] == "plan"
    milder = rehearsed(
        rules(criteria=[{**PLAN, "weight": 55}, {**PRICE, "weight": 45}]), study(marks={"plan": [3, 5]})
    )
    assert [flaw.about for flaw in flaws_of(milder, "order-swaps")] == [("plan", "price")]


def test_only_the_end_of_a_range_passes() -> None:
    """Of 4,001 turnovers from 10.00 to 50.00 one passes, and the seed does not draw it."""
    small = {**KINDS_OF_BIDDER, "small": {"title": "A small firm", "accounts": {"turnover": [10, 50]}}}
    (flaw,) = flaws_of(rehearsed(rules(), study(bidders=small)), "kind-shut-out")
    assert (flaw.seriousness, flaw.about) == ("think over", ("turnover", "small"))
    assert flaw.sentence.endswith("but for one at the very end of its ranges.")


def test_tests_that_shut_out_a_kind_together() -> None:
    """Under 30 fails the one and over 30 the other, so that each lets some through and both nobody."""
    least = {**TURNOVER, "threshold": 30}
    most = {**TURNOVER, "id": "not-too-large", "test": "less-than", "threshold": 30}
    lot = rehearsed(rules(gates=[least, most]), study(accounts={"turnover": [10, 50]}))
    (flaw,) = flaws_of(lot, "kind-shut-out")
    assert flaw.about == ("any", "turnover", "not-too-large")
    counts = [int(line.split()[1]) for line in flaw.arithmetic]
    bids = sum(one.bids for one in lot.outcomes if one.test == "turnover")
    assert sum(counts) == bids


def test_a_formula_without_a_result() -> None:
    """A discount below a base price of 150 is not defined for the price of 175; below one of 200 it is."""

    def based_on(price: int) -> Data:
        formula = {"formula": "discount-power", "with": {"base_price": price, "alpha": 1}}
        return rules(
            criteria=[PLAN, {**LOWEST, **formula}],
            rounding=[{"stage": "points", "places": 2, "mode": "half-up", "of": ["price"]}],
            rank_on="rounded",
        )

    (flaw,) = flaws_of(rehearsed(based_on(150)), "undefined-points")
    assert flaw.sentence == "The rules give no result for two bids at GBP 125 and GBP 175."
    assert flaws_of(rehearsed(based_on(200)), "undefined-points") == ()


AVERAGES: list[tuple[str, str, int, int, str | None]] = [
    # in words, what is averaged, evaluators, places, the least that one whole mark of one evaluator moves it by
    ("a third of a mark, whole marks", "mean", 3, 0, "1 / 3 = 0.333333"),
    ("a third of a mark, one decimal", "mean", 3, 1, None),
    ("a twentieth of a mark, one decimal", "mean", 20, 1, "1 / 20 = 0.05"),
    ("half a mark, whole marks", "median", 4, 0, "1 / 2 = 0.5"),
    ("half a mark, one decimal", "median", 4, 1, None),
    ("one evaluator alone", "mean", 1, 0, None),
]


@pytest.mark.parametrize("case", AVERAGES, ids=lambda case: case[0])
def test_a_mark_that_the_rounded_mean_loses(case: tuple[str, str, int, int, str | None]) -> None:
    _, averaged, evaluators, places, said = case
    given = rules(
        marks={"from": averaged},
        rounding=[{"stage": "mark-mean", "places": places, "mode": "half-up"}],
        rank_on="rounded",
    )
    found = flaws_of(rehearsed(given, study(evaluators=evaluators, cases=2)), "step-below-rounding")
    assert [flaw.arithmetic for flaw in found] == ([] if said is None else [(said,)])


def test_the_gravest_come_first() -> None:
    lot = rehearsed(
        rules(criteria=[PLAN, LOWEST], ties=[], gates=[{**TURNOVER, "threshold": 80}]),
        study({}, prices=[150, 200]),
    )
    found = [(GRAVITY.index(flaw.seriousness), KINDS.index(flaw.kind)) for flaw in lot.flaws]
    assert len({gravity for gravity, _ in found}) == 3
    assert found == sorted(found)
