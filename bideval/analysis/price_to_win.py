"""``price-to-win``: the price at which each losing bid would have won, all else unchanged (A8).

Rule: where a lower price can only help a bid (``own_price`` says where), its award turns
once as its price falls.  The turn is found to the minor unit of the published prices, and
the lot is ranked again by the published rules at that price and one unit above: relative
price points, tests, ties and rounding are all real.  Where a lower price need not help, a
price at which the bid wins is named if one is found, and no more is said.

The evaluated price moves as one amount; the lines behind it are no matter of this module.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import ceil
from typing import NamedTuple

from bideval.analysis.altered import judged, with_price
from bideval.analysis.answer import Answer, Basis, Heading, Table, Verdict, does_not_apply, not_established
from bideval.analysis.award_words import amount
from bideval.analysis.bracket import Look, last_that_holds
from bideval.analysis.contest import NO_OTHER, challengers, shut_out
from bideval.analysis.eligible import award_of, leaders
from bideval.analysis.entry import Analysis
from bideval.analysis.own_price import doubt, lowest_let_in, price_gates, steady_from
from bideval.analysis.pictures import NumberLine, Stretch, Tick
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import Award
from bideval.analysis.space import assessed_placings
from bideval.analysis.supposed import Placed, held, placed
from bideval.model.decision import DecisionKind
from bideval.model.evaluation import Placing
from bideval.model.numbers import decimal_text
from bideval.scoring.case import LotCase

ID = "price-to-win"
_MOST_DECIMALS = 9
_PENCE = 2  # decimals where prices are no decimals at all
_TRIED = 40  # prices tried where the award need not turn once
_HEADINGS = (
    Heading("now", "price", "money"),
    Heading("wins", "wins at or below", "money"),
    Heading("lower", "lower by", "money"),
    Heading("percent", "percent lower", "percent"),
)
Awards = Callable[[int], tuple[Award | None, Fraction | None]]  # by price in units: the award, the bid's lead


class _Bid(NamedTuple):
    """A bid that lost, its price and the unit in which prices are told."""

    asked: Asked
    id: str
    price: Fraction
    unit: Fraction
    awards: Awards

    def money(self, value: Fraction) -> str:
        return amount(value, "money", self.asked.case.inputs.tender.currency)

    @property
    def wins(self) -> str:
        return "have won" if self.asked.case.rules.places == 1 else "have been awarded a place"

    def look(self, units: int) -> Look:
        award, lead = self.awards(units)
        return Look(award is not None and self.id in award.winners, lead)


def run(asked: Asked) -> tuple[Answer, ...]:
    """Return the answers about a lot."""
    award = award_of(asked.result)
    if asked.case.quality_only:
        return (does_not_apply(ID, "Prices are not opened, so nobody is ranked."),)
    if not asked.case.rules.reads_price():
        return (does_not_apply(ID, "No rule of this lot reads a price, so no price changes the award."),)
    if award is None or not (award.winners or award.tied):
        return (does_not_apply(ID, "Nobody is awarded by the published rules, so there is no price to win."),)
    placings = {placing.bid: placing for placing in asked.result.placings}
    losers = [bid for bid in challengers(asked) if bid not in award.winners]
    if not losers:
        return (does_not_apply(ID, NO_OTHER),)
    unit = price_unit(asked.case)
    return tuple(_answer(asked, placings[bid], unit) for bid in losers)


def price_unit(case: LotCase) -> Fraction:
    """The smallest amount that the evaluated prices of the lot are written in."""
    prices = [price.amount for price in case.prices.values()]
    for places in range(_MOST_DECIMALS + 1):
        if all((price * 10**places).denominator == 1 for price in prices):
            return Fraction(1, 10**places)
    return Fraction(1, 10**_PENCE)


def _answer(asked: Asked, placing: Placing, unit: Fraction) -> Answer:
    price = asked.case.prices.get(placing.bid)
    out = shut_out(placing)
    if price is None or (out is not None and not _by_price_alone(asked.case, placing)):
        said = out or f"{placing.bid} has no evaluated price."
        return does_not_apply(ID, f"{said} No price of its own changes that.")._replace(about=placing.bid)
    why = doubt(asked.case, placing.bid)
    bid = _Bid(asked, placing.bid, price.amount, unit, _awards(asked, placing.bid, unit, certain=why is None))
    return _proved(bid) if why is None else _tried(bid, why)


def _by_price_alone(case: LotCase, placing: Placing) -> bool:
    """Whether only tests that read a price shut the bid out."""
    gates = {gate.rule.id for gate in price_gates(case)}
    failed = [gate for gate in placing.gates if not gate.passed and gate.on_fail != "flag"]
    return bool(failed) and all(gate.gate in gates and gate.decision is None for gate in failed)


def _awards(asked: Asked, bid: str, unit: Fraction, *, certain: bool) -> Awards:
    """The award by the price of one bid, each price looked at once.

    Where plain tests alone read a price, an assessed bid stays in at every price that is
    looked at, and who else is assessed stays too: the bids are then ranked, not admitted, anew.
    """
    assessed = tuple(sorted(placing.bid for placing in assessed_placings(asked.result)))
    ranked_anew = bid in assessed and (certain or not price_gates(asked.case))
    case = _without_draws(asked.case)
    kept = held(case, assessed) if ranked_anew else case

    @cache
    def award(units: int) -> tuple[Award | None, Fraction | None]:
        moved = with_price(kept, bid, units * unit)
        if not ranked_anew:
            return award_of(judged(moved)), None
        found = placed(moved, assessed)
        return (None, None) if found is None else (found.award, _lead(found, bid, asked.case.rules.places))

    return award


def _without_draws(case: LotCase) -> LotCase:
    """The lot with its draws left out: a bid that needs a draw has not won by its price."""
    left = tuple(one for one in case.inputs.decisions if one.kind is not DecisionKind.DRAW)
    return case._replace(inputs=replace(case.inputs, decisions=left))


def _lead(found: Placed, bid: str, places: int) -> Fraction | None:
    """How far the bid's figure is above the one it must beat, before rounding."""
    others = sorted((value for one, value in found.figures.items() if one != bid), reverse=True)
    if bid not in found.figures or len(others) < places:
        return None
    return found.figures[bid] - others[places - 1]


