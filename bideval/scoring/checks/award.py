"""The award of lots: whether its rules say what they need, name what is there, and fit the mechanism.

A mechanism that limits lots has to be published (Procurement Act 2023 s.23(4)).  What bids
offer is checked beside, in award_offers.  Whether rules contradict each other shows where the
lots are allocated; nothing here solves anything.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import Finding, Source, error, warning
from bideval.model.allocation import Award, AwardRule
from bideval.model.criterion import Gate
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.scoring.checks.award_bids import asks_for_bids
from bideval.scoring.mechanisms import MECHANISMS

FILE = "tender.yaml"
AT = "/award"
PERCENT = {"most-share", "least-share"}
LIMITS = {"most-lots", "winners", "budget"}


class Keys(NamedTuple):
    """Which keys a kind of rule needs, and which it may have beside."""

    needs: frozenset[str]
    may: frozenset[str] = frozenset()


def _keys(needs: str, may: str = "") -> Keys:
    return Keys(frozenset(needs.split()), frozenset(may.split()))


KEYS: Mapping[str, Keys] = MappingProxyType(
    {
        "most-lots": _keys("most", "who together lots"),
        "most-amount": _keys("most counts", "who together lots"),
        "most-share": _keys("most counts", "who together lots"),
        "least-lots": _keys("least", "who lots"),
        "least-amount": _keys("least counts", "who lots"),
        "least-share": _keys("least counts", "who lots"),
        "capacity": _keys("reads counts", "times who lots"),
        "only": _keys("lots who"),
        "winners": _keys("", "least most who"),
        "incumbents": _keys("incumbents keep"),
        "linked": _keys("lots", "one_bidder"),
        "apart": _keys("", "lots who"),
        "no-award": _keys("reserves"),
        "budget": _keys("most"),
    }
)
READ = (
    *("who", "together", "lots", "counts", "most", "least", "times"),
    *("reads", "reserves", "incumbents", "keep", "one_bidder"),
)


def check_award(inputs: Inputs) -> Iterator[Finding]:
    """Report what is wrong with ``award`` of the tender."""
    award = inputs.tender.award
    if award is None:
        return
    yield from _mechanism(inputs, award)
    yield from _order(inputs, award)
    seen: dict[str, int] = {}
    for place, rule in enumerate(award.rules):
        if rule.id in seen:
            yield error(
                "BE235",
                f"two award rules are called {rule.id}",
                "Give each rule an id of its own, as the published rules number them.",
                Source(FILE, f"{AT}/rules/{place}/id"),
                Source(FILE, f"{AT}/rules/{seen[rule.id]}/id"),
            )
        seen.setdefault(rule.id, place)
        yield from _rule(inputs, award, rule, f"{AT}/rules/{place}")


def _mechanism(inputs: Inputs, award: Award) -> Iterator[Finding]:
    if not inputs.tender.lots:
        yield error(
            "BE230",
            "the tender says how lots are awarded together, and has no lots",
            "Add the published lots, or take award out.",
            Source(FILE, AT),
        )
    elif award.mechanism is None:
        yield error(
            "BE230",
            "the tender has award rules and no mechanism that says who gets which lot",
            "Publish mechanism: with one of the mechanisms of docs/allocation, in the notice or the tender "
            "documents (Procurement Act 2023, section 23(4)).",
            Source(FILE, AT),
        )
    yield from _several_places(inputs)
    yield from _unread(award)


def _several_places(inputs: Inputs) -> Iterator[Finding]:
    for at, lot in enumerate(inputs.tender.lots):
        count = lot.places or inputs.tender.places
        if count > 1:
            yield error(
                "BE230",
                f"lot {lot.id} has {count} places, and lots with more than one are not awarded together",
                "Take award out where a lot has several places, or give each place a lot of its own.",
                Source(FILE, f"/lots/{at}"),
                Source(FILE, AT),
            )


def _unread(award: Award) -> Iterator[Finding]:
    """What is stated and the mechanism does not read."""
    if award.gain is not None and (award.mechanism != "best-combination" or not _is_one(*_gain(award))):
        yield error(
            "BE231",
            "gain is read by best-combination alone, and is an amount or a percentage, one of the two",
            "State gain: {amount: 10000} or gain: {percent: 2} with mechanism: best-combination, or none.",
            Source(FILE, f"{AT}/gain"),
        )
    if award.weigh_by is not None and award.mechanism != "most-points":
        yield error(
            "BE231",
            f"weigh_by is read by most-points alone, and the mechanism is {award.mechanism}",
            "Take weigh_by out, or use the mechanism that was published.",
            Source(FILE, f"{AT}/weigh_by"),
        )
    for kind in award.offers:
        entry = MECHANISMS.get(award.mechanism or "")
        if entry is not None and kind not in entry.offers:
            yield error(
                "BE234",
                f"the mechanism {entry.id} does not read {kind}",
                "Take them out of offers, or use the mechanism that was published for them.",
                Source(FILE, f"{AT}/offers"),
                Source(FILE, f"{AT}/mechanism"),
            )


def _gain(award: Award) -> tuple[Fraction | None, Fraction | None]:
    return (award.gain.amount, award.gain.percent) if award.gain is not None else (None, None)


def _is_one(*values: object) -> bool:
    return sum(value is not None for value in values) == 1


def _order(inputs: Inputs, award: Award) -> Iterator[Finding]:
    known = {lot.id for lot in inputs.tender.lots}
    for place, lot in enumerate(award.order):
        if lot not in known:
            yield _unknown("lot", lot, known, f"{AT}/order/{place}")
        elif lot in award.order[:place]:
            yield error(
                "BE231",
                f"the order names lot {lot} twice",
                "Name each lot once, in the published order.",
                Source(FILE, f"{AT}/order/{place}"),
            )


def _unknown(kind: str, name: str, known: set[str], pointer: str) -> Finding:
    there = ", ".join(sorted(known)) or "none"
    return error(
        "BE232",
        f"no {kind} is called {name}",
        f"Correct the name, or add what is missing; there are: {there}.",
        Source(FILE, pointer),
    )


def _rule(inputs: Inputs, award: Award, rule: AwardRule, pointer: str) -> Iterator[Finding]:
    yield from _keys_of(rule, pointer)
    yield from _figures(award, rule, pointer)
    yield from _ends(rule, pointer)
    yield from _names(inputs, rule, pointer)
    yield from _who(inputs, rule, pointer)
    yield from _fit(award, rule, pointer)
    yield from _values(inputs, rule, pointer)
    yield from asks_for_bids(inputs, rule, pointer)


def _keys_of(rule: AwardRule, pointer: str) -> Iterator[Finding]:
    keys = KEYS[rule.use]
    given = {name for name in READ if _is_given(getattr(rule, name), name)}
    for name in sorted(keys.needs - given):
        yield _bad(rule, f"{rule.use} needs {name}", f"State {name} as published.", pointer)
    for name in sorted(given - keys.needs - keys.may):
        yield _bad(rule, f"{rule.use} does not read {name}", f"Take {name} out.", f"{pointer}/{name}")
    either = {"winners": ("least", "most"), "apart": ("lots", "who")}.get(rule.use)
    if either is not None and given.isdisjoint(either):
        yield _bad(rule, f"{rule.use} needs {' or '.join(either)}", "State it as published.", pointer)
    if rule.use in {"linked", "apart"} and len(rule.lots) == 1:
        yield _bad(rule, f"{rule.use} is about two lots or more", "Name the others.", f"{pointer}/lots")
    if rule.soft is not None and not _is_one(rule.soft.penalty, rule.soft.priority):
        remedy = (
            "State penalty: or priority:, one of the two; or take soft out: the rule is then never broken."
        )
        yield _bad(rule, "a soft rule has a penalty or a priority", remedy, f"{pointer}/soft")


def _is_given(value: object, name: str) -> bool:
    """Whether a key says something: false is what together and one_bidder are where they are left out."""
    return value not in ((), {}, None) and not (name in {"together", "one_bidder"} and value is False)


def _bad(rule: AwardRule, message: str, remedy: str, pointer: str) -> Finding:
    return error("BE231", f"award rule {rule.id}: {message}", remedy, Source(FILE, pointer))


def _figures(award: Award, rule: AwardRule, pointer: str) -> Iterator[Finding]:
    for name in ("least", "most", "times"):
        value: Fraction | None = getattr(rule, name)
        if value is None:
            continue
        at, shown = f"{pointer}/{name}", decimal_text(value)
        if value < 0 or (value == 0 and (name == "times" or (name == "most" and rule.use in LIMITS))):
            remedy = (
                "State the published figure. A limit of 0 would let nobody win: exclude a bidder by only."
            )
            yield _bad(rule, f"{name} is {shown}", remedy, at)
        elif rule.use in PERCENT and value > 100:
            yield _bad(rule, f"{name} is {shown} percent", "State a percentage up to 100.", at)
        elif rule.use in {"most-lots", "least-lots", "winners"} and value.denominator != 1:
            yield _bad(rule, f"{name} is {shown}, not a whole number", "State a whole number.", at)
    if rule.counts == "price" and rule.lots and "packages" in award.offers:
        remedy = "Count value, or let the rule be about all lots: a package has no price for one of its lots."
        yield _bad(
            rule, "prices of some lots are counted, and packages are allowed", remedy, f"{pointer}/lots"
        )


def _ends(rule: AwardRule, pointer: str) -> Iterator[Finding]:
    if rule.least is not None and rule.most is not None and rule.least > rule.most:
        yield _bad(rule, "its least is above its most", "Correct both to the published figures.", pointer)
    for lot, reserve in sorted(rule.reserves.items()):
        if reserve < 0:
            yield _bad(rule, f"the reserve of {lot} is below 0", "State it.", f"{pointer}/reserves/{lot}")
    if rule.soft is not None and rule.soft.penalty is not None and rule.soft.penalty < 0:
        yield _bad(rule, "its penalty is below 0", "State an amount of 0 or more.", f"{pointer}/soft/penalty")


def _names(inputs: Inputs, rule: AwardRule, pointer: str) -> Iterator[Finding]:
    lots = {lot.id for lot in inputs.tender.lots}
    for place, lot in enumerate(rule.lots):
        if lot not in lots:
            yield _unknown("lot", lot, lots, f"{pointer}/lots/{place}")
    for name in ("reserves", "incumbents"):
        for lot in sorted(getattr(rule, name)):
            if lot not in lots:
                yield _unknown("lot", lot, lots, f"{pointer}/{name}/{lot}")
    declared = rule.reads.partition(".")[2] if rule.reads is not None else ""
    if declared and declared not in inputs.tender.declares:
        yield _unknown("declared value", declared, set(inputs.tender.declares), f"{pointer}/reads")


def _who(inputs: Inputs, rule: AwardRule, pointer: str) -> Iterator[Finding]:
    bidders = {bid.bidder.id for bid in inputs.bids.values()}
    if rule.who is None:
        return
    for name in sorted(rule.who.declared):
        if name not in inputs.tender.declares:
            known = set(inputs.tender.declares)
            yield _unknown("declared value", name, known, f"{pointer}/who/declared/{name}")
    gates = {gate.id for gate in _gates(inputs)}
    for place, gate in enumerate(rule.who.fails):
        if gate not in gates:
            yield _unknown("gate", gate, gates, f"{pointer}/who/fails/{place}")
    if inputs.bids and not rule.who.fails and not any(_meets(inputs, rule, one) for one in sorted(bidders)):
        yield warning(
            "BE233",
            f"award rule {rule.id} is about nobody: no bidder meets what its who states",
            "Correct who, or what the bids state; a rule about nobody allows everything, or makes a least "
            "impossible.",
            Source(FILE, f"{pointer}/who"),
        )


def _gates(inputs: Inputs) -> Iterator[Gate]:
    yield from inputs.tender.gates
    for lot in inputs.tender.lots:
        yield from lot.gates or ()


def _meets(inputs: Inputs, rule: AwardRule, bidder: str) -> bool:
    who = rule.who
    own = [bid for bid in inputs.bids.values() if bid.bidder.id == bidder]
    return who is None or (
        (not who.bidders or bidder in who.bidders)
        and (not who.types or any(bid.bidder.type in who.types for bid in own))
        and all(any(bid.declared.get(key) in words for bid in own) for key, words in who.declared.items())
    )


def _fit(award: Award, rule: AwardRule, pointer: str) -> Iterator[Finding]:
    entry = MECHANISMS.get(award.mechanism or "")
    if entry is None:
        return
    forces = rule.use == "incumbents" and rule.keep and not entry.searches
    counts_prices = rule.use == "most-share" and rule.counts == "price" and not entry.searches
    many = rule.use == "winners" and rule.least is not None and not entry.searches
    if rule.use not in entry.rules or forces or counts_prices or many:
        yield error(
            "BE234",
            f"the mechanism {entry.id} cannot keep the award rule {rule.id}: {rule.use} looks beyond one lot",
            "Use a mechanism that looks at all lots at once, if that was published, or take the rule out.",
            Source(FILE, pointer),
            Source(FILE, f"{AT}/mechanism"),
        )
    elif rule.soft is not None and (not entry.soft or (entry.reads_points and rule.soft.penalty is not None)):
        yield error(
            "BE234",
            f"under the mechanism {entry.id} the award rule {rule.id} cannot be soft in this way",
            "Take soft out; or give it a priority, where the mechanism adds up points.",
            Source(FILE, f"{pointer}/soft"),
            Source(FILE, f"{AT}/mechanism"),
        )


def _values(inputs: Inputs, rule: AwardRule, pointer: str) -> Iterator[Finding]:
    """A rule that counts values needs the value, and for a year the years, of each lot."""
    if rule.counts not in {"value", "annual-value"}:
        return
    for place, lot in enumerate(inputs.tender.lots):
        contract = lot.contract or inputs.tender.contract
        valued = lot.value is not None or lot.contract is not None
        timed = rule.counts == "value" or (contract is not None and contract.years)
        if (not rule.lots or lot.id in rule.lots) and not (valued and timed):
            yield error(
                "BE236",
                f"award rule {rule.id} counts the {rule.counts} of lot {lot.id}, which does not state it",
                "State contract: {value: ..., years: ...} of the lot, as published.",
                Source(FILE, f"/lots/{place}"),
                Source(FILE, pointer),
            )
