"""Published award rules in words: what each kind says, beside what the format page says it means."""

from pathlib import Path

import pytest

from bideval.io.judged_folder import judge_folder
from bideval.report.award_rules_told import rule_named, rules_told
from tests.report.letters.together import SEARCHED, folder

KINDS = [
    # in words, the rule, its words
    ("a limit of lots", "{id: x, use: most-lots, most: 2}", "x: every bidder: at most 2 lots"),
    ("a limit of one", "{id: x, use: most-lots, most: 1, clause: ITT 9}", "x (ITT 9): every bidder: at most 1 lot"),
    ("lots for a type", "{id: x, use: only, lots: [east], who: {types: [commercial]}}", "x: east: for bidders of the type commercial alone"),
    ("a least of lots", "{id: x, use: least-lots, least: 1, who: {bidders: [ash-ltd]}}", "x: ash-ltd: at least 1 lot"),
    ("a share", "{id: x, use: most-share, most: 60, counts: price}", "x: every bidder: at most 60% of the price of all that is awarded"),
    ("an amount", "{id: x, use: most-amount, most: 250000, counts: price}", "x: every bidder: at most GBP 250,000 of the price"),
    ("winners", "{id: x, use: winners, least: 2}", "x: at least 2 bidders awarded something"),
    ("lots apart", "{id: x, use: apart, lots: [north, south]}", "x: every bidder: at most one lot of north and south each"),
    ("lots linked", "{id: x, use: linked, lots: [north, south]}", "x: north and south: all of them, or none"),
    ("a reserve price", "{id: x, use: no-award, reserves: {east: 95000}}", "x: no award above the reserve price: east GBP 95,000"),
    ("a budget", "{id: x, use: budget, most: 900000}", "x: prices come to at most GBP 900,000"),
    ("a soft rule", "{id: x, use: most-lots, most: 2, soft: {penalty: 500}}", "x: every bidder: at most 2 lots; may be broken, and counts GBP 500 each time"),
]  # fmt: skip


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case[0])
def test_a_rule_in_words(case: tuple[str, str, str], tmp_path: Path) -> None:
    _, rule, words = case
    inputs = judge_folder(folder(tmp_path, SEARCHED, rule)).reading.inputs
    assert inputs is not None
    (told,) = rules_told(inputs)
    assert rule_named({told.id: told}, "x") == words
