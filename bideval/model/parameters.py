"""Parameters of a price formula, a method or a pack: declared, then checked.

What may stand under ``with:`` is declared where the formula, method or pack is
declared.  ``read_with`` types the text of a file against that declaration and
reports every problem; nothing has a silent default unless the declaration says so.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.model.numbers import NumberError, parse_number

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TYPE_WORDS = {
    "number": "a number",
    "number-or-none": "a number, or none",
    "whole": "a whole number",
    "choice": "one of a list",
    "text": "text",
    "numbers": "a list of numbers",
    "texts": "a list of texts",
    "map": "names with numbers",
    "items": "a list of entries",
    "scale": "a mark scale",
    "date": "a date, such as 2026-01-31",
}


class ParameterKind(StrEnum):
    """What a parameter's value is made of."""

    NUMBER = "number"
    NUMBER_OR_NONE = "number-or-none"
    WHOLE = "whole"
    CHOICE = "choice"
    TEXT = "text"
    NUMBERS = "numbers"
    TEXTS = "texts"
    MAP = "map"
    ITEMS = "items"  # a list of {field: value}; each field a number or an id
    DATE = "date"  # YYYY-MM-DD
    SCALE = "scale"  # the id of a scale pack, or a scale written in place


class Parameter(NamedTuple):
    """One parameter: its name, kind, range and meaning.

    ``minimum`` and ``maximum`` are inclusive unless ``above_minimum`` or
    ``below_maximum`` says that the end itself is out.  ``default`` is text as a
    file would have it; None on a parameter that is not required means absent.
    ``same_as`` names a parameter read before it, whose value it has where it is
    not stated itself.  One that is ``stated`` says what the rule means, and moves nothing.
    """

    name: str
    kind: ParameterKind
    words: str  # what it means, for the docs page and the finding
    required: bool = True
    default: str | None = None
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    above_minimum: bool = False
    below_maximum: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""  # points, money, percent, ratio, years, days, ...
    same_as: str | None = None
    stated: bool = False  # published with the rule and read by no step of it


# A typed value: Fraction, str, None (the written word "none"), or tuples and maps of these.
Value = Fraction | str | None | tuple["Value", ...] | Mapping[str, "Value"]
With = Mapping[str, Value]


class Problem(NamedTuple):
    """One thing wrong under ``with:``; ``pointer`` is relative to the mapping."""

    pointer: str
    message: str
    remedy: str


