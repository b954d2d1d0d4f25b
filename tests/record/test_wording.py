"""Words of another version: other words, but no other bid and no other number."""

import pytest

from bideval.record.compared import Difference
from bideval.record.wording import names_the_same

BIDS = frozenset(("oak", "elm", "bid-2", "7"))
TEXT, OTHER = "sha256:" + "a" * 64, "sha256:" + "b" * 64

WORDED: list[tuple[str, str, str, bool]] = [
    ("other words",                "oak is ahead.",              "The first is oak.",                        True),
    ("another bid",                "oak is ahead.",              "elm is ahead.",                            False),
    ("two bids changed about",     "oak is ahead of elm.",       "elm is ahead of oak.",                     False),
    ("a bid more",                 "oak is ahead.",              "oak is ahead of elm.",                     False),
    ("no bid any more",            "oak is ahead.",              "Nobody is ahead.",                         False),
    ("another number",             "oak is ahead by 7.5 points.", "oak is ahead by 75 points.",              False),
    ("a number more",              "oak is ahead by 7.5.",       "Of all from 0 to 100, oak leads by 7.5.",  True),
    ("a number fewer",             "oak leads by 7.5 of 100.",   "oak leads by 7.5.",                        True),
    ("numbers changed about",      "from 3 to 4",                "from 4 to 3",                              False),
    ("another text",               f"for {TEXT}",                f"for {OTHER}",                             False),
    ("the same text",              f"for {TEXT}",                f"because of {TEXT}",                       True),
    ("a bid that is a number",     "7 wins by 3.",               "3 wins by 7.",                             False),
    ("a part of a bid's id",       "bid-2 wins.",                "bid-22 wins.",                             False),
    ("nothing named",              "Nothing is said.",           "Nothing is known.",                        True),
]  # fmt: skip


@pytest.mark.parametrize("case", WORDED, ids=lambda case: case[0])
def test_words_of_another_version_name_the_same(case: tuple[str, str, str, bool]) -> None:
    _, ours, theirs, same = case
    assert names_the_same(Difference("/x", ours, theirs), BIDS) is same
    assert names_the_same(Difference("/x", theirs, ours), BIDS) is same
