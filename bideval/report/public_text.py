"""What checking a public record found, for people and as JSON."""

from collections.abc import Iterator, Sequence

from bideval.io.characters import shown
from bideval.record.redaction.public import PublicCheck
from bideval.record.signing.checked import SignatureChecked, Standing
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.verification_text import signature_words
from bideval.scoring.price_json import Json

_LONGEST = 160  # characters of a text
_MOST = 20  # things named that were not compared
HOLDS = "what is shown is what was committed to."
NOT_SHOWN = (
    "that the result follows from what is withheld",
    "that the inputs match the bids, that marks were right, or that times are true",
)


def public_text(found: PublicCheck, signatures: Sequence[SignatureChecked], known: Sequence[str]) -> str:
    """Return the page."""
    blocks = [[ILLUSTRATION]] if found.record.illustration else []
    blocks.append(list(_verdict(found)))
    blocks.append([_safe(one) for one in found.wrong])
    blocks.append(list(_withheld(found)))
    blocks.append(list(map(signature_words, signatures)))
    blocks.append(list(_scope(found, signatures, known)))
    return "\n\n".join("\n".join(block) for block in blocks if block)


def public_data(
    found: PublicCheck, signatures: Sequence[SignatureChecked], known: Sequence[str]
) -> dict[str, Json]:
    """Return the same as JSON data."""
    withheld: list[Json] = [
        {**each.model_dump(mode="json"), "parts": parts}
        for each, parts in zip(found.record.withheld, found.hidden, strict=True)
    ]
    return {
        "schema": "bideval/public-verification",
        "version": 1,
        "tender": found.record.tender,
        "illustration": found.record.illustration,
        "level": found.record.level,
        "holds": found.holds,
        "root": found.root,
        "origin": _origin(found, signatures, known),
        "shown": found.shown,
        "added": found.added,
        "computed": found.computed,
        "wrong": list(found.wrong),
        "not_compared": list(found.not_compared),
        "withheld": withheld,
    }


def _verdict(found: PublicCheck) -> Iterator[str]:
    things = "1 thing does not agree" if len(found.wrong) == 1 else f"{len(found.wrong)} things do not agree"
    yield f"CONSISTENT: {HOLDS}" if found.holds else f"DIFFERS: {things}."
    hidden = sum(found.hidden)
    words = f"{found.shown:,} values are shown, {hidden:,} parts are withheld"
    yield f"Tender {found.record.tender}, level {found.record.level}: {words}."
    yield f"Root {found.root}"


def _withheld(found: PublicCheck) -> Iterator[str]:
    for each, parts in zip(found.record.withheld, found.hidden, strict=True):
        yield f"Withheld ({parts} {'part' if parts == 1 else 'parts'}): {_safe(', '.join(each.at))}"
        yield f"  under {_safe(each.law)}: {_safe(each.reason)}"
        yield f"  decided by {_safe(each.by)}, until {_safe(each.until)}"


def _scope(found: PublicCheck, signatures: Sequence[SignatureChecked], known: Sequence[str]) -> Iterator[str]:
    yield f"Totals added up again from weighted points: {found.added}."
    if found.computed:
        yield f"{found.computed:,} values of the result were computed again from the inputs that are shown."
    if found.not_compared:
        yield f"Not compared: {_safe_all(found.not_compared)}."
    yield f"Not shown: {'; '.join(NOT_SHOWN[bool(found.computed) :])}."
    if _origin(found, signatures, known) == "not established":
        yield "Origin not established: no root or signature from elsewhere was compared."


def _safe_all(parts: Sequence[str]) -> str:
    more = [f"and {len(parts) - _MOST} more"] if len(parts) > _MOST else []
    return "; ".join([*map(_safe, parts[:_MOST]), *more])


def _origin(found: PublicCheck, signatures: Sequence[SignatureChecked], known: Sequence[str]) -> str:
    if any(one.standing is Standing.KNOWN for one in signatures):
        return "known signer"
    return "known root" if found.root in known else "not established"


def _safe(text: str) -> str:
    return shown(text, _LONGEST)
