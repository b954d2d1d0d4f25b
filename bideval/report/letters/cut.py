"""Put a letter together: from a finished evaluation to what one bidder is told.

This is the only place that holds both.  What it hands on are frozen texts.  A shadow result
is not read, nor is the price, a line, an account or a marker's name of anybody but the reader.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.analysis.lots.allocation import Allocation
from bideval.errors import Finding, Source, error
from bideval.model.evaluation import Evaluation, LotResult, LotStatus, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.letter import Assessment, Letter, LetterKind, Party
from bideval.model.pack import Pack
from bideval.model.tender import Tender
from bideval.report.compared import View, compared_views
from bideval.report.evaluation_text import figure_words
from bideval.report.letters.assessed import Reasons, assessment
from bideval.report.letters.grounds import grounds
from bideval.report.letters.rules_told import documents, methodology, published
from bideval.report.letters.together import (
    award_of,
    is_ahead,
    is_final,
    methods_told,
    not_final,
    outcome_words,
    settled_by,
    why_passed,
)
from bideval.report.tables import aligned, name_text
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.explain import contributions
from bideval.scoring.letters.clock import Holidays, standstill
from bideval.scoring.letters.gaps import check_contacts, check_reasons, lacks_of, told_by_key
from bideval.scoring.letters.law import LetterLaw, letter_law
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.methods.registry import METHODS

TELLING = frozenset({LotStatus.FINAL, LotStatus.NO_ASSESSED_BID})


class Entered(NamedTuple):
    """What letters need beside the folder: addresses, dates as told, holidays on file."""

    contacts: Mapping[str, Party]
    dated: str  # of the letters, or empty
    signed: str  # who signs, and where questions go; or empty
    published: str | None  # of the notice that the standstill is counted from
    holidays: Holidays
    awaited: tuple[str, ...] = ()  # what else stands open before a letter may be sent
    awards: Allocation | None = None  # of all lots, where lots are awarded together


class Addressed(NamedTuple):
    """A letter with the bid it goes to."""

    bid: str
    letter: Letter


class _Desk(NamedTuple):
    inputs: Inputs
    evaluation: Evaluation
    entered: Entered
    law: LetterLaw
    regime: Pack | None


def regime_of(inputs: Inputs) -> Pack | None:
    """Return the regime's pack, where the tender names one."""
    named = inputs.tender.regime
    return None if named is None else inputs.packs.get(f"regimes/{named}", inputs.packs.get(named))


def law_of(inputs: Inputs) -> LetterLaw:
    """Return the regime's words for letters."""
    regime = regime_of(inputs)
    return letter_law(regime.id if regime is not None else None)


def check_letters(
    inputs: Inputs,
    evaluation: Evaluation | None,
    contacts: Mapping[str, Party],
    only_lot: str | None = None,
    only_bid: str | None = None,
    awards: Allocation | None = None,
) -> tuple[Finding, ...]:
    """Return what stands in the way of letters, or of those of one lot or to one bid, with whose it is.

    A winner's reasons stand in every letter of its lot.  Without an evaluation the reasons of
    every bid are looked at: a missing one may be why there is none.
    """
    found: list[Finding] = []
    settled = settled_by(evaluation, awards) if evaluation is not None else None
    results = {one.id: one for one in settled.lots} if settled is not None else {}
    needed: set[str] = set()
    for rules in compile_rules(inputs).lots:
        lot = results.get(rules.id)
        if only_lot not in {None, rules.id}:
            continue
        if lot is not None and lot.status not in TELLING:
            across = lot.status is LotStatus.NEEDS_ALLOCATION
            found.append(not_final(awards, lot) if across else _no_result(lot))
            continue
        bids = _assessed(lot) if lot is not None else tuple(one.id for one in inputs.bids_for(rules.id))
        chosen = lot.winners if lot is not None else ()
        bids = tuple(one for one in bids if only_bid in {None, one} or one in chosen)
        needed.update(bids)
        found += check_reasons(inputs, rules, bids)
    if law_of(inputs).needs_contacts:
        found += check_contacts(contacts, needed)
    return tuple(found)


def _assessed(lot: LotResult) -> tuple[str, ...]:
    return tuple(one.bid for one in lot.placings if one.status is PlacingStatus.ASSESSED)


