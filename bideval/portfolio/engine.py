"""A tender of a portfolio as the inputs of the single-tender engine, under a scenario.

What ``portfolio`` decides in columns is decided here by the engine that folders go through:
for one tender that somebody wants to see, and for the tests that hold the two together.  Where
``whatif`` has a change of the same meaning, that change is applied.
"""

from collections.abc import Iterator

from bideval.analysis.changes.apply import apply
from bideval.analysis.changes.placed import Placed
from bideval.errors import Source
from bideval.io.packs import PackShelf
from bideval.model.bid import Bid
from bideval.model.change import Change, DropGate, FoldBond, FormulaChange, Reserve, WeightChange
from bideval.model.decision import Decision
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.numbers import lossless_text
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender
from bideval.portfolio.columns import Columns
from bideval.portfolio.scenario import PUBLISHED, Scenario
from bideval.portfolio.told import (
    PRICE,
    SECURITY,
    SOCIAL,
    bid_data,
    excluded_data,
    money_of,
    places,
    prices_data,
    tender_data,
    with_of,
)
from bideval.scoring.evaluate import evaluate

_AT = "2000-01-01"  # a day for what is recorded without one; no figure reads it


def engine_winners(columns: Columns, place: int, scenario: Scenario = PUBLISHED) -> frozenset[int]:
    """Return the places of the winning bids within the tender, by the engine; several are tied."""
    (lot,) = engine_evaluation(columns, place, scenario).lots
    return frozenset(int(bid.removeprefix("b")) for bid in (lot.tied or lot.winners))


def engine_evaluation(columns: Columns, place: int, scenario: Scenario = PUBLISHED) -> Evaluation:
    """Evaluate one tender; raise NotEvaluableError where the engine finds an error."""
    return evaluate(engine_inputs(columns, place, scenario))


def engine_inputs(columns: Columns, place: int, scenario: Scenario = PUBLISHED) -> Inputs:
    """Return the inputs of one tender; bids are called b0, b1 and so on, in their order."""
    names = places(columns, place)
    tender = Tender.model_validate(tender_data(columns, place, names, scenario))
    packs, _ = PackShelf({}).named_by(tender)
    bids = {name: bid_data(columns, place, names, at) for at, name in enumerate(names.bids)}
    prices = {name: prices_data(columns, place, at, scenario.lots) for at, name in enumerate(names.bids)}
    inputs = Inputs(
        tender=tender,
        packs=packs,
        bids={name: Bid.model_validate(data) for name, data in bids.items()},
        prices={name: PriceSheet.model_validate(data) for name, data in prices.items()},
        decisions=tuple(
            Decision.model_validate(excluded_data(name, _AT))
            for at, name in enumerate(names.bids)
            if not columns.bid.stands[at, place] and not scenario.disqualified_in
        ),
    )
    placed = [Placed(change, Source("scenario")) for change in _changes(columns, place, scenario)]
    applied = apply(placed, inputs)
    assert applied.inputs is not None, applied.findings
    return applied.inputs


def _changes(columns: Columns, place: int, scenario: Scenario) -> Iterator[Change]:
    """What the scenario changes as a what-if does."""
    if scenario.formula is not None:
        other = scenario.formula
        budget = money_of(columns.of.value[place], scenario.lots)
        with_ = with_of(other.id, lossless_text(other.n), lossless_text(other.when_equal), budget)
        yield FormulaChange.model_validate(
            {"kind": "formula", "criterion": PRICE, "use": other.id, "with": with_}
        )
    if scenario.social_value is not None:
        yield WeightChange(kind="weight", criterion=SOCIAL, to=scenario.social_value)
    if scenario.bond is not None and columns.of.security[place] > 0:
        if scenario.bond.kind == "off":
            yield DropGate(kind="drop-gate", gate=SECURITY)
        else:
            yield FoldBond(kind="fold-bond", rate=scenario.bond.rate, gate=SECURITY)
    if scenario.reserve:
        yield Reserve.model_validate({"kind": "reserve", "types": list(scenario.reserve)})
