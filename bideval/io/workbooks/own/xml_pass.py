"""One pass over an XML file that the guard has been through: names without prefixes, handed on."""

from collections.abc import Mapping
from xml.parsers import expat

from bideval.io.workbooks.guard import UnfitError


class Pass:
    """What looks at a file; each does what it needs to."""

    def start(self, name: str, has: Mapping[str, str]) -> None:
        """Take the beginning of an element and its attributes, those with their prefixes."""

    def text(self, text: str) -> None:
        """Take text, all there is between two tags at once."""

    def end(self, name: str) -> None:
        """Take the end of an element."""


def parse(data: bytes, taking: Pass) -> None:
    """Go through ``data`` once.  Raise UnfitError where it is not well-formed."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, has: taking.start(name.rpartition(":")[2], has)
    parser.EndElementHandler = lambda name: taking.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = taking.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise UnfitError("BE700", "a file in it is not well-formed XML") from problem
