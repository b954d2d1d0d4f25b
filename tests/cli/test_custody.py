"""The commands of custody as people type them: what they print, and when they end with which code."""

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.record.journal import JOURNAL, parse
from tests.conftest import ROOT
from tests.record.kept import MODERATED, TENDER, add, decided, marked, opened, swap, write

WORKS = ROOT / "sample_tenders" / "works-auction"
PATHS = ROOT / "sample_tenders" / "footpath-under-custody"
TOLD = ("--by", "R. Ames", "--at", "2026-03-20", "--reason", "as it was done")
LOOK = ("--authorised-by", "Board", "--reason", "asked by the chair")


def ran(*arguments: str | Path) -> Result:
    """Return what a command prints and how it ends; a traceback fails the test."""
    return CliRunner().invoke(group, [str(one) for one in arguments], catch_exceptions=False)


def entries(root: Path) -> int:
    """Return how many entries the journal has."""
    return len(parse((root / JOURNAL).read_bytes()).entries)


def test_the_digest_of_the_notice_is_printed_and_kept(tmp_path: Path) -> None:
    write(tmp_path, "tender.yaml", TENDER)
    shown = ran("freeze", tmp_path, *TOLD)
    assert shown.exit_code == 0
    digest = next(word for word in shown.stdout.split() if word.startswith("sha256:"))
    assert parse((tmp_path / JOURNAL).read_bytes()).entries[0].draft.digest == digest


def test_a_proposal_enters_nothing(tmp_path: Path) -> None:
    add(marked(tmp_path), "consensus.csv", MODERATED)
    before = entries(tmp_path)
    shown = ran("enter", tmp_path)
    assert (shown.exit_code, entries(tmp_path)) == (0, before)
    assert "*/plan/sorrel@2026-03-05" in shown.stdout
    data = json.loads(ran("enter", tmp_path, "--json").stdout)
    assert [one["file"] for one in data["entries"]] == ["consensus.csv"]
    assert data["checkpoint"] is None


def test_json_of_every_step(tmp_path: Path) -> None:
    add(marked(tmp_path), "consensus.csv", MODERATED)
    data = json.loads(ran("enter", tmp_path, *TOLD, "--json").stdout)
    assert data["schema"] == "bideval/entered"
    assert data["entries"][0]["supersedes"] == ["*/plan/sorrel@2026-03-04"]
    checkpoint = ran("log", tmp_path, "--checkpoint").stdout.strip()
    assert data["checkpoint"] == checkpoint
    assert json.loads(ran("log", tmp_path, "--checkpoint", "--json").stdout)["checkpoint"] == checkpoint
    log = json.loads(ran("log", tmp_path, "--json", "--since", checkpoint).stdout)
    assert (log["phase"], log["end"]["holds"], log["checkpoint"]) == ("published", True, checkpoint)
    assert [one["n"] for one in log["entries"]] == list(range(1, entries(tmp_path) + 1))


USAGE = [
    # in words, arguments after the folder, what is said
    ("a name without a time", ("enter", "--by", "R. Ames"), "go together"),
    ("a blank name", ("enter", *TOLD[:1], " ", *TOLD[2:]), "a line of at most 200"),
    ("a name that hides something", ("enter", "--by", "R.\u202eAmes", *TOLD[2:]), "can be seen"),
    ("a reason of two lines", ("enter", *TOLD[:5], "one\ntwo"), "a line of at most"),
    ("a time with a zone", ("enter", *TOLD[:3], "2026-03-02T09:30:00+01:00", *TOLD[4:]), "a time is written"),
    ("recovery without a reason", ("enter", "--recover"), "needs --by"),
    ("a checkpoint cut off", ("check", "--since", "12:sha256:ab"), "a checkpoint is a number"),
    ("a log with a name", ("log", *TOLD), "go with --checkpoint"),
]


@pytest.mark.parametrize("case", USAGE, ids=lambda case: case[0])
def test_a_wrong_call_is_told(case: tuple[str, tuple[str, ...], str], tmp_path: Path) -> None:
    _, (command, *options), words = case
    before = (marked(tmp_path) / JOURNAL).read_bytes()
    shown = ran(command, tmp_path, *options)
    assert shown.exit_code == 2
    assert words in " ".join(shown.stderr.split())
    assert (tmp_path / JOURNAL).read_bytes() == before


def test_a_folder_without_a_journal_has_no_log() -> None:
    shown = ran("log", WORKS)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "bideval freeze begins one" in shown.stderr


@pytest.mark.parametrize("command", ["check", "evaluate", "explain", "whatif", "sensitivity"])
def test_a_folder_without_a_journal_is_as_it_was(command: str) -> None:
    options = {"whatif": ("--without", "bid-008"), "sensitivity": ("--ask", "margin")}.get(command, ())
    shown = ran(command, WORKS, *options)
    assert shown.exit_code == 0
    assert "journal" not in shown.output


