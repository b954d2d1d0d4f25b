"""What the regime's checks call not open stands on the plain page of the study, with its citation."""

import pytest

from bideval.analysis.backing_study.study import BackingStudy, backing_study
from bideval.model.inputs import Inputs
from bideval.report.backing_page import backing_text
from bideval.scoring.evaluate import evaluate
from tests.analysis.test_not_open import ACT, ANSWER, PCR, PSR, SIZE, WEIGHED, under

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
