"""An award of lots as JSON data: what ``allocate --json`` and a decision record have in common.

The keys are those of docs/allocation/README.md; the head and the provenance are left to the command.
"""

from bideval.analysis.lots.allocation import Allocation, LotAward
from bideval.analysis.lots.problem import Problem
from bideval.proof.claims_json import as_json
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null, exact_or_null


def award_data(found: Allocation) -> dict[str, Json]:
    """Return the award as JSON data; ``certificates`` is what bideval.proof checks."""
    certificates: list[Json] = [
        {"id": f"award-{place}", **as_json(claim), "names": _names(found.problem)}
        for place, claim in enumerate(found.certificates, start=1)
    ]
    equal: Json = None
    if found.equal is not None:
        equal = {"number": found.equal.number, "complete": found.equal.complete}
    return {
        "mechanism": found.mechanism,
        "status": found.status.value,
        "cost": decimal_or_null(found.cost),
        "cost_exact": exact_or_null(found.cost),
        "points": decimal_or_null(found.points),
        "points_exact": exact_or_null(found.points),
        "lots": [_lot(one) for one in found.lots],
        "discounts": [
            {"bid": one.bid, "discount": one.discount, "amount": decimal_or_null(one.amount)}
            for one in found.discounts
        ],
        "broken": [{"rule": rule, "about": about or None} for rule, about in found.broken],
        "capped": [
            {
                "bidder": one.bidder,
                "rule": one.rule,
                "used": decimal_or_null(one.used),
                "most": decimal_or_null(one.most),
            }
            for one in found.capped
        ],
        "equal": equal,
        "settled_by": list(found.settled_by),
        "near": decimal_or_null(found.near),
        "alternatives": [
            {"value_exact": exact_or_null(one.value), "lots": {lot: bid or None for lot, bid in one.lots}}
            for one in found.alternatives
        ],
        "alternatives_complete": found.near_complete,
        "compared": _compared(found),
        "proved_least": exact_or_null(found.least),
        "notes": list(found.notes),
        "certificates": certificates,
    }


def _names(problem: Problem) -> Json:
    return {"lots": list(problem.lots), "bids": list(problem.bids)}


def _lot(one: LotAward) -> Json:
    return {
        "id": one.lot,
        "bid": one.bid,
        "bidder": one.bidder,
        "price": decimal_or_null(one.price),
        "points": decimal_or_null(one.points),
        "rank": one.rank or None,
        "package": one.package,
        "because": one.because or None,
        "passed": [{"bid": each.bid, "rank": each.rank, "rules": list(each.rules)} for each in one.passed],
    }


def _compared(found: Allocation) -> Json:
    if found.compared is None:
        return None
    one = found.compared
    return {
        "single": decimal_or_null(one.single),
        "combined": decimal_or_null(one.combined),
        "needed": decimal_or_null(one.needed),
        "taken": one.taken,
    }