@pytest.mark.parametrize("command", ["check", "evaluate", "explain", "whatif", "sensitivity"])
def test_of_a_folder_that_is_not_as_entered_there_is_no_result(command: str, tmp_path: Path) -> None:
    swap(decided(tmp_path), "consensus.csv", "sorrel,3", "sorrel,5")
    options = {"whatif": ("--without", "heather"), "sensitivity": ("--ask", "margin")}.get(command, ())
    shown = ran(command, tmp_path, *options)
    assert shown.exit_code == 3
    assert "BE604" in (shown.stdout if command == "check" else shown.stderr)
    assert command == "check" or shown.stdout == ""


def test_a_copy_without_the_journal_is_an_ordinary_folder(tmp_path: Path) -> None:
    swap(decided(tmp_path / "kept"), "consensus.csv", "sorrel,3", "sorrel,5")
    shutil.copytree(tmp_path / "kept", tmp_path / "copy", ignore=shutil.ignore_patterns(JOURNAL))
    assert ran("evaluate", tmp_path / "copy").exit_code == 0


LOOKS = [
    # in words, the command
    ("another rule", ("whatif", "--without", "heather")),
    ("a sweep", ("whatif", "--sweep", "price=20..60:20")),
    ("questions", ("sensitivity", "--ask", "margin")),
]


@pytest.mark.parametrize("case", LOOKS, ids=lambda case: case[0])
def test_between_opening_and_decision_a_look_is_authorised_and_kept(
    case: tuple[str, tuple[str, ...]], tmp_path: Path
) -> None:
    _, (command, *options) = case
    opened(tmp_path)
    before = entries(tmp_path)
    shown = ran(command, tmp_path, *options)
    assert (shown.exit_code, shown.stdout, entries(tmp_path)) == (2, "", before)
    assert "--authorised-by" in shown.stderr
    assert ran(command, tmp_path, *options, "--authorised-by", "Board").exit_code == 2
    assert ran(command, tmp_path, *options, *LOOK, "--at", "2026-03-08").exit_code == 0
    last = parse((tmp_path / JOURNAL).read_bytes()).entries[-1].draft
    assert (last.kind, last.by, last.at, last.reason) == ("whatif-authorised", "Board", "2026-03-08", LOOK[3])
    assert last.asked == " ".join(["bideval", command, "FOLDER", *options])


@pytest.mark.parametrize("case", LOOKS, ids=lambda case: case[0])
def test_after_the_decision_a_look_is_free(case: tuple[str, tuple[str, ...]], tmp_path: Path) -> None:
    _, (command, *options) = case
    before = entries(decided(tmp_path))
    assert ran(command, tmp_path, *options).exit_code == 0
    assert entries(tmp_path) == before


def test_without_custody_nobody_can_authorise() -> None:
    shown = ran("whatif", WORKS, "--without", "bid-008", *LOOK)
    assert shown.exit_code == 2
    assert "goes with a folder under custody" in shown.stderr


def test_a_time_of_the_look_need_not_be_told(tmp_path: Path) -> None:
    opened(tmp_path)
    assert ran("whatif", tmp_path, "--without", "heather", *LOOK).exit_code == 0
    assert "time not told: Board is authorised" in ran("log", tmp_path).stdout


def test_recovery_is_asked_for_and_then_entering_goes_on(tmp_path: Path) -> None:
    opened(tmp_path)
    path = tmp_path / JOURNAL
    path.write_bytes(path.read_bytes()[:-20])
    refused = ran("enter", tmp_path, *TOLD)
    assert refused.exit_code == 3
    assert "--recover" in refused.stderr
    shown = ran("enter", tmp_path, "--recover", *TOLD)
    assert shown.exit_code == 0
    assert "sets aside" in shown.stdout
    assert "prices/sorrel.yaml" in ran("enter", tmp_path, *TOLD).stdout
    assert ran("enter", tmp_path, "--recover", *TOLD).stdout == "nothing was cut off\n"
    assert ran("check", tmp_path).exit_code == 0


def test_a_checkpoint_that_is_handed_out_is_entered(tmp_path: Path) -> None:
    marked(tmp_path)
    before = entries(tmp_path)
    shown = ran("log", tmp_path, "--checkpoint", *TOLD)
    assert shown.stdout.startswith(f"{before + 1}:sha256:")
    assert ran("check", tmp_path, "--since", shown.stdout.strip()).exit_code == 0


def test_a_journal_that_is_gone_is_missed_with_a_checkpoint_alone(tmp_path: Path) -> None:
    kept = ran("log", decided(tmp_path), "--checkpoint").stdout.strip()
    (tmp_path / JOURNAL).unlink()
    assert ran("check", tmp_path).exit_code == 0
    shown = ran("check", tmp_path, "--since", kept)
    assert shown.exit_code == 3
    assert "BE610" in shown.stdout


