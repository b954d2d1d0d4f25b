"""Answers that are the same on every machine: no solver is asked where it is not needed.

A solver's vertex is one of possibly many, and which one depends on its version.  The
exact simplex on the same data always ends at the same point, and is quick enough for
the programmes of common tenders.  Larger ones are proposed by the solver, and then only
their optimal values, never their points, are shown.
"""

from bideval.analysis.exact.chain import size
from bideval.analysis.propose import NoProposal, Proposal, propose
from bideval.proof.linear import Program

CANONICAL = 4_000  # entries of a tableau: well under a second


def propose_large(program: Program) -> Proposal | NoProposal:
    """Propose for a large programme alone."""
    if is_canonical(program):
        return NoProposal("the exact simplex alone answers programmes of this size")
    return propose(program)


def is_canonical(program: Program) -> bool:
    """Whether the answer of ``propose_large`` is the same point on every machine."""
    return size(program) <= CANONICAL
