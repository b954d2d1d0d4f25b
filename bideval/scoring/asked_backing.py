"""What a rule asks of backing, and whether an instrument meets it.

Form and stage are always asked.  How it is called, the day it must reach and a rating of
its provider are asked where the rule states them.  What a bid does not state is neither
met nor not met: it is missing, and says so.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.model.bid import Backing, Rating
from bideval.model.measure import FieldNode
from bideval.model.measure_backing import ANY
from bideval.model.parameters import Value, With
from bideval.model.raw import Named
from bideval.scoring.measure_figures import accepted_forms, accepted_stage

STAGES = ("promised", "letter-of-intent", "in-force")  # each includes the later ones


class Asked(NamedTuple):
    """What is asked.  ``day`` is the one on which a provider's rating must be in force."""

    accepts: tuple[str, ...]
    stage: str
    called: str = ANY
    until: str | None = None
    agency: str | None = None
    grades: tuple[str, ...] | None = None
    day: str | None = None


def asked_of(node: FieldNode, with_: With, day: str | None) -> Asked:
    """Return what a field of backing asks, its parameters put in.

    Raises GuardError where the forms or the stage are not stated.
    """
    called, until, agency = (_text(one, with_) for one in (node.called, node.until, node.agency))
    given = _value(node.grades, with_)
    grades = tuple(str(one) for one in given) if isinstance(given, tuple) else None
    accepts, stage = accepted_forms(node, with_), accepted_stage(node, with_)
    return Asked(accepts, stage, called or ANY, until, agency, grades, day)


def _value(given: str | tuple[str, ...] | Named | None, with_: With) -> Value:
    return with_.get(given.name) if isinstance(given, Named) else given


def _text(given: str | Named | None, with_: With) -> str | None:
    value = _value(given, with_)
    return value if isinstance(value, str) else None


def is_whole(asked: Asked) -> bool:
    """Say whether grades of a provider stand beside the agency that gives them, or neither does."""
    return (asked.grades is None) == (asked.agency is None)


def reached(stage: str) -> tuple[str, ...]:
    """Return the stages that are as far along as ``stage``, or further."""
    return STAGES[STAGES.index(stage) :]


def counts(one: Backing, asked: Asked) -> bool | str:
    """Say whether an instrument meets what is asked; in words what is missing, where that is not known."""
    if one.form not in asked.accepts or one.stage not in reached(asked.stage):
        return False
    answers = (_is_called(one, asked), _lasts(one, asked), _is_graded(one, asked))
    if False in answers:
        return False
    return "; ".join(answer for answer in answers if isinstance(answer, str)) or True


def callable_amount(one: Backing) -> Fraction:
    """The most that can be called from an instrument: its amount, or its cap if that is less."""
    return one.amount if one.cap is None else min(one.amount, one.cap)


def _is_called(one: Backing, asked: Asked) -> bool | str:
    if asked.called == ANY:
        return True
    return f"how the {one.form} is called (called)" if one.called is None else one.called == asked.called


def _lasts(one: Backing, asked: Asked) -> bool | str:
    if asked.until is None or one.open_ended:
        return True
    return f"when the {one.form} ends (expires)" if one.expires is None else one.expires >= asked.until


def _is_graded(one: Backing, asked: Asked) -> bool | str:
    if asked.grades is None:
        return True
    rating, words = one.provider_rating, f"a rating of the provider of the {one.form} by {asked.agency}"
    if rating is None or rating.agency != asked.agency or rating.grade is None:
        return f"{words} (provider_rating)"
    if asked.day is None:
        return f"the day on which {words} is in force (received, or began of the tender)"
    return _in_force(rating, asked.day) and rating.grade in asked.grades


def _in_force(rating: Rating, day: str) -> bool:
    return rating.date <= day and (rating.valid_until is None or day <= rating.valid_until)


def asked_words(asked: Asked) -> str:
    """What is asked, in words, for a worked line."""
    further = [
        f"called {asked.called}" if asked.called != ANY else "",
        f"in force until {asked.until} at least" if asked.until else "",
        f"provider graded {' or '.join(asked.grades)} by {asked.agency}" if asked.grades else "",
    ]
    rest = "".join(f"; {one}" for one in further if one)
    return f"accepted: {' or '.join(asked.accepts)}; {asked.stage} or further{rest}"
