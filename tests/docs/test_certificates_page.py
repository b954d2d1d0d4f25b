"""docs/certificates.md: its example is run, and its tables name every claim and key there is."""

import contextlib
import json
from pathlib import Path

import pytest

from bideval.proof.__main__ import main
from bideval.proof.claims_json import KINDS
from bideval.proof.document import verdicts
from tests.conftest import ROOT
from tests.docs.pages import blocks_of, code_words, tables_of

PAGE = ROOT / "docs/certificates.md"
COMMAND = "$ python -m bideval.proof certificates.json"


def example() -> str:
    """Return the document that the page shows."""
    (block,) = blocks_of(PAGE, "json")
    return block.text


def test_the_example_prints_what_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "certificates.json").write_text(example(), encoding="utf-8")
    command, *shown = blocks_of(PAGE, "text")[0].text.splitlines()
    assert command == COMMAND
    with contextlib.chdir(tmp_path):
        assert main(["certificates.json"]) == 0
    assert capsys.readouterr().out.splitlines() == shown


PROOFS = [
    # in words                                  place of the certificate, key, place of the number
    ("a weight of the witness",                 (0, "witness", 0)),
    ("the other weight of the witness",         (0, "witness", 1)),
    ("the multiplier of the sum",               (1, "duals", 0)),
    ("the multiplier of the rival",             (1, "duals", 1)),
    ("a published weight",                      (2, "published", 0)),
    ("a weight of the move",                    (2, "witness", 0)),
    ("a multiplier of the move",                (2, "duals", 0)),
    ("another multiplier of the move",          (2, "duals", 1)),
    ("the weights of the rank",                 (3, "witness", 0)),
]  # fmt: skip


@pytest.mark.parametrize("case", PROOFS, ids=lambda case: case[0])
def test_another_number_in_a_proof_is_refused(case: tuple[str, tuple[int, str, int]]) -> None:
    _, (certificate, key, place) = case
    data = json.loads(example())
    numbers = data["certificates"][certificate][key]
    numerator, denominator = map(int, numbers[place].split("/"))
    numbers[place] = f"{numerator + denominator}/{denominator}"
    refused = [not line.verdict.proved for line in verdicts(json.dumps(data).encode())]
    assert refused == [one == certificate for one in range(4)]


def test_the_tables_name_every_claim_and_its_keys() -> None:
    said, keys, meanings, _ = (table.rows for table in tables_of(PAGE))
    assert [row["`claim`"].strip("`") for row in said] == list(KINDS)
    named = {row["`claim`"].strip("`"): tuple(code_words(row["Keys"])) for row in keys}
    assert named == {kind: type_._fields for kind, type_ in KINDS.items()}
    explained = {key for row in meanings for key in code_words(row["Key"])}
    assert explained == {field for type_ in KINDS.values() for field in type_._fields}


def test_the_example_is_a_document_of_four_claims() -> None:
    data = json.loads(example())
    kinds = ["can-win", "cannot-win", "smallest-move", "best-rank"]
    assert [one["claim"] for one in data["certificates"]] == kinds


CONFLICTS = [
    # in words                                    multipliers
    ("the sum counted more",                      ["5/1", "1/1", "1/1"]),
    ("one rival counted more",                    ["2/1", "2/1", "1/1"]),
    ("one rival alone",                           ["2/1", "1/1", "0/1"]),
    ("no rival",                                  ["2/1", "0/1", "0/1"]),
    ("rivals against themselves",                 ["2/1", "-1/1", "-1/1"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CONFLICTS, ids=lambda case: case[0])
def test_another_conflict_is_refused(case: tuple[str, list[str]]) -> None:
    data = json.loads(example())
    data["certificates"][3]["conflicts"] = [case[1]]
    assert [line.verdict.proved for line in verdicts(json.dumps(data).encode())] == [True, True, True, False]
