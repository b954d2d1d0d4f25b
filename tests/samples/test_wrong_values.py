"""One value of a valid tender is wrong: what is found, and where; nothing more, and no result.

The tender is the one that README.md shows file by file.  A row says which text of a file
is replaced by what, and every finding of it: its code, its file and its line.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from bideval.errors import Finding, Severity
from bideval.io.judged_folder import judge_folder
from tests.conftest import ROOT
from tests.docs.pages import files_of

T, M, E = "tender.yaml", "consensus.csv", "evaluators.csv"
LARCH, ROWAN = "bids/larch.yaml", "bids/rowan.yaml"
PRICE, OTHER = "prices/rowan.yaml", "prices/larch.yaml"
DECISIONS = "decisions.yaml"

PARKS: Mapping[str, str] = {
    name.removeprefix("parks/"): text
    for name, (_, text) in files_of(ROOT / "README.md").items()
    if name.startswith("parks/") and not name.endswith(DECISIONS)
}


def decision(fields: str) -> str:
    """Return a list of one decision; ``fields`` are those beside what every decision has."""
    return f"- {{id: d1, {fields}, reason: As minuted., by: Head of procurement, at: 2026-03-12}}\n"


CASES: list[tuple[str, str, str, str, str]] = [
    # in words, file, text, what it becomes (a file that is not there: all of it), every finding
    # numbers
    ("a price of zero", PRICE, "588000", "0", "BE454 prices/rowan.yaml:1"),
    ("a price below zero", PRICE, "588000", "-588000", "BE252 prices/rowan.yaml:1"),
    ("a price that is no number", PRICE, "588000", "nan", "BE052 prices/rowan.yaml:1"),
    ("a price without end", PRICE, "588000", "-.inf", "BE052 prices/rowan.yaml:1"),
    ("a price with an exponent", PRICE, "588000", "1e400", "BE052 prices/rowan.yaml:1"),
    ("a price with underscores", PRICE, "588000", "588_000", "BE052 prices/rowan.yaml:1"),
    ("a price with a comma in braces", PRICE, "588000", "588,000", "BE050 prices/rowan.yaml:1"),
    ("a price with a comma in quotes", PRICE, "588000", '"588,000"', "BE052 prices/rowan.yaml:1"),
    ("a price with a decimal comma", PRICE, "588000", "'588000,00'", "BE052 prices/rowan.yaml:1"),
    ("a price with its currency", PRICE, "588000", "GBP 588000", "BE052 prices/rowan.yaml:1"),
    ("a price in Arabic digits", PRICE, "588000", "٥٨٨٠٠٠", "BE052 prices/rowan.yaml:1"),
    ("a price in full-width digits", PRICE, "588000", "５８８０００", "BE052 prices/rowan.yaml:1"),
    ("a price with a plus sign", PRICE, "588000", "+588000", "BE052 prices/rowan.yaml:1"),
    ("a price of sixteen digits", PRICE, "588000", "1234567890123456", "BE052 prices/rowan.yaml:1"),
    ("a price with ten decimals", PRICE, "588000", "1.0123456789", "BE052 prices/rowan.yaml:1"),
    ("a price divided by zero", PRICE, "588000", "1/0", "BE052 prices/rowan.yaml:1"),
    ("a price in hexadecimal", PRICE, "588000", "0x8F8E0", "BE052 prices/rowan.yaml:1"),
    ("a price as a list", PRICE, "588000", "[588000]", "BE052 prices/rowan.yaml:1"),
    ("a price that is empty", PRICE, "588000", "", "BE052 prices/rowan.yaml:1"),
    ("a price of yes", PRICE, "588000", "yes", "BE052 prices/rowan.yaml:1"),
    ("a weight in percent", T, "weight: 20,", "weight: 20%,", "BE052 tender.yaml:13"),
    ("a weight below zero", T, "weight: 20,", "weight: -20,", "BE102 tender.yaml:13"),
    ("a weight that is too small", T, "weight: 20,", "weight: 15,", "BE103 tender.yaml:9"),
    ("a weight that is too large", T, "weight: 20,", "weight: 60,", "BE103 tender.yaml:9"),
    ("a weight as a range in words", T, "weight: 20,", "weight: 10-30,", "BE052 tender.yaml:13"),
    ("a range upside down", T, "weight: 20,", "weight: [30, 10],", "BE052 tender.yaml:13"),
    ("a range that nobody has decided", T, "weight: 20,", "weight: [10, 30],", "BE104 tender.yaml:13"),
    ("a weight left out", T, "weight: 20, ", "", "BE101 tender.yaml:13"),
    ("a section of another weight", T, "- id: quality ", "- id: quality\n    weight: 61", "BE107 tender.yaml:11"),
    # words of the rules
    ("another format", T, "bideval: 1 ", "bideval: 2 ", "BE052 tender.yaml:1"),
    ("an id with a space", T, "id: parks", "id: Eastmere parks", "BE052 tender.yaml:2"),
    ("a title with a colon", T, "title: Grounds", "title: Lot 1: grounds", "BE010 tender.yaml:3"),
    ("true in another language", T, "true ", "yes ", "BE052 tender.yaml:4"),
    ("a currency by its sign", T, "currency: GBP", "currency: £", "BE052 tender.yaml:5"),
    ("no currency", T, "currency: GBP\n", "", "BE051 tender.yaml:1"),
    ("a method with a wrong letter", T, "use: weighted-sum", "use: weigthed-sum", "BE111 tender.yaml:6"),
    ("a method without a key", T, "{use: weighted-sum}", "weighted-sum", "BE052 tender.yaml:6"),
    ("no method", T, "method: {use: weighted-sum}", "", "BE110 tender.yaml:1"),
    ("a weighting of another kind", T, "percent-of-whole", "percentages", "BE052 tender.yaml:7"),
    ("points without a total", T, "percent-of-whole", "points", "BE109 tender.yaml:7"),
    ("no weighting", T, "weighting: {kind: percent-of-whole}", "", "BE108 tender.yaml:1"),
    ("marks by another rule", T, "from: consensus", "from: average", "BE052 tender.yaml:8"),
    ("no rule for marks", T, "marks: {from: consensus}", "", "BE113 tender.yaml:9"),
    ("a scale that ends before it begins", T, "{id: people, weight: 20, scale: {from: 0", "{id: people, weight: 20, scale: {from: 9",
     "BE121 tender.yaml:13"),
    ("a scale that steps beside its end", T, "weight: 20, scale: {from: 0, to: 5, step: 1", "weight: 20, scale: {from: 0, to: 5, step: 2",
     "BE121 tender.yaml:13"),
    ("a scale pack that there is not", T, "weight: 20, scale: {from: 0, to: 5, step: 1}", "weight: 20, scale: scales/0-6@1",
     "BE321 tender.yaml:13"),
    ("a minimum off its scale", T, "minimum: {mark: 2", "minimum: {mark: 2.5", "BE133 tender.yaml:12"),
    ("a minimum without a consequence", T, "{mark: 2, on_fail: must-disregard}", "{mark: 2}", "BE051 tender.yaml:12"),
    ("a formula that there is not", T, "lowest-over-bid", "lowest-bid-over", "BE126 tender.yaml:14"),
    ("a formula without its parameters", T, "lowest-over-bid", "lowest-to-highest", "BE121 tender.yaml:14"),
    ("a parameter that a formula does not take", T, "reads: evaluated-price", "with: {floor: 0}", "BE121 tender.yaml:14"),
    ("a criterion that does not say how it scores", T, ", formula: lowest-over-bid, reads: evaluated-price", "", "BE122 tender.yaml:14"),
    ("a criterion that scores twice over", T, "reads: evaluated-price", "scale: scales/0-5@1", "BE123 tender.yaml:14"),
    ("two criteria of one id", T, "id: people", "id: price", "BE100 tender.yaml:13, BE350 consensus.csv:3"),
    ("a gate in no phase", T, "phase: conditions", "phase: condition", "BE052 tender.yaml:17"),
    ("a pack that there is not", T, "finance/minimum-turnover@1", "finance/maximum-turnover@1", "BE321 tender.yaml:18"),
    ("a pack of another edition", T, "minimum-turnover@1", "minimum-turnover@3", "BE322 tender.yaml:18"),
    ("a pack without its edition", T, "minimum-turnover@1", "minimum-turnover", "BE052 tender.yaml:18"),
    ("a parameter with a wrong letter", T, "{times: 1.5}", "{tmes: 1.5}", "BE121 tender.yaml:19"),
    ("a parameter in words", T, "{times: 1.5}", "{times: twice}", "BE121 tender.yaml:19"),
    ("a test by its sign", T, "test: at-least", "test: '>='", "BE052 tender.yaml:20"),
    ("a test of words", T, "test: at-least", "test: one-of", "BE145 tender.yaml:16"),
    ("a consequence of another name", T, "    on_fail: must-disregard", "    on_fail: reject", "BE052 tender.yaml:21"),
    ("no word on whose turnover counts", T, "    relies_on: {who: [guarantors], combine: any}", "", "BE147 tender.yaml:16"),
    ("someone who cannot be relied on", T, "who: [guarantors]", "who: [parents]", "BE052 tender.yaml:22"),
    ("nobody, of whom any", T, "who: [guarantors], combine: any", "combine: any", "BE149 tender.yaml:22"),
    ("a contract of no years", T, "years: 3", "years: 0", "BE154 tender.yaml:23, BE450 bids/larch.yaml:4, BE450 bids/rowan.yaml:4"),
    ("no contract, and a test that reads its value", T, "contract: {value: 600000, years: 3}", "", "BE451 tender.yaml:16"),
    ("a rounding of no stage", T, "stage: weighted", "stage: weight", "BE052 tender.yaml:24"),
    ("a rounding to ten places", T, "places: 2", "places: 10", "BE052 tender.yaml:24"),
    ("a rounding of no mode", T, "half-up", "nearest", "BE052 tender.yaml:24"),
    ("a rounding as a number", T, "[{stage: weighted, places: 2, mode: half-up}]", "2", "BE052 tender.yaml:24"),
    ("no rounding", T, "rounding: [{stage: weighted, places: 2, mode: half-up}]", "", "BE051 tender.yaml:1"),
    ("a word that ranks nothing", T, "rank_on: rounded", "rank_on: round", "BE052 tender.yaml:25"),
    ("nothing to rank on", T, "rank_on: rounded", "", "BE112 tender.yaml:24"),
    ("a rung that there is not", T, "by: lower-price", "by: lowest-price", "BE052 tender.yaml:26"),
    ("a rung of nothing", T, "by: lower-price", "by: points", "BE118 tender.yaml:26"),
    ("a rung that asks when bids came", T, "by: lower-price", "by: earlier-received", "BE151 bids/larch.yaml:1, BE151 bids/rowan.yaml:1"),
    ("a key with a wrong letter", T, "rank_on: rounded", "rank_no: rounded", "BE050 tender.yaml:25"),
    ("a key that there is not", T, "rank_on: rounded", "rank_on: rounded\nclosing: 2026-02-01", "BE050 tender.yaml:26"),
    ("a date the British way", T, "currency: GBP", "currency: GBP\nbegan: 15/01/2026", "BE052 tender.yaml:6"),
    ("a day that the calendar lacks", T, "currency: GBP", "currency: GBP\nbegan: 2026-02-29", "BE052 tender.yaml:6"),
    # bids and prices
    ("an id of another bid", ROWAN, "id: rowan\n", "id: larch\n", "BE055 bids/rowan.yaml:1"),
    ("a bidder of another bid", ROWAN, "id: rowan-coop, name: Rowan Workers' Co-operative, type: co-operative",
     "id: larch-ltd, name: Larch Gardens Ltd, type: commercial", "BE201 bids/rowan.yaml:2"),
    ("a kind of bidder that there is not", ROWAN, "type: co-operative", "type: coop", "BE052 bids/rowan.yaml:2"),
    ("a lot in a tender without lots", ROWAN, "id: rowan\n", "id: rowan\nlots: [north]\n", "BE202 bids/rowan.yaml:2"),
    ("a variant of nothing", ROWAN, "id: rowan\n", "id: rowan\nvariant_of: elm\n", "BE204 bids/rowan.yaml:2"),
    ("a value that nobody asked for", ROWAN, "id: rowan\n", "id: rowan\ndeclared: {vans: 3}\n", "BE208 bids/rowan.yaml:2"),
    ("a turnover with a currency sign", LARCH, "1900000", "£1900000", "BE052 bids/larch.yaml:4"),
    ("a year that ends on no day", LARCH, "2025-03-31", "2025-03-32", "BE052 bids/larch.yaml:4"),
    ("one year twice", LARCH, "1900000}", "1900000}\n  - {year_end: 2025-03-31, turnover: 1}", "BE207 bids/larch.yaml:5"),
    ("a price in another currency", PRICE, "vat: standard", "vat: standard, currency: EUR", "BE253 prices/rowan.yaml:1"),
    ("a price under another VAT treatment", PRICE, "vat: standard", "vat: zero", "BE257 prices/rowan.yaml:1"),
    ("a price without a VAT treatment", PRICE, ", vat: standard", "", "BE255 prices/rowan.yaml:1"),
    ("a VAT rate for a treatment", PRICE, "vat: standard", "vat: 20%", "BE052 prices/rowan.yaml:1"),
    ("a price for a lot that there is not", PRICE, "whole", "north", "BE251 prices/rowan.yaml:1"),
    # marks
    ("a mark above the scale", M, "plan,rowan,4", "plan,rowan,6", "BE356 consensus.csv:4"),
    ("a mark between two marks", M, "plan,rowan,4", "plan,rowan,4.5", "BE356 consensus.csv:4"),
    ("a mark in words", M, "plan,rowan,4", "plan,rowan,good", "BE053 consensus.csv:4"),
    ("a mark that is blank", M, "plan,rowan,4", "plan,rowan,", "BE053 consensus.csv:4"),
    ("a mark out of a total", M, "plan,rowan,4", "plan,rowan,4 of 5", "BE053 consensus.csv:4"),
    ("a criterion with a wrong letter", M, "plan,rowan", "paln,rowan", "BE350 consensus.csv:4"),
    ("a bid with a wrong letter", M, "plan,rowan", "plan,rowna", "BE351 consensus.csv:4"),
    ("a bid with a capital", M, "plan,rowan", "plan,Rowan", "BE053 consensus.csv:4"),
    ("a mark for a price", M, "plan,rowan", "price,rowan", "BE354 consensus.csv:4, BE452 consensus.csv:1"),
    ("somebody unknown agreed", M, "e1;e2,2026-03-10T10:20", "e1;e4,2026-03-10T10:20", "BE360 consensus.csv:4"),
    ("a time of the local clock", M, "2026-03-10T10:20:00Z", "2026-03-10 10:20", "BE053 consensus.csv:4"),
    ("a row that replaces nothing", M, "agreed_by,at\n", "agreed_by,supersedes\n",
     "BE358 consensus.csv:2, BE358 consensus.csv:3, BE358 consensus.csv:4, BE358 consensus.csv:5"),
    ("a comma without quotation marks", M, "Enough staff. No", "Enough staff, no", "BE025 consensus.csv:3"),
    ("a quotation mark never closed", M, 'with cover."', "with cover.", "BE027 consensus.csv:5"),
    ("a column with a wrong letter", M, "reason,agreed_by", "reasons,agreed_by", "BE022 consensus.csv:1"),
    ("a role that nobody has", E, "Northcote,evaluator", "Northcote,assessor", "BE053 evaluators.csv:2"),
    ("two people who look alike", E, "e2,Ben", "el,Ben Osgood,evaluator\ne1,Ben",
     "BE180 evaluators.csv:3, BE372 evaluators.csv:4, BE360 consensus.csv:2, BE360 consensus.csv:3, BE360 consensus.csv:4, BE360 consensus.csv:5"),
    # decisions
    ("a decision of no kind", DECISIONS, "", decision("kind: withdrawn, bid: larch"), "BE052 decisions.yaml:1"),
    ("a decision about no bid", DECISIONS, "", decision("kind: withdraw, bid: lrach"), "BE401 decisions.yaml:1"),
    ("a decision that lacks its ground", DECISIONS, "", decision("kind: exclude, bid: larch"), "BE400 decisions.yaml:1"),
    ("a decision about no gate", DECISIONS, "", decision("kind: waive, bid: larch, gate: security"), "BE401 decisions.yaml:1"),
    ("a draw that is not published", DECISIONS, "", decision("kind: draw, seed: '1'"), "BE150 decisions.yaml:1"),
    ("a weight that is no range", DECISIONS, "", decision("kind: weights, weights: {plan: 41}"), "BE406 decisions.yaml:1"),
    ("one decision that is no list", DECISIONS, "", "id: d1\n", "BE056 decisions.yaml:1"),
]  # fmt: skip


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the files of the tender with one text of one file replaced."""
    if not old:
        return {**PARKS, file: new}
    assert PARKS[file].count(old) == 1, f"{old!r} stands {PARKS[file].count(old)} times in {file}"
    return {**PARKS, file: PARKS[file].replace(old, new)}


def written(files: Mapping[str, str], folder: Path) -> Path:
    """Write the files of a tender."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def short(finding: Finding) -> str:
    """Return the code, file and line of a finding."""
    return f"{finding.code} {finding.sources[0].file}:{finding.sources[0].line}"


def test_the_tender_itself_is_right(tmp_path: Path) -> None:
    judged = judge_folder(written(PARKS, tmp_path))
    assert judged.findings == ()
    assert judged.evaluation is not None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_one_wrong_value(case: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    _, file, old, new, expected = case
    judged = judge_folder(written(changed(file, old, new), tmp_path))
    assert sorted(map(short, judged.findings)) == sorted(expected.split(", "))
    assert all(one.severity is Severity.ERROR and one.remedy.strip() for one in judged.findings)
    assert judged.evaluation is None
    result = CliRunner().invoke(group, ["evaluate", str(tmp_path)], catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (3, "")
