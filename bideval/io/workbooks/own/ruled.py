"""What rules a workbook is recomputed by, and what every map is looked at for, wherever they stand.

Nothing is filled in: a rule that is wanted and absent is a finding of the map.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.workbook_map import MapCriterion, WorkbookMap
from bideval.scoring.own_book.figures import Key, Plan, Question, Role


class Ruled(NamedTuple):
    """The plan, None with findings of severity error; and figures that are known beside the workbook."""

    plan: Plan | None
    known: Mapping[Key, Fraction]
    findings: tuple[Finding, ...]


def everything(
    criteria: tuple[MapCriterion, ...], at: str = "/criteria"
) -> Iterator[tuple[MapCriterion, str]]:
    """Every criterion and section of a map, with its pointer."""
    for place, one in enumerate(criteria):
        yield one, f"{at}/{place}"
        yield from everything(one.criteria, f"{at}/{place}/criteria")


def doubled(found: WorkbookMap, file: str) -> tuple[Finding, ...]:
    """Report ids that stand twice."""
    named = [(one.id, f"/bids/{place}/id") for place, one in enumerate(found.bids)]
    criteria = [(one.id, f"{at}/id") for one, at in everything(found.criteria)]
    return tuple(
        error("BE730", f"{one} stands twice", "Give each its own id.", Source(file, at))
        for listed in (named, criteria)
        for one, at in listed
        if Counter(known for known, _ in listed)[one] > 1
        and (one, at) != next(pair for pair in listed if pair[0] == one)
    )


def with_numbers(plan: Plan, keys: Mapping[Key, object]) -> Plan:
    """Return the plan with how many single marks and parts of prices the map has of each criterion."""
    most = Counter[tuple[Role, str]]()
    for key in keys:
        if key.role in {Role.MARKS, Role.PARTS}:
            most[key.role, key.criterion] = max(most[key.role, key.criterion], key.part + 1)

    def numbered(one: Question) -> Question:
        return one._replace(
            marks=most[Role.MARKS, one.id],
            prices=most[Role.PARTS, one.id],
            parts=tuple(numbered(part) for part in one.parts),
        )

    return plan._replace(questions=tuple(numbered(one) for one in plan.questions))
