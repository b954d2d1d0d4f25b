"""Packs from files: those that come with the program, and those of a tender's own.

The shelf holds one file an edition: ``<family>/<id>.yaml`` is edition 1 and
``<family>/<id>@2.yaml`` edition 2.  Only the files that are named are read.  A pack
of a tender's own may not take the id of one on the shelf, in any edition, so that a
reference means the same everywhere and nobody takes it for the law's next edition.

Whether a pack suits where it is used is checked in scoring/.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources.abc import Traversable

from bideval.errors import Finding, Source, error
from bideval.io.places import Places
from bideval.io.shelf import criteria_root
from bideval.io.yaml_text import read_yaml
from bideval.model.pack import FAMILIES, Case, Pack
from bideval.model.pack_text import parse_pack
from bideval.model.parameters import ParameterKind
from bideval.model.points import ScaleRule
from bideval.model.references import named_packs
from bideval.model.scale import Scale
from bideval.model.tender import Tender
from bideval.scoring.cases import case_fault

_REFERENCE = re.compile(r"(?P<id>[a-z0-9-]+(/[a-z0-9-]+){1,2})@(?P<edition>[1-9][0-9]{0,3})")
_ENDING = ".yaml"


class PackShelf:
    """The packs at hand for one tender: its own, and the shelf of the program."""

    def __init__(self, own: Mapping[str, object]) -> None:
        """Read the tender's own packs; ``own`` holds the text data of each file, by its name."""
        self.own, self.findings = own_packs(own)

    def named_by(self, tender: Tender) -> tuple[dict[str, Pack], tuple[Finding, ...]]:
        """Return the packs that ``tender`` names, by reference, and what is wrong with them.

        The findings are those of the tender's own packs, named or not, and of
        references that lead nowhere.
        """
        named = [(reference, Source("tender.yaml", pointer)) for reference, pointer in named_packs(tender)]
        packs, findings = load_packs(named, self.own)
        return packs, self.findings + findings


def load_packs(
    named: Iterable[tuple[str, Source]], own: Mapping[str, Pack]
) -> tuple[dict[str, Pack], tuple[Finding, ...]]:
    """Return the ``named`` packs and the scales they name in turn, by reference."""
    found: dict[str, Pack] = {}
    findings: list[Finding] = []
    waiting = list(named)
    while waiting:
        reference, source = waiting.pop(0)
        if reference in found:
            continue
        pack, problems = find_pack(reference, own, source)
        findings += problems
        if pack is not None:
            found[reference] = pack
            waiting += [(scale, source) for scale in scales_of(pack)]
    return dict(sorted(found.items())), tuple(dict.fromkeys(findings))


