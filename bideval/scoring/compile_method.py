"""The method of a lot and its typed parameters."""

from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.parameters import Problem, With, read_with
from bideval.model.raw import closest
from bideval.scoring.methods.entry import Method
from bideval.scoring.methods.registry import METHODS
from bideval.scoring.published import Published, lot_words

FILE = "tender.yaml"


class CompiledMethod(NamedTuple):
    """A method with its parameters typed."""

    method: Method
    with_: With


def compile_method(published: Published) -> tuple[CompiledMethod | None, tuple[Finding, ...]]:
    """Resolve the method of a lot."""
    if published.method is None:
        place = Source(FILE, published.pointer)
        remedy = "State it, for example method: {use: weighted-sum}."
        return None, (error("BE110", f"{lot_words(published.id)} has no award method", remedy, place),)
    method = METHODS.get(published.method.use)
    if method is None:
        place = Source(FILE, f"{published.method_at}/use")
        message = f"{published.method.use} is not an award method"
        return None, (error("BE111", message, closest(published.method.use, tuple(METHODS)), place),)
    with_, problems = read_with(method.parameters, published.method.with_)
    return CompiledMethod(method, with_), with_findings(problems, f"{published.method_at}/with")


def with_findings(problems: tuple[Problem, ...], at: str, file: str = FILE) -> tuple[Finding, ...]:
    """Problems under a ``with:`` as findings at their place."""
    return tuple(
        error("BE121", one.message, one.remedy, Source(file, f"{at}{one.pointer}")) for one in problems
    )
