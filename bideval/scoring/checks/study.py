"""Checks of ``study.yaml``: ranges and orders that analyses can explore.

A study is outside the rules and the digest, but one that leaves out the published
weights would answer another question than the one that is asked.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.model.numbers import decimal_text
from bideval.model.raw import closest
from bideval.model.study import Study
from bideval.scoring.lot_rules import LotRules

FILE = "study.yaml"
HUNDRED = Fraction(100)


def check_study(study: Study, lots: tuple[LotRules, ...]) -> tuple[Finding, ...]:
    """Return every problem of the study, given the compiled rules of the lots."""
    published = _published(lots)
    return (*_ranges(study, published), *_orders(study, published))


def _published(lots: tuple[LotRules, ...]) -> dict[str, tuple[Fraction, ...]]:
    """The weights of each criterion, section and group, percent of the whole, a lot each."""
    found: dict[str, list[Fraction]] = {}
    for rules in lots:
        share = HUNDRED / rules.whole if rules.whole else Fraction(0)
        of_lot: dict[str, Fraction] = {}
        for node in rules.nodes():
            of_lot[node.id] = node.weight * share
            if node.group is not None:
                of_lot[node.group] = of_lot.get(node.group, Fraction(0)) + node.weight * share
        for name, weight in of_lot.items():
            found.setdefault(name, []).append(weight)
    return {name: tuple(weights) for name, weights in found.items()}


def _ranges(study: Study, published: dict[str, tuple[Fraction, ...]]) -> Iterator[Finding]:
    for name, given in sorted(study.ranges.items()):
        place = Source(FILE, f"/ranges/{name}")
        low, high = given if isinstance(given, tuple) else (given, given)
        if name not in published:
            yield _unknown(name, published, place)
        elif not 0 <= low <= high <= HUNDRED:
            yield error(
                "BE502",
                f"the range {_words(low, high)} of {name} is not within 0 to 100 percent",
                "Write two numbers from 0 to 100, in percent of the whole.",
                place,
            )
        else:
            yield from _left_out(name, (low, high), published[name], place)


def _left_out(
    name: str, given: tuple[Fraction, Fraction], weights: tuple[Fraction, ...], place: Source
) -> Iterator[Finding]:
    low, high = given
    for weight in sorted(set(weights)):
        if not low <= weight <= high:
            yield error(
                "BE503",
                f"the range {_words(low, high)} of {name} leaves out its published weight "
                f"{decimal_text(weight)}",
                "Widen the range so that it includes the published weight.",
                place,
            )


def _orders(study: Study, published: dict[str, tuple[Fraction, ...]]) -> Iterator[Finding]:
    for index, pair in enumerate(study.order):
        unknown = [name for name in pair if name not in published]
        for name in unknown:
            yield _unknown(name, published, Source(FILE, f"/order/{index}"))
        if unknown:
            continue
        first, second = pair
        if any(a < b for a, b in zip(published[first], published[second], strict=False)):
            yield error(
                "BE503",
                f"the order that {first} weighs at least what {second} does leaves out the published weights",
                "Take the order out, or turn it round.",
                Source(FILE, f"/order/{index}"),
            )


def _unknown(name: str, published: dict[str, tuple[Fraction, ...]], place: Source) -> Finding:
    message = f"there is no criterion, section or group {name}"
    return error("BE501", message, closest(name, tuple(sorted(published))), place)


def _words(low: Fraction, high: Fraction) -> str:
    return f"{decimal_text(low)} to {decimal_text(high)}"
