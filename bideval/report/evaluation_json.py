"""``evaluate --json``: the evaluation as data that other programs may rely on.

The schema name and version stand first; keys are only ever added.  ``provenance`` is
outside every digest and comparison.
"""

import sys

from bideval import __version__
from bideval.analysis.reported import NOTHING, Beside
from bideval.model.evaluation import Evaluation
from bideval.report.reported_json import reported_data
from bideval.scoring.price_json import Json, Locate
from bideval.scoring.result_json import result_data


def evaluation_data(evaluation: Evaluation, locate: Locate, beside: Beside = NOTHING) -> dict[str, Json]:
    """Return the evaluation as JSON data; ``locate`` gives sources their line and column.

    ``beside`` is what the study reports beside the result, by lot.
    """
    return {
        "schema": "bideval/evaluation",
        "version": 1,
        "tender": evaluation.tender,
        "title": evaluation.title,
        "currency": evaluation.currency,
        "illustration": evaluation.illustration,
        "digest": evaluation.digest,
        **result_data(evaluation, locate),
        **reported_data(beside),
        "provenance": provenance(),
    }


def provenance() -> dict[str, Json]:
    """Return which program computed it, and on which Python."""
    return {"bideval": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
