"""From published weights to units of the whole.

Three kinds: percent of the whole (leaves sum to 100), percent of the parent
(each family sums to 100; shares multiply down the tree), or points of a published
total.  A range needs a dated ``weights`` decision before anything is ranked; it is
valid if its lowest values sum to at most the whole and its highest to at least it.

Nothing is rescaled: a sum that is off is a finding.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.criterion import Criterion
from bideval.model.numbers import decimal_text
from bideval.model.tender import Weighting

FILE = "tender.yaml"
HUNDRED = Fraction(100)
MOST_LISTED = 12  # criteria that a message names


class Family(NamedTuple):
    """A list of criteria and its JSON pointer; the tree's root or a section's children."""

    criteria: tuple[Criterion, ...]
    pointer: str


Listed = tuple[tuple[Criterion, str], ...]  # every section and leaf with its JSON pointer, parents first


class Weights(NamedTuple):
    """Weights by leaf id in units of ``whole``; None where a finding stands in the way."""

    whole: Fraction
    by_leaf: Mapping[str, Fraction]


def resolve_weights(
    root: Family, weighting: Weighting, decided: Mapping[str, Fraction]
) -> tuple[Weights | None, tuple[Finding, ...]]:
    """Return every leaf's weight in units of the whole, or the findings that prevent it.

    ``decided`` holds the weights that ``weights`` decisions set, by criterion id.
    """
    by_parent = weighting.kind == "percent-of-parent"
    listed, negative = tuple(everything(root)), tuple(_negative(root))
    findings = [*_missing(listed, of_sections=by_parent), *negative, *_undecided(listed, decided)]
    whole = weighting.total if weighting.kind == "points" and weighting.total is not None else HUNDRED
    if negative:
        return None, tuple(findings)  # a sum with such a weight says nothing more
    if by_parent:
        findings += [
            one for family in families(root) for one in _sum_is(family, HUNDRED, decided, "this family")
        ]
    else:
        findings += [
            *_ranges_fit(root, whole),
            *_leaves_sum(root, whole, decided),
            *_sections_agree(listed, decided),
        ]
    if findings:
        return None, tuple(findings)
    if by_parent:
        return Weights(whole, dict(_multiplied(root, HUNDRED, decided))), ()
    return Weights(whole, {leaf.id: weight_of(leaf, decided) for leaf, _ in leaves(root)}), ()


def weight_of(criterion: Criterion, decided: Mapping[str, Fraction]) -> Fraction:
    """The weight of ``criterion``: as decided within its range, or as published."""
    if isinstance(criterion.weight, Fraction):
        return criterion.weight
    return decided[criterion.id]


def families(root: Family) -> Iterator[Family]:
    """Every list of siblings, parents first."""
    yield root
    for place, criterion in enumerate(root.criteria):
        if criterion.criteria:
            yield from families(Family(criterion.criteria, f"{root.pointer}/{place}/criteria"))


def leaves(root: Family) -> Iterator[tuple[Criterion, str]]:
    """Every leaf with its JSON pointer, in published order."""
    for place, criterion in enumerate(root.criteria):
        pointer = f"{root.pointer}/{place}"
        if criterion.criteria:
            yield from leaves(Family(criterion.criteria, f"{pointer}/criteria"))
        else:
            yield criterion, pointer


def everything(root: Family) -> Iterator[tuple[Criterion, str]]:
    """Every section and leaf with its JSON pointer, parents first."""
    for family in families(root):
        for place, criterion in enumerate(family.criteria):
            yield criterion, f"{family.pointer}/{place}"


def _missing(listed: Listed, *, of_sections: bool) -> Iterator[Finding]:
    """A section needs a weight of its own where its criteria's weights are shares of it."""
    for criterion, pointer in listed:
        if criterion.weight is None and (of_sections or not criterion.criteria):
            yield error(
                "BE101",
                f"the {'section' if criterion.criteria else 'criterion'} {criterion.id} has no weight",
                "State its published weight. A criterion that does not count has weight 0.",
                Source(FILE, pointer),
            )


def _negative(root: Family) -> Iterator[Finding]:
    for criterion, pointer in everything(root):
        if criterion.weight is not None and _low(criterion) < 0:
            yield error(
                "BE102",
                f"the weight of {criterion.id} is below zero",
                "A weight is 0 or more.",
                Source(FILE, f"{pointer}/weight"),
            )


