"""Findings for people and for programs: place, line with a caret, what is wrong, how to mend it."""

import pytest

from bideval.errors import Finding, Source, error, question, warning
from bideval.report.findings_text import count_words, finding_text, findings_data, findings_text

LINE = Source("tender.yaml", "/weight", 14, 12, 2, "  weight: 40")
OTHER = Source("bids/ash.yaml", "/id", 1, 5, 3, "id: ash")
SUM = error("BE103", "the weights sum to 95, not 100", "Correct them.", LINE)


def test_one_finding_with_its_line_and_a_caret() -> None:
    source = Source("tender.yaml", "/weight", 14, 11, 2, "  weight: 40")
    assert finding_text(SUM._replace(sources=(source,))).splitlines() == [
        "tender.yaml:14:11: error BE103: the weights sum to 95, not 100",
        "        14 |   weight: 40",
        "           |           ^^",
        "    Correct them.",
    ]


def test_a_finding_of_two_places_names_both() -> None:
    lines = finding_text(error("BE401", "two things differ", "Correct one.", OTHER, LINE)).splitlines()
    assert lines[0].startswith("bids/ash.yaml:1:5: error BE401")
    assert "    see also tender.yaml:14:12" in lines
    assert sum("^" in line for line in lines) == 2


PLACELESS: list[tuple[str, Finding, str]] = [
    (
        "a file alone",
        error("BE057", "there is none", "Begin one.", Source("tender.yaml")),
        "tender.yaml: error BE057: there is none",
    ),
    (
        "a line without its text",
        error("BE001", "odd", "Mend it.", Source("a.csv", "", 3, 4)),
        "a.csv:3:4: error BE001: odd",
    ),
    ("no place at all", error("BE036", "too many", "Look."), "tender folder: error BE036: too many"),
]


@pytest.mark.parametrize("case", PLACELESS, ids=lambda case: case[0])
def test_a_finding_without_a_line_has_no_caret(case: tuple[str, Finding, str]) -> None:
    _, finding, expected = case
    lines = finding_text(finding).splitlines()
    assert (lines[0], len(lines)) == (expected, 2)


def test_a_message_cannot_look_like_two_findings() -> None:
    forged = error("BE209", "ash declares x\ntender.yaml:1:1: error BE999: forged", "Mend it.", OTHER)
    assert not any(line.startswith("tender.yaml:1:1") for line in finding_text(forged).splitlines())


WARNED = warning("BE059", "not read", "Remove it.", Source("a.txt"))
ASKED = question("BE163", "when did it begin?", "State it.", LINE)
COUNTS: list[tuple[str, tuple[Finding, ...], str]] = [
    ("nothing", (), "no findings"),
    ("one error", (SUM,), "1 error"),
    ("two errors", (SUM, SUM), "2 errors"),
    ("one of each", (ASKED, WARNED, SUM), "1 error, 1 warning, 1 question"),
    ("questions alone", (ASKED, ASKED), "2 questions"),
]


@pytest.mark.parametrize("case", COUNTS, ids=lambda case: case[0])
def test_findings_are_counted_by_how_much_they_matter(case: tuple[str, tuple[Finding, ...], str]) -> None:
    _, findings, expected = case
    assert count_words(findings) == expected
    assert findings_text(findings).splitlines()[-1] == expected


def test_findings_as_data() -> None:
    assert findings_data("ferry", (SUM, WARNED)) == {
        "schema": "bideval/findings",
        "version": 1,
        "tender": "ferry",
        "findings": [
            {
                "code": "BE103",
                "severity": "error",
                "message": "the weights sum to 95, not 100",
                "remedy": "Correct them.",
                "places": [{"file": "tender.yaml", "pointer": "/weight", "line": 14, "column": 12}],
            },
            {
                "code": "BE059",
                "severity": "warning",
                "message": "not read",
                "remedy": "Remove it.",
                "places": [{"file": "a.txt", "pointer": "", "line": None, "column": None}],
            },
        ],
    }
