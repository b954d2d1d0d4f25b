"""For officers who explain further: what the gap between a bid and the winner is made of.

The parts sum to the gap to the last digit.  Figures are scores of criteria, which letters
release, and what rounding adds.  A method whose figure is no sum has no parts, and says so.
"""

from collections.abc import Iterator

from bideval.model.evaluation import Evaluation, LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.report.evaluation_text import figure_words
from bideval.report.letters.sheets import Grid, Part, Sheet
from bideval.report.letters.together import is_ahead
from bideval.report.tables import aligned, name_text
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.explain import contributions
from bideval.scoring.lot_rules import LotRules

READER = "For officers: to explain further when a bidder asks. Not to be sent as it stands."


def margin_sheet(inputs: Inputs, evaluation: Evaluation) -> Sheet:
    """Return the sheet of every lot that has a winner."""
    rules = {one.id: one for one in compile_rules(inputs).scorable}
    parts = [part for lot in evaluation.lots for part in _lot(lot, rules[lot.id], evaluation.currency)]
    tender = inputs.tender
    authority = name_text(tender.authority) if tender.authority else ""
    return Sheet(
        "Further explanation", READER, tender.illustration, name_text(tender.title), authority, tuple(parts)
    )


def _lot(lot: LotResult, rules: LotRules, currency: str) -> Iterator[Part]:
    winners = [one for one in lot.placings if one.bid in lot.winners]
    others = [
        one for one in lot.placings if one.status is PlacingStatus.ASSESSED and one.bid not in lot.winners
    ]
    for winner in winners:
        yield from (_gap(lot, rules, winner, other, currency) for other in others)


def _gap(lot: LotResult, rules: LotRules, winner: Placing, other: Placing, currency: str) -> Part:
    where = "" if lot.id == "whole" else f"Lot {lot.id}: "
    heading = f"{where}{name_text(other.name)}, beside {name_text(winner.name)}"
    parts = contributions(lot, winner, other, rules.rank_on)
    if not parts or winner.total is None or other.total is None:
        return Part(
            heading, ("The figure of this method is no sum of criteria; bideval explain shows its working.",)
        )
    titles = {leaf.id: name_text(leaf.title) for leaf in rules.leaves()}
    columns = (
        [titles.get(one.what, one.what) for one in parts],
        aligned([one.ours for one in parts]),
        aligned([one.theirs for one in parts]),
        aligned([one.difference for one in parts], plus=True),
    )
    gap = figure_words(abs(winner.total - other.total), lot, currency)
    head = f"The winner is ahead by {gap}."
    if is_ahead(other, winner):
        head = f"This bidder is ahead by {gap} in the lot; the award of the lots together decided otherwise."
    said = f"{head} The parts below sum to it; a minus is where this bidder is ahead."
    headings = ("criterion", "winner", "this bidder", "winner ahead by")
    return Part(
        heading,
        (said,),
        (),
        (Grid("Parts of the gap", headings, (1, 2, 3), tuple(zip(*columns, strict=True))),),
    )
