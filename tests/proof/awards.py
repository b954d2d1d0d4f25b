"""Two lots and two bids, small enough to follow by hand, with claims about their award."""

from fractions import Fraction

from bideval.proof.awards import BestAward
from bideval.proof.cuts import Cut
from bideval.proof.lots import Aim, Held, LotRule, Lots, LotsDiscount, Offer, VolumeDiscount, VolumeStep
from bideval.proof.tree import Bound, Narrow, Nothing, Split

COST = Aim("cost")
# Lot 0 costs 10 or 12, lot 1 costs 20 or 15: the best award takes offers 0 and 3, for 25.
OFFERS = (Offer(0, (0,), 10), Offer(1, (0,), 12), Offer(0, (1,), 20), Offer(1, (1,), 15))
TWO = Lots((None, None), (0, 1), OFFERS)
PRICES = (10, 15)  # multipliers of the two lots' rows: what each costs at least
PLAIN = BestAward(TWO, COST, (), (), (0, 3), 25, 25, (), (Bound(PRICES),))

# One bidder for both lots: 30, or 27. Rows of the lots, then two a bidder: one lot is not ahead of the other.
LINKED = TWO._replace(rules=(LotRule("one-bidder", (0, 1), (0, 1), (1, 1), None, None),))
SPLIT = BestAward(
    LINKED,
    COST,
    (),
    (),
    (1, 3),
    27,
    27,
    (),
    (Split(0, 0), Bound((12, 15, 0, 0, 0, 0)), Bound((7, 20, 0, 0, 0, -5))),
)

# The dearer offer of each lot is left out at once: 25 and what it is dearer come to 27 and to 30.
NARROWED = PLAIN._replace(tree=(Narrow(PRICES, (1, 2)), Bound(PRICES)))
# By weak multipliers the bound is 0, and 0 with 25 of its own is 25: only an offer that costs as much is left out.
DEAR = BestAward(
    TWO._replace(offers=(*OFFERS, Offer(0, (1,), 25))),
    COST,
    (),
    (),
    (0, 3),
    25,
    25,
    (),
    (Narrow((0, 0), (4,)), Bound(PRICES)),
)

# Nobody may be awarded anything: rows of the lots, then of the rule.
NOBODY = TWO._replace(rules=(LotRule("amount", (0, 1), (0, 1), (1, 1), None, 0),))
NONE = BestAward(NOBODY, COST, (), (), None, None, None, (), (Nothing((1, 1, -1)),))

# Everything that a claim may hold, in one: it is proved that nothing comes to less than 0.
FULL = BestAward(
    Lots(
        (None, 40),
        (0, 1),
        (*OFFERS, Offer(1, (0, 1), 26)),
        (LotsDiscount(0, (0, 1), 1),),
        (VolumeDiscount(1, False, True, (VolumeStep(20, 10),)),),
        (LotRule("winners", (0, 1), (0, 1), (1, 1), 1, None, 5),),
        add_up=True,
    ),
    Aim("broken", (0,)),
    (Held(COST, 100),),
    ((0, 3),),
    None,
    None,
    0,
    (Cut((18,), (Fraction(1, 2),), ()),),
    (Bound((0,) * 20),),
)
