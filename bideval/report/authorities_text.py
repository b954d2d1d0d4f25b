"""Several authorities that buy together, for people: what each would do by its own weights alone.

A table beside the combined result, and lines in an explanation.  A ranking by one
authority's weights awards nothing, and no line says that it does.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.model.evaluation import AuthorityResult, LotResult, LotStatus, Placing
from bideval.model.numbers import figure_text
from bideval.report.tables import aligned, most_decimals, name_text, table_text


def authorities_text(lot: LotResult) -> Iterator[str]:
    """Yield what each authority's own weights lead to, as one table; nothing where one buys alone."""
    if not lot.authorities:
        return
    listed = [(authority, one) for authority in lot.authorities for one in authority.placings]
    figures = [_figure(one) for _, one in listed]
    totals = aligned(figures, max(most_decimals(figures), lot.decimals))
    rows = [
        (authority.id, _share(authority), str(one.rank or "-"), one.bid, total)
        for (authority, one), total in zip(listed, totals, strict=True)
    ]
    what = "quality" if lot.status is LotStatus.QUALITY_ONLY else lot.unit
    header = ("authority", "budget %", "rank", "bid", what)
    yield "By each authority's own weights:\n" + table_text(header, rows, right={1, 2, 4})


def _figure(placing: Placing) -> Fraction:
    """Its total; before prices are opened what it has on the criteria that read none."""
    if placing.total is not None:
        return placing.total
    return sum((score.weighted for score in placing.scores if score.within is None), Fraction(0))


def _share(authority: AuthorityResult) -> str:
    return "-" if authority.budget_share is None else figure_text(authority.budget_share)


def own_ranks(lot: LotResult, bid: str) -> Iterator[str]:
    """Yield a line for each authority: how it ranks ``bid``, and the sum of its total."""
    for authority in lot.authorities:
        for one in authority.placings:
            if one.bid == bid and one.total is not None:
                (total,) = aligned([one.total], max(most_decimals([one.total]), lot.decimals))
                yield f"  {authority_words(authority)}: {total} {lot.unit}, rank {one.rank}"
                yield f"    {one.worked}"


def authority_words(authority: AuthorityResult) -> str:
    """Return an authority by its title and its share of the budget, if that is published."""
    title = name_text(authority.title)
    named = authority.id if title == authority.id else f"{authority.id} ({title})"
    return named if authority.budget_share is None else f"{named}, {_share(authority)} percent of the budget"
