"""``bideval progress``: what it prints for people and for programs, and what it refuses."""

import json
from pathlib import Path

import pytest

from tests.cli.run import ROOT, called

LATE = ROOT / "sample_tenders" / "late-declaration"
HEALTH = ROOT / "sample_tenders" / "community-health"
FEW = """criterion,bid,evaluator,mark,strengths
timetable,heron,ames,4,Every train is met
"""


def copied(tmp_path: Path, **files: str | None) -> Path:
    """Copy the sample with files in the place of its own; None takes one away."""
    folder = tmp_path / "late"
    (folder / "bids").mkdir(parents=True)
    for path in (*LATE.glob("*.*"), *LATE.glob("bids/*")):
        (folder / path.relative_to(LATE)).write_bytes(path.read_bytes())
    for name, text in files.items():
        path = folder / f"{name}.{'yaml' if name == 'tender' else 'csv'}"
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    return folder


def test_everything_is_in() -> None:
    ran = called("progress", LATE)
    assert (ran.code, ran.err) == (0, "")
    assert "16 of 16 marks: all are in." in ran.out
    assert "brandt in plover: 2 marks of theirs stand; see check" in ran.out


def test_no_mark_of_anybody_is_shown_and_lines_fit(tmp_path: Path) -> None:
    folder = copied(tmp_path, marks=FEW)
    one, other = (
        called("progress", copied(tmp_path / name, marks=FEW.replace(",4,", f",{mark},")))
        for name, mark in (("a", 0), ("b", 5))
    )
    assert one.out == other.out == called("progress", folder).out
    assert max(map(len, one.out.splitlines())) <= 100
    assert "1 of 16 marks: 15 still to come." in one.out


def test_overdue_on_a_day(tmp_path: Path) -> None:
    folder = copied(tmp_path, marks=FEW)
    out = called("progress", folder, "--on", "2026-05-09").out
    assert "15 still to come, 12 of them overdue on 2026-05-09." in out  # castell has drivers until the 12th
    assert "castell, by 2026-05-12:" in out
    assert "overdue" not in called("progress", folder, "--on", "2026-05-08").out


def test_for_programs(tmp_path: Path) -> None:
    data = json.loads(called("progress", copied(tmp_path, marks=FEW), "--on", "2026-05-09", "--json").out)
    assert (data["schema"], data["version"], data["on"]) == ("bideval/progress", 1, "2026-05-09")
    assert (data["asked"], data["given"], data["agreed"], data["to_agree"]) == (16, 1, None, None)
    ames, brandt, castell, dell, everett = data["people"]
    assert (ames["person"], ames["asked"], ames["given"], len(ames["still_to_mark"])) == ("ames", 6, 1, 5)
    assert brandt["takes_no_part"] == [{"bid": "plover", "marks_standing": 0}]
    assert castell["still_to_mark"][-1] == {
        "lot": "*", "criterion": "drivers", "bid": "wren", "due": "2026-05-12", "overdue": False,
    }  # fmt: skip
    assert [one["asked"] for one in (dell, everett)] == [0, 0]
    assert everett["declared"] == [
        {"stage": stage, "not_reviewed": []} for stage in ("planning", "marking", "award")
    ]


def test_agreed_marks_are_counted() -> None:
    data = json.loads(called("progress", HEALTH, "--json").out)
    assert (data["asked"], data["given"], data["agreed"], data["to_agree"]) == (192, 192, 48, 48)
    assert all(one["declared"] == [] for one in data["people"])


WRONG = [
    # in words                                  files                                                         options             code  said
    ("a day that is none",                      {},                                                           ("--on", "9 May"),  2, "a time is written 2026-01-31"),
    ("a day not of the calendar",               {},                                                           ("--on", "2026-02-30"), 2, "is not a date of the calendar"),
    ("a stage that is none",                    {"declarations": "person,bid,stage,interest\names,*,markng,none\n"}, (),          3, "'markng' is not one of planning, marking, moderation, award"),
    ("an interest that is none",                {"declarations": "person,bid,stage,interest\names,*,marking,maybe\n"}, (),        3, "'maybe' is not one of none, managed, conflict"),
    ("a bid left blank",                        {"declarations": "person,bid,stage,interest\names,,marking,none\n"}, (),          3, "the cell is blank"),
    ("no column for the stage",                 {"declarations": "person,bid,interest\names,*,none\n"},       (),                 3, "stage"),
    ("a deadline in words",                     {"assignments": "evaluator,criterion,due\names,*,8 May\n"},   (),                 3, "A time is written 2026-01-31T09:30:00Z"),
    ("a role that is none",                     {"evaluators": "id,name,role\names,Rosa,boss\n"},             (),                 3, "adviser, approver"),
    ("rules that make no sense",                {"tender": "bideval: 1\nid: late\n"},                         (),                 3, "tender.yaml"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_refused(case: tuple[str, dict[str, str], tuple[str, ...], int, str], tmp_path: Path) -> None:
    _, files, options, code, said = case
    ran = called("progress", copied(tmp_path, **files), *options)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert said in " ".join(ran.err.split())


def test_a_misnamed_file_of_declarations_is_not_passed_over(tmp_path: Path) -> None:
    folder = copied(tmp_path, declarations=None)
    (folder / "declaration.csv").write_text("person,bid,stage,interest\n", encoding="utf-8")
    ran = called("progress", folder)
    assert ran.code == 3
    assert "Rename it to declarations.csv" in ran.err


def test_nobody_to_ask(tmp_path: Path) -> None:
    folder = copied(
        tmp_path,
        marks=None,
        assignments=None,
        declarations=None,
        evaluators="id,name,role\nol,Ol Orme,observer\n",
    )
    ran = called("progress", folder)
    assert (ran.code, ran.err) == (0, "")
    assert "Nobody is asked for a mark." in ran.out
