"""What a folder holds beside what was entered of it: what is new, changed or gone.

Rules that differ are covered by a ``refine`` decision that was not entered yet and names
the rule or something above it; a decision that was entered has done its work.  A schedule
line or a pack that was changed in place is covered by none: a pack is published anew as
another edition, and the tender that names it is what is refined.

Nothing is judged here, and no file is opened.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.model.base import Frozen
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.record.content import DECISIONS, TENDER, Content, Rows, step_of
from bideval.record.ledger import Ledger
from bideval.scoring.recorded import standing

_PACKS = "criteria/"


class RuleChange(NamedTuple):
    """A rule by its path, with its digests; blank where it was or is not there."""

    path: str
    old: str
    new: str
    covered_by: str = ""  # the id of the decision that says so

    @property
    def is_added(self) -> bool:
        """Whether there was no such rule."""
        return not self.old


class RowChange(NamedTuple):
    """A row that was entered with one digest and has another, blank where it is gone."""

    file: str
    key: str
    old: str
    new: str


class Differences(NamedTuple):
    """What is new by file, and what is not as it was entered."""

    new: Mapping[str, Rows]
    changed: tuple[RowChange, ...]
    rules: tuple[RuleChange, ...]


def differences(inputs: Inputs, content: Content, ledger: Ledger, lost: frozenset[str]) -> Differences:
    """Return how ``content`` of ``inputs`` differs from what was entered; ``lost`` files are passed over."""
    new: dict[str, Rows] = {}
    changed: list[RowChange] = []
    for file in sorted({*content.files, *ledger.files} - lost):
        before, now = ledger.files.get(file, {}), content.files.get(file, {})
        if coming := {key: one for key, one in now.items() if key not in before}:
            new[file] = coming
        changed += [
            RowChange(file, key, old, now.get(key, ""))
            for key, old in sorted(before.items())
            if now.get(key) != old
        ]
    rules = () if lost & {TENDER, "schedule.csv"} or not ledger.rules else _rules(inputs, content, ledger)
    return Differences(new, tuple(changed), tuple(rules))


def _rules(inputs: Inputs, content: Content, ledger: Ledger) -> list[RuleChange]:
    before, now = ledger.rules, content.rules
    found = [
        RuleChange(path, before.get(path, ""), now.get(path, ""))
        for path in sorted({*before, *now})
        if before.get(path) != now.get(path)
    ]
    refined = list(_refined(inputs, ledger))
    covered = [one._replace(covered_by=_cover(one.path, refined)) for one in found]
    named = next((one.covered_by for one in covered if one.covered_by), "")
    return [one._replace(covered_by=named) if _follows(one) else one for one in covered]


def _follows(change: RuleChange) -> bool:
    """Whether a pack came or went with the tender that names it: its change is in the tender's."""
    return change.path.startswith(_PACKS) and not (change.old and change.new)


def _cover(path: str, refined: list[tuple[str, str]]) -> str:
    return next((name for name, above in refined if path == above or path.startswith(f"{above}/")), "")


def _refined(inputs: Inputs, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """The refinements that were not entered yet: the id of each decision, and the path of its rule."""
    entered = ledger.files.get(DECISIONS, {})
    for _, decision in standing(inputs):
        is_new = decision.kind is DecisionKind.REFINE and decision.id not in entered
        if is_new and (path := _path_of(inputs, decision)):
            yield decision.id, path


def _path_of(inputs: Inputs, decision: Decision) -> str:
    """Return the path of the rule that a decision refines; blank where its pointer leads nowhere."""
    file, _, pointer = (decision.field or "").partition("#")
    if file != TENDER or not pointer.startswith("/"):
        return ""
    path = TENDER
    value: object = inputs.tender
    for step in pointer.split("/")[1:]:
        found = _below(value, step.replace("~1", "/").replace("~0", "~"))
        if found is None:
            return ""
        name, value = found
        path = f"{path}/{name}"
    return path


def _below(value: object, name: str) -> tuple[str, object] | None:
    """Return what stands under ``name``, and how a path calls it."""
    if isinstance(value, Frozen):
        for attribute, field in type(value).model_fields.items():
            if name == (field.alias or attribute):
                return name, getattr(value, attribute)
    elif isinstance(value, Mapping) and name in value:
        return name, value[name]
    elif isinstance(value, tuple) and name.isascii() and name.isdigit() and int(name) < len(value):
        return step_of(value[int(name)], int(name)), value[int(name)]
    return None


def pointer_of(inputs: Inputs, path: str) -> str:
    """Return the JSON pointer into tender.yaml of a rule's path, or of what stands nearest above it."""
    value: object = inputs.tender
    pointer = ""
    for step in path.removeprefix(f"{TENDER}/").split("/"):
        names = _names(value)
        if step not in names:
            break
        pointer += f"/{names[step].replace('~', '~0').replace('/', '~1')}"
        found = _below(value, names[step])
        value = found[1] if found else None
    return pointer


def _names(value: object) -> dict[str, str]:
    """How a path calls each thing below ``value``, with the step of its pointer."""
    if isinstance(value, Frozen):
        return {field.alias or name: field.alias or name for name, field in type(value).model_fields.items()}
    if isinstance(value, Mapping):
        return {str(name): str(name) for name in value}
    if isinstance(value, tuple):
        return {step_of(one, number): str(number) for number, one in enumerate(value)}
    return {}
