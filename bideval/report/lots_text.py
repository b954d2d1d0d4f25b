"""How every lot came out, one line each: the top of a page with many lots."""

from collections.abc import Iterator

from bideval.model.evaluation import Evaluation, LotResult, LotStatus

WITHOUT_WINNER = {
    LotStatus.NO_ASSESSED_BID: "no bid is left to assess",
    LotStatus.QUALITY_ONLY: "quality alone is scored",
    LotStatus.NEEDS_ALLOCATION: "ranked; awarded by the rules across lots",
    LotStatus.ILLUSTRATIVE: "illustrative, nobody wins",
}


def lots_text(evaluation: Evaluation) -> Iterator[str]:
    """Return the block of lines; nothing for a single lot, whose sentence says it."""
    if len(evaluation.lots) > 1:
        yield "\n".join(["Lots:", *(f"  {lot.id}: {_in_short(lot)}" for lot in evaluation.lots)])


def _in_short(lot: LotResult) -> str:
    if lot.status in WITHOUT_WINNER:
        return WITHOUT_WINNER[lot.status]
    if lot.status is LotStatus.TIED:
        return f"tied: {', '.join(lot.tied)}"
    if not lot.winners:
        return "nobody wins"
    provisional = ", provisionally" if lot.status is LotStatus.PROVISIONAL else ""
    verb = "wins" if lot.places == 1 else "have places"
    return f"{', '.join(lot.winners)} {verb}{provisional}"
