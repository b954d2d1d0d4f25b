"""The claim that an award of lots is the best there is, and its check.

The programme is built from the claim's own data (bideval.proof.lots_program); the tree is one
of bideval.proof.binary_tree.  Nothing of a solver's is believed.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from bideval.proof.binary import BinaryProgram, cost_of
from bideval.proof.binary_tree import proves_minimum_binary
from bideval.proof.cuts import Cut, with_cuts
from bideval.proof.linear import Number, count, is_exact
from bideval.proof.lots import Aim, Held, Lots, is_aim, is_lots
from bideval.proof.lots_program import award_program
from bideval.proof.tree import Tree


class BestAward(NamedTuple):
    """The award is allowed and comes to ``value``; none that is allowed comes to less than ``least``.

    Where both are equal it is a best one.  ``taken`` None: no award is named; with ``least`` None
    as well, none is allowed at all.  Allowed is what keeps the rules, what was ``held``, and is not
    among the awards ``besides``.
    """

    lots: Lots
    aim: Aim
    held: tuple[Held, ...]
    besides: tuple[tuple[int, ...], ...]  # the offers of awards that are left out
    taken: tuple[int, ...] | None  # columns that are 1: offers, and what follows from them
    value: Number | None  # of the award
    least: Number | None
    cuts: tuple[Cut, ...]
    tree: Tree


def award_refusal(claim: BestAward) -> str | None:
    """Return why a claim about an award is refused; None where it is proved."""
    refusal = _malformed(claim)
    if refusal is not None:
        return refusal
    program = award_program(claim.lots, claim.aim, claim.held, claim.besides)
    if claim.taken is not None:
        value = cost_of(program, claim.taken)
        if value is None:
            return "the award breaks a rule"
        if value != claim.value:
            return "the award comes to another figure"
    return _unproved(program, claim)


def _unproved(program: BinaryProgram, claim: BestAward) -> str | None:
    if count(claim.cuts) < 0:
        return "the cuts are no list"
    whole = with_cuts(program, claim.cuts)
    if whole is None:
        return "what is said to be a cut is none"
    proved = proves_minimum_binary(whole, claim.least, claim.tree)
    return None if proved else "the tree does not close every case"


def _malformed(claim: BestAward) -> str | None:
    if not is_lots(claim.lots) or not is_aim(claim.lots, claim.aim):
        return "the lots, the offers, the rules or the aim are malformed"
    if count(claim.held) < 0 or not all(_is_held(claim.lots, one) for one in claim.held):
        return "what is held is malformed"
    if count(claim.besides) < 0 or not all(_are_offers(claim.lots, one) for one in claim.besides):
        return "the awards that are left out are malformed"
    return _no_figures(claim)


def _no_figures(claim: BestAward) -> str | None:
    if (claim.taken is None) != (claim.value is None) or (claim.taken is not None and claim.least is None):
        return "an award needs a figure and a bound, and a figure an award"
    if claim.taken is not None and not _are_ones(claim.taken):
        return "the award names something twice, or no column"
    exact = all(value is None or is_exact(value) for value in (claim.value, claim.least))
    return None if exact else "a figure is no exact number"


def _is_held(lots: Lots, held: object) -> bool:
    return isinstance(held, Held) and is_aim(lots, held.aim) and is_exact(held.most)


def _are_offers(lots: Lots, award: tuple[int, ...]) -> bool:
    return _are_ones(award) and all(place < len(lots.offers) for place in award)


def _are_ones(columns: object) -> bool:
    if not isinstance(columns, tuple) or not all(type(one) is int and one >= 0 for one in columns):
        return False
    return len(set(columns)) == len(columns)


def award_words(claim: BestAward, shown: Callable[[object], str]) -> str:
    """Return what a claim says; ``shown`` writes a number."""
    if claim.least is None:
        return "no award is allowed"
    least = shown(claim.least)
    if claim.value is None:
        return f"no award comes to less than {least}"
    known = "is a best one" if claim.value == claim.least else f"comes to {shown(claim.value)}"
    return f"the award {known}; none comes to less than {least}"


def offers_taken(claim: BestAward) -> tuple[int, ...]:
    """Return the offers of the award, by place; none where no award is named."""
    return tuple(sorted(one for one in claim.taken or () if one < len(claim.lots.offers)))


def is_best(claim: BestAward) -> bool:
    """Say whether the award is claimed to be a best one."""
    return claim.value is not None and Fraction(claim.value) == claim.least
