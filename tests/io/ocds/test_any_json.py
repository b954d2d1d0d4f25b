"""Whatever stands in a place of a release, it is read or refused with a finding; nothing breaks."""

import io
import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.screens.screened import Screening, screened
from bideval.io.ocds.contests import contest_of
from bideval.io.ocds.desk import Reader
from bideval.io.ocds.importing import Writer
from bideval.io.ocds.lines import documents
from bideval.io.ocds.low_price_packs import STANDARD, low_price_rule
from bideval.io.ocds.weights import Confidence
from tests.io.ocds.files import bid, line, read, release

Key = str | int
YEARS = [{"id": "r", "value": 5, "requirement": {"id": "years"}}]
WHOLE = {
    **release([
        bid("1", 900, relatedLots=["L1"], requirementResponses=YEARS),
        bid("2", 950.5, relatedLots=["L1"], status="disqualified"),
        bid("3", 800, relatedLots=["L2"], requirementResponses=YEARS, tenderers=[{"id": "A"}, {"id": "B", "name": "Bram"}]),
    ]),
    "buyer": {"id": "B", "name": "Wealdshire"},
    "awards": [{"id": "a", "status": "active", "relatedBid": "1", "relatedLots": ["L1"], "suppliers": [{"id": "GB-1"}]}],
    "tender": {
        "id": "1", "title": "Road works", "procurementMethod": "open", "numberOfTenderers": 3,
        "tenderPeriod": {"startDate": "2026-01-01T00:00:00Z", "endDate": "2026-01-20T00:00:00Z"},
        "value": {"amount": 1000, "currency": "GBP"}, "minValue": {"amount": 500, "currency": "GBP"},
        "criteria": [{"id": "c", "requirementGroups": [{"id": "g", "requirements": [{"id": "years", "minValue": 3}]}]}],
        "lots": [
            {"id": "L1", "title": "North", "awardCriteria": {"criteria": [{"type": "price", "name": "Price"}]}},
            {"id": "L2", "awardCriteria": {"criteria": [
                {"name": "Price", "type": "price", "numbers": [{"number": 40, "weight": "percentageExact"}]},
                {"name": "Quality", "description": "60%"},
            ]}},
        ],
    },
}  # fmt: skip


def places(data: object, above: tuple[Key, ...] = ()) -> Iterator[tuple[Key, ...]]:
    """Yield the way to every value."""
    if above:
        yield above
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, one in inside:
        yield from places(one, (*above, key))


def put(data: object, way: tuple[Key, ...], value: object) -> object:
    """Return data with a value put in a place."""
    if not way:
        return value
    first, rest = way[0], way[1:]
    if isinstance(data, dict):
        return {key: put(one, rest, value) if key == first else one for key, one in data.items()}
    assert isinstance(data, list)
    return [put(one, rest, value) if place == first else one for place, one in enumerate(data)]


PRICED = put(WHOLE, ("tender", "lots", 1, "awardCriteria"), "priceOnly")
PLACES = [(data, way) for data in (WHOLE, PRICED) for way in sorted(places(data), key=str)]
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.text(max_size=30), st.just([]), st.just({}),
    st.sampled_from(["", " ", "\u202e", "1e400", "2026-02-30T00:00:00Z", "L1", "A" * 2000]),
    st.floats(allow_nan=False, allow_infinity=False), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["id", "amount", "currency", "criteria"]), st.text(max_size=3), max_size=2),
)  # fmt: skip
READERS = [Reader(), Reader(Confidence.LOW, limits=True)]
SCREENING = Screening(low_prices=tuple(map(low_price_rule, STANDARD)))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PLACES), ANYTHING, st.sampled_from(READERS))
def test_anything_in_any_place_is_read_or_refused(
    way: tuple[Key, ...], value: object, reader: Reader
) -> None:
    (found,) = read(line(put(WHOLE, way, value)), reader)
    came = Writer(None, force=False).imported(found)
    assert (came.evaluation is not None) is not came.is_rejected
    if found.release is not None:
        list(screened([contest_of(found.release)], SCREENING))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for one in documents(io.BytesIO(data), "any"):
        assert (one.finding is None) or one.finding.remedy


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_line_takes_no_other_with_it(data: st.DataObject) -> None:
    """One byte of the second line is changed to anything but a line end; the first and the third are read."""
    second = bytearray(json.dumps({**WHOLE, "ocid": "second"}).encode())
    at = data.draw(st.integers(0, len(second) - 1))
    second[at] = data.draw(st.sampled_from([byte for byte in range(256) if byte not in {10, second[at]}]))
    first, third = ({**release(), "ocid": name} for name in ("first", "third"))
    found = read(line(first) + bytes(second) + b"\n" + line(third))
    assert [(one.line, one.ocid) for one in (found[0], found[-1])] == [(1, "first"), (3, "third")]
    assert found[0].inputs is not None
    assert found[-1].inputs is not None


def test_without_a_change_one_is_refused_and_one_is_evaluated() -> None:
    (whole,), (priced,) = read(line(WHOLE)), read(line(PRICED))
    writer = Writer(None, force=False)
    assert len(PLACES) > 150
    assert writer.imported(whole).is_rejected
    evaluation = writer.imported(priced).evaluation
    assert evaluation is not None
    assert [lot.winner for lot in evaluation.lots] == ["1", "3"]
