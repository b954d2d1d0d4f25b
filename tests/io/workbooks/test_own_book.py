"""An authority's own workbook: sound ones check clean, and every damage is found in its cell."""

import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from bideval.errors import Severity
from bideval.io.judged_folder import judge_folder
from bideval.io.workbooks.own.checking import CheckedBook, check_workbook
from bideval.scoring.own_book.judged import Standing, differs
from tests.io.workbooks.own_sheet import MAP, SHEET, TWO, Cells, Content, F, N, evaluation, written

SOFFICE = shutil.which("soffice")


def checked(work: Path, data: bytes, of_map: str = MAP, name: str = "evaluation.xlsx") -> CheckedBook:
    (work / name).write_bytes(data)
    (work / "map.yaml").write_text(of_map, encoding="utf-8")
    return check_workbook(work / name, work / "map.yaml", judge_folder)


def found(one: CheckedBook) -> list[str]:
    """Findings as ``C15 BE733 error``, in the order in which they are told."""
    judged = one.findings if one.judged is None else one.judged.findings
    return [
        f"{each.sources[0].pointer.rpartition('!')[2]} {each.code} {each.severity.value}" for each in judged
    ]


def said(one: CheckedBook) -> str:
    judged = one.findings if one.judged is None else one.judged.findings
    return "\n".join(f"{each.message} | {each.remedy}" for each in judged)


Changes = Mapping[str, Content]
SMALL = 59.06965296578883  # 60 x 8,000,000 / 8,126,000, as a spreadsheet keeps it
ELM_LOW: Changes = {
    "D13": F("=D11+D12", 87.07, TWO),
    "C15": F("=LARGE(C13:D13,1)-LARGE(C13:D13,2)", 3.43, TWO),
}
ELM_AT = {
    value: {"D13": F("=D11+D12", total), "C15": F("=LARGE(C13:D13,1)-LARGE(C13:D13,2)", lead)}
    for value, total, lead in (
        ("left out", 77.07, 13.43), ("twice", 98.07, -7.57), ("unrounded", 28.5 + SMALL, 62 - SMALL),
        ("down", 87.56, 2.94), ("unweighted", 87.574, 2.926),
    )
}  # fmt: skip

