"""Which keys and fields a model has at a place of its data.

A place is pydantic's: names of keys and indices of lists, from the top.  Nothing is typed here.
"""

from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Loc = tuple[int | str, ...]


def keys_at(model: type[BaseModel], loc: Loc) -> set[str]:
    """Return the keys allowed at ``loc`` of a model; none where no model stands."""
    at = _at(model, loc)
    return {field.alias or name for name, field in at.model_fields.items()} if at else set()


def field_at(model: type[BaseModel], loc: Loc) -> FieldInfo | None:
    """Return the field at ``loc`` of a model, or None where there is none."""
    above = _at(model, loc[:-1]) if loc else None
    return _field(above, loc[-1]) if above else None


def model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model inside an annotation such as ``tuple[Lot, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {Union, UnionType, tuple, dict, list, Annotated}:
        models = (model_in(one) for one in get_args(annotation))
        return next((one for one in models if one is not None), None)
    return None


def _at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    found: object = model
    for part in loc:
        inner = model_in(found)
        field = _field(inner, part) if inner is not None else None
        found = field.annotation if field is not None else found
    return model_in(found)


def _field(model: type[BaseModel], part: int | str) -> FieldInfo | None:
    return next((one for name, one in model.model_fields.items() if part in {name, one.alias}), None)
