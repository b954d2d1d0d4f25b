"""What is told of a study: beside a folder's, between two tenders, in a public record, and when texts are due."""

from collections.abc import Mapping

import pytest

from bideval.record.canonical import Json, canonical
from bideval.record.diffed import Side, diff, side_of_folder, side_of_record
from bideval.record.redaction.plan import Plan
from bideval.record.redaction.public import check_public, read_public
from bideval.record.redaction.redacted import RedactionError, redacted
from bideval.record.redaction.retention import Schedule, erased
from bideval.record.studied import study_beside, text_not_there
from bideval.record.verified import read_record
from bideval.report.diff_json import diff_data
from bideval.report.diff_text import diff_text
from tests.record.recorded import leaves, loaded, verified
from tests.record.studied import WHOLE, ready, record_with_whole, study, with_study
from tests.record.test_archive import ARCHIVE

RECORD = loaded(record_with_whole())
STATED = RECORD["study"]
SECRET = bytes(range(32))


# Beside a folder

BESIDE: list[tuple[str, Mapping[str, object] | None, bool, list[tuple[str, str, str]]]] = [
    # in words, the study of the folder, whether it has errors, what differs
    ("the same", WHOLE, False, []),
    ("the same in another spelling", {**WHOLE, "rates": {"bond-premium": "3/2"}}, False, []),
    (
        "another range",
        {**WHOLE, "ranges": {"price": ["30", "70"], "plan": "60"}},
        False,
        [("/study/ranges/price", '["30/1","125/2"]', '["30/1","70/1"]')],
    ),
    (
        "a part more and a part fewer",
        {**{key: one for key, one in WHOLE.items() if key != "rates"}, "proportionality": {"x": {}}},
        False,
        [
            ("/study/proportionality", "(not there)", '{"x":{}}'),
            ("/study/rates", '{"bond-premium":"3/2"}', "(not there)"),
        ],
    ),
    ("none", None, False, [("/study", "a study", "(not there)")]),
    ("one with errors", WHOLE, True, [("/study", "a study", "one that cannot be read")]),
]


@pytest.mark.parametrize("case", BESIDE, ids=lambda case: case[0])
def test_the_study_of_a_folder_is_compared_value_by_value(
    case: tuple[str, Mapping[str, object] | None, bool, list[tuple[str, str, str]]],
) -> None:
    _, stated, unreadable, said = case
    of_folder = None if stated is None else study(stated)
    found = study_beside(STATED, of_folder, unreadable=unreadable)
    assert [one[:3] for one in found] == said


def test_a_record_without_a_study_is_not_compared() -> None:
    assert study_beside(None, study(WHOLE), unreadable=False) == ()


# Between two tenders


def side(name: str, stated: Mapping[str, object] | None) -> Side:
    return side_of_folder(name, ready(stated), None)


EARLIER = side_of_record(
    "earlier.json", read_record((ARCHIVE / "format-1" / "waived-guarantee.json").read_bytes())
)
DIFFS: list[tuple[str, Side, Side, list[str], int | None]] = [
    # in words, two tenders, what is said, how many differences
    ("the same", side("a", WHOLE), side("b", WHOLE), ["Study: the same"], 0),
    ("a record and its folder", side_of_record("a", read_record(record_with_whole())), side("b", WHOLE), ["Study: the same"], 0),
    (
        "a range and a text",
        side("a", WHOLE),
        side("b", {**WHOLE, "ranges": {"price": ["30", "70"], "plan": "60"}, "because": "Why?"}),
        ["Study: 2 differences", '  because: "Was the price too light?" -> "Why?"', "  ranges, price: 30, 62.5 -> 30, 70"],
        2,
    ),
    ("one has none", side("a", {"rates": {"bond": "2"}}), side("b", None), ["Study: 1 difference", "  rates: bond: 2 -> nothing"], 1),
    ("neither has one", side("a", None), side("b", None), [], None),
    ("an earlier record", EARLIER, side("b", WHOLE), ["Study: not compared; earlier.json was recorded without the study that its files name"], None),
]  # fmt: skip


@pytest.mark.parametrize("case", DIFFS, ids=lambda case: case[0])
def test_a_changed_study_is_named_in_words_after_the_results(
    case: tuple[str, Side, Side, list[str], int | None],
) -> None:
    _, one, two, words, count = case
    found = diff(one, two)
    text = diff_text(one, two, found)
    after = text[text.index("Results:") :]
    assert after.splitlines()[len(after.splitlines()) - len(words) :] == words
    assert ("Study" in text) is bool(words)
    assert (None if found.study is None else len(found.study)) == count
    listed = diff_data(one, two, found)["study"]
    assert (None if listed is None else len(str(listed).split("'pointer'")) - 1) == count


# A public record

WHY = {"law": "the Act", "reason": "what was expected", "by": "R. Ames", "until": "2029-03-31"}
REST = [
    "/bideval_record",
    "/tender",
    "/illustration",
    "/analyses",
    "/provenance",
    "/inputs",
    "/result",
    "/texts",
]
TOLD = ["/study/ranges", "/study/order", "/study/groupings", "/study/report"]


