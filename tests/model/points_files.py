"""Points rules as the text data of a file would have them."""

Raw = dict[str, object]
PARAMETERS = {"low": "ratio", "high": "ratio", "some": "points", "cash": "money", "scale": "scale"}


def bands(*rows: Raw, includes: str = "from") -> Raw:
    """Return a bands rule as a file would have it."""
    return {"bands": {"includes": includes, "rows": list(rows)}}


def band(low: str | None, high: str | None, points: str, includes: str | None = None) -> Raw:
    """Return one row; None leaves an end open."""
    row = {"from": low, "to": high, "points": points, "includes": includes}
    return {key: value for key, value in row.items() if value is not None}


def line(start: tuple[str, str], end: tuple[str, str], outside: str = "clamp") -> Raw:
    """Return a linear rule as a file would have it."""
    anchors = [{"at": at, "points": points} for at, points in (start, end)]
    return {"linear": {"from": anchors[0], "to": anchors[1], "outside": outside}}
