"""Tests moved and taken away: against the same tender with its rules edited."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.gate_relaxation import GATE_RELAXATION
from bideval.analysis.gate_threshold import GATE_THRESHOLD
from bideval.analysis.question import Asked, Question
from bideval.scoring.evaluate import judge
from tests.analysis.asked import asked_of
from tests.analysis.tideway import tideway
from tests.scoring.build import Data, Papers, decision, inputs_of, tender

F = Fraction
Row = tuple[int, int, int, int]  # beds, nurses, mark of plan, price


def gate(name: str, least: object, **more: object) -> Data:
    return {
        "id": name,
        "phase": "conditions",
        "measure": {"field": f"bid.declared.{name}"},
        "threshold": least,
        "test": "at-least",
        "on_fail": "must-disregard",
        **more,
    }


def worded(*gates: Data) -> Papers:
    """Return the tender with a declared word beside beds."""
    told = papers(BIDS, *gates)
    declares = {"beds": {"unit": "count"}, "kind": {"unit": "words", "choices": ["5", "6"]}}
    bids = {bid: {"declared": {"beds": row[0], "kind": "5"}} for bid, row in BIDS.items()}
    return replace(told, tender={**told.tender, "declares": declares}, bids=bids)


BEDS, NURSES = gate("beds", 10), gate("nurses", 5)
BIDS: Mapping[str, Row] = {
    "ash": (12, 6, 5, 100),  # wins among those who pass
    "elm": (8, 9, 9, 110),  # fails beds; would win
    "oak": (20, 3, 3, 105),  # fails nurses; behind all the same
    "yew": (4, 1, 2, 50),  # fails both, and is cheap
}


def papers(rows: Mapping[str, Row], *gates: Data) -> Papers:
    """Return a tender of a plan and a price, half each, the lower price ahead in a tie."""
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        declares={"beds": {"unit": "count"}, "nurses": {"unit": "count"}},
        criteria=[
            {"id": "plan", "weight": 50, "scale": {"from": 0, "to": 10, "step": 1}},
            {"id": "cost", "weight": 50, "formula": "lowest-over-bid"},
        ],
        ties=[{"by": "lower-price"}],
        gates=list(gates),
    )
    bids = {bid: {"declared": {"beds": row[0], "nurses": row[1]}} for bid, row in rows.items()}
    marks = {(bid, "plan"): row[2] for bid, row in rows.items()}
    return Papers(rules, bids, {bid: row[3] for bid, row in rows.items()}, marks)


def winners(given: Papers) -> tuple[str, ...]:
    evaluation = judge(inputs_of(given)).evaluation
    assert evaluation is not None
    return evaluation.lots[0].winners


def answers(asked: Asked) -> dict[str, Answer]:
    return {answer.about: answer for answer in GATE_RELAXATION.run(asked)}


SENTENCES = [
    ("a bid that one test shut out", "elm", "elm would have won without the test beds, at GBP 10 more."),
    (
        "one that wins without neither",
        "oak",
        "oak would not win whichever of the failed tests were taken away.",
    ),
    ("each alone", "", "Taken away alone: without beds elm wins."),
]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case[0])
def test_which_tests_decided(case: tuple[str, str, str]) -> None:
    _, about, sentence = case
    assert answers(asked_of(papers(BIDS, BEDS, NURSES)))[about].sentence == sentence


LIMITS = [
    ("every bid passed", papers({"ash": BIDS["ash"]}, BEDS), "No bid failed a test"),
    ("a fail is only flagged", papers(BIDS, gate("beds", 10, on_fail="flag")), "No bid failed a test"),
    ("everybody is shut out", papers(BIDS, gate("beds", 99)), "elm would have won without the test beds."),
]


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: case[0])
def test_limiting_cases(case: tuple[str, Papers, str]) -> None:
    _, given, said = case
    assert any(answer.sentence.startswith(said) for answer in GATE_RELAXATION.run(asked_of(given)))


THRESHOLDS = [
    (
        "as published",
        "With beds at 10, as published, ash wins; elm wins if it is 8 or less; oak wins if it is above 12 and 20 or less.",
    ),
]


@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: case[0])
def test_who_wins_along_a_threshold(case: tuple[str, str]) -> None:
    _, sentence = case
    (answer,) = GATE_THRESHOLD.run(asked_of(papers(BIDS, BEDS)))
    assert answer.sentence == sentence
    assert answer.verdict is Verdict.PROVED


WITHOUT_LINE = [
    # in words             a gate that tests a word                                                 the last answers
    ("beside a figure",    (BEDS, gate("nurses", "5", measure={"field": "bid.declared.kind"}, test="is")),
     "nurses has no line of thresholds: what passes is a word or a grade, not a number."),
    ("two of them",        (BEDS, gate("nurses", "5", measure={"field": "bid.declared.kind"}, test="is"),
                            gate("grade", ["5", "6"], measure={"field": "bid.declared.kind"}, test="one-of")),
     "nurses and grade have no line of thresholds: what passes is a word or a grade, not a number."),
]  # fmt: skip


@pytest.mark.parametrize("case", WITHOUT_LINE, ids=lambda case: case[0])
def test_gates_that_test_words_are_named_and_have_no_line(case: tuple[str, tuple[Data, ...], str]) -> None:
    _, gates, sentence = case
    *lines, last = GATE_THRESHOLD.run(asked_of(worded(*gates)))
    assert [one.verdict for one in lines] == [Verdict.PROVED]
    assert (last.verdict, last.sentence) == (Verdict.DOES_NOT_APPLY, sentence)


ROWS = st.dictionaries(
    st.sampled_from(("ash", "elm", "oak", "yew")),
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 10), st.integers(50, 60)),
    min_size=1,
)


@settings(max_examples=25, deadline=None)
@given(ROWS, st.integers(0, 6))
def test_every_threshold_gives_what_the_edited_tender_gives(rows: dict[str, Row], least: int) -> None:
    (answer,) = GATE_THRESHOLD.run(asked_of(papers(rows, gate("beds", least))))
    (table,) = answer.tables
    for half in range(-1, 15):
        value = F(half, 2)
        (row,) = [row for row in table.rows if _holds(row, value)]
        assert row[3] == tuple(sorted(winners(papers(rows, gate("beds", value)))))


def _holds(row: tuple[object, ...], value: Fraction) -> bool:
    low, high, ends = row[0], row[1], row[2]
    assert low is None or isinstance(low, Fraction)
    assert high is None or isinstance(high, Fraction)
    above = low is None or low < value or (low == value and ends in {"both", "lower"})
    below = high is None or value < high or (value == high and ends in {"both", "upper"})
    return above and below


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_smallest_sets_are_those_of_edited_tenders(rows: dict[str, Row]) -> None:
    tests = {"beds": BEDS, "nurses": gate("nurses", 3)}
    asked = asked_of(papers(rows, *tests.values()))
    found = answers(asked)
    for bid in set(rows) - set(asked.result.winners):
        winning = [
            set(gone)
            for size in (1, 2)
            for gone in combinations(tests, size)
            if winners(papers(rows, *(one for name, one in tests.items() if name not in gone))) == (bid,)
        ]
        smallest = {tuple(sorted(one)) for one in winning if not any(less < one for less in winning)}
        if bid not in found:
            assert not any(not gate.passed for one in asked.result.placings for gate in one.gates)
        elif smallest:
            named = {row[0] for row in found[bid].tables[0].rows}
            failed = {gate.gate for one in asked.result.placings for gate in one.gates if not gate.passed}
            assert named == {one for one in smallest if set(one) <= failed}
        else:
            assert found[bid].verdict is Verdict.IMPOSSIBLE


def test_a_waived_fail_is_answered_as_if_it_counted() -> None:
    waived = [decision("waive", bid="elm", gate="beds")]
    given = replace(papers(BIDS, BEDS), decisions=waived)
    (found,) = [one for one in GATE_RELAXATION.run(asked_of(given)) if one.about == "beds"]
    assert winners(given) == ("elm",)
    assert found.sentence == (
        "elm failed beds and stays in by decision waive-elm-beds (waive); had that fail counted, ash wins."
    )


def test_no_gate_no_answer() -> None:
    for analysis in (GATE_THRESHOLD, GATE_RELAXATION):
        (answer,) = analysis.run(asked_of(tideway(), Question()))
        assert answer.verdict is Verdict.DOES_NOT_APPLY
