"""docs/record.md: its keys are those of real records and outputs, its bounds are the program's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from bideval.model.base import FREE_TEXT, Frozen
from bideval.model.recorded import (
    DecisionRecord,
    RecordedAnswer,
    RecordedDigests,
    RecordedFile,
)
from bideval.model.rehearsal import BidderKind, Proportionality, Rehearsal
from bideval.model.study import DefaultRate, Exposure, ExposureTerm, Report, Study
from bideval.record import canonical as bounds
from bideval.record.assembled import RULES
from bideval.record.canonical import Json
from bideval.record.rebuilt import READ_BY_RULES
from bideval.record.studied import READ_BY_ANSWERS
from bideval.record.verified import MOST_DIFFERENCES, WORDS
from tests.conftest import ROOT
from tests.docs.console import entry_point
from tests.docs.pages import Table, code_words, section_text, tables_of
from tests.record.test_archive import RECORDS

PAGE = ROOT / "docs" / "record.md"


def table(heading: str) -> Table:
    return next(one for one in tables_of(PAGE) if one.heading.strip("`") == heading)


def keys(heading: str, column: str = "Key") -> list[str]:
    return [code_words(cell)[0] for cell in table(heading).column(column)]


MODELS = [
    ("The keys", DecisionRecord),
    ("Files", RecordedFile),
    ("Answers", RecordedAnswer),
    ("Digests", RecordedDigests),
]


@pytest.mark.parametrize("case", MODELS, ids=lambda case: case[0])
def test_the_keys_of_a_part_stand_on_the_page(case: tuple[str, type]) -> None:
    heading, model = case
    assert keys(heading) == list(getattr(model, "model_fields"))  # noqa: B009


PARTS: list[tuple[str, type[Frozen]]] = [
    ("Study", Study),
    ("Report", Report),
    ("Exposure", Exposure),
    ("Term", ExposureTerm),
    ("Rate", DefaultRate),
    ("Rehearsal", Rehearsal),
    ("Kind", BidderKind),
    ("Proportionality", Proportionality),
]


def _is_free(parts: tuple[object, ...]) -> bool:
    return any(one is FREE_TEXT or _is_free(get_args(one)) for one in parts)


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case[0])
def test_the_parts_of_a_study_stand_on_the_page(case: tuple[str, type[Frozen]]) -> None:
    part, model = case
    (row,) = (one for one in table("The study").rows if one["Part"] == part)
    fields = {field.alias or name: (name, field) for name, field in model.model_fields.items()}
    free = {key for key, (_, field) in fields.items() if _is_free((field.annotation, *field.metadata))}
    assert set(code_words(row["Free text"])) == free
    numbers = [*code_words(row["Numbers"]), *code_words(row["Whole numbers"])]
    assert set(numbers) <= set(fields)
    always = {
        f"{key}: {field.default}"
        for key, (_, field) in fields.items()
        if isinstance(field.default, int | str)
    }
    assert set(code_words(row["Always there"])) == always
    inside = {one for one in code_words(row["Parts inside"]) if one in fields}
    told = section_text(PAGE, "The study").split("The other keys are")[1]
    left = set(fields) - {*free, *numbers, *inside, *code_words(told)}
    assert all("Term" in str(fields[key][1].annotation) for key in left)


def test_the_texts_that_answers_read_are_named() -> None:
    told = section_text(PAGE, "Answers").split("the body of a")[1]
    assert tuple(code_words(told)[:2]) == READ_BY_ANSWERS


def test_bounds_are_the_programs() -> None:
    stated = [cell.replace(",", "") for cell in table("Form").column("At most")]
    assert list(map(int, stated)) == [
        bounds.MOST_BYTES,
        bounds.MOST_DEEP,
        bounds.MOST_VALUES,
        bounds.MOST_KEYS,
        bounds.MOST_CHARACTERS,
    ]
    assert bounds.MOST_WHOLE == 2**53 - 1


def test_what_rules_read_and_what_is_published_is_named() -> None:
    assert [*READ_BY_RULES, "choices"] == code_words(section_text(PAGE, "Texts").split("Five kinds")[1])
    rules = next(row for row in table("Digests").rows if "rules" in row["Key"])
    assert set(RULES) == set(code_words(rules["SHA-256 of"])) - {"inputs"}


def test_the_words_of_the_program_are_named() -> None:
    (line,) = (one for one in section_text(PAGE, "The result").splitlines() if "**Words.**" in one)
    assert set(code_words(line)) == WORDS


def reads(value: Json) -> Iterator[dict[str, Json]]:
    if isinstance(value, dict):
        found = value.get("read")
        if isinstance(found, dict):
            yield found
        for part in value.values():
            yield from reads(part)
    elif isinstance(value, list):
        for part in value:
            yield from reads(part)


def test_what_was_read_has_the_keys_and_kinds_of_the_page() -> None:
    stated = [code_words(cell)[0] for cell in table("The result").column("`read`")]
    found = [one for path in RECORDS for one in reads(json.loads(path.read_bytes()))]
    assert {tuple(one) for one in found} == {tuple(sorted(stated))}
    kind = next(row for row in table("The result").rows if "kind" in row["`read`"])
    assert {str(one["kind"]) for one in found} == set(code_words(kind["Meaning"])) & {
        "mark",
        "measure",
        "price",
    }


def printed(tmp_path: Path, *arguments: str) -> dict[str, Json]:
    found: dict[str, Json] = json.loads(entry_point([*arguments, "--json"], tmp_path).out)
    return found


def test_what_verify_prints_stands_on_the_page(tmp_path: Path) -> None:
    held = next(path for path in RECORDS if path.stem == "works-auction")
    other = ROOT / "sample_tenders" / "energy-npv"
    found = printed(tmp_path, "verify", str(held), str(other))
    assert list(found) == keys("bideval/verification")
    files = found["files"]
    assert isinstance(files, list)
    assert isinstance(files[0], dict)
    assert list(files[0]) == keys("A difference")
    said = next(row for row in table("bideval/verification").rows if "differences" in row["Key"])
    assert f"{MOST_DIFFERENCES:,}" in said["Meaning"]


def test_what_diff_prints_stands_on_the_page(tmp_path: Path) -> None:
    samples = ROOT / "sample_tenders" / "losing-bid-flips-winner"
    found = printed(tmp_path, "diff", str(samples / "without-d"), str(samples / "with-d"))
    assert list(found) == keys("bideval/diff")
    rules = found["rules"]
    assert isinstance(rules, list)
    assert isinstance(rules[0], dict)
    meaning = next(row for row in table("bideval/diff").rows if "`rules`" in row["Key"])["Meaning"]
    assert set(rules[0]) <= set(code_words(meaning))
