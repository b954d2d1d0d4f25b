"""What checks certificates is the standard library and itself, and short enough to be read."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILES = sorted((ROOT / "bideval/proof").glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_imports_the_standard_library_and_proof_alone(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    foreign = [
        name
        for name in names
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("bideval.proof")
    ]
    assert foreign == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_read_in_one_sitting(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) < 200


def test_a_check_loads_no_other_library() -> None:
    """Run apart, since this process has loaded everything already."""
    code = (
        "import sys, bideval.proof.document; print(*sorted(name for name in sys.modules if '.' not in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(done.stdout.split())
    assert "bideval" in loaded
    assert loaded.isdisjoint({"click", "highspy", "numpy", "pandas", "pulp", "pydantic", "yaml"})
