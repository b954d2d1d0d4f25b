"""An evaluation as a release: valid, with nothing lost at full level, and nothing shown too much at public."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.io.judged_folder import judge_folder
from bideval.io.ocds.strict_json import read_json
from tests.conftest import ROOT
from tests.io.ocds.files import line, release
from tests.io.ocds.schemas import faults_of

SAMPLES = ROOT / "sample_tenders"
FOLDERS = sorted(
    expected.parent
    for expected in SAMPLES.rglob("expected")
    if (expected / "evaluation.json").is_file() and "broken" not in expected.parts
)
NOT_TAKEN = ("README.md", "expected/", "documents/", "letters/")
Data = dict[str, object]
Damage = Callable[[dict[str, str]], object]


def exported(folder: Path, *options: str) -> str:
    """Return what ``ocds export`` prints."""
    result = CliRunner().invoke(group, ["ocds", "export", str(folder), "--at", "2026-05-01", *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def data_of(text: str) -> Data:
    """Return a release as data."""
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def imported(text: str, root: Path) -> Path:
    """Import a release and return the one folder that it gives."""
    (root / "release.json").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(
        group, ["ocds", "import", str(root / "release.json"), "-o", str(root / "out"), "--strict"]
    )
    assert result.exit_code == 0, result.output
    (folder,) = (root / "out").iterdir()
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Return the papers of a folder, and what else belongs to it."""
    names = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if one.is_file()}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(NOT_TAKEN)}


def test_there_are_samples_of_every_kind() -> None:
    assert len(FOLDERS) > 20


