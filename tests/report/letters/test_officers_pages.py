"""Sheets for officers and members: what stands in each, and what in none."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from bideval.io.holidays import shipped_holidays
from bideval.io.judged_folder import judge_folder
from bideval.report.letters.cut import Entered
from bideval.report.letters.written import officers_pages
from bideval.scoring.compile_rules import compile_rules
from tests.conftest import ROOT
from tests.report.letters.folders import made

SAMPLES = ROOT / "sample_tenders"


def pages(folder: Path) -> dict[str, str]:
    judged = judge_folder(folder, quality_only=False)
    assert judged.reading.inputs is not None
    assert judged.evaluation is not None
    entered = Entered({}, "2026-05-06", "", "2026-05-20", shipped_holidays())
    found = officers_pages(judged.reading.inputs, judged.evaluation, judged.reading.study, entered)
    return {
        name.removeprefix("for-officers/").removesuffix(".html"): data.decode()
        for name, data in found.items()
    }


COMMUNITY = pages(SAMPLES / "community-health")
HEADINGS = [
    # in words, what the members' report holds
    ("the decision", "To award to Quillon Health plc (quillon), found to be the chosen offer"),
    ("the price over the term", "GBP 428,400,000 over 5 years, about GBP 85,680,000 a year on average"),
    ("the lawful basis with its status", "Lawful basis"),
    ("what may not be scored again", "What may not be scored again"),
    ("the margin", "The winner is ahead by 0.75 points."),
    ("whom a test shut out", "security failed: GBP 3,500,000, required at least GBP 10,000,000"),
    ("the other cost", "the cover that it asks for would not stand behind the bid that failed it"),
    ("cover by year", "What stands behind the award, year by year"),
    ("alternatives", "To award nothing, with reasons on record"),
]


@pytest.mark.parametrize("case", HEADINGS, ids=lambda case: case[0])
def test_both_reports_hold_what_a_decision_needs(case: tuple[str, str]) -> None:
    assert case[1] in COMMUNITY["report-for-members"]
    assert case[1] in COMMUNITY["report-for-file"]


@pytest.mark.parametrize("name", sorted(COMMUNITY))
def test_no_page_has_a_shadow_result_or_a_script(name: str) -> None:
    assert "84.86" not in COMMUNITY[name]
    assert "65.93" not in COMMUNITY[name]
    assert "shadow" not in COMMUNITY[name]
    assert "<script" not in COMMUNITY[name]


def test_the_file_has_every_mark_with_its_reason_and_whose_and_members_do_not() -> None:
    inputs = judge_folder(SAMPLES / "community-health").reading.inputs
    assert inputs is not None
    assessed = {"quillon", "harbour-lane", "thornfield", "tamarisk"}
    rows = [row for row in inputs.consensus if row.bid in assessed]
    assert len(rows) == 32
    assert COMMUNITY["report-for-file"].count("agreed by okafor, lindqvist, mistry, tallis") == len(rows)
    for row in rows:
        assert row.evidence.replace("&", "&amp;") in COMMUNITY["report-for-file"]
    assert "okafor" not in COMMUNITY["report-for-members"]


def test_parts_of_a_gap_sum_to_it() -> None:
    tables = COMMUNITY["further-explanation"].split("<h2>")[1:]
    assert len(tables) == 3
    for table in tables:
        gap = re.search(r"ahead by ([0-9.]+) points", table)
        parts = re.findall(r'<td class="figure">([+-]?[0-9.]+)</td></tr>', table)
        assert gap is not None
        assert sum(map(Fraction, parts), Fraction(0)) == Fraction(gap[1])


NOTICES = [
    # in words, sample number, what the sheet holds, whether it asks for the kinds of supplier
    ("the Act", 4, "Contract award notice", True),
    ("the Act's other notice", 4, "Contract details notice", True),
    ("health care services", 1, "Intention to award notice", False),
    ("regulations before the Act", 2, "Contract award notice", False),
]


@pytest.mark.parametrize("case", NOTICES, ids=lambda case: case[0])
def test_a_field_sheet_for_each_notice_of_the_regimes_clock(
    case: tuple[str, int, str, bool], tmp_path: Path
) -> None:
    _, number, heading, kinds = case
    page = pages(made(tmp_path, number).root)["notices"]
    assert f"<h2>{heading}</h2>" in page
    assert ("is it a public service mutual" in page) is kinds
    assert "officer must supply" in page
    assert "tender.yaml, title" in page


@pytest.mark.parametrize(
    "sample", ["price-schedule", "framework-six-places", "works-auction", "two-authorities"]
)
def test_sheets_are_made_of_every_kind_of_tender(sample: str) -> None:
    found = pages(SAMPLES / sample)
    inputs = judge_folder(SAMPLES / sample).reading.inputs
    assert inputs is not None
    assert sorted(found) == ["further-explanation", "notices", "report-for-file", "report-for-members"]
    assert len(compile_rules(inputs).scorable) >= 1
    assert all("To award to" in found[name] for name in ("report-for-file", "report-for-members"))
