"""The published rule of a tender, or of one of its lots, out of a line; or why it is not clear."""

from collections.abc import Sequence

from msgspec import Struct

from bideval.portfolio.release import FORMULAS, Criterion, Number, Rules

MOST_CRITERIA = 20
_FORMULA: dict[str | None, int] = {name: place for place, name in enumerate(FORMULAS)}


class Rule(Struct, frozen=True, gc=False):
    """The published rule; figures as they were read, None where they are not stated."""

    weighted: bool  # else the lowest price wins
    price: Number = 100
    formula: int = 0
    n: Number = 2
    when_equal: Number | None = None
    places: int = -1
    ladder: bool = False
    step: Number | None = None
    turnover: Number | None = None
    security: Number | None = None
    years: Number | None = None
    names: tuple[str, ...] = ()
    others: tuple[Number, ...] = ()
    social: tuple[bool, ...] = ()


LOWEST = Rule(weighted=False)


def rule_of(stated: Rules, *, budget: bool) -> Rule | str:
    """Return the rule, or the reason why it is none; ``budget``: whether a contract value is stated."""
    criteria = stated.criteria
    price: Criterion | None = None
    others = []
    for one in criteria:
        if one.kind != "price":
            others.append(one)
        elif price is None:
            price = one
        else:
            return "several-price-criteria"
    if (reason := _reason(criteria)) is not None:
        return reason
    places = stated.weighted_places
    if places is not None and not 0 <= places <= 4:
        return "rounding-unclear"
    formula = price.formula if price else "lowest-over-bid"
    if formula is None:
        return "formula-missing"
    if formula == "budget-linear" and not budget:
        return "formula-unclear"
    return Rule(
        True,
        price.weight if price else 0,
        _FORMULA[formula],
        2 if price is None or price.n is None else price.n,
        price.when_equal if price else None,
        -1 if places is None else places,
        stated.ties == "lower-price",
        stated.mark_step,
        stated.turnover_at_least,
        stated.security,
        stated.years,
        tuple([one.id for one in others]),
        tuple([one.weight for one in others]),
        tuple([one.kind == "social-value" for one in others]),
    )


def _reason(criteria: Sequence[Criterion]) -> str | None:
    if not 0 < len(criteria) <= MOST_CRITERIA:
        return "too-many-criteria" if criteria else "no-criteria"
    return "criterion-twice" if len({one.id for one in criteria}) < len(criteria) else None
