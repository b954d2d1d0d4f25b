"""docs/format.md names every key there is and no other, and its examples are sound."""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from bideval.errors import Finding, Severity
from bideval.io import tables
from bideval.io.csv_text import CsvColumns
from bideval.io.folder import KNOWN_ELSEWHERE, read_folder
from bideval.model import (
    allocation,
    backing,
    bid,
    criterion,
    decision,
    framework,
    price,
    rehearsal,
    scenario,
    study,
    tender,
)
from bideval.model.decision import REQUIRED_FIELDS
from bideval.model.measure_text import parse_measure
from bideval.model.pack_text import parse_pack
from bideval.model.points_text import parse_points
from bideval.model.rules import Vat
from bideval.model.units import ACCOUNTS, FIELDS
from bideval.scoring.evaluate import judge
from tests.conftest import ROOT
from tests.docs.pages import (
    PART,
    Block,
    Table,
    blocks_of,
    code_words,
    file_of,
    files_of,
    section_text,
    tables_of,
    write_files,
)

PAGE = ROOT / "docs" / "format.md"

MODELS: list[tuple[str, int, type[BaseModel]]] = [
    # heading              table  model
    ("`tender.yaml`",          0, tender.Tender),
    ("Documents",              0, tender.Document),
    ("Reconstructed",          0, tender.Reconstructed),
    ("Money",                  0, tender.MoneyBasis),
    ("Contract",               0, tender.Contract),
    ("Method",                 0, tender.MethodUse),
    ("Weighting",              0, tender.Weighting),
    ("Marks",                  0, tender.MarkRule),
    ("Declared values",        0, tender.Declared),
    ("Criteria",               0, criterion.Criterion),
    ("Minimums",               0, criterion.Minimum),
    ("Gates",                  0, criterion.Gate),
    ("Reliance",               0, criterion.ReliesOn),
    ("Price rules",            0, tender.PriceRules),
    ("Price rules",            1, tender.ExtensionRounding),
    ("Rounding",               0, tender.RoundingRule),
    ("Ties",                   0, tender.TieRule),
    ("Lots",                   0, tender.Lot),
    ("The award of lots",      0, allocation.Award),
    ("Award rules",            0, allocation.AwardRule),
    ("Who",                    0, allocation.Who),
    ("Soft rules",             0, allocation.Soft),
    ("Gain",                   0, allocation.Gain),
    ("Equal awards",           0, allocation.AwardTie),
    ("Packages and discounts", 0, allocation.Package),
    ("Packages and discounts", 1, allocation.Discount),
    ("Packages and discounts", 2, allocation.Volume),
    ("Packages and discounts", 3, allocation.VolumeStep),
    ("Mini-competitions",      0, framework.MiniCompetitions),
    ("Mini-competitions",      1, framework.PublishedCriterion),
    ("Mini-competitions",      2, framework.PublishedGate),
    ("Following a framework",  0, framework.Follows),
    ("Authorities",            0, tender.Authority),
    ("`bids/<bid>.yaml`",      0, bid.Bid),
    ("The bidder",             0, bid.Bidder),
    ("A party",                0, bid.Party),
    ("A year of accounts",     0, bid.AccountYear),
    ("A rating",               0, bid.Rating),
    ("Backing",                0, bid.Backing),
    ("Step-down",              0, backing.StepDown),
    ("Collateral",             0, backing.Collateral),
    ("The cost of backing",    0, backing.BackingCost),
    ("An approach",            0, bid.Approach),
    ("`prices/<bid>.yaml`",    0, price.PriceSheet),
    ("`prices/<bid>.yaml`",    1, price.LotPrice),
    ("`decisions.yaml`",       0, decision.Decision),
    ("`study.yaml`",           0, study.Study),
    ("`study.yaml`",           1, study.Report),
    ("`scenarios/<name>.yaml`", 0, scenario.ScenarioHead),
    ("Exposure",               0, study.Exposure),
    ("Exposure",               1, study.ExposureTerm),
    ("Exposure",               2, study.DefaultRate),
    ("Rehearsal",              0, rehearsal.Rehearsal),
    ("Rehearsal",              1, rehearsal.BidderKind),
    ("Rehearsal",              2, rehearsal.Proportionality),
]  # fmt: skip

PEOPLE = "`evaluators.csv`, `marks.csv`, `consensus.csv` and `assignments.csv`"
DECLARED = "`declarations.csv`"
LINES = "`schedule.csv` and `prices/<bid>.csv`"
COLUMNS: list[tuple[str, int, CsvColumns]] = [
    (LINES,  0, tables.SCHEDULE.columns),
    (LINES,  1, tables.RATES.columns),
    (PEOPLE, 0, tables.EVALUATORS.columns),
    (PEOPLE, 1, tables.MARKS.columns),
    (PEOPLE, 2, tables.CONSENSUS.columns),
    (PEOPLE, 3, tables.ASSIGNMENTS.columns),
    (DECLARED, 0, tables.DECLARATIONS.columns),
]  # fmt: skip

