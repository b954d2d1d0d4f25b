"""Pictures within a page: their looks as classes say what the attributes of a file of its own say."""

import re

import pytest

from bideval.analysis.pictures import Picture
from bideval.report.page.drawn_once import drawn_once
from bideval.report.page.seen import Asked, Said
from bideval.report.pictures.classes import CLASSES, classed, style
from bideval.report.pictures.draw import drawn
from tests.report.test_pictures import CASES as PICTURES

RULE = re.compile(r"\.(\w){([\w-]+):([^}]*)}")
TAG = re.compile(r"<(\w+)((?: [\w-]+=\"[^\"]*\")*)/?>")


def test_every_class_stands_once_in_the_style_and_says_one_thing() -> None:
    rules = [(letter, name, value.removesuffix("px")) for letter, name, value in RULE.findall(style())]
    assert {letter: (name, value) for letter, name, value in rules} == {
        letter: look for look, letter in CLASSES.items()
    }
    assert len(rules) == len(CLASSES)


def test_the_rules_name_no_element_around_what_is_drawn() -> None:
    """What ``use`` shows again stands in a tree of its own, in which nothing is around it."""
    assert RULE.sub("", style()) == ""


def looks(drawing: str, *, by_class: bool) -> list[dict[str, str]]:
    """What each element looks like and where it stands, whichever way it is written."""
    styles = {letter: (name, value.removesuffix("px")) for letter, name, value in RULE.findall(style())}
    found = []
    for name, written in TAG.findall(drawing):
        if name in {"svg", "g", "title"}:
            continue
        told = dict(re.findall(r' ([\w-]+)="([^"]*)"', written))
        if by_class:
            told |= dict(styles[letter] for letter in told.pop("class", "").split())
        if name == "line":
            told["d"] = path_of(*(told.pop(end) for end in ("x1", "y1", "x2", "y2")))
        found.append(told)
    return found


def path_of(x1: str, y1: str, x2: str, y2: str) -> str:
    if y1 == y2:
        return f"M{x1} {y1}H{x2}"
    return f"M{x1} {y1}V{y2}" if x1 == x2 else f"M{x1} {y1}L{x2} {y2}"


@pytest.mark.parametrize("case", PICTURES, ids=lambda case: case[0])
def test_a_picture_looks_the_same_either_way(case: tuple[str, Picture, tuple[str, ...]]) -> None:
    plain = drawn("Short.", case[1])
    assert looks(classed(plain), by_class=True) == looks(plain, by_class=False)
    assert re.findall(r">([^<]+)<", classed(plain)) == re.findall(r">([^<]+)<", plain)


WORDS = [
    ("words that look like an attribute", '<text x="1">a font-size="11" b</text>'),
    ("words that look like a tag, escaped", '<text x="1">&lt;line x1="1" fill="none"/&gt;</text>'),
    ("an attribute that is no look", '<rect x="1" data-fill="none"/>'),
    ("a paint of no class", '<rect x="1" fill="#123456"/>'),
]


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[0])
def test_nothing_else_changes(case: tuple[str, str]) -> None:
    assert classed(case[1]) == case[1]


def said(label: str, drawing: str) -> Said:
    picture = f'<svg viewBox="0 0 1 1" role="img" aria-labelledby="{label}">{drawing}</svg>'
    return Said("A sentence.", "", picture if drawing else "")


def test_a_picture_that_stands_twice_is_drawn_once() -> None:
    asked = (Asked("a", "", (said("one", "<path/>"), said("two", "<rect/>"), said("none", ""))),)
    study = (Asked("b", "", (said("three", "<path/>"), said("four", "<path/>"))),)
    shown = [
        one.picture for group in drawn_once("whole", asked, study) for each in group for one in each.found
    ]
    bodies = [one.partition(">")[2].removesuffix("</svg>") for one in shown]
    again = '<use href="#drawn-whole-0"/>'
    assert bodies == ['<g id="drawn-whole-0"><path/></g>', "<rect/>", "", again, again]
    assert [re.findall('labelledby="(.*?)"', one) for one in shown] == [
        ["one"],
        ["two"],
        [],
        ["three"],
        ["four"],
    ]
