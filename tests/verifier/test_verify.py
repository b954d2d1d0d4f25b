import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bideval.record.canonical import Json, canonical
from bideval.scoring.evaluate import judge
from tests.cli.run import run as program
from tests.record.recorded import (
    SAMPLES,
    SOUND,
    Way,
    changed,
    inside,
    leaves,
    loaded,
    other,
    record_of,
    with_digests,
)
from tests.scoring.build import Papers, inputs_of
from tests.scoring.generated import examples, papers_of
from tests.scoring.test_properties import RULE_IDS, RULES
from tests.verifier.loaded import VERIFIER, code_of, record_of_sample, verifier

SAME, UNREADABLE, DIFFERS, UNCHECKED = 0, 3, 4, 5
WORDS = {"worked", "because", "notes", "why_null", "what", "by", "reason"}
FEW = ["community-health", "two-authorities", "price-schedule", "two-of-three"]


def is_words(way: tuple[str | int, ...]) -> bool:
    """Say whether a value of a result is among the words, which no verifier can recompute."""
    keys = {step for step in way if isinstance(step, str)}
    return bool(keys & WORDS) or str(way[-1]).endswith("place")


@pytest.mark.parametrize("name", SOUND)
def test_it_says_same_of_every_sample(name: str) -> None:
    assert code_of(record_of_sample(name)) == SAME


@pytest.mark.parametrize(("method", "formula"), RULES, ids=RULE_IDS)
def test_it_says_same_of_generated_tenders_of_every_rule(method: str, formula: str | None) -> None:
    @examples(6, part=40)
    @given(papers_of(method, formula))
    def agrees(papers: Papers) -> None:
        inputs = inputs_of(papers)
        assume(judge(inputs).evaluation is not None)
        assert code_of(record_of(inputs)) == SAME

    agrees()


# Changes


@pytest.mark.parametrize("name", FEW)
def test_each_changed_figure_of_a_result_is_found_though_the_digests_are_made_anew(name: str) -> None:
    record = loaded(record_of_sample(name))
    ways = [(way, value) for way, value in leaves(record["result"]) if not is_words(way)]
    for way, value in Random(7).sample(ways, 40):
        mutated = with_digests(changed(record, ("result", *way), other(value)))
        assert code_of(mutated) == DIFFERS, way


@pytest.mark.parametrize("name", FEW)
def test_each_changed_value_is_found_by_its_digest(name: str) -> None:
    record = loaded(record_of_sample(name))
    ways = [(way, value) for way, value in leaves(record) if way[0] != "provenance"]
    for way, value in Random(11).sample(ways, 40):
        assert code_of(changed(record, way, other(value))) in (UNREADABLE, DIFFERS), way


INPUTS = [
    # in words                         sample                      the value                                       another
    ("a mark",                         "community-health",         ("consensus", 0, "mark"),                       "1/1"),
    ("a price",                        "community-health",         ("prices", "quillon", "lots", "whole", "amount"), "1/1"),
    ("a weight",                       "two-of-three",             ("tender", "criteria", 0, "weight"),            "61/1"),
    ("the places of a rounding",       "world-bank-qcbs",          ("tender", "rounding", 0, "places"),            0),
    ("the share of an authority",      "two-authorities",          ("tender", "authorities", 0, "budget_share"),   "50/1"),
    ("a figure of accounts",           "two-of-three",             ("bids", "fernley", "accounts", 0, "current_assets"), "1/1"),
    ("a quantity of the schedule",     "price-schedule",           ("schedule", 12, "quantity"),                    "777/1"),
    ("the places drawn",               "works-auction",            ("decisions", 0, "drawn"),                      ["bid-120", "bid-217", "bid-122"]),
    ("the kind of a decision",         "waived-guarantee",         ("decisions", 0, "kind"),                       "disregard"),
]  # fmt: skip


@pytest.mark.parametrize("case", INPUTS, ids=lambda case: case[0])
def test_a_changed_input_gives_another_result(case: tuple[str, str, tuple[str | int, ...], Json]) -> None:
    _, name, way, new = case
    record = loaded(record_of_sample(name))
    assert code_of(with_digests(changed(record, ("inputs", *way), new))) == DIFFERS


# What is not checked is said


def _with_key(record: dict[str, Json]) -> dict[str, Json]:
    return changed(record, ("result", "lots", 0), {**_lot(record), "mood": "good"})


def _lot(record: dict[str, Json]) -> dict[str, Json]:
    result = record["result"]
    assert isinstance(result, dict)
    lots = result["lots"]
    assert isinstance(lots, list)
    assert isinstance(lots[0], dict)
    return lots[0]


def _answer(**more: Json) -> Json:
    return {
        "lot": "whole",
        "id": "margin",
        "about": None,
        "verdict": "proved",
        "columns": [],
        "claims": [],
        **more,
    }


