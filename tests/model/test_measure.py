"""Measures from text: units and years from the leaves up, and every kind of mistake."""

import pytest

from bideval.model.measure_text import parse_measure

Raw = dict[str, object]
ACC = "bidder.accounts."
TURNOVER: Raw = {"field": f"{ACC}turnover"}
PROFIT: Raw = {"field": f"{ACC}operating_profit"}
TWO_YEARS: Raw = {**TURNOVER, "years": "2"}
ANNUAL: Raw = {"field": "tender.contract.annual_value"}
REFUSE: Raw = {"when_zero": "refuse", "when_negative": "refuse"}
BACKING: Raw = {"field": "bidder.backing.amount"}
PARAMETERS = {
    "rate": "percent",
    "limit": "money",
    "level": "ratio",
    "forms": "words-list",
    "stage": "words",
    "scale": "scale",
    "span": "count",
}


def constant(text: str, unit: str = "ratio") -> Raw:
    """Return a constant node."""
    return {"constant": text, "unit": unit}


GOOD: list[tuple[str, Raw, str]] = [
    ("a first year far away", {"present-value": TWO_YEARS, "rate": "3.5", "first": "50"}, "money"),
    ("one year, reduced", {"sum": {**TURNOVER, "years": "1"}}, "money"),
    ("fifty years, reduced", {"sum": {**TURNOVER, "years": "50"}}, "money"),
    ("a single field", ANNUAL, "money"),
    ("the latest year of a yearly field", TURNOVER, "money"),
    ("a mean of two years", {"mean": TWO_YEARS}, "money"),
    ("a mean of two fields", {"mean": [TURNOVER, PROFIT]}, "money"),
    ("a ratio", {"ratio": [TURNOVER, ANNUAL], **REFUSE}, "ratio"),
    ("a ratio that states its unit", {"ratio": [TURNOVER, ANNUAL], "unit": "ratio", **REFUSE}, "ratio"),
    ("a ratio in percent", {"ratio": [PROFIT, TURNOVER], "unit": "percent", **REFUSE}, "percent"),
    ("money a year", {"ratio": [TURNOVER, {"field": "tender.contract.years"}], **REFUSE}, "money"),
    ("a mean of as many years as a parameter says", {"mean": {**TURNOVER, "years": "span"}}, "money"),
    (
        "yearly ratios over a parameter's years",
        {"mean": {"ratio": [{**PROFIT, "years": "span"}, {**TURNOVER, "years": "span"}], **REFUSE}},
        "ratio",
    ),
    (
        "a ratio taken as nothing without debt",
        {"ratio": [TURNOVER, ANNUAL], **REFUSE, "when_none": "0"},
        "ratio",
    ),
    ("a judgement", {"field": "bid.judged.standing"}, "words"),
    ("a grade of a named agency", {"field": "bidder.rating.grade", "agency": "Northmark"}, "words"),
    ("a score of an agency under a parameter", {"field": "bidder.rating.score", "agency": "stage"}, "ratio"),
    ("the best of yearly ratios", {"max": {"ratio": [TWO_YEARS, TWO_YEARS], **REFUSE}}, "ratio"),
    ("yearly values by a single one", {"sum": {"ratio": [TWO_YEARS, ANNUAL], **REFUSE}}, "ratio"),
    ("a sum of fields", {"sum": [TURNOVER, PROFIT, ANNUAL]}, "money"),
    ("a difference", {"difference": [TURNOVER, PROFIT]}, "money"),
    ("a product", {"product": [constant("0.5"), TURNOVER]}, "money"),
    ("an absolute value", {"abs": {"difference": [TURNOVER, ANNUAL]}}, "money"),
    ("a parameter", {"sum": [TURNOVER, {"parameter": "limit"}]}, "money"),
    ("a ratio taken as a parameter", {"ratio": [TURNOVER, ANNUAL], **REFUSE, "when_zero": "level"}, "ratio"),
    ("a ratio taken as a number", {"ratio": [TURNOVER, ANNUAL], **REFUSE, "when_negative": "-1"}, "ratio"),
    ("a declared value with its unit", {"field": "bid.declared.jobs", "unit": "count"}, "count"),
    ("a declared word", {"field": "bid.declared.badge", "unit": "words"}, "words"),
    ("a mark", {"field": "bid.mark"}, "mark"),
    ("backing with words in place", {**BACKING, "accepts": ["bond"], "stage": "promised"}, "money"),
    ("backing with parameters", {**BACKING, "accepts": "forms", "stage": "stage"}, "money"),
    ("the present value of years", {"present-value": TWO_YEARS, "rate": "3.5", "first": "1"}, "money"),
    (
        "the present value of a list",
        {"present-value": [TURNOVER, ANNUAL], "rate": "rate", "first": "0"},
        "money",
    ),
    (
        "tests passed",
        {
            "count-passing": [
                {"of": TURNOVER, "test": "more-than", "against": "0"},
                {"of": PROFIT, "test": "is", "against": "limit"},
            ]
        },
        "count",
    ),
]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case[0])
def test_a_sound_measure_has_its_unit(case: tuple[str, Raw, str]) -> None:
    _, raw, unit = case
    measure, problems = parse_measure(raw, None, PARAMETERS)
    assert problems == ()
    assert measure is not None
    assert (measure.unit, measure.years) == (unit, None)


