"""How a price was built, as JSON data: what was submitted and corrected, sections, and every line."""

from collections.abc import Callable
from fractions import Fraction

from bideval.errors import Source
from bideval.model.evaluated_price import Correction, EvaluatedPrice, PricePart
from bideval.model.numbers import exact_text, figure_text

Json = str | bool | int | None | list["Json"] | dict[str, "Json"]
Locate = Callable[[Source], Source]


def price_data(price: EvaluatedPrice | None, locate: Locate) -> Json:
    """Return how a price was built; null where there is none."""
    if price is None:
        return None
    return {
        "worked": price.worked,
        "submitted": figure_text(price.submitted),
        "basis": price.basis or None,
        "vat": list(dict.fromkeys(part.vat for part in price.parts)),
        "vat_added": figure_text(sum((part.added for part in price.parts), Fraction(0))),
        "sections": _sections(price),
        "corrections": [_correction(one, locate) for one in price.corrections],
    }


def lines_data(price: EvaluatedPrice | None, locate: Locate) -> Json:
    """Return every part of a price, in published order."""
    return [_line(part, locate) for part in price.parts] if price else []


def _sections(price: EvaluatedPrice) -> Json:
    found: dict[str, list[Fraction]] = {}
    for part in price.parts:
        found.setdefault(part.section, []).append(part.amount)
    return [
        {"section": name, "lines": len(amounts), "amount": figure_text(sum(amounts, Fraction(0)))}
        for name, amounts in found.items()
    ]


def _correction(one: Correction, locate: Locate) -> Json:
    return {
        "what": one.what,
        "submitted": figure_text(one.submitted),
        "computed": figure_text(one.computed),
        "counts": figure_text(one.counts),
        "rule": one.rule,
        "decision": one.decision,
        "by": one.by or None,
        "reason": one.reason or None,
        "place": str(locate(one.source)),
        "decision_place": str(locate(one.decided_at)) if one.decided_at else None,
    }


def _line(part: PricePart, locate: Locate) -> Json:
    return {
        "kind": part.kind,
        "line": part.line or None,
        "section": part.section or None,
        "rate": None if part.rate is None else figure_text(part.rate),
        "quantity": figure_text(part.quantity),
        "years": figure_text(part.years),
        "amount": figure_text(part.amount),
        "amount_exact": exact_text(part.amount),
        "vat": part.vat,
        "vat_added": figure_text(part.added),
        "place": str(locate(part.source)),
    }
