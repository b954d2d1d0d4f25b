"""The draw by lot: an order of tied bids that anyone can recompute from a published seed.

The rule (docs/draws.md has a worked example, done with sha256sum and a pencil):

1. The bids stand in a list in the order of their ids.
2. Block k, for k = 0, 1, 2, ..., is the SHA-256 digest of the UTF-8 bytes of
   ``bideval-draw-1``, the seed, the lot, the bids joined by commas and k in
   decimal, with a line feed between each two; it is read as one number of 256 bits.
3. For each place from the first to the last but one, with m bids not yet placed,
   the next block gives a number.  At or above the greatest multiple of m within
   2^256 it is thrown away and the next block taken; below it, its remainder by m
   says how many of the bids not yet placed are passed over, and the bid reached
   changes places with the one that stands at the place (Fisher and Yates).

A list of n bids has n! orders; with blocks that are uniform each is equally likely.

The seed is not chosen here.  Whoever can try seeds can choose the winner: it has
to come from an event that nobody commands, after the bids are fixed.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise

from bideval.errors import BidevalError

BLOCKS = 2**256  # a block is a number from 0 to one less

SEED = re.compile(r"[!-~]{1,200}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")  # no comma and no line feed: no two lists give one text


class SeedError(BidevalError, ValueError):
    """Raised when a seed is not text of 1 to 200 visible ASCII characters."""

    def __init__(self, seed: str) -> None:
        """Keep the seed."""
        self.seed = seed
        super().__init__(seed)

    def __str__(self) -> str:
        shown = self.seed if len(self.seed) <= 40 else self.seed[:37] + "..."
        return f"the seed {shown!r} is not 1 to 200 visible ASCII characters without spaces"


class DrawListError(BidevalError, ValueError):
    """Raised when what is to be drawn is not a list of ids without repetition; says why."""


def draw_order(seed: str, lot: str, bids: Iterable[str]) -> tuple[str, ...]:
    """Return ``bids`` in the order drawn, the first drawn first.

    The order in which ``bids`` come does not matter.  Raise SeedError or
    DrawListError when the seed, the lot or the bids are not what the rule takes.

    >>> draw_order("18-07-33-41-02", "whole", ["beech", "dogwood", "acorn", "cedar"])
    ('cedar', 'dogwood', 'acorn', 'beech')
    """
    listed = sorted(bids)
    _refuse(seed, lot, listed)
    blocks = _blocks(seed, lot, listed)
    for place in range(len(listed) - 1):
        reached = place + one_of(blocks, len(listed) - place)
        listed[place], listed[reached] = listed[reached], listed[place]
    return tuple(listed)


def draw_steps(seed: str, lot: str, bids: Iterable[str]) -> tuple[str, ...]:
    """Return how ``draw_order`` comes to its order, block by block, for whoever recomputes it.

    Takes and raises what ``draw_order`` does.
    """
    listed = sorted(bids)
    _refuse(seed, lot, listed)
    steps = [f"seed {seed}, lot {lot}, bids {','.join(listed)}"]
    blocks = enumerate(_blocks(seed, lot, listed))
    for place in range(len(listed) - 1):
        count = len(listed) - place
        end = BLOCKS - BLOCKS % count
        counter, block = next(blocks)
        while block >= end:
            steps.append(
                f"block {counter} is {block:064x}: thrown away, at or above the last multiple of {count}"
            )
            counter, block = next(blocks)
        reached = place + block % count
        listed[place], listed[reached] = listed[reached], listed[place]
        said = f"remainder {block % count} by {count}: {listed[place]} has place {place + 1}"
        steps.append(f"block {counter} is {block:064x}; {said}")
    return tuple(steps)


def one_of(blocks: Iterator[int], count: int) -> int:
    """Return a number from 0 to ``count`` - 1, each equally likely, from the next blocks.

    ``count`` is 1 or more.  Blocks from the greatest multiple of ``count`` upwards
    are thrown away: they would favour the small remainders.
    """
    end = BLOCKS - BLOCKS % count
    return next(block for block in blocks if block < end) % count


def _blocks(seed: str, lot: str, listed: list[str]) -> Iterator[int]:
    text = f"bideval-draw-1\n{seed}\n{lot}\n{','.join(listed)}\n"
    counter = 0
    while True:
        yield int.from_bytes(sha256(f"{text}{counter}".encode()).digest(), "big")
        counter += 1


def _refuse(seed: str, lot: str, listed: list[str]) -> None:
    """Raise when the rule does not take these."""
    if not SEED.fullmatch(seed):
        raise SeedError(seed)
    if not listed:
        raise DrawListError("there is no bid to draw")
    wrong = [name for name in (lot, *listed) if not _ID.fullmatch(name)]
    if wrong:
        raise DrawListError(f"{wrong[0]!r} is not an id: small letters, digits and hyphens, at most 64")
    twice = [name for name, after in pairwise(listed) if name == after]
    if twice:
        raise DrawListError(f"bid {twice[0]} is listed twice")
