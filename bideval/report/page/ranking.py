"""The ranking and who was shut out, as a reader may see them.

A page for the public names the winner alone; a bidder's names the winner and itself.  Others
are neither named nor priced, because points on a relative price criterion are as good as the
price.  Shadow results are for officers and courts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from bideval.model.evaluation import GateResult, LotResult, Placing, PlacingStatus
from bideval.report.evaluation_text import figure_places, figure_words
from bideval.report.gate_text import gate_words
from bideval.report.page.audience import Audience, Reader
from bideval.report.page.seen import Out, Part, Ranked
from bideval.report.tables import aligned, money_text, most_decimals, name_text

Titles = Mapping[str, str]  # of gates and criteria, by id


def ranking_seen(lot: LotResult, currency: str, reader: Reader) -> tuple[Ranked, ...]:
    """Return the assessed bids as ``reader`` may see them, best first.

    A total in money is as good as a price: who may not see a bid's price does not see it.
    """
    assessed = [one for one in lot.placings if one.status is PlacingStatus.ASSESSED]
    totals = [one.total for one in assessed]
    shown = aligned(totals, max(most_decimals(totals), figure_places(lot)))
    rows = [_ranked(lot, one, total, currency, reader) for one, total in zip(assessed, shown, strict=True)]
    return _in_columns([row for row in rows if row is not None])


def _ranked(lot: LotResult, placing: Placing, total: str, currency: str, reader: Reader) -> Ranked | None:
    won, own = placing.bid in lot.winners, placing.bid == reader.bid
    rank = "" if placing.rank is None else str(placing.rank)
    is_public = reader.audience is Audience.PUBLIC
    in_money = lot.unit == "money"
    if not (reader.sees_bids or won or own):
        return Ranked(rank, "", "", "", "" if in_money else total, ()) if is_public else None
    has_price = reader.sees_bids or own or is_public
    price = f"{currency} {money_text(placing.price)}" if has_price and placing.price is not None else ""
    name = name_text(placing.name)
    if in_money and not has_price:
        return Ranked(rank, placing.bid, name, "", "", (), won, own)
    return Ranked(rank, placing.bid, name, price, total, _parts(placing), won, own)


def _parts(placing: Placing) -> tuple[Part, ...]:
    tops = [score for score in placing.scores if score.within is None]
    return tuple(Part(score.criterion, name_text(score.title), score.weighted, "") for score in tops)


def _in_columns(rows: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The rows with as many decimals in every part as the longest that the reader sees."""
    places = most_decimals([part.figure for row in rows for part in row.parts])
    written = (
        (part._replace(text=text) for part, text in zip(row.parts, texts, strict=True))
        for row in rows
        for texts in [aligned([part.figure for part in row.parts], places)]
    )
    return tuple(row._replace(parts=tuple(parts)) for row, parts in zip(rows, written, strict=True))


def out_seen(lot: LotResult, currency: str, reader: Reader, titles: Titles) -> tuple[Out, ...]:
    """Return who was not assessed: by name, or how many for which reason."""
    out = [one for one in lot.placings if one.status is not PlacingStatus.ASSESSED]
    if reader.sees_bids:
        return tuple(_out(lot, one, currency, reader, titles) for one in out)
    if reader.audience is Audience.BIDDER:
        return tuple(_out(lot, one, currency, reader, titles) for one in out if one.bid == reader.bid)
    return tuple(_counted(out, titles))


def _out(lot: LotResult, placing: Placing, currency: str, reader: Reader, titles: Titles) -> Out:
    failed = [gate for gate in placing.gates if not gate.passed]
    tests = tuple(_in_words(gate, currency, titles) for gate in failed)
    told_below = {f"failed the gate {gate.gate}" for gate in failed}
    because = "" if placing.because in told_below else placing.because
    shadow = _shadow(lot, placing, currency) if reader.sees_all else ""
    name = name_text(placing.name)
    return Out(placing.bid, name, placing.status.value, because, tests, shadow)


def _shadow(lot: LotResult, placing: Placing, currency: str) -> str:
    shadow = placing.shadow
    if shadow is None:
        return ""
    if shadow.total is None:
        return f"no shadow result: {shadow.why_null}"
    return f"{figure_words(shadow.total, lot, currency)}, rank {shadow.rank or '-'}"


def _counted(out: list[Placing], titles: Titles) -> Iterator[Out]:
    """How many bids each status and each failed test shut out; nobody is named."""
    reasons = Counter((one.status.value, _failed(one, titles)) for one in out)
    for (status, why), count in sorted(reasons.items()):
        yield Out("", f"{count} {'bid' if count == 1 else 'bids'}", status, why, ())


def _failed(placing: Placing, titles: Titles) -> str:
    failed = [gate for gate in placing.gates if not gate.passed and gate.on_fail != "flag"]
    return "; ".join(f"failed the test: {titles.get(gate.gate, gate.gate)}" for gate in failed)


def own_tests(placing: Placing, currency: str, reads_others: frozenset[str], titles: Titles) -> Iterator[str]:
    """A bidder's own tests in words; of one that compares prices, how it came out and no more."""
    assessed = placing.status is PlacingStatus.ASSESSED
    for gate in placing.gates:
        words = (
            f"{named_test(gate.gate, titles)} {'passed' if gate.passed else 'failed'}"
            if gate.gate in reads_others
            else _in_words(gate, currency, titles)
        )
        stays = assessed and not gate.passed and gate.decision
        yield f"{words}; the bid stays in by decision ({gate.decision})" if stays else words


def _in_words(gate: GateResult, currency: str, titles: Titles) -> str:
    """A test by its title and id, with what was found and required."""
    return f"{named_test(gate.gate, titles)}{gate_words(gate, currency).removeprefix(gate.gate)}"


def named_test(gate: str, titles: Titles) -> str:
    """Return a test by its title and id; by its id alone where it has no other title."""
    title = name_text(titles.get(gate, gate))
    return gate if title == gate else f"{title} ({gate})"


def whole_of(lot: LotResult, whole: Fraction) -> Fraction:
    """Return the length of a full bar: the whole, or the highest total if that is more."""
    totals = [one.total for one in lot.placings if one.total is not None]
    return max([whole, *totals])
