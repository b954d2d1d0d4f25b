"""What a public record shows is compared as far as it goes: no alarm for a true one, one for a forged one."""

import pytest

from bideval.analysis.lots.recorded import award_again
from bideval.io.places import Places
from bideval.io.yaml_text import read_yaml
from bideval.record.canonical import Json, canonical
from bideval.record.redaction.plan import Plan
from bideval.record.redaction.public import PublicCheck, check_public, read_public
from bideval.record.redaction.redacted import redacted
from bideval.record.redaction.tree import hash_of
from bideval.record.verified import verify
from tests.conftest import ROOT
from tests.record.committed import commitment
from tests.record.recorded import SOUND, Way, changed, inside, leaves, loaded, record_of_sample
from tests.record.test_redaction import EVERYTHING, OPEN, PATHS, PUBLIC, SECRET, plan

WHOLE = plan(EVERYTHING)
MARKS = plan(
    [*OPEN, "/inputs", "/result"],
    "/inputs/consensus",
    "/inputs/marks",
    "/result/lots",
    "/digests",
    "/files",
    "/award/certificates",
)
NO_PRICES = plan([*OPEN, "/inputs", "/result"], "/inputs/prices", "/digests", "/files", "/award/certificates")
NO_INPUTS = plan([*OPEN, "/result"], "/inputs", "/digests", "/files", "/award/certificates")
NO_RESULT = plan([*OPEN, "/inputs"], "/result", "/digests", "/files", "/award/certificates")
NO_TOTALS = plan(
    EVERYTHING[:-2], "/result/lots/*/placings/*/total", "/digests", "/files", "/award/certificates"
)
NO_VERSIONS = plan([one for one in EVERYTHING if one != "/provenance"], "/provenance")
NO_TEXTS = plan(
    [one for one in [*OPEN, "/inputs", "/result"] if one != "/texts"],
    "/texts",
    "/digests",
    "/files",
    "/award/certificates",
)
NO_STUDY = plan(
    [one for one in [*OPEN, "/inputs", "/result"] if one != "/study"],
    "/study",
    "/digests",
    "/files",
    "/award/certificates",
)
RULES = plan(
    [*OPEN, "/inputs/tender", "/inputs/packs", "/inputs/schedule", "/result", "/digests/rules"],
    "/inputs",
    "/digests",
    "/files",
    "/award/certificates",
)


def checked(data: bytes) -> PublicCheck:
    """Check a public record as the command does, without asking questions again."""
    return check_public(read_public(data), (), lambda record: verify(record, award_again=award_again))


# What is shown, whether the result is computed again from it, what is said to be not compared

PLANS: list[tuple[str, Plan, bool, str]] = [
    ("everything", WHOLE, True, ""),
    ("all but versions", NO_VERSIONS, True, "provenance: withheld"),
    ("all but the result", NO_RESULT, True, "result: withheld"),
    ("all but totals", NO_TOTALS, True, "result: withheld"),
    ("all but the study", NO_STUDY, True, ""),
    ("all but texts", NO_TEXTS, False, "the result with the inputs"),
    ("all but prices", NO_PRICES, False, "the result with the inputs"),
    ("all but marks", MARKS, False, "the digests"),
    ("all but inputs", NO_INPUTS, False, "figures as rounded"),
    ("rules and result", RULES, False, "the result with the inputs"),
    ("rules and winners", PUBLIC, False, "the claims of answers"),
]  # fmt: skip


@pytest.mark.parametrize("case", PLANS, ids=lambda case: case[0])
@pytest.mark.parametrize("name", SOUND)
def test_no_plan_of_a_true_record_gives_an_alarm(name: str, case: tuple[str, Plan, bool, str]) -> None:
    _, wanted, computed, words = case
    found = checked(redacted(loaded(record_of_sample(name)), wanted, SECRET))
    assert found.wrong == ()
    if name == "footpath-under-custody":
        assert (found.computed > 0) is computed
        assert words in "; ".join(found.not_compared)


LOTS = ("community-health-lots", "school-meals-lots")


@pytest.mark.parametrize("name", ["footpath-under-custody", *LOTS])
@pytest.mark.parametrize("more", [(), ("/award/lots",)], ids=["as it stands", "and who was awarded what"])
def test_the_plan_of_the_docs_fits_records_of_one_lot_and_of_lots_awarded_together(
    name: str, more: tuple[str, ...]
) -> None:
    page = (ROOT / "docs" / "redaction.md").read_text("utf-8")
    text = page.split("# file: plan.yaml\n")[1].split("```")[0]
    stated, _ = read_yaml("plan.yaml", text.encode(), Places())
    assert isinstance(stated, dict)
    wanted = Plan.model_validate({**stated, "allow": (*stated["allow"], *more)})
    data = redacted(loaded(record_of_sample(name)), wanted, SECRET)
    assert checked(data).wrong == ()
    assert (b'"lots"' in data.split(b'"inputs"')[0]) is (bool(more) and name in LOTS)


# Forged, with the root made anew


def anew(record: dict[str, Json]) -> bytes:
    """Return a public record with its root made anew, as one who changes it would make it."""
    return canonical({**record, "root": f"sha256:{commitment(record['tree'])}"})


def in_tree(way: Way) -> Way:
    """Return the way in the tree to the node at ``way`` of the record."""
    steps: list[str | int] = ["tree"]
    for step in way:
        steps += ["o" if isinstance(step, str) else "l", step]
    return tuple(steps)


