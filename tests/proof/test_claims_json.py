"""Claims as JSON: the same claim comes back, and nothing malformed is read."""

import copy
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.proof.checking import check
from bideval.proof.claims import BestRank, CannotWin, Claim, PairBound, SmallestWholeMove, WorstRank
from bideval.proof.claims_json import KINDS, Json, Unread, as_json, from_json
from bideval.proof.region import Region, Row
from bideval.proof.tree import Bound, Nothing, Split
from tests.proof.base import CLAIMS


def through_text(claim: Claim) -> object:
    """Write a claim as a text and read it back."""
    return from_json(json.loads(json.dumps(as_json(claim))))


@pytest.mark.parametrize("name", CLAIMS)
def test_each_kind_comes_back(name: str) -> None:
    back = through_text(CLAIMS[name])
    assert back == CLAIMS[name]
    assert type(back) is type(CLAIMS[name])
    assert check(back) == check(CLAIMS[name])


def test_each_kind_is_there() -> None:
    assert {type(claim) for claim in CLAIMS.values()} == set(KINDS.values())


def test_the_form_that_the_page_shows() -> None:
    assert as_json(CLAIMS["can win on a tie"]) == {
        "claim": "can-win",
        "region": {"low": ["0/1", "0/1"], "high": ["50/1", "100/1"], "rows": []},
        "differences": [["10/1", "-10/1"]],
        "wins_ties": [True],
        "witness": ["50/1", "50/1"],
        "parts": 1,
    }
    assert as_json(CLAIMS["no whole move, by cases"])["tree"] == [
        {"split": 0, "at": 0},
        {"empty": ["0/1", "1/1", "0/1"]},
        {"empty": ["0/1", "-1/1", "0/1"]},
    ]
    assert as_json(CLAIMS["best rank, in tenths"]) == {
        "claim": "best-rank",
        "region": {"low": ["0/1", "0/1"], "high": ["100/1", "100/1"], "rows": []},
        "differences": [["-510/1", "490/1"], ["490/1", "-510/1"]],
        "rank": 2,
        "witness": ["100/1", "0/1"],
        "conflicts": [["20/1", "1/1", "1/1"]],
        "parts": 10,
    }


numbers = st.fractions() | st.integers()
vectors = st.lists(numbers, max_size=4).map(tuple)
rows = st.builds(Row, vectors, numbers | st.none(), numbers | st.none())
regions = st.builds(Region, vectors, vectors, st.lists(rows, max_size=2).map(tuple))
matrices = st.lists(vectors, max_size=3).map(tuple)
flags = st.lists(st.booleans(), max_size=3).map(tuple)
places = st.integers(-(10**20), 10**20)
nodes = st.builds(Split, places, places) | st.builds(Bound, vectors) | st.builds(Nothing, vectors)
claims = (
    st.builds(CannotWin, regions, matrices, flags, vectors, places)
    | st.builds(PairBound, regions, vectors, numbers, vectors, vectors)
    | st.builds(BestRank, regions, matrices, places, vectors, matrices, places)
    | st.builds(WorstRank, regions, matrices, places, vectors, matrices, places)
    | st.builds(
        SmallestWholeMove,
        st.sampled_from(("points", "largest")),
        regions,
        vectors,
        matrices,
        vectors,
        numbers | st.none(),
        vectors | st.none(),
        st.lists(nodes, max_size=4).map(tuple),
    )
)


@given(claims)
def test_any_claim_comes_back_and_is_checked_without_a_traceback(claim: Claim) -> None:
    assert through_text(claim) == claim
    assert isinstance(check(claim).proved, bool)


