"""Checks of a list of pleaded errors: what each names is there, and what it says was before is on file.

Whether an error was made is no matter of these checks.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.model.numbers import decimal_text
from bideval.model.pleaded import Pleaded, PleadedError, PleadedKind, Values
from bideval.model.raw import closest
from bideval.model.scale import Scale
from bideval.scoring.case import LotCase

MOST_VALUES = 1_000
_ABOUT: Mapping[PleadedKind, tuple[tuple[str, ...], ...]] = {
    PleadedKind.MARK: (("bid", "criterion"),),
    PleadedKind.PRICE: (("bid",),),
    PleadedKind.DISREGARD: (("bid", "should"),),
    PleadedKind.EXCLUSION: (("bid", "should"),),
    PleadedKind.RULE: (("gate",), ("criterion",), ("weights",), ("rounding",)),
}
_OPTIONAL: Mapping[PleadedKind, frozenset[str]] = {
    PleadedKind.MARK: frozenset({"evaluator", "before", "after", "range"}),
    PleadedKind.PRICE: frozenset({"before", "after", "range"}),
    PleadedKind.DISREGARD: frozenset({"gate"}),
    PleadedKind.EXCLUSION: frozenset(),
    PleadedKind.RULE: frozenset({"before", "after", "range", "should"}),
}
_SHOULD: Mapping[PleadedKind, tuple[str, ...]] = {
    PleadedKind.DISREGARD: ("assessed", "disregarded"),
    PleadedKind.EXCLUSION: ("assessed", "excluded"),
    PleadedKind.RULE: ("not-applied",),
}
_ALWAYS = frozenset({"id", "kind", "says", "lot"})


def check_pleaded(pleaded: Pleaded, cases: tuple[LotCase, ...], file: str) -> tuple[Finding, ...]:
    """Return every problem of the list, given the lots of the tender."""
    return tuple(_problems(pleaded, cases, file))


def _problems(pleaded: Pleaded, cases: tuple[LotCase, ...], file: str) -> Iterator[Finding]:
    ids = Counter(one.id for one in pleaded.errors)
    for index, one in enumerate(pleaded.errors):
        place = Source(file, f"/errors/{index}")
        if ids[one.id] > 1:
            ids[one.id] = 1
            yield error(
                "BE514", f"two pleaded errors are called {one.id}", "Give each its own id.", _at(place, "id")
            )
        incomplete = tuple(_incomplete(one, place))
        yield from incomplete
        if not incomplete:
            yield from _about(one, cases, place)


def _at(place: Source, key: str) -> Source:
    return place._replace(pointer=f"{place.pointer}/{key}")


def _stated(one: PleadedError) -> frozenset[str]:
    return frozenset(name for name in type(one).model_fields if getattr(one, name) is not None) - _ALWAYS


def _incomplete(one: PleadedError, place: Source) -> Iterator[Finding]:
    """What is missing for the kind, and what does not go with it."""
    stated = _stated(one)
    ways = [set(way) for way in _ABOUT[one.kind] if set(way) <= stated]
    if len(ways) != 1:
        words = "; or ".join(" and ".join(way) for way in _ABOUT[one.kind])
        yield error("BE510", f"{one.id} does not say what it is about", f"State {words}.", place)
        return
    for name in sorted(stated - ways[0] - _OPTIONAL[one.kind]):
        remedy = f"Take {name} out, or plead it as an error of its own."
        yield error("BE510", f"{name} does not go with {one.id}", remedy, _at(place, name))
    if one.should is not None and one.should not in _SHOULD.get(one.kind, ()):
        words = " or ".join(_SHOULD.get(one.kind, ()))
        yield error("BE510", f"{one.id} should be {one.should}", f"State {words}.", _at(place, "should"))
    yield from _valued(one, place, ways[0])


def _valued(one: PleadedError, place: Source, way: set[str]) -> Iterator[Finding]:
    """A mark, a price, a threshold and a minimum need one value or one range, and nothing else does."""
    given = [name for name in ("after", "range", "should") if getattr(one, name) is not None]
    needs = one.kind in {PleadedKind.MARK, PleadedKind.PRICE} or bool(way & {"gate", "criterion"})
    if needs and len(given) != 1:
        remedy = "State after, or a range {from: 1, to: 9, step: 1}."
        yield error("BE510", f"{one.id} does not say what would have stood there", remedy, place)
    elif one.should == "not-applied" and "gate" not in way:
        yield error("BE510", f"{one.id}: a gate alone is not applied", "State after.", _at(place, "should"))
    elif not needs and any(name != "should" for name in given):
        yield error("BE510", f"{one.id} takes no {given[0]}", "Take it out.", _at(place, given[0]))


def _about(one: PleadedError, cases: tuple[LotCase, ...], place: Source) -> Iterator[Finding]:
    lots = [case for case in cases if one.lot in {None, case.rules.id}]
    if not lots:
        yield _unknown("lot", one.lot or "", {case.rules.id for case in cases}, place)
        return
    unknown = tuple(_unknown_names(one, lots, place))
    yield from unknown
    if unknown:
        return
    about = [case for case in lots if one.bid is None or one.bid in case.bids]
    for case in about:
        yield from _values(one, case, place)


def _unknown_names(one: PleadedError, lots: list[LotCase], place: Source) -> Iterator[Finding]:
    bids = {bid for case in lots for bid in case.bids}
    gates = {gate.rule.id for case in lots for gate in case.rules.gates}
    nodes = {node.id for case in lots for node in case.rules.nodes()}
    leaves = {leaf.id for case in lots for leaf in case.rules.leaves()}
    gates_of_bids = gates | {f"{node}/minimum" for node in nodes}
    for name, value, there in (
        ("bid", one.bid, bids),
        ("gate", one.gate, gates if one.kind is PleadedKind.RULE else gates_of_bids),
        ("criterion", one.criterion, nodes),
    ):
        if value is not None and value not in there:
            yield _unknown(name, value, there, place)
    for name in sorted(set(one.weights or {}) - leaves):
        yield _unknown("weights", name, leaves, place)


def _unknown(name: str, value: str, there: set[str], place: Source) -> Finding:
    remedy = closest(value, tuple(sorted(there)))
    return error("BE511", f"{name} {value} is not in this tender", remedy, _at(place, name))


def _values(one: PleadedError, case: LotCase, place: Source) -> Iterator[Finding]:
    """What is on file, and whether the values can be tried."""
    if one.weights is not None:
        yield from _weights(one, case, place)
        return
    if not _stated(one) & {"after", "range"}:
        return
    now = value_on_file(one, case)
    if now is None:
        remedy = (
            "Plead what the file has: a mark on file, a price, a threshold or a minimum that is a number."
        )
        yield error("BE511", f"{one.id}: in lot {case.rules.id} there is no such value", remedy, place)
        return
    if one.before is not None and one.before != now:
        said = f"{one.id} says {decimal_text(one.before)} was before, and the file has {decimal_text(now)}"
        yield error("BE512", said, "Correct it, or leave it out.", _at(place, "before"))
    yield from _range(one, case, place)


def _weights(one: PleadedError, case: LotCase, place: Source) -> Iterator[Finding]:
    total = sum(((one.weights or {}).get(leaf.id, leaf.weight) for leaf in case.rules.leaves()), Fraction(0))
    if total != case.rules.whole:
        said = f"with the weights of {one.id} the whole is {decimal_text(total)}"
        remedy = f"State the weights that make it {decimal_text(case.rules.whole)} again."
        yield error("BE513", said, remedy, _at(place, "weights"))


def value_on_file(one: PleadedError, case: LotCase) -> Fraction | None:
    """What stands on file in a lot where the error is pleaded; None where there is no such number."""
    if one.kind is PleadedKind.PRICE:
        price = case.prices.get(one.bid or "")
        return price.amount if price is not None else None
    if one.kind is PleadedKind.MARK:
        marks = [row.value for row in case.rows.get((one.bid or "", one.criterion or ""), ())]
        found = rows_pleaded(one, case)
        return marks[found[0]] if len(found) == 1 else None
    if one.gate is not None:
        threshold = next((gate.threshold for gate in case.rules.gates if gate.rule.id == one.gate), None)
        return threshold if isinstance(threshold, Fraction) else None
    node = next((node for node in case.rules.nodes() if node.id == one.criterion), None)
    if node is None or node.minimum is None:
        return None
    return node.minimum.points if node.minimum.mark is None else node.minimum.mark


def rows_pleaded(one: PleadedError, case: LotCase) -> tuple[int, ...]:
    """Which of the rows that govern the question the error is about."""
    rows = case.rows.get((one.bid or "", one.criterion or ""), ())
    if one.evaluator is None:
        return tuple(range(len(rows)))
    agreed = case.rules.marks_from in {None, "consensus"}
    marks = case.inputs.marks
    return tuple(
        at for at, row in enumerate(rows) if not agreed and marks[row.row].evaluator == one.evaluator
    )


def _range(one: PleadedError, case: LotCase, place: Source) -> Iterator[Finding]:
    scale, given = scale_of(one, case), one.range
    if given is not None and (given.to < given.from_ or (scale is None and (given.step or 0) <= 0)):
        remedy = "Write {from: 1, to: 9, step: 1}, the lowest first, with a step above 0."
        yield error("BE513", f"the range of {one.id} cannot be tried", remedy, _at(place, "range"))
    elif given is not None and scale is None and _count(given) > MOST_VALUES:
        said = f"the range of {one.id} has over {MOST_VALUES} values"
        yield error("BE513", said, "Widen the step.", _at(place, "range"))
    elif scale is not None and not values_of(one, case):
        key = "after" if given is None else "range"
        remedy = f"It has {scale.words()}."
        yield error("BE513", f"{one.id} holds no mark of the scale", remedy, _at(place, key))


def _count(given: Values) -> Fraction:
    return (given.to - given.from_) / (given.step or Fraction(1)) + 1


def scale_of(one: PleadedError, case: LotCase) -> Scale | None:
    """The scale of a pleaded mark."""
    if one.kind is not PleadedKind.MARK:
        return None
    leaves = (leaf for leaf in case.rules.leaves() if leaf.id == one.criterion)
    return next((leaf.scale for leaf in leaves), None)


def values_of(one: PleadedError, case: LotCase) -> tuple[Fraction, ...]:
    """Every value to be tried in place of the one on file, in rising order; none for what is no number."""
    scale = scale_of(one, case)
    if one.range is None:
        fits = one.after is not None and (scale is None or scale.has(one.after))
        return (one.after,) if one.after is not None and fits else ()
    low, high = one.range.from_, one.range.to
    if scale is None:
        step = one.range.step or Fraction(1)
        count = int((high - low) / step)
        return tuple(low + step * place for place in range(count + 1))
    if scale.step is None:
        return tuple(mark.mark for mark in scale.marks if low <= mark.mark <= high)
    first, last = scale.marks[0].mark, scale.marks[-1].mark
    marks = (first + scale.step * place for place in range(int((last - first) / scale.step) + 1))
    return tuple(mark for mark in marks if low <= mark <= high)
