"""What stands behind a bid, as JSON data: instruments, cost, cover and exposure by year.

Every figure has the same keys; one that is not stated has null and what is missing.
"""

from collections.abc import Callable

from bideval.errors import Source
from bideval.model.numbers import exact_text, figure_text
from bideval.report.backing_words import (
    accepted_words,
    collateral_words,
    missing_words,
    rating_words,
    steps_words,
)
from bideval.scoring.backing.cost import InstrumentCost, to_fold
from bideval.scoring.backing.figures import Figure, Stated
from bideval.scoring.backing.instruments import Asking, Instrument
from bideval.scoring.backing.of_bid import BidBacking
from bideval.scoring.backing.term import Term
from bideval.scoring.price_json import Json

Locate = Callable[[Source], Source]


def backing_data(backing: BidBacking | None, locate: Locate) -> Json:
    """Return the backing of a bid; null where nothing is said of it."""
    if backing is None:
        return None
    costs = {cost.instrument.place: cost for cost in backing.costs}
    return {
        "instruments": [_instrument(one, costs.get(one.place), locate) for one in backing.instruments],
        "approaches": [_approach(one, locate) for one in backing.askings],
        "price": [
            _figure("price", backing.price, locate),
            _figure("price_with_backing", backing.folded, locate),
        ],
        "accepted": accepted_words(backing),
        "years": _years(backing, locate),
        "not_stated": list(missing_words(backing)),
    }


def _instrument(one: Instrument, cost: InstrumentCost | None, locate: Locate) -> Json:
    said = one.backing
    return {
        "party": one.party,
        "own": one.own,
        "form": said.form,
        "amount": figure_text(said.amount),
        "stage": said.stage,
        "provider": said.provider,
        "provider_rating": rating_words(said.provider_rating),
        "called": said.called,
        "cap": None if said.cap is None else figure_text(said.cap),
        "step_down": list(steps_words(said)),
        "starts": said.starts,
        "expires": "open-ended" if said.open_ended else said.expires,
        "due": said.due,
        "collateral": collateral_words(said.collateral),
        "in_price": said.in_price,
        "cost": _costs(cost, locate),
        "place": str(locate(one.place)),
    }


def _costs(cost: InstrumentCost | None, locate: Locate) -> Json:
    if cost is None:
        return []
    figures = {
        "arrangement_fee": cost.arrangement_fee,
        "premium": cost.premium,
        "collateral": cost.collateral,
        "legal_fees": cost.legal_fees,
        "total": cost.total,
        "to_add_to_price": to_fold(cost),
    }
    return [_figure(name, figure, locate) for name, figure in figures.items()]


def _approach(one: Asking, locate: Locate) -> Json:
    said = one.approach
    return {
        "party": one.party,
        "form": said.form,
        "provider": said.provider,
        "amount": None if said.amount is None else figure_text(said.amount),
        "date": said.date,
        "outcome": said.outcome,
        "because": said.because,
        "place": str(locate(one.place)),
    }


def _years(backing: BidBacking, locate: Locate) -> Json:
    if not isinstance(backing.term, Term):
        return []
    exposed = {one.year.number: one for one in backing.exposure}
    found: list[Json] = []
    for year, cover in zip(backing.term.years, backing.cover, strict=True):
        figures = {"cover": cover}
        if year.number in exposed:
            one = exposed[year.number]
            figures |= {
                **one.terms,
                "loss": one.loss,
                "exposure": one.exposure,
                "default_rate": one.default_rate,
                "expected_loss": one.expected_loss,
            }
        rows: Json = [_figure(name, figure, locate) for name, figure in figures.items()]
        found.append({"year": year.number, "first": year.first, "last": year.last, "figures": rows})
    return found


def _figure(name: str, figure: Figure, locate: Locate) -> Json:
    stated = figure if isinstance(figure, Stated) else None
    return {
        "what": name,
        "value": figure_text(stated.value) if stated else None,
        "value_exact": exact_text(stated.value) if stated else None,
        "worked": (stated.worked or None) if stated else None,
        "source": (stated.said_by or None) if stated else None,
        "place": "; ".join(str(locate(place)) for place in figure.places),
        "missing": [] if isinstance(figure, Stated) else list(figure.missing),
    }
