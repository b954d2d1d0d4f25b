"""YAML of a tender folder, read strictly: plain data in which every scalar is text.

PyYAML serves as a parser only.  Nothing is guessed from the look of a value:
``NO``, ``1.10`` and ``017`` stay as written, and the models decide what they
mean.  A plain ``~``, ``null`` or nothing at all is None.

What makes a file read differently from how it looks is refused: anchors,
aliases, tags, directives, merge keys, duplicate keys, keys that are not text, a
second document, tabs, hidden characters.  Size, depth and number of values are
bounded, so that no file can take the reader down.

This module does not open files and knows no key of any tender.
"""

import re
from collections.abc import Iterator
from itertools import islice

import yaml

from bideval.errors import Finding
from bideval.io.characters import Span, flaws, shown, without_flaws
from bideval.io.lines import MOST_OF_A_KIND, Lines, Notes
from bideval.io.places import KEY, Mark, Places, pointer_of
from bideval.io.plain_text import FLAW_WORDS, decoded, note_flaw, note_flaws
from bideval.io.yaml_words import Complaint, Look, words_for

MAX_YAML_BYTES = 2_000_000
MAX_DEPTH = 40  # lists and mappings inside each other
MAX_NODES = 200_000  # keys, values, lists and mappings

# libyaml's parser is eight times as fast; both give the same events.
LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PLAIN = frozenset({"", None})  # the style of a plain value: libyaml says "", the other parser None
_EMPTY = frozenset({"", "~", "null"})
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%.*", re.MULTILINE)

_NO_DIRECTIVE = "Take the line away; if it belongs to a text, set it in by spaces."
_ONE_DOCUMENT = "Take the line of three dashes away, or move what follows to a file of its own."
_NO_ALIAS = "Write the value out; if the asterisk belongs to the text, put the text in quotation marks."
_NO_ANCHOR = "Take the name away; if the & belongs to the text, put the text in quotation marks."
_NO_TAG = "Take the tag away; if the ! belongs to the text, put the text in quotation marks."
_NO_MERGE = "Write the keys out in this mapping."
_PLAIN_KEY = "A key is a word before a colon, without brackets and without spaces around it."
_ONE_KEY = "Keep the one that was published and take the other away."


def read_yaml(name: str, data: bytes, places: Places) -> tuple[object | None, tuple[Finding, ...]]:
    """Return the data of a YAML file as dict, list, str and None, and what is wrong with it.

    The data is None where the file is empty or where a finding leaves its
    content unknown.  Of a duplicate key the first value is kept.  The places
    of all values are added to ``places``; findings have theirs already.
    """
    text, findings = decoded(name, data, MAX_YAML_BYTES)
    if text is None:
        return None, findings
    notes = Notes(name, Lines(text))
    note_flaws(notes)
    value, root = None, None
    if not _TAB_INDENT.search(text):
        value, root = _compose(_without_directives(without_flaws(text.replace("\t", " ")), notes), notes)
    places.add_tree(name, notes.lines, root)
    return value, findings + notes.all()


def _without_directives(text: str, notes: Notes) -> str:
    """Note every line that begins with ``%``, and return the text with comments in their place.

    The parser never sees them: the time it takes grows with the square of their number.
    """
    for line in islice(_DIRECTIVE.finditer(text), MOST_OF_A_KIND + 1):
        message = "a line that begins with % tells the YAML reader what to do"
        notes.error("BE013", message, _NO_DIRECTIVE, line.span())
    return _DIRECTIVE.sub(lambda line: "#" * len(line[0]), text)


def _compose(text: str, notes: Notes) -> tuple[object | None, Mark | None]:
    composer = _Composer(yaml.parse(text, Loader=LOADER), notes)
    try:
        value, root = composer.document()
    except yaml.YAMLError as error:
        _note_syntax(notes, text, error)
        return None, None
    except _StopReadingError:
        return None, None
    return (value if composer.is_whole else None), root


class _StopReadingError(Exception):
    """The file is over a bound; the finding is noted."""


