"""The figures of a measure, node by node: exact, single or one a year.

Nothing is rounded here.  A zero or negative denominator is taken as the rule
states, or refused with a GuardError; a value that is not there is a
MissingFieldError, raised by the lookup.  ``bideval.scoring.measures`` is the way
in; which party's value is looked up is decided by the caller.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from bideval.errors import GuardError
from bideval.model.measure import (
    AllNode,
    CombineNode,
    ConstantNode,
    CountNode,
    FieldNode,
    Measure,
    Operator,
    ParameterNode,
    PassTest,
    PresentValueNode,
    RatioNode,
    ReduceNode,
    fields_of,
)
from bideval.model.measure_leaves import ANNUALISE, is_count_of_years
from bideval.model.numbers import decimal_text
from bideval.model.parameters import Value, With
from bideval.model.raw import Amount, Named, resolved
from bideval.model.rules import Test

Figure = Fraction | tuple[Fraction, ...]  # single, or one a year, earliest first
Looked = Fraction | tuple[Fraction, ...] | str
Lookup = Callable[[FieldNode, With], Looked]


class MissingFieldError(GuardError):
    """Raised by a lookup when a value that a measure reads is not there.

    ``path`` is the field, ``words`` names what is missing and of whom, ``because`` why
    it is, where the bid says so itself; else it is empty.
    """

    def __init__(self, path: str, words: str, bid: str | None = None, because: str = "") -> None:
        """Keep the field, what is missing, and why."""
        super().__init__(f"{words} is missing{f': {because}' if because else ''}", bid)
        self.path, self.words, self.because = path, words, because
        self.args = (path, words, bid, because)  # what it is made again from, in another process


class UnfitFieldError(GuardError):
    """Raised when a value does not fit the measure; ``path`` is its field, empty if worked out."""

    def __init__(self, path: str, reason: str, bid: str | None = None) -> None:
        """Keep the field and why it is refused."""
        super().__init__(reason, bid)
        self.path = path
        self.args = (path, reason, bid)  # what it is made again from, in another process


def compare(test: Test, value: Fraction | str, required: Value) -> bool:
    """Say whether ``value`` passes ``test`` against ``required``.

    Numbers compare by size, words by being the same; ``one-of`` takes a list.
    Raises GuardError where the two cannot be compared.

    >>> compare(Test.AT_LEAST, Fraction(1), Fraction(1)), compare(Test.ONE_OF, "gold", ("silver",))
    (True, False)
    """
    if test is Test.ONE_OF and isinstance(required, tuple):
        return value in required
    if test is Test.IS and isinstance(required, str | Fraction) and isinstance(value, type(required)):
        return value == required
    if test in _ORDER and isinstance(value, Fraction) and isinstance(required, Fraction):
        return _ORDER[test](value, required)
    raise GuardError(f"the test {test} cannot compare this value with the threshold")


_ORDER: Mapping[Test, Callable[[Fraction, Fraction], bool]] = MappingProxyType(
    {
        Test.AT_LEAST: lambda value, required: value >= required,
        Test.MORE_THAN: lambda value, required: value > required,
        Test.AT_MOST: lambda value, required: value <= required,
        Test.LESS_THAN: lambda value, required: value < required,
    }
)


def accepted_forms(node: FieldNode, with_: With) -> tuple[str, ...]:
    """Return the forms of backing that ``node`` accepts."""
    value = with_.get(node.accepts.name) if isinstance(node.accepts, Named) else node.accepts
    if not isinstance(value, tuple):
        raise GuardError("the accepted forms of backing are not stated")
    return tuple(one for one in value if isinstance(one, str))


def accepted_stage(node: FieldNode, with_: With) -> str:
    """Return how far along the backing of ``node`` must be."""
    value = with_.get(node.stage.name) if isinstance(node.stage, Named) else node.stage
    if not isinstance(value, str):
        raise GuardError("the stage of the backing is not stated")
    return value


def amount_value(amount: Amount, with_: With) -> Fraction:
    """Return the number of ``amount``; raise GuardError where its parameter is absent."""
    value = resolved(amount, with_)
    if value is None:
        name = amount.name if isinstance(amount, Named) else ""
        raise GuardError(f"the parameter {name} is missing or is not a number")
    return value


def single(figure: Figure) -> Fraction:
    """Return a figure that is a single one."""
    if isinstance(figure, Fraction):
        return figure
    raise GuardError("one value is expected, and one a year is there")


def looked_up(node: FieldNode, with_: With, lookup: Lookup) -> Looked:
    """Look a field up, and check that as many years came as were asked for.

    A lookup is asked for a number of years, never for the parameter that holds it.
    """
    years = years_asked(node, with_)
    value = lookup(node if years == node.years else node._replace(years=years), with_)
    if years is not None and isinstance(value, tuple) and len(value) > years:
        reason = f"{node.path} holds {len(value)} yearly values, and the rule reads {years}"
        raise UnfitFieldError(node.path, reason)
    if years is not None and (not isinstance(value, tuple) or len(value) != years):
        raise MissingFieldError(node.path, f"{node.path} of each of {years} years")
    return value


def years_asked(node: FieldNode, with_: With) -> int | None:
    """Return how many years ``node`` asks for, its parameter put in; None for a single value.

    Raises GuardError where the parameter is absent or holds no number of years.
    """
    if not isinstance(node.years, Named):
        return node.years
    value = amount_value(node.years, with_)
    if not is_count_of_years(value):
        raise GuardError(f"the parameter {node.years.name} is {decimal_text(value)}, no number of years")
    return int(value)


def is_annualised(node: FieldNode, with_: With) -> bool | None:
    """Say whether a flow of part of a year is annualised; None where the rule does not say."""
    value = with_.get(node.part_years.name) if isinstance(node.part_years, Named) else node.part_years
    return None if value is None else value == ANNUALISE


def figure_of(measure: Measure, with_: With, lookup: Lookup) -> Figure:
    """Return the figure of any node; raises as ``measure_value`` does."""
    if isinstance(measure, ConstantNode):
        return measure.value
    if isinstance(measure, ParameterNode):
        return amount_value(Named(measure.name), with_)
    if isinstance(measure, FieldNode):
        return _number(measure, looked_up(measure, with_, lookup))
    if isinstance(measure, CountNode):
        passed = [_passes(test, with_, lookup) for test in measure.tests]
        return Fraction(sum(passed))
    if isinstance(measure, AllNode):
        raise GuardError("a word stands where a number is expected")
    return _step(measure, with_, lookup)


def _step(
    measure: CombineNode | ReduceNode | RatioNode | PresentValueNode, with_: With, lookup: Lookup
) -> Figure:
    if isinstance(measure, ReduceNode):
        return _COMBINE[measure.operator](years_of(figure_of(measure.part, with_, lookup)))
    if isinstance(measure, RatioNode):
        parts = (figure_of(measure.above, with_, lookup), figure_of(measure.below, with_, lookup))
        return _per_year(lambda pair: _ratio(measure, pair[0], pair[1], with_), parts)
    figures = [figure_of(part, with_, lookup) for part in measure.parts]
    if isinstance(measure, CombineNode):
        return _per_year(_COMBINE[measure.operator], figures)
    flows = years_of(figures[0]) if len(figures) == 1 else tuple(single(figure) for figure in figures)
    return _present_value(flows, amount_value(measure.rate, with_), measure.first)


def _number(node: FieldNode, value: Looked) -> Figure:
    if isinstance(value, str):
        raise UnfitFieldError(node.path, f"{node.path} is the word {value!r}, where a number is expected")
    return value


def _passes(test: PassTest, with_: With, lookup: Lookup) -> bool:
    value = single(figure_of(test.of, with_, lookup))
    return compare(test.test, value, amount_value(test.against, with_))


def years_of(figure: Figure) -> tuple[Fraction, ...]:
    """Return the figures of each year; a single one stands alone."""
    return figure if isinstance(figure, tuple) else (figure,)


def _per_year(combine: Callable[[Sequence[Fraction]], Fraction], figures: Sequence[Figure]) -> Figure:
    """Combine single values, or the values of each year; a single one counts in every year."""
    years = next((len(figure) for figure in figures if isinstance(figure, tuple)), None)
    if years is None:
        return combine([single(figure) for figure in figures])
    rows = [figure if isinstance(figure, tuple) else (figure,) * years for figure in figures]
    return tuple(combine(row) for row in zip(*rows, strict=True))


def _product(values: Sequence[Fraction]) -> Fraction:
    result = Fraction(1)
    for value in values:
        result *= value
    return result


_COMBINE: Mapping[Operator, Callable[[Sequence[Fraction]], Fraction]] = MappingProxyType(
    {
        Operator.SUM: lambda values: sum(values, Fraction(0)),
        Operator.DIFFERENCE: lambda values: values[0] - values[1],
        Operator.PRODUCT: _product,
        Operator.MIN: min,
        Operator.MAX: max,
        Operator.MEAN: lambda values: sum(values, Fraction(0)) / len(values),
        Operator.ABS: lambda values: abs(values[0]),
    }
)


def _ratio(node: RatioNode, above: Fraction, below: Fraction, with_: With) -> Fraction:
    taken = taken_as(node, above, below, with_)
    return node.factor * above / below if taken is None else taken


def taken_as(node: RatioNode, above: Fraction, below: Fraction, with_: With) -> Fraction | None:
    """Return what the rule takes the ratio of ``above`` to ``below`` as; None where it divides.

    Raises GuardError where the rule refuses.
    """
    if node.when_none is not None and above <= 0:
        return amount_value(node.when_none, with_)
    if below > 0:
        return None
    stated, word = (node.when_zero, "zero") if below == 0 else (node.when_negative, "negative")
    if stated is None:
        paths = {field.path for field in fields_of(node.below)}
        path = min(paths) if len(paths) == 1 else ""
        shown = word if below == 0 else f"{word} ({decimal_text(below)})"
        raise UnfitFieldError(
            path, f"{path or 'the denominator'} is {shown}, and the rule refuses to divide by it"
        )
    return amount_value(stated, with_)


def _present_value(flows: Sequence[Fraction], rate: Fraction, first: int) -> Fraction:
    growth = 1 + rate / 100
    if growth <= 0:
        raise GuardError(f"a rate of {decimal_text(rate)} percent leaves nothing to divide by")
    return sum((flow / growth ** (first + year) for year, flow in enumerate(flows)), Fraction(0))
