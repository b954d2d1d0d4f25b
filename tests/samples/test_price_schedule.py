"""Three wrong figures in a schedule of 300 lines: found, explained, and put right by the published rule."""

import re
import shutil
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from bideval.errors import Finding
from bideval.io.folder import read_folder
from bideval.model.decision import DecisionKind
from bideval.scoring.evaluate import judge
from tests.samples import raw
from tests.samples.folders import SAMPLES, inputs_of, single_lot

FOLDER = SAMPLES / "price-schedule"
READY = re.compile(r"append to decisions\.yaml: (- \{.*\})$")

WRONG = [
    # in words, file, pointer, given, right
    (
        "two digits the wrong way round",
        "prices/kittiwake.csv",
        "/B21-stop-leak-wc-pan/extension",
        "12110.40",
        "21110.40",
    ),
    ("one year of four", "prices/kittiwake.csv", "/G10-two-coats-wall/extension", "22806.00", "91224.00"),
    (
        "a section left out of the total",
        "prices/redshank.yaml",
        "/lots/whole/amount",
        "5163381.30",
        "5412285.02",
    ),
]


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """Return a copy of the folder in which nothing has been decided."""
    shutil.copytree(FOLDER, tmp_path / "copy")
    (tmp_path / "copy" / "decisions.yaml").unlink()
    return tmp_path / "copy"


def differences(folder: Path) -> list[Finding]:
    """Return the findings about figures that are not what their parts make, by place."""
    reading = read_folder(folder)
    assert reading.inputs is not None
    found = [one for one in judge(reading.inputs).findings if one.code == "BE263"]
    return sorted(found, key=lambda one: (one.sources[0].file, one.sources[0].pointer))


@pytest.mark.parametrize("case", list(enumerate(WRONG)), ids=lambda case: case[1][0])
def test_each_wrong_figure_is_found_with_its_place(
    case: tuple[int, tuple[str, str, str, str, str]], undecided: Path
) -> None:
    place, (_, file, pointer, given, right) = case
    found = differences(undecided)
    assert len(found) == len(WRONG)
    source = found[place].sources[0]
    assert (source.file, source.pointer) == (file, pointer)
    numbers = re.findall(r"(?:from|to): ([0-9.]+)", found[place].remedy)
    assert [Fraction(one) for one in numbers] == [Fraction(given), Fraction(right)]


def test_without_decisions_nothing_is_printed_as_a_result(undecided: Path) -> None:
    result = CliRunner().invoke(group, ["evaluate", str(undecided)])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.count("error BE263") == len(WRONG)
    assert result.stderr.endswith("\n\n3 errors\n")  # and nothing that only follows from them


def test_the_printed_decisions_put_it_right(undecided: Path) -> None:
    """Each printed decision, with who and when filled in, is appended as it stands."""
    ready = [READY.search(one.remedy) for one in differences(undecided)]
    lines = [match[1] for match in ready if match]
    assert len(lines) == len(WRONG)
    signed = [
        line.replace("by: ...", "by: Head of procurement").replace("at: ...", "at: 2026-03-18")
        for line in lines
    ]
    (undecided / "decisions.yaml").write_text("\n".join(signed) + "\n", encoding="utf-8")
    checked = CliRunner().invoke(group, ["check", str(undecided)])
    assert (checked.exit_code, checked.stdout) == (0, "no findings\n")
    evaluated = CliRunner().invoke(group, ["evaluate", str(undecided)])
    assert "turnstone wins, ahead by GBP 89,919." in evaluated.stdout


def test_a_decision_with_another_figure_is_refused(undecided: Path) -> None:
    text = (FOLDER / "decisions.yaml").read_text(encoding="utf-8")
    assert text.count("to: 21110.40") == 1
    (undecided / "decisions.yaml").write_text(text.replace("to: 21110.40", "to: 21110.41"), encoding="utf-8")
    checked = CliRunner().invoke(group, ["check", str(undecided)])
    assert checked.exit_code == 3
    assert "error BE264" in checked.stdout


def test_the_wrong_total_would_have_decided() -> None:
    """As submitted the lowest total is redshank's; corrected, turnstone's is."""
    stated = raw.prices(FOLDER)
    assert min(stated, key=lambda bid: stated[bid]) == "redshank"
    assert single_lot("price-schedule").winner == "turnstone"


def test_the_schedule_has_lines_of_every_kind() -> None:
    inputs = inputs_of(FOLDER)
    kinds = Counter(line.kind for line in inputs.schedule)
    assert kinds == {"rate": 288, "lump-sum": 2, "option": 8, "provisional": 2}
    assert {line.kind for line in inputs.schedule if not line.counts} == {"option"}
    assert len({line.section for line in inputs.schedule}) == 12
    words = Counter(row.rate.words for rows in inputs.rates.values() for row in rows)
    assert words == {"number": 888, "blank": 6, "included": 3, "not-offered": 3}
    assert Counter(one.kind for one in inputs.decisions) == {DecisionKind.CORRECT: 3}