def _no_result(lot: LotResult) -> Finding:
    where = "" if lot.id == "whole" else f" of lot {lot.id}"
    return error(
        "BE835",
        f"the result{where} is {lot.status.value}: there is nothing yet that a letter could tell",
        "bideval evaluate says what is awaited. Letters are written once the result is final.",
        Source("tender.yaml"),
    )


def letters(
    inputs: Inputs, evaluation: Evaluation, entered: Entered, lot: str | None = None
) -> tuple[Addressed, ...]:
    """Return the letters of every lot, or of one, in the order of lots and then of bids.

    A withdrawn bid gets none.  Findings of severity error are the caller's to stop at.
    """
    evaluation = settled_by(evaluation, entered.awards)
    desk = _Desk(inputs, evaluation, entered, law_of(inputs), regime_of(inputs))
    compiled = {one.id: one for one in compile_rules(inputs).scorable}
    return tuple(
        Addressed(placing.bid, one)
        for result in evaluation.lots
        if lot in {None, result.id} and result.status in TELLING
        for placing, one in _of_lot(desk, result, compiled[result.id])
    )


def _of_lot(desk: _Desk, lot: LotResult, rules: LotRules) -> Iterator[tuple[Placing, Letter]]:
    told = told_by_key(desk.inputs, lot.id)
    by_bid: dict[str, Reasons] = {
        one.bid: {leaf.id: tuple(told.get((one.bid, leaf.id), ())) for leaf in rules.leaves()}
        for one in lot.placings
    }
    for placing in sorted(lot.placings, key=lambda one: one.bid):
        if placing.status is not PlacingStatus.WITHDRAWN:
            yield placing, _letter(desk, lot, rules, placing, by_bid)


def _letter(
    desk: _Desk, lot: LotResult, rules: LotRules, placing: Placing, by_bid: Mapping[str, Reasons]
) -> Letter:
    kind = _kind(lot, placing)
    tender, currency = desk.inputs.tender, desk.evaluation.currency
    is_out = kind is LetterKind.NOT_ASSESSED
    own = None if is_out else _assessment(desk, lot, rules, placing, by_bid, own=True)
    chosen = tuple(one for one in lot.placings if one.bid in lot.winners and kind is LetterKind.ASSESSED)
    shown = tuple(_assessment(desk, lot, rules, one, by_bid, own=False) for one in chosen)
    wording = desk.law.wording
    awards = desk.entered.awards
    across = methods_told(desk.inputs) if is_final(awards) else ()
    unawarded = is_final(awards) and not lot.winners
    return Letter(
        kind=kind,
        wording=wording._replace(title=desk.law.out, caution=desk.law.out_note) if is_out else wording,
        illustration=tender.illustration,
        tender=tender.id,
        title=name_text(tender.title),
        authority=name_text(tender.authority) if tender.authority else "",
        lot=lot.id,
        lot_title=name_text(lot.title) if tender.lots else "",
        dated=desk.entered.dated,
        signed=desk.entered.signed,
        to=_party(desk, placing),
        outcome=_outcome(desk, kind, tender, lot),
        rules=() if is_out else (*methodology(desk.inputs, rules), *across),
        criteria=() if is_out else published(rules),
        documents=documents(tender),
        own=own,
        winners=shown,
        why_not=tuple(_why_not(desk, lot, rules, placing)) if kind is LetterKind.ASSESSED else (),
        grounds=grounds(placing, rules, desk.regime, by_bid[placing.bid], currency) if is_out else (),
        standstill=None
        if is_out or unawarded
        else standstill(tender, desk.regime, desk.entered.published, desk.entered.holidays),
        to_supply=tuple(_to_supply(desk, placing, chosen)),
    )


def _kind(lot: LotResult, placing: Placing) -> LetterKind:
    if placing.status is not PlacingStatus.ASSESSED:
        return LetterKind.NOT_ASSESSED
    return LetterKind.WINNER if placing.bid in lot.winners else LetterKind.ASSESSED


def _party(desk: _Desk, placing: Placing) -> Party:
    return desk.entered.contacts.get(placing.bid, Party(""))._replace(name=name_text(placing.name))


def _assessment(
    desk: _Desk,
    lot: LotResult,
    rules: LotRules,
    placing: Placing,
    by_bid: Mapping[str, Reasons],
    *,
    own: bool,
) -> Assessment:
    currency = desk.evaluation.currency
    return assessment(lot, rules, placing, _party(desk, placing), by_bid[placing.bid], currency, own=own)


