"""The closed language of a regime's checks, its clock and what it allows: what is read, and every mistake."""

from fractions import Fraction

import pytest

from bideval.errors import Severity
from bideval.model.pack_text import parse_pack
from bideval.model.regime_rules import TAKES, Counted, Looks, Wait
from tests.model.pack_files import RATIO, REGIME, File, put

SAID: File = {"wording": "So it is.", "cite": "section 1", "status": "V"}
RULE: File = {"id": "rule", "looks": "ties", "severity": "question", "remedy": "State it.", **SAID}
YEARS: File = {**RULE, "looks": "years", "at_most": "5"}
STEP: File = {"id": "notice", **SAID}
WAIT: File = {
    **STEP,
    "id": "wait",
    "after": "notice",
    "wait": "8",
    "unit": "working-days",
    "counted": "day-of",
}
ALLOWED: File = {"packs": ["finance"], **SAID}


def checks(*rules: object) -> File:
    return {**REGIME, "checks": list(rules)}


def clock(*steps: object) -> File:
    return {**REGIME, "clock": list(steps)}


def allows(*entries: object) -> File:
    return {**REGIME, "allows": list(entries)}


BAD: list[tuple[str, File, str, str, str]] = [
    # in words, file, code, place, part of the message
    ("checks that are no list", {**REGIME, "checks": "ties"}, "BE314", "/checks", "a list of checks"),
    ("a check that is a word", checks("ties"), "BE314", "/checks/0", "a check is expected"),
    ("a key that checks do not have", checks({**RULE, "sevrity": "error"}), "BE314", "/checks/0/sevrity", "not a key"),
    ("an id that is none", checks({**RULE, "id": "Tie Rule"}), "BE314", "/checks/0/id", "is not an id"),
    ("two checks of one id", checks(RULE, RULE), "BE314", "/checks", "two entries are called rule"),
    ("something nobody looks at", checks({**RULE, "looks": "tie"}), "BE314", "/checks/0/looks", "'tie' is not one of"),
    ("a severity there is not", checks({**RULE, "severity": "fatal"}), "BE314", "/checks/0/severity", "not one of"),
    ("no wording", checks({**RULE, "wording": " "}), "BE314", "/checks/0/wording", "what the rule says"),
    ("no remedy", checks({k: v for k, v in RULE.items() if k != "remedy"}), "BE314", "/checks/0/remedy", "how to put"),
    ("no citation", checks({k: v for k, v in RULE.items() if k != "cite"}), "BE314", "/checks/0/cite", "the citation"),
    ("a status there is not", checks({**RULE, "status": "X"}), "BE314", "/checks/0/status", "not one of V, S, U"),
    ("an error of a secondary source", checks({**RULE, "severity": "error", "status": "S"}),
     "BE314", "/checks/0/severity", "only a verified rule can be an error"),
    ("an error nobody has verified", checks({**RULE, "severity": "error", "status": "U"}),
     "BE314", "/checks/0/severity", "only a verified rule can be an error"),
    ("a fact there is not", checks({**RULE, "when": {"county": ["kent"]}}), "BE314", "/checks/0/when/county", "not a key"),
    ("a word that the fact cannot have", checks({**RULE, "when": {"nation": ["kent"]}}),
     "BE314", "/checks/0/when/nation/0", "'kent' is not one of"),
    ("a word instead of a list", checks({**RULE, "unless": {"nation": "wales"}}),
     "BE314", "/checks/0/unless/nation", "a list of words"),
    ("a basis that the regime has not", checks({**RULE, "when": {"basis": ["maximum"]}}),
     "BE314", "/checks", "names maximum, which is no basis here"),
    ("a word for true or false", checks({**RULE, "not_open": "perhaps"}), "BE314", "/checks/0/not_open", "true or false"),
    ("packs beside a look at standing", checks({**RULE, "looks": "standing", "packs": ["finance"]}),
     "BE314", "/checks/0/packs", "packs does not go with looks: standing"),
    ("a look at tests of nothing", checks({**RULE, "looks": "tests"}), "BE314", "/checks/0", "says of what"),
    ("an unstated fact that a tender cannot state", checks({**RULE, "unstated": ["basis"]}),
     "BE314", "/checks/0/unstated/0", "not one of"),
    ("a parameter that is missing", checks({**RULE, "looks": "years"}), "BE314", "/checks/0", "needs at_most"),
    ("a parameter that does not belong", checks({**RULE, "at_most": "2"}), "BE314", "/checks/0/at_most", "does not go"),
    ("a parameter that is no number", checks({**YEARS, "at_most": "five"}), "BE314", "/checks/0/at_most", "not a number"),
    ("weights of nothing", checks({**RULE, "looks": "weighs"}), "BE314", "/checks/0", "says of what"),
    ("a pack with its edition", checks({**RULE, "looks": "uses", "packs": ["finance/cover@1"]}),
     "BE314", "/checks/0/packs/0", "does not name a pack"),
    ("a kind of decision there is not", checks({**RULE, "looks": "decision", "of": ["refined"]}),
     "BE314", "/checks/0/of/0", "not one of"),
    ("reasons of a basis there is not", checks({**RULE, "looks": "reason", "of": ["maximum"]}),
     "BE314", "/checks", "names maximum"),
    ("a step that is a word", clock("notice"), "BE315", "/clock/0", "a step of the clock"),
    ("a step without its citation", clock({"id": "notice", "wording": "x", "status": "U"}),
     "BE315", "/clock/0/cite", "the citation"),
    ("a step after one that comes later", clock({**STEP, "after": "wait"}, {**STEP, "id": "wait"}),
     "BE315", "/clock/0/after", "is not one of"),
    ("two steps of one id", clock(STEP, STEP), "BE315", "/clock", "two entries are called notice"),
    ("a wait after nothing", clock({k: v for k, v in WAIT.items() if k != "after"}), "BE315", "/clock/0", "in full"),
    ("a wait of nobody knows what", clock(STEP, {k: v for k, v in WAIT.items() if k != "unit"}),
     "BE315", "/clock/1", "in full"),
    ("half a day", clock(STEP, {**WAIT, "wait": "8.5"}), "BE315", "/clock/1/wait", "not a whole number"),
    ("a wait in weeks", clock(STEP, {**WAIT, "unit": "weeks"}), "BE315", "/clock/1/unit", "not one of"),
    ("a wait from a day there is not", clock(STEP, {**WAIT, "counted": "day-before"}),
     "BE315", "/clock/1/counted", "not one of"),
    ("an entry without packs", allows({**SAID}), "BE316", "/allows/0/packs", "a list of ids"),
    ("an entry without its wording", allows({"packs": ["finance"], "cite": "x", "status": "U"}),
     "BE316", "/allows/0/wording", "on what terms"),
    ("a key that entries do not have", allows({**ALLOWED, "says": "yes"}), "BE316", "/allows/0/says", "not a key"),
    ("a neighbour that is a list", {**REGIME, "before": ["uk"]}, "BE304", "/before", "the regime that holds then"),
    ("checks of what is no regime", put(RATIO, "checks", value=[RULE]), "BE305", "/checks", "does not go with measure"),
    ("a clock of what is no regime", put(RATIO, "clock", value=[STEP]), "BE305", "/clock", "does not go with measure"),
]  # fmt: skip

