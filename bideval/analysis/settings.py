"""The settings of weights that an analysis considers: which weights are free, and how far.

Ranges are in percent of the whole, by criterion, section or group.  Criteria without
a range of their own move together in proportion: those of one ranged section or group
as one block, all others as another.  Without any range every weight may be anything
from 0 to 100.  Settings in which other bids would meet a minimum on a section are
left out, because there the field of bids is another one; and a section with a minimum
keeps at least one percent, because without weight it has no points to be tested.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.floors import Floor, floors
from bideval.analysis.question import Asked, Question, Range
from bideval.analysis.reweighed import Reweighed, reweighed
from bideval.analysis.space import HUNDRED, Column, Space, score_space
from bideval.model.numbers import decimal_text
from bideval.proof.region import Region, Row, contains
from bideval.scoring.lot_rules import Leaf, LotRules, walk

OTHERS = "other criteria"
_ALL = "every weight anything from 0 to 100"
_SAME_FIELD = "only where the same bids meet the minimums on sections"
LEAST = Fraction(1)  # percent that a section with a minimum keeps


class Settings(NamedTuple):
    """A score space whose columns are the free weights, and the region they may move in."""

    space: Space
    region: Region
    words: str  # what is considered, to be printed beside every figure
    leaves: tuple[Mapping[str, Fraction], ...]  # of each column, the share of its weight by leaf
    lot: Reweighed  # to be awarded at any of them

    @property
    def everywhere(self) -> str:
        """For a sentence: what is said of all of them, with the ranges that it is said of."""
        return (
            "whatever the weights" if self.words == _ALL else f"under all weights considered ({self.words})"
        )

    @property
    def in_brackets(self) -> str:
        """For a sentence, after "considered": the ranges, or nothing where weights may be anything."""
        return "" if self.words == _ALL else f" ({self.words})"

    def spread(self, weights: tuple[Fraction, ...]) -> dict[str, Fraction]:
        """Return the weight of every leaf, percent of the whole, at ``weights`` of the columns."""
        return {
            leaf: weight * share
            for weight, shares in zip(weights, self.leaves, strict=True)
            for leaf, share in shares.items()
        }


class SettingsError(ValueError):
    """Raised when ranges cannot be considered; says why in plain words."""


def settings_of(asked: Asked, question: Question | None = None) -> Settings | str:
    """Return the settings that ``question`` asks about, or why the lot has no score space.

    Raise SettingsError when a range names nothing, excludes the published weight, or
    when the ranges cannot sum to 100.
    """
    space = score_space(asked)
    if isinstance(space, str):
        return space
    chosen = asked.question if question is None else question
    named = {name: _members(asked.case.rules, space, name) for name in sorted(chosen.ranges)}
    _check_ranges(chosen.ranges, named, space)
    blocks = _blocks(space, chosen.ranges, named)
    found = floors(asked)
    merged = _merged(space, blocks)
    stated = (
        *_range_rows(merged, blocks, chosen.ranges, named),
        *_kept_rows(asked.case.rules, space, blocks, chosen),
        *_order_rows(asked.case.rules, space, blocks, chosen),
    )
    kept = (*_floor_rows(found, space, blocks), *_weight_rows(asked.case.rules, found, space, blocks))
    low, high = _bounds(blocks, chosen.ranges, named)
    region = Region(low, high, (*stated, *kept))
    if not contains(region, merged.weights):
        raise SettingsError("the published weights are not among the settings to be considered")
    shares = tuple(_shares(asked, block) for block in blocks)
    bites = any(_bites(row, low, high) for row in kept)
    words = "; ".join((settings_words(chosen), *((_SAME_FIELD,) if bites else ())))
    return Settings(merged, region, words, shares, reweighed(asked.case))


class _Block(NamedTuple):
    """Columns of the full space that move in proportion, with their places in it."""

    id: str
    places: tuple[int, ...]
    weights: tuple[Fraction, ...]
    column: Column

    @property
    def weight(self) -> Fraction:
        return sum(self.weights, Fraction(0))

    def share(self, place: int) -> Fraction:
        """How much of the block's weight the column at ``place`` of the full space has."""
        if place not in self.places:
            return Fraction(0)
        own = self.weights[self.places.index(place)]
        return own / self.weight if self.weight else Fraction(1, len(self.places))


