"""Gates that test a grade: green, amber or red, by the bands of a pack.

The threshold is then the list of grades that pass.  A rule that lets amber pass says
what amber must provide; what a bid provides is recorded as a decision (``conditions``).
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, error
from bideval.model.criterion import Gate
from bideval.model.inputs import Inputs
from bideval.model.points import AMBER, BandRule
from bideval.model.raw import closest
from bideval.model.rules import Test

FILE = "tender.yaml"
GRADE = "grade"  # the unit of what such a gate tests


def graded_by(inputs: Inputs, gate: Gate) -> BandRule | None:
    """Return the bands whose grade the gate tests; None where it tests a figure or a word."""
    pack = inputs.packs.get(gate.use or "")
    return pack.graded if pack is not None and gate.test is Test.ONE_OF else None


def amber_findings(gate: Gate, grades: BandRule | None, pointer: str) -> Iterator[Finding]:
    """The grades that pass are grades of the pack, and amber says what it needs, nothing else does."""
    listed = gate.threshold if grades is not None and isinstance(gate.threshold, tuple) else ()
    for index, word in enumerate(listed):
        if grades is not None and word not in grades.grades:
            message = f"{word} is no grade of {gate.use}"
            place = Source(FILE, f"{pointer}/threshold/{index}")
            yield error("BE194", message, closest(word, grades.grades), place)
    passes_amber = AMBER in listed
    if passes_amber and gate.amber_needs is None:
        yield error(
            "BE193",
            f"{gate.id} lets amber pass, and does not say what amber must provide",
            "State amber_needs, as published, such as a bond of a tenth of the contract value.",
            Source(FILE, pointer),
        )
    if gate.amber_needs is not None and not passes_amber:
        yield error(
            "BE193",
            f"{gate.id} says what amber must provide, and amber is no grade that passes it",
            "Take amber_needs out, or test one-of with amber among the grades of a graded pack.",
            Source(FILE, f"{pointer}/amber_needs"),
        )
