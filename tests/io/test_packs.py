"""Packs found by reference: on the shelf, among a tender's own, or not at all."""

from pathlib import Path

import pytest

from bideval.errors import Source
from bideval.io import packs as under_test
from bideval.io.packs import PackShelf, find_pack, list_packs, load_packs, own_packs, run_cases, scales_of
from bideval.model.pack import FAMILIES, Pack
from bideval.model.tender import Tender
from tests.model.pack_files import MARKED, RATIO, SCALE, File, put

HERE = Source("tender.yaml", "/criteria/0/use")
SECOND: File = put(put(RATIO, "edition", value="2"), "title", value="Cover, mended")


def own_of(*files: File) -> dict[str, Pack]:
    """Return packs of a tender's own that must be sound."""
    found, findings = own_packs({f"criteria/{place}.yaml": file for place, file in enumerate(files)})
    assert findings == ()
    return found


FOUND = [
    ("a pack of the shelf", "finance/turnover-cover@1", "Turnover cover"),
    ("a scale of the shelf", "scales/0-5@1", "Marks from 0 to 5"),
    ("a regime of the shelf", "regimes/uk/procurement-act-2023@1", "Procurement Act 2023"),
    ("a pack of one's own", "finance/cover@1", "Cover"),
    ("a later edition of it", "finance/cover@2", "Cover, mended"),
]


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case[0])
def test_a_reference_that_leads_somewhere(case: tuple[str, str, str]) -> None:
    _, reference, title = case
    pack, findings = find_pack(reference, own_of(RATIO, SECOND), HERE)
    assert findings == ()
    assert pack is not None
    assert (pack.title, pack.reference) == (title, reference)


NOWHERE = [
    ("no edition", "finance/turnover-cover", "BE320", "family/id@edition"),
    ("an edition of nought", "finance/turnover-cover@0", "BE320", "does not name a pack"),
    ("an edition with a leading nought", "finance/turnover-cover@01", "BE320", "does not name a pack"),
    ("no family", "turnover-cover@1", "BE320", "does not name a pack"),
    ("a path that climbs", "finance/../scales/0-5@1", "BE320", "does not name a pack"),
    ("a whole path", "/finance/turnover-cover@1", "BE320", "does not name a pack"),
    ("an id misspelt", "finance/turnover-covr@1", "BE321", "Did you mean finance/turnover-cover?"),
    ("one's own id misspelt", "finance/covers@1", "BE321", "Did you mean finance/cover?"),
    ("an id unlike any", "backing/zzzzzzzzzzzz@1", "BE321", "There are: backing/asset-charge"),
    ("an id unlike any of a long list", "cost/zzzzzzzzzzzzzz@1", "BE321", "There are: cost/admission-bond"),
    (
        "an edition that is not there",
        "finance/turnover-cover@9",
        "BE322",
        "There are: finance/turnover-cover@1",
    ),
    (
        "an edition of one's own that is not there",
        "finance/cover@3",
        "BE322",
        "finance/cover@1, finance/cover@2",
    ),
]


@pytest.mark.parametrize("case", NOWHERE, ids=lambda case: case[0])
def test_a_reference_that_leads_nowhere(case: tuple[str, str, str, str]) -> None:
    _, reference, code, words = case
    pack, findings = find_pack(reference, own_of(RATIO, SECOND), HERE)
    assert pack is None
    (finding,) = findings
    assert (finding.code, finding.sources) == (code, (HERE,))
    assert words in f"{finding.message} {finding.remedy}"


def test_scales_that_a_pack_names_come_with_it() -> None:
    """A default is named by the pack alone: no line of the tender has it."""
    own = own_of(put(MARKED, "parameters", "scale", "default", value="scales/0-4@1"))
    found, findings = load_packs([("quality/plan@1", HERE)], own)
    assert findings == ()
    assert list(found) == ["quality/plan@1", "scales/0-4@1"]
    assert scales_of(own["quality/plan@1"]) == ("scales/0-4@1",)


def test_a_reference_named_twice_is_found_once_and_missed_once_a_place() -> None:
    there = Source("tender.yaml", "/gates/0/use")
    named = [
        ("finance/acid-ratio@1", HERE),
        ("finance/acid-ratio@1", there),
        ("finance/x@1", HERE),
        ("finance/x@1", there),
    ]
    found, findings = load_packs(named, {})
    assert list(found) == ["finance/acid-ratio@1"]
    assert [one.sources for one in findings] == [(HERE,), (there,)]


SPOILT = [
    ("a file that is no pack", {"criteria/a.yaml": {"id": "x"}}, "BE300", "criteria/a.yaml"),
    ("a name taken twice", {"criteria/a.yaml": RATIO, "criteria/b.yaml": RATIO}, "BE323", "criteria/b.yaml"),
    (
        "the name of a shipped pack",
        {"criteria/a.yaml": put(RATIO, "id", value="finance/acid-ratio")},
        "BE323",
        "criteria/a.yaml",
    ),
    (
        "the next edition of a shipped pack",
        {"criteria/a.yaml": put(put(RATIO, "id", value="finance/acid-ratio"), "edition", value="2")},
        "BE323",
        "criteria/a.yaml",
    ),
    (
        "a case that does not come out",
        {"criteria/a.yaml": put(RATIO, "cases", 0, "points", value="1")},
        "BE312",
        "criteria/a.yaml",
    ),
    (
        "a case with a scale that is nowhere",
        {"criteria/a.yaml": put(MARKED, "cases", 0, "with", "scale", value="scales/9@1")},
        "BE312",
        "criteria/a.yaml",
    ),
]


