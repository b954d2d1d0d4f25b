"""What an award of lots counts as where awards are compared, for people: what is paid, and what is beside it.

The figures are those of bideval.analysis.lots.counted.  Where an award counts as what is paid, one
figure says it all.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import listed
from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.counted import Counted, counted_of
from bideval.report.tables import money_aligned, money_text

COUNTED = "counted"  # the heading of a column


def is_more_than_paid(one: Counted | None) -> bool:
    """Say whether an award counts as more than is paid."""
    return one is not None and one.paid is not None and one.value != one.paid


def counted_words(one: Counted | None) -> str:
    """Return what an award counts as, with its parts where there are several.

    >>> counted_words(Counted(Fraction(500), Fraction(400), Fraction(100), Fraction(0)))
    '500 (400 paid, 100 for lots that are not awarded)'
    """
    if one is None:
        return "-"
    parts = "" if not is_more_than_paid(one) else f" ({listed_parts(one)})"
    return f"{money_text(one.value)}{parts}"


def listed_parts(one: Counted, lots: Sequence[str] = ()) -> str:
    """Return the parts of what an award counts as; ``lots`` are those that are not awarded."""
    told = [f"{money_text(one.paid or Fraction(0))} paid"]
    if one.unawarded:
        whose = f"the reserve price of {listed(lots)}" if lots else "lots that are not awarded"
        told.append(f"{money_text(one.unawarded)} for {whose}")
    if one.penalties:
        told.append(f"{money_text(one.penalties)} for rules that give way")
    return ", ".join(told)


def how_counted(counted: Sequence[Counted | None]) -> str:
    """Return in a sentence how awards are compared that are not compared by what is paid; else nothing."""
    if not any(is_more_than_paid(one) for one in counted):
        return ""
    penalties = any(one is not None and one.penalties for one in counted)
    soft = ", and a soft rule that gives way as its penalty" if penalties else ""
    return f"A lot that is not awarded counts as its reserve price{soft}."


def counted_column(awards: Sequence[Allocation | None]) -> list[str] | None:
    """Return the column of what awards count as; None where each counts as what is paid."""
    counted = [None if one is None else counted_of(one) for one in awards]
    if not any(is_more_than_paid(one) for one in counted):
        return None
    return money_aligned([None if one is None else one.value for one in counted])


def counted_line(found: Allocation, currency: str) -> Iterator[str]:
    """Yield what the award itself counts as, where that is more than is paid."""
    one = counted_of(found)
    if one is not None and is_more_than_paid(one):
        open_ = [lot.lot for lot in found.lots if lot.bid is None and lot.lot not in one.unpriced]
        yield f"  The award counts as {currency} {money_text(one.value)}: {listed_parts(one, open_)}."
