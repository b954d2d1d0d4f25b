"""Listing and reading a folder: what is passed over, what is refused, and that nothing leaves it."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Finding
from bideval.io import safe_files
from bideval.io.safe_files import MAX_FOLDERS_DEEP, list_folder, read_file


@pytest.fixture(name="tender")
def _tender(tmp_path: Path) -> Path:
    """Return a folder with a few files, and a secret beside it."""
    (tmp_path / "secret.yaml").write_bytes(b"secret")
    (tmp_path / "tender-old").mkdir()
    (tmp_path / "tender-old" / "old.yaml").write_bytes(b"old")
    root = tmp_path / "tender"
    for name in ("tender.yaml", "bids/b.yaml", "bids/a.yaml", "prices/a.csv"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return root


NAMES = ("bids/a.yaml", "bids/b.yaml", "prices/a.csv", "tender.yaml")


def test_names_are_sorted_and_have_slashes(tender: Path) -> None:
    assert list_folder(tender) == (NAMES, (), ())


def test_every_listed_file_can_be_read(tender: Path) -> None:
    assert [read_file(tender, name, 100) for name in NAMES] == [name.encode() for name in NAMES]


PASSED_OVER = [
    ".git/config",
    ".tender.yaml.swp",
    "bids/.DS_Store",
    "tender.yaml~",
    "tender.yaml.bak",
    "~$marks.xlsx",
    "Thumbs.db",
    "bids/desktop.ini",
]


@pytest.mark.parametrize("name", PASSED_OVER)
def test_passed_over(tender: Path, name: str) -> None:
    (tender / name).parent.mkdir(exist_ok=True)
    (tender / name).write_bytes(b"x")
    left = name.removesuffix("/config")
    assert list_folder(tender) == (NAMES, (left,), ())


@pytest.mark.parametrize("name", ["bak", "notes.bakery", "a~b.txt", "thumbs.txt"])
def test_not_passed_over(tender: Path, name: str) -> None:
    (tender / name).write_bytes(b"x")
    assert list_folder(tender) == (tuple(sorted((*NAMES, name))), (), ())


LINKS = [
    # in words                         link            target                   code, or None where it is read
    ("a link to a file beside it", "alias.yaml", "tender.yaml", None),
    ("a link to a file in a folder", "alias.yaml", "bids/a.yaml", None),
    ("a link to a file outside", "alias.yaml", "../secret.yaml", "BE031"),
    ("a link to a file of the system", "alias.yaml", "/etc/hostname", "BE031"),
    ("a link out of a subfolder", "bids/c.yaml", "../../secret.yaml", "BE031"),
    ("a link to a folder whose name begins alike", "alias.yaml", "../tender-old/old.yaml", "BE031"),
    ("a link to a folder outside", "more", "../tender-old", "BE031"),
    ("a link to a folder inside", "more", "bids", "BE031"),
    ("a link to its own folder", "bids/more", ".", "BE031"),
    ("a link to nothing", "alias.yaml", "gone.yaml", "BE035"),
    ("a link to itself", "alias.yaml", "alias.yaml", "BE035"),
    ("a link to a device", "alias.yaml", "/dev/null", "BE031"),
]


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case[0])
def test_links(tender: Path, case: tuple[str, str, str, str | None]) -> None:
    _, link, target, code = case
    (tender / link).symlink_to(target)
    names, _, findings = list_folder(tender)
    read = read_file(tender, link, 100)
    if code is None:
        assert (names, findings) == (tuple(sorted((*NAMES, link))), ())
        assert isinstance(read, bytes)
        return
    assert names == NAMES
    assert [(one.code, one.sources[0].file) for one in findings] == [(code, link)]
    assert isinstance(read, Finding)
    assert b"secret" not in repr(findings).encode()


def test_links_in_a_chain_and_through_a_folder(tender: Path) -> None:
    (tender / "one.yaml").symlink_to("two.yaml")
    (tender / "two.yaml").symlink_to("../secret.yaml")
    (tender / "out").symlink_to("..")
    assert [one.code for one in list_folder(tender).findings] == ["BE031", "BE031", "BE031"]
    for name in ("one.yaml", "out/secret.yaml"):
        read = read_file(tender, name, 100)
        assert isinstance(read, Finding)
        assert read.code == "BE031"


def test_the_folder_itself_may_be_a_link(tender: Path, tmp_path: Path) -> None:
    (tmp_path / "shortcut").symlink_to(tender)
    assert list_folder(tmp_path / "shortcut") == (NAMES, (), ())
    assert read_file(tmp_path / "shortcut", "bids/a.yaml", 100) == b"bids/a.yaml"


PATHS = [
    # in words                     name                       code
    ("a file outside", "../secret.yaml", "BE031"),
    ("through a folder and out", "bids/../../secret.yaml", "BE031"),
    ("through a folder and back", "bids/../tender.yaml", "BE031"),
    ("an absolute path", "/etc/hostname", "BE031"),
    ("an absolute path with two slashes", "//etc/hostname", "BE031"),
    ("the folder itself", "", "BE032"),
    ("the folder by its point", ".", "BE032"),
    ("a subfolder", "bids", "BE032"),
    ("nothing", "gone.yaml", "BE035"),
    ("below a file", "tender.yaml/x", "BE030"),
    ("a name with NUL", "tender.yaml\0", "BE033"),
    ("a path of Windows", "..\\secret.yaml", "BE033"),
    ("a surrogate", "\udcff.yaml", "BE033"),
    ("a line end", "a\nb", "BE033"),
    ("an override", "a\u202eb", "BE033"),
    ("a name without end", "x" * 100_000, "BE035"),
]


@pytest.mark.parametrize("case", PATHS, ids=lambda case: case[0])
def test_paths_that_are_not_read(tender: Path, case: tuple[str, str, str]) -> None:
    _, name, code = case
    found = read_file(tender, name, 100)
    assert isinstance(found, Finding)
    assert found.code == code
    assert len(found.message) < 300
    assert found.sources[0].file.encode("utf-8").isascii()


@given(
    st.lists(
        st.sampled_from(["..", ".", "", "/", "bids", "a.yaml", "secret.yaml", "tender.yaml", "~"]), max_size=7
    )
)
def test_no_path_reads_outside(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    base = tmp_path_factory.getbasetemp()
    root = base / "inside"
    (root / "bids").mkdir(parents=True, exist_ok=True)
    (root / "bids" / "a.yaml").write_bytes(b"inside")
    (base / "secret.yaml").write_bytes(b"secret")
    found = read_file(root, "/".join(parts), 100)
    assert isinstance(found, Finding) or found == b"inside"


SPECIAL = [
    # in words                          name            code
    ("an override in the name", "a\u202eb.yaml", "BE033"),
    ("a zero-width space", "a\u200b.yaml", "BE033"),
    ("a line end", "a\nb.yaml", "BE033"),
    ("a backslash", "bids\\a.yaml", "BE033"),
    ("a tab", "a\tb", "BE033"),
]


@pytest.mark.parametrize("case", SPECIAL, ids=lambda case: case[0])
def test_names_that_are_refused(tender: Path, case: tuple[str, str, str]) -> None:
    _, name, code = case
    (tender / name).write_bytes(b"x")
    names, _, findings = list_folder(tender)
    assert names == NAMES
    assert [one.code for one in findings] == [code]
    assert findings[0].sources[0].file.isprintable()


def test_a_name_that_is_no_text(tender: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tender) + b"/caf\xe9.yaml"))).write_bytes(b"x")
    names, _, findings = list_folder(tender)
    assert names == NAMES
    assert [(one.code, one.sources[0].file) for one in findings] == [("BE033", "caf\\udce9.yaml")]


def test_a_refused_folder_is_not_entered(tender: Path) -> None:
    (tender / "a\u202eb").mkdir()
    (tender / "a\u202eb" / "c.yaml").write_bytes(b"x")
    names, _, findings = list_folder(tender)
    assert names == NAMES
    assert [one.code for one in findings] == ["BE033"]


CLASHES = [
    # in words                         two names
    ("capital letters", "Tender.yaml", "tender.yaml"),
    ("the German sharp s", "stra\u00dfe.txt", "STRASSE.txt"),
    ("an accent in two ways", "caf\u00e9.txt", "cafe\u0301.txt"),
]


@pytest.mark.parametrize("case", CLASHES, ids=lambda case: case[0])
def test_names_that_some_systems_take_for_one(tmp_path: Path, case: tuple[str, str, str]) -> None:
    _, first, second = case
    (tmp_path / first).write_bytes(b"x")
    (tmp_path / second).write_bytes(b"x")
    names, _, findings = list_folder(tmp_path)
    assert names == tuple(sorted((first, second)))
    assert [one.code for one in findings] == ["BE034"]
    assert {source.file for source in findings[0].sources} == {first, second}


def test_folders_clash_too(tender: Path) -> None:
    (tender / "Bids").mkdir()
    assert [one.code for one in list_folder(tender).findings] == ["BE034"]


def test_equal_names_in_two_folders_do_not_clash(tender: Path) -> None:
    (tender / "bids" / "TENDER.yaml").write_bytes(b"x")
    assert list_folder(tender).findings == ()


def test_a_pipe_is_neither_listed_nor_opened(tender: Path) -> None:
    """Opening a pipe without a writer would wait for ever."""
    os.mkfifo(tender / "marks.csv")
    names, _, findings = list_folder(tender)
    assert (names, [one.code for one in findings]) == (NAMES, ["BE032"])
    read = read_file(tender, "marks.csv", 100)
    assert isinstance(read, Finding)
    assert read.code == "BE032"


SIZES = [
    ("empty", 0, True),
    ("at the limit", 100, True),
    ("over it", 101, False),
    ("fifty million", 50_000_000, False),
]


@pytest.mark.parametrize("case", SIZES, ids=lambda case: case[0])
def test_the_limit(tender: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, int, bool]) -> None:
    _, size, is_read = case
    with (tender / "big.csv").open("wb") as file:
        file.truncate(size)
    opened: list[Path] = []
    really_open = os.open

    def opening(path: Path, flags: int) -> int:
        opened.append(path)
        return really_open(path, flags)

    monkeypatch.setattr(os, "open", opening)
    read = read_file(tender, "big.csv", 100)
    assert len(opened) == int(is_read)
    if is_read:
        assert read == b"\0" * size
    else:
        assert isinstance(read, Finding)
        assert (read.code, read.sources[0].file) == ("BE002", "big.csv")
        assert f"{size:,} bytes" in read.message


def test_a_file_that_grows_or_is_replaced_while_it_is_read(
    tender: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = os.open

    def open_after(change: str) -> None:
        def opening(path: Path, flags: int) -> int:
            if change == "replaced":
                path.rename(path.with_suffix(".old"))
            with path.open("ab") as file:
                file.write(b"more")
            return really_open(path, flags)

        monkeypatch.setattr(os, "open", opening)

    for change, words in (("grown", "grew"), ("replaced", "was replaced")):
        open_after(change)
        read = read_file(tender, "tender.yaml", 1000)
        assert isinstance(read, Finding)
        assert (read.code, words in read.message) == ("BE035", True)


REFUSALS = [
    # in words             what the system raises       words of the message
    ("no right", PermissionError(13, "denied"), "may not be read by this user"),
    ("a bad disc", OSError(5, "input/output"), "cannot be read"),
    ("gone meanwhile", FileNotFoundError(2, "gone"), "is not there"),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case[0])
def test_what_the_system_refuses(
    tender: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, OSError, str]
) -> None:
    _, error, words = case

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    read = read_file(tender, "tender.yaml", 100)
    assert isinstance(read, Finding)
    assert (read.code, words in read.message) == ("BE035", True)
    monkeypatch.setattr(os, "scandir", refuse)
    names, _, findings = list_folder(tender)
    assert names == ()
    assert [(one.code, words in one.message) for one in findings] == [("BE035", True)]


NO_FOLDERS = [("nothing", "gone", "BE035"), ("a file", "secret.yaml", "BE030"), ("NUL", "a\0b", "BE035")]


@pytest.mark.parametrize("case", NO_FOLDERS, ids=lambda case: case[0])
def test_what_is_no_folder(tender: Path, case: tuple[str, str, str]) -> None:
    _, name, code = case
    names, _, findings = list_folder(tender.parent / name)
    assert (names, [(one.code, str(one.sources[0])) for one in findings]) == ((), [(code, ".")])


def test_too_many_files(tender: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_files, "MAX_FILES", 3)
    names, _, findings = list_folder(tender)
    assert len(names) == 3
    assert [one.code for one in findings] == ["BE036"]


def test_folders_too_deep(tmp_path: Path) -> None:
    deepest = tmp_path.joinpath(*"abcdefghi"[: MAX_FOLDERS_DEEP + 1])
    deepest.mkdir(parents=True)
    (deepest / "x").write_bytes(b"")
    (deepest.parent / "y").write_bytes(b"")
    names, _, findings = list_folder(tmp_path)
    assert names == ("/".join("abcdefghi"[:MAX_FOLDERS_DEEP]) + "/y",)
    assert [one.code for one in findings] == ["BE036"]
