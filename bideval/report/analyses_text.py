"""The list of analyses: each question, when to ask it, and what its answer does not say."""

from bideval.analysis.registry import ANALYSES
from bideval.report.tables import wrapped
from bideval.scoring.price_json import Json


def analyses_text() -> str:
    """Return every analysis for the terminal."""
    blocks = []
    for analysis in ANALYSES.values():
        lines = [analysis.id, *wrapped(analysis.question, "  ")]
        lines += wrapped(f"When: {analysis.when}", "  ")
        lines += wrapped(f"It does not say: {analysis.not_said}", "  ")
        lines += wrapped(f"Needs: {', '.join(analysis.needs)}", "  ")
        blocks.append("\n".join(lines))
    return "\n\n".join((*blocks, "Each has a page in docs/analyses."))


def analyses_data() -> dict[str, Json]:
    """Return every analysis as JSON data."""
    return {
        "schema": "bideval/analyses",
        "version": 1,
        "analyses": [
            {
                "id": analysis.id,
                "question": analysis.question,
                "when": analysis.when,
                "not_said": analysis.not_said,
                "needs": list(analysis.needs),
                "source": analysis.source,
                "checker": analysis.checker,
            }
            for analysis in ANALYSES.values()
        ],
    }