DAMAGED: list[tuple[str, Changes, list[str], str]] = [
    # in words                          cells                                  findings            said
    ("a subtotal typed, and wrong",     {"D11": 28, **ELM_LOW},
     ["D11 BE733 error", "D13 BE732 error", "C15 BE732 error"],  "quality for elm: 28 here, and 28.5 recomputed"),
    ("a lead typed, and wrong",         {"C15": 3.43},                         ["C15 BE733 error"], "3.43 here, and 2.93 recomputed"),
    ("a constant in a formula",         {"C15": F("=2.5+0.93", 3.43)},         ["C15 BE733 error"], "typed in (=2.5+0.93)"),
    ("a total typed, and right",        {"C13": 90.5},                         ["C13 BE733 warning"], "from Evaluation!C11, Evaluation!C12"),
    ("a rank typed, and right",         {"D14": 2},                            ["D14 BE733 warning"], "rank for elm: right, but typed in (2)"),
    ("ranks the wrong way round",       {"C14": F("=RANK(C13,C13:D13,1)", 2), "D14": F("=RANK(D13,C13:D13,1)", 1)},
     ["C14 BE731 error", "D14 BE731 error"], "the place of the total, 1 for the best"),
    ("a sum that leaves a row out",     {"D11": F("=SUM(D9:D10)", 18), **ELM_AT["left out"]},
     ["D11 BE731 error", "D13 BE732 error", "C15 BE732 error"], "as if Evaluation!D8 were left out (=SUM(D9:D10))"),
    ("a row counted twice",             {"D11": F("=SUM(D8:D10)+D8", 39), "D13": F("=D11+D12", 98.07), "C14": F("=RANK(C13,$C13:$D13)", 2), "D14": F("=RANK(D13,$C13:$D13)", 1), "C15": F("=LARGE(C13:D13,1)-LARGE(C13:D13,2)", 7.57)},
     ["D11 BE731 error", "D13 BE732 error", "C14 BE732 error", "D14 BE732 error", "C15 BE732 error"], "as if Evaluation!D8 were counted twice"),
    ("the weight of another row",       {"D9": F("=ROUND($B4*D3/10,2)", 6), "D11": F("=SUM(D8:D10)", 25.5), "D13": F("=D11+D12", 84.57), "C15": F("=C13-D13", 5.93)},
     ["D9 BE731 error", "D11 BE732 error", "D13 BE732 error", "C15 BE732 error"], "weight x points / 100"),
    ("percent where none is meant",     {"C10": F("=ROUND($B4*C4*10,2)", 800), "C11": F("=SUM(C8:C10)", 822.5), "C13": F("=C11+C12", 882.5), "C15": F("=C13-D13", 794.93)},
     ["C10 BE731 error", "C11 BE732 error", "C13 BE732 error", "C15 BE732 error"], "100 times apart"),
    ("a mark kept as text, and passed over", {"C2": "8", "C8": F("=ROUND($B2*SUM(C2)/10,2)", 0), "C11": F("=SUM(C8:C10)", 18.5), "C13": F("=C11+C12", 78.5), "C14": F("=RANK(C13,$C13:$D13)", 2), "D14": F("=RANK(D13,$C13:$D13)", 1), "C15": F("=D13-C13", 9.07)},
     ["C2 BE734 warning", "C8 BE731 error", "C11 BE732 error", "C13 BE732 error", "C14 BE732 error", "D14 BE732 error", "C15 BE732 error"], "SUM and AVERAGE pass over text"),
    ("a mark kept as text, and taken",  {"C2": "8"},                           ["C2 BE734 warning"], "kept as text, '8'"),
    ("points kept as text, and passed over", {"D8": "10.5", "D11": F("=SUM(D8:D10)", 18), **ELM_AT["left out"]},
     ["D8 BE734 warning", "D8 BE733 warning", "D11 BE731 error", "D13 BE732 error", "C15 BE732 error"], "as if Evaluation!D8 did not count, which is text"),
    ("a price kept as text",            {"D5": "8,126,000"},                   ["D5 BE734 warning"], "'8,126,000'"),
    ("rounded by its display alone",    {"D12": F("=$B5*MIN($C5:$D5)/D5", SMALL, TWO), **ELM_AT["unrounded"]},
     ["D12 BE735 warning", "D13 BE735 error", "C15 BE735 error"], "rounded by its display alone"),
    ("not rounded at all",              {"D12": F("=$B5*MIN($C5:$D5)/D5", SMALL), **ELM_AT["unrounded"]},
     ["D12 BE735 warning", "D13 BE735 error", "C15 BE735 error"], "it was rounded nowhere, and the rules round at stage weighted"),
    ("rounded down",                    {"D12": F("=ROUNDDOWN($B5*MIN($C5:$D5)/D5,2)", 59.06), **ELM_AT["down"]},
     ["D12 BE735 error", "D13 BE732 error", "C15 BE732 error"], "rounded down to 2 places, and the rules round it half-up to 2 places"),
    ("rounded to one place",            {"D12": F("=ROUND($B5*MIN($C5:$D5)/D5,1)", 59.1), "D13": F("=D11+D12", 87.6), "C15": F("=C13-D13", 2.9)},
     ["D12 BE735 error", "D13 BE732 error", "C15 BE732 error"], "to 1 place"),
    ("a mark missing",                  {"D3": None},                          ["D3 BE736 error"], "mark of staff for elm: the cell is blank"),
    ("a price missing",                 {"C5": None},                          ["C5 BE736 error"], "the cell is blank"),
    ("a formula missing",               {"C11": None},                         ["C11 BE736 error"], "weighted points of quality for ash: the cell is blank"),
    ("an error",                        {"D12": F("=$B5*C5/0", "#DIV/0!")},    ["D12 BE737 error"], "#DIV/0!"),
    ("a reference that is gone",        {"D8": F("=ROUND(#REF!*D2/10,2)", "#REF!")}, ["D8 BE737 error"], "(=ROUND(#REF!*D2/10,2))"),
    ("words for a mark",                {"D4": "good"},                        ["D4 BE739 error"], "no number, but 'good'"),
    ("a mark and words",                {"D4": "9 (agreed)"},                  ["D4 BE739 error"], "'9 (agreed)'"),
    ("a mark off its scale",            {"D4": 9.5, "D10": F("=ROUND($B4*D4/10,2)", 9.5), "D11": F("=SUM(D8:D10)", 29), "D13": F("=D11+D12", 88.07), "C15": F("=C13-D13", 2.43)}, ["D4 BE706 error"], "the scale has marks from 0 to 10"),
    ("a mark above its scale",          {"D4": 19},                            ["D4 BE706 error"], "mark of handover for elm: 19"),
    ("a price of nothing",              {"C5": 0},                             ["C5 BE740 error"], "not above 0"),
    ("a weight that was not published", {"B2": 20, "B3": 10, "C8": F("=ROUND($B2*C2/10,2)", 16), "D8": F("=ROUND($B2*D2/10,2)", 14), "C9": F("=ROUND($B3*C3/10,2)", 7), "D9": F("=ROUND($B3*D3/10,2)", 6), "C11": F("=SUM(C8:C10)", 31), "D11": F("=SUM(D8:D10)", 29), "C13": F("=C11+C12", 91), "D13": F("=D11+D12", 88.07)},
     ["B2 BE742 error", "C8 BE732 error", "D8 BE732 error", "B3 BE742 error", "C9 BE732 error", "D9 BE732 error", "C11 BE732 error", "D11 BE732 error", "C13 BE732 error", "D13 BE732 error"], "weight of programme: 20 here, and the map says 15"),
    ("columns changed over",            {"C1": "Elm Works", "D1": "Ash Building"}, ["C1 BE743 error", "D1 BE743 error"], "'Elm Works' stands here"),
]  # fmt: skip


