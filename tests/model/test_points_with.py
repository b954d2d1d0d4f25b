"""What the values of parameters do to points rules, and the scales that are put into them."""

from fractions import Fraction

import pytest

from bideval.model.parameters import Value
from bideval.model.points import LookupRule, ScaleRule
from bideval.model.points_text import parse_points
from bideval.model.points_with import check_points, settled
from bideval.model.raw import Named
from bideval.model.scale import Scale, ScaleMark
from tests.model.points_files import PARAMETERS, Raw, band, bands, line

F = Fraction
PASS_FAIL = Scale((ScaleMark(F(0), F(0)), ScaleMark(F(1), F(100))))

WITH: list[tuple[str, Raw, str, dict[str, Value], str | None, str]] = [
    (
        "parameters in order",
        line(("low", "0"), ("high", "some")),
        "ratio",
        {"low": F(1), "high": F(2), "some": F(9)},
        None,
        "",
    ),
    (
        "a falling line is sound",
        line(("low", "0"), ("high", "9")),
        "ratio",
        {"low": F(2), "high": F(1)},
        None,
        "",
    ),
    (
        "anchors that meet",
        line(("low", "0"), ("high", "9")),
        "ratio",
        {"low": F(1), "high": F(1)},
        "/high",
        "one value",
    ),
    (
        "an anchor on a constant",
        line(("0", "0"), ("high", "9")),
        "ratio",
        {"high": F(0)},
        "/high",
        "one value",
    ),
    (
        "bands in order",
        bands(band(None, "low", "0"), band("low", "high", "5")),
        "ratio",
        {"low": F(1), "high": F(2)},
        None,
        "",
    ),
    (
        "bands that cross",
        bands(band(None, "low", "0"), band("low", "high", "5")),
        "ratio",
        {"low": F(3), "high": F(2)},
        "/high",
        "do not rise",
    ),
    ("a band that vanishes", bands(band("low", "2", "5")), "ratio", {"low": F(2)}, "/low", "do not rise"),
    ("too many points", line(("0", "0"), ("1", "some")), "ratio", {"some": F(101)}, "/some", "end at 100"),
    (
        "negative points in a lookup",
        {"lookup": {"late": "some"}},
        "words",
        {"some": F(-1)},
        "/some",
        "begin at 0",
    ),
    (
        "an absent value is another's business",
        line(("low", "0"), ("high", "9")),
        "ratio",
        {"low": F(1)},
        None,
        "",
    ),
]


@pytest.mark.parametrize("case", WITH, ids=lambda case: case[0])
def test_what_parameters_do_to_a_rule(
    case: tuple[str, Raw, str, dict[str, Value], str | None, str],
) -> None:
    _, raw, unit, with_, pointer, words = case
    rule, _ = parse_points(raw, unit, PARAMETERS)
    assert rule is not None
    problems = check_points(rule, with_)
    assert [one.pointer for one in problems] == ([] if pointer is None else [pointer])
    assert all(words in one.message for one in problems)


SETTLED: list[tuple[str, ScaleRule, dict[str, Value], str | None]] = [
    ("a scale of the shelf", ScaleRule("scales/pass-fail@1"), {}, None),
    ("a reference that a parameter holds", ScaleRule(Named("scale")), {"scale": "scales/pass-fail@1"}, None),
    (
        "a scale that a parameter holds",
        ScaleRule(Named("scale")),
        {"scale": {"marks": ({"mark": "0", "points": "0"}, {"mark": "1", "points": "100"})}},
        None,
    ),
    ("a scale that is there already", ScaleRule(PASS_FAIL), {}, None),
    ("a reference that leads nowhere", ScaleRule(Named("scale")), {"scale": "scales/0-6@1"}, "/scale"),
    ("a scale in place that is wrong", ScaleRule(Named("scale")), {"scale": {"marks": ()}}, "/scale/marks"),
    ("no scale", ScaleRule(Named("scale")), {}, "/scale"),
]


@pytest.mark.parametrize("case", SETTLED, ids=lambda case: case[0])
def test_a_scale_is_put_in(case: tuple[str, ScaleRule, dict[str, Value], str | None]) -> None:
    _, rule, with_, pointer = case
    ready, problems = settled(rule, with_, {"scales/pass-fail@1": PASS_FAIL})
    assert [one.pointer for one in problems] == ([] if pointer is None else [pointer])
    assert ready == (ScaleRule(PASS_FAIL) if pointer is None else rule)


def test_other_rules_need_no_scale() -> None:
    rule, _ = parse_points({"lookup": {"gold": "100"}}, "words")
    assert isinstance(rule, LookupRule)
    assert settled(rule, {}, {}) == (rule, ())
