"""docs/journal.md is exact: a sample's journal is read from the page alone, by hand, with hashlib and json."""

import hashlib
import json
import subprocess

import pytest

from bideval.io.folder import read_folder
from bideval.record.entries import Kind
from bideval.scoring.digest import canonical_bytes, rules_digest
from tests.conftest import ROOT
from tests.docs.pages import tables_of

PAGE = ROOT / "docs" / "journal.md"
SAMPLE = ROOT / "sample_tenders" / "footpath-under-custody"
LINES = (SAMPLE / "journal.jsonl").read_bytes().splitlines(keepends=True)
BODIES = [json.loads(line) for line in LINES]


def digest(data: object) -> str:
    """Return the digest of data as the page has it."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_the_chain_holds_by_hand() -> None:
    prev = "sha256:" + "0" * 64
    for number, (line, body) in enumerate(zip(LINES, BODIES, strict=True), 1):
        assert (body["n"], body["prev"], body["journal"]) == (number, prev, 1)
        prev = "sha256:" + hashlib.sha256(prev.encode() + b"\n" + line.removesuffix(b"\n")).hexdigest()
    assert f"{len(LINES)}:{prev}" in (ROOT / "docs" / "custody.md").read_text(encoding="utf-8")


def test_the_shell_of_the_page_gives_the_hash_of_line_three() -> None:
    block = PAGE.read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    done = subprocess.run(["sh", "-c", block], cwd=SAMPLE, capture_output=True, check=True, text=True)  # noqa: S603, S607
    assert f"sha256:{done.stdout.split()[0]}" == BODIES[3]["prev"]


def test_every_key_of_the_sample_stands_on_the_page_and_is_said_to() -> None:
    rows = tables_of(PAGE)[0].rows
    always = {row["Key"].strip("`") for row in rows if row["Stands in"] == "every entry"}
    known = {row["Key"].strip("`") for row in rows}
    for body in BODIES:
        assert always <= set(body) <= known
    assert known - {key for body in BODIES for key in body} == {"bytes"}


def test_rows_and_digests_are_those_of_the_canonical_inputs() -> None:
    inputs = read_folder(SAMPLE).inputs
    assert inputs is not None
    data = json.loads(canonical_bytes(inputs))
    entered: dict[str, dict[str, str]] = {}
    for body in BODIES:
        if body["kind"] in {"mark", "consensus", "people", "decision"}:
            file = entered.setdefault(body["file"], {})
            file.update({row["row"]: row["digest"] for row in body["rows"]})
            assert body["digest"] == digest(file)
        if body["kind"] in {"receive", "price"}:
            part, _, bid = body["file"].partition("/")
            assert body["digest"] == digest(data[part][bid.removesuffix(".yaml")])
    for name, table in entered.items():
        assert sorted(table.values()) == sorted(map(digest, data[name.partition(".")[0]]))
    assert entered["marks.csv"]["*/plan/sorrel/osei@2026-03-03T11:00:00Z"] == digest(
        next(one for one in data["marks"] if one["at"] == "2026-03-03T11:00:00Z")
    )


def test_the_last_digest_of_the_rules_is_that_of_the_rules() -> None:
    inputs = read_folder(SAMPLE).inputs
    assert inputs is not None
    published = [body["digest"] for body in BODIES if body["kind"] in {"freeze", "refinement"}]
    assert published[-1] == rules_digest(inputs)
    assert len(set(published)) == len(published) == 2


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.RECOVERED, Kind.CHECKPOINT, Kind.CLOSE}))
def test_the_sample_has_an_entry_of_every_usual_kind(kind: Kind) -> None:
    assert kind.value in {body["kind"] for body in BODIES}
