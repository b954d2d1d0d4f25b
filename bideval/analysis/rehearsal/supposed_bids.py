"""Hypothetical bids: a bid of a kind, its price and its marks, figure by figure from what picks them.

What picks is the seed (``cases``) or the ends of the ranges (``ends``).  A bid of a past tender
keeps its parties, accounts and backing.  Years of accounts end before the tender began; backing
is in force, on demand and without an end; neither is a statement about real bidders.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.rehearsal.kinds import Kind
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.values import Value, Values, declared_values, mark_values, values_in
from bideval.errors import Source
from bideval.model.bid import AccountYear, Backing, Bid, Bidder
from bideval.model.evaluated_price import EvaluatedPrice
from bideval.model.numbers import exact_text, lossless_text
from bideval.model.tender import Declared
from bideval.scoring.checks.rehearsal import features_of
from bideval.scoring.governing import Standing

Pick = Callable[[str, Values], Value]  # told what is picked, such as "declared staff-stay", and from what
YEARS_OF_ACCOUNTS = 5  # as many as the longest rule of the shelf reads
BEGAN = "2000-01-01"  # where the tender does not say
PLACE = Source("study.yaml", "/rehearsal")


class Supposed(NamedTuple):
    """A hypothetical bid with its price in the lot, None where no rule reads one, and its marks."""

    group: str  # of its kind
    bid: Bid
    price: EvaluatedPrice | None
    rows: Mapping[str, tuple[Standing, ...]]  # by criterion


def suppose(setting: Setting, kind: Kind, number: int, pick: Pick) -> Supposed:
    """Return a bid of ``kind``, the ``number``-th (from 1) of its case."""
    return Supposed(
        kind.group, _bid(setting, kind, number, pick), _price(setting, kind, pick), _rows(setting, kind, pick)
    )


def price_values(kind: Kind, lot: str) -> Values | None:
    """Return the prices that a kind may ask."""
    span = kind.price(lot)
    return None if span is None else values_in(span)


def _price(setting: Setting, kind: Kind, pick: Pick) -> EvaluatedPrice | None:
    values = price_values(kind, setting.rules.id)
    return None if values is None else as_price(_number(pick("price", values)))


def as_price(amount: Fraction) -> EvaluatedPrice:
    """Return a supposed price on the tender's basis."""
    return EvaluatedPrice(amount, "as supposed", (PLACE,), amount, "")


def _number(value: Value) -> Fraction:
    assert isinstance(value, Fraction)
    return value


def _bid(setting: Setting, kind: Kind, number: int, pick: Pick) -> Bid:
    tender = setting.inputs.tender
    name, began = f"bid-{number}", tender.began or BEGAN
    common: dict[str, object] = {
        "id": name,
        "lots": (setting.rules.id,) if tender.lots else (),
        "received": f"{began}T00:00:{number:02}Z",
        "declared": _declared(setting, kind, pick),
    }
    if kind.like is not None:
        own = kind.like.accounts or _accounts(kind, int(began[:4]), pick)
        return kind.like.model_copy(update={**common, "accounts": own})
    return Bid.model_validate(
        {
            **common,
            "bidder": Bidder(id=f"bidder-{number}", name=kind.title, type=kind.type),
            "accounts": _accounts(kind, int(began[:4]), pick),
            "backing": _backing(kind, pick),
        }
    )


def _declared(setting: Setting, kind: Kind, pick: Pick) -> dict[str, object]:
    """Declared values as text: those of the past bid, and else from the ranges."""
    found: dict[str, object] = {} if kind.like is None else dict(kind.like.declared)
    features = dict.fromkeys(features_of(setting.rules), Declared(unit="ratio"))
    for name, declared in sorted({**features, **setting.inputs.tender.declares}.items()):
        if name in kind.declared and name not in found:
            values = declared_values(kind.declared[name], declared)
            if declared.yearly:
                years = range(1, setting.years + 1)
                found[name] = tuple(_text(pick(f"declared {name}/{year}", values)) for year in years)
            else:
                found[name] = _text(pick(f"declared {name}", values))
    return found


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    text = lossless_text(value)
    return text if "/" not in text else exact_text(value)


def _accounts(kind: Kind, began: int, pick: Pick) -> tuple[AccountYear, ...]:
    """Years of accounts, each with the same figures; none where no figure has a range."""
    figures = {
        name: _number(pick(f"account {name}", values_in(span)))
        for name, span in sorted(kind.accounts.items())
    }
    if not figures:
        return ()
    return tuple(
        AccountYear.model_validate({"year_end": f"{began - year}-03-31", "evidence": "audited", **figures})
        for year in range(YEARS_OF_ACCOUNTS, 0, -1)
    )


def _backing(kind: Kind, pick: Pick) -> tuple[Backing, ...]:
    found = []
    for form, span in sorted(kind.backing.items()):
        amount = _number(pick(f"backing {form}", values_in(span)))
        if amount > 0:
            stated = {"form": form, "amount": amount, "stage": "in-force"}
            found.append(Backing.model_validate({**stated, "called": "on-demand", "open_ended": True}))
    return tuple(found)


def _rows(setting: Setting, kind: Kind, pick: Pick) -> dict[str, tuple[Standing, ...]]:
    return {
        leaf.id: tuple(
            Standing(
                0, _number(pick(f"mark {leaf.id}/{one}", mark_values(leaf.scale, kind.marks.get(leaf.id))))
            )
            for one in range(1, setting.evaluators + 1)
        )
        for leaf in setting.rules.leaves()
        if leaf.scale is not None
    }
