"""What a measure reads: fields of the tender, the bid, its price and its parties."""

from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError, Source
from bideval.model.bid import Bid
from bideval.model.measure import FieldNode, Measure, fields_of
from bideval.model.numbers import NumberError, decimal_text, parse_number
from bideval.model.parameters import With
from bideval.model.units import Unit
from bideval.scoring.measure_figures import Lookup, MissingFieldError, accepted_forms, accepted_stage
from bideval.scoring.parties import Figures, backing_amount, yearly

Read = Fraction | tuple[Fraction, ...] | str


class Known(NamedTuple):
    """What a lookup may read of one bid in one lot."""

    bid: Bid
    value: Fraction | None  # the lot's contract value
    years: Fraction | None  # its length
    price: Fraction | None  # the bid's evaluated price


def lookup_for(known: Known, parties: tuple[Figures, ...]) -> Lookup:
    """Return the lookup of one bid, with the figures of ``parties`` added field by field."""

    def lookup(node: FieldNode, with_: With) -> Read:
        family, _, rest = node.path.partition(".")
        if family == "tender":
            return _contract(known, rest)
        if family == "price":
            return _present(known.price, "the evaluated price", node.path)
        if family == "bid":
            return _declared(known, rest.removeprefix("declared."), node.unit)
        return _bidder(parties, node, with_)

    return lookup


def _present(value: Fraction | None, words: str, path: str) -> Fraction:
    if value is None:
        raise MissingFieldError(path, words)
    return value


def _contract(known: Known, rest: str) -> Fraction:
    value = _present(known.value, "the contract value in tender.yaml", "tender.contract.value")
    if rest == "contract.value":
        return value
    years = _present(known.years, "the contract's years in tender.yaml", "tender.contract.years")
    if years <= 0:
        raise GuardError(f"the contract in tender.yaml lasts {decimal_text(years)} years")
    return years if rest == "contract.years" else value / years


def declared_value(raw: object) -> Read:
    """A declared value as a bid gives it: a number, a list of numbers, or a word.

    Raises GuardError for a list in which something is not a number.
    """
    if isinstance(raw, tuple):
        try:
            return tuple(parse_number(str(one)) for one in raw)
        except NumberError as problem:
            raise GuardError(f"a declared list holds what is not a number: {problem}") from problem
    try:
        return parse_number(str(raw))
    except NumberError:
        return str(raw)


def _declared(known: Known, name: str, unit: Unit) -> Read:
    if known.bid.declared.get(name) is None:
        raise MissingFieldError(f"bid.declared.{name}", f"the declared value {name}")
    raw = known.bid.declared[name]
    return raw if unit is Unit.WORDS and isinstance(raw, str) else declared_value(raw)


def _bidder(parties: tuple[Figures, ...], node: FieldNode, with_: With) -> Read:
    if node.path == "bidder.backing.amount":
        accepts, stage = accepted_forms(node, with_), accepted_stage(node, with_)
        return sum((backing_amount(party, accepts, stage) for party in parties), Fraction(0))
    name = node.path.removeprefix("bidder.accounts.")
    series = [yearly(party, name, node.years or 1) for party in parties]
    known = [values for values in series if values is not None]
    if len(known) < len(series):
        years = f" for each of the latest {node.years} years" if node.years else " for the latest year"
        who = ", ".join(party.party for party, values in zip(parties, series, strict=True) if values is None)
        raise MissingFieldError(node.path, f"{name} of {who} in its accounts{years}")
    summed = tuple(sum(values, Fraction(0)) for values in zip(*known, strict=True))
    return summed if node.years else summed[0]


def places_read(
    measure: Measure, bid: str, contract_at: str, prices: tuple[Source, ...]
) -> tuple[Source, ...]:
    """Where what the measure reads of ``bid`` stands, each place once, in the order it is read."""
    found: list[Source] = []
    for node in fields_of(measure):
        family, _, rest = node.path.partition(".")
        if family == "price":
            found += prices
        elif family == "tender":
            found.append(Source("tender.yaml", contract_at))
        elif family == "bid":
            found.append(Source(f"bids/{bid}.yaml", f"/{rest.replace('.', '/')}"))
        else:
            found.append(Source(f"bids/{bid}.yaml", f"/{rest.partition('.')[0]}"))
    return tuple(dict.fromkeys(found))
