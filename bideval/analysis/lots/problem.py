"""From a tender, its bids and their evaluation to the numbers that an award of lots is decided on.

Only assessed bids are offered, at their evaluated prices and their published totals.  A lot
without one is left out, and named.  Whether the rules go together with the mechanism and the
bids was checked before (scoring/checks/award.py); what cannot be read here is a LotsError.

Offers stand in declared order: lot by lot as published, the best-ranked bid first, and then
packages as the bids list them.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.published_rules import RulePart, rule_parts
from bideval.analysis.lots.who import Bidders
from bideval.errors import BidevalError
from bideval.model.allocation import Award, AwardRule
from bideval.model.evaluation import Evaluation, LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.rules import RankOn
from bideval.proof.lots import Lots, LotsDiscount, Offer, VolumeDiscount, VolumeStep

LIMIT = "lot-limit"  # the id of the rule that ``lot_limit`` is


class LotsError(BidevalError):
    """Raised when the award of the lots cannot be asked for; says why and what to do."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


class OfferName(NamedTuple):
    """Whose offer it is, for what: a package has its id."""

    bid: str
    lots: tuple[str, ...]
    package: str = ""
    rank: int = 0  # of the bid in its lot; 0 for a package


class Problem(NamedTuple):
    """The numbers, and the names of all that they are about, by place."""

    data: Lots
    lots: tuple[str, ...]
    bids: tuple[str, ...]
    bidders: tuple[str, ...]
    offers: tuple[OfferName, ...]
    discounts: tuple[str, ...]  # the ids of data.discounts
    rules: tuple[RulePart, ...]  # one for each of data.rules
    without_bids: tuple[str, ...]  # lots that no assessed bid is for
    award: Award
    preferences: Mapping[int, tuple[int, ...]]  # by bid: lots, the most wanted first
    has_points: bool  # whether totals are points
    level: tuple[str, ...]  # lots in which a tie is not settled


def problem_of(inputs: Inputs, evaluation: Evaluation) -> Problem:
    """Return what the lots are awarded on.  Raises LotsError where there is nothing to award by."""
    award = award_of(inputs)
    results = {lot.id: lot for lot in evaluation.lots}
    order = award.order or tuple(lot.id for lot in inputs.tender.lots)
    order = (*order, *(lot.id for lot in inputs.tender.lots if lot.id not in order))
    lots = tuple(lot for lot in order if _assessed(results[lot]))
    bids = tuple(sorted({one.bid for lot in lots for one in _assessed(results[lot])}))
    bidders = tuple(sorted({inputs.bids[bid].bidder.id for bid in bids}))
    named = list(_offers(inputs, award, results, lots))
    listed = reserves_of(award)
    reserves = tuple(listed.get(lot) for lot in lots)
    kept = [
        (name, price, points)
        for name, price, points in named
        if _within(name, price, dict(zip(lots, reserves, strict=True)))
    ]
    place = dict(zip(lots, range(len(lots)), strict=True))
    offers = tuple(
        Offer(bids.index(name.bid), tuple(place[lot] for lot in name.lots), price, points)
        for name, price, points in kept
    )
    known = Bidders(inputs, evaluation, bids, bidders)
    parts = tuple(rule_parts(inputs, _all_rules(inputs, award), known, lots))
    discounts = tuple(_discounts(inputs, award, bids, place, kept))
    data = Lots(
        reserves=reserves,
        bidders=tuple(bidders.index(inputs.bids[bid].bidder.id) for bid in bids),
        offers=offers,
        discounts=tuple(one for _, one in discounts),
        volumes=tuple(_volumes(inputs, award, bids)),
        rules=tuple(part.rule for part in parts),
        add_up=award.overlapping == "add-up",
    )
    return Problem(
        data=data,
        lots=lots,
        bids=bids,
        bidders=bidders,
        offers=tuple(name for name, _, _ in kept),
        discounts=tuple(name for name, _ in discounts),
        rules=parts,
        without_bids=tuple(lot for lot in order if lot not in place),
        award=award,
        preferences={
            at: tuple(place[lot] for lot in inputs.bids[bid].prefers if lot in place)
            for at, bid in enumerate(bids)
        },
        has_points=_in_points(results, lots),
        level=tuple(lot for lot in lots if results[lot].tied),
    )


def award_of(inputs: Inputs) -> Award:
    """Return the published award rules; raise LotsError where the tender awards no lots together."""
    if not inputs.tender.lots:
        raise LotsError("the tender has no lots, so there is nothing to allocate: see bideval evaluate")
    if inputs.tender.award is None or inputs.tender.award.mechanism is None:
        raise LotsError(
            "the tender does not say how its lots are awarded together: publish award: with a mechanism "
            "in tender.yaml, or read each lot's result from bideval evaluate"
        )
    return inputs.tender.award


