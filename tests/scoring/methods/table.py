"""What every case table of a method needs: bids in text, and a run from text to figures.

A case goes the way a tender does: its terms are typed against the declaration, the
guard is asked, and only then is the rule applied.
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.model.numbers import parse_number
from bideval.model.parameters import Value, read_with
from bideval.scoring.methods import METHODS
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid

Given = Mapping[str, object]
Key = tuple[bool, tuple[Fraction, ...]]
Refusal = tuple[str | None, str]


def bid(
    name: str,
    price: str | None = None,
    quality: str | None = None,
    criteria: Mapping[str, str] | None = None,
    declared: Mapping[str, str | list[str]] | None = None,
) -> MethodBid:
    """Return a bid whose numbers are given as text."""
    return MethodBid(
        name,
        None if price is None else parse_number(price),
        None if quality is None else parse_number(quality),
        {key: parse_number(text) for key, text in (criteria or {}).items()},
        {key: _declared(text) for key, text in (declared or {}).items()},
    )


def _declared(text: str | list[str]) -> Value:
    return parse_number(text) if isinstance(text, str) else tuple(parse_number(one) for one in text)


def figures(method: str, given: Given, bids: tuple[MethodBid, ...]) -> dict[str, Figure]:
    """Return the figures of a valid case; fail where a term or the guard refuses it."""
    values, problems = read_with(METHODS[method].parameters, given)
    assert problems == ()
    assert METHODS[method].guard(bids, values) is None
    return METHODS[method].figures(bids, values)


def refusal(method: str, given: Given, bids: tuple[MethodBid, ...]) -> Refusal:
    """Return the bid at fault, if one is, and the reason of an invalid case."""
    values, problems = read_with(METHODS[method].parameters, given)
    if problems:
        return None, problems[0].message
    refused = METHODS[method].guard(bids, values)
    assert refused is not None
    return refused


def standing(method: Method, figure: Figure) -> Key:
    """Return what a bid is ranked by: greater is better, unranked behind all."""
    value = figure.value if method.better is Better.HIGHER else -figure.value
    return figure.ranked, figure.order or (value,)


def ranking(method: str, found: Mapping[str, Figure]) -> str:
    """Return the order in words: ``b > a = c; unranked d``, equal bids by name."""
    entry = METHODS[method]
    ranked = {name: standing(entry, figure) for name, figure in found.items() if figure.ranked}
    groups = [
        " = ".join(sorted(name for name, own in ranked.items() if own == key))
        for key in sorted(set(ranked.values()), reverse=True)
    ]
    unranked = ", ".join(sorted(set(found) - set(ranked)))
    return " > ".join(groups) + (f"; unranked {unranked}" if unranked else "")
