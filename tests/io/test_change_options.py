"""Options of the command line become the data that a scenario has; what is not of their form is refused."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bideval.io.change_options import OptionError, changes_of
from bideval.model.written import written

LINEAR = {"from": {"at": "0", "points": "0"}, "to": {"at": "2.5", "points": "100"}, "outside": "clamp"}

RIGHT: list[tuple[str, str, Mapping[str, object]]] = [
    # kind          typed                              data
    ("weight",      "price=30",                        {"criterion": "price", "to": "30"}),
    ("weight",      "price=2/9,from=plan",             {"criterion": "price", "to": "2/9", "take_from": "plan"}),
    ("gate",        "security=3500000",                {"gate": "security", "to": "3500000"}),
    ("gate",        "grade=green;amber",               {"gate": "grade", "to": ["green", "amber"]}),
    ("drop-gate",   "plan/minimum",                    {"gate": "plan/minimum"}),
    ("score-gate",  "bond=5,pack",                     {"gate": "bond", "weight": "5", "points": "pack"}),
    ("score-gate",  "bond=5,0..2.5,from=price",        {"gate": "bond", "weight": "5", "points": {"linear": LINEAR}, "take_from": "price"}),
    ("fold-bond",   "1.5",                             {"rate": "1.5"}),
    ("fold-bond",   "bond=1.5",                        {"rate": "1.5", "gate": "bond"}),
    ("formula",     "price=qcbs",                      {"criterion": "price", "use": "qcbs"}),
    ("formula",     "price=budget-linear:budget=9;floor=0", {"criterion": "price", "use": "budget-linear", "with": {"budget": "9", "floor": "0"}}),
    ("method",      "vfm-index:constant=1",            {"use": "vfm-index", "with": {"constant": "1"}}),
    ("rounding",    "none",                            {"to": "none"}),
    ("rounding",    "total:2:half-up,rank_on=exact",   {"to": [{"stage": "total", "places": "2", "mode": "half-up"}], "rank_on": "exact"}),
    ("ties",        "none",                            {"to": "none"}),
    ("ties",        "points:plan,draw",                {"to": [{"by": "points", "of": "plan"}, {"by": "draw", "method": "sha256-counter", "order": "id"}]}),
    ("without-bid", "ash",                             {"bid": "ash"}),
    ("price",       "ash=10.5",                        {"bid": "ash", "to": "10.5"}),
    ("price",       "ash/north=10",                    {"bid": "ash", "to": "10", "lot": "north"}),
    ("mark",        "plan/ash/e1=3",                   {"criterion": "plan", "bid": "ash", "evaluator": "e1", "to": "3"}),
    ("consensus",   "plan/ash=3",                      {"criterion": "plan", "bid": "ash", "to": "3"}),
    ("reserve",     "charity,cic",                     {"types": ["charity", "cic"]}),
]  # fmt: skip


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: f"{case[0]}-{case[1]}")
def test_an_option(case: tuple[str, str, Mapping[str, object]]) -> None:
    kind, text, data = case
    (found,), findings = changes_of([(kind, text)])
    assert findings == ()
    assert written(found.change) == {"kind": kind, **data}
    option = {"without-bid": "without"}.get(kind, kind)
    assert str(found.source) == f"--{option} {text}"


WRONG: list[tuple[str, str, str]] = [
    ("nothing after the sign", "weight", "price="),
    ("no sign", "weight", "price"),
    ("no name", "weight", "=30"),
    ("nothing after from", "weight", "price=30,from="),
    ("a gate without a value", "gate", "security"),
    ("no points rule", "score-gate", "security=5"),
    ("no weight", "score-gate", "security=,pack"),
    ("a parameter without a value", "formula", "price=qcbs:floor"),
    ("no formula", "formula", "price"),
    ("no method", "method", ":a=1"),
    ("a rounding without its places", "rounding", "total:half-up"),
    ("nothing to round", "rounding", "rank_on=exact"),
    ("no price", "price", "ash"),
    ("a mark of nobody", "mark", "plan/ash=3"),
    ("a mark of too many", "mark", "plan/ash/e1/e2=3"),
    ("an agreed mark of somebody", "consensus", "plan/ash/e1=3"),
    ("backing from nowhere", "backing", "ash"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_an_option_that_is_not_of_its_form(case: tuple[str, str, str]) -> None:
    _, kind, text = case
    with pytest.raises(OptionError, match=r"not of the form|names nothing|is not none or"):
        changes_of([(kind, text)])


VALUES: list[tuple[str, str, str]] = [
    ("a weight over 100", "weight", "price=101"),
    ("a weight below 0", "weight", "price=-1"),
    ("a word for a number", "price", "ash=dear"),
    ("a type that is none", "reserve", "mutual"),
    ("a stage that is none", "rounding", "sum:2:half-up"),
    ("a rung that is none", "ties", "highest"),
    ("an id that is none", "drop-gate", "Bond"),
]


@pytest.mark.parametrize("case", VALUES, ids=lambda case: case[0])
def test_a_value_that_cannot_be_is_a_finding(case: tuple[str, str, str]) -> None:
    _, kind, text = case
    found, findings = changes_of([(kind, text)])
    assert found == ()
    assert {one.code for one in findings} == {"BE052"}
    assert {str(one.sources[0]) for one in findings} == {f"--{kind} {text}"}


FILES: list[tuple[str, str, str, set[str]]] = [
    ("a list of backing", "backing", "- {form: bond, amount: 5, stage: promised}\n", set()),
    ("under its key", "backing", "backing: [{form: bond, amount: 5, stage: promised}]\n", set()),
    ("nothing of the kind", "backing", "form: bond\n", {"BE052"}),
    ("a form that is none", "backing", "- {form: hope, amount: 5, stage: promised}\n", {"BE052"}),
    ("no YAML", "backing", "- {form: [\n", {"BE010"}),
    ("a bid", "with-bid", "bid: {id: oak, bidder: {id: oak, name: Oak}}\nmarks: {plan: 3}\n", set()),
    (
        "a bid with a key too many",
        "with-bid",
        "bid: {id: oak, bidder: {id: oak, name: Oak}}\nmark: 3\n",
        {"BE050"},
    ),
    ("a list for a bid", "with-bid", "- oak\n", {"BE056"}),
]


@pytest.mark.parametrize("case", FILES, ids=lambda case: case[0])
def test_files_that_options_name(case: tuple[str, str, str, set[str]], tmp_path: Path) -> None:
    _, kind, content, codes = case
    file = tmp_path / "given.yaml"
    file.write_text(content)
    text = f"ash={file}" if kind == "backing" else str(file)
    found, findings = changes_of([(kind, text)])
    assert len(found) == (not codes)
    assert {one.code for one in findings} == codes


def test_a_file_that_is_not_there() -> None:
    found, findings = changes_of([("with-bid", "nowhere/oak.yaml")])
    assert found == ()
    assert len(findings) == 1
