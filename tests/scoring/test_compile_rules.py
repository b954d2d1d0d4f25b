from collections.abc import Mapping
from fractions import Fraction

import pytest

from bideval.model.rules import RankOn
from tests.scoring.checks.base import CLINICAL, LOTS, PLAIN, PRICE, WORKFORCE, Case, Folder
from tests.scoring.compiled import assert_compiled, compiled

F = Fraction
ALL_QUALITY = [{**CLINICAL, "weight": "80"}, WORKFORCE]
RATIO = {
    "tender/method": {"use": "price-per-quality-point", "with": {"quality_minimum": "1"}},
    "tender/criteria": ALL_QUALITY,
}
INDEX = {
    "tender/method": {"use": "weighted-vfm-index", "with": {"quality_weight": "60", "cost_weight": "40"}},
    "tender/criteria": ALL_QUALITY,
}
LOG = {"tender/criteria/2": {**PRICE, "formula": "log-from-lowest", "with": {"ratio": "3", "floor": "0"}}}


def rounding(
    *rules: tuple[str, str] | tuple[str, str, list[str]], rank_on: str | None = "rounded"
) -> dict[str, object]:
    """Publish roundings: a stage with its places, and the criteria it is limited to."""
    listed = [
        {"stage": rule[0], "places": rule[1], "mode": "half-up", **({"of": rule[2]} if len(rule) > 2 else {})}
        for rule in rules
    ]
    return {"tender/rounding": listed, "tender/rank_on": rank_on}


WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("no method", PLAIN, {"tender/method": None}, "BE110", "has no award method"),
    (
        "no method in one of two lots",
        LOTS,
        {"tender/method": None, "tender/lots/0/method": {"use": "weighted-sum"}},
        "BE110 /lots/1",
        "lot south has no award method",
    ),
    (
        "a method that is none",
        PLAIN,
        {"tender/method": {"use": "weighted-sums"}},
        "BE111 /method/use",
        "Did you mean weighted-sum?",
    ),
    (
        "a parameter of a method that is missing",
        PLAIN,
        {**RATIO, "tender/method": {"use": "price-per-quality-point"}},
        "BE121 /method/with",
        "quality_minimum is missing",
    ),
    (
        "a parameter of a method that is none",
        PLAIN,
        {"tender/method": {"use": "weighted-sum", "with": {"cap": "1"}}},
        "BE121 /method/with/cap",
        "cap is not a parameter",
    ),
    (
        "rounded, and not said which figures are ranked",
        PLAIN,
        rounding(("total", "2"), rank_on=None),
        "BE112 /rounding",
        "State rank_on: rounded, or rank_on: exact",
    ),
    (
        "marked, and not said which mark governs",
        PLAIN,
        {"tender/marks": None},
        "BE113 /criteria",
        "which mark governs",
    ),
    (
        "a logarithm without a rounding",
        PLAIN,
        LOG,
        "BE114 /criteria/2/formula",
        "no rounding of points is published for price",
    ),
    (
        "a logarithm whose rounding is for another criterion",
        PLAIN,
        {**LOG, **rounding(("points", "2", ["clinical"]))},
        "BE114 /criteria/2/formula",
        "log-from-lowest gives values without an end",
    ),
    ("a root without a rounding", PLAIN, INDEX, "BE115 /method", "weighted-vfm-index takes a root"),
    (
        "a price criterion beside a method that reads the price",
        PLAIN,
        {**RATIO, "tender/criteria": [CLINICAL, WORKFORCE, PRICE]},
        "BE116 /criteria/2/formula /method",
        "price turns the price into points, but price-per-quality-point reads the price itself",
    ),
    (
        "quality in a tender without criteria",
        PLAIN,
        {**RATIO, "tender/criteria": []},
        "BE117 /method",
        "reads quality, and",
    ),
    (
        "quality out of a thousand points",
        PLAIN,
        {
            **RATIO,
            "tender/weighting": {"kind": "points", "total": "1000"},
            "tender/criteria": [{**CLINICAL, "weight": "800"}, {**WORKFORCE, "weight": "200"}],
        },
        "BE134 /weighting /method",
        "the criteria are weighted out of 1000",
    ),
    (
        "quality whose weights do not sum",
        PLAIN,
        {**RATIO, "tender/criteria": [CLINICAL, WORKFORCE]},
        "BE103 /criteria",
        "sum to 60",
    ),
    (
        "a tie settled by the points of nothing",
        PLAIN,
        {"tender/ties": [{"by": "points"}]},
        "BE118 /ties/0",
        "points of what?",
    ),
    (
        "a tie settled by a criterion that is none",
        PLAIN,
        {"tender/ties": [{"by": "points", "of": "clincal"}]},
        "BE118 /ties/0",
        "no criterion clincal",
    ),
    (
        "a tie settled by a criterion of the other lot",
        LOTS,
        {"tender/ties": [{"by": "points", "of": "workforce"}]},
        "BE118 /ties/0",
        "lot south has no criterion workforce",
    ),
    (
        "a lower price of something",
        PLAIN,
        {"tender/ties": [{"by": "lower-price", "of": "price"}]},
        "BE118 /ties/0",
        "the rung lower-price is not of a criterion",
    ),
    (
        "a rounding of a criterion that is none",
        PLAIN,
        rounding(("points", "2", ["clincal"])),
        "BE119 /rounding/0",
        "clincal is rounded, but is not a criterion",
    ),
    (
        "a stage rounded twice",
        PLAIN,
        rounding(("total", "2"), ("total", "1")),
        "BE120 /rounding/1 /rounding/0",
        "the stage total is rounded twice",
    ),
    (
        "a criterion rounded twice",
        PLAIN,
        rounding(("points", "2", ["clinical"]), ("points", "1", ["clinical", "price"])),
        "BE120 /rounding/1 /rounding/0",
        "rounded twice for clinical",
    ),
    (
        "a criterion rounded, and then all",
        PLAIN,
        rounding(("points", "2", ["clinical"]), ("points", "1")),
        "BE120 /rounding/1 /rounding/0",
        "the stage points is rounded twice",
    ),
    (
        "method, criteria and gates in one run",
        PLAIN,
        {
            "tender/method": None,
            "tender/criteria/0/weight": "41",
            "tender/gates": [{"id": "g", "phase": "conditions", "test": "is", "on_fail": "flag"}],
        },
        "BE103 /criteria\nBE110\nBE141 /gates/0",
        "sum to 101",
    ),
]

