"""What stands in a letter, point by point of regulation 31, and in the other kinds."""

import json
import shutil
from pathlib import Path

import pytest

from bideval.io.holidays import shipped_holidays
from bideval.io.judged_folder import judge_folder
from bideval.model.letter import Letter, LetterKind, Party
from bideval.report.letters.cut import Entered, check_letters, letters
from bideval.report.letters.html import letter_html
from bideval.scoring.letters.law import LETTER_LAWS, letter_law
from tests.conftest import ROOT
from tests.report.letters.folders import made

COMMUNITY = ROOT / "sample_tenders" / "community-health"


def letters_in(
    folder: Path, contacts: dict[str, Party] | None = None, published: str | None = None
) -> dict[tuple[str, str], Letter]:
    judged = judge_folder(folder, quality_only=False)
    assert judged.evaluation is not None, [one.message for one in judged.findings]
    assert judged.reading.inputs is not None
    entered = Entered(contacts or {}, "2026-05-06", "An Officer", published, shipped_holidays())
    found = letters(judged.reading.inputs, judged.evaluation, entered)
    return {(one.letter.lot, one.bid): one.letter for one in found}


@pytest.fixture(name="community", scope="module")
def _community() -> dict[str, Letter]:
    return {bid: one for (_, bid), one in letters_in(COMMUNITY).items()}


def test_each_bid_gets_its_kind(community: dict[str, Letter]) -> None:
    assert {bid: one.kind.value for bid, one in community.items()} == {
        "alderbourne": "not-assessed",
        "harbour-lane": "assessed",
        "larkspur": "not-assessed",
        "quillon": "winner",
        "tamarisk": "assessed",
        "thornfield": "assessed",
    }


def test_contents_a_to_c_name_addresses_and_identifier(tmp_path: Path) -> None:
    folder = made(tmp_path, 4)  # under the Act
    judged = judge_folder(folder.root)
    assert judged.evaluation is not None
    (winner,) = judged.evaluation.lots[0].winners
    party = Party("", "1 Road", "a@b.invalid", "PPON-1")
    for (_, bid), one in letters_in(folder.root, dict.fromkeys(folder.bids, party)).items():
        if one.kind is LetterKind.NOT_ASSESSED:
            continue
        of = [shown.of for shown in (*((one.own,) if one.own else ()), *one.winners)]
        assert [each[1:] for each in of] == [party[1:]] * len(of)
        assert [each.name for each in of] == [
            folder.bids[who].released[0] for who in dict.fromkeys((bid, winner))
        ]


def test_content_d_is_every_criterion_with_importance_method_and_scores(community: dict[str, Letter]) -> None:
    one = community["harbour-lane"]
    assert [(each.title, each.weight) for each in one.criteria][:3] == [
        ("Quality of the service", "45"),
        ("Clinical model and pathways", "12"),
        ("Safety and safeguarding", "9"),
    ]
    leaves = [each for each in one.criteria if each.available]
    assert sum(int(each.weight) for each in leaves) == 100
    assert leaves[0].available[-1] == "5 = 100 points: Excellent: exceeds what is asked, with evidence"
    assert {what for what, _ in one.rules} >= {"Method", "Rounding", "Ties"}
    assert one.documents[0] == "Invitation to tender (ITT, version 2)"


def test_content_e_is_every_score_explained_with_sub_totals_and_total(community: dict[str, Letter]) -> None:
    own = community["harbour-lane"].own
    assert own is not None
    assert own.total == "82.24"
    assert [(each.title, each.score) for each in own.scores if each.heading] == [
        ("Quality of the service", "37.60"),
        ("Social value", "8.75"),
    ]
    for each in own.scores:
        assert each.heading or each.reasons or each.explained, each.title
        assert bool(each.mark) == bool(each.reasons) == bool(each.evidence) == bool(each.descriptor)


def test_the_readers_points_tell_no_price_of_another(community: dict[str, Letter]) -> None:
    """GBP 436.9m x 0.964981 is the lowest price to the last thousand; the published score alone is not."""
    for bid in ("harbour-lane", "quillon"):
        own = community[bid].own
        assert own is not None
        points = {each.title: each.points for each in own.scores}
        assert points["Price over five years"] == ""
        assert all(said for title, said in points.items() if title != "Price over five years")
    own = community["harbour-lane"].own
    assert own is not None
    assert next(each.score for each in own.scores if each.title == "Price over five years") == "19.30"


def test_every_other_assessed_bid_gets_the_winners_scores_and_reasons(community: dict[str, Letter]) -> None:
    winner = community["quillon"].own
    assert winner is not None
    for bid in ("harbour-lane", "tamarisk", "thornfield"):
        (shown,) = community[bid].winners
        assert shown.total == "82.99"
        assert [each.score for each in shown.scores] == [each.score for each in winner.scores]
        assert [each.reasons for each in shown.scores] == [each.reasons for each in winner.scores]
        assert not any(each.evidence for each in shown.scores)
        assert "428,400,000" not in letter_html(community[bid])
        assert community[bid].why_not


