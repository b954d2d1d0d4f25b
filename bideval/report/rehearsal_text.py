"""The rehearsal for people: flaws first, the gravest on top, each with its arithmetic and a remedy.

What a commissioner would paste into ``study.yaml`` where ranges are missing is printed ready.
"""

from collections.abc import Iterator, Sequence

from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.rehearse import LotRehearsal
from bideval.model.tender import Tender
from bideval.report.answers_text import whole_table
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.rehearsal_tables import tables_of
from bideval.report.tables import name_text, wrapped

_PLACES = 1  # decimals of shares and points; exact values are in the JSON
_HEADS = {
    Seriousness.MEND: "Mend before publishing",
    Seriousness.CONSIDER: "Think over",
    Seriousness.SAY: "Say in the documents",
}
_COUNTED = {
    Seriousness.MEND: "to mend before publishing",
    Seriousness.CONSIDER: "to think over",
    Seriousness.SAY: "to say in the documents",
}
SUPPOSED = (
    "The bids are hypothetical: shares are shares of the rehearsed cases, of those ranges and that seed, "
    "and say nothing of how likely a real bid is."
)


def rehearsal_text(tender: Tender, digest: str, lots: Sequence[LotRehearsal]) -> str:
    """Return the page of a rehearsal."""
    head = [name_text(tender.title)]
    blocks = ["\n".join([ILLUSTRATION, *head] if tender.illustration else head)]
    for lot in lots:
        blocks += _lot(lot, single=len(lots) == 1)
    blocks.append("\n".join(wrapped(SUPPOSED, "")))
    blocks.append(f"Rules {digest}")
    return "\n\n".join(blocks)


def _lot(lot: LotRehearsal, *, single: bool) -> Iterator[str]:
    if not single:
        yield f"Lot {lot.setting.rules.id}: {name_text(lot.setting.rules.title)}"
    yield "\n".join(line for text in (_rehearsed(lot), counted(lot.flaws)) for line in wrapped(text, ""))
    number = 0
    for seriousness, head in _HEADS.items():
        lines = [head]
        for flaw in (one for one in lot.flaws if one.seriousness is seriousness):
            number += 1
            lines += _flaw(number, flaw)
        if len(lines) > 1:
            yield "\n".join(lines)
    if lot.needed or lot.setting.aside or lot.without_result:
        yield "\n".join(_not_rehearsed(lot))
    for table in tables_of(lot, whole=False):
        yield "\n".join(whole_table(table, _PLACES)).lstrip("\n")
    for table in lot.prices:
        yield "\n".join(whole_table(table)).lstrip("\n")
    if lot.prices:
        yield "\n".join(wrapped(f"Prices of the examples and of the table: {lot.prices_words}.", ""))


def _rehearsed(lot: LotRehearsal) -> str:
    setting = lot.setting
    if setting.needed:
        return "No hypothetical bids are drawn: ranges are missing (below). What needs none is looked at."
    low, high = setting.bids
    bids = str(low) if low == high else f"{low} to {high}"
    kinds = f" of {len(setting.kinds)} kinds of bidder" if len(setting.kinds) > 1 else ""
    result = "" if lot.cases == setting.cases else f", {lot.cases} with a result"
    return (
        f"Rehearsed with {setting.cases} hypothetical cases of {bids} bids{kinds}{result}, drawn from the "
        f"seed {setting.seed!r}. No real bid is read."
    )


def counted(flaws: Sequence[Flaw]) -> str:
    """How many flaws of each seriousness there are, in one sentence."""
    counts = [(sum(one.seriousness is kind for one in flaws), words) for kind, words in _COUNTED.items()]
    parts = [f"{count} {words}" for count, words in counts if count]
    return f"Found: {', '.join(parts)}." if parts else "No flaw of the kinds that are looked for is found."


def _flaw(number: int, flaw: Flaw) -> Iterator[str]:
    yield f"  {number}. {flaw.kind}"
    yield from wrapped(flaw.sentence, "     ")
    for line in flaw.arithmetic:
        yield from wrapped(line, "       ")
    yield from wrapped(f"Remedy: {flaw.remedy}", "     ")


def _not_rehearsed(lot: LotRehearsal) -> Iterator[str]:
    yield "Not rehearsed"
    for why in lot.without_result:
        yield from wrapped(f"some cases have no result: {why}", "  ")
    for one in lot.setting.aside:
        yield from wrapped(f"the test {one.rule} reads {one.words}", "  ")
    for one in lot.needed:
        yield from wrapped(f"{one.rule} reads {one.words}", "  ")
    if any(one.key for one in (*lot.needed, *lot.setting.aside)):
        yield "  State in study.yaml, with the ranges that you expect in place of LO and HI:"
        yield from (f"    {line}" for line in ready(lot))


def ready(lot: LotRehearsal) -> Iterator[str]:
    """The entry of ``study.yaml`` that states what is missing, one key a line."""
    missing = [one for one in (*lot.needed, *lot.setting.aside) if one.key]
    yield "rehearsal:"
    yield f"  seed: {_quoted(lot.setting.seed)}"
    yield "  bids: [3, 6]"
    for key in dict.fromkeys(one.key for one in missing):
        entries = list(dict.fromkeys(one.entry for one in missing if one.key == key))
        yield from _entry(lot, key, entries)


def _entry(lot: LotRehearsal, key: str, entries: Sequence[str]) -> Iterator[str]:
    if key in {"prices", "evaluators"}:
        yield f"  {key}: {'[LO, HI]' if key == 'prices' else '3'}"
        return
    yield f"  {key}:"
    declares = lot.setting.inputs.tender.declares
    for one in entries:
        words = declares[one].choices if key == "declared" and one in declares else ()
        yield f"    {one}: [{', '.join(words) if words else 'LO, HI'}]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
