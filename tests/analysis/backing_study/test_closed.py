"""What the regime's checks call not open stands on the plain page of the study, with its citation."""

from dataclasses import replace

import pytest

from bideval.analysis.backing_study.study import BackingStudy, backing_study
from bideval.errors import Severity
from bideval.model.inputs import Inputs
from bideval.model.regime_rules import Looks, RegimeCheck
from bideval.report.backing_page import backing_text
from bideval.scoring.evaluate import evaluate
from tests.analysis.test_not_open import ACT, ANSWER, PCR, PSR, SIZE, WEIGHED, under
from tests.scoring.build import Data

TESTED = [{**SIZE, "group": "backing"}]
BOTH = {**WEIGHED, "group": "backing"}
CASES: list[tuple[str, Inputs, list[str]]] = [
    # in words, tender, how each claim begins
    ("a test that would score", under(ACT, gates=TESTED),
     ["Not open to this authority under uk/procurement-act-2023@1 if size gives points instead of letting bids in: size weighs"]),
    ("a level above the cap, where the award would turn", under(PCR, gates=TESTED),
     ["Not open to this authority under uk/pcr-2015@1 if size gives points instead of letting bids in: size weighs",
      "Not open to this authority under uk/pcr-2015@1 if size is at GBP 900: size asks"]),
    ("published so", under(ACT, weighed=BOTH),
     ["Not open to this authority under uk/procurement-act-2023@1, as published: size weighs"]),
    ("published so and answered", under(ACT, weighed=BOTH, decisions=[ANSWER]), []),
    ("a regime that asks, and closes nothing", under(PSR, gates=TESTED), []),
    ("no law", under("generic@1", gates=TESTED), []),
]  # fmt: skip


def studied(inputs: Inputs) -> BackingStudy:
    return backing_study(inputs, evaluate(inputs), None, group="backing")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_not_open_stands_on_the_page(case: tuple[str, Inputs, list[str]]) -> None:
    _, inputs, expected = case
    study = studied(inputs)
    (lot,) = study.lots
    said = [one.sentence for one in lot.plain.claims if one.sentence.startswith("Not open")]
    assert len(said) == len(expected)
    assert all(one.startswith(begins) for one, begins in zip(said, expected, strict=True))
    page = " ".join(backing_text(evaluate(inputs), study, "folder", full=False).split()).replace("- ", "-")
    assert all(one.replace("- ", "-") in page for one in said)


# A check that finds a tender without any condition of participation: one is enough.
NONE_LEFT = RegimeCheck(
    id="none-left",
    looks=Looks.APPLIES,
    severity=Severity.WARNING,
    wording="At least one condition is set.",
    remedy="Set one.",
    cite="an invented rule",
    status="U",
    unless=(("basis", ("condition-of-participation",)),),
    not_open=True,
)
CONDITION: Data = {**SIZE, "group": "backing", "basis": "condition-of-participation"}
TWO: list[Data] = [CONDITION, {**CONDITION, "id": "means"}]
THREE: list[Data] = [*TWO, {**CONDITION, "id": "reach"}]
POINTS = "gives points instead of letting bids in"
TOGETHER: list[tuple[str, list[Data], list[str]]] = [
    # in words, gates, what is said after "if"
    ("one is found alone, and not said again of sets", TWO[:1],
     ["size is taken away, or size gives points instead of letting bids in"]),
    ("of two, only both together", TWO,
     [(f"size and means are taken away, size is taken away and means {POINTS}, "
      f"size {POINTS} and means is taken away, or one of 1 more changes is made")]),
    ("of three, only all: no pair of alternatives is enough", THREE, ["size, means and reach are taken away"]),
]  # fmt: skip


@pytest.mark.parametrize("case", TOGETHER, ids=lambda case: case[0])
def test_pairs_and_sets_are_put_to_the_checks(case: tuple[str, list[Data], list[str]]) -> None:
    _, gates, expected = case
    inputs = under("generic@1", gates=gates)
    packs = {name: pack._replace(checks=(NONE_LEFT,)) for name, pack in inputs.packs.items()}
    (lot,) = studied(replace(inputs, packs=packs)).lots
    said = [one.sentence for one in lot.plain.claims if one.sentence.startswith("Not open")]
    head = "Not open to this authority under generic@1 if "
    assert [one.removeprefix(head).partition(": ")[0] for one in said] == expected
