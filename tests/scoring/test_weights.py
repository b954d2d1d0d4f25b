from collections.abc import Iterator, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.criterion import Criterion
from bideval.model.tender import Weighting
from bideval.scoring.weights import Family, everything, families, leaves, resolve_weights

F = Fraction
Tree = Mapping[str, object]  # a weight as text, a range, or (weight, tree) for a section

WHOLE, PARENT = {"kind": "percent-of-whole"}, {"kind": "percent-of-parent"}
POINTS = {"kind": "points", "total": "1000"}


def family(tree: Tree) -> Family:
    """Return a family of criteria written as id: weight, or id: (weight, tree)."""
    return Family(tuple(Criterion.model_validate(one) for one in _texts(tree)), "/criteria")


def _texts(tree: Tree) -> Iterator[dict[str, object]]:
    for name, stated in tree.items():
        if isinstance(stated, tuple):
            weight, below = stated
            yield {"id": name, "weight": weight, "criteria": list(_texts(below))}
        else:
            yield {"id": name, "weight": stated}


VALID: list[tuple[str, dict[str, str], Tree, Mapping[str, str], dict[str, str]]] = [
    # in words, weighting, tree, decided, weights of the leaves in units of the whole
    ("percent of the whole", WHOLE, {"a": "60", "b": "40"}, {}, {"a": "60", "b": "40"}),
    (
        "a section without a weight",
        WHOLE,
        {"s": (None, {"a": "25", "b": "15"}), "c": "60"},
        {},
        {"a": "25", "b": "15", "c": "60"},
    ),
    (
        "a section that agrees",
        WHOLE,
        {"s": ("40", {"a": "25", "b": "15"}), "c": "60"},
        {},
        {"a": "25", "b": "15", "c": "60"},
    ),
    ("thirds", WHOLE, {"a": "100/3", "b": "200/3"}, {}, {"a": "100/3", "b": "200/3"}),
    ("a criterion that does not count", WHOLE, {"a": "100", "b": "0"}, {}, {"a": "100", "b": "0"}),
    ("points of a thousand", POINTS, {"a": "600", "b": "400"}, {}, {"a": "600", "b": "400"}),
    (
        "percent of the parent, three deep",  # 40 x 50 / 100 = 20; 40 x 50 x 30 / 10000 = 6
        PARENT,
        {"s": ("40", {"a": "50", "t": ("50", {"b": "30", "c": "70"})}), "d": "60"},
        {},
        {"a": "20", "b": "6", "c": "14", "d": "60"},
    ),
    ("a range that is decided", WHOLE, {"a": ["30", "60"], "b": "55"}, {"a": "45"}, {"a": "45", "b": "55"}),
    (
        "a range decided at its end",
        WHOLE,
        {"a": ["30", "60"], "b": "40"},
        {"a": "60"},
        {"a": "60", "b": "40"},
    ),
    (
        "a section's range that is decided",
        WHOLE,
        {"s": (["30", "50"], {"a": "40"}), "b": "60"},
        {"s": "40"},
        {"a": "40", "b": "60"},
    ),
    (
        "a decision about a fixed weight moves nothing",
        WHOLE,
        {"a": "60", "b": "40"},
        {"a": "10"},
        {"a": "60", "b": "40"},
    ),
]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case[0])
def test_weights_in_units_of_the_whole(
    case: tuple[str, dict[str, str], Tree, Mapping[str, str], dict[str, str]],
) -> None:
    _, weighting, tree, decided, expected = case
    set_later = {name: F(weight) for name, weight in decided.items()}
    found, findings = resolve_weights(family(tree), Weighting.model_validate(weighting), set_later)
    assert findings == ()
    assert found is not None
    assert found.by_leaf == {name: F(weight) for name, weight in expected.items()}
    assert found.whole == F(weighting.get("total", "100"))


