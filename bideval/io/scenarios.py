"""Scenario files: named what-ifs, read with the place of every change, and written back.

Each change is typed by its kind, so that what is wrong with it is said in its own words.
"""

import json
import re
from collections.abc import Mapping

from bideval.analysis.changes.placed import NamedScenario, Placed
from bideval.errors import Finding, Source, error
from bideval.io.typed import typed
from bideval.model.change import KINDS
from bideval.model.raw import closest
from bideval.model.scenario import Scenario, ScenarioHead
from bideval.model.written import Written, written

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/@-]*( [A-Za-z0-9._/@-]+)*")


def scenario_of(data: object, file: str, stem: str) -> tuple[NamedScenario | None, tuple[Finding, ...]]:
    """Return the scenario that ``data`` of ``file`` is, or everything that keeps it from being one."""
    head, in_head = typed(ScenarioHead, data, file)
    findings = list(in_head)
    if head is None:
        return None, tuple(findings)
    if head.name != stem and not findings:
        message = f"the scenario calls itself {head.name}, and its file {stem}"
        findings.append(error("BE520", message, f"Write name: {stem}.", Source(file, "/name")))
    changes: list[Placed] = []
    for index, one in enumerate(head.changes):
        change, problems = _change(one, file, f"/changes/{index}")
        findings += problems
        changes += [] if change is None else [change]
    return (None if findings else NamedScenario(head, tuple(changes))), tuple(findings)


def _change(data: object, file: str, at: str) -> tuple[Placed | None, tuple[Finding, ...]]:
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(kind, str):
        remedy = "Write for example {kind: weight, criterion: price, to: 30}."
        return None, (error("BE051", "kind is missing in a change", remedy, Source(file, at)),)
    if kind not in KINDS:
        message = f"kind: {kind!r} is not a kind of change"
        return None, (error("BE052", message, closest(kind, tuple(KINDS)), Source(file, f"{at}/kind")),)
    change, findings = typed(KINDS[kind], data, file, at)
    if change is None or findings:
        return None, findings
    return Placed(change, Source(file, at)), ()


def scenario_text(scenario: Scenario) -> str:
    """Return the file of a scenario: its head, then each change on a line.

    >>> print(scenario_text(Scenario.model_validate({
    ...     "name": "dearer", "author": "A. Bell", "reason": "what if: price counts for more",
    ...     "date": "2026-05-12", "changes": [{"kind": "weight", "criterion": "price", "to": "30"}],
    ... })), end="")
    name: dearer
    author: A. Bell
    reason: "what if: price counts for more"
    date: 2026-05-12
    changes:
      - {kind: weight, criterion: price, to: 30}
    """
    data = written(scenario)
    lines = [f"{name}: {_flow(value)}" for name, value in data.items() if name != "changes"]
    changes = [f"  - {_flow(written(one))}" for one in scenario.changes]
    return "\n".join([*lines, "changes:", *changes]) + "\n"


def _flow(value: Written) -> str:
    """A value on one line; text in quotation marks where it could be read as something else."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_flow(name)}: {_flow(one)}' for name, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return value if _PLAIN.fullmatch(value) or _is_negative(value) else json.dumps(value, ensure_ascii=False)


def _is_negative(value: str) -> bool:
    return re.fullmatch(r"-[0-9]+([./][0-9]+)?", value) is not None