def _all_rules(inputs: Inputs, award: Award) -> tuple[AwardRule, ...]:
    """The published rules, ``lot_limit`` and what each bid wants at most among them."""
    limit = inputs.tender.lot_limit
    first = () if limit is None else (AwardRule(id=LIMIT, use="most-lots", most=Fraction(limit)),)
    return (*first, *award.rules)


def _assessed(lot: LotResult) -> list[Placing]:
    return [one for one in lot.placings if one.status is PlacingStatus.ASSESSED]


def _offers(
    inputs: Inputs, award: Award, results: Mapping[str, LotResult], lots: tuple[str, ...]
) -> Iterator[tuple[OfferName, Fraction, Fraction]]:
    """Every offer with its price and its points, in declared order."""
    counted = lots_counted(inputs, award)
    exact = inputs.tender.rank_on is not RankOn.ROUNDED
    in_points = _in_points(results, lots)
    for lot in lots:
        placed = sorted(_assessed(results[lot]), key=lambda one: (one.rank is None, one.rank or 0, one.bid))
        for one in placed:
            points = ((one.total_exact if exact else one.total) or Fraction(0)) if in_points else Fraction(0)
            name = OfferName(one.bid, (lot,), rank=one.rank or 0)
            yield name, one.price or Fraction(0), points * counted[lot]
    if "packages" not in award.offers:
        return
    standing = {(one.bid, lot) for lot in lots for one in _assessed(results[lot])}
    for bid in sorted({bid for bid, _ in standing} & inputs.prices.keys()):
        for package in inputs.prices[bid].packages:
            if all((bid, lot) in standing for lot in package.lots):
                inside = tuple(lot for lot in lots if lot in package.lots)
                yield OfferName(bid, inside, package.id), package.amount, Fraction(0)


def lots_counted(inputs: Inputs, award: Award) -> Mapping[str, Fraction]:
    """Return what the points of each lot are multiplied by: its value, where that is published, or 1."""
    if award.weigh_by != "lot-value":
        return {lot.id: Fraction(1) for lot in inputs.tender.lots}
    values = {
        lot.id: lot.value or (lot.contract.value if lot.contract else None) for lot in inputs.tender.lots
    }
    return {lot: value or Fraction(0) for lot, value in values.items()}


def _in_points(results: Mapping[str, LotResult], lots: tuple[str, ...]) -> bool:
    """Whether totals of all lots are points, which may be added."""
    return (
        all(results[lot].better == "higher" for lot in lots) and len({results[lot].unit for lot in lots}) == 1
    )


def reserves_of(award: Award) -> Mapping[str, Fraction]:
    """Return the published reserve prices, by lot."""
    found: dict[str, Fraction] = {}
    for rule in award.rules:
        if rule.use == "no-award":
            found |= rule.reserves
    return found


def _within(name: OfferName, price: Fraction, reserves: Mapping[str, Fraction | None]) -> bool:
    """Whether an offer is not above the reserve price; a package is held against the sum of its lots'."""
    listed = [reserves[lot] for lot in name.lots]
    return any(one is None for one in listed) or price <= sum((one or 0 for one in listed), Fraction(0))


def _discounts(
    inputs: Inputs,
    award: Award,
    bids: tuple[str, ...],
    place: Mapping[str, int],
    offers: list[tuple[OfferName, Fraction, Fraction]],
) -> Iterator[tuple[str, LotsDiscount]]:
    if "conditional-discounts" not in award.offers:
        return
    prices = {(name.bid, name.lots[0]): price for name, price, _ in offers if not name.package}
    for at, bid in enumerate(bids):
        for one in inputs.prices[bid].discounts if bid in inputs.prices else ():
            own = [prices.get((bid, lot)) for lot in one.lots]
            if any(price is None for price in own):
                continue
            total = sum((price or 0 for price in own), Fraction(0))
            amount = one.amount if one.amount is not None else (one.percent or Fraction(0)) * total / 100
            yield one.id, LotsDiscount(at, tuple(sorted(place[lot] for lot in one.lots)), amount)


def _volumes(inputs: Inputs, award: Award, bids: tuple[str, ...]) -> Iterator[VolumeDiscount]:
    if "volume-discounts" not in award.offers:
        return
    for at, bid in enumerate(bids):
        volume = inputs.prices[bid].volume if bid in inputs.prices else None
        if volume is not None:
            steps = tuple(VolumeStep(step.at, step.percent) for step in volume.steps)
            yield VolumeDiscount(at, volume.counts == "lots", volume.off == "incremental", steps)
