"""A regime in words: its checks and clock, and what it says of a pack."""

import pytest

from bideval.model.pack import Pack
from bideval.report.regime_words import NOBODY_SAYS, looks_words, regime_words, when_words
from tests.model.pack_files import MARKED, RATIO, REGIME, SCALE, File, put
from tests.report.test_pack_words import pack_of

RULE: File = {
    "id": "near",
    "looks": "weighs",
    "packs": ["finance/cover"],
    "severity": "question",
    "wording": "Nearness may not count.",
    "remedy": "Say why.",
    "cite": "section 3",
    "status": "V",
}
ALLOWED: File = {"packs": ["finance"], "wording": "as conditions", "cite": "section 4", "status": "S"}
STANDING: File = {
    "supplier-standing": {"consequence": "flag", "wording": "Conditions test the supplier.", "cite": "s.5"}
}

SAYS: list[tuple[str, File, list[str]]] = [
    # in words, keys of the regime, lines
    ("nothing", {}, []),
    ("of another pack", {"checks": [{**RULE, "packs": ["finance/covers"]}]}, []),
    ("of another family", {"allows": [{**ALLOWED, "packs": ["backing"]}]}, []),
    ("a question", {"checks": [RULE]}, ["questioned: Nearness may not count (section 3; status V)"]),
    (
        "a question where something holds, unless something else does",
        {"checks": [{**RULE, "when": {"nation": ["wales", "england"]}, "unless": {"buys": ["works"]}}]},
        [
            ("questioned where nation is wales or england unless buys is works: Nearness may not count "
            "(section 3; status V)")
        ],
    ),
    ("a warning", {"checks": [{**RULE, "severity": "warning"}]}, ["warned of: Nearness may not count (section 3; status V)"]),
    ("an error", {"checks": [{**RULE, "severity": "error"}]}, ["refused: Nearness may not count (section 3; status V)"]),
    ("that its family is allowed", {"allows": [ALLOWED]}, ["allowed as conditions (section 4; status S)"]),
    (
        "that it is allowed, and asked about",
        {"allows": [ALLOWED], "checks": [RULE]},
        [
            "allowed as conditions (section 4; status S)",
            "questioned: Nearness may not count (section 3; status V)",
        ],
    ),
    (
        "that weighing a bidder's standing wants a reason",
        {"bases": {**REGIME["bases"], **STANDING}},
        ["weighted at award, a because is asked for: Conditions test the supplier (s.5)"],
    ),
]  # fmt: skip


def saying(**keys: object) -> Pack:
    """Return a regime whose file has further keys."""
    return pack_of({**REGIME, **keys})


@pytest.mark.parametrize("case", SAYS, ids=lambda case: case[0])
def test_what_a_regime_says_of_a_pack(case: tuple[str, File, list[str]]) -> None:
    _, keys, expected = case
    regime = saying(**keys)
    lines = regime_words(pack_of(RATIO), (pack_of(SCALE), regime))
    if expected:
        assert list(lines) == [f"{regime.reference}: {one}" for one in expected]
    else:
        assert lines[0].startswith(NOBODY_SAYS)


def test_a_marked_question_is_not_of_a_bidders_standing() -> None:
    regime = saying(bases={**REGIME["bases"], **STANDING})
    assert regime_words(pack_of(MARKED), (regime,)) == (NOBODY_SAYS,)
    about = pack_of(put(MARKED, "about", value="supplier"))
    assert len(regime_words(about, (regime,))) == 1


def test_where_nobody_says_anything_a_gate_has_its_basis() -> None:
    (gate,) = regime_words(pack_of(RATIO), ())
    (marked,) = regime_words(pack_of(MARKED), ())
    assert marked == NOBODY_SAYS
    assert (
        gate
        == f"{NOBODY_SAYS}; what a fail of a gate leads to, a regime says by the basis that the gate states"
    )


STEPS: list[tuple[str, File, str]] = [
    ("the first", {}, "first"),
    ("after another", {"after": "letters"}, "after letters"),
    (
        "a wait that begins with the day itself",
        {"after": "letters", "wait": "8", "unit": "working-days", "counted": "day-of"},
        "8 working days, beginning with the day of letters",
    ),
    (
        "a wait from the next day, which some need not keep",
        {
            "after": "letters",
            "wait": "3",
            "unit": "months",
            "counted": "day-after",
            "unless": {"buys": ["light-touch-services"]},
        },
        "3 months, beginning with the day after letters, unless buys is light-touch-services",
    ),
]


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_when_a_step_of_the_clock_comes(case: tuple[str, File, str]) -> None:
    _, keys, expected = case
    said = {"wording": "It is done.", "cite": "s.1", "status": "U"}
    regime = saying(clock=[{"id": "letters", **said}, {"id": "step", **said, **keys}])
    assert when_words(regime.clock[1]) == expected


def test_what_a_check_looks_at_names_its_parameters() -> None:
    rule = {**RULE, "named": ["near"], "when": {"buys": ["goods"]}, "unstated": ["buys"]}
    (check,) = saying(checks=[rule]).checks
    assert looks_words(check) == (
        "criteria that have a weight; packs finance/cover; named near; where buys is goods; "
        "also where buys is not stated"
    )