@pytest.mark.parametrize("case", DAMAGED, ids=lambda case: case[0])
def test_every_damage_is_found_in_its_cell(case: tuple[str, Changes, list[str], str], tmp_path: Path) -> None:
    _, changes, expected, words = case
    one = checked(tmp_path, evaluation(**changes))
    assert found(one) == expected, said(one)
    assert words in said(one)
    assert one.judged is not None
    assert differs(one.judged) == any(line.endswith("error") for line in expected)


def turned(cells: Cells) -> Cells:
    """Return the sheet with rows for columns; formulas lose their text, and keep their values."""
    found: dict[str, Content] = {}
    for at, content in cells.items():
        column, row = ord(at[0]) - ord("A") + 1, int(at[1:])
        turned_at = f"{chr(ord('A') + row - 1)}{column}"
        found[turned_at] = content._replace(text="=SUM(A1)") if isinstance(content, F) else content
    return found


TURNED = (
    MAP.replace("at: C}", "at: 3}")
    .replace("at: D}", "at: 4}")
    .replace("names: 1", "names: A")
    .replace("weights_total_at: B13", "weights_total_at: M2")
    .replace("margin: C15", "margin: O3")
    .replace("total: 13", "total: M")
    .replace("rank: 14", "rank: N")
)
for _kind, _row, _letter in (
    ("mark", 2, "B"), ("mark", 3, "C"), ("mark", 4, "D"), ("price", 5, "E"), ("weighted", 8, "H"),
    ("weighted", 9, "I"), ("weighted", 10, "J"), ("weighted", 11, "K"), ("weighted", 12, "L"),
):  # fmt: skip
    TURNED = TURNED.replace(f"{_kind}: {_row}}}", f"{_kind}: {_letter}}}")
    TURNED = TURNED.replace(f"{_kind}: {_row},", f"{_kind}: {_letter},").replace(
        f"{_kind}: {_row}\n", f"{_kind}: {_letter}\n"
    )
    TURNED = TURNED.replace(f"weight_at: B{_row}", f"weight_at: {_letter}2")

