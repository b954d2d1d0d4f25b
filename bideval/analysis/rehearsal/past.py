"""Kinds of bidder made of the bids of a past tender: each past bid is one, as it was.

Its parties, accounts, backing and declared values are taken as they are; agreed marks where
this tender has a criterion of the same id whose scale has the mark.  Its price is
taken times the value of this contract over that of the past one where both are stated, in
hundredths; else as it was.  Bids that were withdrawn, late or excluded are taken too: they
were made.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.rehearsal.kinds import EVERY_LOT, Kind, Span
from bideval.model.inputs import Inputs
from bideval.model.rehearsal import Ranges
from bideval.model.rules import MarksFrom, Mode
from bideval.scoring.case import LotCase, lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.rounding import round_to


def past_kinds(past: Inputs, rules: LotRules, common: Ranges) -> tuple[Kind, ...]:
    """Return a kind for each bid of the past tender's lots that has a price, by id.

    Of a past tender with lots, the lot of the same id alone where there is one.
    """
    lots = compile_rules(past).scorable
    same = tuple(one for one in lots if one.id == rules.id) or lots
    return tuple(kind for lot in same for kind in _of_lot(lot_case(past, lot), rules, common))


def _of_lot(case: LotCase, rules: LotRules, common: Ranges) -> Iterator[Kind]:
    scale = _scale(case.rules.value, rules.value)
    tender = case.inputs.tender
    for bid, its in sorted(case.bids.items()):
        if bid not in case.prices and rules.reads_price():
            continue
        where = f"-{case.rules.id}" if tender.lots else ""
        price = round_to(case.prices[bid].amount * scale, 2, Mode.HALF_UP) if bid in case.prices else None
        yield Kind(
            id=f"{tender.id}{where}-{bid}",
            title=its.bidder.name,
            type=its.bidder.type,
            prices={} if price is None else {EVERY_LOT: (price, price)},
            marks={**common.marks, **_marks(case, bid, rules)},
            declared=common.declared,
            accounts=common.accounts,
            backing={str(form): span for form, span in common.backing.items()},
            like=its,
        )


def _scale(past: Fraction | None, now: Fraction | None) -> Fraction:
    return now / past if past and now else Fraction(1)


def _marks(case: LotCase, bid: str, rules: LotRules) -> dict[str, Span]:
    """The agreed marks that this tender could have given too."""
    if case.rules.marks_from not in {MarksFrom.CONSENSUS, MarksFrom.SINGLE}:
        return {}
    found: dict[str, Span] = {}
    for leaf in rules.leaves():
        rows = case.rows.get((bid, leaf.id), ())
        if leaf.scale is not None and rows and leaf.scale.has(rows[0].value):
            found[leaf.id] = (rows[0].value, rows[0].value)
    return found
