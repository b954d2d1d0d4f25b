"""``bideval compare`` as people call it: exit codes, the page, and the JSON."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.conftest import ROOT

SAMPLES = ROOT / "sample_tenders"
HEALTH = SAMPLES / "community-health"
SMALLER = {"tender.yaml": ("amount: 10000000, accepts", "amount: 3500000, accepts")}


def call(*words: object) -> Result:
    return CliRunner().invoke(group, ["compare", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A copy of the sample that asks for a smaller security."""
    return copied(tmp_path, SMALLER)


def copied(tmp_path: Path, edits: Mapping[str, tuple[str, str]]) -> Path:
    folder = tmp_path / "draft"
    shutil.copytree(HEALTH, folder, ignore=shutil.ignore_patterns("expected", "scenarios"))
    for name, (old, new) in edits.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_the_page(draft: Path) -> None:
    result = call(HEALTH, draft)
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "Under the rules of B, alderbourne wins in place of quillon, at GBP 4,800,000 more." in text
    assert "1 gate security: with amount 10,000,000 3,500,000" in text
    assert "1 gate security alderbourne wins quillon wins" in text
    assert "as they are quillon wins alderbourne wins" in text
    assert max(map(len, result.stdout.splitlines())) <= 100 + len(str(draft))


def test_a_draft_beside_itself_says_that_nothing_differs() -> None:
    result = call(HEALTH, HEALTH)
    assert result.exit_code == 0
    assert "the award stays as it is: quillon wins" in " ".join(result.stdout.split())
    assert "No rule differs." in " ".join(result.stdout.split())
    assert "Rules that differ: none." in result.stdout


def test_the_other_way_round_is_the_other_way_round(draft: Path) -> None:
    there, back = (json.loads(call(*pair, "--json").stdout) for pair in ((HEALTH, draft), (draft, HEALTH)))
    assert there["lots"][0]["a"] == back["lots"][0]["b"] == {"winners": ["quillon"], "tied": []}
    assert there["lots"][0]["let_in"] == back["lots"][0]["shut_out"] == ["alderbourne"]
    assert there["rules"][0]["a_with_it"]["lots"] == back["rules"][0]["b_without_it"]["lots"]


def test_json_is_what_the_page_says(draft: Path) -> None:
    data = json.loads(call(HEALTH, draft, "--json").stdout)
    assert data["schema"] == "bideval/compare"
    (rule,) = data["rules"]
    assert rule["rule"] == "gate security"
    assert rule["says"] == [{"part": "with amount", "a": "10,000,000", "b": "3,500,000"}]
    assert rule["turns"] == [{"lot": "whole", "a_with_it": True, "b_without_it": True}]
    assert "published" not in json.dumps(data["lots"])


REFUSED = [
    ("another tender", (HEALTH, SAMPLES / "cleaning-lots"), 3, "BE528"),
    (
        "a folder with an error",
        (HEALTH, SAMPLES / "broken" / "criterion-twice"),
        3,
        "has no result to compare",
    ),
    ("no folder", (HEALTH, HEALTH / "tender.yaml"), 2, "is a file"),
    ("one alone", (HEALTH,), 2, "Missing argument"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_refused(case: tuple[str, tuple[Path, ...], int, str]) -> None:
    _, words, code, said = case
    result = call(*words)
    assert result.exit_code == code
    assert said in " ".join(result.output.split())
    assert result.stdout == ""


def test_other_bids_are_a_warning_and_a_row(tmp_path: Path) -> None:
    other = copied(tmp_path, {"prices/quillon.yaml": ("428400000", "450000000")})
    result = call(HEALTH, other)
    assert result.exit_code == 0
    assert "BE529: quillon is not the same in both: price" in " ".join(result.stdout.split())
    assert "Rules that differ: none. The bids differ too." in result.stdout


def test_where_bids_differ_the_first_sentence_says_so(tmp_path: Path) -> None:
    dearer = copied(tmp_path, {"prices/quillon.yaml": ("428400000", "428500000")})
    said = " ".join(call(HEALTH, dearer).stdout.split())
    assert "Under the rules and bids of B, the award stays as it is: quillon wins" in said
    assert "The bids differ too." in said
