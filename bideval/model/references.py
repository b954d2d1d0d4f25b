"""Which packs a tender names, and where."""

from collections.abc import Iterator, Mapping

from bideval.model.criterion import Criterion
from bideval.model.tender import Tender


def named_packs(tender: Tender) -> Iterator[tuple[str, str]]:
    """Every pack reference of a tender with its JSON pointer, in the order of the file."""
    if tender.regime is not None:
        yield regime_reference(tender.regime), "/regime"
    lists = [(tender.criteria, tender.gates, "")]
    lists += [
        (lot.criteria or (), lot.gates or (), f"/lots/{place}") for place, lot in enumerate(tender.lots)
    ]
    for criteria, gates, at in lists:
        yield from _in_criteria(criteria, f"{at}/criteria")
        for place, gate in enumerate(gates):
            if gate.use is not None:
                yield gate.use, f"{at}/gates/{place}/use"
    for place, check in enumerate(tender.checks):
        yield check.use, f"/checks/{place}/use"


def regime_reference(regime: str) -> str:
    """``uk/x@1`` is short for ``regimes/uk/x@1``."""
    return regime if regime.startswith("regimes/") else f"regimes/{regime}"


def _in_criteria(criteria: tuple[Criterion, ...], at: str) -> Iterator[tuple[str, str]]:
    for place, criterion in enumerate(criteria):
        pointer = f"{at}/{place}"
        if criterion.use is not None:
            yield criterion.use, f"{pointer}/use"
        for scale, where in ((criterion.scale, "scale"), (_given(criterion.with_), "with/scale")):
            if isinstance(scale, str) and "@" in scale:
                yield scale, f"{pointer}/{where}"
        yield from _in_criteria(criterion.criteria, f"{pointer}/criteria")


def _given(with_: Mapping[str, object]) -> object:
    return with_.get("scale")
