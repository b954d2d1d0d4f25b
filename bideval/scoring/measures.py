"""Measures worked out: the exact figure, and the same steps in words.

``formula`` prints a measure by names, ``worked`` with the numbers put in: decimals,
with n/d beside them where the decimals are cut.  Nothing is rounded before the
``measure`` stage, and nothing is looked up here.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

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
)
from bideval.model.measure_leaves import ANNUALISE
from bideval.model.numbers import shown
from bideval.model.parameters import With
from bideval.model.raw import Amount, Named
from bideval.model.units import ACCOUNTS, BACKING, BACKINGS, FIELDS, PRICES
from bideval.scoring.established import established, established_words, rule_words
from bideval.scoring.measure_figures import (
    Lookup,
    MissingFieldError,
    accepted_forms,
    accepted_stage,
    amount_value,
    compare,
    figure_of,
    looked_up,
    single,
    taken_as,
    years_of,
)

__all__ = [
    "Lookup",
    "MissingFieldError",
    "accepted_forms",
    "accepted_stage",
    "compare",
    "formula",
    "measure_value",
    "worked",
]


def measure_value(measure: Measure, with_: With, lookup: Lookup) -> Fraction | str:
    """Return the exact figure of ``measure``, or its word where it is a field of words.

    ``with_`` holds the parameters, ``lookup`` gives the fields: a number or word
    for a single value, a tuple of exactly ``node.years`` numbers for a yearly one,
    earliest first.  Raises GuardError where the rule refuses, MissingFieldError
    where a value is missing.
    """
    if isinstance(measure, FieldNode):
        value = looked_up(measure, with_, lookup)
        return value if isinstance(value, str) else single(value)
    if isinstance(measure, AllNode):
        return established(measure, with_, lookup)
    return single(figure_of(measure, with_, lookup))


class _Words(NamedTuple):
    """How the parts of a formula print: by name, or by number."""

    field: Callable[[FieldNode], str]
    amount: Callable[[Amount], str]
    taken: Callable[[RatioNode], str]  # what a ratio is taken as, in brackets
    alone: Callable[[Measure], bool]  # whether a yearly value has one year only


def formula(measure: Measure) -> str:
    """Return the formula of ``measure`` by names, as published rules would print it."""
    return _text(measure, _Words(_field_name, _amount_name, _taken_rule, lambda _: False))


FieldWords = Callable[[FieldNode, With], str | None]


def worked(
    measure: Measure, with_: With, lookup: Lookup, said: FieldWords = lambda _node, _with: None
) -> str:
    """Return the formula with the numbers put in, and its figure; a word alone for a word.

    ``said`` words a field that is made of several figures; None leaves it to its number.
    Raises as ``measure_value`` does where the measure is not defined.
    """
    value = measure_value(measure, with_, lookup)
    if isinstance(measure, AllNode):
        return established_words(measure, with_, lookup)
    if isinstance(value, str):
        return value
    words = _Words(
        lambda node: said(node, with_) or _field_numbers(node, with_, lookup),
        lambda amount: shown(amount_value(amount, with_)),
        lambda node: _taken_here(node, with_, lookup),
        lambda part: len(years_of(figure_of(part, with_, lookup))) == 1,
    )
    text = _text(measure, words)
    alone = isinstance(measure, FieldNode | ConstantNode | ParameterNode) and not _is_worked(text)
    return text if alone or text == shown(value) else f"{text} = {shown(value)}"


def _text(measure: Measure, words: _Words) -> str:
    if isinstance(measure, FieldNode):
        return words.field(measure)
    if isinstance(measure, ConstantNode):
        return shown(measure.value)
    if isinstance(measure, ParameterNode):
        return words.amount(Named(measure.name))
    if isinstance(measure, CountNode):
        return f"tests passed of ({'; '.join(_test(test, words) for test in measure.tests)})"
    if isinstance(measure, AllNode):
        return rule_words(measure)
    return _step(measure, words)


def _step(measure: CombineNode | ReduceNode | RatioNode | PresentValueNode, words: _Words) -> str:
    if isinstance(measure, RatioNode):
        hundred = "" if measure.factor == 1 else f"{measure.factor} x "
        parts = f"{_inside(measure.above, words)} / {_inside(measure.below, words)}"
        return f"{hundred}{parts}{words.taken(measure)}"
    if isinstance(measure, PresentValueNode):
        values = ", ".join(_text(part, words) for part in measure.parts)
        rule = f"{words.amount(measure.rate)} percent a year, first due in {measure.first} years"
        return f"present value({values}; {rule})"
    if isinstance(measure, ReduceNode):
        text = _text(measure.part, words)
        return text if words.alone(measure.part) else f"{measure.operator}({text})"
    if measure.operator in _INFIX:
        return _INFIX[measure.operator].join(_inside(part, words) for part in measure.parts)
    texts = [_text(part, words) for part in measure.parts]
    if measure.operator in _SAME and len(set(texts)) == 1:  # the better of a thing and itself
        return texts[0]
    return f"{measure.operator}({', '.join(texts)})"


_SAME = (Operator.MIN, Operator.MAX)
_INFIX = {Operator.SUM: " + ", Operator.DIFFERENCE: " - ", Operator.PRODUCT: " x "}


def _inside(measure: Measure, words: _Words) -> str:
    """Return a part of a sum, product or ratio, in brackets where it is more than one value."""
    text = _text(measure, words)
    composite = isinstance(measure, RatioNode) or (
        isinstance(measure, CombineNode) and measure.operator in _INFIX
    )
    bare = isinstance(measure, FieldNode) or (
        isinstance(measure, ReduceNode) and not text.startswith(f"{measure.operator}(")
    )
    return f"({text})" if composite or (bare and _is_long(text)) else text


def _is_long(text: str) -> bool:
    """Whether a field prints as several years, several parties or part of a year."""
    return ", " in text or _is_worked(text)


def _is_worked(text: str) -> bool:
    return " + " in text or " x " in text


def _test(test: PassTest, words: _Words) -> str:
    return f"{_text(test.of, words)} {test.test} {words.amount(test.against)}"


# By name


def _field_name(node: FieldNode) -> str:
    name = node.path.rpartition(".")[2]
    if node.path in BACKINGS:
        return _backing_name(node)
    if node.agency is not None:
        return f"{name} of {node.agency.name if isinstance(node.agency, Named) else node.agency}"
    if node.path.startswith(PRICES):
        return FIELDS[node.path].words
    years = "" if node.years is None else f" {_years_name(node)}"
    return f"{name}{years}{', annualised' if node.part_years == ANNUALISE else ''}"


def _years_name(node: FieldNode) -> str:
    """Which years are read: the latest of accounts, or those that are declared, the earliest first."""
    which = "the latest" if node.path.startswith(ACCOUNTS) else "each of the"
    if isinstance(node.years, Named):
        return f"of {which} years ({node.years.name})"
    return f"of {which} {node.years} years"


def _backing_name(node: FieldNode) -> str:
    """What is asked of backing by rule: each a word of the rule or the parameter that holds it."""
    grades = _either(node.grades)
    further = [
        f", called {_either(node.called)}" if node.called else "",
        f", in force until {_either(node.until)}" if node.until else "",
        f", provider graded {grades} by {_either(node.agency)}" if grades else "",
    ]
    opening = "backing" if node.path == BACKING else "instruments of backing"
    return f"{opening} of {_either(node.accepts)}, at stage {_either(node.stage)}{''.join(further)}"


def _either(given: str | tuple[str, ...] | Named | None) -> str:
    if isinstance(given, Named):
        return given.name
    return " or ".join(given) if isinstance(given, tuple) else given or ""


def _amount_name(amount: Amount) -> str:
    return amount.name if isinstance(amount, Named) else shown(amount)


def _taken_rule(node: RatioNode) -> str:
    cases = (
        (node.when_none, "the first value is zero or below"),
        (node.when_zero, "the denominator is zero"),
        (node.when_negative, "the denominator is negative"),
    )
    rules = [f"{_amount_name(stated)} where {case}" for stated, case in cases if stated is not None]
    return f" [{', '.join(rules)}]" if rules else ""


# By number


def _field_numbers(node: FieldNode, with_: With, lookup: Lookup) -> str:
    numbers = ", ".join(shown(one) for one in years_of(figure_of(node, with_, lookup)))
    if node.path not in BACKINGS:
        return numbers
    forms = " or ".join(accepted_forms(node, with_))
    return f"{numbers} ({forms}, {accepted_stage(node, with_)})"


def _taken_here(node: RatioNode, with_: With, lookup: Lookup) -> str:
    above, below = (years_of(figure_of(part, with_, lookup)) for part in (node.above, node.below))
    years = max(len(above), len(below))  # a single value counts in every year
    pairs = zip(above * (years // len(above)), below * (years // len(below)), strict=True)
    taken = [_taken_words(node, *pair, with_) for pair in pairs]
    said = ", ".join(one for one in taken if one)
    return f" [{said}]" if said else ""


def _taken_words(node: RatioNode, above: Fraction, below: Fraction, with_: With) -> str:
    value = taken_as(node, above, below, with_)
    if value is None:
        return ""
    if node.when_none is not None and above <= 0:
        return f"the first value is {_sign(above)}: taken as {shown(value)}"
    return f"the denominator is {_sign(below)}: taken as {shown(value)}"


def _sign(value: Fraction) -> str:
    return "zero" if value == 0 else "negative"
