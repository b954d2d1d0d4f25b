"""A second, short reader of tender folders, and half-up rounding, without a line of bideval.

The recomputations in these tests stand on it alone, so that they would not share a
fault of the readers, the models or the rounding they are compared with.
"""

import csv
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml


def yaml_text(path: Path) -> dict[str, Any]:
    """Return a YAML file of names and values, with every scalar as the text that stands there."""
    found: dict[str, Any] = yaml.BaseLoader(path.read_text(encoding="utf-8")).get_single_data()
    return found


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bids(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the bid files by bid."""
    return {path.stem: yaml_text(path) for path in sorted((folder / "bids").glob("*.yaml"))}


def prices(folder: Path, lot: str = "whole") -> dict[str, Fraction]:
    """Return the stated amounts for a lot by bid."""
    found = {path.stem: yaml_text(path)["lots"] for path in sorted((folder / "prices").glob("*.yaml"))}
    return {bid: Fraction(lots[lot]["amount"]) for bid, lots in found.items() if lot in lots}


def agreed(folder: Path, lot: str = "whole") -> dict[tuple[str, str], Fraction]:
    """Return the agreed marks for a lot by bid and criterion."""
    rows = [row for row in table(folder / "consensus.csv") if row["lot"] in {lot, "*"}]
    return {(row["bid"], row["criterion"]): Fraction(row["mark"]) for row in rows}


def half_up(value: Fraction, places: int) -> Fraction:
    """Round to ``places`` decimals, a half away from zero."""
    scaled = abs(value) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(units if value >= 0 else -units, 10**places)


def ranks(totals: Mapping[str, Fraction]) -> dict[str, int]:
    """Return ranks by bid, the highest total first; equal totals share theirs."""
    return {bid: 1 + sum(other > total for other in totals.values()) for bid, total in totals.items()}