BAD: list[tuple[str, object, str, str]] = [
    ("fifty-one years", {"sum": {**TURNOVER, "years": "51"}}, "/sum/years", "whole number"),
    ("a ratio of a word", {"ratio": "turnover", **REFUSE}, "/ratio", "a list of two values"),
    ("nothing", None, "", "a step of a measure is expected"),
    ("a number alone", "5", "", "a step of a measure is expected"),
    ("an empty map", {}, "", "no step stands here"),
    ("a step misspelt", {"diference": [TURNOVER, PROFIT]}, "", "Did you mean difference?"),
    ("two steps in one", {"sum": [TURNOVER, PROFIT], "min": [TURNOVER, PROFIT]}, "", "sum and min"),
    ("a key that is none", {**TURNOVER, "yers": "2"}, "/yers", "not a key here"),
    ("a field that is none", {"field": "bidder.accounts.turnovr"}, "/field", "is not a field"),
    ("a field that is a list", {"field": ["x"]}, "/field", "expected here, as text"),
    ("a declared value without unit", {"field": "bid.declared.jobs"}, "", "is not stated"),
    (
        "a declared value in no known unit",
        {"field": "bid.declared.jobs", "unit": "pounds"},
        "/unit",
        "not one of",
    ),
    ("a declared id in capitals", {"field": "bid.declared.Jobs", "unit": "count"}, "/field", "is not an id"),
    ("years of a single field", {**ANNUAL, "years": "2"}, "/years", "not one a year"),
    ("half a year", {"mean": {**TURNOVER, "years": "2.5"}}, "/mean/years", "whole number"),
    (
        "years under a parameter that is none",
        {"mean": {**TURNOVER, "years": "limit"}},
        "/mean/years",
        "is in money; count is needed here",
    ),
    (
        "years of two kinds together",
        {"max": [{"sum": [{**TURNOVER, "years": "span"}, TWO_YEARS]}, ANNUAL]},
        "/max/0/sum",
        "values of 2 and span years stand together",
    ),
    (
        "a parameter's years and nothing around them",
        {**TURNOVER, "years": "span"},
        "",
        "ends in span yearly values",
    ),
    (
        "no debt refused",
        {"ratio": [TURNOVER, ANNUAL], **REFUSE, "when_none": "refuse"},
        "/when_none",
        "refuse is not a parameter",
    ),
    (
        "no debt taken as money",
        {"ratio": [TURNOVER, ANNUAL], **REFUSE, "when_none": "limit"},
        "/when_none",
        "ratio is needed",
    ),
    ("a rating of nobody", {"field": "bidder.rating.grade"}, "/agency", "the agency whose rating is read"),
    (
        "an agency beside a turnover",
        {**TURNOVER, "agency": "Northmark"},
        "/agency",
        "agency belongs to bidder.rating.grade",
    ),
    ("a judgement on no id", {"field": "bid.judged.Financial Standing"}, "/field", "is not an id"),
    (
        "years of a rating",
        {"field": "bidder.rating.score", "agency": "x", "years": "2"},
        "/years",
        "has one value",
    ),
    ("years in words", {"mean": {**TURNOVER, "years": "two"}}, "/mean/years", "not a number"),
    ("no years at all", {"mean": {**TURNOVER, "years": "0"}}, "/mean/years", "whole number"),
    ("years of words", {"field": "bid.declared.x", "unit": "words", "years": "2"}, "/years", "by the year"),
    ("yearly values at the end", TWO_YEARS, "", "ends in 2 yearly values"),
    ("a mean of one value", {"mean": TURNOVER}, "/mean", "one single value"),
    ("a list of one", {"mean": [TWO_YEARS]}, "/mean", "two or more"),
    ("an empty list", {"sum": []}, "/sum", "list of values"),
    ("years that differ", {"sum": [TWO_YEARS, {**PROFIT, "years": "3"}]}, "/sum", "2 and 3 years"),
    ("money plus a ratio", {"sum": [TURNOVER, constant("1")]}, "", "does not go over money and ratio"),
    (
        "percent of money",
        {"product": [constant("10", "percent"), TURNOVER]},
        "",
        "does not go over percent and money",
    ),
    (
        "years by money",
        {"ratio": [{"field": "tender.contract.years"}, ANNUAL], **REFUSE},
        "",
        "does not go over",
    ),
    ("a difference of three", {"difference": [TURNOVER, PROFIT, ANNUAL]}, "/difference", "exactly two"),
    ("a product of years of one field", {"product": TWO_YEARS}, "/product", "a list of values"),
    ("a ratio of one", {"ratio": [TURNOVER], **REFUSE}, "/ratio", "exactly two"),
    (
        "a ratio silent on zero",
        {"ratio": [TURNOVER, ANNUAL], "when_negative": "refuse"},
        "",
        "states when_zero",
    ),
    (
        "a ratio silent below zero",
        {"ratio": [TURNOVER, ANNUAL], "when_zero": "refuse"},
        "",
        "states when_negative",
    ),
    (
        "a ratio taken as no number",
        {"ratio": [TURNOVER, ANNUAL], **REFUSE, "when_zero": "40%"},
        "/when_zero",
        "percent sign",
    ),
    (
        "a ratio taken as money",
        {"ratio": [TURNOVER, ANNUAL], **REFUSE, "when_zero": "limit"},
        "/when_zero",
        "ratio is needed",
    ),
    ("a unit that is another", {**TURNOVER, "unit": "ratio"}, "/unit", "works out as money"),
    ("a constant without unit", {"sum": [TURNOVER, {"constant": "5"}]}, "/sum/1", "states its unit"),
    ("a constant with a comma", constant("1,000"), "/constant", "comma"),
    ("a constant of words", constant("1", "words"), "/unit", "not one of"),
    ("a parameter that is a list", {"parameter": ["level"]}, "/parameter", "expected here, as text"),
    ("a test that is a word", {"count-passing": ["profit"]}, "/count-passing/0", "a test with of"),
    ("a parameter that is none", {"parameter": "limt"}, "/parameter", "not a parameter"),
    ("a parameter of words", {"parameter": "stage"}, "/parameter", "not a number"),
    ("an absolute word", {"abs": {"field": "bid.declared.x", "unit": "words"}}, "", "does not go over words"),
    ("backing of no form", {**BACKING, "stage": "promised"}, "/accepts", "forms of backing"),
    (
        "backing called in no known way",
        {**BACKING, "accepts": ["bond"], "stage": "promised", "called": "at-will"},
        "/called",
        "not one of",
    ),
    (
        "backing until no day",
        {**BACKING, "accepts": ["bond"], "stage": "promised", "until": "2031-02-29"},
        "/until",
        "is not a date",
    ),
    (
        "grades of a provider without an agency",
        {**BACKING, "accepts": ["bond"], "stage": "promised", "grades": ["A"]},
        "",
        "go together",
    ),
    (
        "backing of an unknown form",
        {**BACKING, "accepts": ["bnd"], "stage": "promised"},
        "/accepts/0",
        "not one of",
    ),
    ("backing at no stage", {**BACKING, "accepts": ["bond"]}, "/stage", "not one of"),
    (
        "backing with forms that are money",
        {**BACKING, "accepts": "limit", "stage": "stage"},
        "/accepts",
        "words-list",
    ),
    (
        "accepts where it does not belong",
        {**TURNOVER, "accepts": ["bond"]},
        "/accepts",
        "belongs to bidder.backing.amount",
    ),
    (
        "a test without a test",
        {"count-passing": [{"of": TURNOVER, "against": "0"}]},
        "/count-passing/0/test",
        "not one of",
    ),
    (
        "a test against nothing",
        {"count-passing": [{"of": TURNOVER, "test": "is"}]},
        "/count-passing/0/against",
        "a number",
    ),
    (
        "a test of yearly values",
        {"count-passing": [{"of": TWO_YEARS, "test": "is", "against": "0"}]},
        "/count-passing/0/of",
        "one number",
    ),
    (
        "a test one-of",
        {"count-passing": [{"of": TURNOVER, "test": "one-of", "against": "0"}]},
        "/count-passing/0/test",
        "not one of",
    ),
    ("a present value without rate", {"present-value": TWO_YEARS, "first": "0"}, "/rate", "a number"),
    ("a present value without a first year", {"present-value": TWO_YEARS, "rate": "3"}, "/first", "a number"),
    (
        "a present value in part years",
        {"present-value": TWO_YEARS, "rate": "3", "first": "0.5"},
        "/first",
        "whole number",
    ),
    (
        "a rate that leaves nothing",
        {"present-value": TWO_YEARS, "rate": "-100", "first": "0"},
        "/rate",
        "nothing to divide by",
    ),
    (
        "a present value of one single value",
        {"present-value": TURNOVER, "rate": "3", "first": "0"},
        "/present-value",
        "goes over money",
    ),
    (
        "a present value of counts",
        {"present-value": [constant("1", "count"), constant("1", "count")], "rate": "3", "first": "0"},
        "/present-value",
        "goes over money",
    ),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_a_mistake_is_named_at_its_place(case: tuple[str, object, str, str]) -> None:
    _, raw, pointer, words = case
    measure, problems = parse_measure(raw, None, PARAMETERS)
    assert measure is None
    assert [one.pointer for one in problems if words in f"{one.message} {one.remedy}"] == [pointer], problems


def test_every_mistake_is_reported_at_once() -> None:
    raw = {"sum": [{"field": "nowhere"}, {"ratio": [TURNOVER, ANNUAL]}, {"constant": "x", "unit": "money"}]}
    _, problems = parse_measure(raw)
    assert [one.pointer for one in problems] == ["/sum/0/field", "/sum/1", "/sum/1", "/sum/2/constant"]


DECLARES = [
    ("the tender's unit is taken", {"field": "bid.declared.jobs"}, {"jobs": "count"}, "count"),
    ("a unit that agrees", {"field": "bid.declared.jobs", "unit": "count"}, {"jobs": "count"}, "count"),
    ("a unit that differs", {"field": "bid.declared.jobs", "unit": "money"}, {"jobs": "count"}, None),
    (
        "a value that the tender does not declare",
        {"field": "bid.declared.jobs", "unit": "count"},
        {"job": "count"},
        None,
    ),
]


@pytest.mark.parametrize("case", DECLARES, ids=lambda case: case[0])
def test_declared_values_follow_the_tender(case: tuple[str, Raw, dict[str, str], str | None]) -> None:
    _, raw, declared, unit = case
    measure, problems = parse_measure(raw, declared)
    assert (measure.unit if measure else None) == unit
    assert bool(problems) == (unit is None)
