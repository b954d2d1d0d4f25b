"""What the margin is made of: how far each criterion puts one bid ahead of another.

A total is a sum, so the difference of two totals is the sum of the differences on each
criterion; what a section or the total adds by rounding or normalising is a row of its
own, and every column sums to the margin to the last digit.  Source: maths A10.  This
decomposition is also the Shapley value of the margin when an absent criterion adds
nothing, so it needs no further machinery.

It says what happened under the published weights, not what would have changed it.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import about, listed
from bideval.analysis.entry import Analysis
from bideval.analysis.pictures import Bar, Waterfall
from bideval.analysis.question import Asked
from bideval.analysis.space import assessed_placings
from bideval.model.evaluation import LotResult, Placing, PlacingStatus
from bideval.scoring.explain import contributions
from bideval.scoring.methods.registry import METHODS

ID = "margin"
ZERO = Fraction(0)
_NAMED = 2  # parts that the sentence names on either side
Parts = Mapping[str, Fraction]  # how far ahead, by criterion or rounding, in points of the whole


def run(asked: Asked) -> tuple[Answer, ...]:
    """Answer with every awarded bid against the first not awarded, and the best against all."""
    result = asked.result
    if not METHODS[result.method].additive:
        return (
            does_not_apply(ID, f"The method {result.method} adds no criteria, so its margin has no parts."),
        )
    ranked = _ranked(result)
    if len(ranked) < 2:
        said = "One bid alone is assessed" if ranked else "No bid is assessed and ranked"
        return (does_not_apply(ID, f"{said}, so there is no margin."),)
    found = [_main(asked, ranked)]
    challenger = asked.question.challenger
    if challenger is not None and challenger != ranked[0].bid:
        found += _about_challenger(asked, ranked, challenger)
    return tuple(found)


def _ranked(result: LotResult) -> list[Placing]:
    """The assessed bids in order of rank; those of equal rank by id."""
    placed = [one for one in assessed_placings(result) if one.rank is not None and one.scores]
    return sorted(placed, key=lambda one: (one.rank or 0, one.bid))


def _main(asked: Asked, ranked: Sequence[Placing]) -> Answer:
    places = asked.case.rules.places
    last, first = (ranked[places - 1], ranked[places]) if places < len(ranked) else (ranked[0], ranked[-1])
    columns = {one.bid: _parts(asked, ranked[0], one) for one in ranked[1:]}
    tables = [_table(asked, f"How {ranked[0].bid} is ahead of every other bid", "ahead of", columns)]
    if 1 < places < len(ranked):
        awarded = {one.bid: _parts(asked, one, first) for one in ranked[:places]}
        tables.insert(0, _table(asked, f"How the awarded bids are ahead of {first.bid}", "lead of", awarded))
    return _answer(asked, last, first, tuple(tables))


def _about_challenger(asked: Asked, ranked: Sequence[Placing], challenger: str) -> Iterator[Answer]:
    own = next((one for one in ranked if one.bid == challenger), None)
    if own is not None:
        title = f"How {ranked[0].bid} is ahead of {challenger}"
        table = _table(asked, title, "ahead of", {challenger: _parts(asked, ranked[0], own)})
        yield _answer(asked, ranked[0], own, (table,), challenger)
        return
    out = next((one for one in asked.result.placings if one.bid == challenger), None)
    said = f"No bid {challenger} entered this lot." if out is None else _shut_out(out, ranked[0].bid)
    yield Answer(ID, challenger, said, Verdict.DOES_NOT_APPLY)


def _shut_out(out: Placing, best: str) -> str:
    """Why a bid has no margin, and what it would have got."""
    why = f"{out.bid} was not assessed ({out.because or out.status.value}), so it has no margin to {best}"
    shadow = out.shadow
    if out.status is not PlacingStatus.DISREGARDED or shadow is None:
        return f"{why}."
    if shadow.total is None:
        return f"{why}; its shadow result is not known, because {shadow.why_null}."
    rank = f", rank {shadow.rank}" if shadow.rank is not None else ""
    return f"{why}; its shadow result is {about(shadow.total)} points{rank}."


def _parts(asked: Asked, ours: Placing, theirs: Placing) -> Parts:
    """What puts ``ours`` ahead of ``theirs``, in the order of the criteria; sums to the margin."""
    found = contributions(asked.result, ours, theirs, asked.case.rules.rank_on)
    return {one.what: one.difference for one in found}


def _answer(
    asked: Asked, ours: Placing, theirs: Placing, tables: tuple[Table, ...], about_bid: str = ""
) -> Answer:
    parts = _parts(asked, ours, theirs)
    names = [name for name in _names(asked, [parts]) if parts.get(name)]
    bars = tuple(Bar(name, parts[name]) for name in names)
    return Answer(
        ID,
        about_bid or ours.bid,
        _sentence(asked, ours, theirs, parts),
        Verdict.PROVED,
        Basis.CLOSED_FORM,
        tables,
        picture=Waterfall(bars, sum(parts.values(), ZERO)),
    )


def _sentence(asked: Asked, ours: Placing, theirs: Placing, parts: Parts) -> str:
    margin = sum(parts.values(), ZERO)
    titles = {node.id: node.title for node in asked.case.rules.nodes()}
    ranked = sorted(parts.items(), key=lambda one: (-one[1], one[0]))
    gains = [f"{titles.get(name, name)} ({about(size)})" for name, size in ranked if size > 0]
    losses = [f"{titles.get(name, name)} ({about(-size)})" for name, size in reversed(ranked) if size < 0]
    lead = f"{ours.bid} is ahead of {theirs.bid} by {about(margin)} points"
    if not margin:
        lead = f"{ours.bid} and {theirs.bid} are level"
    much = "most" if losses or len(gains) > _NAMED else "all of it"
    most = f"{much} comes from {listed(gains[:_NAMED])}" if gains else "no criterion puts it ahead"
    lost = "most is" if len(losses) > _NAMED else "points are"
    against = f", and {lost} lost on {listed(losses[:_NAMED])}" if losses else ""
    return f"{lead}: {most}{against}."


def _names(asked: Asked, columns: Sequence[Parts]) -> list[str]:
    """Criteria in published order, then what rounding or normalising adds."""
    given = {name for column in columns for name in column}
    criteria = [leaf.id for leaf in asked.case.rules.leaves() if leaf.id in given]
    return [*criteria, *sorted(given - set(criteria))]


def _table(asked: Asked, title: str, words: str, columns: Mapping[str, Parts]) -> Table:
    unit = asked.result.unit
    headings = (
        Heading("criterion", "criterion"),
        Heading("weight", "weight", "of the whole"),
        *(Heading(bid, f"{words} {bid}", unit) for bid in columns),
    )
    weights = {leaf.id: leaf.weight for leaf in asked.case.rules.leaves()}
    rows: list[tuple[Cell, ...]] = [
        (name, weights.get(name), *(column.get(name, ZERO) for column in columns.values()))
        for name in _names(asked, list(columns.values()))
    ]
    totals = [sum(column.values(), ZERO) for column in columns.values()]
    return Table(title, headings, (*rows, ("margin", None, *totals)))


MARGIN = Analysis(
    id=ID,
    question="What is the margin made of?",
    when="To see which criteria put the winner ahead, and by how much.",
    not_said="What would have changed the result.",
    needs=("a method that adds weighted criteria", "two ranked bids"),
    source="The difference of two sums, criterion by criterion",
    checker="Every column sums to the difference of the published totals",
    oracle="The difference of the totals; the invented tender's published contributions",
    run=run,
)
