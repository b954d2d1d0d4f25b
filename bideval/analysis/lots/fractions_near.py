"""Multipliers of a solver as fractions, fine enough for the row that each belongs to."""

from fractions import Fraction

from bideval.proof.binary import SparseRow

_FINE = 1_000_000  # parts of a multiplier's unit, once its row's largest factor is 1


def near_each(multipliers: tuple[float, ...], rows: tuple[SparseRow, ...]) -> tuple[Fraction, ...]:
    """Return a fraction near each multiplier, one a row.

    Denominators are powers of ten, so that what they have in common is the largest of them.
    """
    return tuple(_near(one, row) for one, row in zip(multipliers, rows, strict=True))


def _near(multiplier: float, row: SparseRow) -> Fraction:
    if not multiplier:
        return Fraction(0)
    fine = _FINE * 10 ** len(str(max(map(abs, row.factors), default=1)))
    return Fraction(round(multiplier * fine), fine)
