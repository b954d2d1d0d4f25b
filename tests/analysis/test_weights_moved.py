"""Who can win, by how little, and how high and low: against figures worked out elsewhere.

The figures of the invented tender come from a script of its own: enumeration of moves in
whole percents and two exact simplexes, none of which is used here.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.best_rank import rank_ranges
from bideval.analysis.can_win import CAN_WIN
from bideval.analysis.contest import NO_OTHER, contest_of
from bideval.analysis.exact.certify import can_win
from bideval.analysis.exact.ranks import Ranked
from bideval.analysis.propose import NoProposal, Proposal, Proposer
from bideval.analysis.question import Asked, Question, Range
from bideval.analysis.rank_range import RANK_RANGE
from bideval.analysis.reweighed import award_at, reweighed
from bideval.analysis.reweighting import SMALLEST_REWEIGHTING
from bideval.analysis.settings import Settings, settings_of
from bideval.proof.checking import check
from bideval.proof.claims import CannotWin, CanWin
from bideval.proof.linear import Program, lower_bound
from bideval.proof.programs import margin_program
from tests.analysis.asked import asked_of
from tests.analysis.exact.second_solver import cbc
from tests.analysis.tideway import COST, FINANCIAL, QUALITY, SOCIAL, tideway
from tests.scoring.build import Papers, tender

F = Fraction
WEIGHTS = {**QUALITY, **SOCIAL, **FINANCIAL, **COST}
SIX: Mapping[str, Range] = {name: (F(max(0, one - 6)), F(min(100, one + 6))) for name, one in WEIGHTS.items()}
IMPOSSIBLE = ("fm", "ht", "mc", "sg")


EVERYTHING = Question()


def within_six(question: Question = EVERYTHING) -> Asked:
    return asked_of(tideway(), question._replace(ranges=SIX))


def by_bid(answers: tuple[Answer, ...]) -> dict[str, Answer]:
    return {answer.about: answer for answer in answers}


def found(asked: Asked) -> Settings:
    known = settings_of(asked)
    assert isinstance(known, Settings)
    return known


def test_every_certificate_is_accepted_by_its_checker() -> None:
    for analysis in (CAN_WIN, SMALLEST_REWEIGHTING, RANK_RANGE):
        for answer in analysis.run(within_six()):
            assert [check(claim).words for claim in answer.certificates if not check(claim).proved] == []


MARGINS = [
    ("tm", "6.0175"),
    ("ch", "6.0152"),
    ("fm", "-1.3815"),
    ("mc", "-1.7211"),
    ("ht", "-3.8420"),
    ("sg", "-9.2487"),
]


@pytest.mark.parametrize("case", MARGINS, ids=lambda case: case[0])
def test_the_greatest_lead_anywhere(case: tuple[str, str]) -> None:
    bid, lead = case
    known = found(within_six())
    contest = contest_of(known, bid)
    claim = can_win(known.region, contest.differences, contest.wins_ties)
    if isinstance(claim, CannotWin):
        bound = lower_bound(margin_program(claim.region, claim.differences), claim.duals)
        assert bound is not None
        assert -round(Fraction(bound), 4) == F(lead)
    else:
        assert isinstance(claim, CanWin)
        leads = [
            sum(F(w) * F(d) for w, d in zip(claim.witness, row, strict=True)) / 100
            for row in contest.differences
        ]
        assert round(min(leads), 4) == F(lead)


def test_who_can_win() -> None:
    answers = by_bid(CAN_WIN.run(within_six()))
    assert {bid for bid, one in answers.items() if one.verdict is Verdict.PROVED} == {"tm", "ch"}
    assert {bid for bid, one in answers.items() if one.verdict is Verdict.IMPOSSIBLE} == set(IMPOSSIBLE)


def test_the_smallest_move() -> None:
    answers = by_bid(SMALLEST_REWEIGHTING.run(within_six()))
    sizes = {row[0]: row[1] for row in answers["tm"].tables[1].rows}
    assert sizes["points moved"] == F(194312, 94815) / 2
    assert answers["tm"].sentence.startswith(
        "Within the ranges considered, moving 2 of the 100 points, by whole percents, is enough to make tm "
        "win; 1 is not."
    )
    assert "223 such ways" in answers["tm"].sentence
    assert all(answers[bid].verdict is Verdict.IMPOSSIBLE for bid in IMPOSSIBLE)


def test_all_bids_at_once_as_one_by_one() -> None:
    """Of large lots the solver proposes for all bids at once; the sentences are the same."""
    asked = within_six()
    alone = by_bid(SMALLEST_REWEIGHTING.run(asked))
    with patch("bideval.analysis.exact.canonical.CANONICAL", 0):
        together = by_bid(SMALLEST_REWEIGHTING.run(asked))
    assert {bid: one.sentence for bid, one in together.items()} == {
        bid: one.sentence for bid, one in alone.items()
    }
    assert {one.verdict for one in together.values()} >= {Verdict.PROVED, Verdict.IMPOSSIBLE}
    assert all(check(claim).proved for one in together.values() for claim in one.certificates)


def test_three_points_if_every_section_keeps_its_weight() -> None:
    (answer,) = SMALLEST_REWEIGHTING.run(within_six(Question(keep_groups=True, challenger="tm")))
    assert answer.sentence.startswith("Within the ranges considered, moving 3 of the 100 points")


def test_the_weights_that_are_shown_do_win() -> None:
    asked = within_six()
    answer = by_bid(SMALLEST_REWEIGHTING.run(asked))["tm"]
    moved = {str(row[0]): row[2] for row in answer.tables[0].rows}
    weights = {name: Fraction(str(moved.get(name, F(one)))) for name, one in WEIGHTS.items()}
    award = award_at(reweighed(asked.case), weights)
    assert award is not None
    assert award.winners == ("tm",)
    assert sum(abs(weights[name] - one) for name, one in WEIGHTS.items()) == 4


RANKS: Mapping[object, tuple[object, object]] = {
    "tm": (1, 4),
    "ch": (1, 4),
    "mc": (2, 5),
    "fm": (2, 6),
    "ht": (3, 6),
    "sg": (3, 6),
}


def test_ranks_and_who_is_always_ahead() -> None:
    (answer,) = RANK_RANGE.run(within_six())
    found_ranks: dict[object, tuple[object, object]] = {
        row[0]: (row[2], row[3]) for row in answer.tables[0].rows
    }
    assert found_ranks == RANKS
    ahead = {
        (row[0], other)
        for row in answer.tables[0].rows
        for other in (row[4] if isinstance(row[4], tuple) else ())
    }
    assert ahead == {("tm", "fm"), ("tm", "ht"), ("ch", "mc"), ("ch", "sg"), ("mc", "sg")}


def by_cbc(program: Program) -> Proposal | NoProposal:
    return cbc()(program)


SOLVERS = [
    ("that finds nothing", lambda _: NoProposal("no licence")),
    ("in floats that are wrong", lambda program: Proposal((1.0,) * len(program.cost), (0.5,) * len(program.rows))),
    ("that is another", by_cbc),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pulp")
@pytest.mark.parametrize("case", SOLVERS, ids=lambda case: case[0])
def test_no_solver_has_a_say_in_ranks_and_their_weights(case: tuple[str, Proposer]) -> None:
    """Whole answers, with the weights and the certificates, are the same whatever solves."""
    (known,) = RANK_RANGE.run(within_six())
    with patch("bideval.analysis.exact.canonical.propose", case[1]):
        assert RANK_RANGE.run(within_six()) == (known,)


def test_large_lots_have_the_same_ranks() -> None:
    (known,) = RANK_RANGE.run(within_six())
    with patch("bideval.analysis.exact.canonical.CANONICAL", 0):
        (quick,) = RANK_RANGE.run(within_six())
    assert quick.sentence == known.sentence
    assert quick.tables == known.tables
    assert all(check(claim).proved for claim in quick.certificates)


# Small tenders, with every weighting in whole percents of ten tried.

STEP = 10
ROUNDED = {"rounding": [{"stage": "total", "places": 0, "mode": "half-up"}], "rank_on": "rounded"}
NAMES = ("one", "two", "three")
GRID = [
    tuple(F(STEP * part) for part in parts)
    for parts in product(range(11), repeat=3)
    if sum(parts) * STEP == 100
]


def small(points: Mapping[str, tuple[int, int, int]], places: int = 1, *, rounded: bool = False) -> Asked:
    """Return a tender of three declared criteria with the lower price ahead in a tie; prices differ."""
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        declares={name: {"unit": "points", "min": 0, "max": 100} for name in NAMES},
        criteria=[
            {"id": name, "weight": weight, "measure": {"field": f"bid.declared.{name}"}}
            for name, weight in zip(NAMES, (40, 30, 30), strict=True)
        ],
        ties=[{"by": "lower-price"}],
        **({"places": places} if places > 1 else {}),
        **(ROUNDED if rounded else {}),
    )
    bids = {bid: {"declared": dict(zip(NAMES, row, strict=True))} for bid, row in points.items()}
    return asked_of(Papers(rules, bids, {bid: 100 + place for place, bid in enumerate(points)}))


TABLES = st.lists(st.tuples(*[st.sampled_from((0, 20, 40, 50, 80, 100))] * 3), min_size=2, max_size=4).map(
    lambda rows: {f"bid-{place}": row for place, row in enumerate(rows)}
)


@settings(max_examples=15, deadline=None)
@given(TABLES)
def test_no_weights_on_a_grid_contradict_an_answer(points: dict[str, tuple[int, int, int]]) -> None:
    asked = small(points)
    known = found(asked)
    answers = by_bid(CAN_WIN.run(asked))
    lot = reweighed(asked.case)
    awards = {weights: award_at(lot, dict(zip(NAMES, weights, strict=True))) for weights in GRID}
    ranges = rank_ranges(known)
    for bid, answer in answers.items():
        wins = [weights for weights, award in awards.items() if award is not None and award.winners == (bid,)]
        assert answer.verdict in {Verdict.PROVED, Verdict.IMPOSSIBLE}
        assert not (wins and answer.verdict is Verdict.IMPOSSIBLE)
        best, worst = ranges[bid]
        assert isinstance(best, Ranked)
        assert isinstance(worst, Ranked)
        for weights in GRID:
            totals = {one: known.space.total(one, weights) for one in points}
            ahead = sum(totals[one] > totals[bid] for one in points)
            level = sum(totals[one] >= totals[bid] for one in points)
            assert best.rank <= 1 + ahead
            assert level <= worst.rank


@settings(max_examples=10, deadline=None)
@given(TABLES, st.booleans())
def test_no_smaller_whole_move_wins(points: dict[str, tuple[int, int, int]], rounded: bool) -> None:
    """Every move of up to ten whole points is tried beside the proved least one, rounding or not."""
    asked = small(points, rounded=rounded)
    lot = reweighed(asked.case)
    start = (40, 30, 30)
    moves = sorted(
        (move for move in product(range(-10, 11), repeat=3) if sum(move) == 0),
        key=lambda move: sum(map(abs, move)),
    )
    for answer in SMALLEST_REWEIGHTING.run(asked):
        least = next(
            (
                sum(map(abs, move)) // 2
                for move in moves
                if (
                    award := award_at(
                        lot, {name: F(a + b) for name, a, b in zip(NAMES, start, move, strict=True)}
                    )
                )
                is not None
                and award.winners == (answer.about,)
            ),
            None,
        )
        if least is not None:
            assert f"Moving {least} of the 100 points" in answer.sentence
        elif answer.verdict is Verdict.PROVED:
            size = int(answer.sentence.split()[1])
            assert size > 10


def test_the_largest_change_in_whole_percents() -> None:
    """One point off some weights and on others is enough, as no point at all is not."""
    (answer,) = SMALLEST_REWEIGHTING.run(within_six(Question(whole_percent=True, challenger="tm")))
    sizes = {row[0]: row[1] for row in answer.tables[1].rows}
    assert sizes["largest change of one weight, whole percents"] == 1


PLACES = [
    ("two of three places, the third is behind", {"a": (100, 0, 0), "b": (60, 60, 60), "c": (0, 100, 0)}, 2),
    ("all bids within the places", {"a": (100, 0, 0), "b": (0, 100, 0)}, 2),
]


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_several_places(case: tuple[str, dict[str, tuple[int, int, int]], int]) -> None:
    """Enumerated: the least whole move after which the bid is awarded is the claim's, rounded up."""
    _, points, places = case
    asked = small(points, places)
    lot = reweighed(asked.case)
    losers = [
        bid for bid, row in {one.bid: one.rank or 0 for one in asked.result.placings}.items() if row > places
    ]
    answers = SMALLEST_REWEIGHTING.run(asked)
    assert [answer.about for answer in answers if answer.about] == losers
    assert losers or [answer.sentence for answer in answers] == [NO_OTHER]
    for answer in answers[: len(losers)]:
        size = answer.tables[0].rows[0][1]
        assert isinstance(size, Fraction)
        least = min(
            sum(abs(a - b) for a, b in zip(weights, (40, 30, 30), strict=True)) / 2
            for weights in ((F(a), F(b), F(100 - a - b)) for a in range(101) for b in range(101 - a))
            if (award := award_at(lot, dict(zip(NAMES, weights, strict=True)))) is not None
            and answer.about in (*award.winners, *award.tied)
        )
        assert size <= least <= size + 1


LIMITS = [
    ("one bid", {"a": (100, 50, 0)}, "a wins under the published weights."),
    (
        "identical bids: the tie rule decides, whatever the weights",
        {"a": (50, 50, 50), "b": (50, 50, 50)},
        "b cannot win: whatever the weights, it is at best level with another bid, and ties go against it.",
    ),
    (
        "a bid behind on everything",
        {"a": (50, 50, 50), "b": (40, 40, 40)},
        "b cannot win: whatever the weights, it is at least 10 points behind.",
    ),
]


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: case[0])
def test_limiting_cases(case: tuple[str, dict[str, tuple[int, int, int]], str]) -> None:
    _, points, sentence = case
    assert CAN_WIN.run(small(points))[-1].sentence == sentence