PARTS = [
    # in words                             the record is changed so                                                     says
    ("a key that nobody knows",            _with_key,                                                                   UNCHECKED),
    ("a result of the quality stage",      lambda one: changed(one, ("result", "lots", 0, "status"), "quality-only"),   UNCHECKED),
    ("an answer without a certificate",    lambda one: changed(one, ("analyses",), [_answer(basis="recomputed")]),      UNCHECKED),
    ("a claim of another kind",            lambda one: changed(one, ("analyses",), [_answer(basis="certificate", claims=[{"claim": "sure"}])]), UNCHECKED),
    ("a key of words that is gone",        lambda one: changed(one, ("result", "lots", 0), {key: value for key, value in _lot(one).items() if key != "notes"}), DIFFERS),
    ("a key that is null and gone",        lambda one: changed(one, ("result", "lots", 0), {key: value for key, value in _lot(one).items() if key != "margin"}), DIFFERS),
    ("an answer that says nothing proved", lambda one: changed(one, ("analyses",), [_answer(verdict="not established")]), UNCHECKED),
    ("an answer that does not apply",      lambda one: changed(one, ("analyses",), [_answer(verdict="does not apply")]), UNCHECKED),
    ("a certificate that is not there",    lambda one: changed(one, ("analyses",), [_answer(basis="certificate")]),     UNCHECKED),
    ("an award of lots",                   lambda one: changed(one, ("analyses",), [_answer(basis="certificate", claims=[{"claim": "best-award"}])]), UNCHECKED),
    ("true as the edition",                lambda one: changed(one, ("bideval_record",), True),                         UNREADABLE),
    ("a version that is no text",          lambda one: changed(one, ("provenance",), {"bideval": [1]}),                 UNREADABLE),
    ("a text that rules read is erased",   lambda one: changed(one, ("texts",), {}),                                    UNCHECKED),
]  # fmt: skip


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case[0])
def test_same_is_never_said_of_a_record_with_unchecked_parts(
    case: tuple[str, Callable[[dict[str, Json]], dict[str, Json]], int],
) -> None:
    _, change, expected = case
    assert code_of(with_digests(change(loaded(record_of_sample("waived-guarantee"))))) == expected


def test_an_unknown_price_formula_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifier(), "FORMULAS", {})
    assert code_of(record_of_sample("published/qcbs-blog")) == UNCHECKED


# The command


def _bytes(record: dict[str, Json]) -> bytes:
    return canonical(record)


