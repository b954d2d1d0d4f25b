"""``verify`` of records with answers: the words are made again, so that a changed sentence is a difference."""

import json
import re
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from bideval.record.canonical import Json, canonical
from tests.cli.run import called, run_code
from tests.cli.test_record import BLOCKED
from tests.conftest import ROOT
from tests.record.recorded import Way, changed, inside, loaded, with_digests
from tests.verifier.loaded import code_of

FLIPS = ROOT / "sample_tenders" / "losing-bid-flips-winner" / "with-d"
ASKED = ("--ask", "rank-range", "--ask", "margin")
PROVED = ("--ask", "can-win", "--ask", "smallest-reweighting", "--ask", "rank-range")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record with two answers of a folder without a study."""
    root = tmp_path_factory.mktemp("asked")
    shutil.copytree(FLIPS, root / "folder", ignore=shutil.ignore_patterns("expected", "study.yaml"))
    assert called("record", root / "folder", *ASKED, "-o", root / "record.json").code == 0
    return root / "record.json"


def answers(path: Path) -> list[dict[str, Json]]:
    """Return the answers in a record."""
    found = loaded(path.read_bytes())["analyses"]
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, dict)]


def test_the_same_words_are_the_same(record: Path) -> None:
    done = called("verify", record)
    assert done.code == 0
    assert f"The questions were asked again: the words of {len(answers(record))} answers" in done.out
    data = json.loads(called("verify", record, "--json").out)
    assert (data["same"], data["asked_again"], data["not_asked"]) == (True, len(answers(record)), None)


def test_an_answer_about_ranks_stands_once_for_each_bid_with_its_claims(record: Path) -> None:
    ranks = [one for one in answers(record) if one["id"] == "rank-range"]
    bids = [one["about"] for one in ranks]
    assert len(bids) > 1
    assert None not in bids
    assert len(set(map(str, bids))) == len(bids)
    for one in ranks:
        claims = one["claims"]
        assert isinstance(claims, list)
        kinds = [str(inside(claim, "claim")) for claim in claims]
        assert {"best-rank", "worst-rank"} <= set(kinds)


def test_claims_of_one_bid_are_not_tied_to_another(record: Path) -> None:
    data = loaded(record.read_bytes())
    ranks = [place for place, one in enumerate(answers(record)) if one["id"] == "rank-range"]
    first, second = ranks[:2]
    swapped = changed(data, ("analyses", first, "about"), answers(record)[second]["about"])
    path = record.with_name("swapped.json")
    path.write_bytes(canonical(with_digests(swapped)))
    done = called("verify", path)
    assert (done.code, "NOT TIED" in done.out) == (4, True)
    assert code_of(with_digests(swapped)) == 5


CHANGED: list[tuple[str, Way, Json, int]] = [
    # in words             where                         what                                  code if another version wrote it
    ("a sentence",         ("analyses", -1, "sentence"), "Nobody wins.",                       4),
    ("one letter",         ("analyses", 0, "question"),  "How high and how low could each bid rank under other weights!", 5),
    ("a verdict",          ("analyses", -1, "verdict"),  "not established",                    4),
    ("what it rests on",   ("analyses", -1, "basis"),    "certificate",                        4),
    ("the weights",        ("analyses", 0, "settings"),  "every weight as published",          5),
    ("claims taken out",   ("analyses", 0, "claims"),    [],                                   4),
]  # fmt: skip


@pytest.mark.parametrize("case", CHANGED, ids=lambda case: case[0])
def test_changed_words_are_a_difference_though_digests_are_made_anew(
    case: tuple[str, Way, Json, int], record: Path
) -> None:
    _, way, new, code = case
    place = range(len(answers(record)))[int(way[1])]
    data = changed(loaded(record.read_bytes()), ("analyses", place, *way[2:]), new)
    path = record.with_name("changed.json")
    path.write_bytes(canonical(with_digests(data)))
    done = called("verify", path)
    assert (done.code, "SAME" in done.out) == (4, False)
    assert f"/analyses/{place}/" in done.out
    for by in (("provenance", "bideval"), ("provenance", "solver")):
        path.write_bytes(canonical(with_digests(changed(data, by, "0.0.1"))))
        done = called("verify", path)
        assert (done.code, "SAME" in done.out) == (code, False)
        assert ("DIFFERENT IN WORDS" in done.out) is (code == 5)


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record with answers that rest on certificates of several kinds."""
    root = tmp_path_factory.mktemp("proved")
    shutil.copytree(FLIPS, root / "folder", ignore=shutil.ignore_patterns("expected", "study.yaml"))
    assert called("record", root / "folder", *PROVED, "-o", root / "record.json").code == 0
    return root / "record.json"


def claims_of(answer: dict[str, Json]) -> list[dict[str, Json]]:
    """Return the claims of an answer."""
    found = answer["claims"]
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, dict)]


