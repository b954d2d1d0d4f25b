"""Make the award of lots of a decision record again, from its rules, its bids and its certificates.

Loaded by verify.py from its own folder, which hands over the results of the lots that it recomputed, and
what certificates.py proves.  It was written from docs/allocation/ and docs/format.md "The award of lots",
shares no code with the program that wrote the record, and imports the standard library alone; Python 3.8
or later.

Nothing is searched for: each question of the mechanism is answered by the recorded certificate for that
very question, once it is proved.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Dict, Iterable, Iterator, NamedTuple, Optional, Tuple

if TYPE_CHECKING:
    from typing import Callable, Mapping, Sequence

    from verifier.certificates import Award

    Obj = Dict[str, object]
    End = Optional[Fraction]
    Aim = Tuple[str, Tuple[int, ...]]  # what is made least, and the places of the rules or the lot
    Taken = Tuple[int, ...]  # offers, by place
    Held = Sequence[Tuple[Aim, Fraction]]  # what was settled before: an aim, and the most it may come to
    Ask = Callable[["Problem", Aim, Held, Sequence[Taken]], Optional["Answer"]]

ZERO, ONE = Fraction(0), Fraction(1)


class RulesError(ValueError):
    """The rules or bids of an award are not as the format says."""


# ==== Reading: docs/digest.md "How values stand"

_NUMBER = re.compile(r"-?[0-9]{1,2000}(?:/[1-9][0-9]{0,1999}|\.[0-9]{1,2000})?", re.ASCII)


def _not_a(kind: str, value: object) -> RulesError:
    return RulesError(f"{kind} should stand where {str(value)[:60]!r} stands in the rules of the award")


def obj(value: object) -> Obj:
    """Return an object; an empty one where there is nothing."""
    if value is not None and not isinstance(value, dict):
        raise _not_a("an object", value)
    return value or {}


def items(value: object) -> list[object]:
    """Return a list; an empty one where there is nothing."""
    if value is not None and not isinstance(value, list):
        raise _not_a("a list", value)
    return value or []


def word(value: object) -> str:
    """Return a text; an empty one where there is nothing."""
    if value is not None and not isinstance(value, str):
        raise _not_a("a text", value)
    return value or ""


def words(value: object) -> list[str]:
    """Return a list of texts."""
    return [word(one) for one in items(value)]


def number(value: object) -> Fraction:
    """Return a number that stands as text, or a whole one of JSON's own."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else word(value)
    if not _NUMBER.fullmatch(text):
        raise _not_a("a number", value)
    return Fraction(text)


def maybe(value: object) -> End:
    """Return a number, or None where there is nothing."""
    return None if value is None else number(value)


def flag(value: object) -> bool:
    """Return true or false; false where there is nothing."""
    if value is not None and not isinstance(value, bool):
        raise _not_a("true or false", value)
    return value or False


def total(values: Iterable[Fraction]) -> Fraction:
    """Return a sum."""
    return sum(values, ZERO)


def exact(value: End) -> str | None:
    """Return a fraction in lowest terms."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


# ==== What the lots are awarded on: docs/allocation/README.md "What is read"


class Placed(NamedTuple):
    """A bid in the result of a lot, as verify.py recomputed it."""

    bid: str
    is_assessed: bool
    rank: int | None
    price: Fraction
    total: Fraction
    failed: frozenset[str]  # gates that were not passed


class Result(NamedTuple):
    """The result of a lot, as verify.py recomputed it."""

    id: str
    status: str
    kind: tuple[str, str]  # the unit of the totals, and which end is better
    placed: list[Placed]

    def assessed(self) -> list[Placed]:
        """Return the bids that are offered, the best-ranked first."""
        found = [one for one in self.placed if one.is_assessed]
        return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.bid))


class Offer(NamedTuple):
    """A bid's price for one lot, or a package of several."""

    bid: str
    bidder: str
    lots: tuple[str, ...]
    price: Fraction
    points: Fraction
    rank: int = 0  # 0: it has none
    package: str = ""


class Rule(NamedTuple):
    """A part of a published rule in numbers: docs/certificates.md "An award of lots"."""

    id: str
    about: str  # a bidder, a lot, or all together
    kind: str
    bidders: Sequence[str]
    lots: Sequence[str]
    weights: Sequence[Fraction] | None
    least: End
    most: End
    penalty: End = None
    priority: int = 0

    def counts(self, offer: Offer) -> Fraction:
        """Return what an offer counts: the weights of its lots, or its price."""
        if self.weights is None:
            return offer.price if set(self.lots) & set(offer.lots) else ZERO
        return total(weight for lot, weight in zip(self.lots, self.weights) if lot in offer.lots)


class Discount(NamedTuple):
    """What comes off where a bid is awarded all of the lots at its own prices for them."""

    bid: str
    id: str
    lots: list[str]
    amount: Fraction


class Volume(NamedTuple):
    """Percent off, by how much a bid is awarded at its own prices."""

    bid: str
    by_lots: bool
    incremental: bool
    steps: list[tuple[Fraction, Fraction]]  # (at, percent)


