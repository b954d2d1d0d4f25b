"""What stands first about a lot: who won and how far ahead, who is second, what became of one's own bid.

A reader who reads no further has the result, whether it was close, and what the financial
tests did to it.  Tests are named by their published titles; ids stand beside them, because
tables and pictures use them.  Nothing is worked out here.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.analysis.backing_study.plain import CHOICES
from bideval.model.evaluation import LotResult, Placing, PlacingStatus
from bideval.model.numbers import figure_text
from bideval.report.evaluation_text import figure_words, names, sentence
from bideval.report.page.audience import Audience, Reader
from bideval.report.page.ranking import named_test
from bideval.report.page.seen import Asked
from bideval.report.page.stands import standing_words
from bideval.report.tables import money_text, name_text

Titles = Mapping[str, str]  # of tests, by id
_FAIL_COUNTED = (
    " is left out, whatever was decided, "  # of a fail that a decision set aside, in the study's words
)
_LEAD = re.compile(r", (?:the last of them ahead of the next|ahead) by [A-Z]{3} [\d,.]*\d(?: on \S+)?\.")
_GATE = re.compile(r"\bthe gate ([\w/-]+)")


def result_said(lot: LotResult, currency: str, reader: Reader) -> str:
    """Return the result in one sentence.

    Ties that name others are for those who may know them, and so is a lead in money: beside
    one price it tells another.
    """
    named = {*lot.winners, *((reader.bid,) if reader.bid else ())}
    if reader.sees_bids:
        return sentence(lot, currency)
    if set(lot.tied) <= named:
        return _LEAD.sub(".", sentence(lot, currency))
    return "No winner yet: bids are tied, and a published rule or a draw has to settle it."


def who_said(lot: LotResult, currency: str, reader: Reader, titles: Titles, whole: Fraction) -> Iterator[str]:
    """Yield who the winners are, who is second, and for a bidder what became of its own bid.

    ``whole``: the most points there are.
    """
    for one in lot.placings:
        if one.bid in lot.winners:
            priced = one.price is not None and reader.audience is not Audience.BIDDER
            price = f", at {currency} {money_text(one.price)}" if priced else ""
            yield f"{one.bid} is the bid of {name_text(one.name)}{price}{_points(lot, one, whole)}."
    seconds = [one for one in lot.placings if one.rank == 2]
    if reader.sees_bids and len(lot.winners) == 1 and len(seconds) == 1:
        (one,) = seconds
        price = "" if one.price is None else f", at {currency} {money_text(one.price)}"
        yield f"Second is {one.bid}, the bid of {name_text(one.name)}{price}{_points(lot, one, whole)}."
    yield from (_own(lot, one, currency, titles) for one in lot.placings if one.bid == reader.bid)


def _points(lot: LotResult, one: Placing, whole: Fraction) -> str:
    if lot.unit != "points" or one.total is None:
        return ""
    return f", with {figure_words(one.total, lot, '').removesuffix(' points')} of {figure_text(whole)} points"


def _own(lot: LotResult, own: Placing, currency: str, titles: Titles) -> str:
    if own.bid in lot.winners:
        return f"{own.bid} is your bid."
    if own.status is PlacingStatus.ASSESSED:
        figure = "" if own.total is None else f" with {figure_words(own.total, lot, currency)}"
        assessed = sum(one.status is PlacingStatus.ASSESSED for one in lot.placings)
        rank = f"ranks {own.rank} of {assessed}" if own.rank else "was assessed"
        return f"Your bid, {own.bid}, {rank}{figure}."
    failed = [
        named_test(gate.gate, titles) for gate in own.gates if not gate.passed and gate.on_fail != "flag"
    ]
    why = f": it failed {names(tuple(failed))}" if failed else ""
    return f"Your bid, {own.bid}, was not assessed{why}."


def counted_said(lot: LotResult) -> str:
    """Return how many of the bids were assessed."""
    assessed = sum(one.status is PlacingStatus.ASSESSED for one in lot.placings)
    if assessed == len(lot.placings):
        return f"All {assessed} bids were assessed." if assessed > 1 else "One bid was made and assessed."
    return f"Of {len(lot.placings)} bids, {assessed} {'was' if assessed == 1 else 'were'} assessed."


def notes_said(lot: LotResult, reader: Reader, titles: Titles) -> tuple[str, ...]:
    """Return what has to be known with the result, tests named by their titles."""
    if not reader.sees_bids:
        return standing_words(lot, titles)
    return tuple(
        _GATE.sub(lambda found: f"the test {named_test(found[1], titles)}", one) for one in lot.notes
    )


def tests_said(study: tuple[Asked, ...], titles: Titles) -> str:
    """Return what the financial tests did: without them, and where a fail was set aside, with it counted."""
    said = [one.sentence for asked in study if asked.question == CHOICES for one in asked.found]
    told = " ".join([*said[:1], *(one for one in said[1:] if _FAIL_COUNTED in one)])
    named = [gate for gate in titles if named_test(gate, titles) != gate and _names(told, gate)]
    which = [f"{gate} is the test {name_text(titles[gate])}" for gate in named]
    return " ".join(filter(None, [told, f"{'; '.join(which)}." if which else ""]))


def _names(told: str, gate: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(gate)}(?![\w-])", told) is not None


def alone_said(lot: LotResult, awarded: str) -> str:
    """Return what answers about a lot are about, where it is awarded together with others.

    ``awarded`` says who is awarded it.
    """
    first = tuple(one.bid for one in lot.placings if one.rank == 1)
    if not first:
        return ""
    said = f"by the ranking alone, {names(first)} {'is' if len(first) == 1 else 'are'} first"
    return f"What follows judges this lot by itself, without the award rules across lots: {said}. {awarded}"
