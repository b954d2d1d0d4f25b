"""The parameters a pack declares, from text.

A unit decides the kind: ``words`` is one of a list (``choices``) or free text,
``words`` with ``many: true`` several of them, ``scale`` a mark scale, ``count`` a
whole number, ``date`` a day of the calendar, every other unit a number.  A parameter
without a default is required; the default of a number may be the name of another
parameter of its unit, wherever that stands.  Words and dates
that are ``optional`` may be left out: what they would narrow is then not narrowed.
"""

import re
from collections.abc import Iterator, Mapping

from bideval.model.parameters import Parameter, ParameterKind, read_with
from bideval.model.raw import Notes, check_keys, choice_of, list_of, mapping_of, number_of, text_of, true_of
from bideval.model.units import DATE, SCALE, WORDS_LIST, Unit

_KEYS = ("unit", "words", "default", "min", "max", "above", "below", "choices", "many", "stated", "optional")
_UNITS = (*(str(unit) for unit in Unit if unit is not Unit.MARK), SCALE, DATE)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


def read_parameters(raw: object, notes: Notes) -> tuple[Parameter, ...]:
    """Return the parameters declared under ``parameters:``, in their written order.

    One whose default names another comes after that one.
    """
    entries = mapping_of(raw, "", notes, "parameters")
    if entries is None:
        return ()
    read: dict[str, Parameter] = {}
    for name, entry in _in_turn(entries):
        parameter = _parameter(name, entry, read, notes)
        if parameter is not None:
            read[name] = parameter
    return tuple(read.values())


def _in_turn(entries: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Each entry after the one that its default names; canonical inputs do not keep the written order."""
    waiting = dict(entries)
    while waiting:
        ready = [name for name, entry in waiting.items() if _named_by(entry) not in waiting]
        for name in ready or list(waiting):  # none is ready where names lead in a circle
            yield name, waiting.pop(name)


def _named_by(entry: object) -> str | None:
    default = entry.get("default") if isinstance(entry, Mapping) else None
    return default if isinstance(default, str) else None


def units_of(parameters: tuple[Parameter, ...]) -> dict[str, str]:
    """Return the unit of each parameter by name, as measures and points rules ask for it."""
    many = {one.name for one in parameters if one.kind is ParameterKind.TEXTS}
    return {one.name: WORDS_LIST if one.name in many else one.unit for one in parameters}


def _parameter(name: str, raw: object, before: Mapping[str, Parameter], notes: Notes) -> Parameter | None:
    at = f"/{name}"
    entry = mapping_of(raw, at, notes, f"the declaration of {name}")
    if entry is None:
        return None
    if not _NAME.fullmatch(name):
        notes.add(
            at, f"{name!r} is not a name", "Write small letters, digits and underscores, a letter first."
        )
        return None
    check_keys(entry, _KEYS, at, notes)
    unit = choice_of(entry.get("unit"), f"{at}/unit", notes, _UNITS)
    words = text_of(entry.get("words", name.replace("_", " ")), f"{at}/words", notes, "what it means")
    if unit is None or words is None:
        return None
    same_as = _same_as(entry.get("default"), unit, before)
    parameter = _declared(name, unit, words, entry, same_as, notes)
    _check(parameter, entry, at, notes)
    return parameter


def _same_as(default: object, unit: str, before: Mapping[str, Parameter]) -> str | None:
    """Return the earlier parameter that a default names; a word is never taken for one."""
    other = before.get(default) if isinstance(default, str) else None
    return (
        other.name
        if other is not None and other.unit == unit and unit not in (Unit.WORDS, SCALE, DATE)
        else None
    )


def _declared(
    name: str, unit: str, words: str, entry: Mapping[str, object], same_as: str | None, notes: Notes
) -> Parameter:
    at = f"/{name}"
    choices = list_of(entry["choices"], f"{at}/choices", notes, "words") if "choices" in entry else None
    known = tuple(str(one) for one in choices or ())
    many = true_of(entry.get("many", "false"), f"{at}/many", notes)
    has_default = "default" in entry and same_as is None
    default = text_of(entry["default"], f"{at}/default", notes, "one value") if has_default else None
    optional = true_of(entry.get("optional", "false"), f"{at}/optional", notes)
    ends = {
        key: number_of(entry[key], f"{at}/{key}", notes)
        for key in ("min", "max", "above", "below")
        if key in entry
    }
    return Parameter(
        name,
        _kind(unit, known, many=many),
        words,
        required=default is None and same_as is None and not optional,
        default=default,
        minimum=ends.get("min", ends.get("above")),
        maximum=ends.get("max", ends.get("below")),
        above_minimum="above" in ends,
        below_maximum="below" in ends,
        choices=known,
        unit=unit,
        same_as=same_as,
        stated=unit == DATE or true_of(entry.get("stated", "false"), f"{at}/stated", notes),
    )


def _kind(unit: str, choices: tuple[str, ...], *, many: bool) -> ParameterKind:
    if unit == Unit.WORDS:
        return ParameterKind.TEXTS if many else ParameterKind.CHOICE if choices else ParameterKind.TEXT
    if unit in (SCALE, DATE):
        return ParameterKind.SCALE if unit == SCALE else ParameterKind.DATE
    return ParameterKind.WHOLE if unit == Unit.COUNT else ParameterKind.NUMBER


def _check(parameter: Parameter, entry: Mapping[str, object], at: str, notes: Notes) -> None:
    """What does not go together: two lower ends, words with a range, a default out of range."""
    for one, other in (("min", "above"), ("max", "below")):
        if one in entry and other in entry:
            notes.add(at, f"{parameter.name} states {one} and {other} together", "Keep one of them.")
    wordy = parameter.unit in (Unit.WORDS, SCALE, DATE)
    if "optional" in entry and (not wordy or parameter.default is not None or parameter.unit == SCALE):
        words = "optional goes with words and dates that have no default"
        notes.add(f"{at}/optional", words, "Take it out, or give a number its default.")
    for key in ("min", "max", "above", "below") if wordy else ("choices", "many"):
        if key in entry:
            notes.add(f"{at}/{key}", f"{key} does not go with {parameter.unit}", "Take it out.")
    if (
        parameter.minimum is not None
        and parameter.maximum is not None
        and parameter.minimum > parameter.maximum
    ):
        notes.add(at, f"the range of {parameter.name} is empty", "Write the lower end first.")
    if parameter.default is not None:
        if parameter.kind is ParameterKind.TEXTS:
            notes.add(f"{at}/default", "a list has no default", "Take the default out.")
            return
        for problem in read_with((parameter,), {})[1]:
            notes.add(f"{at}/default", f"the default of {problem.message}", problem.remedy)
