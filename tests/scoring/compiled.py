"""What the tests of compiled rules share: a tender changed in one place, and what is said of it."""

from bideval.scoring.compile_rules import Compiled, compile_rules
from tests.scoring.checks.base import Case, Change, Folder, changed, inputs_of, places


def compiled(folder: Folder, change: Change) -> Compiled:
    """Compile the rules of a changed folder."""
    return compile_rules(inputs_of(changed(folder, change)))


def assert_compiled(case: Case) -> None:
    """Check that exactly the findings of a row come out, in its words.

    A tender without findings is compiled and can be scored; one with findings cannot.
    """
    _, folder, change, expected, words = case
    inputs = inputs_of(changed(folder, change))
    found = compile_rules(inputs)
    lines = places(found.findings).replace("tender.yaml#", "").splitlines()
    there = "\n".join(line.strip() for line in lines)
    said = " ".join(f"{one.message} {one.remedy}" for one in found.findings)
    assert there == "\n".join(sorted(line.strip() for line in expected.splitlines())), there
    assert words in said, said
    assert (len(found.scorable) == len(inputs.lot_ids)) == (not found.findings)
    assert {rules.id for rules in found.scorable} <= {rules.id for rules in found.lots}
