"""The second verifier as files: they stand alone, each can be read, and are loaded from one folder alone."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.recorded import record_of_sample
from tests.verifier.loaded import VERIFIER

MOST = {"verify.py": 1500, "certificates.py": 700, "awards.py": 700}  # statements


def _imported(tree: ast.AST) -> set[str]:
    found = {one.names[0].name for one in ast.walk(tree) if isinstance(one, ast.Import)}
    found |= {str(one.module) for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    return {name.partition(".")[0] for name in found}


def _for_types(tree: ast.Module) -> set[str]:
    """Return what is imported for the names of types alone, which nothing runs."""
    cases = [one for one in tree.body if isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING"]
    return {name for one in cases for name in _imported(one)}


@pytest.mark.parametrize("name", MOST)
def test_it_imports_the_standard_library_alone(name: str) -> None:
    tree = ast.parse((VERIFIER.parent / name).read_text(encoding="utf-8"), feature_version=(3, 8))
    run = _imported(ast.Module([one for one in tree.body if not isinstance(one, ast.If)], []))
    assert run <= set(sys.stdlib_module_names)
    assert _for_types(tree) <= {"typing", "types", "verifier"}
    assert "bideval" not in _imported(tree)


def statements(text: str) -> int:
    """Count what a reader has to follow, one by one: every statement, but for docstrings."""
    nodes = list(ast.walk(ast.parse(text)))
    told = [one for one in nodes if isinstance(one, ast.Module | ast.ClassDef | ast.FunctionDef)]
    return sum(isinstance(one, ast.stmt) for one in nodes) - sum(bool(ast.get_docstring(one)) for one in told)


def test_each_file_can_be_read_in_one_sitting() -> None:
    assert statements('"""A page."""\nx = 1\nif x:\n    y = (\n        2\n    )\n') == 3
    assert {path.name for path in VERIFIER.parent.glob("*.py")} == set(MOST)
    for name, most in MOST.items():
        assert statements((VERIFIER.parent / name).read_text(encoding="utf-8")) <= most, name


def _apart(folder: Path, current: Path) -> tuple[int, str, str]:
    """Run the verifier of a folder on the record in another, which is the current one."""
    command = [sys.executable, str(folder / "verify.py"), "record.json"]
    done = subprocess.run(command, cwd=current, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("missing", ["awards.py", "certificates.py"])
def test_a_file_that_is_missing_is_named_and_no_other_folder_is_looked_into(
    missing: str, tmp_path: Path
) -> None:
    folder, current = tmp_path / "verifier", tmp_path / "current"
    folder.mkdir()
    current.mkdir()
    (current / "record.json").write_bytes(record_of_sample("community-health-lots"))
    for name in MOST:
        (folder / name).write_bytes((VERIFIER.parent / name).read_bytes())
    assert _apart(folder, current)[0] == 0
    (folder / missing).rename(current / missing)
    (current / missing).write_text("print('loaded from the wrong folder')", encoding="utf-8")
    code, out, err = _apart(folder, current)
    assert (code, "SAME" in out, "wrong folder" in out, err) == (5, False, False, "")
    assert f"the award of the lots: {missing} is not beside verify.py" in out
    assert {path.name for path in folder.iterdir()} == set(MOST) - {missing}  # and nothing is written there


def _copied(folder: Path) -> Path:
    folder.mkdir()
    (folder / "record.json").write_bytes(record_of_sample("community-health-lots"))
    for name in MOST:
        (folder / name).write_bytes((VERIFIER.parent / name).read_bytes())
    return folder


BROKEN: list[tuple[str, bytes, str]] = [
    # in words             what stands in the file             what is said
    ("no Python",          b"def (",                           "is broken (SyntaxError)"),
    ("not UTF-8",          b"# \xff\xfe\x00",                  "is broken ("),
    ("empty",              b"",                                "is broken (it has no "),
    ("it raises",          b"x = 1 / 0",                       "is broken (ZeroDivisionError)"),
    ("a name that is not", b"sure",                            "is broken (NameError)"),
    ("a module that is not", b"import bideval.nothing",        "is broken (ModuleNotFoundError)"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["awards.py", "certificates.py"])
@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0])
def test_a_broken_file_is_named_and_the_record_is_not_blamed(
    name: str, case: tuple[str, bytes, str], tmp_path: Path
) -> None:
    _, data, words = case
    folder = _copied(tmp_path / "verifier")
    (folder / name).write_bytes(data)
    code, out, err = _apart(folder, folder)
    assert (code, "SAME" in out, err) == (5, False, "")
    assert f"{name} beside verify.py {words}" in out


def test_what_is_read_from_standard_input_loads_nothing_from_the_current_folder(tmp_path: Path) -> None:
    folder = _copied(tmp_path / "current")
    for name in ("awards.py", "certificates.py"):
        (folder / name).write_text("print('loaded from the wrong folder')", encoding="utf-8")
    (folder / "<stdin>").write_bytes(VERIFIER.read_bytes())
    command = [sys.executable, "-I", "-", "record.json"]
    text = VERIFIER.read_bytes()
    done = subprocess.run(command, input=text, cwd=folder, capture_output=True, check=False, timeout=60)
    assert (done.returncode, b"SAME" in done.stdout, done.stderr) == (5, False, b"")
    assert b"wrong folder" not in done.stdout
    assert b"verify.py was not read from a file" in done.stdout


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    folder = _copied(tmp_path / "verifier")
    (folder / "record.json").unlink()
    os.mkfifo(folder / "record.json")
    code, out, err = _apart(folder, folder)
    assert (code, out, err) == (3, "UNREADABLE: record.json is no regular file\n", "")
