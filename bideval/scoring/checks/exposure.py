"""Checks of the exposure in ``study.yaml``: each term read in one way, of bids and lots that there are.

A term that is absent is no fault: the exposure then is not stated.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.raw import closest
from bideval.model.study import TERMS, ExposureTerm, OwnRate, OwnTerm, Study
from bideval.model.tender import Tender
from bideval.model.units import DECLARED
from bideval.scoring.backing.of_bid import READABLE
from bideval.scoring.published import published_lots

FILE = "study.yaml"
WAYS = "Keep one of amount, by_year and reads; percent goes with reads."


def check_exposure(study: Study, inputs: Inputs) -> Iterator[Finding]:
    """Report every problem of the section ``exposure``."""
    section = study.exposure
    if section is None:
        return
    yield from _lot(section.lot, inputs)
    years = _years(inputs.tender, section.lot)
    for name in TERMS:
        term: ExposureTerm | None = getattr(section, name)
        if term is not None:
            at = f"/exposure/{name}"
            yield from _term(term, name, at, years, inputs.tender, needed=not term.bids)
            yield from _bids(term.bids, at, inputs)
            for bid, own in sorted(term.bids.items()):
                yield from _term(own, f"{name} of {bid}", f"{at}/bids/{bid}", years, inputs.tender)
    rate = section.default_rate
    if rate is not None:
        at = "/exposure/default_rate"
        yield from _rate(rate, at, years, needed=not rate.bids)
        yield from _bids(rate.bids, at, inputs)
        for bid, its in sorted(rate.bids.items()):
            yield from _rate(its, f"{at}/bids/{bid}", years)


def _lot(lot: str | None, inputs: Inputs) -> Iterator[Finding]:
    if lot is None and inputs.tender.lots:
        message = "the exposure does not say of which lot it is"
        yield error("BE504", message, "State lot: and its id.", Source(FILE, "/exposure"))
    if lot is not None and lot not in inputs.lot_ids:
        message = f"the exposure is of a lot {lot}, which there is not"
        yield error("BE504", message, closest(lot, inputs.lot_ids), Source(FILE, "/exposure/lot"))


def _years(tender: Tender, lot: str | None) -> int | None:
    lots = list(published_lots(tender))
    length = next((one.years for one in lots if one.id == lot or len(lots) == 1), None)
    return ceil(length) if length is not None and length > 0 else None


def _bids(stated: object, at: str, inputs: Inputs) -> Iterator[Finding]:
    for bid in sorted(stated) if isinstance(stated, dict) else ():
        if bid not in inputs.bids:
            message = f"the exposure names a bid {bid}, which there is not"
            yield error(
                "BE504", message, closest(bid, tuple(sorted(inputs.bids))), Source(FILE, f"{at}/bids/{bid}")
            )


def _term(
    term: OwnTerm, name: str, at: str, years: int | None, tender: Tender, *, needed: bool = True
) -> Iterator[Finding]:
    ways = [term.amount is not None, bool(term.by_year), term.reads is not None]
    if sum(ways) > 1 or (needed and not any(ways)) or (term.percent is not None and term.reads is None):
        message = f"{name} does not say in one way how much it is"
        yield error("BE504", message, WAYS, Source(FILE, at))
    yield from _by_year(term.by_year, name, at, years)
    amounts = [term.amount] if term.amount is not None else []
    for value in (*amounts, *term.by_year):
        if value < 0:
            yield _below(name, at)
    if term.reads is not None and not _readable(term.reads, tender):
        message = f"{name} reads {term.reads}, which is no amount of money that an exposure reads"
        known = tuple(
            f"{DECLARED}{one}" for one in sorted(tender.declares) if tender.declares[one].unit == "money"
        )
        yield error("BE504", message, closest(term.reads, (*READABLE, *known)), Source(FILE, f"{at}/reads"))


def _readable(path: str, tender: Tender) -> bool:
    declared = tender.declares.get(path.removeprefix(DECLARED)) if path.startswith(DECLARED) else None
    return path in READABLE or (declared is not None and declared.unit == "money")


def _rate(rate: OwnRate, at: str, years: int | None, *, needed: bool = True) -> Iterator[Finding]:
    if (rate.percent is not None) == bool(rate.by_year) and (needed or rate.by_year):
        message = "the default rate does not say in one way how high it is"
        yield error("BE504", message, "Keep one of percent and by_year.", Source(FILE, at))
    yield from _by_year(rate.by_year, "the default rate", at, years)
    for value in (*([rate.percent] if rate.percent is not None else []), *rate.by_year):
        if not 0 <= value <= Fraction(100):
            message = "a default rate is not within 0 to 100 percent"
            yield error("BE504", message, "Write percents a year from 0 to 100.", Source(FILE, at))


def _by_year(values: tuple[Fraction, ...], name: str, at: str, years: int | None) -> Iterator[Finding]:
    if values and years is not None and len(values) != years:
        message = f"{name} has {len(values)} yearly values in a contract of {years} years"
        yield error("BE504", message, "Write one value a contract year.", Source(FILE, f"{at}/by_year"))


def _below(name: str, at: str) -> Finding:
    return error("BE504", f"{name} is below zero", "Write what would be lost, 0 or more.", Source(FILE, at))
