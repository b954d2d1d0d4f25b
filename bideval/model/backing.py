"""What is stated of an instrument of backing beside its form, amount and stage.

Step-down, collateral and cost are data of a bid.  What they come to over the years of a
contract is worked out in ``bideval.scoring.backing``; nothing here has a default, and a
part that is not stated is never 0.
"""

from typing import Literal

from pydantic import Field

from bideval.model.base import Exact, Frozen

CollateralKind = Literal["none", "cash", "property", "charge", "counter-indemnity", "other"]
Calling = Literal["on-demand", "on-default"]
Due = Literal["with-bid", "before-award", "at-signing", "at-start"]
InPrice = Literal["yes", "no", "unknown"]
Outcome = Literal["offered", "declined", "no-answer", "awaited", "terms-not-taken"]


class StepDown(Frozen):
    """From a contract year on, the amount that is left."""

    from_year: int = Field(ge=2)  # of the contract, counted from 1
    amount: Exact


class Collateral(Frozen):
    """What the provider holds in turn: an amount, or a percentage of what is outstanding."""

    kind: CollateralKind
    amount: Exact | None = None  # money, the same in every year
    percent: Exact | None = None  # of the amount outstanding


class BackingCost(Frozen):
    """What an instrument costs; a part that costs nothing says 0."""

    arrangement_fee: Exact | None = None  # money, once
    premium: tuple[Exact, ...] = ()  # percent a year of the amount outstanding: one for all, or one each
    collateral_rate: Exact | None = None  # percent a year of cash held as collateral
    legal_fees: Exact | None = None  # money, once
