"""The study in plain words: a page that a councillor can read aloud, each claim with its proof.

It takes no side.  Both ends of every choice stand beside each other, and what is not
known is said.  The report prints the page; here is what it says.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bideval.analysis.answer import Answer, Basis, Heading, Table, Verdict
from bideval.analysis.award_words import amount, listed
from bideval.analysis.backing_study.alternatives import DROPPED, RELAXED, SCORED
from bideval.analysis.backing_study.closed import Closed
from bideval.analysis.backing_study.costs import Choice, item_figure
from bideval.analysis.backing_study.kinds import NOT_STATED
from bideval.analysis.backing_study.lines import plain_line_words
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.singly import AllTried, gap
from bideval.analysis.backing_study.standing import Standing
from bideval.analysis.backing_study.subsets import Subsets, parts_words
from bideval.analysis.backing_study.tests_met import plain_fail_words
from bideval.analysis.backing_study.tried import Tried
from bideval.analysis.backing_study.words import awarded_words, count_words, few, figure, gap_words
from bideval.analysis.gate_threshold import Piece
from bideval.analysis.reweighed import Award
from bideval.model.evaluation import LotStatus
from bideval.scoring.lot_rules import LotGate

RESULT, TESTS, CHOICES, REGIME, COSTS, UNKNOWN = (
    "The result",
    "Who meets the tests",
    "Other choices, and who would win",
    "What the checks of the regime say, as they cite it",
    "What the choices cost",
    "Not stated, and nowhere taken as 0",
)
MOST_LINES, MOST_RUNS = 1, 4
MOST_FAILS, MOST_AWARDS, MOST_WAYS, MOST_UNKNOWN = 4, 3, 3, 6


class Claim(NamedTuple):
    """One sentence of the page, under its heading, and how far it is established."""

    heading: str
    sentence: str
    verdict: Verdict = Verdict.PROVED
    basis: Basis = Basis.ENUMERATION
    spare: int = 0  # above 0, a page that grows too long leaves it to the tables, the highest first


class Plain(NamedTuple):
    """The page: its claims, and the figures of each award side by side."""

    claims: tuple[Claim, ...]
    costs: Table | None


class Found(NamedTuple):
    """What the study found: standings, sets of tests, alternatives, premiums, costs, what is not open."""

    rows: tuple[Standing, ...]
    subsets: Subsets
    tried: AllTried
    premiums: tuple[Answer, ...]
    choices: tuple[Choice, ...]
    closed: tuple[Closed, ...]


def plain_page(scene: Scene, found: Found) -> Plain:
    """Say what the study found, in a few sentences."""
    claims = (
        *_result(scene),
        *_tests(scene, found.rows),
        *_kept_or_dropped(scene, found.subsets),
        *_alternatives(scene, found.tried),
        *_premiums(found.premiums),
        *_thresholds(scene),
        *_closed(found.closed),
        *_unknown(scene, found.choices),
    )
    columns = costs_table(scene, found.choices[:MOST_AWARDS]) if found.choices else None
    return Plain(tuple(_kinds_once(scene, claims)), columns)


def _kinds_once(scene: Scene, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims with the kind of each bidder said where the bid is named first, and not again."""
    said: set[str] = set()
    for one in claims:
        sentence = one.sentence
        for bid in sorted(scene.case.bids):
            named = scene.kinds.named(bid)
            before, found, after = sentence.partition(named)
            if found and bid in said:
                sentence = sentence.replace(named, bid)
            elif found:
                said.add(bid)
                sentence = f"{before}{named}{after.replace(named, bid)}"
        yield one._replace(sentence=sentence)


def _result(scene: Scene) -> Iterator[Claim]:
    now = scene.published
    said = awarded_words(now.award, scene.case.rules.places, scene.kinds, now.why)
    paid = f", at {amount(now.price, 'money', scene.currency)}" if now.price is not None else ""
    yield Claim(RESULT, f"As published, {said}{paid}.")
    if scene.asked.result.status is LotStatus.PROVISIONAL:
        yield Claim(RESULT, "The result is provisional: a decision on a failed test is awaited.")
    titles = [_titled(scene, part) for part in scene.group.parts]
    yield Claim(RESULT, f"The group {scene.group.id} has {parts_words(scene)}: {few(titles)}.")


def _titled(scene: Scene, part: str) -> str:
    """A test or criterion with its published title, where that says more than its id."""
    gates = {one.rule.id: one.rule.title for one in scene.case.rules.gates}
    titles = {**{node.id: node.title for node in scene.case.rules.nodes()}, **gates}
    title = titles.get(part)
    return f"{part} ({title})" if title and title != part else part


