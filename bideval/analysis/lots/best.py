"""The best award for an aim, as a claim that its checker accepted; and what comes after it.

``best_award`` is the one door to the search: conflicts, prices of rules and robustness put
their questions through it, with rules left out, added or held.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple, Protocol

from bideval.analysis.lots.effort import CASES, Tell
from bideval.proof.awards import BestAward, award_refusal, is_best, offers_taken
from bideval.proof.linear import Number
from bideval.proof.lots import Aim, Held, Lots
from bideval.proof.lots_program import award_program

COST = Aim("cost")
POINTS = Aim("points")


class NotProved(NamedTuple):
    """The checker refuses what the search found; nothing of it is told."""

    reason: str


class Seek(Protocol):
    """Who answers a question about awards: ``best_award`` by searching, or what reads a recorded answer."""

    def __call__(
        self,
        lots: Lots,
        aim: Aim,
        held: tuple[Held, ...] = (),
        besides: tuple[tuple[int, ...], ...] = (),
        *,
        known: tuple[int, ...] | None = None,
        cases: int = CASES,
        tell: Tell | None = None,
    ) -> BestAward | NotProved:
        """Return the award for which ``aim`` comes to least, proved."""


def best_award(
    lots: Lots,
    aim: Aim = COST,
    held: tuple[Held, ...] = (),
    besides: tuple[tuple[int, ...], ...] = (),
    known: tuple[int, ...] | None = None,
    cases: int = CASES,
    tell: Tell | None = None,
) -> BestAward | NotProved:
    """Return the award for which ``aim`` comes to least, with the proof of what is known about it.

    Where the claim's ``value`` equals its ``least`` the award is a best one; where it is above,
    the search ended early; where both are None no award keeps the rules.
    """
    program = award_program(lots, aim, held, besides)
    # loaded here, so that recorded awards are checked without a solver
    found = import_module("bideval.analysis.lots.search").solve_binary(program, known, cases, tell)
    claim = BestAward(lots, aim, held, besides, found.ones, found.cost, found.bound, found.cuts, found.tree)
    refusal = award_refusal(claim)
    return claim if refusal is None else NotProved(refusal)


def next_best(
    lots: Lots,
    aim: Aim,
    held: tuple[Held, ...],
    first: BestAward,
    most: Number,
    count: int,
    cases: int = CASES,
    seek: Seek = best_award,
) -> Iterator[BestAward | NotProved]:
    """Yield the awards after the best, each the best of those left, while they come to at most ``most``.

    The last claim that is yielded says why there are no more: none is left.  Nothing follows one
    that is not settled, and at most ``count`` are yielded.
    """
    held = (*held, Held(aim, most))
    besides: tuple[tuple[int, ...], ...] = (offers_taken(first),)
    for _ in range(count):
        claim = seek(lots, aim, held, besides, cases=cases)
        yield claim
        if isinstance(claim, NotProved) or not is_best(claim):
            return
        besides = (*besides, offers_taken(claim))
