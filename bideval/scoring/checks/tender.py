"""The tender's own figures: tie ladder, contract, money, lots and declared values.

Whether weights, packs, formulas and gates make sense is found where they are
compiled.  Nothing here reads a bid's offer; a rung of the tie ladder reads when
it came.
"""

from collections.abc import Iterator, Mapping

from bideval.errors import Finding, Source, error, warning
from bideval.model.bid import Bid
from bideval.model.decision import DecisionKind
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.tender import Contract, Declared, TieRule
from bideval.scoring.recorded import standing

FILE = "tender.yaml"


def check_tender(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Report what is wrong with the tender's own figures; ``live`` are the bids that stand, by lot."""
    yield from _draws(inputs)
    yield from _received(inputs, live)
    for name, declared in sorted(inputs.tender.declares.items()):
        yield from _declared(name, declared)
    yield from _contracts(inputs)
    if len(inputs.tender.authorities) > 1 and inputs.tender.combine is None:
        yield warning(
            "BE178",
            "several authorities buy together, and no rule says how their totals make one result",
            "Publish combine: mean-of-totals, or combine: lexicographic. Without it the results are "
            "illustrative, and nobody wins.",
            Source(FILE, "/authorities"),
        )
    if inputs.tender.lot_limit is not None and not inputs.tender.lots:
        yield error(
            "BE155",
            f"at most {inputs.tender.lot_limit} lots go to one bidder, but the tender has no lots",
            "Add the published lots, or take lot_limit out.",
            Source(FILE, "/lot_limit"),
        )


def _draws(inputs: Inputs) -> Iterator[Finding]:
    """A draw is a published rung; one from a seed also publishes how it is drawn."""
    rungs = list(enumerate(inputs.tender.ties))
    for place, rung in rungs:
        if rung.by != "draw" and (rung.method is not None or rung.order is not None):
            yield error(
                "BE150",
                f"the rung {rung.by} has a method or an order, which only a draw has",
                "Take method and order out, or write by: draw.",
                Source(FILE, f"/ties/{place}"),
            )
    for index, decision in standing(inputs):
        if decision.kind is not DecisionKind.DRAW:
            continue
        drawn = Source("decisions.yaml", f"/{index}")
        if not any(rung.by == "draw" for _, rung in rungs):
            yield error(
                "BE150",
                f"decision {decision.id} draws, but no rung of the published tie ladder is a draw",
                "A tie is drawn only where the published rules say so.",
                drawn,
                Source(FILE, "/ties"),
            )
        for place, rung in rungs:
            if decision.seed is not None and rung.by == "draw" and not _can_be_recomputed(rung):
                yield error(
                    "BE150",
                    f"decision {decision.id} draws from a seed, but the rung does not publish how",
                    "Publish {by: draw, method: sha256-counter, order: id}, or draw before witnesses.",
                    Source(FILE, f"/ties/{place}"),
                    drawn,
                )


def _can_be_recomputed(rung: TieRule) -> bool:
    return rung.method is not None and rung.order is not None


def _received(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """A rung that asks who came first needs to know when each bid came."""
    rung = next((place for place, one in enumerate(inputs.tender.ties) if one.by == "earlier-received"), None)
    if rung is None:
        return
    bids = [inputs.bids[bid] for bid in sorted({bid for found in live.values() for bid in found})]
    timed = next((bid for bid in bids if bid.received is not None and "T" in bid.received), None)
    for bid in bids:
        if bid.received is None:
            yield error(
                "BE151",
                f"the tie ladder asks which bid came earlier, and {bid.id} does not say when it was received",
                "State received: 2026-01-31T09:30:00Z, from the record of receipt.",
                Source(f"bids/{bid.id}.yaml", ""),
                Source(FILE, f"/ties/{rung}"),
            )
        elif timed is not None and "T" not in bid.received:
            yield _day_alone(bid, timed)


def _day_alone(bid: Bid, timed: Bid) -> Finding:
    return error(
        "BE151",
        f"{bid.id} was received on {bid.received}, without a time of day, and {timed.id} at {timed.received}",
        "State both to the second, from the record of receipt: a day alone is neither earlier nor later.",
        Source(f"bids/{bid.id}.yaml", "/received"),
        Source(f"bids/{timed.id}.yaml", "/received"),
    )


def _declared(name: str, declared: Declared) -> Iterator[Finding]:
    source = Source(FILE, f"/declares/{name}")
    low, high = declared.min, declared.max
    if low is not None and high is not None and low > high:
        message = f"{name} runs from {decimal_text(low)} to {decimal_text(high)}: its least is above its most"
        yield error("BE153", message, "Correct min and max to the published range.", source)
    if declared.unit == "words" and (low is not None or high is not None):
        yield error("BE153", f"{name} is in words, which have no range", "Take min and max out.", source)
    if declared.unit == "words" and declared.yearly:
        yield error("BE153", f"{name} is in words, which do not go by the year", "Take yearly out.", source)
    if declared.unit != "words" and declared.choices:
        remedy = "Take choices out, or declare it with unit: words."
        yield error("BE153", f"{name} is in {declared.unit}, and lists words to choose from", remedy, source)


def _contracts(inputs: Inputs) -> Iterator[Finding]:
    tender = inputs.tender
    yield from _contract(tender.contract, "/contract")
    for place, lot in enumerate(tender.lots):
        yield from _contract(lot.contract, f"/lots/{place}/contract")
        if lot.value is not None and lot.value < 0:
            message = f"the value of lot {lot.id} is {decimal_text(lot.value)}, below zero"
            yield error("BE154", message, "State the published value.", Source(FILE, f"/lots/{place}/value"))


def _contract(contract: Contract | None, pointer: str) -> Iterator[Finding]:
    if contract is None:
        return
    if contract.value < 0:
        message = f"the value of the contract is {decimal_text(contract.value)}, below zero"
        yield error("BE154", message, "State the published value.", Source(FILE, f"{pointer}/value"))
    if contract.years is not None and contract.years <= 0:
        message = f"the contract lasts {decimal_text(contract.years)} years"
        yield error("BE154", message, "State a length above zero.", Source(FILE, f"{pointer}/years"))
