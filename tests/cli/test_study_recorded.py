"""``record`` and ``verify`` of folders with a study: what is asked again without the folder, and what is not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bideval.record.canonical import Json, canonical
from tests.cli.run import called
from tests.conftest import ROOT
from tests.record.recorded import changed, loaded, with_digests
from tests.record.studied import deep, record_with_whole
from tests.record.test_archive import ARCHIVE

FLIPS = ROOT / "sample_tenders" / "losing-bid-flips-winner" / "with-d"
STUDY = """\
# What is explored.
ranges: {price: [30, 60]}
report: {local-spend: bid.declared.quality-points}
because: Was the price too light?
"""
ASKED = ("--ask", "rank-range", "--ask", "margin", "--ask", "criterion-cost")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a place with a folder that has a study, and its record with answers."""
    root = tmp_path_factory.mktemp("kept")
    shutil.copytree(FLIPS, root / "folder", ignore=shutil.ignore_patterns("expected"))
    (root / "folder" / "study.yaml").write_text(STUDY, encoding="utf-8")
    done = called("record", root / "folder", *ASKED, "-o", root / "record.json")
    assert (done.code, "\nstudy   sha256:" in done.out) == (0, True)
    return root


def _same(text: str) -> str:
    return text


BESIDE: list[tuple[str, Callable[[str], str] | None, int, tuple[str, ...]]] = [
    # in words                     the study of the folder                     code  said
    ("the record alone",           None,                                       0, ("\nSAME: ", "were asked again")),
    ("the folder as it was",       _same,                                      0, ("\nSAME: ", "were asked again", "files of the folder are those")),
    ("another range",              lambda text: text.replace("60]", "70]"),    4, ("/study/ranges/price", '"60/1"', '"70/1"', "1 value differs, 1 file differs")),
    ("another reason",             lambda text: text.replace("light", "heavy"), 4, ("/study/because",)),
    ("a comment more",             lambda text: f"{text}# Nothing more.\n",    4, ("DIFFERS: 1 file differs.",)),
    ("a study with an error",      lambda text: f"{text}colour: red\n",        4, ("/study (study.yaml of the folder)", "one that cannot be read")),
    ("no study",                   lambda _: "",                               4, ("/study",)),
]  # fmt: skip


@pytest.mark.parametrize("case", BESIDE, ids=lambda case: case[0])
def test_the_recorded_questions_are_asked_again_without_the_folder(
    case: tuple[str, Callable[[str], str] | None, int, tuple[str, ...]], kept: Path, tmp_path: Path
) -> None:
    _, change, code, words = case
    shutil.copyfile(kept / "record.json", tmp_path / "record.json")
    folder = tmp_path / "folder"
    if change is not None:
        shutil.copytree(kept / "folder", folder)
        (folder / "study.yaml").write_text(change(STUDY), encoding="utf-8")
    done = called("verify", tmp_path / "record.json", *([folder] if change else []), cwd=tmp_path)
    text = " ".join(done.out.split())
    assert done.code == code, done.out
    assert [one for one in words if " ".join(one.split()) not in text] == []
    assert ("/study" in text) is any("/study" in one for one in words)


def _study(record: dict[str, Json]) -> dict[str, Json]:
    found = record["study"]
    assert isinstance(found, dict)
    return found


def _without(record: dict[str, Json], key: str) -> dict[str, Json]:
    return {name: one for name, one in _study(record).items() if name != key}


def _pruned(record: dict[str, Json], body: str) -> dict[str, Json]:
    texts = record["texts"]
    assert isinstance(texts, dict)
    return {**record, "texts": {digest: one for digest, one in texts.items() if one != body}}


def _earlier(record: dict[str, Json]) -> dict[str, Json]:
    bare = _pruned(_pruned(record, "bid.declared.quality-points"), "Was the price too light?")
    return {name: one for name, one in bare.items() if name != "study"}


