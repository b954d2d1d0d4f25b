"""``can-win``: for every bid, whether it can win anywhere among the weights considered (A3).

The greatest lead over the strongest rival is a linear programme; its exact optimum is
above 0 (weights at which the bid wins), 0 (at best a tie) or below (a mixture of rivals
is ahead everywhere).  Totals are before the last roundings; a lead that those roundings
can undo is settled by judging the weights under the published rounding, or left open.
With several places the question is whether the bid can be awarded: its best rank.
"""

from fractions import Fraction

from bideval.analysis.answer import Answer, Basis, Heading, Table, Verdict, does_not_apply, not_established
from bideval.analysis.best_rank import best_rank
from bideval.analysis.contest import (
    Contest,
    award_under,
    behind_everywhere,
    challengers,
    contest_of,
    is_awarded,
    points_text,
    shut_out,
    with_names,
)
from bideval.analysis.eligible import leaders
from bideval.analysis.entry import Analysis
from bideval.analysis.exact.canonical import propose_large
from bideval.analysis.exact.certify import can_win
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.question import Asked
from bideval.analysis.settings import Settings, settings_of
from bideval.analysis.space import HUNDRED
from bideval.model.evaluation import Placing
from bideval.proof.claims import CannotWin, CanWin, OnlyTies
from bideval.proof.linear import Vector

ID = "can-win"
_LEVEL = "{} cannot win: {}, it is at best level with another bid, and ties go against it."
_HEADINGS = (
    Heading("criterion", "criterion"),
    Heading("published", "published", "percent"),
    Heading("weight", "at these weights", "percent"),
)


def run(asked: Asked) -> tuple[Answer, ...]:
    """Return the answers about a lot."""
    settings = settings_of(asked)
    if isinstance(settings, str):
        return (does_not_apply(ID, settings),)
    placings = {placing.bid: placing for placing in asked.result.placings}
    answers = (_answer(asked, settings, placings[bid]) for bid in challengers(asked))
    return tuple(with_names(settings, answer) for answer in answers)


def _answer(asked: Asked, settings: Settings, placing: Placing) -> Answer:
    out = shut_out(placing)
    if out is not None:
        return Answer(ID, placing.bid, out, Verdict.DOES_NOT_APPLY)
    if placing.bid in leaders(asked.result):
        return Answer(
            ID,
            placing.bid,
            f"{placing.bid} {_wins(settings)} under the published weights.",
            Verdict.PROVED,
            Basis.ENUMERATION,
        )
    if settings.space.places > 1:
        return _by_rank(asked, settings, placing.bid)
    return _alone(asked, settings, contest_of(settings, placing.bid))


def _wins(settings: Settings) -> str:
    return "wins" if settings.space.places == 1 else "is awarded a place"


def _alone(asked: Asked, settings: Settings, contest: Contest) -> Answer:
    """A contest for the one place."""
    claim = can_win(settings.region, contest.differences, contest.wins_ties, propose_large)
    if isinstance(claim, NotEstablished):
        return not_established(
            ID, contest.bid, f"Whether {contest.bid} can win is not established.", claim.reason
        )
    if isinstance(claim, CannotWin):
        return _cannot(settings, contest, claim)
    return _witnessed(asked, settings, contest, claim)


def _cannot(settings: Settings, contest: Contest, claim: CannotWin) -> Answer:
    behind, bid = behind_everywhere(claim), contest.bid
    if behind <= settings.space.rounding and settings.space.rounding:
        said = (
            f"{bid} comes within {points_text(behind)} points of winning, {settings.everywhere}; "
            "whether rounding could make it win somewhere is not established."
        )
        return Answer(ID, bid, said, Verdict.NOT_ESTABLISHED, certificates=(claim,))
    said = _LEVEL.format(bid, settings.everywhere)
    if behind:
        said = f"{bid} cannot win: {settings.everywhere}, it is at least {points_text(behind)} points behind."
    return Answer(ID, bid, said, Verdict.IMPOSSIBLE, Basis.CERTIFICATE, certificates=(claim,))


