"""The form that verify.py holds inputs and studies against: that of the models, and nothing else passes.

A record with a word or a key that the format does not have is never called the same, whoever made its
digests and its result to fit.
"""

import time
from collections.abc import Iterator, Mapping

import pytest

from bideval.errors import Severity
from bideval.model.marking import Assignment, Consensus, Declaration, Evaluator, Interest, Mark, Stage
from bideval.model.measure_text import STEPS
from bideval.model.points import GRADES
from bideval.model.price import RateKind, RateRow, ScheduleLine
from bideval.model.recorded import RecordedAnswer, RecordedFile
from bideval.model.regime_rules import FACTS, PARAMETERS, Counted, Looks, Wait
from bideval.model.units import Unit
from bideval.record.canonical import Json
from tests.record.recorded import SOUND, Way, changed, inside, loaded, with_digests
from tests.record.studied import record_with_whole
from tests.record.test_archive import ARCHIVE
from tests.verifier.form_of_models import form_of_models
from tests.verifier.loaded import code_of, record_of_sample, verifier

ROWS = {
    "Line": ScheduleLine._fields, "Rate": RateRow._fields, "RateKind": RateKind._fields,
    "Evaluator": Evaluator._fields, "Mark": Mark._fields, "Consensus": Consensus._fields,
    "Assignment": Assignment._fields, "Declaration": Declaration._fields,
}  # fmt: skip
# In words, the object and key of the table, and the words of the program's own list.
LISTS: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("stages of declarations",  "Declaration", "stage",       tuple(Stage)),
    ("interests",               "Declaration", "interest",    tuple(Interest)),
    ("units of a measure",      "Measure",     "unit",        tuple(Unit)),
    ("grades of a band",        "Band",        "grade",       GRADES),
    ("what a check looks at",   "Check",       "looks",       tuple(Looks)),
    ("severities of a check",   "Check",       "severity",    tuple(Severity)),
    ("what a wait is counted in", "Step",      "unit",        tuple(Wait)),
    ("where a wait begins",     "Step",        "counted",     tuple(Counted)),
    ("types of an authority",   "Facts",       "authority_type", FACTS["authority_type"] or ()),
    ("nations",                 "Facts",       "nation",      FACTS["nation"] or ()),
    ("what is bought",          "Facts",       "buys",        FACTS["buys"] or ()),
    ("procedures",              "Facts",       "procedure",   FACTS["procedure"] or ()),
]  # fmt: skip


def _lines() -> dict[str, str]:
    text = verifier().FORM.strip().replace("\n  ", " ")
    return {line.split()[0].rstrip(":"): line.split(maxsplit=1)[1] for line in text.splitlines()}


def test_the_table_is_that_of_the_models() -> None:
    lines = _lines()
    made = form_of_models()
    assert len(made) > 60
    assert {name: lines[name] for name in made} == made


def test_the_table_has_every_column_of_the_rows_and_every_key_of_packs() -> None:
    objects, _ = verifier().forms()
    for name, columns in ROWS.items():
        assert set(objects[name].kinds) == set(columns), name
    assert set(objects["File"].kinds) == set(RecordedFile.model_fields)
    assert set(objects["Answer"].kinds) == set(RecordedAnswer.model_fields)
    assert objects["Measure"].one_of == set(STEPS)
    assert set(PARAMETERS) <= set(objects["Check"].kinds)


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case[0])
def test_the_words_of_a_list_are_those_of_the_program(case: tuple[str, str, str, tuple[str, ...]]) -> None:
    _, name, key, expected = case
    objects, lists = verifier().forms()
    kind = objects[name].kinds[key].rstrip("*")
    assert set(lists.get(kind) or kind.split("|")) == set(map(str, expected))


