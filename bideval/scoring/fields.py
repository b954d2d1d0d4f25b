"""What a measure reads: fields of the tender, the bid, its price and its parties."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError, Source
from bideval.model.bid import Bid, Rating
from bideval.model.measure import FieldNode, Measure, asked_years, fields_of
from bideval.model.numbers import NumberError, decimal_text, parse_number
from bideval.model.parameters import With
from bideval.model.raw import Named
from bideval.model.units import ACCOUNTS, BACKING, BACKINGS, JUDGED, PRICES, RATINGS, WEIGHTS, Unit
from bideval.scoring.asked_backing import asked_of
from bideval.scoring.measure_figures import (
    Lookup,
    MissingFieldError,
    amount_value,
    is_annualised,
)
from bideval.scoring.parties import (
    Figures,
    backing_amount,
    backing_count,
    months_unknown,
    rating_in_force,
    shut_year,
    unread_words,
    why_missing,
    yearly,
)
from bideval.scoring.screens import Compared, Line, line_of

Read = Fraction | tuple[Fraction, ...] | str


class Known(NamedTuple):
    """What a lookup may read of one bid in one lot."""

    bid: Bid
    value: Fraction | None  # the lot's contract value
    years: Fraction | None  # its length
    price: Fraction | None  # the bid's evaluated price
    day: str | None = None  # on which a rating must be in force: received, else the tender began
    judged: Callable[[str], tuple[str, Source] | None] = lambda _: None  # by question: the word, its place
    others: tuple[Fraction, ...] = ()  # prices of the other bids still in when price gates begin


def lookup_for(known: Known, parties: tuple[Figures, ...]) -> Lookup:
    """Return the lookup of one bid, with the figures of ``parties`` added field by field."""

    def lookup(node: FieldNode, with_: With) -> Read:
        family, _, rest = node.path.partition(".")
        if node.path in WEIGHTS:
            raise GuardError("weights are read by the checks of the tender alone")
        if family == "tender":
            return _contract(known, rest)
        if family in {"price", PRICES.rstrip(".")}:
            return _price(known, node, with_)
        if node.path.startswith(JUDGED):
            return _judged(known, rest.removeprefix("judged."), node.path)
        if family == "bid":
            return _declared(known, rest.removeprefix("declared."), node.unit)
        if node.path in RATINGS:
            return _rated(known, parties, node, with_)
        return _bidder(parties, node, with_, known.day)

    return lookup


def _present(value: Fraction | None, words: str, path: str) -> Fraction:
    if value is None:
        raise MissingFieldError(path, words)
    return value


def _price(known: Known, node: FieldNode, with_: With) -> Fraction:
    """The bid's own price, or the amount that a screen holds it against."""
    if node.path.startswith(PRICES):
        return _line(known, node, with_).amount
    return _present(known.price, "the evaluated price", node.path)


def _line(known: Known, node: FieldNode, with_: With) -> Line:
    own = _present(known.price, "the evaluated price", "price.evaluated")
    share = None if node.share is None else amount_value(node.share, with_)
    return line_of(node.path, Compared(own, known.others, known.value, share))


def screen_words(measure: Measure, known: Known, with_: With) -> str:
    """How the amounts that a screen holds the price against are made; empty for other measures."""
    screens = (node for node in fields_of(measure) if node.path.startswith(PRICES))
    return "; ".join(dict.fromkeys(_line(known, node, with_).worked for node in screens))


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


def _bidder(parties: tuple[Figures, ...], node: FieldNode, with_: With, day: str | None) -> Read:
    if node.path in BACKINGS:
        asked, of = asked_of(node, with_, day), backing_amount if node.path == BACKING else backing_count
        return sum((of(party, asked) for party in parties), Fraction(0))
    name, years = node.path.removeprefix(ACCOUNTS), asked_years(node)
    annualised = is_annualised(node, with_) is True
    if annualised:
        _months_known(parties, node, years or 1)
    series = [yearly(party, name, years or 1, annualised=annualised) for party in parties]
    known = [values for values in series if values is not None]
    lacking = [party for party, values in zip(parties, series, strict=True) if values is None]
    if lacking:
        span = f" for each of the latest {years} years" if years and years > 1 else " for the latest year"
        who = ", ".join(party.party for party in lacking)
        reasons = [why_missing(party, years or 1) for party in lacking]
        unread = unread_words(tuple(party for party in lacking if shut_year(party, years or 1) is None))
        because = "; ".join(filter(None, (*reasons, unread)))
        raise MissingFieldError(node.path, f"{name} of {who} in its accounts{span}", because=because)
    summed = tuple(sum(values, Fraction(0)) for values in zip(*known, strict=True))
    return summed if years else summed[0]


def _months_known(parties: tuple[Figures, ...], node: FieldNode, years: int) -> None:
    """Raise MissingFieldError where a part of a year is to be annualised, and its months are not stated."""
    for party in parties:
        end = months_unknown(party, years)
        if end is not None:
            raise MissingFieldError(node.path, f"the number of months of the year to {end} of {party.party}")


def _judged(known: Known, name: str, path: str) -> str:
    found = known.judged(name)
    if found is None:
        raise MissingFieldError(path, f"a judgement on {name} (a decision of kind judge)")
    return found[0]


def _rated(known: Known, parties: tuple[Figures, ...], node: FieldNode, with_: With) -> Read:
    """The grade or score of the one party that is looked at; ratings of several are not added."""
    if len(parties) > 1:
        raise GuardError(
            "ratings of several parties are not added: a test of ratings has combine: any or each"
        )
    agency = with_.get(node.agency.name) if isinstance(node.agency, Named) else node.agency
    if not isinstance(agency, str):
        raise GuardError("the agency whose rating is read is not stated")
    if known.day is None:
        raise GuardError(
            "nothing says when the bid was received or the tender began: which ratings are in force?"
        )
    (party,), name = parties, node.path.rpartition(".")[2]
    rating = rating_in_force(party, agency, known.day)
    value = None if rating is None else rating.grade if node.path == RATINGS[0] else rating.score
    if value is None:
        out = "; ".join(_lapsed(one) for one in party.ratings if one.agency == agency and one is not rating)
        words = f"the {name} of {party.party} by {agency}, in force on {known.day},"
        raise MissingFieldError(node.path, words, because=out)
    return value


def _lapsed(rating: Rating) -> str:
    return f"its rating of {rating.date} is valid until {rating.valid_until or 'no stated day'}"
