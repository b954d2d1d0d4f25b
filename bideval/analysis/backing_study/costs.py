"""What each award costs and brings: price, surplus, local spending, social value, exposure.

Every award that some choice about the group comes to stands in one table, the published
one first.  A figure is as stated in the bids and in ``study.yaml``; one that is not is
not stated, and nothing is taken as 0.  What the figures are worth, they do not say.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import amount
from bideval.analysis.backing_study.kinds import Kinds
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.words import awarded_words, figure
from bideval.analysis.reported import declared_number, lm3, social_value
from bideval.analysis.reweighed import Award
from bideval.model.bid import WHOLE_YEAR
from bideval.model.units import DECLARED
from bideval.scoring.backing.figures import Figure, NotStated, Stated
from bideval.scoring.backing.of_bid import BidBacking, backings_of

ID = "cost"
MONEY, PERCENT, POINTS, RATIO = "money", "percent", "points", "ratio"
HUNDRED, ZERO = Fraction(100), Fraction(0)


class Item(NamedTuple):
    """One figure of an award; None is not stated, and ``missing`` says what would have to be."""

    key: str
    words: str
    unit: str
    value: Fraction | None
    missing: str = ""


class Choice(NamedTuple):
    """An award, the choice that comes to it in words, and its figures."""

    award: Award
    by: str  # empty for the published award
    price: Fraction | None  # as evaluated under that choice
    items: tuple[Item, ...]


def choices_of(scene: Scene, reached: Mapping[Award, tuple[str, Fraction | None]]) -> tuple[Choice, ...]:
    """Return the figures of every award; ``reached`` has the choice and the price by award."""
    bids = tuple(sorted({bid for award in reached for bid in award.winners}))
    exposure = scene.study.exposure if scene.study is not None else None
    backings = backings_of(scene.case.inputs, scene.case.rules, exposure, bids)
    return tuple(
        Choice(award, by, price, tuple(_items(scene, award, price, backings)))
        for award, (by, price) in reached.items()
    )


def _items(
    scene: Scene, award: Award, price: Fraction | None, backings: Mapping[str, BidBacking]
) -> Iterator[Item]:
    report = scene.study.report if scene.study is not None else None
    yield Item("price", "price", MONEY, price, "" if price is not None else "a price")
    surplus = report.surplus if report else None
    yield _declared(scene, award, "surplus", "surplus put back", surplus)
    spend = report.local_spend if report else None
    yield _declared(scene, award, "local_spend", "local spend", spend)
    yield _lm3(scene, award)
    yield _social_value(scene, award)
    yield from _exposures(award, backings)
    yield _dependence(scene, award)


def _declared(scene: Scene, award: Award, key: str, words: str, measure: str | None) -> Item:
    """What the awarded bids declare together: money is added, of anything else only one bid's is shown."""
    if measure is None or not measure.startswith(DECLARED):
        return Item(key, words, MONEY, None, f"which declared value is the {words} (report in study.yaml)")
    name = measure.removeprefix(DECLARED)
    declared = scene.case.inputs.tender.declares.get(name)
    unit = declared.unit if declared is not None else ""
    if len(award.winners) > 1 and unit != MONEY:
        return Item(key, words, unit, None, f"one {words} of several bids: they are not added")
    values = [declared_number(scene.case.bids[bid], name) for bid in award.winners]
    stated = [one for one in values if one is not None]
    if len(stated) < len(values) or not values:
        return Item(key, words, unit, None, f"{name} of every awarded bid")
    return Item(key, words, unit, sum(stated, ZERO))


def _lm3(scene: Scene, award: Award) -> Item:
    """The local multiplier over three rounds, as the pack local/lm3 has it (its formula is unverified)."""
    words = "local multiplier (LM3)"
    if len(award.winners) != 1:
        return Item("lm3", words, RATIO, None, "the three rounds of local spending of one awarded bid")
    value = lm3(scene.case.bids[award.winners[0]])
    missing = "the three rounds of local spending (LM3)" if value is None else ""
    return Item("lm3", words, RATIO, value, missing)


