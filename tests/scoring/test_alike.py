"""What was asked against what was published: figures, the word that names the thing, and denials."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.alike import says_one_way

EITHER = "a deposit of GBP 20,000, or a letter of the bank that a facility of that amount is open"

CASES: list[tuple[str, str, str, bool]] = [
    # in words, asked, published, said?
    ("word for word", EITHER, EITHER, True),
    ("the first way", "A deposit of GBP 20,000 with the college before signing", EITHER, True),
    ("the second way", "the letter of its bank, seen on 4 March", EITHER, True),
    ("the first way, and too little", "a deposit of GBP 2,000", EITHER, False),
    ("the first way, and no amount", "a deposit", EITHER, False),
    ("the amount written plainly", "a deposit of GBP 20000.00", EITHER, True),
    ("words of both ways, and neither", "the amount is open to the bank", EITHER, False),
    ("denied", "no deposit of GBP 20,000", EITHER, False),
    ("dropped", "the deposit of GBP 20,000 is waived", EITHER, False),
    ("denied as published", "a bond without a cap", "a bond without a cap", True),
    ("a plural", "two bonds of the bank", "a bond", True),
    ("a word inside another", "bonded stores", "a bond", False),
    ("an amount for a percentage", "a bond of GBP 43,000", "a bond of 10 percent of the yearly value", True),
    ("an amount for a share with its sign", "a bond of GBP 43,000", "a bond of 10% of the yearly value", True),
    ("the number of a clause", "a bond of GBP 43,000", "a bond as in ITT 4.4", True),
    ("a number of months", "monthly accounts for 6 months", "monthly accounts for 12 months", False),
    ("two figures, and one of them", "a bond of GBP 5 for 2 years", "a bond of GBP 5 for 3 years", False),
    ("the currency names nothing", "GBP 500", "GBP 500 in escrow", False),
    ("ways apart by a semicolon", "an escrow account", "a bond; an escrow", True),
    ("nothing that names anything was published", "whatever", "as in ITT 4.4", True),
    ("digits of another script", "a bond of ٣", "a bond of ٣", True),
    ("nothing at all was published", "whatever", "", True),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_was_asked_says_what_was_published(case: tuple[str, str, str, bool]) -> None:
    _, asked, published, said = case
    assert says_one_way(asked, published) is said


@given(st.text(max_size=60))
def test_what_was_published_says_itself(published: str) -> None:
    assert says_one_way(published, published)
