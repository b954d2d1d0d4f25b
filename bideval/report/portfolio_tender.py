"""One tender of a portfolio for the terminal: by the engine, and who wins under each scenario."""

from collections.abc import Iterator, Sequence

from bideval.model.evaluation import Placing
from bideval.model.numbers import figure_text
from bideval.portfolio.columns import Columns
from bideval.portfolio.decided import Desk, decided
from bideval.portfolio.engine import engine_evaluation, engine_winners
from bideval.portfolio.release import OWNERSHIPS
from bideval.portfolio.result import money
from bideval.portfolio.scenario import PUBLISHED, Scenario
from bideval.report.portfolio_text import many_text
from bideval.report.tables import money_text, one_line, shortened, table_text


def tender_text(contests: Sequence[Columns], scenarios: Sequence[Scenario]) -> str:
    """Return the page; each of ``contests`` holds one lot alone, or the whole."""
    return "\n\n".join("\n".join(_page(columns, scenarios)) for columns in contests)


def _page(columns: Columns, scenarios: Sequence[Scenario]) -> Iterator[str]:
    names = columns.names[0]
    of_lot = f", lot {one_line(names.lot)}" if names.lot else ""
    yield f"{one_line(names.ocid)}{of_lot}: {many_text(len(names.bids), 'bid')}"
    yield ""
    (lot,) = engine_evaluation(columns, 0).lots
    header = ("rank", "bid", "type of bidder", "status", "price", "total", "fails")
    yield table_text(header, [_placing(columns, one) for one in lot.placings], {0, 4, 5})
    yield ""
    rows = [_row(columns, scenario) for scenario in (PUBLISHED, *scenarios)]
    yield table_text(("scenario", "winner", "price"), rows, {2})


def _placing(columns: Columns, one: Placing) -> tuple[str, ...]:
    """A bid under its own id; the engine calls bids by their place."""
    place = int(one.bid.removeprefix("b"))
    return (
        str(one.rank or "-"),
        shortened(columns.names[0].bids[place]),
        OWNERSHIPS[int(columns.bid.ownership[place, 0])],
        one.status.value,
        money_text(one.price),
        "-" if one.total is None else figure_text(one.total),
        ", ".join(gate.gate for gate in one.gates if not gate.passed) or "-",
    )


def _row(columns: Columns, scenario: Scenario) -> tuple[str, str, str]:
    """Who wins: the engine's answer."""
    found = decided(Desk(columns), scenario)
    if not found.applies[0]:
        why = next(reason for reason, count in found.standing.cannot if count)
        return scenario.text, f"does not apply: {why}", "-"
    winners = sorted(engine_winners(columns, 0, scenario))
    words = " or ".join(shortened(columns.names[0].bids[one]) for one in winners) or "nobody"
    prices = {int(columns.bid.price[one, 0]) for one in winners}
    return scenario.text, words, money_text(money(prices.pop())) if len(prices) == 1 else "-"
