"""Where the panel differs, as JSON data: every figure exact, people by id."""

from fractions import Fraction

from bideval.analysis.left_out import Awarded
from bideval.analysis.officers import Officers
from bideval.model.numbers import decimal_text, exact_text, figure_text
from bideval.scoring.panel.spread import Spread, discuss_first
from bideval.scoring.panel.view import PanelView
from bideval.scoring.price_json import Json


def moderate_data(view: PanelView, officers: Officers | None) -> dict[str, Json]:
    """The page as data; ``officers`` is null where it was not asked for."""
    first = [one.row.key for one in discuss_first(view.spreads)]
    return {
        "schema": "bideval/moderation",
        "version": 1,
        "tender": view.tender,
        "illustration": view.illustration,
        "agreed_marks_govern": view.is_agreed_on,
        "quorum": view.quorum,
        "rows": [_row(one) for one in view.spreads],
        "discuss_first": [{"lot": lot, "criterion": criterion, "bid": bid} for lot, criterion, bid in first],
        "like_words_unlike_marks": [
            {
                "evaluator": one.person,
                "criterion": one.criterion,
                "bids": [one.one.bid, one.other.bid],
                "marks": [decimal_text(one.one.mark), decimal_text(one.other.mark)],
            }
            for one in view.like
        ],
        "officers": None if officers is None else _officers(officers),
    }


def _row(one: Spread) -> dict[str, Json]:
    row = one.row
    return {
        "lot": row.lot,
        "criterion": row.criterion,
        "bid": row.bid,
        "marks": {mark.evaluator: decimal_text(mark.mark) for mark in row.marks},
        "missing": list(row.missing),
        "lowest": None if one.low is None else decimal_text(one.low),
        "highest": None if one.high is None else decimal_text(one.high),
        "points_apart": figure_text(one.points),
        "at_stake": figure_text(one.stake),
        "stands_alone": list(one.alone),
        "agreed": decimal_text(row.agreed.mark) if row.agreed else None,
    }


def _officers(officers: Officers) -> dict[str, Json]:
    found = officers.left_out
    return {
        "agreement": [
            {
                "question": name,
                "rows": one.units,
                "alpha": _figure(one.alpha),
                "alpha_exact": _exact(one.alpha),
            }
            for name, one in officers.agreement
        ],
        "people": [
            {
                "evaluator": one.person,
                "rows": one.shared,
                "points_above": _figure(one.leniency),
                "points_above_exact": _exact(one.leniency),
                "tells_apart": _figure(one.halo),
                "tells_apart_exact": _exact(one.halo),
            }
            for one in officers.people
        ],
        "left_out": {
            "under_published_rule": found.is_published,
            "everybody": _awarded(found.everybody),
            "without": {person: _awarded(one) for person, one in found.without},
            "award_hangs_on": list(found.moved_by()),
        },
    }


def _awarded(one: Awarded) -> dict[str, Json]:
    winners: dict[str, Json] = {lot: list(bids) for lot, bids in one.winners.items()}
    return {"winners": winners, "why_not": one.why_not or None}


def _figure(value: Fraction | None) -> str | None:
    return None if value is None else figure_text(value)


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)
