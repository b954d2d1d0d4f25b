"""Small valid tenders, as a folder would hold them, and a way to change one thing in them.

A folder is text as its files have it: YAML files as maps and lists of text, CSV files
as rows with commas.  ``changed`` puts a value at a path such as ``tender/ties`` or
``bids/acorn/received``; ``tender/gates/+`` adds to a list, ``DROP`` takes a key away.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import NamedTuple, TypeVar

from bideval.errors import Finding, Severity
from bideval.io.tables import (
    ASSIGNMENTS,
    CONSENSUS,
    DECLARATIONS,
    EVALUATORS,
    MARKS,
    RATES,
    SCHEDULE,
    Table,
    typed_rows,
)
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.inputs import Inputs
from bideval.model.pack import Basis, Pack, PackKind, PackSource
from bideval.model.price import PriceSheet
from bideval.model.rules import OnFail
from bideval.model.tender import Tender
from bideval.scoring.checks import check_inputs
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.evaluate import judge

Folder = dict[str, object]
Change = Mapping[str, object]
Case = tuple[str, Folder, Change, str, str]  # words, folder, change, findings, part of a message

Row = TypeVar("Row")

DROP = object()

SCALE = {
    "marks": [
        {"mark": "0", "points": "0", "words": "No response"},
        {"mark": "3", "points": "60", "words": "Acceptable: meets the requirement"},
        {"mark": "5", "points": "100", "words": "Excellent"},
    ]
}
CLINICAL = {"id": "clinical", "weight": "40", "scale": SCALE}
WORKFORCE = {"id": "workforce", "weight": "20", "scale": {"from": "0", "to": "60", "step": "20"}}
PRICE = {"id": "price", "weight": "40", "formula": "lowest-over-bid", "reads": "evaluated-price"}

PLAIN: Folder = {
    "tender": {
        "bideval": "1",
        "id": "care",
        "title": "Community care",
        "currency": "GBP",
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "marks": {"from": "consensus"},
        "rounding": "none",
        "criteria": [CLINICAL, WORKFORCE, PRICE],
    },
    "bids": {
        "acorn": {"id": "acorn", "bidder": {"id": "acorn-care", "name": "Acorn Care"}},
        "beech": {"id": "beech", "bidder": {"id": "beech-health", "name": "Beech Health"}},
    },
    "prices": {
        "acorn": {"lots": {"whole": {"amount": "100"}}},
        "beech": {"lots": {"whole": {"amount": "125"}}},
    },
    "rates": {},
    "packs": {},
    "schedule": [],
    "evaluators": ["ada,Ada,evaluator", "bo,Bo,evaluator", "cy,Cy,chair"],
    "marks": [
        "clinical,acorn,ada,3,,clear plan",
        "clinical,acorn,bo,5,,clear plan",
        "clinical,beech,ada,0,,,no plan",
        "clinical,beech,bo,0,,,no plan",
    ],
    "consensus": [
        "clinical,acorn,3,The plan on page 4 names its staff.,,,,,ada; bo",
        "clinical,beech,0,There is no plan for the first year.,,,,,ada; bo",
        "workforce,acorn,60,Rotas are worked out to the hour.",
        "workforce,beech,20,Half the rotas are missing.",
    ],
    "assignments": [],
    "declarations": [],
    "decisions": [],
}


class Built(NamedTuple):
    """A folder typed, and what the checks say of it."""

    inputs: Inputs
    findings: tuple[Finding, ...]


def changed(folder: Folder, change: Change) -> Folder:
    """Return a copy of ``folder`` with each change made."""
    copy = deepcopy({key: value for key, value in folder.items() if key != "packs"})
    copy["packs"] = dict(as_map(folder["packs"]))
    for path, value in change.items():
        *above, last = path.split("|") if "|" in path else path.split("/")
        at: object = copy
        for step in above:
            at = at[int(step)] if isinstance(at, list) else as_map(at)[step]
        _put(at, last, value)
    return copy


def _put(at: object, last: str, value: object) -> None:
    if isinstance(at, list):
        if last == "+":
            at.append(value)
        else:
            at[int(last)] = value
    elif value is DROP:
        del as_map(at)[last]
    else:
        as_map(at)[last] = value


def as_map(value: object) -> dict[str, object]:
    """Return ``value``, which is a map."""
    assert isinstance(value, dict)
    return value


# The order in which the rows of this folder give their cells; what is not given is blank.
COLUMNS = {
    "schedule": "line,quantity,kind,counts,section,lot,unit,years",
    "rates": "line,rate,extension,vat",
    "evaluators": "id,name,role",
    "marks": "criterion,bid,evaluator,mark,lot,strengths,weaknesses,evidence,at,supersedes",
    "consensus": "criterion,bid,mark,reason,lot,evidence,moved_from,why_moved,agreed_by,at,supersedes",
    "assignments": "evaluator,criterion,lot,due",
    "declarations": "person,bid,stage,interest,what,measures,reviewed_by,at,supersedes",
}


def rows_of(table: Table[Row], name: str, given: object) -> tuple[Row, ...]:
    """Type the rows of a CSV file."""
    assert isinstance(given, list)
    rows = [dict(zip(COLUMNS[name].split(","), row.split(","), strict=False)) for row in given]
    cells = [tuple(row.get(column, "") for column in table.columns.names()) for row in rows]
    typed, findings = typed_rows(f"{name}.csv", table, cells)
    assert findings == (), findings
    return typed


def inputs_of(folder: Folder) -> Inputs:
    """Type a folder, in which every single value is in order."""
    decisions = folder["decisions"]
    assert isinstance(decisions, list)
    rates = as_map(folder["rates"]).items()
    return Inputs(
        tender=Tender.model_validate(folder["tender"]),
        packs={name: pack for name, pack in as_map(folder["packs"]).items() if isinstance(pack, Pack)},
        bids={name: Bid.model_validate(one) for name, one in as_map(folder["bids"]).items()},
        prices={name: PriceSheet.model_validate(one) for name, one in as_map(folder["prices"]).items()},
        rates={name: rows_of(RATES, "rates", rows) for name, rows in rates},
        decisions=tuple(Decision.model_validate(one) for one in decisions),
        schedule=rows_of(SCHEDULE, "schedule", folder["schedule"]),
        evaluators=rows_of(EVALUATORS, "evaluators", folder["evaluators"]),
        marks=rows_of(MARKS, "marks", folder["marks"]),
        consensus=rows_of(CONSENSUS, "consensus", folder["consensus"]),
        assignments=rows_of(ASSIGNMENTS, "assignments", folder["assignments"]),
        declarations=rows_of(DECLARATIONS, "declarations", folder["declarations"]),
    )


def built(folder: Folder, change: Change) -> Built:
    """Change a folder, type it and check it."""
    inputs = inputs_of(changed(folder, change))
    return Built(inputs, check_inputs(inputs, compile_rules(inputs).lots))


def places(findings: tuple[Finding, ...]) -> str:
    """Return each finding as ``CODE file#pointer`` with all its places, one a line, sorted."""
    lines = [
        " ".join([one.code, *(f"{source.file}#{source.pointer}" for source in one.sources)])
        for one in findings
    ]
    return "\n".join(sorted(lines))


