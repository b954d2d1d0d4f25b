"""What a certificate is about, in words: the bid, its rivals, and what each weight belongs to.

Names stand beside a claim for its reader and prove nothing.  Only their form is checked:
one a rival and one a weight, so that none can be read as another's.
"""

from typing import NamedTuple

from bideval.proof.awards import BestAward
from bideval.proof.claims import Claim, PairBound

KEY = "names"


class Names(NamedTuple):
    """The bid that a claim is about, its rivals, and the weights, in the order of the claim's numbers."""

    bid: str
    rivals: tuple[str, ...]
    weights: tuple[str, ...]


def names_refusal(value: object, claim: Claim) -> str | None:
    """Return why a JSON value does not name what is in a claim; None where it does."""
    if isinstance(claim, BestAward):
        return _award_refusal(value, claim)
    rivals = 1 if isinstance(claim, PairBound) else len(claim.differences)
    if not isinstance(value, dict) or value.keys() != {"bid", "rivals", "weights"}:
        return "its names are not those of a bid, its rivals and the weights"
    lists = ((value["rivals"], rivals), (value["weights"], len(claim.region.low)))
    if not all(_are_texts(names, count) for names, count in lists) or not isinstance(value["bid"], str):
        return "its names are not one a rival and one a weight"
    return None


def words_of(value: object, claim: Claim) -> str:
    """Return who a claim is about, from names in the right form; nothing where there are none."""
    if not isinstance(value, dict) or isinstance(claim, BestAward):
        return ""
    return f"{value['bid']} over {value['rivals'][0]}" if isinstance(claim, PairBound) else str(value["bid"])


def _award_refusal(value: object, claim: BestAward) -> str | None:
    """Return why a JSON value does not name the lots and the bids of an award, one for each place."""
    if not isinstance(value, dict) or value.keys() != {"lots", "bids"}:
        return "its names are not those of lots and bids"
    counted = ((value["lots"], len(claim.lots.reserves)), (value["bids"], len(claim.lots.bidders)))
    return None if all(_are_texts(*pair) for pair in counted) else "its names are not one a lot and one a bid"


def _are_texts(value: object, count: int) -> bool:
    return isinstance(value, list) and len(value) == count and all(isinstance(one, str) for one in value)
