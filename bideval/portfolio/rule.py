"""The published rule of a tender, or of one of its lots, out of a line; or why it is not clear.

Criteria are much the same in many tenders: the same text is read once, and held for the next.
"""

from collections.abc import Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from bideval.kernel.many import POINT_UNIT, WEIGHT_UNIT
from bideval.portfolio.numbers_in import NONE, units_of
from bideval.portfolio.release import FORMULAS, Criterion, Rules

MOST_CRITERIA = 20
N_UNIT = 100
_FORMULA: dict[str | None, int] = {name: place for place, name in enumerate(FORMULAS)}
_BUDGET = FORMULAS.index("budget-linear")
_TEXTS = 1024  # of criteria, held at most
_LONG = 4096  # bytes of a text that is not held
_DECODER = msgspec.json.Decoder(list[Criterion])


class Weighing(Struct, frozen=True, gc=False):
    """How bids are weighed; figures as whole numbers of units, NONE where they are not stated."""

    weighted: bool  # else the lowest price wins
    price: int = 100 * WEIGHT_UNIT
    formula: int = 0  # place in FORMULAS
    n: int = 2 * N_UNIT
    when_equal: int = NONE
    names: tuple[str, ...] = ()
    others: tuple[int, ...] = ()  # weights of the criteria beside price
    social: tuple[bool, ...] = ()


class Rule(Struct, frozen=True, gc=False):
    """The published rule."""

    weighing: Weighing
    stated: Rules | None = None  # None: the lowest price wins


LOWEST = Rule(Weighing(weighted=False))


def rule_of(stated: Rules, *, budget: bool) -> Rule | str:
    """Return the rule, or the reason why it is none; ``budget``: whether a contract value is stated.

    Raises msgspec.ValidationError where the criteria are of another kind than they should be.
    """
    text = bytes(stated.criteria)
    weighing = _held(text) if len(text) < _LONG else _weighing(text)
    if isinstance(weighing, str):
        return weighing
    places = stated.weighted_places
    if places is not None and not 0 <= places <= 4:
        return "rounding-unclear"
    if weighing.formula == _BUDGET and not budget:
        return "formula-unclear"
    return Rule(weighing, stated)


def _weighing(text: bytes) -> Weighing | str:
    """How bids are weighed by the criteria of ``text``, or the reason why that is not clear."""
    criteria = _DECODER.decode(text)
    prices = [one for one in criteria if one.kind == "price"]
    others = [one for one in criteria if one.kind != "price"]
    if (reason := _reason(criteria, prices)) is not None:
        return reason
    weighing = Weighing(
        True,
        0,
        names=tuple([one.id for one in others]),
        others=tuple([units_of(one.weight, WEIGHT_UNIT) for one in others]),
        social=tuple([one.kind == "social-value" for one in others]),
    )
    return _priced(weighing, prices[0]) if prices else weighing


_held = lru_cache(_TEXTS)(_weighing)


def _priced(weighing: Weighing, price: Criterion) -> Weighing:
    return msgspec.structs.replace(
        weighing,
        price=units_of(price.weight, WEIGHT_UNIT),
        formula=_FORMULA[price.formula],
        n=2 * N_UNIT if price.n is None else units_of(price.n, N_UNIT),
        when_equal=NONE if price.when_equal is None else units_of(price.when_equal, POINT_UNIT),
    )


def _reason(criteria: Sequence[Criterion], prices: Sequence[Criterion]) -> str | None:
    if not 0 < len(criteria) <= MOST_CRITERIA:
        return "too-many-criteria" if criteria else "no-criteria"
    if len(prices) > 1:
        return "several-price-criteria"
    if len({one.id for one in criteria}) < len(criteria):
        return "criterion-twice"
    return "formula-missing" if prices and prices[0].formula is None else None
