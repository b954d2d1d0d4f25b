"""The award of lots before the second verifier: made again, held against bideval's, and hard to deceive."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest

from bideval.analysis.lots.best import NotProved, best_award
from bideval.analysis.lots.recorded import award_to_record
from bideval.proof.awards import BestAward, award_refusal
from bideval.proof.claims_json import as_json, from_json
from bideval.proof.lots import Aim, Held
from bideval.record.assembled import NotRecordableError, assemble, recordable
from bideval.record.canonical import Json, UnreadableError, canonical
from tests.analysis.lots.oracle import drawn as drawn_lots
from tests.analysis.lots.reserve_lots import reserve_lots
from tests.record.recorded import Way, changed, inside, leaves, loaded, other, verified, with_digests
from tests.scoring.build import Data, Papers, inputs_of, tender
from tests.verifier.award_tenders import drawn
from tests.verifier.loaded import VERIFIER, code_of, record_of_sample, verifier

SAME, UNREADABLE, DIFFERS = 0, 3, 4
Record = dict[str, Json]


@cache
def record_of_draw(seed: int) -> bytes | None:
    """Return the record of a drawn tender; None where its bids or steps stand in an order of no record."""
    try:
        ready = recordable(drawn(seed))
    except NotRecordableError:
        return None
    return assemble(ready, (), award=award_to_record(ready.inputs, ready.evaluation))


def first_says_same(record: Record) -> bool:
    """Say whether bideval's own verifier calls a record the same."""
    try:
        return verified(record).same
    except UnreadableError:
        return False


# Whole tenders


def _both_say_same(seeds: range) -> int:
    records = [one for one in map(record_of_draw, seeds) if one is not None]
    for data in records:
        assert verified(data).same
        assert code_of(data) == SAME, json.loads(data)["inputs"]["tender"]["award"]
    return len(records)


def test_both_say_same_of_drawn_tenders_of_every_mechanism() -> None:
    assert _both_say_same(range(25)) >= 20


def test_both_leave_linked_lots_out_where_nobody_bid_for_one_of_them() -> None:
    rules: tuple[Data, ...] = (
        {"id": "link", "use": "linked", "lots": ["north", "south"]},
        {"id": "open", "use": "no-award", "reserves": {"north": 120}},
    )
    ready = recordable(inputs_of(reserve_lots(rules, {"ash": {"north": 100}})))
    data = assemble(ready, (), award=award_to_record(ready.inputs, ready.evaluation))
    assert verified(data).same
    assert code_of(data) == SAME
    lots = json.loads(data)["award"]["lots"]
    assert [one["bid"] for one in lots] == [None, None]


@pytest.mark.long
def test_both_say_same_of_many_drawn_tenders() -> None:
    assert _both_say_same(range(25, 625)) > 450


PROOF = {"taken", "value", "least", "cuts", "tree"}  # there may be several that are good


def _mutations_are_found(record: Record, count: int, seed: int) -> None:
    """Change values of the award with the digests made anew: both have to say the same of it."""
    dice = Random(seed)
    ways = list(leaves(record["award"]))
    for way, value in dice.sample(ways, min(count, len(ways))):
        after = with_digests(changed(record, ("award", *way), other(value)))
        second = code_of(after)
        assert (second == SAME) == first_says_same(after), way
        if way[0] != "certificates" or not PROOF & set(way):
            assert second in {UNREADABLE, DIFFERS}, way


@pytest.mark.parametrize("seed", range(5))
def test_each_changed_value_of_an_award_is_found_though_the_digests_are_made_anew(seed: int) -> None:
    data = record_of_draw(seed)
    assert data is not None
    _mutations_are_found(loaded(data), 12, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5, 40))
def test_every_changed_value_of_an_award_is_found(seed: int) -> None:
    data = record_of_draw(seed)
    if data is not None:
        _mutations_are_found(loaded(data), 400, seed)


@pytest.mark.long
@pytest.mark.parametrize("name", ["school-meals-lots", "community-health-lots"])
def test_changed_values_of_the_awards_of_samples_are_found(name: str) -> None:
    _mutations_are_found(loaded(record_of_sample(name)), 150, 3)


