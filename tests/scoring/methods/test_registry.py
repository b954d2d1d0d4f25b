"""The registry: frozen, sorted, and closed to entries that contradict themselves."""

from fractions import Fraction
from types import MappingProxyType

import pytest

from bideval.errors import GuardError
from bideval.model.parameters import With
from bideval.scoring.given import number, word
from bideval.scoring.methods import METHODS
from bideval.scoring.methods.entry import Method
from bideval.scoring.methods.readings import quality_minimum
from bideval.scoring.methods.registry import by_id
from tests.scoring.methods.table import bid

PLAIN = METHODS["vfm-index"]
PRICED = METHODS["lowest-compliant"]

ACCEPTED = [
    ("one entry", (PLAIN,)),
    ("two entries", (PLAIN, PRICED)),
    ("an id that begins with a digit", (PLAIN._replace(id="2-index"),)),
    ("a required minimum on both sides", (METHODS["price-per-quality-point"],)),
]

REFUSED = [
    ("an id twice", (PLAIN, PRICED, PLAIN), "given twice"),
    ("an id with a capital", (PLAIN._replace(id="Vfm"),), "the id must be"),
    ("an empty id", (PLAIN._replace(id=""),), "the id must be"),
    ("an unknown unit", (PLAIN._replace(unit="pounds"),), "unit pounds"),
    ("an unknown status", (PLAIN._replace(status="W"),), "status W"),
    ("no source", (PLAIN._replace(source=""),), "must be stated"),
    ("a parameter twice", (PLAIN._replace(parameters=PLAIN.parameters * 2),), "declared twice"),
    (
        "a minimum of quality unread",
        (PRICED._replace(parameters=(quality_minimum(),)),),
        "no quality is read",
    ),
    ("a minimum needed but optional", (PLAIN._replace(needs_quality_minimum=True),), "in one place only"),
    (
        "a minimum required but not needed",
        (PLAIN._replace(parameters=(quality_minimum(required=True),)),),
        "one place",
    ),
]


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case[0])
def test_sound_entries_are_kept_by_id(case: tuple[str, tuple[Method, ...]]) -> None:
    _, methods = case
    assert dict(by_id(*methods)) == {method.id: method for method in methods}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_faulty_entries_are_refused(case: tuple[str, tuple[Method, ...], str]) -> None:
    _, methods, fault = case
    with pytest.raises(ValueError, match=fault):
        by_id(*methods)


def test_the_registry_is_frozen_and_sorted() -> None:
    assert isinstance(METHODS, MappingProxyType)
    assert list(METHODS) == sorted(METHODS)


def test_only_the_weighted_sum_adds_up_contributions() -> None:
    assert [method.id for method in METHODS.values() if method.additive] == ["weighted-sum"]


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.id)
def test_a_required_parameter_left_out_is_refused_by_name(method: Method) -> None:
    """The declaration finds it first; a caller that skipped that step gets a refusal, no guess."""
    bids = (bid("a", "10", "60", {"plan": "60"}),)
    needed = {parameter.name for parameter in method.parameters if parameter.required} - {"quality_minimum"}
    refused = method.guard(bids, {})
    named = refused is not None and any(name in refused[1] for name in (*needed, "willingness_to_pay"))
    assert named == (bool(needed) or method.id == "monetised-quality")


READINGS: list[tuple[str, With, str]] = [
    ("nothing published", {}, "missing"),
    ("a list", {"share": (Fraction(1),)}, "not a"),
    ("none", {"share": None}, "not a"),
]


@pytest.mark.parametrize("case", READINGS, ids=lambda case: case[0])
def test_terms_of_the_wrong_kind_are_refused(case: tuple[str, With, str]) -> None:
    _, with_, fault = case
    for reader in (number, word):
        with pytest.raises(GuardError, match=fault):
            reader(with_, "share")