def plan(allow: list[str], *withhold: str) -> Plan:
    why = [{"at": list(withhold), **WHY}] if withhold else []
    return Plan.model_validate({"bideval_redaction": "1", "level": "public", "allow": allow, "withhold": why})


NOT_MADE: list[tuple[str, Plan, str]] = [
    ("a plan that does not say", plan([*REST, "/digests", "/files"]), "/study/asked_at is neither allowed nor withheld"),
    ("a plan that says it of a part", plan([*REST, *TOLD, "/digests", "/files"]), "neither allowed nor withheld"),
    ("its digest beside it", plan([*REST, "/digests/study"], "/study", "/digests", "/files"), "/digests/study cannot be shown while a part of the study is"),
    ("the digest of the record beside it", plan([*REST, "/digests/record"], "/study", "/digests", "/files"), "/digests/record cannot be shown"),
    ("the digest of its file beside it", plan([*REST, "/files"], "/study", "/digests"), "/files/0/bytes cannot be shown"),
    ("its digest beside one withheld part", plan([*REST, "/study", "/digests/study"], "/study/rates", "/digests", "/files"), "/digests/study cannot be shown"),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_MADE, ids=lambda case: case[0])
def test_a_plan_that_would_tell_of_a_withheld_study(case: tuple[str, Plan, str]) -> None:
    with pytest.raises(RedactionError) as problem:
        redacted(RECORD, case[1], SECRET)
    assert case[2] in str(problem.value)


MADE: list[tuple[str, Plan]] = [
    ("all of it", plan([*REST, "/study", "/digests", "/files"])),
    ("none of it", plan(REST, "/study", "/digests", "/files")),
    ("what was asked", plan([*REST, *TOLD], "/study", "/digests", "/files")),
    ("the digest of the inputs beside it", plan([*REST, "/digests/inputs"], "/study", "/digests", "/files")),
]


@pytest.mark.parametrize("case", MADE, ids=lambda case: case[0])
def test_a_public_record_of_a_study_holds_and_has_one_root(case: tuple[str, Plan]) -> None:
    found = check_public(read_public(redacted(RECORD, case[1], SECRET)))
    assert found.wrong == ()
    whole = check_public(read_public(redacted(RECORD, MADE[0][1], SECRET)))
    assert found.root == whole.root


def test_nothing_that_is_withheld_of_a_study_stands_in_the_public_record() -> None:
    withheld = plan([*REST[:-1], *TOLD[:-1]], "/study", "/texts", "/digests", "/files", "/inputs", "/result")
    data = redacted(RECORD, withheld, SECRET)
    assert isinstance(STATED, dict)
    shown = {str(one) for part in ("ranges", "order", "groupings") for _, one in leaves(STATED[part])}
    hidden = {str(one) for _, one in leaves(STATED)} - shown
    canaries = {one for one in hidden if len(one) > 3}
    assert len(canaries) > 10
    assert [one for one in canaries if f'"{one}"'.encode() in data] == []
    assert b'"125/2"' in data


# Texts whose time has come


def schedule(*places: str) -> Schedule:
    kept = {"id": "study", "at": list(places), "until": "2030-03-31", "rule": "schedule 4"}
    return Schedule.model_validate({"bideval_retention": "1", "classes": [kept], "holds": []})


ERASED: list[tuple[str, Schedule, int, str]] = [
    # in words, the schedule, how many texts go, which of those that answers read is not there
    ("all of a study", schedule("/study"), 5, ""),
    ("one text", schedule("/study/because"), 1, ""),
    ("a place that there is not", schedule("/study/colour"), 0, ""),
    ("what answers read stays", schedule("/study/report"), 0, ""),
    ("no place of the study", schedule("/consensus/*/reason"), 1, ""),
]


@pytest.mark.parametrize("case", ERASED, ids=lambda case: case[0])
def test_texts_of_a_study_go_when_they_are_due(case: tuple[str, Schedule, int, str]) -> None:
    _, wanted, count, absent = case
    done = erased(RECORD, wanted, "2031-01-01", "R. Ames")
    assert sum(done.erased.values()) == count
    found = verified(done.data)
    assert found.same
    assert found.digests["study"] == verified(canonical(RECORD)).digests["study"]
    read = read_record(done.data)
    data = read.data["study"]
    assert isinstance(data, dict)
    assert text_not_there(data, read.typed.texts) == absent


REPORTS: list[tuple[str, dict[str, Json], str]] = [
    ("no report", {}, ""),
    ("a report of criteria alone", {"report": {"social-value": ["plan"]}}, ""),
    ("surplus without its body", {"report": {"surplus": f"sha256:{'0' * 64}"}}, "/study/report/surplus"),
    ("local spend without its body", {"report": {"local-spend": f"sha256:{'0' * 64}"}}, "/study/report/local-spend"),
    ("another text without its body", {"because": f"sha256:{'0' * 64}"}, ""),
]  # fmt: skip


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case[0])
def test_the_texts_that_answers_read_are_the_measures_of_the_report(
    case: tuple[str, dict[str, Json], str],
) -> None:
    assert text_not_there(case[1], {}) == case[2]


def test_a_missing_body_of_a_study_is_counted_among_the_texts_that_are_not_there() -> None:
    record = {**with_study({}), "texts": {}}
    assert any("texts are not in the record" in one for one in verified(record).notes)
