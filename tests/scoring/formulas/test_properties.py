"""What holds for every formula of the registry, whatever the prices and parameters.

Bounds; a lower price never gets fewer points, beside another bid or instead of one's
own; the order of bids and the unit of currency do not matter; absolute means that
other bids do not; the worked line gives the same points; and a hostile field meets a
guard, never an exception.
"""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.formulas.entry import Kind, PriceField, PriceFormula
from bideval.scoring.rounding import Mode
from tests.scoring.formulas.generated import (
    Settings,
    cases_for,
    hostile_lists,
    pence,
    price_lists,
    scaled,
    settings_for,
)
from tests.scoring.formulas.worked_line import recomputed

every_formula = pytest.mark.parametrize("formula", PRICE_FORMULAS.values(), ids=lambda one: one.id)
usual = settings(max_examples=settings().max_examples // 2)  # for each of twelve formulas

# With all prices equal this one gives the points stated for it, which may be more or
# fewer than a price just beside would get; its page says so.
JUMPS_WHERE_ALL_ARE_EQUAL = {"discount-bilinear"}
# These give 100 to the lowest price in any field that they are defined for.
FULL_TO_THE_LOWEST = {
    "lowest-over-bid",
    "qcbs",
    "linear-to-double-lowest",
    "linear-to-n-lowest",
    "log-from-lowest",
    "discount-power",
}
# These do so too, unless the lowest price is shared or all are equal.
FULL_TO_THE_LOWEST_ALONE = {"lowest-to-highest", "rank-points", "discount-bilinear"}


def points_of(formula: PriceFormula, field: PriceField, with_: Settings) -> list[Fraction]:
    """Return the points of every bid, from the lowest price to the highest."""
    return [formula.points(price, field, with_) for price in field.prices]


def between(points: list[Fraction], formula: PriceFormula, with_: Settings) -> bool:
    """Say whether points keep within 0 to 100, where the tender did not say ``none``."""
    declared = {parameter.name for parameter in formula.parameters}
    low = "floor" in declared and with_["floor"] is None
    high = "cap" in declared and with_["cap"] is None
    return (low or min(points) >= 0) and (high or max(points) <= 100)


@every_formula
@given(data=st.data())
@usual
def test_points_keep_their_bounds(formula: PriceFormula, data: st.DataObject) -> None:
    """0 to 100, unless the rule leaves that range and the tender stated no limit."""
    field, with_ = data.draw(cases_for(formula))
    assert between(points_of(formula, field, with_), formula, with_)


@every_formula
@given(data=st.data())
@usual
def test_floor_and_cap_are_obeyed(formula: PriceFormula, data: st.DataObject) -> None:
    """No points lie beyond a stated limit; an irrational formula rounds the limit as well."""
    field, with_ = data.draw(cases_for(formula))
    places = with_.get("points_places")
    unit = Fraction(1, 10 ** int(places)) if isinstance(places, Fraction) else Fraction(0)
    points, floor, cap = points_of(formula, field, with_), with_.get("floor"), with_.get("cap")
    assert not isinstance(floor, Fraction) or min(points) > floor - unit or min(points) == floor
    assert not isinstance(cap, Fraction) or max(points) <= cap


@every_formula
@given(data=st.data())
@usual
def test_a_lower_price_never_gets_fewer_points(formula: PriceFormula, data: st.DataObject) -> None:
    """In one field points never rise with the price, and equal prices get equal points."""
    field, with_ = data.draw(cases_for(formula))
    points = points_of(formula, field, with_)
    assert points == sorted(points, reverse=True)


@every_formula
@given(data=st.data())
@usual
def test_the_lowest_price_gets_its_full_points(formula: PriceFormula, data: st.DataObject) -> None:
    """Where the rule promises 100 to the lowest price, it gets 100."""
    field, with_ = data.draw(cases_for(formula))
    alone = field.prices.count(field.lowest) == 1 and field.lowest < field.highest
    promised = formula.id in FULL_TO_THE_LOWEST or (formula.id in FULL_TO_THE_LOWEST_ALONE and alone)
    lowest = formula.points(field.lowest, field, with_)
    assert lowest == 100 if promised else lowest == max(points_of(formula, field, with_))


@every_formula
@given(data=st.data(), others=st.lists(pence, max_size=6), own=st.tuples(pence, pence))
@usual
def test_a_bid_that_lowers_its_price_never_loses_points(
    formula: PriceFormula, data: st.DataObject, others: list[Fraction], own: tuple[Fraction, Fraction]
) -> None:
    """With the other prices as they are, a bid's own points never rise with its price."""
    low, high = sorted(own)
    with_ = data.draw(settings_for(formula, [*others, low, high]))
    before, after = PriceField((*others, high)), PriceField((*others, low))
    assume(formula.guard(before, with_) is None and formula.guard(after, with_) is None)
    if formula.id in JUMPS_WHERE_ALL_ARE_EQUAL:
        assume(all(field.lowest < field.highest for field in (before, after)))
    assert formula.points(low, after, with_) >= formula.points(high, before, with_)


def test_the_jump_where_all_prices_are_equal() -> None:
    """Why discount-bilinear is left out there: a penny dearer gets more than the stated points."""
    formula = PRICE_FORMULAS["discount-bilinear"]
    with_: Settings = {"base_price": Fraction(1000), "x": Fraction("0.80"), "when_equal": Fraction(50)}
    level, dearer = Fraction(900), Fraction("900.01")
    assert formula.points(level, PriceField((level, level)), with_) == 50
    assert formula.points(dearer, PriceField((level, dearer)), with_) > 79


@every_formula
@given(data=st.data())
@usual
def test_the_order_of_bids_does_not_matter(formula: PriceFormula, data: st.DataObject) -> None:
    """A field listed in another order gives the same points and the same worked lines."""
    field, with_ = data.draw(cases_for(formula))
    relisted = PriceField(tuple(data.draw(st.permutations(field.prices))))
    assert points_of(formula, relisted, with_) == points_of(formula, field, with_)
    assert formula.worked(field.lowest, relisted, with_) == formula.worked(field.lowest, field, with_)


@every_formula
@given(data=st.data(), factor=st.fractions(Fraction(1, 1000), 1000, max_denominator=1000))
@usual
def test_the_unit_of_currency_does_not_matter(
    formula: PriceFormula, data: st.DataObject, factor: Fraction
) -> None:
    """Every price and every published amount in another unit: the same points."""
    assume(factor > 0)
    field, with_ = data.draw(cases_for(formula))
    converted = PriceField(tuple(price * factor for price in field.prices))
    with_converted = scaled(formula, with_, factor)
    assert formula.guard(converted, with_converted) is None
    assert points_of(formula, converted, with_converted) == points_of(formula, field, with_)


@pytest.mark.parametrize(
    "formula", [one for one in PRICE_FORMULAS.values() if one.kind is Kind.ABSOLUTE], ids=lambda one: one.id
)
@given(data=st.data(), others=price_lists)
@usual
def test_absolute_means_that_other_bids_do_not_matter(
    formula: PriceFormula, data: st.DataObject, others: list[Fraction]
) -> None:
    """A price gets the same points alone and beside any other prices."""
    field, with_ = data.draw(cases_for(formula))
    alone, among = PriceField((field.lowest,)), PriceField((field.lowest, *others))
    assert formula.points(field.lowest, alone, with_) == formula.points(field.lowest, among, with_)


@pytest.mark.parametrize(
    "formula", [one for one in PRICE_FORMULAS.values() if one.kind is Kind.RELATIVE], ids=lambda one: one.id
)
def test_relative_means_that_another_bid_can_matter(formula: PriceFormula) -> None:
    """A fourth bid below the others changes the points of the middle one."""
    with_: Settings = {
        "floor": None,
        "cap": None,
        "n": Fraction(3),
        "ratio": Fraction(3),
        "form": "share",
        "table": (Fraction(100), Fraction(70), Fraction(40), Fraction(10)),
        "equal": "share-better",
        "when_equal": Fraction(100),
        "base_price": Fraction(200),
        "alpha": Fraction(1, 2),
        "x": Fraction("0.80"),
        "points_places": Fraction(2),
        "points_mode": Mode.HALF_UP,
    }
    own, prices = Fraction(120), (Fraction(100), Fraction(120), Fraction(150))
    three, four = PriceField(prices), PriceField((Fraction(80), *prices))
    assert formula.guard(three, with_) is None
    assert formula.guard(four, with_) is None
    assert formula.points(own, three, with_) != formula.points(own, four, with_)


@every_formula
@given(data=st.data(), prices=hostile_lists)
@usual
def test_a_hostile_field_meets_a_guard_and_no_exception(
    formula: PriceFormula, data: st.DataObject, prices: list[Fraction]
) -> None:
    """Zeros, negative prices, single bids and equal bids: a reason in words, or points for each."""
    with_ = data.draw(settings_for(formula, [price for price in prices if price > 0] or [Fraction(1)]))
    field = PriceField(tuple(prices))
    reason = formula.guard(field, with_)
    if reason is None:
        assert len(points_of(formula, field, with_)) == len(prices)
        assert all(formula.worked(price, field, with_) for price in prices)
    else:
        assert len(reason) > 20
    if formula.divides_by_price:
        assert (reason is None) == (field.lowest > 0)


@pytest.mark.parametrize(
    "formula",
    [one for one in PRICE_FORMULAS.values() if one.id != "rank-points"],  # its line names places
    ids=lambda one: one.id,
)
@given(data=st.data(), size=st.sampled_from([1, 2, 4, 5]))
@usual
def test_the_worked_line_gives_the_points(formula: PriceFormula, data: st.DataObject, size: int) -> None:
    """The line computed anew from its text; so many bids that a mean in pence ends."""
    lists = st.lists(pence, min_size=size, max_size=size)
    field, with_ = data.draw(cases_for(formula, lists))
    places = with_.get("points_places")
    error = Fraction(1, 10 ** (int(places) if isinstance(places, Fraction) else 40))
    for price in field.prices:
        line = formula.worked(price, field, with_)
        assert abs(Fraction(recomputed(line)) - formula.points(price, field, with_)) <= error


@pytest.mark.parametrize(
    "formula", [one for one in PRICE_FORMULAS.values() if one.irrational], ids=lambda one: one.id
)
@given(data=st.data())
@usual
def test_irrational_points_have_the_published_places(formula: PriceFormula, data: st.DataObject) -> None:
    """Points of an irrational formula end within the places of the tender's rounding."""
    field, with_ = data.draw(cases_for(formula))
    places = with_["points_places"]
    assert isinstance(places, Fraction)
    assert all((points * 10 ** int(places)).denominator == 1 for points in points_of(formula, field, with_))
