"""Pictures: well-formed, without script or outside resource, saying their sentence, one of each kind."""

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.ask import LotAnswers
from bideval.analysis.pictures import (
    Area,
    Bar,
    Change,
    Dumbbell,
    Line,
    Map,
    MarkChange,
    MarkSheet,
    NumberLine,
    Picture,
    RankBars,
    Share,
    Shares,
    Slider,
    Span,
    Stretch,
    Tick,
    Waterfall,
    Whisker,
    Whiskers,
)
from bideval.report.pictures.draw import draw, pictures
from bideval.report.pictures.lines import number_line
from bideval.report.pictures.maps import winner_map
from bideval.report.pictures.room import wide

F = Fraction
SENTENCE = 'Ash & Elm <Ltd> "win" as long as the plan weighs more than 5.'
STRETCHES = (Stretch(F(0), F(5), ("ash",)), Stretch(F(5), F(100), ("elm",)))

CUT_CORNER = ((F(0), F(0)), (F(60), F(0)), (F(60), F(40)), (F(40), F(60)), (F(0), F(60)))  # 100 in all
CASES: list[tuple[str, Picture, tuple[str, ...]]] = [
    (
        "totals along a weight",
        Slider(
            "plan",
            "percent",
            F(8),
            (Line("ash", ((F(0), F(70)), (F(100), F(50)))), Line("elm", ((F(0), F(69)), (F(100), F(90))))),
            STRETCHES,
        ),
        ("ash", "elm", "published: 8"),
    ),
    (
        "weights moved",
        Dumbbell((Change("plan", F(40), F(42)), Change("cost", F(60), F(58)))),
        ("40 to 42", "60 to 58"),
    ),
    (
        "a map",
        Map(
            "plan",
            "cost",
            (F(0), F(0)),
            (F(40), F(60)),
            (
                Area(("ash",), ((F(0), F(0)), (F(40), F(0)), (F(40), F(60)))),
                Area(("ash", "elm"), ((F(0), F(0)), (F(0), F(60)), (F(40), F(60)))),
            ),
            (F(20), F(30)),
        ),
        ("ash wins", "ash and elm wins", "as published"),
    ),
    (
        "a map with weights that cannot be",
        Map("plan", "cost", (F(0), F(0)), (F(60), F(60)), (Area(("ash",), CUT_CORNER),), None),
        ("ash wins", "no such weights"),
    ),
    (
        "shares of almost nothing and almost all",
        Shares((Share("ash", F(9_999, 10_000)), Share("elm", F(1, 10_000))), "plan 30..50"),
        ("ash more than 99 of 100", "elm less than 1 of 100"),
    ),
    ("ranks", RankBars((Span("ash", 1, 3, 1), Span("elm", 2, 3, None))), ("ash", "elm", "3")),
    ("shares", Shares((Share("ash", F(2, 3)), Share("elm", F(1, 3))), "plan 30..50"), ("ash 67", "elm 33")),
    (
        "a mark sheet",
        MarkSheet(
            (MarkChange("ash", "plan", "kim", F(3), F(4)), MarkChange("elm", "plan", "kim", F(5), F(5)))
        ),
        ("3 to 4", "kim"),
    ),
    (
        "a threshold",
        NumberLine(
            "beds", "count", F(10), (Tick("ash", F(8)), Tick("elm", F(8)), Tick("oak", F(99))), STRETCHES
        ),
        ("ash 8", "elm 8", "published: 10"),
    ),
    (
        "a price",
        NumberLine("price of elm", "GBP", F(10), (Tick("ash", F(8)),), STRETCHES, "as bid"),
        ("as bid: 10", "price of elm, GBP"),
    ),
    (
        "a price far above every stretch, and another bid above that",
        NumberLine(
            "elm",
            "money",
            F(128_500),
            (Tick("ash", F(61_000)), Tick("elm", F(128_500)), Tick("oak", F(131_000))),
            (Stretch(F(54_900), F(60_100), ("elm",)),),
        ),
        ("ash 61,000", "elm 128,500", "oak 131,000", "published: 128,500"),
    ),
    ("a margin", Waterfall((Bar("plan", F("3.44")), Bar("cost", F(-3))), F("0.44")), ("+3.44", "-3", "0.44")),
    (
        "totals that may vary",
        Whiskers((Whisker("ash", F(60), F(65), F(70)), Whisker("elm", F(60), F(60), F(60)))),
        ("60", "70"),
    ),
]