def _proved(bid: _Bid) -> Answer:
    """Where the award turns once: the turn, looked at from both sides."""
    least = lowest_let_in(bid.asked.case, bid.unit)
    now = ceil(bid.price / bid.unit)
    floor_words = f" (the test {least.gate} shuts it out below)" if least.gate else ""
    at_least = bid.money(least.units * bid.unit)
    if least.units >= now or bid.awards(least.units)[0] is None:
        if least.units < now:
            said = (
                f"The rules give no result with {bid.id} at {at_least}, so a price to win is not established."
            )
            return not_established(ID, bid.id, said)
        said = f"{bid.id} would not {bid.wins} at any lower price{floor_words}."
        return Answer(ID, bid.id, said, Verdict.IMPOSSIBLE, Basis.BRACKET)
    if not bid.look(least.units).holds:
        award, _ = bid.awards(least.units)
        said = f"{bid.id} would not {bid.wins} at any price, not even at {at_least}{floor_words}."
        if award is not None and bid.id in award.tied:
            lower = f"{bid.id} would not {bid.wins} at any lower price{floor_words}"
            said = f"{lower}: at {at_least} it would be in a tie, and that is the best there is."
        return Answer(
            ID, bid.id, said, Verdict.IMPOSSIBLE, Basis.BRACKET, notes=tuple(_notes(bid, least.units - 1))
        )
    most = last_that_holds(bid.look, least.units, now)
    below = f", though not below {at_least}, where the test {least.gate} shuts it out" if least.gate else ""
    return Answer(
        ID,
        bid.id,
        f"{bid.id} would {bid.wins} at {bid.money(most * bid.unit)} or less ({_lower(bid, most)}){below}.",
        Verdict.PROVED,
        Basis.BRACKET,
        (_table(bid, most),),
        notes=tuple(_notes(bid, most)),
        picture=_picture(bid, least.units, most),
    )


