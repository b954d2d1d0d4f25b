"""The page in a real browser, by keyboard alone and with scripts switched off.

Skipped where there is no Chromium.  Keys are real ones, so nothing here can reach what a
person with a keyboard cannot.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.page.browser import DESK, PHONE, Browser, Size, browser, needs_browser
from tests.report.page.pages import HEALTH, page_of

pytestmark = needs_browser
READERS = ("members", "public", "bidder:harbour-lane", "officers", "court")

# What a keyboard has to reach: everything that acts or scrolls, is shown, and is not switched off.
_EXPECTED = """[...document.querySelectorAll('a[href],button,input,select,summary,[tabindex="0"]')]
  .filter((one) => !one.disabled && !one.closest('fieldset:disabled') && one.checkVisibility())"""
_NUMBERED = f"{_EXPECTED}.map((one, place) => {{ one.dataset.walk = String(place); }}).length"
_SEEN = """(() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [one.dataset.walk ?? one.outerHTML.slice(0, 120), ring, inView && box.width > 0 && box.height > 0];
})()"""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("pages")
    written = {}
    for place, wanted in enumerate(READERS):
        written[wanted] = root / f"{place}.html"
        written[wanted].write_text(page_of(HEALTH, wanted, whole=True), encoding="utf-8")
    return written


def walk(tab: Browser, *, back: bool = False) -> list[tuple[str, bool, bool]]:
    """Press Tab until the page is left; what had the focus, whether it was marked, whether in view."""
    steps: list[tuple[str, bool, bool]] = []
    most = int(str(tab.ask(_NUMBERED)))
    while len(steps) <= most:
        tab.press("Tab", shift=back)
        seen = tab.ask(_SEEN)
        if seen is None or (steps and isinstance(seen, list) and seen[0] == steps[0][0]):
            return steps  # out of the page, or round to its other end
        assert isinstance(seen, list)
        steps.append((str(seen[0]), bool(seen[1]), bool(seen[2])))
    pytest.fail(f"the focus does not leave the page: {steps[-3:]}")


@pytest.mark.parametrize("wanted", READERS)
def test_tab_reaches_everything_in_order_visibly_and_leaves_again(
    wanted: str, tab: Browser, pages: dict[str, Path]
) -> None:
    tab.open(pages[wanted])
    steps = walk(tab)
    assert [place for place, _, _ in steps] == [str(place) for place in range(len(steps))]
    assert len(steps) == tab.ask(f"{_EXPECTED}.length")
    assert [place for place, ring, _ in steps if not ring] == []
    assert [place for place, _, in_view in steps if not in_view] == []
    backwards = [place for place, _, _ in walk(tab, back=True)]
    assert backwards == [place for place, _, _ in reversed(steps)]
    assert tab.errors == []


def test_what_is_folded_opens_by_keyboard_and_is_then_reached(tab: Browser, pages: dict[str, Path]) -> None:
    tab.open(pages["officers"])
    before = int(str(tab.ask(f"{_EXPECTED}.length")))
    folded = int(str(tab.ask("document.querySelectorAll('details:not([open])').length")))
    for _ in range(folded):
        tab.ask("document.querySelector('details:not([open]) > summary').focus()")
        tab.press("Enter")
    assert tab.ask("document.querySelectorAll('details:not([open])').length") == 0
    assert len(walk_from_top(tab)) > before


def walk_from_top(tab: Browser) -> list[tuple[str, bool, bool]]:
    """Walk with the focus where a page just opened has it."""
    tab.ask("document.activeElement.blur(); document.querySelector('.skip').focus()")
    return walk(tab)


def test_the_skip_link_leads_past_the_contents(tab: Browser, pages: dict[str, Path]) -> None:
    tab.open(pages["members"])
    tab.press("Tab")
    tab.press("Enter")
    tab.press("Tab")
    assert tab.ask("document.querySelector('main').contains(document.activeElement)") is True


# Every kind of control, reached with Tab and worked with keys alone

_SAID = "document.querySelector('[data-part=sentence]').textContent"
_AT_REST = "quillon wins, ahead by 0.75 points."
CONTROLS = [
    # in words                    found by                       keys                             what the address then says
    ("a weight moved", '[data-weight="price"]', ("End",), "w=price:100"),
    ("a weight moved one step", '[data-weight="price"]', ("ArrowRight",), "w=price:41/2"),
    ("a weight typed", '[data-exact="price"]', ("End", "Backspace", "Backspace", "5", "0"), "w=price:50"),
    ("a fraction typed", '[data-exact="price"]', ("End", "/", "3"), "w=price:20/3"),
    ("a test switched off", '[data-gate="security"]', (" ",), "off=security"),
    ("a bid left out", '[data-bid="quillon"]', (" ",), "out=quillon"),
    ("another formula", '[data-formula="price"]', ("ArrowDown",), "f=price:"),
    ("another rule for ties", "[data-ties]", ("ArrowDown",), "ties=lower-price"),
]  # fmt: skip


@pytest.mark.parametrize("case", CONTROLS, ids=lambda case: case[0])
def test_a_control_is_worked_by_keys_alone_and_set_back(
    case: tuple[str, str, tuple[str, ...], str], tab: Browser, pages: dict[str, Path]
) -> None:
    _, found_by, keys, said = case
    tab.open(pages["officers"])
    assert tab.ask(_SAID) == _AT_REST
    reach(tab, found_by)
    for key in keys:
        tab.press(key)
    assert said in str(tab.ask("decodeURIComponent(location.hash)"))
    assert tab.ask("document.activeElement.matches(" + repr(found_by) + ")") is True
    reach(tab, '[data-do="reset"]', back=True)
    tab.press("Enter")
    assert (tab.ask("location.hash"), tab.ask(_SAID)) == ("", _AT_REST)
    assert tab.ask("document.activeElement !== document.body") is True
    assert tab.errors == []


def reach(tab: Browser, found_by: str, *, back: bool = False) -> None:
    """Press Tab until the control has the focus."""
    for _ in range(200):
        tab.press("Tab", shift=back)
        if tab.ask("document.activeElement.matches(" + repr(found_by) + ")"):
            return
    pytest.fail(f"Tab does not reach {found_by}")


def test_a_new_winner_is_announced(tab: Browser, pages: dict[str, Path]) -> None:
    tab.open(pages["officers"])
    reach(tab, '[data-gate="security"]')
    tab.press(" ")
    status = tab.ask("document.querySelector('[role=status]').textContent")
    assert str(status).startswith("alderbourne wins")


# Scripts off


@pytest.mark.parametrize("wanted", READERS)
def test_without_scripts_everything_but_the_controls_is_there(
    wanted: str, tab: Browser, pages: dict[str, Path]
) -> None:
    told = "[...document.querySelectorAll('main > section:not(.whatif)')].map((one) => one.innerText).join()"
    tab.open(pages[wanted])
    with_scripts = tab.ask(told)
    tab.open(pages[wanted], scripts=False)
    assert tab.ask(told) == with_scripts
    assert tab.ask("[...document.forms].every((one) => !one.checkVisibility())") is True
    shown = "The sliders need a script, and scripts are switched off here."
    assert (shown in str(tab.ask("document.body.innerText"))) is (wanted in {"officers", "court"})
    assert tab.errors == []


def test_without_scripts_folded_figures_open_and_the_record_can_be_saved(
    tab: Browser, pages: dict[str, Path]
) -> None:
    tab.open(pages["court"], scripts=False)
    reach(tab, "summary")
    tab.press("Enter")
    assert tab.ask("document.querySelectorAll('details[open]').length") == 1
    reach(tab, "a[download]")
    assert str(tab.ask("document.activeElement.href")).startswith("data:application/x-xz;base64,")


# Sizes


@pytest.mark.parametrize("size", [PHONE, Size(768, 1024), DESK], ids=lambda one: f"{one.wide} wide")
@pytest.mark.parametrize("wanted", READERS)
def test_the_page_does_not_scroll_sideways_and_asks_for_nothing(
    wanted: str, size: Size, tab: Browser, pages: dict[str, Path]
) -> None:
    tab.open(pages[wanted], size=size)
    tab.ask("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert tab.ask("document.documentElement.scrollWidth <= document.documentElement.clientWidth") is True
    assert tab.requests == [pages[wanted].as_uri()]
    assert tab.errors == []
