"""``pleaded-errors``: what each pleaded error, and every set of them, would do to the award.

For a court or a reviewer.  Each error is put right with every value that is pleaded, and the
lot is judged again by the published rules: who is assessed, points on price that move with
them, and the award.  Then all errors together are tried in every set and with every choice of
values, as far as a limit, and the minimal sets that are enough are named.

Whether an error was made is no matter of this analysis; every answer says that it is prepared
on stated assumptions.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from bideval.analysis.altered import judged
from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import amount, award_words, awarded_bids, listed
from bideval.analysis.eligible import award_of
from bideval.analysis.entry import Analysis
from bideval.analysis.pleading import Value, put_right, tried_values
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import Award
from bideval.analysis.space import assessed_placings
from bideval.analysis.tally import full_award
from bideval.model.evaluation import LotResult
from bideval.model.pleaded import PleadedError, PleadedKind
from bideval.scoring.lot_rules import leaf_reads_price

ID = "pleaded-errors"
HEADED = "Prepared on stated assumptions."
MOST_TRIED = 2_000  # choices of values judged for sets of errors


class Outcome(NamedTuple):
    """What comes of one value; the award is None where the rules give no result."""

    value: Value
    award: Award | None
    result: LotResult | None


class Enough(NamedTuple):
    """A set of errors that changes the award, for some values or for all."""

    errors: tuple[str, ...]
    always: bool
    awards: tuple[Award, ...]


def run(asked: Asked) -> tuple[Answer, ...]:
    """Answer for every pleaded error that concerns the lot, then for sets of them."""
    if asked.question.pleaded is None:
        return (does_not_apply(ID, "No list of pleaded errors was given (--pleaded FILE)."),)
    if asked.case.quality_only:
        return (does_not_apply(ID, "Prices are not opened, so nobody is ranked."),)
    errors = tuple(one for one in asked.question.pleaded.errors if _concerns(asked, one))
    if not errors:
        return (does_not_apply(ID, "No pleaded error concerns this lot."),)
    said = asked.question.pleaded.assumptions
    notes = (HEADED,) if said is None else (HEADED, f"Assumptions: {said}")
    answers = (*(_about_one(asked, one) for one in errors), _about_sets(asked, errors))
    return tuple(answer._replace(notes=(*notes, *answer.notes), headed=HEADED) for answer in answers)


def _concerns(asked: Asked, error: PleadedError) -> bool:
    return error.lot in {None, asked.case.rules.id} and (error.bid is None or error.bid in asked.case.bids)


def _outcomes(asked: Asked, error: PleadedError) -> Iterator[Outcome]:
    for value in tried_values(error, asked.case):
        result = judged(put_right(asked.case, error, value))
        yield Outcome(value, award_of(result), result)


def _about_one(asked: Asked, error: PleadedError) -> Answer:
    now = award_of(asked.result)
    outcomes = tuple(_outcomes(asked, error))
    runs = tuple(_runs(outcomes))
    changed = [one.award is not None and one.award != now for one in outcomes]
    unknown = any(one.award is None for one in outcomes)
    return Answer(
        ID,
        error.id,
        _sentence(asked, error, runs, changed),
        Verdict.NOT_ESTABLISHED if unknown and not any(changed) else Verdict.PROVED,
        Basis.NONE if unknown and not any(changed) else Basis.ENUMERATION,
        (_runs_table(error, runs), *_effects(asked, runs)),
        notes=("For some values the rules give no result.",) if unknown else (),
    )


def _runs(outcomes: Sequence[Outcome]) -> Iterator[tuple[Outcome, ...]]:
    """Values that follow one another and give the same award and the same assessed bids."""
    run: list[Outcome] = []
    for one in outcomes:
        if run and (one.award, _assessed(one.result)) != (run[-1].award, _assessed(run[-1].result)):
            yield tuple(run)
            run = []
        run.append(one)
    yield tuple(run)


def _assessed(result: LotResult | None) -> tuple[str, ...]:
    return () if result is None else tuple(sorted(one.bid for one in assessed_placings(result)))


def _sentence(
    asked: Asked, error: PleadedError, runs: Sequence[tuple[Outcome, ...]], changed: Sequence[bool]
) -> str:
    places = asked.case.rules.places
    if not any(changed):
        return (
            f"Put right, {error.id} does not change the award: {award_words(award_of(asked.result), places)}."
        )
    if all(changed) and len({one.award for run in runs for one in run}) == 1:
        return f"Put right, {error.id} changes the award: {award_words(runs[0][0].award, places)}."
    if all(changed):
        return f"Put right, {error.id} changes the award: {_each_award(asked, error, runs)}."
    return f"Whether {error.id} changes the award depends: {_each_award(asked, error, runs)}."


def _each_award(asked: Asked, error: PleadedError, runs: Sequence[tuple[Outcome, ...]]) -> str:
    """Which values give which award; values that follow one another are told together."""
    merged: list[tuple[Outcome, ...]] = []
    for run in runs:
        if merged and merged[-1][0].award == run[0].award:
            merged[-1] = (*merged[-1], *run)
        else:
            merged.append(run)
    places = asked.case.rules.places
    parts = [f"{_values_words(asked, error, run)} {award_words(run[0].award, places)}" for run in merged]
    return "; ".join(parts)


def _values_words(asked: Asked, error: PleadedError, run: tuple[Outcome, ...]) -> str:
    unit = "money" if error.kind is PleadedKind.PRICE else ""
    ends = [run[0].value, run[-1].value]
    currency = asked.case.inputs.tender.currency
    first, last = ("" if one is None else amount(one, unit, currency) for one in ends)
    return f"at {first}" if first == last else f"from {first} to {last}"


def _runs_table(error: PleadedError, runs: Sequence[tuple[Outcome, ...]]) -> Table:
    headings = (
        Heading("from", "from"),
        Heading("to", "to"),
        Heading("values", "values tried"),
        Heading("awarded", "awarded"),
        Heading("assessed", "bids assessed"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            run[0].value,
            run[-1].value,
            Fraction(len(run)),
            None if run[0].award is None else awarded_bids(run[0].award),
            _assessed(run[0].result),
        )
        for run in runs
    )
    return Table(f"The award with {error.id} put right", headings, rows)


def _effects(asked: Asked, runs: Sequence[tuple[Outcome, ...]]) -> Iterator[Table]:
    """Bids that enter or leave, and points on price that move."""
    before = _priced(asked, asked.result)
    rows: list[tuple[Cell, ...]] = []
    for run in runs:
        for one in run if len(runs) > 1 or len(run) == 1 else (run[0], run[-1]):
            after = {} if one.result is None else _priced(asked, one.result)
            rows += [
                (one.value, bid, criterion, before.get((bid, criterion)), after.get((bid, criterion)))
                for bid, criterion in sorted({*before, *after})
                if one.result is not None and before.get((bid, criterion)) != after.get((bid, criterion))
            ]
    if rows:
        headings = (
            Heading("value", "put right as"),
            Heading("bid", "bid"),
            Heading("criterion", "criterion"),
            Heading("before", "points before", "points"),
            Heading("after", "points after", "points"),
        )
        yield Table("Points on price that move, with bids that enter or leave", headings, tuple(rows))


def _priced(asked: Asked, result: LotResult) -> dict[tuple[str, str], Fraction]:
    """Points on criteria that read a price, by assessed bid."""
    prices = {leaf.id for leaf in asked.case.rules.leaves() if leaf_reads_price(leaf)}
    return {
        (one.bid, score.criterion): score.points
        for one in assessed_placings(result)
        for score in one.scores
        if score.criterion in prices
    }


def _about_sets(asked: Asked, errors: tuple[PleadedError, ...]) -> Answer:
    """Every minimal set of errors that changes the award."""
    now = award_of(asked.result)
    found, size = _enough(asked, errors, now)
    minimal = [one for one in found if not any(set(less.errors) < set(one.errors) for less in found)]
    sure = [one for one in found if one.always]
    least = [one for one in sure if not any(set(less.errors) < set(one.errors) for less in sure)]
    complete = size == len(errors)
    limit = f"Sets of more than {size} errors were not tried: they have too many values."
    shown = list(dict.fromkeys((*minimal, *least)))
    table = (_sets_table(shown, asked.case.rules.places),) if shown else ()
    verdict = Verdict.PROVED if complete or minimal else Verdict.NOT_ESTABLISHED
    basis = Basis.NONE if verdict is Verdict.NOT_ESTABLISHED else Basis.ENUMERATION
    return Answer(
        ID,
        "",
        _sets_sentence(minimal, len(errors), size),
        verdict,
        basis,
        table,
        notes=() if complete else (limit,),
    )


def _enough(asked: Asked, errors: tuple[PleadedError, ...], now: Award | None) -> tuple[list[Enough], int]:
    """The sets that change the award, and up to which size all sets were tried."""
    values = {one.id: tried_values(one, asked.case) for one in errors}
    found: list[Enough] = []
    left = MOST_TRIED
    for size in range(1, len(errors) + 1):
        sets = tuple(combinations(errors, size))
        left -= sum(prod(len(values[one.id]) for one in chosen) for chosen in sets)
        if left < 0:
            return found, size - 1
        for chosen in sets:
            awards = tuple(_awards(asked, chosen, [values[one.id] for one in chosen]))
            other = tuple(dict.fromkeys(one for one in awards if one is not None and one != now))
            if other:
                always = all(one is not None and one != now for one in awards)
                found.append(Enough(tuple(one.id for one in chosen), always, other))
    return found, len(errors)


def _awards(
    asked: Asked, chosen: Sequence[PleadedError], values: Sequence[tuple[Value, ...]]
) -> Iterator[Award | None]:
    for each in product(*values):
        case = asked.case
        for error, value in zip(chosen, each, strict=True):
            case = put_right(case, error, value)
        yield full_award(case)


def _sets_sentence(minimal: Sequence[Enough], count: int, size: int) -> str:
    if not minimal and not size:
        return "Whether the pleaded errors change the award is not established: they have too many values."
    if not minimal and count == 1:
        return "The pleaded error does not change the award."
    if not minimal:
        words = f" of at most {size}" if size < count else ""
        return f"No set{words} of the {count} pleaded errors changes the award."
    sets = "; ".join(
        f"{listed(one.errors)}{'' if one.always else ' for some of the values'}" for one in minimal
    )
    lead = "Enough to change the award" if len(minimal) == 1 else "Each enough to change the award"
    return f"{lead}, with no smaller set in it that is: {sets}."


def _sets_table(found: Sequence[Enough], places: int) -> Table:
    headings = (
        Heading("errors", "errors put right together"),
        Heading("for", "for"),
        Heading("then", "then"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.errors,
            "all values" if one.always else "some values",
            "; or ".join(award_words(award, places) for award in one.awards),
        )
        for one in found
    )
    return Table("Minimal sets that are enough", headings, rows)


PLEADED_ERRORS = Analysis(
    id=ID,
    question="Would the pleaded errors have changed the award?",
    when="In a review or before a court, when a party says what was done wrong.",
    not_said="That an error was made, or what follows in law if it was.",
    needs=("a list of pleaded errors (--pleaded FILE)",),
    source="every value of every error, and every set of errors, judged again by the published rules",
    checker="recomputed by bideval: the folder with the errors put right",
    oracle="the files edited by hand",
    run=run,
)
