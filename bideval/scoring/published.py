"""What is published for one lot: its own rules, and what it inherits from the tender."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.model.criterion import Gate
from bideval.model.tender import Lot, MethodUse, Tender
from bideval.scoring.weights import Family

WHOLE = "whole"  # the one lot of a tender without lots


def for_lot(lot: str) -> str:
    """Return `` for lot north`` for a message; nothing in a tender without lots, which nobody calls one.

    >>> for_lot("north"), for_lot("whole")
    (' for lot north', '')
    """
    return "" if lot == WHOLE else f" for lot {lot}"


def lot_words(lot: str) -> str:
    """Return what has the rules of a lot, for a message: ``lot north``, or ``the tender`` without lots."""
    return "the tender" if lot == WHOLE else f"lot {lot}"


class Published(NamedTuple):
    """The rules of a lot, each list with the JSON pointer where it stands."""

    id: str
    title: str
    pointer: str
    criteria: Family
    gates: tuple[Gate, ...]
    gates_at: str
    method: MethodUse | None
    method_at: str
    places: int
    value: Fraction | None
    years: Fraction | None
    contract_at: str  # where the value stands


def published_lots(tender: Tender) -> Iterator[Published]:
    """Every lot in published order; a list that a lot gives replaces the whole list."""
    if not tender.lots:
        yield _one(tender, None)
    for index in range(len(tender.lots)):
        yield _one(tender, index)


def contract_years(tender: Tender) -> dict[str, Fraction | None]:
    """The length of the contract of every lot, in years, by lot."""
    contracts = {lot.id: lot.contract or tender.contract for lot in tender.lots} or {WHOLE: tender.contract}
    return {lot: one.years if one else None for lot, one in contracts.items()}


def _one(tender: Tender, index: int | None) -> Published:
    lot = None if index is None else tender.lots[index]
    at = "" if index is None else f"/lots/{index}"
    criteria = lot.criteria if lot and lot.criteria is not None else None
    gates = lot.gates if lot and lot.gates is not None else None
    method = lot.method if lot and lot.method is not None else None
    contract = lot.contract if lot and lot.contract is not None else tender.contract
    return Published(
        id=lot.id if lot else WHOLE,
        title=(lot.title or lot.id) if lot else tender.title,
        pointer=at,
        criteria=Family(tender.criteria, "/criteria")
        if criteria is None
        else Family(criteria, f"{at}/criteria"),
        gates=tender.gates if gates is None else gates,
        gates_at="/gates" if gates is None else f"{at}/gates",
        method=tender.method if method is None else method,
        method_at="/method" if method is None else f"{at}/method",
        places=lot.places if lot and lot.places is not None else tender.places,
        value=lot.value if lot and lot.value is not None else contract.value if contract else None,
        years=contract.years if contract else None,
        contract_at=_contract_at(lot, at),
    )


def _contract_at(lot: Lot | None, at: str) -> str:
    """A lot's own value or contract, else the tender's."""
    if lot is not None and lot.value is not None:
        return f"{at}/value"
    return f"{at}/contract" if lot is not None and lot.contract is not None else "/contract"
