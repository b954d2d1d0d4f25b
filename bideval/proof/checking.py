"""The one entry of every certificate: ``check`` says that a claim is proved, or why it is refused.

A proved claim holds whatever the solver, the search and the writer of the certificate
did.  The check needs comparisons, sums and products of fractions, and nothing else.

A malformed claim is refused like a wrong one; nothing that is handed in raises.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.proof.awards import BestAward, award_refusal, award_words
from bideval.proof.claims import (
    BestRank,
    CannotWin,
    CanWin,
    NeverLeads,
    OnlyTies,
    PairBound,
    SmallestMove,
    SmallestWholeMove,
    WorstRank,
)
from bideval.proof.linear import (
    Vector,
    bound_by,
    count,
    is_exact,
    is_vector,
    lower_bound,
    proves_empty,
    whole_dot,
)
from bideval.proof.moves import NO_RACE, NO_WITNESS, move_refusal, whole_move_refusal
from bideval.proof.programs import (
    Differences,
    is_parts,
    is_race,
    lead_program,
    leads,
    margin_program,
    pair_program,
)
from bideval.proof.ranks import rank_refusal
from bideval.proof.region import WHOLE, Region, contains

_LONGEST = 10_000  # bits; Python prints no whole number much beyond


class Verdict(NamedTuple):
    """Whether a claim is proved, and in words what is proved or why it is refused."""

    proved: bool
    words: str

    def __str__(self) -> str:
        return f"proved: {self.words}" if self.proved else f"REFUSED: {self.words}"


def check(claim: object) -> Verdict:
    """Return whether a claim is proved by its own certificate."""
    if isinstance(claim, BestAward):
        refusal, words = award_refusal(claim), award_words(claim, _shown)
    else:
        refusal, words = _refused(claim)
    return Verdict(refusal is None, words if refusal is None else refusal)


def _refused(claim: object) -> tuple[str | None, str]:
    """Why a claim about weights is refused, if it is, and what it says."""
    match claim:
        case CanWin():
            refusal, words = _can_win(claim), "the challenger can win"
        case OnlyTies():
            words = "the challenger can be level with the best, never ahead of all"
            refusal = _only_ties(claim)
        case CannotWin():
            refusal, words = _cannot_win(claim), "the challenger cannot win"
        case NeverLeads():
            refusal, words = _neverleads(claim), "the challenger never leads as required"
        case SmallestMove():
            refusal, words = move_refusal(claim), f"no move is smaller than {_shown(claim.size)}"
        case SmallestWholeMove():
            refusal, words = whole_move_refusal(claim), f"no whole move is smaller than {_shown(claim.size)}"
        case PairBound():
            refusal, words = _pair_bound(claim), f"no lead is less than {_shown(claim.least)} hundredths"
        case BestRank():
            refusal, words = rank_refusal(claim), f"it never ranks better than {_place(claim.rank)}"
        case WorstRank():
            refusal, words = rank_refusal(claim), f"it never ranks worse than {_place(claim.rank)}"
        case _:
            refusal, words = "this is no claim", ""
    return refusal, words


def _can_win(claim: CanWin) -> str | None:
    region, differences, wins_ties, witness, parts = claim
    if not is_race(region, differences) or not is_parts(parts):
        return NO_RACE
    if not _are_flags(wins_ties, differences):
        return "there is not one tie rule a rival"
    if not contains(region, witness):
        return NO_WITNESS
    for lead, favoured in zip(leads(differences, witness), wins_ties, strict=True):
        if lead < 0 or (lead == 0 and not favoured):
            return "a rival is not beaten at the witness"
    return None


def _only_ties(claim: OnlyTies) -> str | None:
    region, differences, witness, duals = claim
    if not is_race(region, differences) or not differences:
        return NO_RACE
    if not contains(region, witness):
        return NO_WITNESS
    if any(lead < 0 for lead in leads(differences, witness)):
        return "a rival is ahead at the witness"
    # The programme's minimum is the greatest lead, negated.
    bound = _margin_bound(region, differences, duals)
    return None if bound is not None and bound >= 0 else "the multipliers leave room for a win"


def _cannot_win(claim: CannotWin) -> str | None:
    region, differences, wins_ties, duals, parts = claim
    if not is_race(region, differences) or not is_parts(parts) or not differences:
        return NO_RACE
    if not _are_flags(wins_ties, differences):
        return "there is not one tie rule a rival"
    bound = _margin_bound(region, differences, duals)
    if bound is None or bound < 0:
        return "the multipliers leave room for a win"
    # Level with the mixture is no win if the mixture holds a rival that ties do not favour us over:
    # a winner would be ahead of that one, and so of the mixture.
    mixture = zip(duals[-len(differences) :], wins_ties, strict=True)
    if bound == 0 and not any(share > 0 and not favoured for share, favoured in mixture):
        return "the multipliers leave room for a win on a tie"
    return None


def _neverleads(claim: NeverLeads) -> str | None:
    region, differences, required, ray = claim
    if not is_race(region, differences) or not is_vector(required, len(differences)):
        return NO_RACE
    return (
        None if proves_empty(lead_program(region, differences, required), ray) else "the ray proves nothing"
    )


def _pair_bound(claim: PairBound) -> str | None:
    region, difference, least, witness, duals = claim
    if not is_race(region, (difference,)) or not is_exact(least):
        return NO_RACE
    if not contains(region, witness):
        return NO_WITNESS
    if whole_dot(difference, witness) != least:
        return "the lead at the witness is another"
    bound = lower_bound(pair_program(region, difference), duals)
    return None if bound is not None and bound >= least else "the multipliers leave room for less"


def _margin_bound(region: Region, differences: Differences, duals: Vector) -> Fraction | None:
    """As ``lower_bound`` of the margin's programme, over the rows of rivals that a multiplier uses.

    The others' rows add nothing.  A rival's row is taken a hundred times, D_j.w - 100 t >= 0,
    and its multiplier a hundredth, which changes nothing and leaves its numbers as they are.
    """
    kept = 1 + len(region.rows)
    if not is_vector(duals, kept + len(differences)):
        return None
    shares = zip(differences, duals[kept:], strict=True)
    used = [(difference, share) for difference, share in shares if share]
    program = margin_program(region, ())
    program = program._replace(
        rows=(*program.rows, *((*difference, -WHOLE) for difference, _ in used)),
        row_low=(*program.row_low, *(0 for _ in used)),
        row_high=(*program.row_high, *(None for _ in used)),
    )
    return bound_by(program, (*duals[:kept], *(Fraction(share) / WHOLE for _, share in used)))


def _are_flags(flags: object, differences: Differences) -> bool:
    return (
        isinstance(flags, tuple)
        and len(flags) == count(differences)
        and all(type(flag) is bool for flag in flags)
    )


def _shown(value: object) -> str:
    """Return a number as n/d; "any" for none, where the claim is that nothing is there."""
    if value is None:
        return "any"
    if not is_exact(value) or value.numerator.bit_length() + value.denominator.bit_length() > _LONGEST:
        return "a number too long to print"
    return f"{value.numerator}/{value.denominator}"


def _place(rank: object) -> str:
    return _shown(rank).removesuffix("/1")
