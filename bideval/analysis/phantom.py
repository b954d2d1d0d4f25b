"""The losing bid that would move the award by its price alone, searched for and recomputed.

It is one bid more (a phantom), or a bid that was made, at another price.  The phantom scores
nothing but the points of its price; either passes every test, and must itself not be awarded.
Each formula has pieces on which every other bid's points are a quotient of straight lines in
that price; on a piece the difference of two totals is one too, so three looks give it and its
one root.  The award can turn only at such roots and between pieces: both sides of each are
recomputed by the published rules, on prices in minor units.

Where figures are rounded, they are followed before rounding: where every lead over the bids
that lose is greater than all roundings together, at every price, there is no such bid.  Else, and
for a formula without such pieces, what is found stands; that there is no other is not claimed.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise, product
from math import floor
from typing import NamedTuple

from bideval.analysis.altered import with_price
from bideval.analysis.own_price import holds_a_minimum, normalised_price, price_gates
from bideval.analysis.price_pieces import PIECES, Curve, Prices, curve, root
from bideval.analysis.reweighed import Award
from bideval.analysis.rounded_away import before_rounding, rounded_away, rounds_prices
from bideval.analysis.supposed import Placed, placed, with_phantom
from bideval.model.measure import reads_all_prices
from bideval.scoring.case import LotCase
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.lot_rules import Leaf, leaf_reads_price
from bideval.scoring.lot_scores import WEIGHTED_SUM

ZERO = Fraction(0)
_PARTS = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4))
_CLEAR = "The lead is more than all roundings together can take away."
_FAR = 4  # times the highest price, where a piece has no end


class Phantom(NamedTuple):
    """A losing bid that moves the award, and the award that it brings about."""

    price: Fraction
    award: Award
    rank: int


class Found(NamedTuple):
    """Phantoms found, the nearest to the other prices first; ``complete`` if no other award can be had."""

    phantoms: tuple[Phantom, ...]
    complete: bool
    why: str  # why none exists, or why the search is not complete


def search(
    case: LotCase, assessed: tuple[str, ...], base: Award, unit: Fraction, own: str | None = None
) -> Found:
    """Search the phantoms of a lot whose points are held; ``base`` is the award to be moved.

    With ``own``, an assessed bid that loses, its own other prices are searched in place of phantoms.
    A price at which a test would shut that bid out is for the caller to set aside.
    """
    unmoved = steady(case)
    if unmoved is not None:
        return Found((), complete=True, why=unmoved)
    barred = _barred(case)
    if barred is not None:
        return Found((), complete=False, why=barred)
    hunt = _Hunt(case, tuple(bid for bid in assessed if bid != own), base, unit, own)
    doubt = _doubt(case)
    if doubt is None:
        return Found(tuple(_ordered(hunt, _by_pieces(hunt))), complete=True, why=_throughout(own))
    prices = (*_on_grid(hunt), *(_by_pieces(hunt) if _pieced(case) else ()))
    found = tuple(_ordered(hunt, prices))
    if not found and _pieced(case) and _is_clear(hunt):
        return Found((), complete=True, why=f"{_throughout(own)} {_CLEAR}")
    return Found(found, complete=False, why=doubt)


def _is_clear(hunt: "_Hunt") -> bool:
    """Whether the awarded bids lead all others, at every price, by more than all roundings can take away."""
    most = rounded_away(hunt.case.rules)
    losers = [bid for bid in hunt.assessed if bid not in hunt.base.winners]
    if most is None or hunt.base.tied:
        return False
    again = _Hunt(before_rounding(hunt.case), hunt.assessed, hunt.base, hunt.unit, hunt.own)
    pairs = tuple(product(hunt.base.winners, losers))
    return all(_leads(again, piece, pairs, most) for piece in _pieces(again))


def _leads(
    hunt: "_Hunt", piece: tuple[Fraction, Fraction], pairs: tuple[tuple[str, str], ...], least: Fraction
) -> bool:
    """Whether each first bid leads the second by more than ``least`` on the whole of a piece."""
    at, looks = _looks(hunt, piece)
    known = [look[0].figures for look in looks if look is not None]
    if len(known) < len(at):
        return False
    low, high = piece
    beyond = None if high >= hunt.prices[-1] * _FAR else high
    leads = (curve(at, [figures[one] - figures[other] for figures in known]) for one, other in pairs)
    return all(lead.is_above(least, low, beyond) for lead in leads)


def _throughout(own: str | None) -> str:
    return f"At every price at which {own or 'such a bid'} would lose, the award is the same."


def steady(case: LotCase) -> str | None:
    """Say why no bid's figure depends on another bid, or None if one does."""
    relative = [
        leaf.id for leaf in case.rules.leaves() if leaf.formula and leaf.formula.kind is Kind.RELATIVE
    ]
    if relative or normalised_price(case.rules.tree) is not None or _compares_all(case):
        return None
    if case.rules.method.kind is Kind.RELATIVE:
        return None
    return "No bid's figure depends on any other bid, so a losing bid moves nothing."


