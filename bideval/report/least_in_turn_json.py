"""The least move of weight that changes lots awarded in turn or by prices, for other programs.

The keys are those of docs/allocation/README.md.  A claim that serves for several races stands once.
"""

from bideval.analysis.lots.bounds_in_turn import Bound, Raced
from bideval.analysis.lots.least_by_price import LeastByPrice
from bideval.analysis.lots.least_in_turn import Beyond, LeastInTurn
from bideval.analysis.lots.races import Race
from bideval.proof.claims_json import as_json
from bideval.report.least_move_json import moved_data, shift_data
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import exact_or_null


def in_turn_data(found: LeastInTurn) -> Json:
    """Return the least move of lots in turn as JSON data."""
    plain = _bound(found.bound, found.criteria, "least")
    level, shift = found.level, found.shift
    return {
        "why_not": None,
        "before_rounding": {
            **plain,
            "is_exact": shift is not None,
            "move": None if shift is None else shift_data(shift, found.criteria),
            "level": None if level is None else _race(level),
            "beyond": None if found.beyond is None else _beyond(found.beyond, found.criteria),
        },
        "rounded": None if found.rounded is None else _bound(found.rounded, found.criteria, "rounded"),
        "lots": [
            {"lot": one.lot, "points": exact_or_null(one.points), "is_exact": one.is_exact}
            for one in found.lots
        ],
    }


def by_price_data(found: LeastByPrice) -> Json:
    """Return how much may move before an award by prices can change, as JSON data."""
    bound: Json = {"points": exact_or_null(found.points), "is_exact": False, "ends": found.ends or None}
    return {"why_not": None, "before_rounding": bound, "rounded": None}


def _bound(found: Bound, criteria: tuple[str, ...], kind: str) -> dict[str, Json]:
    keys = [(one.claim, one.race.ahead, one.race.behind) for one in found.races]
    names = {key: f"{kind}-{place}" for place, key in enumerate(dict.fromkeys(keys), start=1)}
    first = dict(zip(reversed(keys), reversed(found.races), strict=True))
    return {
        "points": exact_or_null(found.points),
        "ends": found.ends or None,
        "races": [
            {**_race(one.race), "points": exact_or_null(one.points), "certificate": names[key]}
            for key, one in zip(keys, found.races, strict=True)
        ],
        "certificates": [_certificate(first[key], criteria, own) for key, own in names.items()],
    }


def _race(one: Race) -> dict[str, Json]:
    return {"lot": one.lot, "ahead": one.ahead, "behind": one.behind}


def _certificate(one: Raced, criteria: tuple[str, ...], own: str) -> Json:
    names: Json = {"bid": one.race.behind, "rivals": [one.race.ahead], "weights": list(criteria)}
    return {"id": own, **as_json(one.claim), "names": names}


def _beyond(one: Beyond, criteria: tuple[str, ...]) -> Json:
    return {**shift_data(one.shift, criteria), "moved": [moved_data(each) for each in one.moved]}
