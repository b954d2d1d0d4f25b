"""A portfolio for other programs: JSON, flat CSV tables, and the file of rejects."""

import json
from collections.abc import Iterator

from bideval.model.numbers import decimal_text
from bideval.portfolio.reasons import REASONS
from bideval.portfolio.result import LIMITS, Portfolio, money
from bideval.portfolio.run import Rejected
from bideval.portfolio.tally import Asked, OfScenario, Range
from bideval.scoring.price_json import Json

_HEADER = (
    "scenario",
    "row",
    "by",
    "group",
    "tenders",
    "winner_changes",
    "awards_published",
    "awards_then",
    "tied",
    "nobody",
    "currency",
    "price_published_low",
    "price_published_high",
    "price_then_low",
    "price_then_high",
    "local_stated_in",
    "local_published_low",
    "local_published_high",
    "local_then_low",
    "local_then_high",
)
_NO_MONEY = ("",) * (len(_HEADER) - _HEADER.index("currency"))
_OF_REJECT = ["source", "line", "ocid", "reason", "words", "detail"]


def portfolio_data(found: Portfolio) -> dict[str, Json]:
    """Return everything as JSON data; amounts are decimal text."""
    tally = found.tally
    return {
        "schema": "bideval/portfolio",
        "version": 1,
        "sources": list(found.sources),
        "by": found.by.value,
        "illustrations": tally.illustrations,
        "quality": {
            "lines": tally.lines,
            "evaluated": tally.evaluated,
            "blank": found.blank,
            "awards": tally.awards,
            "bids": tally.bids,
            "rejected": dict(tally.rejected),
            "recorded": dict(tally.recorded),
            "not_stated": dict(tally.unstated),
        },
        "cannot_show": list(LIMITS),
        "losing_bid_decides": _asked(tally.losing_bid),
        "one_mark_moves": _asked(tally.one_mark),
        "one_weight_point_moves": _asked(tally.one_point),
        "scenarios": [{"scenario": scenario.text, **_scenario(found, one)} for scenario, one in found.rows],
    }


def _asked(one: Asked) -> Json:
    return {"asked": one.asked, "moves": one.moves}


def _scenario(found: Portfolio, one: OfScenario) -> dict[str, Json]:
    groups: dict[str, Json] = {}
    for name, group in one.groups.items():
        counts: dict[str, Json] = {"tenders": group.tenders, "winner_changes": group.changed}
        if found.by.is_of_bidders:
            counts |= {"awards_published": group.before, "awards_then": group.after}
        groups[name] = counts
    return {
        "applies": one.applies,
        "winner_changes": one.changed,
        "tied": one.undecided,
        "nobody": one.nobody,
        "decided_in_fractions": one.exact,
        "left_out": dict(one.cannot),
        "from_to": [
            {"published": pair.split(" > ")[0], "then": pair.split(" > ")[1], "awards": count}
            for pair, count in one.from_to.items()
        ],
        "price": {currency: _range(paid) for currency, paid in one.paid.items()},
        "local": {currency: _local(one, currency) for currency in one.local},
        "local_stated_in": sum(one.local_stated.values()),
        "groups": groups,
    }


def _range(one: Range) -> dict[str, Json]:
    return {
        "published": {"low": _amount(one.before_low), "high": _amount(one.before_high)},
        "then": {"low": _amount(one.after_low), "high": _amount(one.after_high)},
    }


def _local(one: OfScenario, currency: str) -> Json:
    """What is spent locally; None where no tender states it, which is not 0."""
    stated = one.local_stated.get(currency, 0)
    return {"stated_in": stated, **_range(one.local[currency])} if stated else None


def _amount(hundredths: int) -> str:
    return decimal_text(money(hundredths), 2)


def portfolio_table(found: Portfolio) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return one flat table.

    Of each scenario there is a row ``awards`` with counts, one ``money`` for each currency, and one
    ``group`` for each group.  No count stands twice.
    """
    return _HEADER, [row for scenario, one in found.rows for row in _rows(found, scenario.text, one)]


def _rows(found: Portfolio, text: str, one: OfScenario) -> Iterator[tuple[str, ...]]:
    counts = (str(one.applies), str(one.changed), "", "", str(one.undecided), str(one.nobody))
    yield (text, "awards", "", "all", *counts, *_NO_MONEY)
    for currency, paid in one.paid.items():
        stated = one.local_stated.get(currency, 0)
        local = _cells(one.local[currency]) if stated else ("",) * 4
        yield (text, "money", "", "all", *("",) * 6, currency, *_cells(paid), str(stated), *local)
    for name, group in one.groups.items():
        awards = (str(group.before), str(group.after)) if found.by.is_of_bidders else ("", "")
        cells = (str(group.tenders), str(group.changed), *awards, "", "")
        yield (text, "group", found.by.value, name, *cells, *_NO_MONEY)


def _cells(one: Range) -> tuple[str, ...]:
    figures = (one.before_low, one.before_high, one.after_low, one.after_high)
    return tuple(_amount(figure) for figure in figures)


def reject_line(one: Rejected) -> str:
    """Return a line of the file of rejects, without its end."""
    reject = one.reject
    cells = (one.source, reject.line, reject.ocid, reject.reason, REASONS[reject.reason], reject.detail)
    data = dict(zip(_OF_REJECT, cells, strict=True))
    return json.dumps(data, ensure_ascii=True)


def is_reject_line(line: bytes) -> bool:
    """Whether a line was written by ``reject_line``."""
    try:
        data = json.loads(line)
    except ValueError:
        return False
    return isinstance(data, dict) and list(data) == _OF_REJECT
