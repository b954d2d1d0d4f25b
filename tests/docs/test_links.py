"""Every link of a page leads to a file of the project and, where it names one, to a heading of it."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import all_pages, prose_of

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
PAGES = [page for page in all_pages(ROOT) if LINK.search(prose_of(page))]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made where Markdown is shown."""
    headings = re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in LINK.findall(prose_of(page)):
        target = (page.parent / path) if path else page
        assert target.exists(), f"{page}: {path}"
        assert not anchor or anchor in anchors(target), f"{page}: {path}#{anchor}"


CASES = [
    # in words             heading                       anchor
    ("words", "# A worked example", "a-worked-example"),
    ("a number and point", "## 1. Prices", "1-prices"),
    ("code", "## `prices/<bid>.yaml`", "pricesbidyaml"),
    ("a comma", "### Ranks, ties and places", "ranks-ties-and-places"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_anchors_of_headings(case: tuple[str, str, str], tmp_path: Path) -> None:
    _, heading, anchor = case
    page = tmp_path / "page.md"
    page.write_text(f"{heading}\n\ntext\n", encoding="utf-8")
    assert anchors(page) == {anchor}
