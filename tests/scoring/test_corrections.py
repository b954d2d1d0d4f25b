import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.places import Places
from bideval.io.yaml_text import read_yaml
from bideval.model.decision import Decision
from bideval.scoring.corrections import Difference, corrected_or_finding, ready_decision
from tests.scoring.checks.base import PRICED, changed, decision, inputs_of

F = Fraction
LINE = Difference("acorn", "prices/acorn.csv", "/A1/extension", "the extension of line A1", F(210), F(200))
TOTAL = Difference("acorn", "prices/acorn.yaml", "/lots/whole/amount", "the total", F(299), F(300))

# The figure that counts, by rule: the published rules in words, not by the code.
GOVERNS: list[tuple[str, str, Difference, str]] = [
    # in words, rule, difference, the figure that counts
    ("the rate, for a line", "rate-governs", LINE, "200"),
    ("the rate, for a total", "rate-governs", TOTAL, "300"),
    ("the extension, for a line", "extension-governs", LINE, "210"),
    ("the extension, for a total", "extension-governs", TOTAL, "300"),
    ("the total, for a line", "total-governs", LINE, "200"),
    ("the total, for a total", "total-governs", TOTAL, "299"),
]


def correct(difference: Difference, to: str, **more: object) -> dict[str, object]:
    field = f"{difference.file}#{difference.pointer}"
    return decision(
        "correct", **{"bid": "acorn", "field": field, "from_": str(difference.submitted), "to": to, **more}
    )


def settled(rule: str | None, difference: Difference, *decisions: dict[str, object]) -> tuple[str, str]:
    """Return the figure that counts and the codes of the findings."""
    prices = {"correction": rule} if rule else None
    inputs = inputs_of(changed(PRICED, {"tender/prices": prices, "decisions": list(decisions)}))
    found = corrected_or_finding(inputs, difference)
    return str(found.counts), " ".join(one.code for one in found.findings)


@pytest.mark.parametrize("case", GOVERNS, ids=lambda case: case[0])
def test_the_figure_that_counts_under_a_rule(case: tuple[str, str, Difference, str]) -> None:
    _, rule, difference, expected = case
    other = (
        "210" if expected == "200" else "200" if difference is LINE else "299" if expected == "300" else "300"
    )
    assert settled(rule, difference, correct(difference, expected)) == (expected, "")
    assert settled(rule, difference, correct(difference, other)) == (expected, "BE264")
    stands = expected == str(difference.submitted)  # then there is nothing to correct, nor to record
    assert settled(rule, difference) == (expected, "" if stands else "BE263")


CASES: list[tuple[str, str | None, list[dict[str, object]], tuple[str, str]]] = [
    # in words, rule, decisions, figure and findings
    ("no published rule", None, [correct(LINE, "200")], ("None", "BE265")),
    ("a rule that corrects nothing", "reject", [correct(LINE, "200")], ("None", "BE266")),
    (
        "a decision about another line",
        "rate-governs",
        [correct(LINE._replace(pointer="/A2/extension"), "200")],
        ("200", "BE263"),
    ),
    (
        "a decision of another kind",
        "rate-governs",
        [decision("refine", field="prices/acorn.csv#/A1/extension", from_="210", to="200")],
        ("200", "BE263"),
    ),
    ("another submitted figure", "rate-governs", [correct(LINE, "200", from_="211")], ("200", "BE264")),
    ("a figure that is no number", "rate-governs", [correct(LINE, "two hundred")], ("200", "BE264")),
    ("numbers written otherwise", "rate-governs", [correct(LINE, "0200.00", from_="420/2")], ("200", "")),
    (
        "a decision that was superseded",
        "rate-governs",
        [correct(LINE, "200"), decision("withdraw", id="d-2", bid="acorn", supersedes="d-1")],
        ("200", "BE263"),
    ),
    (
        "the latest of two, wherever it stands",
        "rate-governs",
        [correct(LINE, "200", id="b", at="2026-03-02"), correct(LINE, "1", id="a")],
        ("200", ""),
    ),
    (
        "the latest of two is wrong",
        "rate-governs",
        [correct(LINE, "1", id="b", at="2026-03-02"), correct(LINE, "200", id="a")],
        ("200", "BE264"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_corrections(case: tuple[str, str | None, list[dict[str, object]], tuple[str, str]]) -> None:
    _, rule, decisions, expected = case
    assert settled(rule, LINE, *decisions) == expected


def test_a_wrong_decision_is_shown_beside_the_price() -> None:
    inputs = inputs_of(changed(PRICED, {"decisions": [correct(LINE, "1")]}))
    (found,) = corrected_or_finding(inputs, LINE).findings
    assert [f"{one.file}#{one.pointer}" for one in found.sources] == [
        "decisions.yaml#/0",
        "prices/acorn.csv#/A1/extension",
    ]


def typed_ready(text: str) -> dict[str, object]:
    """Read the printed decision as a file would hold it: every scalar is text."""
    data, findings = read_yaml("decisions.yaml", text.encode(), Places())
    assert findings == ()
    assert isinstance(data, list)
    (entry,) = data
    assert isinstance(entry, dict)
    return entry


figures = st.fractions(-(10**6), 10**12, max_denominator=10**6)
line_ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)


@given(figures, figures, line_ids, st.sampled_from(["rate-governs", "extension-governs", "total-governs"]))
def test_the_ready_decision_once_signed_settles_the_difference(
    submitted: Fraction, computed: Fraction, line: str, rule: str
) -> None:
    difference = Difference(
        "acorn", "prices/acorn.csv", f"/{line}/extension", "the extension", submitted, computed
    )
    if submitted == computed:
        return
    governs = submitted if rule == "extension-governs" else computed
    printed = typed_ready(ready_decision(difference, governs, rule))
    signed = {**printed, "by": "Cy", "at": "2026-03-01"}
    assert Decision.model_validate(signed).field == f"prices/acorn.csv#/{line}/extension"
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", str(signed["id"]))
    assert settled(rule, difference, signed) == (str(governs), "")


# A rate of 0.000000001 x a quantity of 1.000000001: eighteen decimals, and no file holds them.
LONG = Difference(
    "acorn", "prices/acorn.csv", "/A1/extension", "the extension of line A1", F(1), F(10**9 + 1, 10**18)
)
TOO_LONG: list[tuple[str, str, str]] = [
    # in words, what the decision says, findings
    ("the word, for what no file holds", "recomputed", ""),
    ("another word", "computed", "BE264"),
    ("a figure that is cut", "0.000000001", "BE264"),
]


@pytest.mark.parametrize("case", TOO_LONG, ids=lambda case: case[0])
def test_a_figure_longer_than_a_file_may_hold_is_said_in_a_word(case: tuple[str, str, str]) -> None:
    _, to, codes = case
    assert settled("rate-governs", LONG, correct(LONG, to)) == (str(LONG.computed), codes)
    assert "to: recomputed, reason" in ready_decision(LONG, LONG.computed, "rate-governs")


def test_the_word_stands_for_no_figure_that_a_file_can_hold() -> None:
    assert settled("rate-governs", LINE, correct(LINE, "recomputed")) == ("200", "BE264")
