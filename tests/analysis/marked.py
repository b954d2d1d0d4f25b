"""Small random tenders whose marks move, and the same tenders with other marks."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations_with_replacement

from hypothesis import strategies as st

from bideval.analysis.reweighed import Award
from bideval.scoring.evaluate import judge
from tests.scoring.build import Data, Papers, inputs_of, tender

BIDS = ("ash", "elm", "oak")
QUESTIONS = ("plan", "people")
UNEVEN = (0, 1, 4, 5)  # marks; the points are not in proportion either
POINTS = {0: 0, 1: 10, 4: 60, 5: 100}
SCALE = {"marks": [{"mark": mark, "points": POINTS[mark]} for mark in UNEVEN]}
Key = tuple[str, str, str]  # bid, question, evaluator; the evaluator is empty where marks are agreed
Step = tuple[Key, int]

marks = st.sampled_from(UNEVEN)
ROUNDINGS: tuple[object, ...] = (
    "none",
    [{"stage": "weighted", "places": 0, "mode": "half-up"}],
    [
        {"stage": "mark-mean", "places": 0, "mode": "half-even"},
        {"stage": "section", "places": 0, "mode": "up"},
    ],
    [{"stage": "points", "places": 0, "mode": "down"}, {"stage": "total", "places": 0, "mode": "half-up"}],
)
TIES: tuple[object, ...] = ([], [{"by": "lower-price"}], [{"by": "points", "of": "people"}])
MINIMUMS: tuple[Data, ...] = (
    {},
    {"plan": {"mark": 1, "on_fail": "must-disregard"}},
    {"quality": {"points": 30, "on_fail": "must-disregard"}},
    {
        "people": {"points": 20, "on_fail": "may-disregard"},
        "quality": {"points": 20, "on_fail": "must-disregard"},
    },
)


@st.composite
def small_tenders(draw: st.DrawFn, *, normalise: bool = False) -> Papers:
    """A tender of two marked questions in one section, and a relative price."""
    way = draw(st.sampled_from(("consensus", "mean", "median")))
    people = ("",) if way == "consensus" else ("x", "y", "z")[: draw(st.integers(1, 3))]
    given = {(bid, what, who): draw(marks) for bid in BIDS for what in QUESTIONS for who in people}
    first = draw(st.integers(1, 7)) * 10
    stated = draw(st.sampled_from(MINIMUMS))
    leaves = [
        {"id": what, "weight": weight, "scale": SCALE}
        for what, weight in zip(QUESTIONS, (first, 80 - first), strict=True)
    ]
    quality: Data = {
        "id": "quality",
        "criteria": [{**leaf, **_minimum(stated, str(leaf["id"]))} for leaf in leaves],
        **_minimum(stated, "quality"),
    }
    formula: Data = draw(
        st.sampled_from(
            ({"formula": "lowest-over-bid"}, {"formula": "lowest-to-highest", "with": {"when_equal": 100}})
        )
    )
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": way},
        rounding=draw(st.sampled_from(ROUNDINGS))
        if way != "consensus"
        else draw(st.sampled_from((ROUNDINGS[0], ROUNDINGS[1], ROUNDINGS[3]))),
        criteria=[
            {**quality, **({"normalise": "to-best"} if normalise else {})},
            {"id": "cost", "weight": 20, **formula},
        ],
        ties=draw(st.sampled_from(TIES)),
        places=draw(st.integers(1, 2)),
    )
    if rules["rounding"] != "none":
        rules = {**rules, "rank_on": draw(st.sampled_from(("rounded", "exact")))}
    prices = {bid: draw(st.integers(5, 9)) for bid in BIDS}
    return with_marks(Papers(rules, {bid: {} for bid in BIDS}, prices), given)


def _minimum(stated: Data, name: str) -> Data:
    return {"minimum": stated[name]} if name in stated else {}


def with_marks(papers: Papers, given: Mapping[Key, object]) -> Papers:
    """The tender with these marks and no others."""
    agreed = {(bid, what): mark for (bid, what, who), mark in given.items() if not who}
    each = {key: mark for key, mark in given.items() if key[2]}
    return Papers(papers.tender, papers.bids, papers.prices, agreed, each)


def marks_of(papers: Papers) -> dict[Key, int]:
    """Every mark of the tender."""
    agreed = {(bid, what, ""): mark for (bid, what), mark in papers.consensus.items()}
    return {key: int(str(mark)) for key, mark in {**agreed, **papers.marks}.items()}


def award_by_hand(papers: Papers) -> Award | None:
    """The award of the edited tender; None where findings stand in its way."""
    evaluation = judge(inputs_of(papers)).evaluation
    if evaluation is None:
        return None
    (lot,) = evaluation.lots
    return Award(tuple(sorted(lot.winners)), tuple(sorted(lot.tied)))


def changed_sets(
    given: Mapping[Key, int], challenger: str, steps: int, keys: tuple[Key, ...]
) -> Iterator[dict[Key, int]]:
    """Every set of so many one-step changes of the marks ``keys``: the challenger's up, the others' down."""
    for chosen in combinations_with_replacement(keys, steps):
        after = dict(given)
        for key in chosen:
            at = UNEVEN.index(after[key]) + (1 if key[0] == challenger else -1)
            if not 0 <= at < len(UNEVEN):
                break
            after[key] = UNEVEN[at]
        else:
            yield after


def fraction(value: object) -> Fraction:
    """A cell of a table that holds a number."""
    assert isinstance(value, Fraction)
    return value
