"""Which letters there are, for people and for programs: lot, bid, kind, and what is left to supply."""

from collections.abc import Sequence

from bideval.model.inputs import Inputs
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.letters.cut import Addressed
from bideval.report.tables import name_text, table_text, wrapped
from bideval.scoring.price_json import Json

_HEADER = ("lot", "bid", "letter", "left to supply")


def letters_text(inputs: Inputs, found: Sequence[Addressed], written: Sequence[str]) -> str:
    """A line for each letter, and which files were written."""
    head = [name_text(inputs.tender.title)]
    rows = [
        (
            one.letter.lot,
            one.bid,
            one.letter.kind.value,
            str(len(one.letter.to_supply)) if one.letter.to_supply else "-",
        )
        for one in found
    ]
    supply = dict.fromkeys(what for one in found for what in one.letter.to_supply)
    blocks = ["\n".join([ILLUSTRATION, *head] if inputs.tender.illustration else head)]
    blocks.append(table_text(_HEADER, rows, {3}) if rows else "No letter.")
    if supply:
        blocks.append(
            "\n".join(["An officer supplies:", *(line for one in supply for line in wrapped(one, "  "))])
        )
    if written:
        files = "1 file" if len(written) == 1 else f"{len(written)} files"
        blocks.append("\n".join([f"Written, {files}:", *(f"  {one}" for one in written)]))
    return "\n\n".join(blocks)


def letters_data(inputs: Inputs, found: Sequence[Addressed], written: Sequence[str]) -> dict[str, Json]:
    """The same as JSON data; what a letter says is in the letter."""
    return {
        "schema": "bideval/letters",
        "version": 1,
        "tender": inputs.tender.id,
        "illustration": inputs.tender.illustration,
        "letters": [
            {
                "lot": one.letter.lot,
                "bid": one.bid,
                "kind": one.letter.kind.value,
                "to_supply": list(one.letter.to_supply),
                "earliest": one.letter.standstill.earliest or None if one.letter.standstill else None,
            }
            for one in found
        ],
        "written": list(written),
    }
