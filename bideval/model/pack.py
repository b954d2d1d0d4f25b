"""Criteria packs: what can be picked off the shelf, as data with a source and cases.

A pack reads exactly one thing: a measure, a mark, a scale (the pack is the scale)
or the bases of a legal regime.  It carries no code.  Text is turned into a pack in
``pack_text``; its cases are run in ``bideval.scoring.cases``.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.model.measure import Measure
from bideval.model.parameters import Parameter
from bideval.model.points import BandRule, PointsRule
from bideval.model.regime_rules import Allowed, ClockStep, RegimeCheck
from bideval.model.rules import OnFail, Test
from bideval.model.scale import Scale
from bideval.model.units import Unit

PACK_FORMAT = 1
FAMILIES = (
    "finance",
    "backing",
    "quality",
    "scales",
    "social-value",
    "local",
    "ownership",
    "reform",
    "value",
    "cost",
    "exclusions",
    "screens",
    "regimes",
)


class PackKind(StrEnum):
    """What a pack reads."""

    MEASURE = "measure"
    MARK = "mark"
    SCALE = "scale"
    REGIME = "regime"


class PackSource(NamedTuple):
    """Where the rule comes from: a law, guidance or document, and the place in it."""

    title: str
    section: str
    date: str | None = None  # YYYY-MM-DD, of the document


class Basis(NamedTuple):
    """What a regime says of one kind of gate: consequence, wording and citation."""

    consequence: OnFail
    wording: str
    cite: str


class Case(NamedTuple):
    """One worked case: what is given, and what must come out.

    ``given`` holds text by field, by its full path or the last part of it (a list
    for yearly values, earliest first); ``with_`` the parameters as a tender would
    give them.  ``refused`` is part of the reason where the rule gives no figure.
    """

    words: str
    given: Mapping[str, object]
    with_: Mapping[str, object]
    measure: Fraction | str | None = None
    points: Fraction | None = None
    grade: str | None = None
    test: Test | None = None
    passes: bool | None = None
    consequence: OnFail | None = None
    refused: str | None = None


class Pack(NamedTuple):
    """One edition of a pack.

    ``status`` is V for verified text, S for a secondary source, U for an editable
    default that nothing has verified.  ``threshold`` is the one parameter that a
    gate compares with.  ``raw`` is the text data of its file, for digests.
    """

    id: str  # <family>/<id>, for a regime also <family>/<id>/<id>
    edition: int
    title: str
    question: str
    status: str
    source: PackSource
    valid_from: str  # YYYY-MM-DD, both ends inclusive, by the date the procurement began
    valid_to: str | None
    kind: PackKind
    cases: tuple[Case, ...]
    file: str
    raw: Mapping[str, object]
    notes: str | None = None
    about: str = "bid"  # or supplier: it looks at who bids, and not at what is offered
    off: str | None = None  # why the pack is switched off, where it is
    parameters: tuple[Parameter, ...] = ()
    measure: Measure | None = None
    points: PointsRule | None = None
    threshold: str | None = None
    mitigations: tuple[tuple[str, str], ...] = ()  # id and words, as published
    scale: Scale | None = None
    bases: tuple[tuple[str, Basis], ...] = ()
    before: str | None = None  # which regime holds where a procurement began before this one does
    after: str | None = None
    checks: tuple[RegimeCheck, ...] = ()
    clock: tuple[ClockStep, ...] = ()
    allows: tuple[Allowed, ...] = ()

    @property
    def reference(self) -> str:
        """How a tender names this edition: ``family/id@N``."""
        return f"{self.id}@{self.edition}"

    @property
    def family(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]

    @property
    def reads_mark(self) -> bool:
        """Whether it scores a mark that evaluators give."""
        return self.kind is PackKind.MARK

    @property
    def unit(self) -> Unit | None:
        """The unit of what is measured; None for a scale or a regime."""
        if self.measure is not None:
            return self.measure.unit
        return Unit.MARK if self.reads_mark else None

    @property
    def gives_points(self) -> bool:
        """Whether a criterion can use it: it has a points rule, or measures points."""
        return self.points is not None or self.unit is Unit.POINTS

    @property
    def graded(self) -> BandRule | None:
        """Its bands, where they have grades that a gate can test."""
        return self.points if isinstance(self.points, BandRule) and self.points.grades else None

    def basis(self, name: str) -> Basis | None:
        """Return what the regime says of the basis ``name``, or None if it has none such."""
        return dict(self.bases).get(name)

    def valid_on(self, date: str) -> bool:
        """Say whether the pack holds for a procurement that began on ``date`` (YYYY-MM-DD)."""
        return self.valid_from <= date and (self.valid_to is None or date <= self.valid_to)
