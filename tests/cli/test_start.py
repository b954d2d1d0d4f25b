"""A command begins with what it needs: no rule that the tender does not name."""

from tests.cli.run import WORKS, run_code

LOADED = """
import sys
from bideval.cli.main import main
try:
    main()
finally:
    sys.stderr.write(" ".join(sorted(sys.modules)))
"""


def test_evaluating_loads_the_method_that_is_named_and_no_other() -> None:
    loaded = run_code(LOADED, "evaluate", WORKS).err.split()
    assert "bideval.scoring.methods.lowest_compliant" in loaded
    assert "bideval.scoring.methods.vfm_index" not in loaded
    assert "bideval.scoring.formulas.lowest_over_bid" not in loaded
