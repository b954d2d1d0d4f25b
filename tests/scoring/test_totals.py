"""From points to totals: every stage of rounding, sections, and normalising, worked by hand."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from bideval.model.evaluation import LotResult
from tests.scoring.build import Data, Papers, lot_of, placing, score, stopping_codes, tender

F = Fraction
SCALE = {"from": 0, "to": 30, "step": 1}


def question(name: str, weight: object, **more: object) -> Data:
    """Return a question marked from 0 to 30: a mark of 10 is 100/3 points."""
    return {"id": name, "weight": weight, "scale": SCALE, **more}


def cost(weight: object) -> Data:
    return {"id": "cost", "weight": weight, "formula": "lowest-over-bid"}


def stage(name: str, places: int, mode: str = "half-up", **more: object) -> Data:
    return {"stage": name, "places": places, "mode": mode, **more}


def scored(
    criteria: Sequence[Data],
    marks: Mapping[str, Mapping[str, int]],
    rounding: Sequence[Data] = (),
    prices: Mapping[str, object] | None = None,
    weighting: Data | None = None,
    method: Data | None = None,
) -> LotResult:
    """Evaluate a tender; ``marks`` by bid and criterion; prices of 100 unless they are stated."""
    return lot_of(
        Papers(
            tender(
                method=method or {"use": "weighted-sum"},
                weighting=weighting or {"kind": "percent-of-whole"},
                marks={"from": "consensus"},
                criteria=criteria,
                rounding=rounding or "none",
                rank_on="rounded",
            ),
            {bid: {} for bid in marks},
            prices or dict.fromkeys(marks, 100),
            {(bid, name): mark for bid, row in marks.items() for name, mark in row.items()},
        )
    )


# in words, rounding, then of ash's criterion "plan" or "cost": points, weighted; then ash's total
Stage = tuple[str, list[Data], str, str, str]

# weight 30, mark 20 of 30: 200/3 points, weighted 20; weight 70, price 150 against 100: 200/3, weighted 140/3
STAGES: list[Stage] = [
    ("nothing is rounded",                 [],                                        "200/3",  "140/3",  "200/3"),
    ("prices that are whole already",        [stage("price", 0)],                    "200/3",  "140/3",  "200/3"),
    ("points",                             [stage("points", 1)],                      "66.7",   "46.69",  "66.7"),
    ("points, downwards",                  [stage("points", 0, "down")],              "66",     "46.2",   "66"),
    ("points, upwards",                    [stage("points", 0, "up")],                "67",     "46.9",   "67"),
    ("weighted figures",                   [stage("weighted", 1)],                    "200/3",  "46.7",   "66.7"),
    ("the total",                          [stage("total", 2)],                       "200/3",  "140/3",  "66.67"),
    ("points, and then weighted figures",  [stage("points", 1), stage("weighted", 1)], "66.7",  "46.7",   "66.7"),
    ("weighted figures, and then the total", [stage("weighted", 1), stage("total", 0)], "200/3", "46.7",  "67"),
    ("sections, of which there are none",  [stage("section", 0)],                     "200/3",  "140/3",  "200/3"),
    ("points of the price alone",          [stage("points", 0, of=["cost"])],         "67",     "46.9",   "66.9"),
    ("points of the other criterion alone", [stage("points", 0, of=["plan"])],        "200/3",  "140/3",  "20.1+140/3"),
    ("each criterion to its own places",   [stage("points", 0, of=["plan"]), stage("points", 1, of=["cost"])],
                                                                                      "66.7",   "46.69",  "66.79"),
]  # fmt: skip


def number(text: str) -> Fraction:
    """Return the sum that ``text`` states."""
    return sum((F(part) for part in text.split("+")), F(0))


@pytest.mark.parametrize("case", STAGES, ids=lambda case: case[0])
def test_a_stage_rounds_and_the_next_goes_on_from_there(case: Stage) -> None:
    _, rounding, points, weighted, total = case
    lot = scored(
        [question("plan", 30), cost(70)],
        {"ash": {"plan": 20}, "elm": {"plan": 0}},
        rounding,
        {"ash": 150, "elm": 100},
    )
    own = score(lot, "ash", "cost")
    assert (own.points, own.weighted, placing(lot, "ash").total) == (
        number(points),
        number(weighted),
        number(total),
    )
    assert (own.points_exact, own.weighted_exact, placing(lot, "ash").total_exact) == (
        F(200, 3),
        F(140, 3),
        F(200, 3),
    )


def test_prices_are_rounded_before_their_formula() -> None:
    """99.6 and 100.4 both round to 100, so both get all points; exactly, ash gets 100 x 99.6 / 100.4."""
    lot = scored([cost(100)], {"ash": {}, "elm": {}}, [stage("price", 0)], {"ash": "100.4", "elm": "99.6"})
    assert [one.total for one in lot.placings] == [F(100), F(100)]
    assert placing(lot, "ash").total_exact == F(24900, 251)
    assert placing(lot, "ash").price == F("100.4")
    assert lot.status.value == "tied"


def test_a_measure_is_rounded_before_its_bands() -> None:
    """1.995 rounds to 2.00 and so reaches the band from 2; exactly it does not."""
    bands = {"bands": {"includes": "from", "rows": [{"to": 2, "points": 10}, {"from": 2, "points": 100}]}}
    points = {"linear": {"from": {"at": 0, "points": 0}, "to": {"at": 4, "points": 100}, "outside": "clamp"}}
    for rule, rounded, exact in ((bands, F(100), F(10)), (points, F(50), F("49.875"))):
        measure = {"field": "bid.declared.ratio"}
        papers = Papers(
            tender(
                method={"use": "weighted-sum"},
                weighting={"kind": "percent-of-whole"},
                declares={"ratio": {"unit": "ratio"}},
                criteria=[{"id": "cover", "weight": 100, "measure": measure, "points": rule}],
                rounding=[stage("measure", 2)],
                rank_on="rounded",
            ),
            {"ash": {"declared": {"ratio": "1.995"}}},
        )
        own = score(lot_of(papers), "ash", "cover")
        assert (own.points, own.points_exact) == (rounded, exact)


MEANS: list[tuple[str, str, list[int], list[Data], str, str]] = [
    # in words                              rule      marks            rounding                              rounded  exact
    ("a mean",                              "mean",   [20, 21, 21],    [],                                   "620/9", "620/9"),
    ("a mean, rounded",                     "mean",   [20, 21, 21],    [stage("mark-mean", 1)],              "69",    "620/9"),
    ("a mean, rounded for another question", "mean",  [20, 21, 21],    [stage("mark-mean", 1, of=["team"])], "620/9", "620/9"),
    ("a median",                            "median", [3, 21, 30],     [],                                   "70",    "70"),
    ("an even median is a mean of two",     "median", [3, 20, 21, 30], [],                                   "205/3", "205/3"),
    ("an even median, rounded",             "median", [3, 20, 21, 30], [stage("mark-mean", 0)],              "70",    "205/3"),
    ("a single mark is not rounded",        "single", [20],            [stage("mark-mean", 0, "up")],        "200/3", "200/3"),
]  # fmt: skip


@pytest.mark.parametrize("case", MEANS, ids=lambda case: case[0])
def test_a_mean_is_rounded_before_its_points(case: tuple[str, str, list[int], list[Data], str, str]) -> None:
    _, rule, marks, rounding, rounded, exact = case
    people = [f"person-{letter}" for letter in "abcd"[: len(marks)]]
    papers = Papers(
        tender(
            method={"use": "weighted-sum"},
            weighting={"kind": "percent-of-whole"},
            marks={"from": rule},
            criteria=[question("plan", 100), question("team", 0)],
            rounding=rounding or "none",
            rank_on="rounded",
        ),
        {"ash": {}},
        marks={
            ("ash", name, person): mark
            for person, mark in zip(people, marks, strict=True)
            for name in ("plan", "team")
        },
    )
    own = score(lot_of(papers), "ash", "plan")
    assert (own.points, own.points_exact) == (F(rounded), F(exact))


def test_the_figure_of_a_method_is_rounded_last() -> None:
    """Quality 200/3 rounds to 67 as a total; 67 / 120 = 0.55833... rounds to 0.558 as a figure."""
    lot = scored(
        [question("plan", 100)],
        {"ash": {"plan": 20}},
        [stage("total", 0), stage("figure", 3)],
        {"ash": 120},
        method={"use": "vfm-index"},
    )
    assert (lot.placings[0].total, lot.placings[0].total_exact) == (F("0.558"), F(200, 360))


# Sections

THREE_LEVELS = [
    {
        "id": "quality",
        "criteria": [
            {"id": "people", "criteria": [question("team", 10), question("training", 5)]},
            question("plan", 15),
        ],
    },
    cost(70),
]
# mark 10 on each: 100/3 points; weighted 10/3, 5/3, 5; people 5, quality 10; price 70
NESTED: list[tuple[str, list[Data], dict[str, str]]] = [
    ("exact", [], {"team": "10/3", "people": "5", "quality": "10", "total": "80"}),
    ("weighted figures to whole points", [stage("weighted", 0)],
     {"team": "3", "people": "5", "quality": "10", "total": "80"}),
    ("weighted figures downwards", [stage("weighted", 0, "down")],
     {"team": "3", "people": "4", "quality": "9", "total": "79"}),
    ("sections upwards: nothing to round", [stage("section", 0, "up")],
     {"team": "10/3", "people": "5", "quality": "10", "total": "80"}),
    ("points first: 33, so 3.3 and 1.65 and 4.95", [stage("points", 0)],
     {"team": "3.3", "people": "4.95", "quality": "9.9", "total": "79.9"}),
    ("points, then sections: 4.95 to 5, 5 + 4.95 to 10", [stage("points", 0), stage("section", 0)],
     {"team": "3.3", "people": "5", "quality": "10", "total": "80"}),
    ("points, then the inner section alone", [stage("points", 0), stage("section", 0, of=["people"])],
     {"team": "3.3", "people": "5", "quality": "9.95", "total": "79.95"}),
    ("points, then the outer section alone", [stage("points", 0), stage("section", 0, "down", of=["quality"])],
     {"team": "3.3", "people": "4.95", "quality": "9", "total": "79"}),
    ("points, then the total", [stage("points", 0), stage("total", 0)],
     {"team": "3.3", "people": "4.95", "quality": "9.9", "total": "80"}),
]  # fmt: skip


@pytest.mark.parametrize("case", NESTED, ids=lambda case: case[0])
def test_sections_sum_what_their_criteria_rounded(case: tuple[str, list[Data], dict[str, str]]) -> None:
    _, rounding, expected = case
    lot = scored(THREE_LEVELS, {"ash": dict.fromkeys(("team", "training", "plan"), 10)}, rounding)
    found = {name: score(lot, "ash", name).weighted for name in ("team", "people", "quality")}
    assert {**found, "total": placing(lot, "ash").total} == {
        name: F(value) for name, value in expected.items()
    }
    assert placing(lot, "ash").total_exact == F(80)
    assert score(lot, "ash", "people").within == "quality"
    assert [one.section for one in placing(lot, "ash").scores] == [True, True, False, False, False, False]


def test_the_points_of_a_section_are_its_share_of_its_weight() -> None:
    lot = scored(THREE_LEVELS, {"ash": {"team": 30, "training": 0, "plan": 15}})
    assert score(lot, "ash", "people").points == F(200, 3)  # 10 of 15
    assert score(lot, "ash", "quality").points == F(100 * (10 + F(15, 2)), 30)


# Kinds of weights


def test_percent_of_the_parent_multiplies_down() -> None:
    """60 percent of the whole, of which 25 percent, of which 40 percent: 6 of 100."""
    criteria = [
        {
            "id": "quality",
            "weight": 60,
            "criteria": [
                {"id": "people", "weight": 25, "criteria": [question("team", 40), question("training", 60)]},
                question("plan", 75),
            ],
        },
        {**cost(40)},
    ]
    lot = scored(
        criteria, {"ash": {"team": 15, "training": 30, "plan": 10}}, weighting={"kind": "percent-of-parent"}
    )
    weights = {one.criterion: one.weight for one in placing(lot, "ash").scores}
    assert weights == {"quality": 60, "people": 15, "team": 6, "training": 9, "plan": 45, "cost": 40}
    assert placing(lot, "ash").total == 3 + 9 + 15 + 40


def test_points_of_a_total_are_units_of_the_whole() -> None:
    weighting = {"kind": "points", "total": 1000}
    lot = scored([question("plan", 350), cost(650)], {"ash": {"plan": 15}, "elm": {"plan": 30}}, [stage("weighted", 0)],
                 {"ash": 100, "elm": 130}, weighting)  # fmt: skip
    assert score(lot, "ash", "plan").weighted == 175
    assert [placing(lot, bid).total for bid in ("ash", "elm")] == [825, 850]


def test_a_thirds_weight_is_exact() -> None:
    criteria = [question("plan", "100/3"), question("team", "100/3"), question("site", "100/3")]
    lot = scored(criteria, {"ash": {"plan": 30, "team": 30, "site": 30}})
    assert placing(lot, "ash").total == 100


# Normalising


TO_BEST: list[tuple[str, list[Data], dict[str, dict[str, int]], list[Data], dict[str, str]]] = [
    ("a question", [question("plan", 100, normalise="to-best")], {"ash": {"plan": 15}, "elm": {"plan": 20}}, [],
     {"ash": "75", "elm": "100"}),
    ("unrounded points are divided: 10 / 15 and not 33 / 50", [question("plan", 100, normalise="to-best")],
     {"ash": {"plan": 10}, "elm": {"plan": 15}}, [stage("points", 0)], {"ash": "67", "elm": "100"}),
    ("one bid is its own best", [question("plan", 100, normalise="to-best")], {"ash": {"plan": 1}}, [], {"ash": "100"}),
    ("nobody has a point", [question("plan", 100, normalise="to-best")], {"ash": {"plan": 0}, "elm": {"plan": 0}}, [],
     {"ash": "0", "elm": "0"}),
    ("one question of two", [question("plan", 50, normalise="to-best"), question("team", 50)],
     {"ash": {"plan": 6, "team": 6}, "elm": {"plan": 24, "team": 15}}, [], {"ash": "22.5", "elm": "75"}),
    ("a section: 12 of 24 best, of weight 60",
     [{"id": "all", "normalise": "to-best", "criteria": [question("plan", 30), question("team", 30)]}, question("last", 40)],
     {"ash": {"plan": 12, "team": 0, "last": 30}, "elm": {"plan": 12, "team": 12, "last": 0}}, [],
     {"ash": "70", "elm": "60"}),
    ("a section of a question that is lifted itself: plan 50 and 100, so 25 and 50 of 50; the best has 60",
     [{"id": "all", "normalise": "to-best",
       "criteria": [question("plan", 50, normalise="to-best"), question("team", 50)]}],
     {"ash": {"plan": 3, "team": 0}, "elm": {"plan": 6, "team": 6}}, [], {"ash": "125/3", "elm": "100"}),
    ("a section rounds once, after it is lifted: 100 x 20 / 42 = 47.6",
     [{"id": "all", "normalise": "to-best", "criteria": [question("plan", 60), question("team", 40)]}],
     {"ash": {"plan": 10, "team": 0}, "elm": {"plan": 15, "team": 9}}, [stage("section", 0)],
     {"ash": "48", "elm": "100"}),
]  # fmt: skip


@pytest.mark.parametrize("case", TO_BEST, ids=lambda case: case[0])
def test_points_as_a_share_of_the_best(
    case: tuple[str, list[Data], dict[str, dict[str, int]], list[Data], dict[str, str]],
) -> None:
    _, criteria, marks, rounding, expected = case
    lot = scored(criteria, marks, rounding)
    assert {one.bid: one.total for one in lot.placings} == {bid: F(total) for bid, total in expected.items()}


def test_points_below_zero_stay_as_they_are_where_nobody_is_above_zero() -> None:
    scale = {"marks": [{"mark": 0, "points": -50}, {"mark": 1, "points": -10}], "declares_negative": True}
    criteria = [{"id": "risk", "weight": 100, "scale": scale, "normalise": "to-best"}]
    lot = scored(criteria, {"ash": {"risk": 0}, "elm": {"risk": 1}})
    assert {one.bid: one.total for one in lot.placings} == {"ash": -50, "elm": -10}


# Rules that do not go together

BAD: list[tuple[str, list[Data], str]] = [
    ("a stage rounded twice", [stage("points", 1), stage("points", 2)], "BE120"),
    (
        "a stage rounded twice for one criterion",
        [stage("points", 1), stage("points", 2, of=["plan"])],
        "BE120",
    ),
    ("a criterion that there is not", [stage("points", 1, of=["plans"])], "BE119"),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_a_stage_rounds_at_most_once(case: tuple[str, list[Data], str]) -> None:
    _, rounding, code = case
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[question("plan", 100)],
        rounding=rounding,
        rank_on="exact",
    )
    assert stopping_codes(Papers(rules, {"ash": {}}, {}, {("ash", "plan"): 10})) == {code}


def test_figures_that_are_rounded_need_a_word_on_which_are_ranked() -> None:
    rules = tender(method={"use": "lowest-compliant"}, rounding=[stage("figure", 0)])
    assert stopping_codes(Papers(rules, {"ash": {}}, {"ash": 10})) == {"BE112"}
