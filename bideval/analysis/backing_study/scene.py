"""One lot with all that is asked about it, and its award under changed tests.

Tests decide who is assessed, and that decides the award: so every set of tests is taken
through admission by the published rules, and sets that come to the same assessed bids
share one result.  Nothing is assumed to be monotone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import with_weights
from bideval.analysis.backing_study.admissions import Admissions, Bids, admissions_of, together
from bideval.analysis.backing_study.group import Group
from bideval.analysis.backing_study.kinds import Kinds
from bideval.analysis.changes.apply import apply
from bideval.analysis.changes.placed import Placed
from bideval.analysis.eligible import Eligible, award_of
from bideval.analysis.gate_relaxation import without_tests
from bideval.analysis.gate_threshold import Piece, pieces_of
from bideval.analysis.question import Asked, Question
from bideval.analysis.reweighed import Award, award_at, published_weights, reweighed
from bideval.analysis.shapley import scaled_up
from bideval.analysis.space import score_space, why_no_space
from bideval.errors import GuardError
from bideval.model.evaluation import LotResult
from bideval.model.study import Study
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase, lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.joint import score_lot
from bideval.scoring.lot_order import order_of
from bideval.scoring.lot_result import judge_lot
from bideval.scoring.lot_rules import LotGate
from bideval.scoring.undefined import unpriced
from bideval.scoring.workings import Workings

ZERO = Fraction(0)
UNDEFINED = "a rule is not defined for the bids assessed there"
Telling = Callable[[str], None]  # told what is being worked on


class Options(NamedTuple):
    """What the reader asks for beside the group and the kinds."""

    against: str | None = None  # the other axis of the map; None: what the study reports as social value
    bond_rate: Fraction | None = None  # percent a year; None: the study's rate, if it states one


class Outcome(NamedTuple):
    """The award under changed tests; None, with the reason, where no rule gives one."""

    award: Award | None
    price: Fraction | None  # of the awarded bids together, as evaluated there
    assessed: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """A lot as published, or with changes that alter more than who is assessed."""

    case: LotCase
    changed: tuple[str, ...] = ()  # what was changed, to keep roots apart
    known: dict[tuple[str, ...], Award | None] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Scene:
    """A lot, the group that is studied, and the kinds of its bidders."""

    asked: Asked
    group: Group
    kinds: Kinds
    study: Study | None
    options: Options
    root: Root
    admissions: Admissions
    roots: dict[tuple[str, ...], Root | str] = field(default_factory=dict, compare=False)
    lines: dict[str, tuple[Piece, ...]] = field(default_factory=dict, compare=False)
    shared: Eligible = field(default_factory=Eligible, compare=False)
    tell: Telling = field(default=lambda _: None, compare=False)

    @property
    def case(self) -> LotCase:
        """The lot as published."""
        return self.asked.case

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.case.inputs.tender.currency

    @property
    def published(self) -> Outcome:
        """What was published, as an outcome."""
        award = award_of(self.asked.result)
        return Outcome(award, price_of(self.case, award), _assessed(self.asked.result))

    def pieces(self, gate: LotGate) -> tuple[Piece, ...]:
        """The whole line of thresholds of a gate of a number."""
        if gate.rule.id not in self.lines:
            self.lines[gate.rule.id] = pieces_of(self.case, gate, self.shared)
        return self.lines[gate.rule.id]


def scene_of(
    asked: Asked, group: Group, kinds: Kinds, study: Study | None, options: Options, tell: Telling
) -> Scene:
    """Return a lot ready to be studied; what many of its cases read alike is worked out once."""
    asked = asked._replace(case=asked.case._replace(workings=Workings()))
    return Scene(asked, group, kinds, study, options, Root(asked.case), admissions_of(asked.case), tell=tell)


def _assessed(result: LotResult) -> tuple[str, ...]:
    return tuple(sorted(one.bid for one in result.placings if one.rank is not None))


def price_of(case: LotCase, award: Award | None) -> Fraction | None:
    """The evaluated prices of the awarded bids together; None where nobody is awarded or one has none."""
    if award is None or not award.winners or award.tied:
        return None
    prices = [case.prices[bid].amount for bid in award.winners if bid in case.prices]
    return sum(prices, ZERO) if len(prices) == len(award.winners) else None


def outcome(root: Root, case: LotCase, assessed: tuple[str, ...] | None = None) -> Outcome:
    """Return the award of ``case``, which differs from the root in its tests alone.

    ``assessed`` are those who are assessed there, if that is known.
    """
    if assessed is None:
        admission = admit(case)
        assessed = admission.assessed
        if admission.findings:
            return Outcome(None, None, assessed, admission.findings[0].message)
    if assessed not in root.known:
        root.known[assessed] = award_among(case, assessed)
    award = root.known[assessed]
    return Outcome(award, price_of(case, award), assessed, UNDEFINED if award is None else "")


def award_among(case: LotCase, assessed: tuple[str, ...]) -> Award | None:
    """Return the award of a lot in which ``assessed`` are assessed; None where a rule is not defined."""
    if not assessed:
        return Award(())
    try:
        scores = score_lot(case, assessed)
    except GuardError:
        return None
    if any(True for _ in unpriced(case, assessed)):
        return None
    order = order_of(case, scores)
    return Award(tuple(sorted(order.winners)), tuple(sorted(order.tied)))


def without(scene: Scene, parts: Sequence[str]) -> Outcome:
    """Return the award as if these tests and criteria of the group had not been published.

    The other weights keep their proportions where a criterion goes.
    """
    leaves = [one for one in scene.group.leaves if one in parts]
    tests = tuple(one for one in parts if one not in leaves)
    case = dropped(scene.case, tests)
    if leaves:
        return _reweighed(scene, case, leaves)
    kept = [one for one in scene.group.tests if one not in tests]
    return outcome(
        scene.root, case, together([free(scene, scene.root), *(_kept(scene, one) for one in kept)])
    )


def without_parts(scene: Scene, parts: Sequence[str]) -> LotCase | None:
    """Return the lot without these tests and criteria; None where nothing would be left that scores."""
    leaves = [one for one in scene.group.leaves if one in parts]
    case = dropped(scene.case, tuple(one for one in parts if one not in leaves))
    if not leaves:
        return case
    if case.rules.authorities:
        return None
    weights = published_weights(case)
    kept = [leaf for leaf, weight in weights.items() if weight and leaf not in leaves]
    return with_weights(case, scaled_up(weights, kept)) if kept else None


def free(scene: Scene, root: Root) -> Bids | None:
    """Who would be assessed in the lot of a root if the group had no tests at all."""
    if not scene.admissions.apart:
        return None
    key = ("free", *root.changed)
    return scene.admissions.alone(key, lambda: dropped(root.case, scene.group.tests))


def _kept(scene: Scene, test: str) -> Bids | None:
    return alone(scene, test, ("kept",), lambda case: case)


def alone(
    scene: Scene, test: str, way: tuple[object, ...], made: Callable[[LotCase], LotCase]
) -> Bids | None:
    """Who is assessed if the group had this test alone, changed by ``made``, which ``way`` names."""
    if not scene.admissions.apart:
        return None
    others = tuple(one for one in scene.group.tests if one != test)
    return scene.admissions.alone((test, *way), lambda: made(dropped(scene.case, others)))


def dropped(case: LotCase, tests: tuple[str, ...]) -> LotCase:
    """Return the lot without these tests, and without what was decided about them."""
    if not tests:
        return case
    kept = tuple(one for one in case.inputs.decisions if one.gate not in tests)
    return without_tests(case._replace(inputs=replace(case.inputs, decisions=kept)), tests)


def _reweighed(scene: Scene, case: LotCase, leaves: Sequence[str]) -> Outcome:
    assessed = admit(case).assessed
    if case.rules.authorities:
        why = "several authorities weigh the criteria, each its own way"
        return Outcome(None, None, assessed, why)
    weights = published_weights(case)
    kept = [leaf for leaf, weight in weights.items() if weight and leaf not in leaves]
    if not kept:
        return Outcome(None, None, assessed, "nothing would be left that scores")
    scaled = scaled_up(weights, kept)
    if isinstance(score_space(scene.asked), str):
        award = award_among(with_weights(case, scaled), assessed)
    else:
        award = award_at(reweighed(case), scaled)
    why = "" if award is not None else UNDEFINED
    return Outcome(award, price_of(case, award), assessed, why)


def root_with(scene: Scene, changes: Sequence[Placed]) -> Root | str:
    """Return the lot with changes of data or rules made, or why they cannot be made."""
    key = tuple(sorted(repr(one.change) for one in changes))
    if not key:
        return scene.root
    if key not in scene.roots:
        scene.roots[key] = _root(scene, changes)
    return scene.roots[key]


def _root(scene: Scene, changes: Sequence[Placed]) -> Root | str:
    applied = apply(changes, scene.case.inputs)
    if applied.inputs is None:
        return applied.findings[0].message
    compiled = compile_rules(applied.inputs)
    rules = next((one for one in compiled.scorable if one.id == scene.case.rules.id), None)
    if rules is None:
        return compiled.findings[0].message if compiled.findings else "the changed rules cannot be scored"
    case = lot_case(applied.inputs, rules)._replace(workings=scene.case.workings)
    return Root(case, tuple(sorted(repr(one.change) for one in changes)))


def why_no_line(scene: Scene, case: LotCase) -> str | None:
    """Say why no weight of a changed lot can be followed; None where it can."""
    result = scene.asked.result if scene.published.assessed else judge_lot(case, shadows=False).result
    return UNDEFINED if result is None else why_no_space(Asked(case, result, Question()))
