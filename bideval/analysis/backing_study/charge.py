"""At which premium the award changes, were a security charged to the price instead of asked for.

Every bid without accepted backing that costs nothing more is charged rate x amount x
years.  The award is evaluated at steps of the rate and a turn between two steps is
narrowed down until both sides are a thousandth of a percent apart; two turns between the
same two steps can be missed, and the answer says so.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from bideval.analysis.altered import with_price
from bideval.analysis.answer import Answer, Basis, Heading, Table, Verdict, does_not_apply
from bideval.analysis.backing_study.accepts import asks_for_backing
from bideval.analysis.backing_study.scene import Scene, award_among, root_with
from bideval.analysis.backing_study.words import awarded_words, figure, who_cells
from bideval.analysis.changes.placed import Placed
from bideval.analysis.reweighed import Award
from bideval.errors import Source
from bideval.model.change import FoldBond
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import LotGate, has_minimums, reads_price

ID = "premium"
MOST = Fraction(10)  # percent a year
STEPS = 20
FINE = Fraction(1, 1000)
_NOTE = (
    f"Evaluated from 0 to {figure(MOST, 'percent', '')} a year in {STEPS} steps: two turns between two steps "
    "can be missed. A bid with accepted backing that costs nothing more is not charged."
)
Turn = tuple[Fraction, Fraction, Award | None, Award | None]  # two rates, and the awards at them
AwardAt = Callable[[Fraction], Award | None]


def charge_answers(scene: Scene) -> Iterator[Answer]:
    """One answer for each gate of the group that asks for an amount of backing."""
    for gate in scene.case.rules.gates:
        if gate.rule.id in scene.group.gates and asks_for_backing(gate):
            scene.tell(f"premium of {gate.rule.id}")
            yield _answer(scene, gate)


def _answer(scene: Scene, gate: LotGate) -> Answer:
    roots = [root_with(scene, [_fold(gate, Fraction(rate))]) for rate in (0, 1)]
    free, charged = (one if isinstance(one, str) else one.case for one in roots)
    if isinstance(free, str) or isinstance(charged, str):
        return does_not_apply(
            ID, f"{gate.rule.id} in the price: {free if isinstance(free, str) else charged}."
        )
    award_at = _awards(free, charged)
    turns = tuple(_turns(award_at))
    known = award_at(Fraction(0)) is not None and all(one[3] is not None for one in turns)
    places, kinds = scene.case.rules.places, scene.kinds
    first = awarded_words(award_at(Fraction(0)), places, kinds)
    whole = f"whatever the premium from 0 to {figure(MOST, 'percent', '')} a year"
    later = [
        f"from {figure(turn[1], 'percent', '')} a year {awarded_words(turn[3], places, kinds)}"
        for turn in turns
    ]
    steps = "; ".join(["at a premium of 0% a year", *later]) if turns else whole
    said = f"If bids whose price does not cover {gate.rule.id} are charged for it instead, {first} {steps}"
    headings = (
        Heading("below", "up to", "%"),
        Heading("above", "from", "%"),
        Heading("awarded", "then awarded"),
        Heading("kinds", kinds.by),
    )
    rows = tuple((low, high, *who_cells(kinds, after)) for low, high, _, after in turns)
    return Answer(
        ID,
        gate.rule.id,
        f"{said}.",
        Verdict.PROVED if known else Verdict.NOT_ESTABLISHED,
        Basis.BRACKET if known else Basis.NONE,
        (Table(f"Premium for {gate.rule.id} at which the award turns", headings, rows),),
        notes=(_NOTE,),
    )


def _fold(gate: LotGate, rate: Fraction) -> Placed:
    change = FoldBond(kind="fold-bond", rate=rate, gate=gate.rule.id)
    return Placed(change, Source(f"premium of {gate.rule.id}"))


def _awards(free: LotCase, charged: LotCase) -> AwardAt:
    """The award at a rate: every price lies on the line through those at 0 and at 1 percent."""
    steps = {bid: charged.prices[bid].amount - one.amount for bid, one in free.prices.items()}
    known: dict[Fraction, Award | None] = {}
    moves = any(reads_price(gate.measure) for gate in free.rules.gates) or has_minimums(free.rules)
    assessed = admit(free).assessed

    def award_at(rate: Fraction) -> Award | None:
        if rate not in known:
            case = free
            for bid, step in steps.items():
                case = with_price(case, bid, free.prices[bid].amount + rate * step) if step else case
            known[rate] = award_among(case, admit(case).assessed if moves else assessed)
        return known[rate]

    return award_at


def _turns(award_at: AwardAt) -> Iterator[Turn]:
    rates = [MOST * step / STEPS for step in range(STEPS + 1)]
    for low, high in pairwise(rates):
        before, after = award_at(low), award_at(high)
        if before != after:
            yield _narrowed(award_at, low, high)


def _narrowed(award_at: AwardAt, low: Fraction, high: Fraction) -> Turn:
    before = award_at(low)
    while high - low > FINE:
        middle = low + (high - low) / 2
        if award_at(middle) == before:
            low = middle
        else:
            high = middle
    return low, high, before, award_at(high)
