"""Evidence: which values are tied to a document, what is wrong with a manifest, and reconstructed folders."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from bideval.io.evidence import Evidence
from bideval.record.custody import judge_in_custody
from bideval.record.evidenced import evidence_in
from bideval.record.verified import read_record, verify
from tests.conftest import ROOT
from tests.record.kept import swap, write
from tests.record.recorded import record_of_folder

PAPER = "a bid on paper\n"
SHA = sha256(PAPER.encode()).hexdigest()
MANIFEST = f"document,sha256,received,pages\nheather.pdf,{SHA},2026-02-26,9\nminutes.pdf,{'0' * 64},,\n"
HEAD = "file,at,source,entered_by,checked_by,entered,says\n"
AMOUNT = "prices/heather.yaml,/lots/whole/amount,heather.pdf#3"


def folder(root: Path, sources: str = "", manifest: str = MANIFEST) -> Path:
    """Make a copy of a sample, without its journal, with evidence."""
    shutil.copytree(ROOT / "sample_tenders" / "footpath-under-custody", root, dirs_exist_ok=True)
    (root / "journal.jsonl").unlink()
    write(root, "documents/heather.pdf", PAPER)
    write(root, "evidence/manifest.csv", manifest)
    write(root, "evidence/sources.csv", HEAD + sources)
    return root


def evidence(root: Path) -> Evidence:
    reading = judge_in_custody(root).reading
    assert reading.draft is not None
    found = evidence_in(root, reading.draft)
    assert found is not None
    return found


TIED: list[tuple[str, str, int, int]] = [
    # in words, the rows of sources.csv, values tied, values checked by a second person
    ("no source", "", 0, 0),
    ("one value", f"{AMOUNT},osei,quist,,\n", 1, 1),
    ("several pages", "prices/heather.yaml,/lots/whole/amount,heather.pdf#3-5,osei,quist,,\n", 1, 1),
    ("what stands below a place", "prices/heather.yaml,/lots/whole,heather.pdf#3,osei,quist,,\n", 2, 2),
    ("a whole file", "prices/heather.yaml,,heather.pdf#3,osei,,,\n", 2, 0),
    ("a value twice", f"{AMOUNT},osei,,,\n{AMOUNT},osei,quist,,\n", 1, 1),
    ("checked by who entered it", f"{AMOUNT},osei,osei,,\n", 1, 0),
    ("checked, and nobody says who entered", f"{AMOUNT},,quist,,\n", 1, 1),
    ("a row of agreed marks", "consensus.csv,*/plan/heather@2026-03-04T10:00:00Z,minutes.pdf#1,,,,\n", 1, 0),
    ("all agreed marks", "consensus.csv,,minutes.pdf#1,,,,\n", 7, 0),
    ("a decision", "decisions.yaml,plan-35,minutes.pdf#1,,,,\n", 1, 0),
    ("a key that begins alike", "prices/heather.yaml,/lots/whole/am,heather.pdf#3,,,,\n", 0, 0),
]  # fmt: skip


@pytest.mark.parametrize("case", TIED, ids=lambda case: case[0])
def test_values_that_are_tied_to_a_document(case: tuple[str, str, int, int], tmp_path: Path) -> None:
    _, sources, tied, checked = case
    found = evidence(folder(tmp_path, sources))
    assert (len(found.tied), len(found.checked)) == (tied, checked)
    assert found.tied <= set(found.values)
    assert found.checked <= found.tied
    assert found.absent == ("minutes.pdf",)


WRONG: list[tuple[str, str, str, str]] = [
    # in words, sources.csv, manifest.csv, the code
    ("a document that is not listed", "prices/heather.yaml,,sorrel.pdf#1,,,,\n", MANIFEST, "BE621"),
    ("a page behind the last", "prices/heather.yaml,,heather.pdf#10,,,,\n", MANIFEST, "BE621"),
    ("pages that run back", "prices/heather.yaml,,heather.pdf#5-3,,,,\n", MANIFEST, "BE621"),
    ("a place that there is not", "prices/heather.yaml,/lots/north,heather.pdf#3,,,,\n", MANIFEST, "BE622"),
    ("a file that there is not", "prices/oak.yaml,,heather.pdf#3,,,,\n", MANIFEST, "BE622"),
    ("a path out of the folder", "../prices/heather.yaml,,heather.pdf#3,,,,\n", MANIFEST, "BE622"),
    ("checked by who entered it", f"{AMOUNT},osei,osei,,\n", MANIFEST, "BE623"),
    ("another document than was received", "", MANIFEST.replace(SHA, "1" * 64), "BE620"),
    ("a document twice", "", f"{MANIFEST}heather.pdf,{SHA},,\n", "BE620"),
    ("a source without a page", "prices/heather.yaml,,heather.pdf,,,,\n", MANIFEST, "BE053"),
    ("page nought", "prices/heather.yaml,,heather.pdf#0,,,,\n", MANIFEST, "BE053"),
    ("a time that is none", f"{AMOUNT},osei,quist,yesterday,\n", MANIFEST, "BE053"),
    ("a digest that is none", "", MANIFEST.replace(SHA, "abc"), "BE053"),
    ("a document with a path", "", MANIFEST.replace("heather.pdf", "../heather.pdf"), "BE053"),
    ("pages in words", "", MANIFEST.replace(",9\n", ",nine\n"), "BE053"),
    ("a column that there is not", "", MANIFEST.replace("pages", "sheets"), "BE022"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_is_wrong_is_found_with_its_place(case: tuple[str, str, str, str], tmp_path: Path) -> None:
    _, sources, manifest, code = case
    judged = judge_in_custody(folder(tmp_path, sources, manifest))
    findings = [one for one in judged.findings if one.sources[0].file.startswith("evidence/")]
    assert code in {one.code for one in findings}
    assert all(one.sources[0].line for one in findings)
    assert (judged.evaluation is None) is (code != "BE623")


def test_a_link_in_the_place_of_a_document_is_not_followed(tmp_path: Path) -> None:
    root = folder(tmp_path / "tender")
    write(tmp_path, "secret", PAPER)
    (root / "documents" / "heather.pdf").unlink()
    (root / "documents" / "heather.pdf").symlink_to(tmp_path / "secret")
    assert "BE031" in {one.code for one in judge_in_custody(root).findings}


def test_a_folder_without_evidence_says_nothing_of_it(tmp_path: Path) -> None:
    root = folder(tmp_path)
    shutil.rmtree(root / "evidence")
    reading = judge_in_custody(root).reading
    assert reading.draft is not None
    assert evidence_in(root, reading.draft) is None


CONFLICTS: list[tuple[str, str, list[str]]] = [
    # in words, sources.csv, what stands in the versions of the first conflict
    ("the paper says the same", f"{AMOUNT},,,,98400\n", []),
    ("the same in other digits", f"{AMOUNT},,,,98400.00\n", []),
    ("nothing is said", f"{AMOUNT},,,,\n", []),
    ("the paper says something else", f"{AMOUNT},,,,98450\n", ["98450", "98400"]),
    ("two papers differ", f"{AMOUNT},,,,98400\nprices/heather.yaml,/lots/whole/amount,minutes.pdf#1,,,,98450\n", ["98400", "98450", "98400"]),
    ("an agreed mark", "consensus.csv,*/plan/heather@2026-03-04T10:00:00Z,minutes.pdf#1,,,,5\n", ["5", "4"]),
    ("words", "bids/heather.yaml,/bidder/name,heather.pdf#1,,,,Heather Path Ltd\n", ["Heather Path Ltd", "Heather Paths Ltd"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CONFLICTS, ids=lambda case: case[0])
def test_versions_that_differ_are_listed(case: tuple[str, str, list[str]], tmp_path: Path) -> None:
    _, sources, versions = case
    found = evidence(folder(tmp_path, sources)).conflicts
    assert [says for one in found for _, says in one.versions] == versions


def test_evidence_is_no_part_of_the_digest(tmp_path: Path) -> None:
    with_it = judge_in_custody(folder(tmp_path, f"{AMOUNT},osei,quist,,\n")).evaluation
    shutil.rmtree(tmp_path / "evidence")
    without = judge_in_custody(tmp_path).evaluation
    assert with_it is not None
    assert without is not None
    assert with_it.digest == without.digest


def test_a_reconstructed_folder_is_so_in_its_digest_and_its_record(tmp_path: Path) -> None:
    root = folder(tmp_path)
    before = judge_in_custody(root).evaluation
    told = "illustration: true\nreconstructed: {by: R. Ames, at: 2031-05-06, reason: for the audit}"
    swap(root, "tender.yaml", "illustration: true", told)
    after = judge_in_custody(root).evaluation
    assert before is not None
    assert after is not None
    assert before.digest != after.digest
    verification = verify(read_record(record_of_folder(root)))
    words = "RECONSTRUCTED from paper, not contemporaneous: entered by R. Ames at 2031-05-06: for the audit."
    assert verification.same
    assert words in verification.notes
