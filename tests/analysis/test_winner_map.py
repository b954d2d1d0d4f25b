"""Maps of weights: the invented tender's areas, volumes that sum, and judging again at points."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.map_regions import parts_of, plane_of, whole_map
from bideval.analysis.pictures import Map
from bideval.analysis.question import Question, Range
from bideval.analysis.settings import SettingsError, settings_of
from bideval.analysis.simplices import Border, Simplex, corner_simplex, cut, outline, volume
from bideval.analysis.weight_interval import run as weight_interval
from bideval.analysis.winner_map import run
from tests.analysis.asked import asked_of, judged_award
from tests.analysis.tideway import tideway
from tests.scoring.build import Papers, lowest_price, tender
from tests.scoring.generated import examples, papers_of

F = Fraction
THIRTY = {"financial": (F(0), F(30)), "social": (F(0), F(30))}


def mapped(ranges: dict[str, Range]) -> Answer:
    (answer,) = run(asked_of(tideway(), Question(ranges=ranges)))
    return answer


def shares(answer: Answer) -> dict[tuple[str, ...], Fraction]:
    found = {}
    for bids, share, *_ in answer.tables[0].rows:
        assert isinstance(bids, tuple)
        assert isinstance(share, Fraction)
        found[bids] = share
    return found


def test_areas_of_the_invented_tender() -> None:
    """Published: financial 0..30 by social 0..30, tm 46.35 %, ch 53.65 %, nobody else anywhere."""
    answer = mapped(THIRTY)
    found = shares(answer)
    assert abs(found["tm",] - F("46.35")) < F(1, 200)
    assert abs(found["ch",] - F("53.65")) < F(1, 200)
    assert sum(found.values()) == 100
    assert {row[-1] for row in answer.tables[0].rows[2:]} == {"nowhere on the map"}
    assert answer.verdict is Verdict.PROVED


def test_the_border_of_the_invented_tender() -> None:
    """Published: from (1.33, 0) to (26.48, 30), financial first; the point (12, 10) lies on ch's side."""
    picture = mapped(THIRTY).picture
    assert isinstance(picture, Map)
    assert (picture.across, picture.up, picture.published) == ("social", "financial", (F(10), F(12)))
    corners = {area.winners: area.corners for area in picture.areas}
    shared = sorted(set(corners["ch",]) & set(corners["tm",]))
    expected = [(F(0), F("1.33")), (F(30), F("26.48"))]
    for (x, y), (near_x, near_y) in zip(shared, expected, strict=True):
        assert abs(y - near_y) < F(1, 200)
        assert x == near_x


def test_the_nearest_border_is_level_and_no_nearer_point_is() -> None:
    """Moving both weights by the same amount: D falls by size x the sum of its slopes."""
    answer = mapped(THIRTY)
    *_, (_, size, *corner) = answer.tables[1].rows
    assert isinstance(size, Fraction)
    there = [x for x in corner if isinstance(x, Fraction)]
    assert max(abs(x - at) for x, at in zip(there, (10, 12), strict=True)) == size
    asked = asked_of(tideway(), Question(ranges=THIRTY))
    settings = settings_of(asked)
    assert not isinstance(settings, str)
    lead = settings.space.difference("ch", "tm")
    at = dict(zip((column.id for column in settings.space.columns), lead, strict=True))
    rest = at.pop(next(name for name in at if name not in THIRTY))
    slopes = [at["financial"] - rest, at["social"] - rest]
    margin = 12 * slopes[0] + 10 * slopes[1] + 100 * rest
    assert size == margin / sum(map(abs, slopes))


FREE = [
    ("one free weight", {"financial": (F(0), F(30))}, 30),
    ("two free weights", THIRTY, 900),
    ("three free weights", {**THIRTY, "cost": (F(10), F(35))}, 30 * 30 * 25),
    (
        "three, cut by the sum of 100",
        {name: (F(0), F(100)) for name in ("financial", "social", "cost")},
        F(10**6, 6),
    ),
]


@pytest.mark.parametrize("case", FREE, ids=lambda case: case[0])
def test_sizes_sum_to_the_whole(case: tuple[str, dict[str, Range], Fraction]) -> None:
    _, ranges, whole = case
    sizes = [row[2] for row in mapped(ranges).tables[0].rows]
    assert sum(size for size in sizes if isinstance(size, Fraction)) == whole