HOSTILE = [
    # in words                     the bytes
    ("nothing",                    b""),
    ("no JSON",                    b"not a record"),
    ("a list",                     b"[]"),
    ("another object",             b"{}"),
    ("a key twice",                b'{"a":1,"a":1}'),
    ("a float",                    b'{"a":1.5}'),
    ("a number without an end",    b'{"a":NaN}'),
    ("a huge whole number",        b'{"a":' + b"9" * 5000 + b"}"),
    ("minus nothing",              b'{"a":-0}'),
    ("a space",                    b'{"a": 1}'),
    ("a line end",                 b'{"a":1}\n'),
    ("keys out of order",          b'{"b":1,"a":1}'),
    ("a long spelling",            b'{"a":"\\u0041"}'),
    ("half of a pair",             b'{"a":"\\ud800"}'),
    ("a key beyond ASCII",         '{"ä":1}'.encode()),
    ("no UTF-8",                   b'{"a":"\xff"}'),
    ("very deep",                  b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ("very many values",           b'{"a":[' + b"1," * 3_000_000 + b"1]}"),
    ("cut short",                  record_of_sample("works-auction")[:-200]),
    ("parts of another kind",      _bytes({**loaded(record_of_sample("works-auction")), "inputs": [], "result": 1})),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_a_hostile_file_is_refused_in_one_sentence(
    case: tuple[str, bytes], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(case[1])
    assert verifier().main([str(path)]) == UNREADABLE
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"UNREADABLE: ")
    assert out.count(b"\n") == 1
    assert err == b""


def run(*arguments: str) -> tuple[int, str]:
    """Run the verifier as an auditor does: the interpreter apart, nothing installed seen."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), *arguments], capture_output=True, check=False, timeout=60
    )
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


def test_it_runs_apart_and_compares_a_folder_and_a_digest(tmp_path: Path) -> None:
    name = "works-auction"
    data = record_of_sample(name)
    record, folder = tmp_path / "record.json", tmp_path / "folder"
    record.write_bytes(data)
    for path in (SAMPLES / name).rglob("*.*"):
        target = folder / path.relative_to(SAMPLES / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    digest = json.loads(data)["digests"]["rules"]
    code, text = run(str(record), "--digest", digest, str(folder))
    assert (code, "SAME" in text, "not established" in text) == (SAME, True, False)
    code, text = run(str(record))
    assert (code, "origin is not established" in text) == (SAME, True)
    code, text = run(str(record), "--digest", digest[:-1] + ("0" if digest[-1] != "0" else "1"))
    assert (code, "SAME" in text) == (DIFFERS, False)
    (folder / "tender.yaml").write_text("another", encoding="utf-8")
    code, text = run(str(record), str(folder))
    assert (code, "files/tender.yaml" in text) == (DIFFERS, True)


UNREAD: list[tuple[str, Way, Json, int]] = [
    # in words                  where                                        what                        code
    ("a part nobody knows",     ("inputs", "extra"),                         {"a": "b"},                 UNREADABLE),
    ("a bid with another id",   ("inputs", "bids", "heather", "id"),         "bracken",                  DIFFERS),
]  # fmt: skip


@pytest.mark.parametrize("case", UNREAD, ids=lambda case: case[0])
def test_what_is_not_read_is_never_called_the_same(case: tuple[str, Way, Json, int]) -> None:
    _, way, new, code = case
    record = loaded(record_of_sample("footpath-under-custody"))
    above, last = inside_of(record, way[:-1]), way[-1]
    assert isinstance(above, dict)
    assert code_of(with_digests(changed(record, way[:-1], {**above, str(last): new}))) == code


def inside_of(value: Json, way: Way) -> Json:
    for step in way:
        value = inside(value, step)
    return value


def test_no_decision_and_no_file_stands_twice() -> None:
    record = loaded(record_of_sample("footpath-under-custody"))
    for way, code in ((("inputs", "decisions"), DIFFERS), (("files",), UNREADABLE)):
        listed = inside_of(record, way)
        assert isinstance(listed, list)
        assert len(listed) > 1
        assert code_of(with_digests(changed(record, way, [*listed, listed[-1]]))) == code
    files = record["files"]
    assert isinstance(files, list)
    assert code_of(with_digests({**record, "files": files[::-1]})) == UNREADABLE


OUTSIDE = ["../secret", "/secret", "a/../../secret", "a//b", "./a", ".", "..", "a/..", "a\\b", "", "a\0b"]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_file_outside_the_folder_is_refused_with_a_folder_and_without(path: str, tmp_path: Path) -> None:
    files: Json = [{"path": path, "bytes": 1, "sha256": "0" * 64}]
    record = with_digests(changed(loaded(record_of_sample("works-auction")), ("files",), files))
    (tmp_path / "record.json").write_bytes(canonical(record))
    code, text = run(str(tmp_path / "record.json"), str(tmp_path / "folder"))
    assert (code, "leads out of the folder" in text) == (UNREADABLE, True)
    assert code_of(record) == UNREADABLE


def _to_a_link(path: Path) -> None:
    path.rename(path.with_suffix(".kept"))
    path.symlink_to(path.with_suffix(".kept"))


def _to_a_link_without_end(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _to_a_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _to_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _to_a_huge_file(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(20_000_000_000)


def _to_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


NO_PLAIN_FILE = [
    # in words               the file is made so
    ("a link",               _to_a_link),
    ("a link without end",   _to_a_link_without_end),
    ("a device",             _to_a_device),
    ("a pipe",               _to_a_pipe),
    ("a huge file",          _to_a_huge_file),
    ("a folder",             _to_a_folder),
    ("nothing",              Path.unlink),
]  # fmt: skip


@pytest.mark.parametrize("case", NO_PLAIN_FILE, ids=lambda case: case[0])
def test_what_is_no_plain_file_is_not_read(case: tuple[str, Callable[[Path], None]], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(SAMPLES / "works-auction", folder)
    (tmp_path / "record.json").write_bytes(record_of_sample("works-auction"))
    case[1](folder / "tender.yaml")
    code, text = run(str(tmp_path / "record.json"), str(folder))
    assert (code, "files/tender.yaml" in text) == (DIFFERS, True)


def test_a_record_of_what_was_entered_from_paper_says_so(tmp_path: Path) -> None:
    folder, told = tmp_path / "folder", "{by: R. Ames, at: 2031-05-06, reason: for the audit}"
    shutil.copytree(SAMPLES / "works-auction", folder)
    with (folder / "tender.yaml").open("a", encoding="utf-8") as rules:
        rules.write(f"reconstructed: {told}\n")
    record = tmp_path / "record.json"
    assert program("record", folder, "-o", record).code == 0
    code, text = run(str(record))
    assert (code, text.startswith("RECONSTRUCTED from paper, not contemporaneous.\n")) == (SAME, True)
    record.write_bytes(record_of_sample("works-auction"))
    assert "RECONSTRUCTED" not in run(str(record))[1]


@st.composite
def scrambled(draw: st.DrawFn) -> bytes:
    """Draw a record with a few bytes of it changed, taken out or put in."""
    data = bytearray(record_of_sample("works-auction"))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(data) - 1))
        data[place : place + draw(st.integers(0, 2))] = draw(st.binary(max_size=2))
    return bytes(data)


@examples(60, part=10)
@given(scrambled())
def test_scrambled_bytes_are_never_the_same(data: bytes) -> None:
    if data == record_of_sample("works-auction"):
        return
    assert code_of(data) in (UNREADABLE, DIFFERS)
