"""Several authorities that buy together, as a letter tells it: each one's weight and score.

The weights of each were published, and a score under them says no more than the score does.
Where one authority buys alone there is nothing to say.
"""

from collections.abc import Iterator, Mapping

from bideval.model.evaluation import AuthorityResult, LotResult, Placing
from bideval.model.numbers import figure_text
from bideval.model.rules import Combine
from bideval.report.evaluation_text import figure_places
from bideval.report.tables import aligned, most_decimals, name_text
from bideval.scoring.lot_rules import AuthorityRules, LotRules, walk

_COMBINED = {
    Combine.MEAN_OF_TOTALS: "each total times that authority's share of the budget, added up",
    Combine.LEXICOGRAPHIC: "the total of the authority listed first, and the next one's where it is the same",
}


def words_by_authority(lot: LotResult, placing: Placing) -> Mapping[str, str]:
    """Return, for each criterion that is no section, its weight and score under each authority's weights."""
    found: dict[str, list[str]] = {}
    for authority, own in _own(lot, placing):
        scores = [one for one in own.scores if not one.section]
        figures = [one.weighted for one in scores]
        shown = aligned(figures, max(most_decimals(figures), lot.decimals))
        for one, text in zip(scores, shown, strict=True):
            words = f"{name_text(authority.title)} {text} of {figure_text(one.weight)}"
            found.setdefault(one.criterion, []).append(words)
    return {criterion: f"By authority: {'; '.join(said)}." for criterion, said in found.items()}


def totals_by_authority(lot: LotResult, placing: Placing) -> str:
    """Return each authority's total of a bid, and whose weights stand in the table."""
    own = [(authority, one.total) for authority, one in _own(lot, placing) if one.total is not None]
    if not own:
        return ""
    totals = [total for _, total in own]
    shown = aligned(totals, max(most_decimals(totals), figure_places(lot)))
    said = "; ".join(f"{name_text(one.title)} {text}" for (one, _), text in zip(own, shown, strict=True))
    first = name_text(own[0][0].title)
    whose = f" The table has the weights of {first}." if lot.combine == Combine.LEXICOGRAPHIC else ""
    return f"Totals by authority: {said}.{whose}"


def _own(lot: LotResult, placing: Placing) -> Iterator[tuple[AuthorityResult, Placing]]:
    for authority in lot.authorities:
        yield from ((authority, one) for one in authority.placings if one.bid == placing.bid)


def weights_by_authority(rules: LotRules) -> Mapping[str, str]:
    """Return, for each criterion, the published weight of each authority in words."""
    found: dict[str, list[str]] = {}
    for authority in rules.authorities:
        for node in walk(authority.tree):
            found.setdefault(node.id, []).append(f"{name_text(authority.title)} {figure_text(node.weight)}")
    return {criterion: f"weights: {', '.join(said)}" for criterion, said in found.items()}


def authorities_told(rules: LotRules) -> Iterator[tuple[str, str]]:
    """Yield who buys together, and how their totals make one result."""
    if rules.authorities:
        yield "Authorities", "; ".join(map(_named, rules.authorities))
    if rules.authorities and rules.combine is not None:
        yield "Their totals", _COMBINED[rules.combine]


def _named(authority: AuthorityRules) -> str:
    share = authority.budget_share
    of_budget = f", {figure_text(share)} percent of the budget" if share is not None else ""
    return f"{name_text(authority.title)}{of_budget}"
