"""Where the figures of a measure stand, cell by cell, and what they are before they are added.

A field of several parties is one figure to the rule; a reader wants each party's own,
with its line.  Nothing is computed here but sums for display.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.bid import WHOLE_YEAR
from bideval.model.measure import FieldNode, Measure, fields_of
from bideval.model.numbers import shown
from bideval.model.parameters import With
from bideval.model.raw import Named
from bideval.model.units import ACCOUNTS, BACKING, BACKINGS, JUDGED, PRICES, RATINGS
from bideval.scoring.asked_backing import asked_of, asked_words, callable_amount
from bideval.scoring.fields import Known
from bideval.scoring.measure_figures import is_annualised, years_asked
from bideval.scoring.parties import (
    Figures,
    account_places,
    backing_places,
    counted_backing,
    latest_years,
    rating_places,
    yearly,
    yearly_words,
)


class Read(NamedTuple):
    """What a measure may read of one bid: the bid and its lot, some parties, and places outside the bid."""

    known: Known
    parties: tuple[Figures, ...]
    contract_at: str  # where the lot's contract value stands in tender.yaml
    prices: tuple[Source, ...]  # of the evaluated price


def places_read(measure: Measure, with_: With, read: Read) -> tuple[Source, ...]:
    """Where what the measure reads stands, each place once, in the order it is read."""
    return tuple(dict.fromkeys(place for node in fields_of(measure) for place in _places(node, with_, read)))


def _places(node: FieldNode, with_: With, read: Read) -> Iterator[Source]:
    family, _, rest = node.path.partition(".")
    file = f"bids/{read.known.bid.id}.yaml"
    if family == "price" or node.path.startswith(PRICES):
        yield from read.prices
    elif family == "tender":
        yield from _contract(rest, read.contract_at)
    elif node.path.startswith(JUDGED):
        judged = read.known.judged(rest.removeprefix("judged."))
        yield from [judged[1]] if judged else []
    elif family == "bid":
        yield Source(file, f"/{rest.replace('.', '/')}")
    else:
        for party in read.parties:
            yield from _of_party(node, with_, party, read.known)


def _contract(rest: str, at: str) -> Iterator[Source]:
    """The value, the years, or both for one year's value."""
    names = {"contract.value": ["value"], "contract.years": ["years"]}.get(rest, ["value", "years"])
    if not at.endswith("/contract"):  # the lot gives its own value
        yield Source("tender.yaml", at)
        return
    yield from (Source("tender.yaml", f"{at}/{name}") for name in names)


def _of_party(node: FieldNode, with_: With, party: Figures, known: Known) -> Iterator[Source]:
    if node.path in BACKINGS:
        yield from backing_places(party, asked_of(node, with_, known.day))
    elif node.path in RATINGS:
        agency = with_.get(node.agency.name) if isinstance(node.agency, Named) else node.agency
        yield from rating_places(party, str(agency), known.day or "")
    else:
        yield from account_places(party, node.path.removeprefix(ACCOUNTS), years_asked(node, with_) or 1)


def words_of(parties: tuple[Figures, ...], day: str | None) -> Callable[[FieldNode, With], str | None]:
    """Return how a field prints where its figure is made of several, or is backing; None elsewhere."""

    def words(node: FieldNode, with_: With) -> str | None:
        if node.path in BACKINGS:
            return _backing(node, with_, parties, day)
        if not node.path.startswith(ACCOUNTS):
            return None
        name, years = node.path.removeprefix(ACCOUNTS), years_asked(node, with_) or 1
        if is_annualised(node, with_) and any(_has_part_year(party, years) for party in parties):
            series = [yearly_words(party, name, years) for party in parties]
        elif len(parties) < 2:
            return None
        else:
            known = [values for party in parties if (values := yearly(party, name, years)) is not None]
            series = [tuple(map(shown, values)) for values in known]
        return ", ".join(" + ".join(year) for year in zip(*series, strict=True))

    return words


def _has_part_year(party: Figures, years: int) -> bool:
    return any(one.months not in {None, WHOLE_YEAR} for one in latest_years(party, years))


def _backing(node: FieldNode, with_: With, parties: tuple[Figures, ...], day: str | None) -> str:
    """Each backing that counts with its form and how far it has come, and what is accepted."""
    asked = asked_of(node, with_, day)
    each = callable_amount if node.path == BACKING else lambda _: Fraction(1)
    said = [
        f"{shown(each(one))} ({'' if len(parties) < 2 else f'{party.party}, '}{one.form}, {one.stage})"
        for party in parties
        for _, one in counted_backing(party, asked)
    ]
    return f"{' + '.join(said) or '0'} [{asked_words(asked)}]"
