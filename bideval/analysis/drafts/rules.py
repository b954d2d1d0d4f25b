"""The rules in which two drafts differ: each with what it says in both.

Weights are one rule, with the criteria they are shared among: they sum to the whole, so that
one of them alone cannot be put into the other draft.  What is written beside a rule (its
title, clause or reason) moves no result and is left out.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.model.amounts import grouped
from bideval.model.base import Frozen
from bideval.model.criterion import Criterion, Gate
from bideval.model.inputs import Inputs
from bideval.model.numbers import NumberError, decimal_text, parse_number
from bideval.model.tender import Tender
from bideval.model.written import Written, written

WEIGHTS, BIDS, SCHEDULE, PACK, CRITERION, GATE, LOT = (
    "weights",
    "bids",
    "schedule",
    "pack",
    "criterion",
    "gate",
    "lot",
)
ABSENT = "-"
BESIDE = frozenset({"title", "clause", "because", "foreign_id", "group"})  # written beside a rule
HEAD = frozenset({"bideval", "id", "title", "foreign_id", "illustration", "source", "authority", "documents"})
APART = frozenset({"criteria", "gates", "weighting", "lots"})  # compared part by part
OF_BIDS = (
    *("bids", "prices", "rates", "evaluators", "marks", "consensus", "assignments", "declarations"),
    "decisions",
)
Key = tuple[str, str]  # kind, and the id where there are several of the kind


class Said(NamedTuple):
    """What a part of a rule says in the first draft and in the second; ``-`` where it is not there."""

    part: str  # empty where the rule has one part alone
    first: str
    second: str


class Rule(NamedTuple):
    """A rule that is not the same in both drafts."""

    key: Key
    said: tuple[Said, ...]

    @property
    def words(self) -> str:
        """What the rule is about."""
        kind, name = self.key
        return f"{kind} {name}" if name else kind


def differing(first: Inputs, second: Inputs) -> tuple[Rule, ...]:
    """Return the rules that differ, in the order of a tender file; the bids themselves last."""
    found = (
        *_fields(first.tender, second.tender),
        *_weights(first.tender, second.tender),
        *_criteria(first.tender, second.tender),
        *_gates(first.tender, second.tender),
        *_lots(first.tender, second.tender),
        *_packs(first, second),
        *_schedule(first, second),
        *_bids(first, second),
    )
    return tuple(one for one in found if one.said)


def _fields(first: Tender, second: Tender) -> Iterator[Rule]:
    ours, theirs = written(first), written(second)
    for name, field in Tender.model_fields.items():
        if name not in HEAD | APART:
            key = field.alias or name
            yield Rule((name.replace("_", " "), ""), tuple(_said(ours.get(key), theirs.get(key))))


def _weights(first: Tender, second: Tender) -> Iterator[Rule]:
    ours, theirs = _by_leaf(first), _by_leaf(second)
    said = [
        Said(name, ours.get(name, ABSENT), theirs.get(name, ABSENT))
        for name in dict.fromkeys((*ours, *theirs))
        if ours.get(name) != theirs.get(name)
    ]
    kinds = tuple(_said(_model(first.weighting), _model(second.weighting)))
    yield Rule((WEIGHTS, ""), (*kinds, *said))


def _by_leaf(tender: Tender) -> dict[str, str]:
    """Every weight that is stated; a criterion in another section stands in another place."""
    return {
        one.id: _weight(one, within)
        for one, within in _placed(tender.criteria)
        if not one.criteria or one.weight is not None
    }


def _placed(criteria: tuple[Criterion, ...], within: str = "") -> Iterator[tuple[Criterion, str]]:
    """Every section and criterion, with the section it stands in."""
    for one in criteria:
        yield one, within
        yield from _placed(one.criteria, one.id)


def _weight(one: Criterion, within: str) -> str:
    where = f" in {within}" if within else ""
    if one.weight is None:
        return f"none{where}"
    ends = one.weight if isinstance(one.weight, tuple) else (one.weight,)
    return f"{' to '.join(decimal_text(end) for end in ends)}{where}"


def by_id(criteria: tuple[Criterion, ...]) -> dict[str, Criterion]:
    """Every section and criterion by its id."""
    found: dict[str, Criterion] = {}
    for one in criteria:
        found |= {one.id: one, **by_id(one.criteria)}
    return found


def _criteria(first: Tender, second: Tender) -> Iterator[Rule]:
    """What criteria and sections of both drafts say, but for weights."""
    ours, theirs = by_id(first.criteria), by_id(second.criteria)
    for name in ours:
        if name in theirs:
            yield Rule((CRITERION, name), tuple(_said(_content(ours[name]), _content(theirs[name]))))


def _content(one: Criterion) -> Written:
    return {
        name: value
        for name, value in written(one).items()
        if name not in BESIDE and name not in {"weight", "criteria"}
    }


def _gates(first: Tender, second: Tender) -> Iterator[Rule]:
    yield from _things(GATE, _tests(first.gates), _tests(second.gates))


def _tests(gates: tuple[Gate, ...]) -> dict[str, dict[str, Written]]:
    return {
        one.id: {name: value for name, value in written(one).items() if name not in BESIDE} for one in gates
    }


def _lots(first: Tender, second: Tender) -> Iterator[Rule]:
    ours, theirs = ({lot.id: dict(written(lot)) for lot in one.lots} for one in (first, second))
    yield from _things(LOT, ours, theirs)


def _things(
    kind: str, ours: Mapping[str, dict[str, Written]], theirs: Mapping[str, dict[str, Written]]
) -> Iterator[Rule]:
    for name in dict.fromkeys((*ours, *theirs)):
        if name not in theirs or name not in ours:
            said = Said("", *("there" if name in one else ABSENT for one in (ours, theirs)))
            yield Rule((kind, name), (said,))
        else:
            yield Rule((kind, name), tuple(_said(ours[name], theirs[name])))


def _packs(first: Inputs, second: Inputs) -> Iterator[Rule]:
    """Packs of one name that say different things."""
    for name in sorted(set(first.packs) & set(second.packs)):
        same = first.packs[name].raw == second.packs[name].raw
        yield Rule((PACK, name), () if same else (Said("", "its own", "its own"),))


def _schedule(first: Inputs, second: Inputs) -> Iterator[Rule]:
    ours, theirs = ({line.line: line for line in one.schedule} for one in (first, second))
    names = [name for name in dict.fromkeys((*ours, *theirs)) if ours.get(name) != theirs.get(name)]
    said = (Said(name, *("its own" if name in one else ABSENT for one in (ours, theirs))) for name in names)
    yield Rule((SCHEDULE, ""), tuple(said))


def _bids(first: Inputs, second: Inputs) -> Iterator[Rule]:
    names = bids_that_differ(first, second)
    said = (Said(bid, *(f"its own {' and '.join(parts)}" for _ in range(2))) for bid, parts in names.items())
    yield Rule((BIDS, ""), tuple(said))


def bids_that_differ(first: Inputs, second: Inputs) -> Mapping[str, tuple[str, ...]]:
    """Return what is not the same of each bid: the bid, its price, its marks, decisions about it."""
    found = {}
    for bid in sorted({*first.bids, *second.bids}):
        ours, theirs = (_of_bid(one, bid) for one in (first, second))
        parts = tuple(part for part in ours if ours[part] != theirs[part])
        if parts:
            found[bid] = parts
    return found


def _of_bid(inputs: Inputs, bid: str) -> dict[str, object]:
    return {
        "bid": inputs.bids.get(bid),
        "price": (inputs.prices.get(bid), inputs.rates.get(bid)),
        "marks": [[row for row in rows if row.bid == bid] for rows in (inputs.marks, inputs.consensus)],
        "decisions": [one for one in inputs.decisions if one.bid == bid],
    }


def _model(one: Frozen | None) -> Written | None:
    return None if one is None else written(one)


def _said(ours: Written | None, theirs: Written | None) -> Iterator[Said]:
    """The parts that are not the same, by their path."""
    first, second = dict(_flat(ours)), dict(_flat(theirs))
    for part in dict.fromkeys((*first, *second)):
        values = first.get(part, ABSENT), second.get(part, ABSENT)
        if values[0] != values[1]:
            yield Said(part, *values)


def _flat(value: Written | None, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text with its path; a list is one text, unless what it holds has ids."""
    if value is None:
        return
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _flat(one, f"{path} {name}".strip())
    else:
        yield path, _text(value)


def _text(value: Written) -> str:
    """A value on one line; what stands in a list says itself by its values, in the order of their names."""
    if isinstance(value, dict):
        return " ".join(_text(one) for one in value.values())
    return ", ".join(_text(one) for one in value) if isinstance(value, list) else _grouped(value)


def _grouped(text: str) -> str:
    """A number with its thousands grouped; other words as they stand."""
    try:
        return grouped(text) if decimal_text(parse_number(text)) == text else text
    except NumberError:
        return text
