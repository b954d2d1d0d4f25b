"""docs/criteria is what the packs say; ``--update-golden`` writes it anew, and so does the generator itself."""

import re
from pathlib import Path

import pytest

from bideval.io.packs import list_packs
from bideval.io.written_pages import read_pages, write_pages
from bideval.report.criteria_pages import INDEX, criteria_pages, main, page_name
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "criteria"
PACKS = list_packs()


def test_the_pages_are_what_the_packs_say(*, update_golden: bool) -> None:
    fresh = criteria_pages(PACKS)
    if update_golden:
        write_pages(FOLDER, fresh)
    stale = "python -m bideval.report.criteria_pages docs/criteria writes the pages anew"
    assert read_pages(FOLDER) == fresh, stale


def test_every_pack_has_a_page_and_a_row_under_its_family() -> None:
    fresh = criteria_pages(PACKS)
    assert set(fresh) == {INDEX, *(page_name(pack) for pack in PACKS)}
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", fresh[INDEX], re.MULTILINE | re.DOTALL))
    assert list(sections) == list(dict.fromkeys(pack.family for pack in PACKS))
    for pack in PACKS:
        assert f"| [{pack.reference}]({page_name(pack)}) |" in sections[pack.family]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.reference)
def test_a_page_has_all_that_a_reader_needs(pack: object) -> None:
    found = next(one for one in PACKS if one == pack)
    text = " ".join(criteria_pages(PACKS)[page_name(found)].split())
    wanted = [found.title, found.reference, found.source.title, found.valid_from, f"{found.status}: "]
    wanted += [case.words for case in found.cases] + [one.words for one in found.parameters]
    wanted += [basis.cite for _, basis in found.bases]
    assert [one for one in wanted if " ".join(one.split()).replace("|", "\\|") not in text] == []


def test_the_generator_writes_the_pages_and_takes_old_ones_away(tmp_path: Path) -> None:
    (tmp_path / "finance").mkdir()
    (tmp_path / "finance" / "gone.md").write_text("a pack that is no more", encoding="utf-8")
    (tmp_path / "picture.svg").write_text("not a page", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert read_pages(tmp_path) == criteria_pages(PACKS)
    assert (tmp_path / "picture.svg").exists()


@pytest.mark.parametrize("arguments", [[], ["docs/criteria", "more"]], ids=["nothing", "too much"])
def test_the_generator_needs_one_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err
