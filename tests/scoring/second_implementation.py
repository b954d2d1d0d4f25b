"""A weighted sum worked out a second time, from the text data alone.

Written from the rules in plain fractions, and importing nothing of bideval: no model,
no compiled rule, no shared rounding.  It knows six price formulas, marks and declared
points, lifting to the best, every stage of rounding and every rung but the draw.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

Data = Mapping[str, object]
Row = dict[str, Fraction]  # by bid


class Second(NamedTuple):
    """Totals and ranks of the assessed bids."""

    totals: Row
    exact: Row
    ranks: dict[str, int]


def cut(value: Fraction, places: int, mode: str) -> Fraction:
    """Round by the size of what is cut off, for either sign alike."""
    scaled = abs(value) * 10**places
    low = scaled.numerator // scaled.denominator
    rest = scaled - low
    half = Fraction(1, 2)
    goes_up = {
        "half-up": rest >= half,
        "half-down": rest > half,
        "half-even": rest > half or (rest == half and low % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[mode]
    size = Fraction(low + goes_up, 10**places)
    return size if value >= 0 else -size


def _shares(prices: Row, table: Sequence[Fraction], price: Fraction) -> Fraction:
    """The mean of the table's rows for the places that bids at this price take up."""
    ordered = sorted(prices.values())
    rows = [table[place] for place, other in enumerate(ordered) if other == price]
    return sum(rows, Fraction(0)) / len(rows)


def _clamped(value: Fraction) -> Fraction:
    return max(Fraction(0), min(Fraction(100), value))


FORMULAS: Mapping[str, Callable[[Row, Mapping[str, object], str], Fraction]] = {
    "lowest-over-bid": lambda prices, _, bid: 100 * min(prices.values()) / prices[bid],
    "linear-to-double-lowest": lambda prices, _, bid: max(
        Fraction(0), 100 * (2 * min(prices.values()) - prices[bid]) / min(prices.values())
    ),
    "lowest-to-highest": lambda prices, _, bid: (
        Fraction(100)
        if min(prices.values()) == max(prices.values())
        else 100 * (max(prices.values()) - prices[bid]) / (max(prices.values()) - min(prices.values()))
    ),
    "fixed-range": lambda prices, with_, bid: _clamped(
        100 * (number(with_["highest"]) - prices[bid]) / (number(with_["highest"]) - number(with_["lowest"]))
    ),
    "budget-linear": lambda prices, with_, bid: max(
        Fraction(0), 100 * (1 - prices[bid] / number(with_["budget"]))
    ),
    "rank-points": lambda prices, with_, bid: _shares(
        prices, [number(row) for row in listed(with_["table"])], prices[bid]
    ),
}


def number(value: object) -> Fraction:
    """Return a number as text gives it: decimal, or n/d."""
    return Fraction(str(value))


def listed(value: object) -> list[object]:
    """Return a list of text data."""
    assert isinstance(value, list | tuple)
    return list(value)


def mapped(value: object) -> Data:
    """Return a map of text data."""
    assert isinstance(value, Mapping)
    return value


