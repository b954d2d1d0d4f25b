"""The lines of one text: offsets become line, column, width and excerpt.

Lines end with a line feed; the readers have turned other endings into it
before.  Lines, columns and widths count characters from 1.  ``Notes`` gathers
the findings of one file, and at most ``MOST_OF_A_KIND`` of each code, so that a
hostile file cannot make a report without end.

An excerpt has one character for each character of the line, so a caret under
column ``c`` stands right.  A line of over ``WHOLE_LINE`` characters is cut
around the column; ``caret`` says where the column is in the excerpt.

This module does not open files.
"""

from collections import Counter

from bideval.errors import Finding, Severity, Source
from bideval.io.characters import Span, stand_in

WHOLE_LINE = 100  # characters of a line shown uncut
_FARTHEST = 70  # columns from the left up to which an excerpt begins with the line
_BEFORE = 50  # characters kept before the column where it does not
_CUT = "…"
MOST_OF_A_KIND = 100  # findings of one code in one file


class Lines:
    """A text, of which the first line has the number ``first``.

    Line numbers are counted on from the place that was asked for last, so that
    places asked for in their order cost one pass over the text, and no memory.
    """

    def __init__(self, text: str, first: int = 1) -> None:
        """Begin at the start of the text."""
        self.text = text
        self.first = first
        self._last = (0, first)  # an offset and the number of its line

    def source(self, file: str, pointer: str, span: Span) -> Source:
        """Return the place of ``span``; its width ends with its first line and is at least 1."""
        start, end = span
        line_start = self.text.rfind("\n", 0, start) + 1
        at = start - line_start
        excerpt, room = excerpt_of(self.text, line_start, at)
        return Source(
            file, pointer, self._number(line_start), at + 1, max(1, min(end - start, room)), excerpt
        )

    def _number(self, offset: int) -> int:
        last, line = self._last
        if offset < last:
            line -= self.text.count("\n", offset, last)
        else:
            line += self.text.count("\n", last, offset)
        self._last = (offset, line)
        return line

    def offset_of(self, line: int) -> int:
        """Return the offset at which ``line`` begins; the text has so many lines."""
        offset = 0
        for _ in range(line - self.first):
            offset = self.text.index("\n", offset) + 1
        return offset


def excerpt_of(text: str, line_start: int, at: int) -> tuple[str, int]:
    """Return what to show of the line, and how many of its characters are shown from ``at`` (from 0) on.

    Looks at no more of the text than it shows: a line may be as long as its file.
    """
    is_short = "\n" in text[line_start : line_start + WHOLE_LINE + 1] or len(text) - line_start <= WHOLE_LINE
    from_start = at <= _FARTHEST or (is_short and not text.startswith(_CUT, line_start))
    start = line_start if from_start else line_start + at - _BEFORE
    line, _, _ = text[start : start + WHOLE_LINE + 1].partition("\n")
    piece = "".join(map(stand_in, line[:WHOLE_LINE]))
    before = "" if from_start else _CUT
    after = _CUT if len(line) > WHOLE_LINE else ""
    return before + piece + after, len(piece) - (line_start + at - start)


def caret(source: Source) -> Span | None:
    """Return the start (from 0) and the width of the caret under ``source.excerpt``.

    None where the source has no excerpt.  The start is the column less 1, but
    for a place far to the right in a long line, of which the excerpt is a part.
    """
    if source.excerpt is None or source.column is None:
        return None
    at = source.column - 1
    cut = at > _FARTHEST and source.excerpt.startswith(_CUT)
    return (len(_CUT) + _BEFORE if cut else at), source.width or 1


class Notes:
    """The findings of one file, gathered while it is read."""

    def __init__(self, file: str, lines: Lines) -> None:
        """Begin without a finding."""
        self.file = file
        self.lines = lines
        self.found: list[Finding] = []
        self.counts: Counter[str] = Counter()

    def error(self, code: str, message: str, remedy: str, *spans: Span, pointer: str = "") -> None:
        """Note an error at ``spans``, unless there are enough of its code; the last says that it is."""
        if self.has_enough(code):
            return
        self.counts[code] += 1
        if self.has_enough(code):
            message = f"{message}; there may be more like it, which are not listed"
        sources = tuple(
            self.lines.source(self.file, pointer if at == 0 else "", span) for at, span in enumerate(spans)
        )
        self.found.append(Finding(code, Severity.ERROR, message, remedy, sources))

    def has_enough(self, code: str) -> bool:
        """Say whether another finding of ``code`` would not be listed."""
        return self.counts[code] > MOST_OF_A_KIND

    def all(self) -> tuple[Finding, ...]:
        """Return the findings in the order of their places."""
        return tuple(sorted(self.found, key=place_order))


def place_order(finding: Finding) -> tuple[str, int, int, str, str]:
    """Order findings by file, line, column, code and message."""
    first = finding.sources[0] if finding.sources else Source("")
    return (first.file, first.line or 0, first.column or 0, finding.code, finding.message)
