"""Price formulas of a criterion for the page: the published one, and those that can be tried in its place.

Where a formula needs a value that was not published, the page supposes the plainest one and
says so; where there is none, it names what is wanting and does not offer it.  The values of an
irrational formula come as a table by the lowest price of the bids that are in.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from bideval.model.numbers import exact_text, figure_text
from bideval.model.parameters import Value, With
from bideval.model.rules import Stage
from bideval.scoring.case import LotCase
from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.formulas.entry import PriceField, PriceFormula
from bideval.scoring.lot_rules import Leaf
from bideval.scoring.policy import EXACT, Policy
from bideval.scoring.price_json import Json

SUPPOSED: Mapping[str, Value] = {
    "floor": Fraction(0),
    "cap": Fraction(100),
    "when_equal": Fraction(100),
    "n": Fraction(2),
    "form": "share",
}
SAME = {"qcbs": "lowest-over-bid"}  # one rule under two names


def leaf_formula(case: LotCase, leaf: Leaf, known: Sequence[str]) -> Json:
    """Return the published formula of a price criterion, of an irrational one with its values."""
    formula = leaf.formula
    assert formula is not None
    data: dict[str, Json] = {"id": formula.id, "title": formula.title, "with": with_data(leaf.with_)}
    if formula.irrational:
        data["table"] = _table(case, leaf, known, case.rules.policy)
        data["tableExact"] = _table(case, leaf, known, EXACT)
    return data


def with_data(with_: With) -> dict[str, Json]:
    """Return the parameters of a formula: numbers as n/d, words, lists of numbers."""
    return {name: _value(value) for name, value in sorted(with_.items())}


def _value(value: Value) -> Json:
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, tuple):
        return [exact_text(one) for one in value if isinstance(one, Fraction)]
    return value if isinstance(value, str) else None


def offered(case: LotCase, leaf: Leaf) -> list[Json]:
    """Return the other formulas: with what is supposed, or with what is wanting."""
    own = leaf.formula
    assert own is not None
    names = {own.id, SAME.get(own.id, own.id)}
    return [
        _offer(leaf, formula)
        for formula in PRICE_FORMULAS.values()
        if not names & {formula.id, SAME.get(formula.id, formula.id)}
    ]


def _offer(leaf: Leaf, formula: PriceFormula) -> Json:
    if formula.irrational:
        return {"id": formula.id, "title": formula.title, "off": "its values are irrational"}
    values: dict[str, Value] = {}
    supposed, wanting = [], []
    for one in formula.parameters:
        if one.name in leaf.with_:
            values[one.name] = leaf.with_[one.name]
        elif one.name in SUPPOSED:
            values[one.name] = SUPPOSED[one.name]
            supposed.append(f"{one.name.replace('_', ' ')} {_shown(SUPPOSED[one.name])}")
        else:
            wanting.append(one.name.replace("_", " "))
    if wanting:
        return {"id": formula.id, "title": formula.title, "off": f"not published: {', '.join(wanting)}"}
    said = f" (supposed: {', '.join(supposed)})" if supposed else ""
    return {"id": formula.id, "title": f"{formula.title}{said}", "with": with_data(values)}


def _shown(value: Value) -> str:
    return figure_text(value) if isinstance(value, Fraction) else str(value)


def _table(case: LotCase, leaf: Leaf, known: Sequence[str], policy: Policy) -> Json:
    """Points by the lowest price among the bids, then by the bid's own price."""
    formula, rule = leaf.formula, case.rules.policy.rule(Stage.POINTS, leaf.id)
    assert formula is not None
    assert rule is not None
    with_ = {**leaf.with_, "points_places": Fraction(rule.places), "points_mode": rule.mode.value}
    prices = sorted(
        {policy.apply(Stage.PRICE, case.prices[bid].amount, leaf.id) for bid in known if bid in case.prices}
    )
    return {
        exact_text(lowest): {
            exact_text(own): exact_text(formula.points(own, field, with_))
            for own in prices
            if own >= lowest and formula.guard(field := PriceField((lowest, own)), with_) is None
        }
        for lowest in prices
    }
