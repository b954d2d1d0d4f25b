"""What a command writes stays in the folder that was named, whatever links stand in it."""

from pathlib import Path

import pytest

from bideval.io.written_files import NoFolderError, write_files, written_over

FILES = {"bids/oak.yaml": "new", "tender.yaml": "new"}

CASES = [
    # in words, a link in the folder, where it leads, whether anything is written
    ("a link in the place of a folder", "bids", "../outside", False),
    ("a link to a folder of its own", "bids", "other", False),
    ("a link to nothing in the place of a folder", "bids", "../gone", False),
    ("a link in the place of a file", "tender.yaml", "../outside/old.yaml", True),
    ("a link to nothing in the place of a file", "tender.yaml", "../outside/gone.yaml", True),
    ("a link beside them", "notes", "../outside", True),
]


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Return a folder, with another beside it that nothing may be written into."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "old.yaml").write_text("old", encoding="utf-8")
    (tmp_path / "folder" / "other").mkdir(parents=True)
    return tmp_path / "folder"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_links(folder: Path, case: tuple[str, str, str, bool]) -> None:
    _, link, target, is_written = case
    (folder / link).symlink_to(target)
    if is_written:
        write_files(folder, FILES)
        assert {name: (folder / name).read_text(encoding="utf-8") for name in FILES} == FILES
        assert not (folder / "tender.yaml").is_symlink()
    else:
        with pytest.raises(NoFolderError, match="bids is a link, or is no folder; nothing was written"):
            write_files(folder, FILES)
        assert not (folder / "tender.yaml").exists()
    outside = folder.parent / "outside"
    assert [(one.name, one.read_text(encoding="utf-8")) for one in outside.iterdir()] == [("old.yaml", "old")]
    assert not (folder.parent / "gone").exists()


def test_a_file_in_the_place_of_a_folder(folder: Path) -> None:
    (folder / "bids").write_text("no folder", encoding="utf-8")
    with pytest.raises(NoFolderError):
        write_files(folder, FILES)


def test_the_folder_itself_may_be_a_link(folder: Path) -> None:
    (folder.parent / "shortcut").symlink_to(folder)
    write_files(folder.parent / "shortcut", FILES)
    assert (folder / "bids" / "oak.yaml").read_text(encoding="utf-8") == "new"


def test_what_is_written_over_is_named_links_to_nothing_too(folder: Path) -> None:
    (folder / "tender.yaml").symlink_to("gone.yaml")
    assert written_over(folder, FILES) == ("tender.yaml",)
    assert written_over(folder.parent / "gone", FILES) == ()