def _social_value(scene: Scene, award: Award) -> Item:
    """Weighted points on the criteria that the study reports as social value, as published."""
    words = "social value points"
    report = scene.study.report if scene.study is not None else None
    named = report.social_value if report is not None else ()
    if not any(node.id in named for node in scene.case.rules.nodes()):
        missing = "which criteria are social value (report in study.yaml)"
        return Item("social_value", words, POINTS, None, missing)
    placings = {one.bid: one for one in scene.asked.result.placings}
    values = [social_value(placings[bid], named) for bid in award.winners]
    if None in values or not values:
        return Item("social_value", words, POINTS, None, "points of every awarded bid")
    return Item("social_value", words, POINTS, sum((one for one in values if one is not None), ZERO))


def _exposures(award: Award, backings: Mapping[str, BidBacking]) -> Iterator[Item]:
    """What can be called least, and what is left uncovered in the worst year, of one awarded bid."""
    cover, left = "cover to call, lowest year", "exposure left, worst year"
    if len(award.winners) != 1:
        yield Item("cover", cover, MONEY, None, "the backing of one awarded bid")
        yield Item("exposure", left, MONEY, None, "the exposure of one awarded bid")
        yield Item("expected_loss", "expected loss over the term", MONEY, None, "a default rate")
        return
    backing = backings.get(award.winners[0])
    yield _extreme("cover", cover, backing.cover if backing else (), min, "any backing")
    years = tuple(one.exposure for one in backing.exposure) if backing else ()
    yield _extreme("exposure", left, years, max, "what would be lost (exposure in study.yaml)")
    expected = tuple(one.expected_loss for one in backing.exposure) if backing else ()
    yield _summed("expected_loss", "expected loss over the term", expected)


def _extreme(
    key: str, words: str, years: Sequence[Figure], pick: Callable[[list[Fraction]], Fraction], absent: str
) -> Item:
    missing = [what for one in years if isinstance(one, NotStated) for what in one.missing]
    stated = [one.value for one in years if isinstance(one, Stated)]
    if missing or not stated:
        return Item(key, words, MONEY, None, missing[0] if missing else absent)
    return Item(key, words, MONEY, pick(stated))


def _summed(key: str, words: str, years: Sequence[Figure]) -> Item:
    missing = [what for one in years if isinstance(one, NotStated) for what in one.missing]
    if missing or not years:
        return Item(key, words, MONEY, None, missing[0] if missing else "a default rate")
    return Item(key, words, MONEY, sum((one.value for one in years if isinstance(one, Stated)), ZERO))


def _dependence(scene: Scene, award: Award) -> Item:
    """One year of the contract in percent of the bidder's own latest yearly turnover."""
    key, words = "dependence", "contract year, of own turnover"
    rules = scene.case.rules
    if len(award.winners) != 1:
        return Item(key, words, PERCENT, None, "the turnover of one awarded bid")
    latest = max(scene.case.bids[award.winners[0]].accounts, key=lambda one: one.year_end, default=None)
    if latest is None or not latest.turnover or latest.months not in {None, WHOLE_YEAR}:
        return Item(key, words, PERCENT, None, "the bidder's latest yearly turnover")
    if rules.value is None or not rules.years:
        return Item(key, words, PERCENT, None, "the contract's value and years")
    return Item(key, words, PERCENT, HUNDRED * rules.value / rules.years / latest.turnover)


# In words


def costs_answer(scene: Scene, choices: Sequence[Choice]) -> Answer:
    """Set every award beside the published one, in figures of both."""
    if not choices:
        return does_not_apply(ID, "No choice about the group that was tried comes to an award.")
    return Answer(
        ID,
        "",
        _sentence(scene, choices),
        Verdict.PROVED,
        Basis.ENUMERATION,
        (_table(scene, choices),),
        notes=tuple(_notes(scene, choices)),
    )


def _sentence(scene: Scene, choices: Sequence[Choice]) -> str:
    published, *others = choices
    if published.by:
        return "There is no published award to set beside the others; the table has their figures."
    if not others:
        return "Every choice that was tried comes to the published award, so none has a cost."
    said = [difference_words(scene, published, one) for one in others]
    return " ".join(f"{one[0].upper()}{one[1:]}." for one in said)


