"""The published mechanism and award rules in words, each with its clause: what every reader may know.

Rules are told as published, whoever they turn out to be about.  Whether one binds, and whom, is
told by the award.  Source: ``award`` and ``lot_limit`` of ``tender.yaml``.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.words import count_words
from bideval.analysis.lots.problem import LIMIT
from bideval.model.allocation import Award, AwardRule, Who
from bideval.model.amounts import money_text
from bideval.model.inputs import Inputs
from bideval.model.numbers import figure_text
from bideval.report.tables import name_text
from bideval.scoring.mechanisms import MECHANISMS

WANTED = "wanted"  # the id under which a bid's own most stands among the rules
_COUNTED = {"price": "price", "value": "value", "annual-value": "value a year"}


class RuleTold(NamedTuple):
    """One rule: its id, its words, and the clause where it was published (empty: not stated)."""

    id: str
    words: str
    clause: str


def mechanism_words(award: Award) -> str:
    """Return by what the lots are awarded together, with its clause."""
    title = MECHANISMS[award.mechanism].title if award.mechanism else "not published"
    return f"{title} ({name_text(award.clause)})" if award.clause else title


def rules_told(inputs: Inputs) -> tuple[RuleTold, ...]:
    """Return every published rule of the award, ``lot_limit`` first."""
    tender = inputs.tender
    found = []
    if tender.lot_limit is not None:
        found.append(RuleTold(LIMIT, f"every bidder: at most {count_words(tender.lot_limit, 'lot')}", ""))
    for rule in tender.award.rules if tender.award is not None else ():
        titled = f"{name_text(rule.title)}: " if rule.title else ""
        words = f"{titled}{'; '.join(_words(rule, tender.currency))}"
        found.append(RuleTold(rule.id, words, name_text(rule.clause) if rule.clause else ""))
    return tuple(found)


def rule_named(rules: Mapping[str, RuleTold], rule: str) -> str:
    """Return a rule in a sentence: its id with the clause, and its words."""
    if rule == WANTED:
        return "the most lots that the tender itself asks for"
    told = rules[rule]
    return f"{rule}{f' ({told.clause})' if told.clause else ''}: {told.words}"


def _words(rule: AwardRule, currency: str) -> Iterator[str]:
    who, where = _who(rule.who), f" of {listed(rule.lots)}" if rule.lots else ""
    match rule.use:
        case "only":
            yield f"{listed(rule.lots)}: for {who} alone"
        case "winners":
            yield f"{_ends(rule, 'bidder')} awarded something{where}"
        case "linked":
            one = "to one bidder, or none of them" if rule.one_bidder else "all of them, or none"
            yield f"{listed(rule.lots) or 'all lots'}: {one}"
        case "apart":
            yield (
                f"{who}: at most one lot{where} each" if rule.lots else f"of {who} one alone is awarded lots"
            )
        case "no-award":
            reserves = (f"{lot} {currency} {money_text(most)}" for lot, most in rule.reserves.items())
            yield f"no award above the reserve price: {', '.join(reserves)}"
        case "budget":
            yield f"prices{where} come to at most {currency} {money_text(rule.most or Fraction(0))}"
        case "incumbents":
            verb = "keeps" if rule.keep else "does not keep"
            yield ", ".join(f"{bidder} {verb} {lot}" for lot, bidder in rule.incumbents.items())
        case "capacity":
            times = figure_text(rule.times or Fraction(1))
            reads = (rule.reads or "turnover").replace("declared.", "declared ")
            counted = _COUNTED.get(rule.counts or "", "number of lots")
            yield f"{who}: the {counted} awarded{where} times {times} is at most its {reads}"
        case _:
            yield f"{who}{', together' if rule.together else ''}: {_amount(rule, currency)}{where}"
    yield from _soft(rule, currency)


def _amount(rule: AwardRule, currency: str) -> str:
    """A most or a least of lots, of money or of a share."""
    if rule.use.endswith("-lots"):
        return _ends(rule, "lot")
    counted = _COUNTED.get(rule.counts or "", "number of lots")
    share = rule.use.endswith("-share")
    ends = (("at least", rule.least), ("at most", rule.most))
    told = [
        f"{word} {figure_text(end)}%" if share else f"{word} {currency} {money_text(end)}"
        for word, end in ends
        if end is not None
    ]
    return f"{' and '.join(told)} of the {counted}{' of all that is awarded' if share else ''}"


def _ends(rule: AwardRule, noun: str) -> str:
    ends = (("at least", rule.least), ("at most", rule.most))
    told = [
        f"{word} {figure_text(end)} {noun}{'' if end == 1 else 's'}" for word, end in ends if end is not None
    ]
    return " and ".join(told)


def _who(who: Who | None) -> str:
    if who is None:
        return "every bidder"
    parts = [listed(who.bidders)] if who.bidders else []
    parts += [f"bidders of the type {' or '.join(who.types)}"] if who.types else []
    parts += [f"bidders that declare {key} as {' or '.join(words)}" for key, words in who.declared.items()]
    parts += [f"bidders that did not pass {' or '.join(who.fails)}"] if who.fails else []
    return " that are also ".join(parts) or "every bidder"


def _soft(rule: AwardRule, currency: str) -> Iterator[str]:
    if rule.soft is None:
        return
    if rule.soft.penalty is not None:
        yield f"may be broken, and counts {currency} {money_text(rule.soft.penalty)} each time"
    if rule.soft.priority is not None:
        yield f"gives way where it must, with priority {rule.soft.priority}"
