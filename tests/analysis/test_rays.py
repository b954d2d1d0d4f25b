"""The award along lines of weights, compared with judging the whole lot again at points of them."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bideval.analysis.courses import Ray, scale_of
from bideval.analysis.jumps import cells, goes_in_whole_steps
from bideval.analysis.question import Asked
from bideval.analysis.rays import Run, runs
from bideval.analysis.reweighed import Award, award_at, published_weights, reweighed
from bideval.analysis.space import score_space
from bideval.analysis.stepped import TooManyStepsError, added, rounded, straight
from bideval.model.rules import Mode, Stage
from bideval.model.tender import RoundingRule
from bideval.scoring.rounding import round_to
from tests.analysis.asked import asked_of, judged_award
from tests.scoring.build import Data, Papers
from tests.scoring.generated import examples, papers_of

F = Fraction


def with_minimum(criteria: object, points: int) -> list[Data]:
    """Every section asks for so many points."""
    assert isinstance(criteria, list)
    return [
        {
            **one,
            "criteria": with_minimum(one["criteria"], points),
            "minimum": {"points": points, "on_fail": "must-disregard"},
        }
        if "criteria" in one
        else one
        for one in criteria
    ]


@st.composite
def asked_lots(draw: st.DrawFn) -> Asked:
    """Draw a tender whose weights can move, with or without minimums on its sections."""
    papers = draw(papers_of(least=2))
    least = draw(st.sampled_from([0, 0, 30, 60]))
    if least:
        criteria = with_minimum(papers.tender["criteria"], least)
        papers = Papers({**papers.tender, "criteria": criteria}, papers.bids, papers.prices, papers.consensus)
    asked = asked_of(papers)
    assume(not isinstance(score_space(asked), str))
    return asked


def ray_of(asked: Asked, data: st.DataObject) -> Ray:
    """Draw a line from the published weights to others that sum to 100.

    Inside a normalised section the weights keep their proportions, as on every line
    that is asked about.
    """
    weights = published_weights(asked.case)
    space = score_space(asked)
    assert not isinstance(space, str)
    parts: dict[str, Fraction] = {}
    for column in space.columns:
        size = data.draw(st.integers(0, 5))
        own = sum(weights[leaf] for leaf in column.leaves)
        parts |= {leaf: size * weights[leaf] / own for leaf in column.leaves}
    whole = sum(parts.values())
    assume(whole)
    step = {leaf: 100 * parts[leaf] / whole - weight for leaf, weight in weights.items()}
    return Ray(weights, step, F(1))


def run_at(found: list[Run], place: Fraction) -> Run:
    """The one run that holds a place."""
    (own,) = [
        run
        for run in found
        if run.low < place < run.high
        or (place == run.low and run.from_in)
        or (place == run.high and run.to_in)
    ]
    return own


def has_weight(asked: Asked, weights: Mapping[str, Fraction]) -> bool:
    """Whether no section is left without weight: there the lot judged again reads a minimum of nothing."""
    lot = reweighed(asked.case)
    return all(any(weights[leaf] for leaf in minimum.leaves) for minimum in lot.minimums)


@examples(40, 8)
@given(asked=asked_lots(), data=st.data())
def test_award_at_other_weights_is_that_of_the_lot_judged_again(asked: Asked, data: st.DataObject) -> None:
    ray = ray_of(asked, data)
    place = data.draw(st.fractions(0, 1, max_denominator=60))
    assume(has_weight(asked, ray.weights(place)))
    assert award_at(reweighed(asked.case), ray.weights(place)) == judged_award(asked, ray.weights(place))


@examples(40, 8)
@given(asked=asked_lots(), data=st.data())
def test_every_run_has_the_award_of_the_lot_judged_again(asked: Asked, data: st.DataObject) -> None:
    ray = ray_of(asked, data)
    found = list(runs(reweighed(asked.case), ray))
    ends = sorted({end for run in found for end in (run.low, run.high)})
    some = data.draw(st.lists(st.fractions(0, 1, max_denominator=200), max_size=4))
    some += [ends[k % len(ends)] for k in data.draw(st.lists(st.integers(0, 99), max_size=2))]
    tiny = F(1, 10**12)
    for place in some:
        for near in {place, max(F(0), place - tiny), min(F(1), place + tiny)}:
            run = run_at(found, near)
            followed = run.award is not None or not run.by_rounding  # else too many jumps to say
            if followed and has_weight(asked, ray.weights(near)):
                assert run.award == judged_award(asked, ray.weights(near))


@examples(40, 8)
@given(asked=asked_lots(), data=st.data())
def test_runs_cover_the_line_without_gap_or_overlap(asked: Asked, data: st.DataObject) -> None:
    found = list(runs(reweighed(asked.case), ray_of(asked, data)))
    assert (found[0].low, found[0].from_in, found[-1].high, found[-1].to_in) == (F(0), True, F(1), True)
    for before, after in pairwise(found):
        assert before.high == after.low
        assert before.to_in != after.from_in


STEPS = [
    ("rising, half up", F(0), F(1), 0, Mode.HALF_UP),
    ("falling through zero, half up", F(3), F(-2), 0, Mode.HALF_UP),
    ("half even", F(1, 3), F(5, 7), 1, Mode.HALF_EVEN),
    ("half down", F(-1), F(3), 1, Mode.HALF_DOWN),
    ("away from zero", F(-1), F(7, 3), 1, Mode.UP),
    ("towards zero", F(1), F(-7, 3), 1, Mode.DOWN),
    ("standing still", F(22, 7), F(0), 2, Mode.HALF_UP),
]


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_a_rounded_figure_is_rounded_everywhere(
    case: tuple[str, Fraction, Fraction, int, Mode],
) -> None:
    _, constant, slope, places, mode = case
    rule = RoundingRule(stage=Stage.TOTAL, places=places, mode=mode)
    steps = rounded(straight((constant, slope), F(0), F(3)), rule)
    for knot, at in zip(steps.knots, steps.at, strict=True):
        assert at == round_to(constant + slope * knot, places, mode)
    for index, (value, course) in enumerate(steps.after):
        assert course == 0
        for part in (F(1, 100), F(1, 2), F(99, 100)):
            place = steps.knots[index] + part * (steps.knots[index + 1] - steps.knots[index])
            assert value == round_to(constant + slope * place, places, mode)


def test_a_sum_of_figures_is_their_sum_everywhere() -> None:
    one = rounded(
        straight((F(0), F(1)), F(0), F(3)), RoundingRule(stage=Stage.TOTAL, places=0, mode=Mode.HALF_UP)
    )
    other = straight((F(1), F(-1, 3)), F(0), F(3))
    both = added([one, other])
    assert both.knots == tuple(F(half, 2) for half in range(7))
    assert both.at == tuple(round_to(knot, 0, Mode.HALF_UP) + 1 - knot / 3 for knot in both.knots)


def test_a_figure_that_jumps_too_often_is_refused() -> None:
    rule = RoundingRule(stage=Stage.TOTAL, places=9, mode=Mode.HALF_UP)
    with pytest.raises(TooManyStepsError, match="jumps more than"):
        rounded(straight((F(0), F(1)), F(0), F(100)), rule)


@examples(40, 8)
@given(asked=asked_lots(), data=st.data())
def test_integers_and_fractions_follow_the_same_steps(asked: Asked, data: st.DataObject) -> None:
    """Two ways to follow totals: jumps.py in integers against stepped.py in fractions."""
    lot = reweighed(asked.case)
    ray = ray_of(asked, data)
    scale = scale_of(lot, ray)
    modes = st.sampled_from(list(Mode))
    rule = RoundingRule(stage=Stage.WEIGHTED, places=data.draw(st.integers(0, 1)), mode=data.draw(modes))
    scale = scale._replace(policy=type(scale.policy)((rule,)))
    leaves = tuple(asked.case.rules.leaves())
    points = {leaf.id: data.draw(st.fractions(0, 100, max_denominator=7)) for leaf in leaves}
    assume(goes_in_whole_steps(asked.case.rules.tree, scale))
    for low, high, (total,) in cells(leaves, [points], scale, F(0), F(1)):
        weights = ray.weights((low + high) / 2)
        each = (weights[leaf.id] * lot.unit * points[leaf.id] / 100 for leaf in leaves)
        expected = sum(round_to(figure, rule.places, rule.mode) for figure in each)
        assert F(total, 10**rule.places) == expected


def test_a_tie_that_no_rule_settles_is_kept_as_one() -> None:
    papers = Papers(
        {
            "bideval": "1",
            "id": "level",
            "title": "Level",
            "currency": "GBP",
            "rounding": "none",
            "method": {"use": "weighted-sum"},
            "weighting": {"kind": "percent-of-whole"},
            "marks": {"from": "consensus"},
            "criteria": [
                {"id": "plan", "weight": 50, "scale": {"from": 0, "to": 10, "step": 1}},
                {"id": "people", "weight": 50, "scale": {"from": 0, "to": 10, "step": 1}},
            ],
        },
        {"ash": {}, "beech": {}},
        {},
        {("ash", "plan"): 8, ("ash", "people"): 6, ("beech", "plan"): 6, ("beech", "people"): 8},
    )
    asked = asked_of(papers)
    ray = Ray(published_weights(asked.case), {"plan": F(1), "people": F(-1)}, F(50))
    found = list(runs(reweighed(asked.case), ray))
    assert [(run.low, run.high, run.award) for run in found] == [
        (F(0), F(0), Award((), ("ash", "beech"))),
        (F(0), F(50), Award(("ash",), ())),
    ]
