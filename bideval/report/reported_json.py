"""What is reported beside a result, as JSON data: by lot, figure and bid; null where it is not stated."""

from bideval.analysis.reported import Beside, Reported
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null, exact_or_null


def reported_data(beside: Beside) -> dict[str, Json]:
    """Return ``reported``, the figures of each lot; nothing where none is reported."""
    found: list[Json] = [
        {"lot": lot, "figures": [_figure(one) for one in figures]}
        for lot, figures in beside.items()
        if figures
    ]
    return {"reported": found} if found else {}


def _figure(one: Reported) -> Json:
    """A figure, with the decimal and the exact fraction of every bid."""
    bids: list[Json] = [
        {"bid": bid, "value": decimal_or_null(value), "value_exact": exact_or_null(value)}
        for bid, value in one.values.items()
    ]
    return {"key": one.key, "words": one.words, "unit": one.unit, "bids": bids}
