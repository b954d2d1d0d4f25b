"""``rehearse --json``: flaws with their arithmetic, the figures, and what was not rehearsed."""

from collections.abc import Sequence

from bideval.analysis.rehearsal.flaws import Flaw
from bideval.analysis.rehearsal.kinds import Kind
from bideval.analysis.rehearsal.rehearse import LotRehearsal
from bideval.analysis.rehearsal.setting import Needed
from bideval.model.tender import Tender
from bideval.report.answers_json import table_data
from bideval.report.rehearsal_tables import tables_of
from bideval.report.rehearsal_text import counted
from bideval.report.whatif_json import provenance
from bideval.scoring.price_json import Json


def rehearsal_data(tender: Tender, digest: str, lots: Sequence[LotRehearsal]) -> dict[str, Json]:
    """Return a rehearsal as JSON data; ``digest`` is that of the rules alone."""
    return {
        "schema": "bideval/rehearsal",
        "version": 1,
        "tender": tender.id,
        "illustration": tender.illustration,
        "currency": tender.currency,
        "digest": digest,
        "lots": [_lot(lot) for lot in lots],
        **provenance(),
    }


def _lot(lot: LotRehearsal) -> dict[str, Json]:
    setting = lot.setting
    low, high = setting.bids
    drawn = not setting.needed
    return {
        "id": setting.rules.id,
        "title": setting.rules.title,
        "sentence": counted(lot.flaws),
        "seed": setting.seed if drawn else None,
        "cases": setting.cases if drawn else 0,
        "cases_with_result": lot.cases,
        "bids": [low, high],
        "kinds": [_kind(one) for one in setting.kinds],
        "flaws": [_flaw(one) for one in lot.flaws],
        "tables": [table_data(table) for table in (*tables_of(lot, whole=True), *lot.prices)],
        "prices_from": lot.prices_words,
        "needed": [_needed(one) for one in lot.needed],
        "set_aside": [_needed(one) for one in setting.aside],
        "without_result": list(lot.without_result),
    }


def _kind(kind: Kind) -> dict[str, Json]:
    return {"id": kind.id, "title": kind.title, "type": kind.type}


def _flaw(flaw: Flaw) -> dict[str, Json]:
    return {
        "kind": flaw.kind,
        "seriousness": flaw.seriousness.value,
        "about": list(flaw.about),
        "sentence": flaw.sentence,
        "arithmetic": list(flaw.arithmetic),
        "remedy": flaw.remedy,
    }


def _needed(one: Needed) -> dict[str, Json]:
    return {"rule": one.rule, "key": one.key or None, "entry": one.entry or None, "words": one.words}