GOOD: list[tuple[str, File]] = [
    ("a check of what is not open", checks({**RULE, "looks": "standing", "not_open": "true"})),
    ("a look at tests by name", checks({**RULE, "looks": "tests", "named": ["body-type"]})),
    ("a regime of bases alone", REGIME),
    ("a check", checks(RULE)),
    ("a verified error", checks({**RULE, "severity": "error"})),
    ("two checks of one kind", checks(RULE, {**RULE, "id": "other"})),
    ("every fact", checks({**RULE, "when": {"nation": ["wales"], "buys": ["goods", "works"], "procedure": ["open"]},
                           "unless": {"authority_type": ["council"], "basis": ["minimum"], "pack": ["finance/x"]}})),
    ("an unstated fact", checks({**RULE, "when": {"nation": ["wales"]}, "unstated": ["nation"]})),
    ("a number", checks(YEARS)),
    ("a number as a fraction", checks({**YEARS, "at_most": "5/2"})),
    ("packs and words", checks({**RULE, "looks": "weighs", "packs": ["local", "value/x"], "named": ["near"]})),
    ("words alone", checks({**RULE, "looks": "weighs", "named": ["near"]})),
    ("kinds of decisions", checks({**RULE, "looks": "decision", "of": ["refine", "weights"]})),
    ("reasons", checks({**RULE, "looks": "reason", "of": ["minimum"]})),
    ("a step", clock(STEP)),
    ("a wait", clock(STEP, WAIT)),
    ("a wait that some need not keep", clock(STEP, {**WAIT, "unless": {"buys": ["light-touch-services"]}})),
    ("packs that are allowed", allows(ALLOWED, {**ALLOWED, "packs": ["local/lm3", "scales"]})),
    ("its neighbours", {**REGIME, "before": "here@1", "after": "there@1"}),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_every_mistake_is_found(case: tuple[str, File, str, str, str]) -> None:
    _, file, code, place, words = case
    pack, findings = parse_pack(file, "criteria/x.yaml")
    assert pack is None
    there = [(one.code, one.sources[0].pointer) for one in findings if words in one.message]
    assert there == [(code, place)], [(one.code, one.sources[0].pointer, one.message) for one in findings]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case[0])
def test_what_is_sound_is_read(case: tuple[str, File]) -> None:
    pack, findings = parse_pack(case[1], "criteria/x.yaml")
    assert findings == ()
    assert pack is not None


def test_a_regime_is_read_as_it_is_written() -> None:
    file = {
        **checks({**YEARS, "when": {"pack": ["ownership/x"]}, "severity": "warning"}),
        "clock": [STEP, WAIT],
    }
    pack, _ = parse_pack({**file, "allows": [ALLOWED], "before": "old@1"}, "criteria/x.yaml")
    assert pack is not None
    (check,), (notice, wait), (allowed,) = pack.checks, pack.clock, pack.allows
    assert (check.looks, check.severity, check.at_most) == (Looks.YEARS, Severity.WARNING, Fraction(5))
    assert check.when == (("pack", ("ownership/x",)),)
    assert (notice.after, notice.wait) == (None, None)
    assert (wait.after, wait.wait, wait.unit, wait.counted) == (
        "notice",
        8,
        Wait.WORKING_DAYS,
        Counted.DAY_OF,
    )
    assert (allowed.packs, pack.before, pack.after) == (("finance",), "old@1", None)


def test_all_that_can_be_looked_at_says_what_it_takes() -> None:
    assert set(TAKES) == set(Looks)


OPEN = [
    ("not said", {}, False),
    ("said", {"not_open": "true"}, True),
    ("denied", {"not_open": "false"}, False),
]


@pytest.mark.parametrize("case", OPEN, ids=lambda case: case[0])
def test_a_check_says_that_what_it_finds_is_not_open(case: tuple[str, File, bool]) -> None:
    _, more, expected = case
    pack, findings = parse_pack(checks({**RULE, **more}), "criteria/here.yaml")
    assert findings == ()
    assert pack is not None
    assert [one.not_open for one in pack.checks] == [expected]
