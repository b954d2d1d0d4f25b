"""Points by how far the price lies from the mean of all prices.

Rule, form share: 100 x (1 - (P - Pavg) / Pavg).  Rule, form half-marks:
50 - 100 x (P - Pavg) / Pavg, that is half marks at the mean and a point for each
percent.  Both leave 0 to 100 on both sides, so the tender states a floor and a cap.
Source: unverified (United Kingdom mean-price practice).
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import CAP, FLOOR, FULL, limit_words, limited
from bideval.scoring.given import number, word

AT_MEAN = {"share": FULL, "half-marks": FULL / 2}  # the points of a bid at the mean, by form


def around_average(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``; outside 0 to 100 only where floor or cap is none."""
    beyond_mean = FULL * (price - field.mean) / field.mean
    return limited(AT_MEAN[word(with_, "form")] - beyond_mean, with_)


def mean_divides(field: PriceField, with_: With) -> str | None:
    """Return the reason that the mean cannot be divided by or the limits cross, or None."""
    if field.mean <= 0:
        return f"the mean of the prices is {figure_text(field.mean)}, not above 0; this formula divides by it"
    if with_.get("floor") is None or with_.get("cap") is None:
        return None
    floor, cap = number(with_, "floor"), number(with_, "cap")
    return f"the floor {figure_text(floor)} is above the cap {figure_text(cap)}" if floor > cap else None


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the price, the mean and the limits put in."""
    mean = figure_text(field.mean)
    beyond_mean = f"({figure_text(price)} - {mean}) / {mean}"
    if word(with_, "form") == "share":
        return f"100 x (1 - {beyond_mean}){limit_words(with_)}"
    return f"50 - 100 x {beyond_mean}{limit_words(with_)}"


AROUND_AVERAGE = PriceFormula(
    id="around-average",
    title="Distance from the mean price",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.ALL,),
    points=around_average,
    guard=mean_divides,
    worked=worked,
    parameters=(
        Parameter(
            "form",
            ParameterKind.CHOICE,
            "share gives 100 at the mean, half-marks gives 50; both lose a point for each percent above it",
            choices=tuple(AT_MEAN),
        ),
        FLOOR,
        CAP,
    ),
    rule="share: 100 x (1 - (P - Pavg) / Pavg); half-marks: 50 - 100 x (P - Pavg) / Pavg",
    source="United Kingdom mean-price practice; listed in Stilger 2011 (unverified)",
    status="U",
)
