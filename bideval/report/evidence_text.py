"""What the inputs of a folder rest on, for people: counts, conflicts, and what rests on nothing."""

from collections.abc import Iterator

from bideval.io.evidence import Evidence, Taken
from bideval.record.canonical import Json
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.tables import name_text, one_line

_MOST = 50  # values listed that rest on nothing


def evidence_words(found: Evidence) -> str:
    """Return in one sentence how many values are tied to a document, and how many were checked twice."""
    whole = len(found.values)
    words = f"{len(found.tied)} of {whole} values are tied to a page of a document, {len(found.checked)}"
    absent = f"; {len(found.absent)} of {len(found.documents)} documents are not in the folder"
    return f"Evidence: {words} were checked by a second person{absent if found.absent else ''}."


def evidence_data(found: Evidence | None) -> Json:
    """Return the same as JSON data; null where the folder does not say."""
    if found is None:
        return None
    return {
        "values": len(found.values),
        "tied": len(found.tied),
        "checked": len(found.checked),
        "documents": len(found.documents),
        "absent": list(found.absent),
        "conflicts": len(found.conflicts),
    }


def reconstruction_text(words: str, found: Evidence, *, illustration: bool) -> str:
    """Return the page of a folder that was entered from paper; ``words`` say by whom, when and why."""
    blocks = [[ILLUSTRATION]] if illustration else []
    blocks.append([one_line(words), evidence_words(found)])
    blocks.append(list(_conflicts(found)))
    blocks.append(list(_entered(found)))
    blocks.append(list(_untied(found)))
    blocks.append(
        ["Not shown: that a document is what it says, or that nothing else was before those who decided."]
    )
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _conflicts(found: Evidence) -> Iterator[str]:
    count = len(found.conflicts)
    yield "No two versions of a value differ." if not count else f"Versions that differ ({count}):"
    for one in found.conflicts:
        yield f"  {one.file} {name_text(one.at)}"
        yield from (f"    {source}: {name_text(says)}" for source, says in one.versions)


def _entered(found: Evidence) -> Iterator[str]:
    yield "Entered afterwards:"
    for one in sorted(found.taken):
        yield one_line(f"  {_place(one)} from {one.source}{_who(one)}")


def _place(one: Taken) -> str:
    return f"{one.file} {one.at}".rstrip()


def _who(one: Taken) -> str:
    entered = f", entered by {one.entered_by or 'nobody named'}" + (
        f" at {one.entered}" if one.entered else ""
    )
    return f"{entered}, checked by {one.checked_by if one.is_checked else 'nobody else'}"


def _untied(found: Evidence) -> Iterator[str]:
    left = sorted(set(found.values) - found.tied)
    if not left:
        return
    yield f"Entered afterwards with no document named ({len(left)}):"
    yield from (one_line(f"  {file} {at}") for file, at in left[:_MOST])
    if len(left) > _MOST:
        yield f"  and {len(left) - _MOST} more"
