"""Lists of pleaded errors: what is read, and what is wrong with them, each at its place."""

from pathlib import Path

import pytest

from bideval.io.pleaded_file import read_pleaded
from tests.analysis.test_pleaded_errors import papers
from tests.scoring.build import inputs_of

MARK = "{id: x, kind: mark, bid: oak, criterion: plan, "
RIGHT = [
    ("a mark and its range", MARK + "before: 3, range: {from: 0, to: 10}}"),
    ("a mark and one value", MARK + "after: 4, says: page 9 was not read}"),
    ("a price", "{id: x, kind: price, bid: oak, before: 105, after: 99.5}"),
    ("a threshold", "{id: x, kind: rule, gate: beds, range: {from: 6, to: 10, step: 1/2}}"),
    ("a gate that should not have been applied", "{id: x, kind: rule, gate: beds, should: not-applied}"),
    ("weights", "{id: x, kind: rule, weights: {plan: 40, cost: 60}}"),
    ("no rounding", "{id: x, kind: rule, rounding: none}"),
    ("a bid let in", "{id: x, kind: disregard, bid: elm, gate: beds, should: assessed}"),
    ("a bid excluded", "{id: x, kind: exclusion, bid: elm, should: excluded}"),
]
WRONG = [
    ("no kind", "{id: x, bid: oak}", "BE051"),
    ("a kind that there is not", "{id: x, kind: insult, bid: oak}", "BE052"),
    ("a key that there is not", "{id: x, kind: price, bid: oak, afer: 4}", "BE050"),
    ("nothing that it is about", "{id: x, kind: mark, after: 4}", "BE510"),
    ("no value", MARK.rstrip(", ") + "}", "BE510"),
    ("a value and a range", MARK + "after: 4, range: {from: 0, to: 10}}", "BE510"),
    ("what another kind takes", MARK + "after: 4, gate: beds}", "BE510"),
    (
        "a bid that should be something else",
        "{id: x, kind: exclusion, bid: elm, should: disregarded}",
        "BE510",
    ),
    ("a minimum not applied", "{id: x, kind: rule, criterion: plan, should: not-applied}", "BE510"),
    ("a value beside a rounding", "{id: x, kind: rule, rounding: none, after: 4}", "BE510"),
    ("a bid that there is not", "{id: x, kind: price, bid: yew, after: 4}", "BE511"),
    ("a lot that there is not", "{id: x, kind: price, lot: north, bid: oak, after: 4}", "BE511"),
    ("a gate that there is not", "{id: x, kind: rule, gate: bed, after: 4}", "BE511"),
    ("weights of a criterion that there is not", "{id: x, kind: rule, weights: {plans: 40}}", "BE511"),
    ("a minimum that is not published", "{id: x, kind: rule, criterion: plan, after: 4}", "BE511"),
    ("another mark than is on file", MARK + "before: 4, after: 5}", "BE512"),
    ("a range from the top", "{id: x, kind: price, bid: oak, range: {from: 9, to: 1, step: 1}}", "BE513"),
    ("a range without a step", "{id: x, kind: price, bid: oak, range: {from: 1, to: 9}}", "BE513"),
    (
        "a range of many values",
        "{id: x, kind: price, bid: oak, range: {from: 1, to: 9, step: 1/1000}}",
        "BE513",
    ),
    ("a mark off the scale", MARK + "after: 11}", "BE513"),
    ("weights that do not make the whole", "{id: x, kind: rule, weights: {plan: 40}}", "BE513"),
]


def read(entry: str, root: Path) -> tuple[bool, set[str]]:
    """Whether a list with ``entry`` is taken, and the codes of its findings, each of which is placed."""
    file = root / "pleaded.yaml"
    file.write_text(f"errors:\n  - {entry}\n", encoding="utf-8")
    found = read_pleaded(file, inputs_of(papers()))
    assert all(one.sources[0].line is not None and one.remedy for one in found.findings)
    return found.pleaded is not None, {one.code for one in found.findings}


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case[0])
def test_what_is_taken(case: tuple[str, str], tmp_path: Path) -> None:
    assert read(case[1], tmp_path) == (True, set())


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_is_wrong(case: tuple[str, str, str], tmp_path: Path) -> None:
    assert read(case[1], tmp_path) == (False, {case[2]})


def test_two_errors_with_one_id(tmp_path: Path) -> None:
    entry = MARK + "after: 4}\n  - " + MARK + "after: 5}"
    assert read(entry, tmp_path) == (False, {"BE514"})


def test_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "pleaded.yaml"
    file.write_text("", encoding="utf-8")
    found = read_pleaded(file, inputs_of(papers()))
    assert found.pleaded is None
    assert [one.code for one in found.findings] == ["BE054"]
