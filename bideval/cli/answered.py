"""Put questions to the inputs of a record, and hand the finished answers on as data."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from bideval.analysis.answer import Answer
from bideval.analysis.ask import ask, lots_asked
from bideval.analysis.propose import solver
from bideval.analysis.question import Asked
from bideval.analysis.registry import ANALYSES
from bideval.analysis.settings import Settings, settings_of, settings_words
from bideval.analysis.space import columns_of
from bideval.cli.sensitivity import question_of
from bideval.model.study import Study
from bideval.record.assembled import Answered, Recordable

ALL = "all"
Columns = tuple[Mapping[str, Fraction], ...]


def answered(
    ready: Recordable, study: Study | None, analyses: Sequence[str], whole: AbstractSet[str] = frozenset()
) -> tuple[tuple[Answered, ...], str]:
    """Return every answer to ``analyses`` (ids, or the word all) about every lot, and the solver's name.

    An answer about a lot whose claims are about one bid each stands once for each bid, so that the
    claims are tied to it; those of the analyses ``whole`` stand once.

    Raise UnknownIdError for an id there is not, SettingsError where the weights that ``study``
    explores cannot be considered.
    """
    chosen = () if ALL in analyses else tuple(analyses)
    question = question_of(study, None, ())
    lots = lots_asked(ready.inputs, ready.evaluation, question)
    columns = {asked.case.rules.id: _columns(asked) for asked in lots}
    words = settings_words(question)
    found = tuple(
        _answered(lot.lot, part, words, columns[lot.lot])
        for lot in ask(ready.inputs, ready.evaluation, question, chosen)
        for one in lot.answers
        for part in ((one,) if one.analysis in whole else _by_bid(one))
    )
    return found, " ".join(solver())


def _answered(lot: str, answer: Answer, settings: str, columns: Columns) -> Answered:
    return Answered(
        lot=lot,
        analysis=answer.analysis,
        about=answer.about,
        question=ANALYSES[answer.analysis].question,
        settings=settings,
        sentence=answer.sentence,
        verdict=answer.verdict.value,
        basis=answer.basis.value,
        columns=columns,
        claims=answer.certificates,
    )


def _by_bid(answer: Answer) -> Iterator[Answer]:
    """The answer once for each bid that its claims are about, with these; else as it is."""
    bids = dict.fromkeys(one.bid for one in answer.names)
    if answer.about or not bids or len(answer.names) != len(answer.certificates):
        yield answer
        return
    for bid in bids:
        pairs = zip(answer.names, answer.certificates, strict=True)
        claims = tuple(claim for names, claim in pairs if names.bid == bid)
        yield answer._replace(about=bid, certificates=claims, names=())


def _columns(asked: Asked) -> Columns:
    """What each weight of the lot's claims belongs to; nothing where it has no such weights."""
    settings = settings_of(asked)
    if not isinstance(settings, Settings):
        return ()
    whole = columns_of(asked.case.rules.tree)
    return tuple(
        {
            column.id: sum((shares[leaf] for leaf in column.leaves), Fraction(0))
            for column in whole
            if set(column.leaves) <= set(shares)
        }
        for shares in settings.leaves
    )
