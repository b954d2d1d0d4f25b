"""Packs that do not come with the program: named wherever the result is.

A pack of the tender's own carries no more than the tender's own authority.  Whether its
rule is sound, nobody has looked at but those who wrote it.
"""

from collections.abc import Iterator

from bideval.model.pack import Pack
from bideval.model.references import named_packs
from bideval.scoring.case import LotCase

LOTS = "/lots/"


def own_pack_notes(case: LotCase) -> Iterator[str]:
    """Name every pack that the rules of the lot name and that is not of the shelf."""
    own = f"{case.rules.pointer}/"
    named = {
        reference
        for reference, pointer in named_packs(case.inputs.tender)
        if not pointer.startswith(LOTS) or (case.rules.pointer and pointer.startswith(own))
    }
    for reference in sorted(named):
        pack = case.inputs.packs.get(reference)
        if pack is not None and not is_shipped(pack):
            yield f"{reference} is a pack of the tender's own ({pack.file}), not of the shelf"


def is_shipped(pack: Pack) -> bool:
    """Say whether a pack was read from the shelf, whose files are named after their packs."""
    return pack.file in {f"criteria/{pack.id}.yaml", f"criteria/{pack.id}@{pack.edition}.yaml"}