def difference_words(scene: Scene, published: Choice, other: Choice) -> str:
    """What another award costs and brings beside the published one, in one sentence."""
    who = awarded_words(other.award, scene.case.rules.places, scene.kinds)
    parts = [
        words
        for before, after in zip(published.items, other.items, strict=True)
        if (words := _gap_words(before, after, scene.currency))
    ]
    return f"with {other.by} {who}: {', '.join(parts) or 'no figure of both is stated'}"


def _gap_words(before: Item, after: Item, currency: str) -> str:
    if before.value is None or after.value is None:
        return ""
    gap = after.value - before.value
    if not gap:
        return f"{after.words} the same"
    shown = _size(abs(gap), after.unit, currency)
    return f"{after.words} {shown} {'more' if gap > 0 else 'less'}"


def _size(value: Fraction, unit: str, currency: str) -> str:
    if unit == PERCENT:
        return f"{figure(value, '', '')} percentage points"
    return amount(value, MONEY, currency) if unit == MONEY else figure(value, unit, currency)


def item_figure(value: Fraction | None, unit: str) -> str:
    """Return a figure of an award to two decimals, without its currency; not stated where it is not."""
    if value is None:
        return "not stated"
    if unit == MONEY:
        return amount(value, MONEY)
    return figure(value, unit, "", 2).removesuffix(" points").removeprefix("about ")


def _notes(scene: Scene, choices: Sequence[Choice]) -> Iterator[str]:
    missing = dict.fromkeys(item.missing for one in choices for item in one.items if item.missing)
    if missing:
        yield f"Not stated, and nowhere taken as 0: {'; '.join(missing)}."
    yield (
        "Social value is in weighted points of the published result; of a bid that was not assessed, of its "
        "shadow result."
    )
    yield (
        "Cover is what could be called of the forms that the published rules accept, or study.yaml names; "
        "exposure is what would be lost in a year if the contractor failed, less that."
    )
    yield "What the figures are worth, and how likely a failure is, they do not say."
    if any(item.key == "lm3" and item.value is not None for one in choices for item in one.items):
        yield "The formula of LM3 is unverified."


def _table(scene: Scene, choices: Sequence[Choice]) -> Table:
    headings = (
        Heading("awarded", "awarded"),
        Heading("kinds", scene.kinds.by),
        Heading("by", "by"),
        *(Heading(item.key, item.words, item.unit) for item in choices[0].items),
    )
    rows = tuple(
        (one.award.winners, scene.kinds.among(one.award.winners), one.by or "as published", *_values(one))
        for one in choices
    )
    return Table("What each award costs and brings", headings, rows)


def _values(one: Choice) -> tuple[Cell, ...]:
    return tuple(item.value for item in one.items)


def shares_answer(
    values: Mapping[str, Fraction | None], winners: Mapping[str, tuple[str, ...]], kinds: Kinds
) -> Answer | None:
    """How the value of several lots is spread over those awarded; None for one lot."""
    if len(values) < 2:
        return None
    stated = {lot: value for lot, value in values.items() if value is not None}
    if len(stated) < len(values) or any(len(one) != 1 for one in winners.values()):
        said = "How the value of the lots is spread is not known: not every lot has a value and one winner."
        return Answer(ID, "lots", said, Verdict.NOT_ESTABLISHED)
    total = sum(stated.values(), ZERO)
    by_bid: dict[str, Fraction] = {}
    for lot, (bid,) in winners.items():
        by_bid[bid] = by_bid.get(bid, ZERO) + stated[lot]
    rows = tuple(
        (bid, kinds.of(bid), value, HUNDRED * value / total) for bid, value in sorted(by_bid.items()) if total
    )
    said = "; ".join(f"{kinds.named(str(bid))} {figure(share, 'percent', '')}" for bid, _, _, share in rows)
    headings = (
        Heading("bid", "awarded"),
        Heading("kind", kinds.by),
        Heading("value", "value of its lots", MONEY),
        Heading("share", "share", "%"),
    )
    sentence = f"As published, the value of the lots goes to {said}."
    return Answer(ID, "lots", sentence, Verdict.PROVED, Basis.ENUMERATION, (Table("Lots", headings, rows),))
