from collections.abc import Mapping
from fractions import Fraction

import pytest

from tests.scoring.checks.base import LOTS, Case, Change
from tests.scoring.compiled import assert_compiled, compiled
from tests.scoring.shelf import HERE

F = Fraction
BARE = {"id": "size", "phase": "conditions", "test": "at-least", "on_fail": "flag"}
TURNOVER = {"field": "bidder.accounts.turnover"}
ALONE = {"combine": "none"}
WORDS = {"field": "bid.declared.grade"}
OWN = {**BARE, "measure": TURNOVER, "threshold": "10", "relies_on": ALONE}
PACKED = {**BARE, "use": "finance/size@1", "with": {"least": "10"}, "relies_on": ALONE}
GRADED = {**BARE, "measure": WORDS, "test": "one-of", "threshold": ["gold", "silver"]}
DECLARES = {"tender/declares": {"grade": {"unit": "words"}, "beds": {"unit": "count"}}}


def gate(base: Mapping[str, object], **parts: object) -> Change:
    """Put one gate into the tender, with parts of it changed, or taken out where None."""
    given = {**base, **parts}
    return {**DECLARES, "tender/gates": [{key: value for key, value in given.items() if value is not None}]}


WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "two gates of one id",
        HERE,
        {"tender/gates": [OWN, PACKED]},
        "BE140 /gates/1/id /gates/0/id",
        "two gates are called size",
    ),
    (
        "neither a pack nor a measure",
        HERE,
        gate(OWN, measure=None),
        "BE141 /gates/0",
        "nothing or too much says what size tests",
    ),
    ("a pack and a measure", HERE, gate(OWN, use="finance/size@1"), "BE141 /gates/0", "one of them"),
    (
        "a pack without a threshold",
        HERE,
        gate(PACKED, use="finance/cover@1", with_={"full": "1"}, **{"with": None}),
        "BE142 /gates/0/use",
        "finance/cover@1 has no threshold",
    ),
    (
        "a threshold beside its pack",
        HERE,
        gate(PACKED, threshold="10"),
        "BE143 /gates/0/threshold",
        "the threshold of size belongs to its pack",
    ),
    (
        "a pack without its threshold",
        HERE,
        gate(PACKED, **{"with": {}}),
        "BE121 /gates/0/with",
        "the parameter least is missing",
    ),
    (
        "a measure without a threshold",
        HERE,
        gate(OWN, threshold=None),
        "BE144 /gates/0",
        "size has no threshold",
    ),
    ("one of a single word", HERE, gate(GRADED, threshold="gold"), "BE145 /gates/0", "one-of with a list"),
    (
        "one of several numbers",
        HERE,
        gate(OWN, test="one-of", threshold=["10", "20"]),
        "BE145 /gates/0",
        "size tests one-of",
    ),
    (
        "at least a word",
        HERE,
        gate(GRADED, test="at-least", threshold="gold"),
        "BE145 /gates/0",
        "size compares words",
    ),
    ("exactly one of a list", HERE, gate(GRADED, test="is"), "BE145 /gates/0", "Use test: is with a word"),
    (
        "a threshold that is no number",
        HERE,
        gate(OWN, threshold="10m"),
        "BE146 /gates/0",
        "'10m' is not a number",
    ),
    ("a list of thresholds", HERE, gate(OWN, threshold=["10"]), "BE146 /gates/0", "State a number in money."),
    (
        "a measure that cannot be read",
        HERE,
        gate(OWN, measure={"field": "bidder.name"}),
        "BE121 /gates/0/measure/field",
        "bidder.name is not a field",
    ),
    (
        "whose figures count is not said",
        HERE,
        gate(OWN, relies_on=None),
        "BE147 /gates/0",
        "does not say whose count",
    ),
    (
        "whose figures count is not said of a pack",
        HERE,
        gate(PACKED, relies_on=None),
        "BE147 /gates/0",
        "State relies_on",
    ),
    (
        "nothing of a bidder is read",
        HERE,
        gate(GRADED, relies_on=ALONE),
        "BE148 /gates/0/relies_on",
        "Take relies_on out.",
    ),
    (
        "none, and yet somebody",
        HERE,
        gate(OWN, relies_on={"combine": "none", "who": ["members"]}),
        "BE149 /gates/0/relies_on",
        "does not say plainly whose figures count",
    ),
    (
        "a sum of nobody",
        HERE,
        gate(OWN, relies_on={"combine": "sum"}),
        "BE149 /gates/0/relies_on",
        "sum, any and each name who",
    ),
    (
        "a share of the lead of no sum",
        HERE,
        gate(OWN, relies_on={"combine": "any", "who": ["members"], "lead_at_least": "40"}),
        "BE149 /gates/0/relies_on",
        "lead_at_least of size has nothing to be a share of",
    ),
    (
        "a gate of a lot",
        LOTS,
        {"tender/lots/1/gates": [{**OWN, "threshold": "x"}]},
        "BE146 /lots/1/gates/0",
        "'x'",
    ),
]

RIGHT: list[Case] = [
    ("a measure in place", HERE, gate(OWN), "", ""),
    ("a pack", HERE, gate(PACKED), "", ""),
    ("one of several words", HERE, gate(GRADED), "", ""),
    ("exactly a word", HERE, gate(GRADED, test="is", threshold="gold"), "", ""),
    ("exactly a number", HERE, gate(OWN, test="is", threshold="10"), "", ""),
    (
        "a declared number needs no reliance",
        HERE,
        gate(BARE, measure={"field": "bid.declared.beds"}, threshold="3"),
        "",
        "",
    ),
    (
        "a sum with a share of the lead",
        HERE,
        gate(OWN, relies_on={"combine": "sum", "who": ["members"], "lead_at_least": "40"}),
        "",
        "",
    ),
    ("no gates", HERE, {"tender/gates": []}, "", ""),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_gates(case: Case) -> None:
    assert_compiled(case)


THRESHOLDS: list[tuple[str, Change, object, str]] = [
    # in words, change, threshold, unit
    ("a number in place", gate(OWN, threshold="2/3"), F(2, 3), "money"),
    ("a number of a pack", gate(PACKED), F(10), "money"),
    ("a list of words", gate(GRADED), ("gold", "silver"), "words"),
    ("a word", gate(GRADED, test="is", threshold="gold"), "gold", "words"),
]


@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: case[0])
def test_the_threshold_is_typed(case: tuple[str, Change, object, str]) -> None:
    _, change, expected, unit = case
    (rules,) = compiled(HERE, change).lots
    (found,) = rules.gates
    assert (found.threshold, found.unit, found.pointer) == (expected, unit, "/gates/0")
