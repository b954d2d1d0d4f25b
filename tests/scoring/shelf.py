"""Packs of the tests' own, one of each kind, and a tender that has them on its shelf."""

from bideval.model.pack import Pack
from bideval.model.pack_text import parse_pack
from tests.scoring.checks.base import PLAIN, SCALE, changed

LINEAR = {
    "linear": {"from": {"at": "0", "points": "0"}, "to": {"at": "full", "points": "100"}, "outside": "clamp"}
}
HEAD = {
    "bideval-pack": "1",
    "edition": "1",
    "title": "A pack",
    "question": "How much?",
    "status": "U",
    "source": {"title": "Invented rules", "section": "1"},
    "valid": {"from": "2020-01-01"},
}


def pack(reference: str, **parts: object) -> Pack:
    """Return a pack of the tests' own."""
    name = reference.partition("@")[0]
    raw = {**HEAD, "id": name, **parts}
    found, findings = parse_pack(raw, f"criteria/{name}.yaml")
    assert found is not None, findings
    return found


TURNOVER = {"field": "bidder.accounts.turnover"}
COVER = pack(
    "finance/cover@1",
    parameters={"full": {"unit": "money"}},
    measure=TURNOVER,
    points=LINEAR,
    cases=[
        {"words": "none", "given": {"turnover": "0"}, "with": {"full": "10"}, "measure": "0", "points": "0"},
        {"words": "half", "given": {"turnover": "5"}, "with": {"full": "10"}, "measure": "5", "points": "50"},
    ],
)
SIZE = pack(
    "finance/size@1",
    parameters={"least": {"unit": "money"}},
    measure=TURNOVER,
    threshold="least",
    cases=[
        {
            "words": "under",
            "given": {"turnover": "1"},
            "with": {"least": "2"},
            "measure": "1",
            "test": "at-least",
            "passes": "false",
        },
        {
            "words": "over",
            "given": {"turnover": "3"},
            "with": {"least": "2"},
            "measure": "3",
            "test": "at-least",
            "passes": "true",
        },
    ],
)
MARKED = pack(
    "quality/marked@1",
    reads="mark",
    parameters={"scale": {"unit": "scale"}},
    points={"scale": "scale"},
    cases=[
        {"words": "low", "given": {"mark": "0"}, "with": {"scale": SCALE}, "points": "0"},
        {"words": "high", "given": {"mark": "5"}, "with": {"scale": SCALE}, "points": "100"},
    ],
)
FIVE = pack(
    "scales/five@1",
    scale=SCALE,
    cases=[
        {"words": "low", "given": {"mark": "0"}, "points": "0"},
        {"words": "high", "given": {"mark": "5"}, "points": "100"},
    ],
)
SHELF = {f"packs|{one.reference}": one for one in (COVER, SIZE, MARKED, FIVE)}
HERE = changed(PLAIN, SHELF)
