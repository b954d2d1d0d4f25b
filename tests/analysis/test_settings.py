"""The weights that an analysis considers: which are free, which move together, and how far."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bideval.analysis.altered import judged, with_weights
from bideval.analysis.ask import lots_asked
from bideval.analysis.question import Asked, Question, Range
from bideval.analysis.settings import OTHERS, Settings, SettingsError, settings_of
from bideval.analysis.space import Space, score_space
from bideval.proof.region import contains
from bideval.scoring.evaluate import evaluate
from tests.scoring.build import Data, Papers, inputs_of, lot_of, tender

F = Fraction
SCALE = {"from": 0, "to": 10, "step": 1}


def rules(**more: object) -> Data:
    """Quality (plan 20, people 30), growth 10 and cost 40."""
    return tender(
        **{
            "method": {"use": "weighted-sum"},
            "weighting": {"kind": "percent-of-whole"},
            "marks": {"from": "consensus"},
            "criteria": [
                {
                    "id": "quality",
                    "criteria": [
                        {"id": "plan", "weight": 20, "scale": SCALE, "group": "care"},
                        {"id": "people", "weight": 30, "scale": SCALE},
                    ],
                },
                {"id": "growth", "weight": 10, "scale": SCALE, "group": "care"},
                {"id": "cost", "weight": 40, "formula": "lowest-over-bid"},
            ],
            **more,
        }
    )


MARKS = {"ash": (8, 6, 5), "elm": (5, 9, 7), "oak": (7, 7, 7)}
PRICES = {"ash": 100, "elm": 125, "oak": 160}


def papers(tender_data: Data | None = None, marks: Mapping[str, tuple[int, ...]] = MARKS) -> Papers:
    names = ("plan", "people", "growth")
    return Papers(
        tender_data or rules(),
        {bid: {} for bid in marks},
        {bid: PRICES[bid] for bid in marks},
        {(bid, name): mark for bid, row in marks.items() for name, mark in zip(names, row, strict=True)},
    )


EVERYTHING = Question()
FIELD = "only where the same bids meet the minimums on sections"


def asked(given: Papers, question: Question = EVERYTHING) -> Asked:
    inputs = inputs_of(given)
    (one,) = lots_asked(inputs, evaluate(inputs), question)
    return one


def settings(given: Papers, question: Question = EVERYTHING) -> Settings:
    found = settings_of(asked(given, question))
    assert isinstance(found, Settings), found
    return found


def ranges(**given: tuple[int, int]) -> Mapping[str, Range]:
    return {name: (F(low), F(high)) for name, (low, high) in given.items()}


COLUMNS = [
    ("no range: every weight is free", {}, ["plan", "people", "growth", "cost"], [20, 30, 10, 40]),
    ("one range: the others are one block", {"cost": (30, 50)}, [OTHERS, "cost"], [60, 40]),
    ("a section: its weights are one block", {"quality": (40, 60)}, ["quality", OTHERS], [50, 50]),
    (
        "a section and a leaf of it",
        {"quality": (40, 60), "plan": (10, 30)},
        ["plan", "people", OTHERS],
        [20, 30, 50],
    ),
    ("a group across sections", {"care": (20, 40)}, ["care", OTHERS], [30, 70]),
    (
        "a group and a section that share a leaf",
        {"care": (20, 40), "quality": (40, 60)},
        ["plan", "people", "growth", "cost"],
        [20, 30, 10, 40],
    ),
]


@pytest.mark.parametrize("case", COLUMNS, ids=lambda case: case[0])
def test_what_moves(case: tuple[str, dict[str, tuple[int, int]], list[str], list[int]]) -> None:
    _, given, names, weights = case
    found = settings(papers(), Question(ranges=ranges(**given)))
    assert [column.id for column in found.space.columns] == names
    assert list(found.space.weights) == weights
    assert contains(found.region, found.space.weights)


INSIDE = [
    ("the range of one weight", {"cost": (30, 50)}, (65, 35), True),
    ("beyond the range", {"cost": (30, 50)}, (71, 29), False),
    ("a row over the parts of a section", {"quality": (40, 60), "plan": (10, 30)}, (30, 30, 40), True),
    (
        "beyond the section though inside the leaf",
        {"quality": (40, 60), "plan": (10, 30)},
        (30, 31, 39),
        False,
    ),
    ("weights that do not sum to 100", {"cost": (30, 50)}, (60, 39), False),
]


@pytest.mark.parametrize("case", INSIDE, ids=lambda case: case[0])
def test_how_far_it_moves(case: tuple[str, dict[str, tuple[int, int]], tuple[int, ...], bool]) -> None:
    _, given, weights, inside = case
    found = settings(papers(), Question(ranges=ranges(**given)))
    assert contains(found.region, tuple(map(F, weights))) is inside


REFUSED = [
    (
        "a range that leaves out the weight",
        Question(ranges=ranges(cost=(50, 60))),
        "leaves out its published weight 40",
    ),
    ("a range of nothing", Question(ranges=ranges(cost=(0, 101))), "not between 0 and 100"),
    (
        "an order that the weights break",
        Question(order=(("growth", "cost"),)),
        "published weights are not among",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_cannot_be_considered(case: tuple[str, Question, str]) -> None:
    _, question, said = case
    one = asked(papers())
    with pytest.raises(SettingsError, match=said):
        settings_of(one._replace(question=question))


def test_groups_that_keep_their_weight() -> None:
    found = settings(papers(), Question(keep_groups=True))
    assert contains(found.region, (F(10), F(40), F(10), F(40)))
    assert not contains(found.region, (F(10), F(39), F(11), F(40)))


def test_an_order_is_kept() -> None:
    found = settings(papers(), Question(order=(("quality", "cost"),)))
    assert contains(found.region, (F(25), F(25), F(0), F(50)))
    assert not contains(found.region, (F(25), F(24), F(0), F(51)))


def test_leaf_weights_at_a_setting_keep_their_proportions() -> None:
    found = settings(papers(), Question(ranges=ranges(cost=(0, 100))))
    assert found.spread((F(90), F(10))) == {"plan": 30, "people": 45, "growth": 15, "cost": 10}


def test_a_block_scores_what_its_leaves_score_together() -> None:
    whole, found = settings(papers()), settings(papers(), Question(ranges=ranges(cost=(0, 100))))
    for bid in MARKS:
        assert found.space.total(bid, (F(60), F(40))) == whole.space.total(bid, whole.space.weights)


SAID = [
    # in words                                    minimum  ranges                            said of all weights
    ("no minimum, no range",                      None,    {},                               "whatever the weights"),
    ("ranges without a minimum",                  None,    {"cost": (30, 50)},               "under all weights considered (cost 30..50; the others in proportion)"),
    ("Ash misses 65 where people weighs more",    65,      {},                               f"under all weights considered (every weight anything from 0 to 100; {FIELD})"),
    ("all meet 10, but of nothing there is none", 10,      {},                               f"under all weights considered (every weight anything from 0 to 100; {FIELD})"),
    ("within the ranges Ash meets 65 throughout", 65,      {"cost": (30, 50)},               "under all weights considered (cost 30..50; the others in proportion)"),
    ("within the ranges Ash may miss 65",         65,      {"plan": (10, 60)},               f"under all weights considered (plan 10..60; the others in proportion; {FIELD})"),
]  # fmt: skip


@pytest.mark.parametrize("case", SAID, ids=lambda case: case[0])
def test_what_is_said_of_all_weights(case: tuple[str, int | None, dict[str, tuple[int, int]], str]) -> None:
    """A minimum is named where it leaves weights out: then what is said is not said of those."""
    _, minimum, ranges, said = case
    criteria = rules()["criteria"]
    assert isinstance(criteria, list)
    held = {} if minimum is None else {"minimum": {"points": minimum, "on_fail": "must-disregard"}}
    given = papers(rules(criteria=[{**criteria[0], **held}, *criteria[1:]]))
    asked_of = Question(ranges={name: (F(low), F(high)) for name, (low, high) in ranges.items()})
    assert settings(given, asked_of).everywhere == said


def test_a_minimum_on_a_section_bounds_the_settings() -> None:
    """Ash has 80 and 60 points: with a minimum of 65, people may weigh three times as much as plan."""
    criteria = rules()["criteria"]
    assert isinstance(criteria, list)
    held = [{**criteria[0], "minimum": {"points": 65, "on_fail": "must-disregard"}}, *criteria[1:]]
    found = settings(papers(rules(criteria=held)))
    assert contains(found.region, (F(10), F(30), F(20), F(40)))
    assert not contains(found.region, (F(10), F(31), F(19), F(40)))


def test_totals_are_those_of_the_evaluation() -> None:
    one = asked(papers())
    space = score_space(one)
    assert isinstance(space, Space)
    totals = {placing.bid: placing.total_exact for placing in one.result.placings}
    assert {bid: space.total(bid, space.weights) for bid in space.bids} == totals


def test_moved_weights_equal_an_edited_tender() -> None:
    one = asked(papers())
    moved = judged(with_weights(one.case, {"plan": F(25), "people": F(30), "growth": F(15), "cost": F(30)}))
    criteria = [
        {
            "id": "quality",
            "criteria": [
                {"id": "plan", "weight": 25, "scale": SCALE, "group": "care"},
                {"id": "people", "weight": 30, "scale": SCALE},
            ],
        },
        {"id": "growth", "weight": 15, "scale": SCALE, "group": "care"},
        {"id": "cost", "weight": 30, "formula": "lowest-over-bid"},
    ]
    assert moved == lot_of(papers(rules(criteria=criteria)))


TIES = [
    ("no rule: open", (), None),
    ("the lower price is ahead", ({"by": "lower-price"},), True),
    ("the points of a question", ({"by": "points", "of": "people"},), False),
    (
        "the points of a section move, so it stays open",
        ({"by": "points", "of": "quality"}, {"by": "lower-price"}),
        None,
    ),
    ("a draw not yet made", ({"by": "draw", "method": "sha256-counter", "order": "id"},), None),
]


@pytest.mark.parametrize("case", TIES, ids=lambda case: case[0])
def test_who_is_ahead_in_a_tie(case: tuple[str, tuple[Data, ...], bool | None]) -> None:
    _, ladder, ahead = case
    space = score_space(asked(papers(rules(ties=list(ladder)))))
    assert isinstance(space, Space)
    assert space.ahead.get(("ash", "elm")) is ahead
    assert space.ahead.get(("elm", "ash")) is (None if ahead is None else not ahead)


ROUNDED = [
    ("nothing is rounded", "none", None, F(0)),
    (
        "totals to two places, half up",
        [{"stage": "total", "places": 2, "mode": "half-up"}],
        "rounded",
        F(1, 100),
    ),
    (
        "four weighted figures to one place",
        [{"stage": "weighted", "places": 1, "mode": "half-even"}],
        "rounded",
        F(4, 10),
    ),
    ("cut off: twice as much", [{"stage": "total", "places": 1, "mode": "down"}], "rounded", F(2, 10)),
    (
        "points are rounded before weights apply",
        [{"stage": "points", "places": 0, "mode": "half-up"}],
        "rounded",
        F(0),
    ),
    ("ranked on exact figures", [{"stage": "total", "places": 0, "mode": "half-up"}], "exact", F(0)),
]


@pytest.mark.parametrize("case", ROUNDED, ids=lambda case: case[0])
def test_how_much_rounding_can_move_a_difference(case: tuple[str, object, str | None, Fraction]) -> None:
    _, rounding, rank_on, slack = case
    more = {"rounding": rounding} if rank_on is None else {"rounding": rounding, "rank_on": rank_on}
    space = score_space(asked(papers(rules(**more))))
    assert isinstance(space, Space)
    assert space.rounding == slack


WITHOUT = [
    (
        "another method",
        {"method": {"use": "lowest-compliant"}, "criteria": [], "marks": None},
        "adds no weighted",
    ),
    (
        "one weight",
        {"criteria": [{"id": "cost", "weight": 100, "formula": "lowest-over-bid"}]},
        "one weight only",
    ),
]


@pytest.mark.parametrize("case", WITHOUT, ids=lambda case: case[0])
def test_lots_without_a_score_space(case: tuple[str, Mapping[str, object], str]) -> None:
    _, more, why = case
    kept = {key: value for key, value in rules(**more).items() if value not in (None, [])}
    given = Papers(kept, {bid: {} for bid in PRICES}, PRICES)
    found = settings_of(asked(given))
    assert isinstance(found, str)
    assert why in found
