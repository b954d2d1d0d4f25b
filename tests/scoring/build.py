"""Small tenders for tests: the text data of a folder's files, typed or written out.

A test says only what it is about.  ``tender`` fills in what every tender must state
(a title, a currency, rounding), a bid what every bid must have (a bidder), and nothing
that is a rule.  The data go through the very models that files go through.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from bideval.errors import Finding, NotEvaluableError
from bideval.io.packs import PackShelf
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.evaluation import Evaluation, GateResult, LotResult, Placing, Score
from bideval.model.inputs import Inputs
from bideval.model.marking import Assignment, Consensus, Evaluator, Mark
from bideval.model.numbers import parse_number
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender
from bideval.scoring.evaluate import evaluate, judge

Data = Mapping[str, object]
AT = "2026-03-02"  # when everything in these tenders is said to have been written


@dataclass(frozen=True)
class Papers:
    """The text data of a tender folder.

    ``prices`` are amounts for the one lot, or whole files; ``consensus`` and ``marks``
    are by (bid, criterion) and (bid, criterion, evaluator).
    """

    tender: Data
    bids: Mapping[str, Data] = field(default_factory=dict)
    prices: Mapping[str, object] = field(default_factory=dict)
    consensus: Mapping[tuple[str, str], object] = field(default_factory=dict)
    marks: Mapping[tuple[str, str, str], object] = field(default_factory=dict)
    decisions: Sequence[Data] = ()


def tender(**rules: object) -> Data:
    """Return a tender.yaml with ``rules``; ``with_`` and ``from_`` stay as they are in Python."""
    return {"bideval": "1", "id": "test", "title": "Test", "currency": "GBP", "rounding": "none", **rules}


def lowest_price(prices: Mapping[str, object], **rules: object) -> Papers:
    """Return a tender won by the lowest price, with a bid for each price."""
    return Papers(tender(method={"use": "lowest-compliant"}, **rules), {bid: {} for bid in prices}, prices)


def text(value: object) -> object:
    """Return ``value`` as a strict reader would hand it over: every scalar is text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {key: text(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [text(one) for one in value]
    return value


def decision(kind: str, **fields: object) -> Data:
    """Return a decision with what every decision has."""
    name = "-".join([kind, *(str(fields[key]).replace("/", "-") for key in ("bid", "gate") if key in fields)])
    return {"id": name, "kind": kind, "reason": "as minuted", "by": "the panel", "at": AT, **fields}


# Typed


def inputs_of(papers: Papers) -> Inputs:
    """Type the data as the reader of folders does."""
    typed = Tender.model_validate(text(papers.tender))
    packs, findings = PackShelf({}).named_by(typed)
    assert findings == ()
    return Inputs(
        tender=typed,
        packs=packs,
        bids={bid: Bid.model_validate(text(_bid(bid, data))) for bid, data in papers.bids.items()},
        prices={bid: PriceSheet.model_validate(text(_sheet(price))) for bid, price in papers.prices.items()},
        evaluators=tuple(Evaluator(name, name.title(), "evaluator") for name in _people(papers)),
        marks=tuple(_mark(*key, value) for key, value in papers.marks.items()),
        consensus=tuple(_agreed(*key, value) for key, value in papers.consensus.items()),
        decisions=tuple(Decision.model_validate(text(one)) for one in papers.decisions),
    )


def _bid(bid: str, data: Data) -> Data:
    return {"id": bid, "bidder": {"id": f"{bid}-ltd", "name": f"{bid.title()} Limited"}, **data}


def _sheet(price: object) -> Data:
    return price if isinstance(price, Mapping) else {"lots": {"whole": {"amount": price}}}


def _people(papers: Papers) -> list[str]:
    return sorted({person for _, _, person in papers.marks})


def _mark(bid: str, criterion: str, person: str, value: object) -> Mark:
    return Mark("*", criterion, bid, person, parse_number(str(value)), "clear", "", "", "", "")


def _agreed(bid: str, criterion: str, value: object) -> Consensus:
    return Consensus("*", criterion, bid, parse_number(str(value)), "page 4 says so", "", "", "", (), "", "")


def with_assignments(inputs: Inputs, rows: Iterable[tuple[str, str]]) -> Inputs:
    """Return ``inputs`` in which each (evaluator, criterion) of ``rows`` is assigned."""
    return replace(inputs, assignments=tuple(Assignment(who, "*", what) for who, what in rows))


# Evaluated


def evaluated(papers: Papers) -> Evaluation:
    """Return the evaluation; raise NotEvaluableError where findings stand in its way."""
    return evaluate(inputs_of(papers))


def lot_of(papers: Papers) -> LotResult:
    """Return the result of a tender of one lot; fail with the findings where there is none."""
    judged = judge(inputs_of(papers))
    assert judged.evaluation is not None, [f"{one.code} {one.message}" for one in judged.findings]
    (lot,) = judged.evaluation.lots
    return lot


def findings_of(papers: Papers) -> tuple[Finding, ...]:
    """Return every finding of the judgement, whether or not it stands in the way of a result."""
    return judge(inputs_of(papers)).findings


def stopping_codes(papers: Papers) -> set[str]:
    """Return the codes of the findings that stop a result; none where there is one."""
    try:
        evaluated(papers)
    except NotEvaluableError as stopped:
        return {one.code for one in stopped.findings if one.severity == "error"}
    return set()


def placing(lot: LotResult, bid: str) -> Placing:
    """Return a bid's placing."""
    return next(one for one in lot.placings if one.bid == bid)


def score(lot: LotResult, bid: str, criterion: str) -> Score:
    """Return an assessed bid's score on a criterion or section."""
    return next(one for one in placing(lot, bid).scores if one.criterion == criterion)


def gate(lot: LotResult, bid: str, name: str) -> GateResult:
    """Return what a gate said of a bid."""
    return next(one for one in placing(lot, bid).gates if one.gate == name)


def ranks(lot: LotResult) -> dict[str, int | None]:
    """Return every bid's rank."""
    return {one.bid: one.rank for one in lot.placings}


# Written


def write(papers: Papers, folder: Path) -> Path:
    """Write the data as a tender folder and return it."""
    files: dict[str, object] = {"tender.yaml": papers.tender}
    files |= {f"bids/{bid}.yaml": _bid(bid, data) for bid, data in papers.bids.items()}
    files |= {f"prices/{bid}.yaml": _sheet(price) for bid, price in papers.prices.items()}
    if papers.decisions:
        files["decisions.yaml"] = list(papers.decisions)
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(text(data), indent=1, ensure_ascii=False), encoding="utf-8")
    _write_rows(
        folder / "evaluators.csv",
        ("id", "name", "role"),
        [(one, one, "evaluator") for one in _people(papers)],
    )
    agreed = [(what, bid, value, "page 4 says so") for (bid, what), value in papers.consensus.items()]
    _write_rows(folder / "consensus.csv", ("criterion", "bid", "mark", "reason"), agreed)
    given = [(what, bid, who, value, "clear") for (bid, what, who), value in papers.marks.items()]
    _write_rows(folder / "marks.csv", ("criterion", "bid", "evaluator", "mark", "strengths"), given)
    return folder


def _write_rows(target: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if rows:
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
