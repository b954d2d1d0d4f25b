"""The example that every command's help ends with, and the files that it needs to run."""

import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.cli.run import ROOT, called
from tests.io.ocds.files import compressed, lines
from tests.record.kept import ready_for

SAMPLES = ROOT / "sample_tenders"
CUSTODY_STEPS = {"freeze", "open", "decide"}


def examples() -> list[str]:
    """Return the examples of all commands, as they stand in their sources."""
    sources = sorted((ROOT / "bideval" / "cli").glob("*.py"))
    found = (
        one
        for path in sources
        for one in re.findall(r'"Example: bideval ([^">]+)', path.read_text(encoding="utf-8"))
    )
    return sorted({one.strip() for one in found})


def prepared(example: str, work: Path) -> list[str]:
    """Return the words of an example, after what it needs has been made in the folder ``work``."""
    words = [str(ROOT / word) if word.startswith("sample_tenders/") else word for word in example.split()]
    written = {after for word, after in pairwise(words) if word == "-o"}
    for name, make in _NEEDS.items():
        if name in words and name not in written:
            make(words, work)
    return [name for word in words for name in _spread(word, work)]


def _spread(word: str, work: Path) -> list[str]:
    """Return what a shell makes of a word with a star."""
    return sorted(str(one) for one in work.glob(word)) if "*" in word else [word]


def _tender(words: list[str], work: Path) -> None:
    """Make ``my-tender`` as the command wants it: begun, or at the step of custody before."""
    folder = work / "my-tender"
    if words[0] in CUSTODY_STEPS:
        ready_for(words[0], folder)
    elif words[0] == "workbook":
        shutil.copytree(SAMPLES / "community-health", folder)
    elif words[0] != "new":
        assert called("new", folder, "--regime", "generic").code == 0


def _draft(_words: list[str], work: Path) -> None:
    """Make ``my-draft``: the same bids under other rules."""
    folder = shutil.copytree(SAMPLES / "community-health", work / "my-draft")
    path = folder / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("10000000", "3500000"), encoding="utf-8")


def _record(_words: list[str], work: Path) -> None:
    """Make ``works.json``, the record of a sample."""
    assert called("record", SAMPLES / "works-auction", "-o", work / "works.json").code == 0


def _key(_words: list[str], work: Path) -> None:
    """Make ``ames``, a key to sign with."""
    key = Ed25519PrivateKey.generate()
    (work / "ames").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))


def _plan(_words: list[str], work: Path) -> None:
    """Make ``plan.yaml``, which shows nearly everything of a record."""
    lines = [
        "bideval_redaction: 1",
        "level: public",
        "allow: [/bideval_record, /tender, /illustration, /inputs]",
    ]
    why = "law: the Act, reason: prices, by: R. Ames, until: 2029-03-31"
    hidden = "[/texts, /result, /files, /digests, /analyses, /provenance]"
    lines.append(f"withhold: [{{at: {hidden}, {why}}}]")
    (work / "plan.yaml").write_text("\n".join(lines), encoding="utf-8")


def _schedule(_words: list[str], work: Path) -> None:
    """Make ``keep.yaml``, a retention schedule."""
    kept = "{id: reasons, at: [/decisions/*/reason], until: 2030-03-31, rule: schedule 4}"
    (work / "keep.yaml").write_text(f"bideval_retention: 1\nclasses: [{kept}]\n", encoding="utf-8")


def _price(_words: list[str], work: Path) -> None:
    """Make ``birch.yaml``, a price, and ``ames.pub``, with which it is sealed."""
    (work / "birch.yaml").write_text("lots: {whole: {amount: 48250}}\n", encoding="utf-8")
    assert called("seal", "key", work / "ames").code == 0


def _copy(_words: list[str], work: Path) -> None:
    """Make ``my-copy``, a tender that was entered from paper."""
    folder = shutil.copytree(SAMPLES / "works-auction", work / "my-copy")
    path = folder / "tender.yaml"
    told = "reconstructed: {by: R. Ames, at: 2031-05-06, reason: for the audit}\n"
    path.write_text(path.read_text(encoding="utf-8") + told, encoding="utf-8")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "manifest.csv").write_text("document,sha256,received\n", encoding="utf-8")


def _workbooks(_words: list[str], work: Path) -> None:
    """Make ``workbooks/``: one for each evaluator of a sample, with nothing filled in."""
    assert called("workbook", "export", SAMPLES / "community-health", "-o", work / "workbooks").code == 0


def _evaluation(_words: list[str], work: Path) -> None:
    """Make ``evaluation.xlsx`` and ``evaluation-map.yaml``, an evaluation and its map."""
    book, plan = work / "evaluation.xlsx", work / "evaluation-map.yaml"
    assert called("workbook", "model", SAMPLES / "two-of-three", "-o", book, "--map", plan).code == 0


def _releases(_words: list[str], work: Path) -> None:
    """Make ``releases.jsonl.gz``: OCDS releases of two processes."""
    (work / "releases.jsonl.gz").write_bytes(compressed(b"".join(lines(2))))


def _tenders(_words: list[str], work: Path) -> None:
    """Make ``tenders.jsonl``: three invented tenders."""
    assert called("invent", "3", "--seed", "1", "-o", work / "tenders.jsonl").code == 0


def _library(words: list[str], work: Path) -> None:
    """Make ``library.sqlite``, with one record in it."""
    _record(words, work)
    assert called("library", "add", "works.json", cwd=work).code == 0


_NEEDS: dict[str, Callable[[list[str], Path], None]] = {
    "my-tender": _tender,
    "my-draft": _draft,
    "works.json": _record,
    "ames": _key,
    "plan.yaml": _plan,
    "keep.yaml": _schedule,
    "birch.yaml": _price,
    "my-copy": _copy,
    "workbooks/*.xlsx": _workbooks,
    "evaluation.xlsx": _evaluation,
    "releases.jsonl.gz": _releases,
    "tenders.jsonl": _tenders,
    "search": _library,
}
