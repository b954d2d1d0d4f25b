"""A sample edited as people edit it: text in files, and what the evaluation of that comes to."""

import re
import shutil
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

from bideval.analysis.changes.apply import Applied, apply
from bideval.analysis.changes.placed import Placed
from bideval.errors import Source
from bideval.io.judged_folder import judge_folder
from bideval.model.change import KINDS
from bideval.model.evaluation import Evaluation, LotResult
from bideval.model.inputs import Inputs
from tests.scoring.build import Data, text

Edit = Callable[[str], str]
LEAF = re.compile(r"(- id: (\S+)\n\s+title: .*\n\s+weight: )(\S+)")


def placed(*changes: Data) -> list[Placed]:
    """Type changes as a scenario file has them."""
    return [
        Placed(KINDS[str(one["kind"])].model_validate(text(one)), Source("scenario", f"/changes/{at}"))
        for at, one in enumerate(changes)
    ]


def applied(inputs: Inputs, *changes: Data) -> Applied:
    """Apply changes to inputs."""
    return apply(placed(*changes), inputs)


def edited(sample: Path, root: Path, edits: Mapping[str, Edit]) -> Evaluation:
    """Copy a sample, edit its files, and evaluate it; fail where it has an error."""
    folder = root / "edited"
    shutil.copytree(sample, folder)
    shutil.rmtree(folder / "scenarios", ignore_errors=True)
    (folder / "study.yaml").unlink(missing_ok=True)  # it may name what is edited, and moves no result
    for name, edit in edits.items():
        file = folder / name
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        after = edit(before)
        assert after != before, f"{name} is as it was"
        if after:
            file.write_text(after, encoding="utf-8")
        else:
            file.unlink()
    judged = judge_folder(folder)
    assert judged.evaluation is not None, [f"{one.code} {one.message}" for one in judged.findings]
    return judged.evaluation


def replaced(old: str, new: str) -> Edit:
    """Put ``new`` in place of ``old``, which stands there once."""

    def edit(content: str) -> str:
        assert content.count(old) == 1, old
        return content.replace(old, new)

    return edit


def both(*edits: Edit) -> Edit:
    """Make one edit after the other."""

    def edit(content: str) -> str:
        for one in edits:
            content = one(content)
        return content

    return edit


def reweighed(weights: Callable[[str, Fraction], Fraction]) -> Edit:
    """Give each criterion of community-health another weight, as a fraction."""
    return lambda content: LEAF.sub(
        lambda met: f"{met[1]}{str(weights(met[2], Fraction(met[3]))).replace(' ', '')}", content
    )


def without_gate(gate: str) -> Edit:
    """Take a gate of community-health out."""
    return lambda content: re.sub(rf"  - id: {gate}\n(?:    .*\n)+", "", content)


def figures(evaluation: Evaluation) -> list[object]:
    """What an evaluation comes to, without the places that it was read from."""
    return [_figures(lot) for lot in evaluation.lots]


def _figures(lot: LotResult) -> object:
    placings = {
        one.bid: (
            one.status,
            one.rank,
            one.price,
            one.total,
            one.total_exact,
            {score.criterion: (score.weight, score.points_exact, score.weighted) for score in one.scores},
            [(gate.gate, gate.passed, gate.value, gate.required) for gate in one.gates],
            one.shadow and (one.shadow.rank, one.shadow.total),
        )
        for one in lot.placings
    }
    return (lot.id, lot.status, lot.winners, lot.tied, lot.margin, lot.margin_exact, placings)
