"""What would be lost if the contractor failed in a year, less what could be called.

    exposure in year t = advance payments + re-procurement + interim cost
                       + price difference to replace + stranded staff and pension liabilities
                       + handback cost - cover that can be called in t

Every term is stated in ``study.yaml`` with its source; one that is not makes the exposure of
that year not stated, never less by it.  Below zero, the cover is more than the loss.

An expected loss needs a stated default rate: rate / 100 x exposure, and 0 where the cover
is more than the loss.  No rate is assumed.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError, Source
from bideval.model.amounts import money_text
from bideval.model.numbers import figure_text
from bideval.model.study import TERMS, DefaultRate, Exposure, ExposureTerm, OwnTerm
from bideval.scoring.backing.figures import NOTHING, Figure, NotStated, Stated, less, not_stated, summed
from bideval.scoring.backing.term import ContractYear, Term

FILE = "study.yaml"
HUNDRED = Fraction(100)
Reader = Callable[[str], Fraction | tuple[Fraction, ...]]  # of a field by its path; raises GuardError


class YearExposure(NamedTuple):
    """One year: every term by its name, what can be called, and what is left, in money."""

    year: ContractYear
    terms: Mapping[str, Figure]
    loss: Figure  # the sum of the terms
    cover: Figure
    exposure: Figure
    default_rate: Figure  # percent
    expected_loss: Figure


def exposure_of(
    stated: Exposure | None, bid: str, term: Term, cover: Mapping[int, Figure], read: Reader
) -> tuple[YearExposure, ...]:
    """Return the exposure in each year of ``term``; ``cover`` is what can be called, by year.

    ``read`` looks up the fields that a term names.
    """
    section = stated or Exposure()
    return tuple(_year(section, bid, year, len(term.years), cover[year.number], read) for year in term.years)


def _year(
    section: Exposure, bid: str, year: ContractYear, count: int, cover: Figure, read: Reader
) -> YearExposure:
    terms = {name: term_in(section, name, bid, year, count, read) for name in TERMS}
    loss = summed(terms.values())
    left = less(loss, cover)
    rate = _rate(section.default_rate, bid, year, count)
    return YearExposure(year, terms, loss, cover, left, rate, _expected(left, rate))


def term_in(section: Exposure, name: str, bid: str, year: ContractYear, count: int, read: Reader) -> Figure:
    """Return one term of the exposure in ``year``, in money, with its source; ``count`` years there are.

    What a bid has of its own goes before what is said of all.
    """
    stated: ExposureTerm | None = getattr(section, name)
    if stated is None:
        return not_stated(f"{name} (exposure in study.yaml)")
    own = stated.bids.get(bid)
    if own is None and stated.bids and stated.amount is None and not stated.by_year and stated.reads is None:
        return not_stated(
            f"{name} of {bid} (exposure in study.yaml)", places=(Source(FILE, f"/exposure/{name}"),)
        )
    at = f"/exposure/{name}" if own is None else f"/exposure/{name}/bids/{bid}"
    place = Source(FILE, at)
    source = own.source if own is not None and own.source is not None else stated.source
    return _money(own or stated, name, year, count, read, source, place)


def _money(
    stated: OwnTerm, name: str, year: ContractYear, count: int, read: Reader, source: str, place: Source
) -> Figure:
    if stated.amount is not None:
        return Stated(stated.amount, money_text(stated.amount), source, (place,))
    if stated.by_year:
        return _of_year(stated.by_year, name, year, count, source, place)
    if stated.reads is None:
        return not_stated(f"{name}: amount, by_year or reads", places=(place,))
    try:
        value = read(stated.reads)
    except GuardError as problem:
        return not_stated(f"{name}: {problem.reason}", places=(place,))
    figure = (
        _of_year(value, name, year, count, source, place)
        if isinstance(value, tuple)
        else Stated(value, money_text(value), source, (place,))
    )
    return figure if isinstance(figure, NotStated) else _share(figure, stated.percent)


def _of_year(
    values: tuple[Fraction, ...], name: str, year: ContractYear, count: int, source: str, place: Source
) -> Figure:
    if len(values) != count:
        return not_stated(f"{name} of each of {count} years", places=(place,))
    value = values[year.number - 1]
    return Stated(value, money_text(value), source, (place,))


def _share(figure: Stated, percent: Fraction | None) -> Stated:
    if percent is None:
        return figure
    worked = f"{figure_text(percent)} percent of {figure.worked}"
    return figure._replace(value=figure.value * percent / HUNDRED, worked=worked)


def _rate(stated: DefaultRate | None, bid: str, year: ContractYear, count: int) -> Figure:
    words = "default_rate (exposure in study.yaml)"
    if stated is None:
        return not_stated(words)
    own = stated.bids.get(bid)
    place = Source(FILE, "/exposure/default_rate" if own is None else f"/exposure/default_rate/bids/{bid}")
    chosen = stated if own is None else own
    source = chosen.source or stated.source
    if chosen.percent is not None:
        return Stated(chosen.percent, f"{figure_text(chosen.percent)} percent", source, (place,))
    if len(chosen.by_year) != count:
        return not_stated(words, places=(place,))
    value = chosen.by_year[year.number - 1]
    return Stated(value, f"{figure_text(value)} percent", source, (place,))


def _expected(exposure: Figure, rate: Figure) -> Figure:
    """Rate x exposure; nothing where the cover is more than the loss."""
    if isinstance(exposure, NotStated) or isinstance(rate, NotStated):
        return summed((exposure, rate))
    risked = max(exposure.value, NOTHING)
    worked = f"{rate.worked} of {money_text(risked)}"
    return Stated(rate.value / HUNDRED * risked, worked, rate.said_by, (*exposure.places, *rate.places))