def test_a_winner_is_shown_nobody_else(community: dict[str, Letter]) -> None:
    assert community["quillon"].winners == ()
    assert community["quillon"].why_not == ()


def test_a_bid_not_assessed_gets_its_ground_and_evidence_and_no_scores(community: dict[str, Letter]) -> None:
    one = community["alderbourne"]
    assert (one.own, one.winners, one.criteria, one.standstill) == (None, (), (), None)
    (ground,) = one.grounds
    assert ground.title == "Security of GBP 10m for performance"
    assert ground.found == "failed: GBP 3,500,000, required at least GBP 10,000,000"
    assert "basic selection criterion" in ground.rule
    assert "84.86" not in letter_html(one)  # its shadow result
    assert "No score was given." in letter_html(one)


def test_reasons_why_not_sum_to_the_gap(community: dict[str, Letter]) -> None:
    first, more, less = community["thornfield"].why_not
    assert first == "Your total is 3.68 points below that of Quillon Health plc. Your offer has rank 3."
    sizes = [[float(part.split(")")[0]) for part in words.split("(by ")[1:]] for words in (more, less)]
    assert round(sum(sizes[0]) - sum(sizes[1]), 2) == 3.68


WORDS = [
    # in words, regime, word for the winning tender, status
    ("the Act", "regimes/uk/procurement-act-2023", "most advantageous tender", "V"),
    ("regulations before the Act", "regimes/uk/pcr-2015", "successful tender", "U"),
    ("health care services", "regimes/uk/nhs-provider-selection-2023", "chosen offer", "U"),
    ("another regime", "regimes/world-bank/qcbs", "winning bid", "U"),
    ("no regime", None, "winning bid", "U"),
]


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[0])
def test_the_words_are_the_regimes(case: tuple[str, str | None, str, str]) -> None:
    _, regime, winning, status = case
    found = letter_law(regime)
    assert (found.wording.winning, found.wording.status) == (winning, status)
    assert found.needs_contacts is (winning == "most advantageous tender")


def test_what_is_unverified_says_so() -> None:
    for law in LETTER_LAWS.values():
        assert law.wording.status == "V" or "unverified" in law.wording.basis
        assert "unverified" in law.wording.caution


def test_no_date_until_the_notice_is_entered() -> None:
    before, after = (letters_in(COMMUNITY, None, day)["whole", "tamarisk"] for day in (None, "2026-06-05"))
    assert before.standstill is not None
    assert after.standstill is not None
    assert before.standstill.earliest == ""
    assert "Earliest signing date" not in letter_html(before)
    assert after.standstill.earliest == "2026-06-18"
    assert "Earliest signing date" in letter_html(after)


FIGURES = [
    # in words, sample, whether another's total is shown
    ("a weighted sum", "community-health", True),
    ("a price for each point of quality", "price-per-quality-point", False),
    ("a figure that holds the price", "feature-coefficients", False),
    ("present values", "energy-npv", False),
]


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: case[0])
def test_a_figure_that_holds_anothers_price_is_not_shown(case: tuple[str, str, bool]) -> None:
    _, sample, shown = case
    found = [one for one in letters_in(ROOT / "sample_tenders" / sample).values() if one.winners]
    assert found
    for one in found:
        assert one.own is not None
        assert one.own.total
        assert all(bool(each.total) is shown and bool(each.total_note) is not shown for each in one.winners)


# What stands in the way


