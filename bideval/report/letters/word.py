"""Write a letter as a Word document, from a template that officers may edit.

The template is rendered in a sandbox: it sees the texts of one letter and can call nothing of
the program.  Every value is escaped, so that it stays text.  The same letter gives the same
bytes: entries of the zip bear one fixed date, and names of people and programs are taken out
of the properties.
"""

import re
import zipfile
from functools import cache
from importlib.resources import files
from io import BytesIO

from bideval.model.letter import Letter
from bideval.report.letters.data import Plain, letter_data
from bideval.report.letters.extra import TemplateRefusedError

MOST_BYTES = 5_000_000  # of a template
_MOST_UNPACKED = 40_000_000
_MOST_ENTRIES = 500
_FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can bear
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a template of an officer's own can bring about while it is filled in.
_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, SyntaxError, TypeError, ValueError)
_MARK = "\N{REPLACEMENT CHARACTER}"
_LONGEST_TITLE = 255  # that the properties of a document take
_FOREIGN = ("vbaproject", "activex/", "embeddings/", "oleobject", "externallinks/")


@cache
def shipped_template() -> bytes:
    """Return the template that comes with the program, to be saved, edited and named."""
    return (files(__package__) / "templates" / "letter.docx").read_bytes()


def letter_docx(letter: Letter, template: bytes) -> bytes:
    """Return the letter as the bytes of a Word document; raise TemplateRefusedError."""
    from docxtpl import DocxTemplate  # noqa: PLC0415
    from jinja2 import StrictUndefined, TemplateError  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    document = DocxTemplate(BytesIO(template))
    try:
        document.render(xml_safe(letter_data(letter)), environment, autoescape=True)
    except (TemplateError, *_FAULTS) as problem:
        raise TemplateRefusedError(f"the template cannot be filled in: {problem}") from problem
    properties = document.docx.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.subject = properties.category = ""
    title = f"{letter.wording.title}: {letter.title}"
    properties.title = _NOT_IN_XML.sub(_MARK, title)[:_LONGEST_TITLE]
    out = BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def xml_safe(value: Plain) -> Plain:
    """Return ``value`` with a mark in place of each character that XML cannot hold."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub(_MARK, value)
    if isinstance(value, list):
        return [xml_safe(one) for one in value]
    if isinstance(value, dict):
        return {name: xml_safe(one) for name, one in value.items()}
    return value


def check_template(data: bytes) -> None:
    """Raise TemplateRefusedError where ``data`` is no plain Word document of a fit size."""
    if len(data) > MOST_BYTES:
        raise TemplateRefusedError(f"the template has {len(data):,} bytes; at most {MOST_BYTES:,} are read")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as problem:
        raise TemplateRefusedError("the template is no Word document (.docx)") from problem
    names = [one.filename.lower() for one in entries]
    if "word/document.xml" not in names:
        raise TemplateRefusedError("the template is no Word document (.docx)")
    if len(entries) > _MOST_ENTRIES or sum(one.file_size for one in entries) > _MOST_UNPACKED:
        raise TemplateRefusedError("the template unpacks to more than a letter can need")
    if any(part in name for name in names for part in _FOREIGN):
        raise TemplateRefusedError("the template holds a program or an embedded file; save it without")


def _settled(data: bytes) -> bytes:
    """The same document with one date on every entry and no comment."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.infolist():
            entry = zipfile.ZipInfo(one.filename, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(one))
    return out.getvalue()
