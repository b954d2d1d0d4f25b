"""A bag: files with a manifest of their digests, in the layout of BagIt (RFC 8493).

``sha256sum -c manifest-sha256.txt`` checks it without any other program.  The same files give
the same bytes: there is no date in it and no name of a machine.

Bytes in, bytes out; nothing is read or written here.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bideval import __version__
from bideval.errors import BidevalError

PAYLOAD = "data"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._+,@()=~-]*(?:/[A-Za-z0-9][A-Za-z0-9 ._+,@()=~-]*)*", re.ASCII)
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can state; no file has a date here


class BagNameError(BidevalError, ValueError):
    """Raised when a file has a name that a manifest cannot hold everywhere."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return f"{self.name!r} cannot stand in a bag: use letters, digits, spaces and ._+,@()=~- in names"


def bag_of(files: Mapping[str, bytes], tender: str) -> dict[str, bytes]:
    """Return the files of a bag by name, in order; ``files`` stand in it below ``data/``."""
    for name in files:
        if not _NAME.fullmatch(name):
            raise BagNameError(name)
    payload = {f"{PAYLOAD}/{name}": data for name, data in sorted(files.items())}
    size = sum(map(len, payload.values()))
    info = (
        f"External-Identifier: {tender}\n"
        f"Bag-Software-Agent: bideval {__version__}\n"
        f"Payload-Oxum: {size}.{len(payload)}\n"
    )
    head = {
        "bag-info.txt": info.encode(),
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-sha256.txt": _manifest(payload),
    }
    return dict(sorted({**head, **payload, "tagmanifest-sha256.txt": _manifest(head)}.items()))


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()


def zipped(bag: Mapping[str, bytes], top: str) -> bytes:
    """Return a zip with the bag in the folder ``top``, stored as it is: no packer changes the bytes."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_STORED) as archive:
        for name, data in sorted(bag.items()):
            one = ZipInfo(f"{top}/{name}", _EARLIEST)
            one.create_system, one.external_attr = 3, 0o100644 << 16  # a plain file, on every system
            archive.writestr(one, data)
    return whole.getvalue()
