"""Named what-ifs of a folder, and what is wrong with them against its tender."""

from collections.abc import Iterator

from bideval.analysis.changes.apply import apply
from bideval.analysis.changes.compose import composed
from bideval.analysis.changes.placed import Placed, Scenarios, file_of
from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.scoring.checks.known import close_to


def changes_of(scenarios: Scenarios, name: str) -> tuple[Placed, ...]:
    """Return all changes of a scenario, with those of the scenarios it extends."""
    own = {one: scenarios[one].changes for one in scenarios}
    extends = {one: scenarios[one].head.extends for one in scenarios}
    return composed(name, own, extends)


def check_scenarios(scenarios: Scenarios, inputs: Inputs) -> tuple[Finding, ...]:
    """Return every problem of the scenarios of a folder; a change that changes nothing is a warning."""
    found = [*_chains(scenarios)]
    if not found:
        for name in sorted(scenarios):
            found += apply(changes_of(scenarios, name), inputs).findings
    return tuple(dict.fromkeys(found))


def _chains(scenarios: Scenarios) -> Iterator[Finding]:
    """What is extended is there, and no chain comes back to its beginning."""
    for name, one in sorted(scenarios.items()):
        below, place = one.head.extends, Source(file_of(name), "/extends")
        if below is None:
            continue
        if below not in scenarios:
            others = [known for known in scenarios if known != name]
            yield error(
                "BE521", f"{name} extends {below}, which is not there", close_to(below, others), place
            )
        elif _comes_round(scenarios, name):
            yield error("BE521", f"{name} extends itself by way of {below}", "Take one extends out.", place)


def _comes_round(scenarios: Scenarios, name: str) -> bool:
    at, seen = scenarios[name].head.extends, {name}
    while at is not None and at in scenarios and at not in seen:
        seen.add(at)
        at = scenarios[at].head.extends
    return at == name
