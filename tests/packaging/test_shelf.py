"""The shelves are found in a wheel and in a checkout, and never taken from somebody else."""

from pathlib import Path
from typing import NamedTuple

import pytest

from bideval.io import shelf


class Case(NamedTuple):
    """What stands in a folder, and where the criteria are then found: None where they are not."""

    words: str
    files: tuple[str, ...]
    found: str | None


CASES = [
    Case("a wheel", ("bideval/criteria/a.yaml",), "bideval/criteria"),
    Case("a checkout", ("criteria/a.yaml", "pyproject.toml"), "criteria"),
    Case("both: its own first", ("bideval/criteria/a", "criteria/a", "pyproject.toml"), "bideval/criteria"),
    Case("another package's folder", ("criteria/__init__.py",), None),
    Case("nothing", ("bideval/__init__.py", "pyproject.toml"), None),
    Case("a file where the folder should be", ("bideval/criteria",), None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words)
def test_where_criteria_are_found(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in case.files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(shelf, "files", lambda package: tmp_path / package)
    if case.found is None:
        with pytest.raises(shelf.ShelfMissingError, match="no criteria folder; install bideval again"):
            shelf.criteria_root()
    else:
        assert shelf.criteria_root() == tmp_path / case.found


def test_this_checkout_is_read_where_it_stands(root: Path) -> None:
    assert shelf.criteria_root() == root / "criteria"
    assert shelf.docs_root() == root / "docs"
