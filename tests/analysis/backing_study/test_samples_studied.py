"""The study of the samples: against files edited by hand, and figures read off the files."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from bideval.analysis.answer import Answer
from bideval.analysis.backing_study.kinds import kinds_of
from bideval.analysis.backing_study.scene import Options
from bideval.analysis.backing_study.study import BackingStudy, backing_study
from bideval.errors import UnknownIdError
from bideval.io.folder import read_folder
from bideval.model.study import Study
from bideval.report.backing_page import backing_text
from bideval.scoring.evaluate import evaluate
from tests.analysis.changes.by_hand import Edit, edited, replaced
from tests.samples.folders import SAMPLES

F = Fraction
HEALTH, FERRY = SAMPLES / "community-health", SAMPLES / "waived-guarantee"


def studied(folder: Path, group: str = "financial-backing", by: str = "type") -> BackingStudy:
    reading = read_folder(folder)
    assert reading.inputs is not None
    evaluation = evaluate(reading.inputs)
    return backing_study(reading.inputs, evaluation, reading.study, group=group, by=by)


@pytest.fixture(scope="module")
def health() -> BackingStudy:
    return studied(HEALTH)


@pytest.fixture(scope="module")
def ferry() -> BackingStudy:
    return studied(FERRY)


def answers(study: BackingStudy, analysis: str) -> dict[str, Answer]:
    """The answers of one kind about the one lot, by what they are about."""
    (lot,) = study.lots
    return {one.about: one for section in lot.sections for one in section.answers if one.analysis == analysis}


ALTERNATIVES: list[tuple[str, str, Mapping[str, Edit]]] = [
    (
        "security met by parent guarantee alone",
        "tamarisk",
        {"tender.yaml": replaced("accepts: [bond, parent-guarantee]", "accepts: [parent-guarantee]")},
    ),
    (
        "security met by bond alone",
        "quillon",
        {"tender.yaml": replaced("accepts: [bond, parent-guarantee]", "accepts: [bond]")},
    ),
    (
        "security also met by reserves",
        "quillon",
        {"tender.yaml": replaced("[bond, parent-guarantee]", "[bond, parent-guarantee, reserves]")},
    ),
    (
        "security also met by reserves and social investor facility",
        "alderbourne",
        {
            "tender.yaml": replaced(
                "[bond, parent-guarantee]", "[bond, parent-guarantee, reserves, social-investor-facility]"
            )
        },
    ),
    (
        "security at GBP 3,500,000",
        "alderbourne",
        {"tender.yaml": replaced("amount: 10000000", "amount: 3500000")},
    ),
]


@pytest.mark.parametrize("case", ALTERNATIVES, ids=lambda case: case[0])
def test_an_alternative_is_the_file_edited(
    case: tuple[str, str, Mapping[str, Edit]], health: BackingStudy, tmp_path: Path
) -> None:
    words, winner, edits = case
    assert edited(HEALTH, tmp_path, edits).lots[0].winner == winner
    rows = {row[0]: row[1] for row in answers(health, "alternatives")["security"].tables[0].rows}
    assert rows[words] == (winner,)


def test_a_waived_fail_counted_is_the_decision_and_the_leave_taken_out(
    ferry: BackingStudy, tmp_path: Path
) -> None:
    edits = {
        "tender.yaml": replaced("on_fail: may-disregard", "on_fail: must-disregard"),
        "decisions.yaml": lambda _: "",
    }
    assert edited(FERRY, tmp_path, edits).lots[0].winner == "drydock"
    rows = {row[0]: row[1] for row in answers(ferry, "alternatives")["refund-guarantee"].tables[0].rows}
    assert rows["refund-guarantee counted for every bid that fails it"] == ("drydock",)


def test_slack_by_hand(health: BackingStudy) -> None:
    """Turnover of 21.5m on 90m a year against 0.3; backing of 3.5m against 10m."""
    turnover = {row[0]: row for row in answers(health, "tests")["turnover"].tables[0].rows}
    assert turnover["larkspur"][1:5] == (F(43, 180), F(3, 10), F(43, 180) - F(3, 10), F(-550, 27))
    security = {row[0]: row for row in answers(health, "tests")["security"].tables[0].rows}
    assert security["alderbourne"][1:5] == (F(3_500_000), F(10_000_000), F(-6_500_000), F(-65))
    assert security["quillon"][3:5] == (F(0), F(0))


def test_what_each_award_costs_by_hand(health: BackingStudy) -> None:
    """From the bid files: price, surplus, local spend, the bond, 90m in 412m and in 34.6m of turnover."""
    (answer,) = answers(health, "cost").values()
    keys = [heading.key for heading in answer.tables[0].headings]
    rows = {row[0]: dict(zip(keys, row, strict=True)) for row in answer.tables[0].rows}
    quillon, alder = rows[("quillon",)], rows[("alderbourne",)]
    assert [quillon[key] for key in ("price", "surplus", "local_spend", "cover")] == [
        F(428_400_000),
        F(25),
        F(234_300_000),
        F(10_000_000),
    ]
    assert [alder[key] for key in ("price", "surplus", "local_spend", "cover")] == [
        F(433_200_000),
        F(100),
        F(342_400_000),
        F(3_500_000),
    ]
    assert (quillon["dependence"], alder["dependence"]) == (F(9000, 412), F(9000_0, 346))
    assert quillon["lm3"] is None  # not stated, and not 0


def test_exposure_in_the_worst_year_is_that_of_explain(ferry: BackingStudy) -> None:
    """The README of the sample has the years: 8,470,000 left in year 2; 4 percent a year expected."""
    (answer,) = answers(ferry, "cost").values()
    keys = [heading.key for heading in answer.tables[0].headings]
    rows = {row[0]: dict(zip(keys, row, strict=True)) for row in answer.tables[0].rows}
    assert rows[("keelson",)]["exposure"] == F(8_470_000)
    assert rows[("keelson",)]["expected_loss"] == F(282_800 + 338_800 + 154_800)
    assert rows[("drydock",)]["exposure"] == F(670_000)


def test_the_shares_of_tests_sum_to_what_all_of_them_do(health: BackingStudy) -> None:
    (answer,) = answers(health, "shares-of-tests").values()
    rows = {row[0]: row[1:] for row in answer.tables[0].rows}
    assert rows["commercial, listed"] == (F(0), F(1), F(1))
    assert rows["employee-led mutual"] == (F(0), F(-1), F(-1))


def test_the_premium_turns_between_both_sides(ferry: BackingStudy, tmp_path: Path) -> None:
    """Keelson is charged 6m x rate x 3 years; drydock brings its guarantee at no premium, tidemill pays."""
    (answer,) = answers(ferry, "premium").values()
    ((low, high, winners, _),) = answer.tables[0].rows
    assert winners == ("drydock",)
    for rate, winner in ((low, "keelson"), (high, "drydock")):
        assert isinstance(rate, Fraction)
        price = F(19_400_000) + F(6_000_000) * 3 * rate / 100
        name = f"{price.numerator}/{price.denominator}"
        root = tmp_path / winner
        root.mkdir()
        edits = {
            "tender.yaml": _without_gates,
            "decisions.yaml": lambda _: "",
            "prices/keelson.yaml": replaced("19400000", name),
        }
        assert edited(FERRY, root, edits).lots[0].winner == winner


def _without_gates(content: str) -> str:
    before, _, rest = content.partition("gates:\n")
    return before + rest[rest.index("rounding:") :]


@pytest.mark.parametrize("folder", [HEALTH, FERRY, SAMPLES / "two-of-three"], ids=lambda one: one.name)
@pytest.mark.parametrize("group", ["financial-backing", "price"])
def test_the_plain_page_is_short_and_takes_no_side(folder: Path, group: str) -> None:
    reading = read_folder(folder)
    assert reading.inputs is not None
    evaluation = evaluate(reading.inputs)
    study = backing_study(reading.inputs, evaluation, reading.study, group=group)
    page = backing_text(evaluation, study, "f", full=False).partition("\nInputs ")[0]
    assert len(page.split()) < 400
    assert not {"weak", "strong", "weaker", "stronger", "better", "worse"} & set(page.lower().split())
    assert "takes no side" in page


KINDS: list[tuple[str, str, Mapping[str, object], dict[str, str]]] = [
    ("the declared type", "type", {}, {"quillon": "commercial, listed", "thornfield": "charity"}),
    ("the legal form, not declared", "legal_form", {}, {"alderbourne": "employee-led mutual"}),
    ("nothing states a size", "size", {}, {"quillon": "not stated", "larkspur": "not stated"}),
    (
        "a grouping that lists bids",
        "incumbent",
        {"incumbent": ["quillon"]},
        {"quillon": "incumbent", "larkspur": "others"},
    ),
    (
        "groupings by kind, and a bid in none",
        "size",
        {"size-small": ["larkspur"], "size-large": ["quillon"]},
        {"larkspur": "small", "quillon": "large", "thornfield": "not stated"},
    ),
    (
        "a bid under two kinds",
        "size",
        {"size-small": ["larkspur"], "size-large": ["larkspur"]},
        {"larkspur": "large and small"},
    ),
    ("a declared number", "staff_stay", {}, {"alderbourne": "91"}),
    ("a name that a bidder has is no kind", "health", {}, {"alderbourne": "not stated"}),
]


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case[0])
def test_kinds_are_as_stated(case: tuple[str, str, Mapping[str, object], dict[str, str]]) -> None:
    _, by, groupings, expected = case
    inputs = read_folder(HEALTH).inputs
    assert inputs is not None
    study = Study.model_validate({"groupings": groupings})
    found = kinds_of(inputs, study, by)
    assert {bid: found.of(bid) for bid in expected} == expected


def test_renaming_a_bidder_changes_no_kind() -> None:
    inputs = read_folder(HEALTH).inputs
    assert inputs is not None
    named = {
        bid: one.model_copy(update={"bidder": one.bidder.model_copy(update={"name": "Local Mutual Small"})})
        for bid, one in inputs.bids.items()
    }
    for by in ("type", "legal_form", "size", "local", "incumbent"):
        assert kinds_of(replace(inputs, bids=named), None, by).labels == kinds_of(inputs, None, by).labels


def test_an_unknown_group_or_axis_is_said() -> None:
    reading = read_folder(HEALTH)
    assert reading.inputs is not None
    evaluation = evaluate(reading.inputs)
    for group, options in (("nothing", Options()), ("price", Options(against="nothing"))):
        with pytest.raises(UnknownIdError, match="nothing"):
            backing_study(reading.inputs, evaluation, reading.study, group=group, options=options)


PLAIN: list[tuple[str, str, str, str]] = [
    ("no part of the group", "works-auction", "financial-backing", "there is nothing to study"),
    ("prices by points each", "price-per-quality-point", "food", "adds no weighted criteria"),
    ("several places", "framework-six-places", "quality", "are awarded"),
    ("several authorities", "two-authorities", "quality", "several authorities weigh the criteria"),
    ("lots", "cleaning-lots", "price", "the value of the lots goes to"),
]


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case[0])
def test_other_tenders_get_plain_sentences(case: tuple[str, str, str, str]) -> None:
    _, sample, group, said = case
    reading = read_folder(SAMPLES / sample)
    assert reading.inputs is not None
    evaluation = evaluate(reading.inputs)
    study = backing_study(reading.inputs, evaluation, reading.study, group=group)
    page = " ".join(backing_text(evaluation, study, "f", full=True).split())
    assert said in page
    assert "Fraction(" not in page
    assert "None" not in page.split()


BROUGHT: list[tuple[str, Path, tuple[str, ...]]] = [
    # in words                              sample  what the plain page says
    ("a bond that ends before it may",       FERRY,  ("it brings GBP 1,500,000, of which GBP 0 counts", "2 other bids pass every test.", "Premiums are tried")),
    ("a bond that counts whole, too small",  HEALTH, ("it has GBP 3,500,000 that counts", "4 other bids pass every test.", "to 50%")),
]  # fmt: skip


@pytest.mark.parametrize("case", BROUGHT, ids=lambda case: case[0])
def test_what_a_bid_brings_is_said_where_it_does_not_count(case: tuple[str, Path, tuple[str, ...]]) -> None:
    _, folder, said = case
    reading = read_folder(folder)
    assert reading.inputs is not None
    text = backing_text(evaluate(reading.inputs), studied(folder), "f", full=False)
    page = " ".join(text.split())
    assert all(words in page for words in said)
    assert ("Premiums are tried" in page) == (folder == FERRY)  # no turn of a premium in the other
