"""The award of lots that a decision record holds: made for it, and made again from its certificates.

What is made again needs no solver.  Each question that the mechanism asks on the way to an award
is answered by the recorded certificate for that very question - the tender's own offers and
rules, the same aim, the same awards left out - and only once its proof was checked.  A question
without one stays open, and the award with it.  So a certificate that is about other numbers,
or proves less, gives another award than the recorded one, and the two are compared.

What another search might have found is not looked for.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bideval.analysis.lots.allocate import Asked, allocate
from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.award_json import award_data
from bideval.analysis.lots.best import NotProved, Seek
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.proof.awards import BestAward, award_refusal
from bideval.proof.claims_json import from_json
from bideval.proof.lots import Aim, Held, Lots
from bideval.scoring.mechanisms import awards_together
from bideval.scoring.price_json import Json

OPEN = NotProved("the record holds no certificate that answers this")
_Question = tuple[Lots, Aim, tuple[Held, ...], tuple[tuple[int, ...], ...]]
_NOTHING: Mapping[str, Json] = MappingProxyType({})


def award_to_record(
    inputs: Inputs, evaluation: Evaluation, known: Allocation | None = None
) -> dict[str, Json] | None:
    """Return the award of lots for a record; None where no lots are awarded together.

    It is what its certificates prove, so that making it again gives the same.  ``known`` is an
    award of this tender: its certificates spare the search where they are about the same numbers.
    """
    if not awards_together(inputs, evaluation):
        return None
    if known is not None:
        again = award_again(inputs, evaluation, award_data(known))
        if again is not None and again["status"] == known.status:
            return again
    return award_again(inputs, evaluation, award_data(allocate(inputs, evaluation)))


def award_again(inputs: Inputs, evaluation: Evaluation, stated: Json) -> dict[str, Json] | None:
    """Return the award that the certificates of ``stated``, a recorded award, prove of these inputs.

    It is to be compared with ``stated``; a certificate that nothing asked for is not in it.
    """
    if not awards_together(inputs, evaluation):
        return None
    listed = (stated if isinstance(stated, dict) else _NOTHING).get("certificates")
    read = [from_json(one) for one in (listed if isinstance(listed, list) else [])]
    claims = [one for one in read if isinstance(one, BestAward)]
    return award_data(allocate(inputs, evaluation, Asked(seek=answering(claims))))


def answering(claims: Sequence[BestAward]) -> Seek:
    """Return what answers a question with the claim about it, if that is proved."""
    by_question: dict[_Question, BestAward] = {}
    for claim in claims:
        by_question.setdefault((claim.lots, claim.aim, claim.held, claim.besides), claim)

    def seek(
        lots: Lots,
        aim: Aim,
        held: tuple[Held, ...] = (),
        besides: tuple[tuple[int, ...], ...] = (),
        **_effort: object,
    ) -> BestAward | NotProved:
        claim = by_question.get((lots, aim, held, besides))
        if claim is None:
            return OPEN
        refusal = award_refusal(claim)
        return claim if refusal is None else NotProved(refusal)

    return seek
