"""One bid against the others: differences of points, ties, and what stands in its way.

Shared by the analyses of weights.  A bid that is not assessed enters no contest; it is
answered with the gate that kept it out and its shadow result.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.answer import Answer
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import Award, award_at
from bideval.analysis.settings import Settings
from bideval.model.evaluation import Placing, PlacingStatus
from bideval.model.numbers import decimal_text, fixed_text
from bideval.proof.claims import CannotWin, OnlyTies
from bideval.proof.linear import Vector, lower_bound
from bideval.proof.names import Names
from bideval.proof.programs import Differences, margin_program

NO_OTHER = "No other bid is in question: those asked about are awarded already."


class Contest(NamedTuple):
    """A challenger and its rivals, by id, with the challenger's points less each rival's."""

    bid: str
    rivals: tuple[str, ...]
    differences: Differences
    wins_ties: tuple[bool, ...]


def contest_of(settings: Settings, bid: str) -> Contest:
    """Return the contest of an assessed bid against all other assessed bids."""
    space = settings.space
    rivals = tuple(other for other in space.bids if other != bid)
    return Contest(
        bid,
        rivals,
        tuple(space.difference(bid, rival) for rival in rivals),
        tuple(space.wins_ties(bid, rival) for rival in rivals),
    )


def with_names(settings: Settings, answer: Answer) -> Answer:
    """Return an answer about a bid with names beside certificates that are about all its rivals."""
    if answer.names or not answer.certificates:
        return answer
    names = names_of(settings, answer.about, contest_of(settings, answer.about).rivals)
    return answer._replace(names=(names,) * len(answer.certificates))


def names_of(settings: Settings, bid: str, rivals: tuple[str, ...]) -> Names:
    """Return the names that stand beside a certificate about these bids."""
    return Names(bid, rivals, tuple(column.id for column in settings.space.columns))


def award_under(settings: Settings, weights: Vector) -> Award | None:
    """Return the award under ``weights`` of the settings' columns, by all published rules."""
    return award_at(settings.lot, settings.spread(tuple(Fraction(weight) for weight in weights)))


def is_awarded(award: Award | None, bid: str) -> bool:
    """Whether the bid is awarded a place for certain."""
    return award is not None and bid in award.winners


def challengers(asked: Asked) -> tuple[str, ...]:
    """The bids to ask about: the one that was named, or every bid of the lot, by id."""
    named = asked.question.challenger
    bids = sorted(placing.bid for placing in asked.result.placings)
    return tuple(bid for bid in bids if named in {None, bid})


def shut_out(placing: Placing) -> str | None:
    """Say why a bid is in no contest, or None if it is assessed."""
    if placing.status is PlacingStatus.ASSESSED:
        return None
    shadow = placing.shadow
    if shadow is None or shadow.rank is None or shadow.total is None:
        return f"{placing.bid} is {placing.status.value}: {placing.because}."
    return (
        f"{placing.bid} is {placing.status.value}: {placing.because}. Had it been assessed it would have had "
        f"{fixed_text(shadow.total, 2)} points and rank {shadow.rank}."
    )


def behind_everywhere(claim: CannotWin | OnlyTies) -> Fraction:
    """Return how many points the bid of a claim is behind at least, before the last roundings."""
    bound = lower_bound(margin_program(claim.region, claim.differences), claim.duals)
    return Fraction(0) if bound is None else Fraction(bound)


def awarded_words(award: Award | None) -> str:
    """Who is awarded, in words."""
    if award is not None and award.winners:
        return " and ".join(award.winners)
    if award is not None and award.tied:
        return f"nobody ({' and '.join(award.tied)} are tied)"
    return "nobody"


def points_text(value: Fraction) -> str:
    """Points of weight or of a total, for a sentence: two decimals, or more where two would say 0.

    >>> points_text(Fraction(2049, 1000)), points_text(Fraction(1, 4000)), points_text(Fraction(2))
    ('2.05', '0.00025', '2')
    """
    text = decimal_text(value, 2)
    return text if text not in {"0", "-0"} or value == 0 else decimal_text(value, 9)
