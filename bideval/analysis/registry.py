"""Every analysis under its id, in the order in which answers are given."""

from collections.abc import Mapping
from types import MappingProxyType

from bideval.analysis.can_win import CAN_WIN
from bideval.analysis.criterion_cost import CRITERION_COST
from bideval.analysis.entry import Analysis
from bideval.analysis.gate_relaxation import GATE_RELAXATION
from bideval.analysis.gate_threshold import GATE_THRESHOLD
from bideval.analysis.margin import MARGIN
from bideval.analysis.rank_range import RANK_RANGE
from bideval.analysis.reweighting import SMALLEST_REWEIGHTING
from bideval.analysis.weight_interval import WEIGHT_INTERVAL
from bideval.analysis.winner_map import WINNER_MAP

_ALL: tuple[Analysis, ...] = (
    WEIGHT_INTERVAL,
    SMALLEST_REWEIGHTING,
    CAN_WIN,
    WINNER_MAP,
    RANK_RANGE,
    GATE_THRESHOLD,
    GATE_RELAXATION,
    MARGIN,
    CRITERION_COST,
)

ANALYSES: Mapping[str, Analysis] = MappingProxyType({analysis.id: analysis for analysis in _ALL})
