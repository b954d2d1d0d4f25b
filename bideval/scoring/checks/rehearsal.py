"""Checks of ``rehearsal`` and ``proportionality`` in ``study.yaml``: of what is there, as published.

A range that no bid could lie in would rehearse another tender than the one that is published.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.numbers import lossless_text
from bideval.model.raw import closest, pointer_part
from bideval.model.rehearsal import MOST_BIDS, Ranges, Rehearsal
from bideval.model.scale import Scale
from bideval.model.study import Study
from bideval.model.tender import Declared
from bideval.model.units import ACCOUNTS, FIELDS
from bideval.scoring.checks.declared import FEATURES
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.methods.feature_coefficient import feature_maxima

FILE = "study.yaml"
AT = "/rehearsal"
_WORDS = "words"
_YEARLY = tuple(path.removeprefix(ACCOUNTS) for path in FIELDS if path.startswith(ACCOUNTS))

Span = tuple[Fraction, Fraction]


def check_rehearsal(study: Study, inputs: Inputs, lots: Sequence[LotRules]) -> Iterator[Finding]:
    """Report every problem of the rehearsal and of the notes on proportionality, given the compiled lots."""
    if study.rehearsal is not None:
        yield from _bids(study.rehearsal)
        yield from _ranges(study.rehearsal, AT, inputs, lots)
        for name, kind in sorted(study.rehearsal.bidders.items()):
            yield from _ranges(kind, f"{AT}/bidders/{name}", inputs, lots)
    tests = _tests(lots)
    for test in sorted(study.proportionality):
        if test not in tests:
            yield error(
                "BE507",
                f"there is a note on the proportionality of {test}, and no such test",
                closest(test, tuple(sorted(tests))),
                Source(FILE, f"/proportionality/{pointer_part(test)}"),
            )


def features_of(rules: LotRules) -> tuple[str, ...]:
    """The declared values that the method reads as its features, without a word under ``declares``."""
    return tuple(feature_maxima(rules.with_)) if rules.method.id == FEATURES else ()


def _tests(lots: Sequence[LotRules]) -> frozenset[str]:
    gates = {gate.rule.id for rules in lots for gate in rules.gates}
    minimums = {f"{node.id}/minimum" for rules in lots for node in rules.nodes() if node.minimum is not None}
    of_method = {"quality/minimum"} if any("quality_minimum" in rules.with_ for rules in lots) else set()
    return frozenset(gates | minimums | of_method)


def _bids(rehearsal: Rehearsal) -> Iterator[Finding]:
    low, high = rehearsal.bids
    if low < 1 or high > MOST_BIDS or any(end.denominator != 1 for end in (low, high)):
        yield _bad("bids", f"{AT}/bids", f"{_span(rehearsal.bids)} is no count of bids", f"1 to {MOST_BIDS}")


def _ranges(ranges: Ranges, at: str, inputs: Inputs, lots: Sequence[LotRules]) -> Iterator[Finding]:
    if ranges.prices is not None:
        yield from _price(ranges.prices, f"{at}/prices")
    for lot, span in sorted(ranges.lot_prices.items()):
        yield from _known("lot", lot, inputs.lot_ids, f"{at}/lot_prices/{lot}")
        yield from _price(span, f"{at}/lot_prices/{lot}")
    yield from _marks(ranges.marks, f"{at}/marks", lots)
    features = {name: Declared(unit="ratio") for rules in lots for name in features_of(rules)}
    yield from _declared(ranges, f"{at}/declared", {**features, **inputs.tender.declares})
    for name, span in sorted(ranges.accounts.items()):
        yield from _known("figure of the accounts", name, _YEARLY, f"{at}/accounts/{pointer_part(name)}")
        yield from _decimal(name, span, f"{at}/accounts/{pointer_part(name)}")
    for form, span in sorted(ranges.backing.items()):
        yield from _decimal(form, span, f"{at}/backing/{form}")
        if span[0] < 0:
            message = f"{_span(span)} goes below 0, and no backing does"
            yield _bad(form, f"{at}/backing/{form}", message, "0 or more; 0 stands for none")


def _price(span: Span, at: str) -> Iterator[Finding]:
    yield from _decimal("prices", span, at)
    if span[0] <= 0:
        yield _bad("prices", at, f"{_span(span)} holds a price of 0 or below", "more than 0")


def _marks(marks: Mapping[str, Span], at: str, lots: Sequence[LotRules]) -> Iterator[Finding]:
    scales = [(leaf.id, leaf.scale) for rules in lots for leaf in rules.leaves() if leaf.scale is not None]
    for name, span in sorted(marks.items()):
        place = f"{at}/{name}"
        yield from _known("marked criterion", name, tuple(dict(scales)), place)
        for scale in dict.fromkeys(one for criterion, one in scales if criterion == name):
            if not _has_mark(scale, span):
                yield _bad(name, place, f"no mark of its scale lies in {_span(span)}", scale.words())


def _has_mark(scale: Scale, span: Span) -> bool:
    low, high = span
    if scale.step is None:
        return any(low <= one.mark <= high for one in scale.marks)
    first, last = scale.marks[0].mark, scale.marks[-1].mark
    reached = first + max(0, -((first - low) // scale.step)) * scale.step
    return reached <= min(high, last)


def _declared(ranges: Ranges, at: str, declares: Mapping[str, Declared]) -> Iterator[Finding]:
    for name, allowed in sorted(ranges.declared.items()):
        place = f"{at}/{name}"
        yield from _known("declared value", name, tuple(declares), place)
        if name not in declares:
            continue
        words = tuple(one for one in allowed if isinstance(one, str))
        numbers = tuple(one for one in allowed if isinstance(one, Fraction))
        declared = declares[name]
        if (declared.unit == _WORDS) != bool(words):
            kind = "words are" if declared.unit == _WORDS else f"numbers in {declared.unit} are"
            yield _bad(name, place, f"{kind} declared, and something else stands here", _allowed(declared))
        elif words:
            yield from _words(name, words, declared, place)
        else:
            yield from _numbers(name, (numbers[0], numbers[-1]), declared, place)


def _words(name: str, words: tuple[str, ...], declared: Declared, place: str) -> Iterator[Finding]:
    for word in words:
        if declared.choices and word not in declared.choices:
            yield _bad(name, place, f"{word!r} is none of its words", _allowed(declared))


def _numbers(name: str, span: Span, declared: Declared, place: str) -> Iterator[Finding]:
    yield from _decimal(name, span, place)
    low, high = span
    if (declared.min is not None and low < declared.min) or (
        declared.max is not None and high > declared.max
    ):
        yield _bad(name, place, f"{_span(span)} goes beyond what may be declared", _allowed(declared))
    if declared.unit in {"count", "years"} and any(end.denominator != 1 for end in span):
        yield _bad(name, place, f"{_span(span)} is no range of whole numbers", "whole numbers")


def _allowed(declared: Declared) -> str:
    if declared.unit == _WORDS:
        return " or ".join(declared.choices) or "a list of words"
    least = "" if declared.min is None else f" from {lossless_text(declared.min)}"
    most = "" if declared.max is None else f" to {lossless_text(declared.max)}"
    return f"numbers in {declared.unit}{least}{most}"


def _decimal(name: str, span: Span, at: str) -> Iterator[Finding]:
    if any((end * 10**9).denominator != 1 for end in span):
        yield _bad(name, at, f"{_span(span)} has an end that no decimals reach", "two decimals each")


def _known(what: str, name: str, there: tuple[str, ...], at: str) -> Iterator[Finding]:
    if name not in there:
        yield error(
            "BE505", f"there is no {what} {name}", closest(name, tuple(sorted(there))), Source(FILE, at)
        )


def _bad(name: str, at: str, message: str, allowed: str) -> Finding:
    return error(
        "BE506", f"the range of {name}: {message}", f"Here there may be {allowed}.", Source(FILE, at)
    )


def _span(span: Span) -> str:
    return f"[{lossless_text(span[0])}, {lossless_text(span[1])}]"