def changed(tmp_path: Path, name: str, was: str, now: str) -> Path:
    folder = tmp_path / "community-health"
    shutil.copytree(COMMUNITY, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert was in text
    (folder / name).write_text(text.replace(was, now, 1), encoding="utf-8", newline="")
    return folder


REASON = "Strong night cover and costed pathways, with reviews done in the practices; the fall in continence visits is not explained well enough for the top mark."
GAPS = [
    # in words, what the row has instead, code, part of the message
    ("no reason", "", "BE830", "agreed by okafor, lindqvist, mistry, tallis"),
    (
        "a reason of spaces",
        "  ",
        "BE830",
        "no letter can give the reason for the mark of harbour-lane on clinical-model",
    ),
    (
        "a reason that names another bidder",
        "Better than Tamarisk Care Services Ltd.",
        "BE832",
        "names 'Tamarisk Care Services Ltd' (tamarisk)",
    ),
    (
        "a reason that names who marked",
        "Karin Lindqvist was convinced.",
        "BE832",
        "names 'Karin Lindqvist' (lindqvist)",
    ),
]


@pytest.mark.parametrize("case", GAPS, ids=lambda case: case[0])
def test_a_gap_is_found_with_whose_it_is(case: tuple[str, str, str, str], tmp_path: Path) -> None:
    _, now, code, words = case
    quoted = (
        f'"{REASON}"'
        if f'"{REASON}"' in (COMMUNITY / "consensus.csv").read_text(encoding="utf-8")
        else REASON
    )
    judged = judge_folder(changed(tmp_path, "consensus.csv", quoted, now))
    assert judged.reading.inputs is not None
    found = check_letters(judged.reading.inputs, judged.evaluation, {})
    (one,) = [each for each in found if each.code == code]
    assert words in one.message
    located = judged.reading.places.locate_all((one,))[0].sources[0]
    assert (located.file, located.line) == ("consensus.csv", 3)


def test_a_mark_without_evidence_is_a_warning(tmp_path: Path) -> None:
    folder = changed(tmp_path, "consensus.csv", '"Response to clinical-model, pp. 11-16"', "")
    judged = judge_folder(folder)
    assert judged.reading.inputs is not None
    (one,) = check_letters(judged.reading.inputs, judged.evaluation, {})
    assert (one.code, one.severity.value) == ("BE831", "warning")


def test_under_individual_marks_each_persons_reason_is_asked_for(tmp_path: Path) -> None:
    folder = made(tmp_path, 6)  # the mean of marks
    text = (folder.root / "marks.csv").read_text(encoding="utf-8").splitlines()
    row = next(place for place, line in enumerate(text) if '"bid-ash","cy"' in line)
    cells = text[row].split(",")
    cells[4] = '""'
    (folder.root / "marks.csv").write_text("\n".join([*text[:row], ",".join(cells), *text[row + 1 :]]) + "\n")
    judged = judge_folder(folder.root)
    assert judged.reading.inputs is not None
    (one,) = [
        each for each in check_letters(judged.reading.inputs, judged.evaluation, {}) if each.code == "BE830"
    ]
    assert "(marked by cy)" in one.message


def test_addresses_are_asked_for_under_the_act_alone(tmp_path: Path) -> None:
    act, psr = made(tmp_path / "act", 4), made(tmp_path / "psr", 1)
    for folder, expected in ((act, True), (psr, False)):
        judged = judge_folder(folder.root)
        assert judged.reading.inputs is not None
        found = {one.code for one in check_letters(judged.reading.inputs, judged.evaluation, {})}
        assert ("BE833" in found) is expected
        whole = dict.fromkeys(folder.bids, Party("", "1 Road", "a@b.invalid", "ID"))
        assert not {one.code for one in check_letters(judged.reading.inputs, judged.evaluation, whole)}


UNFIT = ["mutual-reserved"]


@pytest.mark.parametrize("sample", UNFIT)
def test_no_letter_tells_a_result_that_is_not_final(sample: str) -> None:
    judged = judge_folder(ROOT / "sample_tenders" / sample)
    assert judged.reading.inputs is not None
    assert judged.evaluation is not None
    assert "BE835" in {one.code for one in check_letters(judged.reading.inputs, judged.evaluation, {})}
    entered = Entered({}, "", "", None, shipped_holidays())
    assert letters(judged.reading.inputs, judged.evaluation, entered) == ()


def test_a_withdrawn_bid_gets_no_letter_and_an_excluded_one_its_ground(tmp_path: Path) -> None:
    folder = made(tmp_path, 4)
    path = folder.root / "decisions.yaml"
    (out,) = json.loads(path.read_text(encoding="utf-8"))
    before = letters_in(folder.root)["whole", out["bid"]]
    assert (before.kind, before.grounds[-1].found) == (LetterKind.NOT_ASSESSED, out["ground"])
    path.write_text(json.dumps([{**out, "kind": "withdraw"}]), encoding="utf-8")
    assert ("whole", out["bid"]) not in letters_in(folder.root)


def test_what_is_not_on_file_is_listed_with_whose_it_is(tmp_path: Path) -> None:
    folder = made(tmp_path, 4)  # under the Act
    judged = judge_folder(folder.root)
    assert judged.evaluation is not None
    (winner,) = judged.evaluation.lots[0].winners
    party = Party("", "1 Road", "a@b.invalid", "PPON-1")
    for (_, bid), one in letters_in(folder.root, {winner: party._replace(email="")}).items():
        name, own = folder.bids[winner].released[0], folder.bids[bid].released[0]
        expected = [f"the email address of {name}"] if one.kind is not LetterKind.NOT_ASSESSED else []
        if bid != winner:
            expected += [
                f"the {what} of {own}" for what in ("postal address", "email address", "unique identifier")
            ]
        assert sorted(one.to_supply) == sorted(expected)
