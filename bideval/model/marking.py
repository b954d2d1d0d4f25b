"""Marks, consensus and declarations: rows of CSV files, kept for ever, replaced only by a later row."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

EVERY = "*"  # every lot that the bid entered, every marked question, every bidder


class Evaluator(NamedTuple):
    """A person who marks; names live here only."""

    id: str
    name: str
    role: str


class Mark(NamedTuple):
    """One evaluator's mark for one bid on one criterion, with reasons."""

    lot: str  # a lot id, or * for every lot the bid entered
    criterion: str
    bid: str
    evaluator: str
    mark: Fraction
    strengths: str
    weaknesses: str
    evidence: str
    at: str
    supersedes: str  # the `at` of the row it replaces, or blank


class Consensus(NamedTuple):
    """The agreed mark for one bid on one criterion, with the reason."""

    lot: str
    criterion: str
    bid: str
    mark: Fraction
    reason: str
    evidence: str
    moved_from: str
    why_moved: str
    agreed_by: tuple[str, ...]
    at: str
    supersedes: str


class Assignment(NamedTuple):
    """Who marks which question, and by when; without assignments everybody marks all."""

    evaluator: str
    lot: str
    criterion: str  # a criterion, or * for every marked question
    due: str = ""  # a moment or a date, which is the whole day; of several the latest counts

    def is_about(self, lot: str, criterion: str) -> bool:
        """Whether it gives a question of a lot."""
        return self.lot in {lot, EVERY} and self.criterion in {criterion, EVERY}


class Stage(StrEnum):
    """When a declaration is made or reviewed, in the order of a procurement."""

    PLANNING = "planning"  # before bids
    MARKING = "marking"  # once it is known who bids, before anybody reads a bid
    MODERATION = "moderation"  # before marks are agreed on
    AWARD = "award"  # before the award is recommended or approved


class Interest(StrEnum):
    """What was declared, from nothing to what keeps somebody out."""

    NONE = "none"
    MANAGED = "managed"  # an interest, and measures under which the person takes part
    CONFLICT = "conflict"  # the person takes no part in what concerns the bidder


class Declaration(NamedTuple):
    """What one person declares at one stage about the bidder of a bid, or about all of them."""

    person: str
    bid: str  # a bid, for all bids of its bidder; or * for every bidder
    stage: str  # of Stage
    interest: str  # of Interest
    what: str
    measures: str
    reviewed_by: str  # somebody else of evaluators.csv, or blank
    at: str
    supersedes: str  # the `at` of the row it replaces, or blank
