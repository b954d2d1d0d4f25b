"""Low-price rules from the shelf of packs, ready to look at a contest's prices.

Asked for as ``screens/below-mean@1`` or ``screens/below-mean@1:least=80``.  A pack whose level
has no default needs it said: nobody's level is made up here.
"""

import re
from fractions import Fraction

from bideval.analysis.screens.low_price import LowPrice
from bideval.errors import BidevalError, Source
from bideval.io.packs import load_packs
from bideval.model.parameters import read_with

STANDARD = (
    "screens/prozorro-mean@1",
    "screens/prozorro-next@1",
    "screens/below-median@1",
    "screens/double-mean@1",
)
_ASKED = re.compile(r"(screens/[a-z0-9-]+@[1-9][0-9]{0,3})((?::[a-z_]+=[^:=]+)*)")


class LowPriceError(BidevalError, ValueError):
    """Raised when a low-price rule cannot be used; says why in one sentence."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


def low_price_rule(asked: str) -> LowPrice:
    """Return the rule that ``asked`` names; raise LowPriceError where it names none that can be used."""
    match = _ASKED.fullmatch(asked)
    if match is None:
        raise LowPriceError(f"{asked!r} is not of the form screens/below-mean@1:least=80")
    reference = match[1]
    packs, findings = load_packs([(reference, Source("--low-price"))], {})
    if findings:
        raise LowPriceError(f"{findings[0].message}. {findings[0].remedy}")
    pack = packs[reference]
    given = dict(one.split("=", 1) for one in match[2].split(":") if one)
    with_, problems = read_with(pack.parameters, given)
    if problems:
        raise LowPriceError(f"{reference}: {problems[0].message}; such as {reference}:least=80")
    least = with_.get(pack.threshold or "")
    if pack.measure is None or not isinstance(least, Fraction):
        raise LowPriceError(f"{reference} is no rule with a least level")
    return LowPrice(reference, pack.measure, with_, least)