RULE: list[tuple[str, Way, Json]] = [
    # in words                        where in the inputs                              another
    ("a price",                       ("prices", "ash", "lots", "north", "amount"),    "1/1"),
    ("the limit",                     ("tender", "award", "rules", 0, "most"),         "2/1"),
    ("the mechanism",                 ("tender", "award", "mechanism"),                "lot-by-lot"),
    ("whose bid it is",               ("bids", "elm", "bidder", "id"),                 "ash"),
]  # fmt: skip
ONE_EACH: Record = {"rules": [{"id": "one-each", "use": "most-lots", "most": 1}]}


def small(mechanism: str, south: int = 130, **award: object) -> Record:
    """Two lots and two bids: ash asks 100 for each, elm 104 for the first and ``south`` for the second."""
    papers = Papers(
        tender(
            method={"use": "lowest-compliant"},
            lots=[{"id": "north"}, {"id": "south"}],
            award={"mechanism": mechanism, **ONE_EACH, **award},
        ),
        {bid: {"lots": ["north", "south"], "prefers": ["south", "north"]} for bid in ("ash", "elm")},
        {
            "ash": {"lots": {"north": {"amount": 100}, "south": {"amount": 100}}},
            "elm": {"lots": {"north": {"amount": 104}, "south": {"amount": south}}},
        },
    )
    ready = recordable(inputs_of(papers))
    return loaded(assemble(ready, (), award=award_to_record(ready.inputs, ready.evaluation)))


AWARDED = [
    # in words                                mechanism             south  north  south  status
    ("in turn, ash is kept off the second",   "lot-by-lot",         130,   "ash", "elm", "final"),
    ("ash keeps what it prefers",             "bidder-preference",  130,   "elm", "ash", "final"),
    ("the cheaper of two ways",               "lowest-total-price", 130,   "elm", "ash", "final"),
    ("level bids leave their lot open",       "bidder-preference",  100,   "ash", None,  "tied"),
    ("equal awards without a tie rule",       "lowest-total-price", 104,   None,  None,  "tied"),
]  # fmt: skip


@pytest.mark.parametrize("case", AWARDED, ids=lambda case: case[0])
def test_who_is_awarded_what_by_hand(case: tuple[str, str, int, str | None, str | None, str]) -> None:
    _, mechanism, price, north, south, status = case
    record = small(mechanism, price)
    award = record["award"]
    listed = inside(award, "lots")
    assert [inside(inside(listed, at), "bid") for at in (0, 1)] == [north, south]
    assert inside(award, "status") == status
    assert code_of(record) == SAME


@pytest.mark.parametrize("case", RULE, ids=lambda case: case[0])
def test_a_changed_rule_or_bid_gives_another_award(case: tuple[str, Way, Json]) -> None:
    _, way, new = case
    assert code_of(with_digests(changed(small("lowest-total-price"), ("inputs", *way), new))) == DIFFERS


# Certificates


def _proves(raw: Json) -> bool:
    certificates = verifier().beside("certificates")
    try:
        return certificates.award_of(raw) is not None
    except certificates.ClaimError:
        return False


def _claims_agree(seeds: range, forged: int) -> int:
    """Hold what the second verifier says of drawn certificates, and of changed ones, against bideval's."""
    count = 0
    for seed in seeds:
        lots = drawn_lots(seed, near_ties=seed % 3 == 0)
        first = best_award(lots)
        assert isinstance(first, BestAward)
        held = () if first.value is None or seed % 2 else (Held(Aim("cost"), 2 * abs(Fraction(first.value))),)
        aims = (Aim("cost"), Aim("points"), Aim("fewer-winners"), Aim("order", (seed % 4,)))
        claim = best_award(lots, aims[seed % 4], held)
        if isinstance(claim, NotProved):
            continue
        raw = as_json(claim)
        award = verifier().beside("certificates").award_of(raw)
        assert (award.value, award.least) == (claim.value, claim.least)
        dice, ways = Random(seed), list(leaves(raw))
        for way, value in dice.choices(ways, k=forged):
            after = changed(raw, way, other(value))
            read = from_json(after)
            assert _proves(after) == (isinstance(read, BestAward) and award_refusal(read) is None), way
            count += 1
    return count


def test_certificates_and_forged_ones_are_judged_alike() -> None:
    assert _claims_agree(range(10), 12) >= 100


@pytest.mark.long
def test_many_certificates_and_forged_ones_are_judged_alike() -> None:
    assert _claims_agree(range(10, 260), 40) > 9_000


# Hostile values


def _tree(count: int, node: Json) -> Callable[[Record], Record]:
    nodes: list[Json] = [node] * count
    return lambda record: changed(record, ("award", "certificates", 0, "tree"), nodes)