def _witnessed(asked: Asked, settings: Settings, contest: Contest, claim: CanWin | OnlyTies) -> Answer:
    """What the published rules give at the weights that were found."""
    award = award_under(settings, claim.witness)
    lead = _lead(contest, claim.witness)
    table = weights_table(settings, claim.witness)
    bid = contest.bid
    if is_awarded(award, bid):
        said = f"{bid} can win: at the weights below it leads by {points_text(lead)} points."
        if not lead:
            tie = "can win only through a tie that the published rules settle for it"
            said = f"{bid} {tie}, {settings.everywhere}."
        return Answer(ID, bid, said, Verdict.PROVED, Basis.CERTIFICATE, (table,), (claim,))
    if isinstance(claim, OnlyTies) and (award is None or bid not in award.tied):
        said = _LEVEL.format(bid, settings.everywhere)
        return Answer(ID, bid, said, Verdict.IMPOSSIBLE, Basis.CERTIFICATE, certificates=(claim,))
    if isinstance(claim, OnlyTies):
        said = f"{bid} can at best tie for the first place, {settings.everywhere}; it does at those below."
        return Answer(ID, bid, said, Verdict.PROVED, Basis.CERTIFICATE, (table,), (claim,))
    said = (
        f"{bid} leads by {points_text(lead)} points at best, and the published rounding takes that lead away."
    )
    return Answer(ID, bid, said, Verdict.DECIDED_BY_ROUNDING, Basis.CERTIFICATE, (table,), (claim,))


def _lead(contest: Contest, weights: Vector) -> Fraction:
    """The lead over the strongest rival, in points, before the last roundings."""
    leads = (
        sum((Fraction(w) * Fraction(d) for w, d in zip(weights, difference, strict=True)), Fraction(0))
        / HUNDRED
        for difference in contest.differences
    )
    return min(leads, default=Fraction(0))


def weights_table(settings: Settings, weights: Vector) -> Table:
    """The published weights of the columns beside others."""
    rows = zip(settings.space.columns, settings.space.weights, weights, strict=True)
    return Table(
        "Weights", _HEADINGS, tuple((column.id, before, Fraction(after)) for column, before, after in rows)
    )


def _by_rank(asked: Asked, settings: Settings, bid: str) -> Answer:
    """Awarded is who ranks within the places."""
    found = best_rank(settings, bid)
    places = settings.space.places
    if isinstance(found, NotEstablished):
        return not_established(
            ID, bid, f"Whether {bid} can be awarded a place is not established.", found.reason
        )
    if found.rank > places:
        never = f"{settings.everywhere}, it never ranks better than {found.rank}"
        said = f"{bid} cannot be awarded one of {places} places: {never}."
        if settings.space.rounding:
            note = "On totals before rounding; whether rounding could lift it somewhere is not established."
            return Answer(ID, bid, said, Verdict.NOT_ESTABLISHED, certificates=(found.claim,), notes=(note,))
        return Answer(ID, bid, said, Verdict.IMPOSSIBLE, Basis.CERTIFICATE, certificates=(found.claim,))
    if is_awarded(award_under(settings, found.weights), bid):
        said = f"{bid} can be awarded a place: at the weights of its certificate it is."
        return Answer(ID, bid, said, Verdict.PROVED, Basis.ENUMERATION, certificates=(found.claim,))
    said = f"{bid} comes to rank {found.rank} somewhere, where a tie or a rounding then goes against it."
    return Answer(ID, bid, said, Verdict.DECIDED_BY_ROUNDING, Basis.ENUMERATION, certificates=(found.claim,))


CAN_WIN = Analysis(
    id=ID,
    question="Which bids could have won under other weights?",
    when="To see whether the choice of weights, within stated ranges, could bear on the award at all.",
    not_said="That other weights would have been lawful or better, or how likely they were.",
    needs=("method weighted-sum", "two assessed bids"),
    source="greatest lead over the strongest rival, a linear programme; Farkas' lemma for the opposite",
    checker="bideval.proof: CanWin, OnlyTies, CannotWin, BestRank",
    oracle="a second exact simplex; enumeration of weights in whole percents",
    run=run,
)
