"""The award of all lots as published and changed, for people: one block of a what-if."""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.award_words import listed
from bideval.analysis.lots.beside import AwardsBeside
from bideval.analysis.lots.counted import counted_of
from bideval.analysis.lots.rule_costs import cost_of
from bideval.report.allocation_text import sentence
from bideval.report.lots_counted_text import is_more_than_paid
from bideval.report.lots_study_text import conflict_words, declared_text, percent_text, whole_text
from bideval.report.tables import money_text, table_text, wrapped

NONE = "not awarded"


def beside_blocks(found: AwardsBeside, words: str, currency: str) -> list[str]:
    """Return the blocks: what comes of the change, lot by lot, and the figures of both awards."""
    blocks = ["\n".join(wrapped(beside_words(found, words, currency), ""))]
    rows = [
        (one.lot, one.bid or NONE, after.bid or NONE, "moves" if one.bid != after.bid else "")
        for one, after in zip(found.before.lots, found.after.lots, strict=True)
    ]
    blocks.append(table_text(("lot", "as published", "changed", ""), rows, right=set()))
    blocks.append("\n".join(["Award of all lots:", *_figures(found, currency)]))
    if found.why is not None:
        lines = (wrapped(conflict_words(one), "  ") for one in found.why.conflicts)
        blocks.append("\n".join(["Why lots cannot be filled:", *(line for one in lines for line in one)]))
    return blocks


def beside_words(found: AwardsBeside, words: str, currency: str) -> str:
    """Return in a sentence or two what comes of a change."""
    lots = [one.lot for one in found.moved]
    if not found.after.taken:
        return f"With {words}: {sentence(found.after, currency)}"
    if not lots:
        return f"With {words}, every lot is awarded as it is published."
    verb = "goes" if len(lots) == 1 else "go"
    return f"With {words}, {listed(lots)} {verb} elsewhere. {sentence(found.after, currency)}"


def _figures(found: AwardsBeside, currency: str) -> Iterator[str]:
    before, after = found.effects
    costs = [_money(cost_of(one), currency) for one in (found.before, found.after)]
    pairs = [("cost", *costs)]
    counted = [counted_of(one) for one in (found.before, found.after)]
    if any(map(is_more_than_paid, counted)):
        one, other = (_money(each and each.value, currency) for each in counted)
        pairs.append(("counted, with lots that are not awarded and rules that give way", one, other))
    if found.before.points:
        pairs.append(("points", whole_text(found.before.points), whole_text(found.after.points)))
    if before.lots != after.lots:
        pairs.append(("awarded lots", str(before.lots), str(after.lots)))
    pairs.append(("awarded bidders", str(before.winners), str(after.winners)))
    pairs.append(("largest share, percent", percent_text(before.largest), percent_text(after.largest)))
    if before.local_spend is not None or after.local_spend is not None:
        pairs.append(("local spend", declared_text(before.local_spend), declared_text(after.local_spend)))
    if before.surplus is not None or after.surplus is not None:
        pairs.append(("surplus put back", declared_text(before.surplus), declared_text(after.surplus)))
    for name, one, other in pairs:
        yield f"  {name}: {one} as published, {other} changed"


def _money(value: Fraction | None, currency: str) -> str:
    return "none" if value is None else f"{currency} {money_text(value)}"
