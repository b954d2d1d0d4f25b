"""Every price formula under its id: the one place where they are listed.

Adding one is a module with its function and entry, a line here, a page in
docs/formulas and a table of cases, all under the same id.
"""

import re
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from bideval.errors import BidevalError
from bideval.scoring.formulas.entry import PriceFormula
from bideval.scoring.listed import Listed

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


def _entry(name: str) -> PriceFormula:
    """Load the entry of a formula: a constant with its name, in a module with its name."""
    python = name.replace("-", "_")
    formula: PriceFormula = getattr(import_module(f"{__package__}.{python}"), python.upper())
    return by_id(formula)[name]


PRICE_FORMULAS: Mapping[str, PriceFormula] = MappingProxyType(
    Listed(
        (
            "lowest-over-bid",
            "qcbs",
            "linear-to-double-lowest",
            "linear-to-n-lowest",
            "lowest-to-highest",
            "around-average",
            "fixed-range",
            "budget-linear",
            "log-from-lowest",
            "rank-points",
            "discount-power",
            "discount-bilinear",
        ),
        _entry,
    )
)
