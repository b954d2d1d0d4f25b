"""The extension's own pages: its schema is one, its codelists are the words of the program, its examples are true."""

import csv
import json
from collections.abc import Iterator
from enum import StrEnum

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from bideval.io.ocds.out.asked import Level
from bideval.model import rules
from bideval.model.evaluation import LotStatus, PlacingStatus
from bideval.model.rules import Mode, OnFail, Phase, Stage
from bideval.scoring.lot_rules import Reads
from bideval.scoring.methods.registry import METHODS
from tests.conftest import ROOT
from tests.docs.pages import blocks_of
from tests.io.ocds.schemas import OWN, faults_of, load

SCHEMA = load(OWN / "release-schema.json")
CODELISTS = {path.name: path for path in sorted((OWN / "codelists").glob("*.csv"))}
WORDS: dict[str, type[StrEnum]] = {
    "evaluationLevel.csv": Level,
    "evaluationStatus.csv": LotStatus,
    "bidEvaluationStatus.csv": PlacingStatus,
    "gatePhase.csv": Phase,
    "gateTest.csv": rules.Test,
    "onFail.csv": OnFail,
    "roundingStage.csv": Stage,
    "roundingMode.csv": Mode,
    "criterionReads.csv": Reads,
}


def codes(name: str) -> list[str]:
    """Return the codes of a codelist."""
    with CODELISTS[name].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["Title"] and row["Description"].endswith(".") for row in rows)
    return [row["Code"] for row in rows]


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_codelist_has_the_words_of_the_program(name: str) -> None:
    assert sorted(codes(name)) == sorted(one.value for one in WORDS[name])


def test_the_other_codelists() -> None:
    assert sorted(codes("awardMethod.csv")) == sorted(METHODS)
    assert codes("tieRung.csv") == ["lower-price", "points", "earlier-received", "draw"]
    assert set(CODELISTS) == {*WORDS, "awardMethod.csv", "tieRung.csv"}


def fields(schema: object) -> Iterator[dict[str, object]]:
    """Yield every field of a schema."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties.values()
        for one in schema.values():
            yield from fields(one)


def test_every_field_says_what_it_is_and_closed_lists_are_those_of_the_codelists() -> None:
    found = list(fields(SCHEMA))
    assert len(found) > 100
    for field in found:
        assert field["title"]
        assert str(field["description"]).endswith(".")
        if "codelist" in field and not field["openCodelist"]:
            enum = field["enum"]
            assert isinstance(enum, list)
            assert enum == [*codes(str(field["codelist"])), None]


def test_the_schema_is_a_schema() -> None:
    validator = pytest.importorskip("jsonschema", reason="jsonschema is not installed").Draft4Validator
    validator.check_schema(SCHEMA)


def test_the_extension_names_its_files() -> None:
    found = load(OWN / "extension.json")
    assert found["codelists"] == sorted(CODELISTS)
    assert found["schemas"] == ["release-schema.json"]


EXAMPLES = [
    # file                            sample              level
    ("community-health-public.json",  "community-health", "public"),
    ("works-auction-public.json",     "works-auction",    "public"),
    ("two-of-three-full.json",        "two-of-three",     "full"),
]  # fmt: skip


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case[0])
def test_an_example_is_what_the_program_writes(case: tuple[str, str, str], *, update_golden: bool) -> None:
    """A golden output: what stands there was looked at, and changes only with a change that is meant."""
    name, sample, level = case
    path = OWN / "examples" / name
    folder = ROOT / "sample_tenders" / sample
    options = ["--level", level, "--at", "2026-05-01", "--ocid", f"ocds-sample-{sample}"]
    result = CliRunner().invoke(group, ["ocds", "export", str(folder), *options])
    assert result.exit_code == 0
    if update_golden:
        path.write_text(result.stdout, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == result.stdout
    assert json.loads(result.stdout)["evaluation"]["level"] == level


def test_there_is_no_other_example() -> None:
    assert sorted(path.name for path in (OWN / "examples").iterdir()) == sorted(case[0] for case in EXAMPLES)


def test_the_example_of_the_page_is_valid() -> None:
    (block,) = blocks_of(OWN / "README.md", "json")
    whole = load(OWN / "examples" / "works-auction-public.json")
    assert faults_of()({**whole, **json.loads(block.text)}) == []
