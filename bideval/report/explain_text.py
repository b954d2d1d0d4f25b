"""The explanation for people: sentences first, then every number back to its line."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from bideval.errors import Source
from bideval.model.evaluation import GateResult, LotResult, Placing, PlacingStatus, Score
from bideval.model.numbers import figure_text
from bideval.report.evaluation_json import place_text
from bideval.report.evaluation_text import amount_words, gate_words, names
from bideval.report.tables import aligned, most_decimals, one_line, table_text, wrapped
from bideval.scoring.explain import Contribution

Locate = Callable[[Source], Source]


def bid_text(lot: LotResult, placing: Placing, currency: str, locate: Locate) -> str:
    """One bid: what became of it, its criteria, its gates, its tie rungs."""
    blocks = ["\n".join(map(one_line, _opening(lot, placing, currency)))]
    scores = placing.scores or (placing.shadow.scores if placing.shadow else ())
    if scores:
        head = "Criteria:" if placing.scores else "Criteria, in the shadow result:"
        lines = (one_line(line) for score in scores for line in _score_lines(score, locate))
        blocks.append("\n".join([head, *lines]))
    if placing.worked:
        blocks.append(f"Figure: {placing.worked} {lot.unit.replace('money', currency)}")
    if placing.gates:
        lines = (one_line(line) for gate in placing.gates for line in _gate_lines(gate, locate))
        blocks.append("\n".join(["Gates:", *lines]))
    if placing.tie_rungs:
        rungs = [
            f"  {rung.by}: {_rung_values(rung.values)}; {_left(rung.left)}" for rung in placing.tie_rungs
        ]
        blocks.append("\n".join(["Tie ladder:", *rungs]))
    return "\n\n".join(blocks)


def _left(left: tuple[str, ...]) -> str:
    return "settled" if len(left) == 1 else f"still level: {names(left)}"


def _rung_values(values: Mapping[str, str]) -> str:
    return ", ".join(f"{bid} {value}" for bid, value in sorted(values.items()))


def _opening(lot: LotResult, placing: Placing, currency: str) -> Iterator[str]:
    if placing.status is PlacingStatus.ASSESSED:
        rank = f"rank {placing.rank}" if placing.rank else "no rank under this method"
        total = (
            f" with {amount_words(placing.total, lot.unit, currency)}" if placing.total is not None else ""
        )
        yield f"{placing.bid} was assessed: {rank}{total}."
    else:
        yield f"{placing.bid} is {placing.status.value}: {placing.because}."


def _score_lines(score: Score, locate: Locate) -> Iterator[str]:
    indent = "  " if score.within is None else "    "
    yield (
        f"{indent}{score.criterion}: {figure_text(score.points)} points x weight "
        f"{figure_text(score.weight)} / 100 "
        f"= {figure_text(score.weighted)}" + _exact_note(score)
    )
    if not score.section:
        yield f"{indent}  {score.worked}"
        yield f"{indent}  from {_short_places(score.sources, locate)}"
        for reason in score.reasons:
            yield from wrapped(f"reason: {reason}", indent + "  ")


def _exact_note(score: Score) -> str:
    """Beside a rounded figure, the unrounded one."""
    if score.weighted == score.weighted_exact:
        return ""
    exact = score.weighted_exact
    return f" (unrounded {figure_text(exact)}, exactly {exact.numerator}/{exact.denominator})"


def _short_places(sources: tuple[Source, ...], locate: Locate) -> str:
    """The first places read; a price schedule has hundreds."""
    few = sources[:4]
    more = f" and {len(sources) - len(few)} more" if len(sources) > len(few) else ""
    return f"{place_text(few, locate)}{more}"


def _gate_lines(gate: GateResult, locate: Locate) -> Iterator[str]:
    relied = f", relying on {names(gate.relied_on)}" if gate.relied_on else ""
    decided = f"; {gate.decision}" if gate.decision else ""
    yield f"  {gate_words(gate)}{relied}{decided}"
    if gate.worked:
        yield f"    {gate.worked}"
    yield f"    from {_short_places(gate.sources, locate)}"


def against_text(
    lot: LotResult,
    ours: Placing,
    theirs: Placing,
    parts: tuple[Contribution, ...],
    figures: tuple[Fraction, Fraction],
    currency: str,
) -> str:
    """Why one bid is ahead of another, largest contribution first."""
    gap = figures[0] - figures[1]
    lines = [_gap_sentence(lot, ours, theirs, gap, currency)]
    if not parts:
        lines += ["", f"  {ours.bid}: {ours.worked}", f"  {theirs.bid}: {theirs.worked}"]
        return "\n".join(lines)
    lead = [one for one in parts if one.difference > 0 and one.criterion][:3]
    lag = [one for one in parts if one.difference < 0 and one.criterion][:3]
    if lead:
        lines.append(f"It gains most on {_gains(lead)}.")
    if lag:
        lines.append(f"It loses most on {_gains(lag)}.")
    names_of = [*(one.what for one in parts), "sum"]
    values = [
        [*(one.ours for one in parts), figures[0]],
        [*(one.theirs for one in parts), figures[1]],
        [*(one.difference for one in parts), gap],
    ]
    places = most_decimals([one for column in values for one in column])
    columns = [aligned(column, places, plus=column is values[2]) for column in values]
    rows = list(zip(names_of, *columns, strict=True))
    lines += ["", table_text(("criterion", ours.bid, theirs.bid, "difference"), rows, right={1, 2, 3})]
    return "\n".join(lines)


def _gap_sentence(lot: LotResult, ours: Placing, theirs: Placing, gap: Fraction, currency: str) -> str:
    if lot.decided_by is not None and ours.rank and theirs.rank and ours.rank != theirs.rank:
        place = "ahead of" if ours.rank < theirs.rank else "behind"
        return f"{ours.bid} is {place} {theirs.bid}: {lot.decided_by} decides between them."
    if gap == 0:
        return (
            f"{ours.bid} and {theirs.bid} have the same figure; their order is that of the tie ladder below."
        )
    better = gap > 0 if lot.better == "higher" else gap < 0
    amount = amount_words(abs(gap), lot.unit, currency)
    return f"{ours.bid} is {'ahead of' if better else 'behind'} {theirs.bid} by {amount}."


def _gains(parts: list[Contribution]) -> str:
    return ", ".join(
        f"{one.what} ({'+' if one.difference > 0 else ''}{figure_text(one.difference)})" for one in parts
    )