NUMBERS = [
    # in words                  text             value
    ("a whole number",          "7/1",           7),
    ("nothing",                 "0/1",           0),
    ("a negative fraction",     "-3/2",          Fraction(-3, 2)),
    ("a long one",              f"1/{10**1999}", Fraction(1, 10**1999)),
    ("no denominator",          "7",             None),
    ("not in lowest terms",     "2/2",           None),
    ("nothing, oddly",          "0/5",           None),
    ("nothing, negative",       "-0/1",          None),
    ("a zero in front",         "07/1",          None),
    ("a zero in front below",   "7/01",          None),
    ("divided by nothing",      "7/0",           None),
    ("a sign below",            "7/-2",          None),
    ("a plus sign",             "+7/1",          None),
    ("a decimal",               "7.5",           None),
    ("an exponent",             "7e1/1",         None),
    ("a space",                 " 7/1",          None),
    ("a line end",              "7/1\n",         None),
    ("an underscore",           "1_000/1",       None),
    ("other digits",            "\u0667/1",      None),
    ("too long",                f"{10**2000}/1", None),
    ("no text",                 "",              None),
    ("a number of JSON's",      7,               None),
    ("a float",                 7.5,             None),
    ("a truth",                 True,            None),
    ("a list",                  ["7/1"],         None),
]  # fmt: skip


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case[0])
def test_numbers(case: tuple[str, Json, Fraction | None]) -> None:
    _, text, expected = case
    read = from_json({**as_json(CLAIMS["pair bound"]), "least": text})
    if expected is None:
        assert read == Unread("/least is not in lowest terms") or read == Unread(
            '/least is no number of the form "n/d"'
        )
    else:
        assert isinstance(read, PairBound)
        assert read.least == expected


def changed(name: str, path: str, value: object) -> object:
    """Return a claim's JSON with another value at a path; ``...`` takes the key away."""
    data: object = copy.deepcopy(as_json(CLAIMS[name]))
    *way, last = path.split("/")
    at = data
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step] if isinstance(at, dict) else None
    if isinstance(at, list):
        at[int(last)] = value
    elif isinstance(at, dict) and value is ...:
        del at[last]
    elif isinstance(at, dict):
        at[last] = value
    return data


