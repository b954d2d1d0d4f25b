from fractions import Fraction

import pytest

from bideval.scoring.lot_rules import Leaf, Reads, Section
from tests.scoring.checks.base import CLINICAL, LOTS, PRICE, SCALE, WORKFORCE, Case
from tests.scoring.compiled import assert_compiled, compiled
from tests.scoring.shelf import COVER, FIVE, HERE, LINEAR, TURNOVER

F = Fraction
FIRST = "tender/criteria/0"


def first(**parts: object) -> dict[str, object]:
    """Put another criterion in the place of the first, of the same weight."""
    return {FIRST: {"id": "clinical", "weight": "40", **parts}}


WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "two criteria of one id",
        HERE,
        {"tender/criteria/1/id": "clinical"},
        "BE100 /criteria/1/id /criteria/0/id",
        "two criteria are called clinical",
    ),
    (
        "a section and a leaf of one id",
        HERE,
        {"tender/criteria": [{"id": "s", "criteria": [{**CLINICAL, "id": "s"}]}, WORKFORCE, PRICE]},
        "BE100 /criteria/0/criteria/0/id /criteria/0/id",
        "two criteria are called s",
    ),
    (
        "no meaning of a weight",
        HERE,
        {"tender/weighting": None},
        "BE108 ",
        "does not say what a weight means",
    ),
    (
        "points without a total",
        HERE,
        {"tender/weighting": {"kind": "points"}},
        "BE109 /weighting",
        "do not go together",
    ),
    (
        "a total of percents",
        HERE,
        {"tender/weighting/total": "100"},
        "BE109 /weighting",
        "the other kinds have none",
    ),
    (
        "weights that do not sum, in a lot",
        LOTS,
        {"tender/lots/1/criteria/0/weight": "49"},
        "BE103 /lots/1/criteria",
        "sum to 99, not 100",
    ),
    ("no way of scoring", HERE, first(), "BE122 /criteria/0", "nothing says how clinical scores"),
    (
        "two ways of scoring",
        HERE,
        first(scale=SCALE, formula="lowest-over-bid"),
        "BE123 /criteria/0",
        "clinical scores in several ways: formula, scale",
    ),
    (
        "a section that also scores itself",
        HERE,
        {"tender/criteria": [{"id": "s", "scale": SCALE, "criteria": [CLINICAL, WORKFORCE]}, PRICE]},
        "BE123 /criteria/0",
        "criteria, scale",
    ),
    (
        "points of nothing",
        HERE,
        first(scale=SCALE, points=LINEAR),
        "BE124 /criteria/0",
        "has points without a measure",
    ),
    (
        "a price read without a formula",
        HERE,
        first(scale=SCALE, reads="evaluated-price"),
        "BE124 /criteria/0",
        "reads a price without a formula",
    ),
    (
        "a pack that gives no points",
        HERE,
        first(use="finance/size@1", with_={"least": "1"}),
        "BE125 /criteria/0/use",
        "finance/size@1 gives no points",
    ),
    (
        "a formula that is none",
        HERE,
        {"tender/criteria/2/formula": "lowest-over-bids"},
        "BE126 /criteria/2/formula",
        "Did you mean lowest-over-bid?",
    ),
    (
        "a parameter of a formula that is missing",
        HERE,
        {"tender/criteria/2/formula": "linear-to-double-lowest"},
        "BE121 /criteria/2/with",
        "floor is missing",
    ),
    (
        "a parameter of a formula that is none",
        HERE,
        {"tender/criteria/2/with": {"flor": "0"}},
        "BE121 /criteria/2/with/flor",
        "flor is not a parameter",
    ),
    (
        "a measure that nothing turns into points",
        HERE,
        first(measure=TURNOVER),
        "BE127 /criteria/0/measure",
        "clinical measures money, and nothing turns that into points",
    ),
    (
        "a measure that cannot be read",
        HERE,
        first(measure={"field": "bidder.accounts.turnovr"}),
        "BE121 /criteria/0/measure/field",
        "turnovr is not a field",
    ),
    (
        "points that cannot be read",
        HERE,
        first(measure=TURNOVER, points={"linear": {}}),
        "\n".join(f"BE121 /criteria/0/points/linear{end}" for end in ("/from", "/outside", "/to")),
        "is expected here",
    ),
    (
        "parameters that nothing takes",
        HERE,
        first(scale=SCALE, with_={"floor": "0"}),
        "BE128 /criteria/0/with",
        "clinical has parameters, but nothing that takes them",
    ),
    (
        "a scale that is none",
        HERE,
        first(scale="five"),
        "BE129 /criteria/0/scale",
        "five is not a mark scale",
    ),
    (
        "a pack that is no scale",
        HERE,
        first(scale="finance/size@1"),
        "BE129 /criteria/0/scale",
        "is not a mark scale",
    ),
    (
        "a scale in place that cannot be read",
        HERE,
        first(scale={"from": "0", "to": "5", "step": "2"}),
        "BE121 /criteria/0/scale/step",
        "steps of 2 do not lead from 0 to 5",
    ),
    (
        "a marked pack with a scale that is none",
        HERE,
        first(use="quality/marked@1", with_={"scale": "scales/six@1"}),
        "BE121 /criteria/0/with/scale",
        "scales/six@1 is not a scale that is at hand",
    ),
    (
        "a marked pack without a scale",
        HERE,
        first(use="quality/marked@1"),
        "BE121 /criteria/0/with",
        "scale is missing",
    ),
    (
        "anchors at one value",
        HERE,
        first(use="finance/cover@1", with_={"full": "0"}),
        "BE121 /criteria/0/with/full",
        "both anchors of the line stand at one value",
    ),
    (
        "a minimum that reads a price",
        HERE,
        {"tender/criteria/2/minimum": {"points": "50", "on_fail": "flag"}},
        "BE130 /criteria/2/minimum",
        "the minimum of price reads a price criterion",
    ),
    (
        "a minimum of no level",
        HERE,
        {"tender/criteria/0/minimum": {"on_fail": "flag"}},
        "BE131 /criteria/0/minimum",
        "states no level",
    ),
    (
        "a mark for what is not marked",
        HERE,
        {
            **first(use="finance/cover@1", with_={"full": "10"}),
            f"{FIRST}/minimum": {"mark": "3", "on_fail": "flag"},
        },
        "BE132 /criteria/0/minimum",
        "is a mark, but clinical is not marked",
    ),
    (
        "a minimum that is off the scale",
        HERE,
        {"tender/criteria/0/minimum": {"mark": "4", "on_fail": "flag"}},
        "BE133 /criteria/0/minimum",
        "the mark 4, and its scale has the marks 0, 3, 5",
    ),
    (
        "a minimum of a section that weighs nothing",
        HERE,
        {
            "tender/criteria": [
                {
                    "id": "s",
                    "minimum": {"points": "5", "on_fail": "flag"},
                    "criteria": [{**WORKFORCE, "weight": "0"}],
                },
                {**CLINICAL, "weight": "60"},
                PRICE,
            ]
        },
        "BE135 /criteria/0/minimum",
        "a section that has no weight",
    ),
    (
        "everything at once",
        HERE,
        {FIRST: {"id": "clinical", "weight": "-1", "scale": "five"}, "tender/criteria/2/formula": "none"},
        "BE102 /criteria/0/weight\nBE126 /criteria/2/formula\nBE129 /criteria/0/scale",
        "below zero",
    ),
]

