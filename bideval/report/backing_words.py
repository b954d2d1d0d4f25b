"""What text and JSON say of an instrument alike: its terms in words, and all that is not stated."""

from collections.abc import Iterator

from bideval.model.backing import Collateral
from bideval.model.bid import Backing, Rating
from bideval.model.numbers import figure_text
from bideval.report.tables import money_text
from bideval.scoring.asked_backing import asked_words
from bideval.scoring.backing.figures import Figure, NotStated
from bideval.scoring.backing.of_bid import BidBacking


def rating_words(rating: Rating | None) -> str | None:
    """The provider's rating on one line; None where there is none."""
    if rating is None:
        return None
    score = figure_text(rating.score) if rating.score is not None else None
    until = f" to {rating.valid_until}" if rating.valid_until else ""
    return f"{' '.join(filter(None, (rating.grade, score)))} by {rating.agency}, {rating.date}{until}"


def collateral_words(held: Collateral | None) -> str | None:
    """What is held as collateral; None where that is not stated."""
    if held is None:
        return None
    much = f", {money_text(held.amount)}" if held.amount is not None else ""
    part = f", {figure_text(held.percent)} percent of what is outstanding" if held.percent is not None else ""
    return f"{held.kind}{much}{part}"


def steps_words(one: Backing) -> list[str]:
    """Each step-down, earliest first."""
    steps = sorted(one.step_down, key=lambda step: step.from_year)
    return [f"{money_text(step.amount)} from year {step.from_year}" for step in steps]


def accepted_words(backing: BidBacking) -> str | None:
    """Of what the cover is; None where that is not stated."""
    if isinstance(backing.accepted, NotStated):
        return None
    return f"{backing.accepted.rule} ({asked_words(backing.accepted.asked)})"


def missing_words(backing: BidBacking) -> tuple[str, ...]:
    """Everything that would have to be stated for every figure to be there, each once."""
    return tuple(
        dict.fromkeys(what for one in _figures(backing) if isinstance(one, NotStated) for what in one.missing)
    )


def _figures(backing: BidBacking) -> Iterator[Figure]:
    yield from (one for one in (backing.term, backing.accepted) if isinstance(one, NotStated))
    yield from (cost.total for cost in backing.costs)
    yield backing.folded
    yield from backing.cover
    for year in backing.exposure:
        yield from (year.exposure, year.expected_loss)
