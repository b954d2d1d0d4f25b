"""Joint commissioning: several authorities, each with its own weights over the same criteria.

Each authority weights every criterion that scores, in percent; the tree itself has no
weights.  Under ``combine: mean-of-totals`` the combined weight of a criterion is the
sum of budget share x weight / 100.

A rule that reads the points of a section is refused: a section has other points under
each authority's weights, and which of them would count is nowhere said.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.model.criterion import Criterion
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.raw import closest
from bideval.model.rules import Combine
from bideval.model.tender import Authority, Tender
from bideval.scoring.lot_rules import AuthorityRules, Node, with_weights
from bideval.scoring.published import Published, for_lot
from bideval.scoring.weights import HUNDRED, Weights, everything, leaves

FILE = "tender.yaml"
WEIGHTED_SUM = "weighted-sum"


def is_joint(tender: Tender) -> bool:
    """Say whether the tender names authorities, or a rule that combines some."""
    return bool(tender.authorities) or tender.combine is not None


def joint_weights(inputs: Inputs, published: Published) -> tuple[Weights | None, tuple[Finding, ...]]:
    """Return the weights of the lot's own tree, or every finding that prevents them.

    They are the combined ones under ``mean-of-totals``, else those of the first authority.
    """
    tender = inputs.tender
    findings = [
        *_several(tender),
        *_twice(tender),
        *_ways(tender, published),
        *_tree_weights(published),
        *_undefined(tender, published),
        *_shares(tender),
    ]
    for place, authority in enumerate(tender.authorities):
        findings += _weights(authority, f"/authorities/{place}/weights", published)
    if findings:
        return None, tuple(findings)
    return Weights(HUNDRED, _of_the_lot(tender, published)), ()


def authority_rules(tender: Tender, tree: tuple[Node, ...]) -> tuple[AuthorityRules, ...]:
    """Return each authority with the tree under its weights, in published order."""
    return tuple(
        AuthorityRules(one.id, one.title or one.id, one.budget_share, with_weights(tree, one.weights))
        for one in tender.authorities
    )


def _of_the_lot(tender: Tender, published: Published) -> Mapping[str, Fraction]:
    ids = [leaf.id for leaf, _ in leaves(published.criteria)]
    if tender.combine is not Combine.MEAN_OF_TOTALS:
        return {name: tender.authorities[0].weights[name] for name in ids}
    return {
        name: sum((_share(one) * one.weights[name] for one in tender.authorities), Fraction(0)) / HUNDRED
        for name in ids
    }


def _share(authority: Authority) -> Fraction:
    assert authority.budget_share is not None  # a missing one is a finding under mean-of-totals
    return authority.budget_share


def _several(tender: Tender) -> Iterator[Finding]:
    if not tender.authorities:
        message = f"the totals are combined by {tender.combine}, and no authorities stand here"
        remedy = "Add the authorities, each with its weights, or take combine out."
        yield error("BE170", message, remedy, Source(FILE, "/combine"))
    elif len(tender.authorities) == 1:
        message = f"{tender.authorities[0].id} is the only authority"
        remedy = "Add the others; the weights of a single authority stand with the criteria."
        yield error("BE170", message, remedy, Source(FILE, "/authorities/0"))


def _twice(tender: Tender) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for place, one in enumerate(tender.authorities):
        first = seen.setdefault(one.id, place)
        if first != place:
            yield error(
                "BE171",
                f"two authorities are called {one.id}",
                "Give each authority its own id.",
                Source(FILE, f"/authorities/{place}/id"),
                Source(FILE, f"/authorities/{first}/id"),
            )


def _ways(tender: Tender, published: Published) -> Iterator[Finding]:
    """Weights by authority are percent of the whole, and only a weighted sum has weights of its own."""
    use = published.method.use if published.method else None
    if use is not None and use != WEIGHTED_SUM:
        message = f"{use} has no total of its own for each authority"
        remedy = "Use the method weighted-sum, or take the authorities out."
        yield error(
            "BE172", message, remedy, Source(FILE, f"{published.method_at}/use"), Source(FILE, "/authorities")
        )
    kind = tender.weighting.kind if tender.weighting else None
    if kind not in {None, "percent-of-whole"}:
        message = f"the weights of authorities are percent of the whole, and the weighting is {kind}"
        remedy = "State weighting: {kind: percent-of-whole}."
        yield error("BE172", message, remedy, Source(FILE, "/weighting"), Source(FILE, "/authorities"))


def _tree_weights(published: Published) -> Iterator[Finding]:
    for criterion, pointer in everything(published.criteria):
        if criterion.weight is not None:
            yield error(
                "BE173",
                f"{criterion.id} has a weight of its own beside those of the authorities",
                "Take it out: each authority states its weights under weights.",
                Source(FILE, f"{pointer}/weight"),
                Source(FILE, "/authorities"),
            )


def _weights(authority: Authority, at: str, published: Published) -> Iterator[Finding]:
    """Every criterion that scores has a weight of 0 or more; they sum to 100."""
    known = [leaf.id for leaf, _ in leaves(published.criteria)]
    sections = {one.id for one, _ in everything(published.criteria) if one.criteria}
    where = for_lot(published.id)
    for name in [one for one in known if one not in authority.weights]:
        message = f"{authority.id} has no weight for the criterion {name}{where}"
        remedy = "State its published weight. A criterion that does not count has weight 0."
        yield error("BE174", message, remedy, Source(FILE, at))
    for name in [one for one in authority.weights if one not in known]:
        what = (
            "is a section, whose weight is the sum of its criteria" if name in sections else "is no criterion"
        )
        remedy = "Weight the criteria in it." if name in sections else closest(name, tuple(known))
        message = f"{authority.id} weights {name}, which {what}{where}"
        yield error("BE174", message, remedy, Source(FILE, f"{at}/{name}"))
    for name, weight in authority.weights.items():
        if weight < 0:
            message = f"the weight of {name} is below zero for {authority.id}"
            yield error("BE175", message, "A weight is 0 or more.", Source(FILE, f"{at}/{name}"))
    total = sum(authority.weights.values(), Fraction(0))
    if total != HUNDRED and set(known) == set(authority.weights):
        message = f"the weights of {authority.id} sum to {decimal_text(total)}, not 100"
        remedy = "Correct them to the published weights. Weights are never rescaled."
        yield error("BE175", message, remedy, Source(FILE, at))


def _shares(tender: Tender) -> Iterator[Finding]:
    """Shares of the budget sum to 100 wherever they stand, and stand where totals are averaged."""
    listed = list(enumerate(tender.authorities))
    stated = [one.budget_share for _, one in listed if one.budget_share is not None]
    for place, one in listed:
        if one.budget_share is None and (stated or tender.combine is Combine.MEAN_OF_TOTALS):
            message = f"{one.id} does not state its share of the budget"
            remedy = "State budget_share in percent, as published; the shares sum to 100."
            yield error("BE176", message, remedy, Source(FILE, f"/authorities/{place}"))
        elif one.budget_share is not None and one.budget_share <= 0:
            message = f"the share of {one.id} in the budget is {decimal_text(one.budget_share)}"
            remedy = "State a share above 0, in percent."
            yield error("BE176", message, remedy, Source(FILE, f"/authorities/{place}/budget_share"))
    total = sum(stated, Fraction(0))
    if len(stated) == len(listed) and total != HUNDRED and stated:
        message = f"the shares of the budget sum to {decimal_text(total)}, not 100"
        remedy = "Correct them to the published shares. Shares are never rescaled."
        yield error("BE176", message, remedy, Source(FILE, "/authorities"))


def _undefined(tender: Tender, published: Published) -> Iterator[Finding]:
    """A section has other points under each authority's weights."""
    sections = [(one, pointer) for one, pointer in everything(published.criteria) if one.criteria]
    for section, pointer in sections:
        for key, stands in _read_of(section):
            if stands:
                message = f"the section {section.id} has other points under each authority's weights"
                remedy = f"Put {key} on the criteria that score, or take it out."
                yield error("BE177", message, remedy, Source(FILE, f"{pointer}/{key}"))
    named = {section.id for section, _ in sections}
    for place, rung in enumerate(tender.ties):
        if rung.of in named:
            message = (
                f"the tie ladder reads {rung.of}, a section with other points under each authority's weights"
            )
            remedy = "Name a criterion that scores, or another rung."
            yield error("BE177", message, remedy, Source(FILE, f"/ties/{place}/of"))


def _read_of(section: Criterion) -> Iterator[tuple[str, bool]]:
    yield "minimum", section.minimum is not None
    yield "normalise", section.normalise is not None
