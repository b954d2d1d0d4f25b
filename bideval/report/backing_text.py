"""What stands behind a bid, for people: each instrument, its cost, what it covers by year, what is left.

What is not stated is listed at the end and printed as a dash, never as 0.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from bideval.errors import Source
from bideval.model.study import TERMS
from bideval.report.backing_words import (
    accepted_words,
    collateral_words,
    missing_words,
    rating_words,
    steps_words,
)
from bideval.report.tables import money_aligned, money_text, one_line, table_text, wrapped
from bideval.scoring.backing.cost import InstrumentCost
from bideval.scoring.backing.exposure import YearExposure
from bideval.scoring.backing.figures import Figure, NotStated, Stated
from bideval.scoring.backing.instruments import Asking, Instrument
from bideval.scoring.backing.of_bid import BidBacking
from bideval.scoring.backing.term import Term

Locate = Callable[[Source], Source]
_NAMES = {"re_procurement": "re-procurement", "price_difference": "price difference to replace"}


def backing_text(backing: BidBacking, currency: str, locate: Locate) -> list[str]:
    """Return the blocks about the backing of one bid."""
    costs = {cost.instrument.place: cost for cost in backing.costs}
    lines = [
        one_line(line)
        for one in backing.instruments
        for line in _instrument(one, costs.get(one.place), currency, locate)
    ]
    blocks = ["\n".join(["Backing:", *(lines or ["  none is stated"])])]
    if backing.askings:
        said = [line for one in backing.askings for line in wrapped(_asking(one), "  ")]
        blocks.append("\n".join(["Providers approached:", *said]))
    blocks.append("\n".join(_priced(backing, currency)))
    if isinstance(backing.term, Term):
        blocks += _by_year(backing, currency)
    lacking = missing_words(backing)
    if lacking:
        blocks.append(
            "\n".join(["Not stated, and nowhere taken as 0:", *(f"  {one_line(one)}" for one in lacking)])
        )
    return blocks


def _instrument(one: Instrument, cost: InstrumentCost | None, currency: str, locate: Locate) -> Iterator[str]:
    said = one.backing
    rated = rating_words(said.provider_rating)
    provider = f", by {said.provider}" if said.provider else ""
    graded = f" (rated {rated})" if rated else ""
    yield f"  {one.name}: {currency} {money_text(said.amount)}, {said.stage}{provider}{graded}"
    terms = "; ".join(_terms(one))
    if terms:
        yield f"    {terms}"
    if cost is not None:
        yield f"    cost: {_cost(cost, currency)}"
    yield f"    from {locate(one.place)}"


def _terms(one: Instrument) -> Iterator[str]:
    said = one.backing
    if said.called:
        yield f"called {said.called}"
    if said.cap is not None:
        yield f"capped at {money_text(said.cap)}"
    yield from steps_words(said)
    if said.due:
        yield f"due {said.due}"
    if said.starts:
        yield f"from {said.starts}"
    if said.expires or said.open_ended:
        yield "open-ended" if said.open_ended else f"ends {said.expires}"
    held = collateral_words(said.collateral)
    if held:
        yield f"collateral {held}"
    if said.in_price:
        yield f"in the price: {said.in_price}"


def _cost(cost: InstrumentCost, currency: str) -> str:
    if isinstance(cost.total, NotStated):
        return "not stated"
    parts = {
        "arrangement fee": cost.arrangement_fee,
        "premium": cost.premium,
        "collateral": cost.collateral,
        "legal fees": cost.legal_fees,
    }
    said = [_part(name, one) for name, one in parts.items() if isinstance(one, Stated) and one.value]
    return f"{' + '.join(said) or 'nothing'} = {currency} {money_text(cost.total.value)}"


def _part(name: str, figure: Stated) -> str:
    worked = f" ({figure.worked})" if figure.worked else ""
    return f"{name} {money_text(figure.value)}{worked}"


def _asking(one: Asking) -> str:
    said = one.approach
    who = "" if one.own else f"{one.party} asked for "
    much = f" of {money_text(said.amount)}" if said.amount is not None else ""
    provider = f", {said.provider}" if said.provider else ""
    day = f", {said.date}" if said.date else ""
    why = f": {said.because}" if said.because else ""
    return f"{who}{said.form}{much}{provider}{day}: {said.outcome}{why}"


def _priced(backing: BidBacking, currency: str) -> Iterator[str]:
    folded, price = backing.folded, backing.price
    if isinstance(price, NotStated):
        yield "The cost of the backing beside the price: there is no price to add it to."
    elif isinstance(folded, NotStated):
        yield "The price with the cost of the backing in it is not stated: see what is missing below."
    else:
        same = " (it holds that cost already, or there is none)" if folded.value == price.value else ""
        yield (
            f"The price with the cost of the backing in it: {currency} {money_text(folded.value)}{same}; "
            f"the evaluated price is {currency} {money_text(price.value)}."
        )


def _by_year(backing: BidBacking, currency: str) -> list[str]:
    accepted = accepted_words(backing)
    head = f"What can be called in each contract year, {currency}" + (
        f", by {accepted}:" if accepted else ":"
    )
    assert isinstance(backing.term, Term)
    years = [(str(one.number), one.first or "-", one.last or "-") for one in backing.term.years]
    columns = {"can be called": backing.cover}
    if backing.exposure:
        columns["would be lost"] = tuple(one.loss for one in backing.exposure)
        columns["exposure left"] = tuple(one.exposure for one in backing.exposure)
        columns["expected loss"] = tuple(one.expected_loss for one in backing.exposure)
    cells = [money_aligned([_value(one) for one in column]) for column in columns.values()]
    rows = [(*year, *row) for year, row in zip(years, zip(*cells, strict=True), strict=True)]
    right = set(range(3, 3 + len(columns)))
    table = table_text(("year", "from", "to", *columns), rows, right)
    blocks = ["\n".join([*wrapped(head, ""), "", table])]
    if backing.exposure:
        lines = [line for name in TERMS for line in wrapped(_term(name, backing.exposure), "  ")]
        blocks.append("\n".join(["What would be lost, and who says so:", *lines]))
    return blocks


def _value(figure: Figure) -> Fraction | None:
    return figure.value if isinstance(figure, Stated) else None


def _term(name: str, years: tuple[YearExposure, ...]) -> str:
    words = _NAMES.get(name, name.replace("_", " "))
    figures = [year.terms[name] for year in years]
    stated = [one for one in figures if isinstance(one, Stated)]
    if len(stated) < len(figures):
        return f"{words}: not stated"
    said = [one.worked for one in stated]
    amounts = f"{said[0]} in every year" if len(set(said)) == 1 else f"by year {'; '.join(said)}"
    return f"{words}: {amounts} ({stated[0].said_by})"
