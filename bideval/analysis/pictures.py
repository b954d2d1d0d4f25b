"""What a picture of an answer shows, as exact data; drawing it is for the report.

Every number is an exact fraction.  Names are ids: the report puts titles to them.
"""

from fractions import Fraction
from typing import NamedTuple

Point = tuple[Fraction, Fraction]


class Stretch(NamedTuple):
    """A piece of a line in which the same bids win; no bid where nobody does."""

    low: Fraction
    high: Fraction
    winners: tuple[str, ...]


class Line(NamedTuple):
    """A bid's total along a weight: straight between ``points``."""

    bid: str
    points: tuple[Point, ...]


class Slider(NamedTuple):
    """Totals as one weight moves, who wins where, and where the published weight stands."""

    moves: str
    unit: str
    published: Fraction
    lines: tuple[Line, ...]
    stretches: tuple[Stretch, ...]


class Change(NamedTuple):
    """One weight before and after."""

    criterion: str
    before: Fraction
    after: Fraction


class Dumbbell(NamedTuple):
    """Weights before and after a smallest change."""

    changes: tuple[Change, ...]


class Area(NamedTuple):
    """A convex region with one award, its corners in order; level bids that share it are all named."""

    winners: tuple[str, ...]
    corners: tuple[Point, ...]


class Map(NamedTuple):
    """Who wins over two weights, with the published point; ``words`` where an axis is no weight."""

    across: str
    up: str
    low: Point
    high: Point
    areas: tuple[Area, ...]
    published: Point | None  # None: no point is marked
    words: tuple[str, str] | None = None  # of both axes, with their units
    open_words: str = "no such weights"  # what it is where no area is
    border_below: bool = True  # of a map in bands: whether a border belongs to the band under it


class Span(NamedTuple):
    """A bid's best and worst rank, and the published one."""

    bid: str
    best: int
    worst: int
    published: int | None


class RankBars(NamedTuple):
    """Best and worst ranks of the bids."""

    spans: tuple[Span, ...]


class Share(NamedTuple):
    """The share of settings in which a bid wins, 0 to 1."""

    bid: str
    share: Fraction


class Shares(NamedTuple):
    """Shares that sum to one, and the settings they are of."""

    shares: tuple[Share, ...]
    settings: str


class MarkChange(NamedTuple):
    """One mark before and after; ``evaluator`` is empty for an agreed mark."""

    bid: str
    criterion: str
    evaluator: str
    before: Fraction
    after: Fraction


class MarkSheet(NamedTuple):
    """The marks of a few bids with those that change."""

    marks: tuple[MarkChange, ...]  # unchanged ones have equal before and after


class Tick(NamedTuple):
    """A bid's own value on a line."""

    bid: str
    value: Fraction


class NumberLine(NamedTuple):
    """Who wins along a threshold or a price, with the bids' own values and the one that stands."""

    measures: str
    unit: str
    published: Fraction | None
    ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...]
    stands: str = "published"  # what the marked value is: published, or as bid


class Bar(NamedTuple):
    """One contribution, in points of the whole; below zero it counts against."""

    criterion: str
    amount: Fraction


class Waterfall(NamedTuple):
    """Contributions that sum to ``total``."""

    bars: tuple[Bar, ...]
    total: Fraction


class Whisker(NamedTuple):
    """A total with the least and the most it may be."""

    bid: str
    low: Fraction
    value: Fraction
    high: Fraction


class Whiskers(NamedTuple):
    """Totals with what they may be."""

    whiskers: tuple[Whisker, ...]


Picture = Slider | Dumbbell | Map | RankBars | Shares | MarkSheet | NumberLine | Waterfall | Whiskers
