"""The award of lots in a record: there where it has to be, made again without a solver, and compared."""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from shutil import copytree

import pytest

from bideval.analysis.lots.best import NotProved, best_award
from bideval.analysis.lots.recorded import OPEN, answering
from bideval.proof.awards import BestAward, award_refusal
from bideval.proof.claims_json import from_json
from bideval.proof.document import verdicts
from bideval.proof.lots import Aim, Lots, Offer
from bideval.record.canonical import Json, UnreadableError, canonical
from bideval.record.diffed import diff, side_of_record
from bideval.record.verified import read_record, verify
from tests.cli.run import run, run_code
from tests.cli.test_record import BLOCKED
from tests.conftest import ROOT
from tests.record.recorded import changed, inside, loaded, record_of_sample, verified, with_digests
from tests.verifier.loaded import code_of

MEALS, HEALTH = "school-meals-lots", "community-health-lots"
SAME, UNREADABLE, DIFFERS, UNCHECKED = 0, 3, 4, 5
Record = dict[str, Json]


def award(record: Record) -> dict[str, Json]:
    found = record["award"]
    assert isinstance(found, dict)
    return found


def certificates(record: Record) -> list[Json]:
    found = award(record)["certificates"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", [MEALS, HEALTH])
def test_a_record_holds_the_award_that_allocate_prints(name: str) -> None:
    printed = json.loads((ROOT / "sample_tenders" / name / "expected" / "allocation.json").read_text("utf-8"))
    held = award(loaded(record_of_sample(name)))
    assert [(one["id"], one["bid"], one["price"]) for one in printed["lots"]] == [
        (inside(one, "id"), inside(one, "bid"), inside(one, "price")) for one in _list(held["lots"])
    ]
    assert (held["status"], held["cost_exact"]) == (printed["status"], printed["cost_exact"])
    found = verified(record_of_sample(name))
    assert (found.same, found.award) == (True, "final")


def _list(value: Json) -> list[Json]:
    assert isinstance(value, list)
    return value


def test_without_one_who_makes_it_again_the_record_is_not_the_same() -> None:
    found = verify(read_record(record_of_sample(MEALS)))
    assert (found.same, found.award_unchecked, found.differences) == (False, True, ())


def test_no_solver_takes_part_in_making_it_again(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(record_of_sample(HEALTH))
    done = run_code(BLOCKED, "verify", path)
    assert (done.code, "made again from its certificates; its status: final" in done.out) == (0, True)


def _cheaper(record: Record) -> Record:
    """Return the record with the first offer at a pound in both certificates; they may be proved of that."""
    for place in range(2):
        record = changed(record, ("award", "certificates", place, "lots", "offers", 0, "price"), "1/1")
    return record


CHANGES: list[tuple[str, Callable[[Record], Record], int]] = [
    # in words                     the change                                                                    second
    ("left out",                   lambda one: {key: part for key, part in one.items() if key != "award"},       DIFFERS),
    ("null",                       lambda one: {**one, "award": None},                                           DIFFERS),
    ("another bid",                lambda one: changed(one, ("award", "lots", 0, "bid"), "nourish"),             DIFFERS),
    ("another price",              lambda one: changed(one, ("award", "lots", 0, "price"), "1"),                 DIFFERS),
    ("another cost",               lambda one: changed(one, ("award", "cost_exact"), "1/1"),                     DIFFERS),
    ("another status",             lambda one: changed(one, ("award", "status"), "provisional"),                 DIFFERS),
    ("a reason taken out",         lambda one: changed(one, ("award", "capped"), []),                            DIFFERS),
    ("no certificates",            lambda one: changed(one, ("award", "certificates"), []),                      DIFFERS),
    ("the first alone",            lambda one: changed(one, ("award", "certificates"), certificates(one)[:1]),   DIFFERS),
    ("the last alone",             lambda one: changed(one, ("award", "certificates"), certificates(one)[1:]),   DIFFERS),
    ("each twice",                 lambda one: changed(one, ("award", "certificates"), certificates(one) * 2),   DIFFERS),
    ("other numbers proved",       _cheaper,                                                    DIFFERS),
    ("an unproved bound",          lambda one: changed(one, ("award", "certificates", 0, "least"), "99/1"),      DIFFERS),
    ("what is no claim",           lambda one: changed(one, ("award", "certificates", 0), {"claim": "luck"}),    DIFFERS),
]  # fmt: skip


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case[0])
def test_a_changed_award_is_a_difference_though_digests_are_made_anew(
    case: tuple[str, Callable[[Record], Record], int],
) -> None:
    _, change, second = case
    after = with_digests(change(loaded(record_of_sample(MEALS))))
    found = verified(after)
    assert not found.same
    assert {one.pointer.split("/")[1] for one in found.differences} == {"award"}
    assert code_of(after) in {second, UNREADABLE}


def test_an_award_where_no_lots_are_awarded_together_is_a_difference() -> None:
    after = with_digests(
        {**loaded(record_of_sample("works-auction")), "award": award(loaded(record_of_sample(HEALTH)))}
    )
    assert [one.pointer for one in verified(after).differences] == ["/award"]
    assert code_of(after) == DIFFERS


def test_a_flood_of_certificates_is_no_record() -> None:
    flood: list[Json] = [{}] * 5001
    with pytest.raises(UnreadableError, match="certificates"):
        read_record(canonical(changed(loaded(record_of_sample(HEALTH)), ("award", "certificates"), flood)))


def test_the_certificates_of_a_record_are_checked_by_the_proof_module() -> None:
    lines = verdicts(record_of_sample(MEALS))
    assert [(one.name, one.verdict.proved) for one in lines] == [("award-1", True), ("award-2", True)]
    forged = changed(loaded(record_of_sample(MEALS)), ("award", "certificates", 0, "value"), "1/1")
    assert not verdicts(canonical(forged))[0].verdict.proved
    answered = (ROOT / "tests/data/records/format-1/waived-guarantee.json").read_bytes()
    assert sum(one.verdict.proved for one in verdicts(answered)) == len(verdicts(answered)) > 5


def test_a_diff_of_two_awards_says_who_is_awarded_the_lot() -> None:
    record = loaded(record_of_sample(MEALS))
    sides = [record, changed(record, ("award", "lots", 0, "bid"), "nourish")]
    one, other = (side_of_record("x", read_record(canonical(each))) for each in sides)
    assert [each.pointer for each in diff(one, other).result] == ["/award/lots/0/bid"]


def test_the_certificate_of_the_decision_names_who_is_awarded_which_lot(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(record_of_sample(MEALS))
    done = run("certificate", path)
    assert (done.code, len(done.out.splitlines()) <= 60) == (0, True)
    assert "Lots awarded together (lowest-total-price): final" in done.out
    awarded = {
        str(inside(one, "id")): str(inside(one, "bid"))
        for one in _list(award(loaded(path.read_bytes()))["lots"])
    }
    assert len(awarded) == 12
    assert all(f"\n  {lot}: {bid} (" in done.out for lot, bid in awarded.items())
    path.write_bytes(
        canonical(
            with_digests({key: one for key, one in loaded(path.read_bytes()).items() if key != "award"})
        )
    )
    assert run("certificate", path).code == 4


# The one that answers

LOTS = Lots((None,), (0, 1), (Offer(0, (0,), Fraction(5), 0), Offer(1, (0,), Fraction(3), 0)))
COST = Aim("cost")


def test_a_question_is_answered_by_the_proved_claim_about_it_alone() -> None:
    claim = best_award(LOTS)
    assert not isinstance(claim, NotProved)
    seek = answering([claim])
    assert seek(LOTS, COST) == claim
    assert seek(LOTS, Aim("points")) == OPEN
    assert seek(LOTS, COST, (), ((1,),)) == OPEN
    other = LOTS._replace(offers=LOTS.offers[:1])
    assert seek(other, COST) == OPEN
    wrong = claim._replace(least=Fraction(2))
    assert award_refusal(wrong) is None  # true, and weaker
    assert award_refusal(claim._replace(value=Fraction(2))) is not None
    assert isinstance(answering([claim._replace(value=Fraction(2))])(LOTS, COST), NotProved)


def test_a_claim_is_the_same_after_it_was_written_and_read() -> None:
    claims = [from_json(one) for one in certificates(loaded(record_of_sample(MEALS)))]
    assert [award_refusal(one) for one in claims if isinstance(one, BestAward)] == [None, None]


# Public records

PLAN = """
bideval_redaction: 1
level: public
allow: [/bideval_record, /tender, /illustration, /analyses, /provenance, /texts, /result, /award, /study]
withhold:
  - {at: [/inputs, /study, /digests, /files, SHOWN], law: the Act, reason: prices, by: R. Ames, until: 2029-03-31}
"""


def test_certificates_that_hold_withheld_prices_are_not_shown(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "record.json").write_bytes(record_of_sample(HEALTH))
    for name, more, code in (("open", "/none", 2), ("shut", "/award/certificates", 0)):
        (folder / f"{name}.yaml").write_text(PLAN.replace("SHOWN", more), "utf-8")
        asked = (
            "redact",
            folder / "record.json",
            "--plan",
            folder / f"{name}.yaml",
            "--secret",
            folder / "key",
        )
        done = run(*asked, "-o", folder / f"{name}.json")
        assert (done.code, "/award/certificates" in done.err) == (code, code == 2), done.err
    public = loaded((folder / "shut.json").read_bytes())
    assert code_of(public) == UNCHECKED
    assert run("verify", folder / "shut.json").code == 0


def test_steps_of_a_volume_discount_come_back_as_they_rise(tmp_path: Path) -> None:
    folder = tmp_path / "meals"
    copytree(ROOT / "sample_tenders" / MEALS, folder)
    sheet = folder / "prices" / "servewell.yaml"
    text = sheet.read_text("utf-8")
    steps = "steps: [{at: 950000, percent: 2}, {at: 1500000, percent: 3}, {at: 2500000, percent: 4}]"
    sheet.write_text(re.sub(r"steps: \[.*\]", steps, text), "utf-8")  # as text, 1500000 is before 950000
    made = run("record", str(folder), "-o", str(tmp_path / "record.json"))
    assert (made.code, made.err) == (SAME, "")
    again = run("verify", str(tmp_path / "record.json"))
    assert (again.code, again.err) == (SAME, "")
    assert code_of((tmp_path / "record.json").read_bytes()) == SAME


def test_a_digest_of_the_result_is_said_not_to_cover_the_award(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(record_of_sample(MEALS))
    stated = loaded(record_of_sample(MEALS))["digests"]
    for name, words in (("result", "nothing of the rest, such as an award of lots"), ("record", "")):
        printed = run("verify", str(path), "--digest", str(inside(stated, name)))
        assert printed.code == SAME
        assert words in " ".join(printed.out.split())
        assert ("nothing of the rest" in " ".join(printed.out.split())) == bool(words)
