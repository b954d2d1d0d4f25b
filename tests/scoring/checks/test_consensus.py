import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import LOTS, PLAIN, Case, assert_found, built

# criterion, bid, mark, reason, lot, evidence, moved_from, why_moved, agreed_by, at, supersedes
WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "no reason",
        PLAIN,
        {"consensus/0": "clinical,acorn,3,"},
        "BE375 consensus.csv#/0/reason",
        "the agreed mark of acorn on clinical has no reason",
    ),
    (
        "a reason of full stops",
        PLAIN,
        {"consensus/0": "clinical,acorn,3,..."},
        "BE375 consensus.csv#/0/reason",
        "has no reason",
    ),
    (
        "the words of the scale",
        PLAIN,
        {"consensus/0": "clinical,acorn,3,Acceptable: meets the requirement"},
        "BE361 consensus.csv#/0/reason",
        "only repeats the scale: 'Acceptable: meets the requirement'",
    ),
    (
        "a part of the words of the scale, in capitals",
        PLAIN,
        {"consensus/0": "clinical,acorn,3,MEETS the requirement."},
        "BE361 consensus.csv#/0/reason",
        "only repeats the scale",
    ),
    (
        "agreed below all marks",
        PLAIN,
        {"consensus/0": "clinical,acorn,0,The plan on page 4 is out of date."},
        "BE362 consensus.csv#/0/mark marks.csv#/0/mark",
        "acorn was agreed 0 on clinical, outside the marks given, 3 to 5, and why_moved is blank",
    ),
    (
        "agreed above all marks",
        PLAIN,
        {"consensus/1": "clinical,beech,5,Page 9 answers every point.,,,, "},
        "BE362 consensus.csv#/1/mark marks.csv#/3/mark",
        "beech was agreed 5 on clinical",
    ),
    (
        "agreed for every lot, marked in one",
        LOTS,
        {"marks/0": "clinical,acorn,ada,5,north,clear plan"},
        "BE362 consensus.csv#/0/mark marks.csv#/0/mark",
        "outside the marks given, 5 to 5",
    ),
    (
        "agreed for one lot, marked for all",
        LOTS,
        {
            "consensus/2": "clinical,beech,3,Page 2 has a plan.,south",
            "marks/1": "clinical,beech,ada,0,*,,no plan",
        },
        "BE362 consensus.csv#/2/mark marks.csv#/1/mark",
        "outside the marks given, 0 to 0",
    ),
]

RIGHT: list[Case] = [
    (
        "the words of the scale and one of its own",
        PLAIN,
        {"consensus/0": "clinical,acorn,3,Acceptable: meets the requirement on page 4."},
        "",
        "",
    ),
    (
        "the words of another mark of the scale",
        PLAIN,
        {"consensus/0": "clinical,acorn,3,Excellent in part"},
        "",
        "",
    ),
    ("a scale without words", PLAIN, {"consensus/2": "workforce,acorn,60,Rotas."}, "", ""),
    (
        "at the end of the range of marks",
        PLAIN,
        {"consensus/0": "clinical,acorn,5,Page 4 names all staff."},
        "",
        "",
    ),
    (
        "outside, and it says why",
        PLAIN,
        {"consensus/0": "clinical,acorn,0,The plan is out of date.,,,5,Bo had read an old plan"},
        "",
        "",
    ),
    (
        "no individual marks to compare with",
        PLAIN,
        {"consensus/0": "clinical,acorn,0,The plan is out of date.", "marks": []},
        "",
        "",
    ),
    (
        "marks of another lot",
        LOTS,
        {
            "consensus/0": "clinical,acorn,3,The plan on page 4 names its staff.,north",
            "consensus/+": "clinical,acorn,5,The plan on page 5 is better still.,south",
            "marks": ["clinical,acorn,ada,3,north,clear plan", "clinical,beech,bo,0,south,,no plan"],
            "assignments": ["ada,clinical,north", "bo,clinical,south"],
        },
        "BE371 consensus.csv#/3/mark",
        "acorn has an agreed mark on clinical, and marks.csv has no mark of bo beside it",
    ),
    (
        "no reason for a mark that was replaced",
        PLAIN,
        {
            "consensus/0": "clinical,acorn,5,,,,,,,2026-02-03",
            "consensus/+": "clinical,acorn,3,Page 4 names its staff.,,,,,,2026-02-04,2026-02-03",
        },
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_agreed_marks(case: Case) -> None:
    assert_found(case)


def test_no_reason_is_an_error_and_a_poor_one_a_warning() -> None:
    found = [
        *built(PLAIN, {"consensus/0": "clinical,acorn,3,"}).findings,
        *built(PLAIN, {"consensus/0": "clinical,acorn,3,Acceptable: meets the requirement"}).findings,
        *built(PLAIN, {"consensus/0": "clinical,acorn,0,The plan is out of date."}).findings,
    ]
    assert [one.severity for one in found] == [Severity.ERROR, Severity.WARNING, Severity.WARNING]
