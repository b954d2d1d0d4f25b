"""Values of a public record, any of which may be withheld: what is not there or not in form is nothing."""

from fractions import Fraction

from bideval.record.canonical import Json

_DIGITS = frozenset("0123456789/-.")


def of(value: Json, key: str) -> Json:
    """Return what stands under a key; None where that is nothing."""
    return value.get(key) if isinstance(value, dict) else None


def listed(value: Json) -> list[Json]:
    """Return a list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def whole_number(value: Json) -> int:
    """Return a rank or a number of places; 0 where there is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def exact(value: Json) -> Fraction | None:
    """Return a number written as a decimal or a fraction; None for anything else."""
    if not isinstance(value, str) or len(value) > 2000:
        return None
    try:
        return Fraction(value) if set(value) <= _DIGITS else None
    except (ValueError, ZeroDivisionError):
        return None
