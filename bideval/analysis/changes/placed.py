"""A change with the place that states it, and what is said of one that cannot be made."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bideval.errors import BidevalError, Finding, Source, error, warning
from bideval.model.change import Change
from bideval.model.scenario import ScenarioHead
from bideval.scoring.checks.known import close_to


class Placed(NamedTuple):
    """A change, and where it is stated: a place of a scenario, or an option as it was typed."""

    change: Change
    source: Source


class NamedScenario(NamedTuple):
    """A scenario with its changes, each with its place in the file."""

    head: ScenarioHead
    changes: tuple[Placed, ...]


Scenarios = Mapping[str, NamedScenario]  # by name


def file_of(name: str) -> str:
    """The file of a scenario in its folder."""
    return f"scenarios/{name}.yaml"


class CannotChangeError(BidevalError):
    """Raised inside this package where a change cannot be made; ``apply`` gives its finding back."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding."""
        self.finding = finding
        super().__init__(finding)


def unknown(placed: Placed, kind: str, given: str, known: Iterable[str]) -> CannotChangeError:
    """Return the error of an id that there is not, with the closest one."""
    message = f"there is no {kind} {given}"
    return CannotChangeError(error("BE522", message, close_to(given, known), placed.source))


def does_not_fit(placed: Placed, message: str, remedy: str) -> CannotChangeError:
    """Return the error of a change that this tender cannot take."""
    return CannotChangeError(error("BE527", message, remedy, placed.source))


def cannot_move(placed: Placed, message: str, remedy: str) -> CannotChangeError:
    """Return the error of weights that cannot move as asked."""
    return CannotChangeError(error("BE525", message, remedy, placed.source))


def changes_nothing(placed: Placed, words: str) -> Finding:
    """Return the warning of a change after which everything is as it was."""
    message = f"{words}: it is so already, and nothing is changed"
    return warning("BE523", message, "Take the change out, or state another value.", placed.source)


def contradiction(placed: Placed, other: Placed, what: str) -> Finding:
    """Return the error of two changes that decide the same."""
    remedy = "Keep one of the two, or put them in two scenarios."
    return error("BE524", f"two changes decide {what}", remedy, placed.source, other.source)
