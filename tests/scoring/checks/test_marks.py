import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import LOTS, PLAIN, SCALE, Case, Change, assert_found, built, changed

MEAN = changed(
    PLAIN,
    {
        "tender/marks": {"from": "mean"},
        "consensus": [],
        "tender/criteria/1": {
            "id": "workforce",
            "weight": "20",
            "measure": {"constant": "50", "unit": "points"},
        },
    },
)
LONE: Change = {"consensus": [], "evaluators": [], "marks": []}

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a criterion that is none",
        PLAIN,
        {"marks/+": "clincal,acorn,cy,3,,good"},
        "BE350 marks.csv#/4/criterion",
        "there is no criterion clincal Did you mean clinical?",
    ),
    (
        "a criterion that is none, in three rows",
        PLAIN,
        {
            "marks": [
                f"clincal,{bid},{who},3,,good"
                for bid, who in (("acorn", "ada"), ("acorn", "bo"), ("beech", "bo"))
            ]
        },
        "BE350 marks.csv#/0/criterion",
        "(in 3 rows; this is the first)",
    ),
    (
        "a mark for a bid with no bid file",
        PLAIN,
        {"consensus/+": "clinical,becch,3,Good on page 4"},
        "BE351 consensus.csv#/4/bid",
        "a mark for becch, a bid with no bid file",
    ),
    (
        "an evaluator that is none",
        PLAIN,
        {"marks/+": "clinical,acorn,adda,3,,good"},
        "BE352 marks.csv#/4/evaluator",
        "Did you mean ada?",
    ),
    (
        "a lot that is none",
        LOTS,
        {"marks/1": "clinical,beech,ada,0,sooth,,no plan"},
        "BE353 marks.csv#/1/lot",
        "there is no lot sooth Did you mean south?",
    ),
    (
        "a lot where there are none",
        PLAIN,
        {"marks/1": "clinical,acorn,bo,3,north,good"},
        "BE353 marks.csv#/1/lot",
        "There are: *, whole.",
    ),
    (
        "a price that is marked",
        PLAIN,
        {"marks/+": "price,acorn,cy,3,,cheap"},
        "BE354 marks.csv#/4/criterion",
        "price is not a marked question There are: clinical, workforce.",
    ),
    (
        "a question of another lot",
        LOTS,
        {"marks/+": "workforce,acorn,ada,20,south,good"},
        "BE354 marks.csv#/2/criterion",
        "workforce is not a marked question in south",
    ),
    (
        "a question of none of the bid's lots",
        LOTS,
        {"marks/+": "workforce,beech,ada,20,*,good"},
        "BE354 marks.csv#/2/criterion",
        "workforce is not a marked question in south",
    ),
    (
        "a lot that the bid did not enter",
        LOTS,
        {"marks/+": "clinical,beech,bo,0,north,,no plan"},
        "BE355 marks.csv#/2/lot bids/beech.yaml#/lots",
        "beech is marked in lot north, which it did not enter",
    ),
    (
        "a mark that the scale does not list",
        PLAIN,
        {"marks/1": "clinical,acorn,bo,4,,good"},
        "BE356 marks.csv#/1/mark",
        "the mark 4 of acorn on clinical is not on its scale, which has the marks 0, 3, 5",
    ),
    (
        "a mark between the steps",
        PLAIN,
        {"consensus/2": "workforce,acorn,50,Rotas are worked out."},
        "BE356 consensus.csv#/2/mark",
        "marks from 0 to 60 in steps of 20",
    ),
    (
        "a mark on the scale of one lot and not of the other",
        LOTS,
        {
            "tender/lots/1/criteria": [
                {"id": "clinical", "weight": "50", "scale": {"from": "0", "to": "10", "step": "1"}},
                {"id": "price", "weight": "50", "formula": "lowest-over-bid"},
            ],
            "consensus/0": "clinical,acorn,7,The plan on page 4 names its staff.,*",
            "marks": [],
        },
        "BE356 consensus.csv#/0/mark",
        "the marks 0, 3, 5",
    ),
    (
        "marks, and nobody who marks",
        PLAIN,
        {"evaluators": []},
        "BE363 marks.csv#/0/evaluator\nBE363 consensus.csv#/0/agreed_by",
        "there is no evaluators.csv with anybody in it",
    ),
    (
        "somebody agreed who is nobody",
        PLAIN,
        {"consensus/3": "workforce,beech,20,Half the rotas are missing.,,,,,ada; zoe"},
        "BE360 consensus.csv#/3/agreed_by",
        "zoe is said to have agreed to a mark",
    ),
    (
        "marks, and no question that is marked",
        PLAIN,
        {
            "tender/criteria": [{"id": "price", "weight": "100", "formula": "lowest-over-bid"}],
            "marks": [],
            "consensus": [],
            "assignments": ["ada,price"],
        },
        "BE366 assignments.csv#",
        "assignments.csv is read by no rule: no criterion is a marked question",
    ),
    (
        "consensus under a rule that takes the mean",
        MEAN,
        {"consensus": ["clinical,acorn,3,The plan on page 4 names its staff."]},
        "BE366 consensus.csv#",
        "the published rule takes the mean of the marks",
    ),
    (
        "marks without a word",
        PLAIN,
        {"marks/1": "clinical,acorn,bo,5", "marks/3": "clinical,beech,bo,0"},
        "BE368 marks.csv#/1/strengths",
        "2 of 4 marks have neither strengths nor weaknesses",
    ),
    (
        "an unknown bid in a lot that there is",
        LOTS,
        {"marks/+": "clinical,cedar,ada,3,north,good"},
        "BE351 marks.csv#/2/bid",
        "a bid with no bid file",
    ),
    (
        "an evaluator that is none, in two rows",
        PLAIN,
        {"marks": ["clinical,acorn,adda,3,,good", "clinical,beech,adda,0,,good"]},
        "BE352 marks.csv#/0/evaluator",
        "(in 2 rows; this is the first)",
    ),
]

