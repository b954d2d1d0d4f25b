"""Award rules that ask for a bid nobody made: an incumbent without one, a linked lot without any.

What follows is said beside the rule, and the award of the lots says it again of the bids that are
assessed.  Which bids are assessed is not known here.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, warning
from bideval.model.allocation import AwardRule
from bideval.model.inputs import Inputs

FILE = "tender.yaml"


def asks_for_bids(inputs: Inputs, rule: AwardRule, pointer: str) -> Iterator[Finding]:
    """Report where a rule asks for bids that are not there; nothing while there are no bids at all."""
    if not inputs.bids:
        return
    known = {lot.id for lot in inputs.tender.lots}
    if rule.use == "incumbents" and rule.keep:
        for lot in sorted(known & rule.incumbents.keys()):
            yield from _incumbent(inputs, rule, lot, f"{pointer}/incumbents/{lot}")
    elif rule.use == "linked":
        offered = {lot for bid in inputs.bids.values() for lot in bid.lots}
        missing = [lot for lot in rule.lots if lot in known - offered]
        others = [lot for lot in rule.lots if lot in known & offered]
        if missing and others:
            message = (
                f"award rule {rule.id} links {', '.join(missing)}, which nobody bid for: all are awarded or "
                f"none is, so {', '.join(others)} cannot be awarded either"
            )
            remedy = "Take the lot out of the rule, if that was published; or leave it."
            yield _warned(message, remedy, f"{pointer}/lots")


def _incumbent(inputs: Inputs, rule: AwardRule, lot: str, pointer: str) -> Iterator[Finding]:
    bidder = rule.incumbents[lot]
    own = [bid for bid in inputs.bids.values() if bid.bidder.id == bidder]
    if not own:
        message = f"award rule {rule.id} keeps {lot} with {bidder}, which made no bid, so it keeps nothing"
        remedy = "Correct the id of the bidder; if the incumbent did not bid, leave it."
        yield _warned(message, remedy, pointer)
    elif not any(lot in bid.lots for bid in own):
        kept = "is broken in every award" if rule.soft is not None else "lets no award stand"
        message = (
            f"award rule {rule.id} keeps {lot} with {bidder}, which did not bid for it, so the rule {kept}"
        )
        remedy = "Correct the lot or the bidder, or say what was published of an incumbent that does not bid."
        yield _warned(message, remedy, pointer)


def _warned(message: str, remedy: str, pointer: str) -> Finding:
    return warning("BE233", message, remedy, Source(FILE, pointer))
