"""Generated tenders: valid terms for every method, and bids that any method can read.

A method without terms here fails the property tests by name.  Small prices and few
distinct points are frequent, so that ties and corridor ends are met.
"""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import strategies as st

from bideval.model.parameters import With, read_with
from bideval.scoring.methods import METHODS
from bideval.scoring.methods.entry import MethodBid

FULL = Fraction(100)
SHARES = {"plan": Fraction(3, 5), "staff": Fraction(2, 5)}  # of the two criteria of every bid
REDUCTIONS = 4  # a horizon of three years has four periods

_minimum = st.fixed_dictionaries({"quality_minimum": st.integers(0, 100).map(str)})
_nothing: st.SearchStrategy[dict[str, object]] = st.just({})
_pence = st.integers(1, 10**8).map(lambda pence: f"{pence}/100")
_money = st.one_of(st.integers(1, 12).map(str), _pence)


def _weights(quality: int) -> dict[str, object]:
    return {"quality_weight": str(quality), "cost_weight": str(100 - quality)}


def _features(hundredths: tuple[int, int]) -> dict[str, object]:
    maxima = zip(("intake", "years"), hundredths, strict=True)
    return {"features": [{"id": name, "max": f"{most}/100"} for name, most in maxima]}


def _valued(values: tuple[str, str]) -> dict[str, object]:
    return {"values": dict(zip(sorted(SHARES), values, strict=True))}


TERMS: Mapping[str, st.SearchStrategy[Mapping[str, object]]] = {
    "weighted-sum": _nothing,
    "lowest-compliant": _nothing,
    "fixed-price-best-quality": st.fixed_dictionaries(
        {"fixed_price": _money, "below": st.sampled_from(["ranked", "unranked"])}
    ),
    "price-per-quality-point": _minimum,
    "quality-over-price": st.fixed_dictionaries({"constant": _money}),
    "vfm-index": _nothing,
    "weighted-vfm-index": st.integers(0, 99).map(_weights),
    "monetised-quality": st.one_of(
        st.fixed_dictionaries({"willingness_to_pay": _money}), st.tuples(_money, _money).map(_valued)
    ),
    "price-quality-method": st.fixed_dictionaries(
        {
            "estimate": st.integers(101, 10**6).map(str),
            "provisional_sums": st.integers(0, 100).map(str),
            "price_weight": st.integers(1, 100).map(str),
        }
    ),
    "utility-index": st.fixed_dictionaries({"quality_to_price": st.integers(0, 20).map(lambda n: f"{n}/4")}),
    "feature-coefficient": st.tuples(st.integers(15, 45), st.integers(15, 45)).map(_features),
    "extended-benchmark-ratio": st.fixed_dictionaries(
        {"corridor": st.integers(1, 10).map(str), "decides": st.sampled_from(["quality", "price"])}
    ),
    "life-cycle-npv": st.fixed_dictionaries(
        {
            "announcement_date": st.dates().map(lambda day: day.isoformat()),
            "discount_rate": st.integers(0, 100).map(lambda percent: f"{percent}/100"),
            "days_per_year": st.sampled_from(["365", "366"]),
            "horizon_years": st.just(str(REDUCTIONS - 1)),
        }
    ),
}


def terms(method: str) -> st.SearchStrategy[With]:
    """Return valid terms of a method, typed against its declaration."""

    def typed(given: Mapping[str, object]) -> With:
        values, problems = read_with(METHODS[method].parameters, given)
        assert problems == ()
        return values

    return TERMS[method].map(typed)


def marked(name: str, price: Fraction, criteria: Mapping[str, Fraction], declared: With) -> MethodBid:
    """Return a bid whose quality is the weighted sum of its criteria."""
    quality = sum((SHARES[key] * points for key, points in criteria.items()), Fraction(0))
    return MethodBid(name, price, quality, criteria, declared)


_points = st.one_of(st.sampled_from([20, 50, 100]), st.integers(1, 100)).map(Fraction)
_nothing_declared: st.SearchStrategy[With] = st.just({})
_declared: Mapping[str, st.SearchStrategy[With]] = {
    "feature-coefficient": st.fixed_dictionaries(
        dict.fromkeys(("intake", "years"), st.integers(0, 15).map(lambda one: Fraction(one, 100)))
    ),
    "life-cycle-npv": st.fixed_dictionaries(
        {
            "contract-years": st.integers(0, 1).map(Fraction),
            "contract-days": st.integers(0, 364).map(Fraction),
            "payment-share": st.integers(0, 20).map(lambda one: Fraction(one, 20)),
            "cost-reductions": st.tuples(*[st.integers(0, 500).map(Fraction)] * REDUCTIONS),
        }
    ),
}
prices = _money.map(Fraction)


def bid_called(name: str, method: str) -> st.SearchStrategy[MethodBid]:
    """Return bids with price, criteria and the declared values that the method asks for."""
    criteria = st.fixed_dictionaries(dict.fromkeys(sorted(SHARES), _points))
    return st.builds(marked, st.just(name), prices, criteria, _declared.get(method, _nothing_declared))


def fields(method: str, least: int = 1) -> st.SearchStrategy[tuple[MethodBid, ...]]:
    """Return up to five bids that the method can read, ids in order."""
    return st.integers(least, 5).flatmap(
        lambda count: st.tuples(*[bid_called(name, method) for name in "abcde"[:count]])
    )