class Problem(NamedTuple):
    """Everything that the award is decided on."""

    inputs: Obj
    award: Obj
    results: dict[str, Result]
    order: list[str]  # every lot
    lots: list[str]  # those that an assessed bid is for
    bids: list[str]
    bidders: list[str]
    reserves: dict[str, Fraction]
    offers: list[Offer]
    discounts: list[Discount]
    volumes: list[Volume]
    rules: list[Rule]

    def bid(self, name: str) -> Obj:
        """Return a bid's file."""
        return obj(obj(self.inputs.get("bids")).get(name))

    def owner(self, bid: str) -> str:
        """Return whose a bid is."""
        return word(obj(self.bid(bid).get("bidder")).get("id"))

    def own(self, bidder: str) -> list[Obj]:
        """Return the assessed bids of a bidder."""
        return [self.bid(bid) for bid in self.bids if self.owner(bid) == bidder]

    def lot(self, name: str) -> Obj:
        """Return a lot as published."""
        return next(one for one in _listed(self.inputs, "tender", "lots") if one.get("id") == name)

    def in_points(self) -> bool:
        """Say whether the totals of all lots are points on one scale, which may be added."""
        kinds = {self.results[lot].kind for lot in self.lots}
        return all(better == "higher" for _, better in kinds) and len(kinds) == 1

    def alone(self, bid: str, lot: str) -> Offer | None:
        """Return the offer of a bid for a lot by itself."""
        return next((one for one in self.offers if (one.bid, one.lots) == (bid, (lot,))), None)


def _listed(value: object, *keys: str) -> list[Obj]:
    for key in keys:
        value = obj(value).get(key)
    return [obj(one) for one in items(value)]


def problem_of(inputs: Obj, results: Sequence[Result]) -> Problem:
    """Return what the lots are awarded on."""
    tender = obj(inputs.get("tender"))
    award, by_id = obj(tender.get("award")), {one.id: one for one in results}
    order = list(dict.fromkeys([*words(award.get("order")), *by_id]))
    lots = [lot for lot in order if by_id[lot].assessed()]
    bids = sorted({one.bid for lot in lots for one in by_id[lot].assessed()})
    stated = [one for one in _listed(award, "rules") if one.get("use") == "no-award"]
    reserves = {lot: number(one) for rule in stated for lot, one in obj(rule.get("reserves")).items()}
    found = Problem(inputs, award, by_id, order, lots, bids, [], reserves, [], [], [], [])
    found = found._replace(bidders=sorted({found.owner(bid) for bid in bids}))
    found = found._replace(offers=[one for one in _offers(found) if _is_within(found, one)])
    found = found._replace(discounts=[*_discounts(found)], volumes=[*_volumes(found)])
    return found._replace(rules=[*_rules(found)])


def _offers(problem: Problem) -> Iterator[Offer]:
    """Give the offers: lot by lot, the best-ranked bid first, and then the packages, bid by bid."""
    in_points = problem.in_points()
    for lot in problem.lots:
        for one in problem.results[lot].assessed():
            points = one.total * _weight(problem, lot) if in_points else ZERO
            yield Offer(one.bid, problem.owner(one.bid), (lot,), one.price, points, one.rank or 0)
    standing = {(one.bid, lot) for lot in problem.lots for one in problem.results[lot].assessed()}
    for bid in problem.bids if "packages" in words(problem.award.get("offers")) else ():
        for package in _listed(problem.inputs, "prices", bid, "packages"):
            about = words(package.get("lots"))
            if all((bid, lot) in standing for lot in about):
                inside = tuple(lot for lot in problem.lots if lot in about)
                price, name = number(package.get("amount")), word(package.get("id"))
                yield Offer(bid, problem.owner(bid), inside, price, ZERO, 0, name)


def _weight(problem: Problem, lot: str) -> Fraction:
    """Return what the points of a lot are multiplied by."""
    own = problem.lot(lot)
    if problem.award.get("weigh_by") != "lot-value":
        return ONE
    return maybe(own.get("value")) or maybe(obj(own.get("contract")).get("value")) or ZERO


def _is_within(problem: Problem, offer: Offer) -> bool:
    """Say whether an offer is not above the reserve prices of its lots together."""
    reserves = [problem.reserves.get(lot) for lot in offer.lots]
    return None in reserves or offer.price <= total(one for one in reserves if one is not None)


def _discounts(problem: Problem) -> Iterator[Discount]:
    for bid in problem.bids if "conditional-discounts" in words(problem.award.get("offers")) else ():
        for one in _listed(problem.inputs, "prices", bid, "discounts"):
            lots = words(one.get("lots"))
            alone = [each for each in (problem.alone(bid, lot) for lot in lots) if each is not None]
            share = maybe(one.get("percent")) or ZERO
            amount = maybe(one.get("amount"))
            amount = share * total(each.price for each in alone) / 100 if amount is None else amount
            if len(alone) == len(lots):
                yield Discount(bid, word(one.get("id")), sorted(lots, key=problem.lots.index), amount)


