"""Every figure of a workbook worked out: by the rules, without rounding, and from its own neighbours.

Three passes over the same figures.  By the rules: from what was typed in, each rounded at its
published stage.  Exact: the same without any rounding.  From its neighbours: each figure from
the cells beside it as they stand, right or wrong, which tells a cell that is wrong itself from
one that only follows.  A figure that cannot be worked out is left out, with the reason.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError
from bideval.scoring.own_book.figures import Figure, Key, Values
from bideval.scoring.policy import EXACT, Policy
from bideval.scoring.rounding import Mode, round_to

CLEAN = 10  # decimals: beyond them stands what binary fractions add


class Pass(NamedTuple):
    """Values by key, the same before their own rounding, and why some have none."""

    values: Values
    unrounded: Values
    why_not: Mapping[Key, str]


class Worked(NamedTuple):
    """The three passes."""

    right: Pass
    exact: Pass
    beside: Pass


def worked(figures: tuple[Figure, ...], known: Values, there: Values, policy: Policy) -> Worked:
    """Work out ``figures`` from what is ``known``; ``there`` is what the cells of the workbook hold."""
    return Worked(
        _pass(figures, known, policy, {}),
        _pass(figures, known, EXACT, {}),
        _pass(figures, {**known, **_typed(figures, there)}, policy, there),
    )


def _typed(figures: Iterable[Figure], there: Values) -> dict[Key, Fraction]:
    return {one.key: there[one.key] for one in figures if one.work is None and one.key in there}


def _pass(figures: tuple[Figure, ...], known: Values, policy: Policy, instead: Values) -> Pass:
    """Work the figures out in order; where ``instead`` has a value, those further on read that."""
    values: dict[Key, Fraction] = {}
    unrounded: dict[Key, Fraction] = {}
    seen: dict[Key, Fraction] = {}
    why_not: dict[Key, str] = {}
    for one in figures:
        try:
            value = _value(one, known, policy, seen)
        except GuardError as problem:
            why_not[one.key] = str(problem)
            value = None
        if value is not None:
            unrounded[one.key] = value
            if instead:  # binary fractions must not tip a half
                value = round_to(value, CLEAN, Mode.HALF_UP)
            if one.stage is not None and one.key not in known:
                value = policy.apply(one.stage, value, one.key.criterion)
            values[one.key] = seen[one.key] = value
        if one.key in instead:
            seen[one.key] = instead[one.key]
    return Pass(values, unrounded, why_not)


def _value(one: Figure, known: Values, policy: Policy, seen: Values) -> Fraction | None:
    if one.key in known:
        return known[one.key]
    if one.work is None or any(key not in seen for key in one.reads):
        return None
    return one.work(seen, policy)
