"""What every method promises, over generated tenders, and where one does not."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bideval.model.parameters import Value, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.methods import METHODS
from bideval.scoring.methods.entry import Figure, Method, MethodBid
from tests.scoring.methods.generated import FULL, TERMS, bid_called, fields, marked, terms
from tests.scoring.methods.table import Given, bid, figures, ranking, standing

SOME = settings(max_examples=40, deadline=None)
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.id)


def of_kind(kind: Kind) -> list[Method]:
    return [method for method in METHODS.values() if method.kind is kind]


def ahead(method: Method, found: Mapping[str, Figure], of: str) -> set[str]:
    """Return the bids ranked strictly above one."""
    own = standing(method, found[of])
    return {name for name, figure in found.items() if standing(method, figure) > own}


def test_every_method_has_generated_terms() -> None:
    assert set(TERMS) == set(METHODS)


@every_method
@SOME
@given(data=st.data())
def test_the_order_of_bids_is_irrelevant(method: Method, data: st.DataObject) -> None:
    with_, bids = data.draw(terms(method.id)), data.draw(fields(method.id))
    assert method.guard(bids, with_) is None
    found = method.figures(bids, with_)
    relisted = method.figures(tuple(data.draw(st.permutations(bids))), with_)
    assert list(relisted.items()) == list(found.items())


@every_method
@SOME
@given(data=st.data(), rate=st.fractions(Fraction(1, 500), 500, max_denominator=1000).filter(bool))
def test_the_currency_is_irrelevant(method: Method, data: st.DataObject, rate: Fraction) -> None:
    with_, bids = data.draw(terms(method.id)), data.draw(fields(method.id))
    found = method.figures(bids, with_)
    converted = method.figures(tuple(exchanged(one, rate) for one in bids), in_currency(method, with_, rate))
    assert ranking(method.id, converted) == ranking(method.id, found)
    if method.unit == "money":
        assert {name: figure.value for name, figure in converted.items()} == {
            name: figure.value * rate for name, figure in found.items()
        }


def exchanged(one: MethodBid, rate: Fraction) -> MethodBid:
    """Return the bid with its money, price and cost reductions, in another currency."""
    assert one.price is not None
    declared = {
        name: scaled(value, rate) if name == "cost-reductions" else value
        for name, value in one.declared.items()
    }
    return one._replace(price=one.price * rate, declared=declared)


def in_currency(method: Method, with_: With, rate: Fraction) -> With:
    """Return the terms with every money parameter in another currency."""
    money = {parameter.name for parameter in method.parameters if parameter.unit == "money"}
    return {name: scaled(value, rate) if name in money else value for name, value in with_.items()}


def scaled(value: Value, rate: Fraction) -> Value:
    if isinstance(value, Fraction):
        return value * rate
    if isinstance(value, tuple):
        return tuple(scaled(one, rate) for one in value)
    assert isinstance(value, Mapping)
    return {key: scaled(one, rate) for key, one in value.items()}


def cheaper_holds(method: Method, with_: With, figure: Figure) -> bool:
    """Say whether a lower price is promised to do no harm; the tables show the two exceptions."""
    if method.id == "fixed-price-best-quality":
        return with_["below"] == "ranked"
    return method.id != "utility-index" or figure.value >= 0


@every_method
@SOME
@given(data=st.data(), cut=st.integers(1, 99))
def test_a_cheaper_bid_is_never_overtaken(method: Method, data: st.DataObject, cut: int) -> None:
    with_, bids = data.draw(terms(method.id)), data.draw(fields(method.id, least=2))
    changed = data.draw(st.sampled_from(bids))
    before = method.figures(bids, with_)
    assume(cheaper_holds(method, with_, before[changed.bid]))
    assert changed.price is not None
    cheaper = changed._replace(price=changed.price * Fraction(cut, 100))
    after = method.figures(tuple(cheaper if one is changed else one for one in bids), with_)
    assert ahead(method, after, changed.bid) <= ahead(method, before, changed.bid)


@every_method
@SOME
@given(data=st.data(), gain=st.integers(1, 100))
def test_a_better_bid_is_never_overtaken(method: Method, data: st.DataObject, gain: int) -> None:
    with_, bids = data.draw(terms(method.id)), data.draw(fields(method.id, least=2))
    changed = data.draw(st.sampled_from(bids))
    which = data.draw(st.sampled_from(sorted(changed.criteria)))
    assert changed.price is not None
    raised = {**changed.criteria, which: min(FULL, changed.criteria[which] + gain)}
    better = marked(changed.bid, changed.price, raised, changed.declared)
    before = method.figures(bids, with_)
    after = method.figures(tuple(better if one is changed else one for one in bids), with_)
    assert ahead(method, after, changed.bid) <= ahead(method, before, changed.bid)


@every_method
@SOME
@given(data=st.data())
def test_equal_bids_have_equal_figures(method: Method, data: st.DataObject) -> None:
    with_, bids = data.draw(terms(method.id)), data.draw(fields(method.id))
    original = data.draw(st.sampled_from(bids))
    found = method.figures((*bids, original._replace(bid="twin")), with_)
    assert found["twin"] == found[original.bid]


@pytest.mark.parametrize("method", of_kind(Kind.ABSOLUTE), ids=lambda method: method.id)
@SOME
@given(data=st.data())
def test_absolute_figures_ignore_another_bid(method: Method, data: st.DataObject) -> None:
    with_, bids = data.draw(terms(method.id)), data.draw(fields(method.id))
    found = method.figures(bids, with_)
    joined = method.figures((*bids, data.draw(bid_called("newcomer", method.id))), with_)
    assert {name: joined[name] for name in found} == found


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.id)
@SOME
@given(data=st.data())
def test_all_figures_share_one_root(method: Method, data: st.DataObject) -> None:
    found = method.figures(data.draw(fields(method.id)), data.draw(terms(method.id)))
    assert len({figure.root for figure in found.values()}) == 1
    assert len({figure.order is None for figure in found.values()}) == 1


# A loser joins: the order before, the order after.
JOINED: Mapping[str, tuple[Given, tuple[MethodBid, ...], MethodBid, str, str]] = {
    "utility-index": (
        {"quality_to_price": "1"},
        (bid("a", "50", "50"), bid("b", "75", "80")),
        bid("c", "200", "100"),
        "a > b",
        "b > a > c",
    ),
    "extended-benchmark-ratio": (
        {"corridor": "10", "decides": "quality"},
        (bid("a", "50", "60"), bid("b", "80", "90")),
        bid("c", "40", "52"),
        "b > a",
        "a > c; unranked b",
    ),
    "price-quality-method": (
        {"estimate": "1000", "provisional_sums": "100", "price_weight": "60"},
        (bid("a", "1000", "70"), bid("b", "1050", "80")),
        bid("c", "1500", "50"),
        "b > a",
        "b > a > c",
    ),
}


@pytest.mark.parametrize("method", of_kind(Kind.RELATIVE), ids=lambda method: method.id)
def test_relative_figures_move_when_a_loser_joins(method: Method) -> None:
    given_, bids, loser, before, after = JOINED[method.id]
    found, joined = figures(method.id, given_, bids), figures(method.id, given_, (*bids, loser))
    assert (ranking(method.id, found), ranking(method.id, joined)) == (before, after)
    assert {name: joined[name].worked for name in found} != {name: one.worked for name, one in found.items()}


@SOME
@given(data=st.data())
def test_the_price_quality_method_keeps_its_order_all_the_same(data: st.DataObject) -> None:
    """WSlow adds one amount to every adjusted price, so no newcomer can turn two others round."""
    method = METHODS["price-quality-method"]
    with_, bids = data.draw(terms(method.id)), data.draw(fields(method.id, least=2))
    found = method.figures(bids, with_)
    joined = method.figures((*bids, data.draw(bid_called("newcomer", method.id))), with_)
    assert len({joined[name].value - figure.value for name, figure in found.items()}) == 1