def _tests(scene: Scene, rows: Sequence[Standing]) -> Iterator[Claim]:
    failed = [one for one in rows if one.failed]
    unknown = [one for one in rows if one.result is None]
    for place, one in enumerate(failed[:MOST_FAILS]):
        yield Claim(TESTS, f"{plain_fail_words(scene, one)}.", spare=2 if place > 1 else 0)
    if len(failed) > MOST_FAILS:
        yield Claim(TESTS, f"There are {len(failed) - MOST_FAILS} more fails.")
    if rows and not failed and not unknown:
        yield Claim(TESTS, "Every bid passes every test.")
    elif failed:
        passing = sorted({one.bid for one in rows} - {one.bid for one in (*failed, *unknown)})
        said = (
            f"{count_words(len(passing), 'other bid').capitalize()} pass{'es' if len(passing) == 1 else ''}"
        )
        yield Claim(TESTS, f"{said} every test.", spare=3)
    if unknown:
        yield Claim(
            TESTS, f"Not stated is what {few(sorted({one.test for one in unknown}))} would need to know."
        )


def _kept_or_dropped(scene: Scene, subsets: Subsets) -> Iterator[Claim]:
    now, places = scene.published, scene.case.rules.places
    other = [
        award for award in dict.fromkeys(one.outcome.award for one in subsets.tried) if award != now.award
    ]
    if not other:
        said = awarded_words(now.award, places, scene.kinds)
        parts = scene.group.parts
        which = f"Without {parts[0]}" if len(parts) == 1 else "Whichever of them are taken away"
        yield Claim(CHOICES, f"{which}, the award stays as it is: {said}.")
    for award in other[:MOST_AWARDS]:
        first, *rest = subsets.reaching(award)
        price = first.outcome.price
        gap = None if price is None or now.price is None else price - now.price
        said = awarded_words(award, places, scene.kinds, first.outcome.why)
        also = f" ({count_words(len(rest), 'other set')} too)" if rest else ""
        yield Claim(
            CHOICES,
            f"Without {listed(first.dropped)}{also}, {said}{gap_words(gap, scene.currency)}.",
            Verdict.PROVED if award is not None else Verdict.NOT_ESTABLISHED,
            Basis.ENUMERATION if award is not None else Basis.NONE,
        )
    idle = [
        one.dropped[0] for one in subsets.tried if len(one.dropped) == 1 and one.outcome.award == now.award
    ]
    if other and idle:
        said = f"Without {idle[0]} alone, the award stays as it is."
        if len(idle) > 1:
            said = f"Taken away one at a time, {few(idle)} change nothing."
        yield Claim(CHOICES, said, spare=6)


def _alternatives(scene: Scene, found: AllTried) -> Iterator[Claim]:
    """What else brings about another award, put together by award; what is scored is said apart."""
    now = scene.published.award
    by_award = _by_award(scene, found)
    for award, ways in by_award.items():
        if award is None or award == now:
            continue
        said = awarded_words(award, scene.case.rules.places, scene.kinds)
        gaps = {gap(scene, one) for one in ways}
        paid = gap_words(gaps.pop(), scene.currency) if len(gaps) == 1 else ""
        yield Claim(CHOICES, f"If {_either([one.alternatives[0].condition for one in ways])}, {said}{paid}.")
    kept = len(by_award.get(now, ()))
    if kept:
        said = count_words(kept, "other single change").capitalize()
        leaves = f"leave{'s' if kept == 1 else ''} the award as it is"
        yield Claim(CHOICES, f"{said} to the tests {leaves}.", spare=5)
    scored = [one for one in found.singly if one.alternatives[0].kind == SCORED and len(one.awards) > 1]
    for place, one in enumerate(scored[:MOST_AWARDS]):
        line = plain_line_words(one.line, scene.case.rules.places, scene.kinds)
        said = f"If {one.alternatives[0].condition}, {line}"
        yield Claim(CHOICES, f"{said}.", Verdict.PROVED, Basis.CLOSED_FORM, spare=1 + 3 * (place > 0))


def _by_award(scene: Scene, found: AllTried) -> dict[Award | None, list[Tried]]:
    """The single alternatives by what they come to; what is said elsewhere on the page is left out."""
    moved = {gate.rule.id for gate in _moving(scene)}  # their thresholds are said by themselves
    by_award: dict[Award | None, list[Tried]] = {}
    for one in found.singly:
        alternative = one.alternatives[0]
        said = alternative.kind == DROPPED or (alternative.kind == RELAXED and alternative.test in moved)
        if one.outcome is not None and not said:
            by_award.setdefault(one.outcome.award, []).append(one)
    return by_award


def _premiums(premiums: Sequence[Answer]) -> Iterator[Claim]:
    """The premiums at which the award turns, where it does."""
    for one in premiums:
        if one.tables and one.tables[0].rows:
            yield Claim(CHOICES, one.sentence, one.verdict, one.basis, spare=1)