def assert_found(case: Case) -> None:
    """Check that exactly the findings of a row are there, in its words.

    Whatever is wrong, judging the tender says so and does not break off.
    """
    _, folder, change, expected, words = case
    inputs, findings = built(folder, change)
    there, said = places(findings), " ".join(f"{one.message} {one.remedy}" for one in findings)
    assert there == "\n".join(sorted(line.strip() for line in expected.strip().splitlines())), there
    assert words in said, said
    assert {one for one in findings if one.severity is Severity.ERROR} <= set(judge(inputs).findings)


def decision(kind: str, **fields: object) -> dict[str, object]:
    """Return a decision of ``kind`` with what every decision has."""
    given = {name.rstrip("_"): value for name, value in fields.items()}
    said = {"id": "d-1", "reason": "as the panel found", "by": "Cy", "at": "2026-03-01"}
    return {**said, "kind": kind, **given}


def regime(name: str, valid_to: str | None = None) -> Pack:
    """Return a regime of two bases, in force from 2025."""
    return Pack(
        id=f"regimes/{name}",
        edition=1,
        title=name,
        question="Which rules apply?",
        status="U",
        source=PackSource("Invented rules", "1"),
        valid_from="2025-01-01",
        valid_to=valid_to,
        kind=PackKind.REGIME,
        cases=(),
        file=f"regimes/{name}.yaml",
        raw={},
        bases=(
            ("condition", Basis(OnFail.MUST_DISREGARD, "must be disregarded", "section 1")),
            ("low-price", Basis(OnFail.FLAG, "may be looked into", "section 2")),
        ),
    )


def with_lots() -> Folder:
    """Return a tender of two lots: each has the questions, and south its own weights too."""
    south = [{**CLINICAL, "weight": "50"}, {**PRICE, "weight": "50"}]
    return changed(
        PLAIN,
        {
            "tender/lots": [{"id": "north"}, {"id": "south", "criteria": south}],
            "bids/acorn/lots": ["north", "south"],
            "bids/beech/lots": ["south"],
            "prices/acorn/lots": {"north": {"amount": "100"}, "south": {"amount": "90"}},
            "prices/beech/lots": {"south": {"amount": "125"}},
            "consensus": [
                "clinical,acorn,3,The plan on page 4 names its staff.,*",
                "workforce,acorn,60,Rotas are worked out to the hour.,north",
                "clinical,beech,0,There is no plan for the first year.,south",
            ],
            "marks": ["clinical,acorn,ada,3,*,clear plan", "clinical,beech,ada,0,south,,no plan"],
        },
    )


def with_schedule() -> Folder:
    """Return a tender whose prices are rates against a schedule."""
    return changed(
        PLAIN,
        {
            "tender/prices": {"correction": "rate-governs"},
            "prices": {"acorn": {"lots": {"whole": {"amount": "300"}}}},
            "schedule": ["A1,10,rate,yes", "A2,2,lump-sum,yes", "B1,50,provisional,yes", "C1,1,option,no"],
            "rates": {
                "acorn": ["A1,20,200", "A2,25", "C1,7"],
                "beech": ["A1,30,300", "A2,included", "B1,", "C1,n/a"],
            },
        },
    )


LOTS = with_lots()
PRICED = with_schedule()
