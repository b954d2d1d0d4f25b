"""Marks and consensus: rows of CSV files, kept for ever, replaced only by a later row."""

from fractions import Fraction
from typing import NamedTuple


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
    """Who marks which question; without assignments everybody marks all."""

    evaluator: str
    lot: str
    criterion: str
