"""What every analysis of the registry declares."""

from collections.abc import Callable
from typing import NamedTuple

from bideval.analysis.answer import Answer
from bideval.analysis.question import Asked


class Analysis(NamedTuple):
    """One question with how it is answered.  ``docs/analyses/<id>.md`` is its page."""

    id: str
    question: str  # as a commissioner would ask it
    when: str  # when to use it
    not_said: str  # what it does not say
    needs: tuple[str, ...]  # what the tender must have, in words
    source: str
    checker: str  # what re-checks its certificates, or how they are recomputed
    oracle: str  # the independent method that the tests compare with
    run: Callable[[Asked], tuple[Answer, ...]]