def _volumes(problem: Problem) -> Iterator[Volume]:
    for bid in problem.bids if "volume-discounts" in words(problem.award.get("offers")) else ():
        one = obj(obj(obj(problem.inputs.get("prices")).get(bid)).get("volume"))
        steps = sorted(
            (number(each.get("at")), number(each.get("percent"))) for each in _listed(one, "steps")
        )
        if one:
            yield Volume(bid, one.get("counts") == "lots", one.get("off") == "incremental", steps)


# ==== Rules: docs/format.md "Award rules", "Who", "Soft rules"


def _rules(problem: Problem) -> Iterator[Rule]:
    """Give the parts of every rule; the lot limit comes first, what bids want at most comes last."""
    tender = obj(problem.inputs.get("tender"))
    limit: Obj = {"id": "lot-limit", "use": "most-lots", "most": tender.get("lot_limit")}
    for rule in [*([limit] if "lot_limit" in tender else []), *_listed(problem.award, "rules")]:
        soft = rule.get("soft")
        penalty = None if soft is None else maybe(obj(soft).get("penalty")) or ZERO
        priority = int(maybe(obj(soft).get("priority")) or ZERO)
        for part in _parts(problem, rule):
            yield part._replace(id=word(rule.get("id")), penalty=penalty, priority=priority)
    ones = [ONE] * len(problem.lots)
    for bidder in problem.bidders:
        wanted = [number(bid["most_lots"]) for bid in problem.own(bidder) if "most_lots" in bid]
        if wanted:
            yield Rule("wanted", bidder, "amount", [bidder], problem.lots, ones, None, total(wanted))


def _parts(problem: Problem, rule: Obj) -> Iterator[Rule]:
    """Give the parts of a rule: one for each bidder or lot that it is about by itself, or one for all."""
    use, named = word(rule.get("use")), words(rule.get("lots"))
    lots = [lot for lot in problem.lots if not named or lot in named]
    meant = [one for one in problem.bidders if _is_meant(problem, one, obj(rule.get("who")))]
    if use not in PARTS:
        raise RulesError(f"{use[:60]!r} is no kind of award rule")
    yield from PARTS[use](problem, rule, lots, meant)


def _limit(problem: Problem, rule: Obj, lots: Sequence[str], meant: Sequence[str]) -> Iterator[Rule]:
    """Give a most for each bidder by itself, unless together; a least is for all together."""
    kind = "share" if word(rule.get("use")).endswith("share") else "amount"
    least, most, weights = maybe(rule.get("least")), maybe(rule.get("most")), _weights(problem, rule, lots)
    for about in [""] if flag(rule.get("together")) or least is not None else meant:
        yield Rule("", about, kind, [about] if about else meant, lots, weights, least, most)


def _capacities(problem: Problem, rule: Obj, lots: Sequence[str], meant: Sequence[str]) -> Iterator[Rule]:
    for one in meant:
        read = _capacity(problem, one, word(rule.get("reads")) or "turnover")
        if read is not None:
            most = read / (maybe(rule.get("times")) or ONE)
            yield Rule("", one, "amount", [one], lots, _weights(problem, rule, lots), None, most)


def _only(problem: Problem, _: Obj, lots: Sequence[str], meant: Sequence[str]) -> Iterator[Rule]:
    others = [one for one in problem.bidders if one not in meant]
    yield from (Rule("", lot, "amount", others, [lot], [ONE], None, ZERO) for lot in lots)


def _winners(_: Problem, rule: Obj, lots: Sequence[str], meant: Sequence[str]) -> Iterator[Rule]:
    least, most = maybe(rule.get("least")), maybe(rule.get("most"))
    yield Rule("", "", "winners", meant, lots, [ONE] * len(lots), least, most)


def _apart(problem: Problem, rule: Obj, lots: Sequence[str], meant: Sequence[str]) -> Iterator[Rule]:
    if not words(rule.get("lots")):
        yield from _winners(problem, {"most": "1/1"}, lots, meant)
        return
    yield from (Rule("", one, "amount", [one], lots, [ONE] * len(lots), None, ONE) for one in meant)


def _incumbents(problem: Problem, rule: Obj, _lots: Sequence[str], _: Sequence[str]) -> Iterator[Rule]:
    low, high = (ONE, None) if flag(rule.get("keep")) else (None, ZERO)
    for lot, one in sorted((lot, word(one)) for lot, one in obj(rule.get("incumbents")).items()):
        if lot in problem.lots and one in problem.bidders:
            yield Rule("", lot, "amount", [one], [lot], [ONE], low, high)


def _linked(problem: Problem, rule: Obj, lots: Sequence[str], _: Sequence[str]) -> Iterator[Rule]:
    """Give the link; where a linked lot has no assessed bid, that none of the others is awarded."""
    kind = "one-bidder" if flag(rule.get("one_bidder")) else "linked"
    alone = bool(lots) and any(lot not in problem.lots for lot in words(rule.get("lots")))
    most = ZERO if alone else None
    yield Rule("", "", "amount" if alone else kind, problem.bidders, lots, [ONE] * len(lots), None, most)


