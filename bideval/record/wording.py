"""What the program's own words name: bids, texts by their digests, and numbers, in the order of the words.

Another version may word a sentence otherwise, and say more or fewer numbers in it.  It may not
name another bid, or another number in the place of one: a sentence that does says something
else, whoever wrote it.

Words are not understood: that a sentence says the contrary with the same names is not found here.
"""

import re
from collections.abc import Collection, Sequence

from bideval.record.compared import Difference

_NAMES = re.compile(r"sha256:[0-9a-f]{64}|[A-Za-z0-9]+(?:[-_.,/][A-Za-z0-9]+)*")


def names_the_same(one: Difference, bids: Collection[str]) -> bool:
    """Say whether both values of a difference name the same bids and texts, and no other numbers."""
    ours, theirs = _NAMES.findall(one.recorded), _NAMES.findall(one.computed)
    if _named(ours, bids) != _named(theirs, bids):
        return False
    mine, other = _numbers(ours), _numbers(theirs)
    return _within(mine, other) or _within(other, mine)


def _named(words: Sequence[str], bids: Collection[str]) -> list[str]:
    return [one for one in words if one in bids or one.startswith("sha256:")]


def _numbers(words: Sequence[str]) -> list[str]:
    return [one for one in words if one[0].isdigit()]


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether ``few`` stand among ``many``, in the same order."""
    left = iter(many)
    return all(one in left for one in few)
