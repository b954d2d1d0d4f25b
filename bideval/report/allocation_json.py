"""``allocate --json``: the allocation with its certificates, for other programs."""

from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.award_json import award_data
from bideval.model.evaluation import Evaluation
from bideval.report.whatif_json import provenance, top
from bideval.scoring.price_json import Json


def allocation_data(evaluation: Evaluation, found: Allocation) -> dict[str, Json]:
    """Return the allocation as JSON data; ``certificates`` is what bideval.proof checks."""
    return {**top(evaluation, "bideval/allocation"), **award_data(found), **provenance()}
