"""Ids and names that a reader could take for one another.

An id stands for one thing.  Two ids that look alike in print are an error, because
a mark or a price could be read for the wrong bid; two bidder names that look alike
are a question, because only a person knows whether they are one bidder.

Source: Unicode Technical Standard 39 (skeletons), reduced to what ids may hold.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from unicodedata import combining, normalize

from bideval.errors import Finding, Source, error, question
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.scoring.published import published_lots
from bideval.scoring.weights import everything

TENDER = "tender.yaml"


class Named(NamedTuple):
    """An id and where it stands."""

    id: str
    source: Source


def check_ids(inputs: Inputs) -> Iterator[Finding]:
    """Report ids that are confusable or given twice, and bidders that may be one."""
    yield from _lots_twice(inputs)
    for what, names in _namespaces(inputs):
        yield from _confusable(what, names)
    bids = [bid for _, bid in sorted(inputs.bids.items())]
    yield from _names_alike(bids)
    yield from _two_faces(bids)


def id_skeleton(text: str) -> str:
    """Return what ``text`` looks like: two ids with one skeleton are confusable.

    >>> id_skeleton("l0t-1"), id_skeleton("lotl"), id_skeleton("barn"), id_skeleton("bam")
    ('lotl', 'lotl', 'bam', 'bam')
    """
    plain = text.replace("-", "").replace("0", "o").replace("1", "l")
    return plain.replace("rn", "m").replace("vv", "w")


# Letters of other scripts, and of our own, that print as the letter before the colon.
_LOOKS: Mapping[str, str] = {
    "a": "\u0410\u0430\u0391\u03b1",
    "b": "\u0412\u0432\u0392\u03b2",
    "c": "\u0421\u0441\u03f2",
    "d": "\u0501",
    "e": "\u0415\u0435\u0395\u03b5",
    "h": "\u041d\u043d\u0397\u04bb",
    "j": "\u0408\u0458",
    "k": "\u041a\u043a\u039a\u03ba",
    "l": "Ii|\u0406\u0456\u04c0\u04cf\u0399\u03b9\u0131",
    "m": "\u041c\u043c\u039c",
    "n": "\u039d\u03b7\u043f",
    "o": "\u041e\u043e\u039f\u03bf",
    "p": "\u0420\u0440\u03a1\u03c1",
    "q": "\u051b",
    "s": "\u0405\u0455",
    "t": "\u0422\u0442\u03a4\u03c4",
    "u": "\u03c5\u0438",
    "v": "\u03bd",
    "w": "\u051d\u03c9",
    "x": "\u0425\u0445\u03a7\u03c7",
    "y": "\u0423\u0443\u03a5",
    "z": "\u0396",
}
_ALIKE = {ord(one): letter for letter, others in _LOOKS.items() for one in others}


def name_skeleton(name: str) -> str:
    """Return what a bidder's name looks like, without case, accents, spaces and signs."""
    parted = normalize("NFKD", name).translate(_ALIKE)
    folded = normalize("NFKD", parted.casefold())
    return id_skeleton("".join(one for one in folded if one.isalnum() and not combining(one)))


def _namespaces(inputs: Inputs) -> Iterator[tuple[str, list[Named]]]:
    """Every set of ids in which no two may be taken for one another."""
    bids = [bid for _, bid in sorted(inputs.bids.items())]
    yield "bids", [Named(bid.id, Source(f"bids/{bid.id}.yaml", "/id")) for bid in bids]
    yield "bidders", [Named(bid.bidder.id, Source(f"bids/{bid.id}.yaml", "/bidder/id")) for bid in bids]
    lots = enumerate(inputs.tender.lots)
    yield "lots", [Named(lot.id, Source(TENDER, f"/lots/{place}/id")) for place, lot in lots]
    people = enumerate(inputs.evaluators)
    yield "evaluators", [Named(one.id, Source("evaluators.csv", f"/{place}/id")) for place, one in people]
    for lot in published_lots(inputs.tender):
        inside = everything(lot.criteria)
        yield "criteria", [Named(one.id, Source(TENDER, f"{pointer}/id")) for one, pointer in inside]
        gates = enumerate(lot.gates)
        yield "gates", [Named(one.id, Source(TENDER, f"{lot.gates_at}/{place}/id")) for place, one in gates]


def _confusable(what: str, names: Iterable[Named]) -> Iterator[Finding]:
    """Report each id that looks like an earlier one, once."""
    seen: dict[str, Named] = {}
    said: set[str] = set()
    for name in names:
        first = seen.setdefault(id_skeleton(name.id), name)
        if first.id == name.id or name.id in said:
            continue
        said.add(name.id)
        yield error(
            "BE180",
            f"the {what} {first.id} and {name.id} can be taken for one another",
            "Give one of them an id that looks different, everywhere it is used.",
            name.source,
            first.source,
        )


def _lots_twice(inputs: Inputs) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for place, lot in enumerate(inputs.tender.lots):
        first = seen.setdefault(lot.id, place)
        if first != place:
            places = (Source(TENDER, f"/lots/{one}/id") for one in (place, first))
            yield error("BE182", f"two lots are called {lot.id}", "Give each lot its own id.", *places)


def _names_alike(bids: Iterable[Bid]) -> Iterator[Finding]:
    """Ask whether two bidders whose names look alike are one; each pair with the first of its kind."""
    seen: dict[str, Bid] = {}
    asked: set[tuple[str, str]] = set()
    for bid in bids:
        first = seen.setdefault(name_skeleton(bid.bidder.name), bid)
        pair = first.bidder.id, bid.bidder.id
        if pair[0] == pair[1] or pair in asked:
            continue
        asked.add(pair)
        yield question(
            "BE181",
            f"the bidders {first.bidder.name!r} ({pair[0]}) and {bid.bidder.name!r} ({pair[1]}) "
            "have names that look alike",
            "If they are one bidder, give both bids the same bidder id. If they are two, record it: "
            f"{{kind: answer, finding: BE181, bid: {bid.id}, reason: ...}}.",
            Source(f"bids/{bid.id}.yaml", "/bidder/name"),
            Source(f"bids/{first.id}.yaml", "/bidder/name"),
        )


def _two_faces(bids: Iterable[Bid]) -> Iterator[Finding]:
    """One bidder id is one bidder: the same name and the same type in every bid."""
    seen: dict[str, Bid] = {}
    for bid in bids:
        first = seen.setdefault(bid.bidder.id, bid)
        for what, ours, theirs in (
            ("name", bid.bidder.name, first.bidder.name),
            ("type", bid.bidder.type, first.bidder.type),
        ):
            if ours != theirs:
                yield error(
                    "BE183",
                    f"the bidder {bid.bidder.id} has the {what} {ours!r} here and {theirs!r} in another bid",
                    "Correct one of them, or give two different bidders two ids.",
                    Source(f"bids/{bid.id}.yaml", f"/bidder/{what}"),
                    Source(f"bids/{first.id}.yaml", f"/bidder/{what}"),
                )
