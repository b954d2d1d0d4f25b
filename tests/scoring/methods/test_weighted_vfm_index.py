"""Cases of `weighted-vfm-index`.

The rule is tessa's weighted_value_for_money_index.md.  Roots that end are chosen, so that
the expected figure is known in closed form: 64^(3/2) = 512, 27^(2/3) = 9, 16^(1/4) = 2.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "weighted-vfm-index"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]


def weights(quality: str, cost: str) -> Given:
    return {"quality_weight": quality, "cost_weight": cost}


CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "60 to 40: 64^1.5 / 1000 is 0.512, its square is the value",
        weights("60", "40"),
        (bid("a", "1000", "64"), bid("b", "1000", "36")),
        {"a": "32768/125000", "b": "5832/125000"},
        "a > b",
    ),
    (
        "40 to 60: 27^(2/3) / 9 is 1",
        weights("40", "60"),
        (bid("a", "9", "27"), bid("b", "4", "8")),
        {"a": "1", "b": "1"},
        "a = b",
    ),
    (
        "20 to 80: 16^(1/4) / 2 is 1, and 81 at 3 ties with it",
        weights("20", "80"),
        (bid("a", "2", "16"), bid("b", "3", "81")),
        {"a": "1", "b": "1"},
        "a = b",
    ),
    (
        "50 to 50 is the plain index",
        weights("50", "50"),
        (bid("x", "1000", "80"), bid("y", "1180", "99")),
        {"x": "2/25", "y": "99/1180"},
        "y > x",
    ),
    (
        "near even weights, the dearer and better bid",
        weights("48", "52"),
        (bid("a", "1000", "80"), bid("b", "1200", "98")),
        {
            "a": f"{80**12}/{1000**13}",
            "b": f"{98**12}/{1200**13}",
        },
        "b > a",
    ),
    (
        "two points of weight turn the result",
        weights("46", "54"),
        (bid("a", "1000", "80"), bid("b", "1200", "98")),
        {
            "a": f"{80**23}/{1000**27}",
            "b": f"{98**23}/{1200**27}",
        },
        "a > b",
    ),
    (
        "no weight on quality leaves the price",
        weights("0", "100"),
        (bid("a", "10", "0"), bid("b", "20", "100")),
        {"a": "1/10", "b": "1/20"},
        "a > b",
    ),
    (
        "the dearest weights in whole percents",
        weights("99", "1"),
        (bid("a", "2", "1"), bid("b", "1", "0")),
        {"a": "1/2", "b": "0"},
        "a > b",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("weights that do not sum to 100", weights("60", "50"), (bid("a", "1", "80"),), None, "must sum to 100"),
    ("no weight on cost", weights("100", "0"), (bid("a", "1", "80"),), None, "too high"),
    ("a power too large to hold", weights("70.1", "29.9"), (bid("a", "1", "80"),), None, "701/299"),
    ("a cost of 0", weights("60", "40"), (bid("a", "0", "80"),), "a", "divides by it"),
    ("quality below 0", weights("60", "40"), (bid("a", "1", "-80"),), "a", "needs 0 or more"),
    ("no quality", weights("60", "40"), (bid("a", "1"),), "a", "has no quality points"),
    ("no price", weights("60", "40"), (bid("a", None, "80"),), "a", "has no price"),
    ("one weight only", {"cost_weight": "40"}, (bid("a", "1", "80"),), None, "quality_weight is missing"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_figures_and_order(case: Case) -> None:
    _, given, bids, expected, order = case
    found = figures(METHOD, given, bids)
    assert {name: figure.value for name, figure in found.items()} == {
        name: Fraction(text) for name, text in expected.items()
    }
    assert ranking(METHOD, found) == order


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refusals(case: Refused) -> None:
    _, given, bids, at_fault, reason = case
    found = refusal(METHOD, given, bids)
    assert found[0] == at_fault
    assert reason in found[1]


def test_worked_line() -> None:
    found = figures(METHOD, weights("70", "30"), (bid("a", "1000", "80"),))
    assert (
        found["a"].worked == "non-cost^(7/3) / cost = 80^(7/3) / 1000, compared by its power 3: 80^7 / 1000^3"
    )
    assert found["a"].root == 3
    plain = figures(METHOD, weights("50", "50"), (bid("a", "1000", "80"),))
    assert plain["a"].worked == "non-cost^(1/1) / cost = 80^(1/1) / 1000"


@pytest.mark.parametrize("quality", range(100))
def test_cross_powers_agree_with_sixty_digits(quality: int) -> None:
    """An independent method: the real power, to sixty digits, orders the bids alike."""
    bids = (("a", 80, 1000), ("b", 98, 1200), ("c", 55, 700), ("d", 100, 1350))
    given = weights(str(quality), str(100 - quality))
    found = figures(METHOD, given, tuple(bid(name, str(cost), str(points)) for name, points, cost in bids))
    with localcontext(prec=60):
        index = {
            name: Decimal(points) ** (Decimal(quality) / (100 - quality)) / cost
            for name, points, cost in bids
        }
    assert ranking(METHOD, found) == " > ".join(sorted(index, key=lambda name: -index[name]))
