"""Points rules: how a mark or a measured figure becomes points, 0 to 100.

Four kinds: a mark ``scale``, ``bands``, a ``linear`` rule between two anchors,
and a ``lookup`` of words.  Text is turned into them in ``points_text``; they are
applied in ``bideval.scoring.points``.

Points outside 0 to 100 are refused, below 0 unless the rule declares them.
"""

from enum import StrEnum
from typing import NamedTuple

from bideval.model.raw import Amount, Named
from bideval.model.scale import Scale

AMBER = "amber"  # passes on a condition, which is recorded
GRADES = ("green", AMBER, "red")


class Outside(StrEnum):
    """What a linear rule does beyond its anchors."""

    CLAMP = "clamp"  # the points of the nearer anchor
    EXTEND = "extend"  # the line goes on
    REFUSE = "refuse"


class ScaleRule(NamedTuple):
    """The points of a mark on a scale: in place, a pack by reference, or a parameter."""

    scale: Scale | str | Named


class Band(NamedTuple):
    """Values from ``low`` to ``high`` (None: open) and their points.

    ``has_low`` and ``has_high`` say whether the end itself is in the band.
    ``grade`` is the word a gate may test in place of the value: all bands of a rule
    have one, or none has.
    """

    low: Amount | None
    high: Amount | None
    has_low: bool
    has_high: bool
    points: Amount
    grade: str | None = None


class BandRule(NamedTuple):
    """Bands from the lowest to the highest, each value between the ends in exactly one."""

    bands: tuple[Band, ...]
    declares_negative: bool = False

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades of the bands, each once, in their order; empty where they have none."""
        return tuple(dict.fromkeys(band.grade for band in self.bands if band.grade is not None))


class Anchor(NamedTuple):
    """A point of the line: so many points at this value."""

    at: Amount
    points: Amount


class LinearRule(NamedTuple):
    """A straight line through two anchors."""

    start: Anchor
    end: Anchor
    outside: Outside
    declares_negative: bool = False


class LookupRule(NamedTuple):
    """Words with their points, in their written order."""

    points: tuple[tuple[str, Amount], ...]
    declares_negative: bool = False


PointsRule = ScaleRule | BandRule | LinearRule | LookupRule
