"""``verify --json``: what verifying a record found, for other programs."""

from bideval.record.compared import Difference
from bideval.record.signing.checked import SignatureChecked
from bideval.record.signing.token import TokenRead
from bideval.record.verified import Verification
from bideval.report.verification_text import SAME, not_shown
from bideval.scoring.price_json import Json


def verification_data(found: Verification) -> dict[str, Json]:
    """Return the verification as JSON data."""
    known: list[Json] = [{"of": name, "digest": digest} for name, digest in found.known]
    claims: list[Json] = [
        {"pointer": one.pointer, "proved": one.proved, "words": one.words, "not_tied": one.not_tied}
        for one in found.claims
    ]
    return {
        "schema": "bideval/verification",
        "version": 1,
        "tender": found.tender,
        "illustration": found.illustration,
        "same": found.same,
        "shown": SAME if found.same else None,
        "not_shown": list(not_shown(found)),
        "origin": _origin(found),
        "known": known,
        "not_computed": found.not_computed,
        "figures": found.figures,
        "differences": [difference_data(one) for one in found.differences],
        "reworded": [difference_data(one) for one in found.reworded],
        "award": found.award or None,
        "claims": claims,
        "answers": found.answers,
        "asked_again": found.asked,
        "not_asked": found.not_asked if found.answers and not found.asked else None,
        "without_certificate": list(found.unproved),
        "files": None if found.files is None else [difference_data(one) for one in found.files],
        "signatures": [_signature(one) for one in found.signatures],
        "tokens": [_token(one) for one in found.tokens],
        "frozen": _frozen(found),
        "notes": list(found.notes),
        "digests": dict(found.digests),
    }


def _frozen(found: Verification) -> Json:
    if found.frozen is None:
        return None
    digest, entry, refined = found.frozen
    return {"same": bool(found.rules_frozen), "digest": digest, "entry": entry, "refined": list(refined)}


def _origin(found: Verification) -> str:
    if found.signer:
        return "known signer"
    return "known digest" if found.known else "not established"


def _signature(one: SignatureChecked) -> Json:
    return {
        "name": one.name,
        "standing": one.standing.value,
        "words": one.words,
        "key": one.key or None,
        "who": one.who or None,
    }


def _token(one: TokenRead) -> Json:
    return {"name": one.name, "fits": one.fits, "words": one.words, "time": one.time or None}


def difference_data(one: Difference) -> dict[str, Json]:
    """Return a difference as JSON data."""
    return {
        "pointer": one.pointer,
        "about": one.about or None,
        "recorded": one.recorded,
        "computed": one.computed,
        "cuts": one.cuts or None,
    }
