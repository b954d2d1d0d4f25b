"""A letter to one bidder, as frozen text: an allow-list.  What has no field here cannot be written.

Every value is text that was cut for its one reader.  Nothing leads back to an evaluation, to
inputs or to another bid.  Of a winner there are its name, what it was scored and why; its
price, its lines, its accounts, the pages of its tender and the names of those who marked it
have no field.  An empty text or tuple is left out of the letter, or is for an officer to supply.

Source: Procurement Regulations 2024, regulation 31, for the contents; which of them a regime
asks for is said in ``bideval.scoring.letters.law``.
"""

from enum import StrEnum
from typing import NamedTuple


class LetterKind(StrEnum):
    """The three kinds of letter."""

    WINNER = "winner"
    ASSESSED = "assessed"  # assessed, and not chosen
    NOT_ASSESSED = "not-assessed"  # disregarded, excluded or late


class Party(NamedTuple):
    """Who a tender is of: name, addresses, and its unique identifier."""

    name: str
    postal: str = ""
    email: str = ""
    identifier: str = ""


class PublishedCriterion(NamedTuple):
    """One published criterion: its relative importance, how it is assessed, the scores available."""

    title: str
    depth: int  # 0 at the top
    weight: str
    assessed: str
    available: tuple[str, ...]
    clause: str


class Scored(NamedTuple):
    """One criterion of an assessment.  ``heading`` says of a section that it adds up what follows."""

    title: str
    depth: int
    heading: bool
    weight: str
    mark: str  # what was given on its scale; empty where no mark is given
    points: str
    score: str  # in units of the whole
    descriptor: str  # the published words of the mark
    reasons: tuple[str, ...]
    evidence: str  # where in the tender; of the reader's own tender alone
    explained: str  # how the score follows; figures of the reader's own tender alone


class Assessment(NamedTuple):
    """How one tender was assessed.  ``total`` is empty where it would tell a price of somebody else."""

    of: Party
    scores: tuple[Scored, ...]
    total: str
    unit: str
    total_note: str = ""


class Ground(NamedTuple):
    """Why a tender was not assessed: the test or the decision, what was found, and the rule."""

    title: str
    found: str
    reasons: tuple[str, ...]
    rule: str  # the regime's words of what it leads to
    cite: str
    clause: str


class Standstill(NamedTuple):
    """What the regime's clock says.  ``earliest`` is empty until the notice date is entered."""

    rule: str
    notice: str  # the notice it is counted from, in words
    published: str  # its date, YYYY-MM-DD, as entered
    last_day: str
    earliest: str  # the first day on which the contract may be entered into
    left_out: tuple[str, ...]  # holidays between, which were not counted
    note: str
    cite: str


class Wording(NamedTuple):
    """The words a regime has for things, and the rule that asks for the letter."""

    title: str
    bidder: str
    tender: str
    winning: str
    basis: str
    status: str  # V, S or U
    caution: str = ""  # what is unverified of it


class Letter(NamedTuple):
    """One letter, whole."""

    kind: LetterKind
    wording: Wording
    illustration: bool
    tender: str  # id
    title: str
    authority: str
    lot: str
    lot_title: str  # empty in a tender without lots
    dated: str
    signed: str  # who signs, and where questions go
    to: Party
    outcome: str
    rules: tuple[tuple[str, str], ...]  # method, marks, rounding, ranking, ties
    criteria: tuple[PublishedCriterion, ...]
    documents: tuple[str, ...]  # where the methodology stands in full
    own: Assessment | None
    winners: tuple[Assessment, ...]
    why_not: tuple[str, ...]
    grounds: tuple[Ground, ...]
    standstill: Standstill | None
    to_supply: tuple[str, ...]  # what an officer has to fill in before it is sent
