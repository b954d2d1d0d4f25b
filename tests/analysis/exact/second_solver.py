"""CBC beside HiGHS: other floats, other vertices, the same answers."""

import pulp
import pytest

from bideval.analysis.propose import Proposer, propose_with


def cbc() -> Proposer:
    """Return CBC as PuLP 3 ships it; PuLP 4 ships none."""
    if "PULP_CBC_CMD" not in pulp.listSolvers():
        pytest.skip("this PuLP ships no CBC, and bideval does not depend on one")
    with pytest.warns(DeprecationWarning, match="PULP_CBC_CMD"):
        return propose_with(pulp.getSolver("PULP_CBC_CMD", msg=False))
