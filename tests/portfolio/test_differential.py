"""A table of tenders is decided as the engine of ``evaluate`` decides each of them, under every scenario.

Three ways stand side by side: whole numbers over columns, fractions over one tender, and the
engine on the inputs that a folder would give, with the changes that ``whatif`` makes.
"""

import pytest

from bideval.portfolio.decided import Desk, decided
from bideval.portfolio.engine import engine_winners
from bideval.portfolio.exact import exact_winners
from bideval.portfolio.scenario import PUBLISHED, Scenario, parse_scenario
from tests.portfolio.lines import awkward, tables

TEXTS = (
    "formula=lowest-over-bid",
    "formula=lowest-to-highest:when_equal=0",
    "formula=linear-to-double-lowest",
    "formula=linear-to-n-lowest:n=2.37",
    "formula=budget-linear",
    "social-value=10",
    "social-value=30",
    "turnover=off",
    "turnover=on:1.5",
    "turnover=cap:1",
    "bond=off",
    "bond=fold:1.75",
    "reserve=mutuals",
    "lots=half",
    "social-value=20 turnover=off bond=fold:12.5 lots=3",
    "formula=lowest-over-bid reserve=cic+charity+co-operative social-value=33.33",
)
SCENARIOS = (PUBLISHED, *(parse_scenario(text) for text in TEXTS))


def compared(seed: int, count: int, scenarios: tuple[Scenario, ...], every: int) -> tuple[int, int]:
    """Compare the winners; return how many were compared in fractions, and by the engine."""
    in_fractions = by_engine = 0
    for table in tables(awkward(seed, number) for number in range(count)):
        desk = Desk(table)
        for turn, scenario in enumerate(scenarios):
            found = decided(desk, scenario)
            for place, names in enumerate(table.names):
                if not found.applies[place]:
                    continue
                quick = frozenset(one for one in range(len(names.bids)) if found.winners[one, place])
                assert quick == exact_winners(table, place, scenario), (names.ocid, scenario.text)
                in_fractions += 1
                if (place + turn) % every == 0:
                    assert quick == engine_winners(table, place, scenario), (names.ocid, scenario.text)
                    by_engine += 1
    return in_fractions, by_engine


def test_a_share_of_tenders_under_every_scenario() -> None:
    in_fractions, by_engine = compared(1, 400, SCENARIOS, every=12)
    assert in_fractions > 2000
    assert by_engine > 200


@pytest.mark.long
def test_fifty_thousand_tenders_as_published_and_under_one_scenario_each() -> None:
    """Each of 50,000 by the engine as published; each also in fractions under every scenario."""
    published = others = 0
    for seed in range(2, 52):
        published += compared(seed, 1000, (PUBLISHED,), every=1)[1]
        others += compared(seed, 1000, SCENARIOS[1:], every=100)[0]
    assert published == 50_000
    assert others > 200_000


def test_half_the_size_halves_the_budget_too() -> None:
    """A tender under budget-linear, whose engine was once given the whole budget for half the prices."""
    (table,) = tables([awkward(8, 989)])
    scenario = parse_scenario("lots=half")
    assert engine_winners(table, 0, scenario) == exact_winners(table, 0, scenario)


def test_the_seeded_tenders_have_what_makes_them_awkward() -> None:
    """Ties, nobody admitted, and sums that only fractions can tell apart: so the tests above have work."""
    tied = nobody = exact = 0
    fine = parse_scenario("formula=linear-to-n-lowest:n=2.37 social-value=33.33")
    for table in tables(awkward(1, number) for number in range(3000)):
        desk = Desk(table)
        found = decided(desk, PUBLISHED)
        tied += int((found.many > 1).sum())
        nobody += int((found.many == 0).sum())
        exact += int(found.exact.sum()) + int(decided(desk, fine).exact.sum())
    assert tied > 50
    assert nobody > 50
    assert exact > 50