INVALID: list[tuple[str, dict[str, str], Tree, Mapping[str, str], str, str]] = [
    # in words, weighting, tree, decided, findings, part of a message
    ("a missing weight", WHOLE, {"a": "60", "b": None}, {}, "BE101 /criteria/1", "b has no weight"),
    (
        "a negative weight",
        WHOLE,
        {"a": "110", "b": "-10"},
        {},
        "BE102 /criteria/1/weight",
        "the weight of b is below zero",
    ),
    ("too little", WHOLE, {"a": "60", "b": "35"}, {}, "BE103 /criteria", "sum to 95, not 100"),
    ("too much by a billionth", WHOLE, {"a": "60", "b": "40.000000001"}, {}, "BE103 /criteria", "not 100"),
    (
        "points that miss their total",
        POINTS,
        {"a": "60", "b": "40"},
        {},
        "BE103 /criteria",
        "sum to 100, not 1000",
    ),
    (
        "two families of the parent that do not add up",
        PARENT,
        {"s": ("40", {"a": "50", "b": "40"}), "d": "50"},
        {},
        "BE103 /criteria BE103 /criteria/0/criteria",
        "this family sum to 90, not 100",
    ),
    (
        "a range that nobody has set",
        WHOLE,
        {"a": ["30", "60"], "b": "55"},
        {},
        "BE104 /criteria/0/weight",
        "30 to 60 and not yet set",
    ),
    (
        "decided below its range",
        WHOLE,
        {"a": ["30", "60"], "b": "71"},
        {"a": "29"},
        "BE105 /criteria/0/weight BE106 /criteria",
        "outside its published range 30 to 60",
    ),
    (
        "decided above its range",
        WHOLE,
        {"a": ["30", "60"], "b": "39"},
        {"a": "61"},
        "BE105 /criteria/0/weight BE106 /criteria",
        "decided as 61",
    ),
    (
        "ranges that are too high",
        WHOLE,
        {"a": ["60", "70"], "b": "41"},
        {"a": "60"},
        "BE103 /criteria BE106 /criteria",
        "run from 101 to 111",
    ),
    (
        "a section that does not agree",
        WHOLE,
        {"s": ("45", {"a": "25", "b": "15"}), "c": "60"},
        {},
        "BE107 /criteria/0/weight",
        "states weight 45, but its criteria sum to 40",
    ),
]


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case[0])
def test_weights_that_do_not_hold(
    case: tuple[str, dict[str, str], Tree, Mapping[str, str], str, str],
) -> None:
    _, weighting, tree, decided, expected, words = case
    set_later = {name: F(weight) for name, weight in decided.items()}
    found, findings = resolve_weights(family(tree), Weighting.model_validate(weighting), set_later)
    assert found is None
    assert " ".join(sorted(f"{one.code} {one.sources[0].pointer}" for one in findings)) == expected
    assert words in " ".join(one.message for one in findings)


parts = st.lists(st.integers(1, 50), min_size=1, max_size=4)


@st.composite
def shares(draw: st.DrawFn, above: str = "c", depth: int = 3) -> dict[str, object]:
    """Draw a tree in percent of the parent, whose every family sums to 100."""
    counts = draw(parts)
    tree: dict[str, object] = {}
    for place, count in enumerate(counts):
        weight, name = str(F(100 * count, sum(counts))), f"{above}-{place}"
        below = draw(shares(name, depth - 1)) if depth > 1 and draw(st.booleans()) else None
        tree[name] = weight if below is None else (weight, below)
    return tree


def paths(tree: Tree, above: Fraction) -> Iterator[Fraction]:
    """The weight of each leaf, multiplied along its path: a second way, from the top down."""
    for given_ in tree.values():
        weight, below = given_ if isinstance(given_, tuple) else (given_, None)
        share = above * F(str(weight)) / 100
        yield from [share] if below is None else paths(below, share)


@given(shares())
def test_shares_of_the_parent_multiply_and_sum_to_the_whole(tree: dict[str, object]) -> None:
    root = family(tree)
    found, findings = resolve_weights(root, Weighting.model_validate(PARENT), {})
    assert findings == ()
    assert found is not None
    assert sum(found.by_leaf.values()) == 100
    assert [found.by_leaf[leaf.id] for leaf, _ in leaves(root)] == list(paths(tree, F(100)))


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_weights_of_the_whole_are_never_rescaled(weights: list[int]) -> None:
    tree = {f"c{place}": str(weight) for place, weight in enumerate(weights)}
    found, findings = resolve_weights(family(tree), Weighting.model_validate(WHOLE), {})
    if sum(weights) == 100:
        assert found is not None
        assert list(found.by_leaf.values()) == weights
    else:
        assert found is None
        assert [one.code for one in findings] == ["BE103"]


def test_pointers_lead_to_every_section_and_leaf() -> None:
    root = family({"s": (None, {"a": "25", "t": (None, {"b": "15"})}), "c": "60"})
    assert [(one.id, pointer) for one, pointer in everything(root)] == [
        ("s", "/criteria/0"),
        ("c", "/criteria/1"),
        ("a", "/criteria/0/criteria/0"),
        ("t", "/criteria/0/criteria/1"),
        ("b", "/criteria/0/criteria/1/criteria/0"),
    ]
    assert [leaf.id for leaf, _ in leaves(root)] == ["a", "b", "c"]
    assert [one.pointer for one in families(root)] == [
        "/criteria",
        "/criteria/0/criteria",
        "/criteria/0/criteria/1/criteria",
    ]