def shown(wanted: Plan) -> dict[str, Json]:
    return loaded(redacted(PATHS, wanted, SECRET))


LOT: Way = ("result", "lots", 0)
FORGED: list[tuple[str, Plan, Way, Json, str]] = [
    # in words                          what is shown  the value                                     another             said
    ("a winner beside everything",      WHOLE,         (*LOT, "winner"),                             "heather",          "/result/lots/0/winner"),
    ("a winner beside all but versions", NO_VERSIONS,  (*LOT, "winner"),                             "heather",          "/result/lots/0/winner"),
    ("a winner where totals are away",  NO_TOTALS,     (*LOT, "winners", 0),                         "heather",          "/result/lots/0/winners"),
    ("a winner beside ranks",           NO_INPUTS,     (*LOT, "winners", 0),                         "heather",          "by the ranks"),
    ("the one winner, and not the list", NO_INPUTS,    (*LOT, "winner"),                             "heather",          "the first of its winners"),
    ("a rank beside totals",            NO_PRICES,     (*LOT, "placings", 0, "rank"),                9,                  "whose total is better"),
    ("a total beside ranks",            NO_PRICES,     (*LOT, "placings", 0, "total"),               "1",                "whose total is better"),
    ("a weight beside points",          NO_INPUTS,     (*LOT, "placings", 0, "scores", 0, "weight"), "1",                "and by its points"),
    ("a bid that nobody placed",        NO_PRICES,     (*LOT, "placings", 0, "bid"),                 "hazel",            "inputs have no such bid"),
    ("an agreed mark",                  WHOLE,         ("inputs", "consensus", 0, "mark"),           "1/1",              "the digest of the inputs"),
    ("an agreed mark, no digests",      NO_RESULT,     ("inputs", "consensus", 0, "mark"),           "banana",           "consensus"),
    ("the digest of the inputs",        WHOLE,         ("digests", "inputs"),                        "sha256:" + "1" * 64, "the digest of the inputs"),
    ("the digest of the rules",         RULES,         ("digests", "rules"),                         "sha256:" + "1" * 64, "the digest of the rules"),
    ("a rule beside its digest",        RULES,         ("inputs", "tender", "currency"),             "EUR",              "the digest of the rules"),
    ("the id of the tender",            PUBLIC,        ("inputs", "tender", "id"),                   "other",            "as the rules that are shown have it"),
    ("another edition",                 PUBLIC,        ("bideval_record",),                          2,                  "edition 1"),
    ("true as the edition",             PUBLIC,        ("bideval_record",),                          True,               "edition 1"),
    ("a text nobody names",             WHOLE,         ("texts", 0),                                 "another",          "/texts/"),
    ("answers that are a text",         NO_INPUTS,     ("analyses",),                                "none",             "no list of objects"),
]  # fmt: skip


@pytest.mark.parametrize("case", FORGED, ids=lambda case: case[0])
def test_a_value_that_contradicts_what_is_shown_is_found_though_the_root_fits(
    case: tuple[str, Plan, Way, Json, str],
) -> None:
    _, wanted, way, new, words = case
    record = shown(wanted)
    assert checked(anew(record)).holds
    found = checked(anew(changed(record, (*in_tree(way), "v"), new)))
    assert [one for one in found.wrong if words in one], found.wrong
    assert not [one for one in found.wrong if "root" in one]


GONE: list[tuple[str, Plan, Way, str]] = [
    ("a bid", WHOLE, ("inputs", "bids", "heather"), "heather"),
    ("a bid where prices are away", NO_PRICES, ("inputs", "bids", "heather"), "heather has a placing"),
    ("the placing of a bid", WHOLE, (*LOT, "winner"), "/result/lots/0/winner"),
    ("the rules", WHOLE, ("inputs", "tender"), "inputs/tender is neither"),
    ("the texts", PUBLIC, ("texts",), "texts is neither"),
    ("the digests", PUBLIC, ("digests",), "digests is neither"),
]


@pytest.mark.parametrize("case", GONE, ids=lambda case: case[0])
def test_what_is_neither_shown_nor_withheld_is_found(case: tuple[str, Plan, Way, str]) -> None:
    _, wanted, way, words = case
    record = shown(wanted)
    above: Json = record
    for step in in_tree(way)[:-1]:
        above = inside(above, step)
    assert isinstance(above, dict)
    above.pop(str(way[-1]))
    found = checked(anew(record))
    assert [one for one in found.wrong if words in one], found.wrong


def test_a_result_of_nothing_is_no_result() -> None:
    empty: Json = {"v": {}, "s": "0" * 32}
    found = checked(anew(changed(shown(NO_INPUTS), in_tree(("result",)), empty)))
    assert found.wrong == ("result/lots is neither shown nor withheld",)


def test_every_changed_figure_of_a_result_that_can_be_computed_is_found() -> None:
    """Beside all but the versions, each value of the result is changed in its turn."""
    record = shown(NO_VERSIONS)
    ways = [way for way, _ in leaves(PATHS["result"], ("result",))]
    assert len(ways) > 100
    for way in ways[::9]:
        forged = changed(record, (*in_tree(way), "v"), "forged")
        assert not checked(anew(forged)).holds, way


def test_the_root_of_the_whole_is_that_of_its_commitments() -> None:
    record = shown(WHOLE)
    assert str(record["root"]) == f"sha256:{commitment(record['tree'])}"
    assert hash_of("x", SECRET, ("a",)) != hash_of("x", SECRET, ("b",))
