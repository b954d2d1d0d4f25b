"""``sign``, ``certificate``, ``bundle``, ``seal``, ``redact``, ``erase`` and ``verify`` as a process."""

import io
import json
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from bideval.cli.main import group
from bideval.report.certificate_text import MOST_LINES, WIDTH
from tests.cli.run import ROOT, Ran, called, run, run_code
from tests.record.kept import decided
from tests.record.recorded import SOUND
from tests.record.test_archive import ARCHIVE

PATHS = ROOT / "sample_tenders" / "footpath-under-custody"
RECORD = ARCHIVE / "format-1" / "works-auction.json"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a folder with a record, a key, and the list that names it."""
    shutil.copyfile(RECORD, tmp_path / "works.json")
    key = Ed25519PrivateKey.generate()
    (tmp_path / "ames").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    (tmp_path / "allowed").write_text(f"ames@council.example {public}\n", encoding="utf-8")
    (tmp_path / "revoked").write_text(f"{public}\n", encoding="utf-8")
    return tmp_path


def signed(work: Path) -> Path:
    done = called("sign", "works.json", "--key", "ames", cwd=work)
    assert (done.code, done.err) == (0, "")
    return work


def verified(work: Path, *options: str) -> tuple[int, dict[str, object]]:
    done = called("verify", "works.json", "--json", *options, cwd=work)
    data: dict[str, object] = json.loads(done.out)
    return done.code, data


def test_a_signed_record_has_an_origin_where_the_list_names_the_key(work: Path) -> None:
    assert verified(work)[1]["origin"] == "not established"
    signed(work)
    assert verified(work)[1]["origin"] == "not established"
    code, data = verified(work, "--signers", "allowed")
    assert (code, data["origin"], data["same"]) == (0, "known signer", True)
    page = " ".join(called("verify", "works.json", "--signers", "allowed", cwd=work).out.split())
    assert "Signature works.json.sig: signed by ames@council.example (key SHA256:" in page
    assert "origin not established" not in page


def test_a_changed_record_a_revoked_key_and_a_stranger_are_refused(work: Path) -> None:
    signed(work)
    assert verified(work, "--signers", "allowed", "--revoked", "revoked")[0] == 4
    (work / "others").write_text("", encoding="utf-8")
    assert verified(work, "--signers", "others")[0] == 4
    (work / "works.json.sig").rename(work / "away")
    assert verified(work)[0] == 0
    code, data = verified(work, "--signers", "allowed")
    assert (code, "it was asked who signed" in json.dumps(data["signatures"])) == (4, True)
    (work / "away").rename(work / "works.json.sig")
    shutil.copyfile(ARCHIVE / "format-1" / "waived-guarantee.json", work / "works.json")
    code, data = verified(work, "--signers", "allowed")
    assert (code, data["same"], data["differences"], data["origin"]) == (4, False, [], "not established")


def test_a_signature_that_is_there_is_left_alone_without_force(work: Path) -> None:
    (work / "works.json.sig").write_text("mine", encoding="utf-8")
    again = called("sign", "works.json", "--key", "ames", cwd=work)
    assert (again.code, (work / "works.json.sig").read_text("utf-8")) == (2, "mine")
    assert called("sign", "works.json", "--key", "ames", "--force", cwd=work).code == 0


BLOCKED = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "cryptography":
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
import importlib.util
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "cryptography" else find(name, package)
from bideval.cli.main import main
main()
"""


def without_extra(work: Path, *args: str) -> Ran:
    return run_code(BLOCKED, *(str(work / one) if (work / one).exists() else one for one in args))


def test_without_the_extra_one_sentence_names_it(work: Path) -> None:
    signed(work)
    printed = without_extra(work, "verify", "works.json")
    assert (
        printed.code,
        "not checked: the extra sign is not installed" in " ".join(printed.out.split()),
    ) == (0, True)
    for args in (
        ("sign", "works.json", "--key", "ames", "-o", "x.sig"),
        ("seal", "key", str(work / "holder")),
    ):
        refused = without_extra(work, *args)
        assert (refused.code, "Traceback" in refused.err) == (2, False)
        assert "pip install 'bideval[sign]'" in refused.err
    assert not (work / "holder").exists()