def test_every_kind_of_picture_is_here() -> None:
    assert {type(picture) for _, picture, _ in CASES} == set(get_args(Picture))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_picture_is_whole(case: tuple[str, Picture, tuple[str, ...]]) -> None:
    _, picture, said = case
    drawn = draw(Answer("can-win", "", SENTENCE, Verdict.PROVED), picture)
    root = ET.fromstring(drawn)  # noqa: S314
    texts = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root.get("role") == "img"
    assert root.get("aria-label") == SENTENCE
    assert all(any(words in text for text in texts) for words in said)
    assert not re.search(
        r"<(script|image|foreignObject|use|style)|href|url\(|http(?!://www\.w3\.org/2000/svg)", drawn
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_nothing_is_drawn_outside_the_page(case: tuple[str, Picture, tuple[str, ...]]) -> None:
    _, picture, _ = case
    root = ET.fromstring(draw(Answer("can-win", "", "Short.", Verdict.PROVED), picture))  # noqa: S314
    width, height = float(root.get("width") or 0), float(root.get("height") or 0)
    for element in root.iter():
        for name, most in (
            ("x", width),
            ("x1", width),
            ("cx", width),
            ("y", height),
            ("y1", height),
            ("cy", height),
        ):
            assert -1 <= float(element.get(name) or 0) <= most


def test_the_published_price_and_the_bids_share_the_scale_of_the_stretches() -> None:
    """From 50 to 150 on one line: 100, outside the one stretch, is in the middle, 60 at a tenth."""
    line = NumberLine("elm", "money", F(100), (Tick("ash", F(150)),), (Stretch(F(50), F(60), ("elm",)),))
    root = ET.fromstring(draw(Answer("price-to-win", "", "Short.", Verdict.PROVED), line))  # noqa: S314
    svg = "{http://www.w3.org/2000/svg}"
    (published,) = [one for one in root.iter(f"{svg}line") if one.get("stroke-dasharray")]
    band = [one for one in root.iter(f"{svg}rect") if one.get("height") == "20"]
    whole = next(one for one in root.iter(f"{svg}line") if one.get("y1") == one.get("y2"))
    start, end = float(whole.get("x1", "")), float(whole.get("x2", ""))
    assert float(published.get("x1", "")) == (start + end) / 2
    assert [(float(one.get("x", "")), float(one.get("width", ""))) for one in band] == [(start, (end - start) / 10)]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(0, 99), st.text("abcdefgh-", min_size=1, max_size=24)), min_size=1, max_size=8
    )
)
def test_the_labels_of_a_number_line_end_within_the_drawing(given_ticks: list[tuple[int, str]]) -> None:
    ticks = tuple(Tick(bid, F(value)) for value, bid in given_ticks)
    pieces, _ = number_line(NumberLine("elm", "money", None, ticks, (Stretch(F(0), F(100), ("elm",)),)))
    for x, size, words in re.findall(r'<text x="([^"]*)"[^>]*text-anchor="start" font-size="(11)"[^>]*>([^<]*)<', "".join(pieces)):  # fmt: skip
        assert float(x) + wide(words, int(size)) <= 760, words


NARROW = Stretch(F(50), F(51), ("a-bid-with-a-long-name",))
KEYS = [
    # in words                                    stretches                                             who is in the key
    ("all are named where they win",              (Stretch(F(0), F(100), ("elm",)),),                   []),
    ("who has no room is named in the key",       (Stretch(F(0), F(50), ("elm",)), NARROW),             ["a-bid-with-a-long-name wins"]),
    ("who has room elsewhere needs no key",       (NARROW, Stretch(F(51), F(99), NARROW.winners)),      []),
]  # fmt: skip


@pytest.mark.parametrize("case", KEYS, ids=lambda case: case[0])
def test_the_key_of_a_number_line(case: tuple[str, tuple[Stretch, ...], list[str]]) -> None:
    _, stretches, keyed = case
    ticks = (Tick("oak", F(0)), Tick("fir", F(100)))
    pieces, height = number_line(NumberLine("bond", "GBP", F(60), ticks, stretches))
    assert re.findall(r">([^<]* wins)<", "".join(pieces)) == keyed
    assert all(float(y) < height for y in re.findall(r' y="([^"]*)"', "".join(pieces)))


LOTS = [
    ("one lot: the analysis names the file", ("whole",), "", {"can-win.svg"}),
    ("about a bid", ("whole",), "ash", {"can-win-ash.svg"}),
    ("several lots", ("north", "south"), "ash", {"north-can-win-ash.svg", "south-can-win-ash.svg"}),
]


@pytest.mark.parametrize("case", LOTS, ids=lambda case: case[0])
def test_file_names(case: tuple[str, tuple[str, ...], str, set[str]]) -> None:
    _, lots, about, names = case
    answer = Answer("can-win", about, "Yes.", Verdict.PROVED, picture=RankBars((Span("ash", 1, 1, 1),)))
    plain = Answer("margin", "", "No picture.", Verdict.PROVED)
    assert {name for name, _ in pictures([LotAnswers(lot, lot, (answer, plain)) for lot in lots])} == names


def test_a_map_that_is_covered_has_no_entry_for_weights_that_cannot_be() -> None:
    whole = Area(("ash",), ((F(0), F(0)), (F(40), F(0)), (F(40), F(60)), (F(0), F(60))))
    pieces, _ = winner_map(Map("plan", "cost", (F(0), F(0)), (F(40), F(60)), (whole,), None))
    assert "no such weights" not in "".join(pieces)
