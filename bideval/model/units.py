"""Units, and the fields a measure may read with the unit each one carries.

A unit stops a rule from adding money to a ratio.  Percent values stand as they
are written: 62.5 means 62.5 percent, so a percent times money is refused; divide
by a constant of 100 percent first.

The vocabulary of fields is closed.  A bid's declared values are open: their ids
and units are those that the tender declares.  So are judgements, which are words
that an assessor records.  Nothing is looked up here.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Unit(StrEnum):
    """What a value counts."""

    MONEY = "money"  # the tender's currency, on its published basis
    RATIO = "ratio"  # a plain number
    PERCENT = "percent"  # as written: 62.5 is 62.5 percent
    COUNT = "count"
    YEARS = "years"
    POINTS = "points"  # 0 to 100 on a criterion
    MARK = "mark"  # what evaluators give, on the criterion's scale
    WORDS = "words"  # one of a list of words; no arithmetic


class Field(NamedTuple):
    """A field of the closed vocabulary: its unit, and whether it has a value a year."""

    unit: Unit
    yearly: bool
    words: str


DECLARED = "bid.declared."  # followed by an id that the tender declares
JUDGED = "bid.judged."  # followed by the id of a question that an assessor answers in a word
ACCOUNTS = "bidder.accounts."
BACKING = "bidder.backing.amount"
BACKINGS = (BACKING, "bidder.backing.count")
RATINGS = ("bidder.rating.grade", "bidder.rating.score")
MARK = "bid.mark"
PRICES = "prices."  # followed by a screen: an amount made from the prices of all bids of the lot
OTHERS = "others"  # under which a worked case gives the other prices of the lot
WEIGHTS = ("tender.weights.of_total", "tender.weights.of_non_price")  # read under `checks` alone
WORDS_LIST = "words-list"  # of a parameter that holds several words; no value has it
DATE = "date"  # of a parameter that holds a day of the calendar
SCALE = "scale"  # of a parameter that holds a mark scale

_ACCOUNTS = {
    "turnover": "income of the year",
    "operating_profit": "operating profit",
    "profit_after_tax": "profit after tax",
    "ebit": "earnings before interest and tax",
    "ebitda": "earnings before interest, tax, depreciation and amortisation",
    "free_cash_flow": "free cash flow",
    "net_debt": "borrowing less cash",
    "net_pension_deficit": "pension deficit net of tax",
    "net_interest_paid": "interest paid less interest received",
    "current_assets": "current assets",
    "inventories": "stock and work in progress",
    "current_liabilities": "current liabilities",
    "net_assets": "net assets",
    "shareholder_funds": "shareholders' or members' funds",
    "secured_borrowing": "external secured borrowing",
    "group_balances_owed": "balances owed by other companies of the group",
    "gross_assets": "gross assets",
    "reserves": "free reserves",
    "surplus": "surplus of the year",
    "surplus_reinvested_locally": "surplus put back into the area",
}

# What grows with the months that a year of accounts covers; all else stands on its last day.
FLOWS = (
    "turnover",
    "operating_profit",
    "profit_after_tax",
    "ebit",
    "ebitda",
    "free_cash_flow",
    "net_interest_paid",
    "surplus",
    "surplus_reinvested_locally",
)

_SCREENS = {
    "mean": "mean of the prices",
    "median": "median of the prices",
    "second-lowest": "second lowest price",
    "mean-of-others": "mean of the other prices",
    "next": "lowest other price that is as high or higher",
    "double-mean": "mean of the prices not more than share percent above the mean",
    "spain-rd-1098-2001": "line of Royal Decree 1098/2001, article 85",
    "italy-trimmed": "line of the trimmed mean discount and its mean excess",
}

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "tender.contract.value": Field(Unit.MONEY, False, "value of the contract over its whole term"),
        "tender.contract.annual_value": Field(
            Unit.MONEY, False, "value of the contract divided by its years"
        ),
        "tender.contract.years": Field(Unit.YEARS, False, "term of the contract"),
        WEIGHTS[0]: Field(Unit.PERCENT, False, "weight of the criteria named, of all weight"),
        WEIGHTS[1]: Field(Unit.PERCENT, False, "weight of the criteria named, of all but the price"),
        "price.evaluated": Field(Unit.MONEY, False, "the evaluated price of the bid"),
        **{f"{PRICES}{name}": Field(Unit.MONEY, False, words) for name, words in _SCREENS.items()},
        MARK: Field(Unit.MARK, False, "the mark that governs"),
        BACKING: Field(Unit.MONEY, False, "backing of the accepted forms at the stage asked for"),
        BACKINGS[1]: Field(Unit.COUNT, False, "how many such instruments there are"),
        RATINGS[0]: Field(Unit.WORDS, False, "the grade that the agency's rating in force gives"),
        RATINGS[1]: Field(Unit.RATIO, False, "the score that the agency's rating in force gives"),
        **{f"{ACCOUNTS}{name}": Field(Unit.MONEY, True, words) for name, words in _ACCOUNTS.items()},
    }
)

_PLAIN = (Unit.RATIO,)
_PER = {Unit.COUNT: (Unit.MONEY, Unit.POINTS, Unit.YEARS), Unit.YEARS: (Unit.MONEY, Unit.COUNT)}


def same_unit(units: tuple[Unit, ...]) -> Unit | None:
    """Return the unit that all ``units`` share, for sums and the like; None if they differ.

    >>> same_unit((Unit.MONEY, Unit.MONEY)), same_unit((Unit.MONEY, Unit.RATIO))
    (<Unit.MONEY: 'money'>, None)
    """
    first = units[0]
    return first if first is not Unit.WORDS and all(unit is first for unit in units) else None


def product_unit(units: tuple[Unit, ...]) -> Unit | None:
    """Return the unit of a product, or None where it would have no plain meaning.

    Ratios scale anything, counts scale money, points and years, and money a year
    times years is money.

    >>> product_unit((Unit.RATIO, Unit.MONEY)), product_unit((Unit.MONEY, Unit.YEARS))
    (<Unit.MONEY: 'money'>, <Unit.MONEY: 'money'>)
    >>> product_unit((Unit.PERCENT, Unit.MONEY)) is None
    True
    """
    result = Unit.RATIO
    for unit in units:
        step = _times(result, unit)
        if step is None:
            return None
        result = step
    return result


def ratio_unit(above: Unit, below: Unit) -> Unit | None:
    """Return the unit of ``above / below``, or None where it would have no plain meaning.

    >>> ratio_unit(Unit.MONEY, Unit.MONEY), ratio_unit(Unit.MONEY, Unit.YEARS)
    (<Unit.RATIO: 'ratio'>, <Unit.MONEY: 'money'>)
    >>> ratio_unit(Unit.YEARS, Unit.MONEY) is None
    True
    """
    if Unit.WORDS in (above, below):
        return None
    if above is below:
        return Unit.RATIO
    if below in _PLAIN or above in _PER.get(below, ()):
        return above
    return None


def _times(one: Unit, other: Unit) -> Unit | None:
    if Unit.WORDS in (one, other):
        return None
    if one in _PLAIN:
        return other
    if other in _PLAIN:
        return one
    if Unit.COUNT in (one, other):
        rest = other if one is Unit.COUNT else one
        return rest if rest in (Unit.COUNT, *_PER[Unit.COUNT]) else None
    return Unit.MONEY if {one, other} == {Unit.MONEY, Unit.YEARS} else None
