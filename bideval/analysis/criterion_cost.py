"""What each criterion does to the result: who wins without it, and at what price and social value.

Each criterion, section and group is left out in turn, the other weights scaled up, and
the lot is judged again.  The winner changes in steps, so the cost of a criterion is the
difference between two results, not a rate.  Beside it stands how much share each group
has in the event that a bid of a bidder type, as declared, is awarded (shapley.py).

A minimum stays even where its criterion counts for nothing.  Types are as the bidders
declare them; no score reads them, and nothing here says that one type does better.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import about, award_words, awarded_bids
from bideval.analysis.courses import HUNDRED, ZERO
from bideval.analysis.entry import Analysis
from bideval.analysis.movers import Mover, movers
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import (
    Award,
    Reweighed,
    Weights,
    assessed,
    award_at,
    field_of,
    published_weights,
    reweighed,
    signature,
)
from bideval.analysis.shapley import MOST_GROUPS, awards_by_set, groups_of, scaled_up, shapley
from bideval.analysis.space import Space, score_space
from bideval.scoring.fields import declared_value
from bideval.scoring.lot_rules import Leaf, walk

ID = "criterion-cost"
MOST_NAMED = 3
DECLARED = "bid.declared."
_SHARES = "How much each group does to bring the award to a bidder of each type, as declared"
_SHARE = (
    "A share: the lot is judged with some groups alone, and one group is added; the award then comes to a "
    "bidder of the type (1), goes from it (-1), or neither (0). The share is the mean of that over all "
    "orders of adding the groups; all shares of a type sum to 1 if it is awarded, else to 0."
)


class Outcome(NamedTuple):
    """A result with what it costs and brings; None where it is not stated or nobody is awarded."""

    award: Award | None
    price: Fraction | None  # of the awarded bids together
    social_value: Fraction | None  # points under the published weights
    surplus: Fraction | None
    local_spend: Fraction | None


class _Without(NamedTuple):
    mover: Mover
    outcome: Outcome | None  # None where nothing would be left


def run(asked: Asked) -> tuple[Answer, ...]:
    """Answer with the result without each criterion, and the shares of groups by bidder type."""
    space = score_space(asked)
    if isinstance(space, str):
        return (does_not_apply(ID, space),)
    lot, weights = reweighed(asked.case), published_weights(asked.case)
    base = _outcome(asked, lot, weights, weights)
    rows = [_without(asked, lot, mover, weights) for mover in movers(asked.case.rules, weights)]
    proved = all(one.outcome is None or one.outcome.award is not None for one in rows)
    shares = _shares(lot, space, weights)
    return (
        Answer(
            ID,
            "",
            _sentence(asked, base, rows),
            Verdict.PROVED if proved else Verdict.NOT_ESTABLISHED,
            Basis.ENUMERATION if proved else Basis.NONE,
            (_cost_table(asked, base, rows), *([shares] if isinstance(shares, Table) else [])),
            notes=tuple(_notes(asked, shares)),
        ),
    )


def _without(asked: Asked, lot: Reweighed, mover: Mover, weights: Weights) -> _Without:
    kept = [leaf for leaf in weights if leaf not in mover.shares]
    if not any(weights[leaf] for leaf in kept):
        return _Without(mover, None)
    return _Without(mover, _outcome(asked, lot, weights, scaled_up(weights, kept)))


def _outcome(asked: Asked, lot: Reweighed, published: Weights, weights: Weights) -> Outcome:
    award = award_at(lot, weights)
    if award is None or award.tied or not award.winners:
        return Outcome(award, None, None, None, None)
    report = asked.question.report
    prices = [asked.case.prices[bid].amount for bid in award.winners if bid in asked.case.prices]
    return Outcome(
        award,
        sum(prices, ZERO) if len(prices) == len(award.winners) else None,
        _social_value(asked, lot, published, weights, award),
        _declared(asked, award, report.surplus if report else None),
        _declared(asked, award, report.local_spend if report else None),
    )


def _social_value(
    asked: Asked, lot: Reweighed, published: Weights, weights: Weights, award: Award
) -> Fraction | None:
    """The awarded bids' points on the criteria of the study's report, under the published weights."""
    leaves = _social_leaves(asked)
    among = field_of(lot, assessed(lot, signature(lot, weights)))
    if not leaves or among is None:
        return None
    points = (published[leaf] * among.rounded[bid][leaf] for bid in award.winners for leaf in leaves)
    return sum(points, ZERO) * lot.unit / HUNDRED


def _social_leaves(asked: Asked) -> list[str]:
    report = asked.question.report
    named = set(report.social_value) if report else set()
    nodes = [node for node in asked.case.rules.nodes() if node.id in named]
    found = {leaf.id for node in nodes for leaf in walk((node,)) if isinstance(leaf, Leaf)}
    return sorted(found)


def _declared(asked: Asked, award: Award, measure: str | None) -> Fraction | None:
    """What the awarded bids declare together; None where the report names nothing that is declared."""
    if measure is None or not measure.startswith(DECLARED):
        return None
    name = measure.removeprefix(DECLARED)
    values = []
    for bid in award.winners:
        raw = asked.case.bids[bid].declared.get(name)
        values.append(None if raw is None else declared_value(raw))
    stated = [one for one in values if isinstance(one, Fraction)]
    return sum(stated, ZERO) if len(stated) == len(values) else None


# In words


def _sentence(asked: Asked, base: Outcome, rows: Sequence[_Without]) -> str:
    changed = [one for one in rows if one.outcome is not None and one.outcome.award != base.award]
    if not changed:
        return (
            "Leaving out any one criterion, section or group, the others scaled up, "
            f"does not change the result: {award_words(base.award, asked.case.rules.places)}."
        )
    said = [_changed_words(asked, base, one) for one in changed[:MOST_NAMED]]
    more = len(changed) - len(said)
    rest = f"; and {more} more, as the table shows" if more else ""
    which = "One" if len(changed) == 1 else f"Each of {len(changed)}"
    count = f"{which} of the {len(rows)} criteria, sections and groups"
    return f"{count} would change the result if it were left out: {'; '.join(said)}{rest}."


def _changed_words(asked: Asked, base: Outcome, one: _Without) -> str:
    assert one.outcome is not None
    then = award_words(one.outcome.award, asked.case.rules.places)
    gap = _gap(one.outcome.price, base.price)
    if gap is None:
        return f"without {one.mover.title}, {then}"
    currency = asked.case.inputs.tender.currency
    words = (
        "at the same price"
        if not gap
        else f"at {currency} {_money(abs(gap))} {'more' if gap > 0 else 'less'}"
    )
    return f"without {one.mover.title}, {then}, {words}"


def _money(amount: Fraction) -> str:
    return f"{amount.numerator:,}" if amount.denominator == 1 else about(amount)


def _gap(value: Fraction | None, base: Fraction | None) -> Fraction | None:
    return None if value is None or base is None else value - base


def _notes(asked: Asked, shares: Table | str) -> Iterator[str]:
    yield "Settings explored for testing; no statement that they were open to the authority."
    yield "The winner changes in steps: a cost is the difference of two results, not a rate per point."
    if asked.case.rules.places > 1:
        yield "Prices and declared figures are of the awarded bids together."
    report = asked.question.report
    if report is None:
        yield "Social value is not stated: the study names no criteria for it."
    elif any(
        one is not None and not one.startswith(DECLARED) for one in (report.surplus, report.local_spend)
    ):
        yield "A figure of the study's report that is not declared by the bids is not shown here."
    if isinstance(shares, str):
        yield shares
    else:
        yield _SHARE
        yield "Types are as the bidders declare them; no score reads them."


# In figures


def _cost_table(asked: Asked, base: Outcome, rows: Sequence[_Without]) -> Table:
    currency = asked.case.inputs.tender.currency
    unit = asked.result.unit
    headings = (
        Heading("without", "without"),
        Heading("weight", "its weight", "%"),
        Heading("result", "then"),
        Heading("bids", "awarded"),
        Heading("price", "price", currency),
        Heading("price-change", "change of price", currency),
        Heading("social-value", "social value", unit),
        Heading("social-value-change", "change of social value", unit),
        Heading("surplus", "surplus put back"),
        Heading("local-spend", "local spend"),
    )
    first: tuple[Cell, ...] = ("nothing", None, *_cells(asked, base, base))
    others: list[tuple[Cell, ...]] = [
        (one.mover.id, one.mover.weight, *_cells(asked, one.outcome, base)) for one in rows
    ]
    return _without_dashes(Table("The result without each criterion", headings, (first, *others)))


def _without_dashes(table: Table) -> Table:
    """The table without the columns in which no row has anything."""
    kept = [at for at in range(len(table.headings)) if any(row[at] is not None for row in table.rows)]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return Table(table.title, tuple(table.headings[at] for at in kept), rows)


def _cells(asked: Asked, outcome: Outcome | None, base: Outcome) -> tuple[Cell, ...]:
    if outcome is None:
        return ("nothing would be left to score", None, None, None, None, None, None, None)
    return (
        award_words(outcome.award, asked.case.rules.places),
        awarded_bids(outcome.award),
        outcome.price,
        _gap(outcome.price, base.price),
        outcome.social_value,
        _gap(outcome.social_value, base.social_value),
        outcome.surplus,
        outcome.local_spend,
    )


def _shares(lot: Reweighed, space: Space, weights: Weights) -> Table | str:
    """The shares of groups in "a bid of this type is awarded", or why there are none."""
    groups = groups_of(lot.case.rules)
    if len(groups) > MOST_GROUPS:
        return f"Shares of groups are not worked out for more than {MOST_GROUPS} groups."
    awards = awards_by_set(lot, groups, weights, space.rounding)
    if any(award is None for award in awards):
        return "Shares of groups are not worked out: with some groups alone no rule gives a result."
    types = {bid: lot.case.bids[bid].bidder.type for bid in lot.entered}
    names = sorted(set(types.values()))
    shares = {
        name: shapley([_is_awarded(award, types, name) for award in awards], len(groups)) for name in names
    }
    rows: list[tuple[Cell, ...]] = [
        (group, *(shares[name][place] for name in names)) for place, group in enumerate(groups)
    ]
    rows.append(("all together", *(sum(shares[name], ZERO) for name in names)))
    headings = (Heading("group", "group"), *(Heading(name, name) for name in names))
    return Table(_SHARES, headings, tuple(rows))


def _is_awarded(award: Award | None, types: Mapping[str, str], name: str) -> Fraction:
    """1 where a bid of the type is certain of a place; a tie that no rule settles counts if all are of it."""
    if award is None:
        return ZERO
    sure = any(types[bid] == name for bid in award.winners)
    whoever = bool(award.tied) and all(types[bid] == name for bid in award.tied)
    return Fraction(sure or whoever)


CRITERION_COST = Analysis(
    id=ID,
    question="What does each criterion do to who wins, and what does that cost or bring?",
    when="To see which criteria decide the award, and between which prices they choose.",
    not_said="What bidders would have offered under other criteria; nor that any bidder type does better.",
    needs=("a weighted sum of two criteria or more", "a result"),
    source="Judging again without each criterion; Shapley (1953) for the shares of groups",
    checker="Every case judged again under the published rounding and minimums",
    oracle="Judging the lot again; the shares of the invented tender",
    run=run,
)
