"""Every price formula under its id: the one place where they are listed.

Adding one is a module with its function and entry, a line here, a page in
docs/formulas and a table of cases, all under the same id.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bideval.errors import BidevalError
from bideval.scoring.formulas.around_average import AROUND_AVERAGE
from bideval.scoring.formulas.budget_linear import BUDGET_LINEAR
from bideval.scoring.formulas.discount_bilinear import DISCOUNT_BILINEAR
from bideval.scoring.formulas.discount_power import DISCOUNT_POWER
from bideval.scoring.formulas.entry import PriceFormula
from bideval.scoring.formulas.fixed_range import FIXED_RANGE
from bideval.scoring.formulas.linear_to_double_lowest import LINEAR_TO_DOUBLE_LOWEST
from bideval.scoring.formulas.linear_to_n_lowest import LINEAR_TO_N_LOWEST
from bideval.scoring.formulas.log_from_lowest import LOG_FROM_LOWEST
from bideval.scoring.formulas.lowest_over_bid import LOWEST_OVER_BID
from bideval.scoring.formulas.lowest_to_highest import LOWEST_TO_HIGHEST
from bideval.scoring.formulas.qcbs import QCBS
from bideval.scoring.formulas.rank_points import RANK_POINTS

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
_STATUSES = ("V", "S", "U")


class FormulaEntryError(BidevalError):
    """Raised when an entry cannot stand in the registry: a doubled or ill-formed fact."""


def by_id(*formulas: PriceFormula) -> Mapping[str, PriceFormula]:
    """Return the formulas by id, read-only; raise FormulaEntryError where an entry is wrong."""
    listed: dict[str, PriceFormula] = {}
    for formula in formulas:
        if formula.id in listed:
            raise FormulaEntryError(f"two price formulas are called {formula.id}")
        _check(formula)
        listed[formula.id] = formula
    return MappingProxyType(listed)


def _check(formula: PriceFormula) -> None:
    """Raise where the facts of an entry are ill-formed."""
    names = [parameter.name for parameter in formula.parameters]
    problems = (
        (_ID.fullmatch(formula.id) is None, "an id is lower-case letters, digits and hyphens"),
        (formula.status not in _STATUSES, f"a status is one of {', '.join(_STATUSES)}"),
        (len(set(names)) < len(names), "two of its parameters have one name"),
        (not (formula.title and formula.rule and formula.source), "title, rule and source are needed"),
    )
    for applies, reason in problems:
        if applies:
            raise FormulaEntryError(f"{formula.id!r}: {reason}")


PRICE_FORMULAS: Mapping[str, PriceFormula] = by_id(
    LOWEST_OVER_BID,
    QCBS,
    LINEAR_TO_DOUBLE_LOWEST,
    LINEAR_TO_N_LOWEST,
    LOWEST_TO_HIGHEST,
    AROUND_AVERAGE,
    FIXED_RANGE,
    BUDGET_LINEAR,
    LOG_FROM_LOWEST,
    RANK_POINTS,
    DISCOUNT_POWER,
    DISCOUNT_BILINEAR,
)
