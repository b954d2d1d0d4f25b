"""What a rule asks of backing: met, not met, or missing in words."""

from collections.abc import Mapping

import pytest

from bideval.errors import GuardError
from bideval.model.measure import FieldNode
from bideval.model.parameters import With
from bideval.model.raw import Named
from bideval.model.units import BACKING, Unit
from bideval.scoring.asked_backing import Asked, asked_of, asked_words, callable_amount, counts, is_whole
from tests.scoring.backing.parts import bond

PLAIN = Asked(("bond",), "promised")
RATED = {
    "provider_rating": {
        "agency": "Northmark",
        "grade": "A",
        "date": "2025-11-03",
        "valid_until": "2026-11-02",
    }
}
GRADED = PLAIN._replace(agency="Northmark", grades=("A", "A+"), day="2026-03-20")
ENDS = {"open_ended": None, "expires": "2031-12-31"}

ASKED = [
    # in words                            terms                                 asked                                       outcome
    ("form and stage alone",              {},                                   PLAIN,                                      True),
    ("another form",                      {"form": "escrow"},                   PLAIN,                                      False),
    ("not far enough along",              {},                                   PLAIN._replace(stage="in-force"),           False),
    ("further along",                     {"stage": "in-force"},                PLAIN._replace(stage="letter-of-intent"),   True),
    ("called as asked",                   {"called": "on-demand"},              PLAIN._replace(called="on-demand"),         True),
    ("called otherwise",                  {"called": "on-default"},             PLAIN._replace(called="on-demand"),         False),
    ("how it is called is not said",      {},                                   PLAIN._replace(called="on-demand"),         "called"),
    ("either will do",                    {},                                   PLAIN._replace(called="any"),               True),
    ("to the very day",                   ENDS,                                 PLAIN._replace(until="2031-12-31"),         True),
    ("a day short",                       ENDS,                                 PLAIN._replace(until="2032-01-01"),         False),
    ("open-ended",                        {},                                   PLAIN._replace(until="2099-12-31"),         True),
    ("no end is said",                    {"open_ended": None},                 PLAIN._replace(until="2031-12-31"),         "expires"),
    ("a grade that counts",               RATED,                                GRADED,                                     True),
    ("a grade that does not",             RATED,                                GRADED._replace(grades=("A+",)),            False),
    ("no longer in force",                RATED,                                GRADED._replace(day="2026-11-03"),          False),
    ("not yet in force",                  RATED,                                GRADED._replace(day="2025-11-02"),          False),
    ("of another agency",                 RATED,                                GRADED._replace(agency="Southmark"),        "provider_rating"),
    ("no rating is said",                 {},                                   GRADED,                                     "provider_rating"),
    ("no day to hold it against",         RATED,                                GRADED._replace(day=None),                  "received"),
    ("a fail is sure whatever is missing", {"called": "on-default"},            GRADED._replace(called="on-demand"),        False),
]  # fmt: skip


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case[0])
def test_what_is_asked(case: tuple[str, Mapping[str, object], Asked, bool | str]) -> None:
    _, terms, asked, outcome = case
    found = counts(bond(**terms).backing, asked)
    if isinstance(outcome, bool):
        assert found is outcome
    else:
        assert isinstance(found, str)
        assert outcome in found


def test_a_cap_counts_in_place_of_more() -> None:
    assert callable_amount(bond(cap=700).backing) == 700
    assert callable_amount(bond(cap=1000).backing) == 1000
    assert callable_amount(bond().backing) == 1000


NODE = FieldNode(BACKING, Unit.MONEY, None, ("bond",), "promised")


def test_a_parameter_that_is_left_out_asks_nothing() -> None:
    node = NODE._replace(
        called=Named("called"), until=Named("until"), agency=Named("agency"), grades=Named("grades")
    )
    assert asked_of(node, {}, "2026-03-20") == PLAIN._replace(day="2026-03-20")
    with_: With = {"called": "on-demand", "until": "2031-12-31", "agency": "Northmark", "grades": ("A",)}
    full = asked_of(node, with_, None)
    assert (full.called, full.until, full.agency, full.grades) == (
        "on-demand",
        "2031-12-31",
        "Northmark",
        ("A",),
    )
    assert asked_words(full) == (
        "accepted: bond; promised or further; called on-demand; in force until 2031-12-31 at least; "
        "provider graded A by Northmark"
    )


TOGETHER = [
    ("neither", {}, True),
    ("both", {"agency": "Northmark", "grades": ("A",)}, True),
    ("no grades", {"agency": "Northmark"}, False),
    ("no agency", {"grades": ("A",)}, False),
]


@pytest.mark.parametrize("case", TOGETHER, ids=lambda case: case[0])
def test_grades_and_their_agency_go_together(
    case: tuple[str, Mapping[str, str | tuple[str, ...]], bool],
) -> None:
    _, given, whole = case
    node = NODE._replace(agency=Named("agency"), grades=Named("grades"))
    assert is_whole(asked_of(node, given, None)) is whole


def test_forms_that_are_not_stated_are_refused() -> None:
    with pytest.raises(GuardError, match="forms of backing are not stated"):
        asked_of(NODE._replace(accepts=Named("accepts")), {}, None)
