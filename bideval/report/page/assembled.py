"""Put a page together: from a finished evaluation, answers and a record to what one reader may see.

This is the only place that holds both.  What it hands on are frozen texts (``seen``).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bideval import __version__
from bideval.analysis.lots.allocation import Allocation
from bideval.errors import BidevalError
from bideval.io.file_digests import FileRead
from bideval.model.evaluation import Evaluation, LotResult
from bideval.model.inputs import Inputs
from bideval.model.measure import reads_all_prices
from bideval.report.page.audience import Audience, Reader
from bideval.report.page.authorities_seen import authorities_seen
from bideval.report.page.awards_seen import alone, award_sentence, awards_seen, unawarded_said
from bideval.report.page.carried import (
    Published,
    commands_seen,
    digests_seen,
    packed,
    public_record,
    public_result,
)
from bideval.report.page.drawn_once import drawn_once
from bideval.report.page.marks import Locate, criteria_seen
from bideval.report.page.opening import (
    alone_said,
    counted_said,
    notes_said,
    result_said,
    tests_said,
    who_said,
)
from bideval.report.page.own import own_seen
from bideval.report.page.ranking import out_seen, ranking_seen, whole_of
from bideval.report.page.redacted import public_data
from bideval.report.page.rules_seen import rules_seen
from bideval.report.page.seen import Asked, Attached, LotSeen, MapSeen, Seen
from bideval.report.tables import name_text
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules

Blocks = Mapping[str, tuple[Asked, ...]]  # by lot


class NoSuchBidError(BidevalError, ValueError):
    """Raised when a bidder's page is asked for a bid that entered none of the lots shown."""

    def __init__(self, bid: str) -> None:
        """Keep the bid."""
        self.bid = bid
        super().__init__(bid)

    def __str__(self) -> str:
        return f"{self.bid} entered none of these lots"


class OtherTenderError(BidevalError, ValueError):
    """Raised when a public record is about another tender than the page."""

    def __init__(self, found: str, wanted: str) -> None:
        """Keep both tenders."""
        self.found, self.wanted = found, wanted
        super().__init__(found, wanted)

    def __str__(self) -> str:
        return f"the public record is about the tender {self.found}, and the page about {self.wanted}"


class Told(NamedTuple):
    """What is told of a tender: all there is, before anything is cut."""

    inputs: Inputs
    evaluation: Evaluation
    locate: Locate
    answers: Blocks
    study: Blocks
    settings: str
    models: Mapping[str, str]  # what the page computes with, as JSON, by lot
    maps: Mapping[str, MapSeen]
    record: bytes  # of the decision
    files: tuple[FileRead, ...]
    quick: bool
    awards: Allocation | None = None  # of all lots, where lots are awarded together
    published: Published | None = None  # the public record that goes with the public's page


def seen_by(told: Told, reader: Reader, lot: str | None = None) -> Seen:
    """Return what ``reader`` may see of every lot, or of one; raise NoSuchBidError or OtherTenderError."""
    rules = {one.id: one for one in compile_rules(told.inputs).scorable}
    chosen = [one for one in told.evaluation.lots if lot in {None, one.id} and _entered(one, reader)]
    if reader.bid is not None and not chosen:
        raise NoSuchBidError(reader.bid)
    tender = told.inputs.tender
    if told.published is not None and told.published.tender != tender.id:
        raise OtherTenderError(told.published.tender, tender.id)
    return Seen(
        tender=tender.id,
        title=name_text(tender.title),
        authority=name_text(tender.authority or "") if tender.authority else "",
        illustration=tender.illustration,
        audience=reader.audience.value,
        about=_bidder(chosen, reader),
        currency=tender.currency,
        lots=tuple(_lot(told, one, rules[one.id], reader) for one in chosen),
        awards=awards_seen(told.awards, told.inputs, told.evaluation, reader, {one.id for one in chosen}),
        digests=digests_seen(told.record, told.published, reader),
        commands=commands_seen(tender.id, told.published, reader),
        files=tuple((one.path, one.sha256) for one in sorted(told.files)) if reader.sees_all else (),
        attached=_attached(told, reader),
        settings=told.settings if reader.sees_all else "",
        quick=told.quick,
        program=f"bideval {__version__}",
    )


def _entered(lot: LotResult, reader: Reader) -> bool:
    return reader.bid is None or any(one.bid == reader.bid for one in lot.placings)


def _bidder(lots: Sequence[LotResult], reader: Reader) -> str:
    names = [one.name for lot in lots for one in lot.placings if one.bid == reader.bid]
    return name_text(names[0]) if names else ""


def _lot(told: Told, lot: LotResult, rules: LotRules, reader: Reader) -> LotSeen:
    currency = told.evaluation.currency
    titles = {gate.rule.id: gate.rule.title or gate.rule.id for gate in rules.gates}
    titles |= {f"{node.id}/minimum": node.title for node in rules.nodes()}
    others = _reads_others(rules)
    asked, study = drawn_once(
        lot.id,
        alone(told.answers.get(lot.id, ()), told.awards),
        alone(told.study.get(lot.id, ()), told.awards),
    )
    return LotSeen(
        id=lot.id,
        title=name_text(lot.title),
        sentence=result_said(lot, currency, reader),
        awarded=award_sentence(told.awards, lot.id),
        who=(
            *unawarded_said(told.awards, lot.id, currency, reader),
            *who_said(lot, currency, reader, titles, rules.whole),
        ),
        counted=counted_said(lot),
        notes=notes_said(lot, reader, titles),
        unit=lot.unit.replace("money", currency),
        whole=whole_of(lot, rules.whole),
        ranking=ranking_seen(lot, currency, reader),
        out=out_seen(lot, currency, reader, titles),
        asked=(
            *asked,
            *authorities_seen(lot, reader),
            *own_seen(lot, rules, currency, reader, others, titles),
        ),
        study=study,
        tests_said=tests_said(study, titles),
        in_money=lot.unit == "money",
        alone=alone_said(lot, award_sentence(told.awards, lot.id)) if told.awards is not None else "",
        criteria=criteria_seen(lot, currency, reader, told.locate, others),
        rules=rules_seen(told.inputs, rules),
        model=told.models.get(lot.id, "") if reader.sees_all else "",
        map=told.maps.get(lot.id) if reader.sees_all else None,
    )


def _reads_others(rules: LotRules) -> frozenset[str]:
    """Criteria and gates whose figures tell of other bids' prices."""
    leaves = {
        leaf.id for leaf in rules.leaves() if leaf.measure is not None and reads_all_prices(leaf.measure)
    }
    gates = {gate.rule.id for gate in rules.gates if reads_all_prices(gate.measure)}
    return frozenset(leaves | gates)


def _attached(told: Told, reader: Reader) -> tuple[Attached, ...]:
    """The whole record for officers and courts, what the public may have for the public."""
    name = told.inputs.tender.id
    if reader.sees_all:
        return (packed(name, told.record),)
    if reader.audience is not Audience.PUBLIC:
        return ()
    if told.published is not None:
        return (public_record(name, told.published),)
    digests = digests_seen(told.record, None, reader)
    return (public_result(name, public_data(told.inputs, told.evaluation, digests)),)
