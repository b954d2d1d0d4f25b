"""A record is the same when it is computed again; every change of it is seen; what is missing is said."""

import json
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.record.bodies import bodies_of
from bideval.record.canonical import Json, UnreadableError, canonical, digest_of
from bideval.record.in_order import order_fault
from bideval.record.rebuilt import NotRebuiltError, digests_in, rebuilt
from bideval.scoring.digest import canonical_bytes, digest, rules_digest
from bideval.scoring.evaluate import judge
from tests.record.recorded import (
    SAMPLES,
    SOUND,
    Way,
    changed,
    inside,
    leaves,
    loaded,
    other,
    put,
    record_of,
    record_of_sample,
    verified,
    with_digests,
)
from tests.samples.folders import inputs_of as inputs_of_sample
from tests.scoring.build import Papers, inputs_of, lowest_price
from tests.scoring.generated import FORMULA_TERMS, METHOD_TERMS, examples, papers_of

RULES = [*(("weighted-sum", one) for one in FORMULA_TERMS), *((one, None) for one in METHOD_TERMS)]


@pytest.mark.parametrize("name", SOUND)
def test_the_record_of_a_sample_is_the_same_when_computed_again(name: str) -> None:
    found = verified(record_of_sample(name))
    assert found.same
    assert (found.differences, found.not_computed, found.notes) == ((), None, ())
    assert found.figures > 40


@pytest.mark.parametrize(("method", "formula"), RULES, ids=[formula or method for method, formula in RULES])
@examples(8, part=20)
@given(data=st.data())
def test_generated_tenders_are_the_same_when_computed_again(
    method: str, formula: str | None, data: st.DataObject
) -> None:
    papers: Papers = data.draw(papers_of(method, formula))
    inputs = inputs_of(papers)
    judged = judge(inputs).evaluation
    if judged is None:
        return
    record = record_of(inputs)
    found = verified(record)
    assert found.same, found
    assert found.digests["inputs"] == judged.digest
    awards = [(lot.status.value, list(lot.winners), list(lot.tied)) for lot in judged.lots]
    lots = loaded(record)["result"]
    assert isinstance(lots, dict)
    recorded = lots["lots"]
    assert isinstance(recorded, list)
    assert [
        (lot["status"], lot["winners"], lot["tied"]) for lot in recorded if isinstance(lot, dict)
    ] == awards


def test_digests_are_those_of_the_page() -> None:
    inputs = inputs_of_sample(SAMPLES / "waived-guarantee")
    record = loaded(record_of_sample("waived-guarantee"))
    digests = record["digests"]
    assert isinstance(digests, dict)
    assert digests["inputs"] == digest(inputs)
    assert digests["rules"] == rules_digest(inputs)
    stated = record["inputs"]
    assert isinstance(stated, dict)
    rules = {key: part for key, part in stated.items() if key in {"tender", "schedule", "packs"}}
    text = json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert digests["rules"] == "sha256:" + sha256(text.encode()).hexdigest()
    del record["provenance"]
    del digests["record"]
    again = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    whole = loaded(record_of_sample("waived-guarantee"))["digests"]
    assert isinstance(whole, dict)
    assert whole["record"] == "sha256:" + sha256(again.encode()).hexdigest()


def test_no_body_of_a_text_stands_in_the_result() -> None:
    record = loaded(record_of_sample("community-health"))
    texts, result = record["texts"], canonical(record["result"]).decode()
    assert isinstance(texts, dict)
    read = [
        body
        for way, body in leaves(json.loads(canonical_bytes(inputs_of_sample(SAMPLES / "community-health"))))
        if way[0] == "decisions" and way[-1] in {"gate", "field", "finding", "seed"}
    ]
    known = {str(one).removeprefix("sha256:") for one in read}
    spaced = [
        body for key, body in texts.items() if isinstance(body, str) and " " in body and key not in known
    ]
    assert len(spaced) > 500
    assert [body for body in spaced if body in result] == []