RIGHT: list[Case] = [
    ("a scale in place", HERE, first(scale=SCALE), "", ""),
    ("a scale pack", HERE, first(scale="scales/five@1"), "", ""),
    (
        "a marked pack with a scale pack",
        HERE,
        first(use="quality/marked@1", with_={"scale": "scales/five@1"}),
        "",
        "",
    ),
    (
        "a marked pack with a scale in place",
        HERE,
        first(use="quality/marked@1", with_={"scale": SCALE}),
        "",
        "",
    ),
    ("a measured pack", HERE, first(use="finance/cover@1", with_={"full": "10"}), "", ""),
    ("a measure in points needs no rule", HERE, first(measure={"constant": "5", "unit": "points"}), "", ""),
    (
        "a declared value in points",
        HERE,
        {"tender/declares": {"own": {"unit": "points"}}, **first(measure={"field": "bid.declared.own"})},
        "",
        "",
    ),
    ("a minimum on the scale", HERE, {"tender/criteria/0/minimum": {"mark": "3", "on_fail": "flag"}}, "", ""),
    (
        "no criteria at all",
        HERE,
        {"tender/criteria": [], "tender/method": {"use": "lowest-compliant"}},
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_criteria(case: Case) -> None:
    assert_compiled(case)


def test_the_tree_of_a_lot() -> None:
    section = {"id": "quality", "title": "Quality", "clause": "ITT 6", "criteria": [CLINICAL, WORKFORCE]}
    (rules,) = compiled(HERE, {"tender/criteria": [section, PRICE]}).lots
    quality, price = rules.tree
    assert isinstance(quality, Section)
    assert (quality.id, quality.title, quality.clause, quality.weight) == (
        "quality",
        "Quality",
        "ITT 6",
        F(60),
    )
    assert [(leaf.id, leaf.weight, leaf.reads, leaf.pointer) for leaf in rules.leaves()] == [
        ("clinical", F(40), Reads.MARK, "/criteria/0/criteria/0"),
        ("workforce", F(20), Reads.MARK, "/criteria/0/criteria/1"),
        ("price", F(40), Reads.PRICE, "/criteria/1"),
    ]
    assert isinstance(price, Leaf)
    assert price.formula is not None
    assert price.formula.id == "lowest-over-bid"
    assert rules.whole == 100


def test_what_a_pack_brings_to_its_leaf() -> None:
    (rules,) = compiled(HERE, first(use="finance/cover@1", with_={"full": "10"})).lots
    leaf = next(rules.leaves())
    assert leaf.reads is Reads.MEASURE
    assert (leaf.measure, leaf.points, leaf.with_) == (COVER.measure, COVER.points, {"full": F(10)})
    (rules,) = compiled(HERE, first(use="quality/marked@1", with_={"scale": "scales/five@1"})).lots
    assert next(rules.leaves()).scale == FIVE.scale


def test_weights_in_points_of_a_total() -> None:
    change = {
        "tender/weighting": {"kind": "points", "total": "1000"},
        "tender/criteria": [
            {**CLINICAL, "weight": "400"},
            {**WORKFORCE, "weight": "200"},
            {**PRICE, "weight": "400"},
        ],
    }
    (rules,) = compiled(HERE, change).lots
    assert rules.whole == 1000
    assert [leaf.weight for leaf in rules.leaves()] == [F(400), F(200), F(400)]
