"""What a field of backing or of a rating states beside its path, from text.

Which forms count (``accepts``) and how far along they must be (``stage``) always stand
there.  ``called`` asks how it is called, ``until`` the day that it must reach, ``agency``
and ``grades`` a rating of the provider.  Each stands in place or is the name of a
parameter; one of the last four that is absent asks nothing.
"""

from collections.abc import Mapping
from typing import get_args

from bideval.model.backing import Calling
from bideval.model.bid import BackingForm, BackingStage
from bideval.model.measure import FieldNode
from bideval.model.parameters import is_date
from bideval.model.raw import Named, Notes, choice_of, list_of, named_of, text_of
from bideval.model.units import DATE, WORDS_LIST, Unit

OF_BACKING = ("accepts", "stage", "called", "until", "agency", "grades")
ANY = "any"  # for called: either will do
Scope = Mapping[str, str]  # units of parameters by name


def read_backing(
    field: FieldNode, node: Mapping[str, object], at: str, notes: Notes, scope: Scope
) -> FieldNode:
    """Return ``field`` with what is asked of backing; problems are noted."""
    if ("grades" in node) != ("agency" in node):
        remedy = "State both, or take the one out."
        notes.add(at, "grades of a provider and the agency that gives them go together", remedy)
    return field._replace(
        accepts=_forms(node.get("accepts"), f"{at}/accepts", notes, scope),
        stage=_choice(node.get("stage"), f"{at}/stage", notes, scope, get_args(BackingStage)),
        called=_choice(node["called"], f"{at}/called", notes, scope, (ANY, *get_args(Calling)))
        if "called" in node
        else None,
        until=_day(node["until"], f"{at}/until", notes, scope) if "until" in node else None,
        agency=read_agency(node, at, notes, scope) if "agency" in node else None,
        grades=_words(node["grades"], f"{at}/grades", notes, scope) if "grades" in node else None,
    )


def read_agency(node: Mapping[str, object], at: str, notes: Notes, scope: Scope) -> str | Named | None:
    """Return whose rating is read: a name in place, or the parameter that holds it."""
    raw, place = node.get("agency"), f"{at}/agency"
    if isinstance(raw, str) and raw in scope:
        return named_of(raw, place, notes, Unit.WORDS, scope)
    return text_of(raw, place, notes, "the agency whose rating is read (agency)")


def _forms(raw: object, at: str, notes: Notes, scope: Scope) -> tuple[str, ...] | Named | None:
    if isinstance(raw, str):
        return named_of(raw, at, notes, WORDS_LIST, scope)
    forms = list_of(raw, at, notes, "forms of backing that count (accepts)")
    if forms is None:
        return None
    words = [choice_of(one, f"{at}/{index}", notes, get_args(BackingForm)) for index, one in enumerate(forms)]
    return tuple(word for word in words if word is not None)


def _words(raw: object, at: str, notes: Notes, scope: Scope) -> tuple[str, ...] | Named | None:
    if isinstance(raw, str):
        return named_of(raw, at, notes, WORDS_LIST, scope)
    grades = list_of(raw, at, notes, "grades that count (grades)")
    words = [text_of(one, f"{at}/{index}", notes, "a grade") for index, one in enumerate(grades or ())]
    return tuple(word for word in words if word is not None) if grades else None


def _choice(raw: object, at: str, notes: Notes, scope: Scope, known: tuple[str, ...]) -> str | Named | None:
    if isinstance(raw, str) and raw in scope:
        return named_of(raw, at, notes, Unit.WORDS, scope)
    return choice_of(raw, at, notes, known)


def _day(raw: object, at: str, notes: Notes, scope: Scope) -> str | Named | None:
    if isinstance(raw, str) and raw in scope:
        return named_of(raw, at, notes, DATE, scope)
    day = text_of(raw, at, notes, "a date, or the parameter that holds it,")
    if day is not None and not is_date(day):
        notes.add(at, f"{day!r} is not a date", "Write a date such as 2031-12-31.")
    return day