WORDS: list[tuple[str, Iterable[str]]] = [
    (LINES, tables.LINE_KINDS),
    (PEOPLE, tables.MARKING_ROLES),
    (DECLARED, tables.STAGES),
    (DECLARED, tables.INTERESTS),
    ("`prices/<bid>.yaml`", list(Vat)),
    ("Files that are not read", KNOWN_ELSEWHERE),
]


def table_of(heading: str, place: int) -> Table:
    return [table for table in tables_of(PAGE) if table.heading == heading][place]


def keys_of(table: Table) -> list[str]:
    return [code_words(cell)[0] for cell in table.column(next(iter(table.rows[0])))]


def needed(table: Table) -> dict[str, bool]:
    return {key: row["Needed"] == "yes" for key, row in zip(keys_of(table), table.rows, strict=True)}


@pytest.mark.parametrize("case", MODELS, ids=lambda case: case[2].__name__)
def test_every_key_of_a_model_stands_on_the_page(case: tuple[str, int, type[BaseModel]]) -> None:
    heading, place, model = case
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    table = table_of(heading, place)
    assert sorted(keys_of(table)) == sorted(fields)
    assert needed(table) == {name: field.is_required() for name, field in fields.items()}


@pytest.mark.parametrize("case", MODELS, ids=lambda case: case[2].__name__)
def test_every_word_a_key_may_have_stands_in_its_section(case: tuple[str, int, type[BaseModel]]) -> None:
    heading, _, model = case
    said = set(code_words(section_text(PAGE, heading))) | set(code_words(section_text(PAGE, "Rounding")))
    said |= set(code_words(section_text(PAGE, "The bidder")))  # a party's type is as a bidder's
    said |= set(code_words(section_text(PAGE, "Backing")))  # forms are those of backing
    for name, field in model.model_fields.items():
        words = set(words_in(field.annotation)) if not holds_model(field.annotation) else set()
        assert words <= said, f"{model.__name__}.{name}"


@pytest.mark.parametrize("case", MODELS, ids=lambda case: case[2].__name__)
def test_what_a_missing_key_means_is_said(case: tuple[str, int, type[BaseModel]]) -> None:
    heading, place, model = case
    rows = dict(zip(keys_of(table_of(heading, place)), table_of(heading, place).rows, strict=True))
    for name, field in model.model_fields.items():
        if isinstance(field.default, str | bool | int) and not field.is_required():
            value = field.default.value if isinstance(field.default, Enum) else field.default
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            assert rows[field.alias or name]["Needed"] == f"`{shown}`"


@pytest.mark.parametrize("case", COLUMNS, ids=lambda case: f"{case[0]}-{case[1]}")
def test_every_column_of_a_file_stands_on_the_page(case: tuple[str, int, CsvColumns]) -> None:
    heading, place, columns = case
    table = table_of(heading, place)
    assert needed(table) == dict.fromkeys(columns.required, True) | dict.fromkeys(columns.optional, False)


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[0])
def test_every_word_of_a_list_stands_in_its_section(case: tuple[str, Iterable[str]]) -> None:
    heading, words = case
    assert {str(word) for word in words} <= set(code_words(section_text(PAGE, heading)))


