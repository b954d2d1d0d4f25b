"""Field sheets for the notices of a regime's clock: what is on file, and what an officer supplies.

Which notices there are, the clock of the regime's pack says.  Of the Act's award notice and
details notice it is known that they say what kind of supplier was chosen (Procurement
Regulations 2024, regulations 27 and 32); the other fields are a working list, unverified, and
no form.  Nothing is sent anywhere.
"""

from collections.abc import Iterator, Mapping

from bideval.analysis.lots.allocation import Allocation
from bideval.model.amounts import money_text
from bideval.model.evaluation import Evaluation, LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.letter import Party, Standstill
from bideval.model.numbers import figure_text
from bideval.model.pack import Pack
from bideval.report.letters.cut import law_of
from bideval.report.letters.sheets import Grid, Part, Sheet
from bideval.report.letters.together import award_of, price_words
from bideval.report.tables import name_text

OFFICER = "officer must supply"
READER = "For officers: to copy into the notices. Check each field; the list of fields is unverified."
_HEADINGS = ("field", "filled in", "from")

Row = tuple[str, str, str]


def notice_sheet(
    inputs: Inputs,
    evaluation: Evaluation,
    regime: Pack | None,
    contacts: Mapping[str, Party],
    clock: Standstill | None,
    awards: Allocation | None = None,
) -> Sheet:
    """Return one part for each notice of the clock; one for any notice where the regime names none."""
    steps = [one for one in regime.clock if one.id.endswith("notice")] if regime is not None else []
    rows = tuple(_rows(inputs, evaluation, contacts, clock, awards))
    grid = Grid("", _HEADINGS, (), rows)
    named = [
        Part(_title(one.id), (one.wording, f"{one.cite}; status {one.status}."), (), (grid,)) for one in steps
    ]
    parts = tuple(named) or (Part("Any notice", ("The regime names no notice.",), (), (grid,)),)
    tender = inputs.tender
    authority = name_text(tender.authority) if tender.authority else ""
    return Sheet("Fields for notices", READER, tender.illustration, name_text(tender.title), authority, parts)


def _title(step: str) -> str:
    return step.replace("-", " ").capitalize()


def _rows(
    inputs: Inputs,
    evaluation: Evaluation,
    contacts: Mapping[str, Party],
    clock: Standstill | None,
    awards: Allocation | None,
) -> Iterator[Row]:
    tender = inputs.tender
    yield _field(
        "contracting authority",
        name_text(tender.authority) if tender.authority else "",
        "tender.yaml, authority",
    )
    yield _field("authority's address and identifier", "", "")
    yield _field("title", name_text(tender.title), "tender.yaml, title")
    yield _field("reference", tender.id, "tender.yaml, id")
    yield _field("procurement's own identifier", tender.foreign_id or "", "tender.yaml, foreign_id")
    yield _field("procedure", tender.procedure or "", "tender.yaml, procedure")
    yield _field(
        "earliest date the contract is entered into",
        clock.earliest if clock else "",
        "the notice date as entered",
    )
    for lot in evaluation.lots:
        yield from _of_lot(inputs, evaluation, lot, contacts, awards)


def _of_lot(
    inputs: Inputs,
    evaluation: Evaluation,
    lot: LotResult,
    contacts: Mapping[str, Party],
    awards: Allocation | None,
) -> Iterator[Row]:
    about = "" if lot.id == "whole" else f"lot {lot.id}: "
    contract = next(
        (one.contract for one in inputs.tender.lots if one.id == lot.id and one.contract),
        inputs.tender.contract,
    )
    value = f"{evaluation.currency} {money_text(contract.value)}" if contract else ""
    years = figure_text(contract.years) if contract and contract.years else ""
    yield _field(f"{about}estimated value", value, "tender.yaml, contract")
    yield _field(f"{about}years", years, "tender.yaml, contract")
    yield _field(f"{about}tenders received", str(_count(lot)), "bids/")
    assessed = sum(one.status is PlacingStatus.ASSESSED for one in lot.placings)
    yield _field(f"{about}tenders assessed", str(assessed), "the evaluation")
    for winner in (one for one in lot.placings if one.bid in lot.winners):
        currency, award = evaluation.currency, award_of(awards, lot.id)
        price = "" if winner.price is None else f"{currency} {money_text(winner.price)}"
        if awards is not None and award is not None:
            price = price_words(awards, award, currency)
        yield from _supplier(inputs, about, winner, contacts, price)


def _count(lot: LotResult) -> int:
    return sum(one.status is not PlacingStatus.LATE for one in lot.placings)


def _supplier(
    inputs: Inputs, about: str, winner: Placing, contacts: Mapping[str, Party], price: str
) -> Iterator[Row]:
    party = contacts.get(winner.bid, Party(""))
    yield _field(f"{about}supplier", name_text(winner.name), f"bids/{winner.bid}.yaml, bidder")
    for what, value in (
        ("postal address", party.postal),
        ("email address", party.email),
        ("unique identifier", party.identifier),
    ):
        yield _field(f"{about}supplier's {what}", value, "contacts.csv")
    yield _field(f"{about}contract value, with or without VAT", "", "")
    yield _field(f"{about}evaluated price, to check against that value", price, f"prices/{winner.bid}.yaml")
    stated = inputs.bids[winner.bid].bidder.type.replace("-", " ")
    yield f"{about}kind of body, as the bid states it", stated, f"bids/{winner.bid}.yaml, bidder.type"
    for kind in law_of(inputs).kinds:
        yield _field(f"{about}is it a {kind}", "", "")


def _field(name: str, value: str, source: str) -> Row:
    return (name, value, source) if value else (name, OFFICER, "")