def _budget(problem: Problem, rule: Obj, lots: Sequence[str], _: Sequence[str]) -> Iterator[Rule]:
    yield Rule("", "", "budget", problem.bidders, lots, None, None, maybe(rule.get("most")))


PARTS: Mapping[str, Callable[[Problem, Obj, Sequence[str], Sequence[str]], Iterator[Rule]]] = {
    **dict.fromkeys(("most-lots", "most-amount", "most-share"), _limit),
    **dict.fromkeys(("least-lots", "least-amount", "least-share"), _limit),
    "capacity": _capacities,
    "only": _only,
    "winners": _winners,
    "apart": _apart,
    "incumbents": _incumbents,
    "linked": _linked,
    "budget": _budget,
    "no-award": lambda *_: iter(()),  # it sets reserve prices, and limits nothing
}


def _weights(problem: Problem, rule: Obj, lots: Sequence[str]) -> list[Fraction] | None:
    """Return what each lot counts: one, its published value in all or a year; None where prices count."""
    counts = rule.get("counts")
    if counts == "price":
        return None
    if counts is None:
        return [ONE] * len(lots)
    found = []
    for lot in map(problem.lot, lots):
        contract = obj(lot.get("contract", obj(problem.inputs.get("tender")).get("contract")))
        value = maybe(lot.get("value", contract.get("value"))) or ZERO
        years = (maybe(contract.get("years")) if counts == "annual-value" else None) or ONE
        found.append(value / years)
    return found


def _is_meant(problem: Problem, bidder: str, who: Obj) -> bool:
    """Say whether a bidder meets everything that is stated."""
    own, fails = problem.own(bidder), set(words(who.get("fails")))
    tested = [one for each in problem.results.values() for one in each.placed if one.bid in problem.bids]
    failed = [one.failed & fails for one in tested if problem.owner(one.bid) == bidder]
    types = [obj(bid.get("bidder")).get("type") for bid in own]
    return (
        (not words(who.get("bidders")) or bidder in words(who.get("bidders")))
        and (not words(who.get("types")) or any(one in words(who.get("types")) for one in types))
        and all(
            any(obj(bid.get("declared")).get(key) in words(listed) for bid in own)
            for key, listed in obj(who.get("declared")).items()
        )
        and (not fails or any(failed))
    )


def _capacity(problem: Problem, bidder: str, reads: str) -> End:
    """Return the largest of what the bids of a bidder state: a declared value, or the latest turnover."""
    found = []
    for bid in problem.own(bidder):
        years = sorted(_listed(bid, "accounts"), key=lambda year: word(year.get("year_end")), reverse=True)
        stated = [year["turnover"] for year in years if "turnover" in year]
        declared = obj(bid.get("declared")).get(reads[len("declared.") :])
        value = (stated[0] if stated else None) if reads == "turnover" else declared
        found += [number(value)] if value is not None else []
    return max(found, default=None)


def broken(problem: Problem, taken: Iterable[int], *, so_far: bool = False) -> list[int]:
    """Return the rules that an award breaks; so far: those that no further lot could mend."""
    offers = [problem.offers[place] for place in taken]
    return [place for place, rule in enumerate(problem.rules) if _breaks(rule, offers, so_far=so_far)]


def _breaks(rule: Rule, offers: Sequence[Offer], *, so_far: bool) -> bool:
    own = [one for one in offers if one.bidder in rule.bidders]
    if rule.kind in ("linked", "one-bidder"):
        groups = (
            [offers] if rule.kind == "linked" else [[o for o in own if o.bidder == b] for b in rule.bidders]
        )
        awarded = [set(rule.lots) & {lot for one in group for lot in one.lots} for group in groups]
        return not so_far and any(one and one != set(rule.lots) for one in awarded)
    unit, value = ONE, total(rule.counts(one) for one in own)
    if rule.kind == "winners":
        value = Fraction(len({one.bidder for one in own}))
    elif rule.kind == "budget":
        value = total(one.price for one in offers)
    elif rule.kind == "share":
        unit = total(rule.weights or () if so_far else map(rule.counts, offers)) / 100
    too_little = rule.least is not None and value < rule.least * unit
    return (rule.most is not None and value > rule.most * unit) or (too_little and not so_far)


# ==== Mechanisms in turn: docs/allocation/lot-by-lot.md and bidder-preference.md


class InTurn(NamedTuple):
    """The offers taken, the rules that kept others off their lot, and the lots that a tie leaves open."""

    taken: list[int]
    kept_off: dict[int, list[int]]  # by offer
    tied: list[str]


def lot_by_lot(problem: Problem) -> InTurn:
    """Award each lot in order to the best-ranked bid that breaks no rule; two of one rank leave it open."""
    found = InTurn([], {}, [])
    for lot in problem.lots:
        allowed: list[int] = []
        for place in _queue(problem, lot):
            if allowed and problem.offers[place].rank != problem.offers[allowed[0]].rank:
                break
            rules = broken(problem, [*found.taken, place], so_far=True)
            if rules:
                found.kept_off[place] = rules
            else:
                allowed.append(place)
        if len(allowed) == 1:
            found.taken.append(allowed[0])
        found.tied.extend([lot] if len(allowed) > 1 else [])
    return found