def pointers(value: Json, key: str = "") -> list[str]:
    """Return every place of a result."""
    if isinstance(value, dict):
        return [one for name, part in value.items() for one in pointers(part, name)]
    if isinstance(value, list):
        return [one for part in value for one in pointers(part)]
    is_place = key == "place" or key.endswith("_place")
    return value.split("; ") if is_place and isinstance(value, str) and value else []


@pytest.mark.parametrize("name", SOUND)
def test_every_place_of_a_result_is_one_of_the_inputs(name: str) -> None:
    record = loaded(record_of_sample(name))
    places = pointers(record["result"])
    assert places or name in {"energy-npv", "feature-coefficients"}  # no criteria and no gates
    for place in places:
        assert place.startswith("/"), place
        value = record["inputs"]
        for step in place.split("/")[1:]:
            value = inside(value, step.replace("~1", "/"))


# Change by change


def mutants(record: dict[str, Json], count: int, seed: int) -> list[tuple[Way, dict[str, Json]]]:
    """Return ``count`` records with one other value each, drawn from all values."""
    ways = [(way, value) for way, value in leaves(record) if way[0] != "provenance"]
    chosen = Random(seed).sample(ways, min(count, len(ways)))  # noqa: S311
    return [(way, changed(record, way, other(value))) for way, value in chosen]


MUTATED = ["community-health", "cleaning-lots", "price-schedule", "two-authorities", "published/qcbs-blog"]


def is_seen(record: dict[str, Json], known: str) -> bool:
    """Whether a changed record is refused, or does not come out the same."""
    try:
        return not verified(record, known).same
    except UnreadableError:
        return True


@pytest.mark.parametrize("name", MUTATED)
def test_a_change_of_any_value_is_seen_beside_a_known_digest(name: str) -> None:
    data = record_of_sample(name)
    record = loaded(data)
    known = verified(data).digests["record"]
    assert not is_seen(record, known)
    for way, mutant in mutants(record, 60, seed=1):
        assert is_seen(mutant, known), way
        assert way[0] == "digests" or is_seen(with_digests(mutant), known), way


def test_every_value_of_a_small_record_is_seen_beside_a_known_digest() -> None:
    data = record_of_sample("published/qcbs-blog")
    record, known = loaded(data), verified(data).digests["record"]
    found = mutants(record, 10**6, seed=2)
    assert len(found) > 180
    assert [way for way, mutant in found if not is_seen(mutant, known)] == []
    anew = [(way, with_digests(mutant)) for way, mutant in found if way[0] != "digests"]
    assert [way for way, mutant in anew if not is_seen(mutant, known)] == []


@pytest.mark.parametrize("name", MUTATED)
def test_a_changed_result_with_digests_made_anew_is_seen_without_any_digest(name: str) -> None:
    record = loaded(record_of_sample(name))
    ways = [(way, value) for way, value in leaves(record) if way[0] == "result"]
    for way, value in Random(3).sample(ways, 40):  # noqa: S311
        found = verified(with_digests(changed(record, way, other(value))))
        assert not found.same, way
        pointer = "/" + "/".join(str(one) for one in way)
        assert any(pointer.startswith(one.pointer) for one in found.differences), way


def test_provenance_is_outside_every_digest() -> None:
    record = loaded(record_of_sample("works-auction"))
    found = verified({**record, "provenance": {"bideval": "9.9", "python": "9"}})
    assert found.same
    assert found.digests == verified(record).digests


# What a change says, for whom, and where

CUTS: list[tuple[str, Way, Json, str]] = [
    ("more points than computed", ("placings", 0, "scores", 0, "points"), "100.1", "for"),
    ("fewer points than computed", ("placings", 0, "scores", 0, "points"), "0.1", "against"),
    ("a better rank", ("placings", 1, "rank"), 1, "for"),
    ("a worse rank", ("placings", 0, "rank"), 3, "against"),
    ("a lower price", ("placings", 0, "price"), "1", "for"),
    ("a lower total", ("placings", 0, "total"), "1", "against"),
    ("another winner", ("winner",), "ZZ", "for ZZ, against"),
    ("no winner", ("winner",), None, "against"),
    ("words", ("placings", 0, "scores", 0, "worked"), "x", ""),
]


