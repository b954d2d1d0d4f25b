"""The evaluated price of a bid and how it was built: its parts, and what differed in them.

A part is one line of the published schedule, or one amount as the bid states it.
Amounts of parts stand without VAT; ``added`` is what the tender's comparison basis
adds.  Nothing is computed here.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source


class PricePart(NamedTuple):
    """One amount of a price.

    ``amount`` is rate x quantity x years, rounded as published.  ``rate`` is None where
    nobody priced it: a provisional sum, a line priced elsewhere (``included``), or an
    amount as stated.
    """

    kind: str  # rate, lump-sum, option, provisional, included, stated
    line: str  # of the schedule; empty for an amount as stated
    section: str
    rate: Fraction | None
    quantity: Fraction
    years: Fraction
    amount: Fraction
    vat: str  # the treatment
    added: Fraction  # VAT on the published basis
    source: Source


class Correction(NamedTuple):
    """A figure of a price that its own parts contradict, and how that was settled.

    ``decision`` is None where the published rule lets the submitted figure stand:
    then nothing is corrected.
    """

    what: str  # the total, or the extension of a line
    submitted: Fraction
    computed: Fraction
    counts: Fraction
    rule: str  # as published
    decision: str | None
    by: str
    reason: str
    source: Source  # of the submitted figure
    decided_at: Source | None  # of the decision


class EvaluatedPrice(NamedTuple):
    """A price on the tender's comparison basis, with how it was built.

    ``submitted`` is the price as it would stand without any correction, on the same basis.
    """

    amount: Fraction
    worked: str
    sources: tuple[Source, ...]
    submitted: Fraction
    basis: str  # ex-vat, gross or net-cost-to-authority; empty where the tender states none
    parts: tuple[PricePart, ...] = ()
    corrections: tuple[Correction, ...] = ()