def _undecided(listed: Listed, decided: Mapping[str, Fraction]) -> Iterator[Finding]:
    for criterion, pointer in listed:
        if not isinstance(criterion.weight, tuple):
            continue
        low, high = criterion.weight
        place = Source(FILE, f"{pointer}/weight")
        if criterion.id not in decided:
            yield error(
                "BE104",
                f"the weight of {criterion.id} is published as a range {_words(low)} to "
                f"{_words(high)} and not yet set",
                "Record a decision of kind weights that sets it: weights: {" + criterion.id + ": ...}.",
                place,
            )
        elif not low <= decided[criterion.id] <= high:
            yield error(
                "BE105",
                f"the weight of {criterion.id} is decided as {_words(decided[criterion.id])}, "
                f"outside its published range {_words(low)} to {_words(high)}",
                "Correct the decision: a weight set later stays within the published range.",
                place,
            )


def _ranges_fit(root: Family, whole: Fraction) -> Iterator[Finding]:
    weighted = [leaf for leaf, _ in leaves(root) if leaf.weight is not None]
    if not any(isinstance(leaf.weight, tuple) for leaf in weighted):
        return
    low, high = sum(map(_low, weighted), Fraction(0)), sum(map(_high, weighted), Fraction(0))
    if not low <= whole <= high:
        yield error(
            "BE106",
            f"the published ranges run from {_words(low)} to {_words(high)} in all, which "
            f"cannot sum to {_words(whole)}",
            "Ranges are valid if the lowest values sum to at most the whole and the highest to at least it.",
            Source(FILE, root.pointer),
        )


def _leaves_sum(root: Family, whole: Fraction, decided: Mapping[str, Fraction]) -> Iterator[Finding]:
    family = Family(tuple(leaf for leaf, _ in leaves(root)), root.pointer)
    yield from _sum_is(family, whole, decided, "the criteria")


def _sum_is(family: Family, whole: Fraction, decided: Mapping[str, Fraction], what: str) -> Iterator[Finding]:
    if not all(_known(one, decided) for one in family.criteria):
        return
    total = sum((weight_of(one, decided) for one in family.criteria), Fraction(0))
    if total != whole:
        listed = _listed(family, decided)
        yield error(
            "BE103",
            f"the weights of {what} sum to {_words(total)}, not {_words(whole)}: {listed}",
            "Correct them to the published weights, or add the missing criterion. Weights "
            "are never rescaled.",
            Source(FILE, family.pointer),
        )


def _listed(family: Family, decided: Mapping[str, Fraction]) -> str:
    """The weights that were added, the first of them by name."""
    words = [f"{one.id} {_words(weight_of(one, decided))}" for one in family.criteria]
    more = [f"{len(words) - MOST_LISTED} more"] if len(words) > MOST_LISTED else []
    return " + ".join([*words[:MOST_LISTED], *more])


def _sections_agree(listed: Listed, decided: Mapping[str, Fraction]) -> Iterator[Finding]:
    for criterion, pointer in listed:
        below = [leaf for leaf, _ in leaves(Family(criterion.criteria, ""))] if criterion.criteria else []
        if not below or not _known(criterion, decided) or not all(_known(one, decided) for one in below):
            continue
        stated, total = (
            weight_of(criterion, decided),
            sum((weight_of(one, decided) for one in below), Fraction(0)),
        )
        if stated != total:
            yield error(
                "BE107",
                f"the section {criterion.id} states weight {_words(stated)}, but its criteria "
                f"sum to {_words(total)}",
                "Correct one of them, or leave the section's weight out: it is the sum of its criteria.",
                Source(FILE, f"{pointer}/weight"),
                Source(FILE, f"{pointer}/criteria"),
            )


def _multiplied(
    family: Family, share: Fraction, decided: Mapping[str, Fraction]
) -> Iterator[tuple[str, Fraction]]:
    for criterion in family.criteria:
        weight = share * weight_of(criterion, decided) / HUNDRED
        if criterion.criteria:
            yield from _multiplied(Family(criterion.criteria, ""), weight, decided)
        else:
            yield criterion.id, weight


def _known(criterion: Criterion, decided: Mapping[str, Fraction]) -> bool:
    return isinstance(criterion.weight, Fraction) or (
        criterion.weight is not None and criterion.id in decided
    )


def _low(criterion: Criterion) -> Fraction:
    return criterion.weight[0] if isinstance(criterion.weight, tuple) else criterion.weight or Fraction(0)


def _high(criterion: Criterion) -> Fraction:
    return criterion.weight[1] if isinstance(criterion.weight, tuple) else criterion.weight or Fraction(0)


def _words(value: Fraction) -> str:
    return decimal_text(value)
