"""The explanation for people: sentences first, then every number back to its line."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from bideval.errors import Source
from bideval.model.amounts import at_least
from bideval.model.evaluation import GateResult, LotResult, Placing, PlacingStatus, Score, TieRung
from bideval.model.numbers import figure_text, fraction_words
from bideval.report.authorities_text import authority_words, own_ranks
from bideval.report.evaluation_text import figure_words, names
from bideval.report.gate_text import gate_words
from bideval.report.price_text import price_blocks
from bideval.report.tables import aligned, most_decimals, one_line, table_text
from bideval.scoring.explain import Contribution
from bideval.scoring.result_json import place_text

Locate = Callable[[Source], Source]


def bid_text(
    lot: LotResult, placing: Placing, currency: str, locate: Locate, *, lines_too: bool = False
) -> str:
    """One bid: what became of it, its price, its criteria, its gates, its tie rungs.

    ``lines_too`` asks for every line of a priced schedule, else for its sections.
    """
    blocks = ["\n".join(map(one_line, _opening(lot, placing, currency, locate)))]
    if placing.built:
        blocks += price_blocks(placing.built, currency, locate, lines=lines_too)
    scores = placing.scores or (placing.shadow.scores if placing.shadow else ())
    if scores:
        head = "Criteria:" if placing.scores else "Criteria, in the shadow result:"
        lines = (one_line(line) for score in scores for line in _score_lines(score, lot, locate))
        blocks.append("\n".join([head, *lines]))
    blocks += _by_authority(lot, placing, locate)
    if placing.worked:
        blocks.append(f"Figure: {placing.worked} {lot.unit.replace('money', currency)}")
    if placing.gates:
        lines = (one_line(line) for gate in placing.gates for line in _gate_lines(gate, currency, locate))
        blocks.append("\n".join(["Gates:", *lines]))
    if placing.tie_rungs:
        rungs = [one_line(line) for rung in placing.tie_rungs for line in _rung_lines(rung)]
        blocks.append("\n".join(["Tie ladder:", *rungs]))
    return "\n\n".join(blocks)


def _by_authority(lot: LotResult, placing: Placing, locate: Locate) -> list[str]:
    """What each authority's weights make of the bid; its criteria too, where the lot has no weights."""
    ranks = list(own_ranks(lot, placing.bid))
    blocks = ["\n".join(["By each authority's own weights:", *ranks])] if ranks else []
    for authority in () if placing.scores else lot.authorities:
        for own in authority.placings:
            if own.bid == placing.bid:
                lines = (one_line(line) for score in own.scores for line in _score_lines(score, lot, locate))
                blocks.append("\n".join([f"Criteria, weighted by {authority_words(authority)}:", *lines]))
    return blocks


def _rung_lines(rung: TieRung) -> Iterator[str]:
    yield f"  {rung.by}: {_rung_values(rung.values)}; {_left(rung.left)}"
    yield from (f"    {step}" for step in rung.worked)


def _left(left: tuple[str, ...]) -> str:
    return "settled" if len(left) == 1 else f"still level: {names(left)}"


def _rung_values(values: Mapping[str, str]) -> str:
    return ", ".join(f"{bid} {value}" for bid, value in sorted(values.items()))


def _opening(lot: LotResult, placing: Placing, currency: str, locate: Locate) -> Iterator[str]:
    if placing.status is PlacingStatus.ASSESSED:
        nobody = "no rank" if lot.authorities else "no rank under this method"
        rank = f"rank {placing.rank}" if placing.rank else nobody
        total = f" with {figure_words(placing.total, lot, currency)}" if placing.total is not None else ""
        yield f"{placing.bid} was assessed: {rank}{total}."
    else:
        yield f"{placing.bid} is {placing.status.value}: {placing.because.removesuffix('.')}."
        if placing.because_at:
            yield f"from {place_text(placing.because_at, locate)}"
        if not placing.gates:
            yield "No gate was tested on it: it was out before any test."


def _score_lines(score: Score, lot: LotResult, locate: Locate) -> Iterator[str]:
    indent = "  " if score.within is None else "    "
    points, weight = figure_text(score.points), figure_text(score.weight)
    weighted, unrounded = at_least(figure_text(score.weighted), lot.decimals), _exact_note(score)
    if score.section:
        yield f"{indent}{score.criterion}: {score.worked}{unrounded}"
        yield f"{indent}  {weighted} of {weight} is {points} points"
        return
    yield f"{indent}{score.criterion}: {points} points x weight {weight} / 100 = {weighted}{unrounded}"
    yield f"{indent}  {score.worked}"
    yield f"{indent}  from {_short_places(score.sources, locate)}"
    yield from (f"{indent}  reason: {reason}" for reason in score.reasons)


def _exact_note(score: Score) -> str:
    """Beside a rounded figure, the unrounded one."""
    if score.weighted == score.weighted_exact:
        return ""
    exact = score.weighted_exact
    return f" (unrounded {figure_text(exact)}, exactly {fraction_words(exact)})"


def _short_places(sources: tuple[Source, ...], locate: Locate) -> str:
    """The first places read; a price schedule has hundreds."""
    few = sources[:4]
    more = f" and {len(sources) - len(few)} more" if len(sources) > len(few) else ""
    return f"{place_text(few, locate)}{more}"


def _gate_lines(gate: GateResult, currency: str, locate: Locate) -> Iterator[str]:
    relied = f", relying on {names(gate.relied_on)}" if gate.relied_on else ""
    decided = f"; {gate.decision}" if gate.decision else ""
    retest = f"; re-test {gate.retest}" if gate.retest else ""
    yield f"  {gate_words(gate, currency)}{relied}{decided}{retest}"
    if gate.amber_needs:
        yield f"    amber needs: {gate.amber_needs}"
    if gate.worked:
        yield f"    {gate.worked}"
    rule = f"; the rule: {locate(gate.rule_at)}" if gate.rule_at else ""
    yield f"    from {_short_places(gate.sources, locate)}{rule}"


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
    names_of = [*(one.what for one in parts), "sum"]
    values = [
        [*(one.ours for one in parts), figures[0]],
        [*(one.theirs for one in parts), figures[1]],
        [*(one.difference for one in parts), gap],
    ]
    places = max(most_decimals([one for column in values for one in column]), lot.decimals)
    if lead:
        lines.append(f"It gains most on {_gains(lead, places)}.")
    if lag:
        lines.append(f"It loses most on {_gains(lag, places)}.")
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
    amount = figure_words(abs(gap), lot, currency)
    return f"{ours.bid} is {'ahead of' if better else 'behind'} {theirs.bid} by {amount}."


def _gains(parts: list[Contribution], places: int) -> str:
    shown = aligned([one.difference for one in parts], places, plus=True)
    return ", ".join(f"{one.what} ({gain})" for one, gain in zip(parts, shown, strict=True))
