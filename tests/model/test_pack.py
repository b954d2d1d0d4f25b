"""Packs: what a sound file of each kind holds."""

import pytest

from bideval.model.pack import Pack, PackKind
from bideval.model.pack_parameters import read_parameters
from bideval.model.pack_text import parse_pack
from bideval.model.parameters import ParameterKind
from bideval.model.raw import Notes
from bideval.model.rules import OnFail
from bideval.model.units import Unit
from tests.model.pack_files import MARKED, RATIO, REGIME, SCALE, WORDS, File, put


def pack_of(file: File) -> Pack:
    """Return a pack that must be sound."""
    pack, findings = parse_pack(file, "criteria/x.yaml")
    assert findings == ()
    assert pack is not None
    return pack


KINDS = [
    ("a measure", RATIO, PackKind.MEASURE, Unit.RATIO, True, "full"),
    ("a mark", MARKED, PackKind.MARK, Unit.MARK, True, None),
    ("a scale", SCALE, PackKind.SCALE, None, False, None),
    ("a regime", REGIME, PackKind.REGIME, None, False, None),
    ("a word, as a gate", WORDS, PackKind.MEASURE, Unit.WORDS, False, "wanted"),
]


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case[0])
def test_a_sound_pack(case: tuple[str, File, PackKind, Unit | None, bool, str | None]) -> None:
    _, file, kind, unit, gives_points, threshold = case
    pack = pack_of(file)
    assert (pack.kind, pack.unit, pack.gives_points, pack.threshold) == (kind, unit, gives_points, threshold)
    assert pack.reference == f"{file['id']}@1"
    assert pack.family == file["id"].split("/")[0]
    assert pack.raw == file
    assert len(pack.cases) == 2


def test_what_a_pack_says_of_itself() -> None:
    pack = pack_of({**RATIO, "notes": "mind this"})
    assert (pack.title, pack.question, pack.status, pack.notes) == (
        "Cover",
        "Is it enough?",
        "U",
        "mind this",
    )
    assert (pack.source.title, pack.source.section, pack.source.date) == ("A guide", "2", "2019-07-01")
    assert pack.reads_mark is False


def test_a_pack_may_hold_for_one_day() -> None:
    day = "2019-07-01"
    assert pack_of(put(RATIO, "valid", "to", value=day)).valid_on(day)


VALID = [
    ("the first day", "2019-07-01", True),
    ("the last day", "2029-07-01", True),
    ("the day before", "2019-06-30", False),
    ("the day after", "2029-07-02", False),
]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case[0])
def test_when_a_pack_holds(case: tuple[str, str, bool]) -> None:
    _, day, holds = case
    assert pack_of(RATIO).valid_on(day) is holds


def test_a_pack_may_hold_without_end() -> None:
    assert pack_of(put(RATIO, "valid", value={"from": "2019-07-01"})).valid_on("2999-01-01")


def test_a_regime_maps_a_basis() -> None:
    regime = pack_of(REGIME)
    basis = regime.basis("minimum")
    assert basis is not None
    assert (basis.consequence, basis.wording, basis.cite) == (OnFail.MAY_DISREGARD, "Too low.", "s.1")
    assert regime.basis("maximum") is None


PARAMETERS: list[tuple[str, dict[str, object], ParameterKind, bool]] = [
    ("an amount", {"unit": "money"}, ParameterKind.NUMBER, True),
    (
        "an amount with a default",
        {"unit": "money", "default": "5", "min": "0", "max": "9"},
        ParameterKind.NUMBER,
        False,
    ),
    ("an amount that is fixed", {"unit": "money", "min": "5", "max": "5"}, ParameterKind.NUMBER, True),
    ("a count is whole", {"unit": "count"}, ParameterKind.WHOLE, True),
    ("a free word", {"unit": "words"}, ParameterKind.TEXT, True),
    ("one of a list", {"unit": "words", "choices": ["a", "b"], "default": "a"}, ParameterKind.CHOICE, False),
    (
        "several of a list",
        {"unit": "words", "choices": ["a", "b"], "many": "true"},
        ParameterKind.TEXTS,
        True,
    ),
    ("a scale", {"unit": "scale", "default": "scales/0-5@1"}, ParameterKind.SCALE, False),
]


@pytest.mark.parametrize("case", PARAMETERS, ids=lambda case: case[0])
def test_a_unit_decides_the_kind(case: tuple[str, dict[str, object], ParameterKind, bool]) -> None:
    _, entry, kind, required = case
    notes = Notes()
    (parameter,) = read_parameters({"own": entry}, notes)
    assert notes.all() == ()
    assert (parameter.kind, parameter.required, parameter.unit) == (kind, required, entry["unit"])
