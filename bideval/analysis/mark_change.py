"""``smallest-mark-change``: the fewest one-step mark changes with which a bid would have won (A6).

Asked of any marks, of one bid's own, and of one evaluator's; where marks are agreed, a step is
one step of an agreed mark.  Rounding, minimums, relative prices and ties are those published:
every set that is named has been recomputed by them, and every smaller size is excluded
(``mark_find``, ``mark_search``).  What another panel would have awarded is in ``panels``.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from math import prod

from bideval.analysis.answer import (
    Answer,
    Basis,
    Cell,
    Heading,
    Table,
    Verdict,
    does_not_apply,
    not_established,
)
from bideval.analysis.contest import NO_OTHER, challengers, shut_out
from bideval.analysis.eligible import award_of
from bideval.analysis.entry import Analysis
from bideval.analysis.mark_find import ANY, Scope, all_places, find, most_steps, scopes, sheets
from bideval.analysis.mark_search import Found
from bideval.analysis.mark_sides import Board, Movable, Pick, moves_of
from bideval.analysis.mark_steps import Place, changes_of
from bideval.analysis.panels import other_panels
from bideval.analysis.pictures import MarkChange, MarkSheet
from bideval.analysis.question import Asked
from bideval.analysis.space import assessed_placings
from bideval.analysis.tally import adds_up, tally_of
from bideval.model.evaluation import Placing
from bideval.model.rules import MarksFrom
from bideval.scoring.case import LotCase

ID = "smallest-mark-change"
NAMED = 40  # sets named mark by mark
_DIRECTION = "The bid's own marks go up and those of others go down; no other change of marks is looked at."
Searched = Sequence[tuple[Scope, Found]]


def run(asked: Asked) -> tuple[Answer, ...]:
    """Answer for every bid that is not awarded, then for other panels."""
    case = asked.case
    if case.quality_only:
        return (does_not_apply(ID, "Prices are not opened, so nobody is ranked."),)
    places = tuple(all_places(case))
    if not places:
        return (does_not_apply(ID, "The rules of this lot read no marks."),)
    tally = tally_of(case) if adds_up(case) else None
    by_person = sheets(places)
    board = Board(tally) if tally is not None else None
    award = award_of(asked.result)
    awarded = award.winners if award is not None else ()
    asked_about = [bid for bid in challengers(asked) if bid not in awarded]
    already = [_already(bid) for bid in awarded if bid == asked.question.challenger]
    answers = [_answer(asked, board, bid, by_person) for bid in asked_about]
    found = (*already, *answers, *other_panels(asked, ID))
    return found or (does_not_apply(ID, NO_OTHER),)


def _already(bid: str) -> Answer:
    """What is said of an awarded bid that was asked about by name."""
    return does_not_apply(ID, f"{bid} is awarded already.")._replace(about=bid)


def _answer(asked: Asked, board: Board | None, bid: str, by_person: Mapping[str, Movable]) -> Answer:
    placing = next(one for one in asked.result.placings if one.bid == bid)
    out = shut_out(placing)
    if out is not None and not _may_come_in(board, placing):
        return Answer(ID, bid, out, Verdict.DOES_NOT_APPLY)
    if asked.case.rules.reads_price() and bid not in asked.case.prices:
        return _unpriced(asked.case, bid)
    assessed = tuple(one.bid for one in assessed_placings(asked.result))
    found = [(scope, find(asked.case, board, bid, scope, assessed)) for scope in scopes(bid, by_person)]
    places = tuple(all_places(asked.case))
    first = found[0][1]
    verdict, basis = _established(first)
    return Answer(
        ID,
        bid,
        _sentence(asked.case, bid, found, len(places)),
        verdict,
        basis,
        (_sizes(asked.case, bid, found), *_listing(asked.case, bid, found)),
        notes=tuple(_notes(asked.case, bid, first)),
        picture=_sheet(asked.case, bid, places, found[0]),
    )


def _unpriced(case: LotCase, bid: str) -> Answer:
    """Higher marks may let the bid in, and what it would then score for its price is not known."""
    verb = _verb(case)
    said = (
        f"Whether other marks would have made {bid} {verb} is not established: "
        "it has no price on file, and the rules read one."
    )
    return not_established(ID, bid, said)


def _may_come_in(board: Board | None, placing: Placing) -> bool:
    """Whether higher marks could let in a bid that is shut out."""
    if board is not None:
        return placing.bid in board.tally.rows
    failed = [gate.gate for gate in placing.gates if not gate.passed and gate.on_fail != "flag"]
    return bool(failed) and all(gate.endswith("/minimum") for gate in failed)


def _established(found: Found) -> tuple[Verdict, Basis]:
    if found.steps is not None:
        return Verdict.PROVED, Basis.ENUMERATION
    if found.never:
        return Verdict.IMPOSSIBLE, Basis.CLOSED_FORM
    return (Verdict.PROVED, Basis.ENUMERATION) if found.excluded else (Verdict.NOT_ESTABLISHED, Basis.NONE)


def _sentence(case: LotCase, bid: str, searched: Searched, total: int) -> str:
    found, verb = searched[0][1], _verb(case)
    marks = "agreed marks" if case.rules.marks_from in {None, MarksFrom.CONSENSUS} else "marks"
    if found.never:
        return f"No change of {marks} would have made {bid} {verb}, however large."
    if found.steps is None and not found.excluded:
        return f"How few changes of {marks} would have made {bid} {verb} is not established."
    if found.steps is None:
        changes = "A single one-step change" if found.excluded == 1 else f"{found.excluded} one-step changes"
        return f"{changes} of {marks} would not have made {bid} {verb}; {beyond(case, searched)}."
    if found.steps == 1:
        return f"One step of a single mark, of {total} {marks}, would have made {bid} {verb}."
    fewer = "no single step would" if found.steps == 2 else "fewer would not"
    return f"{found.steps} one-step changes among {total} {marks} would have made {bid} {verb}; {fewer}."


def beyond(case: LotCase, searched: Searched) -> str:
    """What is known of more changes than are excluded: some marks alone may be enough."""
    excluded = searched[0][1].excluded
    enough = min((one.steps for _, one in searched if one.steps is not None), default=None)
    if enough is None:
        end = f"and no more than {excluded} are looked at" if excluded == most_steps(case) else ""
        return f"more would be needed, {end}".removesuffix(", ")
    if enough == excluded + 1:
        return f"{enough} would"
    return f"{enough} would, and whether fewer would is not established"


def _verb(case: LotCase) -> str:
    return "win" if case.rules.places == 1 else "get a place"


def _notes(case: LotCase, bid: str, found: Found) -> Iterator[str]:
    yield _DIRECTION
    if found.steps is not None and (not found.complete or ways(found) > NAMED):
        yield "There are more sets of this size than are named."


def ways(found: Found) -> int:
    """How many sets of marks the sets of options stand for."""
    return sum(prod(pick.option.ways for pick in one) for one in found.sets)


def _sizes(case: LotCase, bid: str, found: Searched) -> Table:
    headings = (
        Heading("marks", "marks that may change"),
        Heading("steps", "fewest one-step changes", "steps"),
        Heading("ways", "ways", "sets"),
        Heading("because", "how far established"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            scope.words,
            None if one.steps is None else Fraction(one.steps),
            Fraction(ways(one)) if one.steps is not None and one.complete else None,
            _how_far(one),
        )
        for scope, one in found
    ]
    return Table(f"Fewest one-step changes for {bid}", headings, tuple(rows))


def _how_far(found: Found) -> str:
    if found.never:
        return "no change is enough"
    if found.steps is None:
        return f"more than {found.excluded}" if found.excluded else "not established"
    return "all sets recomputed" if found.complete else "more sets than are counted"


def concrete(case: LotCase, bid: str, scope: Scope, found: Found) -> Iterator[tuple[MarkChange, ...]]:
    """Every set of changes, mark by mark."""
    leaves = {leaf.id: leaf for leaf in case.rules.leaves()}

    def each(pick: Pick) -> tuple[tuple[MarkChange, ...], ...]:
        sign = 1 if pick.bid == bid else -1
        moves = moves_of(case, pick.bid, leaves[pick.leaf], scope.movable[pick.bid], sign)
        return tuple(changes_of(moves, pick.option))

    for candidate in found.sets:
        for chosen in product(*map(each, candidate)):
            yield tuple(change for part in chosen for change in part)


def _listing(case: LotCase, bid: str, found: Searched) -> Iterator[Table]:
    """The smallest sets, mark by mark: of any marks as many as are named, of the others the first."""
    headings = (
        Heading("marks", "marks that may change"),
        Heading("set", "set"),
        Heading("bid", "bid"),
        Heading("criterion", "criterion"),
        Heading("evaluator", "evaluator"),
        Heading("before", "before", "mark"),
        Heading("after", "after", "mark"),
    )
    rows: list[tuple[Cell, ...]] = []
    for scope, one in found:
        sets = islice(concrete(case, bid, scope, one), NAMED if scope.words == ANY else 1)
        for number, changes in enumerate(sets, start=1):
            rows += [
                (
                    scope.words,
                    Fraction(number),
                    each.bid,
                    each.criterion,
                    each.evaluator or None,
                    each.before,
                    each.after,
                )
                for each in changes
            ]
    if rows:
        yield Table(f"Smallest sets of changes for {bid}", headings, tuple(rows))


def _sheet(
    case: LotCase, bid: str, places: tuple[Place, ...], found: tuple[Scope, Found]
) -> MarkSheet | None:
    """The marks of the bids that the first set is about, changed and unchanged."""
    changes = next(concrete(case, bid, *found), None)
    if changes is None:
        return None
    after = {(one.bid, one.criterion, one.evaluator): one.after for one in changes}
    bids = {bid, *(one.bid for one in changes)}
    return MarkSheet(
        tuple(
            MarkChange(*place, after.get((place.bid, place.criterion, place.evaluator), place.mark))
            for place in places
            if place.bid in bids
        )
    )


SMALLEST_MARK_CHANGE = Analysis(
    id=ID,
    question="How few mark changes would have changed the award?",
    when="To see whether the award rests on one or two marks, and on whose.",
    not_said="That a mark was wrong, or that another would have been right.",
    needs=("marked criteria", "a ranking"),
    source="fewest one-step changes (margin of victory); leave one evaluator out",
    checker="recomputed by bideval: the folder with those marks; smaller sizes by an exact bound",
    oracle="every set of one and two steps judged again; sorted steps where one rival binds",
    run=run,
)
