"""A line of one weight in parts: one award all along, or a part in which the rounding decides.

Where totals are nearer to each other than the published rounding can move them, the award
may change many times within a small step.  Such a part is shown as one, with every award
that it holds.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bideval.analysis.backing_study.kinds import Kinds
from bideval.analysis.backing_study.words import awarded_words, figure
from bideval.analysis.rays import Run
from bideval.analysis.reweighed import Award


class Part(NamedTuple):
    """A part of a line, whether it holds its ends, and its awards: several where rounding decides."""

    low: Fraction
    high: Fraction
    from_in: bool
    to_in: bool
    awards: tuple[Award | None, ...]

    @property
    def award(self) -> Award | None:
        """Its one award; None where there are several or none is established."""
        return self.awards[0] if len(self.awards) == 1 else None

    def holds(self, value: Fraction) -> bool:
        """Whether the part has ``value``."""
        above = self.low < value or (self.from_in and self.low == value)
        return above and (value < self.high or (self.to_in and self.high == value))


def parts_of(runs: Iterable[Run]) -> tuple[Part, ...]:
    """Make one of neighbours with one award, and of neighbours in which rounding decides."""
    found: list[Part] = []
    for near, run in groupby(runs, key=lambda one: one.by_rounding):
        members = list(run)
        if near:
            found.append(_of_runs(members))
        else:
            found += [_of_runs(list(same)) for _, same in groupby(members, key=lambda one: one.award)]
    return tuple(_of_parts(list(same)) for _, same in groupby(found, key=lambda part: part.awards))


def _of_runs(runs: Sequence[Run]) -> Part:
    awards = tuple(dict.fromkeys(one.award for one in runs))
    return Part(runs[0].low, runs[-1].high, runs[0].from_in, runs[-1].to_in, awards)


def _of_parts(parts: Sequence[Part]) -> Part:
    return parts[0]._replace(high=parts[-1].high, to_in=parts[-1].to_in)


def part_words(part: Part, places: int, kinds: Kinds) -> str:
    """Who is awarded in a part of a line."""
    if len(part.awards) > 1:
        return "the published rounding decides"
    return awarded_words(part.award, places, kinds)


def line_words(line: Sequence[Part], places: int, kinds: Kinds) -> str:
    """The awards along a weight in words."""
    if len(line) == 1:
        return f"{part_words(line[0], places, kinds)} whatever it weighs up to {_end(line[0].high)}"
    return "; ".join(f"{part_words(one, places, kinds)} {_where(one, line)}" for one in line)


def plain_line_words(line: Sequence[Part], places: int, kinds: Kinds) -> str:
    """The same for a page that is read aloud: to two decimals, what rounding decides put in a word."""
    clear = [one for one in line if len(one.awards) == 1]
    said = ", ".join(f"{part_words(one, places, kinds)} {_plainly(one, line)}" for one in clear)
    return said if len(clear) == len(line) else f"{said}; in between, the published rounding decides"


def _where(one: Part, line: Sequence[Part]) -> str:
    low, high = _end(one.low), _end(one.high)
    if one.low == one.high:
        return f"at exactly {low}"
    if one == line[0]:
        return f"at weights {'up to' if one.to_in else 'below'} {high}"
    from_ = f"from {low}" if one.from_in else f"above {low}"
    return f"{from_} {'up to' if one.to_in else 'to below'} {high}"


def _plainly(one: Part, line: Sequence[Part]) -> str:
    """Where a part lies, to two decimals; what exactly becomes of its ends is in the table."""
    low, high = (figure(end, "percent", "", 2).removeprefix("about ") for end in (one.low, one.high))
    if one == line[0]:
        return f"below about {high} of all points"
    return f"from about {low} to {high}"


def _end(value: Fraction) -> str:
    return figure(value, "percent", "")
