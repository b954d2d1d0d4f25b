"""Files of JSON that are no lines: a package of releases, or one document over several lines.

Publishers hand out both.  Each would be hundreds of broken lines; it is named once instead.
No more is looked at than the beginning, so what only looks like lines at first is read as lines.
"""

import re

import msgspec

PACKAGE, RECORDS, DOCUMENT = "release-package", "record-package", "json-document"
NOT_LINES = frozenset({PACKAGE, RECORDS, DOCUMENT})
HEAD = 65536  # bytes that are looked at
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"(\s*:)?|[{}\[\]]')
_BOM = b"\xef\xbb\xbf"
_OPENS, _GOES_ON = frozenset({b"{", b"["}), frozenset({b"{", b"[", b",", b":"})  # first and last of a line
_INSIDE = frozenset({b'"', b"}", b"]"})  # no release begins with them
_KINDS = {b'"releases"': PACKAGE, b'"records"': RECORDS}


def package_in(head: bytes) -> str:
    """Return which package begins here, PACKAGE or RECORDS; empty: none, or it is a release or a record."""
    depth = 0
    for found in _TOKEN.finditer(head):
        token = found[0]
        if token in b"{[":
            depth += 1
        elif token in b"}]":
            depth -= 1
        elif depth == 1 and found[1] is not None:
            key = token[: -len(found[1])]
            if key == b'"ocid"':
                return ""
            if key in _KINDS:
                return _KINDS[key]
        if depth == 0:
            return ""
    return ""


def document_in(head: bytes) -> str:
    """Return what a file holds that is one document over several lines; empty: it may hold lines.

    ``head`` is its beginning, up to HEAD bytes.
    """
    lines = [line.strip() for line in head.removeprefix(_BOM).split(b"\n") if line.strip()]
    if len(lines) < 2 or lines[0][:1] not in _OPENS or lines[0][-1:] not in _GOES_ON or _is_whole(lines[0]):
        return ""
    first, second = lines[:2]
    kind = package_in(head)
    goes_on = second[:1] in _INSIDE or (second[:1] == b"{" and (first == b"[" or package_in(first) != ""))
    return (kind or DOCUMENT) if goes_on else ""


def _is_whole(line: bytes) -> bool:
    try:
        msgspec.json.decode(line, type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
