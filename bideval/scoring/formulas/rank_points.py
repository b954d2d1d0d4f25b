"""Points by place: so many for the lowest price, so many for the next, from a published table.

Rule: the first place gets 100, the second, third and so on what the table says.
Source: Stilger 2011, "Score by Rank" (title verified, wording unverified).
The size of the gaps between prices plays no part.
"""

from fractions import Fraction
from itertools import pairwise

from bideval.model.numbers import figure_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import FULL
from bideval.scoring.given import numbers, word


def rank_points(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, 0 to 100."""
    shared = _shared_rows(price, field, with_)
    if word(with_, "equal") == "share-better":
        return shared[0]
    return sum(shared, Fraction(0)) / len(shared)


def table_fits(field: PriceField, with_: With) -> str | None:
    """Return the reason that the table does not place these bids, or None."""
    table, bids = numbers(with_, "table"), len(field.prices)
    if len(table) < bids:
        return f"the table has {len(table)} places for {bids} bids; publish points for every place"
    if table[0] != FULL:
        words = f"the first place gets {figure_text(table[0])}, not 100"
        return f"{words}; the criterion's weight is applied afterwards"
    rises = next(((one, other) for one, other in pairwise(table) if other > one), None)
    if rises is None:
        return None
    words = f"the table rises from {figure_text(rises[0])} to {figure_text(rises[1])}"
    return f"{words}; a later place cannot get more"


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the points of the place, or of the places shared, from the table."""
    shared = _shared_rows(price, field, with_)
    first = field.prices.index(price) + 1
    if len(shared) == 1:
        return f"{figure_text(shared[0])} for place {first} of {len(field.prices)}"
    how = "the better" if word(with_, "equal") == "share-better" else "the mean"
    rows = ", ".join(figure_text(row) for row in shared)
    return f"{how} of {rows} for places {first} to {first + len(shared) - 1} of {len(field.prices)}"


def _shared_rows(price: Fraction, field: PriceField, with_: With) -> tuple[Fraction, ...]:
    """Return the table's points for the places that bids at this price take up together."""
    first = field.prices.index(price)
    return numbers(with_, "table")[first : first + field.prices.count(price)]


RANK_POINTS = PriceFormula(
    id="rank-points",
    title="Points by place",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.ALL,),
    points=rank_points,
    guard=table_fits,
    worked=worked,
    parameters=(
        Parameter(
            "table",
            ParameterKind.NUMBERS,
            "the points of the first place, which are 100, the second and so on, never rising",
            minimum=Fraction(0),
            maximum=FULL,
            unit="points",
        ),
        Parameter(
            "equal",
            ParameterKind.CHOICE,
            "whether equal prices all get the points of the better place or the mean of their places",
            choices=("share-better", "share-mean"),
        ),
    ),
    rule="100 for the lowest price, then the table's points for each place",
    source="Stilger 2011, Score by Rank (title verified, wording unverified)",
    status="U",
)