RIGHT: list[Case] = [
    ("a rounding and what is ranked on", PLAIN, rounding(("total", "2")), "", ""),
    ("a logarithm with its rounding", PLAIN, {**LOG, **rounding(("points", "2"))}, "", ""),
    (
        "a logarithm with a rounding of its own",
        PLAIN,
        {**LOG, **rounding(("points", "2", ["price"]))},
        "",
        "",
    ),
    ("a root with its rounding", PLAIN, {**INDEX, **rounding(("figure", "2"))}, "", ""),
    ("a method that reads quality and price", PLAIN, RATIO, "", ""),
    (
        "nothing is marked, and no mark governs",
        PLAIN,
        {"tender/marks": None, "tender/criteria": [{**PRICE, "weight": "100"}]},
        "",
        "",
    ),
    (
        "a tie settled by a criterion of every lot",
        LOTS,
        {"tender/ties": [{"by": "points", "of": "clinical"}]},
        "",
        "",
    ),
    (
        "two criteria, each with its own rounding",
        PLAIN,
        rounding(("points", "2", ["clinical"]), ("points", "1", ["price"])),
        "",
        "",
    ),
    ("one stage for all and another stage", PLAIN, rounding(("points", "2"), ("total", "1")), "", ""),
    ("a rounding of a criterion of one lot", LOTS, rounding(("points", "2", ["workforce"])), "", ""),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_rules(case: Case) -> None:
    assert_compiled(case)


LISTS: list[tuple[str, Folder, Mapping[str, object], list[str], list[str]]] = [
    # in words, folder, change, the lots that can be read, and those that can be scored
    ("both lots", LOTS, {}, ["north", "south"], ["north", "south"]),
    (
        "one lot's weights do not sum",
        LOTS,
        {"tender/lots/1/criteria/0/weight": "49"},
        ["north", "south"],
        ["north"],
    ),
    ("something is left unsaid", PLAIN, {"tender/marks": None}, ["whole"], []),
    ("a figure is not defined", PLAIN, LOG, [], []),
]


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case[0])
def test_which_lots_are_read_and_which_scored(
    case: tuple[str, Folder, Mapping[str, object], list[str], list[str]],
) -> None:
    _, folder, change, read, scored = case
    found = compiled(folder, change)
    assert [rules.id for rules in found.lots] == read
    assert [rules.id for rules in found.scorable] == scored


def test_what_a_lot_takes_from_the_tender() -> None:
    change = {
        "tender/contract": {"value": "90", "years": "3"},
        "tender/lots/1/value": "40",
        "tender/lots/0/places": "2",
        **rounding(("total", "2"), rank_on="exact"),
    }
    north, south = compiled(LOTS, change).lots
    assert [(lot.value, lot.years) for lot in (north, south)] == [(F(90), F(3)), (F(40), F(3))]
    assert [lot.places for lot in (north, south)] == [2, 1]
    assert north.rank_on is RankOn.EXACT
    assert [leaf.id for leaf in south.leaves()] == ["clinical", "price"]
    assert [leaf.weight for leaf in south.leaves()] == [F(50), F(50)]
