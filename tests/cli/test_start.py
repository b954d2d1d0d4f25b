"""A command begins with what it needs: no search for plugins, no rule that the tender does not name."""

from pathlib import Path

import pytest

from tests.cli.run import WORKS, run_code

LOADED = """
import sys
from bideval.cli.main import main
try:
    main()
finally:
    sys.stderr.write(" ".join(sorted(sys.modules)))
"""
OTHER = """
import sys
from bideval.cli.main import main
try:
    main()
finally:
    from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP, get_plugins
    sys.stderr.write(f"{PYDANTIC_ENTRY_POINT_GROUP} {list(get_plugins())}")
"""


def test_evaluating_loads_the_method_that_is_named_and_no_other() -> None:
    loaded = run_code(LOADED, "evaluate", WORKS).err.split()
    assert "bideval.scoring.methods.lowest_compliant" in loaded
    assert "bideval.scoring.methods.vfm_index" not in loaded
    assert "bideval.scoring.formulas.lowest_over_bid" not in loaded


def test_no_plugin_is_looked_for() -> None:
    loaded = run_code(LOADED, "evaluate", WORKS).err.split()
    assert "pydantic.main" in loaded
    assert "importlib.metadata" not in loaded


@pytest.mark.parametrize("command", [("schema", "tender"), ("evaluate", WORKS)])
def test_whatever_else_is_asked_of_the_stand_in_comes_from_the_real_module(
    command: tuple[str | Path, ...],
) -> None:
    assert run_code(OTHER, *command).err == "pydantic []"
