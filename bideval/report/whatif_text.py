"""What-ifs for people: one sentence first, both results side by side, and what the choice costs.

Fits 100 columns where ids are of common length.  It takes no side: figures of both results
stand beside each other, and what they are worth is for people to judge.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import amount, award_words, listed
from bideval.analysis.not_open import Asked
from bideval.analysis.whatif import MONEY, Cost, SideBySide, Unmet, WhatIf, result_words
from bideval.model.evaluation import Evaluation, Placing
from bideval.model.numbers import decimal_text
from bideval.report.evaluation_text import ILLUSTRATION, figure_places, figure_words, sentence
from bideval.report.findings_text import finding_text
from bideval.report.gate_text import gate_words
from bideval.report.tables import aligned, most_decimals, one_line, table_text, wrapped
from bideval.report.terminal_bars import beside

NOT_STATED = "not stated"
PUBLISHED, CHANGED = "as published", "changed"  # what the two results are called
Names = tuple[str, str]
SUPPOSED = "Supposed for testing; that the authority was free to choose so is not said."


def head(evaluation: Evaluation) -> str:
    """The first lines of a page."""
    lines = [one_line(evaluation.title)]
    return "\n".join([ILLUSTRATION, *lines] if evaluation.illustration else lines)


def whatif_text(
    evaluation: Evaluation,
    supposed: WhatIf,
    lots: Sequence[SideBySide],
    together: Sequence[str] = (),
    drawn: int = 0,
) -> str:
    """Return the page of one what-if that came to a result.

    ``together`` are blocks about the award of all lots, where they are awarded together; where
    ``drawn`` is above 0, bars are drawn within so many columns.
    """
    # What a change leaves as it was goes before the result, which would be misread without it.
    blocks = [head(evaluation), *(finding_text(one) for one in supposed.findings), *together]
    for lot in lots:
        if together:
            blocks += _ranked(lot)
        else:
            blocks += _lot(lot, supposed, evaluation.currency, drawn, single=len(lots) == 1)
    blocks += ["\n".join(asked_lines(supposed, ""))] if supposed.asked else []
    assert supposed.evaluation is not None
    blocks.append(SUPPOSED)
    blocks.append(f"Inputs {evaluation.digest}\nChanged {supposed.evaluation.digest}")
    return "\n\n".join(blocks)


def _lot(lot: SideBySide, supposed: WhatIf, currency: str, drawn: int, *, single: bool) -> Iterator[str]:
    where = "" if single else f"In lot {lot.published.id}, "
    opening = f"{where}{'W' if single else 'w'}ith {supposed.words}, "
    yield "\n".join(wrapped(f"{opening}{result_words(lot, currency)}.", ""))
    yield f"As published: {sentence(lot.published, currency)}\nChanged: {sentence(lot.changed, currency)}"
    yield from both_notes(lot)
    yield placings_text(lot)
    if drawn and lot.published.unit == lot.changed.unit and lot.changed.better == "higher":
        yield _drawn(lot, drawn)
    yield "\n".join(admitted_lines(lot))
    yield "\n".join(["What it costs:", *cost_lines(lot, currency)])
    if lot.unmet:
        yield "\n".join(["Published tests that the award would rest without:", *_unmet(lot.unmet, currency)])


def both_notes(lot: SideBySide, names: Names = (PUBLISHED, CHANGED)) -> Iterator[str]:
    """What a reader of either result must know: of both once, where it is the same."""
    before, after = lot.published.notes, lot.changed.notes
    named = (
        [("Note", before)]
        if before == after
        else [("Note, " + names[0], before), ("Note, " + names[1], after)]
    )
    for head, notes in named:
        if notes:
            said = (f"{one_line(note).removesuffix('.')}." for note in notes)
            yield "\n".join([f"{head}:", *(line for one in said for line in wrapped(one, "  "))])


def _ranked(lot: SideBySide) -> Iterator[str]:
    """A lot by itself, where lots are awarded together: only what changes in it."""
    if any(_place(one) != _place(other) or _difference(one, other) for _, one, other in lot.rows):
        yield f"Lot {lot.published.id} by itself:"
        yield placings_text(lot)
        yield "\n".join(admitted_lines(lot))


def placings_text(lot: SideBySide, names: Names = (PUBLISHED, CHANGED)) -> str:
    """A table of every bid in both results, and what it gains or loses."""
    same = lot.published.unit == lot.changed.unit
    header = (
        "bid",
        f"rank {names[0]}",
        f"{_unit(lot.published.unit)}",
        f"rank {names[1]}",
        f"{_unit(lot.changed.unit)} ",
        "difference",
    )
    before = _figures([row[1] for row in lot.rows], figure_places(lot.published))
    after = _figures([row[2] for row in lot.rows], figure_places(lot.changed))
    gaps = [_difference(row[1], row[2]) if same else None for row in lot.rows]
    shown = aligned(gaps, max(most_decimals(gaps), figure_places(lot.changed)), plus=True)
    rows = [
        (bid, _place(one), figure, _place(other), now, gap)
        for (bid, one, other), figure, now, gap in zip(lot.rows, before, after, shown, strict=True)
    ]
    return table_text(header, rows, right={1, 2, 3, 4, 5})


def _drawn(lot: SideBySide, width: int) -> str:
    """Both figures of every bid, one below the other, with a bar behind each."""
    placings = [(bid, at, one) for bid, *both in lot.rows for at, one in enumerate(both)]
    figures = _figures([one for _, _, one in placings], max(map(figure_places, (lot.published, lot.changed))))
    rows = [
        ("" if at else bid, (PUBLISHED, CHANGED)[at], figure)
        for (bid, at, _), figure in zip(placings, figures, strict=True)
    ]
    table = table_text(("bid", "result", lot.changed.unit), rows, right={2})
    return beside(table, [None if one is None else one.total for _, _, one in placings], width)


def _unit(unit: str) -> str:
    return "figure" if MONEY in unit else unit


def _figures(placings: Sequence[Placing | None], places: int) -> list[str]:
    totals = [None if one is None else one.total for one in placings]
    return aligned(totals, max(most_decimals(totals), places))


def _place(placing: Placing | None) -> str:
    if placing is None:
        return "no bid"
    return str(placing.rank) if placing.rank is not None else placing.status.value


def _difference(one: Placing | None, other: Placing | None) -> Fraction | None:
    before, after = (None if each is None else each.total for each in (one, other))
    return None if before is None or after is None else after - before


def admitted_lines(lot: SideBySide) -> Iterator[str]:
    """Who is assessed in the second result alone, and who in the first alone."""
    yield f"Let in: {listed(lot.let_in or ('nobody',))}."
    yield f"Shut out: {listed(lot.shut_out or ('nobody',))}."


def cost_lines(lot: SideBySide, currency: str, names: Names = (PUBLISHED, CHANGED)) -> Iterator[str]:
    """What each award comes to."""
    for cost in lot.costs:
        yield f"  {cost.words}: {cost_words(cost, currency, names)}"


def cost_words(cost: Cost, currency: str, names: Names = (PUBLISHED, CHANGED)) -> str:
    """A figure of both awards, and by how much they differ."""
    if cost.published is None and cost.changed is None:
        return NOT_STATED
    before, after = (_stated(one, cost.unit, currency) for one in (cost.published, cost.changed))
    if cost.published is None or cost.changed is None or cost.published == cost.changed:
        return f"{before}, {_same(names)}" if before == after else f"{before} {names[0]}, {after} {names[1]}"
    gap = cost.changed - cost.published
    size = f"{decimal_text(abs(gap))} percentage points"
    size = size if cost.unit == "percent" else amount(abs(gap), cost.unit, currency)
    return f"{before} {names[0]}, {after} {names[1]}: {size} {'more' if gap > 0 else 'less'}"


def _same(names: Names) -> str:
    return PUBLISHED if names[0] == PUBLISHED else "the same"


def _stated(value: Fraction | None, unit: str, currency: str) -> str:
    return NOT_STATED if value is None else amount(value, unit, currency)


def _unmet(unmet: Sequence[Unmet], currency: str) -> Iterator[str]:
    for one in unmet:
        yield f"  {one.bid}: {gate_words(one.gate, currency)}"
        if one.short is not None and one.gate.unit == MONEY:
            yield f"      {amount(one.short, MONEY, currency)} less than was asked for"


def asked_lines(supposed: WhatIf, indent: str) -> Iterator[str]:
    """What the regime says of the changed rules: first what is not open, then what else it asks."""
    for one in supposed.asked:
        yield from wrapped(asked_words(one), indent)


def asked_words(one: Asked, where: str = "") -> str:
    """What one check of the regime says of the changed rules; ``where`` it does, if not everywhere."""
    return f"{_asked_head(one)}{where}: {one_line(one.finding.message)}."


def _asked_head(one: Asked) -> str:
    also = " (as published too)" if one.as_published else ""
    if one.not_open:
        return f"Not open to this authority under {one.regime}{also}"
    return f"Under {one.regime} a {one.finding.severity.value}"


# Many at once


def scenarios_text(
    evaluation: Evaluation,
    rows: Sequence[tuple[str, str, WhatIf, Sequence[SideBySide]]],
    together: Sequence[tuple[str, str]] = (),
) -> str:
    """Return one table of all scenarios (name, reason, what-if, its lots), the published result first.

    Where lots are awarded together, ``together`` says of each scenario what comes of it, in place
    of tables lot by lot.
    """
    blocks = [head(evaluation)]
    if together:
        blocks += ["\n".join(wrapped(f"{name}: {said}", "")) for name, said in together]
        blocks += ["\n".join(_supposed(name, why, supposed)) for name, why, supposed, _ in rows]
        return "\n\n".join([*blocks, SUPPOSED, f"Inputs {evaluation.digest}"])
    changed = sum(any(lot.before != lot.after for lot in lots) for _, _, _, lots in rows)
    blocks.append(f"{_of(changed, len(rows))} would change the award.")
    for index, lot in enumerate(evaluation.lots):
        if len(evaluation.lots) > 1:
            blocks.append(f"Lot {lot.id}: {one_line(lot.title)}")
        table = [_published_row(rows, index, evaluation.currency, lot.id)]
        table += [_scenario_row(name, lots, index, evaluation.currency) for name, _, _, lots in rows]
        header = ("scenario", "result", "ahead by", f"price {evaluation.currency}", "against published")
        blocks.append(table_text(header, table, right={2, 3, 4}))
    blocks += ["\n".join(_supposed(name, why, supposed)) for name, why, supposed, _ in rows]
    blocks += [SUPPOSED, f"Inputs {evaluation.digest}"]
    return "\n\n".join(blocks)


def _of(changed: int, count: int) -> str:
    scenarios = "1 scenario" if count == 1 else f"{count} scenarios"
    return f"{changed or 'None'} of {scenarios}"


def _published_row(
    rows: Sequence[tuple[str, str, WhatIf, Sequence[SideBySide]]], index: int, currency: str, lot: str
) -> tuple[str, ...]:
    found = next((lots[index] for _, _, _, lots in rows if lots), None)
    if found is None:
        return ("as published", f"lot {lot}" if lot != "whole" else "-", "-", "-", "-")
    price = found.costs[0].published
    said = award_words(found.before, found.published.places)
    return ("as published", said, _margin(found.published.margin, found, currency), _money(price), "-")


def _scenario_row(name: str, lots: Sequence[SideBySide], index: int, currency: str) -> tuple[str, ...]:
    if not lots:
        return (name, "no result", "-", "-", "-")
    lot = lots[index]
    price = lot.costs[0]
    gap = None if price.published is None or price.changed is None else price.changed - price.published
    said = award_words(lot.after, lot.changed.places)
    shown = aligned([gap], most_decimals([gap]), plus=True)[0]
    return (name, said, _margin(lot.changed.margin, lot, currency), _money(price.changed), shown)


def _margin(margin: Fraction | None, lot: SideBySide, currency: str) -> str:
    return "-" if margin is None else figure_words(margin, lot.changed, currency)


def _money(value: Fraction | None) -> str:
    return "-" if value is None else amount(value, MONEY)


def _supposed(name: str, why: str, supposed: WhatIf) -> Iterator[str]:
    yield from wrapped(f"{name}: with {supposed.words}.", "")
    yield from wrapped(why, "  ")
    yield from asked_lines(supposed, "  ")
    for one in supposed.findings:
        yield from (f"  {line}" for line in finding_text(one).splitlines())
