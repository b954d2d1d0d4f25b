"""docs/allocation: a page for each mechanism, listed on the first one, with a demonstration that runs."""

import doctest
import re

import pytest

from bideval.scoring.mechanisms import MECHANISMS
from tests.conftest import ROOT

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
