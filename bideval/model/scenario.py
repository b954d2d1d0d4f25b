"""``scenarios/<name>.yaml``: a named what-if, who asked for it and why; outside the rules and the digest."""

from typing import Annotated

from pydantic import Field

from bideval.model.base import CalendarDate, Frozen, Id, Text, TextData
from bideval.model.change import Change

MOST_CHANGES = 200


class ScenarioHead(Frozen):
    """What a scenario says of itself; its changes are typed one by one, each by its kind."""

    name: Id
    author: Text
    reason: Text
    date: CalendarDate
    extends: Id | None = None  # a scenario whose changes hold too, where these do not decide the same
    changes: Annotated[tuple[TextData, ...], Field(min_length=1, max_length=MOST_CHANGES)]


class Scenario(Frozen):
    """A named list of changes.  No two of them decide the same."""

    name: Id
    author: Text
    reason: Text
    date: CalendarDate
    extends: Id | None = None
    changes: Annotated[
        tuple[Annotated[Change, Field(discriminator="kind")], ...],
        Field(min_length=1, max_length=MOST_CHANGES),
    ]
