"""The whole study of a group, lot by lot: answers under the letters of its parts, and a plain page."""

from collections.abc import Iterator
from typing import NamedTuple

from bideval.analysis.answer import Answer, Table
from bideval.analysis.ask import lots_asked
from bideval.analysis.backing_study.attribution import attribution_answers
from bideval.analysis.backing_study.charge import charge_answers
from bideval.analysis.backing_study.closed import closed_of
from bideval.analysis.backing_study.costs import choices_of, costs_answer, shares_answer
from bideval.analysis.backing_study.group import Group, group_names, group_of
from bideval.analysis.backing_study.kinds import Kinds, kinds_of
from bideval.analysis.backing_study.plain import Found, Plain, costs_table, plain_page
from bideval.analysis.backing_study.reached import reached_by
from bideval.analysis.backing_study.scene import Options, Scene, Telling, scene_of
from bideval.analysis.backing_study.singly import AllTried, all_tried, pairs_answer, singly_answers
from bideval.analysis.backing_study.standing import standings
from bideval.analysis.backing_study.subsets import Subsets, subsets_answer, subsets_of
from bideval.analysis.backing_study.tests_met import tests_answers
from bideval.analysis.backing_study.thresholds import thresholds_answers
from bideval.analysis.backing_study.two_way import map_answers
from bideval.analysis.backing_study.weights_moved import weights_answer
from bideval.analysis.backing_study.words import few
from bideval.analysis.question import Question
from bideval.errors import UnknownIdError
from bideval.model.evaluation import Evaluation, LotStatus
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.scoring.compile_rules import compile_rules

MOST_NAMES = 8
GROUP = "financial-backing"  # the group that is studied where none is named


class Section(NamedTuple):
    """One part of the study: its letter, what it asks, and the answers."""

    letter: str
    question: str
    answers: tuple[Answer, ...]


class LotStudy(NamedTuple):
    """One lot; ``why_not`` says why it is not studied, and then there is nothing else."""

    lot: str
    title: str
    group: Group
    plain: Plain
    sections: tuple[Section, ...]
    choices: Table | None = None  # the figures of every award, an award a column
    why_not: str = ""


class BackingStudy(NamedTuple):
    """The study of a group over all lots of a tender."""

    group: str
    kinds: Kinds
    lots: tuple[LotStudy, ...]
    across: Answer | None  # how the value of several lots is spread


def backing_study(
    inputs: Inputs,
    evaluation: Evaluation,
    study: Study | None,
    *,
    group: str = GROUP,
    by: str = "type",
    options: Options | None = None,
    tell: Telling = lambda _: None,
) -> BackingStudy:
    """Study ``group`` in every lot; raise UnknownIdError where no lot has any part of it.

    ``by`` says by what bidders are told apart (kinds.py); ``tell`` is told what is being
    worked on.
    """
    rules = compile_rules(inputs).scorable
    chosen = Options() if options is None else options
    for name in (group, chosen.against):
        known = group_names(rules, study)
        if name is not None and name not in known and not (name == GROUP):
            raise UnknownIdError("group, section, criterion or grouping", name, known)
    kinds = kinds_of(inputs, study, by)
    report = study.report if study is not None else None
    asked = lots_asked(inputs, evaluation, Question(report=report))
    lots = tuple(
        _lot(scene_of(one, group_of(one.case.rules, study, group), kinds, study, chosen, tell))
        for one in asked
    )
    values = {one.case.rules.id: one.case.rules.value for one in asked}
    winners = {one.case.rules.id: one.result.winners for one in asked}
    return BackingStudy(group, kinds, lots, shares_answer(values, winners, kinds))


def _lot(scene: Scene) -> LotStudy:
    rules = scene.case.rules
    why_not = _why_not(scene)
    if why_not:
        return LotStudy(rules.id, rules.title, scene.group, Plain((), None), (), why_not=why_not)
    rows = standings(scene)
    scene.tell(f"{rules.id}: every set of tests")
    subsets = subsets_of(scene)
    scene.tell(f"{rules.id}: alternatives")
    found = all_tried(scene)
    premiums = tuple(charge_answers(scene))
    choices = choices_of(scene, reached_by(scene, subsets, found))
    sections = (
        Section("a", "How does each bidder stand at each test?", tuple(tests_answers(scene, rows))),
        Section(
            "b", "Who wins with each test kept, taken away, or replaced?", tuple(_who(scene, subsets, found))
        ),
        Section("c", "Where does the contract move between kinds of bidder?", tuple(_turns(scene, premiums))),
        Section("d", "What does each choice cost, and bring?", (costs_answer(scene, choices),)),
        Section("e", "What did the group do to the result?", tuple(attribution_answers(scene, subsets))),
    )
    plain = plain_page(
        scene, Found(rows, subsets, found, premiums, choices, closed_of(scene, found, subsets))
    )
    columns = costs_table(scene, choices) if choices else None
    return LotStudy(rules.id, rules.title, scene.group, plain, sections, columns)


def _why_not(scene: Scene) -> str:
    result = scene.asked.result
    if scene.case.quality_only or result.status is LotStatus.QUALITY_ONLY:
        return "Prices are not opened, so nobody is ranked and there is no award to study."
    if result.status is LotStatus.ILLUSTRATIVE:
        return (
            "Several authorities buy together and no published rule combines their totals: there is no award."
        )
    if not scene.group.parts:
        names = few(group_names((scene.case.rules,), scene.study), MOST_NAMES)
        nothing = f"Nothing is tagged or grouped as {scene.group.id}, so there is nothing to study"
        return f"{nothing}; there are {names}, and --group studies one of them."
    if not scene.case.bids:
        return "No bid has entered, so there is no award to study."
    return ""


def _who(scene: Scene, subsets: Subsets, found: AllTried) -> Iterator[Answer]:
    yield subsets_answer(scene, subsets)
    yield from singly_answers(scene, found)
    pairs = pairs_answer(scene, found)
    if pairs is not None:
        yield pairs


def _turns(scene: Scene, premiums: tuple[Answer, ...]) -> Iterator[Answer]:
    yield from thresholds_answers(scene)
    yield from premiums
    scene.tell(f"{scene.case.rules.id}: weights")
    yield weights_answer(scene)
    yield from map_answers(scene)