@pytest.mark.parametrize("case", CUTS, ids=lambda case: case[0])
def test_a_difference_says_both_values_and_which_way_it_cuts(case: tuple[str, Way, Json, str]) -> None:
    _, way, value, cuts = case
    record = loaded(record_of_sample("world-bank-qcbs"))
    found = verified(with_digests(changed(record, ("result", "lots", 0, *way), value)))
    (one,) = found.differences
    assert one.pointer == "/result/lots/0/" + "/".join(map(str, way))
    assert one.recorded == canonical(value).decode()
    assert one.computed != one.recorded
    assert one.cuts.startswith(cuts)
    assert bool(one.cuts) is bool(cuts)


# Texts that are away


def test_a_text_that_is_away_is_said_and_changes_no_digest_but_the_whole() -> None:
    record = loaded(record_of_sample("world-bank-qcbs"))
    texts = record["texts"]
    assert isinstance(texts, dict)
    fewer = with_digests({**record, "texts": dict(list(texts.items())[2:])})
    found, before = verified(fewer), verified(record)
    assert found.same
    assert found.notes == ("2 texts are not in the record; the digests stand, the bodies are not shown.",)
    assert {name for name in found.digests if found.digests[name] != before.digests[name]} == {"record"}


def test_without_a_text_that_rules_read_nothing_is_computed() -> None:
    record = loaded(record_of_sample("waived-guarantee"))
    decisions = put(record, (), record)
    assert isinstance(decisions, dict)
    inputs = record["inputs"]
    assert isinstance(inputs, dict)
    listed = inputs["decisions"]
    assert isinstance(listed, list)
    place, digest_ = next(
        (place, one["gate"]) for place, one in enumerate(listed) if isinstance(one, dict) and "gate" in one
    )
    texts = record["texts"]
    assert isinstance(texts, dict)
    kept = {key: body for key, body in texts.items() if f"sha256:{key}" != digest_}
    found = verified(with_digests({**record, "texts": kept}))
    assert not found.same
    assert f"/decisions/{place}/gate" in (found.not_computed or "")


TEXTS: list[tuple[str, str, str, str]] = [
    ("a body under another's digest", "", "another text", "the digest of the text"),
    (
        "a body that nothing names",
        sha256(b"extra").hexdigest(),
        "extra",
        "neither inputs nor study name such a text",
    ),
]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case[0])
def test_a_wrong_body_is_a_difference(case: tuple[str, str, str, str]) -> None:
    _, key, body, about = case
    record = loaded(record_of_sample("energy-npv"))
    texts = record["texts"]
    assert isinstance(texts, dict)
    found = verified(with_digests({**record, "texts": {**texts, key or next(iter(texts)): body}}))
    assert [one.about for one in found.differences] == [about]


# Inputs that are none


