"""What an analysis answers: one plain sentence, a verdict, figures, certificates, a picture.

Cells hold exact values; how many decimals are shown is for the report.  A sentence
never says more than its verdict, and every verdict but "not established" and "does
not apply" rests on a certificate or on an exact recomputation that ``basis`` names.
"""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.pictures import Picture
from bideval.proof.claims import Claim
from bideval.proof.names import Names


class Verdict(StrEnum):
    """How far an answer is established."""

    PROVED = "proved"
    IMPOSSIBLE = "proved impossible"
    DECIDED_BY_ROUNDING = "decided by rounding"
    ESTIMATED = "estimated"  # from a sample; the basis says so
    NOT_ESTABLISHED = "not established"
    DOES_NOT_APPLY = "does not apply"


class Basis(StrEnum):
    """What a proved answer rests on."""

    CERTIFICATE = "certificate"  # checked by bideval.proof alone
    CLOSED_FORM = "closed form, recomputed exactly"
    ENUMERATION = "every case recomputed exactly"
    BRACKET = "recomputed on both sides of the border"
    SAMPLE = "sampled with a published seed"
    NONE = "none"


Cell = str | Fraction | tuple[str, ...] | None  # None prints as "-"


class Heading(NamedTuple):
    """A column: its key in JSON, its words on paper, and its unit if it holds numbers."""

    key: str
    words: str
    unit: str = ""


class Table(NamedTuple):
    """Rows of figures under headings, each row as long as the headings."""

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Answer(NamedTuple):
    """One answer of one analysis about one lot.  ``about`` is the id of what it is about, or empty."""

    analysis: str
    about: str
    sentence: str
    verdict: Verdict
    basis: Basis = Basis.NONE
    tables: tuple[Table, ...] = ()
    certificates: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Picture | None = None
    names: tuple[Names, ...] = ()  # one a certificate, or none
    headed: str = ""  # what the reader is told before the sentence; stands among the notes too


def does_not_apply(analysis: str, why: str) -> Answer:
    """Return the answer of an analysis that is not valid here."""
    return Answer(analysis, "", why, Verdict.DOES_NOT_APPLY)


def not_established(analysis: str, about: str, sentence: str, *notes: str) -> Answer:
    """Return the answer where nothing could be proved."""
    return Answer(analysis, about, sentence, Verdict.NOT_ESTABLISHED, notes=notes)
