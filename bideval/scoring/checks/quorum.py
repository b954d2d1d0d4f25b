"""The published quorum: how many of the panel have to agree on a mark.

``marks: {from: consensus, quorum: 3}`` is a rule of the tender.  Without it nothing is
checked.  An agreed mark that too few agreed on does not count as published, and is an error.
"""

from collections.abc import Iterator, Sequence

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus
from bideval.model.rules import MarksFrom


def check_quorum(inputs: Inputs, agreed: Sequence[tuple[int, Consensus]]) -> Iterator[Finding]:
    """Report agreed marks below the quorum, and a quorum where nothing is agreed on.

    ``agreed`` are the rows of consensus.csv that stand, with their index in the file.
    """
    rule = inputs.tender.marks
    if rule is None or rule.quorum is None:
        return
    place = Source("tender.yaml", "/marks/quorum")
    if rule.from_ is not MarksFrom.CONSENSUS:
        message = (
            f"a quorum is published, and the {rule.from_.value} of the marks governs: nothing is agreed on"
        )
        yield error(
            "BE716", message, "State marks: {from: consensus}, or take the quorum out, as published.", place
        )
        return
    for index, row in agreed:
        if len(set(row.agreed_by)) < rule.quorum:
            yield error(
                "BE716",
                f"{len(set(row.agreed_by))} agreed on the mark of {row.bid} on {row.criterion}, and the "
                f"published quorum is {rule.quorum}",
                "Agree on it again with enough of the panel, or name under agreed_by everybody who agreed.",
                Source("consensus.csv", f"/{index}/agreed_by"),
                place,
            )