def test_all_that_the_table_names_is_there() -> None:
    module = verifier()
    objects, lists = module.forms()
    small = {*module.KINDS, *module.MANY, "any", "json", "flag", "whole", "ScaleOrName"}
    for form in objects.values():
        for kind in form.kinds.values():
            inner, _, keys = kind.partition("%")
            name = inner.rstrip("*+~")
            assert name in {*small, *objects, *lists} or "|" in name or name in ONE, name
            assert not keys or keys in lists


ONE = {"1", "mark", "evaluated-price", "to-best", "sha256-counter", "lot-value"}


# Changes of whole records: another word in a closed list, a key more in an object


def _closed(value: Json, kind: str, way: Way) -> Iterator[tuple[str, Way]]:
    """Yield each place of a closed list, and of an object, that the table leads to."""
    objects, _ = verifier().forms()
    inner, is_map, _ = kind.partition("%")
    if is_map and isinstance(value, dict):
        for key, one in value.items():
            yield from _closed(one, inner, (*way, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _closed(one, kind.rstrip("*+"), (*way, place))
    elif isinstance(value, dict):
        name = "Scale" if kind == "ScaleOrName" else kind.rstrip("*+")
        if name in objects:
            yield "an object", way
            for key, one in value.items():
                yield from _closed(one, objects[name].kinds[key], (*way, key))
    elif (
        isinstance(value, str) and kind != "ScaleOrName" and (kind[0].isupper() or "|" in kind or kind in ONE)
    ):
        yield "a word", way


def _changes(record: Mapping[str, Json]) -> Iterator[tuple[Way, Json]]:
    for part, kind in (("inputs", "Inputs"), ("study", "Study"), ("files", "File*")):
        for what, way in _closed(record[part], kind, (part,)) if part in record else ():
            at: Json = dict(record)
            for step in way:
                at = inside(at, step)
            yield (
                way,
                ("banana" if what == "a word" else {**at, "banana": "1"} if isinstance(at, dict) else {}),
            )


def _records() -> Iterator[tuple[str, dict[str, Json]]]:
    yield "a study of everything", loaded(record_with_whole())
    for name in SOUND:
        yield name, loaded(record_of_sample(name))


def _codes(every: int) -> dict[tuple[str, Way], int]:
    found: dict[tuple[str, Way], int] = {}
    for name, record in _records():
        for place, (way, new) in enumerate(_changes(record)):
            if place % every == 0:
                found[name, way] = code_of(with_digests(changed(record, way, new)))
    return found


def test_no_other_word_and_no_other_key_passes() -> None:
    codes = _codes(101)
    assert len(codes) > 60
    assert {key: code for key, code in codes.items() if code != 3} == {}


@pytest.mark.long
def test_no_other_word_and_no_other_key_passes_anywhere() -> None:
    codes = _codes(1)
    assert len(codes) > 5000
    assert {key: code for key, code in codes.items() if code != 3} == {}


FORGED: list[tuple[str, str, Way, Json, str]] = [
    # in words                   sample               where                                        is            says
    ("a phase with a capital",   "waived-guarantee",  ("tender", "gates", 0, "phase"),             "Conditions", 'inputs/tender/gates/0/phase: "Conditions" is none of exclusion, conditions'),
    ("on_fail with a lower line", "waived-guarantee", ("tender", "gates", 0, "on_fail"),           "must_disregard", "is none of must-disregard, may-disregard, flag"),
    ("another kind of decision", "waived-guarantee",  ("decisions", 0, "kind"),                    "anull",      'inputs/decisions/0/kind: "anull" is none of exclude'),
    ("another rung",             "works-auction",     ("tender", "ties", 0, "by"),                 "coin",       "is none of lower-price, points, earlier-received, draw"),
    ("a stage that is misspelt", "world-bank-qcbs",   ("tender", "rounding", 0, "stage"),          "weigthed",   "is none of price, measure"),
    ("another status of a bid",  "price-schedule",    ("bids",),                                   "status",     "is none of received, late, withdrawn"),
    ("a number of 2,000 digits", "two-of-three",      ("bids", "fernley", "accounts", 0, "current_assets"), "1" * 1990 + "/1", "is no number"),
    ("null",                     "two-of-three",      ("bids", "fernley", "accounts", 0, "current_assets"), None,         "null is no number"),
]  # fmt: skip


@pytest.mark.parametrize("case", FORGED, ids=lambda case: case[0])
def test_what_is_refused_is_said_with_its_place(case: tuple[str, str, Way, Json, str]) -> None:
    _, name, way, new, words = case
    record = loaded(record_of_sample(name))
    if new == "status":
        bids = inside(record["inputs"], "bids")
        assert isinstance(bids, dict)
        way, new = (*way, min(bids), "status"), "banana"
    module = verifier()
    with pytest.raises(module.UnreadableError) as refused:
        module.checked(changed(record, ("inputs", *way), new))
    assert str(refused.value).startswith("not as the format says: ")
    assert words in str(refused.value)


PRICE: Json = {"field": "price.evaluated"}
LONG: Json = {"present-value": [PRICE], "first": "0", "rate": "1." + "3" * 1990}


def _nested(depth: int, wide: int) -> Json:
    return PRICE if depth == 0 else {"sum": [_nested(depth - 1, wide)] * wide}


def _discounted(first: str) -> Json:
    return {"present-value": [PRICE] * 50, "rate": "3.123456789", "first": first}


MEASURES: list[tuple[str, Json, set[int]]] = [
    # in words                          the measure                                    says
    ("a rate of 1,992 characters",      LONG,                                          {3}),
    ("9 deep",                          _nested(9, 1),                                 {3}),
    ("14 to the power of 4 parts",      _nested(4, 14),                                {3}),
    ("two steps in one",                {"field": "price.evaluated", "min": [PRICE]},  {3}),
    ("no step",                         {"unit": "money"},                             {3}),
    ("from the 1,000th year",           _discounted("1000"),                           {4}),
    ("a sum of 65 parts",               {"sum": [PRICE] * 65},                         {5}),
    ("a product of long figures",       {"product": [_discounted("50")] * 9},          {5}),
]  # fmt: skip


@pytest.mark.parametrize("case", MEASURES, ids=lambda case: case[0])
def test_a_hostile_measure_is_refused_soon(case: tuple[str, Json, set[int]]) -> None:
    _, measure, codes = case
    way = ("inputs", "packs", "screens/price-limit@1", "measure")
    record = with_digests(changed(loaded(record_of_sample("works-auction")), way, measure))
    began = time.process_time()
    assert code_of(record) in codes
    assert time.process_time() - began < 2


def test_a_claim_that_stands_3000_times_is_proved_once() -> None:
    record = loaded((ARCHIVE / "format-1" / "two-of-three.json").read_bytes())
    answers = record["analyses"]
    assert isinstance(answers, list)
    place, one = next((place, one) for place, one in enumerate(answers) if inside(one, "claims"))
    many = inside(one, "claims")
    assert isinstance(many, list)
    began = time.process_time()
    code = code_of(with_digests(changed(record, ("analyses", place, "claims"), many * 3000)))
    assert (code, time.process_time() - began < 2) == (5, True)


WITH: list[tuple[str, Json]] = [
    ("a parameter that there is not", {"moon": "1"}),
    ("a number of 40 digits",         {"most": "1" * 40}),
]  # fmt: skip


@pytest.mark.parametrize("case", WITH, ids=lambda case: case[0])
def test_what_a_rule_gives_to_its_pack_is_of_the_pack(case: tuple[str, Json]) -> None:
    record = loaded(record_of_sample("works-auction"))
    gates = inside(inside(record["inputs"], "tender"), "gates")
    assert isinstance(gates, list)
    place = next(place for place, one in enumerate(gates) if isinstance(one, dict) and "use" in one)
    gate = gates[place]
    assert isinstance(gate, dict)
    changed_gate: Json = {**gate, "with": case[1]}
    assert code_of(with_digests(changed(record, ("inputs", "tender", "gates", place), changed_gate))) == 3
