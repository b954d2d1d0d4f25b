"""The figures of a rehearsal against the long way round: every case evaluated whole, and sums by hand."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from bideval.analysis.rehearsal.cases import rehearsed_cases
from bideval.analysis.rehearsal.deciding import decided
from bideval.analysis.rehearsal.price_table import price_ground, price_tables, table_prices
from bideval.analysis.rehearsal.rehearse import rehearse_lot
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.weights import effective_weights, swaps
from bideval.model.evaluation import LotResult, PlacingStatus
from bideval.model.marking import Consensus
from bideval.model.price import LotPrice, PriceSheet
from bideval.scoring.evaluate import judge
from tests.analysis.rehearsal.drafts import (
    PLAN,
    PRICE,
    SCALE,
    TURNOVER,
    flaws_of,
    rehearsed,
    rules,
    setting_of,
    study,
)
from tests.scoring.build import Data, Papers, inputs_of

F = Fraction
TESTED = rules(gates=[{**TURNOVER, "threshold": 70}])
LOWEST = {"id": "price", "weight": 40, "formula": "lowest-over-bid"}


def evaluated(setting: Setting, without_gates: bool = False) -> list[LotResult]:
    """Every case written out as a tender folder would hold it, and evaluated from there."""
    found = []
    for one in rehearsed_cases(setting):
        tender = setting.inputs.tender
        inputs = replace(
            setting.inputs,
            tender=tender.model_copy(update={"gates": ()}) if without_gates else tender,
            bids=one.case.bids,
            prices={
                bid: PriceSheet(lots={"whole": LotPrice(amount=price.amount)})
                for bid, price in one.case.prices.items()
            },
            consensus=tuple(
                Consensus("*", leaf, bid, rows[0].value, "as drawn", "", "", "", (), "", "")
                for (bid, leaf), rows in one.case.rows.items()
            ),
        )
        judgement = judge(inputs)
        assert judgement.evaluation is not None, judgement.findings
        found.append(judgement.evaluation.lots[0])
    return found


def gaps_of(result: LotResult, criterion: str) -> Fraction:
    weighted = [
        score.weighted
        for placing in result.placings
        if placing.status is PlacingStatus.ASSESSED
        for score in placing.scores
        if score.criterion == criterion
    ]
    return sum((abs(one - other) for one, other in combinations(weighted, 2)), F(0))


WEIGHED: list[tuple[str, Data]] = [
    ("all assessed", rules()),
    ("some shut out", TESTED),
    ("a relative formula", rules(criteria=[PLAN, LOWEST])),
    ("three criteria in a section", rules(criteria=[
        {"id": "quality", "criteria": [{**PLAN, "weight": 20}, {"id": "people", "weight": 40, "scale": SCALE}]}, PRICE,
    ])),
]  # fmt: skip


@pytest.mark.parametrize("case", WEIGHED, ids=lambda case: case[0])
def test_effective_weights_are_shares_of_all_gaps(case: tuple[str, Data]) -> None:
    setting = setting_of(case[1])
    cases = tuple(rehearsed_cases(setting))
    found = effective_weights(setting.rules, cases)
    contested = [
        one
        for one in evaluated(setting)
        if sum(placing.status is PlacingStatus.ASSESSED for placing in one.placings) > 1
    ]
    gaps = {one.criterion: [gaps_of(result, one.criterion) for result in contested] for one in found}
    whole = sum(sum(each, F(0)) for each in gaps.values())
    assert {one.criterion: one.effective for one in found} == {
        name: sum(each, F(0)) * 100 / whole for name, each in gaps.items()
    }
    assert sum((one.effective for one in found), F(0)) == 100
    nominal = {one.criterion: one.nominal for one in found}
    for pair in swaps(found):
        assert nominal[pair.heavier] > nominal[pair.lighter]
        pairs = zip(gaps[pair.heavier], gaps[pair.lighter], strict=True)
        assert (pair.swapped, pair.cases) == (sum(a < b for a, b in pairs), len(contested))


def test_equal_bids_have_no_effective_weights() -> None:
    one_way = study(prices=[150, 150], marks={"plan": [3, 3]})
    assert rehearsed(rules(), one_way).weights == ()


def test_a_test_decides_where_another_award_is_made_without_it() -> None:
    setting = setting_of(TESTED)
    (one,) = decided(tuple(rehearsed_cases(setting)))
    with_, without = evaluated(setting), evaluated(setting, without_gates=True)
    pairs = list(zip(with_, without, strict=True))
    assert one.test == "turnover"
    assert one.cases == len(pairs) == 60
    assert one.changed == sum((a.winners, a.tied) != (b.winners, b.tied) for a, b in pairs) > 0
    bare = [sum(placing.status is PlacingStatus.ASSESSED for placing in a.placings) <= 1 for a, _ in pairs]
    assert one.left_alone == sum(bare)


def test_who_fails_is_who_lies_below_the_threshold() -> None:
    lot = rehearsed(TESTED)
    (turnover,) = (one for one in lot.outcomes if one.test == "turnover")
    drawn = [
        its.accounts[0].turnover for one in rehearsed_cases(lot.setting) for its in one.case.bids.values()
    ]
    assert (turnover.failed, turnover.bids) == (
        sum(one is not None and one < 70 for one in drawn),
        len(drawn),
    )


def test_a_low_outlier_turns_two_bids_by_hand() -> None:
    """40 points for price by lowest-over-bid, 60 for the plan; prices 125 and 175, the outlier at 75."""
    (flaw,) = flaws_of(rehearsed(rules(criteria=[PLAN, LOWEST])), "low-outlier")
    assert "at three quarters of the lowest expected price" in flaw.sentence
    lead = F(flaw.arithmetic[0].split()[2])

    def totals(lowest: int) -> tuple[Fraction, Fraction]:
        """The dear bid less its quality lead, and the cheap one, on price alone."""
        return F(40 * lowest, 175) + 60 * lead / 100, F(40 * lowest, 125)

    dear, cheap = totals(125)
    assert cheap > dear
    dear, cheap = totals(75)
    assert dear > cheap


def test_a_hidden_gap_ends_where_the_rounding_turns() -> None:
    """40 x 180 / P rounds to 40 down to 39.5: P is at most 180 x 40 / 39.5 = 182.278..."""
    given = rules(
        criteria=[PLAN, LOWEST],
        rounding=[{"stage": "weighted", "places": 0, "mode": "half-up"}],
        rank_on="rounded",
    )
    (flaw,) = flaws_of(rehearsed(given, study(prices=[180, 250])), "price-gap-hidden")
    assert "a bid at GBP 182.27 gets the same" in flaw.sentence


def test_the_price_table_is_the_formula_row_by_row() -> None:
    setting = setting_of(rules(criteria=[PLAN, LOWEST]), study(prices=[1000, 3000]))
    (table,) = price_tables(setting, price_ground(setting))
    prices = [F(1000 + 200 * step) for step in range(11)]
    assert table.rows == tuple((price, F(100_000) / price, F(40_000) / price) for price in prices)


GROUNDS: list[tuple[str, Data, str]] = [
    ("a value of the contract", rules(contract={"value": 1000}), "the value of the contract"),
    ("nothing at all", rules(), "100"),
]


@pytest.mark.parametrize("case", GROUNDS, ids=lambda case: case[0])
def test_prices_without_a_range_say_where_they_are_from(case: tuple[str, Data, str]) -> None:
    _, given, of = case
    setting = setting_of(given)
    bare = setting._replace(kinds=tuple(kind._replace(prices={}) for kind in setting.kinds))
    ground = price_ground(bare)
    assert ground.words == f"no range of prices is stated: from 60% to 100% of {of}"
    assert (table_prices(ground)[0], table_prices(ground)[-1]) == (ground.low, ground.high)
    assert ground.low / ground.high == F(3, 5)


def test_a_tender_without_ranges_is_looked_at_and_says_what_it_lacks() -> None:
    setting = setting_of(rules())
    bare = study({}, prices=None, marks={}, accounts={})
    lot = rehearse_lot(setting_of(rules(ties=[]), bare), {})
    assert [one.key for one in lot.needed] == ["prices"]
    assert [(one.rule, one.key, one.entry) for one in lot.setting.aside] == [
        ("turnover", "accounts", "turnover")
    ]
    assert (lot.cases, lot.weights, lot.outcomes) == (0, (), ())
    assert flaws_of(lot, "unsettled-tie")
    assert lot.prices
    assert setting.needed == ()


def test_bids_that_are_there_change_nothing() -> None:
    bids = {"acorn": {"accounts": [{"year_end": "2025-03-31", "turnover": 1}]}}
    with_, without = rehearsed(rules(), bids=bids), rehearsed(rules())
    assert with_._replace(setting=without.setting) == without
    assert inputs_of(Papers(rules(), bids)).bids
