"""The least move of weight that changes an award of lots, for other programs, with its certificates.

The keys are those of docs/allocation/README.md.
"""

from bideval.analysis.lots.least_move import Least, LeastMoves, Names, Proved
from bideval.analysis.lots.weights_ball import Shift
from bideval.analysis.lots.without_bidder import Moved
from bideval.proof.claims_json import as_json
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import exact_or_null


def least_move_data(found: LeastMoves) -> Json:
    """Return the least moves as JSON data."""
    if found.before_rounding is None:
        return {"why_not": found.why_not}
    rounded = None
    if found.rounded is not None:
        rounded = _least(found.rounded, found.names, "rounded")
    plain = _least(found.before_rounding, found.names, "least")
    return {
        "why_not": None,
        "before_rounding": {**plain, "moved": [moved_data(one) for one in found.moved]},
        "rounded": rounded,
    }


def _least(found: Least, names: Names, kind: str) -> dict[str, Json]:
    return {
        "points": exact_or_null(found.points),
        "is_exact": found.rival is not None,
        "ends": found.ends or None,
        "behind_as_published": found.is_behind,
        "move": None if found.shift is None else shift_data(found.shift, names.criteria),
        "proofs": [
            {
                **shift_data(one.shift, names.criteria),
                "certificates": [_certificate(one, names, f"{kind}-{place}")],
            }
            for place, one in enumerate(found.proofs, start=1)
        ],
    }


def shift_data(shift: Shift, criteria: tuple[str, ...]) -> dict[str, Json]:
    """Return what each criterion gives, and which one is given it."""
    given: dict[str, Json] = {criteria[place]: exact_or_null(amount) for place, amount in shift.given}
    return {"from": given, "to": criteria[shift.to] if given else None}


def _certificate(one: Proved, names: Names, own: str) -> Json:
    return {"id": own, **as_json(one.claim), "names": {"lots": list(names.lots), "bids": list(names.bids)}}


def moved_data(one: Moved) -> Json:
    """Return a lot that goes elsewhere."""
    return {"lot": one.lot, "before": one.before or None, "after": one.after or None}