def by_preference(problem: Problem) -> InTurn:
    """Let the best bid hold each lot; who holds more than a rule allows gives up what it wants least."""
    queues = {lot: _queue(problem, lot) for lot in problem.lots}
    ranks = {lot: [problem.offers[one].rank for one in queue] for lot, queue in queues.items()}
    tied = [lot for lot in problem.lots if len(set(ranks[lot])) < len(ranks[lot])]
    queues.update({lot: [] for lot in tied})
    kept_off: dict[int, list[int]] = {}
    while True:
        held = [queue[0] for queue in queues.values() if queue]
        given_up = next(_too_many(problem, held), None)
        if given_up is None:
            return InTurn(sorted(held), kept_off, tied)
        offer = problem.offers[given_up]
        own = [one for one in held if problem.offers[one].bidder == offer.bidder]
        kept_off[given_up] = broken(problem, own, so_far=True)
        queues[offer.lots[0]].pop(0)


def _too_many(problem: Problem, held: Sequence[int]) -> Iterator[int]:
    """Give the offers that a bidder gives up: it keeps them as it prefers, as far as no rule is broken."""

    def wish(place: int) -> tuple[int, int]:
        offer = problem.offers[place]
        listed = [lot for lot in words(problem.bid(offer.bid).get("prefers")) if lot in problem.lots]
        lot = offer.lots[0]
        return listed.index(lot) if lot in listed else len(listed), problem.lots.index(lot)

    for bidder in problem.bidders:
        kept: list[int] = []
        for place in sorted((one for one in held if problem.offers[one].bidder == bidder), key=wish):
            if broken(problem, [*kept, place], so_far=True):
                yield place
            else:
                kept.append(place)


def _queue(problem: Problem, lot: str) -> list[int]:
    return [place for place, one in enumerate(problem.offers) if one.lots == (lot,)]


# ==== Mechanisms that ask for the best award: docs/allocation/README.md "The questions, in order"

MOST_EQUAL = 20  # awards beside the first that are told apart
NO_ANSWER = "the record holds no certificate that answers this"
LEVEL = "not every equal award is known, and offers rank level, so what lot-order leaves is not proved"
ENDED, NO_TIE = "the search ended before the proof", "the tie rule could not be proved"


QUESTION = ("lots", "aim", "held", "besides")


class Answer(NamedTuple):
    """A recorded certificate, and the award that it proves."""

    raw: Obj
    award: Award

    @property
    def taken(self) -> Taken | None:
        """Return the offers of the award, if one is named."""
        return None if self.award.taken is None else tuple(self.award.taken)


def answering(certificates: Iterable[object], prove: Callable[[Obj], Award | None]) -> Ask:
    """Return what answers a question with the first certificate that is about it, if that is proved."""
    known: dict[str, Obj] = {}
    for one in certificates:
        raw = obj(one)
        known.setdefault(_text({key: raw.get(key) for key in QUESTION}), raw)

    def ask(problem: Problem, aim: Aim, held: Held, besides: Sequence[Taken]) -> Answer | None:
        question: Obj = {
            "lots": _lots_written(problem),
            "aim": _aim_written(aim),
            "held": [{"aim": _aim_written(one), "most": exact(most)} for one, most in held],
            "besides": [[*one] for one in besides],
        }
        raw = known.get(_text(question))
        try:
            award = None if raw is None else prove(raw)
        except ValueError:  # it is no certificate at all
            award = None
        return None if raw is None or award is None else Answer(raw, award)

    return ask


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _aim_written(aim: Aim) -> Obj:
    return {"kind": aim[0], "of": [*aim[1]]}


def _lots_written(problem: Problem) -> Obj:
    """Return what the lots are awarded on as a certificate has it, by places."""
    at, of, owner = problem.lots.index, problem.bids.index, problem.bidders.index
    return {
        "reserves": [exact(problem.reserves.get(lot)) for lot in problem.lots],
        "bidders": [owner(problem.owner(bid)) for bid in problem.bids],
        "offers": [
            {
                "bid": of(one.bid),
                "lots": [at(lot) for lot in one.lots],
                "price": exact(one.price),
                "points": exact(one.points),
            }
            for one in problem.offers
        ],
        "discounts": [
            {"bid": of(one.bid), "lots": [at(lot) for lot in one.lots], "amount": exact(one.amount)}
            for one in problem.discounts
        ],
        "volumes": [
            {
                "bid": of(one.bid),
                "by_lots": one.by_lots,
                "incremental": one.incremental,
                "steps": [{"at": exact(least), "percent": exact(percent)} for least, percent in one.steps],
            }
            for one in problem.volumes
        ],
        "rules": [
            {
                "kind": one.kind,
                "bidders": [owner(bidder) for bidder in one.bidders],
                "lots": [at(lot) for lot in one.lots],
                "weights": None if one.weights is None else [exact(each) for each in one.weights],
                **{key: exact(end) for key, end in zip(ENDS, (one.least, one.most, one.penalty))},
            }
            for one in problem.rules
        ],
        "add_up": problem.award.get("overlapping") == "add-up",
    }


