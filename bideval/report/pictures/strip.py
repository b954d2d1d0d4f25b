"""The prices of a lot on one line: who is awarded, who was assessed, who was not.

The line begins at the lowest price, not at zero: it compares prices and is no bar.  Labels
hang below it, those further left deeper down, so that no line crosses a label.
"""

from collections.abc import Sequence
from fractions import Fraction

from bideval.model.evaluation import LotResult, Placing, PlacingStatus
from bideval.model.numbers import fixed_text
from bideval.report.pictures.drawn import Drawn, Figures, NotDrawn
from bideval.report.pictures.room import rows_of, steps, wide
from bideval.report.pictures.svg import ACCENT, FAINT, INK, QUIET, WIDTH, Scale, dot, line, short, text
from bideval.report.tables import money_aligned, money_text

KIND = "prices"
_SHOWN = (PlacingStatus.ASSESSED, PlacingStatus.DISREGARDED)
_LEFT, _TOP, _ROW = 56, 34, 22


def prices(name: str, lot: LotResult, currency: str) -> Drawn | NotDrawn:
    """Return the price strip of a lot."""
    shown = [one for one in lot.placings if one.price is not None and one.status in _SHOWN]
    if not shown:
        return NotDrawn(name, "no price of it is read")
    priced = sorted(((one.price or Fraction(0), one.bid, one) for one in shown), key=lambda one: one[:2])
    low, high = priced[0][0], priced[-1][0]
    said = f"Prices run from {currency} {money_text(low)} ({priced[0][1]}) to {money_text(high)}"
    said += f" ({priced[-1][1]}), {_above(high, low)} above." if low else f" ({priced[-1][1]})."
    pieces, height = _drawn([(price, placing) for price, _, placing in priced], lot, currency)
    amounts = money_aligned([price for price, _, _ in priced])
    rows = tuple(
        (bid, amount, _above(price, low) if low else "-", _status(placing, lot))
        for (price, bid, placing), amount in zip(priced, amounts, strict=True)
    )
    figures = Figures(("bid", f"price {currency}", "above the lowest", ""), rows, frozenset({1, 2}))
    return Drawn(name, said, pieces, height, (figures,))


def _above(price: Fraction, low: Fraction) -> str:
    return f"{fixed_text(100 * (price - low) / low, 1)}%"


def _status(placing: Placing, lot: LotResult) -> str:
    return "awarded" if placing.bid in lot.winners else placing.status.value


def _drawn(
    priced: Sequence[tuple[Fraction, Placing]], lot: LotResult, currency: str
) -> tuple[list[str], int]:
    labels = [f"{one.bid} {money_text(price)}" for price, one in priced]
    room = max(wide(label, 12) for label in labels) + 12
    across = Scale(priced[0][0], priced[-1][0], _LEFT, max(WIDTH - 24 - room, WIDTH // 2))
    places = [across.at(price) for price, _ in priced]
    rows = rows_of(places, [wide(label, 12) + 12 for label in labels])
    pieces = _axis(across, max(places))
    for (_, one), label, x, row in zip(priced, labels, places, rows, strict=True):
        y = _TOP + 30 + _ROW * row
        won = one.bid in lot.winners
        pieces.append(line((x, _TOP, x, y), colour=ACCENT if won else QUIET))
        pieces.append(text(x + 6, y, label, size=12, bold=won, fill=ACCENT if won else INK))
    for (_, one), x in zip(priced, places, strict=True):
        won, out = one.bid in lot.winners, one.status is not PlacingStatus.ASSESSED
        pieces.append(dot(x, _TOP, colour=ACCENT if won else INK, radius=7 if won else 5, hollow=out))
    depth = _TOP + 30 + _ROW * (max(rows) + 1) + 8
    return [*pieces, *_key(depth, currency)], depth + 14


def _axis(across: Scale, end: Fraction) -> list[str]:
    pieces = [line((_LEFT - 16, _TOP, end + 16, _TOP), colour=QUIET)]
    for value in steps(across.low, across.high, 5):
        x = across.at(value)
        pieces.append(line((x, _TOP - 5, x, _TOP), colour=QUIET))
        pieces.append(text(x, _TOP - 12, short(value, 0), anchor="middle", size=11, fill=QUIET))
    return pieces


def _key(y: int, currency: str) -> list[str]:
    pieces, x = [line((16, y - 16, WIDTH - 16, y - 16), colour=FAINT)], 24
    for words, colour, radius, hollow in (
        ("awarded", ACCENT, 7, False),
        ("assessed", INK, 5, False),
        ("not assessed", INK, 5, True),
    ):
        pieces.append(dot(x, y, colour=colour, radius=radius, hollow=hollow))
        pieces.append(text(x + 14, y + 4, words, size=11, fill=QUIET))
        x += 34 + wide(words, 11)
    pieces.append(
        text(WIDTH - 16, y + 4, f"{currency}; does not begin at zero", anchor="end", size=11, fill=QUIET)
    )
    return pieces
