"""The commitment of a public record's tree, made anew from what stands in it."""

from bideval.record.canonical import Json
from bideval.record.redaction.tree import leaf_hash, list_hash, object_hash


def commitment(node: Json) -> str:
    """Return the hash of a node, from its parts."""
    assert isinstance(node, dict)
    if "h" in node:
        return str(node["h"])
    if "v" in node:
        return leaf_hash(node["v"], str(node["s"]))
    if "o" in node:
        parts = node["o"]
        assert isinstance(parts, dict)
        return object_hash({key: commitment(one) for key, one in parts.items()})
    listed = node["l"]
    assert isinstance(listed, list)
    return list_hash([commitment(one) for one in listed])
