"""Pictures as a browser draws them: no words over words, none cut off, and what stands twice looks the same."""

from pathlib import Path

import pytest

from tests.report.page.browser import DESK, PHONE, browser, needs_browser
from tests.report.page.pages import SAMPLES, page_of

pytestmark = needs_browser
_UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
_FAULTS = """[...document.querySelectorAll('figure svg')].flatMap((drawn) => {
  const room = drawn.getBoundingClientRect(), found = [];
  const words = [...drawn.querySelectorAll('text')].map((one) => [one.textContent, one.getBoundingClientRect()]);
  words.forEach(([said, at], place) => {
    if (at.left < room.left - 1 || at.right > room.right + 1 || at.top < room.top - 1 || at.bottom > room.bottom + 1)
      found.push(`cut off: ${said}`);
    for (const [other, by] of words.slice(place + 1)) {
      const wide = Math.min(at.right, by.right) - Math.max(at.left, by.left);
      const high = Math.min(at.bottom, by.bottom) - Math.max(at.top, by.top);
      if (wide > 1 && high > 3) found.push(`${said} over ${other}`);
    }
  });
  return found;
})"""
_TWICE = """[...document.querySelectorAll('figure svg > use')].map((one) => {
  const boxes = [one, document.querySelector(one.getAttribute('href'))].map((each) => each.getBBox());
  return boxes.map((box) => [box.x, box.y, box.width, box.height].map(Math.round).join(' '));
})"""
_OUTSIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = [
    # in words                             sample              for         pictures at least
    ("every picture of an award by points", "community-health", "court", 20),
    ("a waived test", "waived-guarantee", "officers", 5),
    ("several authorities", "two-authorities", "members", 1),
    ("lots awarded together", "school-meals-lots", "public", 0),
]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case[0])
def test_nothing_lies_over_another_or_beyond_the_page(
    case: tuple[str, str, str, int], tmp_path: Path
) -> None:
    _, sample, wanted, least = case
    page = tmp_path / "page.html"
    page.write_text(page_of(SAMPLES / sample, wanted, whole=True), encoding="utf-8")
    with browser(tmp_path / "profile") as tab:
        for size in (DESK, PHONE):
            tab.open(page, size=size)
            tab.ask(_UNFOLD)
            assert tab.ask(_FAULTS) == []
            assert tab.ask(_OUTSIDE) == 0
            shown = tab.ask("document.querySelectorAll('figure svg').length")
            assert isinstance(shown, int)
            assert shown >= least


def test_a_picture_shown_again_is_the_same_picture(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(page_of(SAMPLES / "community-health", "court", whole=True), encoding="utf-8")
    with browser(tmp_path / "profile") as tab:
        tab.open(page)
        tab.ask(_UNFOLD)
        found = tab.ask(_TWICE)
    assert isinstance(found, list)
    assert len(found) >= 2
    assert all(first == again for first, again in found), found
