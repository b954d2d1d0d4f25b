"""Points rules: how a mark or a measured figure becomes points, 0 to 100.

Four kinds: a mark ``scale``, ``bands``, a ``linear`` rule between two anchors,
and a ``lookup`` of words.  Text is turned into them in ``points_text``; they are
applied in ``bideval.scoring.points``.

Points outside 0 to 100 are refused, below 0 unless the rule declares them.
"""

from dataclasses import dataclass
from enum import StrEnum

from bideval.model.raw import Amount, Named
from bideval.model.scale import Scale


class Outside(StrEnum):
    """What a linear rule does beyond its anchors."""

    CLAMP = "clamp"  # the points of the nearer anchor
    EXTEND = "extend"  # the line goes on
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class ScaleRule:
    """The points of a mark on a scale: in place, a pack by reference, or a parameter."""

    scale: Scale | str | Named


@dataclass(frozen=True, slots=True)
class Band:
    """Values from ``low`` to ``high`` (None: open) and their points.

    ``has_low`` and ``has_high`` say whether the end itself is in the band.
    """

    low: Amount | None
    high: Amount | None
    has_low: bool
    has_high: bool
    points: Amount


@dataclass(frozen=True, slots=True)
class BandRule:
    """Bands from the lowest to the highest, each value between the ends in exactly one."""

    bands: tuple[Band, ...]
    declares_negative: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point of the line: so many points at this value."""

    at: Amount
    points: Amount


@dataclass(frozen=True, slots=True)
class LinearRule:
    """A straight line through two anchors."""

    start: Anchor
    end: Anchor
    outside: Outside
    declares_negative: bool = False


@dataclass(frozen=True, slots=True)
class LookupRule:
    """Words with their points, in their written order."""

    points: tuple[tuple[str, Amount], ...]
    declares_negative: bool = False


PointsRule = ScaleRule | BandRule | LinearRule | LookupRule
