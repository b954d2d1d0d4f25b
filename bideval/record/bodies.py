"""The bodies of the free texts of a tender, by their digests."""

from collections.abc import Collection, Iterator, Mapping

from bideval.model.base import Frozen
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.scoring.digest import text_digest


def bodies_of(inputs: Inputs, digests: Collection[str], study: Study | None = None) -> dict[str, str]:
    """Return the body of each text of inputs and study whose SHA-256 (64 digits) is among ``digests``."""
    parts = (
        inputs.tender,
        tuple(inputs.bids.values()),
        tuple(inputs.prices.values()),
        inputs.decisions,
        (inputs.schedule, inputs.evaluators, inputs.marks, inputs.consensus, inputs.declarations),
        () if study is None else study,
    )
    found = {text_digest(text).removeprefix("sha256:"): text for text in set(texts_in(parts))}
    return {digest: text for digest, text in sorted(found.items()) if digest in digests}


def texts_in(value: object) -> Iterator[str]:
    """Yield every text of a value, however deep."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, Frozen):
        yield from texts_in(tuple(getattr(value, name) for name in type(value).model_fields))
    elif isinstance(value, Mapping):
        yield from texts_in(tuple(value.values()))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
