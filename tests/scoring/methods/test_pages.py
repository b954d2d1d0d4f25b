"""Entry, page and case table of a method stand under one id, and agree.

Every page follows one template, states what its entry states, and has examples that
run here.
"""

import doctest
import re
from pathlib import Path

import pytest

from bideval.model.parameters import Parameter, ParameterKind
from bideval.scoring.methods import METHODS
from bideval.scoring.methods.entry import Method

TESTS = Path(__file__).parent
PAGES = TESTS.parents[2] / "docs" / "methods"
SHARED = {"test_pages", "test_properties", "test_registry"}  # about all methods, not one
SECTIONS = [
    "Rule",
    "Worked example",
    "Source",
    "Absolute or relative",
    "Parameters",
    "What it assumes",
    "What it excludes, and known defects",
    "Ties and rounding",
    "Demonstration",
]
KINDS = {
    ParameterKind.NUMBER: "a number",
    ParameterKind.WHOLE: "a whole number",
    ParameterKind.TEXT: "text",
    ParameterKind.MAP: "names with numbers",
    ParameterKind.ITEMS: "a list of entries",
}
MARKS = {"V": "verified", "S": "secondary", "U": "unverified"}

every_method = pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.id)


def page_of(method: Method) -> str:
    return (PAGES / f"{method.id}.md").read_text(encoding="utf-8")


def section(method: Method, title: str) -> str:
    """Return the text of one section of a page."""
    return page_of(method).split(f"\n## {title}\n")[1].split("\n## ")[0]


def row(parameter: Parameter) -> str:
    """Return the table row that a declaration calls for."""
    need = "required" if parameter.required else "optional"
    kind = ", ".join(parameter.choices) or KINDS[parameter.kind]
    unit = parameter.unit or "-"
    return f"| `{parameter.name}` | {kind} | {bounds(parameter)} | {unit} | {need} | {parameter.words} |"


def bounds(parameter: Parameter) -> str:
    low = (
        ""
        if parameter.minimum is None
        else f"{'more than' if parameter.above_minimum else 'from'} {parameter.minimum}"
    )
    high = (
        ""
        if parameter.maximum is None
        else f"{'less than' if parameter.below_maximum else 'to'} {parameter.maximum}"
    )
    return " ".join(word for word in (low, high) if word) or "-"


def test_every_entry_has_a_page_and_every_page_an_entry() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(METHODS)


def test_every_entry_has_a_case_table_and_every_table_an_entry() -> None:
    tables = {path.stem for path in TESTS.glob("test_*.py")} - SHARED
    assert tables == {f"test_{name.replace('-', '_')}" for name in METHODS}


@every_method
def test_a_case_table_names_its_method(method: Method) -> None:
    table = (TESTS / f"test_{method.id.replace('-', '_')}.py").read_text(encoding="utf-8")
    assert f'\nMETHOD = "{method.id}"\n' in table
    assert re.search(r"^CASES: ", table, re.MULTILINE)
    assert re.search(r"^REFUSED: ", table, re.MULTILINE)


@every_method
def test_a_page_follows_the_template(method: Method) -> None:
    page = page_of(method)
    assert page.startswith(f"# {method.title}\n\n`{method.id}`")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == SECTIONS
    assert all(section(method, title).strip() for title in SECTIONS)


@every_method
def test_a_page_states_what_its_entry_states(method: Method) -> None:
    assert method.rule in section(method, "Rule")
    assert f"Unit: {method.unit}; {method.better} is better." in section(method, "Rule")
    assert method.source in section(method, "Source")
    assert re.findall(r"^Mark: (\w+)\.", section(method, "Source"), re.MULTILINE) == [MARKS[method.status]]
    assert section(method, "Absolute or relative").strip().startswith(f"{method.kind.capitalize()}.")


@every_method
def test_a_page_lists_the_declared_parameters(method: Method) -> None:
    rows = [line for line in section(method, "Parameters").splitlines() if line.startswith("| `")]
    assert rows == [row(parameter) for parameter in method.parameters]


@every_method
def test_the_demonstration_runs(method: Method) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", section(method, "Demonstration"), re.MULTILINE | re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, method.id, None, 0)
    assert len(examples.examples) > 2
    heard: list[str] = []
    outcome = doctest.DocTestRunner().run(examples, out=heard.append)
    assert outcome.failed == 0, "".join(heard)
