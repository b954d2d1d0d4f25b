"""The order of lists in canonical inputs: which of them are out of it, and comparing without it.

docs/digest.md says which lists keep their published order, and by what the others stand.
"""

from collections.abc import Mapping

from bideval.record.canonical import Json, canonical
from bideval.scoring.digest import PUBLISHED_ORDER

_AS_FILED = frozenset({"with", "scale", "measure", "threshold", "declared", "from", "to", "points"})


def unordered(value: Json, meant: Mapping[str, str]) -> Json:
    """``value`` with every list in one order, and texts put for those that ``meant`` names."""
    if isinstance(value, dict):
        return {key: unordered(one, meant) for key, one in value.items()}
    if isinstance(value, list):
        return sorted((unordered(one, meant) for one in value), key=canonical)
    return meant.get(value, value) if isinstance(value, str) else value


def order_fault(value: Json | Mapping[str, Json], at: str = "", *, typed_up: bool = True) -> str | None:
    """Return the pointer of the first list of canonical inputs that is not in its order; None: all are.

    ``typed_up`` False is inside what stands as in its file, where lists without ids keep their order.
    """
    if isinstance(value, Mapping):
        parts = ((key, one) for key, one in value.items() if at or key != "packs")
        faults = (
            order_fault(one, f"{at}/{key}", typed_up=typed_up and key not in _AS_FILED) for key, one in parts
        )
        return next(filter(None, faults), None)
    if not isinstance(value, list):
        return None
    name = at.rpartition("/")[2]
    things = [one for one in value if isinstance(one, dict)]
    has_order = name not in PUBLISHED_ORDER and len(things) == len(value)
    if has_order and (typed_up or all("id" in one for one in things)):
        keys = [(str(one.get("id", "")) if _by_id(at) else "", canonical(one)) for one in things]
        if keys != sorted(keys):
            return at
    faults = (order_fault(one, f"{at}/{place}", typed_up=typed_up) for place, one in enumerate(value))
    return next(filter(None, faults), None)


def _by_id(at: str) -> bool:
    """Rows are in the order of their text, everything else first by id."""
    return at.count("/") > 1 or at == "/decisions"
