"""A release of one tender: what the standard has, and the evaluation as an extension of ours.

The extension (docs/ocds-extension/) is the key ``evaluation``: the rules and the result of
every lot, and ``files``, the text of the folder's files as far as the level shows them.
From these a folder is made again that comes to the same digest.

A tender that came from a release keeps what that release held beyond what is written here;
at the level ``public`` none of it, for it may hold what is not for everyone.
"""

from typing import NamedTuple

from bideval.io.ocds.out.asked import Data, Level, Wanted, told
from bideval.io.ocds.out.names_out import Entry, entries_of, lot_names
from bideval.io.ocds.out.parts_out import awards_data, bids_data, buyer_data, parties_data, tender_data
from bideval.io.ocds.out.results_out import head_data, result_data
from bideval.io.ocds.out.rules_out import lot_rules_data
from bideval.io.ocds.processes import merged_with
from bideval.io.ocds.release import Release
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.digest import rules_digest

FORMAT = "bideval-ocds-evaluation"
VERSION = "1"


class FileText(NamedTuple):
    """A file of the folder as a release holds it."""

    path: str
    sha256: str
    text: str


class Base(NamedTuple):
    """The release that a tender came from."""

    data: Data
    release: Release


def release_of(
    inputs: Inputs,
    evaluation: Evaluation,
    files: tuple[FileText, ...],
    wanted: Wanted,
    base: Base | None = None,
) -> Data:
    """Return the release of an evaluated tender.

    ``files`` are those that the level shows.  ``base`` is what the tender came from.
    """
    rules = compile_rules(inputs).lots
    lots = lot_names(evaluation, base.release if base else None)
    entries = entries_of(inputs, evaluation, wanted)
    awards = awards_data(inputs, evaluation, entries, lots, wanted)
    stamp = evaluation.digest if wanted.level is Level.FULL else rules_digest(inputs)
    found: Data = {
        "ocid": wanted.ocid,
        "id": f"{inputs.tender.id}-{wanted.level}-{stamp.removeprefix('sha256:')[:12]}",
        "date": wanted.date,
        "tag": ["tender", *(["award"] if awards else [])],
        "initiationType": "tender",
        "language": "en",
        **told(parties=parties_data(inputs, entries, wanted.awarded), buyer=buyer_data(inputs)),
        "tender": tender_data(inputs, evaluation, rules, lots),
        **told(bids=bids_data(inputs, evaluation, entries, lots), awards=awards),
        "evaluation": {
            **_head(inputs, evaluation, wanted),
            "lots": [
                {
                    "id": lots[lot.id],
                    "rules": lot_rules_data(one),
                    "result": _result(inputs, evaluation, place, entries, wanted.level),
                }
                for place, (lot, one) in enumerate(zip(evaluation.lots, rules, strict=True))
            ],
            "files": [{"path": one.path, "sha256": one.sha256, "text": one.text} for one in files],
        },
    }
    return found if base is None or wanted.level is Level.PUBLIC else _over(base.data, found)


def _head(inputs: Inputs, evaluation: Evaluation, wanted: Wanted) -> Data:
    full = wanted.level is Level.FULL
    return {
        "format": FORMAT,
        "version": VERSION,
        "level": wanted.level.value,
        "illustration": evaluation.illustration,
        "rulesDigest": rules_digest(inputs),
        **({"digest": evaluation.digest} if full else {}),
    }


def _result(
    inputs: Inputs, evaluation: Evaluation, place: int, entries: tuple[Entry, ...], level: Level
) -> Data:
    lot = evaluation.lots[place]
    own = [one for one in entries if one.lot.id == lot.id]
    return result_data(inputs, evaluation, own, level) if own else head_data(lot, {}, inputs, level)


def _over(base: Data, found: Data) -> Data:
    """What a tender came from with the release put over it; texts of the origin stay."""
    merged = merged_with(base, found)
    tender, came = merged.get("tender"), base.get("tender")
    if isinstance(tender, dict) and isinstance(came, dict):
        tender |= {key: came[key] for key in ("id", "title", "tenderPeriod", "status") if key in came}
    if "buyer" in base:
        merged["buyer"] = base["buyer"]
    if "parties" in base:
        merged["parties"] = base["parties"]
    merged["tag"] = found["tag"]
    return merged
