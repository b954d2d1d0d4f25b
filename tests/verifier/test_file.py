"""The second verifier as a file: it stands alone, and can be read."""

import ast
import sys

from tests.verifier.loaded import VERIFIER


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {one.names[0].name for one in ast.walk(tree) if isinstance(one, ast.Import)}
    imported |= {str(one.module) for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)
    assert "bideval" not in imported


def statements(text: str) -> int:
    """Count what a reader has to follow, one by one: every statement, but for docstrings."""
    nodes = list(ast.walk(ast.parse(text)))
    told = [one for one in nodes if isinstance(one, ast.Module | ast.ClassDef | ast.FunctionDef)]
    return sum(isinstance(one, ast.stmt) for one in nodes) - sum(bool(ast.get_docstring(one)) for one in told)


def test_it_can_be_read_in_one_sitting() -> None:
    assert statements('"""A page."""\nx = 1\nif x:\n    y = (\n        2\n    )\n') == 3
    assert statements(VERIFIER.read_text(encoding="utf-8")) <= 1500
