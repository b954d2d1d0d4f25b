"""Text data into a measure: every node checked, units from the leaves up.

A node is a map with exactly one operator, which is one of ``field, constant,
parameter, sum, difference, product, ratio, min, max, mean, abs, count-passing,
present-value, all-of``; any node may also state its ``unit``, which is then checked.

Whether a bid has the values is not asked here.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bideval.model.measure import (
    DEEPEST,
    CombineNode,
    CountNode,
    Measure,
    Operator,
    PassTest,
    PresentValueNode,
    RatioNode,
    ReduceNode,
    Years,
)
from bideval.model.measure_backing import OF_BACKING
from bideval.model.measure_conditions import read_all_of
from bideval.model.measure_leaves import MOST_YEARS, Context, read_constant, read_field, read_parameter
from bideval.model.parameters import Problem
from bideval.model.raw import (
    Amount,
    Named,
    Notes,
    amount_of,
    check_keys,
    choice_of,
    closest,
    list_of,
    mapping_of,
    number_of,
)
from bideval.model.rules import Test
from bideval.model.units import Unit, product_unit, ratio_unit, same_unit

_COMPARED = (Test.AT_LEAST, Test.MORE_THAN, Test.AT_MOST, Test.LESS_THAN, Test.IS)
_MANY = "values of one unit"


def parse_measure(
    raw: object, declared: Mapping[str, str] | None = None, parameters: Mapping[str, str] | None = None
) -> tuple[Measure | None, tuple[Problem, ...]]:
    """Turn text data into a measure; return it, or None with every problem found.

    ``declared`` gives the units of the values that the tender declares, by id; None
    where no tender is at hand (a pack): a declared field then states its own ``unit``.
    ``parameters`` gives the units of the parameters that may be named.
    """
    context = Context(declared, parameters or {}, Notes())
    measure = _node(raw, "", 1, context)
    if measure is not None and measure.years is not None:
        context.notes.add(
            "",
            f"the measure ends in {_length(measure.years)} yearly values, not in one",
            "Put min, max, mean, sum or present-value around it.",
        )
    problems = context.notes.all()
    return (None if problems else measure), problems


def _node(raw: object, at: str, depth: int, context: Context) -> Measure | None:
    notes = context.notes
    if depth > DEEPEST:
        notes.add(at, f"the measure is more than {DEEPEST} deep", "Take steps out, or split it in two packs.")
        return None
    node = mapping_of(raw, at, notes, "a step of a measure")
    if node is None:
        return None
    found = [key for key in node if key in _READERS]
    if len(found) != 1:
        notes.add(at, _not_one(node, found), f"A step is one of {', '.join(_READERS)}.")
        return None
    operator = found[0]
    reader, keys = _READERS[operator]
    check_keys(node, (operator, "unit", *keys), at, notes)
    measure = reader(node, at, depth, context)
    return None if measure is None or not _unit_fits(node, measure, at, notes) else measure


def _not_one(node: Mapping[str, object], found: list[str]) -> str:
    if found:
        return f"one step is expected, and {' and '.join(found)} stand here together"
    near = [key for key in node if "Did you mean" in closest(key, tuple(_READERS))]
    hint = f"; {near[0]}: {closest(near[0], tuple(_READERS))}" if near else ""
    return f"no step stands here{hint}"


def _unit_fits(node: Mapping[str, object], measure: Measure, at: str, notes: Notes) -> bool:
    stated = node.get("unit")
    if stated is None or stated == measure.unit:
        return True
    notes.add(
        f"{at}/unit",
        f"the unit works out as {measure.unit}, and {stated} is stated",
        f"State {measure.unit}.",
    )
    return False


def _many(
    operator: Operator, raw: object, at: str, depth: int, context: Context
) -> tuple[Measure, ...] | None:
    """Read two or more parts; difference takes exactly two."""
    place = f"{at}/{operator}"
    entries = list_of(raw, place, context.notes, _MANY)
    if entries is None:
        return None
    exact = operator is Operator.DIFFERENCE
    if len(entries) < 2 or (exact and len(entries) != 2):
        wanted = "exactly two" if exact else "two or more"
        remedy = f"List {wanted}; for the years of one field take the list's brackets off."
        context.notes.add(place, f"{operator} takes {wanted} values in a list", remedy)
        return None
    parts = [_node(one, f"{place}/{index}", depth + 1, context) for index, one in enumerate(entries)]
    sound = tuple(part for part in parts if part is not None)
    return sound if len(sound) == len(parts) and _years_fit(sound, place, context.notes) else None


def _years_fit(parts: tuple[Measure, ...], at: str, notes: Notes) -> bool:
    lengths = sorted({_length(part.years) for part in parts if part.years is not None})
    if len(lengths) > 1:
        words = " and ".join(lengths)
        notes.add(at, f"values of {words} years stand together", "Take the same number of years of each.")
    return len(lengths) <= 1


def _length(years: Years) -> str:
    return years.name if isinstance(years, Named) else str(years)


def _shape(parts: tuple[Measure, ...]) -> Years | None:
    return next((part.years for part in parts if part.years is not None), None)


def _combined(operator: Operator) -> Callable[[Mapping[str, object], str, int, Context], Measure | None]:
    """Return the reader of a step over a list, or over the years of one field."""

    def read(node: Mapping[str, object], at: str, depth: int, context: Context) -> Measure | None:
        raw = node[operator]
        if isinstance(raw, Mapping) and operator in _REDUCERS:
            return _reduced(operator, raw, at, depth, context)
        parts = _many(operator, raw, at, depth, context)
        if parts is None:
            return None
        units = tuple(part.unit for part in parts)
        unit = product_unit(units) if operator is Operator.PRODUCT else same_unit(units)
        if unit is None:
            context.notes.add(at, _units_differ(operator, units), _UNITS_REMEDY)
            return None
        return CombineNode(operator, parts, unit, _shape(parts))

    return read


_REDUCERS = frozenset({Operator.SUM, Operator.MIN, Operator.MAX, Operator.MEAN})
_UNITS_REMEDY = "Add, compare and average like with like; multiply and divide with ratios."


def _units_differ(operator: str, units: tuple[Unit, ...]) -> str:
    return f"{operator} does not go over {' and '.join(units)}"


def _reduced(operator: Operator, raw: object, at: str, depth: int, context: Context) -> Measure | None:
    part = _node(raw, f"{at}/{operator}", depth + 1, context)
    if part is None:
        return None
    if part.years is None:
        remedy = "Give the field years: 2 or more, or list several values."
        context.notes.add(f"{at}/{operator}", f"{operator} of one single value", remedy)
        return None
    return ReduceNode(operator, part, part.unit)


def _abs(node: Mapping[str, object], at: str, depth: int, context: Context) -> Measure | None:
    part = _node(node["abs"], f"{at}/abs", depth + 1, context)
    if part is None:
        return None
    if part.unit is Unit.WORDS:
        context.notes.add(at, _units_differ("abs", (part.unit,)), _UNITS_REMEDY)
        return None
    return CombineNode(Operator.ABS, (part,), part.unit, part.years)


def _ratio(node: Mapping[str, object], at: str, depth: int, context: Context) -> Measure | None:
    notes, place = context.notes, f"{at}/ratio"
    entries = list_of(node["ratio"], place, notes, "two values, the upper one first")
    if entries is not None and len(entries) != 2:
        notes.add(place, "ratio takes exactly two values", "List the upper one, then the lower one.")
    if entries is None or len(entries) != 2:
        return None
    above, below = (_node(one, f"{place}/{index}", depth + 1, context) for index, one in enumerate(entries))
    if above is None or below is None or not _years_fit((above, below), place, notes):
        return None
    unit = ratio_unit(above.unit, below.unit)
    if unit is None:
        notes.add(at, _units_differ("ratio", (above.unit, below.unit)), _UNITS_REMEDY)
        return None
    percent = node.get("unit") == Unit.PERCENT and unit is Unit.RATIO
    stated = Unit.PERCENT if percent else unit
    zero, negative = (_taken_as(key, node, at, stated, context) for key in ("when_zero", "when_negative"))
    none: Amount | None = None
    if "when_none" in node:
        none = amount_of(node["when_none"], f"{at}/when_none", notes, stated, context.parameters)
    shape = _shape((above, below))
    return RatioNode(above, below, 100 if percent else 1, stated, zero, negative, shape, none)


def _taken_as(key: str, node: Mapping[str, object], at: str, unit: Unit, context: Context) -> Amount | None:
    if key not in node:
        remedy = f"Write {key}: refuse, or the number the ratio is then taken as."
        context.notes.add(at, f"a ratio states {key}, for its denominator", remedy)
        return None
    raw = node[key]
    return None if raw == "refuse" else amount_of(raw, f"{at}/{key}", context.notes, unit, context.parameters)


def _count(node: Mapping[str, object], at: str, depth: int, context: Context) -> Measure | None:
    place = f"{at}/count-passing"
    entries = list_of(node["count-passing"], place, context.notes, "tests, each with of, test and against")
    if entries is None:
        return None
    tests = [_pass_test(one, f"{place}/{index}", depth, context) for index, one in enumerate(entries)]
    sound = tuple(test for test in tests if test is not None)
    return CountNode(sound) if len(sound) == len(tests) else None


def _pass_test(raw: object, at: str, depth: int, context: Context) -> PassTest | None:
    notes = context.notes
    entry = mapping_of(raw, at, notes, "a test with of, test and against")
    if entry is None:
        return None
    check_keys(entry, ("of", "test", "against"), at, notes)
    of = _node(entry.get("of"), f"{at}/of", depth + 1, context)
    test = choice_of(entry.get("test"), f"{at}/test", notes, _COMPARED)
    if of is None or test is None:
        return None
    if of.years is not None or of.unit is Unit.WORDS:
        notes.add(f"{at}/of", "a test compares one number", "Reduce the years to one value.")
        return None
    against = amount_of(entry.get("against"), f"{at}/against", notes, of.unit, context.parameters)
    return None if against is None else PassTest(of, Test(test), against)


def _present_value(node: Mapping[str, object], at: str, depth: int, context: Context) -> Measure | None:
    notes, raw = context.notes, node["present-value"]
    parts = _flows(raw, at, depth, context)
    rate = amount_of(node.get("rate"), f"{at}/rate", notes, Unit.PERCENT, context.parameters)
    first = number_of(node.get("first"), f"{at}/first", notes)
    if first is not None and (first.denominator != 1 or not 0 <= first <= MOST_YEARS):
        remedy = "Write first: 0 if the first value falls due now, 1 if a year from now."
        notes.add(f"{at}/first", f"{first} is not a whole number of years from 0 to {MOST_YEARS}", remedy)
    if rate is not None and not isinstance(rate, Named) and rate <= -100:
        notes.add(
            f"{at}/rate",
            f"a rate of {rate} percent leaves nothing to divide by",
            "State it in percent a year.",
        )
    if parts is None or rate is None or first is None:
        return None
    return PresentValueNode(parts, rate, int(first))


def _flows(raw: object, at: str, depth: int, context: Context) -> tuple[Measure, ...] | None:
    """Read one yearly value, or single values in the order of time; all of money."""
    place = f"{at}/present-value"
    listed = isinstance(raw, list | tuple)
    entries = list_of(raw if listed else [raw], place, context.notes, "values in the order of time") or ()
    places = [f"{place}/{index}" if listed else place for index in range(len(entries))]
    parts = [_node(one, where, depth + 1, context) for one, where in zip(entries, places, strict=True)]
    sound = tuple(part for part in parts if part is not None)
    if not sound or len(sound) != len(parts):
        return None
    if any(part.unit is not Unit.MONEY or (part.years is None) != listed for part in sound):
        remedy = "Give one field with years, or a list of single values."
        context.notes.add(
            place, "a present value goes over money: yearly, or single values in a list", remedy
        )
        return None
    return sound


def _all_of(node: Mapping[str, object], at: str, depth: int, context: Context) -> Measure | None:
    def read(raw: object, where: str) -> Measure | None:
        return _node(raw, where, depth + 1, context)

    return read_all_of(node, at, context, read)


_Reader = Callable[[Mapping[str, object], str, int, Context], Measure | None]
_READERS: Mapping[str, tuple[_Reader, tuple[str, ...]]] = MappingProxyType(
    {
        "field": (read_field, ("years", "share", "part_years", *OF_BACKING)),
        "constant": (read_constant, ()),
        "parameter": (read_parameter, ()),
        **{str(one): (_combined(one), ()) for one in Operator if one is not Operator.ABS},
        "ratio": (_ratio, ("when_zero", "when_negative", "when_none")),
        "abs": (_abs, ()),
        "count-passing": (_count, ()),
        "present-value": (_present_value, ("rate", "first")),
        "all-of": (_all_of, ("met", "not_met", "when_missing")),
    }
)
STEPS = tuple(_READERS)
