"""What bids offer across lots: packages, discounts, preferences, and what capacity rules read.

Nothing is read here that the tender does not allow; an offer that it does not allow is a
finding, so that no bidder thinks it counts.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.errors import Finding, Source, error, warning
from bideval.model.allocation import Award, Discount, Package, Volume
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.price import PriceSheet

FILE = "tender.yaml"


def check_award_offers(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Report what is wrong with what bids offer across lots; ``live`` are the bids that stand, by lot."""
    award = inputs.tender.award or Award()
    for bid, sheet in sorted(inputs.prices.items()):
        if bid in inputs.bids:
            yield from _allowed(award, bid, sheet)
            yield from _packages(inputs.bids[bid], sheet)
            yield from _discounts(award, inputs.bids[bid], sheet)
            if sheet.volume is not None:
                yield from _volume(bid, sheet.volume)
    standing = sorted({bid for bids in live.values() for bid in bids})
    for bid in standing:
        yield from _preferences(award, inputs.bids[bid])
        yield from _capacity(award, inputs.bids[bid])


def _at(bid: str, pointer: str) -> Source:
    return Source(f"prices/{bid}.yaml", pointer)


def _allowed(award: Award, bid: str, sheet: PriceSheet) -> Iterator[Finding]:
    for kind, key, given in (
        ("packages", "packages", bool(sheet.packages)),
        ("conditional-discounts", "discounts", bool(sheet.discounts)),
        ("volume-discounts", "volume", sheet.volume is not None),
    ):
        if given and kind not in award.offers:
            yield error(
                "BE240",
                f"{bid} offers {kind}, and the tender does not say that they are allowed",
                f"Take them out of the bid, or state offers: [{kind}] of award, if that was published.",
                _at(bid, f"/{key}"),
            )


def _packages(bid: Bid, sheet: PriceSheet) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for place, one in enumerate(sheet.packages):
        pointer = f"/packages/{place}"
        yield from _lots(bid, one, pointer, least=2)
        yield from _ids(bid.id, one, seen, place, "packages")
        if one.amount < 0:
            yield _figure(bid.id, f"package {one.id} costs {decimal_text(one.amount)}", f"{pointer}/amount")
        prices = [sheet.lots[lot].amount for lot in one.lots if lot in sheet.lots]
        total = sum(prices, Fraction(0))
        if len(prices) == len(one.lots) and one.amount > total:
            yield warning(
                "BE241",
                f"package {one.id} of {bid.id} costs {decimal_text(one.amount)}, more than its lots one by "
                f"one ({decimal_text(total)})",
                "Ask the bidder whether this is meant; it can win nothing that its own prices do not.",
                _at(bid.id, f"{pointer}/amount"),
            )


def _lots(bid: Bid, one: Package | Discount, pointer: str, *, least: int) -> Iterator[Finding]:
    kind = "package" if isinstance(one, Package) else "discount"
    for place, lot in enumerate(one.lots):
        if lot not in bid.lots:
            yield error(
                "BE237",
                f"{kind} {one.id} of {bid.id} is about lot {lot}, which the bid did not enter",
                f"Correct the lot; the bid entered: {', '.join(bid.lots) or 'none'}.",
                _at(bid.id, f"{pointer}/lots/{place}"),
                Source(f"bids/{bid.id}.yaml", "/lots"),
            )
    if len(one.lots) < least or len(set(one.lots)) < len(one.lots):
        yield error(
            "BE237",
            f"{kind} {one.id} of {bid.id} names too few lots, or one of them twice",
            "Name each lot once; a package holds two or more.",
            _at(bid.id, f"{pointer}/lots"),
        )


def _ids(bid: str, one: Package | Discount, seen: dict[str, int], place: int, key: str) -> Iterator[Finding]:
    if one.id in seen:
        yield error(
            "BE237",
            f"{bid} has two {key} called {one.id}",
            "Give each an id of its own.",
            _at(bid, f"/{key}/{place}/id"),
            _at(bid, f"/{key}/{seen[one.id]}/id"),
        )
    seen.setdefault(one.id, place)


