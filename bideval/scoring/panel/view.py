"""Everything that the moderation page shows, gathered."""

from typing import NamedTuple

from bideval.model.inputs import Inputs
from bideval.model.rules import MarksFrom
from bideval.scoring.governing import unsuperseded
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.agreement import Agreement, agreement
from bideval.scoring.panel.asked import Agreeing, to_agree
from bideval.scoring.panel.spread import LikeWords, Spread, like_words, spreads


class PanelView(NamedTuple):
    """The page for the panel."""

    tender: str
    title: str
    illustration: bool
    is_agreed_on: bool  # whether agreed marks govern
    quorum: int | None
    spreads: tuple[Spread, ...]
    like: tuple[LikeWords, ...]


def panel_view(inputs: Inputs, lots: tuple[LotRules, ...]) -> PanelView:
    """Gather what the panel looks at."""
    rows = to_agree(inputs, lots)
    scales = {row.criterion: row.scale for row in rows}
    rule = inputs.tender.marks
    return PanelView(
        inputs.tender.id,
        inputs.tender.title,
        inputs.tender.illustration,
        rule is not None and rule.from_ is MarksFrom.CONSENSUS,
        rule.quorum if rule else None,
        spreads(rows),
        like_words([row for _, row in unsuperseded(inputs.marks)], scales),
    )


def agreement_by_question(rows: tuple[Agreeing, ...]) -> tuple[tuple[str, Agreement], ...]:
    """Return alpha for each question in published order, and over all questions that share a scale."""
    by_question: dict[str, list[Agreeing]] = {}
    by_scale: dict[object, list[Agreeing]] = {}
    for row in rows:
        by_question.setdefault(row.criterion, []).append(row)
        by_scale.setdefault(row.scale, []).append(row)
    single = [(name, agreement(found)) for name, found in by_question.items()]
    together = [
        ("all questions" if len(by_scale) == 1 else f"all on scale {number}", agreement(found))
        for number, found in enumerate(by_scale.values(), 1)
        if len({row.criterion for row in found}) > 1
    ]
    return (*single, *together)
