import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bideval.errors import Finding
from bideval.io.workbooks.book import Book, read_book
from bideval.io.workbooks.guard import MOST_BYTES, UnfitError, guard, read_guarded
from tests.io.workbooks.panel_folder import folder, handed_out

CONTENT = "[Content_Types].xml"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">' + "".join(
    f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in zip("abcdefgh", "bcdefghi", strict=True)
) + "]><x>&i;</x>"  # fmt: skip

Parts = dict[str, bytes]


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    path = handed_out(folder(tmp_path_factory.mktemp("guard") / "f"))
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, data: bytes | str) -> Callable[[Parts], bytes]:
    return lambda parts: packed({**parts, name: data if isinstance(data, bytes) else data.encode()})


def replaced(name: str, old: str, new: str) -> Callable[[Parts], bytes]:
    def change(parts: Parts) -> bytes:
        text = parts[name].decode()
        assert old in text
        return packed({**parts, name: text.replace(old, new, 1).encode()})

    return change


def twice(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in [*parts.items(), (CONTENT.lower(), b"<x/>")]:
            archive.writestr(name, data)
    return out.getvalue()


def lying(parts: Parts) -> bytes:
    """Say in both places of the zip that a file of a million bytes has ten."""
    data = packed({**parts, "xl/long.xml": b"<x>" + b" " * 999_993 + b"</x>"}, zipfile.ZIP_STORED)
    return data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def flagged(parts: Parts) -> bytes:
    data = bytearray(packed(parts))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


SHEET = "xl/worksheets/sheet2.xml"
RELS = "xl/_rels/workbook.xml.rels"
LINK = '<Relationship Id="rId99" Type="http://x/relationships/{}" Target="file:///etc/passwd" TargetMode="External"/></R'
HOSTILE: list[tuple[str, Callable[[Parts], bytes], str]] = [
    # in words                          what is made of a sound workbook                      code
    ("nothing",                         lambda _: b"",                                        "BE700"),
    ("text",                            lambda _: b"marks",                                   "BE700"),
    ("half a workbook",                 lambda parts: packed(parts)[:4000],                   "BE700"),
    ("a workbook of the old kind",      lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "BE700"),
    ("a file of over 20 MB",            lambda _: b"PK\x03\x04" + b"\0" * MOST_BYTES,         "BE700"),
    ("a hundred megabytes of blanks",   with_part("xl/pad.xml", b" " * 100_000_000),          "BE700"),
    ("a ratio of a thousand",           with_part("xl/pad.bin", b"\0" * 10_000_000),          "BE700"),
    ("two thousand files",              lambda parts: packed({**parts, **{f"xl/{n}.xml": b"<x/>" for n in range(2000)}}), "BE700"),
    ("entities in entities",            with_part("xl/sharedStrings.xml", BOMB),              "BE700"),
    ("a document type alone",           with_part("xl/theme/theme1.xml", "<!DOCTYPE x><x/>"), "BE700"),
    ("an entity from outside",          with_part("xl/x.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'), "BE700"),
    ("ten thousand levels",             with_part("xl/x.xml", "<x>" * 10_000 + "</x>" * 10_000), "BE700"),
    ("XML that is none",                with_part("xl/x.xml", "<x><y></x>"),                  "BE700"),
    ("a name that leads out",           with_part("../../evil.xml", "<x/>"),                  "BE700"),
    ("a name from the root",            with_part("/etc/evil.xml", "<x/>"),                   "BE700"),
    ("a name with a drive",             with_part("C:\\evil.xml", "<x/>"),                    "BE700"),
    ("two files of one name",           twice,                                                "BE700"),
    ("a file longer than it says",      lying,                                                "BE700"),
    ("a password",                      flagged,                                              "BE700"),
    ("a cell in the last row",          replaced(SHEET, 'r="A4"', 'r="A1048576"'),            "BE700"),
    ("a cell in the last column",       replaced(SHEET, 'r="A4"', 'r="XFD4"'),                "BE700"),
    ("a cell that is nowhere",          replaced(SHEET, 'r="A4"', 'r="$$$$4"'),               "BE700"),
    ("a macro",                         with_part("xl/vbaProject.bin", b"x"),                 "BE701"),
    ("a macro of the fourth version",   with_part("xl/macrosheets/sheet1.xml", "<x/>"),       "BE701"),
    ("a type with macros",              replaced(CONTENT, "spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"), "BE701"),
    ("a link to another file",          with_part("xl/externalLinks/externalLink1.xml", "<x/>"), "BE701"),
    ("a relation that leads out",       replaced(RELS, "</R", LINK.format("externalLink")),   "BE701"),
    ("a data connection",               with_part("xl/connections.xml", "<x/>"),              "BE701"),
    ("an embedded file",                with_part("xl/embeddings/oleObject1.bin", b"x"),      "BE701"),
    ("a workbook in the workbook",      with_part("xl/inner.xlsx", b"x"),                     "BE701"),
    ("a zip under another name",        with_part("xl/inner.dat", packed({"a": b"b"})),       "BE701"),
    ("controls",                        with_part("xl/activeX/activeX1.xml", "<x/>"),         "BE701"),
    ("a script in an OpenDocument",     with_part("Basic/Standard/Module1.xml", "<x/>"),      "BE701"),
    ("a sheet repeated for ever",       with_part("content.xml", '<t:x xmlns:t="t"><t:table-row t:number-rows-repeated="9"/><table-row xmlns:table="t" table:number-rows-repeated="1000000"><table-cell table:number-columns-repeated="10000" office:value="1" xmlns:office="o"/></table-row></t:x>'), "BE700"),
    ("a link out of an OpenDocument",   with_part("content.xml", "<x><table-source/></x>"),   "BE701"),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_a_hostile_workbook_is_refused_soon_and_small(
    case: tuple[str, Callable[[Parts], bytes], str], sound: Parts, tmp_path: Path
) -> None:
    _, make, code = case
    path = tmp_path / "came-back.xlsx"
    path.write_bytes(make(sound))
    tracemalloc.start()
    begun = time.process_time()
    found = read_book(path)
    taken, (_, most) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, Finding)
    assert found.code == code
    assert taken < 2  # seconds
    assert most < 256_000_000  # bytes


SOUND: list[tuple[str, Callable[[Parts], bytes]]] = [
    # in words                            what is made of a sound workbook
    ("as it was",                         packed),
    ("stored and not packed",             lambda parts: packed(parts, zipfile.ZIP_STORED)),
    ("an address somebody typed",         replaced(RELS, "</R", LINK.format("hyperlink"))),
    ("a picture",                         with_part("xl/media/image1.png", b"\x89PNG")),
    ("a last row that is empty",          replaced(SHEET, "</sheetData>", '<row r="1048576"></row></sheetData>')),
    ("a last cell that is empty",         replaced(SHEET, "</sheetData>", '<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>')),
    ("a size that is wrong",              replaced(SHEET, '<dimension ref="', '<dimension ref="A1:XFD1048576"/><x y="')),
]  # fmt: skip


@pytest.mark.parametrize("case", SOUND, ids=lambda case: case[0])
def test_a_sound_workbook_passes(
    case: tuple[str, Callable[[Parts], bytes]], sound: Parts, tmp_path: Path
) -> None:
    _, make = case
    path = tmp_path / "came-back.xlsx"
    path.write_bytes(make(sound))
    found = read_book(path)
    assert isinstance(found, Book)
    marks = found.sheet("Marks")
    assert marks is not None
    assert marks.text(4, 1) == "Acorn Care"


def test_a_folder_and_a_file_that_is_gone_are_findings(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.xlsx"):
        found = read_guarded(path)
        assert isinstance(found, Finding)
        assert found.code == "BE700"


def test_any_cut_of_a_workbook_is_refused_and_never_a_traceback(sound: Parts) -> None:
    data = packed(sound)
    for end in range(0, len(data) - 1, 997):
        with pytest.raises(UnfitError):
            guard(data[:end])
