"""A contest of a portfolio as the data of a tender folder, under the tests and lots of a scenario.

What a portfolio reads is less than a folder may say: points stand as declared values, a turnover
as a declared amount, a security as a promised bond, and a recorded disqualification as an exclusion.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.io.yaml_out import Data
from bideval.kernel.many import POINT_UNIT, WEIGHT_UNIT
from bideval.model.numbers import lossless_text
from bideval.portfolio.columns import Columns
from bideval.portfolio.flat import MONEY_UNIT, YEAR_UNIT
from bideval.portfolio.numbers_in import NONE
from bideval.portfolio.release import FORMULAS, OWNERSHIPS
from bideval.portfolio.scenario import PUBLISHED, Scenario

SOCIAL = "social-value-criteria"
TURNOVER, SECURITY = "turnover", "security"
PRICE = "price"  # the id of the criterion


class Naming(NamedTuple):
    """What a contest, its bids and its criteria beside price are called."""

    tender: str
    title: str
    bids: tuple[str, ...]
    criteria: tuple[str, ...]


def places(columns: Columns, place: int) -> Naming:
    """Return names by place: b0, b1 and so on."""
    return Naming(
        "tender",
        columns.names[place].ocid,
        tuple(f"b{one}" for one in range(int(columns.of.bids[place]))),
        tuple(f"criterion-{one}" for one in range(int(columns.of.criteria[place]))),
    )


def _number(figure: object, unit: int, parts: int = 1) -> str:
    return lossless_text(Fraction(int(str(figure)), unit * parts))


def money_of(figure: object, lots: int) -> str:
    """Return an amount as a file holds it, divided over ``lots``."""
    return _number(figure, MONEY_UNIT, lots)


def tender_data(
    columns: Columns, place: int, names: Naming, scenario: Scenario = PUBLISHED
) -> dict[str, Data]:
    """Return ``tender.yaml``."""
    of = columns.of
    data: dict[str, Data] = {
        "bideval": "1",
        "id": names.tender,
        "title": names.title,
        "currency": columns.currencies[int(of.currency[place])],
        "bids_per_bidder": "any",
        "rounding": "none",
        "declares": {
            "turnover": {"unit": "money"},
            **{_points(one): {"unit": "points"} for one in names.criteria},
        },
        "gates": list(_gates(columns, place, scenario)),
    }
    if of.ladder[place]:
        data["ties"] = [{"by": "lower-price"}]
    if of.value[place] > 0 and of.years[place] > 0:
        years = _number(of.years[place], YEAR_UNIT)
        data["contract"] = {"value": money_of(of.value[place], scenario.lots), "years": years}
    if not columns.weighted:
        return {**data, "method": {"use": "lowest-compliant"}}
    data |= {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "criteria": [
            *_price_criterion(columns, place, scenario.lots),
            *(_criterion(columns, place, one, name) for one, name in enumerate(names.criteria)),
        ],
    }
    if of.places[place] >= 0:
        rule: dict[str, Data] = {"stage": "weighted", "places": str(int(of.places[place])), "mode": "half-up"}
        return {**data, "rounding": [rule], "rank_on": "rounded"}
    return data


def _price_criterion(columns: Columns, place: int, lots: int) -> Iterator[Data]:
    of = columns.of
    if of.price[place] == 0:
        return
    formula = FORMULAS[int(of.formula[place])]
    yield {
        "id": PRICE,
        "weight": _number(of.price[place], WEIGHT_UNIT),
        "formula": formula,
        "reads": "evaluated-price",
        "with": with_of(
            formula,
            _number(of.n[place], 100),
            _number(of.when_equal[place], POINT_UNIT),
            money_of(of.value[place], lots),
        ),
    }


def with_of(formula: str, n: str, when_equal: str, budget: str) -> dict[str, Data]:
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


def _points(criterion: str) -> str:
    return f"points-{criterion}"


def _criterion(columns: Columns, place: int, one: int, name: str) -> dict[str, Data]:
    data: dict[str, Data] = {
        "id": name,
        "weight": _number(columns.weights[one, place], WEIGHT_UNIT),
        "measure": {"field": f"bid.declared.{_points(name)}"},
        "points": {
            "linear": {
                "from": {"at": "0", "points": "0"},
                "to": {"at": "100", "points": "100"},
                "outside": "clamp",
            }
        },
    }
    return {**data, "group": SOCIAL} if columns.social[one, place] else data


def _gates(columns: Columns, place: int, scenario: Scenario) -> Iterator[Data]:
    of = columns.of
    threshold = _turnover(columns, place, scenario)
    common: dict[str, Data] = {"phase": "conditions", "test": "at-least", "on_fail": "must-disregard"}
    if threshold is not None:
        yield {
            **common,
            "id": TURNOVER,
            "measure": {"field": "bid.declared.turnover"},
            "threshold": lossless_text(threshold / scenario.lots),
        }
    if of.security[place] > 0:
        yield {
            **common,
            "id": SECURITY,
            "use": "backing/performance-security@1",
            "with": {
                "amount": money_of(of.security[place], scenario.lots),
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


def bid_data(columns: Columns, place: int, names: Naming, at: int) -> dict[str, Data]:
    """Return ``bids/<bid>.yaml`` of the bid ``at``."""
    name = names.bids[at]
    bid = columns.bid
    declared: dict[str, Data] = {
        _points(criterion): _number(columns.points[one, at, place], POINT_UNIT)
        for one, criterion in enumerate(names.criteria)
    }
    if bid.turnover[at, place] != NONE:
        declared["turnover"] = money_of(bid.turnover[at, place], 1)
    data: dict[str, Data] = {
        "id": name,
        "bidder": {"id": f"bidder-{name}", "name": name, "type": OWNERSHIPS[int(bid.ownership[at, place])]},
        "declared": declared,
    }
    if bid.security[at, place] > 0:
        held = "yes" if bid.in_price[at, place] else "no"
        amount = money_of(bid.security[at, place], 1)
        data["backing"] = [{"form": "bond", "amount": amount, "stage": "promised", "in_price": held}]
    return data


def prices_data(columns: Columns, place: int, at: int, lots: int = 1) -> dict[str, Data]:
    """Return ``prices/<bid>.yaml`` of the bid ``at``."""
    return {"lots": {"whole": {"amount": money_of(columns.bid.price[at, place], lots)}}}


def excluded_data(bid: str, at: str) -> dict[str, Data]:
    """Return the decision that shuts out a bid, as it is recorded."""
    return {
        "id": f"exclude-{bid}"[:64],
        "kind": "exclude",
        "bid": bid,
        "ground": "disqualified in the record",
        "reason": "as recorded",
        "by": "the authority",
        "at": at,
    }
