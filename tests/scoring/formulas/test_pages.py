"""A formula's page follows one template, agrees with its entry, and has examples that run here."""

import doctest
import re
from fractions import Fraction
from pathlib import Path

import pytest

from bideval.model.numbers import decimal_text
from bideval.model.parameters import Parameter, ParameterKind
from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.formulas.entry import PriceFormula
from tests.scoring.formulas.case_table import TWO_PLACES, field_of, typed

PAGES = Path(__file__).parents[3] / "docs" / "formulas"
SECTIONS = [
    "Rule",
    "Worked example",
    "Source",
    "Absolute or relative",
    "Parameters",
    "Equal prices, limits and rounding",
    "What it assumes",
    "What it excludes, and known defects",
    "Demonstration",
]
KINDS = {
    ParameterKind.NUMBER: "a number",
    ParameterKind.NUMBER_OR_NONE: "a number, or none",
    ParameterKind.NUMBERS: "a list of numbers",
}
MARKS = {"V": "verified", "S": "secondary", "U": "unverified"}

every_formula = pytest.mark.parametrize("formula", PRICE_FORMULAS.values(), ids=lambda formula: formula.id)


def page_of(formula: PriceFormula) -> str:
    return (PAGES / f"{formula.id}.md").read_text(encoding="utf-8")


def section(formula: PriceFormula, title: str) -> str:
    """Return the text of one section of a page."""
    return page_of(formula).split(f"\n## {title}\n")[1].split("\n## ")[0]


def row(parameter: Parameter) -> str:
    """Return the table row that a declaration calls for."""
    need = "required" if parameter.required else "optional"
    kind = ", ".join(parameter.choices) or KINDS[parameter.kind]
    unit = parameter.unit or "-"
    return f"| `{parameter.name}` | {kind} | {bounds(parameter)} | {unit} | {need} | {parameter.words} |"


def bounds(parameter: Parameter) -> str:
    """Return the range of a parameter in words."""
    words = []
    if parameter.minimum is not None:
        words.append(f"{'above' if parameter.above_minimum else 'from'} {parameter.minimum}")
    if parameter.maximum is not None:
        words.append(f"to {'below ' if parameter.below_maximum else ''}{parameter.maximum}")
    return " ".join(words) or "-"


@every_formula
def test_a_page_follows_the_template(formula: PriceFormula) -> None:
    page = page_of(formula)
    assert page.startswith(f"# {formula.title}\n\n`{formula.id}` ")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == SECTIONS
    assert all(section(formula, title).strip() for title in SECTIONS)


@every_formula
def test_a_page_states_what_its_entry_states(formula: PriceFormula) -> None:
    assert section(formula, "Rule").startswith(f"\n`{formula.rule}`\n")
    assert section(formula, "Source").startswith(f"\n{formula.source}.\n\nMark: {MARKS[formula.status]}. ")
    assert section(formula, "Absolute or relative").startswith(f"\n{formula.kind.capitalize()}. ")


@every_formula
def test_a_page_lists_the_declared_parameters(formula: PriceFormula) -> None:
    text = section(formula, "Parameters")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert rows == [row(parameter) for parameter in formula.parameters]
    assert text.startswith("\nNone.\n") == (not formula.parameters)


@every_formula
def test_the_worked_example_is_what_the_formula_gives(formula: PriceFormula) -> None:
    text = section(formula, "Worked example")
    terms: dict[str, object] = dict(re.findall(r"`(\w+): ([^`\[]+)`", text))
    terms |= {name: rows.split(", ") for name, rows in re.findall(r"`(\w+): \[([^`]+)\]`", text)}
    with_ = typed(formula, {**terms, **TWO_PLACES} if formula.irrational else terms)
    bids = re.findall(r"^\| ([A-Z][a-z]+) \| ([0-9.]+) \| (.+) \| (.+) \|$", text, re.MULTILINE)
    field = field_of(" ".join(price for _, price, _, _ in bids))
    assert len(bids) > 2
    assert formula.guard(field, with_) is None
    for bid, price, worked, points in bids:
        given = Fraction(price)
        shown = formula.worked(given, field, with_), decimal_text(formula.points(given, field, with_))
        assert (bid, worked, points) == (bid, *shown)


@every_formula
def test_an_unverified_formula_says_so_before_anything_is_claimed(formula: PriceFormula) -> None:
    claims = section(formula, "Source").split("Mark: ")[1]
    assert ("unverified" in claims) or formula.status != "U"
    assert formula.irrational == ("Most values are irrational." in page_of(formula))


@every_formula
def test_the_demonstration_runs(formula: PriceFormula) -> None:
    fenced = re.findall(
        r"^```python\n(.*?)^```$", section(formula, "Demonstration"), re.MULTILINE | re.DOTALL
    )
    examples = doctest.DocTestParser().get_doctest("\n".join(fenced), {}, formula.id, None, 0)
    assert sum(bool(example.want) for example in examples.examples) > 1
    heard: list[str] = []
    outcome = doctest.DocTestRunner().run(examples, out=heard.append)
    assert outcome.failed == 0, "".join(heard)


@every_formula
def test_figures_of_the_known_defects_are_demonstrated(formula: PriceFormula) -> None:
    defects, shown = (
        section(formula, "What it excludes, and known defects"),
        section(formula, "Demonstration"),
    )
    bold = [line for line in defects.splitlines() if "**" in line]
    assert bold
    figures = re.findall(r"(?<![0-9.])-?[0-9]+\.[0-9]{2,4}(?![0-9])", "".join(bold))
    published = {"0.80", "100.50"}  # terms of the examples, not results
    assert all(f"'{figure}'" in shown for figure in figures if figure not in published)
