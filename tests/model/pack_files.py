"""Sound packs of every kind, as the text data of their files, and ways to spoil them."""

import copy
from collections.abc import Callable
from typing import Any

File = dict[str, Any]

HEAD: File = {
    "bideval-pack": "1",
    "id": "finance/cover",
    "edition": "1",
    "title": "Cover",
    "question": "Is it enough?",
    "status": "U",
    "source": {"title": "A guide", "section": "2", "date": "2019-07-01"},
    "valid": {"from": "2019-07-01", "to": "2029-07-01"},
}
RATIO: File = {
    **HEAD,
    "parameters": {"full": {"unit": "ratio", "default": "2", "above": "0"}},
    "measure": {
        "ratio": [{"field": "bidder.accounts.turnover"}, {"field": "tender.contract.annual_value"}],
        "when_zero": "refuse",
        "when_negative": "refuse",
    },
    "points": {
        "linear": {
            "from": {"at": "0", "points": "0"},
            "to": {"at": "full", "points": "100"},
            "outside": "clamp",
        }
    },
    "threshold": "full",
    "cases": [
        {"words": "half", "given": {"turnover": "1", "annual_value": "1"}, "points": "50"},
        {"words": "no value", "given": {"turnover": "1", "annual_value": "0"}, "refused": "is zero"},
    ],
}
MARKED: File = {
    **HEAD,
    "id": "quality/plan",
    "reads": "mark",
    "parameters": {"scale": {"unit": "scale"}},
    "points": {"scale": "scale"},
    "cases": [
        {"words": "good", "given": {"mark": "4"}, "with": {"scale": "scales/0-5@1"}, "points": "80"},
        {"words": "none", "given": {"mark": "0"}, "with": {"scale": "scales/0-5@1"}, "points": "0"},
    ],
}
SCALE: File = {
    **HEAD,
    "id": "scales/0-2",
    "scale": {"from": "0", "to": "2", "step": "1"},
    "cases": [
        {"words": "one", "given": {"mark": "1"}, "points": "50"},
        {"words": "mean", "given": {"mean": "1.5"}, "points": "75"},
    ],
}
REGIME: File = {
    **HEAD,
    "id": "regimes/here/act-2020",
    "bases": {"minimum": {"consequence": "may-disregard", "wording": "Too low.", "cite": "s.1"}},
    "cases": [
        {"words": "known", "given": {"basis": "minimum"}, "consequence": "may-disregard"},
        {"words": "unknown", "given": {"basis": "x"}, "refused": "has no basis"},
    ],
}
WORDS: File = {
    **HEAD,
    "id": "exclusions/badge",
    "parameters": {"wanted": {"unit": "words", "many": "true", "choices": ["gold", "tin"]}},
    "measure": {"field": "bid.declared.badge", "unit": "words"},
    "threshold": "wanted",
    "cases": [
        {
            "words": "gold",
            "given": {"badge": "gold"},
            "with": {"wanted": ["gold"]},
            "test": "one-of",
            "passes": "true",
        },
        {
            "words": "tin",
            "given": {"badge": "tin"},
            "with": {"wanted": ["gold"]},
            "test": "one-of",
            "passes": "false",
        },
    ],
}


def changed(file: File, change: Callable[[File], object]) -> File:
    """Return a copy of ``file`` with ``change`` made to it."""
    twin = copy.deepcopy(file)
    change(twin)
    return twin


def put(file: File, *path: str | int, value: object) -> File:
    """Return a copy of ``file`` with ``value`` at ``path``."""
    twin = copy.deepcopy(file)
    inside: Any = twin
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return twin


def without(file: File, key: str) -> File:
    """Return a copy of ``file`` without ``key``."""
    return {name: value for name, value in file.items() if name != key}
