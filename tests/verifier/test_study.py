"""The second verifier and the study of a record: it is covered, and said not to be used."""

from pathlib import Path

import pytest

from bideval.record.canonical import Json, canonical
from bideval.record.redaction.plan import Plan
from bideval.record.redaction.redacted import redacted
from tests.record.recorded import changed, leaves, loaded, other, with_digests
from tests.record.studied import record_with_whole, with_study
from tests.record.test_archive import ARCHIVE
from tests.verifier.loaded import code_of, verifier

SAME, UNREADABLE, DIFFERS, UNCHECKED = 0, 3, 4, 5
RECORD = loaded(record_with_whole())
NOT_USED = "Not used: the study"


def _without(record: dict[str, Json], part: str, key: str) -> dict[str, Json]:
    held = record[part]
    assert isinstance(held, dict)
    return {**record, part: {name: one for name, one in held.items() if name != key}}


def _with_text(record: dict[str, Json]) -> dict[str, Json]:
    texts = record["texts"]
    assert isinstance(texts, dict)
    return {**record, "texts": {**texts, "0" * 64: "a body"}}


CASES: list[tuple[str, dict[str, Json], int]] = [
    # in words                         the record                                                 says
    ("a study that states everything", RECORD,                                                    SAME),
    ("one that states nothing",        with_digests({**RECORD, "study": {}, "texts": {}}),        SAME),
    ("its digest left out",            _without(RECORD, "digests", "study"),                      DIFFERS),
    ("the study left out",             {key: one for key, one in RECORD.items() if key != "study"}, DIFFERS),
    ("a body that it does not name",   with_digests(_with_text(RECORD)),                          DIFFERS),
    ("the file left out",              with_digests({**RECORD, "files": []}),                     DIFFERS),
    ("a key that there is not",        with_digests(with_study({"colour": "red"})),               UNREADABLE),
    ("ranges that are a list",         with_digests(with_study({"ranges": ["1/1"]})),             UNREADABLE),
    ("a reason that is true",          with_digests(with_study({"because": True})),               UNREADABLE),
    ("null",                           {**RECORD, "study": None},                                 UNREADABLE),
    ("a list",                         {**RECORD, "study": []},                                   UNREADABLE),
    ("a text",                         {**RECORD, "study": "ranges"},                             UNREADABLE),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_study_is_covered(case: tuple[str, dict[str, Json], int]) -> None:
    _, record, code = case
    assert code_of(record) == code


def test_every_changed_value_of_a_study_is_found() -> None:
    ways = [(way, value) for way, value in leaves(RECORD) if way[0] == "study"]
    assert len(ways) > 30
    for way, value in ways:
        assert code_of(changed(RECORD, way, other(value))) in {UNREADABLE, DIFFERS}, way


@pytest.mark.parametrize(("record", "said"), [(RECORD, True), (None, False)])
def test_it_says_plainly_that_the_study_is_not_used(
    record: dict[str, Json] | None, said: bool, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = ARCHIVE / "format-1" / "qcbs-blog.json"
    if record is not None:
        path = tmp_path / "record.json"
        path.write_bytes(canonical(record))
    assert verifier().main([str(path)]) == SAME
    assert (NOT_USED.encode() in capfdbinary.readouterr().out) is said


def test_archived_records_with_a_study_and_without_are_read() -> None:
    for name in ("waived-guarantee", "waived-guarantee-with-study"):
        assert code_of((ARCHIVE / "format-1" / f"{name}.json").read_bytes()) == UNCHECKED  # answers


WHY = {"law": "the Act", "reason": "what was expected", "by": "R. Ames", "until": "2029-03-31"}
ALL = [f"/{key}" for key in RECORD]
PUBLIC: list[tuple[str, list[str], list[str], int]] = [
    ("all of it is shown", ALL, [], SAME),
    ("none of it", ALL, ["/study", "/digests/study", "/digests/record", "/files"], UNCHECKED),
    ("a part of it", ALL, ["/study/rates", "/digests/study", "/digests/record", "/files"], UNCHECKED),
]


@pytest.mark.parametrize("case", PUBLIC, ids=lambda case: case[0])
def test_a_study_in_a_public_record(case: tuple[str, list[str], list[str], int]) -> None:
    _, allow, withhold, code = case
    withheld = [{"at": withhold, **WHY}] if withhold else []
    plan = Plan.model_validate(
        {"bideval_redaction": "1", "level": "public", "allow": allow, "withhold": withheld}
    )
    assert code_of(redacted(RECORD, plan, bytes(32))) == code