def _compares_all(case: LotCase) -> bool:
    """Whether a rule reads the prices of all bids, outside the formulas."""
    gates = any(reads_all_prices(gate.measure) for gate in case.rules.gates)
    return gates or any(leaf.measure and reads_all_prices(leaf.measure) for leaf in case.rules.leaves())


def _barred(case: LotCase) -> str | None:
    """Say why a supposed bid cannot be judged, or None."""
    if any(reads_all_prices(gate.measure) for gate in price_gates(case)):
        return "A test compares the prices of all bids, so one bid more may change who is assessed."
    if holds_a_minimum(case):
        return "A minimum looks at points for a price, so another price may change who is assessed."
    return None


def _doubt(case: LotCase) -> str | None:
    """Say why the pieces do not prove that there is nothing else, or None."""
    if not _pieced(case):
        return "The published rules have no simple pieces in another bid's price."
    if rounds_prices(case.rules):
        return "Figures are rounded, so the award may turn in steps."
    return None


def _pieced(case: LotCase) -> bool:
    """Whether totals are sums with one kind of relative price points, in known pieces."""
    leaves = [leaf for leaf in case.rules.leaves() if leaf_reads_price(leaf)]
    kinds = {leaf.formula.id for leaf in leaves if leaf.formula and leaf.formula.kind is Kind.RELATIVE}
    plain = all(leaf.formula is not None or not _reads_all(leaf) for leaf in leaves)
    sums = case.rules.method.id == WEIGHTED_SUM and normalised_price(case.rules.tree) is None
    lexicographic = bool(case.rules.authorities) and case.rules.combine != "mean-of-totals"
    return sums and plain and len(kinds) == 1 and kinds <= set(PIECES) and not lexicographic


def _reads_all(leaf: Leaf) -> bool:
    return leaf.measure is not None and reads_all_prices(leaf.measure)


class _Hunt:
    """One search: every price in units is looked at once."""

    def __init__(
        self, case: LotCase, assessed: tuple[str, ...], base: Award, unit: Fraction, own: str | None
    ) -> None:
        self.case, self.assessed, self.base, self.unit, self.own = case, assessed, base, unit, own
        self.seen: dict[Fraction, tuple[Placed, str] | None] = {}

    @cached_property
    def prices(self) -> Prices:
        return tuple(sorted({self.case.prices[bid].amount for bid in self.assessed}))

    def at(self, price: Fraction) -> tuple[Placed, str] | None:
        """What comes of a phantom at ``price``, and its id; None where no rule gives a result."""
        if price not in self.seen:
            case, name = self._moved(price)
            found = placed(case, (*self.assessed, name))
            self.seen[price] = None if found is None else (found, name)
        return self.seen[price]

    def _moved(self, price: Fraction) -> tuple[LotCase, str]:
        if self.own is None:
            return with_phantom(self.case, price)
        return with_price(self.case, self.own, price), self.own

    def flip(self, price: Fraction) -> Phantom | None:
        """The phantom at ``price`` if it loses and another award comes about."""
        seen = self.at(price)
        if seen is None:
            return None
        found, name = seen
        if name in found.award.winners or name in found.award.tied or found.award == self.base:
            return None
        return Phantom(price, found.award, found.ranks.get(name, len(self.assessed) + 1))

    def distance(self, price: Fraction) -> Fraction:
        """How far a price is from the prices there are, or from the bid's own."""
        if self.own is not None:
            return abs(price - self.case.prices[self.own].amount)
        return max(self.prices[0] - price, price - self.prices[-1], ZERO)

    def around(self, price: Fraction) -> Iterator[Fraction]:
        """The prices in units at, just below and just above a price."""
        below = floor(price / self.unit)
        yield from (units * self.unit for units in (below - 1, below, below + 1, below + 2) if units > 0)


