"""Naughty strings in every field: the page has the elements it has with plain ones, and no more.

What the strict reader refuses (controls, hidden characters) has no page; every string here is
one that it takes.
"""

import csv
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from shutil import copytree

import pytest

from tests.report.page.pages import SAMPLES, Parsed, page_of
from tests.scoring.build import Data, Papers, decision, tender, write

PLAIN = "plain words"
NAUGHTY = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "</style><link rel=stylesheet href=//x>",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "]]><b>x</b><![CDATA[",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x&#62;",
    "&quot; onmouseover=&quot;alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "{% raw %}{{ page.__class__ }}",
    "${alert(1)}",
    "{0} {name} {title}",
    "`${1}`",
    "\\u003cimg src=x\\u003e",
    '\\"};alert(1);//',
    "<a href=//x>",
    "<meta http-equiv=refresh content=0>",
    "<base href=//x>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '<math><mi//xlink:href="data:x,<script>">',
    "<svg><style>@import'//x'</style></svg>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "</bdi></td></table></main><h1>won</h1>",
    "</textarea></select></noscript><p>",
    "<plaintext>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    '=HYPERLINK("x")',
    "Ω≈ç√∫ 田中さん 社會科學院",
    "الكل مربع",
    "1;DROP TABLE users",
    "O'Neill & Sons \"Ltd\" <Leeds>",
    "null", "undefined", "NaN", "true", "__proto__", "constructor",
)  # fmt: skip
READERS = ("members", "public", "bidder:ash", "officers", "court")


def folder_with(said: str, root: Path) -> Path:
    """A tender with ``said`` in every field of free text, in a folder of its own."""
    criteria: list[Data] = [
        {"id": "plan", "title": said, "weight": 60, "scale": {"from": 0, "to": 5, "step": 1}, "clause": said, "because": said},
        {"id": "cost", "title": f"{said} of price", "weight": 40, "formula": "lowest-over-bid", "clause": said},
    ]  # fmt: skip
    gate: Data = {
        "id": "word", "title": said, "phase": "conditions", "measure": {"field": "bid.declared.word"},
        "threshold": ["yes"], "test": "one-of", "on_fail": "must-disregard", "clause": said, "because": said,
    }  # fmt: skip
    rules = tender(
        title=said,
        authority=said,
        source=said,
        documents=[{"id": "ITT", "title": said, "version": said}],
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        declares={"word": {"unit": "words", "title": said}},
        criteria=criteria,
        gates=[gate],
    )
    bids: Mapping[str, Data] = {
        bid: {"bidder": {"id": f"{bid}-ltd", "name": f"{said} {bid}"}, "declared": {"word": word}}
        for bid, word in (("ash", "no"), ("elm", "yes"), ("oak", said), ("fir", "no"))
    }
    told = [  # ash wins so: that it does is told to everybody
        {**decision("waive", bid=bid, gate="word"), "reason": said, "by": said} for bid in ("ash", "fir")
    ]
    prices = {bid: 90 + place for place, bid in enumerate(bids)}
    folder = write(Papers(rules, bids, prices, decisions=told), root)
    with (folder / "consensus.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [("plan", bid, 4 - place % 3, said, said) for place, bid in enumerate(bids)]
        csv.writer(file).writerows([("criterion", "bid", "mark", "reason", "evidence"), *rows])
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_with(PLAIN, tmp_path_factory.mktemp("plain"))


def outline(page: str) -> list[tuple[str, tuple[str, ...]]]:
    return parsed(page).elements


@lru_cache(maxsize=32)  # the plain pages stay, and those of one string
def parsed(page: str) -> Parsed:
    return Parsed(page)


@pytest.mark.parametrize("said", NAUGHTY)
def test_the_elements_are_those_of_plain_words(said: str, plain: Path, tmp_path: Path) -> None:
    folder = folder_with(said, tmp_path / "naughty")
    for wanted in READERS:
        page = page_of(folder, wanted)
        assert outline(page) == outline(page_of(plain, wanted)), wanted
        assert " ".join(said.split()) in parsed(page).words(), wanted


@pytest.mark.parametrize("wanted", READERS)
def test_that_the_winner_stands_by_a_waiver_is_said_with_them(wanted: str, plain: Path) -> None:
    words = Parsed(page_of(plain, wanted)).words()
    assert f"ash failed the test {PLAIN} (word)" in words


def test_so_they_are_with_every_answer_and_picture(plain: Path, tmp_path: Path) -> None:
    folder = folder_with('</script>"><img src=x onerror=alert(1)>', tmp_path / "naughty")
    for wanted in READERS:
        naughty, calm = (outline(page_of(one, wanted, whole=True)) for one in (folder, plain))
        assert naughty == calm


AWARDED = SAMPLES / "community-health-lots"
LOT, BIDDER = "Weald North", "Alderbourne Community Health"


def lots_with(said: str, root: Path) -> Path:
    """Lots awarded together, with ``said`` as the title of one and the name of a bidder."""
    folder = root / "lots"
    copytree(AWARDED, folder)
    for path, known in ((folder / "tender.yaml", LOT), (folder / "bids/alderbourne.yaml", BIDDER)):
        text = path.read_text(encoding="utf-8")
        assert known in text
        path.write_text(text.replace(known, json.dumps(said, ensure_ascii=False)), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "said", ["'><img src=x onerror=alert(1)>", "{{ 7 * 7 }}</script></bdi></table></main><h1>"]
)
def test_so_they_are_where_lots_are_awarded_together(said: str, tmp_path: Path) -> None:
    folder = lots_with(said, tmp_path)
    for wanted in ("members", "public", "bidder:alderbourne", "officers", "court"):
        page = page_of(folder, wanted)
        assert outline(page) == outline(page_of(AWARDED, wanted)), wanted
        assert " ".join(said.split()) in parsed(page).words(), wanted


def test_nothing_is_loaded_from_anywhere(plain: Path) -> None:
    for wanted in READERS:
        for tag, name, value in Parsed(page_of(plain, wanted, whole=True)).values:
            if name in {"src", "href", "action", "srcset", "poster", "background", "xlink:href"}:
                assert value.startswith(("#", "data:application/")), (tag, name, value)
            assert not name.startswith("on"), (tag, name)
            assert name != "style", tag
