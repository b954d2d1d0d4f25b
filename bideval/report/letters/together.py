"""Letters of lots that are awarded together: who was awarded each, and why a reader's own bid was not.

The award is that of ``bideval allocate``, and only a final one is told.  A reader is told its own
rank, the published rules that kept its own bid off with their clauses, and that its own price is
above a published reserve price.  No price, discount or package of anybody else is read.  A rule
about what other bidders declare or which tests they failed is not named to a bidder whom it is not
about: with the names of the winners it would tell something of them.

Under a mechanism that searches, what keeps a bid off is told whatever its rank: rank does not decide.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.lots.allocation import Allocation, AllocationStatus, LotAward
from bideval.analysis.lots.told import kept_off
from bideval.errors import Finding, Source, error
from bideval.model.evaluation import Evaluation, LotResult, LotStatus, Placing
from bideval.model.inputs import Inputs
from bideval.model.letter import LetterKind, Wording
from bideval.report.allocation_text import package_lines, sentence
from bideval.report.award_rules_told import WANTED, mechanism_words, rule_named, rules_told
from bideval.report.tables import money_text, name_text
from bideval.scoring.mechanisms import MECHANISMS

_AWAITING = frozenset({LotStatus.NEEDS_ALLOCATION, LotStatus.TIED})
_NOT_NAMED = "a published rule about other bidders, which would tell something of them, keeps it off"


def is_final(found: Allocation | None) -> bool:
    """Say whether there is an award of all lots that letters may tell."""
    return found is not None and found.status is AllocationStatus.FINAL


def settled_by(evaluation: Evaluation, found: Allocation | None) -> Evaluation:
    """Return the evaluation with the winners of a final award of all lots; unchanged without one."""
    if found is None or not is_final(found):
        return evaluation
    winners = {one.lot: one.bid for one in found.lots}
    return evaluation._replace(lots=tuple(_settled(lot, winners.get(lot.id)) for lot in evaluation.lots))


def _settled(lot: LotResult, winner: str | None) -> LotResult:
    """A lead within the lot says nothing of who is awarded it, so none is kept."""
    if lot.status not in _AWAITING:
        return lot
    chosen = () if winner is None else (winner,)
    return lot._replace(
        status=LotStatus.FINAL, winners=chosen, tied=(), margin=None, margin_exact=None, decided_by=None
    )


def not_final(found: Allocation | None, lot: LotResult) -> Finding:
    """Return the finding about a lot whose award across lots is not final, with what to do."""
    if found is None:
        said = "who is awarded it depends on rules across lots, and no mechanism is published to award by"
        todo = "Publish award: with its mechanism in tender.yaml. Then bideval allocate awards the lots."
    else:
        said = f"the lots are awarded together, and their award is {found.status.value}"
        todo = "bideval allocate says why, and what is awaited. Letters are written once its award is final."
    return error("BE835", f"lot {lot.id}: {said}", todo, Source("tender.yaml"))


def award_of(found: Allocation | None, lot: str) -> LotAward | None:
    """Return what became of a lot that is awarded together with others; None of any other."""
    return next((one for one in found.lots if one.lot == lot), None) if found is not None else None


def outcome_words(kind: LetterKind, award: LotAward, about: str, tender: str) -> str:
    """Return the outcome in a sentence; in a package its winner is told which."""
    if kind is LetterKind.WINNER:
        package = f", as part of your package {award.package}" if award.package else ""
        return (
            f"Your {tender} is awarded {about}{package}: lots are awarded together by the published rules "
            "below."
        )
    nobody = " Nobody is awarded it." if award.bid is None else ""
    return f"Your {tender} for {about} was assessed, and is not awarded it.{nobody}"


def methods_told(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the published mechanism and rules by which the lots are awarded together."""
    if inputs.tender.award is None:
        return
    yield "Award of the lots together", mechanism_words(inputs.tender.award)
    for rule in rules_told(inputs):
        yield f"Award rule {rule.id}{f' ({rule.clause})' if rule.clause else ''}", rule.words


