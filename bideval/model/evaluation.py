"""The result of an evaluation: lots, placings, scores, gates, ties, shadow results.

``x_exact`` is free of any rounding; ``x`` carries the published rounding.  Both
are exact fractions; None where the rule defines none.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.evaluated_price import EvaluatedPrice


class LotStatus(StrEnum):
    """How far a lot's result goes."""

    FINAL = "final"
    PROVISIONAL = "provisional"  # a failed gate awaits a recorded decision
    TIED = "tied"  # no published rule has settled a tie
    NEEDS_ALLOCATION = "needs-allocation"  # award rules across lots decide
    NO_ASSESSED_BID = "no-assessed-bid"
    QUALITY_ONLY = "quality-only"  # evaluated before prices are opened
    ILLUSTRATIVE = "illustrative"  # several authorities, and no published rule combines their totals


class PlacingStatus(StrEnum):
    """What became of a bid."""

    ASSESSED = "assessed"
    DISREGARDED = "disregarded"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"
    LATE = "late"


class FigureRead(NamedTuple):
    """What a criterion was scored on, after any rounding at its own stage.

    ``value`` is the governing mark, the measure or the price; a word where the measure is
    one; None where nothing is stated and a published rule says what follows.
    """

    kind: str  # mark, measure or price
    value: Fraction | str | None
    unit: str


class Score(NamedTuple):
    """A bid's points on one criterion or section.

    ``weight`` and ``weighted`` are in units of the whole (100, or the published
    total of points); ``points`` run 0 to 100.  ``worked`` is the rule with the
    numbers put in; ``sources`` are the places of what was read.
    """

    criterion: str
    title: str
    within: str | None  # the section it stands in
    section: bool
    weight: Fraction
    points: Fraction
    points_exact: Fraction
    weighted: Fraction
    weighted_exact: Fraction
    worked: str
    sources: tuple[Source, ...]
    reasons: tuple[str, ...] = ()  # as recorded with the marks that govern
    read: FigureRead | None = None  # None of a section, and of points that are supposed


class LeadShare(NamedTuple):
    """What the bidder must carry alone where figures are added, in the unit of the gate."""

    value: Fraction  # its own
    required: Fraction  # the published percentage of the threshold


class GateResult(NamedTuple):
    """One gate tested on one bid.

    ``value`` and ``required`` are in ``unit``; ``relied_on`` names the parties
    whose figures made it pass; ``decision`` is the kind and id of the decision that
    waives, mitigates, keeps or disregards, or that records the condition of an amber
    pass; ``amber_needs`` is what an amber pass must provide; ``retest`` says how a
    recorded re-test came out, and which decision says so.  ``value`` None: the bid
    states no figure, and a published rule or a decision says what follows.
    """

    gate: str
    phase: str
    passed: bool
    value: Fraction | str | None
    required: Fraction | str | tuple[str, ...]
    test: str
    unit: str
    on_fail: str
    relied_on: tuple[str, ...]
    decision: str | None
    worked: str
    sources: tuple[Source, ...]
    amber_needs: str | None = None
    retest: str | None = None
    lead: LeadShare | None = None
    rule_at: Source | None = None  # where the test is published


class TieRung(NamedTuple):
    """One rung of the tie ladder as it was applied to a group of equal bids."""

    by: str
    values: Mapping[str, str]  # what was compared, by bid
    left: tuple[str, ...]  # the bids still equal with this one after the rung
    worked: tuple[str, ...] = ()  # how a draw came out, step by step


class Shadow(NamedTuple):
    """What a disregarded bid would have got; ``why_null`` says why there is none."""

    rank: int | None
    total: Fraction | None
    total_exact: Fraction | None
    scores: tuple[Score, ...]
    why_null: str | None


class Placing(NamedTuple):
    """One bid's place in a lot."""

    bid: str
    bidder: str
    name: str  # the bidder's
    status: PlacingStatus
    rank: int | None
    price: Fraction | None
    total: Fraction | None
    total_exact: Fraction | None
    worked: str
    tie_rungs: tuple[TieRung, ...]
    scores: tuple[Score, ...]
    gates: tuple[GateResult, ...]
    shadow: Shadow | None
    because: str  # why it has its status, in words; empty for an assessed bid
    because_at: tuple[Source, ...] = ()  # where that is recorded
    built: EvaluatedPrice | None = None  # how its price was built


class AuthorityResult(NamedTuple):
    """The lot as one of several authorities would rank it, by its own weights alone.

    ``placings`` are those of the assessed bids, best first.
    """

    id: str
    title: str
    budget_share: Fraction | None  # percent
    winners: tuple[str, ...]
    tied: tuple[str, ...]
    margin: Fraction | None
    margin_exact: Fraction | None
    placings: tuple[Placing, ...]


class LotResult(NamedTuple):
    """The result of one lot."""

    id: str
    title: str
    method: str
    status: LotStatus
    unit: str
    better: str
    places: int
    winners: tuple[str, ...]
    tied: tuple[str, ...]
    margin: Fraction | None
    margin_exact: Fraction | None
    placings: tuple[Placing, ...]
    notes: tuple[str, ...]  # waivers, witnessed draws, rounding that decided; printed wherever the result is
    decided_by: str | None = None  # what ranks the bids where the figure does not: price, quality, a total
    combine: str | None = None  # the rule that combines the authorities' totals
    authorities: tuple[AuthorityResult, ...] = ()  # in published order, if several buy together
    decimals: int = 0  # of its figures, at least: the places of their published rounding

    @property
    def winner(self) -> str | None:
        """The winning bid of a lot with one place, where there is one."""
        return self.winners[0] if self.places == 1 and self.winners else None


class Evaluation(NamedTuple):
    """The results of every lot of a tender."""

    tender: str
    title: str
    illustration: bool
    currency: str
    digest: str
    lots: tuple[LotResult, ...]
