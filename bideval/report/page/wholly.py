"""A page with the analyses and the study of the financial tests, as far as its reader may see them."""

from bideval.analysis.ask import ask, lots_asked
from bideval.analysis.backing_study.study import BackingStudy, backing_study
from bideval.analysis.question import Question
from bideval.analysis.settings import settings_words
from bideval.errors import UnknownIdError
from bideval.io.judged_folder import JudgedFolder
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.report.page.answers_seen import answers_seen, asked_by, study_seen
from bideval.report.page.assembled import seen_by
from bideval.report.page.audience import Reader
from bideval.report.page.carried import Published
from bideval.report.page.maps_seen import maps_seen
from bideval.report.page.quickly import Shared, told_of
from bideval.report.page.render import page_html
from bideval.report.page.words import words_of


def page(
    judged: JudgedFolder,
    reader: Reader,
    lot: str | None,
    language: str,
    published: Published | None = None,
    shared: Shared | None = None,
) -> str:
    """Return the page; raise UnknownIdError for a lot or bid there is not.

    ``shared`` is ``shared_of`` this folder, for who makes pages for several readers.
    """
    inputs, evaluation = judged.reading.inputs, judged.evaluation
    assert inputs is not None
    assert evaluation is not None
    question = question_of(judged.reading.study)
    analyses = asked_by(reader)
    answers = ask(inputs, evaluation, question, analyses) if analyses else ()
    study = _study(inputs, evaluation, judged.reading.study) if reader.sees_bids else None
    told = told_of(
        judged,
        reader,
        lot,
        quick=False,
        published=published,
        shared=shared,
        answers={one.lot: answers_seen(one, reader) for one in answers},
        study={one.id: study_seen(study, one.id, reader) for one in evaluation.lots},
        maps=dict(maps_seen(lots_asked(inputs, evaluation, question), answers)) if reader.sees_all else {},
        settings=settings_words(question),
    )
    return page_html(seen_by(told, reader, lot), words_of(language))


def question_of(study: Study | None) -> Question:
    """Return what the study asks: its ranges, its order, what it reports."""
    if study is None:
        return Question()
    ranges = {
        name: given if isinstance(given, tuple) else (given, given) for name, given in study.ranges.items()
    }
    return Question(ranges=ranges, order=study.order, report=study.report)


def _study(inputs: Inputs, evaluation: Evaluation, study: Study | None) -> BackingStudy | None:
    """The study of the financial tests; None where nothing is tagged as one."""
    try:
        return backing_study(inputs, evaluation, study)
    except UnknownIdError:
        return None