NOT_INPUTS: list[tuple[str, Way, Json, str]] = [
    ("a number not in lowest terms", ("prices", "ash", "lots", "whole", "amount"), "200/2", "canonical form"),
    ("a number in decimals", ("prices", "ash", "lots", "whole", "amount"), "100.5", "canonical form"),
    ("a price that is no number", ("prices", "ash", "lots", "whole", "amount"), "x", "amount"),
    ("an unknown key of a bid", ("bids", "ash", "colour"), "red", "colour"),
    ("an unknown part", ("colour",), {}, "colour"),
    ("a bid under another id", ("bids", "ash", "id"), "elm", "the id 'elm'"),
    ("a list where an object is expected", ("bids",), [], "no object"),
    ("an object where a list is expected", ("decisions",), {}, "list"),
    ("a text where an object is expected", ("tender",), "x", "tender is no object"),
    ("no rules at all", ("tender",), {}, "tender"),
    ("a default that is not stated", ("tender", "places"), None, "canonical form"),
    ("a default of another type", ("tender", "places"), "1", "canonical form"),
    ("a pack that is no text", ("packs",), {"a/b@1": 1}, "no text"),
    ("a pack that is none", ("packs",), {"a/b@1": {}}, "a/b@1"),
    ("a row that is no object", ("marks",), ["x"], "no object"),
    ("a row of bad cells", ("marks",), [{"lot": "*"}], "marks"),
    ("rows out of order", ("evaluators",), [{"id": "b", "role": "chair"}, {"id": "a", "role": "chair"}], ""),
]


@pytest.mark.parametrize("case", NOT_INPUTS, ids=lambda case: case[0])
def test_inputs_that_are_none_are_said_and_not_computed(case: tuple[str, Way, Json, str]) -> None:
    _, way, value, words = case
    record = loaded(record_of_sample("published/qcbs-blog"))
    inputs = record["inputs"]
    assert isinstance(inputs, dict)
    bids = inputs["bids"]
    prices = inputs["prices"]
    assert isinstance(bids, dict)
    assert isinstance(prices, dict)
    first = next(iter(bids))
    way = tuple(first if step == "ash" else step for step in way)
    above: Json = inputs
    for step in way[:-1]:
        above = inside(above, str(step))
    assert isinstance(above, dict)
    above.pop(str(way[-1]), None) if value is None else above.update({str(way[-1]): value})
    found = verified(with_digests(record))
    assert not found.same
    assert found.not_computed is not None
    assert words in found.not_computed


def test_inputs_with_an_error_give_no_result() -> None:
    record = loaded(record_of_sample("published/qcbs-blog"))
    inputs = record["inputs"]
    assert isinstance(inputs, dict)
    del inputs["prices"]
    found = verified(with_digests(record))
    assert "the recorded inputs give no result: BE" in (found.not_computed or "")


def test_a_list_out_of_its_order_has_its_pointer() -> None:
    data: dict[str, Json] = {
        "tender": {"gates": [{"id": "b"}, {"id": "a"}], "lots": [{"id": "z"}, {"id": "a"}]}
    }
    assert order_fault(data) == "/tender/gates"
    assert order_fault({"tender": {"lots": [{"id": "z"}, {"id": "a"}]}}) is None
    assert order_fault({"tender": {"with": {"bands": [{"to": "9"}, {"to": "1"}]}}}) is None
    assert order_fault({"packs": {"a/b@1": {"cases": [{"id": "b"}, {"id": "a"}]}}}) is None


@pytest.mark.parametrize("name", SOUND)
def test_rebuilt_inputs_have_the_same_digest(name: str) -> None:
    inputs = inputs_of_sample(SAMPLES / name)
    data = json.loads(canonical_bytes(inputs))
    texts = bodies_of(inputs, frozenset(digests_in(data)))
    assert set(texts) == set(digests_in(data))
    assert digest_of(data) == digest(inputs)
    assert rebuilt(data, texts).missing == ()
    with pytest.raises(NotRebuiltError):
        rebuilt({**data, "more": {}}, texts)


LONG: list[tuple[str, str]] = [
    ("as many digits as a file may have", "123456789012345.123456789"),
    ("a fraction of long parts", "999999999999999/999999999999998"),
    ("the least there is", "0.000000001"),
]


@pytest.mark.parametrize("case", LONG, ids=lambda case: case[0])
def test_the_longest_numbers_of_a_file_come_back(case: tuple[str, str]) -> None:
    inputs = inputs_of(lowest_price({"ash": case[1], "elm": "999999999999999"}))
    found = verified(record_of(inputs))
    assert found.same
    assert found.digests["inputs"] == digest(inputs)
