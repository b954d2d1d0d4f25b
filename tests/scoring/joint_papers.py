"""Tenders of several authorities for tests: two questions in declared points, and a price."""

from collections.abc import Mapping

from tests.scoring.build import Data, Papers, tender

LEAVES = ("plan", "people", "price")


def leaf(name: str, **more: object) -> Data:
    """Return a criterion in declared points, or the price; it has no weight."""
    way: Data = (
        {"formula": "lowest-over-bid"} if name == "price" else {"measure": {"field": f"bid.declared.{name}"}}
    )
    return {"id": name, **way, **more}


def authority(name: str, weights: tuple[object, ...], share: object = None) -> Data:
    """Return an authority with weights for plan, people and price, in this order."""
    found: Data = {"id": name, "weights": dict(zip(LEAVES, weights, strict=True))}
    return found if share is None else {**found, "budget_share": share}


NORTH, SOUTH = authority("north", (30, 10, 60), 60), authority("south", (60, 20, 20), 40)
CRITERIA = [{"id": "quality", "criteria": [leaf("plan"), leaf("people")]}, leaf("price")]


def joint(bids: Mapping[str, tuple[object, object, object]], **rules: object) -> Papers:
    """Return a tender of north (60 percent) and south (40); ``bids`` have plan, people and price each."""
    stated: Data = {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "declares": {"plan": {"unit": "points"}, "people": {"unit": "points"}},
        "criteria": CRITERIA,
        "authorities": [NORTH, SOUTH],
        "combine": "mean-of-totals",
        **rules,
    }
    return Papers(
        tender(**{key: value for key, value in stated.items() if value is not None}),
        {bid: {"declared": {"plan": plan, "people": people}} for bid, (plan, people, _) in bids.items()},
        {bid: price for bid, (*_, price) in bids.items()},
    )
