"""Pictures of rows: weights before and after, ranks, shares, contributions, marks, totals that may vary."""

from fractions import Fraction

from bideval.analysis.pictures import Dumbbell, MarkSheet, RankBars, Shares, Waterfall, Whiskers
from bideval.report.pictures.room import ink_on
from bideval.report.pictures.svg import (
    ACCENT,
    COLOURS,
    FAINT,
    QUIET,
    WIDTH,
    Scale,
    bar,
    broken,
    colours,
    dot,
    line,
    short,
    text,
)

_LEFT, _RIGHT, _ROW = 220, WIDTH - 60, 28
_GAIN, _LOSS = COLOURS[0], COLOURS[5]


def dumbbell(picture: Dumbbell) -> tuple[list[str], int]:
    """Weights before (hollow) and after (filled) the smallest change."""
    values = [value for one in picture.changes for value in (one.before, one.after)]
    across = Scale(Fraction(0), max(values), _LEFT, _RIGHT)
    pieces = []
    for place, one in enumerate(picture.changes):
        y = 20 + _ROW * place
        moved = one.before != one.after
        colour = ACCENT if moved else QUIET
        pieces.append(text(_LEFT - 14, y + 4, one.criterion, anchor="end", bold=moved))
        pieces.append(line((_LEFT, y, _RIGHT, y), colour=FAINT))
        if moved:
            pieces.append(line((across.at(one.before), y, across.at(one.after), y), colour=colour, width=4))
            pieces.append(dot(across.at(one.before), y, colour=colour, hollow=True))
        pieces.append(dot(across.at(one.after), y, colour=colour))
        said = f"{short(one.before)} to {short(one.after)}" if moved else short(one.before)
        pieces.append(
            text(max(across.at(one.before), across.at(one.after)) + 12, y + 4, said, size=11, fill=colour)
        )
    depth = 20 + _ROW * len(picture.changes)
    pieces.append(text(_LEFT, depth + 8, "percent of the whole; hollow: published", size=11, fill=QUIET))
    return pieces, depth + 24


def rank_bars(picture: RankBars) -> tuple[list[str], int]:
    """Best to worst rank of each bid; the published one is marked."""
    worst = max((one.worst for one in picture.spans), default=1)
    across = Scale(Fraction(1), Fraction(max(worst, 2)), _LEFT, _RIGHT)
    pieces = [
        text(across.at(Fraction(rank)), 14, str(rank), anchor="middle", size=11, fill=QUIET)
        for rank in range(1, worst + 1)
    ]
    for place, one in enumerate(picture.spans):
        y = 38 + _ROW * place
        pieces.append(text(_LEFT - 20, y + 4, one.bid, anchor="end"))
        start, end = across.at(Fraction(one.best)), across.at(Fraction(one.worst))
        pieces.append(bar(start - 8, y - 8, end - start + 16, 16, COLOURS[4]))
        if one.published is not None:
            pieces.append(dot(across.at(Fraction(one.published)), y, colour=ACCENT))
    depth = 38 + _ROW * len(picture.spans)
    pieces.append(text(_LEFT, depth + 4, "rank, best to worst; dot: published", size=11, fill=QUIET))
    return pieces, depth + 20


def shares(picture: Shares) -> tuple[list[str], int]:
    """One bar parted by who wins how much of the settings, the settings beneath."""
    across = Scale(Fraction(0), Fraction(1), 24, WIDTH - 24)
    shade = colours(one.bid for one in picture.shares)
    pieces, at = [], Fraction(0)
    for one in picture.shares:
        start, end = across.at(at), across.at(at + one.share)
        at += one.share
        pieces.append(bar(start, 12, end - start, 36, shade[one.bid]))
        label = f"{one.bid} {_of_hundred(one.share)}"
        if end - start > 8 * len(label):
            pieces.append(
                text((start + end) / 2, 35, label, anchor="middle", fill=ink_on(shade[one.bid]), bold=True)
            )
    listed = "; ".join(f"{one.bid} {_of_hundred(one.share)} of 100" for one in picture.shares)
    words = [*broken(listed, 105), *broken(f"Of the settings: {picture.settings}.", 105)]
    pieces += [text(24, 68 + 18 * place, said, size=12, fill=QUIET) for place, said in enumerate(words)]
    return pieces, 76 + 18 * len(words)


