"""Models written back as the text data that they were read from.

Numbers become decimal text, or n/d where decimals would have no end; what has its
default value is left out.
"""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from pydantic import BaseModel

from bideval.model.numbers import ROUNDING_PLACES, decimal_text, exact_text, parse_number

Written = str | list["Written"] | dict[str, "Written"]
EMPTY_RULES = "none"  # how an empty list of rules is written


def written(model: BaseModel) -> dict[str, Written]:
    """Return the text data of a model, under the names that files use.

    >>> from bideval.model.change import WeightChange
    >>> written(WeightChange(kind="weight", criterion="price", to=Fraction(3, 2)))
    {'kind': 'weight', 'criterion': 'price', 'to': '1.5'}
    """
    fields = type(model).model_fields.items()
    values = ((field, getattr(model, name), field.alias or name) for name, field in fields)
    return {
        name: _written(value)
        for field, value, name in values
        if field.is_required() or value != field.get_default(call_default_factory=True)
    }


def _written(value: object) -> Written:
    if isinstance(value, BaseModel):
        return written(value)
    if isinstance(value, Fraction):
        return number_written(value)
    if isinstance(value, Mapping):
        return {str(key): _written(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_written(one) for one in value] if value else EMPTY_RULES
    return _word(value)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.value) if isinstance(value, Enum) else str(value)


def number_written(value: Fraction) -> str:
    """Return a number as a file has it: decimals where they end, else n/d."""
    text = decimal_text(value, ROUNDING_PLACES)
    return text if parse_number(text) == value else exact_text(value)