def _lower(bid: _Bid, most: int) -> str:
    gap = bid.price - most * bid.unit
    percent = decimal_text(gap * 100 / bid.price, 2)
    return f"{bid.money(gap)} or {'less than 0.01' if percent == '0' else percent}% lower"


def _table(bid: _Bid, most: int) -> Table:
    wins = most * bid.unit
    gap = bid.price - wins
    return Table(f"Price to win of {bid.id}", _HEADINGS, ((bid.price, wins, gap, gap * 100 / bid.price),))


def _notes(bid: _Bid, most: int) -> Iterator[str]:
    yield f"Prices are told to {bid.money(bid.unit)}; no other bid's price is changed."
    above, _ = bid.awards(most + 1)
    if above is not None and bid.id in above.tied:
        tie = bid.money((most + 1) * bid.unit)
        yield f"At {tie} {bid.id} would be in a tie that no published rule but a draw could settle."


def _tried(bid: _Bid, why: str) -> Answer:
    """Where a lower price need not help: the highest price tried at which the bid wins."""
    now = ceil(bid.price / bid.unit)
    prices = {1, *(now * part // _TRIED for part in range(1, _TRIED))}
    rivals = (price.amount for one, price in bid.asked.case.prices.items() if one != bid.id)
    prices |= {ceil(price / bid.unit) + step for price in rivals for step in (-1, 0)}
    winning = [units for units in sorted(prices, reverse=True) if 0 < units < now and bid.look(units).holds]
    note = f"{why[0].upper()}{why[1:]}, so prices between those tried may give another award."
    if not winning:
        return not_established(ID, bid.id, f"No price at which {bid.id} would {bid.wins} was found.", note)
    said = f"{bid.id} would {bid.wins} at {bid.money(winning[0] * bid.unit)} ({_lower(bid, winning[0])})"
    return not_established(
        ID, bid.id, f"{said}; whether at a higher price too is not established.", note
    )._replace(tables=(_table(bid, winning[0]),))


def _picture(bid: _Bid, least: int, most: int) -> NumberLine:
    """The line of the bid's price; a stretch names its winners only where that is certain."""
    case = bid.asked.case
    rivals = [one.bid for one in assessed_placings(bid.asked.result) if one.bid in case.prices]
    ticks = tuple(Tick(one, case.prices[one].amount) for one in sorted({*rivals, bid.id}))
    wins = most * bid.unit
    others = [tick.value for tick in ticks if tick.bid != bid.id]
    lowest = max(least * bid.unit, min([wins, *others]) * Fraction(9, 10))
    stretches = [Stretch(min(lowest, wins), wins, (bid.id,))]
    steady = steady_from(case, others)
    if steady is not None and bid.price > max(wins, steady) and not price_gates(case):
        # above its own price it still loses, and no other figure moves: so as far as the dearest bid
        highest = bid.price if bid.id in bid.asked.result.tied else max(tick.value for tick in ticks)
        stretches.append(Stretch(max(wins, steady), highest, leaders(bid.asked.result)))
    currency = case.inputs.tender.currency
    return NumberLine(f"price of {bid.id}", currency, bid.price, ticks, tuple(stretches), "as bid")


PRICE_TO_WIN = Analysis(
    id=ID,
    question="At what price would each losing bid have won?",
    when="To tell a bidder, or the authority, how far from the award each price was.",
    not_said="That the bidder could have offered that price, or what others would then have done.",
    needs=("a rule that reads prices", "a bid that is not awarded"),
    source="the award turns once as the bid's own price falls; looked at on both sides of the turn",
    checker="recomputed by bideval: the folder with that price, and with one unit more",
    oracle="the closed form of each price formula; every price tried in small tenders",
    run=run,
)
