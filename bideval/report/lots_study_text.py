"""What is asked of an award of lots, for people: conflicts, what rules cost, ladders, bidders lost, weights.

Figures stand beside each other; which of two awards is the better one is not said.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.words import count_words
from bideval.analysis.lots.allocation import AllocationStatus
from bideval.analysis.lots.conflicts import Conflict, Conflicting
from bideval.analysis.lots.counted import counted_of
from bideval.analysis.lots.effects import Declared, Effects
from bideval.analysis.lots.least_by_price import LeastByPrice
from bideval.analysis.lots.least_in_turn import LeastInTurn
from bideval.analysis.lots.relaxed import Relaxed
from bideval.analysis.lots.rule_costs import RuleCosts, Step, cost_of, step
from bideval.analysis.lots.rule_ladder import Ladder, Rung
from bideval.analysis.lots.study import LeastTold, LotsStudy
from bideval.analysis.lots.unmet import Unmet
from bideval.analysis.lots.weights_tried import Move, WeightsTried
from bideval.analysis.lots.without_bidder import Lost
from bideval.model.numbers import figure_text, fixed_text
from bideval.report.least_in_turn_text import by_price_lines, in_turn_lines
from bideval.report.least_move_text import least_move_lines
from bideval.report.lots_counted_text import COUNTED, counted_column, counted_words, how_counted
from bideval.report.tables import aligned, money_aligned, money_text, table_text, wrapped
from bideval.scoring.mechanisms import MECHANISMS

NAMED = 4  # bidders or lots that are listed behind a rule

NOT_STATED = "-"


def study_blocks(study: LotsStudy, currency: str, width: int) -> list[str]:
    """Return the blocks of a page, in order; none where nothing was asked or found."""
    blocks = [_lines("Rules that ask for an offer nobody makes:", map(unmet_words, study.unmet), width)]
    if study.conflicts is not None:
        blocks.append(_lines("Why lots cannot be filled:", _conflicts(study.conflicts), width))
        blocks.append(_lines("What would let them be filled:", _relaxations(study, currency), width))
    if study.costs is not None:
        blocks += _costs(study.costs, currency, width)
    blocks += [_ladder(one, currency) for one in study.ladders]
    if study.lost is not None:
        blocks.append(_lost_table(study.lost, currency))
        blocks.append(_lines("Without each bidder:", _lost(study.lost), width))
    if study.weights is not None:
        blocks.append(_lines("Weights:", _weights(study.weights), width))
    if study.least is not None:
        blocks.append(_lines("Least move of all weights:", _least(study.least), width))
    return [one for one in blocks if one]


def _lines(title: str, lines: Iterable[str], width: int) -> str:
    found = [line for one in lines for line in wrapped(one, "  ", width)]
    return "\n".join([title, *found]) if found else ""


def unmet_words(one: Unmet) -> str:
    """Return in a sentence which offer is missing and what follows.

    >>> unmet_words(Unmet("link", ("moor",), None, "none-awarded", ("east",)))
    'link: nobody has an offer for moor, and all are awarded or none is: so east is not awarded.'
    """
    lots = listed(one.lots)
    if one.follows == "none-awarded":
        verb = "is" if len(one.others) == 1 else "are"
        return (
            f"{one.rule}: nobody has an offer for {lots}, and all are awarded or none is: so "
            f"{listed(one.others)} {verb} not awarded."
        )
    if one.follows == "not-read":
        return (
            f"{one.rule}: {one.bidder}, which keeps {lots}, has no assessed bid, so the rule keeps nothing."
        )
    return f"{one.rule}: {one.bidder}, which keeps {lots}, has no offer for it, so no award keeps the rule."


# Conflicts


def _conflicts(found: Conflicting) -> Iterator[str]:
    for one in found.conflicts:
        yield conflict_words(one)
        for each in one.without:
            lots = f": {_pairs(each.lots)}" if each.lots else ""
            only = "" if each.every_other else ", though not with every other rule kept"
            yield f"  without {each.rule} that can be done{only}{lots}"
    if found.why_not:
        yield f"Not established: {found.why_not}."
    elif not found.complete:
        yield "There may be more conflicts: these were found first, smaller sets of rules before larger ones."


def conflict_words(one: Conflict) -> str:
    """Return a conflict in one sentence.

    >>> conflict_words(Conflict(("L3",), ("limit-2", "reserve"), (), (), None))
    'L3 cannot be filled: limit-2 with reserve.'
    """
    by = _with([f"{rule}{_about(one, rule)}" for rule in one.rules])
    if not one.lots:
        return f"The rules conflict, whatever lots are filled: {by}."
    together = " together" if len(one.lots) > 1 else ""
    return f"{listed(one.lots)} cannot be filled{together}: {by or 'no offers cover them'}."


def _with(rules: Sequence[str]) -> str:
    return " with ".join([rules[0], listed(rules[1:])]) if len(rules) > 1 else "".join(rules)


def _about(one: Conflict, rule: str) -> str:
    names = [about for own, about in one.about if own == rule and about not in one.lots]
    return f" (of {listed(names)})" if 0 < len(names) <= NAMED else ""


def _pairs(lots: Sequence[tuple[str, str]]) -> str:
    shown = ", ".join(f"{lot} {bid}" for lot, bid in lots[: 2 * NAMED])
    return shown if len(lots) <= 2 * NAMED else f"{shown} and {len(lots) - 2 * NAMED} more"


def _relaxations(study: LotsStudy, currency: str) -> Iterator[str]:
    assert study.conflicts is not None  # study_blocks asks only then
    for one in study.relaxed:
        yield f"{one.rule} at {_moved_to(one, currency)}"
    eased = {one.rule for one in study.relaxed}
    for rules in study.conflicts.rules:
        if len(rules) > 1 or rules[0] not in eased:
            least = "" if study.conflicts.proved else ", if no fewer will do"
            yield f"without {listed(rules)}{least}"
    if study.conflicts.lots:
        number, lots = count_words(len(study.conflicts.lots), "lot"), listed(study.conflicts.lots)
        yield f"or every rule kept, and {number} not awarded, which is the least: {lots}, for one"


def _moved_to(one: Relaxed, currency: str) -> str:
    def words(value: Fraction) -> str:
        return f"{currency} {money_text(value)}" if one.figure.unit == "money" else figure_text(value)

    unit = {"percent": " percent", "lots": " lots", "bidders": " bidders"}.get(one.figure.unit, "")
    less = "no nearer number will do" if one.proved else "whether a nearer number will do is open"
    return f"{words(one.to)}{unit} in place of {words(one.figure.value)}: {less}"


# What rules cost


def _costs(found: RuleCosts, currency: str, width: int) -> Iterator[str]:
    whole, free = counted_of(found.whole), counted_of(found.free)
    how = how_counted([whole, free, *(counted_of(one.without) for one in found.rules)])
    yield "\n".join(
        wrapped(
            f"What the rules cost: {currency} {counted_words(whole)} under all of them, "
            f"{counted_words(free)} under none. {how}{' ' if how else ''}"
            "Last in: more than under all others. First in: more than under none, by itself. Share: the mean "
            "over every order; the shares sum to the whole difference.",
            "",
            width,
        )
    )
    yield _cost_table(found, currency)
    if any(one.last_in.points for one in found.rules) or any(one.first_in.points for one in found.rules):
        yield _points_table(found)
    yield _effects_table(found)


def _cost_table(found: RuleCosts, currency: str) -> str:
    columns = [
        [one.last_in.cost for one in found.rules],
        [one.first_in.cost for one in found.rules],
        [_share(one.share, "cost") for one in found.rules],
    ]
    cells = zip(*(_signed(column, 2) for column in columns), strict=True)
    rows = [(one.rule, *row, one.clause) for one, row in zip(found.rules, cells, strict=True)]
    return table_text(
        ("rule", f"last in {currency}", "first in", "share", "published in"), rows, right={1, 2, 3}
    )


def _points_table(found: RuleCosts) -> str:
    columns = [
        [one.last_in.points for one in found.rules],
        [one.first_in.points for one in found.rules],
        [_share(one.share, "points") for one in found.rules],
    ]
    cells = zip(*(_signed(column, 2) for column in columns), strict=True)
    rows = [(one.rule, *row) for one, row in zip(found.rules, cells, strict=True)]
    return table_text(("rule", "last in points", "first in", "share"), rows, right={1, 2, 3})


def _share(one: Step | None, of: str) -> Fraction | None:
    if one is None:
        return None
    return one.cost if of == "cost" else one.points


def _signed(values: Sequence[Fraction | None], places: int) -> list[str]:
    shown = [None if one is None else Fraction(fixed_text(one, places).replace(",", "")) for one in values]
    whole = all(one is None or one.denominator == 1 for one in shown)
    return aligned(shown, 0 if whole else places, plus=True)


def _effects_table(found: RuleCosts) -> str:
    rows = _effect_rows(found)
    columns = _beside([one for _, one in rows])
    if len({one.lots for _, one in rows}) > 1:
        columns["lots awarded"] = [str(one.lots) for _, one in rows]
    cells = zip((name for name, _ in rows), *columns.values(), strict=True)
    return table_text(("award", *columns), list(cells), right=set(range(1, 1 + len(columns))))


def _beside(effects: Sequence[Effects | None]) -> dict[str, list[str]]:
    """What awards do beside their cost, by heading; local spend and surplus only where they are stated."""
    parts: tuple[tuple[str, Callable[[Effects], str]], ...] = (
        ("bidders", lambda one: str(one.winners)),
        ("largest share %", lambda one: percent_text(one.largest)),
        ("concentration", lambda one: whole_text(one.concentration)),
    )
    if any(one is not None and one.local_spend is not None for one in effects):
        parts = (*parts, ("local spend", lambda one: declared_text(one.local_spend)))
    if any(one is not None and one.surplus is not None for one in effects):
        parts = (*parts, ("surplus put back", lambda one: declared_text(one.surplus)))
    return {name: [NOT_STATED if one is None else told(one) for one in effects] for name, told in parts}


def _effect_rows(found: RuleCosts) -> list[tuple[str, Effects]]:
    without = [(f"without {one.rule}", one.effects) for one in found.rules]
    return [("under all rules", found.whole_effects), *without, ("under none", found.free_effects)]


def percent_text(value: Fraction | None) -> str:
    """Return a percentage to one decimal, or what stands for one that is not stated."""
    return NOT_STATED if value is None else fixed_text(value, 1)


def declared_text(one: Declared | None) -> str:
    """Return what awarded bids declare, money to the whole and a percentage to one decimal."""
    if one is None:
        return NOT_STATED
    return f"{percent_text(one.value)}%" if one.unit == "percent" else whole_text(one.value)


def whole_text(value: Fraction | None) -> str:
    """Return a figure to the whole, or what stands for one that is not stated."""
    return NOT_STATED if value is None else money_text(Fraction(fixed_text(value, 0)))


def _ladder(one: Ladder, currency: str) -> str:
    """Rungs with the same award stand in one row; what is impossible stands last."""
    runs = _runs(one)
    awards = [run[0].award for run in runs]
    points = [award.points for award in awards]
    columns = [money_aligned([cost_of(award) for award in awards])]
    header = [one.figure.unit, currency]
    counted = counted_column(awards)
    if counted is not None:
        columns.append(counted)
        header.append(COUNTED)
    columns.append(_signed([step(awards[0], award).cost for award in awards], 2))
    header.append("more")
    if MECHANISMS[one.rungs[0].award.mechanism].reads_points:
        columns.append(_signed(_beyond(points), 2))
        header.append("points")
    effects = [None if _is_impossible(run[0]) else run[0].effects for run in runs]
    beside = _beside(effects)
    if len({each.lots for each in effects if each is not None}) > 1:
        beside["lots awarded"] = [NOT_STATED if each is None else str(each.lots) for each in effects]
    header += beside
    columns += beside.values()
    rows = [(_numbers(run), *cells, _said(one, run)) for run, *cells in zip(runs, *columns, strict=True)]
    word = "at least" if one.figure.key == "least" else "at most"
    title = f"{one.rule}: {word} so many {one.figure.unit}, all other rules kept"
    header.append("")
    return f"{title}\n{table_text(tuple(header), rows, right=set(range(len(header) - 1)))}"


def _runs(one: Ladder) -> list[list[Rung]]:
    found: list[list[Rung]] = []
    for rung in one.rungs:
        if found and _who(found[-1][0]) == _who(rung):
            found[-1].append(rung)
        else:
            found.append([rung])
    return found


def _who(rung: Rung) -> list[tuple[str, str | None, str | None]]:
    return [(one.lot, one.bid, one.package) for one in rung.award.lots]


def _numbers(run: Sequence[Rung]) -> str:
    return str(run[0].number) if len(run) == 1 else f"{run[0].number} to {run[-1].number}"


def _beyond(values: Sequence[Fraction | None]) -> list[Fraction | None]:
    first = values[0]
    return [None if one is None or first is None else one - first for one in values]


def _is_impossible(rung: Rung) -> bool:
    return rung.award.status is AllocationStatus.IMPOSSIBLE


def _said(one: Ladder, run: Sequence[Rung]) -> str:
    if _is_impossible(run[0]):
        return "impossible"
    published = any(rung.number == one.figure.value for rung in run)
    return f"as published ({one.figure.value})" if published else ""


# Bidders that fall away


def _lost_table(lost: Sequence[Lost], currency: str) -> str:
    columns = [money_aligned([None if one.award is None else cost_of(one.award) for one in lost])]
    header = ["without", "its lots", currency]
    counted = counted_column([one.award for one in lost])
    if counted is not None:
        columns.append(counted)
        header.append(COUNTED)
    columns.append(_signed([one.more.cost for one in lost], 2))
    header.append("more")
    if any(one.more.points for one in lost):
        columns.append(_signed([one.more.points for one in lost], 2))
        header.append("points")
    rows = [
        (one.bidder, str(len(one.had)), *cells, str(len(one.others)), _came_of(one))
        for one, *cells in zip(lost, *columns, strict=True)
    ]
    header += ["other lots that move", ""]
    return table_text(tuple(header), rows, right=set(range(1, len(header) - 1)))


def _came_of(one: Lost) -> str:
    if one.award is None:
        return "no result"
    if one.award.status in {AllocationStatus.FINAL, AllocationStatus.PROVISIONAL}:
        open_ = sum(each.bid is None for each in one.award.lots)
        return f"{count_words(open_, 'lot')} not awarded" if open_ else ""
    return one.award.status.value


def _lost(lost: Sequence[Lost]) -> Iterator[str]:
    for one in lost:
        if one.moved and one.award is not None and one.award.taken:
            yield f"{one.bidder}: " + ", ".join(
                f"{each.lot} {each.after or 'not awarded'}" for each in one.moved
            )
        for each in one.why.conflicts if one.why else ():
            yield f"{one.bidder}: {conflict_words(each)}"


# Weights


def _weights(found: WeightsTried) -> Iterator[str]:
    if found.why_not:
        yield f"Not asked: {found.why_not}."
        return
    tried = f"{count_words(found.tried, 'move')} of at most {count_words(found.points, 'point')}"
    if not found.moves:
        yield f"None of {tried} between two criteria changes an award."
        return
    smaller = "; no smaller move of whole points does" if found.moves[0].points > 1 else ""
    yield f"{len(found.moves)} of {tried} between two criteria change an award{smaller}."
    lots = dict.fromkeys(each.lot for one in found.moves for each in one.moved)
    for lot in lots:
        one = found.smallest(lot)
        if one is not None:
            yield f"{lot}: {_move_words(one, lot)}"


def _least(found: LeastTold) -> Iterator[str]:
    match found:
        case LeastInTurn():
            return in_turn_lines(found)
        case LeastByPrice():
            return by_price_lines(found)
        case _:
            return least_move_lines(found)


def _move_words(one: Move, lot: str) -> str:
    moved = next(each for each in one.moved if each.lot == lot)
    points = count_words(one.points, "point")
    after = f"to {moved.after}" if moved.after else "to nobody"
    return (
        f"{points} from {one.taken_from} to {one.given_to} moves it from {moved.before or 'nobody'} {after}"
    )
