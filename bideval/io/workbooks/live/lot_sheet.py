"""The sheet of one lot as plain lines: what was read, points, weighted points, total and rank.

Criteria stand below each other and bids side by side, those that were assessed and no other.
Every line carries beside its formulas the exact values that they stand for, worked out by the
published rules; they are held against the result, so that no formula is handed out that means
something else.  Which tenders cannot be told so is said with the reason (NoModelError).

Nothing is written here.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from bideval.io.workbooks.guard import column_letters
from bideval.io.workbooks.live.cells import (
    CLEAN,
    NoModelError,
    number_text,
    rounded_price,
    rounded_text,
    telling_places,
    trusted,
)
from bideval.io.workbooks.live.prices import PriceCells, price_text, steady
from bideval.io.workbooks.live.tables import Tables, mark_text, place_table, scale_table
from bideval.model.evaluation import LotResult, LotStatus, Placing, PlacingStatus
from bideval.model.numbers import decimal_text
from bideval.model.rules import MarksFrom, RankOn, Stage
from bideval.model.tender import RoundingRule
from bideval.scoring.case import LotCase
from bideval.scoring.formulas.entry import PriceField, PriceFormula
from bideval.scoring.leaf_points import mark_of, raw_points
from bideval.scoring.lot_rules import Leaf, Section
from bideval.scoring.lot_scores import WEIGHTED_SUM
from bideval.scoring.totals import HUNDRED

FIRST_BID = 5  # the column of the first bid, counted from 1
FIRST_LINE = 6  # the row of the first line, below the heading and the names of the bids
_MOST_FORMULA = 8_000  # characters

Values = tuple[Fraction, ...]  # a value for each bid, in the order of the columns


class Line(NamedTuple):
    """One row: ``formulas`` for each bid without their equals sign; none in a heading.

    ``typed`` where they are numbers that were put in.  ``places`` are the decimals to
    show, None as many as there are.
    """

    name: str
    title: str
    how: str = ""
    weight: Fraction | None = None
    formulas: tuple[str, ...] = ()
    values: Values = ()
    words: tuple[str, ...] = ()  # in place of values, where a formula gives words
    places: int | None = None
    typed: bool = False
    strong: bool = False
    weight_sum: str = ""  # the formula of the weight, where it is a sum of others


class LotSheet(NamedTuple):
    """The lines of a lot from row ``FIRST_LINE`` on, and the bids of its columns."""

    bids: tuple[Placing, ...]
    lines: tuple[Line, ...]


def why_not(case: LotCase, result: LotResult) -> str | None:
    """Return why the result of a lot cannot be told by formulas, as far as its rules say; None if it can."""
    rules = case.rules
    reasons = (
        (
            rules.method.id != WEIGHTED_SUM,
            f"its method is {rules.method.id}, and only weighted-sum is added up",
        ),
        (bool(rules.authorities), "several authorities buy together, each with its own weights"),
        (result.status is LotStatus.QUALITY_ONLY, "quality alone is scored, and no price is on file"),
        (result.status is LotStatus.NO_ASSESSED_BID, "no bid is left to assess"),
        (
            rules.rank_on is RankOn.EXACT and bool(rules.policy.rules),
            "figures are rounded and bids ranked on others, which are not",
        ),
        (
            any(isinstance(node, Section) and node.normalise for node in rules.nodes()),
            "the points of a section are compared with the best bid",
        ),
    )
    return next((reason for applies, reason in reasons if applies), None)


def lot_sheet(case: LotCase, result: LotResult, tables: Tables) -> LotSheet:
    """Return the sheet of a lot; raise NoModelError where formulas cannot be trusted to give its result."""
    reason = why_not(case, result)
    if reason is not None:
        raise NoModelError(reason)
    making = _Making(case, result, tables)
    making.given()
    making.read()
    making.points()
    making.weighted()
    making.ranked()
    return LotSheet(making.bids, tuple(making.lines))


class _Making:
    """The lines so far; rows and values of criteria by id."""

    def __init__(self, case: LotCase, result: LotResult, tables: Tables) -> None:
        self.case, self.rules, self.tables = case, case.rules, tables
        self.result = result
        self.bids = tuple(one for one in result.placings if one.status is PlacingStatus.ASSESSED)
        self.columns = [column_letters(FIRST_BID + number) for number in range(len(self.bids))]
        self.lines: list[Line] = []
        self.leaves = tuple(self.rules.leaves())
        self.given_at: dict[str, dict[str, str]] = {}
        self.at: dict[str, int] = {}  # the row that the next block reads, by criterion
        self.values: dict[str, Values] = {}

    def add(self, line: Line) -> int:
        """Add a line and return its row."""
        self.lines.append(line)
        return FIRST_LINE + len(self.lines) - 1

    def cells(self, row: int) -> list[str]:
        """Return the cells of a row, one for each bid."""
        return [f"{column}{row}" for column in self.columns]

    def head(self, title: str) -> None:
        """Begin a block."""
        if self.lines:
            self.add(Line("", ""))
        self.add(Line(title, "", strong=True))

    def given(self) -> None:
        """Write the published figures of price formulas, a row each; tables go with the tables."""
        priced = [leaf for leaf in self.leaves if leaf.formula is not None and leaf.with_]
        lines: list[tuple[str, Line]] = []
        for leaf in priced:
            self.given_at[leaf.id] = {}
            for name, value in sorted(leaf.with_.items()):
                if isinstance(value, Fraction):
                    lines.append((leaf.id, Line(name, leaf.title, f"published for {leaf.id}", value)))
                elif name == "table" and isinstance(value, tuple):
                    points = tuple(one for one in value if isinstance(one, Fraction))
                    self.given_at[leaf.id][name] = self.tables.of(place_table(points)).points
        if lines:
            self.head("Published figures of the price rules")
        for leaf_id, line in lines:
            self.given_at[leaf_id][line.name] = f"$C${self.add(line)}"

    def read(self) -> None:
        """Write what the result rests on: marks, prices, and points that were measured."""
        self.head("What was read")
        for leaf in self.leaves:
            if leaf.scale is not None:
                how, values = (
                    "mark that governs",
                    [mark_of(self.case, one.bid, leaf).value for one in self.bids],
                )
            elif leaf.formula is not None:
                how, values = "evaluated price", [self.case.prices[one.bid].amount for one in self.bids]
            else:
                how = "points as bideval measured them; bideval explain says how"
                values = [raw_points(self.case, one.bid, leaf).points for one in self.bids]
            self.values[leaf.id] = tuple(values)
            typed = tuple(number_text(one) for one in values)
            self.at[leaf.id] = self.add(
                Line(
                    leaf.id,
                    leaf.title,
                    how,
                    formulas=typed,
                    values=tuple(values),
                    places=_pence(leaf, values),
                    typed=True,
                )
            )

    def points(self) -> None:
        """Write the points of every criterion, rounded as published."""
        to_best = [leaf for leaf in self.leaves if leaf.normalise]
        if to_best:
            self.head("Points before they are compared with the best bid")
        for leaf in to_best:
            formulas, values, how = self._raw(leaf)
            row = self.add(Line(leaf.id, leaf.title, how, formulas=formulas, values=values, places=6))
            self.at[leaf.id], self.values[leaf.id] = row, values
        self.head("Points, 0 to 100")
        for leaf in self.leaves:
            formulas, values, how = self._best(leaf) if leaf.normalise else self._raw(leaf)
            line = self._rounded(
                Line(leaf.id, leaf.title, how, formulas=formulas, values=values), Stage.POINTS
            )
            self.at[leaf.id], self.values[leaf.id] = self.add(line), line.values

    def _raw(self, leaf: Leaf) -> tuple[tuple[str, ...], Values, str]:
        """The points of a criterion before any comparison and rounding."""
        cells, read = self.cells(self.at[leaf.id]), self.values[leaf.id]
        if leaf.formula is not None:
            return self._priced(leaf, leaf.formula)
        if leaf.scale is None:
            return tuple(cells), read, "as measured"
        between = self.rules.marks_from in {MarksFrom.MEAN, MarksFrom.MEDIAN}
        at = self.tables.of(scale_table(leaf.scale))
        formulas = tuple(mark_text(cell, leaf.scale, at, between=between) for cell in cells)
        values = tuple(leaf.scale.points_between(one) for one in read)
        return formulas, values, "the points of the mark on its scale (sheet Tables)"

    def _priced(self, leaf: Leaf, formula: PriceFormula) -> tuple[tuple[str, ...], Values, str]:
        row, prices = self.at[leaf.id], self.values[leaf.id]
        rule = self.rules.policy.rule(Stage.PRICE, leaf.id)
        if rule is not None:
            if any(number_text(one).count("/") for one in prices):
                raise NoModelError("prices are rounded whose decimals do not end")
            formulas = tuple(rounded_price(cell, rule) for cell in self.cells(row))
            prices = tuple(self.rules.policy.apply(Stage.PRICE, one, leaf.id) for one in prices)
            how = f"the price, {_said(rule)}"
            row = self.add(Line(leaf.id, leaf.title, how, formulas=formulas, values=prices))
        field = PriceField(prices)
        every = f"${self.columns[0]}${row}:${self.columns[-1]}${row}"
        given = self.given_at.get(leaf.id, {})
        formulas = tuple(
            price_text(formula, PriceCells(cell, every, given), leaf.with_) for cell in self.cells(row)
        )
        if not all(steady(formula, one, field, leaf.with_) for one in prices):
            raise NoModelError(f"prices of {leaf.id} lie nearer each other than a spreadsheet can tell")
        return formulas, tuple(formula.points(one, field, leaf.with_) for one in prices), formula.rule

    def _best(self, leaf: Leaf) -> tuple[tuple[str, ...], Values, str]:
        row, values = self.at[leaf.id], self.values[leaf.id]
        best, most = f"MAX(${self.columns[0]}{row}:${self.columns[-1]}{row})", max(values)
        formulas = tuple(f"IF({best}>0,{cell}*100/{best},{cell})" for cell in self.cells(row))
        compared = tuple(one * HUNDRED / most if most > 0 else one for one in values)
        return formulas, compared, "points x 100 / those of the best bid"

    def weighted(self) -> None:
        """Write weighted points: of criteria, and of sections as the sum of theirs."""
        self.head("Weighted points")
        below = FIRST_LINE + len(self.lines)
        nodes = tuple(self.rules.nodes())
        rows = {node.id: below + number for number, node in enumerate(nodes)}
        lines: dict[str, Line] = {}
        for node in reversed(nodes):  # children first: a section adds up what they are worth
            line = self._leaf(node, rows) if isinstance(node, Leaf) else self._section(node, rows, lines)
            stage = Stage.WEIGHTED if isinstance(node, Leaf) else Stage.SECTION
            lines[node.id] = self._rounded(line, stage)
        for node in nodes:
            self.at[node.id] = self.add(lines[node.id])
            self.values[node.id] = lines[node.id].values

    def _leaf(self, leaf: Leaf, rows: dict[str, int]) -> Line:
        cells = self.cells(self.at[leaf.id])
        formulas = tuple(f"$C{rows[leaf.id]}*{cell}/100" for cell in cells)
        values = tuple(leaf.weight * one / HUNDRED for one in self.values[leaf.id])
        return Line(leaf.id, leaf.title, "weight x points / 100", leaf.weight, formulas, values)

    def _section(self, node: Section, rows: dict[str, int], lines: dict[str, Line]) -> Line:
        formulas = self._sums(rows[child.id] for child in node.children)
        values = _added(lines[child.id].values for child in node.children)
        line = Line(node.id, node.title, "the sum of its criteria", node.weight, formulas, values)
        weights = "+".join(f"C{rows[child.id]}" for child in node.children)
        return line._replace(strong=True, weight_sum=weights)

    def _rounded(self, line: Line, stage: Stage) -> Line:
        rule = self.rules.policy.rule(stage, line.name)
        if rule is None:
            return line._replace(places=6)
        for value in line.values:
            trusted(value, rule.places, f"{line.name} at stage {stage.value}")
        return line._replace(
            formulas=tuple(rounded_text(one, rule) for one in line.formulas),
            values=tuple(self.rules.policy.apply(stage, one, line.name) for one in line.values),
            how=f"{line.how}; {_said(rule)}",
            places=rule.places,
        )

    def _sums(self, rows: Iterable[int]) -> tuple[str, ...]:
        """The sum of rows, by bid."""
        listed = list(rows)
        sums = tuple("+".join(f"{column}{row}" for row in listed) for column in self.columns)
        if any(len(one) > _MOST_FORMULA for one in sums):
            raise NoModelError("more criteria are added than a formula of a spreadsheet takes")
        return sums

    def ranked(self) -> None:
        """Write totals and ranks, and whether they are those that bideval has."""
        self.head("Result")
        sums = self._sums(self.at[node.id] for node in self.rules.tree)
        values = _added(self.values[node.id] for node in self.rules.tree)
        rule = self.rules.policy.rule(Stage.TOTAL)
        how = "the sum of weighted points"
        line = self._rounded(
            Line("total", "Total", how, self.rules.whole, sums, values, strong=True), Stage.TOTAL
        )
        if rule is None:
            clean = telling_places(values)
            line = line._replace(formulas=tuple(f"ROUND({one},{clean})" for one in sums))
            decimals = [_decimals(one) for one in values]
            line = line._replace(places=max([self.result.decimals, *decimals]))
        line = line._replace(weight_sum="+".join(f"C{self.at[node.id]}" for node in self.rules.tree))
        if line.values != tuple(one.total for one in self.bids):
            raise NoModelError("its formulas do not give the totals of the result")
        total = self.add(line)
        self._rank(total)
        self._compare(total, line)

    def _rank(self, total: int) -> None:
        every = f"${self.columns[0]}${total}:${self.columns[-1]}${total}"
        totals = [one.total or Fraction(0) for one in self.bids]
        by_total = [1 + sum(other > one for other in totals) for one in totals]
        ranks = [one.rank or 0 for one in self.bids]
        formulas = [f"RANK({cell},{every},0)" for cell in self.cells(total)]
        if ranks != by_total:
            moved = tuple(Fraction(rank - by) for rank, by in zip(ranks, by_total, strict=True))
            how = "places lost to bids with the same total, by the published tie rules"
            put = tuple(number_text(one) for one in moved)
            ties = self.add(Line("ties", "Ties", how, formulas=put, values=moved, places=0, typed=True))
            formulas = [f"{one}+{cell}" for one, cell in zip(formulas, self.cells(ties), strict=True)]
        found = tuple(Fraction(one) for one in ranks)
        how = "1 is the highest total"
        self.add(Line("rank", "Rank", how, formulas=tuple(formulas), values=found, places=0, strong=True))

    def _compare(self, total: int, line: Line) -> None:
        self.head("Held against bideval")
        put = tuple(number_text(one) if _ends(one) else number_text(_cut(one)) for one in line.values)
        how = "as bideval evaluate has it"
        row = self.add(
            Line("bideval", "Total", how, formulas=put, values=line.values, places=line.places, typed=True)
        )
        formulas = tuple(
            f'IF(ABS({one}-{other})<0.000001,"same","DIFFERENT")'
            for one, other in zip(self.cells(total), self.cells(row), strict=True)
        )
        self.add(Line("same", "Same?", "", formulas=formulas, words=("same",) * len(formulas)))


def _added(parts: Iterable[Values]) -> Values:
    return tuple(sum(column, Fraction(0)) for column in zip(*parts, strict=True))


def _said(rule: RoundingRule) -> str:
    return f"rounded {rule.mode.value} to {rule.places} place{'' if rule.places == 1 else 's'}"


def _ends(value: Fraction) -> bool:
    return Fraction(decimal_text(value, CLEAN)) == value


def _cut(value: Fraction) -> Fraction:
    return Fraction(decimal_text(value, CLEAN))


def _decimals(value: Fraction) -> int:
    """The decimals that a total has, as bideval shows it: six where they do not end within nine."""
    text = decimal_text(value, 9)
    return len(text.partition(".")[2]) if Fraction(text) == value else 6


def _pence(leaf: Leaf, values: Iterable[Fraction]) -> int | None:
    """The decimals of prices that are whole or have pence; None of anything else."""
    most = max(_decimals(one) for one in values)
    return None if leaf.formula is None or most > 2 else 2 if most else 0
