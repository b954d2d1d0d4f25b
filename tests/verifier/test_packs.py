"""The worked cases of every pack of the shelf, as the second verifier works them out.

Figures come from the case instead of a bid; the measure, its parameters and its points rule
are followed as they are in a record.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.verifier.loaded import verifier

Raw = None | str | list["Raw"] | dict[str, "Raw"]
SHELF = sorted((ROOT / "criteria").rglob("*.yaml"))


@cache
def read(path: Path) -> dict[str, Raw]:
    """Return a pack with every scalar as text."""
    found = yaml.BaseLoader(path.read_text(encoding="utf-8")).get_single_data()
    assert isinstance(found, dict)
    return found


def cases(path: Path) -> list[dict[str, Raw]]:
    """Return the cases with a figure of a pack that measures; screens have prices of others, and stay out."""
    pack = read(path)
    listed = pack["cases"]
    assert isinstance(listed, list)
    screens = "field: prices." in path.read_text(encoding="utf-8")
    found = [
        one
        for one in listed
        if isinstance(one, dict) and "measure" in one and "measure" in pack and not screens
    ]
    return [one for one in found if "refused" not in one]


PACKS = [path for path in SHELF if cases(path)]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_cases_of_a_pack_come_out_as_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, pack = verifier(), read(path)
    lot = module.Lot("whole", {"packs": {"it": pack}}, {}, (), (), ())
    for case in cases(path):
        given, stated = case["given"], case.get("with", {})
        assert isinstance(given, dict)

        def field(figures: object, node: dict[str, Raw], place: str, given: dict[str, Raw] = given) -> object:
            value = given.get(place, given.get(place.rpartition(".")[2]))
            if value is None:
                raise module.MissingError(f"{place} is not given")
            listed = [Fraction(str(one)) for one in value] if isinstance(value, list) else None
            if listed is None:
                listed = [Fraction(str(value))] if module.is_number(value) else None
            if listed is None:
                return value
            return (
                module.latest(figures, node, listed, place)
                if place.startswith(("bidder.acc", "bid.d"))
                else listed[-1]
            )

        monkeypatch.setattr(module, "_field", field)
        rule = module.rule_of(lot, {"use": "it", "with": stated})
        figures = module.Figures(lot, "oak", rule)
        value = module.measured(figures, rule.measure)
        expected = case["measure"]
        assert value == (Fraction(str(expected)) if module.is_number(expected) else expected), case["words"]
        if "points" in case:
            assert module.points_of(figures, value) == Fraction(str(case["points"])), case["words"]
        if "grade" in case:
            assert module.band_of(figures, value)["grade"] == case["grade"], case["words"]


def test_most_packs_have_such_cases() -> None:
    assert len(PACKS) > 60
