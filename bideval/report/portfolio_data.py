"""A portfolio for other programs: JSON, flat CSV tables, and the file of rejects."""

import json
from collections.abc import Iterator, Mapping

from bideval.model.numbers import decimal_text
from bideval.portfolio.reasons import REASONS
from bideval.portfolio.result import LIMITS, Portfolio, money
from bideval.portfolio.run import Rejected
from bideval.portfolio.tally import Asked, OfScenario, Range
from bideval.scoring.price_json import Json

_HEADER = (
    "scenario",
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
    "local_published_low",
    "local_published_high",
    "local_then_low",
    "local_then_high",
)
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
        "price": _ranges(one.paid),
        "local": _ranges(one.local),
        "local_stated_in": one.local_tenders,
        "groups": groups,
    }


def _ranges(ranges: Mapping[str, Range]) -> Json:
    return {
        currency: {
            "published": {"low": _amount(one.before_low), "high": _amount(one.before_high)},
            "then": {"low": _amount(one.after_low), "high": _amount(one.after_high)},
        }
        for currency, one in ranges.items()
    }


def _amount(hundredths: int) -> str:
    return decimal_text(money(hundredths), 2)


def portfolio_table(found: Portfolio) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return one flat table: a row for each scenario and currency, and one for each of its groups."""
    return _HEADER, [row for scenario, one in found.rows for row in _rows(found, scenario.text, one)]


def _rows(found: Portfolio, text: str, one: OfScenario) -> Iterator[tuple[str, ...]]:
    counts = (str(one.applies), str(one.changed), "", "", str(one.undecided), str(one.nobody))
    for currency, paid in one.paid.items() or (("", Range()),):
        amounts = (*_cells(paid), *_cells(one.local.get(currency, Range())))
        yield (text, "", "all", *counts, currency, *amounts)
    for name, group in one.groups.items():
        awards = (str(group.before), str(group.after)) if found.by.is_of_bidders else ("", "")
        cells = (str(group.tenders), str(group.changed), *awards)
        yield (text, found.by.value, name, *cells, *("",) * (len(_HEADER) - 7))


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
