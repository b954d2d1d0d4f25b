"""What a page carries to be saved, the digests that stand on it, and the commands that check them.

A mark or a price is short: beside the digest of everything it could be found by trying.  So who
may not see everything has the digest of the rules, which were published, and of a public
record its root.
"""

import base64
import json
import lzma
from collections.abc import Mapping
from typing import NamedTuple

from bideval.report.page.audience import Audience, Reader
from bideval.report.page.seen import Attached, Digest
from bideval.scoring.price_json import Json

_FOR_TEXT = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
_WHOLE = ("inputs", "rules", "result", "study", "record")


class Published(NamedTuple):
    """A public record: its bytes, its root, and the tender it is about."""

    data: bytes
    root: str
    tender: str


def digests_seen(record: bytes, published: Published | None, reader: Reader) -> tuple[Digest, ...]:
    """Return the digests that a reader may have."""
    stated = json.loads(record)["digests"]
    names = _WHOLE if reader.sees_all else ("rules",)
    found = [Digest(name, str(stated[name])) for name in names if name in stated]
    if published is not None and reader.audience is Audience.PUBLIC:
        found.append(Digest("root", published.root))
    return tuple(found)


def commands_seen(tender: str, published: Published | None, reader: Reader) -> tuple[str, ...]:
    """Return the commands that check what the page says."""
    name = f"{tender}.record.json"
    if reader.sees_all:
        return (f"bideval verify {name}.xz", f"xz --decompress {name}.xz", f"python verify.py {name}")
    if published is not None and reader.audience is Audience.PUBLIC:
        return (f"bideval verify {tender}.public-record.json",)
    return (f"bideval record {tender} -o {name}", f"bideval verify {name}")


def packed(tender: str, record: bytes) -> Attached:
    """Return the whole record, compressed: texts far apart share digests, which a short window misses."""
    packed = lzma.compress(record, check=lzma.CHECK_CRC32, filters=_FOR_TEXT)
    return _file(f"{tender}.record.json.xz", "application/x-xz", packed)


def public_record(tender: str, published: Published) -> Attached:
    """Return the public record as it is."""
    return _file(f"{tender}.public-record.json", "application/json", published.data)


def public_result(tender: str, data: Mapping[str, Json]) -> Attached:
    """Return what the public may have, as data."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _file(f"{tender}.public.json", "application/json", text.encode())


def _file(name: str, media: str, data: bytes) -> Attached:
    return Attached(name, media, base64.b64encode(data).decode(), len(data))
