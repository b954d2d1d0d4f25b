"""What a YAML parser's complaint means, in words for people who write no programs.

PyYAML has two parsers with slightly different wording; each rule below lists the
pieces of text by which either is known.  The first rule that fits is used, and
a complaint that no rule knows is quoted as it is.

This module does not parse YAML.
"""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class Look(Enum):
    """Which of the parser's two places helps: where it stopped, or where the thing began."""

    STOPPED = "stopped"
    BEGAN = "began"
    BOTH = "both"  # first where it began, then where it stopped


class Complaint(NamedTuple):
    """What the parser said, with the text around the place where it stopped."""

    said: str  # its context and its problem in one line
    before: str  # the line up to the place
    char: str  # the character at the place; empty at the end of the file


class Words(NamedTuple):
    """What to tell the reader of a finding."""

    message: str
    remedy: str
    look: Look = Look.STOPPED


_QUOTE_IT = "Put the whole value in quotation marks."
_LINE_UP = (
    "Line it up with the lines it belongs to, with spaces; what belongs under a key is indented by two more."
)

_BACKSLASH = Words(
    "a backslash in a text in double quotation marks begins a special character, and this is none",
    "Write two backslashes, or put the text in single quotation marks.",
)
_TWO_COLONS = Words(
    "a second colon with a space after it stands on the line",
    'Put the value in quotation marks: title: "Phase 2: roads".',
)
_COLON_BELOW_VALUE = Words(
    "a colon is not expected here: the line belongs to the text on the line above",
    "Line the key up with the key above it, or give the line above a colon with a space after it.",
)
_LONGEST_KEY = 1024  # characters; a limit of YAML itself
_LONG_KEY = Words(
    "a key is longer than 1,024 characters", "Put a value that has a colon in it in quotation marks."
)
_NEVER_CLOSED = Words(
    "a quotation mark is opened here and never closed", "Close it at the end of the value.", Look.BEGAN
)
_AFTER_VALUE = Words(
    "text stands after the end of the value",
    _QUOTE_IT + " An apostrophe between single quotation marks is written twice.",
)
_LIST_ITEM = Words(
    "a list item stands where a key with a colon is expected",
    "Indent the list under its key, or take the dash away.",
)
_NO_KEY = Words("a colon has no key before it", "Write the key before the colon.")
_INDENTATION = Words("the line does not line up with the lines above it", _LINE_UP)
_ITEM_EXPECTED = Words(
    "a list item is expected: the line does not begin with a dash, or does not line up", _LINE_UP
)
_OPEN_LIST = Words(
    "a list in square brackets lacks a comma or its closing bracket",
    "Close it with ] or add the comma.",
    Look.BOTH,
)
_OPEN_MAP = Words(
    "an entry in braces lacks a comma or its closing brace", "Close it with } or add the comma.", Look.BOTH
)
_LIST_ON_KEY_LINE = Words(
    "a list item stands on the line of its key", "Begin the list on the next line, indented under its key."
)
_ASTERISK = Words(
    "an asterisk alone means something else in YAML", 'Put it in quotation marks: "*".', Look.BEGAN
)
_AMPERSAND = Words("a value cannot begin with &, which names an anchor in YAML", _QUOTE_IT, Look.BEGAN)
_EXCLAMATION = Words("a value cannot begin with !, which marks a tag in YAML", _QUOTE_IT)
_AFTER_BAR = Words(
    "nothing may follow | or > on the line", "Begin the text on the next line, indented under its key."
)
_AFTER_END = Words(
    "something stands after the end of the data", "Take away the line of three dots, or what follows it."
)
_NO_VALUE = Words(
    "a value is missing here, or begins with a comma or a closing bracket",
    "Write the value, or put it in quotation marks.",
)
_NO_COLON = Words(
    "a line has no colon after its key",
    "Write key: value, or indent the line if it continues a text.",
    Look.BEGAN,
)


def _begins_value(complaint: Complaint) -> Words:
    return Words(f"a value cannot begin with {complaint.char}", _QUOTE_IT)


def _no_colon_expected(complaint: Complaint) -> Words:
    if ": " in complaint.before:
        return _TWO_COLONS
    return _LONG_KEY if len(complaint.before) > _LONGEST_KEY else _COLON_BELOW_VALUE


def _no_key_found(complaint: Complaint) -> Words:
    if complaint.char == ":":
        return _NO_KEY
    if complaint.before.strip(" -"):
        return _AFTER_VALUE
    return _LIST_ITEM if complaint.char == "-" else _INDENTATION


Answer = Words | Callable[[Complaint], Words]

_RULES: tuple[tuple[tuple[str, ...], Answer], ...] = (
    (("mapping values are not allowed",), _no_colon_expected),
    (("sequence entries are not allowed",), _LIST_ON_KEY_LINE),
    (("end of stream", "document indicator", "document separator"), _NEVER_CLOSED),
    (("parsing a flow sequence",), _OPEN_LIST),
    (("parsing a flow mapping",), _OPEN_MAP),
    (("parsing a block mapping",), _no_key_found),
    (("parsing a block collection",), _ITEM_EXPECTED),
    (("cannot start any token",), _begins_value),
    (("scanning an alias",), _ASTERISK),
    (("scanning an anchor",), _AMPERSAND),
    (("scanning a tag", "parsing a tag", "undefined tag handle", "parsing a node"), _EXCLAMATION),
    (("escape", "hexdecimal", "hexadecimal"), _BACKSLASH),
    (("scanning a block scalar",), _AFTER_BAR),
    (("<document start>",), _AFTER_END),
    (("node content",), _NO_VALUE),
    (("expected ':'",), _NO_COLON),
)


def words_for(complaint: Complaint) -> Words:
    """Return what to say about ``complaint``."""
    for pieces, answer in _RULES:
        if any(piece in complaint.said for piece in pieces):
            return answer if isinstance(answer, Words) else answer(complaint)
    message = f"the line cannot be read as YAML ({complaint.said})"
    return Words(message, "Compare it with a sample tender, or put the value in quotation marks.")