ENDS = ("least", "most", "penalty")


class Settled(NamedTuple):
    """What came of the questions."""

    answers: list[Answer]
    best: Answer | None = None
    worth: Fraction = ZERO  # of the best, for what the mechanism aims at
    why_not: str = ""
    is_impossible: bool = False
    equals: Sequence[Taken] = ()
    complete: bool = True
    rungs: Sequence[str] = ()
    is_tied: bool = False


def settle(problem: Problem, main: str, ask: Ask) -> Settled:
    """Ask for the least of each aim in turn, while those before are held, and then for equal awards."""
    answers: list[Answer] = []
    held: list[tuple[Aim, Fraction]] = []
    aims: list[Aim] = [
        ("broken", tuple(place for place, one in enumerate(problem.rules) if one.priority == priority))
        for priority in sorted({one.priority for one in problem.rules} - {0})
    ]
    for aim in [*aims, (main, ())]:
        answer = ask(problem, aim, held, [])
        if answer is None:
            return Settled(answers, why_not=NO_ANSWER)
        answers.append(answer)
        value = answer.award.value
        if answer.award.least is None:
            return Settled(answers, is_impossible=True)
        if value is None or not answer.award.is_best():
            return Settled(answers, None if value is None else answer, why_not=ENDED)
        held.append((aim, value))
    return _equal_awards(problem, (main, ()), held, answers, ask)


def _equal_awards(problem: Problem, aim: Aim, held: Held, answers: list[Answer], ask: Ask) -> Settled:
    """Ask for the awards that are as good, each time besides those that are known."""
    best, equals, complete = answers[-1], [answers[-1].taken or ()], False
    for _ in range(MOST_EQUAL):
        answer = ask(problem, aim, held, equals)
        if answer is None:
            break
        answers.append(answer)
        complete = answer.award.least is None
        if not answer.award.is_best():
            break
        equals.append(answer.taken or ())
    found = Settled(answers, best, best.award.value or ZERO, equals=equals, complete=complete)
    if complete:
        return found if len(equals) == 1 else _by_list(problem, aim, found)
    return _by_questions(problem, aim, held, found, ask)


def _rungs(problem: Problem) -> Iterator[tuple[str, list[Aim]]]:
    """Give each rung of the tie rule with what it makes least, in order."""
    aims = {"lower-price": "cost", "more-points": "points"}
    for by in (word(one.get("by")) for one in _listed(problem.award, "ties")):
        lots: list[Aim] = [("order", (place,)) for place in range(len(problem.lots))]
        yield by, lots if by == "lot-order" else [(aims.get(by, by), ())]


def _by_list(problem: Problem, aim: Aim, found: Settled) -> Settled:
    """Compare the equal awards, which are all known, rung by rung, until one is left."""
    left, used = list(found.equals), []
    for by, steps in _rungs(problem):
        before = len(left)
        for step in steps:
            worth = [_comes_to(problem, step, one) for one in left]
            left = [one for one, value in zip(left, worth) if value == min(worth)]
        used += [by] if len(left) < before and by not in used else []
        if len(left) == 1:
            break
    named = next(one for one in found.answers if one.taken == left[0] and one.raw["aim"] == _aim_written(aim))
    return found._replace(best=named, rungs=used, is_tied=len(left) > 1)


def _comes_to(problem: Problem, aim: Aim, taken: Taken) -> Fraction:
    """Return what an award comes to on a rung; where there are discounts, prices decide nothing more."""
    offers, (kind, of) = [problem.offers[place] for place in taken], aim
    if kind == "cost":
        return ZERO if problem.discounts or problem.volumes else total(one.price for one in offers)
    if kind == "points":
        return -total(one.points for one in offers)
    if kind == "order":
        there = [place for place, one in zip(taken, offers) if problem.lots[of[0]] in one.lots]
        return Fraction(_first_level(problem, there[0]) if there else len(problem.offers))
    winners = len({one.bidder for one in offers})
    return Fraction(winners if kind == "fewer-winners" else -winners)


def _first_level(problem: Problem, place: int) -> int:
    """Return the first offer that ranks with one: a bid of its rank in the lot, or for packages the first."""
    names = [(one.lots, one.rank) if one.rank else ((), 0) for one in problem.offers]
    return names.index(names[place])


def _by_questions(problem: Problem, aim: Aim, held: Held, found: Settled, ask: Ask) -> Settled:
    """Where not all equal awards are known: each rung is a question, and the last whether one is left."""
    best, asked, used = found.best, list(held), []
    levels = {_first_level(problem, place) for place in range(len(problem.offers))}
    if len(levels) < len(problem.offers) and any(by == "lot-order" for by, _ in _rungs(problem)):
        return found._replace(why_not=LEVEL)
    for by, steps in _rungs(problem):
        for step in steps:
            answer = ask(problem, step, asked, [])
            if answer is None or answer.award.value is None or not answer.award.is_best():
                return found._replace(why_not=NO_TIE)
            found.answers.append(answer)
            asked.append((step, answer.award.value))
            best = answer
        used.append(by)
    last = ask(problem, aim, asked, [best.taken or ()] if best else [])
    if last is None:
        return found._replace(why_not=NO_ANSWER)
    found.answers.append(last)
    return found._replace(best=best, rungs=used, is_tied=last.award.least is not None)


