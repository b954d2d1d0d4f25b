"""Each test and each bidder: what it has, what is asked for, and what else would have let it pass."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict
from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.accepts import asks_for_backing, forms_brought, forms_of
from bideval.analysis.backing_study.alternatives import enough_forms, form_words, own_threshold, passes
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.standing import Standing, gate_named
from bideval.analysis.backing_study.words import count_words, few, figure
from bideval.model.criterion import ReliesOn
from bideval.scoring.backing.instruments import instruments_of
from bideval.scoring.lot_rules import LotGate

ID = "tests"
PLAIN = 2  # decimals on the plain page
_TESTS = {
    "at-least": "at least",
    "more-than": "more than",
    "at-most": "at most",
    "less-than": "less than",
    "is": "",
    "one-of": "one of",
}
TIMES = " times"  # after a ratio


def tests_answers(scene: Scene, rows: Sequence[Standing]) -> Iterator[Answer]:
    """The bidders, then one answer a test of the group; ``rows`` are the standings of all bids."""
    yield _bidders(scene)
    for test in scene.group.tests:
        own = [one for one in rows if one.test == test]
        tables = (_table(scene, test, own), *_instead(scene, test, own))
        yield Answer(ID, test, _sentence(scene, test, own), Verdict.PROVED, Basis.ENUMERATION, tables)


def _bidders(scene: Scene) -> Answer:
    """The bids, and of what kind their bidders are."""
    bids = sorted(scene.case.bids.items())
    rows = tuple((bid, one.bidder.name, scene.kinds.of(bid)) for bid, one in bids)
    headings = (Heading("bid", "bid"), Heading("bidder", "bidder"), Heading("kind", scene.kinds.by))
    table = Table("The bids", headings, rows)
    said = f"Bidders are told apart by {scene.kinds.by}, {scene.kinds.source}."
    return Answer(ID, "bidders", said, Verdict.PROVED, Basis.ENUMERATION, (table,))


def _sentence(scene: Scene, test: str, rows: Sequence[Standing]) -> str:
    first = next((one.result for one in rows if one.result is not None), None)
    if first is None:
        return f"No bid states what {test} reads."
    asks = f"{_TESTS[first.test]} {figure(first.required, first.unit, scene.currency)}".strip()
    failed = [one for one in rows if one.failed]
    unknown = [one.bid for one in rows if one.result is None]
    passing = len(rows) - len(failed) - len(unknown)
    said = [f"{test} asks for {asks}: {count_words(passing, 'bid')} of {len(rows)} pass"]
    said[0] += "es" if passing == 1 else ""
    if failed:
        said.append(few([failed_words(scene, one) for one in failed]))
    if unknown:
        said.append(f"what it reads is not stated by {few(unknown)}")
    return f"{'; '.join(said)}."


def failed_words(scene: Scene, one: Standing) -> str:
    """One fail in words: what is missing, and the decision that lets it stand."""
    assert one.result is not None
    has = figure(one.result.value, one.result.unit, scene.currency)
    slack = one.slack
    short = f", {figure(-slack, one.result.unit, scene.currency)} short" if slack is not None else ""
    return f"{scene.kinds.named(one.bid)} fails with {has}{short}{stays_words(one)}"


def plain_fail_words(scene: Scene, one: Standing) -> str:
    """One fail for a page that is read aloud: what the bid has, and what is asked for."""
    assert one.result is not None
    found = one.result
    has = figure(found.value, found.unit, scene.currency, PLAIN)
    asked = f"{_TESTS[found.test]} {figure(found.required, found.unit, scene.currency, PLAIN)}".strip()
    its = _has_words(scene, one, has)
    if found.unit == "ratio":
        its, asked = f"its ratio is {has.removesuffix(TIMES)}", asked.removesuffix(TIMES)
    is_out = found.on_fail != "flag" and not one.stands and one.bid not in scene.published.assessed
    fails = "is left out by" if is_out else "fails"
    return f"{scene.kinds.named(one.bid)} {fails} {one.test}: {its}; {asked} is asked for{stays_words(one)}"


def _has_words(scene: Scene, one: Standing, has: str) -> str:
    """What a bid has; of backing, what of it counts, beside what the bidder brings where that is more."""
    gate = gate_named(scene.case, one.test)
    if gate is None or not asks_for_backing(gate) or one.result is None:
        return f"it has {has}"
    forms, value = forms_of(gate), one.result.value
    own = (each.backing for each in instruments_of(scene.case.bids[one.bid]) if each.own)
    brought = sum((each.amount for each in own if each.form in forms), Fraction(0))
    if one.result.relied_on or not isinstance(value, Fraction) or brought <= value:
        return f"it has {has} that counts"
    return f"it brings {figure(brought, gate.unit, scene.currency, PLAIN)}, of which {has} counts"


def stays_words(one: Standing) -> str:
    """The decision that lets a fail stand, to follow it; empty where none does."""
    kind, _, decision = one.stands.partition(" ")
    return f"; decision {decision} ({kind}) lets it stay in" if one.stands else ""


def _table(scene: Scene, test: str, rows: Sequence[Standing]) -> Table:
    unit = next((one.result.unit for one in rows if one.result is not None), "")
    headings = (
        Heading("bid", "bid"),
        Heading("value", "has", unit),
        Heading("required", "asked for", unit),
        Heading("slack", "slack", unit),
        Heading("slack_percent", "slack %", "%"),
        Heading("outcome", "outcome"),
        Heading("relied_on", "relying on"),
    )
    return Table(f"{test}, bid by bid", headings, tuple(map(_row, rows)))


def _row(one: Standing) -> tuple[Cell, ...]:
    if one.result is None:
        return one.bid, None, None, None, None, f"not known: {one.why}", ()
    found = one.result
    outcome = "passes" if found.passed else f"fails; {one.stands}" if one.stands else "fails"
    return one.bid, found.value, found.required, one.slack, one.percent, outcome, found.relied_on


def _instead(scene: Scene, test: str, rows: Sequence[Standing]) -> Iterator[Table]:
    """What would have let each bid that fails pass."""
    found = tuple((one.bid, words) for one in rows if one.failed for words in would_pass(scene, one))
    if found:
        headings = (Heading("bid", "bid"), Heading("instead", "would have passed"))
        yield Table(f"What would have passed {test}", headings, found)


def would_pass(scene: Scene, one: Standing) -> Iterator[str]:
    """Every alternative with which a bid that fails would have passed, in words."""
    gate = gate_named(scene.case, one.test)
    if gate is None:
        assert one.result is not None
        yield f"a minimum of {figure(one.result.value, one.result.unit, scene.currency)}"
        return
    own = own_threshold(scene, gate, one.bid)
    if own is not None:
        strict = gate.rule.test.value in {"more-than", "less-than"}
        side = "a threshold short of" if strict else "a threshold of"
        yield f"{side} {figure(own, gate.unit, scene.currency)}"
    if asks_for_backing(gate):
        yield from _by_forms(scene, gate, one.bid)
    yield from _by_others(scene, gate, one.bid)


def _by_forms(scene: Scene, gate: LotGate, bid: str) -> Iterator[str]:
    found = enough_forms(scene, gate, bid)
    for forms in found:
        yield f"if {form_words(forms)} counted too"
    if not found and forms_brought(scene.case.bids[bid]):
        yield "no set of the forms that it brings"


def _by_others(scene: Scene, gate: LotGate, bid: str) -> Iterator[str]:
    """Whether those named in the bid whom the rule does not count would make it pass."""
    one = scene.case.bids[bid]
    named = [who for who in ("members", "subcontractors", "guarantors") if getattr(one, who)]
    counted = gate.rule.relies_on.who if gate.rule.relies_on is not None else ()
    new = [
        who for who in named if who not in counted and not (who == "guarantors" and "guarantor" in counted)
    ]
    if not new:
        return
    wider = tuple(who for who in ("members", "subcontractors", "guarantors") if who in named)
    for combine in ("any", "sum"):
        relies_on = ReliesOn.model_validate({"who": wider, "combine": combine})
        changed = gate._replace(rule=gate.rule.model_copy(update={"relies_on": relies_on}))
        if passes(scene, bid, changed):
            yield f"if its {listed(new)} counted"
            return
