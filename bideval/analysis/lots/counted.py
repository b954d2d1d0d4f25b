"""What an award of lots counts as where awards are compared: one base for all of them.

    paid        prices less discounts
    unawarded   the reserve price of each lot that is not awarded (docs/format.md, ``no-award``)
    penalties   what the soft rules cost that give way

The sum is what the mechanism itself makes least where it compares prices, so an award does not
look cheaper for leaving a lot out.  A lot that is not awarded and has no reserve price is named:
awards that leave out different ones of those are not compared in money.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.kept import broken_by
from bideval.analysis.lots.problem import reserves_of


class Counted(NamedTuple):
    """What an award counts as, in money; ``paid`` is None where a tie leaves open which award it is."""

    value: Fraction
    paid: Fraction | None
    unawarded: Fraction | None
    penalties: Fraction | None
    unpriced: frozenset[str] = frozenset()  # lots not awarded that have no reserve price


def counted_of(found: Allocation) -> Counted | None:
    """Return what an award counts as; None where none is established."""
    if found.status is AllocationStatus.NOT_ESTABLISHED:
        return None
    if found.cost is None:
        return _tied(found) if found.status is AllocationStatus.TIED else None
    reserves = reserves_of(found.problem.award)
    open_ = [one.lot for one in found.lots if one.bid is None]
    unawarded = sum((reserves.get(lot, Fraction(0)) for lot in open_), Fraction(0))
    penalties = _penalties(found, found.cost)
    unpriced = frozenset(lot for lot in open_ if lot not in reserves)
    return Counted(found.cost + unawarded + penalties, found.cost, unawarded, penalties, unpriced)


def value_of(found: Allocation) -> Fraction | None:
    """Return the sum alone."""
    counted = counted_of(found)
    return None if counted is None else counted.value


def _tied(found: Allocation) -> Counted | None:
    """Awards that are tied count as the same, which their proofs say."""
    claims = [one for one in found.certificates if one.aim.kind == "cost" and one.value is not None]
    if found.compared is not None:
        value = found.compared.combined if found.compared.taken else found.compared.single
    elif claims:
        value = Fraction(claims[0].value or 0)
    else:
        return None
    reserves, problem = reserves_of(found.problem.award), found.problem
    never = sum((reserves.get(lot, Fraction(0)) for lot in problem.without_bids), Fraction(0))
    plain = all(one is None for one in problem.data.reserves)
    hard = all(rule.penalty is None for rule in problem.data.rules)
    return Counted(
        value=value + never,
        paid=value if plain and hard else None,
        unawarded=never if plain and hard else None,
        penalties=Fraction(0) if hard else None,
        unpriced=frozenset(lot for lot in problem.without_bids if lot not in reserves),
    )


def _penalties(found: Allocation, cost: Fraction) -> Fraction:
    """What the soft rules cost that are broken; a budget is held against what is paid."""
    rules = found.problem.data.rules
    broken = {at for at in broken_by(found.problem.data, found.taken) if rules[at].kind != "budget"}
    for at, rule in enumerate(rules):
        if rule.kind == "budget" and rule.most is not None and cost > rule.most:
            broken.add(at)
    return sum((Fraction(rules[at].penalty or 0) for at in broken), Fraction(0))
