"""How deep a measure may be, and that no text data, however shaped, breaks the reader."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.measure_text import parse_measure

Raw = dict[str, object]
ANNUAL: Raw = {"field": "tender.contract.annual_value"}
TWO_YEARS: Raw = {"field": "bidder.accounts.turnover", "years": "2"}
REFUSE: Raw = {"when_zero": "refuse", "when_negative": "refuse"}
PARAMETERS = {"level": "ratio", "forms": "words-list", "stage": "words"}
PLAIN: Raw = {"constant": "1", "unit": "ratio"}
NESTING: list[tuple[str, Callable[[Raw], Raw], Raw]] = [
    ("an absolute value", lambda inner: {"abs": inner}, PLAIN),
    ("a sum", lambda inner: {"sum": [PLAIN, inner]}, PLAIN),
    ("a difference", lambda inner: {"difference": [inner, PLAIN]}, PLAIN),
    ("a ratio", lambda inner: {"ratio": [PLAIN, inner], **REFUSE}, PLAIN),
    ("tests passed", lambda inner: {"count-passing": [{"of": inner, "test": "is", "against": "1"}]}, PLAIN),
    ("a present value", lambda inner: {"present-value": [ANNUAL, inner], "rate": "3", "first": "0"}, ANNUAL),
]


@pytest.mark.parametrize("case", NESTING, ids=lambda case: case[0])
def test_every_step_counts_towards_the_depth(case: tuple[str, Callable[[Raw], Raw], Raw]) -> None:
    _, around, node = case
    for _ in range(7):
        node = around(node)
    assert parse_measure(node)[1] == ()
    too_deep = parse_measure(around(node))[1]
    assert too_deep
    assert all("more than 8 deep" in one.message for one in too_deep)


def test_the_years_of_one_value_count_towards_the_depth() -> None:
    node: Raw = TWO_YEARS
    for _ in range(6):
        node = {"abs": node}
    assert parse_measure({"mean": node})[1] == ()
    assert [one.pointer for one in parse_measure({"mean": {"abs": node}})[1]] == ["/mean" + "/abs" * 7]


WORDS = st.sampled_from(
    [
        "field",
        "constant",
        "parameter",
        "sum",
        "mean",
        "ratio",
        "abs",
        "count-passing",
        "present-value",
        "unit",
        "years",
        "when_zero",
        "of",
        "test",
        "against",
        "rate",
        "first",
        "accepts",
        "stage",
        "2",
        "-1",
        "money",
        "bidder.accounts.turnover",
        "bidder.backing.amount",
        "bid.declared.x",
        "refuse",
        "level",
        "1/0",
    ]
)
ANYTHING = st.recursive(
    st.none() | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(raw=ANYTHING)
def test_no_text_data_breaks_the_reader(raw: object) -> None:
    """Whatever a file holds, the answer is a measure or at least one problem, never both."""
    measure, problems = parse_measure(raw, None, PARAMETERS)
    assert (measure is None) == bool(problems)
