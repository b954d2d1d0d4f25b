"""What a framework publishes about mini-competitions, and what one says it follows, by themselves.

Whether a mini-competition keeps to its framework is found in ``following``, which has both.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.model.criterion import Criterion
from bideval.model.framework import MiniCompetitions, PublishedCriterion
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.scoring.published import published_lots
from bideval.scoring.weights import everything

FILE = "tender.yaml"
HUNDRED = Fraction(100)


def check_frameworks(inputs: Inputs) -> Iterator[Finding]:
    """Report what is wrong with ``mini_competitions`` and ``follows`` by themselves."""
    follows = inputs.tender.follows
    if follows is not None and (follows.folder is None) == (follows.record is None):
        remedy = "State folder: or record: of the framework, one of the two."
        message = "the tender follows a framework, and does not name one folder or one record of it"
        yield error("BE244", message, remedy, Source(FILE, "/follows"))
    terms = inputs.tender.mini_competitions
    if terms is not None:
        yield from _terms(inputs, terms)


def _terms(inputs: Inputs, terms: MiniCompetitions) -> Iterator[Finding]:
    at = "/mini_competitions"
    for key, listed in (("criteria", terms.criteria), ("gates", terms.gates)):
        ids = [one.id for one in listed]
        for place, name in enumerate(ids):
            if name in ids[:place]:
                yield _bad(f"{name} stands twice in the list", "Name it once.", f"{at}/{key}/{place}")
    for place, one in enumerate(terms.criteria):
        low, high = ends_of(one.weight)
        if low < 0 or high > HUNDRED:
            message = f"the weight of {one.id} lies outside 0 to 100 percent"
            yield _bad(message, "State it in percent of the whole.", f"{at}/criteria/{place}/weight")
    apart = _outermost(inputs, terms)
    least, most = (sum((ends_of(one.weight)[end] for one in apart), Fraction(0)) for end in (0, 1))
    if not least <= HUNDRED <= most:
        message = (
            f"weights from {decimal_text(least)} to {decimal_text(most)} percent can never sum to 100"
            if terms.criteria
            else "no criterion is published for a mini-competition"
        )
        yield _bad(message, "Publish ranges in percent of the whole that can sum to 100.", f"{at}/criteria")
    began = inputs.tender.began
    if terms.until is not None and began is not None and terms.until < began:
        yield _bad(f"until {terms.until} lies before the framework began", "Correct it.", f"{at}/until")


def _bad(message: str, remedy: str, pointer: str) -> Finding:
    return error("BE243", f"mini-competitions: {message}", remedy, Source(FILE, pointer))


def ends_of(range_: Fraction | tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest of a published range, which may be one number."""
    return range_ if isinstance(range_, tuple) else (range_, range_)


def _outermost(inputs: Inputs, terms: MiniCompetitions) -> tuple[PublishedCriterion, ...]:
    """The listed criteria that stand in no listed section of the framework, so that none counts twice."""
    listed = {one.id for one in terms.criteria}
    inside = {
        below.id
        for lot in published_lots(inputs.tender)
        for one, _ in everything(lot.criteria)
        if one.id in listed
        for below in _below(one)
    }
    return tuple(one for one in terms.criteria if one.id not in inside)


def _below(criterion: Criterion) -> Iterator[Criterion]:
    for one in criterion.criteria:
        yield one
        yield from _below(one)
