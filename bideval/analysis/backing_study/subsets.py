"""Who wins with every set of the group's tests and criteria kept or taken away (maths A7).

Each set is admitted and judged by the published rules.  Taking one away may let in a
cheaper bid and cost another its points, so nothing is grown step by step: where there are
few enough, every set is tried.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict
from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.scene import Outcome, Scene, without
from bideval.analysis.backing_study.words import awarded_words, count_words, few, who_cells
from bideval.analysis.reweighed import Award

ID = "kept-or-dropped"
MOST_PARTS = 10  # 1,024 sets
SMALL = 2  # the largest sets that are tried where there are more parts
Dropped = tuple[str, ...]


class Subset(NamedTuple):
    """A set of parts taken away and what comes of it."""

    dropped: Dropped
    outcome: Outcome


class Subsets(NamedTuple):
    """The sets that were tried, the smallest first; ``whole`` where that is every one."""

    tried: tuple[Subset, ...]
    whole: bool

    def reaching(self, award: Award | None) -> tuple[Subset, ...]:
        """The smallest sets with this award: none of them holds another."""
        found: list[Subset] = []
        for one in self.tried:
            less = any(set(other.dropped) <= set(one.dropped) for other in found)
            if one.outcome.award == award and not less:
                found.append(one)
        return tuple(found)


def subsets_of(scene: Scene) -> Subsets:
    """Try every set of the group's parts; where there are many, those of up to two and all of them."""
    parts = scene.group.parts
    whole = len(parts) <= MOST_PARTS
    sizes = range(len(parts) + 1) if whole else (*range(SMALL + 1), len(parts))
    return Subsets(tuple(_tried(scene, sizes)), whole)


def _tried(scene: Scene, sizes: range | tuple[int, ...]) -> Iterator[Subset]:
    for size in sizes:
        for chosen in combinations(scene.group.parts, size):
            yield Subset(chosen, without(scene, chosen) if chosen else scene.published)


def subsets_answer(scene: Scene, subsets: Subsets) -> Answer:
    """Say how often each award comes about, with every set in a table."""
    proved = all(one.outcome.award is not None for one in subsets.tried)
    notes = (
        "Kept means as it was published and decided; taken away, nothing that was decided about it remains.",
        *(() if subsets.whole else (_cut_words(scene),)),
        *(("Taking away more does not only add to what taking away less did.",) if _turns(subsets) else ()),
    )
    return Answer(
        ID,
        scene.group.id,
        _sentence(scene, subsets),
        Verdict.PROVED if proved else Verdict.NOT_ESTABLISHED,
        Basis.ENUMERATION if proved else Basis.NONE,
        (_summary(scene, subsets), _every(scene, subsets)),
        notes=notes,
    )


def _cut_words(scene: Scene) -> str:
    count = len(scene.group.parts)
    return (
        f"The group has {count} tests and criteria, and sets of up to {SMALL} and of all were tried: "
        f"every set is tried of {MOST_PARTS} or fewer."
    )


def _turns(subsets: Subsets) -> bool:
    """Whether taking away more brings back the published award that taking away less had changed."""
    now = subsets.tried[0].outcome.award
    changed = [set(one.dropped) for one in subsets.tried if one.outcome.award != now]
    kept = [set(one.dropped) for one in subsets.tried if one.outcome.award == now]
    return any(less < more for less in changed for more in kept)


def _sentence(scene: Scene, subsets: Subsets) -> str:
    count, places = len(subsets.tried), scene.case.rules.places
    awards = list(dict.fromkeys(one.outcome.award for one in subsets.tried))
    tried_words = "every set" if subsets.whole else f"{count} sets"
    what = f"Of {tried_words} of the group's tests and criteria taken away or kept ({count}), "
    if len(awards) == 1:
        return f"{what}all come to the same: {awarded_words(awards[0], places, scene.kinds)}."
    parts = []
    for award in awards:
        times = sum(one.outcome.award == award for one in subsets.tried)
        parts.append(f"in {times} {awarded_words(award, places, scene.kinds)}")
    return f"{what}{'; '.join(parts)}."


def _summary(scene: Scene, subsets: Subsets) -> Table:
    headings = (
        Heading("awarded", "awarded"),
        Heading("kinds", scene.kinds.by),
        Heading("sets", "sets", "sets"),
        Heading("smallest", "smallest sets taken away"),
        Heading("price", "price paid", "money"),
    )
    rows: list[tuple[Cell, ...]] = []
    for award in dict.fromkeys(one.outcome.award for one in subsets.tried):
        reached = subsets.reaching(award)
        smallest = few([" and ".join(one.dropped) or "none" for one in reached])
        times = sum(one.outcome.award == award for one in subsets.tried)
        price = reached[0].outcome.price
        rows.append((*who_cells(scene.kinds, award), Fraction(times), smallest, price))
    return Table("Awards that keeping and taking away come to", headings, tuple(rows))


def _every(scene: Scene, subsets: Subsets) -> Table:
    headings = (
        Heading("without", "taken away"),
        Heading("awarded", "awarded"),
        Heading("kinds", scene.kinds.by),
        Heading("price", "price paid", "money"),
        Heading("let_in", "let in"),
        Heading("why", "why no result"),
    )
    now = set(scene.published.assessed)
    reasons = any(one.outcome.why for one in subsets.tried)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.dropped or "nothing",
            *who_cells(scene.kinds, one.outcome.award),
            one.outcome.price,
            tuple(sorted(set(one.outcome.assessed) - now)),
            *((one.outcome.why or None,) if reasons else ()),
        )
        for one in subsets.tried
    )
    return Table("Every set taken away", headings if reasons else headings[:-1], rows)


def parts_words(scene: Scene) -> str:
    """How many tests and criteria the group has, in words."""
    tests, leaves = len(scene.group.tests), len(scene.group.leaves)
    counted = ((tests, "test", "tests"), (leaves, "scored criterion", "scored criteria"))
    return listed([count_words(*one) for one in counted if one[0]] or ["no tests"])
