"""What every finding means and how to put it right: the entries of ``docs/findings.md``.

The page is the one source; nothing of it stands in code.
"""

import re
from difflib import get_close_matches

from bideval.errors import UnknownIdError
from bideval.io.shelf import docs_root

_HEADING = re.compile(r"^## (BE[0-9]{3}) .*$", re.MULTILINE)


def codes() -> tuple[str, ...]:
    """Return every code of the catalogue, in order."""
    return tuple(match[1] for match in _HEADING.finditer(_page()))


def entry(code: str) -> str:
    """Return the entry of ``code`` as Markdown; raise UnknownIdError with the closest codes."""
    page = _page()
    headings = list(_HEADING.finditer(page))
    for place, match in enumerate(headings):
        if match[1] == code:
            end = headings[place + 1].start() if place + 1 < len(headings) else len(page)
            return page[match.start() : end].strip()
    known = tuple(match[1] for match in headings)
    close = get_close_matches(code, known, n=5, cutoff=0.5)
    raise UnknownIdError("finding", code, tuple(close) or known)


def _page() -> str:
    return (docs_root() / "findings.md").read_text(encoding="utf-8")
