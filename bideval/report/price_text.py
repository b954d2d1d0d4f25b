"""How a price was built, for people: its sections or its lines, what was corrected, and VAT."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from bideval.errors import Source
from bideval.model.amounts import grouped, money_text
from bideval.model.evaluated_price import EvaluatedPrice, PricePart
from bideval.model.numbers import figure_text
from bideval.report.tables import money_aligned, one_line, table_text
from bideval.scoring.correction_notes import correction_words

Locate = Callable[[Source], Source]
_BASES = {
    "": "the tender states no comparison basis",
    "ex-vat": "compared without VAT",
    "gross": "compared with VAT",
    "net-cost-to-authority": "compared with the VAT that the authority cannot recover",
}
_NOT_PRICED = {"included": "included", "provisional": "provisional"}


def price_blocks(price: EvaluatedPrice, currency: str, locate: Locate, *, lines: bool) -> Iterator[str]:
    """Yield the blocks of one price; ``lines`` asks for every line of a schedule, else its sections."""
    head = [f"Price: {currency} {money_text(price.amount)}"]
    head += [f"  {one_line(line)}" for line in _head(price, currency, locate)]
    yield "\n".join(head)
    if any(part.line for part in price.parts):
        yield _lines(price, currency, locate) if lines else _sections(price, currency)
        if not lines:
            yield "  Every line is listed where this bid is explained alone."


def _head(price: EvaluatedPrice, currency: str, locate: Locate) -> Iterator[str]:
    if price.submitted != price.amount:
        submitted, amount = (f"{currency} {money_text(one)}" for one in (price.submitted, price.amount))
        yield f"submitted: {submitted}; corrected: {amount}"
    yield price.worked
    yield _vat(price, currency)
    for one in price.corrections:
        yield correction_words(one, currency)
        decided = f"; decided {locate(one.decided_at)}" if one.decided_at else ""
        yield f"submitted {locate(one.source)}{decided}"
    stated = [part for part in price.parts if not part.line]
    yield from (f"from {locate(part.source)}" for part in stated)


def _vat(price: EvaluatedPrice, currency: str) -> str:
    """The treatments as they stand in the bid, and what the published basis adds."""
    net: dict[str, Fraction] = {}
    for part in price.parts:
        net[part.vat] = net.get(part.vat, Fraction(0)) + part.amount
    said = ", ".join(
        f"{vat}{f' on {currency} {money_text(amount)}' if len(net) > 1 else ''}"
        for vat, amount in net.items()
    )
    added = sum((part.added for part in price.parts), Fraction(0))
    what = f"{currency} {money_text(added)} is added" if added else "nothing is added"
    return f"VAT: {said}; {_BASES[price.basis]}: {what}"


def _sections(price: EvaluatedPrice, currency: str) -> str:
    """The sections of a schedule that count, with their sums."""
    found: dict[str, list[PricePart]] = {}
    for part in price.parts:
        found.setdefault(part.section, []).append(part)
    amounts = money_aligned([sum((one.amount for one in parts), Fraction(0)) for parts in found.values()])
    rows = [
        (one_line(section) or "-", str(len(parts)), _apart(parts), amount)
        for (section, parts), amount in zip(found.items(), amounts, strict=True)
    ]
    return table_text(("section", "lines", "not priced", f"amount {currency}"), rows, right={1, 3})


def _apart(parts: list[PricePart]) -> str:
    """How many lines no rate stands against, by why."""
    counts = {kind: sum(one.kind == kind for one in parts) for kind in _NOT_PRICED}
    return ", ".join(f"{count} {_NOT_PRICED[kind]}" for kind, count in counts.items() if count) or "-"


def _lines(price: EvaluatedPrice, currency: str, locate: Locate) -> str:
    amounts = money_aligned([part.amount for part in price.parts])
    file = price.parts[0].source.file
    rows = [
        (part.line, _rate(part), *_volume(part), amount, _place(locate(part.source), file))
        for part, amount in zip(price.parts, amounts, strict=True)
    ]
    header = ("line", "rate", "quantity", "years", f"amount {currency}", file)
    return table_text(header, rows, right={1, 2, 3, 4})


def _place(source: Source, file: str) -> str:
    """Line and column in ``file``, the header of the column; the whole place in another."""
    return str(source).removeprefix(f"{file}:")


def _rate(part: PricePart) -> str:
    return _NOT_PRICED.get(part.kind, "-") if part.rate is None else money_text(part.rate)


def _volume(part: PricePart) -> tuple[str, str]:
    return grouped(figure_text(part.quantity)), figure_text(part.years)
