"""The catalogue of findings: one whole entry for every code of the source, and the command that prints it."""

import re
from collections import Counter

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from bideval.errors import UnknownIdError
from bideval.io.findings_catalogue import codes, entry
from tests.conftest import ROOT
from tests.docs.pages import blocks_of

PAGE = ROOT / "docs" / "findings.md"
TEXT = PAGE.read_text(encoding="utf-8")
HEADING = re.compile(r"## (?P<code>BE[0-9]{3}) (?P<title>\S.*\S)")
PARAGRAPH = r"\S(?:(?!\n\n|```).)*"
ENTRY = re.compile(
    rf"## [^\n]+\n\n"
    rf"\*\*What it means\.\*\* (?P<means>{PARAGRAPH})\n\n"
    rf"\*\*How to put it right\.\*\* (?P<right>{PARAGRAPH})"
    r"(?:\n\n```(?:yaml|csv|text)\n(?:(?!```).)+\n```)*",
    re.DOTALL,
)


def source_codes() -> set[str]:
    """Return every finding code that stands in the source."""
    files = sorted((ROOT / "bideval").rglob("*.py"))
    return {
        code for file in files for code in re.findall(r'"(BE[0-9]{3})"', file.read_text(encoding="utf-8"))
    }


def faults(text: str) -> list[str]:
    """Return what is wrong with the form of one entry."""
    heading = HEADING.fullmatch(text.partition("\n")[0])
    if heading is None:
        return ["heading"]
    found = [] if not heading["title"].endswith(".") else ["title ends in a full stop"]
    if heading["title"].partition(" ")[0].istitle():
        found.append("title begins with a capital")
    match = ENTRY.fullmatch(text)
    if match is None:
        return [*found, "parts"]
    return found + [name for name in ("means", "right") if not match[name].endswith(".")]


def test_every_code_of_the_source_has_one_entry_and_no_other_code_has_one() -> None:
    assert len(source_codes()) > 150
    assert Counter(codes()) == Counter(source_codes())


def test_entries_are_in_order() -> None:
    assert list(codes()) == sorted(codes())


def test_no_heading_is_anything_but_that_of_an_entry() -> None:
    headings = [line for line in TEXT.splitlines() if line.startswith("## ")]
    assert [line for line in headings if HEADING.fullmatch(line) is None] == []
    assert len(headings) == len(codes())


def test_titles_are_unique() -> None:
    titles = Counter(match["title"] for match in map(HEADING.fullmatch, TEXT.splitlines()) if match)
    assert [title for title, times in titles.items() if times > 1] == []


def test_the_page_begins_with_what_a_finding_is() -> None:
    beginning = TEXT.partition("\n## ")[0]
    assert beginning.startswith("# Findings\n\n")
    assert [word for word in ("error", "warning", "question") if f"*{word}*" not in beginning] == []


def test_no_example_is_taken_for_a_file_that_is_run() -> None:
    assert [block.place() for block in blocks_of(PAGE, "yaml|csv") if block.text.startswith("# file:")] == []


@pytest.mark.parametrize("code", sorted(source_codes()))
def test_every_entry_is_whole(code: str) -> None:
    assert faults(entry(code)) == []


WHOLE = "## BE001 a title\n\n**What it means.** This.\n\n**How to put it right.** That."

FORMS = [
    # in words                       entry                                                     faults
    ("both parts",                   WHOLE,                                                    []),
    ("both parts and an example",    f"{WHOLE}\n\n```yaml\na: 1   # wrong\n```",               []),
    ("two examples",                 f"{WHOLE}\n\n```csv\na,b\n```\n\n```yaml\na: 1\n```",     []),
    ("an acronym first",             WHOLE.replace("a title", "VAT is not stated"),            []),
    ("no title",                     WHOLE.replace(" a title", ""),                            ["heading"]),
    ("a capital",                    WHOLE.replace("a title", "Title"),   ["title begins with a capital"]),
    ("a full stop",                  WHOLE.replace("a title", "a title."),  ["title ends in a full stop"]),
    ("no remedy",                    WHOLE.partition("\n\n**How")[0],                          ["parts"]),
    ("nothing but a remedy",         WHOLE.replace("**What it means.** This.\n\n", ""),        ["parts"]),
    ("no blank line between parts",  WHOLE.replace("\n\n**How", "\n**How"),                    ["parts"]),
    ("half a sentence",              WHOLE.replace("This.", "This"),                           ["means"]),
    ("half a remedy",                WHOLE.replace("That.", "That"),                           ["right"]),
    ("an example without a language", f"{WHOLE}\n\n```\na: 1\n```",                          ["parts"]),
    ("an example never closed",      f"{WHOLE}\n\n```yaml\na: 1",                              ["parts"]),
]  # fmt: skip


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case[0])
def test_the_form_of_an_entry(case: tuple[str, str, list[str]]) -> None:
    _, text, expected = case
    assert faults(text) == expected


KNOWN = [
    # in words              argument   heading
    ("a code",              "BE103",   "## BE103 weights do not sum\n"),
    ("small letters",       "be103",   "## BE103 weights do not sum\n"),
    ("the first entry",     "BE001",   "## BE001 file is not UTF-8\n"),
    ("the last entry",      "BE454",   "## BE454 price cannot be scored\n"),
]  # fmt: skip


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: case[0])
def test_the_command_prints_the_entry_and_no_other(case: tuple[str, str, str]) -> None:
    _, argument, heading = case
    result = CliRunner().invoke(group, ["finding", argument])
    assert result.exit_code == 0
    assert result.output.startswith(heading)
    assert result.output.rstrip("\n") in TEXT
    assert result.output.count("## BE") == 1


UNKNOWN = [
    # in words              argument
    ("no such code",        "BE999"),
    ("a code too short",    "BE10"),
    ("a code too long",     "BE1033"),
    ("a number alone",      "103"),
    ("a pattern",           "BE..."),
    ("nothing",             ""),
]  # fmt: skip


@pytest.mark.parametrize("case", UNKNOWN, ids=lambda case: case[0])
def test_an_unknown_code_is_refused(case: tuple[str, str]) -> None:
    _, argument = case
    with pytest.raises(UnknownIdError):
        entry(argument)
    result = CliRunner().invoke(group, ["finding", argument])
    assert result.exit_code == 2
    assert "## BE" not in result.output
