"""The study in a record: its form, its digest, what is refused of it, and what is said of a change."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.record.assembled import assemble
from bideval.record.canonical import Json, UnreadableError, canonical
from bideval.record.compared import ABSENT
from bideval.record.studied import STUDY, study_data, study_of
from bideval.record.verified import read_record
from bideval.scoring.checks.whole_study import check_whole_study
from tests.record.recorded import changed, leaves, loaded, other, verified, with_digests
from tests.record.studied import PAPERS, WHOLE, deep, ready, record_with_whole, study, with_study
from tests.scoring.build import inputs_of

RECORD = loaded(record_with_whole())


def sha(text: str) -> str:
    return f"sha256:{sha256(text.encode()).hexdigest()}"


# Its form, by hand from docs/record.md

FORMS: list[tuple[str, dict[str, object], dict[str, Json]]] = [
    ("nothing stated", {}, {}),
    ("a part with nothing in it is left out", {"ranges": {}, "exposure": {}}, {}),
    ("decimals are fractions in lowest terms", {"rates": {"bond": "1.50"}}, {"rates": {"bond": "3/2"}}),
    ("both ends of a range", {"ranges": {"price": ["30", "62.5"]}}, {"ranges": {"price": ["30/1", "125/2"]}}),
    ("one weight", {"ranges": {"plan": "60"}}, {"ranges": {"plan": "60/1"}}),
    ("the order of the file", {"order": [["plan", "price"]]}, {"order": [["plan", "price"]]}),
    (
        "lists are not sorted",
        {"groupings": {"green": ["price", "plan"]}},
        {"groupings": {"green": ["price", "plan"]}},
    ),
    ("a text is its digest", {"because": "Why?"}, {"because": sha("Why?")}),
    ("what a digest stands for", {"because": sha("Why?")}, {"because": sha("Why?")}),
    ("a day is as it stands", {"asked_at": "2026-05-12"}, {"asked_at": "2026-05-12"}),
    (
        "what is reported",
        {"report": {"social-value": ["plan"], "surplus": "bid.declared.jobs"}},
        {"report": {"social-value": ["plan"], "surplus": sha("bid.declared.jobs")}},
    ),
    (
        "a term of a bid",
        {"exposure": {"handback": {"source": "plan", "bids": {"ash": {"by_year": ["5", "1/3"]}}}}},
        {"exposure": {"handback": {"source": sha("plan"), "bids": {"ash": {"by_year": ["5/1", "1/3"]}}}}},
    ),
    (
        "a rehearsal, with what stands there always",
        {
            "rehearsal": {
                "seed": "s",
                "bids": "3",
                "declared": {"grade": ["high", "low"]},
                "bidders": {"a": {}},
            }
        },
        {
            "rehearsal": {
                "seed": "s",
                "bids": ["3/1", "3/1"],
                "cases": 200,
                "declared": {"grade": ["high", "low"]},
                "bidders": {"a": {"type": "not-stated"}},
            }
        },
    ),
]


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case[0])
def test_a_study_stands_as_canonical_inputs_do(
    case: tuple[str, dict[str, object], dict[str, Json]],
) -> None:
    _, stated, form = case
    assert study_data(study(stated)) == form
    assert study_data(study_of(form, {})) == form


def test_a_study_is_built_again_with_its_texts_in_clear() -> None:
    found = read_record(record_with_whole())
    data = found.data["study"]
    assert isinstance(data, dict)
    assert study_of(data, found.typed.texts) == study(WHOLE)


NUMBERS = st.fractions(min_value=0, max_value=100, max_denominator=1000)


@given(
    st.dictionaries(st.sampled_from(["plan", "price", "a-b"]), st.tuples(NUMBERS, NUMBERS).map(sorted)),
    st.dictionaries(st.sampled_from(["bond", "loan"]), NUMBERS),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
)
def test_any_study_comes_back(
    ranges: dict[str, list[object]], rates: dict[str, object], because: str
) -> None:
    stated = {
        "ranges": {name: list(map(str, span)) for name, span in ranges.items()},
        "rates": {name: str(one) for name, one in rates.items()},
        "because": because,
    }
    before = study(stated)
    data = study_data(before)
    again = study_of(data, {sha(because).removeprefix("sha256:"): because})
    assert again == before
    assert canonical(study_data(again)) == canonical(data)


# Digests


def test_the_digests_of_inputs_rules_and_result_are_those_without_a_study() -> None:
    without = loaded(assemble(ready(), ()))
    with_one, none = RECORD["digests"], without["digests"]
    assert isinstance(with_one, dict)
    assert isinstance(none, dict)
    assert {name: with_one[name] for name in ("inputs", "rules", "result")} == {
        name: one for name, one in none.items() if name != "record"
    }
    assert with_one["record"] != none["record"]
    assert set(with_one) - set(none) == {"study"}
    by_hand = json.dumps(RECORD["study"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert with_one["study"] == sha(by_hand)


def test_the_record_of_a_study_is_the_same_and_its_digest_may_be_known() -> None:
    digests = RECORD["digests"]
    assert isinstance(digests, dict)
    found = verified(record_with_whole(), str(digests["study"]))
    assert found.same, found
    assert found.known == (("study", digests["study"]),)


def test_every_changed_value_of_a_study_is_found_by_its_digest() -> None:
    ways = [(way, value) for way, value in leaves(RECORD) if way[0] == "study"]
    assert len(ways) > 30
    for way, value in ways:
        found = verified(changed(RECORD, way, other(value)))
        assert {"/digests/study", "/digests/record"} <= {one.pointer for one in found.differences}, way


# What is no study

NO_FORM: list[tuple[str, Json]] = [
    ("null", None),
    ("a text", "ranges"),
    ("a list", [{}]),
    ("a number", 1),
    ("true", True),
]


@pytest.mark.parametrize("case", NO_FORM, ids=lambda case: case[0])
def test_what_is_no_object_is_refused(case: tuple[str, Json]) -> None:
    with pytest.raises(UnreadableError, match="study"):
        read_record(canonical({**RECORD, "study": case[1]}))


def test_null_is_no_digest_of_a_study() -> None:
    with pytest.raises(UnreadableError, match="digests/study"):
        read_record(canonical(changed(RECORD, ("digests", "study"), None)))


REFUSED: list[tuple[str, dict[str, Json], str]] = [
    # in words                              what is put in                                       said
    ("a key that there is not",             {"colour": "red"},                                   "colour"),
    ("a key of a part that there is not",   {"report": {"mood": "good"}},                        "mood"),
    ("ranges that are a list",              {"ranges": ["30/1"]},                                "ranges"),
    ("a range that is a text",              {"ranges": {"price": "much"}},                       "much"),
    ("a range of three",                    {"ranges": {"price": ["1/1", "2/1", "3/1"]}},        "range"),
    ("a range upside down",                 {"ranges": {"price": ["50/1", "30/1"]}},             "lowest"),
    ("a range of true",                     {"ranges": {"price": True}},                         "number"),
    ("a range of null",                     {"ranges": {"price": None}},                         "missing"),
    ("a range deep down",                   {"ranges": {"price": deep(40)}},                     "range"),
    ("a number in decimals",                {"rates": {"bond": "1.5"}},                          "canonical form"),
    ("a number not in lowest terms",        {"rates": {"bond": "4/2"}},                          "canonical form"),
    ("a number as JSON has it",             {"rates": {"bond": 2}},                              "canonical form"),
    ("a part with nothing in it",           {"rates": {}},                                       "canonical form"),
    ("what would stand there anyway",       {"rehearsal": {"seed": "s", "bids": "2/1", "cases": 200}}, "canonical form"),
    ("a rehearsal without a seed",          {"rehearsal": {"bids": ["2/1", "2/1"], "cases": 200}}, "seed"),
    ("too many cases",                      {"rehearsal": {"seed": "s", "bids": ["2/1", "2/1"], "cases": 9999}}, "cases"),
    ("an order of three",                   {"order": [["plan", "price", "plan"]]},              "order"),
    ("a text in clear",                     {"because": "Was it?"},                              "canonical form"),
    ("a day that there is not",             {"asked_at": "2026-02-30"},                          "asked_at"),
    ("division by nothing",                 {"rates": {"bond": "1/0"}},                          "1/0"),
    # what does not fit the tender
    ("a criterion that there is not",       {"ranges": {"noise": ["1/1", "2/1"]}},               "BE501"),
    ("a range beyond the whole",            {"ranges": {"price": ["30/1", "130/1"]}},            "BE502"),
    ("the published weight left out",       {"ranges": {"price": ["10/1", "20/1"]}},             "BE503"),
    ("an order that was not published",     {"order": [["price", "plan"]]},                      "BE503"),
    ("the exposure of a lot there is not",  {"exposure": {"lot": "north"}},                      "BE504"),
    ("a bid that there is not",             {"exposure": {"handback": {"source": sha("exit plan"), "bids": {"oak": {"amount": "1/1"}}}}}, "BE504"),
    ("marks that no scale has",             {"rehearsal": {"seed": "s", "bids": ["2/1", "2/1"], "cases": 200, "marks": {"plan": ["8/1", "9/1"]}}}, "BE506"),
    ("a test that there is not",            {"proportionality": {"turnover": {"risk": sha("exit plan")}}}, "BE507"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_a_study_that_is_none_or_does_not_fit_is_a_difference_in_one_sentence(
    case: tuple[str, dict[str, Json], str],
) -> None:
    """The digests are made anew by the one who changes it, so that only the study is at fault."""
    _, change, words = case
    found = verified(with_digests(with_study(change)))
    (wrong,) = (one for one in found.differences if one.pointer.startswith("/study"))
    assert words in f"{wrong.computed} {wrong.pointer}"
    assert "\n" not in wrong.computed
    assert not found.same_but_for_words


def test_what_a_study_of_a_folder_is_refused_for_a_recorded_one_is_refused_for() -> None:
    """The same checks look at both, so the same code is said of both."""
    fault = {"ranges": {"noise": ["1", "2"]}}
    codes = [one.code for one in check_whole_study(study(fault), inputs_of(PAPERS))]
    found = verified(with_digests(with_study({"ranges": {"noise": ["1/1", "2/1"]}})))
    assert [one.computed.split()[0] for one in found.differences if one.pointer.startswith("/study")] == codes


def test_a_study_without_its_file_is_a_difference_and_a_file_without_a_study_is_none() -> None:
    alone = verified(with_digests({**RECORD, "files": []}))
    assert [(one.pointer, one.about) for one in alone.differences] == [
        ("/study", f"no {STUDY} is among the files")
    ]
    earlier = {key: one for key, one in RECORD.items() if key != "study"}
    texts = loaded(assemble(ready(), ()))["texts"]
    assert verified(with_digests({**earlier, "texts": texts})).same


def test_a_digest_of_a_study_that_is_not_there_is_a_difference() -> None:
    without = loaded(assemble(ready(), ()))
    digests = without["digests"]
    assert isinstance(digests, dict)
    found = verified({**without, "digests": {**digests, "study": sha("x")}})
    assert ("/digests/study", ABSENT) in {(one.pointer, one.computed) for one in found.differences}


def test_a_digest_of_a_study_that_is_left_out_is_a_difference() -> None:
    digests = RECORD["digests"]
    assert isinstance(digests, dict)
    bare: Json = {name: one for name, one in digests.items() if name != "study"}
    found = verified({**RECORD, "digests": bare})
    assert ("/digests/study", ABSENT) in {(one.pointer, one.recorded) for one in found.differences}
