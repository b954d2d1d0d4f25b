"""How much work each benchmark does: in full, and as little as shows that it runs."""

from typing import NamedTuple


class Size(NamedTuple):
    """How much is run."""

    rounds: int  # rounds of each contender
    processes: int  # rounds of whole processes, which take longer
    tables: int  # tables a round
    bids: int
    criteria: int
    scenarios: int  # weights in a batch; a peer is given a few of them
    tender: tuple[int, int, int]  # bids, criteria and evaluators of the great tender
    samples: int = 10_000_000  # weight settings of which shares are taken; a peer is given fewer
    lines: int = 10_000  # tenders of a portfolio that are read
    portfolio: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000)  # tenders of growing portfolios


FULL = Size(15, 7, 20, 10, 20, 20_000, (50, 200, 6))
LEAST = Size(1, 1, 2, 4, 3, 50, (3, 4, 2), 2_000, 40, (40,))
