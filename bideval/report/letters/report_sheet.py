"""The evaluation report: for the file, and a shorter one for members who decide.

What decision is asked for, on what lawful basis, what may not be scored again, the price over
the term, the margin, risks and cover both ways, and the alternatives.  Static: nothing can be
tried in it.  The one for the file adds every mark with its reason and who agreed, decisions
and digest.  Neither has a shadow result or a smallest change that would turn the award.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.lots.allocation import Allocation, LotAward
from bideval.model.amounts import money_text
from bideval.model.evaluation import Evaluation, LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.pack import Pack
from bideval.model.study import Study
from bideval.model.tender import Contract
from bideval.report.allocation_text import unawarded_words
from bideval.report.evaluation_text import figure_places, sentence
from bideval.report.gate_text import gate_words
from bideval.report.letters.cover_told import cover_part
from bideval.report.letters.file_told import file_parts
from bideval.report.letters.margin_sheet import margin_sheet
from bideval.report.letters.sheets import Grid, Part, Sheet
from bideval.report.letters.together import award_lines, award_of, is_final, price_words
from bideval.report.tables import aligned, most_decimals, name_text
from bideval.scoring.letters.law import LetterLaw

FOR_FILE = "For the file. It names prices, and people who marked; it is not for bidders."
FOR_MEMBERS = "For members who decide. It names prices; it is not for bidders."


def report_sheet(
    inputs: Inputs,
    evaluation: Evaluation,
    regime: Pack | None,
    law: LetterLaw,
    study: Study | None,
    awards: Allocation | None = None,
    *,
    for_file: bool,
) -> Sheet:
    """Return the report of every lot."""
    tender = inputs.tender
    parts: list[Part] = []
    if awards is not None:
        parts.append(Part("Award of all lots", award_lines(awards, evaluation.currency)))
    for lot in evaluation.lots:
        parts += _lot(inputs, evaluation, lot, law, study, awards)
    parts.append(_basis(regime, law, tender.began))
    parts.append(_closed(evaluation))
    parts += [
        one._replace(heading=f"Margin: {one.heading}") for one in margin_sheet(inputs, evaluation).parts
    ]
    parts.append(_alternatives(law))
    parts += file_parts(inputs, evaluation) if for_file else ()
    authority = name_text(tender.authority) if tender.authority else ""
    reader = FOR_FILE if for_file else FOR_MEMBERS
    return Sheet(
        "Evaluation report", reader, tender.illustration, name_text(tender.title), authority, tuple(parts)
    )


def _lot(
    inputs: Inputs,
    evaluation: Evaluation,
    lot: LotResult,
    law: LetterLaw,
    study: Study | None,
    awards: Allocation | None,
) -> Iterator[Part]:
    about = "" if lot.id == "whole" else f"Lot {lot.id}, {name_text(lot.title)}: "
    contract = next(
        (one.contract for one in inputs.tender.lots if one.id == lot.id and one.contract is not None),
        inputs.tender.contract,
    )
    decision = _decision(lot, law, contract, evaluation.currency)
    said = sentence(lot, evaluation.currency)
    award = award_of(awards, lot.id)
    if awards is not None and award is not None and is_final(awards):
        decision = _across(lot, awards, award, evaluation.currency)
        said = f"{award.bid or 'Nobody'} is awarded the lot by the award rules across lots."
    yield Part(f"{about}Decision asked for", tuple(decision))
    yield Part(
        f"{about}Result",
        (said, *lot.notes),
        (),
        (_ranking(lot, contract, evaluation.currency),),
    )
    out = tuple(_out(lot, evaluation.currency))
    if out:
        yield Part(f"{about}Not assessed", (), out)
    yield cover_part(inputs, lot, study, about, evaluation.currency)


def _decision(lot: LotResult, law: LetterLaw, contract: Contract | None, currency: str) -> Iterator[str]:
    winners = [one for one in lot.placings if one.bid in lot.winners]
    if not winners:
        yield "None to award: no bid was found to be the winning one."
    for one in winners:
        price = f", at {_over_term(one, contract, currency)}" if one.price is not None else ""
        yield f"To award to {name_text(one.name)} ({one.bid}), found to be the {law.wording.winning}{price}."
    yield from _noted(lot)


def _across(lot: LotResult, found: Allocation, award: LotAward, currency: str) -> Iterator[str]:
    """What is asked for where lots are awarded together."""
    names = [name_text(one.name) for one in lot.placings if one.bid in lot.winners]
    if not names:
        yield f"To award the lot to nobody: {unawarded_words(found, award, currency)}."
    price = price_words(found, award, currency) if names else ""
    price += " before its discount" if award.bid in {one.bid for one in found.discounts} else ""
    yield from (
        f"To award to {name} ({award.bid}) by the award rules across lots, at {price}." for name in names
    )
    yield from _noted(lot)


def _noted(lot: LotResult) -> Iterator[str]:
    out = sum(one.status is not PlacingStatus.ASSESSED for one in lot.placings)
    if out:
        yield f"To note that {out} of {len(lot.placings)} were not assessed, for the reasons below."


def _over_term(placing: Placing, contract: Contract | None, currency: str) -> str:
    """The price as compared, over the term; and what that is for one year on average."""
    assert placing.price is not None
    price = f"{currency} {money_text(placing.price)}"
    if contract is None or not contract.years:
        return f"{price} (the term is not stated)"
    yearly = Fraction(round(placing.price / contract.years))
    years = money_text(contract.years)
    return f"{price} over {years} years, about {currency} {money_text(yearly)} a year on average"


def _ranking(lot: LotResult, contract: Contract | None, currency: str) -> Grid:
    assessed = [one for one in lot.placings if one.status is PlacingStatus.ASSESSED]
    totals = [one.total for one in assessed]
    shown = aligned(totals, max(most_decimals(totals), figure_places(lot)))
    rows = tuple(
        (
            name_text(one.name),
            one.bid,
            "" if one.rank is None else str(one.rank),
            "" if one.price is None else money_text(one.price),
            total,
        )
        for one, total in zip(assessed, shown, strict=True)
    )
    years = f" over {money_text(contract.years)} years" if contract is not None and contract.years else ""
    unit = lot.unit.replace("money", currency)
    return Grid("Ranking", ("bidder", "bid", "rank", f"price {currency}{years}", unit), (2, 3, 4), rows)


def _out(lot: LotResult, currency: str) -> Iterator[str]:
    for one in lot.placings:
        if one.status is PlacingStatus.ASSESSED:
            continue
        failed = [
            gate_words(gate, currency) for gate in one.gates if not gate.passed and gate.on_fail != "flag"
        ]
        yield f"{name_text(one.name)} ({one.bid}), {one.status.value}: {'; '.join((one.because, *failed))}"


def _basis(regime: Pack | None, law: LetterLaw, began: str | None) -> Part:
    if regime is None:
        return Part("Lawful basis", ("The tender names no regime; an officer states the basis.",))
    since = f", for a procurement begun on {began}" if began else ""
    said = [
        f"{regime.title}{since}; status {regime.status}.",
        f"Source: {regime.source.title}, {regime.source.section}.",
    ]
    if law.wording.basis:
        caution = f" ({law.wording.caution})" if law.wording.caution else ""
        said.append(f"Bidders are told under {law.wording.basis}{caution}.")
    said += [f"{one.wording} ({one.cite}; status {one.status})" for one in regime.clock]
    return Part(
        "Lawful basis", (*said, "Facts with their status, V verified, S secondary, U unverified; no advice.")
    )


_CLOSED = (
    "Criteria, weights, scales, formulas, tests, rounding and tie rules are as published. Marks and "
    "reasons are as recorded. Who decides on the award does not mark, weigh or test anew: a mark is "
    "changed by those who gave it, in a new row with its reason."
)


def _closed(evaluation: Evaluation) -> Part:
    return Part("What may not be scored again", (_CLOSED, f"Inputs {evaluation.digest}"))


def _alternatives(law: LetterLaw) -> Part:
    return Part(
        "Alternatives",
        (),
        (
            f"To award as asked for above. By the published rules no other {law.wording.tender} is chosen.",
            "To send the evaluation back, with the question to be looked at, where a record seems wrong.",
            "To award nothing, with reasons on record; an officer states what is then told and published.",
        ),
    )
