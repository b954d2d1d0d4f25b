"""Exit codes, and what goes to standard output and what to standard error."""

import json
from pathlib import Path

import pytest

from tests.cli.run import WORKS, run, run_code
from tests.scoring.build import Papers, lowest_price, tender, write

CLEAN = lowest_price({"ash": 100, "beech": 90})
WARNED = Papers(tender(method={"use": "lowest-compliant"}))  # no bids yet
BROKEN = Papers(tender(method={"use": "lowest-compliants"}), {"ash": {}}, {"ash": 100})
UNPRICED = lowest_price({"ash": 100})
FOLDERS = {
    "clean": CLEAN,
    "warned": WARNED,
    "broken": BROKEN,
    "unpriced": Papers(UNPRICED.tender, {"ash": {}, "elm": {}}, UNPRICED.prices),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write every folder of this module."""
    top = tmp_path_factory.mktemp("tenders")
    for name, papers in FOLDERS.items():
        write(papers, top / name)
    (top / "empty").mkdir()
    (top / "file").write_text("no folder", encoding="utf-8")
    return top


# in words, arguments, exit code, what standard output says, what standard error says ("": nothing)
Case = tuple[str, tuple[str, ...], int, str, str]
CASES: list[Case] = [
    ("check, and nothing is wrong",           ("check", "clean"),                   0, "no findings",       ""),
    ("check, and there is a warning",         ("check", "warned"),                  0, "1 warning",         ""),
    ("check, and there is an error",          ("check", "broken"),                  3, "BE111",             ""),
    ("check an empty folder",                 ("check", "empty"),                   3, "BE057",             ""),
    ("check no folder",                       ("check", "nowhere"),                 2, "",                  "nowhere"),
    ("check a file",                          ("check", "file"),                    2, "",                  "is a file"),
    ("evaluate",                              ("evaluate", "clean"),                0, "beech wins",        ""),
    ("evaluate beside a warning",             ("evaluate", "warned"),               0, "nobody wins",       "1 warning"),
    ("evaluate, and there is an error",       ("evaluate", "broken"),               3, "",                  "BE111"),
    ("evaluate, and a price is missing",      ("evaluate", "unpriced"),             3, "",                  "BE453"),
    ("evaluate quality before prices",        ("evaluate", "unpriced", "--stage", "quality"), 0, "No price was read", ""),
    ("evaluate a stage that there is not",    ("evaluate", "clean", "--stage", "price"), 2, "",             "--stage"),
    ("explain",                               ("explain", "clean"),                 0, "ash was assessed",  ""),
    ("explain one bid against another",       ("explain", "clean", "beech", "--against", "ash"), 0, "ahead of ash", ""),
    ("explain a bid that there is not",       ("explain", "clean", "birch"),        2, "",                  "birch"),
    ("explain against a bid that there is not", ("explain", "clean", "--against", "birch"), 2, "",          "birch"),
    ("explain a lot that there is not",       ("explain", "clean", "--lot", "south"), 2, "",                "south"),
    ("explain, and there is an error",        ("explain", "broken"),                3, "",                  "BE111"),
    ("list the shelf",                        ("criteria", "list"),                 0, "finance/turnover-cover", ""),
    ("list a family that there is not",       ("criteria", "list", "colours"),      2, "",                  "colours"),
    ("show a formula",                        ("criteria", "show", "lowest-over-bid"), 0, "100 x Pmin / P", ""),
    ("show what there is not",                ("criteria", "show", "highest-bid"),  2, "",                  "highest-bid"),
    ("say what a finding means",              ("finding", "be103"),                 0, "BE103",             ""),
    ("say what no finding means",             ("finding", "BE999"),                 2, "",                  "BE999"),
    ("print a schema",                        ("schema", "bid"),                    0, '"properties"',      ""),
    ("print the schema of nothing",           ("schema", "marks"),                  2, "",                  "marks"),
    ("the version",                           ("--version",),                       0, "bideval",           ""),
    ("a command that there is not",           ("score", "clean"),                   2, "",                  "score"),
    ("an option that there is not",           ("evaluate", "clean", "--fast"),      2, "",                  "--fast"),
    ("an argument too many",                  ("evaluate", "clean", "broken"),      2, "",                  "broken"),
    ("an argument too few",                   ("evaluate",),                        2, "",                  "FOLDER"),
    ("a regime that there is not",            ("new", "fresh", "--regime", "uk/procurement-act-1823"), 2, "", "1823"),
    ("no regime",                             ("new", "fresh"),                     2, "",                  "--regime"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_run(case: Case, folder: Path) -> None:
    _, args, code, out, err = case
    ran = run(*args, cwd=folder)
    assert (ran.code, out in ran.out, err in ran.err) == (code, True, True), ran
    assert bool(ran.out) == bool(out)
    assert bool(ran.err) == bool(err)
    assert "Traceback" not in ran.err


STOPPED: list[tuple[str, str, str]] = [
    ("the rules are wrong", "evaluate", "broken"),
    ("a price is missing", "evaluate", "unpriced"),
    ("the folder is empty", "evaluate", "empty"),
    ("the rules are wrong, and they are to be explained", "explain", "broken"),
]


@pytest.mark.parametrize("case", STOPPED, ids=lambda case: case[0])
def test_findings_that_stop_leave_no_result_for_a_program_to_take(
    case: tuple[str, str, str], folder: Path
) -> None:
    _, command, name = case
    ran = run(command, name, "--json", cwd=folder)
    printed = json.loads(ran.out)
    assert (ran.code, printed["schema"], "lots" in printed, "digest" in printed) == (
        3,
        "bideval/findings",
        False,
        False,
    )
    assert printed["findings"][0]["severity"] == "error"
    assert printed["findings"][0]["code"] in ran.err


def test_json_stands_alone_on_standard_output(folder: Path) -> None:
    """What is said beside a result goes to standard error."""
    ran = run("evaluate", "warned", "--json", cwd=folder)
    assert json.loads(ran.out)["schema"] == "bideval/evaluation"
    assert "1 warning" in ran.err


INTERRUPTED = """
import os, signal, sys, time
import bideval.io.judged_folder

def interrupt(*_args, **_words):
    os.kill(os.getpid(), signal.SIGINT)  # as ctrl-c does
    time.sleep(30)

bideval.io.judged_folder.judge_folder = interrupt
sys.argv[0] = "bideval"
from bideval.cli.main import main
main()
"""


def test_an_interrupted_run_says_so_and_leaves_130() -> None:
    ran = run_code(INTERRUPTED, "evaluate", WORKS)
    assert (ran.code, ran.out, ran.err.split()) == (130, "", ["interrupted"])


CRASH = """
import sys
import bideval.io.judged_folder

def crash(*_args, **_words):
    raise ZeroDivisionError("a fault of the program")

bideval.io.judged_folder.judge_folder = crash
from bideval.cli.main import main
main()
"""


def test_a_fault_of_the_program_looks_like_one() -> None:
    ran = run_code(CRASH, "evaluate", WORKS)
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" in ran.err
    assert "a fault of the program" in ran.err


CLOSED = """
import os, subprocess, sys
read, write = os.pipe()
os.close(read)
command = [sys.executable, "-m", "bideval", *sys.argv[1:]]
done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE)
print(done.returncode, done.stderr.decode())
"""


@pytest.mark.parametrize(
    "args", [("evaluate", "--json"), ("explain",), ("--help",)], ids=lambda args: args[0]
)
def test_a_reader_that_stops_reading_is_no_fault(args: tuple[str, ...], folder: Path) -> None:
    """As in ``bideval evaluate clean | head -1``, with the pipe closed before anything is written."""
    wanted = args if args == ("--help",) else (args[0], str(folder / "clean"), *args[1:])
    assert run_code(CLOSED, *wanted).out.split() == ["0"]