def _ordered(hunt: _Hunt, prices: Iterable[Fraction]) -> list[Phantom]:
    """For each award that comes about, the phantom nearest to the prices there are."""
    low = hunt.prices[0]
    flips = [found for price in sorted(set(prices)) if (found := hunt.flip(price)) is not None]
    flips.sort(key=lambda one: (hunt.distance(one.price), one.price))
    nearest: dict[tuple[Award, bool], Phantom] = {}
    for one in flips:
        nearest.setdefault((one.award, one.price < low), one)
    return list(nearest.values())


def _by_pieces(hunt: _Hunt) -> list[Fraction]:
    """The prices at which another award may begin, each with its neighbours."""
    return sorted({price for piece in _pieces(hunt) for price in _turns(hunt, piece)})


def _pieces(hunt: _Hunt) -> Iterator[tuple[Fraction, Fraction]]:
    ends = {ZERO, hunt.prices[-1] * _FAR}
    for leaf in hunt.case.rules.leaves():
        if leaf.formula is not None and leaf.formula.kind is Kind.RELATIVE:
            ends.update(PIECES[leaf.formula.id](_all_prices(hunt), leaf.with_))
    yield from pairwise(sorted(end for end in ends if end >= 0))


def _all_prices(hunt: _Hunt) -> Prices:
    return tuple(sorted(hunt.case.prices[bid].amount for bid in hunt.assessed))


def _turns(hunt: _Hunt, piece: tuple[Fraction, Fraction]) -> Iterator[Fraction]:
    """The prices of a piece, beside its roots and ends, at which the award is likely another one."""
    low, high = piece
    at, looks = _looks(hunt, piece)
    yield from (price for end in piece for price in hunt.around(end))
    yield at[0]
    known = [look[0].figures for look in looks if look is not None]
    if len(known) < len(at):
        return
    last = high >= hunt.prices[-1] * _FAR
    figures = {bid: [own[bid] for own in known] for bid in known[0]}
    curves = {bid: curve(at, values) for bid, values in figures.items()}
    for one, other in combinations(sorted(figures), 2):
        meets = root(at, [a - b for a, b in zip(figures[one], figures[other], strict=True)])
        if meets is not None and low < meets and (meets < high or last):
            for price in hunt.around(meets):
                if low < price and (price < high or last) and not _same(hunt, curves, price):
                    yield price


def _looks(
    hunt: _Hunt, piece: tuple[Fraction, Fraction]
) -> tuple[list[Fraction], list[tuple[Placed, str] | None]]:
    """Three prices inside a piece, and what comes of each."""
    low, high = piece
    at = [low + (high - low) * part for part in _PARTS]
    return at, [hunt.at(price) for price in at]


def _same(hunt: _Hunt, curves: Mapping[str, Curve], price: Fraction) -> bool:
    """Whether the curves show plainly that the bids of the base award, or the phantom, are ahead there."""
    found = {bid: own.at(price) for bid, own in curves.items()}
    ranked = sorted(found, key=lambda bid: found[bid], reverse=True)
    places = hunt.case.rules.places
    if len(ranked) > places and found[ranked[places - 1]] == found[ranked[places]]:
        return False
    return set(ranked[:places]) == set(hunt.base.winners) or not set(ranked[:places]) <= set(hunt.assessed)


def _on_grid(hunt: _Hunt) -> Iterator[Fraction]:
    """Prices near each price there is, and in steps below and above them all."""
    low, high = hunt.prices[0], hunt.prices[-1]
    for price in hunt.prices:
        yield from hunt.around(price)
    shares = [Fraction(part, 20) for part in range(1, 20)]
    for price in (*(low * share for share in shares), *(high * (1 + share) for share in shares), 3 * high):
        yield floor(price / hunt.unit) * hunt.unit or hunt.unit
