"""All screens over a stream of contests, in one pass; what they raise is no verdict on anyone.

Flags that one process shows are yielded as it passes; those that show only beside others
come at the end.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.screens.across import Across
from bideval.analysis.screens.low_price import LowPrice, low_prices
from bideval.analysis.screens.market import Contest, Flag
from bideval.analysis.screens.settings import ScreenSettings
from bideval.analysis.screens.within import WITHIN

ACROSS = ("R024", "R025", "R038", "R058")
RED_FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "R018": "one tenderer alone where the method lets others in",
        "R024": "the second price is close to the winning one",
        "R025": "many bids and few wins",
        "R028": "different tenderers with the same price",
        "R030": "a late bid won",
        "R035": "every bid but the winner's was disqualified",
        "R036": "the lowest price was disqualified",
        "R038": "many bids disqualified, of a buyer or a tenderer",
        "R058": "the winning price is far below the second",
    }
)


class Screening(NamedTuple):
    """Which screens are asked for, and how they are set."""

    red_flags: tuple[str, ...] = tuple(RED_FLAGS)
    low_prices: tuple[LowPrice, ...] = ()
    settings: ScreenSettings = ScreenSettings()


def screened(contests: Iterable[Contest], screening: Screening) -> Iterator[Flag]:
    """Yield every flag that is raised.  Cancelled processes are passed over."""
    across = Across(screening.settings)
    for contest in contests:
        if contest.cancelled or contest.method_details in screening.settings.excluded_details:
            continue
        for code, screen in WITHIN.items():
            if code in screening.red_flags:
                yield from screen(contest, screening.settings)
        for rule in screening.low_prices:
            yield from low_prices(contest, rule)
        across.add(contest)
    yield from (flag for flag in across.flags() if flag.screen in screening.red_flags)
