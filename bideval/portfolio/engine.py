"""A tender of a portfolio as the inputs of the single-tender engine, under a scenario.

What ``portfolio`` decides in columns is decided here by the engine that folders go through:
for one tender that somebody wants to see, and for the tests that hold the two together.  Where
``whatif`` has a change of the same meaning, that change is applied.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.analysis.changes.apply import apply
from bideval.analysis.changes.placed import Placed
from bideval.errors import Source
from bideval.io.packs import PackShelf
from bideval.kernel.many import POINT_UNIT, WEIGHT_UNIT
from bideval.model.bid import Bid
from bideval.model.change import Change, DropGate, FoldBond, FormulaChange, Reserve, WeightChange
from bideval.model.decision import Decision
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.numbers import lossless_text
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender
from bideval.portfolio.columns import MONEY_UNIT, NONE, YEAR_UNIT, Columns
from bideval.portfolio.gathered import FORMULAS, OWNERSHIPS
from bideval.portfolio.scenario import PUBLISHED, Scenario
from bideval.scoring.evaluate import evaluate

Text = str | list["Text"] | Mapping[str, "Text"]
Data = dict[str, Text]

SOCIAL = "social-value-criteria"
_TURNOVER, _SECURITY = "turnover", "security"
_AT = "2000-01-01"


def engine_winners(columns: Columns, place: int, scenario: Scenario = PUBLISHED) -> frozenset[int]:
    """Return the places of the winning bids within the tender, by the engine; several are tied."""
    (lot,) = engine_evaluation(columns, place, scenario).lots
    return frozenset(int(bid.removeprefix("b")) for bid in (lot.tied or lot.winners))


def engine_evaluation(columns: Columns, place: int, scenario: Scenario = PUBLISHED) -> Evaluation:
    """Evaluate one tender; raise NotEvaluableError where the engine finds an error."""
    return evaluate(engine_inputs(columns, place, scenario))


def engine_inputs(columns: Columns, place: int, scenario: Scenario = PUBLISHED) -> Inputs:
    """Return the inputs of one tender; bids are called b0, b1 and so on, in their order."""
    tender = Tender.model_validate(_tender(columns, place, scenario))
    packs, _ = PackShelf({}).named_by(tender)
    bids = {f"b{one}": one for one in range(len(columns.names[place].bids))}
    inputs = Inputs(
        tender=tender,
        packs=packs,
        bids={name: Bid.model_validate(_bid(columns, place, name, at)) for name, at in bids.items()},
        prices={
            name: PriceSheet.model_validate(
                {"lots": {"whole": {"amount": _money(columns.bid.price[at, place], scenario.lots)}}}
            )
            for name, at in bids.items()
        },
        decisions=tuple(
            Decision.model_validate(_excluded(name))
            for name, at in bids.items()
            if not columns.bid.stands[at, place] and not scenario.disqualified_in
        ),
    )
    placed = [Placed(change, Source("scenario")) for change in _changes(columns, place, scenario)]
    applied = apply(placed, inputs)
    assert applied.inputs is not None, applied.findings
    return applied.inputs


def _number(figure: object, unit: int, parts: int = 1) -> str:
    return lossless_text(Fraction(int(str(figure)), unit * parts))


def _money(figure: object, lots: int) -> str:
    return _number(figure, MONEY_UNIT, lots)


def _excluded(bid: str) -> Data:
    return {
        "id": f"exclude-{bid}",
        "kind": "exclude",
        "bid": bid,
        "ground": "disqualified in the record",
        "reason": "as recorded",
        "by": "the authority",
        "at": _AT,
    }


def _tender(columns: Columns, place: int, scenario: Scenario) -> Data:
    of, names = columns.of, columns.names[place]
    data: Data = {
        "bideval": "1",
        "id": "tender",
        "title": names.ocid,
        "currency": names.currency,
        "bids_per_bidder": "any",
        "rounding": "none",
        "ties": [*([{"by": "lower-price"}] if of.ladder[place] else []), {"by": "draw"}],
        "declares": {"points-0": {"unit": "points"}, "turnover": {"unit": "money"}},
        "gates": list(_gates(columns, place, scenario)),
    }
    if of.value[place] > 0 and of.years[place] > 0:
        years = _number(of.years[place], YEAR_UNIT)
        data["contract"] = {"value": _money(of.value[place], scenario.lots), "years": years}
    if not columns.weighted:
        return {**data, "method": {"use": "lowest-compliant"}}
    count = int(of.criteria[place])
    data["declares"] = {
        **{f"points-{one}": {"unit": "points"} for one in range(count)},
        "turnover": {"unit": "money"},
    }
    data |= {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "criteria": [
            *_price_criterion(columns, place, scenario.lots),
            *(_criterion(columns, place, one) for one in range(count)),
        ],
    }
    if of.places[place] >= 0:
        rule: Data = {"stage": "weighted", "places": str(int(of.places[place])), "mode": "half-up"}
        return {**data, "rounding": [rule], "rank_on": "rounded"}
    return data


def _price_criterion(columns: Columns, place: int, lots: int) -> Iterator[Text]:
    of = columns.of
    if of.price[place] == 0:
        return
    formula = FORMULAS[int(of.formula[place])]
    yield {
        "id": "price",
        "weight": _number(of.price[place], WEIGHT_UNIT),
        "formula": formula,
        "reads": "evaluated-price",
        "with": _with(
            formula,
            _number(of.n[place], 100),
            _number(of.when_equal[place], POINT_UNIT),
            _money(of.value[place], lots),
        ),
    }


def _with(formula: str, n: str, when_equal: str, budget: str) -> dict[str, str]:
    """The parameters of a formula; a floor of 0 where it can have one."""
    match formula:
        case "linear-to-n-lowest":
            return {"n": n}
        case "lowest-to-highest":
            return {"when_equal": when_equal}
        case "linear-to-double-lowest":
            return {"floor": "0"}
        case "budget-linear":
            return {"floor": "0", "budget": budget}
    return {}


def _criterion(columns: Columns, place: int, one: int) -> Data:
    data: Data = {
        "id": f"criterion-{one}",
        "weight": _number(columns.weights[one, place], WEIGHT_UNIT),
        "measure": {"field": f"bid.declared.points-{one}"},
        "points": {
            "linear": {
                "from": {"at": "0", "points": "0"},
                "to": {"at": "100", "points": "100"},
                "outside": "clamp",
            }
        },
    }
    return {**data, "group": SOCIAL} if columns.social[one, place] else data


def _gates(columns: Columns, place: int, scenario: Scenario) -> Iterator[Text]:
    of = columns.of
    threshold = _turnover(columns, place, scenario)
    common: Data = {"phase": "conditions", "test": "at-least", "on_fail": "must-disregard"}
    if threshold is not None:
        yield {
            **common,
            "id": _TURNOVER,
            "measure": {"field": "bid.declared.turnover"},
            "threshold": lossless_text(threshold / scenario.lots),
        }
    if of.security[place] > 0:
        yield {
            **common,
            "id": _SECURITY,
            "use": "backing/performance-security@1",
            "with": {
                "amount": _money(of.security[place], scenario.lots),
                "accepts": ["bond"],
                "stage": "promised",
            },
            "relies_on": {"who": ["guarantors"], "combine": "any"},
        }


def _turnover(columns: Columns, place: int, scenario: Scenario) -> Fraction | None:
    """The turnover that is asked for, of the whole contract."""
    of, test = columns.of, scenario.turnover
    published = None if of.turnover[place] == NONE else Fraction(int(of.turnover[place]), MONEY_UNIT)
    if test is None:
        return published
    if test.kind == "off":
        return None
    years = Fraction(int(of.years[place]), YEAR_UNIT)
    limit = test.times * Fraction(int(of.value[place]), MONEY_UNIT) / years
    return min(limit, published) if test.kind == "cap" and published is not None else limit


def _bid(columns: Columns, place: int, name: str, at: int) -> Data:
    bid = columns.bid
    declared: Data = {
        f"points-{one}": _number(columns.points[one, at, place], POINT_UNIT)
        for one in range(int(columns.of.criteria[place]))
    }
    if bid.turnover[at, place] != NONE:
        declared["turnover"] = _money(bid.turnover[at, place], 1)
    data: Data = {
        "id": name,
        "bidder": {"id": f"bidder-{name}", "name": name, "type": OWNERSHIPS[int(bid.ownership[at, place])]},
        "declared": declared,
    }
    if bid.security[at, place] > 0:
        held = "yes" if bid.in_price[at, place] else "no"
        amount = _money(bid.security[at, place], 1)
        data["backing"] = [{"form": "bond", "amount": amount, "stage": "promised", "in_price": held}]
    return data


def _changes(columns: Columns, place: int, scenario: Scenario) -> Iterator[Change]:
    """What the scenario changes as a what-if does."""
    if scenario.formula is not None:
        other = scenario.formula
        budget = _money(columns.of.value[place], scenario.lots)
        with_ = _with(other.id, lossless_text(other.n), lossless_text(other.when_equal), budget)
        yield FormulaChange.model_validate(
            {"kind": "formula", "criterion": "price", "use": other.id, "with": with_}
        )
    if scenario.social_value is not None:
        yield WeightChange(kind="weight", criterion=SOCIAL, to=scenario.social_value)
    if scenario.bond is not None and columns.of.security[place] > 0:
        if scenario.bond.kind == "off":
            yield DropGate(kind="drop-gate", gate=_SECURITY)
        else:
            yield FoldBond(kind="fold-bond", rate=scenario.bond.rate, gate=_SECURITY)
    if scenario.reserve:
        yield Reserve.model_validate({"kind": "reserve", "types": list(scenario.reserve)})