HEAD = "bideval-map: 1\nsheet: S\nbids: [{id: ash, at: B}, {id: elm, at: C}]\nweights_total: 100\nrounding: none\n"
MARKED = "scale: {from: 0, to: 4, step: 1}"
TWO_BIDS = """\
bideval-map: 1
bids: [{id: ash, sheet: Ash}, {id: elm, sheet: Elm}]
weights_total: 100
rounding: none
better: higher
criteria:
  - {id: plan, weight: 100, scale: {from: 0, to: 5, step: 1}, mark: B2, points: B3, weighted: B4}
total: B5
rank: {ash: Ash!B6, elm: Elm!B6}
"""


def own_sheet(mark: float, points: float, rank: int) -> Cells:
    same = F("=B3", points)
    return {
        "B2": mark,
        "B3": F("=B2*20", points),
        "B4": same,
        "B5": same,
        "B6": F("=RANK(B5,Ash:Elm!B5)", rank),
    }


CLEAN: list[tuple[str, Mapping[str, Cells], str]] = [
    # in words                       the workbook                                              its map
    ("bids in columns",              {"Evaluation": SHEET},                                    MAP),
    ("bids in rows",                 {"Evaluation": turned(SHEET)},                            TURNED),
    ("a sheet for each bid",         {"Ash": own_sheet(4, 80, 1), "Elm": own_sheet(3, 60, 2)}, TWO_BIDS),
    ("other sheets beside it",       {"Notes": {"A1": "words"}, "Evaluation": SHEET},          MAP),
    ("a sheet named in addresses",   {"Evaluation": SHEET},
     MAP.replace("sheet: Evaluation\n", "").replace(": C}", ": {'Evaluation': C}}").replace("at: B", "at: Evaluation!B")
     .replace("at: D}", "at: {Evaluation: D}}").replace("margin: C15", "margin: \"'Evaluation'!$C$15\"").replace("names: 1", "names: Evaluation!1")
     .replace("mark: ", "mark: Evaluation!").replace("weighted: ", "weighted: Evaluation!").replace("price: 5", "price: Evaluation!5")
     .replace("total: 13", "total: Evaluation!13").replace("rank: 14", "rank: Evaluation!14").replace("stage: Evaluation!", "stage: weighted")),
    ("weights in percent",           {"S": {"A2": N(0.25, "0%"), "A3": N(0.75, "0.0%"), "B2": 4, "C2": 2, "B3": 1, "C3": 3,
                                            "B5": F("=A2*B2/4+A3*B3/4", 0.4375, "0.00%"), "C5": F("=A2*C2/4+A3*C3/4", 0.6875, "0%")}},
     HEAD + f"criteria: [{{id: a, weight: 25, weight_at: A2, {MARKED}, mark: 2}}, {{id: b, weight_at: A3, {MARKED}, mark: 3}}]\ntotal: 5\n"),
    ("weights that sum to one",      {"S": {"A2": 0.1, "A3": 0.9, "B2": 4, "C2": 2, "B3": 1, "C3": 3, "B5": F("=A2*B2/4+A3*B3/4", 0.325), "C5": F("=A2*C2/4", 0.725)}},
     HEAD.replace("total: 100", "total: 1") + f"criteria: [{{id: a, weight_at: A2, {MARKED}, mark: 2}}, {{id: b, weight_at: A3, {MARKED}, mark: 3}}]\ntotal: 5\n"),
    ("points out of five",           {"S": {"B2": 3, "C2": 4, "B3": F("=B2/4*5", 3.75), "C3": F("=C2/4*5", 5), "B4": F("=B3*20", 75), "C4": F("=C3*20", 100)}},
     HEAD + f"criteria: [{{id: a, weight: 100, {MARKED}, mark: 2, points: 3, points_out_of: 5, weighted: 4}}]\n"),
    ("a mean of three marks",        {"S": {"B2": 3, "C2": 4, "B3": 4, "C3": 2, "B4": 3, "C4": 2, "B5": F("=AVERAGE(B2:B4)", 3.3333333333333335), "C5": F("=AVERAGE(C2:C4)", 2.6666666666666665),
                                            "B6": F("=B5*25", 83.33333333333334), "C6": F("=C5*25", 66.66666666666666)}},
     HEAD + f"marks: {{from: mean}}\ncriteria: [{{id: a, weight: 100, {MARKED}, marks: ['2:4'], mark: 5, points: 6}}]\n"),
    ("a median of two marks",        {"S": {"B2": 3, "C2": 4, "B3": 4, "C3": 2, "B5": F("=MEDIAN(B2:B3)", 3.5), "C5": F("=MEDIAN(C2:C3)", 3)}},
     HEAD + f"marks: {{from: median}}\ncriteria: [{{id: a, weight: 100, {MARKED}, marks: [2, 3], mark: 5}}]\n"),
    ("a price that is a sum",        {"S": {"B2": 100, "C2": 90.5, "B3": 20.25, "C3": 60, "B4": F("=SUM(B2:B3)", 120.25), "C4": F("=SUM(C2:C3)", 150.5), "B5": F("=1", 100), "C5": F("=B4/C4*100", 79.90033222591362)}},
     HEAD.replace("at: C}", "at: C}") + "criteria: [{id: p, weight: 100, formula: lowest-over-bid, price_parts: ['2:3'], price: 4, points: 5}]\n"),
    ("the lower total first",        {"S": {"B2": 3, "C2": 4, "B3": F("=B2*25", 75), "C3": F("=C2*25", 100), "B4": F("=RANK(B3,B3:C3,1)", 1), "C4": F("=RANK(C3,B3:C3,1)", 2)}},
     HEAD + f"better: lower\ncriteria: [{{id: a, weight: 100, {MARKED}, mark: 2}}]\ntotal: 3\nrank: 4\n"),
    ("points that were measured elsewhere", {"S": {"B2": 62.5, "C2": 40, "B3": F("=B2", 62.5), "C3": F("=C2", 40)}},
     HEAD + "criteria: [{id: a, weight: 100, points: 2}]\ntotal: 3\n"),
    ("points compared with the best", {"S": {"B2": 3, "C2": 2, "B3": F("=B2/MAX(B2:C2)*100", 100), "C3": F("=C2/MAX(B2:C2)*100", 66.66666666666667)}},
     HEAD + f"criteria: [{{id: a, weight: 100, {MARKED}, normalise: to-best, mark: 2, points: 3}}]\n"),
    ("irrational points",            {"S": {"B2": 100, "C2": 200, "B3": F("=B2", 100), "C3": F("=C2", 0)}},
     HEAD.replace("rounding: none", "rounding: [{stage: points, places: 2, mode: half-up}]") + "criteria: [{id: p, weight: 100, formula: log-from-lowest, with: {ratio: 2, floor: 0}, price: 2, points: 3}]\n"),
    ("figures kept to four decimals", {"S": {"B2": 3, "C2": 1, "B3": F("=B2", 33.3333), "C3": F("=C2", 11.1111)}},
     HEAD.replace("rounding: none", "rounding: none\ndecimals: 4") + "criteria: [{id: a, weight: 100, scale: {from: 0, to: 9, step: 1}, mark: 2}]\ntotal: 3\n"),
    ("prices of many digits",        {"S": {"B2": 123456789012.34, "C2": 123456789012.35, "B3": F("=B2+0", 123456789012.34), "C3": F("=C2+0", 123456789012.35), "B4": F("=100", 100), "C4": F("=B3", 99.9999999999919)}},
     HEAD + "criteria: [{id: p, weight: 100, formula: lowest-over-bid, price_parts: [2], price: 3, points: 4}]\n"),
]  # fmt: skip


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case[0])
def test_a_sound_workbook_has_no_error(case: tuple[str, Mapping[str, Cells], str], tmp_path: Path) -> None:
    _, sheets, of_map = case
    one = checked(tmp_path, written(sheets), of_map)
    assert one.judged is not None, said(one)
    assert [line for line in found(one) if "BE733 warning" not in line] == [], said(one)
    outcomes = {each.standing for each in one.judged.cells}
    assert Standing.SAME in outcomes or Standing.TYPED in outcomes
    assert Standing.NOT_COMPARED not in outcomes


