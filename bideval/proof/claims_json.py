"""Claims as JSON and back: the same claim, exactly, or a refusal.

A number is text, ``n/d`` in lowest terms with the denominator always there, so that no
program on the way rounds it.  Places of columns, split points and flags are JSON's own.
Reading is strict: every key is known and there, nothing is guessed or repaired.
docs/certificates.md has the form of each claim.

What is read is well formed; whether it is proved is for bideval.proof.checking.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.proof.awards import BestAward
from bideval.proof.claims import (
    BestRank,
    CannotWin,
    CanWin,
    Claim,
    NeverLeads,
    OnlyTies,
    PairBound,
    SmallestMove,
    SmallestWholeMove,
    WorstRank,
)
from bideval.proof.json_form import (
    FormError,
    Json,
    Reader,
    fields_of,
    flag_of,
    list_reader,
    maybe,
    number_of,
    number_text,
    object_reader,
    place_of,
    text_of,
)
from bideval.proof.lots_json import AWARD_READERS, part_written
from bideval.proof.region import Region, Row
from bideval.proof.tree import Bound, Narrow, Node, Nothing, Split

__all__ = ["BESIDE", "KINDS", "Json", "Unread", "as_json", "from_json"]

KINDS: Mapping[str, type[Claim]] = MappingProxyType(
    {
        "can-win": CanWin,
        "only-ties": OnlyTies,
        "cannot-win": CannotWin,
        "never-leads": NeverLeads,
        "smallest-move": SmallestMove,
        "smallest-whole-move": SmallestWholeMove,
        "pair-bound": PairBound,
        "best-rank": BestRank,
        "worst-rank": WorstRank,
        "best-award": BestAward,
    }
)
BESIDE = ("claim", "id", "names")  # the kind, and what the document may say of it
_BARE = ("parts", "rank")  # whole numbers of JSON's own

_LEAVES: Mapping[str, type[Bound | Nothing]] = MappingProxyType({"bound": Bound, "empty": Nothing})


class Unread(NamedTuple):
    """Why a JSON value is no claim."""

    reason: str


def as_json(claim: Claim) -> dict[str, Json]:
    """Return a claim as JSON values; ``from_json`` gives an equal claim back."""
    kind = next(name for name, type_ in KINDS.items() if isinstance(claim, type_))
    return {"claim": kind, **{name: _field(claim, name, value) for name, value in claim._asdict().items()}}


def from_json(value: object) -> Claim | Unread:
    """Return the claim that JSON values are, or why they are none."""
    if not isinstance(value, dict):
        return Unread("a claim is an object")
    kind = value.get("claim")
    type_ = KINDS.get(kind) if isinstance(kind, str) else None
    if type_ is None:
        return Unread(f"there is no such claim; the claims are {', '.join(KINDS)}")
    try:
        fields = {key: part for key, part in value.items() if key not in BESIDE}
        readers = {**_FIELDS, **AWARD_READERS} if type_ is BestAward else _FIELDS
        return type_._make(fields_of(fields, "", {name: readers[name] for name in type_._fields}))
    except FormError as error:
        return Unread(str(error))


def _field(claim: Claim, name: str, value: object) -> Json:
    if isinstance(claim, BestAward) and name != "tree":
        return part_written(name, value)
    return value if name in _BARE and isinstance(value, int) else _written(value)


def _written(value: object) -> Json:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, Fraction)):
        return number_text(value)
    if isinstance(value, (Split, Narrow, Bound, Nothing)):
        return _node_written(value)
    if isinstance(value, (Region, Row)):
        return {name: _written(part) for name, part in value._asdict().items()}
    assert isinstance(value, tuple)
    return [_written(part) for part in value]


def _node_written(node: Node) -> Json:
    if isinstance(node, Split):
        return {"split": node.column, "at": node.at}
    if isinstance(node, Narrow):
        return {"narrow": _written(node.duals), "columns": list(node.columns)}
    return {"bound" if isinstance(node, Bound) else "empty": _written(node[0])}


def _node(value: object, at: str) -> Node:
    if isinstance(value, dict) and len(value) == 1:
        kind, numbers = next(iter(value.items()))
        if kind in _LEAVES:
            return _LEAVES[kind]._make((_VECTOR(numbers, f"{at}/{kind}"),))
    if isinstance(value, dict) and "narrow" in value:
        return Narrow._make(fields_of(value, at, {"narrow": _VECTOR, "columns": list_reader(place_of)}))
    return Split._make(fields_of(value, at, {"split": place_of, "at": place_of}))


_VECTOR = list_reader(number_of)
_ROW = {"coefficients": _VECTOR, "low": maybe(number_of), "high": maybe(number_of)}
_REGION = {"low": _VECTOR, "high": _VECTOR, "rows": list_reader(object_reader(Row, _ROW))}
_FIELDS: Mapping[str, Reader] = MappingProxyType(
    {
        "conflicts": list_reader(_VECTOR),
        "difference": _VECTOR,
        "differences": list_reader(_VECTOR),
        "duals": _VECTOR,
        "kind": text_of,
        "least": number_of,
        "parts": place_of,
        "published": _VECTOR,
        "rank": place_of,
        "ray": _VECTOR,
        "region": object_reader(Region, _REGION),
        "required": _VECTOR,
        "size": maybe(number_of),
        "tree": list_reader(_node),
        "wins_ties": list_reader(flag_of),
        "witness": maybe(_VECTOR),
    }
)
