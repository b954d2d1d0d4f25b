"""Which names are read, which are nearly one that is, and what is said of the others."""

import pytest

from bideval.io.file_names import file_names, stems

RIGHT = (
    "bids/alder.yaml",
    "criteria/own.yaml",
    "decisions.yaml",
    "marks.csv",
    "prices/alder.csv",
    "study.yaml",
    "tender.yaml",
)

CASES: list[tuple[str, tuple[str, ...], str]] = [
    # in words, names beside tender.yaml, each finding: code, name, part of message or remedy
    ("the names that are read", RIGHT, ""),
    ("what other commands read", ("README.md", "journal.jsonl", "expected/check.txt", "letters/a.txt"), ""),
    ("another ending of YAML", ("bids/alder.yml",), "BE058 bids/alder.yml Rename it to bids/alder.yaml."),
    ("an ending in capitals", ("prices/alder.CSV",), "BE058 prices/alder.CSV Rename it to prices/alder.csv."),
    ("what an editor of plain text adds", ("decisions.yaml.txt",), "BE058 decisions.yaml.txt Rename it to decisions.yaml."),
    ("a capital", ("Marks.csv",), "BE058 Marks.csv Rename it to marks.csv."),
    ("a letter too few", ("decision.yaml",), "BE058 decision.yaml Rename it to decisions.yaml."),
    ("a folder in the singular", ("bid/alder.yaml",), "BE058 bid/alder.yaml Rename it to bids/alder.yaml."),
    ("both endings", ("decisions.yaml", "decisions.yml"), "BE058 decisions.yml decisions.yaml is there too"),
    ("a table as a spreadsheet", ("consensus.xlsx",), "BE058 consensus.xlsx Save it as consensus.csv"),
    ("a spreadsheet beside its table", ("consensus.csv", "consensus.xlsx"), "BE059 consensus.xlsx is not part of a tender folder"),
    ("a lump sum as a spreadsheet", ("prices/alder.xlsx",), "BE058 prices/alder.xlsx Write the price into prices/alder.yaml"),
    ("rates as a spreadsheet", ("prices/alder.ods", "schedule.csv"), "BE058 prices/alder.ods Save it as prices/alder.csv"),
    ("a document among the bids", ("bids/alder.pdf",), "BE058 bids/alder.pdf Files of bids/ end in .yaml"),
    ("a folder among the prices", ("prices/old/alder.yaml",), "BE058 prices/old/alder.yaml stand in no subfolder"),
    ("an old version beside the file", ("marks.csv", "marks-old.csv"), "BE059 marks-old.csv Remove it"),
    ("a note", ("notes.txt",), "BE059 notes.txt Remove it"),
    ("a folder with the name of a file", ("README.md/alder.yaml",), "BE059 README.md/alder.yaml Remove it"),
    ("a file whose name begins like another", ("README.md.yaml",), "BE059 README.md.yaml Remove it"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_names(case: tuple[str, tuple[str, ...], str]) -> None:
    _, names, expected = case
    found = file_names(tuple(sorted({"tender.yaml", *names}))).findings
    if not expected:
        assert found == ()
        return
    (one,) = found
    code, name, words = expected.split(" ", 2)
    assert (one.code, one.sources[0].file) == (code, name)
    assert words in f"{one.message} {one.remedy}"
    assert one.severity == ("error" if code == "BE058" else "warning")


LEFT_BEHIND: list[tuple[str, tuple[str, ...], str, str]] = [
    # in words, names beside tender.yaml, what a program left behind, the name it should have or nothing
    ("a hidden bid", (), "bids/.oak.yaml", "bids/oak.yaml"),
    ("an older price alone", (), "prices/oak.yaml~", "prices/oak.yaml"),
    ("an older table alone", (), "marks.csv.bak", "marks.csv"),
    ("a hidden bid under another ending", (), "bids/.oak.yml", "bids/oak.yaml"),
    ("a hidden folder of bids", (), ".bids", "bids"),
    ("a locked name alone", (), "~$decisions.yaml", "decisions.yaml"),
    ("twice an older one", (), "bids/oak.yaml~~", "bids/oak.yaml"),
    ("an older price beside the price", ("prices/oak.yaml",), "prices/oak.yaml~", ""),
    ("a companion file of a file manager", ("bids/oak.yaml",), "bids/._oak.yaml", ""),
    ("an older folder beside the folder", ("bids/oak.yaml",), "bids~", ""),
    ("an older bid beside a misnamed one", ("bids/oak.yml",), "bids/oak.yaml~", ""),
    ("what a file manager writes", (), "bids/.DS_Store", ""),
    ("what an editor writes", (), "bids/.oak.yaml.swp", ""),
    ("a folder of versions", (), ".git", ""),
    ("an older note", (), "notes.txt~", ""),
]


@pytest.mark.parametrize("case", LEFT_BEHIND, ids=lambda case: case[0])
def test_what_programs_leave_behind(case: tuple[str, tuple[str, ...], str, str]) -> None:
    _, names, left, meant = case
    found = file_names(tuple(sorted({"tender.yaml", *names})), (left,)).findings
    said = [(one.code, one.sources[0].file, one.remedy) for one in found if one.sources[0].file == left]
    assert said == ([("BE058", left, f"Rename it to {meant}.")] if meant else [])


def test_a_tender_of_which_an_older_form_is_all_there_is() -> None:
    (one,) = file_names((), ("tender.yaml~",)).findings
    assert (one.code, one.remedy) == ("BE057", "Rename tender.yaml~ to tender.yaml.")


def test_a_misnamed_file_is_read_under_the_name_it_should_have() -> None:
    names = file_names(("bids/alder.yml", "tender.yaml"))
    assert names.read == ("bids/alder.yaml", "tender.yaml")
    assert dict(names.actual) == {"bids/alder.yaml": "bids/alder.yml"}


@pytest.mark.parametrize("name", ["tender.yml", "Tender.yaml", "tender.yaml.txt", "TENDER.YML"])
def test_a_misnamed_tender_is_said_once(name: str) -> None:
    (one,) = file_names((name,)).findings
    assert (one.code, one.sources[0].file, one.remedy) == ("BE057", name, f"Rename {name} to tender.yaml.")


def test_no_tender_at_all() -> None:
    (one,) = file_names(()).findings
    assert (one.code, one.sources[0].file) == ("BE057", "tender.yaml")
    assert "bideval new" in one.remedy


def test_the_files_of_a_subfolder() -> None:
    names = ("bids/a.yaml", "bids/b/c.yaml", "prices/a.csv", "prices/a.yaml")
    assert list(stems(names, "prices", ".yaml")) == [("a", "prices/a.yaml")]
    assert list(stems(names, "bids", ".yaml")) == [("a", "bids/a.yaml")]


def test_a_folder_that_is_no_tender_is_said_to_be_none_and_its_files_are_not_listed() -> None:
    names = tuple(f"photos/{place}.jpg" for place in range(5000))
    assert [one.code for one in file_names(names).findings] == ["BE057"]
    beside = file_names((*names, "tender.yaml", "bids/elm.txt")).findings
    assert sum(one.code == "BE059" for one in beside) == 5000
    assert [one.code for one in file_names((*names, "bids/elm.txt")).findings] == ["BE058", "BE057"]