# ==== What is told of an award: docs/allocation/README.md "For programs"


def award_again(
    inputs: Obj,
    results: Sequence[Result],
    certificates: Sequence[object],
    prove: Callable[[Obj], Award | None],
) -> Obj:
    """Return the award as a record has to have it; a fraction stands where decimals are printed."""
    problem = problem_of(inputs, results)
    mechanism, ask = word(problem.award.get("mechanism")), answering(certificates, prove)
    if mechanism in ("lot-by-lot", "bidder-preference"):
        found = lot_by_lot(problem) if mechanism == "lot-by-lot" else by_preference(problem)
        status = "tied" if found.tied else _status(problem)
        note = f"a tie in {', '.join(found.tied)} is not settled, so nothing is awarded there"
        told = _told(problem, status, tuple(found.taken), found)
        return {**told, "notes": [note] if found.tied else []}
    if mechanism in ("lowest-total-price", "most-points"):
        settled = settle(problem, "points" if mechanism == "most-points" else "cost", ask)
        return _told_settled(problem, settled, settled.answers)
    if mechanism != "best-combination":
        raise RulesError(f"{mechanism[:60]!r} is no mechanism that there is")
    alone = problem._replace(
        offers=[one for one in problem.offers if not one.package], discounts=[], volumes=[]
    )
    single, whole = settle(alone, "cost", ask), settle(problem, "cost", ask)
    answers = [*single.answers, *whole.answers]
    if not single.best or not whole.best or single.why_not or whole.why_not:
        return _told_settled(problem, whole if single.is_impossible else single, answers)
    gain = obj(problem.award.get("gain"))
    share = single.worth * (maybe(gain.get("percent")) or ZERO) / 100
    needed = number(gain["amount"]) if "amount" in gain else share
    better = single.worth - whole.worth >= needed and single.worth > whole.worth
    told = _told_settled(problem, whole if better else single, answers)
    ends = {"single": single.worth, "combined": whole.worth, "needed": needed}
    return {**told, "compared": {**ends, "taken": better}}


def _status(problem: Problem) -> str:
    waits = any(one.status == "provisional" for one in problem.results.values())
    return "provisional" if waits else "final"


def _told_settled(problem: Problem, settled: Settled, answers: Sequence[Answer]) -> Obj:
    """Return what is told of an award that was asked for."""
    cases = {"impossible": settled.is_impossible, "not-established": settled.why_not, "tied": settled.is_tied}
    status = next((name for name, holds in cases.items() if holds), _status(problem))
    best = settled.best
    named = None if status == "tied" else best
    taken = (named.taken or ()) if named else ()
    told = _told(problem, status, taken, None, named.award if named else None)
    names: Obj = {"lots": problem.lots, "bids": problem.bids}
    unproved = best.award.least if best and settled.why_not else None
    return {
        **told,
        "equal": {"number": max(len(settled.equals), 1), "complete": settled.complete} if best else None,
        "settled_by": [*settled.rungs],
        "alternatives": _alternatives(problem, settled) if best else [],
        "alternatives_complete": settled.complete,
        "proved_least": exact(unproved),
        "notes": [settled.why_not] if settled.why_not else [],
        "certificates": [
            {**one.raw, "id": f"award-{place}", "names": names} for place, one in enumerate(answers, 1)
        ],
    }


def _alternatives(problem: Problem, settled: Settled) -> list[Obj]:
    """Return the equal awards, each with the lots that differ; in a tie, all with all their lots."""
    best = _by_lot(problem, (settled.best.taken or ()) if settled.best else ())
    found: list[Obj] = []
    for own in (_by_lot(problem, one) for one in settled.equals):
        differs = {lot: own.get(lot) for lot in problem.lots if own.get(lot) != best.get(lot)}
        lots = own if settled.is_tied else differs
        found += [{"value_exact": exact(settled.worth), "lots": lots}] if settled.is_tied or differs else []
    return found


def _by_lot(problem: Problem, taken: Taken) -> dict[str, str]:
    offers = [problem.offers[place] for place in taken]
    return {lot: one.bid + (f" ({one.package})" if one.package else "") for one in offers for lot in one.lots}