class _Composer:
    """Builds data and marks from the parser's events in one pass."""

    def __init__(self, events: Iterator[yaml.Event], notes: Notes) -> None:
        self.events = events
        self.notes = notes
        self.path: list[str | int] = []  # to the value being read
        self.nodes = 0
        self.is_whole = True  # False once something refused leaves the content unknown

    def document(self) -> tuple[object | None, Mark | None]:
        """Read the whole stream, which holds one document or none."""
        next(self.events)  # the start of the stream
        start = next(self.events)
        if not isinstance(start, yaml.DocumentStartEvent):
            return None, None
        value, mark = self.value(next(self.events), 1)
        next(self.events)  # the end of the document
        second = next(self.events)
        if isinstance(second, yaml.DocumentStartEvent):
            self.refuse_whole(
                "BE016", "a second document begins here; a file holds one", _ONE_DOCUMENT, second
            )
        return value, mark

    def value(self, event: yaml.Event, depth: int) -> tuple[object | None, Mark]:
        """Return the value that begins with ``event``, and its mark."""
        self.count(event)
        if isinstance(event, yaml.AliasEvent):
            message = f"*{shown(str(event.anchor))} is an alias: it stands for a value written elsewhere"
            self.refuse_whole("BE012", message, _NO_ALIAS, event)
            return None, Mark(_span(event))
        self.check_node(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event), Mark(_span(event))
        if depth > MAX_DEPTH:
            message = f"lists and mappings stand more than {MAX_DEPTH} deep inside each other"
            self.refuse("BE017", message, "Check the brackets and the indentation.", event)
            raise _StopReadingError
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def scalar(self, event: yaml.ScalarEvent) -> str | None:
        """Return the text of a single value, in which a backslash may have hidden a character."""
        if event.style in _PLAIN:
            return None if event.value in _EMPTY else str(event.value)
        text = str(event.value)
        if event.style != '"' or "\\" not in self.notes.lines.text[slice(*_span(event))]:
            return text
        for flaw, spans in flaws(text):
            start, end = next(spans)
            note_flaw(self.notes, flaw, text[start:end], _span(event), pointer_of(*self.path))
            if self.notes.has_enough(FLAW_WORDS[flaw].code):
                raise _StopReadingError
        return without_flaws(text)

    def sequence(self, start: yaml.Event, depth: int) -> tuple[list[object], Mark]:
        """Return the list that begins with ``start``, and its mark."""
        values: list[object] = []
        marks: list[Mark] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            self.path.append(len(values))
            value, mark = self.value(event, depth + 1)
            self.path.pop()
            values.append(value)
            marks.append(mark)
        return values, Mark(_span(start), None, marks)

    def mapping(self, start: yaml.Event, depth: int) -> tuple[dict[str, object], Mark]:
        """Return the mapping that begins with ``start``, and its mark."""
        values: dict[str, object] = {}
        marks: dict[str, Mark] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, depth)
            first = marks.get(key) if key is not None else None
            self.path.append("" if key is None else key)
            if first and first.key:
                self.refuse_twice(str(key), _span(event), first.key)
            value, mark = self.value(next(self.events), depth + 1)
            self.path.pop()
            if key is not None and first is None:
                values[key] = value
                marks[key] = mark._replace(key=_span(event))
        return values, Mark(_span(start), None, marks)

    def key(self, event: yaml.Event, depth: int) -> str | None:
        """Return the key that begins with ``event``, or None where it may not be one."""
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):  # which is refused as such
                self.refuse_whole("BE015", "a key is not plain text", _PLAIN_KEY, event)
            self.value(event, depth + 1)
            return None
        self.count(event)
        self.check_node(event)
        text = self.scalar(event)
        if text is None:
            self.refuse_whole("BE015", "a key is empty", _PLAIN_KEY, event)
        elif text == "<<":
            self.refuse_whole("BE014", "<< merges another mapping into this one", _NO_MERGE, event)
        elif text != text.strip():
            self.refuse("BE015", f"the key '{shown(text)}' begins or ends with a space", _PLAIN_KEY, event)
            return text
        else:
            return text
        return None

    def check_node(self, event: yaml.Event) -> None:
        """Refuse an anchor or a tag on a value, which is itself read as it stands."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self.refuse(
                "BE012", f"&{shown(anchor)} is an anchor: it gives the value a name", _NO_ANCHOR, event
            )
        if tag is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(
                "BE013", f"the tag {shown(written)} tells the YAML reader what a value is", _NO_TAG, event
            )

    def count(self, event: yaml.Event) -> None:
        """Count a key, value, list or mapping, and stop at the bound."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"the file has more than {MAX_NODES:,} keys and values"
            self.refuse(
                "BE018", message, "Check that it is the right file; marks belong in marks.csv.", event
            )
            raise _StopReadingError

    def refuse(self, code: str, message: str, remedy: str, event: yaml.Event) -> None:
        """Note an error at ``event``."""
        self.notes.error(code, message, remedy, _span(event), pointer=pointer_of(*self.path))

    def refuse_whole(self, code: str, message: str, remedy: str, event: yaml.Event) -> None:
        """Note an error at ``event`` that leaves the content of the file unknown."""
        self.is_whole = False
        self.refuse(code, message, remedy, event)

    def refuse_twice(self, key: str, second: Span, first: Span) -> None:
        """Note a key that stands twice in one mapping, at both places."""
        if self.notes.has_enough("BE011"):
            return
        line = self.notes.lines.source(self.notes.file, "", first).line
        message = f"the key {shown(key)} stands twice in one mapping; the first time on line {line}"
        self.notes.error("BE011", message, _ONE_KEY, second, first, pointer=pointer_of(*self.path) + KEY)


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return start.index, end.index


def _note_syntax(notes: Notes, text: str, error: yaml.YAMLError) -> None:
    """Note what the parser could not read, in plain words."""
    stopped = _offset(error, "problem_mark", 0, text)
    began = _offset(error, "context_mark", stopped, text)
    said = " ".join(
        str(part) for part in (getattr(error, "context", None), getattr(error, "problem", None)) if part
    )
    before = text[text.rfind("\n", 0, stopped) + 1 : stopped]
    words = words_for(Complaint(shown(said, 200), before, text[stopped : stopped + 1]))
    places = {Look.STOPPED: (stopped,), Look.BEGAN: (began,), Look.BOTH: (began, stopped)}[words.look]
    notes.error("BE010", words.message, words.remedy, *((at, at + 1) for at in places))


def _offset(error: yaml.YAMLError, name: str, otherwise: int, text: str) -> int:
    mark = getattr(error, name, None)
    return otherwise if mark is None else min(mark.index, len(text))
