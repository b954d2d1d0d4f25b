"""The registry of award methods: one entry each, by id.

A method is one function, one entry, one page under docs/methods/ and one case
table under tests/scoring/methods/, all under the same id.
"""

import re
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from bideval.scoring.listed import Listed
from bideval.scoring.methods.entry import Method

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
_UNITS = {"points", "money", "money per point", "points per money", "ratio"}
_STATUSES = {"V", "S", "U"}
_MINIMUM = "quality_minimum"


def by_id(*methods: Method) -> Mapping[str, Method]:
    """Return the methods as a frozen mapping by id; raise ValueError on a faulty entry."""
    for method in methods:
        _check(method)
    ids = [method.id for method in methods]
    if len(set(ids)) != len(ids):
        raise ValueError(f"an id is given twice among {', '.join(sorted(ids))}")
    return MappingProxyType({method.id: method for method in sorted(methods, key=lambda one: one.id)})


def _check(method: Method) -> None:
    """Raise ValueError where an entry contradicts itself."""
    names = [parameter.name for parameter in method.parameters]
    required = [parameter.name for parameter in method.parameters if parameter.required]
    faults = (
        (not _ID.fullmatch(method.id), "the id must be of a to z, 0 to 9 and hyphens"),
        (method.unit not in _UNITS, f"the unit {method.unit} is unknown"),
        (method.status not in _STATUSES, f"the status {method.status} is unknown"),
        (not (method.title and method.rule and method.source), "title, rule and source must be stated"),
        (len(set(names)) != len(names), "a parameter is declared twice"),
        (_MINIMUM in names and not method.reads_quality, f"{_MINIMUM} is declared but no quality is read"),
        (method.needs_quality_minimum != (_MINIMUM in required), f"{_MINIMUM} is required in one place only"),
    )
    for applies, fault in faults:
        if applies:
            raise ValueError(f"method {method.id}: {fault}")


def _entry(name: str) -> Method:
    """Load the entry of a method from the module with its name."""
    method: Method = import_module(f"{__package__}.{name.replace('-', '_')}").METHOD
    return by_id(method)[name]


METHODS: Mapping[str, Method] = MappingProxyType(
    Listed(
        (
            "extended-benchmark-ratio",
            "feature-coefficient",
            "fixed-price-best-quality",
            "life-cycle-npv",
            "lowest-compliant",
            "monetised-quality",
            "price-per-quality-point",
            "price-quality-method",
            "quality-over-price",
            "utility-index",
            "vfm-index",
            "weighted-sum",
            "weighted-vfm-index",
        ),
        _entry,
    )
)