RIGHT: list[Case] = [
    (
        "a mark for every lot, in one of which it is no question",
        LOTS,
        {"marks/+": "workforce,acorn,ada,60,*,good"},
        "",
        "",
    ),
    ("one criterion with a scale in each lot", LOTS, {"marks/0": "clinical,acorn,ada,3,*,good"}, "", ""),
    ("the ends of an even scale", PLAIN, {"consensus/2": "workforce,acorn,0,No rota at all."}, "", ""),
    (
        "a mark off the scale that was replaced",
        PLAIN,
        {
            "marks/0": "clinical,acorn,ada,4,,good,,,2026-02-01",
            "marks/+": "clinical,acorn,ada,3,,good,,,2026-02-02,2026-02-01",
        },
        "",
        "",
    ),
    (
        "no evaluators where nobody is named",
        PLAIN,
        {**LONE, "consensus": ["clinical,acorn,3,Page 4 names its staff."]},
        "",
        "",
    ),
    ("weaknesses alone are words", PLAIN, {"marks/0": "clinical,acorn,ada,3,,,late"}, "", ""),
    ("marks beside consensus are the record of the panel", PLAIN, {}, "", ""),
    (
        "a lot whose rules are wrong is not judged",
        PLAIN,
        {"tender/criteria/2/formula": "cheapest", "marks/+": "price,acorn,cy,3,,cheap"},
        "",
        "",
    ),
    ("a scale in words in place of numbers", PLAIN, {"tender/criteria/0/scale": {**SCALE}}, "", ""),
    ("a mean, and no agreed marks", MEAN, {}, "", ""),
    ("agreed marks, and no rule yet: that is found with the rules", PLAIN, {"tender/marks": None}, "", ""),
]

KINDS = [
    ("a name that is none", {"marks/+": "clincal,acorn,cy,3,,good"}, Severity.ERROR),
    ("a mark without a word", {"marks/1": "clinical,acorn,bo,5"}, Severity.WARNING),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_marks(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case[0])
def test_how_much_it_matters(case: tuple[str, dict[str, object], Severity]) -> None:
    _, change, expected = case
    assert [one.severity for one in built(PLAIN, change).findings] == [expected]


FLOODS = [
    # in words, criteria that are none, the findings, what the last one says
    ("one below the bound", 999, 999, "there is no criterion none-998"),
    ("one over it", 1000, 1000, "more names in the column criterion are not there, none-999 among them"),
    ("two over it", 1001, 1000, "none-999 among them (in 2 rows; this is the first)"),
    ("a flood", 3000, 1000, "none-999 among them (in 2001 rows; this is the first)"),
]


@pytest.mark.parametrize("case", FLOODS, ids=lambda case: case[0])
def test_a_file_of_another_tender(case: tuple[str, int, int, str]) -> None:
    _, criteria, listed, said = case
    rows = [f"none-{number},acorn,ada,3,,good" for number in range(criteria)]
    found = [one for one in built(PLAIN, {"marks": rows}).findings if one.code == "BE350"]
    assert len(found) == listed
    assert found[-1].message.endswith(said)