def _members(rules: LotRules, space: Space, name: str) -> frozenset[int]:
    """The places of the columns that ``name`` stands for: a criterion, a section or a group."""
    leaves = {
        leaf.id
        for node in rules.nodes()
        if name in {node.id, node.group}
        for leaf in walk((node,))
        if isinstance(leaf, Leaf)
    }
    found = frozenset(place for place, one in enumerate(space.columns) if set(one.leaves) <= leaves)
    if not leaves:
        raise SettingsError(f"there is no criterion, section or group {name}")
    if {leaf for place in found for leaf in space.columns[place].leaves} != leaves:
        raise SettingsError(f"{name} lies inside a normalised section, whose weights do not move apart")
    return found


def names_of(rules: LotRules) -> frozenset[str]:
    """Return every id that a range of this lot may name: criteria, sections and groups."""
    groups = (node.group for node in rules.nodes() if node.group is not None)
    return frozenset((*(node.id for node in rules.nodes()), *groups))


def _check_ranges(ranges: Mapping[str, Range], named: Mapping[str, frozenset[int]], space: Space) -> None:
    for name, (low, high) in sorted(ranges.items()):
        if not 0 <= low <= high <= HUNDRED:
            raise SettingsError(f"the range of {name} is not between 0 and 100, lower end first")
        weight = sum((space.weights[place] for place in named[name]), Fraction(0))
        if not low <= weight <= high:
            raise SettingsError(
                f"the range {decimal_text(low)}..{decimal_text(high)} of {name} leaves out its published "
                f"weight {decimal_text(weight)}"
            )


def _blocks(
    space: Space, ranges: Mapping[str, Range], named: Mapping[str, frozenset[int]]
) -> tuple[_Block, ...]:
    """Part the columns: each ranged one alone, the others by the ranged sets they are in."""
    alone = {place for members in named.values() if len(members) == 1 for place in members}
    parts: dict[tuple[str, ...], list[int]] = {}
    for place, column in enumerate(space.columns):
        if not ranges or place in alone:
            key: tuple[str, ...] = ("", column.id)
        else:
            key = tuple(name for name, members in sorted(named.items()) if place in members)
        parts.setdefault(key, []).append(place)
    return tuple(_block(space, key, tuple(places)) for key, places in parts.items())


def _block(space: Space, key: tuple[str, ...], places: tuple[int, ...]) -> _Block:
    name = space.columns[places[0]].id if len(places) == 1 else " and ".join(key) or OTHERS
    leaves = tuple(leaf for place in places for leaf in space.columns[place].leaves)
    return _Block(name, places, tuple(space.weights[place] for place in places), Column(name, leaves))


def _merged(space: Space, blocks: tuple[_Block, ...]) -> Space:
    """The space whose columns are the blocks; a block's points are the average of its columns'."""
    points = {
        bid: tuple(
            sum((block.share(place) * row[place] for place in block.places), Fraction(0)) for block in blocks
        )
        for bid, row in space.points.items()
    }
    return space._replace(
        columns=tuple(block.column for block in blocks),
        weights=tuple(block.weight for block in blocks),
        points=MappingProxyType(points),
    )


