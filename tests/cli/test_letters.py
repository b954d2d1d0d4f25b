"""``bideval letters`` as people run it: files, refusals, golden pages."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.conftest import ROOT

COMMUNITY = "sample_tenders/community-health"
GOLDEN = Path(__file__).parent / "letters"
DATES = ("--dated", "2026-05-06", "--signed", "Head of Contracts")


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def invoked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["letters", *map(str, arguments)], catch_exceptions=False)


SAME = [
    # in words, the sample, options, how many pages
    ("every page of a sample", "community-health", ("--notice", "2026-05-08"), 10),
    ("one lot under the Act", "cleaning-lots", ("--notice", "2026-05-20", "--lot", "depots"), 3),
]


@pytest.mark.parametrize("case", SAME, ids=lambda case: case[0])
def test_the_same_pages(
    case: tuple[str, str, tuple[str, ...], int], tmp_path: Path, *, update_golden: bool
) -> None:
    _, sample, options, pages = case
    result = invoked(f"sample_tenders/{sample}", "-o", tmp_path, *DATES, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    found = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.html")}
    assert len(found) == pages
    golden = GOLDEN / sample
    if update_golden:
        for name, data in found.items():
            (golden / name).parent.mkdir(parents=True, exist_ok=True)
            (golden / name).write_bytes(data)
    assert {
        path.relative_to(golden).as_posix(): path.read_bytes() for path in golden.rglob("*.html")
    } == found


def test_nothing_is_left_to_supply_where_all_is_on_file(tmp_path: Path) -> None:
    invoked("sample_tenders/cleaning-lots", "-o", tmp_path, *DATES, "--notice", "2026-05-20")
    pages = list((tmp_path / "to-bidders").rglob("*.html"))
    assert len(pages) == 12
    for path in pages:
        assert "officer to supply" not in path.read_text(encoding="utf-8")


def test_without_a_folder_to_write_to_letters_are_listed() -> None:
    result = invoked(COMMUNITY, "--json")
    data = json.loads(result.stdout)
    assert (data["schema"], data["version"], data["written"]) == ("bideval/letters", 1, [])
    assert [(one["bid"], one["kind"]) for one in data["letters"]][:2] == [
        ("alderbourne", "not-assessed"),
        ("harbour-lane", "assessed"),
    ]
    assert re.search(r"whole +quillon +winner", invoked(COMMUNITY).stdout)


def test_word_and_pdf_are_the_same_bytes_twice(tmp_path: Path) -> None:
    pytest.importorskip("docxtpl", reason="the extra letters is not installed: no Word document is made")
    pytest.importorskip("typst", reason="the extra letters is not installed: no PDF is made")
    for name in ("one", "two"):
        result = invoked(
            COMMUNITY, "-o", tmp_path / name, "--bid", "thornfield", "--format", "word", "--format", "pdf"
        )
        assert (result.exit_code, result.stderr) == (0, "")
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("one", "two")
    )
    assert sorted(one) == ["thornfield.docx", "thornfield.html", "thornfield.pdf"]
    assert one == two


def test_letters_stand_apart_from_what_is_for_officers(tmp_path: Path) -> None:
    invoked(COMMUNITY, "-o", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["for-officers", "to-bidders"]
    for path in (tmp_path / "to-bidders").rglob("*.html"):
        assert "For officers" not in path.read_text(encoding="utf-8")


REFUSED = [
    # in words, arguments, exit code, part of what is said
    ("a result that is not final", ("sample_tenders/mutual-reserved",), 3, "BE835"),
    ("a bid that there is not", (COMMUNITY, "--bid", "nobody"), 2, "no bid is called 'nobody'"),
    ("a lot that there is not", (COMMUNITY, "--lot", "north"), 2, "no lot is called 'north'"),
    ("a date that is none", (COMMUNITY, "--notice", "2026-02-30"), 2, "is not a date"),
    ("a date in words", (COMMUNITY, "--dated", "tomorrow"), 2, "a time is written"),
    ("a notice before the letters", (COMMUNITY, "--dated", "2026-05-06", "--notice", "2026-05-05"), 2, "would come before"),
    ("a template that nothing uses", (COMMUNITY, "--template", "LICENSE"), 2, "--template is for --format word"),
    ("a template that is no document", (COMMUNITY, "-o", "OUT", "--format", "word", "--template", "LICENSE"), 2, "no Word document"),
    ("holidays that are none", (COMMUNITY, "--holidays", "LICENSE"), 3, "LICENSE"),
    ("a format that there is not", (COMMUNITY, "--format", "rtf"), 2, "rtf"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_cannot_be_done_is_said_and_nothing_written(
    case: tuple[str, tuple[str, ...], int, str], tmp_path: Path
) -> None:
    _, arguments, code, words = case
    result = invoked(*(tmp_path / "out" if one == "OUT" else one for one in arguments))
    assert result.exit_code == code
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    assert invoked(COMMUNITY, "-o", tmp_path).exit_code == 0
    again = invoked(COMMUNITY, "-o", tmp_path)
    assert again.exit_code == 2
    assert "exists already" in again.stderr
    assert invoked(COMMUNITY, "-o", tmp_path, "--force").exit_code == 0


def test_missing_reasons_stop_the_letters_and_say_whose(tmp_path: Path) -> None:
    folder = tmp_path / "community-health"
    shutil.copytree(COMMUNITY, folder)
    path = folder / "consensus.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    was = lines[2]
    start, _, rest = was.partition('"')
    lines[2] = f"{start}{rest.partition(chr(34))[2]}"
    path.write_text("".join(lines), encoding="utf-8", newline="")
    result = invoked(folder, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "BE830" in result.stderr
    assert "agreed by okafor" in " ".join(result.stderr.split())
    assert not (tmp_path / "out").exists()


HOSTILE_TEMPLATES = [
    # in words, what stands in the template, part of what is said
    ("a class of Python", "{{ letter.__class__.__mro__ }}", "cannot be filled in"),
    ("the template's own innards", "{{ self.__init__.__globals__ }}", "cannot be filled in"),
    ("a name that there is not", "{{ evaluation }}", "cannot be filled in"),
    ("another bidder", "{{ letter.others }}", "cannot be filled in"),
    ("a file", "{% include '/etc/passwd' %}", "cannot be filled in"),
    ("an endless range", "{% for one in range(999999999) %}x{% endfor %}", "cannot be filled in"),
]


@pytest.mark.parametrize("case", HOSTILE_TEMPLATES, ids=lambda case: case[0])
def test_a_template_sees_one_letter_and_nothing_else(case: tuple[str, str, str], tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="the extra letters is not installed: no Word document is made")
    _, text, words = case
    document = docx.Document()
    document.add_paragraph(text)
    document.save(tmp_path / "own.docx")
    result = invoked(
        COMMUNITY,
        "-o",
        tmp_path / "out",
        "--format",
        "word",
        "--template",
        tmp_path / "own.docx",
        "--bid",
        "quillon",
    )
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
    assert not (tmp_path / "out").exists()


def test_the_template_can_be_saved_edited_and_used(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="the extra letters is not installed: no Word document is made")
    assert invoked(COMMUNITY, "--save-template", tmp_path / "own.docx").exit_code == 0
    document = docx.Document(tmp_path / "own.docx")
    document.add_paragraph("Our ref: {{ letter.tender }}")
    document.save(tmp_path / "own.docx")
    result = invoked(
        COMMUNITY, "-o", tmp_path, "--format", "word", "--template", tmp_path / "own.docx", "--bid", "quillon"
    )
    assert result.exit_code == 0, result.stderr
    made = docx.Document(tmp_path / "to-bidders" / "whole" / "quillon.docx")
    assert made.paragraphs[-1].text == "Our ref: community-health"


CONTACTS = [
    # in words, the file, exit code, part of what is said
    ("a bid that there is not", "bid,email\nnobody,x\n", 3, "there is no bid called nobody"),
    ("two rows of one bid", "bid,email\nquillon,x\nquillon,y\n", 3, "quillon has two rows"),
    ("a column that there is not", "bid,phone\nquillon,1\n", 3, "phone"),
    ("rows in order", "bid,email,postal\nquillon,x@y.invalid,1 Road\n", 0, ""),
]


@pytest.mark.parametrize("case", CONTACTS, ids=lambda case: case[0])
def test_contacts_are_read_strictly(case: tuple[str, str, int, str], tmp_path: Path) -> None:
    _, text, code, words = case
    folder = tmp_path / "community-health"
    shutil.copytree(COMMUNITY, folder)
    (folder / "contacts.csv").write_text(text, encoding="utf-8")
    result = invoked(folder, "-o", tmp_path / "out")
    assert result.exit_code == code
    assert words in result.stderr
    if code == 0:
        page = (tmp_path / "out" / "to-bidders" / "whole" / "quillon.html").read_text(encoding="utf-8")
        assert "x@y.invalid" in page


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_without_the_extra_a_plain_sentence_names_it(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bideval.report.letters.extra.NEEDED", ("no_such_library",))
    result = invoked(COMMUNITY, "-o", tmp_path / "out", "--format", form)
    said = " ".join(result.stderr.split())
    assert result.exit_code == 2
    assert "need the extra letters, which is not installed (no_such_library missing)" in said
    assert not (tmp_path / "out").exists()
    assert invoked(COMMUNITY, "-o", tmp_path / "out").exit_code == 0


OWN_HOLIDAYS = [
    # in words, the file, exit code, the earliest date or part of what is said
    ("a day more that is no working day", "date,title\n2026-05-11,Fair day\n", 0, "2026-05-22"),
    ("the same days as none", "date,title,where\n2026-01-01,New Year,all\n", 0, "2026-05-21"),
    ("years that are not held", "date,title\n2025-01-01,New Year\n", 0, None),
    ("a date that is none", "date,title\n2026-02-30,Never\n", 3, "2026-02-30"),
    (
        "a time in place of a date",
        "date,title\n2026-05-11T09:00:00Z,Noon\n",
        3,
        "does not have the right form",
    ),
    ("no column of dates", "day,title\n2026-05-11,Fair day\n", 3, "date"),
]


@pytest.mark.parametrize("case", OWN_HOLIDAYS, ids=lambda case: case[0])
def test_holidays_of_ones_own(case: tuple[str, str, int, str | None], tmp_path: Path) -> None:
    _, text, code, expected = case
    (tmp_path / "days.csv").write_text(text, encoding="utf-8")
    options = ("--notice", "2026-05-08", "--holidays", tmp_path / "days.csv", "--bid", "tamarisk", "--json")
    result = invoked(COMMUNITY, *options)
    assert result.exit_code == code, result.output
    if code == 0:
        assert json.loads(result.stdout)["letters"][0]["earliest"] == expected
    else:
        assert expected is not None
        assert expected in result.stderr
