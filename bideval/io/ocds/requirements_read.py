"""Requirements of a release as pass/fail tests: what each bid declares, and the range it must be in.

Read is a criterion with one group of requirements.  Several groups are alternatives, of
which one is enough; a folder has no such test, so they are a finding and are left to a person.

Source: OCDS requirements extension.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.io.ocds.desk import Desk
from bideval.io.ocds.plain import Ids, amount_text, plain_text
from bideval.io.ocds.release import Bid, Requirement, Tender
from bideval.model.written import Written

Data = dict[str, Written]


class Asked(NamedTuple):
    """A requirement that is read, with the id of what a bid declares to it."""

    id: str
    origin: str
    requirement: Requirement


def asked_of(tender: Tender | None) -> tuple[Asked, ...]:
    """Return every requirement that becomes a declared value."""
    ids = Ids("requirement")
    return tuple(
        Asked(ids.of(one.id), one.id, one)
        for criterion in (tender.criteria if tender else ())
        if len(criterion.requirement_groups) == 1
        for one in criterion.requirement_groups[0].requirements
        if one.id is not None and _tests(one)
    )


def requirement_rules(tender: Tender, desk: Desk) -> tuple[Data, list[Written]]:
    """Return ``declares`` and ``gates`` for the requirements of a tender."""
    asked = asked_of(tender)
    for place, criterion in enumerate(tender.criteria):
        if len(criterion.requirement_groups) > 1:
            message = f"{plain_text(criterion.title) or 'a criterion'} has alternatives, which are not read"
            remedy = "Put the test into the folder by hand, or record what became of it as decisions."
            desk.error("BE910", message, remedy, f"/tender/criteria/{place}")
    if not asked:
        return {}, []
    names = ", ".join(one.id for one in asked)
    remedy = "Hold them against the procurement documents: OCDS does not say what follows where one fails."
    desk.warning("BE910", f"requirements are read as pass/fail tests: {names}", remedy, "/tender/criteria")
    gates: list[Written] = [gate for one in asked for gate in _gates(one)]
    return {one.id: _declared(one) for one in asked}, gates


def declared_by(bid: Bid, asked: tuple[Asked, ...]) -> Data:
    """Return what a bid declares to requirements that are read."""
    by_origin = {one.origin: one for one in asked}
    found: Data = {}
    for response in bid.requirement_responses:
        one = by_origin.get(response.requirement.id or "") if response.requirement else None
        text = _value_text(response.value)
        if one is not None and text is not None:
            found[one.id] = text
    return found


def _value_text(value: str | bool | Fraction | None) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return amount_text(value)
    return plain_text(value) or None


def _is_number(requirement: Requirement) -> bool:
    limits = (requirement.min_value, requirement.max_value, requirement.expected_value)
    return requirement.data_type in {"number", "integer"} or any(isinstance(one, Fraction) for one in limits)


def _declared(asked: Asked) -> Data:
    unit = "ratio" if _is_number(asked.requirement) else "words"
    title = plain_text(asked.requirement.title)
    return {"unit": unit, **({"title": title} if title else {})}


def _tests(requirement: Requirement) -> list[tuple[str, str, str]]:
    """Suffix, test and threshold of every test that a requirement makes."""
    found = []
    for suffix, test, value in (
        ("", "is", requirement.expected_value),
        ("-least", "at-least", requirement.min_value),
        ("-most", "at-most", requirement.max_value),
    ):
        text = _value_text(value)
        if text is not None:
            found.append((suffix, test, text))
    return found


def _gates(asked: Asked) -> Iterator[Data]:
    for suffix, test, threshold in _tests(asked.requirement):
        yield {
            "id": f"{asked.id[:56]}{suffix}",
            "title": plain_text(asked.requirement.title) or asked.origin,
            "phase": "conditions",
            "measure": {"field": f"bid.declared.{asked.id}"},
            "threshold": threshold,
            "test": test,
            "on_fail": "must-disregard",
        }
