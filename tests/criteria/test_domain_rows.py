"""Every measure that the project's list of facts names is on the shelf, with the cases that matter.

The rows below restate that list: financial metrics, alternatives to a parent guarantee,
measures of social value, governance, reform principles, and screens of low prices.  Each
pack shows a pass, a fail, the boundary between and what is undefined.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import get_args

import pytest

from bideval.io.packs import list_packs
from bideval.model.bid import BackingForm
from bideval.model.measure import AllNode
from bideval.model.numbers import NumberError, parse_number
from bideval.model.pack import Case, Pack
from bideval.model.parameters import With, read_with
from bideval.model.points import BandRule, LinearRule, LookupRule
from bideval.model.raw import Amount, resolved

SHELF = {pack.id: pack for pack in list_packs()}

FINANCE = [
    ("turnover ratio", "finance/turnover-ratio"),
    ("operating margin, better of latest year and two-year average", "finance/operating-margin"),
    ("free cash flow to net debt", "finance/free-cash-flow-to-net-debt"),
    ("net debt to EBITDA", "finance/net-debt-to-ebitda"),
    ("net debt plus pension deficit", "finance/net-debt-and-pension-to-ebitda"),
    ("interest cover", "finance/interest-cover"),
    ("acid ratio", "finance/acid-ratio"),
    ("net assets", "finance/net-assets"),
    ("group exposure", "finance/group-exposure"),
]
BACKING = [
    ("parent or associate guarantee", "backing/guarantee"),
    ("consortium, joint and several", "backing/joint-and-several"),
    ("step-in and termination rights", "backing/step-in-rights"),
    ("escrow or retention", "backing/cash-held"),
    ("staged payment or payment in advance", "backing/staged-payment"),
    ("insurance or surety", "backing/bond-or-surety"),
    ("letter of comfort", "backing/letter-of-comfort"),
    ("social-investor or community-lender facility", "backing/lender-facility"),
    ("asset charge", "backing/asset-charge"),
    ("contingency reserve from surplus", "backing/reserves-set-aside"),
    ("monitoring by a financial distress schedule", "backing/monitoring"),
    ("smaller lots", "backing/lot-size"),
]
SOCIAL = [
    ("LM3", "local/lm3"),
    ("local spend share", "local/local-spend"),
    ("surplus retention", "local/surplus-reinvested"),
    ("CIC: dividend cap of 35 percent", "ownership/dividend-cap"),
    ("CIC: asset lock", "ownership/asset-lock"),
    ("a mutual under section 33", "ownership/reserved-section-33"),
]
GOVERNANCE = [
    ("thirds", "ownership/board-thirds"),
    ("no one interest dominates", "ownership/board-no-majority"),
]
REFORM = [
    ("relational: a named worker", "reform/relational"),
    ("relational: continuity of staff", "reform/continuity"),
    ("relational: staff time with service users", "reform/staff-time"),
    ("strengths-based", "reform/strengths-based"),
    ("holistic", "reform/holistic"),
    ("preventative: marked", "reform/preventative"),
    ("preventative: investment in percent of contract value", "reform/prevention"),
    ("joined-up", "reform/joined-up"),
    ("adaptive", "reform/adaptive"),
    ("equitable: marked", "reform/equitable"),
    ("equitable: access gap", "reform/access-gap"),
    ("equitable: outcome gap", "reform/outcome-gap"),
    ("users' own verdict", "reform/users-verdict"),
    ("its response rate", "reform/response-rate"),
    ("multi-year value", "value/net-benefit"),
    ("payment by results: money at risk", "value/money-at-risk"),
    ("payment by results: outcome and tariff", "value/outcome-payment"),
    ("social investment as backing", "backing/lender-facility"),
    ("shares without dividend", "ownership/share-class"),
]
SCREENS = [
    ("below the estimate", "screens/below-estimate"),
    ("below the mean", "screens/below-mean"),
    ("below the median", "screens/below-median"),
    ("below the second lowest", "screens/below-second-lowest"),
    ("Spain, RD 1098/2001", "screens/spain-rd-1098-2001"),
    ("Italy, trimmed mean", "screens/italy-trimmed-mean"),
    ("Prozorro, below the mean of the others", "screens/prozorro-mean"),
    ("Prozorro, below the next bid", "screens/prozorro-next"),
    ("France, double mean", "screens/double-mean"),
    ("Slovakia, below the mean and the second", "screens/below-mean-and-second"),
]
ROWS = [*FINANCE, *BACKING, *SOCIAL, *GOVERNANCE, *REFORM, *SCREENS]
MARKED = {"0", "5", "100", "4", "10"}  # the ends of the scales on the shelf


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[1]} for {row[0]}")
def test_each_row_is_on_the_shelf_with_its_cases(row: tuple[str, str]) -> None:
    pack = SHELF[row[1]]
    assert shown(pack) == {"pass", "fail", "boundary", "undefined"}


def shown(pack: Pack) -> set[str]:
    """Return what the cases of a pack show."""
    found = {"undefined"} if any(case.refused for case in pack.cases) else set()
    if pack.threshold is not None:
        found |= {"pass" if case.passes else "fail" for case in pack.cases if case.passes is not None}
    else:
        best = max((case.points for case in pack.cases if case.points is not None), default=None)
        found |= {"pass"} if best else set()
        found |= {"fail"} if any(case.points == 0 for case in pack.cases) else set()
    return found | ({"boundary"} if any(at_boundary(pack, case) for case in pack.cases) else set())


def at_boundary(pack: Pack, case: Case) -> bool:
    """Whether a case that gives something stands exactly where its outcome turns."""
    if case.refused is not None:
        return False
    if pack.reads_mark:
        return case.given.get("mark") in MARKED
    with_, problems = read_with(pack.parameters, case.with_)
    assert problems == ()
    accepted = with_.get(pack.threshold or "")
    if isinstance(accepted, tuple) and len(accepted) > 1 and case.passes:
        return True  # several words pass, and this is one of them beside others
    if isinstance(case.measure, Fraction):
        return case.measure in set(turns(pack, with_))
    if isinstance(pack.measure, AllNode):  # a word made of conditions, one of which is at its limit
        return bool({one for one in with_.values() if isinstance(one, Fraction)} & set(numbers(case)))
    return False


def turns(pack: Pack, with_: With) -> Iterator[Fraction]:
    """Where the outcome turns: the threshold, and the ends of bands and lines."""
    level = with_.get(pack.threshold or "")
    if isinstance(level, Fraction):
        yield level
    rule, ends = pack.points, list[Amount | None]()
    if isinstance(rule, BandRule):
        ends = [end for band in rule.bands for end in (band.low, band.high)]
    elif isinstance(rule, LinearRule):
        ends = [rule.start.at, rule.end.at]
    yield from (figure for end in ends if end is not None and (figure := resolved(end, with_)) is not None)


def numbers(case: Case) -> Iterator[Fraction]:
    """The single numbers that a case gives."""
    for one in case.given.values():
        try:
            yield parse_number(one if isinstance(one, str) else "")
        except NumberError:
            continue


def test_every_form_of_backing_that_a_bid_can_state_is_asked_for_by_some_pack() -> None:
    text = " ".join(str(pack.raw) for pack in SHELF.values() if pack.family == "backing")
    assert [form for form in get_args(BackingForm) if f"'{form}'" not in text] == []


def test_no_row_stands_twice() -> None:
    assert len({words for words, _ in ROWS}) == len(ROWS)


def test_a_lookup_has_no_ends() -> None:
    """Words are told apart by being the same: a pack of words shows its boundary by what it accepts."""
    assert [row for row in ROWS if isinstance(SHELF[row[1]].points, LookupRule)] == []
