import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.checks.ids import id_skeleton, name_skeleton
from tests.scoring.checks.base import CLINICAL, LOTS, PLAIN, PRICE, WORKFORCE, Case, assert_found


def bid(name: str, bidder: str, called: str, **more: object) -> dict[str, object]:
    return {"id": name, "bidder": {"id": bidder, "name": called, **more}}


def third(name: str, bidder: str, called: str, **more: object) -> dict[str, object]:
    """Add a bid that is withdrawn, so that nothing else is asked of it."""
    return {f"bids/{name}": {**bid(name, bidder, called, **more), "status": "withdrawn"}}


GATE = {
    "phase": "conditions",
    "measure": {"constant": "1", "unit": "ratio"},
    "threshold": "1",
    "test": "at-least",
    "on_fail": "flag",
}

ALIKE: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "two bids that differ by a hyphen",
        PLAIN,
        third("a-corn", "other", "Other"),
        "BE180 bids/acorn.yaml#/id bids/a-corn.yaml#/id",
        "the bids a-corn and acorn can be taken for one another",
    ),
    (
        "rn read as m in two bidders",
        PLAIN,
        {**third("cedar", "bam", "Cedar"), **third("dogwood", "barn", "Dogwood")},
        "BE180 bids/dogwood.yaml#/bidder/id bids/cedar.yaml#/bidder/id",
        "bidders bam and barn",
    ),
    (
        "0 and o in two evaluators",
        PLAIN,
        {"evaluators/+": "b0,Bob,observer"},
        "BE180 evaluators.csv#/3/id evaluators.csv#/1/id",
        "evaluators bo and b0",
    ),
    (
        "1 and l in two lots",
        LOTS,
        {
            "tender/lots/+": {"id": "1ot"},
            "tender/lots/0/id": "lot",
            "bids/acorn/lots/0": "lot",
            "prices/acorn/lots": {"lot": {"amount": "100"}, "south": {"amount": "90"}},
            "consensus/1": "workforce,acorn,60,Rotas are worked out to the hour.,lot",
        },
        "BE180 tender.yaml#/lots/2/id tender.yaml#/lots/0/id",
        "lots lot and 1ot",
    ),
    (
        "two criteria of one lot, said once although two lots inherit them",
        LOTS,
        {
            "tender/criteria": [
                {**CLINICAL, "weight": "20"},
                {**CLINICAL, "id": "c1inical", "weight": "20"},
                WORKFORCE,
                PRICE,
            ],
            "consensus/+": "c1inical,acorn,3,The plan is staffed.,north",
        },
        "BE180 tender.yaml#/criteria/1/id tender.yaml#/criteria/0/id",
        "criteria clinical and c1inical",
    ),
    (
        "two gates",
        PLAIN,
        {"tender/gates": [{**GATE, "id": "vvater"}, {**GATE, "id": "water"}]},
        "BE180 tender.yaml#/gates/1/id tender.yaml#/gates/0/id",
        "gates vvater and water",
    ),
    (
        "a name with a Cyrillic letter in it",
        PLAIN,
        third("cedar", "cedar", "Be\u0435ch Health"),
        "BE181 bids/cedar.yaml#/bidder/name bids/beech.yaml#/bidder/name",
        "have names that look alike",
    ),
    (
        "a name in capitals with spaces and an accent",
        PLAIN,
        third("cedar", "cedar", "\u00c1CORN-CARE"),
        "BE181 bids/cedar.yaml#/bidder/name bids/acorn.yaml#/bidder/name",
        "{kind: answer, finding: BE181, bid: cedar, reason: ...}",
    ),
    (
        "two lots of one id",
        LOTS,
        {"tender/lots/+": {"id": "north"}},
        "BE182 tender.yaml#/lots/2/id tender.yaml#/lots/0/id",
        "two lots are called north",
    ),
    (
        "a bidder under two names",
        PLAIN,
        third("cedar", "acorn-care", "Acorn Holding"),
        "BE183 bids/cedar.yaml#/bidder/name bids/acorn.yaml#/bidder/name",
        "'Acorn Holding' here and 'Acorn Care' in another bid",
    ),
    (
        "a bidder of two types",
        PLAIN,
        third("cedar", "acorn-care", "Acorn Care", type="charity"),
        "BE183 bids/cedar.yaml#/bidder/type bids/acorn.yaml#/bidder/type",
        "has the type 'charity' here and 'not-stated'",
    ),
]

APART: list[Case] = [
    ("ids that differ in a letter", PLAIN, third("acorm", "other", "Other"), "", ""),
    ("the same id in two namespaces", PLAIN, third("ada", "price", "Other"), "", ""),
    ("one bidder with two bids of one name", PLAIN, third("cedar", "acorn-care", "Acorn Care"), "", ""),
    ("two names that differ in a word", PLAIN, third("cedar", "cedar", "Acorn Health"), "", ""),
    ("0 in place of another letter", PLAIN, {"evaluators/+": "a0,Al,observer"}, "", ""),
]


@pytest.mark.parametrize("case", [*ALIKE, *APART], ids=lambda case: case[0])
def test_ids_and_names(case: Case) -> None:
    assert_found(case)


ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
names = st.text(
    st.characters(categories=["Lu", "Ll", "Nd", "Zs"], max_codepoint=0x24F), min_size=1, max_size=30
)


@given(ids, st.data())
def test_swapping_look_alikes_keeps_the_skeleton(name: str, data: st.DataObject) -> None:
    swaps = {"o": "o0", "0": "o0", "l": "l1", "1": "l1", "-": ["-", ""]}
    written = "".join(data.draw(st.sampled_from(list(swaps[one]))) if one in swaps else one for one in name)
    assert id_skeleton(written) == id_skeleton(name)


@given(names)
def test_case_accents_and_spaces_do_not_change_the_skeleton_of_a_name(name: str) -> None:
    bare = "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one))
    assert name_skeleton(f"  {bare} ") == name_skeleton(name)
    assert name_skeleton(name.replace(" ", "")) == name_skeleton(name)


LATIN_TWINS = (
    "\u0430a \u0410A \u0435e \u043eo \u0440p \u0441c \u0445x \u0456i \u03bfo \u0391A \u0395E "
    "\u039aK \u03a4T \uff21A"
)


@pytest.mark.parametrize("pair", LATIN_TWINS.split())
def test_a_letter_of_another_script_looks_like_its_twin(pair: str) -> None:
    assert name_skeleton(f"H{pair[0]}us") == name_skeleton(f"H{pair[1]}us")