def find_pack(
    reference: str, own: Mapping[str, Pack], source: Source
) -> tuple[Pack | None, tuple[Finding, ...]]:
    """Return the pack ``family/id@N``, or None and why there is none.

    ``own`` holds the packs of the tender, by reference; ``source`` is where the
    reference stands.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        remedy = "Write family/id@edition, such as finance/turnover-cover@1."
        return None, (error("BE320", f"{reference!r} does not name a pack", remedy, source),)
    if reference in own:
        return own[reference], ()
    editions = _editions(match["id"], own)
    edition = int(match["edition"])
    if edition in editions:
        pack, findings = shipped_pack(match["id"], edition)
        return pack, findings
    if editions:
        known = ", ".join(f"{match['id']}@{one}" for one in editions)
        message = f"there is no edition {edition} of {match['id']}"
        return None, (error("BE322", message, f"There are: {known}.", source),)
    return None, (error("BE321", f"there is no pack {match['id']}", _near(match["id"], own), source),)


def own_packs(files: Mapping[str, object]) -> tuple[dict[str, Pack], tuple[Finding, ...]]:
    """Return the packs of a tender's own, by reference, and what is wrong with them.

    ``files`` holds the text data of each file by its name in the folder.  A file
    without data is passed over: why it has none was found when it was read.
    Each pack's cases are run.
    """
    found: dict[str, Pack] = {}
    findings: list[Finding] = []
    for file, raw in sorted(files.items()):
        if raw is None:
            continue
        pack, problems = parse_pack(raw, file)
        findings += problems
        if pack is None:
            continue
        findings += _taken(pack, found)
        found.setdefault(pack.reference, pack)
    for pack in found.values():
        findings += run_cases(pack, found)
    return found, tuple(findings)


def run_cases(pack: Pack, own: Mapping[str, Pack]) -> Iterator[Finding]:
    """Run the worked cases of ``pack``; one finding for each that does not come out as written."""
    for index, case in enumerate(pack.cases):
        fault = case_fault(pack, case, _scales_for(pack, case, own))
        if fault is not None:
            message = f"the case {case.words!r} of {pack.reference} does not come out as written: {fault}"
            remedy = "Work the case out by hand, then correct the case or the rule."
            yield error("BE312", message, remedy, Source(pack.file, f"/cases/{index}"))


def list_packs() -> tuple[Pack, ...]:
    """Return every pack on the shelf, every edition, in the order of the families and then by id."""
    packs = [shipped_pack(pack_id, edition)[0] for pack_id, edition in shelf_editions()]
    return in_families(pack for pack in packs if pack is not None)


def in_families(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """Return ``packs`` in the order of the families and then by id."""
    order = {family: place for place, family in enumerate(FAMILIES)}
    return tuple(sorted(packs, key=lambda pack: (order[pack.family], pack.id, pack.edition)))


def scales_of(pack: Pack) -> tuple[str, ...]:
    """Return the references of the scale packs that ``pack`` itself names."""
    rule = pack.points
    fixed = [rule.scale] if isinstance(rule, ScaleRule) and isinstance(rule.scale, str) else []
    defaults = [one.default for one in pack.parameters if one.kind is ParameterKind.SCALE and one.default]
    return (*fixed, *defaults)


def _scales_for(pack: Pack, case: Case, own: Mapping[str, Pack]) -> dict[str, Scale]:
    """Return the scales that a case may need: those of its parameters and of the pack."""
    given = [one for one in case.with_.values() if isinstance(one, str) and one.startswith("scales/")]
    packs, _ = load_packs([(name, Source(pack.file)) for name in (*given, *scales_of(pack))], own)
    return {name: one.scale for name, one in packs.items() if one.scale is not None}


def _taken(pack: Pack, own: Mapping[str, Pack]) -> Iterator[Finding]:
    """A reference means one pack: not two of the tender's own, nor one of them and the shelf's."""
    source = Source(pack.file, "/id")
    if pack.reference in own:
        first = Source(own[pack.reference].file, "/id")
        message = f"two packs are {pack.reference}"
        yield error("BE323", message, "Give one of them another id or edition.", source, first)
    if _editions(pack.id, {}):
        message = f"{pack.id} comes with the program, and {pack.reference} here is another pack of that name"
        yield error(
            "BE323", message, "Give the pack an id of its own, such as one with your name in it.", source
        )


# The files of the shelf


@lru_cache(maxsize=1)
def shelf_editions() -> tuple[tuple[str, int], ...]:
    """Return (id, edition) of every file on the shelf, by their names alone."""
    found = [_edition_of(name) for name in _names(criteria_root(), "")]
    return tuple(sorted(one for one in found if one is not None))


def _names(folder: Traversable, above: str) -> Iterator[str]:
    for entry in folder.iterdir():
        name = f"{above}{entry.name}"
        if entry.is_dir():
            yield from _names(entry, f"{name}/")
        elif name.endswith(_ENDING):
            yield name.removesuffix(_ENDING)


def _edition_of(name: str) -> tuple[str, int] | None:
    match = _REFERENCE.fullmatch(name if "@" in name else f"{name}@1")
    return None if match is None else (match["id"], int(match["edition"]))


def _editions(pack_id: str, own: Mapping[str, Pack]) -> tuple[int, ...]:
    """Return the editions there are of ``pack_id``, on the shelf and among ``own``."""
    shipped = {edition for name, edition in shelf_editions() if name == pack_id}
    return tuple(sorted(shipped | {pack.edition for pack in own.values() if pack.id == pack_id}))


def _near(pack_id: str, own: Mapping[str, Pack]) -> str:
    """Return a remedy for an id that is not there: the closest, else those of its family."""
    known = sorted({name for name, _ in shelf_editions()} | {pack.id for pack in own.values()})
    close = get_close_matches(pack_id, known, n=1)
    family = [name for name in known if name.partition("/")[0] == pack_id.partition("/")[0]]
    if close:
        return f"Did you mean {close[0]}?"
    return f"There are: {', '.join(family)}." if family else "bideval criteria list shows those there are."


@lru_cache(maxsize=512)
def shipped_pack(pack_id: str, edition: int) -> tuple[Pack | None, tuple[Finding, ...]]:
    """Return an edition that is on the shelf, and what is wrong with its file.

    It is read once: the shelf does not change while the program runs.
    """
    name = f"{pack_id}{_ENDING}" if edition == 1 else f"{pack_id}@{edition}{_ENDING}"
    places, file = Places(), f"criteria/{name}"
    raw, unread = read_yaml(file, criteria_root().joinpath(*name.split("/")).read_bytes(), places)
    if unread:
        return None, unread
    pack, findings = parse_pack(raw, file)
    if pack is not None and (pack.id, pack.edition) != (pack_id, edition):
        message = f"the file holds {pack.reference}, and its name says {pack_id}@{edition}"
        findings = (error("BE324", message, "Name the file after the pack.", Source(file, "/id")),)
    return (None if findings else pack), places.locate_all(findings)
