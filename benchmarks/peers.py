"""The peers, each in its ordinary use at its strongest: from numpy arrays to ranks.

Text becomes arrays in the fastest way that numpy has, by position; ours matches by
id, so the peers are given a little less to do.  Where a peer normalises points
unless it is told otherwise, there is one use with and one without: only without it is
the result the published weighted sum.
"""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import NotRun
from benchmarks.texts import Points, Weights

Floats = NDArray[np.float64]
Ranks = Sequence[float]
Ranking = Callable[[Floats, Floats], Ranks]  # points, bids x criteria, and shares that sum to 1


class Use(NamedTuple):
    """One use of a peer."""

    package: str
    words: str
    load: Callable[[], Ranking]  # raises ImportError where the package is missing
    same: bool  # whether the result is the published weighted sum
    one: float | None = None  # the target for one evaluation from text
    many: float | None = None  # the target for each of a batch
    imports: str = ""  # what a script with this use imports; given once a package

    def __str__(self) -> str:
        return f"{self.package}: {self.words}"


def sorted_out(uses: Iterable[Use], work: str) -> tuple[list[Use], list[NotRun]]:
    """Return the uses whose packages are installed, and the rows that cannot be run for the others."""
    able: list[Use] = []
    not_run: list[NotRun] = []
    for use in uses:
        try:
            version(use.package)
        except PackageNotFoundError:
            not_run.append(
                NotRun(f"{work}, {use}", f"{use.package} is not installed; make bench installs it")
            )
        else:
            able.append(use)
    return able, not_run


def arrays(weights: Weights, points: Points) -> tuple[Floats, Floats]:
    """Return points and shares from text; the criteria stand in the same order everywhere."""
    return (
        np.array([list(row.values()) for row in points.values()], dtype=np.float64),
        np.array(list(weights.values()), dtype=np.float64) / 100,
    )


def _as_they_are(column: Floats, cost: bool = False) -> Floats:
    return column


def _both_as_they_are(matrix: Floats, types: Floats) -> Floats:
    return matrix


def _pymcdm(*, normalised: bool, validation: bool = True) -> Ranking:
    method = import_module("pymcdm.methods").WSM
    body = method() if normalised else method(_as_they_are)

    def ranks(matrix: Floats, shares: Floats) -> Ranks:
        found: Ranks = body.rank(body(matrix, shares, np.ones(len(shares)), validation=validation))
        return found

    return ranks


def _saw(*, normalised: bool) -> Ranking:
    method = import_module("pyrepo_mcda.mcda_methods").SAW
    rank_preferences = import_module("pyrepo_mcda.additions").rank_preferences
    body = method() if normalised else method(_both_as_they_are)

    def ranks(matrix: Floats, shares: Floats) -> Ranks:
        found: Ranks = rank_preferences(body(matrix, shares, np.ones(len(shares))), reverse=True)
        return found

    return ranks


def _scikit_model() -> Ranking:
    mkdm = import_module("skcriteria").mkdm
    method = import_module("skcriteria.agg.simple").WeightedSumModel()

    def ranks(matrix: Floats, shares: Floats) -> Ranks:
        found: Ranks = method.evaluate(mkdm(matrix, [max] * len(shares), weights=shares)).rank_
        return found

    return ranks


def _scikit_pipeline() -> Ranking:
    mkdm = import_module("skcriteria").mkdm
    method = import_module("skcriteria.agg.simple").WeightedSumModel
    mkpipe = import_module("skcriteria.pipelines").mkpipe
    invert = import_module("skcriteria.preprocessing.invert_objectives").InvertMinimize
    scaler = import_module("skcriteria.preprocessing.scalers").SumScaler
    pipeline = mkpipe(invert(), scaler(target="weights"), scaler(target="matrix"), method())

    def ranks(matrix: Floats, shares: Floats) -> Ranks:
        found: Ranks = pipeline.evaluate(mkdm(matrix, [max] * len(shares), weights=shares)).rank_
        return found

    return ranks


def _bid_evaluation() -> Ranking:
    evaluator = import_module("bid_evaluation").Evaluator
    frame = import_module("pandas").DataFrame

    def ranks(matrix: Floats, shares: Floats) -> Ranks:
        direct = evaluator()
        for place, share in enumerate(shares):
            direct.direct(place, share)
        found: Ranks = direct.evaluate(frame(matrix), include_details=False)["ranking"].sort_index()
        return found

    return ranks


USES = (
    Use(
        "pymcdm",
        "WSM(), which normalises",
        lambda: _pymcdm(normalised=True),
        same=False,
        one=8,
        many=50,
        imports="from pymcdm.methods import WSM",
    ),
    Use("pymcdm", "WSM, points as they are", lambda: _pymcdm(normalised=False), same=True, one=8, many=50),
    Use(
        "pymcdm",
        "WSM, as they are, unvalidated",
        lambda: _pymcdm(normalised=False, validation=False),
        same=True,
    ),
    Use(
        "pyrepo-mcda",
        "SAW(), which normalises",
        lambda: _saw(normalised=True),
        same=False,
        one=2,
        imports="from pyrepo_mcda.mcda_methods import SAW",
    ),
    Use("pyrepo-mcda", "SAW, points as they are", lambda: _saw(normalised=False), same=True, one=2),
    Use("scikit-criteria", "pipeline that normalises", _scikit_pipeline, same=False, one=100, many=800),
    Use(
        "scikit-criteria",
        "WeightedSumModel alone",
        _scikit_model,
        same=True,
        one=100,
        many=800,
        imports="from skcriteria.agg.simple import WeightedSumModel",
    ),
    Use(
        "bid-evaluation",
        "Evaluator.direct",
        _bid_evaluation,
        same=True,
        imports="from bid_evaluation import Evaluator",
    ),
)
