"""The certificate of a decision: one printed page with its digests, and how to check them by hand.

Eighty columns and at most sixty lines, so that it fits one sheet.  It is made from a record
that was verified; names stand in it where the record holds them in clear.

It decides nothing and is no signature: it says what the signed file says.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from bideval import __version__
from bideval.model.amounts import grouped
from bideval.record.canonical import Json
from bideval.record.reconstructed import reconstructed_words
from bideval.record.signing.ssh import fingerprint, public_key_text
from bideval.record.verified import Verification
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.tables import shortened, wrapped
from bideval.report.verification_text import SAME, not_shown

WIDTH = 80
MOST_LINES = 60
_MOST_LOTS, _MOST_WINNERS, _MOST_KEYS, _MOST_TOGETHER = 6, 3, 2, 20


class Certified(NamedTuple):
    """A record under the name of its file, verified: its bytes, its data, and the keys that signed it."""

    name: str
    file: bytes
    data: Mapping[str, Json]
    found: Verification
    signed: tuple[tuple[str, bytes], ...]  # name of a signature file, and the key in it


def certificate_text(of: Certified) -> str:
    """Return the page, without a line end."""
    blocks = [
        list(_head(of)),
        list(_together(of.data) if "award" in of.data else _lots(of.data)),
        [*wrapped(f"Computed again by bideval {__version__}: {SAME}", "", WIDTH)],
        list(_digests(of)),
        list(_keys(of.signed)),
        list(_by_hand(of)),
        wrapped(f"Not shown: {'; '.join(not_shown(of.found))}.", "", WIDTH),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _head(of: Certified) -> Iterator[str]:
    tender = _object(_object(of.data, "inputs"), "tender")
    yield "CERTIFICATE OF A DECISION"
    if of.found.illustration:
        yield ILLUSTRATION
    yield ""
    yield f"Tender     {of.found.tender}"
    yield f"Title      {shortened(_clear(of.data, tender.get('title')), WIDTH - 11)}"
    if "authority" in tender:
        yield f"Authority  {shortened(_clear(of.data, tender['authority']), WIDTH - 11)}"
    if words := reconstructed_words(tender, _texts(of.data)):
        yield from wrapped(words, "", WIDTH)


def _lots(data: Mapping[str, Json]) -> Iterator[str]:
    lots = _objects(_object(data, "result"), "lots")
    for lot in lots[:_MOST_LOTS]:
        names = list(map(str, _list(lot, "winners")))
        yield f"Lot {lot['id']}: {lot['status']}; awarded: {len(names) or 'nobody'}"
        for placing in _objects(lot, "placings"):
            if placing["bid"] in names[:_MOST_WINNERS]:
                yield f"  {_winner(data, placing)}"
        if len(names) > _MOST_WINNERS:
            yield f"  and {len(names) - _MOST_WINNERS} more, who stand in the record"
    if len(lots) > _MOST_LOTS:
        yield f"and {len(lots) - _MOST_LOTS} lots more, which stand in the record"


def _together(data: Mapping[str, Json]) -> Iterator[str]:
    """Who is awarded which lot, where lots are awarded together."""
    award = _object(data, "award")
    lots = _objects(award, "lots")
    placings = (one for lot in _objects(_object(data, "result"), "lots") for one in _objects(lot, "placings"))
    names = {one["bid"]: _clear(data, one.get("bidder_name")) for one in placings}
    yield f"Lots awarded together ({award['mechanism']}): {award['status']}"
    for lot in lots[:_MOST_TOGETHER]:
        bid = lot["bid"]
        yield f"  {lot['id']}: " + (f"{bid} ({shortened(names[bid], 28)})" if bid else "nobody")
    if len(lots) > _MOST_TOGETHER:
        yield f"  and {len(lots) - _MOST_TOGETHER} lots more, which stand in the record"


def _winner(data: Mapping[str, Json], placing: Mapping[str, Json]) -> str:
    name = shortened(_clear(data, placing.get("bidder_name")), 28)
    total = grouped(str(placing["total"])) if placing["total"] is not None else "-"
    return f"{placing['rank'] or '-'}. {placing['bid']} ({name}), {total}"


def _digests(of: Certified) -> Iterator[str]:
    yield f"File       {of.name} ({len(of.file):,} bytes), SHA-256"
    yield f"           {sha256(of.file).hexdigest()}"
    for name, digest in of.found.digests.items():
        yield f"{name.title():<9}  {digest.removeprefix('sha256:')}"


def _keys(signed: Sequence[tuple[str, bytes]]) -> Iterator[str]:
    if not signed:
        yield "The file is not signed."
    for name, key in signed[:_MOST_KEYS]:
        yield f"Signed in {name} with the key"
        yield f"{fingerprint(key)}"
        yield f"{public_key_text(key)}"
    if len(signed) > _MOST_KEYS:
        yield f"and in {len(signed) - _MOST_KEYS} files more"


def _by_hand(of: Certified) -> Iterator[str]:
    yield "To check this without bideval:"
    yield f"  sha256sum {of.name}"
    yield "    prints the SHA-256 of the file above."
    for name, _ in of.signed[:1]:
        yield "  echo 'signer KEY' > allowed       (for KEY the line of the key above)"
        yield "  ssh-keygen -Y verify -f allowed -I signer -n bideval \\"
        yield f"    -s {name} < {of.name}"
        yield "    says Good signature. Ask the authority whether the key is its own."
    yield f"  python3 verify.py {of.name}"
    yield "    computes the decision again; verify.py and its two files come in the bundle."


def _clear(data: Mapping[str, Json], value: Json | None) -> str:
    """A text in clear, where the record holds it."""
    if not isinstance(value, str):
        return "-"
    return _texts(data).get(value.removeprefix("sha256:"), "(not in the record)")


def _texts(data: Mapping[str, Json]) -> dict[str, str]:
    return {digest: str(text) for digest, text in _object(data, "texts").items()}


def _object(data: Mapping[str, Json], key: str) -> dict[str, Json]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _list(data: Mapping[str, Json], key: str) -> list[Json]:
    found = data.get(key)
    return found if isinstance(found, list) else []


def _objects(data: Mapping[str, Json], key: str) -> list[dict[str, Json]]:
    return [one for one in _list(data, key) if isinstance(one, dict)]
