"""``irrelevant-bids``: whether bids that do not win decide who does, and what other formulas say (A8).

Four questions.  Each losing bid is taken away and the lot is judged again.  Each is given
another price, at which it still loses (``repriced``).  A losing bid that nobody made, which
scores nothing but its price, is added (``phantom``), and the bids are ranked again.  And
each other price formula of the registry is put in the place of the published one, where
every parameter that it needs has a value that the tender states.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import judged, without_bids
from bideval.analysis.answer import (
    Answer,
    Basis,
    Cell,
    Heading,
    Table,
    Verdict,
    does_not_apply,
    not_established,
)
from bideval.analysis.award_words import amount, award_words, awarded_bids, listed
from bideval.analysis.eligible import award_of
from bideval.analysis.entry import Analysis
from bideval.analysis.other_formulas import Other, others
from bideval.analysis.phantom import Found, search
from bideval.analysis.price_to_win import price_unit
from bideval.analysis.question import Asked
from bideval.analysis.repriced import repriced, repriced_answer
from bideval.analysis.reweighed import Award
from bideval.analysis.space import assessed_placings
from bideval.analysis.supposed import held, placed

ID = "irrelevant-bids"


class _Without(NamedTuple):
    """What comes of taking a bid away."""

    bid: str
    award: Award | None


def run(asked: Asked) -> tuple[Answer, ...]:
    """Return the answers about a lot: bids taken away, a bid added, other formulas."""
    award = award_of(asked.result)
    if asked.case.quality_only:
        return (does_not_apply(ID, "Prices are not opened, so nobody is ranked."),)
    if award is None or not (award.winners or award.tied):
        return (does_not_apply(ID, "Nobody is awarded by the published rules, so no bid decides that."),)
    if not _losers(asked, award):
        none = "No bid loses, so none can be taken away, or bid otherwise, without a loss."
        return (does_not_apply(ID, none), _formulas(asked, award))
    return (_removal(asked, award), *_prices(asked, award), _formulas(asked, award))


def _losers(asked: Asked, award: Award) -> list[str]:
    return [bid for bid in sorted(asked.case.bids) if bid not in awarded_bids(award)]


# A bid taken away


def _removal(asked: Asked, award: Award) -> Answer:
    gone = [(bid, judged(without_bids(asked.case, (bid,)))) for bid in _losers(asked, award)]
    found = [_Without(bid, award_of(result)) for bid, result in gone]
    moving = [one for one in found if one.award != award]
    places = asked.case.rules.places
    said = f"The award does not hang on a losing bid: whichever is taken away, {award_words(award, places)}."
    if moving:
        parts = [f"without {one.bid} {award_words(one.award, places)}" for one in moving]
        said = f"Losing bids decide the award: {'; '.join(parts)}."
    rows: tuple[tuple[Cell, ...], ...] = tuple((one.bid, awarded_bids(one.award)) for one in found)
    table = Table("Each losing bid taken away", (_WITHOUT, _AWARDED), rows)
    return Answer(ID, "removal", said, Verdict.PROVED, Basis.ENUMERATION, (table,))


# Another price, and a bid added


def _prices(asked: Asked, award: Award) -> tuple[Answer, ...]:
    case = asked.case
    assessed = tuple(sorted(placing.bid for placing in assessed_placings(asked.result)))
    if not case.rules.reads_price() or any(bid not in case.prices for bid in assessed):
        said = "No rule reads the prices of all bids, so a price alone moves nothing."
        return (does_not_apply(ID, said),)
    kept = held(case, assessed)
    again = placed(kept, assessed)
    if again is None or again.award != award:
        said = (
            "Whether one more bid, or another price of a losing bid, could move the award is not established."
        )
        return (not_established(ID, "phantom", said),)
    unit = price_unit(case)
    tried = tuple(repriced(asked, kept, assessed, award, unit))
    other = (repriced_answer(ID, asked, award, tried),) if tried else ()
    return (*other, _phantom_answer(asked, award, search(kept, assessed, award, unit)))


def _phantom_answer(asked: Asked, award: Award, found: Found) -> Answer:
    places, currency = asked.case.rules.places, asked.case.inputs.tender.currency
    if found.phantoms:
        nearest = found.phantoms[0]
        price = amount(nearest.price, "money", currency)
        said = (
            f"One more bid, losing itself and scoring nothing but its price, could decide: at {price} "
            f"{award_words(nearest.award, places)}; without it {award_words(award, places)}."
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (one.price, awarded_bids(one.award), Fraction(one.rank)) for one in found.phantoms
        )
        table = Table("One more bid that loses and moves the award", (_PRICE, _AWARDED, _RANK), rows)
        note = "The bid is supposed: it passes every test and scores nothing but the points of its price."
        unsure = () if found.complete else (f"{found.why} Other prices may do so too.",)
        return Answer(ID, "phantom", said, Verdict.PROVED, Basis.ENUMERATION, (table,), notes=(note, *unsure))
    if found.complete:
        said = "No further bid, losing itself and scoring nothing but its price, could move the award."
        return Answer(ID, "phantom", said, Verdict.IMPOSSIBLE, Basis.CLOSED_FORM, notes=(found.why,))
    said = (
        "No further bid, losing itself and scoring nothing but its price, was found that would move the "
        "award; that there is none is not established."
    )
    return not_established(ID, "phantom", said, found.why)


# Other formulas


def _formulas(asked: Asked, award: Award) -> Answer:
    found = tuple(others(asked.case))
    if not found:
        return does_not_apply(
            ID, "No price formula stands in the published rules, so no other can replace it."
        )
    places = asked.case.rules.places
    run_ = [one for one in found if one.why is None]
    if not run_:
        said = "Every other price formula needs a parameter that the tender does not state."
        return does_not_apply(ID, said)._replace(about="formulas", tables=(_formula_table(found),))
    moving = [one for one in run_ if one.award != award]
    which = (
        f"each of the {len(run_)} other price formulas" if len(run_) > 1 else "the one other price formula"
    )
    said = f"Under {which} that can be worked out from the tender, {award_words(award, places)}."
    if moving:
        parts = [f"under {one.formula} {award_words(one.award, places)}" for one in moving]
        same = listed([one.formula for one in run_ if one not in moving] or ["none"])
        said = f"The formula bears on the award: {'; '.join(parts)}; the same award under {same}."
    return Answer(ID, "formulas", said, Verdict.PROVED, Basis.ENUMERATION, (_formula_table(found),))


def _formula_table(found: tuple[Other, ...]) -> Table:
    return Table("Other price formulas", (_FORMULA, _AWARDED, _WHY), tuple(_formula_rows(found)))


def _formula_rows(found: tuple[Other, ...]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        yield (one.formula, awarded_bids(one.award), one.why)


_WITHOUT = Heading("without", "without")
_AWARDED = Heading("awarded", "awarded")
_PRICE = Heading("price", "its price", "money")
_RANK = Heading("rank", "its rank", "rank")
_FORMULA = Heading("formula", "formula")
_WHY = Heading("why", "why not")

IRRELEVANT_BIDS = Analysis(
    id=ID,
    question="Do bids that lose decide who wins?",
    when="To see whether the award hangs on a bid that nobody would choose, or on the price formula.",
    not_said="That a bid was made for that purpose, or that another formula would have been better.",
    needs=("a result",),
    source="each losing bid taken away; a losing bid repriced or added at every price where totals meet",
    checker="recomputed by bideval: the folder without that bid, with its other price, or with one more",
    oracle="bids edited in the files; every price tried in small tenders",
    run=run,
)
