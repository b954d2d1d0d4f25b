"""What can be called in a year from what stands behind a bid, of the forms that are accepted.

Everything that stands behind the bid counts, whoever of its parties brings it, if it meets
what a rule asks (``asked_backing``).  Where that is not known the cover is not stated.
"""

from collections.abc import Sequence

from bideval.scoring.asked_backing import Asked, counts
from bideval.scoring.backing.figures import Figure, not_stated, summed
from bideval.scoring.backing.instruments import Instrument, covering
from bideval.scoring.backing.term import ContractYear


def cover_in(instruments: Sequence[Instrument], asked: Asked, year: ContractYear) -> Figure:
    """Return the cover in ``year``, in money: 0 where nothing is of an accepted form."""
    return summed(_one(each, asked, year) for each in instruments if counts(each.backing, asked) is not False)


def _one(each: Instrument, asked: Asked, year: ContractYear) -> Figure:
    known = counts(each.backing, asked)
    if isinstance(known, str):
        return not_stated(f"of the {each.name}: {known}", places=(each.place,))
    return covering(each, year)