def read_with(
    declared: tuple[Parameter, ...], given: Mapping[str, object]
) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Type ``given`` (text, lists and maps of text) against ``declared``.

    Returns the typed values, defaults filled in, and every problem found, each
    with the pointer of the very entry.  A value with a problem is left out.
    """
    values: dict[str, Value] = {}
    names = {one.name for one in declared}
    problems = [_unknown(name, declared) for name in given if name not in names]
    for parameter in declared:
        raw = given.get(parameter.name, parameter.default)
        if raw is None and parameter.name not in given:
            if parameter.same_as in values:
                values[parameter.name] = values[parameter.same_as]
            if parameter.required and not _is_misspelt(parameter.name, given, names):
                problems.append(_missing(parameter))
            continue
        try:
            values[parameter.name] = _READERS[parameter.kind](parameter, raw)
        except (NumberError, _WrongEntriesError) as error:
            problems += _problems(parameter, error)
    return values, tuple(problems)


def _is_misspelt(name: str, given: Iterable[str], names: Iterable[str]) -> bool:
    """Whether a parameter that is missing may be one that is not known: one cause, one problem."""
    return bool(get_close_matches(name, [one for one in given if one not in names], n=1))


class _WrongEntriesError(ValueError):
    """Entries of the wrong kind or out of range: for each its pointer from here, and why."""

    def __init__(self, *entries: tuple[str, str]) -> None:
        self.entries = entries
        super().__init__(*entries)


def _wrong(reason: str) -> _WrongEntriesError:
    """Return the error of a value that is itself wrong."""
    return _WrongEntriesError(("", reason))


def _entries(error: NumberError | _WrongEntriesError, above: str) -> list[tuple[str, str]]:
    """Return what is wrong with an entry and inside it, as seen from ``above``."""
    if isinstance(error, _WrongEntriesError):
        return [(f"{above}{pointer}", reason) for pointer, reason in error.entries]
    return [(above, str(error))]


def _step(name: object) -> str:
    """Return one step of a JSON pointer (RFC 6901)."""
    return "/" + str(name).replace("~", "~0").replace("/", "~1")


def _problems(parameter: Parameter, error: NumberError | _WrongEntriesError) -> list[Problem]:
    return [
        Problem(pointer, f"{parameter.name}: {reason}", _expects(parameter))
        for pointer, reason in _entries(error, _step(parameter.name))
    ]


def _unknown(name: str, declared: tuple[Parameter, ...]) -> Problem:
    known = [one.name for one in declared]
    close = get_close_matches(name, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"It takes: {', '.join(known) or 'nothing'}."
    return Problem(_step(name), f"{name} is not a parameter here", hint)


def _missing(parameter: Parameter) -> Problem:
    return Problem("", f"the parameter {parameter.name} is missing", _expects(parameter))


def _expects(parameter: Parameter) -> str:
    kind = f"one of {', '.join(parameter.choices)}" if parameter.choices else TYPE_WORDS[parameter.kind]
    return f"State {parameter.name}: {parameter.words} ({kind}{_range_words(parameter)})."


def _range_words(parameter: Parameter) -> str:
    words = []
    if parameter.minimum is not None:
        words.append(f"{'more than' if parameter.above_minimum else 'at least'} {parameter.minimum}")
    if parameter.maximum is not None:
        words.append(f"{'less than' if parameter.below_maximum else 'at most'} {parameter.maximum}")
    return ", " + " and ".join(words) if words else ""


def _number(parameter: Parameter, raw: object) -> Fraction:
    if not isinstance(raw, str):
        raise _wrong("a single number is expected")
    value = parse_number(raw)
    if parameter.kind is ParameterKind.WHOLE and value.denominator != 1:
        raise _wrong(f"{raw} is not a whole number")
    low, high = parameter.minimum, parameter.maximum
    if low is not None and (value < low or (parameter.above_minimum and value == low)):
        raise _wrong(f"{raw} is too low")
    if high is not None and (value > high or (parameter.below_maximum and value == high)):
        raise _wrong(f"{raw} is too high")
    return value


def _number_or_none(parameter: Parameter, raw: object) -> Fraction | None:
    return None if raw == "none" else _number(parameter, raw)


def _word(parameter: Parameter, raw: object) -> str:
    if not isinstance(raw, str):
        raise _wrong("a single word is expected")
    if parameter.choices and raw not in parameter.choices:
        close = get_close_matches(raw, parameter.choices, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise _wrong(f"{raw!r} is not a choice{hint}")
    return raw


def _each(
    read: Callable[[Parameter, object], Value], parameter: Parameter, entries: Iterable[tuple[object, object]]
) -> Iterator[Value]:
    """Read the values of all ``entries`` (key, raw); raise once, for all that are wrong."""
    values: list[Value] = []
    wrong: list[tuple[str, str]] = []
    for key, raw in entries:
        try:
            values.append(read(parameter, raw))
        except (NumberError, _WrongEntriesError) as error:
            wrong += _entries(error, _step(key))
    if wrong:
        raise _WrongEntriesError(*wrong)
    return iter(values)


def _numbers(parameter: Parameter, raw: object) -> Value:
    return tuple(_each(_number, parameter, enumerate(_list(raw))))


def _texts(parameter: Parameter, raw: object) -> Value:
    return tuple(_each(_word, parameter, enumerate(_list(raw))))


def _named_numbers(parameter: Parameter, raw: object) -> Value:
    given = _map(raw)
    return dict(zip(given, _each(_number, parameter, given.items()), strict=True))


def _items(parameter: Parameter, raw: object) -> Value:
    return tuple(_each(_item, parameter, enumerate(_list(raw))))


def _item(parameter: Parameter, raw: object) -> Value:
    """Type an entry of a list; an id stays text, even one that is all digits."""
    given = _map(raw)
    fields = dict(zip(given, _each(_field, parameter, given.items()), strict=True))
    identity = given.get("id")
    return {**fields, "id": identity} if isinstance(identity, str) else fields


def _field(_: Parameter, raw: object) -> Value:
    """Type a field of an item: a number where it reads as one, else text."""
    if not isinstance(raw, str):
        raise _wrong("a single value is expected")
    try:
        return parse_number(raw)
    except NumberError:
        return raw


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list | tuple):
        raise _wrong("a list is expected")
    return list(raw)


def _map(raw: object) -> dict[str, object]:
    if not isinstance(raw, Mapping):
        raise _wrong("names with values are expected")
    return dict(raw)


def is_date(text: str) -> bool:
    """Say whether ``text`` is a day of the calendar written as YYYY-MM-DD.

    >>> is_date("2028-02-29"), is_date("2027-02-29")
    (True, False)
    """
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _date(_: Parameter, raw: object) -> Value:
    """Keep a day of the calendar as it is written."""
    if isinstance(raw, str) and is_date(raw):
        return raw
    raise _wrong(f"{raw!r} is not a date")


def _scale(_: Parameter, raw: object) -> Value:
    """Keep a scale as its id or as written; the scale model types it."""
    if isinstance(raw, str):
        return raw
    return {key: _deep(one) for key, one in _map(raw).items()}


def _deep(raw: object) -> Value:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, Mapping):
        return {key: _deep(one) for key, one in raw.items()}
    return tuple(_deep(one) for one in _list(raw))


_READERS: Mapping[ParameterKind, Callable[[Parameter, object], Value]] = {
    ParameterKind.NUMBER: _number,
    ParameterKind.NUMBER_OR_NONE: _number_or_none,
    ParameterKind.WHOLE: _number,
    ParameterKind.CHOICE: _word,
    ParameterKind.TEXT: _word,
    ParameterKind.NUMBERS: _numbers,
    ParameterKind.TEXTS: _texts,
    ParameterKind.MAP: _named_numbers,
    ParameterKind.ITEMS: _items,
    ParameterKind.SCALE: _scale,
    ParameterKind.DATE: _date,
}