MALFORMED = [
    # in words                          JSON                                                     the reason
    ("no object",                       [],                                                      "a claim is an object"),
    ("nothing",                         None,                                                    "a claim is an object"),
    ("no kind",                         changed("can win", "claim", ...),                        "no such claim"),
    ("an unknown kind",                 changed("can win", "claim", "may-win"),                  "no such claim"),
    ("a kind that is a list",           changed("can win", "claim", ["can-win"]),                "no such claim"),
    ("a key is missing",                changed("can win", "witness", ...),                      "/witness is missing"),
    ("a key too many",                  changed("can win", "weights", []),                       "/weights is unknown"),
    ("another claim's key",             changed("can win", "duals", []),                         "/duals is unknown"),
    ("another kind with these keys",    changed("can win", "claim", "cannot-win"),               "/duals is missing"),
    ("a region that is a list",         changed("can win", "region", []),                        "/region is no object"),
    ("a region without ranges",         changed("can win", "region/low", ...),                   "/region/low is missing"),
    ("an unknown key in a region",      changed("can win", "region/sum", "100/1"),               "/region/sum is unknown"),
    ("a range without an end",          changed("can win", "region/high/0", None),               "/region/high/0 is no number"),
    ("a row that is a list",            changed("only ties, by an order", "region/rows/0", []),  "/region/rows/0 is no object"),
    ("a row without a bound",           changed("only ties, by an order", "region/rows/0/low", ...), "/region/rows/0/low is missing"),
    ("a row's bound as a list",         changed("only ties, by an order", "region/rows/0/low", []), "/region/rows/0/low is no number"),
    ("points that are text",            changed("can win", "differences", "10/1"),               "/differences is no list"),
    ("a rival that is a number",        changed("can win", "differences/0", "10/1"),             "/differences/0 is no list"),
    ("a flag of 1",                     changed("can win", "wins_ties/0", 1),                    "/wins_ties/0 is neither"),
    ("a flag as text",                  changed("can win", "wins_ties/0", "true"),               "/wins_ties/0 is neither"),
    ("a kind of move that is none",     changed("smallest move", "kind", None),                  "/kind is no text"),
    ("an empty node",                   changed("no whole move, by cases", "tree/0", {}),                 "/tree/0/at is missing"),
    ("a node that is text",             changed("no whole move, by cases", "tree/0", "split"),            "/tree/0 is no object"),
    ("an unknown leaf",                 changed("no whole move, by cases", "tree/1", {"cut": []}),        "/tree/1/at is missing"),
    ("a leaf of two kinds",             changed("no whole move, by cases", "tree/1/bound", []),           "/tree/1/at is missing"),
    ("a leaf without numbers",          changed("no whole move, by cases", "tree/1/empty", None),         "/tree/1/empty is no list"),
    ("a split at a fraction",           changed("no whole move, by cases", "tree/0/at", "0/1"),           "/tree/0/at is no whole number"),
    ("a split at a float",              changed("no whole move, by cases", "tree/0/at", 0.0),             "/tree/0/at is no whole number"),
    ("a split of a truth",              changed("no whole move, by cases", "tree/0/split", False),        "/tree/0/split is no whole number"),
    ("a tree that is nested",           changed("no whole move, by cases", "tree/0", [{}]),               "/tree/0 is no object"),
    ("a rank as a fraction",            changed("best rank", "rank", "2/1"),                     "/rank is no whole number"),
    ("a rank that is a float",          changed("best rank", "rank", 2.0),                       "/rank is no whole number"),
    ("a rank that is true",             changed("best rank of all", "rank", True),               "/rank is no whole number"),
    ("no rank",                         changed("worst rank", "rank", None),                     "/rank is no whole number"),
    ("a conflict that is a number",     changed("best rank", "conflicts/0", "2/1"),              "/conflicts/0 is no list"),
    ("a multiplier that is a float",    changed("best rank", "conflicts/0/1", 1.0),              "/conflicts/0/1 is no number"),
    ("conflicts that are none",         changed("worst rank", "conflicts", None),                "/conflicts is no list"),
    ("a rank without conflicts",        changed("worst rank", "conflicts", ...),                 "/conflicts is missing"),
    ("parts as a fraction",             changed("can win", "parts", "1/1"),                      "/parts is no whole number"),
    ("no word on parts",                changed("can win", "parts", ...),                        "/parts is missing"),
    ("a claim of no tender's",          changed("best rank", "claim", "whole-minimum"),            "no such claim"),
]  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case[0])
def test_malformed(case: tuple[str, object, str]) -> None:
    _, data, reason = case
    read = from_json(data)
    assert isinstance(read, Unread)
    assert reason in read.reason


def everything(data: object) -> list[tuple[object, str | int]]:
    """Return every place of a JSON value as its container and its key."""
    if isinstance(data, dict):
        return [(data, key) for key in data] + [one for part in data.values() for one in everything(part)]
    if isinstance(data, list):
        return [(data, key) for key in range(len(data))] + [one for part in data for one in everything(part)]
    return []


def put(container: object, key: str | int, value: object) -> None:
    """Put a value at a place of an object or a list."""
    if isinstance(container, dict):
        container[key] = value
    if isinstance(container, list) and isinstance(key, int):
        container[key] = value


@pytest.mark.parametrize("name", CLAIMS)
def test_no_value_in_any_place_raises(name: str) -> None:
    """Whatever stands at any place of a claim, reading and checking end with an answer."""
    values: tuple[object, ...] = (None, 1.5, "1/3", "x", -1, 10**30, True, [], [[]], {}, {"low": None})
    for place in range(len(everything(as_json(CLAIMS[name])))):
        for value in values:
            data = copy.deepcopy(as_json(CLAIMS[name]))
            container, key = everything(data)[place]
            put(container, key, value)
            read = from_json(data)
            assert isinstance(read, Unread) or isinstance(check(read).proved, bool)
