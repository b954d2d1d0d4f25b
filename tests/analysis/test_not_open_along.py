"""Where along a sweep or a grid the regime's own checks call the rules not open."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from bideval.analysis.not_open_along import not_open_along, not_open_over
from bideval.analysis.sweep import grid, sweep
from bideval.io.sweep_options import axes_of, axis_of
from bideval.model.inputs import Inputs
from bideval.report.sweep_json import grid_data, sweep_data
from bideval.report.sweep_text import grid_text, sweep_text
from bideval.scoring.evaluate import judge
from tests.analysis.changes.by_hand import placed
from tests.analysis.test_not_open import ACT, PCR, PSR, SCORED, WEIGHED, under
from tests.scoring.build import Data

HIGHER: Data = {"kind": "gate", "gate": "size", "to": 900}
# The cap of the former rules is twice the estimated value of 400: 800 is open, more is not.
ALONG: list[tuple[str, Inputs, Sequence[Data], str, list[tuple[str, bool, str, bool]]]] = [
    # in words, tender, what else is changed, axis, where it is not open
    ("from within", under(PCR), [], "gate:size=100..2000", [("800", False, "2000", True)]),
    ("all along", under(PCR), [], "gate:size=900..2000", [("900", True, "2000", True)]),
    ("by what else is changed", under(PCR), [HIGHER], "price:ash=50..80", [("50", True, "80", True)]),
    ("up to the cap", under(PCR), [], "gate:size=100..800", []),
    ("where there is no cap", under(ACT), [], "gate:size=100..2000", []),
    ("a question is not it", under(PSR), [SCORED], "weight:cost=10..30", []),
    ("under no law", under("generic@1"), [SCORED], "weight:cost=10..30", []),
    ("scored all along", under(ACT), [SCORED], "weight:cost=10..30", [("10", True, "30", True)]),
    ("no weight, nothing weighed", under(ACT, weighed=WEIGHED), [], "weight:size=0..20", [("0", False, "20", True)]),
]  # fmt: skip


@pytest.mark.parametrize("case", ALONG, ids=lambda case: case[0])
def test_along_a_sweep(
    case: tuple[str, Inputs, Sequence[Data], str, list[tuple[str, bool, str, bool]]],
) -> None:
    _, inputs, changes, axis, expected = case
    found = not_open_along(inputs, placed(*changes), axis_of(axis, inputs))
    assert [(one.low, one.from_in, one.high, one.to_in) for one in found] == [
        (Fraction(low), from_in, Fraction(high), to_in) for low, from_in, high, to_in in expected
    ]


def test_in_the_settings_of_a_grid() -> None:
    inputs = under(PCR)
    axes = axes_of("gate:size=600..1000:200,weight:cost=10..30:20", inputs)
    (found,) = not_open_over(inputs, (), *axes)
    assert found.cells == ((2, 0), (2, 1))  # 1000 is above the cap, 800 is level with it


def test_the_page_says_where() -> None:
    inputs = under(PCR)
    evaluation = judge(inputs).evaluation
    assert evaluation is not None
    axis = axis_of("gate:size=100..2000", inputs)
    closed = not_open_along(inputs, (), axis)
    swept = sweep(inputs, (), axis)
    page = " ".join(sweep_text(evaluation, axis, "", swept, closed).split())
    assert "Not open to this authority under uk/pcr-2015@1, above GBP 800: size asks" in page
    assert "Not open" not in sweep_text(evaluation, axis, "", swept, ())
    assert "'low': '800', 'low_included': False" in str(sweep_data(evaluation, axis, "", swept, closed))


def test_the_map_marks_where() -> None:
    inputs = under(PCR)
    evaluation = judge(inputs).evaluation
    assert evaluation is not None
    axes = axes_of("gate:size=600..1000:200,weight:cost=10..30:20", inputs)
    closed, found = not_open_over(inputs, (), *axes), grid(inputs, (), *axes)
    lines = grid_text(evaluation, axes, "", found, closed).splitlines()
    assert [line.split()[1:] for line in lines if line.split()[:1] == ["800"]] == [["A", "A"]]
    assert [line.count("*") for line in lines if line.split()[:1] == ["1,000"]] == [2]
    assert "in 2 of 6 settings" in " ".join(" ".join(lines).split())
    assert str(grid_data(evaluation, axes, "", found, closed)["not_open"]).count("'down': '1000'") == 2
