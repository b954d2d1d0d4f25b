"""Scenario files: what is read, what is refused, and what is written back reads the same."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.folder import read_folder
from bideval.io.places import Places
from bideval.io.scenarios import scenario_of, scenario_text
from bideval.io.yaml_text import read_yaml
from bideval.model.change import KINDS
from bideval.model.scenario import Scenario
from tests.samples.folders import SAMPLES

HEAD = {"name": "dearer", "author": "Audit committee", "reason": "why not", "date": "2026-05-12"}
PRICE = {"kind": "weight", "criterion": "price", "to": "30"}


def data(*changes: object, **head: object) -> dict[str, object]:
    return {**HEAD, **head, "changes": list(changes) or [PRICE]}


def without(key: str) -> dict[str, object]:
    return {name: value for name, value in data().items() if name != key}


WRONG: list[tuple[str, object, str, str]] = [
    # in words                     data                                                   code     what is said
    ("no name",                    without("name"),                                       "BE051", "name is missing"),
    ("no author",                  without("author"),                                     "BE051", "author is missing"),
    ("no reason",                  without("reason"),                                     "BE051", "reason is missing"),
    ("no date",                    without("date"),                                       "BE051", "date is missing"),
    ("no changes",                 without("changes"),                                    "BE051", "changes is missing"),
    ("no change",                  {**data(), "changes": []},                             "BE052", "nothing stands here"),
    ("another name",               data(name="cheaper"),                                  "BE520", "calls itself cheaper"),
    ("a day that is none",         data(date="2026-02-30"),                               "BE052", "not a date of the calendar"),
    ("a key too many",             data(why="because"),                                   "BE050", "why is not a key here"),
    ("a change without a kind",    data({"criterion": "price", "to": "3"}),               "BE051", "kind is missing"),
    ("a change that is a word",    data("weight"),                                        "BE051", "kind is missing"),
    ("a kind that is none",        data({**PRICE, "kind": "wieght"}),                     "BE052", "not a kind of change"),
    ("a key of another kind",      data({**PRICE, "bid": "quillon"}),                     "BE050", "bid is not a key here"),
    ("a value left out",           data({"kind": "weight", "criterion": "price"}),        "BE051", "to is missing"),
    ("a weight over 100",          data({**PRICE, "to": "101"}),                          "BE052", "is more than 100"),
    ("a weight below 0",           data({**PRICE, "to": "-1"}),                           "BE052", "is less than 0"),
    ("a weight with a sign",       data({**PRICE, "to": "30%"}),                          "BE052", "percent sign"),
    ("a price below 0",            data({"kind": "price", "bid": "ash", "to": "-1"}),     "BE052", "is less than 0"),
    ("a rate below 0",             data({"kind": "fold-bond", "rate": "-1"}),             "BE052", "is less than 0"),
    ("a gate that is no id",       data({"kind": "drop-gate", "gate": "A gate"}),         "BE052", "right form"),
    ("a stage that is none",        data({"kind": "rounding", "to": [{"stage": "sum", "places": "2", "mode": "up"}]}),        "BE052", "is not one of"),
    ("reserved for nobody",        data({"kind": "reserve", "types": []}),                "BE052", "nothing stands here"),
    ("an award rule below 0",      data({"kind": "award-rule", "rule": "cap", "to": "-1"}), "BE052", "is less than 0"),
    ("an award rule unnamed",      data({"kind": "drop-rule"}),                           "BE051", "rule is missing"),
    ("backing of no form",         data({"kind": "backing", "bid": "ash", "backing": [{"form": "hope", "amount": "1", "stage": "promised"}]}), "BE052", "is not one of"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_a_scenario_that_is_refused(case: tuple[str, object, str, str]) -> None:
    _, given, code, said = case
    scenario, findings = scenario_of(given, "scenarios/dearer.yaml", "dearer")
    assert scenario is None
    assert [one.code for one in findings] == [code]
    assert said in findings[0].message
    assert findings[0].remedy


ONE_OF_EACH: Mapping[str, Mapping[str, object]] = {
    "weight": {"criterion": "price", "to": "2/9", "take_from": "plan"},
    "gate": {"gate": "bond", "to": ["a", "b"]},
    "drop-gate": {"gate": "plan/minimum"},
    "score-gate": {"gate": "bond", "weight": "5", "points": {"lookup": {"gold": "100", "no bid: none": "0"}}},
    "fold-bond": {"rate": "1.5", "gate": "bond"},
    "formula": {"criterion": "price", "use": "qcbs", "with": {"floor": "-5"}},
    "method": {"use": "lowest-compliant"},
    "rounding": {"to": [{"stage": "total", "places": "2", "mode": "half-up", "of": ["plan"]}], "rank_on": "exact"},
    "ties": {"to": "none"},
    "without-bid": {"bid": "ash"},
    "without-evaluator": {"evaluator": "mistry"},
    "with-bid": {
        "bid": {"id": "oak", "bidder": {"id": "oak", "name": 'Oak, "and" son: 1'}, "declared": {"beds": "4"}},
        "prices": {"lots": {"whole": {"amount": "10.50", "vat": "zero"}}},
        "marks": {"plan": "3"},
    },
    "price": {"bid": "ash", "to": "450000000.50", "lot": "north"},
    "mark": {"criterion": "plan", "bid": "ash", "evaluator": "e1", "to": "-1"},
    "consensus": {"criterion": "plan", "bid": "ash", "to": "3"},
    "reserve": {"types": ["charity", "cic"]},
    "backing": {"bid": "ash", "backing": "none"},
    "award-rule": {"rule": "limit-3", "to": "2"},
    "drop-rule": {"rule": "lot-limit"},
}  # fmt: skip


def test_there_is_one_of_each_kind() -> None:
    assert ONE_OF_EACH.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_written_reads_the_same(kind: str) -> None:
    scenario = Scenario.model_validate({**HEAD, "changes": [{"kind": kind, **ONE_OF_EACH[kind]}]})
    assert read_back(scenario) == scenario


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=30))
def test_any_reason_reads_the_same(reason: str) -> None:
    scenario = Scenario.model_validate({**data(), "reason": reason})
    found, findings = read_yaml("a.yaml", scenario_text(scenario).encode(), Places())
    assert isinstance(found, dict)
    assert findings or found["reason"] == reason


def read_back(scenario: Scenario) -> Scenario:
    found, findings = read_yaml("dearer.yaml", scenario_text(scenario).encode(), Places())
    assert findings == ()
    named, problems = scenario_of(found, "scenarios/dearer.yaml", "dearer")
    assert problems == ()
    assert named is not None
    return Scenario.model_validate(
        {**named.head.model_dump(), "changes": [one.change for one in named.changes]}
    )


def test_the_scenarios_of_a_folder_are_read_with_their_places() -> None:
    reading = read_folder(SAMPLES / "community-health")
    assert reading.findings == ()
    assert "smaller-security" in reading.scenarios
    source = reading.scenarios["smaller-security"].changes[0].source
    assert reading.places.locate(source).line == 7


FOLDERS = [
    ("an empty file", "scenarios/a.yaml", "", {"BE054"}),
    ("another ending", "scenarios/a.yml", "name: a\n", {"BE051", "BE058"}),
    ("below a folder", "scenarios/old/a.yaml", "name: a\n", {"BE058"}),
    ("not even a list of names", "scenarios/a.yaml", "weight\n", {"BE052"}),
]


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case[0])
def test_files_that_are_no_scenarios(case: tuple[str, str, str, set[str]], tmp_path: Path) -> None:
    _, name, content, codes = case
    (tmp_path / "tender.yaml").write_text(
        "bideval: 1\nid: a\ntitle: A\ncurrency: GBP\nmethod: {use: lowest-compliant}\nrounding: none\n"
    )
    target = tmp_path / name
    target.parent.mkdir(parents=True)
    target.write_text(content)
    assert {one.code for one in read_folder(tmp_path).findings} == codes