@pytest.mark.parametrize("case", SPOILT, ids=lambda case: case[0])
def test_own_packs_with_a_mistake(case: tuple[str, dict[str, object], str, str]) -> None:
    _, files, code, file = case
    _, findings = own_packs(files)
    assert [(one.code, one.sources[0].file) for one in findings] == [(code, file)]


def test_a_file_that_could_not_be_read_is_passed_over() -> None:
    assert own_packs({"criteria/a.yaml": None}) == ({}, ())


def test_own_packs_may_name_own_scales() -> None:
    marked = put(MARKED, "cases", value=[])
    marked["cases"] = [
        {
            "words": str(mark),
            "given": {"mark": str(mark)},
            "with": {"scale": "scales/0-2@1"},
            "points": str(50 * mark),
        }
        for mark in range(3)
    ]
    found, findings = own_packs({"criteria/a.yaml": marked, "criteria/b.yaml": SCALE})
    assert findings == ()
    assert list(found) == ["quality/plan@1", "scales/0-2@1"]


TENDER = {
    "bideval": "1",
    "id": "t",
    "title": "T",
    "currency": "GBP",
    "rounding": "none",
    "regime": "uk/procurement-act-2023@1",
    "criteria": [
        {
            "id": "a",
            "criteria": [{"id": "b", "use": "quality/method-statement@1", "with": {"scale": "scales/0-5@1"}}],
        },
        {"id": "c", "use": "finance/cover@1"},
        {"id": "d", "use": "finance/covr@1"},
    ],
}


def test_a_tender_brings_its_packs_together() -> None:
    shelf = PackShelf({"criteria/cover.yaml": RATIO, "criteria/bad.yaml": {"bideval-pack": "2"}})
    found, findings = shelf.named_by(Tender.model_validate(TENDER))
    assert list(found) == [
        "finance/cover@1",
        "quality/method-statement@1",
        "regimes/uk/procurement-act-2023@1",
        "scales/0-5@1",
    ]
    places = [(one.code, one.sources[0].file, one.sources[0].pointer) for one in findings]
    assert places == [
        ("BE301", "criteria/bad.yaml", "/bideval-pack"),
        ("BE321", "tender.yaml", "/criteria/2/use"),
    ]


def shelf_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the shelf at ``root`` for one test."""
    monkeypatch.setattr(under_test, "criteria_root", lambda: root)
    clear_shelf()


def clear_shelf() -> None:
    """Forget what was read of the shelf."""
    under_test.shelf_editions.cache_clear()
    under_test.shipped_pack.cache_clear()


EDITION = """bideval-pack: 1
id: scales/pass
edition: {edition}
title: Pass
question: Passed?
status: U
source: {{title: A rule, section: all of it}}
valid: {{from: 2000-01-01}}
scale: {{from: 0, to: 1, step: 1}}
cases:
  - {{words: passed, given: {{mark: 1}}, points: 100}}
  - {{words: failed, given: {{mark: 0}}, points: 0}}
"""


def test_each_edition_is_a_file_and_only_the_named_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scales").mkdir()
    (tmp_path / "scales/pass.yaml").write_text("not: read\n")
    (tmp_path / "scales/pass@2.yaml").write_text(EDITION.format(edition=2))
    (tmp_path / "scales/README.md").write_text("no pack")
    shelf_at(tmp_path, monkeypatch)
    try:
        second, findings = find_pack("scales/pass@2", {}, HERE)
        assert findings == ()
        assert second is not None
        assert second.edition == 2
        first, findings = find_pack("scales/pass@1", {}, HERE)
        assert first is None
        assert [one.code for one in findings] == ["BE300"]
        assert list_packs() == (second,)
    finally:
        clear_shelf()


FILES = [
    ("a file named after another edition", EDITION.format(edition=3), "BE324"),
    ("a file that is not YAML", "a: [", "BE01"),
]


@pytest.mark.parametrize("case", FILES, ids=lambda case: case[0])
def test_a_spoilt_shelf_says_so(
    case: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, text, code = case
    (tmp_path / "scales").mkdir()
    (tmp_path / "scales/pass@2.yaml").write_text(text)
    shelf_at(tmp_path, monkeypatch)
    try:
        pack, findings = find_pack("scales/pass@2", {}, HERE)
    finally:
        clear_shelf()
    assert pack is None
    assert findings[0].code.startswith(code)
    assert findings[0].sources[0].file == "criteria/scales/pass@2.yaml"
    assert findings[0].sources[0].line is not None


def test_the_list_is_in_the_order_of_the_families() -> None:
    ids = [pack.id for pack in list_packs()]
    families = list(dict.fromkeys(one.partition("/")[0] for one in ids))
    assert families == [family for family in FAMILIES if family in families]
    assert {"finance", "backing", "regimes"} <= set(families)
    assert len(ids) == len(set(ids))


def test_a_case_of_a_shipped_pack_is_run_like_any_other() -> None:
    pack, _ = find_pack("finance/turnover-cover@1", {}, HERE)
    assert pack is not None
    assert list(run_cases(pack, {})) == []
