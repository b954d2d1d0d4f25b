"""The base of every model: frozen, unknown keys refused, numbers exact."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_plain_validator_function

from bideval.model.numbers import NumberError, parse_number


class Frozen(BaseModel):
    """A frozen model that refuses unknown keys."""

    # defer_build: a schema is built when a file of its kind is read, not when the program starts.
    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, defer_build=True
    )


def _exact(value: object) -> Fraction:
    """Take decimal text, a fraction n/d, or a value that is exact already."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str):
        return parse_number(value)
    raise NumberError("a number is missing" if value is None else "a single number is expected")


def _range(value: object) -> Fraction | tuple[Fraction, Fraction]:
    """Take a number or a published range [lowest, highest]."""
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise NumberError("a range is [lowest, highest]")
        low, high = _exact(value[0]), _exact(value[1])
        if low > high:
            raise NumberError("a range begins with its lowest value")
        return low, high
    if isinstance(value, str) and (ends := re.fullmatch(r"([0-9.]+) ?[-\u2013] ?([0-9.]+)", value)):
        raise NumberError(f"{value!r} is not a number; a published range is written [{ends[1]}, {ends[2]}]")
    return _exact(value)


def _span(value: object) -> tuple[Fraction, Fraction]:
    """Take a range [lowest, highest], or one number for both."""
    found = _range(value)
    return found if isinstance(found, tuple) else (found, found)


def _span_or_words(value: object) -> tuple[Fraction, Fraction] | tuple[str, ...]:
    """Take a range of two numbers, a number, or a list of words."""
    listed = list(value) if isinstance(value, list | tuple) else [value]
    if all(isinstance(one, Fraction) or (isinstance(one, str) and _is_number(one)) for one in listed):
        return _span(value)
    if not all(isinstance(one, str) and 0 < len(one) <= 200 for one in listed):
        raise ValueError("a range [lowest, highest] or a list of words is expected")
    return tuple(str(one) for one in listed)


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except NumberError:
        return False
    return True


def _calendar_date(value: object) -> str:
    """Take a date of the calendar written YYYY-MM-DD."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise ValueError(f"{value} is not a date of the calendar") from None
    raise ValueError(f"{_quoted(value)}a date is written 2026-01-31")


def _quoted(value: object) -> str:
    return f"{value!r} does not have the right form; " if isinstance(value, str) and len(value) <= 60 else ""


def moment(value: object) -> str:
    """Take a moment in UTC written YYYY-MM-DDTHH:MM:SSZ, or a date."""
    if isinstance(value, str) and re.fullmatch(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", value):
        hours, minutes, seconds = (int(part) for part in value[11:19].split(":"))
        if hours < 24 and minutes < 60 and seconds < 60:
            return _calendar_date(value[:10]) + value[10:]
    elif isinstance(value, str) and re.fullmatch(r"[0-9-]{10}", value):
        return _calendar_date(value)
    raise ValueError(f"{_quoted(value)}a time is written 2026-01-31T09:30:00Z (UTC), or as a date 2026-01-31")


def _text_data(value: object) -> Any:  # noqa: ANN401
    """Take text, lists and maps of text: what a formula or pack types later."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(key): _text_data(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_text_data(one) for one in value)
    raise ValueError("text, a list or names with values are expected")


class _ReadBy:
    """How pydantic types a value: ``read`` alone does it, and ``described`` is its JSON Schema.

    As PlainValidator with WithJsonSchema, but several times as fast: those look at the
    signature of ``read``, and build a schema of the type that nothing uses, for each field.
    """

    def __init__(self, read: Callable[[object], object], described: JsonSchemaValue) -> None:
        self.read = read
        self.described = described

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.described)


def _whole(value: object) -> object:
    """Take digits alone, where a count is meant."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError("a whole number is expected, in digits alone")
    return value


def _yes_no(value: object) -> object:
    """Take true or false, in these words alone."""
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("true or false is expected")
    return value


Whole = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=10**9)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Exact = Annotated[
    Fraction,
    _ReadBy(
        _exact, {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+([./][0-9]+)?$"}]}
    ),
]
Weight = Annotated[
    Fraction | tuple[Fraction, Fraction],
    _ReadBy(
        _range,
        {"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "array", "minItems": 2, "maxItems": 2}]},
    ),
]
_SPAN: JsonSchemaValue = {
    "anyOf": [{"type": "number"}, {"type": "string"}, {"type": "array", "minItems": 2, "maxItems": 2}]
}
Span = Annotated[tuple[Fraction, Fraction], _ReadBy(_span, _SPAN)]
SpanOrWords = Annotated[
    tuple[Fraction, Fraction] | tuple[str, ...],
    _ReadBy(_span_or_words, {"anyOf": [*_SPAN["anyOf"], {"type": "array", "items": {"type": "string"}}]}),
]
CalendarDate = Annotated[str, _ReadBy(_calendar_date, {"type": "string", "format": "date"})]
Moment = Annotated[str, _ReadBy(moment, {"type": "string"})]
TextData = Annotated[Any, _ReadBy(_text_data, {})]
WithData = Annotated[dict[str, TextData], Field(alias="with", default_factory=dict)]

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
FREE_TEXT = "free text"  # marks text that people write; a digest holds only its SHA-256
Text = Annotated[str, StringConstraints(min_length=1, max_length=20000), FREE_TEXT]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]  # that a rule reads; never hashed
PackRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+){1,3}@[0-9]{1,4}$")]
RegimeRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+){0,2}@[0-9]{1,4}$")]
