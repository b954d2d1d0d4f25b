"""A regime in words: its checks and clock, and what it says of a pack."""

import pytest

from bideval.model.pack import Pack
from bideval.report.regime_words import NOBODY_SAYS, looks_words, regime_words, when_words
from bideval.report.shelf_text import show_data, show_text
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
    **{key: one for key, one in RULE.items() if key != "packs"},
    "id": "standing",
    "looks": "standing",
    "wording": "Conditions test the supplier.",
    "cite": "s.5",
}
KIND: File = {**RULE, "id": "kind", "looks": "tests", "wording": "Contracts are reserved by law alone."}

SAYS: list[tuple[str, File, list[str]]] = [
    # in words, keys of the regime, lines
    ("nothing", {}, []),
    ("of another pack", {"checks": [{**RULE, "packs": ["finance/covers"]}]}, []),
    ("of another family", {"allows": [{**ALLOWED, "packs": ["backing"]}]}, []),
    ("a question", {"checks": [RULE]}, ["questioned as a criterion: Nearness may not count (section 3; status V)"]),
    (
        "a question where something holds, unless something else does",
        {"checks": [{**RULE, "when": {"nation": ["wales", "england"]}, "unless": {"buys": ["works"]}}]},
        [
            ("questioned as a criterion where nation is wales or england unless buys is works: Nearness may not count "
            "(section 3; status V)")
        ],
    ),
    ("a warning", {"checks": [{**RULE, "severity": "warning"}]}, ["warned of as a criterion: Nearness may not count (section 3; status V)"]),
    ("an error", {"checks": [{**RULE, "severity": "error"}]}, ["refused as a criterion: Nearness may not count (section 3; status V)"]),
    ("that its family is allowed", {"allows": [ALLOWED]}, ["allowed as conditions (section 4; status S)"]),
    (
        "that it is allowed, and asked about",
        {"allows": [ALLOWED], "checks": [RULE]},
        [
            "allowed as conditions (section 4; status S)",
            "questioned as a criterion: Nearness may not count (section 3; status V)",
        ],
    ),
    (
        "that weighing a bidder's standing wants a reason",
        {"checks": [STANDING]},
        ["weighted at award, a because is asked for: Conditions test the supplier (s.5; status V)"],
    ),
    (
        "that a gate by it is asked about",
        {"checks": [KIND]},
        ["questioned as a gate: Contracts are reserved by law alone (section 3; status V)"],
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
    regime = saying(checks=[STANDING])
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


def test_what_a_regime_allows_stands_in_json() -> None:
    """As in the regime's own file."""
    allowed = show_data("uk/nhs-provider-selection-2023@1")["allows"]
    assert isinstance(allowed, list)
    assert {
        "packs": ["quality"],
        "wording": "under the key criterion of quality and innovation",
        "cite": "Provider Selection Regime Regulations 2023, regulation 5(a)",
        "status": "V",
    } in allowed
    assert "allows" not in show_data("finance/turnover-cover@1")


WHERE = [
    # in words, pack, parts of what show says of the regimes
    ("allowed", "finance/turnover-cover@1", "procurement-act-2023@1: allowed as conditions of participation"),
    ("asked as a criterion", "finance/turnover-cover@1", "procurement-act-2023@1: weighted at award, a because"),
    ("asked as a gate", "ownership/legal-form@1", "procurement-act-2023@1: questioned as a gate: A condition is set only"),
    ("asked where it is used", "local/local-spend@1", "pcr-2015@1: questioned as a criterion where authority_type is council"),
]  # fmt: skip


@pytest.mark.parametrize("case", WHERE, ids=lambda case: case[0])
def test_show_says_which_regimes_allow_or_question_a_pack(case: tuple[str, str, str]) -> None:
    _, name, said = case
    lines = show_data(name)["regimes"]
    assert isinstance(lines, list)
    assert any(said in str(line) for line in lines)
    assert said in show_text(name)
