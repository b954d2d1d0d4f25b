"""What is drawn of what-ifs at a terminal: bars and strips beside the tables, and nothing where it is piped."""

import pytest
from click.testing import CliRunner

from bideval.analysis.sweep import sweep
from bideval.analysis.whatif import side_by_side, what_if
from bideval.cli.main import group
from bideval.io.sweep_options import axis_of
from bideval.report.sweep_text import CELLS, sweep_text
from bideval.report.whatif_text import whatif_text
from bideval.scoring.evaluate import evaluate
from tests.analysis.changes.by_hand import placed
from tests.samples.folders import SAMPLES, inputs_of

HEALTH = inputs_of(SAMPLES / "community-health")
LOWER = {"kind": "gate", "gate": "security", "to": 3500000}


def whatif_page(columns: int) -> str:
    evaluation = evaluate(HEALTH)
    supposed = what_if(HEALTH, placed(LOWER))
    return whatif_text(evaluation, supposed, side_by_side(HEALTH, evaluation, supposed, None), (), columns)


def sweep_page(asked: str, *, drawn: bool) -> str:
    axis = axis_of(asked, HEALTH)
    return sweep_text(evaluate(HEALTH), axis, "", sweep(HEALTH, (), axis), drawn=drawn)


@pytest.mark.parametrize("columns", [60, 100, 120])
def test_bars_are_added_to_the_page_and_fit(columns: int) -> None:
    plain, drawn = (page.split("\n\n") for page in (whatif_page(0), whatif_page(columns)))
    (more,) = [block for block in drawn if block not in plain]
    assert [block for block in drawn if block != more] == plain
    assert all(len(line) <= columns for line in more.splitlines())


def test_a_bar_is_as_long_as_its_figure() -> None:
    lines = whatif_page(100).splitlines()
    bars = {line.split("  ")[-2].strip(): line.count("█") for line in lines if "█" in line}
    assert bars["84.86"] == 24  # the greatest figure has the whole width
    assert bars["68.75"] == 19  # 68.75 / 84.86 of 24 columns are 19.4


def test_a_strip_is_to_scale() -> None:
    """Of 50 cells of 300,000 the middle decides: below 3.5m are 8, below 10m 30, below 11.5m 35, below 15m 47."""
    page = sweep_page("security=1000000..16000000", drawn=True)
    strip = f"{'A' * 8}{'B' * 22}{'C' * 5}{'D' * 12}{'E' * 3}"
    assert len(strip) == CELLS
    assert f"  GBP 1,000,000  {strip}  GBP 16,000,000\n" in page
    assert "  A: alderbourne wins\n" in page


def test_what_is_too_narrow_to_be_drawn_is_said() -> None:
    page = sweep_page("security=1000000..1000000000", drawn=True)
    assert "A: alderbourne wins, on too short a stretch to be drawn" in page


PAGES = [
    ("a what-if", ("--gate", "security=3500000")),
    ("a sweep", ("--sweep", "security=1000000..16000000")),
]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case[0])
def test_what_is_piped_has_no_drawing(case: tuple[str, tuple[str, ...]]) -> None:
    printed = CliRunner().invoke(group, ["whatif", str(SAMPLES / "community-health"), *case[1]]).stdout
    assert "█" not in printed
    assert "AABB" not in printed
    assert "alderbourne" in printed
