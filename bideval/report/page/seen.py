"""What a page shows, as frozen values: an allow-list.  What has no field here cannot be shown.

Every value is text, or an exact figure that is drawn.  Nothing leads back to an evaluation,
to inputs or to another bid.  An empty text or tuple is left out of the page.
"""

from fractions import Fraction
from typing import NamedTuple


class Part(NamedTuple):
    """What one section or criterion at the top adds to a total."""

    criterion: str
    title: str
    figure: Fraction  # units of the whole
    text: str


class Ranked(NamedTuple):
    """A bid in the ranking.  ``bid`` is empty where the reader may not know whose it is."""

    rank: str
    bid: str
    name: str
    price: str
    total: str
    parts: tuple[Part, ...]
    won: bool = False
    own: bool = False


class Out(NamedTuple):
    """A bid that was not assessed, or how many were where they may not be named."""

    bid: str
    name: str
    status: str
    because: str
    tests: tuple[str, ...]
    shadow: str = ""


class Grid(NamedTuple):
    """A table: its caption, the headings, which columns hold figures, and the rows."""

    caption: str
    headings: tuple[str, ...]
    figures: frozenset[int]
    rows: tuple[tuple[str, ...], ...]


class Said(NamedTuple):
    """A sentence with how far it is established, its picture as SVG, its tables and notes."""

    sentence: str
    badge: str
    picture: str = ""
    tables: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()
    at: str = ""  # part of the id of the sentence, by which its picture is labelled


class Asked(NamedTuple):
    """A question and what was found."""

    id: str
    question: str
    found: tuple[Said, ...]


class Marked(NamedTuple):
    """One bid on one criterion: what it was scored on, points, figure, reasons, and the way there."""

    bid: str
    name: str
    read: str
    points: str
    weighted: str
    reasons: tuple[str, ...]
    worked: str = ""
    place: str = ""


class Criterion(NamedTuple):
    """A criterion with what the bids have on it."""

    id: str
    title: str
    weight: str
    marks: tuple[Marked, ...]


class Rule(NamedTuple):
    """One published rule: a heading and its words, with where it was published."""

    what: str
    words: str
    clause: str = ""
    depth: int = 0


class Rules(NamedTuple):
    """The published rules of a lot."""

    criteria: tuple[Rule, ...]
    gates: tuple[Rule, ...]
    others: tuple[Rule, ...]


class MapSeen(NamedTuple):
    """Who wins over two weights: the picture, and what its axes are, so that a point can be set."""

    svg: str
    across: str
    up: str
    low: str  # the lower ends of both axes, n/d, a space between
    high: str


class LotSeen(NamedTuple):
    """One lot as the reader sees it."""

    id: str
    title: str
    sentence: str
    who: tuple[str, ...]  # the winners by name and price, and who is second
    counted: str  # how many bids were assessed
    notes: tuple[str, ...]
    unit: str
    whole: Fraction  # the most a total can be, to draw the bars by
    ranking: tuple[Ranked, ...]
    out: tuple[Out, ...]
    asked: tuple[Asked, ...]
    study: tuple[Asked, ...]
    criteria: tuple[Criterion, ...]
    rules: Rules
    model: str = ""  # what the page computes with, as JSON; empty on a static page
    map: MapSeen | None = None
    awarded: str = ""  # who is awarded it, where lots are awarded together
    tests_said: str = ""  # what the financial tests did to the award, of the study
    in_money: bool = False  # totals are in money, and as good as prices
    alone: str = ""  # that answers are about the lot by itself, where lots are awarded together


class Digest(NamedTuple):
    """One digest of what the result rests on."""

    what: str
    value: str


class Attached(NamedTuple):
    """A file that the page carries: base64 of its bytes, to be saved."""

    name: str
    media: str
    base64: str
    bytes: int


class Seen(NamedTuple):
    """The whole page."""

    tender: str
    title: str
    authority: str
    illustration: bool
    audience: str
    about: str  # of a bidder's page: the bidder's name
    currency: str
    lots: tuple[LotSeen, ...]
    digests: tuple[Digest, ...]
    commands: tuple[str, ...]
    files: tuple[tuple[str, str], ...]  # path and SHA-256
    attached: tuple[Attached, ...]
    settings: str
    quick: bool
    program: str
    awards: tuple[Asked, ...] = ()  # of all lots, where they are awarded together