def is_ahead(own: Placing, winner: Placing) -> bool:
    """Whether a bid ranks ahead of the one that is awarded the lot."""
    return own.rank is not None and winner.rank is not None and own.rank < winner.rank


def price_words(found: Allocation, award: LotAward, currency: str) -> str:
    """Return at what price a lot is awarded, for officers: its own, or that of its package."""
    if award.package is None:
        return "" if award.price is None else f"{currency} {money_text(award.price)}"
    pairs = zip(found.problem.offers, found.problem.data.offers, strict=True)
    price = next(
        Fraction(offer.price)
        for name, offer in pairs
        if (name.bid, name.package) == (award.bid, award.package)
    )
    return f"{currency} {money_text(price)} for its whole package {award.package}"


def award_lines(found: Allocation, currency: str) -> tuple[str, ...]:
    """Return the award of all lots for officers: its sentence, packages, and discounts that come off."""
    packages = [f"Package of {one}." for one in package_lines(found, currency)]
    off = [
        f"Discount of {one.bid}: {currency} {money_text(one.amount)} ({one.discount})."
        for one in found.discounts
    ]
    return (sentence(found, currency), *packages, *off)


def why_passed(
    inputs: Inputs, found: Allocation, lot: LotResult, own: Placing, words: Wording
) -> Iterator[str]:
    """Yield why the lot is not awarded to the reader's own bid, from its own rank and published rules."""
    award = award_of(found, lot.id)
    winner = next((one for one in lot.placings if one.bid in lot.winners), None)
    ahead = winner is not None and is_ahead(own, winner)
    if winner is None:
        yield f"Lot {lot.id} is not awarded to anybody. Your {words.tender} has rank {own.rank or '-'} in it."
    elif ahead:
        yield (
            f"Your {words.tender} has rank {own.rank} in this lot by the published method, ahead of that of "
            f"{name_text(winner.name)}. Lots are awarded together, and rank in one lot does not decide alone."
        )
    if award is None or not (ahead or winner is None or MECHANISMS[found.mechanism].searches):
        return
    reserve = _reserve(inputs, lot.id, own)
    if reserve:
        yield f"Your price is above the published reserve price of the lot, by the rule {reserve}."
        return
    yield from _by_rules(inputs, found, award, own, words)


def _reserve(inputs: Inputs, lot: str, own: Placing) -> str:
    """The rule by which the reader's own price is above the reserve price; empty where it is not."""
    published = inputs.tender.award
    rules = {one.id: one for one in rules_told(inputs)}
    for rule in reversed(published.rules if published is not None else ()):
        if lot in rule.reserves:
            above = own.price is not None and own.price > rule.reserves[lot]
            return f"{rule.id}{f' ({rules[rule.id].clause})' if rule.clause else ''}" if above else ""
    return ""


def _by_rules(
    inputs: Inputs, found: Allocation, award: LotAward, own: Placing, words: Wording
) -> Iterator[str]:
    rules = {one.id: one for one in rules_told(inputs)}
    passed = next((one.rules for one in award.passed if one.bid == own.bid), None)
    ids = passed if passed is not None else kept_off(found.problem, award.lot, own.bid, found.taken)
    for rule in ids:
        named = rule_named(rules, rule) if _may_name(inputs, found, rule, own) else ""
        yield f"A published award rule keeps it off. {named}." if named else f"{_NOT_NAMED.capitalize()}."
    if not ids and inputs.tender.award is not None:
        yield (
            f"By the published mechanism, {mechanism_words(inputs.tender.award)}, no award of the lots that "
            f"the rules allow is better than the one that was made, with your {words.tender} in this lot or "
            "without it."
        )


def _may_name(inputs: Inputs, found: Allocation, rule: str, own: Placing) -> bool:
    """Whether a rule may be named to a reader: it is about the reader, or reads nothing of others."""
    published = inputs.tender.award.rules if inputs.tender.award is not None else ()
    who = next((one.who for one in published if one.id == rule), None)
    if rule != WANTED and (who is None or not (who.declared or who.fails)):
        return True
    place = found.problem.bidders.index(own.bidder)
    return any(part.id == rule and place in part.rule.bidders for part in found.problem.rules)
