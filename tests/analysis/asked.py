"""A tender of one lot, evaluated and ready to be asked about, and its award in a few words."""

from bideval.analysis.altered import judged, with_weights
from bideval.analysis.ask import lots_asked
from bideval.analysis.question import Asked, Question
from bideval.analysis.reweighed import Award, Weights
from bideval.scoring.evaluate import evaluate
from tests.scoring.build import Papers, inputs_of


def asked_of(papers: Papers, question: Question | None = None) -> Asked:
    """Return the one lot of a tender; fail where it cannot be evaluated."""
    inputs = inputs_of(papers)
    (asked,) = lots_asked(inputs, evaluate(inputs), question or Question())
    return asked


def judged_award(asked: Asked, weights: Weights) -> Award | None:
    """The award of the whole lot judged again at other weights: the long way round."""
    result = judged(with_weights(asked.case, weights))
    return None if result is None else Award(tuple(sorted(result.winners)), tuple(sorted(result.tied)))
