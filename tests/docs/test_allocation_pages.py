"""docs/allocation: a page for each mechanism, listed on the first one, with a demonstration that runs."""

import doctest
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from bideval.scoring.mechanisms import MECHANISMS
from tests.analysis.lots.test_weights_tried import two_lots
from tests.conftest import ROOT
from tests.scoring.build import write

PAGES = ROOT / "docs" / "allocation"
SECTIONS = (
    *("Rule", "Worked example", "Source", "What it assumes"),
    *("What it excludes, and known defects", "Demonstration"),
)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_each_mechanism_has_a_whole_page(mechanism: str) -> None:
    text = (PAGES / f"{mechanism}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {MECHANISMS[mechanism].title}\n")
    assert tuple(re.findall(r"^## (.*)$", text, re.MULTILINE)) == SECTIONS
    assert f"]({mechanism}.md)" in (PAGES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_each_demonstration_runs(mechanism: str) -> None:
    text = (PAGES / f"{mechanism}.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    test = doctest.DocTestParser().get_doctest(code, {}, mechanism, f"{mechanism}.md", 0)
    said: list[str] = []
    result = doctest.DocTestRunner().run(test, out=said.append)
    assert result.attempted > 2
    assert result.failed == 0, "".join(said)


def test_the_least_move_of_lots_in_turn_is_as_the_page_shows_it(tmp_path: Path) -> None:
    papers = two_lots(plan=52, most=1)
    award = {"mechanism": "lot-by-lot", "rules": [{"id": "limit", "use": "most-lots", "most": 1}]}
    folder = write(replace(papers, tender={**papers.tender, "award": award}), tmp_path / "lots")
    printed = CliRunner().invoke(group, ["allocate", str(folder), "--weights"], catch_exceptions=False).stdout
    text = (PAGES / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert shown.startswith("Least move of all weights:")
    assert shown in printed