class Tender:
    """The text data of a tender, with the bids that pass its one gate."""

    def __init__(
        self, rules: Data, bids: Mapping[str, Data], prices: Data, marks: Mapping[tuple[str, str], object]
    ) -> None:
        """Keep the bids that declare themselves able."""
        self.rules, self.bids, self.marks = rules, bids, marks
        self.assessed = [bid for bid in bids if number(mapped(bids[bid]["declared"])["able"]) == 1]
        self.prices = {bid: number(prices[bid]) for bid in self.assessed}
        self.points: dict[str, Row] = {}  # of every criterion and section, as ranked figures see them

    def rounded(self, row: Row, stage: str, *, exact: bool) -> Row:
        """Round every value of a row at a stage, where that is published."""
        for rule in (
            () if exact or self.rules["rounding"] == "none" else map(mapped, listed(self.rules["rounding"]))
        ):
            if rule["stage"] == stage:
                return {
                    bid: cut(value, int(str(rule["places"])), str(rule["mode"])) for bid, value in row.items()
                }
        return row

    def leaf(self, one: Data, *, exact: bool) -> Row:
        """Return the points of every bid on a criterion, before any rounding of points."""
        if "formula" in one:
            prices = self.rounded(self.prices, "price", exact=exact)
            rule, with_ = FORMULAS[str(one["formula"])], mapped(one["with"])
            return {bid: rule(prices, with_, bid) for bid in prices}
        name = str(one["id"])
        if "measure" in one:
            return {bid: number(mapped(self.bids[bid]["declared"])[name]) for bid in self.assessed}
        scale = mapped(one["scale"])
        given = {bid: number(self.marks[bid, name]) for bid in self.assessed}
        if "marks" not in scale:
            return {bid: 100 * mark / number(scale["to"]) for bid, mark in given.items()}
        table = {number(row["mark"]): number(row["points"]) for row in map(mapped, listed(scale["marks"]))}
        return {bid: table[mark] for bid, mark in given.items()}

    def weighted(self, one: Data, *, exact: bool) -> Row:
        """Return the weighted figure of every bid on a criterion or section, and keep its points."""
        if "criteria" in one:
            below = [self.weighted(mapped(child), exact=exact) for child in listed(one["criteria"])]
            figures = {bid: sum((row[bid] for row in below), Fraction(0)) for bid in self.assessed}
            whole = weight_of(one)
            if "normalise" in one:
                figures = {bid: value * whole / 100 for bid, value in to_best(figures).items()}
            return self.rounded(figures, "section", exact=exact)
        points = self.leaf(one, exact=exact)
        points = self.rounded(to_best(points) if "normalise" in one else points, "points", exact=exact)
        if not exact:
            self.points[str(one["id"])] = points
        return self.rounded(
            {bid: weight_of(one) * value / 100 for bid, value in points.items()}, "weighted", exact=exact
        )

    def totals(self, *, exact: bool) -> Row:
        """Return every bid's total."""
        tops = [self.weighted(mapped(one), exact=exact) for one in listed(self.rules["criteria"])]
        return self.rounded(
            {bid: sum((row[bid] for row in tops), Fraction(0)) for bid in self.assessed}, "total", exact=exact
        )

    def rung(self, rule: Data, bid: str) -> object:
        """Return what a rung compares; smaller is better."""
        if rule["by"] == "lower-price":
            return self.prices[bid]
        return self.bids[bid]["received"] if "of" not in rule else -self.points[str(rule["of"])][bid]


def weight_of(one: Data) -> Fraction:
    """Return the weight of a criterion, or the sum of those in a section."""
    if "criteria" in one:
        return sum((weight_of(mapped(child)) for child in listed(one["criteria"])), Fraction(0))
    return number(one["weight"])


def to_best(row: Row) -> Row:
    """Return each value as a share of the best, of 100."""
    best = max(row.values(), default=Fraction(0))
    return {bid: 100 * value / best for bid, value in row.items()} if best > 0 else row


def second_result(
    rules: Data, bids: Mapping[str, Data], prices: Data, marks: Mapping[tuple[str, str], object]
) -> Second:
    """Work a tender out: totals, and ranks by figures and then by the ladder."""
    one = Tender(rules, bids, prices, marks)
    exact, totals = one.totals(exact=True), one.totals(exact=False)
    ranked_on = exact if rules["rank_on"] == "exact" else totals
    ladder = [mapped(rule) for rule in listed(rules["ties"])]
    keys = {bid: (-ranked_on[bid], *(one.rung(rule, bid) for rule in ladder)) for bid in one.assessed}
    return Second(
        totals, exact, {bid: 1 + sum(other < key for other in keys.values()) for bid, key in keys.items()}
    )
