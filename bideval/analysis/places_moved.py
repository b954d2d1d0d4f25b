"""The fewest points of weight to move for a bid to be awarded one of several places.

A bid is awarded one of N places as soon as no more than N - 1 rivals are ahead of it.  So
for every choice of N - 1 rivals that may stay ahead, the least move that brings the bid
level with all the others is a linear programme with its own proof; the least of them all
is the answer, and the claims of all choices together are its proof.
"""

from fractions import Fraction
from itertools import combinations
from math import comb

from bideval.analysis.answer import Answer, Basis, Heading, Table, Verdict, not_established
from bideval.analysis.award_words import listed
from bideval.analysis.contest import Contest, names_of, points_text
from bideval.analysis.exact.canonical import propose_large
from bideval.analysis.exact.certify import smallest_move
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.settings import Settings
from bideval.proof.claims import Claim, NeverLeads, SmallestMove

ID = "smallest-reweighting"
MOST_CHOICES = 300


def among_places(settings: Settings, contest: Contest) -> Answer:
    """Return the answer about one bid that is assessed and not awarded."""
    bid, spared = contest.bid, settings.space.places - 1
    if comb(len(contest.rivals), spared) > MOST_CHOICES:
        words = f"The smallest change that gives {bid} a place is not established."
        return not_established(ID, bid, words, f"more than {MOST_CHOICES} choices of rivals ahead of it")
    claims: list[Claim] = []
    names = []
    least: tuple[Fraction, tuple[str, ...]] | None = None
    for ahead in combinations(contest.rivals, spared):
        claim = _behind_none_but(settings, contest, ahead)
        if isinstance(claim, NotEstablished):
            words = f"The smallest change that gives {bid} a place is not established."
            return not_established(ID, bid, words, claim.reason)
        claims.append(claim)
        behind = tuple(rival for rival in contest.rivals if rival not in ahead)
        names.append(names_of(settings, bid, behind))
        if isinstance(claim, SmallestMove) and (least is None or claim.size < least[0]):
            least = Fraction(claim.size), ahead
    return _answer(settings, bid, least, tuple(claims))._replace(names=tuple(names))


def _behind_none_but(
    settings: Settings, contest: Contest, ahead: tuple[str, ...]
) -> SmallestMove | NeverLeads | NotEstablished:
    """The least move that brings the bid level with every rival that is not in ``ahead``."""
    rows = zip(contest.rivals, contest.differences, strict=True)
    differences = tuple(difference for rival, difference in rows if rival not in ahead)
    level = (Fraction(0),) * len(differences)
    return smallest_move("points", settings.region, settings.space.weights, differences, level, propose_large)


def _answer(
    settings: Settings, bid: str, least: tuple[Fraction, tuple[str, ...]] | None, claims: tuple[Claim, ...]
) -> Answer:
    if least is None:
        level = f"bring {bid} level with an awarded bid before rounding"
        said = f"No weights among those considered{settings.in_brackets} {level}."
        return Answer(ID, bid, said, Verdict.IMPOSSIBLE, Basis.CERTIFICATE, certificates=claims)
    size, ahead = least
    table = Table(
        "Sizes",
        (Heading("size", "size"), Heading("value", "at least", "points"), Heading("ahead", "still ahead")),
        (("points moved", size, ahead),),
    )
    said = f"Moving {points_text(size)} of the 100 points brings {bid} level with the last awarded bid"
    return Answer(
        ID,
        bid,
        f"{said}; {listed(ahead)} may stay ahead.",
        Verdict.PROVED,
        Basis.CERTIFICATE,
        (table,),
        claims,
        ("Level is the border: the published tie rule and rounding decide there.",),
    )
