"""Published rules as the numbers of a programme: one rule becomes a part for each bidder or lot it is about.

Every kind is one function under its id; a part keeps the id of its rule and whom it is about,
so that what binds can be named.  ``no-award`` is no limit: it sets reserve prices in
bideval.analysis.lots.problem.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.lots.who import Bidders
from bideval.model.allocation import AwardRule
from bideval.model.inputs import Inputs
from bideval.proof.linear import Number
from bideval.proof.lots import LotRule


class RulePart(NamedTuple):
    """A part of a rule: the rule's id, whom or what it is about, how soft it is, and its numbers."""

    rule: LotRule
    id: str
    about: str  # a bidder, a lot, or empty for all together
    clause: str
    priority: int | None = None


class Scope(NamedTuple):
    """What a rule is read against: the lots by place, and the bidders."""

    inputs: Inputs
    known: Bidders
    lots: tuple[str, ...]

    def places(self, rule: AwardRule) -> tuple[int, ...]:
        """The places of the lots that a rule is about; all where it names none."""
        return tuple(at for at, lot in enumerate(self.lots) if not rule.lots or lot in rule.lots)

    def weights(self, rule: AwardRule, times: Fraction = Fraction(1)) -> tuple[Number, ...] | None:
        """What each of these lots counts; None where prices count."""
        if rule.counts == "price":
            return None
        return tuple(self._value(self.lots[at], rule.counts) * times for at in self.places(rule))

    def _value(self, lot: str, counts: str | None) -> Fraction:
        if counts is None:
            return Fraction(1)
        own = next(one for one in self.inputs.tender.lots if one.id == lot)
        contract = own.contract or self.inputs.tender.contract
        value = own.value if own.value is not None else contract.value if contract else Fraction(0)
        years = contract.years if contract and contract.years else Fraction(1)
        return value / years if counts == "annual-value" else value


Parts = Iterator[tuple[str, LotRule]]
Kind = Callable[[Scope, AwardRule], Parts]


def rule_parts(
    inputs: Inputs, rules: tuple[AwardRule, ...], known: Bidders, lots: tuple[str, ...]
) -> Iterator[RulePart]:
    """Yield the parts of every rule, and of what each bid says it wants at most."""
    scope = Scope(inputs, known, lots)
    for rule in rules:
        soft = rule.soft
        penalty = None if soft is None else soft.penalty or Fraction(0)
        for about, numbers in KINDS[rule.use](scope, rule):
            yield RulePart(
                numbers._replace(penalty=penalty),
                rule.id,
                about,
                rule.clause or "",
                soft.priority if soft else None,
            )
    everywhere = tuple(range(len(lots)))
    for place, bidder in enumerate(known.bidders):
        wanted = [bid.most_lots for bid in known.bids_of(place) if bid.most_lots is not None]
        if wanted:
            numbers = LotRule("amount", (place,), everywhere, (1,) * len(lots), None, sum(wanted))
            yield RulePart(numbers, "wanted", bidder, "")


def _amount(scope: Scope, rule: AwardRule) -> Parts:
    yield from _groups(scope, rule, "amount")


def _share(scope: Scope, rule: AwardRule) -> Parts:
    yield from _groups(scope, rule, "share")


def _groups(scope: Scope, rule: AwardRule, kind: str) -> Parts:
    """A most is for each bidder by itself unless together; a least is for all together."""
    places, weights = scope.places(rule), scope.weights(rule)
    meant = scope.known.meant_by(rule.who)
    each = [(scope.known.bidders[one], (one,)) for one in meant]
    together = rule.together or rule.least is not None
    for about, bidders in [("", meant)] if together else each:
        made = LotRule("amount", bidders, places, weights, rule.least, rule.most)
        yield about, made._replace(kind="share") if kind == "share" else made


def _capacity(scope: Scope, rule: AwardRule) -> Parts:
    places, weights = scope.places(rule), scope.weights(rule)
    for one in scope.known.meant_by(rule.who):
        read = scope.known.capacity(one, rule.reads or "turnover")
        if read is not None:
            most = read / (rule.times or Fraction(1))
            yield scope.known.bidders[one], LotRule("amount", (one,), places, weights, None, most)


def _only(scope: Scope, rule: AwardRule) -> Parts:
    """The lots are for these alone: what everybody else is awarded there is nothing."""
    meant = frozenset(scope.known.meant_by(rule.who))
    others = tuple(one for one in range(len(scope.known.bidders)) if one not in meant)
    for place in scope.places(rule):
        yield scope.lots[place], LotRule("amount", others, (place,), (1,), None, 0)


def _winners(scope: Scope, rule: AwardRule) -> Parts:
    meant = scope.known.meant_by(rule.who)
    yield (
        "",
        LotRule("winners", meant, scope.places(rule), (1,) * len(scope.places(rule)), rule.least, rule.most),
    )


def _incumbents(scope: Scope, rule: AwardRule) -> Parts:
    for lot, bidder in rule.incumbents.items():
        if lot in scope.lots and bidder in scope.known.bidders:
            place, own = scope.lots.index(lot), scope.known.bidders.index(bidder)
            ends = (1, None) if rule.keep else (None, 0)
            yield lot, LotRule("amount", (own,), (place,), (1,), *ends)


def _linked(scope: Scope, rule: AwardRule) -> Parts:
    """All of the lots or none: with one that nobody has an offer for, none of the others is awarded."""
    places = scope.places(rule)
    bidders = tuple(range(len(scope.known.bidders)))
    ones = (1,) * len(places)
    if places and not set(rule.lots) <= set(scope.lots):
        yield "", LotRule("amount", bidders, places, ones, None, 0)
    else:
        yield "", LotRule("one-bidder" if rule.one_bidder else "linked", bidders, places, ones, None, None)


def _apart(scope: Scope, rule: AwardRule) -> Parts:
    """No bidder has two of these lots; or, of bidders that are named, one alone has any."""
    places = scope.places(rule)
    if rule.lots:
        for one in scope.known.meant_by(rule.who):
            yield scope.known.bidders[one], LotRule("amount", (one,), places, (1,) * len(places), None, 1)
    else:
        meant = scope.known.meant_by(rule.who)
        yield "", LotRule("winners", meant, places, (1,) * len(places), None, 1)


def _no_award(_scope: Scope, _rule: AwardRule) -> Parts:
    yield from ()


def _budget(scope: Scope, rule: AwardRule) -> Parts:
    everybody = tuple(range(len(scope.known.bidders)))
    yield "", LotRule("budget", everybody, scope.places(rule), None, None, rule.most)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "most-lots": _amount,
        "most-amount": _amount,
        "most-share": _share,
        "least-lots": _amount,
        "least-amount": _amount,
        "least-share": _share,
        "capacity": _capacity,
        "only": _only,
        "winners": _winners,
        "incumbents": _incumbents,
        "linked": _linked,
        "apart": _apart,
        "no-award": _no_award,
        "budget": _budget,
    }
)
