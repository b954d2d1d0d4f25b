"""Every analysis under its id, in the order in which answers are given."""

from collections.abc import Mapping
from types import MappingProxyType

from bideval.analysis.can_win import CAN_WIN
from bideval.analysis.criterion_cost import CRITERION_COST
from bideval.analysis.entry import Analysis
from bideval.analysis.gate_relaxation import GATE_RELAXATION
from bideval.analysis.gate_threshold import GATE_THRESHOLD
from bideval.analysis.irrelevant_bids import IRRELEVANT_BIDS
from bideval.analysis.margin import MARGIN
from bideval.analysis.mark_change import SMALLEST_MARK_CHANGE
from bideval.analysis.mark_uncertainty import MARK_UNCERTAINTY
from bideval.analysis.pleaded_errors import PLEADED_ERRORS
from bideval.analysis.price_to_win import PRICE_TO_WIN
from bideval.analysis.rank_range import RANK_RANGE
from bideval.analysis.reweighting import SMALLEST_REWEIGHTING
from bideval.analysis.rounding_audit import ROUNDING_AUDIT
from bideval.analysis.weight_interval import WEIGHT_INTERVAL
from bideval.analysis.weight_share import WEIGHT_SHARE
from bideval.analysis.winner_map import WINNER_MAP

_ALL: tuple[Analysis, ...] = (
    WEIGHT_INTERVAL,
    SMALLEST_REWEIGHTING,
    CAN_WIN,
    WINNER_MAP,
    RANK_RANGE,
    WEIGHT_SHARE,
    SMALLEST_MARK_CHANGE,
    GATE_THRESHOLD,
    GATE_RELAXATION,
    PRICE_TO_WIN,
    IRRELEVANT_BIDS,
    MARGIN,
    CRITERION_COST,
    MARK_UNCERTAINTY,
    ROUNDING_AUDIT,
    PLEADED_ERRORS,
)

ANALYSES: Mapping[str, Analysis] = MappingProxyType({analysis.id: analysis for analysis in _ALL})
