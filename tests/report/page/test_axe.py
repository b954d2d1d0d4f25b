"""axe-core on the page, in every state: no violation of WCAG 2.2 A or AA, and none of its good practice.

The checker is no part of the project: AXE_CORE names a copy of axe.min.js (release 4.10 or
later).  Skipped without one, or without Chromium.
"""

import os
from pathlib import Path

import pytest

from tests.report.page.browser import DESK, PHONE, Size, browser, needs_browser
from tests.report.page.pages import SAMPLES, page_of

AXE = Path(os.environ.get("AXE_CORE", "axe.min.js"))
pytestmark = [
    needs_browser,
    pytest.mark.skipif(not AXE.is_file(), reason="AXE_CORE names no axe.min.js"),
]
_RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
_FOUND = f"""axe.run(document, {{runOnly: {_RULES}}})
  .then((found) => found.violations.map((one) => `${{one.id}}: ${{one.nodes[0].html.slice(0, 160)}}`))"""
_UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
STATIC = ("",)
TRIED = ("", "#lot=whole&off=security", "#lot=whole&out=quillon", "#lot=whole&off=nothing", "#lot=whole&ties=none")  # fmt: skip
PAGES = [
    ("members", "community-health", "members", STATIC),
    ("a losing bidder", "community-health", "bidder:harbour-lane", STATIC),
    ("a bidder shut out", "community-health", "bidder:alderbourne", STATIC),
    ("the public", "community-health", "public", STATIC),
    ("officers, and rules tried", "community-health", "officers", TRIED),
    ("the court", "community-health", "court", STATIC),
    ("a waived test", "waived-guarantee", "public", STATIC),
    ("several lots awarded together", "school-meals-lots", "members", STATIC),
    ("a method that the page does not compute", "price-per-quality-point", "officers", STATIC),
]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case[0])
def test_nothing_is_found(case: tuple[str, str, str, tuple[str, ...]], tmp_path: Path) -> None:
    _, sample, wanted, fragments = case
    page = tmp_path / "page.html"
    page.write_text(page_of(SAMPLES / sample, wanted, whole=True), encoding="utf-8")
    found: dict[tuple[Size, str, str], object] = {}
    with browser(tmp_path / "profile") as tab:
        for size in (DESK, PHONE):
            for fragment in fragments:
                tab.open(page, fragment, size=size)
                tab.ask(f"{AXE.read_text(encoding='utf-8')}; 0")
                found[size, fragment, "folded"] = tab.ask(_FOUND)
                tab.ask(_UNFOLD)
                found[size, fragment, "open"] = tab.ask(_FOUND)
    assert {state: one for state, one in found.items() if one != []} == {}
