"""Who has still to mark what, and to declare what, as JSON data: people by id, and no mark of anybody."""

from bideval.scoring.panel.to_come import Member, Progress
from bideval.scoring.price_json import Json


def progress_data(progress: Progress) -> dict[str, Json]:
    """The page as data."""
    return {
        "schema": "bideval/progress",
        "version": 1,
        "tender": progress.tender,
        "illustration": progress.illustration,
        "on": progress.on or None,
        "asked": sum(one.asked for one in progress.members),
        "given": sum(one.given for one in progress.members),
        "to_agree": None if progress.agreed is None else progress.to_agree,
        "agreed": progress.agreed,
        "people": [_member(one) for one in progress.members],
    }


def _member(one: Member) -> dict[str, Json]:
    return {
        "person": one.id,
        "role": one.role,
        "asked": one.asked,
        "given": one.given,
        "still_to_mark": [
            {
                "lot": row.lot,
                "criterion": row.criterion,
                "bid": row.bid,
                "due": row.due or None,
                "overdue": row.is_overdue,
            }
            for row in one.missing
        ],
        "takes_no_part": [{"bid": aside.bid, "marks_standing": aside.marks} for aside in one.aside],
        "declared": [{"stage": stage.value, "not_reviewed": list(bids)} for stage, bids in one.declared],
    }
