"""Claims that are proved, by hand: one of each kind, small enough to be followed on paper.

Two criteria.  Rival r has D = (10, -10): the challenger is 10 points better on the first
and 10 worse on the second, so it leads by (10 w1 - 10 w2) / 100 points.  It is level at
50 / 50.  The published weights are 30 / 70.
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.proof.claims import (
    BestRank,
    CannotWin,
    CanWin,
    Claim,
    NeverLeads,
    OnlyTies,
    PairBound,
    SmallestMove,
    SmallestWholeMove,
    WorstRank,
)
from bideval.proof.region import Region, Row
from bideval.proof.tree import Bound, Nothing, Split
from tests.proof import awards

RIVAL = (10, -10)
FREE = Region((0, 0), (100, 100))
UP_TO_HALF = Region((0, 0), (50, 100))  # level at the border
UP_TO_40 = Region((0, 0), (40, 100))  # never level
# The second criterion counts for at least the first: the same border by an order row.
ORDERED = Region((0, 0), (100, 100), (Row((-1, 1), 0, None),))
# The first weight is 30 and a half, so no whole move of the published weights leads there.
HALVES = Region((30, 0), (100, 70), (Row((2, 0), 61, 61),))
PUBLISHED = (30, 70)
MIDDLING = ((-51, 49), (49, -51))  # 49 points on both, the rivals 100 on one and 0 on the other
BEHIND = ((-10, -10), (-20, -5))
TENTH = Fraction(1, 10)

# The multipliers of the sum and of the rival: 100/10 less a fifth of the highest first weight.
LEVEL_DUALS = BELOW_DUALS = (TENTH, 1)  # 0 where that is 50, 2 where it is 40
ORDER_DUALS = (0, TENTH, 1)  # a tenth of the order row cancels the rival's


CLAIMS: Mapping[str, Claim] = {
    "can win": CanWin(FREE, (RIVAL,), (False,), (60, 40)),
    "can win on a tie": CanWin(UP_TO_HALF, (RIVAL,), (True,), (50, 50)),
    "can win without rivals": CanWin(FREE, (), (), (60, 40)),
    "only ties": OnlyTies(UP_TO_HALF, (RIVAL,), (50, 50), LEVEL_DUALS),
    "only ties, by an order": OnlyTies(ORDERED, (RIVAL,), (50, 50), ORDER_DUALS),
    "cannot win": CannotWin(UP_TO_40, (RIVAL,), (True,), BELOW_DUALS),
    "cannot win, as a tie is lost": CannotWin(UP_TO_HALF, (RIVAL,), (False,), LEVEL_DUALS),
    "never leads": NeverLeads(UP_TO_40, (RIVAL,), (0,), (TENTH, 1)),
    "smallest move": SmallestMove(
        "points", FREE, PUBLISHED, (RIVAL,), (0,), 20, (50, 50), (Fraction(1, 2), 5)
    ),
    "smallest move to a lead": SmallestMove(
        "points", FREE, PUBLISHED, (RIVAL,), (1,), 25, (55, 45), (Fraction(1, 2), 5)
    ),
    "smallest largest move": SmallestMove(
        "largest", FREE, PUBLISHED, (RIVAL,), (0,), 20, (50, 50), (0, 5, Fraction(1, 2), Fraction(1, 2))
    ),
    "smallest relative sum": SmallestMove(
        "relative-sum",
        FREE,
        PUBLISHED,
        (RIVAL,),
        (0,),
        Fraction(20, 30) + Fraction(20, 70),
        (50, 50),
        (Fraction(2, 210), Fraction(5, 21)),
    ),
    "smallest whole move": SmallestWholeMove(
        "points", FREE, PUBLISHED, (RIVAL,), (Fraction(1, 20),), 21, (51, 49), (Bound((Fraction(1, 2), 5)),)
    ),
    "no whole move": SmallestWholeMove(
        "points",
        UP_TO_40,
        PUBLISHED,
        (RIVAL,),
        (0,),
        None,
        None,
        (Nothing((TENTH, 1)),),
    ),
    "pair bound": PairBound(UP_TO_40, RIVAL, -1000, (0, 100), (-10,)),
    "no whole move, by cases": SmallestWholeMove(
        "points",
        HALVES,
        PUBLISHED,
        (RIVAL,),
        (-10,),
        None,
        None,
        (Split(0, 0), Nothing((0, 1, 0)), Nothing((0, -1, 0))),
    ),
    "cannot win, in hundredths": CannotWin(UP_TO_40, ((1000, -1000),), (True,), (10, 1), 100),
    "best rank": BestRank(FREE, MIDDLING, 2, (100, 0), ((2, 1, 1),)),
    "best rank of all": BestRank(FREE, (RIVAL,), 1, (50, 50), ()),
    "best rank behind two": BestRank(FREE, BEHIND, 3, (70, 30), ((10, 1, 0), (5, 0, 1))),
    "best rank, by an order": BestRank(ORDERED, ((1, -1), (-10, 10)), 1, (50, 50), ()),
    "best rank, in tenths": BestRank(FREE, ((-510, 490), (490, -510)), 2, (100, 0), ((20, 1, 1),), 10),
    "worst rank": WorstRank(FREE, MIDDLING, 3, (50, 50), ()),
    "worst rank ahead of two": WorstRank(FREE, ((10, 10), (20, 5)), 1, (70, 30), ((10, -1, 0), (5, 0, -1))),
    "worst rank of a mixture": WorstRank(FREE, ((-49, 51), (51, -49)), 2, (100, 0), ((2, -1, -1),)),
    "worst rank, by an order": WorstRank(ORDERED, ((11, -9),), 2, (45, 55), ()),
    "best award": awards.PLAIN,
    "best award, by cases": awards.SPLIT,
    "best award, dearer offers left out": awards.NARROWED,
    "best award, one offer too dear by itself": awards.DEAR,
    "no award": awards.NONE,
    "bound of an award": awards.FULL,
}
