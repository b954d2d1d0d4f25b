"""Risks and cover both ways: whom the tests of backing shut out, and what stands behind whom is left.

Both are shown, always: a test has a cost where it shuts out, and a cost where it is waived.
Nothing here says that one kind of owner is safer than another.  What is not stated is said so.
"""

from collections.abc import Iterator

from bideval.model.amounts import money_text
from bideval.model.evaluation import LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.report.gate_text import gate_words
from bideval.report.letters.sheets import Grid, Part
from bideval.report.tables import name_text
from bideval.scoring.backing.figures import Figure, NotStated
from bideval.scoring.backing.of_bid import BidBacking, backings_of
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules

SUPPLIER = ("finance/", "backing/")
_WAIVED = "Were one waived, the cover that it asks for would not stand behind the bid that failed it."
_HEADINGS = ("bidder", "year", "cover that can be called", "exposure left")


def cover_part(inputs: Inputs, lot: LotResult, study: Study | None, about: str, currency: str) -> Part:
    """Return what the tests of finance and backing did in a lot, and the cover behind its winners."""
    rules = next(one for one in compile_rules(inputs).scorable if one.id == lot.id)
    tests = _tests(rules)
    shut = tuple(_shut_out(lot, tests, currency))
    winners = [one for one in lot.placings if one.bid in lot.winners]
    exposure = study.exposure if study is not None else None
    behind = backings_of(inputs, rules, exposure, tuple(one.bid for one in winners))
    said = [
        f"Tests of finance and backing: {', '.join(tests.values())}."
        if tests
        else "No test of finance or backing."
    ]
    said += [_WAIVED] if tests else []
    said.append("With them, these were not assessed:" if shut else "Nobody was left out by one of them.")
    points = (*shut, *(f"Stands by a decision: {one}" for one in _waived(lot, tests, currency)))
    rows = tuple(row for one in winners for row in _years(one, behind.get(one.bid), currency))
    grids = (Grid("What stands behind the award, year by year", _HEADINGS, (2, 3), rows),) if rows else ()
    if not rows:
        said.append("What stands behind the award is not stated, or the term of the contract is not.")
    return Part(f"{about}Risks and cover, both ways", tuple(said), points, grids)


def _tests(rules: LotRules) -> dict[str, str]:
    return {
        gate.rule.id: name_text(gate.rule.title or gate.rule.id)
        for gate in rules.gates
        if (gate.rule.use or "").startswith(SUPPLIER) or gate.rule.group == "financial-backing"
    }


def _shut_out(lot: LotResult, tests: dict[str, str], currency: str) -> Iterator[str]:
    for placing in lot.placings:
        if placing.status is PlacingStatus.ASSESSED:
            continue
        failed = [
            gate_words(gate, currency) for gate in placing.gates if gate.gate in tests and not gate.passed
        ]
        if failed:
            yield f"{name_text(placing.name)}: {'; '.join(failed)}"


def _waived(lot: LotResult, tests: dict[str, str], currency: str) -> Iterator[str]:
    for placing in lot.placings:
        if placing.status is PlacingStatus.ASSESSED:
            for gate in placing.gates:
                if gate.gate in tests and not gate.passed:
                    by = gate.decision or "flagged"
                    yield f"{name_text(placing.name)}: {gate_words(gate, currency)} ({by})"


def _years(winner: Placing, backing: BidBacking | None, currency: str) -> Iterator[tuple[str, ...]]:
    if backing is None or isinstance(backing.term, NotStated):
        return
    exposures = {one.year.number: one.exposure for one in backing.exposure}
    for year, cover in zip(backing.term.years, backing.cover, strict=False):
        left = exposures.get(year.number)
        yield (
            name_text(winner.name),
            str(year.number),
            _figure(cover, currency),
            "not stated" if left is None else _figure(left, currency),
        )


def _figure(one: Figure, currency: str) -> str:
    return "not stated" if isinstance(one, NotStated) else f"{currency} {money_text(one.value)}"
