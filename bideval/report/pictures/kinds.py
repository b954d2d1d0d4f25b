"""The kinds of picture of a tender, in the order in which they are listed, and who they are for.

What tells a shadow result, a smallest change that turns the award, or something of a person
is for officers.  A picture of an answer has the id of its analysis.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import BidevalError, UnknownIdError
from bideval.report.pictures import panel, sheet, stack, strip

STAIRCASE = "staircase"


class Kind(NamedTuple):
    """What a picture shows; ``is_answer`` where an analysis is asked for it."""

    shows: str
    for_officers: bool = False
    is_answer: bool = False


def _answer(shows: str, *, for_officers: bool = True) -> Kind:
    return Kind(shows, for_officers, is_answer=True)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        stack.KIND: Kind("what each section or criterion adds to the total of each bid"),
        "margin": _answer("which criteria put one bid ahead of another, and by how much", for_officers=False),
        strip.KIND: Kind("the prices on one line"),
        sheet.KIND: Kind("the agreed mark of every question and bid, and each evaluator's own"),
        STAIRCASE: Kind("what a rule across lots costs at every number it could have had"),
        panel.KIND: Kind("how far evaluators agree, and each beside the others", for_officers=True),
        "weight-interval": _answer("totals as one weight moves, and who wins where"),
        "smallest-reweighting": _answer("weights before and after the smallest change that turns the award"),
        "winner-map": _answer("who wins over two weights"),
        "rank-range": _answer("the best and the worst rank of each bid"),
        "weight-share": _answer("the share of settings of weights in which each bid wins"),
        "smallest-mark-change": _answer("the fewest marks that would have turned the award"),
        "gate-threshold": _answer("who wins at every threshold of a test"),
        "price-to-win": _answer("who wins at every price of a bid"),
        "mark-uncertainty": _answer("totals with the least and the most they may be"),
    }
)


class ForOfficersError(BidevalError, ValueError):
    """Raised when a picture for officers is asked for by somebody else."""

    def __init__(self, kind: str) -> None:
        """Keep what was asked for."""
        self.kind = kind
        super().__init__(kind)

    def __str__(self) -> str:
        return f"{self.kind} is for officers: ask for it with --officers"


def chosen(only: Iterable[str], *, officers: bool) -> tuple[str, ...]:
    """Return the kinds to draw, in their order: those asked for, or all that the reader may see.

    Raise UnknownIdError for a kind there is not, ForOfficersError for one that is not for the reader.
    """
    wanted = frozenset(only)
    for kind in sorted(wanted):
        if kind not in KINDS:
            raise UnknownIdError("picture", kind, tuple(KINDS))
        if KINDS[kind].for_officers and not officers:
            raise ForOfficersError(kind)
    return tuple(
        name
        for name, kind in KINDS.items()
        if (name in wanted if wanted else officers or not kind.for_officers)
    )


def kinds_rows() -> list[tuple[str, str, str]]:
    """Return each kind with what it shows and who may ask for it."""
    return [(name, kind.shows, "officers" if kind.for_officers else "") for name, kind in KINDS.items()]
