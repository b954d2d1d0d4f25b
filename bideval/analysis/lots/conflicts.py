"""Why lots cannot be filled: the smallest sets of published rules that stand in the way, by name.

    a conflict   some lots and some rules: no award fills these lots and keeps these rules, which
                 is proved; with any one of the rules left out an award does, and it is shown

Lots are looked at first: those that cannot be filled even alone, with every rule kept.  For each
come the smallest sets of rules that are enough to prevent it; then those that stand in the way of
all lots together.  Where lots are awarded one by one, what stands in the way is read from what
kept each bid off.

It says which rules meet, and never which of them is wrong.
"""

from collections.abc import Callable
from typing import NamedTuple

from bideval.analysis.lots.allocation import Allocation, LotAward
from bideval.analysis.lots.filling import Filling, Places, UnsettledError, left_empty
from bideval.analysis.lots.problem import Problem
from bideval.analysis.lots.smallest_sets import Conflicts, conflicts_of, least_corrections
from bideval.proof.awards import BestAward
from bideval.scoring.mechanisms import MECHANISMS

MOST_RULE_SETS = 8


class Without(NamedTuple):
    """With this rule left out the lots can be filled: by whom each."""

    rule: str
    lots: tuple[tuple[str, str], ...]  # lot and bid
    every_other: bool = True  # whether every other hard rule is kept, or those of the conflict alone


class Conflict(NamedTuple):
    """Lots that cannot all be filled while these rules are kept; none of either can be spared."""

    lots: tuple[str, ...]  # empty: the rules conflict, whatever lots are filled
    rules: tuple[str, ...]  # ids; empty: no offers cover the lots
    about: tuple[tuple[str, str], ...]  # for one lot: of each rule, whom or what is enough for it
    without: tuple[Without, ...]  # one for each rule
    claim: BestAward | None  # the proof that there is none; None where lots are awarded one by one


class Conflicting(NamedTuple):
    """Every conflict that was found, and what puts an end to all of them."""

    conflicts: tuple[Conflict, ...]
    complete: bool  # whether there are no others
    rules: tuple[tuple[str, ...], ...] = ()  # smallest sets of rules without which all lots can be filled
    lots: tuple[str, ...] = ()  # as few lots as can be left without an award, so that every rule is kept
    proved: bool = True  # whether no smaller set of rules would do
    why_not: str = ""  # why nothing is established


def conflicts_in(found: Allocation) -> Conflicting:
    """Return the conflicts of an allocation: those behind each lot that is not filled."""
    problem = found.problem
    if not MECHANISMS[found.mechanism].searches:
        return _in_turn(found)
    wanted = frozenset(problem.lots.index(lot) for lot in wanted_in(found))
    try:
        return conflicting(Filling(problem), wanted)
    except UnsettledError:
        return Conflicting(
            (), complete=False, why_not="the search ended before it was known what can be filled"
        )


def wanted_in(found: Allocation) -> frozenset[str]:
    """Return the lots that are asked about: those that must be awarded, and those that are left open."""
    problem = found.problem
    wanted = {
        lot for lot, reserve in zip(problem.lots, problem.data.reserves, strict=True) if reserve is None
    }
    if found.taken:
        wanted |= {one.lot for one in found.lots if _is_open(problem, one)}
    return frozenset(wanted)


def _is_open(problem: Problem, one: LotAward) -> bool:
    return one.bid is None and one.lot in problem.lots


def conflicting(filling: Filling, wanted: Places) -> Conflicting:
    """Return why ``wanted`` lots cannot all be filled; no conflict where they can.

    Raises UnsettledError.
    """
    parts = filling.parts_of(frozenset(range(len(filling.names))))
    if filling.stands(wanted, parts):
        return Conflicting((), complete=True)
    unfillable = _unfillable(filling, wanted, parts)
    sets = [(lots, _rule_sets(filling, lots)) for lots in unfillable]
    whole = _rule_sets(filling, wanted)
    seen = [rules for _, inside in sets for rules in inside.found]
    others = [rules for rules in whole.found if not any(one <= rules for one in seen)]
    found = [_conflict(filling, lots, rules) for lots, inside in sets for rules in inside.found]
    found += [_conflict(filling, _lots_enough(filling, wanted, rules), rules) for rules in others]
    return Conflicting(
        tuple(found),
        whole.complete and all(inside.complete for _, inside in sets),
        rules=tuple(_named(filling, one) for one in _corrections(whole)),
        lots=_left_empty(filling, wanted, parts) if all(unfillable) else (),
        proved=whole.complete,
    )


def _left_empty(filling: Filling, wanted: Places, parts: Places) -> tuple[str, ...]:
    return tuple(filling.problem.lots[lot] for lot in sorted(left_empty(filling, wanted, parts)))