# The certificate


def certificates(work: Path) -> Iterator[tuple[str, list[str]]]:
    for name in SOUND:
        path = work / "one.json"
        words = ["record", str(ROOT / "sample_tenders" / name), "-o", str(path), "--force"]
        if CliRunner().invoke(group, words).exit_code == 0:
            yield name, CliRunner().invoke(group, ["certificate", str(path)]).output.splitlines()


def test_a_certificate_of_every_sample_is_one_page(work: Path) -> None:
    pages = dict(certificates(work))
    assert len(pages) > 10
    for name, lines in pages.items():
        assert len(lines) <= MOST_LINES, name
        assert max(map(len, lines)) <= WIDTH, name
        assert lines[0] == "CERTIFICATE OF A DECISION"


def test_a_certificate_carries_digests_and_key(work: Path) -> None:
    page = called("certificate", "works.json", cwd=signed(work)).out
    digests = json.loads(RECORD.read_bytes())["digests"]
    assert all(digest.removeprefix("sha256:") in page for digest in digests.values())
    key = (work / "revoked").read_text("utf-8").strip()
    assert key in page
    assert "ssh-keygen -Y verify -f allowed -I signer -n bideval" in page


def test_there_is_no_certificate_of_a_record_that_differs_or_is_signed_wrongly(work: Path) -> None:
    signed(work)
    shutil.copyfile(ARCHIVE / "format-1" / "waived-guarantee.json", work / "works.json")
    refused = called("certificate", "works.json", cwd=work)
    assert (refused.code, refused.out) == (4, "")


# The bundle


