"""``bideval check`` cites the rule where a tender asks for what its regime forbids or questions."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group

TENDER = {
    "bideval": "1",
    "id": "care",
    "title": "Community care",
    "authority_type": "council",
    "nation": "england",
    "began": "2026-01-15",
    "regime": "uk/procurement-act-2023@1",
    "currency": "GBP",
    "contract": {"value": "400000", "years": "4"},
    "method": {"use": "weighted-sum"},
    "weighting": {"kind": "percent-of-whole"},
    "marks": {"from": "consensus"},
    "rounding": "none",
    "ties": [{"by": "lower-price"}],
    "declares": {"insurance": {"unit": "words", "choices": ["in-place", "undertaken", "none"]}},
}
CONDITION = {"phase": "conditions", "basis": "condition-of-participation", "on_fail": "must-disregard"}
TURNOVER = {
    **CONDITION,
    "id": "turnover",
    "use": "finance/minimum-turnover@1",
    "with": {"times": "9"},
    "test": "at-least",
    "relies_on": {"combine": "none"},
    "evidence": ["audited", "unaudited"],
    "because": "wages are paid for two months before the first invoice",
}
INSURED = {
    **CONDITION,
    "id": "insured",
    "measure": {"field": "bid.declared.insurance"},
    "test": "one-of",
    "threshold": ["in-place"],
    "because": "visits to people at home",
}
PLAN = {"id": "plan", "weight": "60", "use": "quality/method-statement@1", "with": {"scale": "scales/0-5@1"}}
PRICE = {"id": "price", "weight": "40", "formula": "lowest-over-bid", "clause": "ITT 7"}
LEAVES = [{**PLAN, "clause": "ITT 6"}, PRICE]

CASES = [
    # in words, keys of the tender, parts of what is printed
    ("audited accounts of a small company", {"gates": [{**TURNOVER, "evidence": ["audited"]}]},
     ["warning BE192", "turnover counts audited accounts", "Part 16 of the Companies Act 2006",
      "Procurement Act 2023, section 22(3)", "from 2025-02-24"]),
    ("turnover above twice the value", {"gates": [{key: one for key, one in TURNOVER.items() if key != "because"}],
     "regime": "uk/pcr-2015@1", "began": "2024-05-01"},
     ["warning BE198", "a yearly turnover of GBP 900,000", "the base is the estimated value of the contract, GBP 400,000",
      "2 times that is GBP 800,000", "Public Contracts Regulations 2015, regulation 58(9)", "to 2025-02-23", "status S"]),
    ("insurance in place before award", {"gates": [INSURED]},
     ["warning BE199", "insured asks for insurance", "section 22(3)"]),
    ("a leaf without a clause", {"criteria": [PLAN, PRICE]},
     ["question BE195", "plan does not say where it was published", "sections 19(2) and 23(3)"]),
]  # fmt: skip


def printed(keys: dict[str, object], root: Path) -> str:
    """Return what ``check`` prints of a tender with ``keys`` put over its own, on one line."""
    text = json.dumps({**TENDER, "criteria": LEAVES, **keys})
    (root / "tender.yaml").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(group, ["check", str(root)], catch_exceptions=False)
    assert result.exit_code == 0
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_rule_is_cited(case: tuple[str, dict[str, object], list[str]], tmp_path: Path) -> None:
    _, keys, expected = case
    text = printed(keys, tmp_path)
    assert [words for words in expected if words not in text] == [], text


RIGHT = [
    ("unaudited accounts count too", {"gates": [TURNOVER]}),
    ("turnover of exactly twice the value", {"gates": [{**TURNOVER, "with": {"times": "8"}}],
     "regime": "uk/pcr-2015@1", "began": "2024-05-01"}),
    ("insurance that is undertaken", {"gates": [{**INSURED, "threshold": ["in-place", "undertaken"]}]}),
    ("every leaf with its clause", {}),
]  # fmt: skip


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case[0])
def test_put_right_it_is_not(case: tuple[str, dict[str, object]], tmp_path: Path) -> None:
    text = printed(case[1], tmp_path)
    assert not any(code in text for code in ("BE192", "BE195", "BE197", "BE198", "BE199")), text