def _figure(bid: str, message: str, pointer: str) -> Finding:
    remedy = (
        "State what the bid offers: an amount of 0 or more, or a percentage from 0 to 100, one of the two."
    )
    return error("BE238", f"{message} ({bid})", remedy, _at(bid, pointer))


def _discounts(award: Award, bid: Bid, sheet: PriceSheet) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for place, one in enumerate(sheet.discounts):
        pointer = f"/discounts/{place}"
        yield from _lots(bid, one, pointer, least=1)
        yield from _ids(bid.id, one, seen, place, "discounts")
        given = [value for value in (one.amount, one.percent) if value is not None]
        if len(given) != 1 or given[0] < 0 or (one.percent is not None and one.percent > 100):
            shown = ", ".join(decimal_text(value) for value in given) or "nothing"
            yield _figure(bid.id, f"discount {one.id} states {shown}", pointer)
        for earlier, other in enumerate(sheet.discounts[:place]):
            shared = sorted(set(one.lots) & set(other.lots))
            if shared and award.overlapping is None:
                yield error(
                    "BE239",
                    f"the discounts {other.id} and {one.id} of {bid.id} both need lot {shared[0]}, and no "
                    "published rule says whether both come off",
                    "Publish overlapping: one-per-lot, or overlapping: add-up, of award.",
                    _at(bid.id, pointer),
                    _at(bid.id, f"/discounts/{earlier}"),
                )


def _volume(bid: str, volume: Volume) -> Iterator[Finding]:
    if volume.counts == "lots" and volume.off == "incremental":
        yield _figure(bid, "what lies beyond a number of lots cannot be told apart", "/volume/off")
    before_at, before_percent = Fraction(0), Fraction(0)
    if not volume.steps:
        yield _figure(bid, "the volume discount has no step", "/volume/steps")
    for place, step in enumerate(volume.steps):
        rising = step.at > before_at and step.percent >= before_percent and step.percent <= 100
        if not rising:
            shown = f"{decimal_text(step.percent)} percent from {decimal_text(step.at)} on"
            yield _figure(bid, f"the steps do not rise at {shown}", f"/volume/steps/{place}")
        before_at, before_percent = step.at, step.percent


def _preferences(award: Award, bid: Bid) -> Iterator[Finding]:
    source = Source(f"bids/{bid.id}.yaml", "/prefers" if bid.prefers else "")
    if bid.prefers and (set(bid.prefers) - set(bid.lots) or len(set(bid.prefers)) < len(bid.prefers)):
        yield error(
            "BE242",
            f"{bid.id} prefers a lot that it did not enter, or names one twice",
            f"Name each lot once; the bid entered: {', '.join(bid.lots) or 'none'}.",
            source,
        )
    elif award.mechanism == "bidder-preference" and len(bid.lots) > 1 and set(bid.prefers) != set(bid.lots):
        yield error(
            "BE242",
            f"{bid.id} does not say in which order it prefers its lots, and the mechanism reads that",
            "State prefers: with every lot of the bid, the most wanted first, as submitted.",
            source,
        )


def _capacity(award: Award, bid: Bid) -> Iterator[Finding]:
    for place, rule in enumerate(award.rules):
        if (
            rule.use != "capacity"
            or rule.reads is None
            or (rule.who and rule.who.bidders and bid.bidder.id not in rule.who.bidders)
        ):
            continue
        declared = rule.reads.partition(".")[2]
        stated = (
            bid.declared.get(declared) is not None
            if declared
            else any(year.turnover is not None for year in bid.accounts)
        )
        if not stated:
            yield error(
                "BE236",
                f"award rule {rule.id} reads {rule.reads}, which {bid.id} does not state",
                "Add it to the bid as submitted, or ask for it.",
                Source(f"bids/{bid.id}.yaml", ""),
                Source(FILE, f"/award/rules/{place}"),
            )
