"""Red flags that one process shows by itself: R018, R028, R030, R035, R036.

Source: OCDS Cardinal 0.0.8 (indicators of these codes); each function follows its method and
exclusions.  Prices are compared exactly and within one process: bids in different
currencies are never compared.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from bideval.analysis.screens.market import Contest, Flag, Offer, process, tenderer
from bideval.analysis.screens.settings import ScreenSettings
from bideval.model.amounts import money_text

YES = Fraction(1)


def single_bid(contest: Contest, settings: ScreenSettings) -> Iterator[Flag]:
    """R018: one tenderer alone, where the method lets others in."""
    if contest.tenderers == 1 and contest.method in settings.single_bid_methods:
        worked = f"1 tenderer is stated, and the method is {contest.method}"
        yield Flag("R018", process(contest), YES, worked)


def identical_prices(contest: Contest, settings: ScreenSettings) -> Iterator[Flag]:
    """R028: different tenderers with one and the same price."""
    if not settings.compares_prices(contest.method_details):
        return
    by_price: dict[tuple[Fraction, str], list[Offer]] = {}
    for offer in contest.submitted:
        if offer.amount is not None and offer.currency is not None and offer.tenderers:
            by_price.setdefault((offer.amount, offer.currency), []).append(offer)
    same = {key: offers for key, offers in by_price.items() if _are_several(offers)}
    said = {key: _at_one_price(*key, offers) for key, offers in sorted(same.items())}
    if said:
        yield Flag("R028", process(contest), YES, "; ".join(said.values()))
    named = {(name, key) for key, offers in same.items() for one in offers for name in one.tenderers}
    for name, key in sorted(named):
        yield Flag("R028", tenderer(name), YES, f"{contest.id}: {said[key]}")


def _are_several(offers: Sequence[Offer]) -> bool:
    return len({frozenset(one.tenderers) for one in offers}) > 1


def _at_one_price(amount: Fraction, currency: str, offers: Sequence[Offer]) -> str:
    names = dict.fromkeys(map(_names, offers))
    return f"{' = '.join(names)} = {currency} {money_text(amount)}"


def late_bid_won(contest: Contest, settings: ScreenSettings) -> Iterator[Flag]:
    """R030: a bid that came after the deadline, and whose tenderer was awarded."""
    if contest.deadline is None or not contest.awards:
        return
    awarded = {name for one in contest.awards if one.status == "active" for name in one.suppliers}
    late = [
        (name, offer.at)
        for offer in contest.offers or ()
        if offer.status == "valid" and offer.at is not None and offer.at > contest.deadline
        for name in offer.tenderers
        if name in awarded
    ]
    if late:
        told = "; ".join(f"{name} at {at}" for name, at in late)
        yield Flag("R030", process(contest), YES, f"deadline {contest.deadline}; received: {told}")
    for name, at in late:
        yield Flag("R030", tenderer(name), YES, f"{contest.id}: received {at}, deadline {contest.deadline}")


def all_others_disqualified(contest: Contest, settings: ScreenSettings) -> Iterator[Flag]:
    """R035: every bid but the winner's was disqualified."""
    awards = contest.final_awards
    if awards is None:
        return
    suppliers = {name for one in awards for name in one.suppliers}
    valid = _tenderers(contest, "valid")
    others = _tenderers(contest, "disqualified") - valid
    if len(valid) == 1 and valid == suppliers and len(others) >= settings.least_disqualified:
        (winner,) = valid
        worked = f"only {winner} is valid, and won; disqualified: {', '.join(sorted(others))}"
        yield Flag("R035", process(contest), Fraction(len(others)), worked)
        yield Flag("R035", tenderer(winner), None, f"{contest.id}: {worked}")


def lowest_disqualified(contest: Contest, settings: ScreenSettings) -> Iterator[Flag]:
    """R036: the lowest price was disqualified, and an award was made."""
    if not settings.compares_prices(contest.method_details):
        return
    if not any(one.status == "active" for one in contest.awards or ()):
        return
    priced = [one for one in contest.submitted if one.amount is not None and one.currency is not None]
    if len({one.currency for one in priced}) != 1 or not any(one.status == "valid" for one in priced):
        return
    lowest = min(priced, key=lambda one: one.amount or Fraction(0))  # of equal ones the first
    if lowest.status == "disqualified" and lowest.amount is not None:
        valid = min(one.amount for one in priced if one.status == "valid" and one.amount is not None)
        worked = (
            f"lowest {lowest.currency} {money_text(lowest.amount)} ({_names(lowest)}) disqualified; "
            f"lowest valid {money_text(valid)}"
        )
        yield Flag("R036", process(contest), YES, worked)


def _names(offer: Offer) -> str:
    return " and ".join(sorted(offer.tenderers)) or offer.id


def _tenderers(contest: Contest, status: str) -> set[str]:
    return {name for one in contest.offers or () if one.status == status for name in one.tenderers}


Within = Callable[[Contest, ScreenSettings], Iterator[Flag]]
WITHIN: Mapping[str, Within] = MappingProxyType(
    {
        "R018": single_bid,
        "R028": identical_prices,
        "R030": late_bid_won,
        "R035": all_others_disqualified,
        "R036": lowest_disqualified,
    }
)
