"""What is reported beside a result, for people: a table of every bid, or the lines of one.

A table that would be too wide goes on in another below.  A figure that a bid does not
state is a dash, never 0.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.reported import Reported
from bideval.report.fitting import PIPED
from bideval.report.tables import aligned, money_aligned, most_decimals, table_text

MONEY, PERCENT = "money", "percent"
HEAD = "Reported beside the result, scored or not:"
OF_ALL = "What a bid declares, it declares for all its lots together."
DECIMALS = 2  # at most; JSON has every figure exactly
UNVERIFIED = "The formula of LM3, the local multiplier over three rounds, is unverified."


def reported_text(
    found: Sequence[Reported], bids: Sequence[str], currency: str, width: int = PIPED, *, lots: int = 1
) -> str:
    """Every figure of ``bids``, in their order; empty where nothing is reported.

    Of a tender with ``lots``, it says what the figures are of.
    """
    if not found:
        return ""
    tables = (_table(some, bids, currency) for some in _fitting(found, bids, currency, width))
    lines = [HEAD, *tables]
    lines += [f"  {OF_ALL}"] if lots > 1 else []
    lines += [f"  {UNVERIFIED}"] if any(one.key == "lm3" for one in found) else []
    return "\n".join(lines)


def _fitting(
    found: Sequence[Reported], bids: Sequence[str], currency: str, width: int
) -> Iterator[list[Reported]]:
    """The columns in parts, each as wide as the page at most."""
    part: list[Reported] = []
    for one in found:
        if part and len(_table([*part, one], bids, currency).split("\n")[1]) > width:
            yield part
            part = []
        part.append(one)
    yield part


def _table(found: Sequence[Reported], bids: Sequence[str], currency: str) -> str:
    columns = [_column([one.values.get(bid) for bid in bids], one.unit) for one in found]
    header = ("bid", *(_heading(one, currency) for one in found))
    rows = list(zip(bids, *columns, strict=True))
    return table_text(header, rows, right=set(range(1, len(header))))


def _heading(one: Reported, currency: str) -> str:
    unit = {MONEY: currency, PERCENT: "%", "ratio": ""}.get(one.unit, one.unit)
    return f"{one.words} {unit}".rstrip()


def _column(values: Sequence[Fraction | None], unit: str) -> list[str]:
    return money_aligned(values) if unit == MONEY else aligned(values, min(most_decimals(values), DECIMALS))
