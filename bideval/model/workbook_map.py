"""A map of an authority's own evaluation workbook: where each figure stands, and by which rules it is right.

Addresses are those of a spreadsheet: a cell ``C5``, a row ``5``, a column ``C``, each with its
sheet in front where it is not the usual one (``Prices!5``).  A row is met with the column of a
bid, a column with its row.  Nothing is looked up here; ``bideval.io.workbooks.own`` does that.
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bideval.model.base import Exact, Frozen, Id, Text, TextData, Whole, WithData
from bideval.model.rules import MarksFrom
from bideval.model.tender import Rounding

MOST_BIDS = 200
MOST_CRITERIA = 500

Spot = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Place = Spot | dict[Id, Spot]  # one address for every bid, or a cell for each


class MapBid(Frozen):
    """A bid, and where its figures stand: in a column, in a row, or on a sheet of its own."""

    id: Id
    name: Text | None = None  # as the workbook has it, where names are compared
    at: Spot | dict[Spot, Spot] | None = None  # its column or row; by sheet where that differs
    sheet: Spot | None = None  # its own sheet


class MapMarks(Frozen):
    """How the mark that governs comes from several marks."""

    from_: Annotated[MarksFrom, Field(alias="from")]


class MapCriterion(Frozen):
    """A criterion, how it scores, and where its figures stand; a section has ``criteria``."""

    id: Id
    title: Text | None = None
    weight: Exact | None = None  # as published, in units of the whole
    weight_at: Spot | None = None
    scale: TextData = None  # a scale in place, as in tender.yaml
    formula: str | None = None  # a key of the price formulas
    with_: WithData
    normalise: Literal["to-best"] | None = None
    marks: tuple[Place, ...] = ()  # one place for each evaluator
    mark: Place | None = None  # the mark that governs
    price_parts: tuple[Place, ...] = ()  # what the price is the sum of
    price: Place | None = None
    points: Place | None = None
    points_out_of: Exact = Fraction(100)  # what full points are in the workbook
    weighted: Place | None = None
    criteria: tuple["MapCriterion", ...] = ()


class WorkbookMap(Frozen):
    """The map of one workbook, for one lot."""

    bideval_map: Annotated[Literal["1"], Field(alias="bideval-map")]  # format of the map
    title: Text | None = None
    folder: Text | None = None  # a tender folder, from where the map is: its rules, marks and prices hold
    lot: Id | None = None  # of the folder
    sheet: Spot | None = None  # where an address names none
    bids: Annotated[tuple[MapBid, ...], Field(min_length=1, max_length=MOST_BIDS)]
    names: Place | None = None  # where the names of the bids stand
    weights_total: Exact | None = None  # what the weights add up to
    weights_total_at: Spot | None = None
    marks: MapMarks | None = None
    criteria: Annotated[tuple[MapCriterion, ...], Field(min_length=1, max_length=MOST_CRITERIA)]
    rounding: Rounding | None = None
    decimals: Annotated[Whole, Field(le=10)] = 10  # that count of a figure which no rule rounds
    better: Literal["higher", "lower"] | None = None  # which total ranks first
    total: Place | None = None
    rank: Place | None = None
    margin: Spot | None = None  # how far the first is ahead of the second