FORGED: list[tuple[str, Callable[[dict[str, Json]], dict[str, Json]], int, str]] = [
    ("nothing", lambda one: one, 0, "SAME"),
    ("another range", lambda one: changed(one, ("study", "ranges", "price"), ["30/1", "61/1"]), 4, "/analyses/0/settings"),
    ("no range", lambda one: {**one, "study": _without(one, "ranges")}, 4, "/analyses/0/settings"),
    ("a range more", lambda one: changed(one, ("study",), {**_study(one), "order": [["quality", "price"]]}), 4, "/analyses/0/settings"),
    ("a range that leaves out what was published", lambda one: changed(one, ("study", "ranges", "price"), ["10/1", "20/1"]), 4, "BE503"),
    ("a key that there is not", lambda one: changed(one, ("study",), {**_study(one), "colour": "red"}), 4, "colour"),
    ("no study, as in earlier records", _earlier, 5, "study.yaml, which is in the folder alone"),
    ("a text that answers read is erased", lambda one: {**one, "texts": {}}, 5, "/study/report/local-spend is not in the record"),
]  # fmt: skip


@pytest.mark.parametrize("case", FORGED, ids=lambda case: case[0])
def test_a_study_that_was_changed_with_its_digests_is_found_by_the_answers(
    case: tuple[str, Callable[[dict[str, Json]], dict[str, Json]], int, str], kept: Path, tmp_path: Path
) -> None:
    _, change, code, words = case
    record = change(loaded((kept / "record.json").read_bytes()))
    (tmp_path / "record.json").write_bytes(canonical(with_digests(record)))
    done = called("verify", tmp_path / "record.json", cwd=tmp_path)
    assert (done.code, words in " ".join(done.out.split())) == (code, True), done.out
    assert ("\nSAME" in f"\n{done.out}") is (code == 0)


def test_an_archived_record_without_its_study_says_words_not_checked() -> None:
    alone = called("verify", ARCHIVE / "format-1" / "waived-guarantee.json")
    assert (alone.code, "WORDS NOT CHECKED" in alone.out) == (5, True)


HOSTILE: list[tuple[str, Json, int]] = [
    ("null", None, 3),
    ("a text", "ranges: {}", 3),
    ("a list", [], 3),
    ("a key beyond ASCII", {"f\u00e4rbe": "red"}, 3),
    ("seventy lists in one another", {"ranges": {"price": deep(70)}}, 3),
    ("thirty lists in one another", {"ranges": {"price": deep(30)}}, 4),
    ("an unknown key", {"colour": "red"}, 4),
    ("ten thousand unknown keys", {f"key-{place}": "1" for place in range(10_000)}, 4),
    ("a number of many digits", {"rates": {"bond": "9" * 100_000}}, 4),
    ("a range that does not fit", {"ranges": {"price": ["1/1", "2/1"]}}, 4),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_a_hostile_study_is_refused_in_one_sentence(case: tuple[str, Json, int], tmp_path: Path) -> None:
    _, hostile, code = case
    path = tmp_path / "record.json"
    path.write_bytes(canonical(with_digests({**loaded(record_with_whole()), "study": hostile})))
    done = called("verify", path)
    assert done.code == code, done.out
    if code == 3:
        assert (done.out, len([one for one in done.err.split("\n") if one[:1].strip()])) == ("", 1)
    else:
        assert "/study" in done.out
        assert len(done.out) < 8000
    assert [one.name for one in tmp_path.iterdir()] == ["record.json"]


def test_an_earlier_record_is_asked_again_beside_its_folder(kept: Path, tmp_path: Path) -> None:
    record = _earlier(loaded((kept / "record.json").read_bytes()))
    (tmp_path / "record.json").write_bytes(canonical(with_digests(record)))
    done = called("verify", tmp_path / "record.json", kept / "folder", cwd=tmp_path)
    assert (done.code, "were asked again" in done.out.replace("\n", " ")) == (0, True)
