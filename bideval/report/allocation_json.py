"""``allocate --json``: the allocation with its certificates, for other programs."""

from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.award_json import award_data
from bideval.model.evaluation import Evaluation
from bideval.report.whatif_json import provenance, top
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null


def allocation_data(evaluation: Evaluation, found: Allocation) -> dict[str, Json]:
    """Return the allocation as JSON data; ``certificates`` is what bideval.proof checks."""
    above: list[Json] = [
        {
            "lot": lot.lot,
            "bid": one.bid,
            "rank": one.rank,
            "reserve": decimal_or_null(one.reserve),
            "rule": one.rule,
        }
        for lot in found.lots
        for one in lot.above
    ]
    data = {**award_data(found), "above_reserve": above}
    return {**top(evaluation, "bideval/allocation"), **data, **provenance()}
