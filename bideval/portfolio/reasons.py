"""Why a line is not evaluated, in words; each under the word that stands in the file of rejects."""

from collections.abc import Mapping
from types import MappingProxyType

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "bid-status": "a bid has a status that the bids extension does not know",
        "bid-twice": "two bids of the tender have one id",
        "bid-without-points": "a bid has no points, or points of other criteria",
        "bid-without-price": "a bid that stands has no price",
        "bid-without-tenderer": "a bid names no tenderer",
        "bid-without-turnover": "there is a turnover test, and a bid states no turnover",
        "criteria-unclear": "criteria are missing, too many, or two have one id",
        "cut-off": "the file breaks off here: what was compressed is cut off or damaged",
        "formula-unclear": "the price formula is missing, or a figure that it needs",
        "line-too-long": "the line is longer than 16 MB",
        "mixed-currencies": "amounts are in several currencies",
        "negative-number": "an amount, a weight or points are below 0",
        "no-bids": "no bid is listed",
        "no-currency": "an amount has no currency",
        "no-rule": "no rule says who wins: neither a part of ours, nor that price alone decides",
        "no-tender": "there is no tender in the release",
        "not-as-expected": "a part of the line is of another kind than the standard has it",
        "not-json": "the line is no JSON",
        "not-utf-8": "the line is not UTF-8",
        "number-unfit": "a figure is finer or longer than is read here",
        "ocid-twice": "an earlier tender has the same ocid; the first that can be evaluated counts",
        "points-out-of-range": "points are above 100",
        "price-of-nothing": "a bid offers the price 0, by which formulas divide",
        "rounding-unclear": "weighted figures are rounded to 0 to 4 decimals, or not at all",
        "several-lots": "the tender has several lots, and its bids are not one contest",
        "several-price-criteria": "more than one criterion is a price",
        "weights-not-100": "the weights do not sum to 100",
    }
)
