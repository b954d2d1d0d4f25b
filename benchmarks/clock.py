"""Measuring contenders in turn, so that a slow moment of the machine meets all of them."""

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter
from typing import NamedTuple

Contender = Callable[[], float]  # does the work once and returns the seconds, or the bytes, that it took


class Figure(NamedTuple):
    """What one contender took, over all rounds."""

    median: float
    minimum: float


def timed(prepare: Callable[[], Callable[[], object]], work: int = 1) -> Contender:
    """Return a contender that prepares, untimed, and times what that returns: the work, ``work`` times."""

    def seconds() -> float:
        run = prepare()
        begun = perf_counter()
        run()
        return (perf_counter() - begun) / work

    return seconds


def race(contenders: Sequence[Contender], rounds: int) -> list[Figure]:
    """Return what each contender took, over ``rounds`` after one to warm up.

    Each round runs every contender once, and begins with another one than the last.
    """
    taken: list[list[float]] = [[] for _ in contenders]
    for number in range(rounds + 1):
        for turn in range(len(contenders)):
            place = (number + turn) % len(contenders)
            took = contenders[place]()
            if number:
                taken[place].append(took)
    return [Figure(median(each), min(each)) for each in taken]
