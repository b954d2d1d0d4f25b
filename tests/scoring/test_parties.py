"""Whose figures count: parties in order, accounts by the year, backing by form and stage."""

from fractions import Fraction

import pytest

from bideval.model.bid import Bid
from bideval.model.criterion import ReliesOn
from bideval.scoring.asked_backing import Asked
from bideval.scoring.parties import Figures, backing_amount, other_figures, own_figures, yearly
from tests.scoring.build import Data, text

F = Fraction


def bid(**more: object) -> Bid:
    """Return a bid of the bidder lead."""
    return Bid.model_validate(text({"id": "ash", "bidder": {"id": "lead", "name": "Lead Limited"}, **more}))


FULL = bid(
    members=[{"id": "oak"}, {"id": "lead"}, {"id": "fir"}],
    subcontractors=[{"id": "elm"}],
    guarantors=[{"id": "yew"}, {"id": "bay"}],
)
OTHERS: list[tuple[str, Data | None, list[tuple[str, str]]]] = [
    # in words                                relies on                             party and place in the bid
    ("nothing is said",                       None,                                 []),
    ("the bidder alone",                      {"combine": "none"},                  []),
    ("members by id, the lead itself left out", {"who": ["members"], "combine": "any"},
     [("fir", "/members/2"), ("oak", "/members/0")]),
    ("subcontractors",                        {"who": ["subcontractors"], "combine": "sum"}, [("elm", "/subcontractors/0")]),
    ("a guarantor",                           {"who": ["guarantor"], "combine": "any"},
     [("bay", "/guarantors/1"), ("yew", "/guarantors/0")]),
    ("guarantors said twice count once",      {"who": ["guarantor", "guarantors"], "combine": "any"},
     [("bay", "/guarantors/1"), ("yew", "/guarantors/0")]),
    ("in the order of the rule",              {"who": ["guarantors", "members"], "combine": "any"},
     [("bay", "/guarantors/1"), ("yew", "/guarantors/0"), ("fir", "/members/2"), ("oak", "/members/0")]),
]  # fmt: skip


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case[0])
def test_whom_the_rule_lets_the_bidder_rely_on(case: tuple[str, Data | None, list[tuple[str, str]]]) -> None:
    _, stated, expected = case
    relies_on = None if stated is None else ReliesOn.model_validate(stated)
    found = other_figures(FULL, relies_on)
    assert [(one.party, one.source.pointer) for one in found] == expected
    assert {one.source.file for one in found} <= {"bids/ash.yaml"}


def test_the_bidders_own_figures_stand_at_the_top_of_the_bid() -> None:
    one = bid(accounts=[{"year_end": "2025-12-31", "turnover": 5}], backing=[backing("bond", 7, "promised")])
    own = own_figures(one)
    assert (own.party, len(own.accounts), len(own.backing)) == ("lead", 1, 1)


# Accounts


def accounts(*years: tuple[str, object]) -> Figures:
    """Return a party's accounts; a turnover of None is not given."""
    listed = [
        {"year_end": end} if turnover is None else {"year_end": end, "turnover": turnover}
        for end, turnover in years
    ]
    return own_figures(bid(accounts=listed))


Y23, Y24, Y25 = ("2023-12-31", 3), ("2024-12-31", 4), ("2025-12-31", 5)
YEARS: list[tuple[str, Figures, int, tuple[int, ...] | None]] = [
    ("the latest year",                     accounts(Y23, Y24, Y25),                    1, (5,)),
    ("two years, oldest first",             accounts(Y23, Y24, Y25),                    2, (4, 5)),
    ("in any order of the file",            accounts(Y25, Y23, Y24),                    3, (3, 4, 5)),
    ("fewer years than asked",              accounts(Y24, Y25),                         3, None),
    ("no accounts",                         accounts(),                                 1, None),
    ("a gap in the latest year",            accounts(Y24, ("2025-12-31", None)),        1, None),
    ("an older year does not fill a gap",   accounts(Y23, Y24, ("2025-12-31", None)),   2, None),
    ("a gap before the years that count",   accounts(("2023-12-31", None), Y24, Y25),   2, (4, 5)),
    ("zero is a figure",                    accounts(("2025-12-31", 0)),                1, (0,)),
    ("year ends within a year",             accounts(("2025-03-31", 1), ("2025-12-31", 2)), 1, (2,)),
]  # fmt: skip


@pytest.mark.parametrize("case", YEARS, ids=lambda case: case[0])
def test_the_latest_years_of_a_field(case: tuple[str, Figures, int, tuple[int, ...] | None]) -> None:
    _, figures, years, expected = case
    assert yearly(figures, "turnover", years) == expected


# Backing


def backing(form: str, amount: object, stage: str) -> Data:
    return {"form": form, "amount": amount, "stage": stage}


BACKED = own_figures(
    bid(
        backing=[
            backing("bond", "2.5", "in-force"),
            backing("bond", 4, "letter-of-intent"),
            backing("bond", 8, "promised"),
            backing("reserves", 100, "in-force"),
        ]
    )
)
BACKINGS: list[tuple[str, tuple[str, ...], str, str]] = [
    ("a promise: every stage counts",     ("bond",),            "promised",         "14.5"),
    ("a letter of intent, or further",    ("bond",),            "letter-of-intent", "6.5"),
    ("in force alone",                    ("bond",),            "in-force",         "2.5"),
    ("two forms add up",                  ("bond", "reserves"), "in-force",         "102.5"),
    ("a form that the bidder has not",    ("escrow",),          "promised",         "0"),
    ("no form is accepted",               (),                   "promised",         "0"),
]  # fmt: skip


@pytest.mark.parametrize("case", BACKINGS, ids=lambda case: case[0])
def test_backing_of_the_accepted_forms_at_the_stage(case: tuple[str, tuple[str, ...], str, str]) -> None:
    _, accepts, stage, amount = case
    assert backing_amount(BACKED, Asked(accepts, stage)) == F(amount)