def words_in(annotation: object) -> list[str]:
    """Return the words of a closed list inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(one.value) for one in annotation]
    if get_origin(annotation) is Literal:
        return [str(one) for one in get_args(annotation)]
    return [word for one in get_args(annotation) for word in words_in(one)]


def holds_model(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    inside = get_origin(annotation) in {Union, UnionType, tuple, dict, Annotated}
    return inside and any(holds_model(one) for one in get_args(annotation))


def test_kinds_of_decision_and_what_each_needs() -> None:
    table = table_of("`decisions.yaml`", 1)
    rows = {code_words(row["Kind"])[0]: set(code_words(row["Needs"])) for row in table.rows}
    assert set(rows) == {str(kind) for kind in REQUIRED_FIELDS}
    for kind, fields in REQUIRED_FIELDS.items():
        assert {field.rstrip("_") for field in fields} <= rows[str(kind)], kind


# What has a grammar of its own and no model: the page's words are tried on the readers.


def test_every_step_of_a_measure_stands_on_the_page() -> None:
    _, problems = parse_measure({})
    stated = problems[0].remedy.removeprefix("A step is one of ").rstrip(".").split(", ")
    assert sorted(keys_of(table_of("Measures", 0))) == sorted(stated)


def test_every_field_of_a_measure_stands_on_the_page() -> None:
    table = table_of("Measures", 1)
    shown = {code_words(row["Path"])[0]: row["Unit"] for row in table.rows}
    plain = {path: field.unit.value for path, field in FIELDS.items() if not path.startswith(ACCOUNTS)}
    open_ = {"bid.declared.<id>": "as declared", "bid.judged.<id>": "words"}
    assert shown == {**plain, **open_, f"{ACCOUNTS}<key>": "money"}
    accounts = set(keys_of(table_of("A year of accounts", 0))) - {"year_end", "evidence", "months"}
    assert {path.removeprefix(ACCOUNTS) for path in FIELDS if path.startswith(ACCOUNTS)} == accounts


def test_every_points_rule_stands_on_the_page() -> None:
    _, problems = parse_points({}, "ratio")
    stated = problems[0].remedy.removeprefix("Write one of ").rstrip(".").split(", ")
    assert sorted(keys_of(table_of("Points", 0))) == sorted(stated)


def test_every_key_of_a_pack_stands_on_the_page() -> None:
    table = table_of("`criteria/<name>.yaml`", 0)
    keys = keys_of(table)
    assert sorted(keys) == sorted(known_to_the_reader())
    _, lacking = parse_pack({"bideval-pack": "1"}, "pack.yaml")
    missing = {one.message.removeprefix("the pack has no ") for one in lacking if one.code == "BE303"}
    assert {key for key, is_needed in needed(table).items() if is_needed} == {"bideval-pack", *missing}


def known_to_the_reader() -> list[str]:
    """Return the keys of a pack, as the finding about an unknown one lists them."""
    _, refused = parse_pack({"bideval-pack": "1", "zzzz": ""}, "pack.yaml")
    remedy = next(one.remedy for one in refused if one.code == "BE302")
    return remedy.removeprefix("There are: ").rstrip(".").split(", ")


# The examples.

FOLDERS = sorted({name.partition("/")[0] for name in files_of(PAGE)})


def errors(findings: Iterable[Finding]) -> list[str]:
    found = [one for one in findings if one.severity is Severity.ERROR]
    return [f"{one.code} {one.sources[0]}: {one.message}" for one in found]


def all_findings(folder: Path) -> tuple[Finding, ...]:
    reading = read_folder(folder)
    found = judge(reading.inputs).findings if reading.inputs else ()
    return (*reading.findings, *found)


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_example_folder_checks_clean(folder: str, tmp_path: Path) -> None:
    write_files(PAGE, tmp_path)
    findings = all_findings(tmp_path / folder)
    assert [f"{one.code} {one.message}" for one in findings] == []


PARTS = [block for block in blocks_of(PAGE, "yaml") if block.text.startswith(PART)]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"line-{part.line}")
def test_a_part_checks_clean_in_the_smallest_tender(part: Block, tmp_path: Path) -> None:
    base = files_of(PAGE)["smallest/tender.yaml"][1]
    (tmp_path / "tender.yaml").write_text(put_in(base, part.text), encoding="utf-8")
    assert errors(all_findings(tmp_path)) == []


def put_in(base: str, part: str) -> str:
    """Return a tender with the keys of ``part`` in place of its own."""
    keys = set(re.findall(r"^([a-z_]+):", part, re.MULTILINE))
    kept = [line for line in base.splitlines() if line.partition(":")[0] not in keys]
    return "\n".join([*kept, part])


def test_every_block_of_the_page_is_tried() -> None:
    """No example stands on the page unchecked."""
    for block in blocks_of(PAGE, "yaml|csv"):
        assert block.text.startswith(PART) or file_of(block) is not None, block.place()


BROKEN: list[tuple[str, Callable[[str], str], str]] = [
    # in words                what is done to a file                               the finding
    ("a key misspelt",        lambda text: text.replace("currency:", "curency:"),  "BE050"),
    ("a key left out",        lambda text: text.replace("rounding: none", ""),     "BE051"),
    ("a method misspelt",     lambda text: text.replace("compliant", "complaint"), "BE111"),
]  # fmt: skip


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0])
def test_a_broken_example_is_found(case: tuple[str, Callable[[str], str], str], tmp_path: Path) -> None:
    _, change, code = case
    base = files_of(PAGE)["smallest/tender.yaml"][1]
    (tmp_path / "tender.yaml").write_text(change(base), encoding="utf-8")
    assert code in {one.code for one in all_findings(tmp_path)}


def test_files_at_the_top_are_those_the_reader_knows() -> None:
    """The tree at the top of the page has every file that is read."""
    tree = PAGE.read_text(encoding="utf-8").split("```")[1]
    for name in (*tables.TABLE_FILES, "tender.yaml", "decisions.yaml", "study.yaml"):
        assert f"  {name} " in tree, name
