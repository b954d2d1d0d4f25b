"""One assessment as a letter tells it: regulation 31, contents (e).

The score for each criterion, its explanation, sub-totals and the total.  Of the reader's own
tender also where in the tender it rests, its figures and its price.  Of a winner: mark,
score, the published words of the mark and the recorded reasons, and nothing else.

Points before their weight have more decimals than a published score.  Of a winner they would
tell its figure, and of the reader's own price the lowest price, to the last unit.  So they
are given of a winner for marks alone, and of the reader where they rest on nobody else's figure.

Where several authorities buy together each score is given by the weights of each as well.
"""

from collections.abc import Mapping

from bideval.model.evaluation import LotResult, Placing, Score
from bideval.model.letter import Assessment, Party, Scored
from bideval.model.measure import reads_all_prices
from bideval.model.numbers import decimal_text, figure_text
from bideval.report.evaluation_text import figure_places
from bideval.report.letters.by_authority import totals_by_authority, words_by_authority
from bideval.report.tables import aligned, money_text, most_decimals, name_text
from bideval.scoring.letters.gaps import Told
from bideval.scoring.lot_rules import Leaf, LotRules, Node, Section, walk
from bideval.scoring.methods.registry import METHODS

Reasons = Mapping[str, tuple[Told, ...]]  # by criterion
_CLOSED = "Scored by the published rule on what is stated there; its figures are not given here."
_CLOSED_TOTAL = "The figure that ranks it holds its price, and is not given."
_POINT_PLACES = 4


def assessment(
    lot: LotResult,
    rules: LotRules,
    placing: Placing,
    party: Party,
    reasons: Reasons,
    currency: str,
    *,
    own: bool,
) -> Assessment:
    """Return how ``placing`` was assessed; with ``own`` for its own bidder, else as of a winner."""
    leaves = {leaf.id: leaf for leaf in rules.leaves()}
    closed = _resting_on_others(rules)
    by_authority = words_by_authority(lot, placing)
    depths = _depths(placing.scores)
    figures = [score.weighted for score in placing.scores]
    shown = aligned(figures, max(most_decimals(figures), lot.decimals))
    scores = tuple(
        _scored(
            score,
            text,
            depths[score.criterion],
            leaves.get(score.criterion),
            reasons,
            placing,
            currency,
            own=own,
            closed=score.criterion in closed,
        )
        for score, text in zip(placing.scores, shown, strict=True)
    )
    scores = tuple(
        one._replace(explained=" ".join(filter(None, (one.explained, by_authority.get(score.criterion, "")))))
        for one, score in zip(scores, placing.scores, strict=True)
    )
    unit = lot.unit.replace("money", currency)
    if not own and not METHODS[lot.method].additive:
        return Assessment(party, scores, "", unit, _CLOSED_TOTAL)
    return Assessment(party, scores, _total(lot, placing), unit, totals_by_authority(lot, placing))


def _resting_on_others(rules: LotRules) -> frozenset[str]:
    """The criteria whose points follow from figures of other bids too, and the sections they are in."""
    return frozenset(
        node.id
        for node in rules.nodes()
        if any(map(_compares, _leaves(node))) or (isinstance(node, Section) and node.normalise)
    )


def _leaves(node: Node) -> tuple[Leaf, ...]:
    return tuple(one for one in walk((node,)) if isinstance(one, Leaf))


def _compares(leaf: Leaf) -> bool:
    """Whether the points of a leaf follow from figures of other bids too; marks of one bid do not."""
    reads_all = leaf.measure is not None and reads_all_prices(leaf.measure)
    return leaf.formula is not None or leaf.normalise or reads_all


def _total(lot: LotResult, placing: Placing) -> str:
    if placing.total is None:
        return ""
    totals = [one.total for one in lot.placings]
    if lot.unit == "money":
        return money_text(placing.total)
    places = max(most_decimals([placing.total]), figure_places(lot)) if totals else 0
    return aligned([placing.total], places)[0]


def _depths(scores: tuple[Score, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for score in scores:  # a section stands before what it adds up
        found[score.criterion] = 0 if score.within is None else found[score.within] + 1
    return found


def _scored(
    score: Score,
    text: str,
    depth: int,
    leaf: Leaf | None,
    reasons: Reasons,
    placing: Placing,
    currency: str,
    *,
    own: bool,
    closed: bool,
) -> Scored:
    told = reasons.get(score.criterion, ())
    marked = leaf is not None and leaf.scale is not None
    value = score.read.value if marked and score.read is not None else None
    words = (
        leaf.scale.describe(value)
        if leaf and leaf.scale and value is not None and not isinstance(value, str)
        else None
    )
    return Scored(
        name_text(score.title),
        depth,
        score.section,
        figure_text(score.weight),
        figure_text(value) if value is not None and not isinstance(value, str) else "",
        decimal_text(score.points, _POINT_PLACES) if (marked or own) and not closed else "",
        text,
        name_text(words) if words else "",
        tuple(one.reason for one in told if one.reason),
        "; ".join(dict.fromkeys(one.evidence for one in told if one.evidence)) if own else "",
        _explained(score, leaf, placing, currency, own=own),
    )


def _explained(score: Score, leaf: Leaf | None, placing: Placing, currency: str, *, own: bool) -> str:
    """How the score follows where no mark is given; what rests on other tenders' prices has no figures."""
    if leaf is None or leaf.scale is not None:
        return ""
    if not own:
        return _CLOSED
    if leaf.formula is not None:
        price = (
            ""
            if placing.price is None
            else f"Your price as compared: {currency} {money_text(placing.price)}. "
        )
        return f"{price}{leaf.formula.title}: {leaf.formula.rule}."
    if _compares(leaf):
        return "Scored by the published rule on what you state, beside what others state."
    return f"The published rule with your figures: {score.worked}"
