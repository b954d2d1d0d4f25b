"""``diff --json``: every difference of two tenders, for other programs."""

from bideval.record.compared import Difference
from bideval.record.diffed import Differing, Side
from bideval.scoring.price_json import Json


def diff_data(one: Side, other: Side, found: Differing) -> dict[str, Json]:
    """Return the differences as JSON data."""
    return {
        "schema": "bideval/diff",
        "version": 1,
        "tenders": [one.tender, other.tender],
        "illustration": one.illustration or other.illustration,
        "rules": [_data(each) for each in found.rules],
        "inputs": [_data(each) for each in found.inputs],
        "result": [_data(each) for each in found.result],
        "study": None if found.study is None else [_data(each) for each in found.study],
    }


def _data(one: Difference) -> Json:
    return {
        "pointer": one.pointer,
        "about": one.about or None,
        "first": one.recorded,
        "second": one.computed,
    }