def test_a_journal_that_was_emptied_is_noticed_without_a_checkpoint(tmp_path: Path) -> None:
    (decided(tmp_path) / JOURNAL).write_bytes(b"")
    shown = ran("check", tmp_path)
    assert "BE603: bids/sorrel.yaml is not in the journal" in shown.stdout
    assert "Find out who emptied it" in " ".join(shown.stdout.split())


def test_a_journal_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "tender"
    marked(folder)
    (folder / JOURNAL).rename(tmp_path / "elsewhere.jsonl")
    (folder / JOURNAL).symlink_to(tmp_path / "elsewhere.jsonl")
    before = (tmp_path / "elsewhere.jsonl").read_bytes()
    add(folder, "consensus.csv", MODERATED)
    shown = ran("enter", folder, *TOLD)
    assert shown.exit_code == 3
    assert (tmp_path / "elsewhere.jsonl").read_bytes() == before


HOSTILE = [
    # in words, the bytes of a journal
    ("not UTF-8", b"\xff\xfe\x00"),
    ("ten thousand brackets", b"[" * 10_000),
    ("a number of a million digits", b'{"n":' + b"9" * 1_000_000 + b"}\n"),
    ("a million blank lines", b"\n" * 1_000_000),
    ("a million lines that end in spaces", b" \n" * 1_000_000),
    ("zeros", b"\x00" * 1_000_000),
    ("an object of many keys", b"{" + b",".join(b'"a%d":1' % one for one in range(30_000)) + b"}\n"),
]


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_a_hostile_journal_is_a_finding(case: tuple[str, bytes], tmp_path: Path) -> None:
    (marked(tmp_path) / JOURNAL).write_bytes(case[1])
    for command in (("check",), ("log",), ("enter", *TOLD), ("open", *TOLD)):
        shown = ran(command[0], tmp_path, *command[1:])
        assert shown.exit_code == 3
        assert "BE60" in shown.output or command[0] == "log"
    assert (tmp_path / JOURNAL).read_bytes() == case[1]


def cut_lines(root: Path) -> None:
    """Cut the last line off."""
    lines = (root / JOURNAL).read_bytes().splitlines(keepends=True)
    (root / JOURNAL).write_bytes(b"".join(lines[:-1]))


def half_a_line(root: Path) -> None:
    """Cut the last line in the middle."""
    (root / JOURNAL).write_bytes((root / JOURNAL).read_bytes()[:-30])


def another_mark(root: Path) -> None:
    """Change an agreed mark behind the journal."""
    swap(root, "consensus.csv", "sorrel,3", "sorrel,5")


VERIFIED = [
    # in words, what is done to the folder, whether a checkpoint is given, the exit code, what is said
    ("with a checkpoint", Path.exists, True, 0, "everything up to entry"),
    ("without one", Path.exists, False, 0, "not provable without a checkpoint"),
    ("the end cut off", cut_lines, True, 4, "the end was cut off"),
    ("the end cut off, and nobody kept one", cut_lines, False, 0, "not provable"),
    ("half a line", half_a_line, True, 4, "are no entry"),
    ("no journal", lambda root: (root / JOURNAL).unlink(), True, 4, "there is no journal.jsonl"),
    ("a mark changed behind the journal", another_mark, True, 4, "1 thing in the folder is not as entered"),
    ("the same, and nobody kept one", another_mark, False, 4, "1 thing in the folder is not as entered"),
]


@pytest.mark.parametrize("case", VERIFIED, ids=lambda case: case[0])
def test_verify_asks_the_journal_too(
    case: tuple[str, Callable[[Path], object], bool, int, str], tmp_path: Path
) -> None:
    _, change, is_given, code, words = case
    folder, record = decided(tmp_path / "tender"), tmp_path / "record.json"
    kept = ran("log", folder, "--checkpoint").stdout.strip()
    assert ran("record", folder, "-o", record).exit_code == 0
    change(folder)
    options = ("--since", kept) if is_given else ()
    shown = ran("verify", record, folder, *options)
    assert words in " ".join(shown.stdout.split())
    assert shown.exit_code == code
    assert json.loads(ran("verify", record, folder, *options, "--json").stdout)["journal"]["holds"] is (
        (True if is_given else None) if code == 0 else False
    )


RULES = [
    # in words, what is done to the rules before the record is made, whether they are the frozen ones
    ("the frozen ones", Path.exists, True),
    ("another weight", lambda root: reweigh(root, "50"), False),
    ("weights a little apart", lambda root: reweigh(root, "49.99"), False),
    ("another title", lambda root: swap(root, "tender.yaml", "Footpath", "Footway"), False),
]


