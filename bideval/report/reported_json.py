"""What is reported beside a result, as JSON data: by figure and bid, null where a bid does not state it."""

from collections.abc import Sequence

from bideval.analysis.reported import Beside, Reported
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null, exact_or_null


def reported_data(beside: Beside) -> dict[str, Json]:
    """Return ``reported``, the figures by lot; nothing where none is reported."""
    found: dict[str, Json] = {lot: _figures(figures) for lot, figures in beside.items() if figures}
    return {"reported": found} if found else {}


def _figures(found: Sequence[Reported]) -> Json:
    """Every figure, with the decimal and the exact fraction of every bid."""
    return [
        {
            "key": one.key,
            "words": one.words,
            "unit": one.unit,
            "bids": {
                bid: {"value": decimal_or_null(value), "value_exact": exact_or_null(value)}
                for bid, value in one.values.items()
            },
        }
        for one in found
    ]
