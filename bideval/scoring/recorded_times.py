"""Recorded times against each other.  There is no clock here, and none is asked.

A date without a time of day may be any time of that day, so that two times are in order
only where that is certain.
"""


def is_before(one: str, other: str) -> bool:
    """Say whether ``one`` is certainly before ``other``; both are moments or dates.

    >>> is_before("2026-03-01", "2026-03-02T09:00:00Z"), is_before("2026-03-02", "2026-03-02T09:00:00Z")
    (True, False)
    """
    if "T" in one and "T" in other:
        return one < other
    return one[:10] < other[:10]
