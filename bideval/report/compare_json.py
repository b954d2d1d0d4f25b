"""``compare --json``: two drafts, the rules that differ, and what each of them moves."""

from bideval.analysis.drafts.compare import Compared, Draft, Moved, Tried, turns
from bideval.analysis.eligible import award_of
from bideval.analysis.whatif import SideBySide
from bideval.model.evaluation import LotResult
from bideval.report.compare_text import compare_sentence
from bideval.report.findings_text import findings_data
from bideval.report.whatif_json import award_data, lot_data, provenance
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null


def compare_data(first: Draft, second: Draft, compared: Compared) -> dict[str, Json]:
    """Return two drafts as JSON data; the first is A and the second B."""
    currency, single = first.evaluation.currency, len(compared.lots) == 1
    return {
        "schema": "bideval/compare",
        "version": 1,
        "illustration": first.evaluation.illustration or second.evaluation.illustration,
        "currency": currency,
        "a": _draft(first),
        "b": _draft(second),
        "lots": [
            {"sentence": compare_sentence(lot, compared, currency, single=single), **_lot(lot)}
            for lot in compared.lots
        ],
        "rules": [_moved(one, compared) for one in compared.moved],
        "findings": findings_data(None, compared.findings)["findings"],
        **provenance(),
    }


def _draft(one: Draft) -> Json:
    return {"folder": one.name, "tender": one.evaluation.tender, "digest": one.evaluation.digest}


def _lot(lot: SideBySide) -> dict[str, Json]:
    """A lot as in a what-if, with the results called after the drafts."""
    names = {"published": "a", "changed": "b"}

    def named(value: Json) -> Json:
        if isinstance(value, dict):
            return {_named(key, names): named(one) for key, one in value.items()}
        return [named(one) for one in value] if isinstance(value, list) else value

    found = named(lot_data(lot))
    assert isinstance(found, dict)
    return found


def _named(key: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        key = new if key == old else key.replace(f"_{old}", f"_{new}")
    return key


def _moved(one: Moved, compared: Compared) -> Json:
    return {
        "rule": one.rule.words,
        "says": [{"part": said.part or None, "a": said.first, "b": said.second} for said in one.rule.said],
        "turns": [
            {"lot": lot.published.id, "a_with_it": turns(one, lot)[0], "b_without_it": turns(one, lot)[1]}
            for lot in compared.lots
        ],
        "a_with_it": _tried(one.alone),
        "b_without_it": _tried(one.without),
    }


def _tried(tried: Tried) -> Json:
    return {"lots": [_result(one) for one in tried.lots], "why_null": tried.why or None}


def _result(one: LotResult) -> Json:
    bids: list[Json] = [
        {
            "bid": placing.bid,
            "status": placing.status.value,
            "rank": placing.rank,
            "total": decimal_or_null(placing.total),
        }
        for placing in one.placings
    ]
    return {
        "id": one.id,
        "awarded": award_data(award_of(one)),
        "margin": decimal_or_null(one.margin),
        "bids": bids,
    }
