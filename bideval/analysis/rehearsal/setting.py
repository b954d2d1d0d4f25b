"""What a lot is rehearsed with: its rules, the kinds of bidder, and what could not be supposed.

A test that reads something of which no range is stated is set aside and named; a criterion
or a price without a range keeps the lot from being rehearsed with drawn bids at all, since
any figure put in its place would be an invention.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from bideval.analysis.rehearsal.kinds import Kind
from bideval.analysis.rehearsal.values import mark_values
from bideval.model.decision import DecisionKind
from bideval.model.inputs import Inputs
from bideval.model.measure import Measure, fields_of
from bideval.model.rules import MarksFrom
from bideval.model.units import ACCOUNTS, BACKINGS, DECLARED, JUDGED, PRICES, RATINGS
from bideval.scoring.checks.declared import READ_BY_METHOD
from bideval.scoring.checks.rehearsal import features_of
from bideval.scoring.lot_rules import LotRules, Reads

AVERAGED = (MarksFrom.MEAN, MarksFrom.MEDIAN)
KEPT = (DecisionKind.WEIGHTS, DecisionKind.REFINE)  # decisions that are part of the rules


class Needed(NamedTuple):
    """A range that is not stated: the rule that reads it, and its key and entry under ``rehearsal``."""

    rule: str
    key: str  # prices, declared, accounts, backing, evaluators, or empty where none can be stated
    entry: str
    words: str


class Setting(NamedTuple):
    """One lot, ready to be rehearsed: ``rules`` lack the tests that are set aside."""

    inputs: Inputs  # without bids, prices, marks and decisions about them
    rules: LotRules  # what is rehearsed
    published: LotRules  # with the tests that are set aside
    kinds: tuple[Kind, ...]
    seed: str
    cases: int
    bids: tuple[int, int]
    evaluators: int  # marks a question; 1 unless they are averaged
    needed: tuple[Needed, ...]  # without which no bid can be drawn
    aside: tuple[Needed, ...]  # why tests are not rehearsed

    @property
    def years(self) -> int:
        """How many values a yearly figure has."""
        return max(1, ceil(self.rules.years or 1))


def rules_alone(inputs: Inputs) -> Inputs:
    """Return the inputs without anything that a bid brings."""
    kept = tuple(one for one in inputs.decisions if one.kind in KEPT)
    people = replace(inputs, evaluators=(), assignments=(), declarations=(), marks=(), consensus=())
    return replace(people, bids={}, prices={}, rates={}, decisions=kept)


def setting_of(
    inputs: Inputs,
    rules: LotRules,
    kinds: tuple[Kind, ...],
    seed: str,
    cases: int,
    bids: tuple[int, int],
    evaluators: int | None,
) -> Setting:
    """Return the setting of a lot; ``inputs`` are the rules alone."""
    needed = tuple(dict.fromkeys(_needed(rules, kinds, evaluators)))
    aside = tuple(
        dict.fromkeys(
            one for gate in rules.gates for one in _of_measure(gate.rule.id, gate.measure, rules, kinds)
        )
    )
    out = {one.rule for one in aside}
    tested = rules._replace(gates=tuple(gate for gate in rules.gates if gate.rule.id not in out))
    marks = (evaluators or 1) if rules.marks_from in AVERAGED else 1
    return Setting(inputs, tested, rules, kinds, seed, cases, bids, marks, needed, aside)


def _needed(rules: LotRules, kinds: tuple[Kind, ...], evaluators: int | None) -> Iterator[Needed]:
    if rules.method.reads_price or any(leaf.reads is Reads.PRICE for leaf in rules.leaves()):
        yield from _price(rules.method.id, rules, kinds)
    for leaf in rules.leaves():
        if leaf.measure is not None:
            yield from _of_measure(leaf.id, leaf.measure, rules, kinds)
        if leaf.scale is not None and any(
            not mark_values(leaf.scale, k.marks.get(leaf.id)).size for k in kinds
        ):
            yield Needed(leaf.id, "marks", leaf.id, f"no mark of the scale of {leaf.id} lies in its range")
    yield from _of_method(rules, kinds)
    if rules.marks_from in AVERAGED and evaluators is None:
        marked = next((leaf.id for leaf in rules.leaves() if leaf.reads is Reads.MARK), None)
        if marked is not None:
            yield Needed(marked, "evaluators", "", "how many evaluators mark a question")


def _of_method(rules: LotRules, kinds: tuple[Kind, ...]) -> Iterator[Needed]:
    method = rules.method.id
    for name in features_of(rules):
        if any(not _states(kind, f"{DECLARED}{name}") for kind in kinds):
            yield Needed(method, "declared", name, f"the declared value {name}")
    if method in READ_BY_METHOD and any(kind.like is None for kind in kinds):
        yield Needed(
            method, "", "", "yearly figures, which no range states; --from takes those of a past tender"
        )


def _price(rule: str, rules: LotRules, kinds: tuple[Kind, ...]) -> Iterator[Needed]:
    if any(kind.price(rules.id) is None for kind in kinds):
        yield Needed(rule, "prices", rules.id, "the range of prices")


def _of_measure(rule: str, measure: Measure, rules: LotRules, kinds: tuple[Kind, ...]) -> Iterator[Needed]:
    """What a measure reads and no range states."""
    for node in fields_of(measure):
        path = node.path
        if path == "price.evaluated" or path.startswith(PRICES):
            yield from _price(rule, rules, kinds)
        elif path.startswith(JUDGED):
            yield Needed(rule, "", path, f"a judgement of {path.removeprefix(JUDGED)}, which no range states")
        elif any(not _states(kind, path) for kind in kinds):
            yield _range_of(rule, path)


def _range_of(rule: str, path: str) -> Needed:
    if path in RATINGS:
        return Needed(rule, "", path, "a rating, which no range states")
    if path in BACKINGS:
        return Needed(rule, "backing", "bond", "amounts of backing by form")
    if path.startswith(DECLARED):
        name = path.removeprefix(DECLARED)
        return Needed(rule, "declared", name, f"the declared value {name}")
    name = path.removeprefix(ACCOUNTS)
    return Needed(rule, "accounts", name, f"{name} of the accounts")


def _states(kind: Kind, path: str) -> bool:
    if path.startswith(DECLARED):
        name = path.removeprefix(DECLARED)
        return name in kind.declared or (kind.like is not None and name in kind.like.declared)
    if path in BACKINGS:
        return bool(kind.backing) or kind.like is not None
    if path.startswith(ACCOUNTS):
        return _has_figure(kind, path.removeprefix(ACCOUNTS))
    return not (path in RATINGS and kind.like is None)


def _has_figure(kind: Kind, name: str) -> bool:
    """Whether a figure of the accounts is known: of a past bid with accounts its own, else from a range."""
    if kind.like is None or not kind.like.accounts:
        return name in kind.accounts
    return any(getattr(year, name) is not None for year in kind.like.accounts)


def price_span(setting: Setting) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and the highest price that any kind may ask in the lot; None where not stated."""
    spans = [span for kind in setting.kinds if (span := kind.price(setting.rules.id)) is not None]
    return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None
