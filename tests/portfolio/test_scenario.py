"""Scenarios as they are typed."""

from fractions import Fraction

import pytest

from bideval.portfolio.scenario import (
    MUTUALS,
    OtherFormula,
    Scenario,
    ScenarioError,
    Security,
    TurnoverTest,
    parse_scenario,
)

CASES = [
    ("another formula", "formula=budget-linear", Scenario("", formula=OtherFormula("budget-linear"))),
    (
        "with n",
        "formula=linear-to-n-lowest:n=2.5",
        Scenario("", formula=OtherFormula("linear-to-n-lowest", n=Fraction(5, 2))),
    ),
    (
        "with points for equal prices",
        "formula=lowest-to-highest:when_equal=0",
        Scenario("", formula=OtherFormula("lowest-to-highest", when_equal=Fraction(0))),
    ),
    ("social value", "social-value=12.5", Scenario("", social_value=Fraction(25, 2))),
    ("no turnover test", "turnover=off", Scenario("", turnover=TurnoverTest("off"))),
    ("a turnover test for all", "turnover=on:2", Scenario("", turnover=TurnoverTest("on", Fraction(2)))),
    (
        "a turnover test that is held down",
        "turnover=cap:0.5",
        Scenario("", turnover=TurnoverTest("cap", Fraction(1, 2))),
    ),
    ("no bond", "bond=off", Scenario("", bond=Security("off"))),
    ("a bond in the price", "bond=fold:1.5", Scenario("", bond=Security("fold", Fraction(3, 2)))),
    ("reserved for mutuals", "reserve=mutuals", Scenario("", reserve=MUTUALS)),
    ("reserved for two types", "reserve=cic+charity", Scenario("", reserve=("charity", "cic"))),
    ("half the size", "lots=half", Scenario("", lots=2)),
    ("a fifth of the size", "lots=5", Scenario("", lots=5)),
    ("disqualified bids in", "disqualified=in", Scenario("", disqualified_in=True)),
    (
        "two parts",
        " turnover=off   bond=off ",
        Scenario("", turnover=TurnoverTest("off"), bond=Security("off")),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_supposed(case: tuple[str, str, Scenario]) -> None:
    _, text, supposed = case
    assert parse_scenario(text) == supposed._replace(text=" ".join(text.split()))


BAD = [
    ("nothing", " ", "supposes something"),
    ("an unknown name", "weather=fine", "nothing called 'weather'"),
    ("one thing twice", "bond=off bond=fold:1", "bond stands twice"),
    ("an unknown formula", "formula=cheapest", "no price formula 'cheapest'"),
    ("a parameter of another formula", "formula=budget-linear:n=3", "cannot be read"),
    ("n of 1", "formula=linear-to-n-lowest:n=1", "above 1"),
    ("a weight of nothing", "social-value=0", "above 0"),
    ("a weight of all", "social-value=100", "up to 99"),
    ("a weight too fine", "social-value=10.125", "two decimals"),
    ("a weight in words", "social-value=more", "cannot be read"),
    ("a turnover test of unknown size", "turnover=on", "cannot be read"),
    ("a bond at no rate", "bond=fold", "cannot be read"),
    ("an unknown type", "reserve=giants", "no type of bidder"),
    ("one lot", "lots=1", "cannot be read"),
    ("a thousand lots", "lots=1000", "cannot be read"),
    ("disqualified bids out", "disqualified=out", "cannot be read"),
    ("an exponent", "bond=fold:1e3", "cannot be read"),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_what_cannot_be_supposed(case: tuple[str, str, str]) -> None:
    with pytest.raises(ScenarioError, match=case[2]):
        parse_scenario(case[1])
