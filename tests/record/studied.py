"""A small tender with a study that uses every part of one, and its record."""

from collections.abc import Mapping
from functools import cache

from bideval.io.file_digests import file_read
from bideval.io.typed import typed
from bideval.model.study import Study
from bideval.record.assembled import Recordable, assemble, recordable
from bideval.record.canonical import Json
from bideval.record.studied import STUDY
from tests.record.recorded import loaded
from tests.scoring.build import Papers, inputs_of, tender, text

PAPERS = Papers(
    tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        contract={"value": 300, "years": 2},
        declares={"jobs": {"unit": "count", "min": 0, "max": 50}, "grade": {"unit": "words"}},
        criteria=[
            {"id": "plan", "weight": 60, "scale": {"from": 0, "to": 5, "step": 1}},
            {"id": "price", "weight": 40, "formula": "lowest-over-bid"},
        ],
        ties=[{"by": "lower-price"}],
    ),
    {"ash": {}, "elm": {}},
    {"ash": 100, "elm": 125},
    marks={("ash", "plan", "osei"): 3, ("elm", "plan", "osei"): 5},
    consensus={("ash", "plan"): 3, ("elm", "plan"): 5},
)
WHOLE: Mapping[str, object] = {
    "ranges": {"price": ["30", "62.5"], "plan": "60"},
    "order": [["plan", "price"]],
    "rates": {"bond-premium": "1.50"},
    "groupings": {"green": ["price", "plan"]},
    "report": {"social-value": ["plan"], "surplus": "bid.declared.jobs", "local-spend": "bid.declared.jobs"},
    "exposure": {
        "accepts": ["bond"],
        "handback": {"amount": "20", "source": "exit plan", "bids": {"ash": {"by_year": ["5", "1/3"]}}},
        "default_rate": {"percent": "4", "source": "the treasurer"},
    },
    "rehearsal": {
        "seed": "2026-01-12",
        "bids": ["2", "3"],
        "prices": ["90", "130"],
        "declared": {"grade": ["high", "low"], "jobs": ["0", "9"]},
        "bidders": {"mutual": {"title": "One of ours", "marks": {"plan": ["1", "4"]}}},
    },
    "asked_by": "Audit committee",
    "asked_at": "2026-05-12",
    "because": "Was the price too light?",
}


def study(stated: Mapping[str, object]) -> Study:
    """Return a study as the reader of folders types it."""
    found, findings = typed(Study, text(stated), STUDY)
    assert found is not None
    assert findings == ()
    return found


def ready(stated: Mapping[str, object] | None = None) -> Recordable:
    """Return the small tender, with a study or without."""
    return recordable(inputs_of(PAPERS), None if stated is None else study(stated))


@cache
def record_with_whole() -> bytes:
    """Return the record of the small tender with every part of a study."""
    return assemble(ready(WHOLE), (file_read(STUDY, b"as it was"),))


def with_study(change: Mapping[str, Json]) -> dict[str, Json]:
    """Return that record with parts of its study changed, its digests as they were."""
    record = loaded(record_with_whole())
    before = record["study"]
    assert isinstance(before, dict)
    return {**record, "study": {**before, **change}}


def deep(levels: int) -> Json:
    """Return lists in one another, and a number in the innermost."""
    found: Json = "30/1"
    for _ in range(levels):
        found = [found]
    return found
