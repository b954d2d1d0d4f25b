"""What the report for the file adds: every mark with its reason and who gave it, decisions, documents."""

from collections.abc import Iterator

from bideval.model.evaluation import Evaluation, LotResult, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.numbers import figure_text
from bideval.report.letters.rules_told import documents
from bideval.report.letters.sheets import Grid, Part
from bideval.report.tables import name_text
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.letters.gaps import Told, told_by_key
from bideval.scoring.lot_rules import LotRules

_MARKED = ("bidder", "mark", "reason", "in the tender", "whose")
_DECIDED = ("decision", "about", "reason", "by", "at")


def file_parts(inputs: Inputs, evaluation: Evaluation) -> tuple[Part, ...]:
    """Return the parts that members' reports leave out."""
    rules = {one.id: one for one in compile_rules(inputs).scorable}
    marks = [part for lot in evaluation.lots for part in _marks(inputs, lot, rules[lot.id])]
    return (
        *marks,
        _decisions(inputs),
        Part("Documents", (), documents(inputs.tender) or ("None is named.",)),
    )


def _marks(inputs: Inputs, lot: LotResult, rules: LotRules) -> Iterator[Part]:
    told = told_by_key(inputs, lot.id)
    names = {one.bid: name_text(one.name) for one in lot.placings if one.status is PlacingStatus.ASSESSED}
    scores = {(one.bid, score.criterion): score for one in lot.placings for score in one.scores}
    about = "" if lot.id == "whole" else f"Lot {lot.id}: "
    for leaf in rules.leaves():
        if leaf.scale is None:
            continue
        rows = tuple(
            (name, _mark(scores.get((bid, leaf.id))), one.reason, one.evidence, one.whose)
            for bid, name in names.items()
            for one in _of(told, bid, leaf.id)
        )
        yield Part(f"{about}Marks: {name_text(leaf.title)}", (), (), (Grid("", _MARKED, (1,), rows),))


def _of(told: dict[tuple[str, str], list[Told]], bid: str, criterion: str) -> list[Told]:
    return told.get((bid, criterion), [])


def _mark(score: object) -> str:
    read = getattr(score, "read", None)
    return (
        "" if read is None or read.value is None or isinstance(read.value, str) else figure_text(read.value)
    )


def _decisions(inputs: Inputs) -> Part:
    rows = tuple(
        (
            f"{one.id} ({one.kind.value})",
            ", ".join(filter(None, (one.lot, one.bid, one.gate, one.criterion))),
            one.reason,
            one.by,
            one.at,
        )
        for one in inputs.decisions
    )
    return Part(
        "Decisions",
        () if rows else ("None is recorded.",),
        (),
        (Grid("", _DECIDED, (), rows),) if rows else (),
    )
