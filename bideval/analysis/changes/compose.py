"""Scenarios that extend others: all their changes, the extending one's own first in right."""

from collections.abc import Mapping, Sequence

from bideval.analysis.changes.placed import Placed
from bideval.model.change import Claim, claims


def composed(
    name: str, own: Mapping[str, Sequence[Placed]], extends: Mapping[str, str | None]
) -> tuple[Placed, ...]:
    """Return the changes of scenario ``name`` with those it extends.

    A change of its own stands in place of any that decides the same below it.  A name
    that is not there, or that comes round again, ends the chain: both are findings.
    """
    found: tuple[Placed, ...] = ()
    seen: set[str] = set()
    at: str | None = name
    while at is not None and at in own and at not in seen:
        found = over(own[at], found)
        seen.add(at)
        at = extends[at]
    return found


def over(below: Sequence[Placed], above: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return both, less what ``below`` decides and ``above`` decides too."""
    taken: set[Claim] = {claim for one in above for claim in claims(one.change)}
    return (*(one for one in below if not claims(one.change) & taken), *above)
