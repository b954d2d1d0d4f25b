"""Best ranks found another way: a programme with a yes or no for each rival, and large numbers."""

from fractions import Fraction

from bideval.analysis.exact.certify import pair_bound
from bideval.analysis.exact.whole import SolvedWhole, minimise_whole
from bideval.proof.claims import PairBound
from bideval.proof.linear import Program
from bideval.proof.programs import Differences
from bideval.proof.region import Region, all_rows


def best_rank_by_whole_numbers(region: Region, differences: Differences) -> int:
    """Return one more than the fewest rivals that must be let ahead.

    min sum_j b_j   subject to   w in region,   D_j.w + M_j b_j >= 0,   0 <= b_j <= 1

    M_j is how far the bid can fall behind rival j at most.
    """
    width, rows = len(differences), all_rows(region)
    nothing = (0,) * width
    leads = []
    for place, difference in enumerate(differences):
        bound = pair_bound(region, difference)
        assert isinstance(bound, PairBound)
        frees = max(Fraction(0), -Fraction(bound.least))
        leads.append((*difference, *nothing[:place], frees, *nothing[place + 1 :]))
    program = Program(
        cost=(0,) * len(region.low) + (1,) * width,
        rows=(*((*row.coefficients, *nothing) for row in rows), *leads),
        row_low=(*(row.low for row in rows), *nothing),
        row_high=(*(row.high for row in rows), *(None for _ in differences)),
        low=region.low + nothing,
        high=region.high + (1,) * width,
    )
    outcome = minimise_whole(program, tuple(range(len(region.low), len(program.cost))), 1)
    assert isinstance(outcome, SolvedWhole)
    return 1 + int(outcome.objective)
