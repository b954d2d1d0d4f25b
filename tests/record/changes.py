"""What is done to a folder under custody in the tests: right and wrong."""

from collections.abc import Callable
from pathlib import Path

from bideval.record.canonical import digest_of
from bideval.record.entries import Draft, Kind, Row
from bideval.record.journal import JOURNAL, append, recover
from bideval.record.steps import Told, enter, freeze, take
from tests.record.kept import (
    add,
    did,
    marked,
    swap,
    write,
)

Make = Callable[[Path], Path]
Change = Callable[[Path], object]
REFINE = (
    "- {id: less-price, kind: refine, field: tender.yaml#/criteria/1/weight, from: '40', to: '30',"
    " reason: as published anew, by: R. Ames, at: 2026-03-02}\n"
    "- {id: more-plan, kind: refine, field: tender.yaml#/criteria/0/weight, from: '60', to: '70',"
    " reason: as published anew, by: R. Ames, at: 2026-03-02}\n"
)


REGIME = """bideval: 1
id: footpath
title: Footpath repairs
currency: GBP
began: 2026-01-15
regime: uk/procurement-act-2023@1
method: {use: weighted-sum}
weighting: {kind: percent-of-whole}
marks: {from: consensus}
criteria:
  - {id: plan, weight: 60, scale: {from: 0, to: 5, step: 1}, clause: ITT 1}
  - {id: price, weight: 40, formula: lowest-over-bid, clause: ITT 2}
rounding: none
"""


def both(*changes: Change) -> Change:
    """Return the changes one after the other."""

    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def swapped(name: str, old: str, new: str) -> Change:
    """Return the change that puts text in the place of other text."""
    return lambda root: swap(root, name, old, new)


def added(name: str, text: str) -> Change:
    """Return the change that adds text to a file, or makes it."""
    return lambda root: add(root, name, text) if (root / name).exists() else write(root, name, text)


def entered(day: int) -> Change:
    """Return the step that enters what is new."""
    return lambda root: did(root, enter, day)


def gone(name: str) -> Change:
    """Return the change that takes a file away."""
    return lambda root: (root / name).unlink()


def nothing(root: Path) -> None:
    """Change nothing."""


def cut(bytes_: int) -> Change:
    """Return the change that cuts bytes off the end of the journal."""

    def change(root: Path) -> None:
        path = root / JOURNAL
        path.write_bytes(path.read_bytes()[:-bytes_])

    return change


def forged(draft: Draft) -> Change:
    """Return the change that appends an entry which no command would make."""
    return lambda root: append(root / JOURNAL, [draft])


def set_aside(root: Path) -> None:
    """Set aside what was cut off, and enter it again."""
    recover(root / JOURNAL, "R. Ames", "2026-03-10", "the disk was full")


def cut_lines(root: Path, number: int) -> None:
    """Cut whole lines off the end of the journal."""
    lines = (root / JOURNAL).read_bytes().splitlines(keepends=True)
    (root / JOURNAL).write_bytes(b"".join(lines[:-number]))


def anew(root: Path) -> None:
    """Write the last entry anew, with another reason and a sound chain."""
    cut_lines(root, 1)
    take(root, enter, Told("R. Ames", "2026-03-04", "another reason"))


def without_agreed(root: Path) -> Path:
    """Make a folder in which one agreed mark is missing."""
    marked(root)
    (root / JOURNAL).unlink()
    for name in ("bids", "evaluators.csv", "marks.csv", "consensus.csv"):
        (root / name).rename(root.parent / f"{root.name}-{name}")
    did(root, freeze, 1)
    for name in ("bids", "evaluators.csv", "marks.csv", "consensus.csv"):
        (root.parent / f"{root.name}-{name}").rename(root / name)
    swap(root, "consensus.csv", "plan,sorrel,3,The winter is left out.,,2026-03-04,\n", "")
    did(root, enter, 4)
    return root


def drop_line(root: Path, number: int) -> None:
    """Take a line out of the journal."""
    lines = (root / JOURNAL).read_bytes().splitlines(keepends=True)
    (root / JOURNAL).write_bytes(b"".join(lines[:number] + lines[number + 1 :]))


def swap_lines(root: Path, one: int, other: int) -> None:
    """Let two lines of the journal change places."""
    lines = (root / JOURNAL).read_bytes().splitlines(keepends=True)
    lines[one], lines[other] = lines[other], lines[one]
    (root / JOURNAL).write_bytes(b"".join(lines))


def written(text: str) -> Make:
    """Return how to make a folder with nothing but these rules."""

    def make(root: Path) -> Path:
        write(root, "tender.yaml", text)
        return root

    return make


REWEIGHED = both(
    swapped("tender.yaml", "weight: 40", "weight: 30"), swapped("tender.yaml", "weight: 60", "weight: 70")
)
MORE_PRICE = Draft(Kind.PRICE, "R. Ames", "2026-03-09", "x", file="prices/oak.yaml", digest=digest_of({}))
AGAIN = Draft(
    Kind.MARK, "R. Ames", "2026-03-09", "x", file="marks.csv",
    rows=(Row("*/plan/sorrel/osei@2026-03-03", digest_of({})),), digest=digest_of({}),
)  # fmt: skip
