"""Formula, method, rounding and ties changed; whether the data can feed them is found when it is judged."""

from dataclasses import replace
from fractions import Fraction

from bideval.analysis.changes.lists import Lists, each_criterion, leaves, per_lot
from bideval.analysis.changes.placed import Placed, cannot_move, does_not_fit, unknown
from bideval.analysis.changes.weights import HUNDRED, percents
from bideval.model.change import FormulaChange, MethodChange, RoundingChange, TiesChange
from bideval.model.criterion import Criterion
from bideval.model.inputs import Inputs
from bideval.model.tender import MethodUse, Weighting
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.methods.registry import METHODS
from bideval.scoring.published import Published

WEIGHTED_SUM = "weighted-sum"


def formula_changed(inputs: Inputs, placed: Placed, change: FormulaChange) -> Inputs:
    """Return the inputs with another price formula of a criterion."""
    if change.use not in PRICE_FORMULAS:
        raise unknown(placed, "price formula", change.use, PRICE_FORMULAS)
    priced: set[str] = set()
    known: set[str] = set()

    def write(one: Criterion) -> Criterion:
        known.add(one.id)
        priced.update({one.id} if one.formula is not None else ())
        if one.id != change.criterion or one.formula is None:
            return one
        return one.model_copy(update={"formula": change.use, "with_": change.with_})

    tender = per_lot(
        inputs.tender, lambda _, lists: lists._replace(criteria=each_criterion(lists.criteria, write))
    )
    if change.criterion not in known:
        raise unknown(placed, "criterion", change.criterion, known)
    if change.criterion not in priced:
        message = f"{change.criterion} is not scored by a price formula"
        remedy = f"Those that are: {', '.join(sorted(priced)) or 'none'}."
        raise does_not_fit(placed, message, remedy)
    return replace(inputs, tender=tender)


def method_changed(inputs: Inputs, placed: Placed, change: MethodChange) -> Inputs:
    """Return the inputs with another award method, in every lot."""
    if change.use not in METHODS:
        raise unknown(placed, "method", change.use, METHODS)
    use = MethodUse(use=change.use, with_=change.with_)
    lots = tuple(
        lot if lot.method is None else lot.model_copy(update={"method": use}) for lot in inputs.tender.lots
    )
    tender = inputs.tender.model_copy(update={"method": use, "lots": lots})
    if change.use == WEIGHTED_SUM:
        return replace(inputs, tender=tender)
    return _without_price_criteria(replace(inputs, tender=tender), placed)


def _without_price_criteria(inputs: Inputs, placed: Placed) -> Inputs:
    """Only a weighted sum has price criteria: under another method the rest weigh 100 together."""
    changed = False

    def of_lot(published: Published, lists: Lists) -> Lists:
        nonlocal changed
        prices = {one.id for one in leaves(lists.criteria) if one.formula is not None}
        if not prices:
            return lists
        changed = True
        before = percents(inputs, published, placed)
        left = sum((weight for leaf, weight in before.items() if leaf not in prices), Fraction(0))
        if not left:
            raise cannot_move(placed, "nothing but price has weight", "Use a method of prices alone.")
        after = {leaf: weight * HUNDRED / left for leaf, weight in before.items() if leaf not in prices}
        return lists._replace(criteria=_kept(lists.criteria, after))

    tender = per_lot(inputs.tender, of_lot)
    if changed:
        tender = tender.model_copy(update={"weighting": Weighting(kind="percent-of-whole")})
    return replace(inputs, tender=tender)


def _kept(criteria: tuple[Criterion, ...], weights: dict[str, Fraction]) -> tuple[Criterion, ...]:
    """The tree of the criteria that have a weight here; sections left empty go."""
    kept = []
    for one in criteria:
        if one.criteria:
            inside = _kept(one.criteria, weights)
            kept += [one.model_copy(update={"criteria": inside, "weight": None})] if inside else []
        elif one.id in weights:
            kept.append(one.model_copy(update={"weight": weights[one.id]}))
    return tuple(kept)


def rounding_changed(inputs: Inputs, _: Placed, change: RoundingChange) -> Inputs:
    """Return the inputs with another rounding."""
    update: dict[str, object] = {"rounding": change.to}
    if change.rank_on is not None:
        update["rank_on"] = change.rank_on
    return replace(inputs, tender=inputs.tender.model_copy(update=update))


def ties_changed(inputs: Inputs, _: Placed, change: TiesChange) -> Inputs:
    """Return the inputs with another tie ladder."""
    return replace(inputs, tender=inputs.tender.model_copy(update={"ties": change.to}))
