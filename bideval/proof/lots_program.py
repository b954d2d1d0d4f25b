"""The programme behind an award of lots, built from what it is decided on.

    minimise   the aim
    subject to every lot goes to one offer, or to none where that is allowed;
               a discount comes off only where each of its lots is awarded to the bid by itself;
               at most one step of a volume discount, and only where its amount is reached;
               every rule, or the price of breaking it;
               what was settled before; other awards than those left out

Columns, all 0 or 1: the offers; no award, for each lot that may have none; the discounts; for
each step of a volume discount the step itself and what of each offer comes off; a winner, for
each bidder, where winners count; and a breach, for each rule that may be broken.

The search and the checker build it here, so that a claim is about the data.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm

from bideval.proof.binary import BinaryProgram, SparseRow, sparse_row
from bideval.proof.lots import Aim, Held, Lots
from bideval.proof.lots_columns import Columns, Terms, columns_of, covering, money, singles
from bideval.proof.lots_rules import rule_rows


def award_program(
    lots: Lots, aim: Aim, held: tuple[Held, ...] = (), besides: tuple[tuple[int, ...], ...] = ()
) -> BinaryProgram:
    """Return the programme; ``besides`` are the offers of awards that are left out.

    Shapes are the caller's to check (``is_lots``, ``is_aim``).
    """
    columns = columns_of(lots, aim, held)
    cost = _cost(lots, columns, aim)
    parts = lcm(*(Fraction(value).denominator for value in cost.values()))
    rows = [
        *_lot_rows(lots, columns),
        *_discount_rows(lots, columns),
        *_volume_rows(lots, columns),
        *_winner_rows(lots, columns),
        *(row for place, rule in enumerate(lots.rules) for row in rule_rows(lots, columns, place, rule)),
        *(sparse_row(_cost(lots, columns, one.aim), None, one.most) for one in held),
        *(_other_than(lots, award) for award in besides),
    ]
    return BinaryProgram(
        tuple(int(cost.get(column, 0) * parts) for column in range(columns.width)), tuple(rows), parts
    )


def _cost(lots: Lots, columns: Columns, aim: Aim) -> Terms:
    """What each column adds to the aim, 0 left out."""
    if aim.kind == "cost":
        return {
            **money(lots, columns),
            **{column: lots.reserves[lot] or 0 for lot, column in columns.unawarded.items()},
            **{column: lots.rules[rule].penalty or 0 for rule, column in columns.breaches.items()},
        }
    if aim.kind == "points":
        return {place: -offer.points for place, offer in enumerate(lots.offers)}
    if aim.kind == "broken":
        return {columns.breaches[rule]: 1 for rule in aim.of}
    if aim.kind == "order":
        (lot,) = aim.of
        unawarded = {columns.unawarded[lot]: len(lots.offers)} if lot in columns.unawarded else {}
        return {**{place: place for place in covering(lots, lot)}, **unawarded}
    sign = 1 if aim.kind == "fewer-winners" else -1
    return dict.fromkeys(columns.winners.values(), sign)


def _lot_rows(lots: Lots, columns: Columns) -> Iterator[SparseRow]:
    for lot in range(len(lots.reserves)):
        taken: Terms = dict.fromkeys(covering(lots, lot), 1)
        none: Terms = {columns.unawarded[lot]: 1} if lot in columns.unawarded else {}
        yield sparse_row({**taken, **none}, 1, 1)


def _discount_rows(lots: Lots, columns: Columns) -> Iterator[SparseRow]:
    for column, one in zip(columns.discounts, lots.discounts, strict=True):
        for lot in one.lots:
            single = [place for place in singles(lots, one.bid) if lots.offers[place].lots == (lot,)]
            yield sparse_row({column: 1, **dict.fromkeys(single, -1)}, None, 0)
    if lots.add_up:
        return
    for bid, lot in sorted({(one.bid, lot) for one in lots.discounts for lot in one.lots}):
        pairs = zip(columns.discounts, lots.discounts, strict=True)
        sharing = [column for column, one in pairs if one.bid == bid and lot in one.lots]
        if len(sharing) > 1:
            yield sparse_row(dict.fromkeys(sharing, 1), None, 1)


def _volume_rows(lots: Lots, columns: Columns) -> Iterator[SparseRow]:
    for one, steps, parts in zip(lots.volumes, columns.steps, columns.parts, strict=True):
        yield sparse_row(dict.fromkeys(steps, 1), None, 1)
        for step, column, taken in zip(one.steps, steps, parts, strict=True):
            for part in taken.values():
                yield sparse_row({part: 1, column: -1}, None, 0)
            reached: Terms = {
                part: 1 if one.by_lots else lots.offers[offer].price for offer, part in taken.items()
            }
            yield sparse_row({**reached, column: -step.at}, 0, None)
        for offer in singles(lots, one.bid):
            of_offer: Terms = {taken[offer]: 1 for taken in parts}
            yield sparse_row({**of_offer, offer: -1}, None, 0)


def _winner_rows(lots: Lots, columns: Columns) -> Iterator[SparseRow]:
    """A bidder wins exactly where one of its offers is taken."""
    for bidder, column in columns.winners.items():
        own = [place for place, offer in enumerate(lots.offers) if lots.bidders[offer.bid] == bidder]
        yield sparse_row({**dict.fromkeys(own, 1), column: -1}, 0, None)
        for lot in sorted({lot for place in own for lot in lots.offers[place].lots}):
            there = [place for place in own if lot in lots.offers[place].lots]
            yield sparse_row({**dict.fromkeys(there, 1), column: -1}, None, 0)


def _other_than(lots: Lots, award: Iterable[int]) -> SparseRow:
    taken = frozenset(award)
    terms: Terms = {place: 1 if place in taken else -1 for place in range(len(lots.offers))}
    return sparse_row(terms, None, len(taken) - 1)
