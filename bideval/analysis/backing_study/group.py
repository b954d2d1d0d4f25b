"""What belongs to a group in a lot: gates and minimums that admit, criteria that score.

A group is a tag of the published rules, a section or criterion, or a grouping that
``study.yaml`` lists.  Nothing belongs to a group by its name or its kind.
"""

from collections.abc import Iterable
from typing import NamedTuple

from bideval.model.study import Study
from bideval.scoring.lot_rules import Leaf, LotRules, walk

MINIMUM = "/minimum"


class Group(NamedTuple):
    """The members of a group in one lot, in published order."""

    id: str
    gates: tuple[str, ...]
    minimums: tuple[str, ...]  # ``<criterion>/minimum``
    leaves: tuple[str, ...]  # criteria that score

    @property
    def tests(self) -> tuple[str, ...]:
        """Everything of the group that admits a bid or not."""
        return (*self.gates, *self.minimums)

    @property
    def parts(self) -> tuple[str, ...]:
        """Everything of the group that can be kept or taken away."""
        return (*self.tests, *self.leaves)


def group_of(rules: LotRules, study: Study | None, name: str) -> Group:
    """Return the members of the group ``name`` in a lot; none of them where it has no such group."""
    listed = frozenset(study.groupings.get(name, ())) if study is not None else frozenset()
    own = {name, *listed}
    gates = tuple(one.rule.id for one in rules.gates if one.rule.group == name or one.rule.id in listed)
    tops = [node for node in rules.nodes() if node.group == name or node.id in own]
    inside = {node.id: node for top in tops for node in walk((top,))}
    kept = [node for node in rules.nodes() if node.id in inside]
    minimums = tuple(f"{node.id}{MINIMUM}" for node in kept if node.minimum is not None)
    return Group(name, gates, minimums, tuple(node.id for node in kept if isinstance(node, Leaf)))


def group_names(lots: Iterable[LotRules], study: Study | None) -> tuple[str, ...]:
    """Every name that has members in a lot: tags, sections, criteria and groupings of the study."""
    names = set(study.groupings) if study is not None else set()
    every = tuple(lots)
    for rules in every:
        names.update(one.rule.group for one in rules.gates if one.rule.group)
        names.update(node.group for node in rules.nodes() if node.group)
        names.update(node.id for node in rules.nodes())
    return tuple(sorted(name for name in names if any(group_of(rules, study, name).parts for rules in every)))
