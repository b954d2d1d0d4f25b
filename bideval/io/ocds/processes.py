"""Contracting processes in a JSON document: packages, records, releases and compiled releases.

A record gives its compiled release; one without it, and a package with several releases of
one process, gives what its releases come to when merged in the order of their dates, as the
standard merges them: objects key by key, lists of things with ids by id, anything else
replaced, null taking away.  Where two releases have one date, their order in the document
decides.  A record that only links to its releases cannot be read: nothing is fetched.  Nor can
a versioned release, in which each field holds every value it ever had.

Which fields the standard merges as whole lists is not looked up; of these, lists without ids
are replaced in any case.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bideval.io.ocds.strict_json import OcdsJson

Data = dict[str, OcdsJson]
_VERSIONED = (
    "this is a versioned release, in which each field holds every value it ever had; "
    "name the compiled release, or a record that has it"
)


class Process(NamedTuple):
    """One contracting process as plain data, or the reason why it cannot be read."""

    ocid: str
    data: Data | None
    merged: int = 1  # from how many releases
    reason: str = ""


def processes(document: OcdsJson) -> Iterator[Process]:
    """Yield every contracting process of a document, in its order; none twice."""
    if isinstance(document, list):
        yield from _of_releases(document)
    elif not isinstance(document, dict):
        yield Process("", None, reason="this is no object")
    elif isinstance(document.get("records"), list):
        records = document["records"]
        assert isinstance(records, list)
        for record in records:
            yield _of_record(record)
    elif isinstance(document.get("releases"), list) and "ocid" not in document:
        releases = document["releases"]
        assert isinstance(releases, list)
        yield from _of_releases(releases)
    elif not {"compiledRelease", "releases", "versionedRelease"}.isdisjoint(document):
        yield _of_record(document)
    else:
        yield _of_release(document)


def _ocid(data: OcdsJson) -> str:
    ocid = data.get("ocid") if isinstance(data, dict) else None
    return ocid if isinstance(ocid, str) else ""


def _of_release(data: OcdsJson) -> Process:
    ocid = _ocid(data)
    if not isinstance(data, dict) or not ocid:
        return Process("", None, reason="this is no release: an object with an ocid is expected")
    return Process(ocid, None, reason=_VERSIONED) if _is_versioned(data) else Process(ocid, data)


def _is_versioned(data: Data) -> bool:
    """Whether a field of the release, its buyer or its tender lists its values with their releases."""
    parts = (data, data.get("buyer"), data.get("tender"))
    fields = (one for part in parts if isinstance(part, dict) for one in part.values())
    return any(isinstance(one, list) and bool(one) and all(map(_is_version, one)) for one in fields)


def _is_version(one: OcdsJson) -> bool:
    return isinstance(one, dict) and {"releaseID", "value"} <= one.keys()


def _of_record(record: OcdsJson) -> Process:
    if not isinstance(record, dict):
        return Process("", None, reason="this is no record: an object is expected")
    compiled, releases = record.get("compiledRelease"), record.get("releases")
    if isinstance(compiled, dict):
        return _of_release({"ocid": _ocid(record), **compiled})
    listed = releases if isinstance(releases, list) else []
    whole = [one for one in listed if isinstance(one, dict) and "tag" in one and "url" not in one]
    if not listed and "versionedRelease" in record:
        return Process(_ocid(record), None, reason=_VERSIONED)
    if not whole or len(whole) < len(listed):
        reason = "the record has no compiled release, and does not hold its releases whole"
        return Process(_ocid(record), None, reason=reason)
    found = tuple(_of_releases([{"ocid": _ocid(record), **one} for one in whole]))
    if len(found) > 1:
        return Process(_ocid(record), None, reason="the record has releases of more than one process")
    return found[0]


def _of_releases(releases: Iterable[OcdsJson]) -> Iterator[Process]:
    """Releases by process, each in the place of its first one."""
    by_ocid: dict[str, list[Data]] = {}
    for data in releases:
        one = _of_release(data)
        if one.data is None:
            yield one
        else:
            by_ocid.setdefault(one.ocid, []).append(one.data)
    for ocid, listed in by_ocid.items():
        merged: Data = {}
        for data in sorted(listed, key=lambda one: str(one.get("date", ""))):
            merged = merged_with(merged, data)
        yield Process(ocid, merged, len(listed))


def merged_with(before: Data, after: Data) -> Data:
    """Return ``before`` with ``after`` put over it.

    >>> merged_with({"a": [{"id": "1", "x": 1}], "b": 1}, {"a": [{"id": "1", "y": 2}], "b": None})
    {'a': [{'id': '1', 'x': 1, 'y': 2}]}
    """
    found = dict(before)
    for key, value in after.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = _merged(found.get(key), value)
    return found


def _merged(before: OcdsJson, after: OcdsJson) -> OcdsJson:
    if isinstance(before, dict) and isinstance(after, dict):
        return merged_with(before, after)
    if not isinstance(before, list) or not isinstance(after, list) or not _have_ids([*before, *after]):
        return after
    things = {str(one["id"]): one for one in before if isinstance(one, dict)}
    for one in after:
        if isinstance(one, dict):
            name = str(one["id"])
            things[name] = merged_with(things[name], one) if name in things else one
    return list(things.values())


def _have_ids(things: list[OcdsJson]) -> bool:
    return all(isinstance(one, dict) and isinstance(one.get("id"), str | int) for one in things)
