"""The cells of a workbook held against what they should say: one by one, with what to do.

A cell that is wrong itself is told apart from one that only follows from another.  Nothing is
put right, and no file is read here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source, error, warning
from bideval.model.numbers import figure_text
from bideval.scoring.own_book.causes import cause_words
from bideval.scoring.own_book.figures import Figure, Key, Plan, Role, figures_of
from bideval.scoring.own_book.held import Held, Kind
from bideval.scoring.own_book.rounded_otherwise import (
    Figured,
    agree,
    by_another_rule,
    rounded_otherwise,
    rule_words,
)
from bideval.scoring.own_book.said import as_text, formula, held_text, texts, unreadable
from bideval.scoring.own_book.worked import CLEAN, Worked, worked
from bideval.scoring.totals import HUNDRED

_MOST_NAMED = 8  # cells in one sentence


class Standing(StrEnum):
    """What came out for a cell."""

    READ = "read"  # typed in; there is nothing to hold it against
    SAME = "same"
    DIFFERS = "differs"
    FOLLOWS = "follows"  # differs only because another cell does
    ROUNDED = "rounded"  # differs by its rounding alone
    TYPED = "typed"  # right, and a constant where a formula is wanted
    UNREADABLE = "unreadable"  # blank, an error, not calculated, no number
    NOT_COMPARED = "not-compared"  # cannot be recomputed


class CellFound(NamedTuple):
    """One cell: what stands there, what it should be (in the units of the workbook), and the outcome."""

    key: Key
    place: Source
    held: Held
    right: Fraction | None
    standing: Standing


class Book(NamedTuple):
    """What is known of a workbook: its cells by figure, and where they are.

    ``known`` are figures that the map states or a tender folder has, ``says`` which of the two.
    ``is_stale`` where the file asks to be calculated again when it is opened.
    """

    cells: Mapping[Key, Held]
    places: Mapping[Key, Source]
    known: Mapping[Key, Fraction]
    says: str
    is_stale: bool = False


class Judged(NamedTuple):
    """Every cell of the map in the order of the figures, and what is wrong."""

    cells: tuple[CellFound, ...]
    findings: tuple[Finding, ...]


def judge(plan: Plan, book: Book) -> Judged:
    """Hold every mapped cell of ``book`` against the rules of ``plan``."""
    figures = figures_of(plan)
    judging = _Judging(plan, book, figures)
    found = [judging.cell(one) for one in figures if one.key in book.cells]
    findings = [*judging.weights(), *judging.findings, *judging.undefined()]
    return Judged(tuple(found), tuple(findings))


def _there(figures: tuple[Figure, ...], book: Book) -> dict[Key, Fraction]:
    """The numbers of the cells, in points of 100 where the workbook has others."""
    found = {}
    for one in figures:
        held = book.cells.get(one.key)
        if held is not None and held.value is not None:
            found[one.key] = held.value * HUNDRED / one.out_of
    return found


class _Judging:
    """The passes over the figures, and the findings so far."""

    def __init__(self, plan: Plan, book: Book, figures: tuple[Figure, ...]) -> None:
        self.plan, self.book = plan, book
        self.figures = {one.key: one for one in figures}
        self.there = _there(figures, book)
        typed = {
            one.key: self.there[one.key] for one in figures if one.work is None and one.key in self.there
        }
        self.worked: Worked = worked(figures, {**typed, **book.known}, self.there, plan.policy)
        self.wrong: set[Key] = set()
        kept = [one.value for one in book.cells.values() if one.formula is not None]
        self.is_stale = book.is_stale or (len(kept) > 1 and set(kept) == {Fraction(0)})
        self.findings: list[Finding] = []

    def add(self, finding: Finding) -> None:
        self.findings.append(finding)

    def cell(self, figure: Figure) -> CellFound:
        """Judge one cell."""
        held, place = self.book.cells[figure.key], self.book.places[figure.key]
        right = self.worked.right.values.get(figure.key)
        shown = None if right is None else right * figure.out_of / HUNDRED
        standing = self._standing(figure, held, place, shown)
        if standing in {Standing.DIFFERS, Standing.FOLLOWS, Standing.ROUNDED, Standing.UNREADABLE}:
            self.wrong.add(figure.key)
        return CellFound(figure.key, place, held, shown, standing)

    def _standing(self, figure: Figure, held: Held, place: Source, right: Fraction | None) -> Standing:
        if held.value is None or self._is_stale(held, right):
            self.add(unreadable(figure, held, place))
            return Standing.UNREADABLE
        if held.kind is Kind.TEXT:
            self.add(as_text(figure, held, place))
        if figure.scale is not None and not figure.scale.has(held.value):
            message = (
                f"{figure.key.words()}: {figure_text(held.value)}, and the scale has {figure.scale.words()}"
            )
            self.add(error("BE706", message, "Look up which mark was given.", place))
            return Standing.DIFFERS
        if figure.work is None:
            return self._typed_in(figure, held, place, right)
        if right is None:
            return Standing.NOT_COMPARED
        return self._computed(figure, held, place, right)

    def _is_stale(self, held: Held, right: Fraction | None) -> bool:
        """Whether a 0 is only what a program wrote that does not calculate.

        The file asks to be calculated, or every formula of the map holds 0.
        """
        return bool(
            self.is_stale
            and held.formula is not None
            and held.value == 0
            and right not in {None, Fraction(0)}
        )

    def _typed_in(self, figure: Figure, held: Held, place: Source, right: Fraction | None) -> Standing:
        assert held.value is not None
        if figure.key not in self.book.known or right is None:
            return Standing.READ
        if agree(held.value, right):
            return Standing.SAME
        here, other = texts(held.value, right)
        message = f"{figure.key.words()}: {here} here, and {self.book.says} {other}"
        remedy = "Find out which of the two is right, and correct the other."
        self.add(error("BE742", message, remedy, place))
        return Standing.DIFFERS

    def _computed(self, figure: Figure, held: Held, place: Source, right: Fraction) -> Standing:
        there = held.value
        assert there is not None
        rule = None if figure.stage is None else self.plan.policy.rule(figure.stage, figure.key.criterion)
        if self._agrees(figure, there, right):
            if not held.typed:
                return Standing.SAME
            message = f"{figure.key.words()}: right, but typed in ({held_text(held)})"
            self.add(warning("BE733", message, self._formula_wanted(figure), place))
            return Standing.TYPED
        otherwise = rounded_otherwise(held, self._figured(figure, right), rule, self.plan.policy)
        if otherwise is None and (held.typed or not self._follows(figure, there)):
            otherwise = by_another_rule(there, self._figured(figure, right), rule)
        here, recomputed = texts(there, right)
        said = f"{figure.key.words()}: {here} here, and {recomputed} recomputed"
        if held.typed:
            why = f"; {otherwise.words}" if otherwise else ""
            message = f"{said}; it was typed in ({held_text(held)}){why}"
            self.add(error("BE733", message, self._formula_wanted(figure), place))
            return Standing.DIFFERS
        if otherwise is None:
            return self._apart(figure, held, place, said)
        then = "Correct what it reads, or rounds." if rule is None else "Round so in the formula."
        remedy = f"Hold it against the published rounding: {rule_words(rule)}. {then}"
        made = warning if otherwise.in_display else error
        self.add(made("BE735", f"{said}: {otherwise.words}{formula(held)}", remedy, place))
        return Standing.ROUNDED

    def _follows(self, figure: Figure, there: Fraction) -> bool:
        """Whether a figure is right for the cells that it reads."""
        beside = self.worked.beside.values.get(figure.key)
        return beside is not None and agree(there, beside * figure.out_of / HUNDRED, self._decimals(figure))

    def _apart(self, figure: Figure, held: Held, place: Source, said: str) -> Standing:
        """A formula with another value than it should have: wrong itself, or for what it reads."""
        if held.value is not None and self._follows(figure, held.value):
            culprits = [key for key in self._near(figure) if key in self.wrong]
            named = self._cells(culprits) or "what it reads"
            remedy = "Put that right first; nothing has to be done here."
            self.add(error("BE732", f"{said}, as it follows from {named}", remedy, place))
            return Standing.FOLLOWS
        beside = self.worked.beside.values.get(figure.key)
        cause = cause_words(figure, held, self.book.cells, self.there, self.book.places, beside)
        remedy = f"It should be {figure.how}{self._by(figure)}{self._from(figure)}. Correct the formula."
        self.add(error("BE731", f"{said}{cause}{formula(held)}", remedy, place))
        return Standing.DIFFERS

    def _agrees(self, figure: Figure, there: Fraction, right: Fraction) -> bool:
        if figure.key.role is Role.RANK and figure.key not in self.book.known:
            return right <= there <= right + self._level(figure) - 1 and there.denominator == 1
        return agree(there, right, self._decimals(figure))

    def _level(self, figure: Figure) -> int:
        """How many bids have the total of this one; a warning tells of more than one."""
        values = self.worked.right.values
        same = [key for key in figure.reads if values[key] == values[figure.key._replace(role=Role.TOTAL)]]
        if len(same) > 1:
            message = (
                f"{', '.join(key.bid for key in same)} have the same total; the map has no rule for that"
            )
            remedy = "Look up the published rule for ties, and hold the ranks against it."
            place = self.book.places[figure.key]
            self.add(warning("BE741", message, remedy, place))
        return len(same)

    def _decimals(self, figure: Figure) -> int:
        is_rounded = figure.stage is not None and self.plan.policy.rule(figure.stage, figure.key.criterion)
        return CLEAN if is_rounded else self.plan.decimals

    def _figured(self, figure: Figure, right: Fraction) -> Figured:
        factor = figure.out_of / HUNDRED
        exact = self.worked.exact.values.get(figure.key)
        unrounded = self.worked.right.unrounded[figure.key] * factor
        return Figured(right, unrounded if exact is None else exact * factor, unrounded)

    def _cells(self, keys: list[Key]) -> str:
        names = [self.book.places[key].pointer for key in keys[:_MOST_NAMED]]
        return ", ".join(names) + (" and others" if len(keys) > _MOST_NAMED else "")

    def _from(self, figure: Figure) -> str:
        near = self._near(figure)
        return f", from {self._cells(near)}" if near else ""

    def _by(self, figure: Figure) -> str:
        """How figures come about that the workbook does not show."""
        unseen = [self.figures[key] for key in figure.reads if key not in self.book.places]
        hows = dict.fromkeys(f"{one.key.role.value} by {one.how}" for one in unseen if one.how)
        return f" ({'; '.join(hows)})" if hows else ""

    def _near(self, figure: Figure) -> list[Key]:
        """The mapped figures that a figure is worked out from, past those that are not mapped."""
        found: dict[Key, None] = {}
        for key in figure.reads:
            if key in self.book.places:
                found[key] = None
            else:
                found |= dict.fromkeys(self._near(self.figures[key]))
        return list(found)

    def _formula_wanted(self, figure: Figure) -> str:
        return f"Put a formula in its place: {figure.how}{self._by(figure)}{self._from(figure)}."

    def weights(self) -> Iterator[Finding]:
        """Report weights that do not add up to what the map says."""
        total = self.worked.right.values.get(Key(Role.WEIGHTS))
        if total is None or agree(total, self.plan.weights_total):
            return
        message = f"the weights sum to {figure_text(total)}, not {figure_text(self.plan.weights_total)}"
        where = [place for key, place in self.book.places.items() if key.role in {Role.WEIGHT, Role.WEIGHTS}]
        remedy = "Hold them against the published weights; weights_total in the map says what they add up to."
        yield error("BE731", message, remedy, *where[:_MOST_NAMED])

    def undefined(self) -> Iterator[Finding]:
        """Report each reason once for which figures cannot be recomputed."""
        found: dict[tuple[str, str], list[Source]] = {}
        for key, why in self.worked.right.why_not.items():
            reads = [one for one in self.figures[key].reads if one in self.book.places]
            if any(one in self.wrong for one in reads):  # told already
                continue
            read = [self.book.places[one] for one in reads]
            places = found.setdefault((key.criterion, why), [])
            places += [one for one in read if one not in places]
        for (criterion, why), places in found.items():
            remedy = "Correct what it reads; a bid that was not assessed belongs out of the map."
            message = f"points of {criterion} cannot be recomputed: {why}"
            yield error("BE740", message, remedy, *places[:_MOST_NAMED])


def counts(cells: tuple[CellFound, ...]) -> Mapping[Standing, int]:
    """How many cells came out how, each outcome named."""
    found = Counter(one.standing for one in cells)
    return {one: found[one] for one in Standing}


def differs(judged: Judged) -> bool:
    """Whether anything is wrong with the workbook."""
    return any(one.severity is Severity.ERROR for one in judged.findings)
