"""The pages of ``docs/criteria``: one for each pack of the shelf, and an index by family.

``python -m bideval.report.criteria_pages docs/criteria`` writes them anew and takes
away pages of packs that are no more.  What a page says stands in the pack; nothing
is added but headings.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bideval.io.packs import list_packs, shelf_editions
from bideval.io.written_pages import write_pages
from bideval.model.numbers import figure_text
from bideval.model.pack import Pack, PackKind
from bideval.model.parameters import Parameter
from bideval.report.pack_words import given_words, outcome_words, points_words
from bideval.report.regime_words import allowed_words, looks_words, regime_words, when_words
from bideval.report.shelf_text import STATUS
from bideval.scoring.measures import formula

INDEX = "README.md"
_OPENING = """# The criteria shelf

Each pack has a page, made from the pack itself. `bideval criteria list` lists them, `bideval criteria show`
shows one, and `bideval criteria new` begins one of your own. [Packs](../packs.md) says how a pack is written.

Status: **V** verified text, **S** secondary source, **U** unverified: an editable default, and no claim.
"""


def criteria_pages(packs: tuple[Pack, ...]) -> dict[str, str]:
    """Return the text of every page by its name below ``docs/criteria``."""
    pages = {page_name(pack): _text(_page(pack, packs)) for pack in packs}
    return {INDEX: _text(_index(packs)), **pages}


def page_name(pack: Pack) -> str:
    """Return the name of a pack's page: that of its file on the shelf."""
    return f"{pack.id}.md" if pack.edition == 1 else f"{pack.id}@{pack.edition}.md"


def _text(blocks: Iterator[str]) -> str:
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def _index(packs: tuple[Pack, ...]) -> Iterator[str]:
    yield _OPENING
    for family in dict.fromkeys(pack.family for pack in packs):
        yield f"## {family}"
        rows = (
            (f"[{pack.reference}]({page_name(pack)})", pack.title, pack.question, pack.status)
            for pack in packs
            if pack.family == family
        )
        yield _table(("Pack", "Title", "Question", "Status"), rows)


def _page(pack: Pack, shelf: tuple[Pack, ...]) -> Iterator[str]:
    yield f"# {pack.title}"
    yield pack.question
    yield _table(("", ""), _facts(pack))
    if pack.notes:
        yield " ".join(pack.notes.split())
    yield from _rule(pack)
    if pack.parameters:
        yield "## Parameters"
        yield _table(("Under `with`", "Unit", "Needed", "Meaning"), map(_parameter, pack.parameters))
    yield "## Worked cases"
    cases = (
        (
            case.words,
            given_words(case.given),
            given_words(case.with_) if case.with_ else "",
            outcome_words(case),
        )
        for case in pack.cases
    )
    yield _table(("Case", "Given", "With", "Comes out"), cases)
    if pack.kind is PackKind.REGIME:
        return
    yield "## Regimes"
    yield "\n".join(f"- {_sentence(line)}" for line in regime_words(pack, shelf))


def _facts(pack: Pack) -> Iterator[tuple[str, str]]:
    dated = f", {pack.source.date}" if pack.source.date else ""
    yield "Named as", f"`{pack.reference}`"
    yield "Status", f"{pack.status}: {STATUS[pack.status]}"
    yield "Source", f"{pack.source.title}, {pack.source.section}{dated}"
    yield "Valid", f"from {pack.valid_from}" + (f" to {pack.valid_to}" if pack.valid_to else "")


def _rule(pack: Pack) -> Iterator[str]:
    """What it reads and how that becomes points or a consequence."""
    if pack.measure is not None or pack.reads_mark:
        yield "## Measure"
        yield (
            f"`{formula(pack.measure)}`, in {pack.measure.unit.value}"
            if pack.measure
            else "The mark that governs."
        )
    if pack.points is not None:
        yield "## Points"
        yield "\n".join(f"- {line}" for line in points_words(pack.points))
    if pack.threshold is not None:
        yield "## As a gate"
        yield f"The measure is compared with `{pack.threshold}`, by the test that the tender states."
    if pack.mitigations:
        yield "A fail may be made good, by a recorded decision, with:"
        yield "\n".join(f"- `{name}`: {words}" for name, words in pack.mitigations)
    if pack.scale is not None:
        yield "## Scale"
        marks = (
            (figure_text(one.mark), figure_text(one.points), one.words or "") for one in pack.scale.marks
        )
        yield _table(("Mark", "Points", "Words"), marks)
    if pack.kind is PackKind.REGIME:
        yield "## Bases of gates"
        bases = ((f"`{name}`", one.consequence.value, one.wording, one.cite) for name, one in pack.bases)
        yield _table(("Basis", "A fail", "Wording", "Cites"), bases)
        yield from _beyond_bases(pack)


def _beyond_bases(pack: Pack) -> Iterator[str]:
    """The checks of a regime, its clock, and the packs it allows."""
    if pack.checks:
        yield "## Checks of the rules"
        checks = (
            (
                f"`{one.id}`",
                looks_words(one),
                one.severity.value,
                one.wording,
                f"{one.cite}; status {one.status}",
            )
            for one in pack.checks
        )
        yield _table(("Check", "Looks at", "Matters as", "Wording", "Cites"), checks)
    if pack.clock:
        yield "## Clock"
        steps = (
            (f"`{one.id}`", when_words(one), one.wording, f"{one.cite}; status {one.status}")
            for one in pack.clock
        )
        yield _table(("Step", "When", "Wording", "Cites"), steps)
    if pack.allows:
        yield "## Packs it allows"
        yield "\n".join(
            f"- {', '.join(f'`{name}`' for name in one.packs)}: {allowed_words(one)}." for one in pack.allows
        )


def _parameter(one: Parameter) -> tuple[str, str, str, str]:
    default = one.default or (f"as {one.same_as}" if one.same_as else None)
    need = "yes" if one.required and default is None else f"else {default}" if default else "no"
    return f"`{one.name}`", one.unit or one.kind.value, need, one.words


def _sentence(line: str) -> str:
    return line[:1].upper() + line[1:] + ("" if line.endswith(".") else ".")


def _table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def main(arguments: list[str]) -> int:
    """Write the pages into the folder named by the one argument; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m bideval.report.criteria_pages docs/criteria\n")
        return 2
    packs = list_packs()
    unread = sorted(set(shelf_editions()) - {(pack.id, pack.edition) for pack in packs})
    if unread:
        sys.stderr.write(
            f"not written: {', '.join(f'{name}@{edition}' for name, edition in unread)} is unsound\n"
        )
        return 1
    pages: Mapping[str, str] = criteria_pages(packs)
    write_pages(Path(arguments[0]), pages)
    sys.stdout.write(f"wrote {len(pages)} pages\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