def numbers(value: Json) -> list[str]:
    """Return the numbers of a vector as texts."""
    assert isinstance(value, list)
    return list(map(str, value))


def fewer(found: list[dict[str, Json]]) -> str:
    """Leave one claim in an answer that has several."""
    place, one = next((place, one) for place, one in enumerate(found) if len(claims_of(one)) > 1)
    one["claims"] = [*claims_of(one)[:1]]
    return f"/analyses/{place}/claims/1"


def of_another_question(found: list[dict[str, Json]]) -> str:
    """Put the claim of a bid's worst rank in the place of the claim that it can win."""
    place, win = next(
        (place, one) for place, one in enumerate(found) if one["id"] == "can-win" and claims_of(one)
    )
    ranks = next(one for one in found if one["id"] == "rank-range" and one["about"] == win["about"])
    worst = [one for one in claims_of(ranks) if one["claim"] == "worst-rank"]
    found[place]["claims"] = [*worst]
    return f"/analyses/{place}/claims/0/claim"


def narrower(found: list[dict[str, Json]]) -> str:
    """Shrink the region of a claim that a bid can win to the box around example and published weights."""
    moves = [one for each in found for one in claims_of(each) if "published" in one]
    wins = [
        place for place, one in enumerate(found) if [each["claim"] for each in claims_of(one)] == ["can-win"]
    ]
    claim = claims_of(found[wins[0]])[0]
    region = claim["region"]
    assert isinstance(region, dict)
    pairs = [
        sorted(pair, key=Fraction)
        for pair in zip(numbers(claim["witness"]), numbers(moves[0]["published"]), strict=True)
    ]
    assert [low for low, _ in pairs] != region["low"]
    region["low"], region["high"] = [low for low, _ in pairs], [high for _, high in pairs]
    return f"/analyses/{wins[0]}/claims/0/region/"


def said_beside(found: list[dict[str, Json]]) -> str:
    """Write words of one's own beside a claim, which its proof does not read."""
    place, one = next((place, one) for place, one in enumerate(found) if claims_of(one))
    claims_of(one)[0]["id"] = "nobody-else-can-win"
    return f"/analyses/{place}/claims/0/id"


OTHER_CLAIMS: list[tuple[str, Callable[[list[dict[str, Json]]], str]]] = [
    ("all claims but one are dropped", fewer),
    ("a claim that answers another question", of_another_question),
    ("a region that is narrower", narrower),
    ("words beside a claim", said_beside),
]


@pytest.mark.parametrize("case", OTHER_CLAIMS, ids=lambda case: case[0])
def test_claims_that_are_proved_and_tied_are_a_difference_where_the_question_gives_others(
    case: tuple[str, Callable[[list[dict[str, Json]]], str]], proved: Path
) -> None:
    whole = called("verify", proved)
    said = " ".join(whole.out.split())
    assert (whole.code, "number and region were compared with what the questions give" in said) == (0, True)
    found = json.loads(json.dumps(answers(proved)))
    pointer = case[1](found)
    path = proved.with_name("other.json")
    path.write_bytes(canonical(with_digests({**loaded(proved.read_bytes()), "analyses": found})))
    done = called("verify", path, "--json")
    data = json.loads(done.out)
    assert (done.code, data["same"]) == (4, False)
    assert all(one["proved"] and one["not_tied"] is None for one in data["claims"])
    assert [one for one in data["differences"] if one["pointer"].startswith(pointer)]


def test_no_version_may_have_named_another_bid(record: Path) -> None:
    """Two bids change places in a sentence, and provenance names another version."""
    data = loaded(record.read_bytes())
    swap = {"bid-a": "bid-c", "bid-c": "bid-a"}
    for place, one in enumerate(answers(record)):
        said = str(one["sentence"])
        swapped = re.sub("bid-[ac]", lambda found: swap[found[0]], said)
        if swapped != said:
            after = changed(data, ("analyses", place, "sentence"), swapped)
            record.with_name("swapped.json").write_bytes(
                canonical(with_digests(changed(after, ("provenance", "bideval"), "0.0.1")))
            )
            done = called("verify", record.with_name("swapped.json"))
            assert (done.code, f"/analyses/{place}/sentence" in done.out) == (4, True)
            break
    else:
        pytest.fail("no sentence names one of the two")


def test_an_answer_that_was_left_out_is_a_difference(record: Path) -> None:
    data = loaded(record.read_bytes())
    kept: list[Json] = [*answers(record)[1:]]
    record.with_name("less.json").write_bytes(canonical(with_digests({**data, "analyses": kept})))
    assert called("verify", record.with_name("less.json")).code == 4


def test_without_a_solver_it_is_said_that_the_words_were_not_made_again(record: Path) -> None:
    done = run_code(BLOCKED, "verify", record)
    assert (done.code, "WORDS NOT CHECKED" in done.out) == (5, True)
    assert "not compared: whether they are all" in done.out
    assert "for no solver is installed here" in " ".join(done.out.split())