def test_a_bundle_holds_the_record_the_files_and_the_pages_and_is_the_same_each_time(work: Path) -> None:
    for name, way in (("a", called), ("b", run)):
        assert way("bundle", PATHS, "-o", work / name).code == 0
        assert way("bundle", PATHS, "-o", work / f"{name}.zip").code == 0
    held = {
        path.relative_to(work / "a").as_posix(): path.read_bytes()
        for path in (work / "a").rglob("*")
        if path.is_file()
    }
    assert held == {
        path.relative_to(work / "b").as_posix(): path.read_bytes()
        for path in (work / "b").rglob("*")
        if path.is_file()
    }
    assert (work / "a.zip").read_bytes() == (work / "b.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO((work / "a.zip").read_bytes())) as archive:
        assert {
            one.removeprefix("footpath-under-custody/"): archive.read(one) for one in archive.namelist()
        } == held
    sources = {name.removeprefix("data/tender/") for name in held if name.startswith("data/tender/")}
    expected = {
        path.relative_to(PATHS).as_posix()
        for path in PATHS.rglob("*")
        if path.is_file() and "expected" not in path.parts
    }
    assert sources == expected - {"README.md"}
    for name in (
        "README.md",
        "record.json",
        "certificate.txt",
        "result.txt",
        "worked.txt",
        "chronology.txt",
        "departures.txt",
    ):
        assert held[f"data/{name}"], name
    verifier = {path.name: path.read_bytes() for path in (ROOT / "verifier").glob("*.py")}
    assert {name: held[f"data/verifier/{name}"] for name in verifier} == verifier
    assert len(verifier) == 3


def test_a_bundle_tells_what_happened_and_what_departed_from_the_rules(work: Path) -> None:
    assert called("bundle", PATHS, "-o", work / "bag").code == 0
    data = work / "bag" / "data"
    assert "R. Ames enters 1 row of consensus.csv" in (data / "chronology.txt").read_text("utf-8")
    departures = (data / "departures.txt").read_text("utf-8")
    assert "changes a published rule" in departures
    assert "None is recorded" not in departures
    assert "Lot whole, bid sorrel" in (data / "worked.txt").read_text("utf-8")
    readme = (data / "README.md").read_text("utf-8")
    assert "the record is not signed" in readme
    assert "16:sha256:aa675ad40c07df885041034d4d79f27d85daa8473b917acf5706136e5a3670b8" in readme


def test_a_bundle_of_a_signed_record_brings_the_signature(work: Path) -> None:
    signed(work)
    folder = ROOT / "sample_tenders" / "works-auction"
    made = called("record", folder, "-o", "works.json", "--force", cwd=work)
    assert made.code == 0
    assert called("sign", "works.json", "--key", "ames", "--force", cwd=work).code == 0
    assert called("bundle", folder, "--record", "works.json", "-o", "bag", cwd=work).code == 0
    data = work / "bag" / "data"
    assert called("verify", data / "record.json", "--signers", work / "allowed").code == 0
    assert "data/record.json.sig" in (data / "README.md").read_text("utf-8")


NO_BUNDLE = [
    ("a folder with errors", ("sample_tenders/broken/weights-sum-to-95", "-o", "new"), 3),
    ("a record of another tender", (str(PATHS), "--record", str(RECORD), "-o", "new"), 4),
    ("a folder that is not empty", (str(PATHS), "-o", "full"), 2),
    ("a zip that is there", (str(PATHS), "-o", "there.zip"), 2),
    ("into a folder that there is not", (str(PATHS), "-o", "nowhere/new"), 2),
    ("no record at all", (str(PATHS), "--record", "there.zip", "-o", "new"), 3),
]


@pytest.mark.parametrize("case", NO_BUNDLE, ids=lambda case: case[0])
def test_there_is_no_bundle_and_nothing_is_written(
    case: tuple[str, tuple[str, ...], int], work: Path
) -> None:
    _, args, code = case
    shutil.copytree(ROOT / "sample_tenders" / "broken", work / "sample_tenders" / "broken", symlinks=True)
    (work / "full").mkdir()
    (work / "full" / "mine").write_text("mine", encoding="utf-8")
    (work / "there.zip").write_text("mine", encoding="utf-8")
    before = sorted(work.rglob("*"))
    done = called("bundle", *args, cwd=work)
    assert (done.code, done.out, "Traceback" in done.err) == (code, "", False)
    assert sorted(work.rglob("*")) == before


# Hostile files: one sentence, quickly, and nothing written

FILES: dict[str, bytes] = {
    "empty": b"",
    "no text": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
    "wide": b"[" + b"0," * 900_000 + b"0]",
    "huge number": b'{"bideval_public":' + b"9" * 100_000 + b"}",
    "key twice": b'{"bideval_public":1,"bideval_public":1}',
    "no tree": b'{"bideval_public":1}',
    "tree that is none": b'{"bideval_public":1,"illustration":false,"level":"x","root":"sha256:' + b"0" * 64 + b'","tender":"x","tree":{"w":1},"withheld":[]}',
    "zip bomb": b"PK\x03\x04" + bytes(1_000_000),
    "yaml bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "path": b"../../../etc/passwd\n",
}  # fmt: skip
COMMANDS: list[tuple[str, tuple[str, ...]]] = [
    ("verify", ("verify", "hostile")),
    ("verify with it as signature", ("verify", "works.json", "--signature", "hostile")),
    ("verify with it as list", ("verify", "works.json", "--signers", "hostile", "--signature", "hostile")),
    ("certificate", ("certificate", "hostile")),
    ("sign it", ("sign", "hostile", "--key", "ames")),
    ("sign with it", ("sign", "works.json", "--key", "hostile")),
    ("redact it", ("redact", "hostile", "--plan", "allowed", "--secret", "s", "-o", "out")),
    ("a plan", ("redact", "works.json", "--plan", "hostile", "--secret", "s", "-o", "out")),
    ("a schedule", ("erase", "works.json", "--schedule", "hostile", "--on", "2031-01-01", "--by", "x", "-o", "out")),
    ("a bundle", ("bundle", str(PATHS), "--record", "hostile", "-o", "out")),
    ("a holder's key", ("seal", "price", "p.yaml", "--tender", "t", "--needed", "1", "--holder", "a=hostile", "-o", "out.sealed")),
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_one_sentence(
    name: str, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(work)
    (work / "hostile").write_bytes(FILES[name])
    (work / "p.yaml").write_text("lots: {}\n", encoding="utf-8")
    before = sorted(work.rglob("*"))
    for words, args in COMMANDS:
        began = time.monotonic()
        done = CliRunner().invoke(group, list(args), catch_exceptions=False)
        assert done.exit_code in {2, 3, 4}, (words, done.output)
        assert time.monotonic() - began < 5, words
        assert sorted(work.rglob("*")) == before, words


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, (256_000_000, 256_000_000))
from bideval.cli.main import main
main()
"""


@pytest.mark.parametrize("name", ["deep", "wide", "huge number", "zip bomb"])
def test_a_hostile_file_is_refused_within_256_megabytes(name: str, work: Path) -> None:
    (work / "hostile").write_bytes(FILES[name])
    done = run_code(LIMITED, "verify", work / "hostile")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)


def test_a_time_token_beside_the_record_is_read_and_a_wrong_one_refused(work: Path) -> None:
    shutil.copyfile(ROOT / "tests" / "data" / "signatures" / "message.tsr", work / "works.json.tsr")
    code, data = verified(work)
    assert code == 4
    assert data["tokens"] == [
        {"name": "works.json.tsr", "fits": False, "words": "it is about other bytes than works.json", "time": "2026-11-22T11:04:09Z"}
    ]  # fmt: skip


def test_a_decided_folder_is_bundled_with_its_evidence(work: Path) -> None:
    root = decided(work / "paths")
    (root / "evidence").mkdir()
    (root / "evidence" / "manifest.csv").write_text(
        f"document,sha256,received\nbid.pdf,{'0' * 64},\n", encoding="utf-8"
    )
    row = "prices/heather.yaml,/lots/whole/amount,bid.pdf#1"
    (root / "evidence" / "sources.csv").write_text(f"file,at,source\n{row}\n", encoding="utf-8")
    assert called("bundle", root, "-o", work / "bag").code == 0
    readme = (work / "bag" / "data" / "README.md").read_text("utf-8")
    assert "1 of 8 values are tied to a page of a document, 0 were checked by a second person" in readme
    assert "The document bid.pdf is listed, and is not in the bundle." in readme
    assert called("verify", work / "bag" / "data" / "record.json", work / "bag" / "data" / "tender").code == 0


PUBLIC_PLAN = """\
bideval_redaction: 1
level: public
allow: [/bideval_record, /tender, /illustration, /analyses, /provenance, /inputs/tender, /inputs/packs]
withhold:
  - {at: [/inputs, /result, /digests, /files, /texts], law: act, reason: prices, by: R. Ames, until: 2029-03-31}
"""


def test_a_public_record_is_signed_like_any_other(work: Path) -> None:
    (work / "plan.yaml").write_text(PUBLIC_PLAN, encoding="utf-8")
    asked = ("--plan", "plan.yaml", "--secret", "s.key", "-o", "public.json")
    assert called("redact", "works.json", *asked, cwd=work).code == 0
    assert called("sign", "public.json", "--key", "ames", cwd=work).code == 0
    data = json.loads(called("verify", "public.json", "--signers", "allowed", "--json", cwd=work).out)
    assert (data["holds"], data["origin"]) == (True, "known signer")
    (work / "public.json").write_bytes((work / "public.json").read_bytes().replace(b"R. Ames", b"R. Amis"))
    assert called("verify", "public.json", "--signers", "allowed", cwd=work).code == 4
