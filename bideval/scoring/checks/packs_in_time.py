"""Packs against the date on which the procurement began.

A pack states the dates for which its rule holds.  The regime is checked in ``regime``;
here are the packs that criteria, gates and scales name.  Without ``began`` nothing is
said: only a regime has to have a date.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, warning
from bideval.model.inputs import Inputs
from bideval.model.pack import Pack, PackKind
from bideval.model.references import named_packs

FILE = "tender.yaml"


def check_packs_in_time(inputs: Inputs) -> Iterator[Finding]:
    """Warn of packs that do not hold for a procurement of that date."""
    began = inputs.tender.began
    if began is None:
        return
    for reference, pointer in named_packs(inputs.tender):
        pack = inputs.packs.get(reference)
        if pack is not None and pack.kind is not PackKind.REGIME and not pack.valid_on(began):
            yield warning(
                "BE165",
                f"the procurement began on {began}, and {pack.reference} holds {_span(pack)} "
                f"({pack.source.title})",
                "Name the edition or pack whose rule held when the procurement began, or correct began.",
                Source(FILE, pointer),
                Source(FILE, "/began"),
            )


def _span(pack: Pack) -> str:
    return f"from {pack.valid_from}" + (f" to {pack.valid_to}" if pack.valid_to else " on")