def _unfillable(filling: Filling, wanted: Places, parts: Places) -> list[Places]:
    """No lots at all where the rules conflict whatever is filled; else each lot that cannot be filled."""
    nothing: Places = frozenset()
    if not filling.stands(nothing, parts):
        return [nothing]
    singles = (frozenset((lot,)) for lot in sorted(wanted))
    return [one for one in singles if not filling.stands(one, parts)]


def _lots_enough(filling: Filling, lots: Places, rules: Places) -> Places:
    """Lots that are enough for the conflict, none of which can be spared; there may be others."""
    parts = filling.parts_of(rules)
    for lot in sorted(lots):
        if not filling.stands(lots - {lot}, parts):
            lots -= {lot}
    return lots


def _rule_sets(filling: Filling, lots: Places) -> Conflicts:
    return conflicts_of(
        len(filling.names), lambda rules: filling.stands(lots, filling.parts_of(rules)), MOST_RULE_SETS
    )


def _corrections(sets: Conflicts) -> tuple[Places, ...]:
    """The smallest sets to leave out: of all, or where not all is known the smallest that was met."""
    if frozenset() in sets.found:
        return ()  # nothing that is left out would help
    if sets.complete:
        return least_corrections(sets)
    least = min(map(len, sets.corrections), default=0)
    return tuple(sorted({one for one in sets.corrections if len(one) == least}, key=sorted))


def _conflict(filling: Filling, lots: Places, rules: Places) -> Conflict:
    problem = filling.problem
    parts = filling.parts_of(rules)
    if len(lots) == 1:  # of many lots it takes long, and tells little
        parts = _enough(filling, lots, parts)
    named = [(problem.rules[at].id, problem.rules[at].about) for at in sorted(parts)]
    return Conflict(
        lots=tuple(problem.lots[lot] for lot in sorted(lots)),
        rules=_named(filling, rules),
        about=tuple(one for one in named if one[1]) if len(lots) == 1 else (),
        without=tuple(_without(filling, lots, rules, one) for one in sorted(rules)),
        claim=filling.answer(lots, filling.parts_of(rules)).claim,
    )


def _enough(filling: Filling, lots: Places, parts: Places) -> Places:
    """Parts that are enough for the conflict, none of which can be spared; there may be others."""
    for part in sorted(parts):
        if not filling.stands(lots, parts - {part}):
            parts -= {part}
    return parts


def _without(filling: Filling, lots: Places, rules: Places, rule: int) -> Without:
    """By an award that keeps every other rule, where there is one; else one that keeps those of the set."""
    problem = filling.problem
    whole = filling.parts_of(frozenset(range(len(filling.names))) - {rule})
    kept = _stands(filling, lots, whole)
    parts = whole if kept else filling.parts_of(rules - {rule})
    award = filling.witness(lots, parts) if kept or filling.stands(lots, parts) else ()
    filled = {lot: problem.offers[place].bid for place in award for lot in problem.data.offers[place].lots}
    named = tuple((problem.lots[lot], filled[lot]) for lot in sorted(lots))
    return Without(filling.names[rule], named, kept)


def _stands(filling: Filling, lots: Places, parts: Places) -> bool:
    """Whether it is known that the lots can be filled."""
    try:
        return filling.stands(lots, parts)
    except UnsettledError:
        return False


def _named(filling: Filling, rules: Places) -> tuple[str, ...]:
    return tuple(filling.names[one] for one in sorted(rules))


def _in_turn(found: Allocation) -> Conflicting:
    """One by one: rules that together keep off every bid for a lot, as things stood at its turn."""
    problem = found.problem
    conflicts: list[Conflict] = []
    complete = True
    for lot in found.lots:
        if not _is_open(problem, lot) or not lot.passed or not all(one.rules for one in lot.passed):
            continue
        kept_off = [frozenset(one.rules) for one in lot.passed]
        names = sorted(frozenset().union(*kept_off))
        sets = conflicts_of(len(names), _one_is_free(names, kept_off), MOST_RULE_SETS)
        complete = complete and sets.complete
        conflicts += [_by_turn(lot, tuple(names[at] for at in sorted(one))) for one in sets.found]
    return Conflicting(tuple(conflicts), complete)


def _one_is_free(names: list[str], kept_off: list[frozenset[str]]) -> Callable[[Places], bool]:
    """Whether some bid is kept off by none of a set of rules."""

    def stands(chosen: Places) -> bool:
        rules = {names[at] for at in chosen}
        return any(one.isdisjoint(rules) for one in kept_off)

    return stands


def _by_turn(lot: LotAward, rules: tuple[str, ...]) -> Conflict:
    without = []
    for rule in rules:
        others = frozenset(rules) - {rule}
        free = next(one.bid for one in lot.passed if others.isdisjoint(one.rules))
        without.append(Without(rule, ((lot.lot, free),)))
    return Conflict((lot.lot,), rules, (), tuple(without), None)
