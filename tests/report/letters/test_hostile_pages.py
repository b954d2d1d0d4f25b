"""Naughty strings in every text of a page: the expected nodes and no more, and the text comes back."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from bideval.model.letter import LetterKind
from bideval.report.letters.html import letter_html
from bideval.report.letters.sheets import Grid, Part, Sheet, page_of
from tests.report.letters.naughty import ALL
from tests.report.letters.spoiled import MARK, SAMPLE, letter_with

POLICY = re.compile(
    r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'"
)

Attributes = tuple[tuple[str, str | None], ...]


class Nodes(HTMLParser):
    """The elements with their attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[tuple[str, Attributes]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element with its attributes."""
        self.nodes.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of one."""
        self.nodes.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self.nodes.append(("comment", (("", data),)))

    def handle_decl(self, decl: str) -> None:
        """Keep a declaration."""
        self.nodes.append(("declaration", (("", decl),)))

    def unknown_decl(self, data: str) -> None:
        """Keep what is no declaration."""
        self.nodes.append(("unknown", (("", data),)))

    def handle_pi(self, data: str) -> None:
        """Keep an instruction."""
        self.nodes.append(("instruction", (("", data),)))


PAGES: list[tuple[str, Callable[[str], str]]] = [
    ("a winner's letter", lambda text: letter_html(letter_with(LetterKind.WINNER, text))),
    ("a letter to another assessed bid", lambda text: letter_html(letter_with(LetterKind.ASSESSED, text))),
    ("a letter to a bid not assessed", lambda text: letter_html(letter_with(LetterKind.NOT_ASSESSED, text))),
    ("a sheet for officers", lambda text: page_of(sheet(text))),
]


def sheet(text: str) -> Sheet:
    grid = Grid(text, (text, text), (1,), ((text, text), (text, text)))
    return Sheet(text, text, True, text, text, (Part(text, (text,), (text,), (grid,)),))


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case[0])
def test_no_string_adds_a_node_to_a_page_and_each_comes_back(case: tuple[str, Callable[[str], str]]) -> None:
    _, page = case
    plain = Nodes(page(MARK))
    assert plain.text.count(MARK) > 5
    for text in ALL:
        found = Nodes(page(text))
        assert found.nodes == plain.nodes, text
        assert found.text == plain.text.replace(MARK, text), text


def test_there_are_over_five_hundred_strings() -> None:
    assert len(ALL) >= 515


def test_a_page_has_a_policy_and_nothing_that_runs_or_loads() -> None:
    for kind in LetterKind:
        nodes = Nodes(letter_html(SAMPLE[kind])).nodes
        tags = {tag for tag, _ in nodes}
        assert not tags & {"script", "img", "link", "iframe", "object", "form", "a", "svg"}
        policies = [
            dict(one)["content"] for _, one in nodes if ("http-equiv", "Content-Security-Policy") in one
        ]
        assert len(policies) == 1
        assert POLICY.fullmatch(policies[0] or "")
        assert not any(name == "style" or name.startswith("on") for _, one in nodes for name, _ in one)