def _thresholds(scene: Scene) -> Iterator[Claim]:
    """The whole line of the thresholds that move the award."""
    for gate in _moving(scene)[:MOST_LINES]:
        runs = [tuple(run) for _, run in groupby(scene.pieces(gate), key=lambda one: one.award)]
        parts = [_stretch(scene, gate, run, first=run is runs[0]) for run in runs[: MOST_RUNS + 1]]
        more = "; and so on" if len(runs) > MOST_RUNS + 1 else ""
        last = f", beyond that {parts.pop()}" if not more and len(parts) > 1 else ""
        said = f"As the level of {gate.rule.id} rises: {', '.join(parts)}{last}{more}"
        yield Claim(CHOICES, f"{said}.", spare=2)


def _stretch(scene: Scene, gate: LotGate, run: Sequence[Piece], *, first: bool) -> str:
    """Who is awarded in a stretch of thresholds, and up to where; that they win is said once."""
    who = awarded_words(run[0].award, scene.case.rules.places, scene.kinds)
    high = run[-1].high
    if high is None:
        return who
    said = who if first else who.removesuffix(" wins")
    return f"{said} up to {figure(high, gate.unit, scene.currency, 2)}"


def _moving(scene: Scene) -> list[LotGate]:
    """The gates of the group whose threshold moves the award to another bid."""
    gates = [
        one
        for one in scene.case.rules.gates
        if one.rule.id in scene.group.gates and isinstance(one.threshold, Fraction)
    ]
    return [one for one in gates if len({piece.award for piece in scene.pieces(one) if _has(piece)}) > 1]


def _closed(found: Sequence[Closed]) -> Iterator[Claim]:
    """What is not open to the authority by the checks of its regime, with what they cite."""
    for one in found:
        asked = one.asked
        when = f" if {_either(one.conditions)}" if one.conditions else ", as published"
        said = f"Not open to this authority under {asked.regime}{when}: {asked.finding.message}."
        yield Claim(REGIME, said, Verdict.NOT_ESTABLISHED, Basis.NONE)


def _has(piece: Piece) -> bool:
    return piece.award is not None and bool(piece.award.winners)


def _either(conditions: Sequence[str]) -> str:
    """Conditions with "or" between them, cut where there are many."""
    if len(conditions) > MOST_WAYS:
        rest = len(conditions) - MOST_WAYS
        return f"{', '.join(conditions[:MOST_WAYS])}, or one of {rest} more changes is made"
    *first, last = conditions
    return f"{', '.join(first)}, or {last}" if first else last


def _unknown(scene: Scene, choices: Sequence[Choice]) -> Iterator[Claim]:
    missing = list(
        dict.fromkeys(
            _plainly(item.missing) for one in choices[:MOST_AWARDS] for item in one.items if item.missing
        )
    )
    if missing:
        said = "; ".join(missing[:MOST_UNKNOWN])
        more = f"; and {len(missing) - MOST_UNKNOWN} more" if len(missing) > MOST_UNKNOWN else ""
        yield Claim(UNKNOWN, f"{said[0].upper()}{said[1:]}{more}.", Verdict.NOT_ESTABLISHED, Basis.NONE)
    unstated = [bid for bid in sorted(scene.case.bids) if scene.kinds.of(bid) == NOT_STATED]
    if unstated:
        verb = "is" if len(unstated) == 1 else "are"
        said = f"Of what kind {few(unstated)} {verb}, by {scene.kinds.by}"
        yield Claim(UNKNOWN, f"{said}.", Verdict.NOT_ESTABLISHED, Basis.NONE)


def _plainly(missing: str) -> str:
    """What is missing, without the place where it would stand, in words of every day."""
    words = missing.partition(" (")[0]
    for name, plain in _PLAIN.items():
        words = words.replace(name, plain)
    return words.replace("_", " ")


_PLAIN = {
    "default_rate": "how likely a failure is",
    "price_difference of": "the extra price of replacing",
    "which declared value is the surplus put back": "what becomes of surplus",
    "which declared value is the local spend": "what is spent locally",
    "the three rounds of local spending": "how local spending multiplies (LM3)",
}


def costs_table(scene: Scene, choices: Sequence[Choice]) -> Table:
    """Return the figures of each award, an award a column; without those that no award states."""
    headings = (
        Heading("what", ""),
        *(Heading(" and ".join(one.award.winners), " and ".join(one.award.winners)) for one in choices),
    )
    rows = tuple(
        (items[0].words, *(item_figure(item.value, item.unit) for item in items))
        for items in zip(*(one.items for one in choices), strict=True)
        if any(item.value is not None for item in items)
    )
    return Table(f"{COSTS}, {scene.currency}", headings, rows)