def _told(
    problem: Problem, status: str, taken: Taken, in_turn: InTurn | None, award: Award | None = None
) -> Obj:
    """Return who is awarded which lot, at what cost, and which rules bind."""
    offers = [problem.offers[place] for place in taken]
    off = _off(problem, award) if award else []
    named = bool(taken) or status in ("final", "provisional")
    cost = total(one.price for one in offers) - total(amount for _, _, amount in off) if named else None
    scored = named and problem.in_points() and not any(one.package for one in offers)
    points = total(one.points for one in offers) if scored else None
    rules = [problem.rules[place] for place in (broken(problem, taken) if named else [])]
    return {
        "mechanism": problem.award.get("mechanism"),
        "status": status,
        "cost": cost,
        "cost_exact": exact(cost),
        "points": points,
        "points_exact": exact(points),
        "lots": [_lot(problem, lot, status, taken, in_turn) for lot in problem.order],
        "discounts": [{"bid": bid, "discount": name, "amount": amount} for bid, name, amount in off],
        "broken": [{"rule": one.id, "about": one.about or None} for one in rules if one.penalty is not None],
        "capped": [*_capped(problem, taken)] if named else [],
        "equal": None,
        "settled_by": [],
        "near": None,
        "alternatives": [],
        "alternatives_complete": True,
        "compared": None,
        "proved_least": None,
        "notes": [],
        "certificates": [],
    }


def _lot(problem: Problem, lot: str, status: str, taken: Taken, in_turn: InTurn | None) -> Obj:
    """Return what became of a lot."""
    place = next((one for one in taken if lot in problem.offers[one].lots), None)
    offer = None if place is None else problem.offers[place]
    alone = problem.alone(offer.bid, lot) if offer else None
    return {
        "id": lot,
        "bid": offer.bid if offer else None,
        "bidder": offer.bidder if offer else None,
        "price": offer.price if offer and not offer.package else None,
        "points": alone.points if alone and problem.in_points() else None,
        "rank": (alone.rank or None) if alone else None,
        "package": (offer.package or None) if offer else None,
        "because": None if offer else _why_none(problem, lot, status),
        "passed": [*_passed(problem, lot, place, alone, taken, in_turn)] if taken else [],
    }


def _why_none(problem: Problem, lot: str, status: str) -> str:
    """Return why a lot is not awarded."""
    cases = {
        "no assessed bid": lot not in problem.lots,
        "awards are tied": status == "tied",
        "the rules conflict": status == "impossible",
        "not established": status == "not-established",
        "no bid within the reserve price": not any(lot in one.lots for one in problem.offers),
        "no award": lot in problem.reserves,
    }
    return next((words_ for words_, holds in cases.items() if holds), "every bid is kept off by a rule")


def _passed(
    problem: Problem,
    lot: str,
    place: int | None,
    alone: Offer | None,
    taken: Taken,
    in_turn: InTurn | None,
) -> Iterator[Obj]:
    """Give the bids that rank ahead of the awarded one, with the rules that keep each off."""
    for at in _queue(problem, lot):
        one = problem.offers[at]
        if alone is None or one.rank < alone.rank:
            rules = in_turn.kept_off.get(at, []) if in_turn else _kept_off(problem, at, place, taken)
            ids = list(dict.fromkeys(problem.rules[rule].id for rule in rules))
            yield {"bid": one.bid, "rank": one.rank, "rules": ids}


def _kept_off(problem: Problem, at: int, place: int | None, taken: Taken) -> list[int]:
    """Return the hard rules that only the award with this offer in the place of the one taken breaks."""
    left = [one for one in taken if one != place]
    before = {*broken(problem, taken), *broken(problem, left, so_far=True)}
    after = broken(problem, [*left, at], so_far=True)
    if not after and (place is None or not problem.offers[place].package):
        after = broken(problem, [*left, at])
    return [rule for rule in after if rule not in before and problem.rules[rule].penalty is None]


def _off(problem: Problem, award: Award) -> list[tuple[str, str, Fraction]]:
    """Return the discounts that come off, each with its bid and its name."""
    found = [problem.discounts[place] for place in award.discounts]
    off = [(one.bid, one.id, one.amount) for one in found]
    for place, step, offers in award.steps:
        one = problem.volumes[place]
        price, amount, rate = total(problem.offers[each].price for each in offers), ZERO, ZERO
        for least, percent in one.steps[: step + 1]:
            amount, rate = amount + (price - least) * (percent - rate) / 100, percent
        off.append((one.bid, "volume", amount if one.incremental else price * rate / 100))
    return [each for each in off if each[2]]


def _capped(problem: Problem, taken: Taken) -> Iterator[Obj]:
    """Give who could be awarded no lot more: with any other offer of its own it would break the rule."""
    for at, rule in enumerate(problem.rules):
        if rule.kind != "amount" or rule.most is None or len(rule.bidders) != 1 or len(rule.lots) < 2:
            continue
        own = [one for one in taken if problem.offers[one].bidder == rule.bidders[0]]
        covered = {lot for one in own for lot in problem.offers[one].lots}
        more = [
            place
            for place, one in enumerate(problem.offers)
            if one.bidder == rule.bidders[0] and not covered & set(one.lots)
        ]
        if own and more and all(at in broken(problem, [*own, place]) for place in more):
            used = total(rule.counts(problem.offers[one]) for one in own)
            yield {"bidder": rule.bidders[0], "rule": rule.id, "used": used, "most": rule.most}
