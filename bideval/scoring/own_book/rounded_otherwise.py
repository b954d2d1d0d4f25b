"""Whether a figure that is not right differs by its rounding alone, and how it was rounded then.

Looked for first: a figure that is right but for its last rounding, so that at most the display
rounds it; one that was rounded nowhere on its way; one that was rounded here alone.  Where no
other cell explains the figure: one that was rounded to other places or in another mode.
Nothing is taken for rounding that gives another number.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.model.numbers import DISPLAY_PLACES, ROUNDING_PLACES, fixed_text
from bideval.model.tender import RoundingRule
from bideval.scoring.own_book.held import Held
from bideval.scoring.own_book.worked import CLEAN
from bideval.scoring.policy import Policy
from bideval.scoring.rounding import Mode, round_to

_NEAREST = (Mode.HALF_UP, Mode.HALF_EVEN)
_DIGITS = 14  # of a number that binary fractions keep whole through a few steps


class Figured(NamedTuple):
    """A figure in the units of the workbook: right, without any rounding, and before its own."""

    right: Fraction
    exact: Fraction
    unrounded: Fraction


class Otherwise(NamedTuple):
    """How a figure was rounded instead.  ``in_display`` where what is shown may still be right."""

    words: str
    in_display: bool = False


def agree(one: Fraction, other: Fraction, decimals: int = CLEAN) -> bool:
    """Say whether two figures are less than one unit of the last decimal apart that counts.

    ``decimals`` count, or as many fewer as a spreadsheet does not keep: it has 15 digits, and the
    last of them is lost in sums.
    """
    whole = len(str(int(max(abs(one), abs(other)))))
    kept = min(decimals, max(_DIGITS - whole, 0))
    return abs(one - other) < Fraction(1, 10**kept)


def rule_words(rule: RoundingRule | None) -> str:
    """Say what a published rounding does.

    >>> rule_words(RoundingRule(stage="total", places=2, mode="half-up"))
    'the rules round it half-up to 2 places'
    """
    if rule is None:
        return "the rules do not round it"
    return f"the rules round it {rule.mode.value} to {_places(rule.places)}"


def rounded_otherwise(
    held: Held, figured: Figured, rule: RoundingRule | None, policy: Policy
) -> Otherwise | None:
    """Return how a figure that is not right was rounded; None where rounding does not explain it."""
    there = held.value
    if there is None:
        return None
    if (
        rule is not None
        and round_to(round_to(there, CLEAN, Mode.HALF_UP), rule.places, rule.mode) == figured.right
    ):
        return Otherwise(_in_display(held, there, rule), in_display=True)
    if policy.rules and agree(there, figured.exact):
        return Otherwise(f"it was rounded nowhere, and {_stages(policy)}")
    if rule is not None and agree(there, round_to(figured.exact, rule.places, rule.mode)):
        return Otherwise(f"it was rounded here alone, and {_stages(policy)}")
    return None


def _in_display(held: Held, there: Fraction, rule: RoundingRule) -> str:
    holds = f"it holds {fixed_text(there, DISPLAY_PLACES)}"
    if held.places == rule.places:
        return f"{holds}, and is rounded by its display alone"
    return f"{holds}, and is not rounded"


def by_another_rule(there: Fraction, figured: Figured, rule: RoundingRule | None) -> Otherwise | None:
    """Return to which places or in which mode a figure was rounded instead; None where that is not it."""
    cleaned = round_to(there, CLEAN, Mode.HALF_UP)
    places = next((one for one in range(ROUNDING_PLACES + 1) if (cleaned * 10**one).denominator == 1), 0)
    tried = [(places, mode) for mode in _NEAREST if places]  # whole numbers come about in other ways too
    if rule is not None:
        tried += [(rule.places, mode) for mode in Mode]
    for to, mode in tried:
        for value in (figured.unrounded, figured.exact):
            if round_to(value, to, mode) == cleaned:
                return Otherwise(f"it was rounded {mode.value} to {_places(to)}, and {rule_words(rule)}")
    return None


def _stages(policy: Policy) -> str:
    names = ", ".join(dict.fromkeys(rule.stage.value for rule in policy.rules))
    return f"the rules round at stage {names}"


def _places(places: int) -> str:
    return f"{places} place{'' if places == 1 else 's'}"
