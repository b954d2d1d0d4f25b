"""Words of the rules that several models share: stages, modes, phases, tests."""

from enum import StrEnum


class Mode(StrEnum):
    """What rounding does to the digits beyond the last place."""

    HALF_UP = "half-up"  # nearest; a half goes away from zero
    HALF_EVEN = "half-even"  # nearest; a half goes to the even digit
    HALF_DOWN = "half-down"  # nearest; a half goes towards zero
    UP = "up"  # away from zero
    DOWN = "down"  # towards zero


class Stage(StrEnum):
    """Where a published rounding rule applies, in the order of the calculation."""

    PRICE = "price"  # the evaluated price, before its formula or method
    MEASURE = "measure"
    MARK_MEAN = "mark-mean"  # a mean or median of marks
    POINTS = "points"
    WEIGHTED = "weighted"
    SECTION = "section"
    TOTAL = "total"
    FIGURE = "figure"  # the one figure of a method other than weighted-sum


class Phase(StrEnum):
    """When a gate is tested; later phases see only the survivors of earlier ones."""

    EXCLUSION = "exclusion"
    CONDITIONS = "conditions"
    MINIMUMS = "minimums"
    PRICE = "price"


class Test(StrEnum):
    """How a gate compares a value with its threshold."""

    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"
    IS = "is"
    ONE_OF = "one-of"


class OnFail(StrEnum):
    """What a failed gate does."""

    MUST_DISREGARD = "must-disregard"  # the bid is out
    MAY_DISREGARD = "may-disregard"  # a recorded decision says whether it is out
    FLAG = "flag"  # shown, nothing more


class RankOn(StrEnum):
    """Whether bids are ranked on the published rounding or on exact figures."""

    ROUNDED = "rounded"
    EXACT = "exact"


class MarksFrom(StrEnum):
    """Which mark governs where several people marked."""

    CONSENSUS = "consensus"
    MEAN = "mean"
    MEDIAN = "median"
    SINGLE = "single"  # one evaluator a question


class Combine(StrEnum):
    """How the totals of several authorities become one result."""

    MEAN_OF_TOTALS = "mean-of-totals"  # the sum of budget share x total / 100
    LEXICOGRAPHIC = "lexicographic"  # the first listed authority's total, the next one's on a tie


class BidStatus(StrEnum):
    """What became of a bid before anything was tested."""

    RECEIVED = "received"
    LATE = "late"
    WITHDRAWN = "withdrawn"


class Vat(StrEnum):
    """The VAT treatment of an amount; amounts always stand without VAT."""

    STANDARD = "standard"
    REDUCED = "reduced"
    ZERO = "zero"
    EXEMPT = "exempt"
    OUTSIDE_SCOPE = "outside-scope"
    NOT_STATED = "not-stated"