def _outcome(desk: _Desk, kind: LetterKind, tender: Tender, lot: LotResult) -> str:
    words = desk.law.wording
    about = f"lot {lot.id}, {name_text(lot.title)}" if tender.lots else name_text(tender.title)
    award = award_of(desk.entered.awards, lot.id)
    if award is not None and kind is not LetterKind.NOT_ASSESSED:
        return outcome_words(kind, award, about, words.tender)
    one_of = "is one of those" if lot.places > 1 else "is the one"
    if kind is LetterKind.WINNER:
        return f"Your {words.tender} for {about} {one_of} found to be the {words.winning}."
    if kind is LetterKind.ASSESSED:
        return f"Your {words.tender} for {about} was assessed, and was not found to be the {words.winning}."
    return f"Your {words.tender} for {about} was not assessed, for the reasons below."


def _why_not(desk: _Desk, lot: LotResult, rules: LotRules, placing: Placing) -> Iterator[str]:
    """Why the contract was not awarded: rank, the gap, and where it lies; from released scores alone."""
    words = desk.law.wording
    awards = desk.entered.awards
    if awards is not None:
        yield from why_passed(desk.inputs, awards, lot, placing, words)
    rank = f" Your {words.tender} has rank {placing.rank}." if placing.rank is not None else ""
    for winner in (one for one in lot.placings if one.bid in lot.winners):
        if awards is not None and is_ahead(placing, winner):
            continue  # by the scores of the lot the reader is ahead
        name, additive = name_text(winner.name), METHODS[lot.method].additive
        view = next(compared_views(lot, (winner, placing), rules.rank_on), None)
        if not additive or view is None or view.ours.total is None or view.theirs.total is None:
            yield f"The {words.tender} of {name} ranks before yours by the published method.{rank}"
            continue
        gap = view.ours.total - view.theirs.total
        size = figure_words(abs(gap), lot, desk.evaluation.currency)
        whose = _whose(lot, view)
        behind = (
            f"Your total{whose} is {size} below that of {name}." if gap else f"Your total is that of {name}."
        )
        by_tie = " The published tie rule decided." if not gap and winner.tie_rungs else ""
        yield f"{behind}{rank}{by_tie}"
        yield from _where(lot, rules, view.ours, view.theirs)


def _whose(lot: LotResult, view: View) -> str:
    """By whose weights two totals are set side by side, where each authority has a total."""
    deciding = [one for one in lot.authorities if view.lot.decided_by == f"the total of {one.id}"]
    return f" by the weights of {name_text(deciding[0].title)}" if deciding else ""


def _where(lot: LotResult, rules: LotRules, winner: Placing, own: Placing) -> Iterator[str]:
    titles = {leaf.id: name_text(leaf.title) for leaf in rules.leaves()}
    every = contributions(lot, winner, own, rules.rank_on)
    parts = [one for one in every if one.criterion]
    for words, some in (
        ("It scored more than yours on", [one for one in parts if one.difference > 0]),
        ("Yours scored more on", [one for one in parts if one.difference < 0]),
    ):
        if some:
            sizes = aligned([abs(one.difference) for one in some])
            listed = "; ".join(
                f"{titles[one.what]} (by {size})" for one, size in zip(some, sizes, strict=True)
            )
            yield f"{words}: {listed}."
    if any(one.difference for one in every if not one.criterion):
        yield "What these do not add up to comes of the published rounding."


def _to_supply(desk: _Desk, placing: Placing, shown: tuple[Placing, ...]) -> Iterator[str]:
    if not desk.entered.dated:
        yield "the date of this letter"
    if not desk.inputs.tender.authority:
        yield "the name of the authority"
    if desk.law.needs_contacts:
        named = (placing, *(one for one in shown if one.bid != placing.bid))
        for one in named:
            lacking = lacks_of(desk.entered.contacts.get(one.bid, Party("")))
            yield from (f"the {what} of {name_text(one.name)}" for what in lacking)
    elif not any(desk.entered.contacts.get(placing.bid, Party(""))[1:3]):
        yield f"where {name_text(placing.name)} is written to"
    yield from desk.entered.awaited
    if not desk.entered.signed:
        yield "who signs, and where questions go"
