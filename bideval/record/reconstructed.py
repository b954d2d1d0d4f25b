"""What is said of a tender that was entered afterwards, from paper: never that it is contemporaneous."""

from collections.abc import Mapping

from bideval.record.canonical import Json


def reconstructed_words(tender: Mapping[str, Json], texts: Mapping[str, str]) -> str:
    """Return the sentence for a canonical ``tender``, blank where nothing says that it was reconstructed.

    ``texts`` are bodies by their SHA-256; a body that is not there is said so.
    """
    told = tender.get("reconstructed")
    if not isinstance(told, dict):
        return ""
    by, reason = (_body(told.get(key), texts) for key in ("by", "reason"))
    return f"RECONSTRUCTED from paper, not contemporaneous: entered by {by} at {told.get('at')}: {reason}"


def _body(value: Json | None, texts: Mapping[str, str]) -> str:
    digest = value.removeprefix("sha256:") if isinstance(value, str) else ""
    return texts.get(digest, "(not in the record)")
