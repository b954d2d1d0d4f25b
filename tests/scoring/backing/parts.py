"""Small instruments and figures for the tests of backing."""

from collections.abc import Mapping
from fractions import Fraction

from bideval.errors import Source
from bideval.model.bid import Backing
from bideval.scoring.backing.figures import Figure, NotStated
from bideval.scoring.backing.instruments import Instrument
from bideval.scoring.backing.term import Term, contract_years
from tests.scoring.build import text

BOND: Mapping[str, object] = {"form": "bond", "amount": 1000, "stage": "promised", "open_ended": True}
COSTED: Mapping[str, object] = {
    **BOND,
    "collateral": {"kind": "none"},
    "cost": {"arrangement_fee": 0, "premium": [0], "legal_fees": 0},
    "in_price": "no",
}
PLACE = Source("tender.yaml", "/contract")


def instrument(given: Mapping[str, object]) -> Instrument:
    """Return an instrument of the bidder's own, typed as a file is."""
    return Instrument("oak", True, Backing.model_validate(text(given)), Source("bids/oak.yaml", "/backing/0"))


def bond(**terms: object) -> Instrument:
    """Return an open-ended bond of 1,000 with ``terms`` put over it."""
    return instrument({key: one for key, one in {**BOND, **terms}.items() if one is not None})


def costed(**terms: object) -> Instrument:
    """Return such a bond of which every cost is 0, with ``terms`` put over it."""
    return instrument({key: one for key, one in {**COSTED, **terms}.items() if one is not None})


def term(years: object = 3, starts: str | None = "2026-04-01") -> Term:
    """Return a contract's years."""
    return Term(contract_years(Fraction(str(years)), starts), PLACE)


def told(figure: Figure) -> str:
    """Return a figure as n/d or a whole number; ``-`` where it is not stated."""
    return "-" if isinstance(figure, NotStated) else str(figure.value)
