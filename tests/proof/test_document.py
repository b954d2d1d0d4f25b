"""``python -m bideval.proof``: documents that hold certificates, and all that hold none."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bideval.proof.__main__ import main
from bideval.proof.claims_json import Json, as_json
from bideval.proof.document import verdicts
from tests.proof.base import CLAIMS

TRUE = as_json(CLAIMS["can win"])
PAIR = as_json(CLAIMS["pair bound"])
NAMES: dict[str, Json] = {"bid": "fellside", "rivals": ["carr"], "weights": ["quality", "price"]}
UNNAMED = "REFUSED: its names are not one a rival and one a weight"
NO_NAMES = "REFUSED: its names are not those of a bid, its rivals and the weights"
FALSE: dict[str, Json] = {**TRUE, "witness": ["50/1", "50/1"]}


def document(*certificates: Json, **beside: Json) -> dict[str, Json]:
    """Return a document of certificates."""
    return {"schema": "bideval/certificates", "version": 1, **beside, "certificates": list(certificates)}


WON = "proved: the challenger can win"
DOCUMENTS = [
    # in words                          document                                                    lines                                            code
    ("one that is proved",              document(TRUE),                                             [f"/certificates/0: {WON}"],                       0),
    ("named by its id",                 document({"id": "c1", **TRUE}),                             [f"c1: {WON}"],                                    0),
    ("one of two is refused",           document(TRUE, FALSE),                                      [f"/certificates/0: {WON}", "/certificates/1: REFUSED: a rival is not beaten at the witness"], 4),
    ("the order of the document",       document({"id": "b", **TRUE}, {"id": "a", **TRUE}),         [f"b: {WON}", f"a: {WON}"],                        0),
    ("deep in another document",        {"schema": "bideval/sensitivity", "lots": [{"answers": [{"certificates": [TRUE]}, {"certificates": [TRUE]}]}]}, [f"/lots/0/answers/0/certificates/0: {WON}", f"/lots/0/answers/1/certificates/0: {WON}"], 0),
    ("told by what is around it",       {"schema": "bideval/sensitivity", "lots": [{"id": "works", "answers": [{"analysis": "can-win", "about": "b", "certificates": [TRUE]}]}]}, [f"/lots/0/answers/0/certificates/0 (works, can-win, b): {WON}"], 0),
    ("told by its names too",           {"schema": "bideval/sensitivity", "lots": [{"id": "works", "answers": [{"analysis": "rank-range", "about": None, "certificates": [{**TRUE, "names": NAMES}]}]}]}, [f"/lots/0/answers/0/certificates/0 (works, rank-range, fellside): {WON}"], 0),
    ("told the same twice",             {"schema": "bideval/sensitivity", "lots": [{"answers": [{"about": "fellside", "certificates": [{**TRUE, "names": NAMES}]}]}]}, [f"/lots/0/answers/0/certificates/0 (fellside): {WON}"], 0),
    ("one over another",                document({"id": "a", **PAIR, "names": NAMES}),              ["a (fellside over carr): proved: no lead is less than -1000/1 hundredths"], 0),
    ("told with care",                  {"schema": "bideval/x", "about": "\x1b[2J", "certificates": [TRUE]}, ["'/certificates/0 (\\x1b[2J): proved: the challenger can win'"], 0),
    ("what is told is no text",         {"schema": "bideval/x", "about": 7, "certificates": [TRUE]}, [f"/certificates/0: {WON}"], 0),
    ("a rival without a name",          document({**TRUE, "names": {**NAMES, "rivals": []}}),       [f"/certificates/0: {UNNAMED}"],                   4),
    ("a weight too many named",         document({**TRUE, "names": {**NAMES, "weights": ["a", "b", "c"]}}), [f"/certificates/0: {UNNAMED}"],           4),
    ("a weight whose name is a number", document({**TRUE, "names": {**NAMES, "weights": ["a", 1]}}), [f"/certificates/0: {UNNAMED}"],                  4),
    ("a bid whose name is a number",    document({**TRUE, "names": {**NAMES, "bid": 1}}),           [f"/certificates/0: {UNNAMED}"],                   4),
    ("names that are a list",           document({**TRUE, "names": ["fellside"]}),                  [f"/certificates/0: {NO_NAMES}"],                  4),
    ("a name too many",                 document({**TRUE, "names": {**NAMES, "lot": "works"}}),     [f"/certificates/0: {NO_NAMES}"],                  4),
    ("names beside what is false",      document({**FALSE, "names": NAMES}),                        ["/certificates/0: REFUSED: a rival is not beaten at the witness"], 4),
    ("an id that stands twice",         document({"id": "a", **TRUE}, {"id": "a", **TRUE}),         [f"a: {WON}", "/certificates/1: REFUSED: the id a stands above already"], 4),
    ("an id that is a number",          document({"id": 7, **TRUE}),                                ["/certificates/0: REFUSED: its id is no text"],   4),
    ("an id to be shown with care",     document({"id": "a\x1b[2J", **TRUE}),                       ["'a\\x1b[2J: proved: the challenger can win'"],   0),
    ("a claim that is none",            document(7),                                                ["/certificates/0: REFUSED: a claim is an object"], 4),
    ("none at all",                     document(),                                                 ["document: REFUSED: it holds no certificates, so there is nothing to check and nothing is proved"],   4),
    ("certificates that are no list",   {"schema": "bideval/x", "certificates": TRUE},              ["document: REFUSED: it holds no certificates, so there is nothing to check and nothing is proved"],   4),
    ("another version",                 {**document(TRUE), "version": 2},                           ["document: REFUSED: its version is not 1"],       4),
    ("a version that is true",          {**document(TRUE), "version": True},                        ["document: REFUSED: its version is not 1"],       4),
    ("no version",                      {"schema": "bideval/certificates", "certificates": [TRUE]}, ["document: REFUSED: its version is not 1"],       4),
    ("another schema",                  {**document(TRUE), "schema": "other/certificates"},         ["document: REFUSED: this is no document of bideval's"], 4),
    ("no schema",                       {"certificates": [TRUE]},                                   ["document: REFUSED: this is no document of bideval's"], 4),
    ("a list",                          [TRUE],                                                     ["document: REFUSED: this is no document of bideval's"], 4),
]  # fmt: skip


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case[0])
def test_documents(
    case: tuple[str, Json, list[str], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, data, lines, code = case
    file = tmp_path / "certificates.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert main([str(file)]) == code
    printed = capsys.readouterr()
    assert printed.out.splitlines() == lines
    assert printed.err == ""


UNREADABLE = [
    # in words                bytes                                                     the reason
    ("nothing",               b"",                                                      "no JSON"),
    ("no JSON",               b"certificates: []",                                      "no JSON"),
    ("not UTF-8",             b'{"schema": "\xff"}',                                    "no JSON"),
    ("cut off",               json.dumps(document(TRUE)).encode()[:-9],                 "no JSON"),
    ("nested without end",    b"[" * 200_000,                                           "no JSON"),
    ("a number without end",  b'{"schema": ' + b"1" * 5000 + b"}",                      "no JSON"),
    ("a key twice",           b'{"schema": "bideval/x", "schema": "bideval/y"}',        "a key stands twice"),
    ("a key twice, deep",     b'{"schema": "bideval/x", "certificates": [{"claim": 1, "claim": 1}]}', "a key stands twice"),
]  # fmt: skip


@pytest.mark.parametrize("case", UNREADABLE, ids=lambda case: case[0])
def test_what_cannot_be_read_is_one_refusal(case: tuple[str, bytes, str]) -> None:
    _, data, reason = case
    (line,) = verdicts(data)
    assert line.name == "document"
    assert not line.verdict.proved
    assert reason in line.verdict.words


USAGE: list[tuple[str, Callable[[Path], list[str]], str]] = [
    # in words          arguments                                       standard error
    ("no file named",   lambda _: [],                                   "usage: python -m bideval.proof FILE.json"),
    ("two files",       lambda _: ["a", "b"],                           "usage: python -m bideval.proof FILE.json"),
    ("no such file",    lambda folder: [str(folder / "none.json")],     "No such file"),
    ("a folder",        lambda folder: [str(folder)],                   "directory"),
]  # fmt: skip


@pytest.mark.parametrize("case", USAGE, ids=lambda case: case[0])
def test_usage(
    case: tuple[str, Callable[[Path], list[str]], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, arguments, message = case
    assert main(arguments(tmp_path)) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.out == ""