REFUSED = [
    (
        "four free weights",
        {name: (F(0), F(40)) for name in ("bond", "safety", "reinvest", "price")},
        "at most 3",
    ),
    ("a range that leaves out the weight", {"bond": (F(10), F(20))}, "leaves out its published weight"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_cannot_be_mapped_is_said(case: tuple[str, dict[str, Range], str]) -> None:
    answer = mapped(case[1])
    assert answer.verdict is Verdict.DOES_NOT_APPLY
    assert case[2] in answer.sentence


def test_other_methods_are_refused_in_words() -> None:
    (answer,) = run(asked_of(lowest_price({"ash": 5, "beech": 6})))
    assert answer.verdict is Verdict.DOES_NOT_APPLY


def test_without_ranges_the_two_most_delicate_weights_are_mapped() -> None:
    (answer,) = run(asked_of(tideway()))
    assert isinstance(answer.picture, Map)
    assert len({answer.picture.across, answer.picture.up}) == 2
    assert sum(shares(answer).values()) == 100


@examples(25, 8)
@given(papers=papers_of(least=2, rounds=False), data=st.data())
def test_every_point_of_a_region_has_its_award(papers: Papers, data: st.DataObject) -> None:
    """Without rounding: the lot judged again at random points inside random pieces."""
    asked = asked_of(papers)
    leaves = [leaf.id for leaf in asked.case.rules.leaves()]
    named = data.draw(st.lists(st.sampled_from(leaves), min_size=1, max_size=3, unique=True))
    try:
        settings = settings_of(asked, Question(ranges={name: (F(0), F(100)) for name in named}))
    except SettingsError:
        assume(False)
    assume(not isinstance(settings, str))
    assert not isinstance(settings, str)
    plane = plane_of(settings.region, range(len(named)))
    assume(plane.free)
    pieces = whole_map(settings.region, plane)
    parts = parts_of(settings, plane, pieces)
    assert sum(part.volume for part in parts) == volume(pieces)
    part = parts[data.draw(st.integers(0, len(parts) - 1))]
    piece = part.simplices[data.draw(st.integers(0, len(part.simplices) - 1))]
    mix = data.draw(st.lists(st.integers(1, 9), min_size=len(piece), max_size=len(piece)))
    point = tuple(
        sum(m * x for m, x in zip(mix, axis, strict=True)) / sum(mix) for axis in zip(*piece, strict=True)
    )
    award = judged_award(asked, settings.spread(plane.weights(point)))
    assert award is not None
    assert set(award.winners) | set(award.tied) <= set(part.bids)


@examples(60, 8)
@given(data=st.data())
def test_cutting_loses_and_adds_nothing(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 3))
    pieces: tuple[Simplex, ...] = (corner_simplex((F(0),) * size, (F(3),) * size),)
    whole = volume(pieces)
    for _ in range(data.draw(st.integers(1, 3))):
        normal = tuple(F(data.draw(st.integers(-3, 3))) for _ in range(size))
        border = Border(normal, F(data.draw(st.integers(-9, 9))))
        parted = cut(pieces, border)
        assert all(border.at(corner) >= 0 for piece in parted.inside for corner in piece)
        assert all(border.at(corner) <= 0 for piece in parted.outside for corner in piece)
        pieces = (*parted.inside, *parted.outside)
    assert volume(pieces) == whole


def test_an_outline_is_the_corners_alone() -> None:
    square = [(F(x), F(y)) for x in range(3) for y in range(3)]
    assert [(int(x), int(y)) for x, y in outline(square)] == [(0, 0), (2, 0), (2, 2), (0, 2)]


NONE_CHOSEN = [
    # in words                     plan, people    marks                             the sentence
    ("no weight matters",          (60, 40), {"ash": (5, 5), "beech": (4, 4)}, "No single weight changes the result"),
    ("only a weight of 0 matters", (100, 0), {"ash": (5, 5), "beech": (4, 9)}, "The weights that change the result are published as 0"),
]  # fmt: skip


@pytest.mark.parametrize("case", NONE_CHOSEN, ids=lambda case: case[0])
def test_why_no_map_was_chosen(case: tuple[str, tuple[int, int], dict[str, tuple[int, int]], str]) -> None:
    """It never says that no weight matters where weight-interval says that one does."""
    _, weights, marks, said = case
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[
            {"id": name, "weight": weight, "scale": {"from": 0, "to": 10, "step": 1}}
            for name, weight in zip(("plan", "people"), weights, strict=True)
        ],
    )
    agreed = {
        (bid, name): row[place] for bid, row in marks.items() for place, name in enumerate(("plan", "people"))
    }
    asked = asked_of(Papers(rules, {bid: {} for bid in marks}, dict.fromkeys(marks, 1), agreed))
    (answer,) = run(asked)
    assert answer.verdict is Verdict.DOES_NOT_APPLY
    assert answer.sentence.startswith(said)
    assert ("No single weight" in said) == ("No single weight" in weight_interval(asked)[0].sentence)