def _at(key: str, new: Json) -> Callable[[Record], Record]:
    return lambda record: changed(record, ("award", "certificates", 0, key), new)


def _flood(record: Record) -> Record:
    listed = inside(record["award"], "certificates")
    return changed(record, ("award", "certificates"), [inside(listed, 0)] * 1500)


def _long_multipliers(record: Record) -> Record:
    nodes: list[Json] = [{"bound": [f"1/{10**1900 + at}" for at in range(_rows(record))]}]
    return changed(record, ("award", "certificates", 0, "tree"), nodes)


def _long_cut(record: Record) -> Record:
    count = 2
    cut: Json = {
        "rows": list(range(count)),
        "multipliers": [f"1/{10**1900 + at}" for at in range(count)],
        "turned": [],
    }
    return changed(record, ("award", "certificates", 0, "cuts"), [cut] * 300)


def _rows(record: Record) -> int:
    """Return how many rows the first certificate's programme has: two lots and a limit for each bidder."""
    return 2 + len(json.loads(canonical(record))["award"]["certificates"][0]["lots"]["rules"])


DEEP: Json = {"split": 0, "at": 0}
for _ in range(50):
    DEEP = {"split": DEEP, "at": 0}
HUGE = 2**53 - 1
HOSTILE: list[tuple[str, Callable[[Record], Record]]] = [
    # in words                            the change
    ("a column split again and again",    _tree(20_000, {"split": 0, "at": 0})),
    ("a split of a column far away",      _tree(1, {"split": HUGE, "at": 0})),
    ("a split of a column before all",    _tree(1, {"split": -1, "at": 0})),
    ("a split beyond 0",                  _tree(1, {"split": 0, "at": 1})),
    ("a tree inside a tree",              _tree(1, DEEP)),
    ("a node of two kinds",               _tree(1, {"bound": [], "empty": []})),
    ("a node of none",                    _tree(1, {})),
    ("no tree",                           _at("tree", [])),
    ("a tree that is a text",             _at("tree", "closed")),
    ("columns left out for ever",         _tree(10_000, {"narrow": ["0/1"] * 4, "columns": []})),
    ("true as a column",                  _tree(1, {"split": True, "at": 0})),
    ("awarded columns far away",          _at("taken", [HUGE])),
    ("awarded columns twice",             _at("taken", [0, 0])),
    ("a number cut short",                _at("least", "1/")),
    ("a number that is one of JSON's",    _at("least", 204)),
    ("a number of 2,000 digits",          _at("least", "9" * 2000 + "/1")),
    ("a number of 4,000 digits",          _at("least", "9" * 4000 + "/1")),
    ("a least not in lowest terms",       _at("least", "408/2")),
    ("divided by nothing",                _at("least", "204/0")),
    ("multipliers of 1,900 digits",       _long_multipliers),
    ("300 cuts of 1,900 digits",          _long_cut),
    ("a cut of the cut itself",           _at("cuts", [{"rows": [4], "multipliers": ["1/2"], "turned": []}])),
    ("1,500 certificates",                _flood),
    ("a certificate that is a list",      lambda one: changed(one, ("award", "certificates", 0), [])),
    ("certificates that are none",        lambda one: changed(one, ("award", "certificates"), None)),
    ("an award that is a list",           lambda one: {**one, "award": []}),
    ("a rule of no kind",                 lambda one: changed(one, ("inputs", "tender", "award", "rules", 0, "use"), "luck")),
    ("an order with a lot that is none",  lambda one: changed(one, ("inputs", "tender", "award"), {"mechanism": "lot-by-lot", "order": ["moon"]})),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_a_hostile_award_is_refused_soon(case: tuple[str, Callable[[Record], Record]]) -> None:
    record = with_digests(case[1](small("lowest-total-price")))
    began = time.process_time()
    assert code_of(record) in {UNREADABLE, DIFFERS}
    assert time.process_time() - began < 2


LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_AS, (256 * 1024 * 1024, 256 * 1024 * 1024))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize("at", [0, 20])
def test_a_hostile_award_needs_little_memory_and_says_one_sentence(at: int, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(canonical(with_digests(HOSTILE[at][1](small("lowest-total-price")))))
    command = [sys.executable, "-I", "-S", "-c", LIMITED, str(VERIFIER), str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode in {UNREADABLE, DIFFERS}, done.stderr) == (True, b"")
    assert done.returncode == DIFFERS or done.stdout.count(b"\n") == 1
