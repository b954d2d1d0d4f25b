"""Every kind of claim, proved and refused; and thousands of forged certificates."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

import pytest

from bideval.analysis.exact.chain import Solved, minimise_exactly
from bideval.analysis.exact.ranks import Ranked, best_ranks, worst_ranks
from bideval.analysis.propose import NoProposal
from bideval.proof.checking import Verdict, check
from bideval.proof.claims import BestRank, CannotWin, CanWin, Claim, OnlyTies, SmallestMove, WorstRank
from bideval.proof.linear import Number, Vector
from bideval.proof.moves import KINDS, move_program, move_size
from bideval.proof.programs import margin_program
from bideval.proof.region import Region
from bideval.proof.tree import Nothing
from tests.proof.base import CLAIMS, FREE, RIVAL
from tests.proof.races import Draw, Race, sample

HALF = Fraction(1, 2)
TINY = Fraction(1, 10**15)


@pytest.mark.parametrize("name", CLAIMS)
def test_proved(name: str) -> None:
    verdict = check(CLAIMS[name])
    assert verdict.proved
    assert str(verdict) == f"proved: {verdict.words}"


def spoiled(name: str, **changes: object) -> Claim:
    """Return a proved claim with something else in its place."""
    claim = CLAIMS[name]
    assert changes.keys() <= set(claim._fields)
    return type(claim)._make({**claim._asdict(), **changes}.values())


LATE = "the multipliers leave room"
FORM = "malformed"
OUT = "the witness is not in the region"
REFUSED = [
    # in words                              claim                                                                  the reason
    ("level is no win",                     spoiled("can win", witness=(50, 50)),                                  "a rival is not beaten"),
    ("behind",                              spoiled("can win", witness=(40, 60)),                                  "a rival is not beaten"),
    ("behind, with ties in its favour",     spoiled("can win on a tie", witness=(49, 51)),                         "a rival is not beaten"),
    ("weights outside the range",           spoiled("can win on a tie", witness=(51, 49)),                         OUT),
    ("weights that sum to less",            spoiled("can win", witness=(60, 39)),                                  OUT),
    ("weights off by very little",          spoiled("can win", witness=(60 + TINY, 40)),                           OUT),
    ("weights in floats",                   spoiled("can win", witness=(60.0, 40.0)),                              OUT),
    ("no weights",                          spoiled("can win", witness=None),                                      OUT),
    ("weights against an order",            spoiled("only ties, by an order", witness=(51, 49)),                   OUT),
    ("no word on ties",                     spoiled("can win", wins_ties=()),                                      "tie rule"),
    ("a number for ties",                   spoiled("can win", wins_ties=(0,)),                                    "tie rule"),
    ("ties without rivals",                 spoiled("can win without rivals", wins_ties=(True,)),                  "tie rule"),
    ("nothing said of ties",                spoiled("cannot win", wins_ties=None),                                 "tie rule"),
    ("a rival of another width",            spoiled("can win", differences=((10,),)),                              FORM),
    ("a rival in floats",                   spoiled("can win", differences=((10.0, -10.0),)),                      FORM),
    ("rivals as a list",                    spoiled("can win", differences=[RIVAL]),                               FORM),
    ("no rivals at all",                    spoiled("can win", differences=None),                                  FORM),
    ("no region",                           spoiled("can win", region=None),                                       FORM),
    ("negative weights allowed",            spoiled("can win", region=Region((-1, 0), (100, 100))),                FORM),
    ("ahead is no tie only",                spoiled("only ties", region=FREE, witness=(60, 40)),                   LATE),
    ("behind is no tie",                    spoiled("only ties", witness=(40, 60)),                                "a rival is ahead"),
    ("a tie without multipliers",           spoiled("only ties", duals=()),                                        LATE),
    ("a tie with weak multipliers",         spoiled("only ties", duals=(0, 1)),                                    LATE),
    ("a tie with no rival",                 spoiled("only ties", differences=()),                                  FORM),
    ("it can win",                          spoiled("cannot win", region=FREE),                                    LATE),
    ("it can win on a tie",                 spoiled("cannot win, as a tie is lost", wins_ties=(True,)),            "a win on a tie"),
    ("no mixture of rivals",                spoiled("cannot win", duals=(HALF, 0)),                                LATE),
    ("a negative mixture",                  spoiled("cannot win", duals=(HALF, -1)),                               LATE),
    ("a mixture of more than all",          spoiled("cannot win", duals=(HALF, 2)),                                LATE),
    ("a mixture in floats",                 spoiled("cannot win", duals=(0.1, 1)),                                 LATE),
    ("cannot win without rivals",           spoiled("cannot win", differences=(), wins_ties=(), duals=(HALF,)),    FORM),
    ("the lead is there",                   spoiled("never leads", required=(-4,)),                                "the ray proves nothing"),
    ("a lead too few",                      spoiled("never leads", required=()),                                   FORM),
    ("a ray of zeros",                      spoiled("never leads", ray=(0, 0)),                                    "the ray proves nothing"),
    ("no ray",                              spoiled("never leads", ray=None),                                      "the ray proves nothing"),
    ("a smaller size than it is",           spoiled("smallest move", size=19),                                     "a move of this size"),
    ("a size in floats",                    spoiled("smallest move", size=20.0),                                   "no exact number"),
    ("no size",                             spoiled("smallest move", size=None),                                   "no exact number"),
    ("not the smallest",                    spoiled("smallest move", size=30, witness=(60, 40)),                   LATE),
    ("a move that does not lead",           spoiled("smallest move", size=10, witness=(40, 60)),                   "does not lead"),
    ("a move without multipliers",          spoiled("smallest move", duals=None),                                  LATE),
    ("another kind",                        spoiled("smallest move", kind="relative-sum"),                         "a move of this size"),
    ("no such kind",                        spoiled("smallest move", kind="squares"),                              "no such kind"),
    ("a kind that is no text",              spoiled("smallest move", kind=["points"]),                             "no such kind"),
    ("published weights of 99",             spoiled("smallest move", published=(30, 69)),                          "sum to 100"),
    ("published weights below 0",           spoiled("smallest move", published=(-10, 110)),                        "sum to 100"),
    ("published weights too few",           spoiled("smallest move", published=(100,)),                            FORM),
    ("nothing published",                   spoiled("smallest move", published=None),                              FORM),
    ("another lead required",               spoiled("smallest move", required=(1,)),                               "does not lead"),
    ("no lead required",                    spoiled("smallest move", required=None),                               FORM),
    ("a kind without whole moves",          spoiled("smallest whole move", kind="relative-sum"),                   "no such kind"),
    ("a whole move too large",              spoiled("smallest whole move", size=22, witness=(52, 48)),             "every case"),
    ("a move that is not whole",            spoiled("smallest whole move", size=Fraction(81, 4), witness=(Fraction(201, 4), Fraction(199, 4))), "whole points"),
    ("a size without a witness",            spoiled("smallest whole move", witness=None),                          "needs a witness"),
    ("a witness without a size",            spoiled("no whole move", witness=(50, 50)),                            "needs a witness"),
    ("there is a whole move",               spoiled("no whole move", region=FREE),                                 "every case"),
    ("no tree",                             spoiled("smallest whole move", tree=()),                               "every case"),
    ("another tree",                        spoiled("smallest whole move", tree=(Nothing((HALF, 5)),)),            "every case"),
    ("a lower lead than there is",          spoiled("pair bound", least=-1001),                                    "is another"),
    ("a lead that is not the least",        spoiled("pair bound", least=-800, witness=(10, 90)),                   LATE),
    ("a lead in floats",                    spoiled("pair bound", least=-1000.0),                                  FORM),
    ("a lead at no weights",                spoiled("pair bound", witness=(0, 99)),                                OUT),
    ("a pair of another width",             spoiled("pair bound", difference=(10,)),                               FORM),
    ("a pair that is none",                 spoiled("pair bound", difference=None),                                FORM),
    ("a better rank than at the witness",       spoiled("best rank", rank=1),                                                       "the witness is another"),
    ("a better rank, nothing said of mixtures", spoiled("best rank", rank=1, conflicts=()),                                         "the witness is another"),
    ("a rank that is not the best",             spoiled("best rank", rank=3, witness=(50, 50)),                                     "fewer rivals may meet"),
    ("a rank without its mixture",              spoiled("best rank", conflicts=()),                                                 "fewer rivals may meet"),
    ("one mixture said twice",                  spoiled("best rank", rank=3, witness=(50, 50), conflicts=((2, 1, 1), (2, 1, 1))),   "fewer rivals may meet"),
    ("a mixture that is not ahead",             spoiled("best rank", conflicts=((2, 2, 1),)),                                       "a conflict is none"),
    ("a rival alone that is not ahead",         spoiled("best rank", conflicts=((2, 1, 0),)),                                       "a conflict is none"),
    ("a mixture with less than nothing",        spoiled("best rank", conflicts=((2, 1, -1),)),                                      "a conflict is none"),
    ("a mixture of nobody",                     spoiled("best rank", conflicts=((2, 0, 0),)),                                       "a conflict is none"),
    ("level with a mixture",                    spoiled("best rank", differences=((-50, 50), (50, -50))),                           "a conflict is none"),
    ("one true mixture and one that is none",   spoiled("best rank", conflicts=((2, 1, 1), (0, 1, 0))),                             "a conflict is none"),
    ("multipliers in floats",                   spoiled("best rank", conflicts=((2.0, 1, 1),)),                                     "a conflict is none"),
    ("a multiplier too few",                    spoiled("best rank", conflicts=((2, 1),)),                                          "a conflict is none"),
    ("a multiplier too many",                   spoiled("best rank", conflicts=((2, 1, 1, 0),)),                                    "a conflict is none"),
    ("a mixture that is nothing",               spoiled("best rank", conflicts=(None,)),                                            "a conflict is none"),
    ("mixtures as a list",                      spoiled("best rank", conflicts=[(2, 1, 1)]),                                        "the conflicts are no list"),
    ("a rank that is a fraction",               spoiled("best rank", rank=Fraction(2)),                                             "no whole number"),
    ("a rank that is true",                     spoiled("best rank of all", rank=True),                                             "no whole number"),
    ("a rank that is text",                     spoiled("best rank", rank="2"),                                                     "no whole number"),
    ("a rank below all",                        spoiled("best rank", rank=-7),                                                      "the witness is another"),
    ("a rank of nobody",                        spoiled("best rank", rank=0),                                                       "the witness is another"),
    ("a rank at no weights",                    spoiled("best rank", witness=(100, 1)),                                             OUT),
    ("a rank at weights too many",              spoiled("best rank", witness=(100, 0, 0)),                                          OUT),
    ("a rank against an order",                 spoiled("best rank, by an order", witness=(51, 49)),                                OUT),
    ("a rank among rivals of another width",    spoiled("best rank", differences=((10,), (20,))),                                   FORM),
    ("a rank among rivals in floats",           spoiled("best rank", differences=((-51.0, 49.0), (49.0, -51.0))),                   FORM),
    ("no parts of a point",                     spoiled("best rank", parts=0),                                                      FORM),
    ("parts below nothing",                     spoiled("best rank", parts=-10),                                                    FORM),
    ("parts that are a fraction",               spoiled("can win", parts=Fraction(1)),                                              FORM),
    ("parts that are true",                     spoiled("cannot win", parts=True),                                                  FORM),
    ("two behind one rival alone",              spoiled("best rank behind two", conflicts=((10, 1, 0),)),                           "fewer rivals may meet"),
    ("two behind a mixture of both",            spoiled("best rank behind two", conflicts=((10, 1, 1),)),                           "fewer rivals may meet"),
    ("the worst said to be the best",           BestRank(*CLAIMS["worst rank"]),                                                    "fewer rivals may meet"),
    ("the best said to be the worst",           WorstRank(*CLAIMS["best rank"]),                                                    "a conflict is none"),
    ("the best of all said to be the worst",    WorstRank(*CLAIMS["best rank of all"]),                                             "the witness is another"),
    ("a worse rank than at the witness",        spoiled("worst rank ahead of two", rank=2),                                         "the witness is another"),
    ("a rank that is not the worst",            spoiled("worst rank", rank=2, witness=(100, 0)),                                    "fewer rivals may meet"),
    ("never worse, without a reason",           spoiled("worst rank ahead of two", conflicts=()),                                   "fewer rivals may meet"),
    ("ahead of one rival, not two",             spoiled("worst rank ahead of two", conflicts=((10, -1, 0),)),                       "fewer rivals may meet"),
    ("a rival that is not behind",              spoiled("worst rank ahead of two", differences=((10, -10), (20, 5))),               "a conflict is none"),
    ("a mixture that is not behind",            spoiled("worst rank of a mixture", conflicts=((2, 1, 1),)),                         "a conflict is none"),
    ("a worst rank without its order",          spoiled("worst rank, by an order", region=FREE, differences=((11, -9), (-11, 9))),  "is another"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refused(case: tuple[str, Claim, str]) -> None:
    _, claim, reason = case
    verdict = check(claim)
    assert not verdict.proved
    assert reason in verdict.words
    assert str(verdict) == f"REFUSED: {verdict.words}"


@pytest.mark.parametrize("value", [None, 1, "can-win", (), {"claim": "can-win"}, CanWin], ids=repr)
def test_what_is_no_claim(value: object) -> None:
    assert check(value) == Verdict(proved=False, words="this is no claim")


@pytest.mark.parametrize("name", CLAIMS)
def test_any_part_missing_or_of_another_type_is_refused(name: str) -> None:
    """Nothing that is put in place of any part raises; where a claim is proved still, the part was free."""
    free = {("no whole move", "size"), ("no whole move", "witness"), ("smallest whole move", "limit")}
    free |= {("bound of an award", "besides")}  # another list of awards that are left out
    things: tuple[object, ...] = (None, 1.5, "x", True, {}, [1], (None,), ((),), (("x",),), float("nan"))
    for field in CLAIMS[name]._fields:
        for wrong in things:
            verdict = check(spoiled(name, **{field: wrong}))
            unchanged = wrong is None and CLAIMS[name]._asdict()[field] is None
            assert not verdict.proved or unchanged or (name, field) in free


def test_numbers_too_long_to_print_are_no_traceback() -> None:
    long = 10**6000
    claim = spoiled("pair bound", difference=(10 * long, -10 * long), least=-1000 * long, duals=(-10 * long,))
    assert check(claim) == Verdict(
        proved=True, words="no lead is less than a number too long to print hundredths"
    )


def test_a_mixture_at_a_tie_needs_a_rival_that_ties_do_not_favour_us_over() -> None:
    """Level with one rival everywhere, and behind another unless the weights are equal."""
    region = Region((0, 0), (50, 100))
    differences = ((0, 0), RIVAL)
    duals = (Fraction(1, 10), 0, 1)
    assert check(CannotWin(region, differences, (True, False), duals)).proved
    assert not check(CannotWin(region, differences, (False, True), duals)).proved
    assert check(CannotWin(region, differences, (False, True), (0, 1, 0))).proved
    assert check(CanWin(region, differences, (True, True), (50, 50))).proved


SIZES = [
    # in words                    kind                before           after             size
    ("half of all changes",       "points",           (30, 70),        (50, 50),         20),
    ("three criteria",            "points",           (30, 30, 40),    (20, 35, 45),     10),
    ("the largest of three",      "largest",          (30, 30, 40),    (20, 35, 45),     10),
    ("as a share of each",        "relative-sum",     (20, 80),        (30, 70),         Fraction(5, 8)),
    ("the largest share",         "relative-largest", (20, 80),        (30, 70),         HALF),
    ("nothing moves",             "largest",          (20, 80),        (20, 80),         0),
    ("a weight of 0 stays",       "relative-sum",     (0, 20, 80),     (0, 30, 70),      Fraction(5, 8)),
    ("a weight of 0 moves",       "relative-largest", (0, 20, 80),     (1, 20, 79),      None),
]  # fmt: skip


@pytest.mark.parametrize("case", SIZES, ids=lambda case: case[0])
def test_size_of_a_move(case: tuple[str, str, Vector, Vector, Number | None]) -> None:
    _, kind, before, after, expected = case
    known = next(one for one in KINDS if one == kind)
    assert move_size(known, before, after) == expected


def noise(draw: Draw) -> Fraction:
    """Return a small number of either sign: 1e-15 to 1/10."""
    return Fraction(draw.between(-1000, 1000), 10 ** draw.between(4, 15))


def shaken(draw: Draw, vector: Vector) -> Vector:
    """Return the vector with noise on some of its numbers."""
    return tuple(value + noise(draw) if draw.below(2) else value for value in vector)


def balanced(draw: Draw, region: Region, weights: Vector) -> Vector:
    """Return shaken weights put back into their ranges, the last of them making up the sum."""
    moved = [
        min(max(value, low), high)
        for value, low, high in zip(shaken(draw, weights), region.low, region.high, strict=True)
    ]
    place = draw.below(len(moved))
    moved[place] += 100 - sum(moved)
    return tuple(moved)


def mixture(draw: Draw, duals: Vector, rivals: int) -> Vector:
    """Return shaken multipliers whose shares of rivals are 0 or more and sum to 1 again."""
    moved = shaken(draw, duals)
    shares = [max(Fraction(0), Fraction(share)) for share in moved[-rivals:]]
    total = sum(shares) or 1
    return (*moved[:-rivals], *(share / total for share in shares))


def forged(one: Race, draw: Draw, best: Solved, move: Solved | None) -> Iterator[tuple[Claim, bool]]:
    """Yield certificates shaken from true ones, each with whether what it claims is true."""
    region, differences = one.region, one.differences
    against, favoured = (False,) * len(differences), (True,) * len(differences)
    margin, weights = -best.objective, best.x[:-1]
    near = balanced(draw, region, weights)
    yield CanWin(region, differences, against, near), margin > 0
    yield CanWin(region, differences, favoured, near), margin >= 0
    duals = mixture(draw, best.duals, len(differences))
    yield CannotWin(region, differences, against, duals), margin <= 0
    yield CannotWin(region, differences, favoured, duals), margin < 0
    yield OnlyTies(region, differences, near, duals), margin == 0
    off = list(weights)
    off[draw.below(len(off))] += TINY
    yield CanWin(region, differences, favoured, tuple(off)), False  # sums to more than 100
    if move is not None:
        level = (Fraction(0),) * len(differences)
        size = move.objective + abs(noise(draw)) + TINY
        after = balanced(draw, region, one.published)
        claimed = move_size("points", one.published, after)
        assert claimed is not None
        larger = SmallestMove("points", region, one.published, differences, level, size, after, move.duals)
        yield larger, False
        yield larger._replace(size=claimed, duals=shaken(draw, move.duals)), claimed == move.objective


def extremes(one: Race) -> list[Ranked]:
    """Return the best and the worst rank of the challenger."""
    points = ((Fraction(0),) * len(one.region.low), *(tuple(-d for d in row) for row in one.differences))
    found = [ranks_of(one.region, points, (0,), exactly)[0] for ranks_of in (best_ranks, worst_ranks)]
    return [rank for rank in found if isinstance(rank, Ranked)]


def forged_ranks(one: Race, draw: Draw, best: Ranked, worst: Ranked) -> Iterator[tuple[Claim, bool]]:
    """Yield certificates about ranks shaken from true ones, each with whether what it claims is true."""
    for found, side in ((best, 1), (worst, -1)):
        claim = found.claim
        near = balanced(draw, one.region, found.weights)
        yield claim._replace(rank=claim.rank - side), False
        yield claim._replace(rank=claim.rank - side, witness=near, conflicts=()), False
        yield claim._replace(rank=claim.rank + side, witness=near), False
        yield claim._replace(rank=claim.rank + side, witness=balanced(draw, one.region, one.published)), False
        yield claim._replace(witness=near), True
        if claim.conflicts:
            place = draw.below(len(claim.conflicts))
            ray = shaken(draw, claim.conflicts[place])
            before, after = claim.conflicts[:place], claim.conflicts[place + 1 :]
            yield claim._replace(conflicts=(*before, ray, *after)), True
            yield claim._replace(rank=claim.rank + side, conflicts=(*claim.conflicts, ray)), False


def exactly(_: object) -> NoProposal:
    """Propose nothing, so that the exact simplex answers."""
    return NoProposal("the exact simplex alone answers")


def forge(races: list[Race], each: int) -> Counter[str]:
    """Check forged certificates about these races; none that is false may be accepted."""
    counted: Counter[str] = Counter()
    for one in races:
        best = minimise_exactly(margin_program(one.region, one.differences))
        assert isinstance(best, Solved)
        level = (Fraction(0),) * len(one.differences)
        asked = SmallestMove("points", one.region, one.published, one.differences, level, 0, (), ())
        found = minimise_exactly(move_program(asked))
        draw = Draw(f"forge {one.name}")
        extremes_known = extremes(one)
        for _ in range(each):
            ranks = forged_ranks(one, draw, *extremes_known)
            move = found if isinstance(found, Solved) else None
            for claim, true in chain(forged(one, draw, best, move), ranks):
                accepted = check(claim).proved
                assert true or not accepted, (one.name, claim)
                counted["forged"] += 1
                counted["false"] += not true
                counted["accepted"] += accepted
    return counted


def test_no_forged_certificate_is_accepted() -> None:
    counted = forge(sample(25), 3)
    assert counted["false"] > 1000
    assert counted["accepted"] > 100  # true claims come through: the checker does not refuse everything


@pytest.mark.long
def test_none_of_thirty_thousand_forged_certificates_is_accepted() -> None:
    counted = forge(sample(5), 10)
    assert counted["forged"] > 30_000
    assert counted["false"] > 15_000
