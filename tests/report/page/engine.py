"""The page's own arithmetic, run without a browser, and the same lot judged again by Python."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files

from py_mini_racer import MiniRacer

from bideval.analysis.altered import without_bids, without_gates, without_minimums
from bideval.model.evaluation import LotResult
from bideval.model.numbers import exact_text
from bideval.model.parameters import With
from bideval.model.tender import TieRule
from bideval.report.evaluation_text import sentence
from bideval.report.page.formulas_offered import with_data
from bideval.scoring.case import LotCase
from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.lot_result import judge_lot
from bideval.scoring.lot_rules import Leaf, Node, with_weights

_CALL = """
const told = (model, asked) => {
  const found = Lot.evaluate(JSON.parse(model), JSON.parse(asked));
  return JSON.stringify(found, (_, value) => (typeof value === "bigint" ? value.toString() : value));
};
"""


@dataclass(frozen=True)
class Settings:
    """What is set otherwise; ``weights`` are in units of the whole, one for every leaf."""

    weights: Mapping[str, Fraction]
    off: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    formulas: Mapping[str, tuple[str, With]] = field(default_factory=dict)
    ties: tuple[TieRule, ...] | None = None


@cache
def racer() -> MiniRacer:
    """Return an interpreter with the page's arithmetic loaded."""
    context = MiniRacer()
    for name in ("exact.js", "formulas.js", "engine.js", "state.js"):
        context.eval((files("bideval.report.page") / "parts" / name).read_text(encoding="utf-8"))
    context.eval(_CALL)
    return context


def run(script: str, *arguments: object) -> object:
    """Call the function that ``script`` names with arguments as JSON, and return what it gives."""
    given = ", ".join(json.dumps(one) for one in arguments)
    return json.loads(str(racer().eval(f"JSON.stringify(({script})({given}))")))


def in_page(model: str, settings: Settings) -> Mapping[str, object]:
    """Return what the page computes from its model under settings."""
    asked: dict[str, object] = {
        "weights": {leaf: exact_text(weight) for leaf, weight in settings.weights.items()},
        "off": list(settings.off),
        "out": list(settings.out),
        "formulas": {
            leaf: {"id": name, "with": with_data(with_)} for leaf, (name, with_) in settings.formulas.items()
        },
    }
    if settings.ties is not None:
        asked["ties"] = [{"by": one.by, "of": one.of} for one in settings.ties]
    found = racer().eval(f"told({json.dumps(model)}, {json.dumps(json.dumps(asked))})")
    read: Mapping[str, object] = json.loads(str(found))
    return read


def by_python(case: LotCase, settings: Settings) -> LotResult | None:
    """Return the lot judged again by the published rules as they are set; None where it cannot be."""
    minimums = [one.removesuffix("/minimum") for one in settings.off if one.endswith("/minimum")]
    changed = without_minimums(without_gates(without_bids(case, settings.out), settings.off), minimums)
    tree = tuple(
        _with_formulas(node, settings) for node in with_weights(changed.rules.tree, settings.weights)
    )
    ties = changed.rules.ties if settings.ties is None else settings.ties
    return judge_lot(
        changed._replace(rules=changed.rules._replace(tree=tree, ties=ties)), shadows=False
    ).result


def _with_formulas(node: Node, settings: Settings) -> Node:
    if not isinstance(node, Leaf):
        return node._replace(children=tuple(_with_formulas(child, settings) for child in node.children))
    if node.id not in settings.formulas:
        return node
    name, with_ = settings.formulas[node.id]
    return node._replace(formula=PRICE_FORMULAS[name], with_=with_)


def plain(result: LotResult | None, currency: str) -> Mapping[str, object]:
    """Return a result as the page gives it: fractions as pairs of texts."""
    if result is None:
        return {"status": "not-defined"}
    return {
        "status": result.status.value,
        "winners": list(result.winners),
        "tied": list(result.tied),
        "margin": None if result.margin is None else exact_text(result.margin),
        "sentence": sentence(result, currency),
        "bids": {
            one.bid: {
                "rank": one.rank,
                "total": _pair(one.total),
                "totalExact": _pair(one.total_exact),
                "row": {
                    score.criterion: {"points": _pair(score.points), "weighted": _pair(score.weighted)}
                    for score in one.scores
                },
                "exact": {
                    score.criterion: {
                        "points": _pair(score.points_exact),
                        "weighted": _pair(score.weighted_exact),
                    }
                    for score in one.scores
                },
            }
            for one in result.placings
            if one.rank is not None
        },
    }


def _pair(value: Fraction | None) -> list[str]:
    assert value is not None
    return [str(value.numerator), str(value.denominator)]
