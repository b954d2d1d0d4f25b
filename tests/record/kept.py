"""A small folder under custody, made step by step as its people would make it."""

from pathlib import Path

from bideval.errors import Finding
from bideval.record.custody import Custody, custody_of
from bideval.record.journal import JOURNAL, checkpoint_of, parse
from bideval.record.steps import Steps, Taken, Told, decide, enter, freeze, open_prices, take

TENDER = """bideval: 1
id: footpath
title: Footpath repairs
currency: GBP
method: {use: weighted-sum}
weighting: {kind: percent-of-whole}
marks: {from: consensus}
criteria:
  - {id: plan, weight: 60, scale: {from: 0, to: 5, step: 1}}
  - {id: price, weight: 40, formula: lowest-over-bid}
rounding: none
ties: [{by: lower-price}]
"""
EVALUATORS = "id,name,role\nosei,M. Osei,evaluator\n"
MARKS = "criterion,bid,evaluator,mark,at,supersedes,strengths\nplan,heather,osei,4,2026-03-03,,Crews.\nplan,sorrel,osei,3,2026-03-03,,Stages.\n"
CONSENSUS = (
    "criterion,bid,mark,reason,why_moved,at,supersedes\n"
    "plan,heather,4,Crews are named.,,2026-03-04,\n"
    "plan,sorrel,3,The winter is left out.,,2026-03-04,\n"
)
MODERATED = "plan,sorrel,5,The winter stands in annex B.,Annex B was overlooked.,2026-03-05,2026-03-04\n"
PRICES = {
    "prices/heather.yaml": "lots: {whole: {amount: 100}}\n",
    "prices/sorrel.yaml": "lots: {whole: {amount: 104}}\n",
}


def told(day: int, reason: str = "as it was done") -> Told:
    """Return who and why, on a day of March 2026."""
    return Told("R. Ames", f"2026-03-{day:02}", reason)


def write(root: Path, name: str, text: str) -> None:
    """Write a file of the folder."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def swap(root: Path, name: str, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old``, which must be in the file."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    write(root, name, text.replace(old, new))


def add(root: Path, name: str, text: str) -> None:
    """Write ``text`` behind what is in the file."""
    write(root, name, (root / name).read_text(encoding="utf-8") + text)


def did(root: Path, step: Steps, day: int, *, quality_only: bool | None = None) -> Taken:
    """Take a step that nothing stands in the way of."""
    taken = take(root, step, told(day), quality_only=quality_only)
    assert taken.findings == (), taken.findings
    return taken


def refused(root: Path, step: Steps, day: int = 20) -> set[str]:
    """Return the codes of what stands in the way of a step, which must leave the journal as it was."""
    before = (root / JOURNAL).read_bytes() if (root / JOURNAL).exists() else b""
    taken = take(root, step, told(day), quality_only=True if step is open_prices else None)
    assert taken.entries == ()
    assert taken.findings
    assert ((root / JOURNAL).read_bytes() if (root / JOURNAL).exists() else b"") == before
    return {one.code for one in taken.findings}


def frozen(root: Path) -> Path:
    """Make a folder whose rules are fixed."""
    write(root, "tender.yaml", TENDER)
    did(root, freeze, 1)
    return root


def marked(root: Path) -> Path:
    """Make a folder in which all marks are entered, and prices are not opened."""
    frozen(root)
    for bid in ("heather", "sorrel"):
        write(
            root,
            f"bids/{bid}.yaml",
            f"{{id: {bid}, bidder: {{id: {bid}-paths, name: {bid.title()} Paths}}}}\n",
        )
    write(root, "evaluators.csv", EVALUATORS)
    write(root, "marks.csv", MARKS)
    did(root, enter, 3)
    write(root, "consensus.csv", CONSENSUS)
    did(root, enter, 4)
    return root


def opened(root: Path) -> Path:
    """Make a folder in which prices are opened and entered."""
    marked(root)
    did(root, open_prices, 6, quality_only=True)
    for name, text in PRICES.items():
        write(root, name, text)
    did(root, enter, 6)
    return root


def decided(root: Path) -> Path:
    """Make a folder in which the award is decided."""
    opened(root)
    did(root, decide, 9)
    return root


def ready_for(command: str, root: Path) -> Path:
    """Make a folder in which a command that takes a step of custody can take it."""
    if command == "freeze":
        write(root, "tender.yaml", TENDER)
        return root
    return {"open": marked, "decide": opened}[command](root)


def found(root: Path, checkpoint: str | None = None) -> tuple[Finding, ...]:
    """Return what custody finds in a folder."""
    return looked_at(root, checkpoint).found


def looked_at(root: Path, checkpoint: str | None = None) -> Custody:
    """Return the folder held against its journal."""
    return custody_of(root, checkpoint=checkpoint)


def kept_checkpoint(root: Path) -> str:
    """Return the checkpoint of a folder's journal as it is now."""
    return checkpoint_of(parse((root / JOURNAL).read_bytes()))