def _bounds(
    blocks: tuple[_Block, ...], ranges: Mapping[str, Range], named: Mapping[str, frozenset[int]]
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Bounds of the blocks that a range is about exactly; several weights of 0 stay."""
    low, high = [], []
    for block in blocks:
        whole = [ranges[name] for name, members in named.items() if members == frozenset(block.places)]
        stuck = len(block.places) > 1 and not block.weight
        low.append(max((one[0] for one in whole), default=Fraction(0)))
        high.append(Fraction(0) if stuck else min((one[1] for one in whole), default=HUNDRED))
    return tuple(low), tuple(high)


def _range_rows(
    space: Space, blocks: tuple[_Block, ...], ranges: Mapping[str, Range], named: Mapping[str, frozenset[int]]
) -> Iterator[Row]:
    """A ranged set that is parted into several blocks has a row of its own."""
    for name, members in sorted(named.items()):
        parts = [frozenset(block.places) <= members for block in blocks]
        if sum(parts) > 1:
            yield Row(tuple(Fraction(part) for part in parts), *ranges[name])


def _kept_rows(
    rules: LotRules, space: Space, blocks: tuple[_Block, ...], question: Question
) -> Iterator[Row]:
    """The weight of every top section stays, where that is asked."""
    for node in rules.tree if question.keep_groups else ():
        row = _amounts(space, blocks, _members(rules, space, node.id))
        total = sum((space.weights[place] for place in _members(rules, space, node.id)), Fraction(0))
        yield Row(row, total, total)


def _order_rows(
    rules: LotRules, space: Space, blocks: tuple[_Block, ...], question: Question
) -> Iterator[Row]:
    for first, second in question.order:
        above = _amounts(space, blocks, _members(rules, space, first))
        below = _amounts(space, blocks, _members(rules, space, second))
        yield Row(tuple(a - b for a, b in zip(above, below, strict=True)), Fraction(0), None)


def _amounts(space: Space, blocks: tuple[_Block, ...], members: frozenset[int]) -> tuple[Fraction, ...]:
    """How much of each block's weight belongs to ``members``."""
    return tuple(sum((block.share(place) for place in members), Fraction(0)) for block in blocks)


def _floor_rows(found: tuple[Floor, ...], space: Space, blocks: tuple[_Block, ...]) -> Iterator[Row]:
    """A bid meets a minimum on a section as long as its weighted points reach it: one row a bid."""
    for floor in found:
        for bid in sorted(floor.points):
            spare = {place: floor.spare(bid, one.leaves) for place, one in enumerate(space.columns)}
            row = tuple(
                sum((block.share(place) * spare[place] for place in block.places), Fraction(0))
                for block in blocks
            )
            if any(value < 0 for value in row) and floor.passed[bid]:
                yield Row(row, Fraction(0), None)
            elif any(value > 0 for value in row) and not floor.passed[bid]:
                yield Row(row, None, Fraction(0))


def _weight_rows(
    rules: LotRules, found: tuple[Floor, ...], space: Space, blocks: tuple[_Block, ...]
) -> Iterator[Row]:
    """A section without weight has no points that a minimum could read: each keeps some."""
    for floor in found:
        members = _members(rules, space, floor.section)
        published = sum((space.weights[place] for place in members), Fraction(0))
        yield Row(_amounts(space, blocks, members), min(LEAST, published), None)


def _bites(row: Row, low: tuple[Fraction, ...], high: tuple[Fraction, ...]) -> bool:
    """Whether some weights within ``low`` and ``high`` that sum to 100 break the row."""
    least = _least(row.coefficients, low, high)
    most = -_least(tuple(-Fraction(one) for one in row.coefficients), low, high)
    return (row.low is not None and least < row.low) or (row.high is not None and most > row.high)


def _least(
    coefficients: Sequence[Fraction | int], low: tuple[Fraction, ...], high: tuple[Fraction, ...]
) -> Fraction:
    """The least of a row: what is left above the low ends goes where it costs least first."""
    found = sum((Fraction(factor) * end for factor, end in zip(coefficients, low, strict=True)), Fraction(0))
    left = HUNDRED - sum(low, Fraction(0))
    for factor, first, last in sorted(zip(coefficients, low, high, strict=True)):
        share = min(left, last - first)
        found, left = found + Fraction(factor) * share, left - share
    return found


def _shares(asked: Asked, block: _Block) -> Mapping[str, Fraction]:
    """The share of a block's weight that each leaf has, by its published weight."""
    published = {leaf.id: leaf.weight for leaf in asked.case.rules.leaves()}
    total = sum((published[leaf] for leaf in block.column.leaves), Fraction(0))
    even = Fraction(1, len(block.column.leaves))
    return {leaf: published[leaf] / total if total else even for leaf in block.column.leaves}


def settings_words(question: Question) -> str:
    """Return which weights are explored, in words."""
    parts = [
        f"{name} {decimal_text(low)}..{decimal_text(high)}"
        for name, (low, high) in sorted(question.ranges.items())
    ]
    said = f"{', '.join(parts)}; the others in proportion" if parts else _ALL
    kept = ("the weight of every section kept",) if question.keep_groups else ()
    order = tuple(f"{first} at least {second}" for first, second in question.order)
    return "; ".join((said, *kept, *order))