SAME_MAP = "bids: [{id: ash, at: B}, {id: elm, at: C}]"
WRONG_MAPS: list[tuple[str, str, str, str]] = [
    # in words                       in the map                                becomes                                    said
    ("no address",                   "total: 13",                              "total: the last",                         "is no address"),
    ("a cell for every bid",         "total: 13",                              "total: C13",                              "would be the same cell for every bid"),
    ("a column for a column",        "total: 13",                              "total: E",                                "is a column, and so is the place of ash"),
    ("far outside",                  "total: 13",                              "total: 1000000",                          "lies outside what is read"),
    ("one cell twice",               "rank: 14",                               "rank: 13",                                "is named for the total for ash"),
    ("no such sheet",                "sheet: Evaluation",                      "sheet: Evalution",                        "Did you mean Evaluation"),
    ("no sheet at all",              "sheet: Evaluation\n",                    "",                                        "names no sheet"),
    ("a bid without a place",        "name: Elm Works, at: D",                 "name: Elm Works",                         "in which row or column of Evaluation the bid elm"),
    ("a bid at a cell",              "at: D}",                                 "at: D5}",                                 "neither row nor column"),
    ("a bid twice",                  "id: elm",                                "id: ash",                                 "ash stands twice"),
    ("a bid without a name",         "name: Elm Works, ",                      "",                                        "elm has none"),
    ("a criterion twice",            "id: staff",                              "id: programme",                           "programme stands twice"),
    ("weights that do not add up",   "weight: 15, weight_at: B3",              "weight: 5, weight_at: B3",                "the weights of the map sum to 90"),
    ("no weight",                    "weight: 60, weight_at: B5, ",            "",                                        "price has no weight"),
    ("no sum of weights",            "weights_total: 100\n",                   "",                                        "what the weights add up to"),
    ("no rounding",                  "rounding: [{stage: weighted, places: 2, mode: half-up}]\n", "",                     "how figures are rounded"),
    ("rounding of what is not there", "mode: half-up}",                        "mode: half-up, of: [pric]}",              "pric is no criterion"),
    ("no order",                     "better: higher\n",                       "",                                        "which total ranks first"),
    ("no such formula",              "lowest-over-bid",                        "lowest-over-bids",                        "is not a price formula"),
    ("a formula without its figures", "lowest-over-bid",                       "fixed-range",                             "the parameter lowest is missing"),
    ("a formula and no price",       "formula: lowest-over-bid, price: 5",     "formula: lowest-over-bid",                "a formula, and no price"),
    ("a price and no formula",       "formula: lowest-over-bid, price: 5",     "price: 5",                                "a price, and no formula"),
    ("marks without a scale",        "scale: {from: 0, to: 10, step: 1}, mark: 3", "mark: 3",                             "staff is marked, and has no scale"),
    ("a scale that leads nowhere",   "to: 10, step: 1}, mark: 3",              "to: 10, step: 3}, mark: 3",               "do not lead"),
    ("points from nowhere",          "formula: lowest-over-bid, price: 5, ",   "",                                        "where the points of price come from"),
    ("a section with a mark",        "weight_at: B11\n",                       "weight_at: B11\n    mark: 20\n",          "quality is a section, and has mark"),
    ("a lot without a folder",       "sheet: Evaluation",                      "sheet: Evaluation\nlot: whole",           "lot goes with folder"),
    ("no such folder",               "sheet: Evaluation",                      "sheet: Evaluation\nfolder: nowhere",      "there is no folder"),
    ("a key that is not known",      "rank: 14",                               "ranks: 14",                               "Did you mean rank"),
    ("another format",               "bideval-map: 1",                         "bideval-map: 2",                          "bideval-map"),
    ("no map",                       MAP,                                      "",                                        "is empty"),
    ("points out of nothing",        "price: 5,",                              "price: 5, points: 20, points_out_of: 0,", "out of more than 0"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG_MAPS, ids=lambda case: case[0])
def test_a_map_that_does_not_fit_is_refused_with_the_reason(
    case: tuple[str, str, str, str], tmp_path: Path
) -> None:
    _, before, after, words = case
    assert before in MAP
    one = checked(tmp_path, evaluation(), MAP.replace(before, after))
    assert one.judged is None
    assert words in said(one)
    assert all(each.severity is Severity.ERROR for each in one.findings)


def test_a_workbook_that_no_program_has_calculated_is_sent_back_for_it(tmp_path: Path) -> None:
    cells = {
        at: content._replace(value=0) if isinstance(content, F) else content for at, content in SHEET.items()
    }
    one = checked(tmp_path, written({"Evaluation": cells}, is_stale=True))
    assert {line.split()[1] for line in found(one)} == {"BE738"}
    out = BytesIO()
    openpyxl.load_workbook(BytesIO(evaluation())).save(out)  # which keeps no value beside a formula
    again = checked(tmp_path, out.getvalue())
    assert found(again) == found(one)
    assert len(found(one)) == sum(isinstance(content, F) for content in SHEET.values())


def test_formulas_over_several_cells_are_formulas_in_each_of_them(tmp_path: Path) -> None:
    """An array formula stands in its first cell alone; a shared one has its text there alone."""
    data = evaluation(D8=10.5)

    def changed(old: bytes, new: bytes) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
            for name in before.namelist():
                part = before.read(name)
                if name.endswith("sheet1.xml"):
                    assert old in part
                    part = part.replace(old, new)
                after.writestr(name, part)
        return out.getvalue()

    typed, formula = b'<c r="D8"><v>10.5</v>', b"<f>ROUND($B2*C2/10,2)</f>"
    assert found(checked(tmp_path, data)) == ["D8 BE733 warning"]
    array = b'<f t="array" ref="C8:D8">ROUND($B2*C2:D2/10,2)</f>'
    assert found(checked(tmp_path, changed(formula, array))) == []
    shared = b'<c r="D8"><f t="shared" si="0"/><v>10.5</v>'
    assert found(checked(tmp_path, changed(typed, shared))) == []


def test_a_cell_that_is_merged_away_is_named(tmp_path: Path) -> None:
    data = written({"Evaluation": {**SHEET, "D2": None}}, merged=("C2:D2",))
    one = checked(tmp_path, data)
    assert found(one) == ["D2 BE736 error"]
    assert "merged into C2" in said(one)


def test_bids_that_are_level_may_stand_in_any_order_and_it_is_said(tmp_path: Path) -> None:
    cells: Cells = {
        "B2": 3,
        "C2": 3,
        "B3": F("=B2*25", 75),
        "C3": F("=C2*25", 75),
        "B4": F("=B3", 1),
        "C4": F("=C3", 2),
    }
    of_map = (
        HEAD + f"better: higher\ncriteria: [{{id: a, weight: 100, {MARKED}, mark: 2}}]\ntotal: 3\nrank: 4\n"
    )
    assert found(checked(tmp_path, written({"S": cells}), of_map)) == ["B4 BE741 warning", "C4 BE741 warning"]
    third: Cells = {**cells, "C4": F("=C3", 3)}
    assert "C4 BE731 error" in found(checked(tmp_path, written({"S": third}), of_map))


@pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed: nobody turns the workbook into .ods"
)
def test_open_documents_give_the_same(tmp_path: Path) -> None:
    changes: Changes = {"D11": 28, **ELM_LOW, "C2": "8", "D12": F("=$B5*MIN($C5:$D5)/D5", SMALL, TWO)}
    (tmp_path / "evaluation.xlsx").write_bytes(evaluation(**changes))
    assert SOFFICE is not None
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    for kind in ("ods", "xlsx"):
        out = ["--outdir", str(tmp_path / kind), str(tmp_path / "evaluation.xlsx")]
        command = [SOFFICE, profile, "--headless", "--convert-to", kind, *out]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    by_kind = {
        kind: checked(
            tmp_path, (tmp_path / kind / f"evaluation.{kind}").read_bytes(), name=f"evaluation.{kind}"
        )
        for kind in ("ods", "xlsx")
    }
    assert found(by_kind["ods"]) == found(by_kind["xlsx"])
    assert {"C2 BE734 warning", "D11 BE733 error", "D12 BE735 warning"} <= set(found(by_kind["ods"]))
    assert "rounded by its display alone" in said(by_kind["ods"])
