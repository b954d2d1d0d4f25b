"""Weights of award criteria: those that are numbers, and those that stand in words alone.

A number of the award criteria extension is taken as it is: percentages, decimal fractions,
points.  The middle of a range and an order of importance are no weights that can be scored
with, and are none here.

Words such as ``Price 40%`` are read too, and never silently trusted: each reading says how
sure it is.  ``high``: every criterion has a name and one percentage, and they sum to 100.
``medium``: they sum to 100, but somewhere there were several numbers to choose from, or no
name, or a number without a percent sign.  ``low``: anything else.  Nothing is rescaled.

Source: OCDS award criteria extension, codelist criterionWeight; the words are practice.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.io.ocds.release import AwardCriteria, AwardCriterion
from bideval.model.numbers import lossless_text, parse_number

HUNDRED = Fraction(100)


class Confidence(StrEnum):
    """How sure a reading of weights is."""

    STATED = "stated"  # numbers of the standard
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ReadWeight(NamedTuple):
    """A criterion and its weight, with the words it was read from."""

    name: str
    kind: str  # price, cost, quality; empty where nothing is said
    weight: Fraction | None  # percent, or points
    words: str


class ReadWeights(NamedTuple):
    """Weights as read; ``unit`` is percent or points."""

    weights: tuple[ReadWeight, ...]
    confidence: Confidence
    unit: str = "percent"

    @property
    def total(self) -> Fraction:
        """The sum of the weights that there are."""
        return sum((one.weight for one in self.weights if one.weight is not None), Fraction(0))

    def said(self) -> str:
        """The reading in words, for a finding."""
        listed = (
            f"{one.name} {'?' if one.weight is None else lossless_text(one.weight)}" for one in self.weights
        )
        return ", ".join(listed)


_NUMBERS = {
    "percentageExact": (Fraction(1), "percent"),
    "decimalExact": (HUNDRED, "percent"),
    "pointsExact": (Fraction(1), "points"),
}
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*(%|per\s*cent|percent)", re.IGNORECASE)
_BARE = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:\.[0-9]{1,4})?)(?![0-9]|[.,][0-9])")
_PARTS = re.compile(r"[,;/\n|+]|\band\b|&|(?<=%)\s+(?=[A-Za-z])|(?<=cent)\s+(?=[A-Z])", re.IGNORECASE)
_EDGES = " \t:=()[]-.*\u2013\u2014\u2022"  # with dashes and the bullet
_PRICE = re.compile(r"\b(price|cost|commercial|pricing|financial offer)\b", re.IGNORECASE)
_QUALITY = re.compile(r"\b(quality|technical|social value|sustainab\w*)\b", re.IGNORECASE)


def stated_weights(criteria: AwardCriteria) -> ReadWeights | None:
    """Return the weights that stand as numbers, if every criterion has exactly one and all of one unit."""
    found: list[ReadWeight] = []
    units: set[str] = set()
    for place, one in enumerate(criteria.criteria, 1):
        kept = [number for number in one.numbers if number.weight in _NUMBERS and number.number is not None]
        if len(kept) != 1 or kept[0].number is None:
            return None
        factor, unit = _NUMBERS[str(kept[0].weight)]
        units.add(unit)
        words = f"{lossless_text(kept[0].number)} {kept[0].weight}"
        found.append(ReadWeight(name_of(one, place), kind_of(one), kept[0].number * factor, words))
    return ReadWeights(tuple(found), Confidence.STATED, units.pop()) if len(units) == 1 else None


def described_weights(criteria: AwardCriteria) -> ReadWeights:
    """Return the weights that stand in the words of each criterion: its description, else its name."""
    found: list[ReadWeight] = []
    sure = True
    for place, one in enumerate(criteria.criteria, 1):
        words = one.description or one.name or ""
        weight, only = _weight_in(words)
        if weight is None and one.description and one.name:
            words = one.name
            weight, only = _weight_in(words)
        sure = sure and only and bool(one.name)
        found.append(ReadWeight(name_of(one, place), kind_of(one), weight, words))
    return _rated(found, sure=sure)


def weights_in(text: str) -> ReadWeights:
    """Return the weights that one text lists, such as ``Price 40%, Quality 60%``.

    >>> found = weights_in("Price 40%, Quality: 60 %")
    >>> [(one.name, str(one.weight)) for one in found.weights], found.confidence.value
    ([('Price', '40'), ('Quality', '60')], 'high')
    """
    found: list[ReadWeight] = []
    sure = True
    for part in _PARTS.split(text):
        weight, only = _weight_in(part)
        if weight is None:
            sure = sure and not part.strip(_EDGES)
            continue
        name = _PERCENT.sub("", part, count=1) if _PERCENT.search(part) else _BARE.sub("", part, count=1)
        name = name.strip(_EDGES)
        sure = sure and only and bool(name)
        found.append(ReadWeight(name or f"criterion {len(found) + 1}", kind_in(name), weight, part.strip()))
    return _rated(found, sure=sure)


def _rated(found: Sequence[ReadWeight], *, sure: bool) -> ReadWeights:
    weights = [one.weight for one in found]
    whole = bool(found) and None not in weights
    sums = whole and sum((one for one in weights if one is not None), Fraction(0)) == HUNDRED
    named = len({one.name for one in found}) == len(found)
    confidence = Confidence.LOW
    if sums:
        confidence = Confidence.HIGH if sure and named else Confidence.MEDIUM
    return ReadWeights(tuple(found), confidence)


def _weight_in(words: str) -> tuple[Fraction | None, bool]:
    """The percentage in ``words``, and whether it is the only number there and has its sign."""
    signed = _PERCENT.findall(words)
    if signed:
        others = _BARE.findall(_PERCENT.sub("", words))
        return parse_number(signed[0][0].replace(",", ".")), len(signed) == 1 and not others
    bare = _BARE.findall(words)
    return (parse_number(bare[0]), False) if len(bare) == 1 else (None, False)


def name_of(criterion: AwardCriterion, place: int) -> str:
    """What a criterion is called: its name, its type, or its place."""
    return criterion.name or (criterion.type or f"criterion {place}").capitalize()


def kind_of(criterion: AwardCriterion) -> str:
    """Its type, or what its name says; empty where neither does."""
    return criterion.type or kind_in(criterion.name or "")


def kind_in(words: str) -> str:
    """Whether words are about price or quality; empty where they are about neither or both."""
    price, quality = bool(_PRICE.search(words)), bool(_QUALITY.search(words))
    return "" if price == quality else "price" if price else "quality"