def _of_hundred(share: Fraction) -> str:
    """A share in whole percents; little is not nothing, and nearly all is not all."""
    whole = short(share * 100, 0)
    if whole == "0" and share:
        return "less than 1"
    return "more than 99" if whole == "100" and share < 1 else whole


def waterfall(picture: Waterfall) -> tuple[list[str], int]:
    """Contributions one after another to their total."""
    sums, at = [Fraction(0)], Fraction(0)
    for one in picture.bars:
        at += one.amount
        sums.append(at)
    across = Scale(min(sums), max(sums), _LEFT, _RIGHT)
    pieces = [
        line(
            (across.at(Fraction(0)), 4, across.at(Fraction(0)), 20 + _ROW * (len(picture.bars) + 1)),
            colour=QUIET,
        )
    ]
    for place, one in enumerate(picture.bars):
        y = 12 + _ROW * place
        start, end = across.at(sums[place]), across.at(sums[place + 1])
        pieces.append(text(_LEFT - 14, y + 13, one.criterion, anchor="end"))
        pieces.append(bar(start, y, end - start, 18, _GAIN if one.amount >= 0 else _LOSS))
        sign = "+" if one.amount > 0 else ""
        pieces.append(text(max(start, end) + 5, y + 13, f"{sign}{short(one.amount)}", size=11))
    y = 12 + _ROW * len(picture.bars)
    zero = across.at(Fraction(0))
    pieces.append(text(_LEFT - 14, y + 13, "margin", anchor="end", bold=True))
    pieces.append(bar(zero, y, across.at(picture.total) - zero, 18, ACCENT))
    pieces.append(
        text(max(zero, across.at(picture.total)) + 5, y + 13, short(picture.total), size=11, bold=True)
    )
    return pieces, y + 36


def mark_sheet(picture: MarkSheet) -> tuple[list[str], int]:
    """Marks by criterion and bid; those that change are red, with what they change to."""
    columns = sorted({(one.bid, one.evaluator) for one in picture.marks})
    rows = list(dict.fromkeys(one.criterion for one in picture.marks))
    wide = min(90, (WIDTH - _LEFT - 20) // max(len(columns), 1))
    found = {(one.criterion, one.bid, one.evaluator): one for one in picture.marks}
    pieces = []
    for place, (bid, evaluator) in enumerate(columns):
        x = _LEFT + wide * place + wide // 2
        pieces.append(text(x, 14, bid, anchor="middle", size=11, bold=True))
        pieces.append(text(x, 28, evaluator, anchor="middle", size=10, fill=QUIET))
    for down, criterion in enumerate(rows):
        y = 50 + 24 * down
        pieces.append(text(_LEFT - 14, y, criterion, anchor="end", size=12))
        for place, (bid, evaluator) in enumerate(columns):
            one = found.get((criterion, bid, evaluator))
            if one is None:
                continue
            moved = one.before != one.after
            said = f"{short(one.before)} to {short(one.after)}" if moved else short(one.before)
            pieces.append(
                text(
                    _LEFT + wide * place + wide // 2,
                    y,
                    said,
                    anchor="middle",
                    size=12,
                    fill=ACCENT if moved else QUIET,
                    bold=moved,
                )
            )
    return pieces, 50 + 24 * len(rows) + 8


def whiskers(picture: Whiskers) -> tuple[list[str], int]:
    """Totals with the least and the most that they may be."""
    low = min(one.low for one in picture.whiskers)
    high = max(one.high for one in picture.whiskers)
    across = Scale(low, high, _LEFT, _RIGHT)
    pieces = []
    for place, one in enumerate(picture.whiskers):
        y = 20 + _ROW * place
        pieces.append(text(_LEFT - 20, y + 4, one.bid, anchor="end"))
        pieces.append(line((across.at(one.low), y, across.at(one.high), y), colour=COLOURS[0], width=3))
        pieces += [
            line((across.at(end), y - 7, across.at(end), y + 7), colour=COLOURS[0], width=3)
            for end in (one.low, one.high)
        ]
        pieces.append(dot(across.at(one.value), y, colour=ACCENT))
    depth = 20 + _ROW * len(picture.whiskers)
    pieces.append(text(across.start, depth + 6, short(low), size=11, fill=QUIET))
    pieces.append(text(across.end, depth + 6, short(high), anchor="end", size=11, fill=QUIET))
    pieces.append(
        text(across.start, depth + 24, "totals, lowest to highest; dot: published", size=11, fill=QUIET)
    )
    return pieces, depth + 38
