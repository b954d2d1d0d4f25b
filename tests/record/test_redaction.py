"""Public records and erased texts: what still verifies, what is found, and that nothing withheld shows."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.record.canonical import Json, UnreadableError, canonical
from bideval.record.custody import judge_in_custody
from bideval.record.redaction.plan import Plan
from bideval.record.redaction.public import PublicCheck, check_public, read_public
from bideval.record.redaction.redacted import RedactionError, committed, redacted
from bideval.record.redaction.retention import Schedule, erased
from bideval.record.redaction.tree import children, hash_of, leaf_hash
from bideval.record.verified import read_record
from tests.record.kept import TENDER, decided, found, opened, swap, write
from tests.record.recorded import (
    SOUND,
    Way,
    leaves,
    loaded,
    put,
    record_of_folder,
    record_of_sample,
    verified,
)

PATHS = loaded(record_of_sample("footpath-under-custody"))
SECRET, OTHER = bytes(range(32)), bytes(32)
WHY = {"law": "the Act", "reason": "prices of bidders", "by": "R. Ames", "until": "2029-03-31"}
OPEN = [
    "/bideval_record",
    "/tender",
    "/illustration",
    "/analyses",
    "/award",
    "/study",
    "/provenance",
    "/texts",
]
EVERYTHING = ["/bideval_record", "/tender", "/illustration", "/analyses", "/award", "/provenance", "/texts", "/inputs", "/result", "/study", "/digests", "/files"]  # fmt: skip


def plan(allow: list[str], *withhold: str) -> Plan:
    why = [{"at": list(withhold), **WHY}] if withhold else []
    return Plan.model_validate({"bideval_redaction": "1", "level": "public", "allow": allow, "withhold": why})


PUBLIC = plan(
    [*OPEN, "/inputs/tender", "/result/lots/*/winners"],
    "/inputs", "/result", "/digests", "/files", "/award/certificates",
)  # fmt: skip
MARKS = plan(
    [*OPEN, "/inputs", "/result"], "/inputs/consensus", "/inputs/marks", "/result/lots", "/digests", "/files"
)


def checked(data: bytes, *known: str) -> PublicCheck:
    return check_public(read_public(data), known)


# A public record


@pytest.mark.parametrize("name", SOUND)
def test_a_public_record_of_every_sample_holds(name: str) -> None:
    record = loaded(record_of_sample(name))
    whole, public = redacted(record, plan(EVERYTHING), SECRET), redacted(record, PUBLIC, SECRET)
    for data in (whole, public):
        assert checked(data).wrong == ()
    assert checked(whole).root == checked(public).root
    assert checked(whole).hidden == ()
    assert checked(public).hidden[0] > 0


def test_every_redaction_with_one_secret_has_the_same_root_and_with_another_another() -> None:
    roots = {checked(redacted(PATHS, one, SECRET)).root for one in (PUBLIC, MARKS, plan(EVERYTHING))}
    assert roots == {f"sha256:{hash_of(committed(PATHS, SECRET), SECRET)}"}
    assert checked(redacted(PATHS, PUBLIC, OTHER)).root not in roots


def test_nothing_that_is_withheld_stands_in_the_public_record() -> None:
    """Every value of prices, marks and agreed marks, and the digest of every text of theirs."""
    data = redacted(
        PATHS,
        plan([*OPEN[:-1], "/inputs/tender"], "/inputs", "/texts", "/result", "/digests", "/files"),
        SECRET,
    )
    inputs = PATHS["inputs"]
    assert isinstance(inputs, dict)
    hidden = {
        str(value)
        for part in ("prices", "consensus", "marks", "evaluators")
        for _, value in leaves(inputs[part])
    }
    shown = {str(value) for _, value in leaves(inputs["tender"])}
    canaries = {one for one in hidden - shown if len(one) > 5} - {"evaluator"}  # a word of the format
    assert len(canaries) > 40
    assert [one for one in canaries if one.encode() in data] == []


def test_a_withheld_mark_cannot_be_found_by_trying_without_the_secret() -> None:
    """With the salt kept back no guess of the value gives the commitment; with it the right one does."""
    way: Way = ("inputs", "consensus", 0, "mark")
    steps = tuple(map(str, way))
    inputs = PATHS["inputs"]
    assert isinstance(inputs, dict)
    rows = inputs["consensus"]
    assert isinstance(rows, list)
    first = rows[0]
    assert isinstance(first, dict)
    commitment = hash_of(first["mark"], SECRET, steps)
    guesses = [f"{mark}/1" for mark in range(101)]
    assert commitment in {hash_of(one, SECRET, steps) for one in guesses}
    assert commitment not in {leaf_hash(one, salt) for one in guesses for salt in ("", "0" * 32)}
    assert commitment not in {sha256(canonical(one)).hexdigest() for one in guesses}


def test_the_digest_of_a_text_is_withheld_with_the_text() -> None:
    data = redacted(PATHS, plan([*OPEN[:-1], "/inputs", "/result"], "/texts", "/digests", "/files"), SECRET)
    texts = PATHS["texts"]
    assert isinstance(texts, dict)
    assert [digest for digest in texts if digest.encode() in data] == []
    assert checked(data).holds


NOT_MADE: list[tuple[str, Plan, str]] = [
    ("a part that is neither", plan([*OPEN, "/inputs"], "/result", "/files"), "/digests/inputs is neither allowed nor withheld"),
    ("the digest of the inputs beside withheld marks", plan([*EVERYTHING], "/inputs/marks"), "/digests/inputs cannot be shown"),
    ("the digest of the result alone", plan([*OPEN, "/inputs", "/digests/result"], "/result", "/digests", "/files"), "/digests/result cannot be shown"),
    ("the digest of a file with prices", plan([*OPEN, "/inputs/tender", "/result", "/files"], "/inputs", "/digests"), "/files/0/bytes cannot be shown"),
    ("nothing at all", plan(["/none"], ""), "shows nothing"),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_MADE, ids=lambda case: case[0])
def test_a_plan_that_would_tell_or_says_too_little(case: tuple[str, Plan, str]) -> None:
    _, wanted, words = case
    with pytest.raises(RedactionError) as problem:
        redacted(PATHS, wanted, SECRET)
    assert words in str(problem.value)


def test_the_digest_of_the_rules_may_be_shown() -> None:
    wanted = plan(
        [*OPEN, "/inputs/tender", "/inputs/packs", "/digests/rules"],
        "/inputs",
        "/result",
        "/digests",
        "/files",
    )
    assert checked(redacted(PATHS, wanted, SECRET)).holds


# What is changed is found

SHOWN = loaded(redacted(PATHS, PUBLIC, SECRET))


def ways(node: Json, at: Way = ()) -> list[Way]:
    """The way to every value in clear, salt and commitment of a tree."""
    return [way for way, _ in leaves(node, at) if way[-1] != "w"]


def test_every_changed_value_salt_and_commitment_is_found() -> None:
    tree = SHOWN["tree"]
    places = ways(tree, ("tree",))
    assert len(places) > 100
    for way in places:
        before = dict(leaves(SHOWN))[way]
        new: Json = (
            not before
            if isinstance(before, bool)
            else f"{before}0"
            if way[-1] == "v"
            else "0" * len(str(before))
        )
        changed = put(SHOWN, way, new)
        assert isinstance(changed, dict)
        assert not checked(canonical(changed)).holds, way


def test_a_root_that_is_made_anew_is_another() -> None:
    """Whoever changes a value can make a root that fits; known from elsewhere, it shows."""
    tree = SHOWN["tree"]
    way = next(way for way in ways(tree, ("tree",)) if way[-2:] == ("tender", "v"))
    rules: Way = ("tree", "o", "inputs", "o", "tender", "o", "id", "v")
    changed = put(put(put(SHOWN, way, "other"), rules, "other"), ("tender",), "other")
    assert isinstance(changed, dict)
    root = checked(canonical(changed)).root
    forged = canonical({**changed, "root": root})
    assert checked(forged).holds
    assert not checked(forged, str(SHOWN["root"])).holds
    assert checked(canonical(SHOWN), str(SHOWN["root"])).holds


def test_a_total_that_is_not_the_sum_is_found_although_the_root_fits() -> None:
    whole = loaded(redacted(PATHS, plan(EVERYTHING), SECRET))
    way = next(way for way, _ in leaves(whole) if way[-2:] == ("total_exact", "v"))
    changed = put(whole, way, "1/1")
    assert isinstance(changed, dict)
    found = checked(canonical({**changed, "root": checked(canonical(changed)).root}))
    assert [one for one in found.wrong if "do not add up" in one]
    assert checked(canonical(whole)).added == 3


TO_BEST = TENDER.replace(
    "{id: plan, weight: 60, scale: {from: 0, to: 5, step: 1}}",
    "{id: quality, weight: 60, normalise: to-best, criteria: [{id: plan, weight: 60, scale: {from: 0, to: 5, step: 1}}]}",
)
NO_INPUTS = plan([*OPEN, "/result"], "/inputs", "/digests", "/files")
NO_WITHIN = plan(
    [*OPEN, "/result"], "/inputs", "/digests", "/files", "/result/lots/*/placings/*/scores/*/within"
)


@pytest.mark.parametrize("case", [(plan(EVERYTHING), 2), (NO_INPUTS, 2), (NO_WITHIN, 0)])
def test_a_section_that_is_set_to_the_best_counts_whole_and_not_by_its_parts(
    case: tuple[Plan, int], tmp_path: Path
) -> None:
    wanted, added = case
    root = opened(tmp_path / "lane")
    (root / "journal.jsonl").unlink()
    write(root, "tender.yaml", TO_BEST)
    found = checked(redacted(loaded(record_of_folder(root)), wanted, SECRET))
    assert (found.wrong, found.added) == ((), added)


HOSTILE: list[tuple[str, Json, str]] = [
    ("a node that is none", {"x": 1}, "none that there is"),
    ("an object without parts", {"o": {}}, "none that there is"),
    ("a list without parts", {"l": []}, "none that there is"),
    ("a value without salt", {"v": 1}, "none that there is"),
    ("a salt that is short", {"v": 1, "s": "00"}, "none that there is"),
    ("an object as one value", {"v": {"a": 1}, "s": "0" * 32}, "none that there is"),
    ("withheld by nothing", {"h": "0" * 64, "w": 9}, "which of its withholdings"),
    ("withheld by true", {"h": "0" * 64, "w": True}, "which of its withholdings"),
    ("a commitment that is none", {"h": "xyz", "w": 0}, "which of its withholdings"),
    ("a text for a node", {"o": {"a": "b"}}, "none that there is"),
]


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_a_tree_that_is_none(case: tuple[str, Json, str]) -> None:
    _, tree, words = case
    with pytest.raises(UnreadableError, match=words):
        checked(canonical({**SHOWN, "tree": tree}))


@given(st.recursive(st.none() | st.integers(-9, 9) | st.text(max_size=3), lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from("abc"), one, max_size=3), max_leaves=8))  # fmt: skip
def test_two_values_with_one_commitment_are_the_same(value: Json) -> None:
    """Objects, lists, empty ones and texts that look alike have commitments of their own."""
    others: list[Json] = [[value], {"a": value}, {"0": value}, [], {}, "", "[]", "{}", None, 0, "0", False]
    for one in others:
        same = canonical(one) == canonical(value)
        assert (hash_of(one, SECRET) == hash_of(value, SECRET)) is same
    assert [step for step, _ in children([value, value])] == ["0", "1"]


# Texts whose time has come


def schedule(*holds: str, until: str = "2030-03-31") -> Schedule:
    classes = [
        {"id": "names", "at": ["/evaluators/*/name"], "until": until, "rule": "schedule 4"},
        {
            "id": "reasons",
            "at": ["/consensus/*/reason", "/marks/*/strengths"],
            "until": "2033-03-31",
            "rule": "schedule 4",
        },
        {"id": "fields", "at": ["/decisions/*/field"], "until": "2000-01-01", "rule": "schedule 4"},
    ]
    held = [{"class": one, "reason": "a claim", "by": "L. Tamm", "since": "2028-01-01"} for one in holds]
    return Schedule.model_validate({"bideval_retention": "1", "classes": classes, "holds": held})


def bodies(data: bytes) -> set[str]:
    texts = loaded(data)["texts"]
    assert isinstance(texts, dict)
    return set(map(str, texts.values()))


KEPT: list[tuple[str, Schedule, str, list[str]]] = [
    # in words, the schedule, the day, the classes of what is erased
    ("before their time", schedule(), "2030-03-30", []),
    ("on the last day they are kept", schedule(), "2030-03-31", []),
    ("the day after", schedule(), "2030-04-01", ["names"]),
    ("when all are due", schedule(), "2033-04-01", ["names", "reasons"]),
    ("what is held is kept", schedule("reasons"), "2033-04-01", ["names"]),
    ("all is held", schedule("names", "reasons"), "2099-01-01", []),
]


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case[0])
def test_texts_go_when_they_are_due_and_not_held(case: tuple[str, Schedule, str, list[str]]) -> None:
    _, wanted, on, classes = case
    assert list(erased(PATHS, wanted, on, "R. Ames").erased) == classes


def test_a_record_without_names_verifies_and_says_when_and_under_which_rule() -> None:
    done = erased(PATHS, schedule(), "2031-01-01", "R. Ames")
    assert done.erased == {"names": 2}
    verification = verified(done.data)
    assert verification.same
    assert any("body removed on 2031-01-01 under schedule 4 by R. Ames" in one for one in verification.notes)
    before, after = verified(canonical(PATHS)).digests, verification.digests
    assert {name for name in before if before[name] != after[name]} == {"record"}
    gone = bodies(canonical(PATHS)) - bodies(done.data)
    assert gone == {"M. Osei", "E. Quist"}
    assert [name for name in gone if name.encode() in done.data] == []


def test_texts_that_rules_read_stay_so_that_the_result_can_be_computed_again() -> None:
    done = erased(PATHS, schedule(), "2099-01-01", "R. Ames")
    assert "fields" not in done.erased
    assert verified(done.data).not_computed is None


def test_nothing_due_changes_nothing() -> None:
    assert erased(PATHS, schedule(), "2020-01-01", "R. Ames").data == canonical(PATHS)


def test_what_is_erased_twice_is_said_once_for_each() -> None:
    first = erased(PATHS, schedule(), "2031-01-01", "R. Ames").data
    second = erased(read_record(first).data, schedule(), "2034-01-01", "R. Ames").data
    notes = verified(second).notes
    assert sum("body removed on 2031-01-01" in one for one in notes) == 1
    assert sum("body removed on 2034-01-01" in one for one in notes) == 1
    assert verified(second).same


def test_in_a_folder_the_digest_in_the_place_of_a_text_keeps_the_journal_whole(tmp_path: Path) -> None:
    root = decided(tmp_path)
    before = judge_in_custody(root).evaluation
    digest = sha256(b"M. Osei").hexdigest()
    swap(root, "evaluators.csv", "M. Osei", f"sha256:{digest}")
    after = judge_in_custody(root)
    assert before is not None
    assert after.evaluation is not None
    assert after.evaluation.digest == before.digest
    assert found(root) == ()
    assert {one.code for one in after.findings} == {"BE617"}
    assert json.dumps("M. Osei") not in (root / "evaluators.csv").read_text("utf-8")


def test_another_digest_in_the_place_of_a_text_is_a_changed_row(tmp_path: Path) -> None:
    root = decided(tmp_path)
    swap(root, "evaluators.csv", "M. Osei", f"sha256:{sha256(b'M. Oser').hexdigest()}")
    assert {one.code for one in found(root)} == {"BE604"}
