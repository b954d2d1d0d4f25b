"""What each of several authorities would award by its own weights alone, for those who see every bid.

A ranking by one authority's weights awards nothing, and the sentence says so.
"""

from bideval.model.evaluation import LotResult
from bideval.report.authorities_text import authority_words
from bideval.report.page.audience import Reader
from bideval.report.page.seen import Asked, Grid, Said
from bideval.report.tables import aligned, most_decimals, name_text

_QUESTION = "How would each authority rank the bids by its own weights alone?"
_SAID = (
    "Each ranking is by the weights of one authority. None of them awards anything: the published rule does."
)


def authorities_seen(lot: LotResult, reader: Reader) -> tuple[Asked, ...]:
    """Return the rankings of all authorities as one table; nothing where one buys alone."""
    listed = [(authority, one) for authority in lot.authorities for one in authority.placings]
    if not listed or not reader.sees_bids:
        return ()
    figures = [one.total for _, one in listed]
    totals = aligned(figures, max(most_decimals(figures), lot.decimals))
    rows = tuple(
        (authority_words(authority), str(one.rank or "-"), name_text(one.name), total)
        for (authority, one), total in zip(listed, totals, strict=True)
    )
    table = Grid("", ("authority", "rank", "bidder", lot.unit), frozenset({1, 3}), rows)
    return (Asked("plain", _QUESTION, (Said(_SAID, "", tables=(table,)),)),)