@pytest.mark.parametrize("level", ["public", "full"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_release_of_a_sample_is_valid(folder: Path, level: str) -> None:
    assert faults_of()(data_of(exported(folder, "--level", level))) == []


def test_the_schemas_find_fault_with_what_is_wrong() -> None:
    found = data_of(exported(SAMPLES / "works-auction"))
    evaluation = found["evaluation"]
    assert isinstance(evaluation, dict)
    for wrong in (
        {**found, "ocid": 7},
        {**found, "evaluation": {**evaluation, "level": "secret"}},
        {**found, "tag": ["x"]},
    ):
        assert faults_of()(wrong)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_the_round_trip_loses_nothing(folder: Path, tmp_path: Path) -> None:
    again = imported(exported(folder, "--level", "full"), tmp_path)
    assert files(again) == files(folder)
    before, after = judge_folder(folder).evaluation, judge_folder(again).evaluation
    assert before is not None
    assert after is not None
    assert (after.digest, after.lots) == (before.digest, before.lots)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_public_release_gives_the_rules_back(folder: Path, tmp_path: Path) -> None:
    again = judge_folder(imported(exported(folder), tmp_path)).reading
    published = judge_folder(folder).reading
    assert again.draft is not None
    assert published.draft is not None
    assert again.draft.tender == published.draft.tender
    assert (again.draft.bids, again.draft.prices, again.draft.marks) == ({}, {}, ())


def test_what_is_written_is_the_same_every_time() -> None:
    folder = SAMPLES / "community-health"
    assert exported(folder, "--level", "full") == exported(folder, "--level", "full")


@pytest.mark.parametrize("level", ["public", "full"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_no_level_has_a_shadow_result(folder: Path, level: str) -> None:
    """Of a bid that was not assessed no rank, total or score stands anywhere in the evaluation."""
    evaluation = data_of(exported(folder, "--level", level))["evaluation"]
    assert isinstance(evaluation, dict)
    shown = [bid for lot in evaluation["lots"] for bid in lot["result"].get("bids", [])]
    assert [
        bid for bid in shown if bid["status"] != "assessed" and {"total", "rank", "scores"} & set(bid)
    ] == []
    assert level == "full" or all(bid["status"] == "assessed" for bid in shown)


def test_some_sample_has_a_shadow_result_to_hide() -> None:
    judged = [judge_folder(folder).evaluation for folder in FOLDERS]
    shadows = [one for each in judged if each for lot in each.lots for one in lot.placings if one.shadow]
    assert any(one.shadow and one.shadow.total is not None for one in shadows)


HIDDEN = [
    # in words                      of the sample community-health
    ("a bid that lost",             "alderbourne"),
    ("the name of its bidder",      "Alderbourne"),
    ("its price",                   "433200000"),
    ("an evaluator",                "evaluators.csv"),
    ("a reason",                    "consensus.csv"),
    ("accounts",                    'turnover":'),
]  # fmt: skip


@pytest.mark.parametrize("case", HIDDEN, ids=lambda case: case[0])
def test_a_public_release_hides(case: tuple[str, str]) -> None:
    folder = SAMPLES / "community-health"
    assert case[1] not in exported(folder)


SHOWN = [
    # in words                      of the sample community-health
    ("who won",                     "Quillon Health plc"),
    ("at what price",               "428400000"),
    ("the weights",                 "percentageExact"),
    ("the rules as a file",         "tender.yaml"),
    ("that figures are invented",   "Illustration: invented figures"),
    ("a test and its threshold",    '"threshold": 10000000'),
]  # fmt: skip


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case[0])
def test_a_public_release_shows(case: tuple[str, str]) -> None:
    assert case[1] in exported(SAMPLES / "community-health")


def test_a_public_release_names_no_bid_before_there_is_an_award(tmp_path: Path) -> None:
    """Two equal lowest prices and no tie rule: nothing is awarded, so nobody is named."""
    folder = imported(
        json.dumps(release([{**offer, "value": {"amount": 900, "currency": "GBP"}} for offer in two()])),
        tmp_path,
    )
    found = data_of(exported(folder))
    assert "awards" not in found
    assert "Firm" not in json.dumps(found)
    bids = found["bids"]
    assert isinstance(bids, dict)
    assert "details" not in bids


def two() -> list[Data]:
    bids = release()["bids"]
    assert isinstance(bids, dict)
    return list(bids["details"])


def test_scores_are_those_of_the_evaluation_exactly() -> None:
    folder = SAMPLES / "community-health"
    judged = judge_folder(folder).evaluation
    assert judged is not None
    found = read_json(exported(folder, "--level", "full").encode())
    assert isinstance(found, dict)
    text = json.loads(json.dumps(found["evaluation"], default=str))
    by_bid = {bid["id"]: bid for bid in text["lots"][0]["result"]["bids"]}
    checked = 0
    for placing in judged.lots[0].placings:
        own = by_bid[placing.bid]
        for score, shown in zip(placing.scores, own.get("scores", []), strict=True):
            for name, value in (
                ("points", score.points),
                ("weighted", score.weighted),
                ("weight", score.weight),
            ):
                assert Fraction(shown.get(f"{name}Exact", str(shown[name]))) == value
                checked += 1
    assert checked > 60


def test_a_release_goes_back_with_every_part_that_it_came_with(tmp_path: Path) -> None:
    """In and out again at full level: what we do not know stays, and what we know is what it was."""
    data = release(
        planning={"rationale": "The road is worn."},
        parties=[{"id": "GB-1", "name": "Firm 1", "roles": ["tenderer"], "details": {"scale": "sme"}}],
        buyer={"id": "B", "name": "Wealdshire"},
        initiationType="tender",
        language="cy",
        awards=[
            {
                "id": "a",
                "status": "active",
                "relatedBid": "1",
                "suppliers": [{"id": "GB-1", "name": "Firm 1"}],
            }
        ],
        x_local={"n": 1},
    )
    folder = imported(json.dumps(data), tmp_path)
    found = data_of(exported(folder, "--level", "full"))
    assert found["ocid"] == data["ocid"]
    for key in ("planning", "parties", "buyer", "x_local"):
        assert found[key] == data[key]
    before, after = data["bids"], found["bids"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    for was, now in zip(before["details"], after["details"], strict=True):
        assert was.items() <= now.items()
    assert faults_of()(found) == []
    assert "planning" not in data_of(exported(folder))


DAMAGED: list[tuple[str, Damage]] = [
    # in words                          what is done to the release
    ("a price corrected by hand",       lambda file: file.update(text=file["text"].replace("4160000", "4160001"))),
    ("a file without its text",         lambda file: file.pop("text")),
    ("a name that leads out",           lambda file: file.update(path="../tender.yaml")),
    ("a name from the root",            lambda file: file.update(path="/etc/tender.yaml")),
    ("a name deeper than any",          lambda file: file.update(path="bids/a/b.yaml")),
]  # fmt: skip


@pytest.mark.parametrize("case", DAMAGED, ids=lambda case: case[0])
def test_a_damaged_release_of_ours_is_refused_and_writes_nothing(
    case: tuple[str, Damage], tmp_path: Path
) -> None:
    found = data_of(exported(SAMPLES / "works-auction", "--level", "full"))
    evaluation = found["evaluation"]
    assert isinstance(evaluation, dict)
    prices = [
        one for one in evaluation["files"] if "4160000" in one["text"] and one["path"].startswith("prices/")
    ]
    case[1](prices[0])
    result = outcome(found, tmp_path)
    assert (result.exit_code, "BE919" in result.output) == (3, True)
    assert not (tmp_path / "out").exists()


def test_a_release_whose_files_come_to_another_digest_is_refused(tmp_path: Path) -> None:
    """Files that are whole one by one, and not those that the release was made of: one is left out."""
    found = data_of(exported(SAMPLES / "works-auction", "--level", "full"))
    evaluation = found["evaluation"]
    assert isinstance(evaluation, dict)
    evaluation["files"] = [one for one in evaluation["files"] if one["path"] != "decisions.yaml"]
    result = outcome(found, tmp_path)
    assert (result.exit_code, "BE919" in result.output) == (3, True)


def outcome(found: Data, root: Path) -> Result:
    path = root / "release.json"
    path.write_bytes(line(found))
    return CliRunner().invoke(group, ["ocds", "import", str(path), "-o", str(root / "out"), "--strict"])