def reweigh(root: Path, weight: str) -> None:
    """Change the weights of a copy that no journal holds to anything."""
    swap(root, "tender.yaml", "weight: 60", f"weight: {weight}")
    swap(root, "tender.yaml", "weight: 40", f"weight: {100 - Decimal(weight)}")


@pytest.mark.parametrize("case", RULES, ids=lambda case: case[0])
def test_verify_says_whether_the_rules_are_those_that_the_journal_fixed(
    case: tuple[str, Callable[[Path], object], bool], tmp_path: Path
) -> None:
    _, change, are_frozen = case
    folder, record, copy = decided(tmp_path / "tender"), tmp_path / "record.json", tmp_path / "copy"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(JOURNAL))
    change(copy)
    assert ran("record", copy, "-o", record).exit_code == 0
    assert "frozen ones" not in ran("verify", record, copy).stdout
    shown = ran("verify", record, folder)
    words = "The rules are the frozen ones, fixed by entry 1 of the journal."
    assert (shown.exit_code, words in shown.stdout) == ((0, True) if are_frozen else (4, False))
    assert ("The rules are NOT the frozen ones" in shown.stdout) is not are_frozen
    assert ("set of rules is not the frozen one" in " ".join(shown.stdout.split())) is not are_frozen
    frozen = json.loads(ran("verify", record, folder, "--json").stdout)["frozen"]
    kept = parse((folder / JOURNAL).read_bytes()).entries[0].draft.digest
    assert frozen == {"same": are_frozen, "digest": kept, "entry": 1, "refined": []}


def test_rules_that_were_published_anew_are_the_frozen_ones_of_the_last_time(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    assert ran("record", PATHS, "-o", record).exit_code == 0
    shown = ran("verify", record, PATHS).stdout
    refined = [
        one.n for one in parse((PATHS / JOURNAL).read_bytes()).entries if one.draft.kind == "refinement"
    ]
    assert refined
    assert f"entry 1 of the journal and published anew by entry {refined[0]}." in shown


def test_a_record_made_of_changed_files_does_not_pass_beside_the_old_journal(tmp_path: Path) -> None:
    folder, record = decided(tmp_path / "tender"), tmp_path / "record.json"
    kept = ran("log", folder, "--checkpoint").stdout.strip()
    another_mark(folder)
    shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns(JOURNAL))
    assert ran("record", tmp_path / "copy", "-o", record).exit_code == 0
    assert ran("verify", record, tmp_path / "copy").exit_code == 0
    shown = ran("verify", record, folder, "--since", kept)
    assert (shown.exit_code, "not as entered" in " ".join(shown.stdout.split())) == (4, True)
    assert shown.stdout.startswith("DIFFERS: 1 journal is refused.")
    data = json.loads(ran("verify", record, folder, "--json").stdout)
    assert (data["same"], data["shown"], data["journal"]["holds"]) == (False, None, False)
    beside = ran("diff", tmp_path / "copy", folder)
    assert (beside.exit_code, "not as entered" in beside.stderr) == (0, True)
    assert "not as entered" not in ran("diff", tmp_path / "copy", tmp_path / "copy").stderr


def test_since_needs_the_folder(tmp_path: Path) -> None:
    folder, record = decided(tmp_path / "tender"), tmp_path / "record.json"
    ran("record", folder, "-o", record)
    kept = ran("log", folder, "--checkpoint").stdout.strip()
    assert ran("verify", record, "--since", kept).exit_code == 2


def test_an_award_is_not_decided_while_a_price_is_missing(tmp_path: Path) -> None:
    marked(tmp_path)
    assert ran("open", tmp_path, *TOLD).exit_code == 0
    shown = ran("decide", tmp_path, *TOLD)
    assert (shown.exit_code, shown.stdout) == (3, "")
    assert "prices/heather.yaml" in shown.stderr
    assert ran("decide", tmp_path, *TOLD, "--close").exit_code == 0


def test_an_award_without_prices_is_decided_where_no_rule_reads_one(tmp_path: Path) -> None:
    marked(tmp_path)
    (tmp_path / JOURNAL).unlink()
    for name in ("bids", "marks.csv", "consensus.csv", "evaluators.csv"):
        (tmp_path / name).rename(tmp_path.parent / f"{tmp_path.name}-{name}")
    unpriced = TENDER.replace("  - {id: price, weight: 40, formula: lowest-over-bid}\n", "").replace(
        "60", "100"
    )
    write(tmp_path, "tender.yaml", unpriced.replace("ties: [{by: lower-price}]\n", ""))
    assert ran("freeze", tmp_path, *TOLD).exit_code == 0
    for name in ("bids", "marks.csv", "consensus.csv", "evaluators.csv"):
        (tmp_path.parent / f"{tmp_path.name}-{name}").rename(tmp_path / name)
    for command in ("enter", "open", "decide"):
        assert ran(command, tmp_path, *TOLD).exit_code == 0, command
