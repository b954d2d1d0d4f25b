"""``bideval report``: who it is for is said, files are kept, and what is wrong is said in a sentence."""

import base64
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.conftest import ROOT

HEALTH = ROOT / "sample_tenders" / "community-health"
CLEANING = ROOT / "sample_tenders" / "cleaning-lots"
CUSTODY = ROOT / "sample_tenders" / "footpath-under-custody"


def report(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["report", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize("wanted", ["members", "bidder:thornfield", "public", "court", "officers"])
def test_a_page_for_each_reader(wanted: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = report(HEALTH, "--for", wanted, "--quick", "-o", target)
    assert (done.exit_code, done.stdout) == (0, "")
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert f"{len(page.encode()):,} bytes" in done.stderr


def test_before_prices_are_opened_there_is_a_page_of_quality(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert report(HEALTH, "--for", "officers", "--stage", "quality", "-o", target).exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert "Quality alone is scored here." in page
    assert "428,400,000" not in page


REFUSED = [
    # in words                      arguments                                     code  said
    ("nobody is named", (HEALTH,), 2, "Missing option '--for'"),
    ("an unknown reader", (HEALTH, "--for", "press"), 2, "a page is for members"),
    ("a bidder without a bid", (HEALTH, "--for", "bidder:"), 2, "a page is for members"),
    ("a bid that is not there", (HEALTH, "--for", "bidder:oak"), 2, "no bid is called 'oak'"),
    ("a lot that is not there", (HEALTH, "--for", "court", "--lot", "north"), 2, "no lot is called 'north'"),
    ("a language that is not there", (HEALTH, "--for", "public", "--language", "fr"), 2, "'fr' is not one of"),
    ("a folder with findings", (ROOT / "sample_tenders" / "broken" / "price-missing", "--for", "public"), 3, "BE"),
    ("authorised, without custody", (HEALTH, "--for", "court", "--authorised-by", "A", "--reason", "B"), 2, "custody"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_refused(case: tuple[str, tuple[str | Path, ...], int, str], tmp_path: Path) -> None:
    _, arguments, code, said = case
    target = tmp_path / "page.html"
    done = report(*arguments, "--quick", "-o", target)
    assert done.exit_code == code
    assert said in done.output
    assert not target.exists()


def test_a_bidder_has_a_page_of_the_lots_it_entered_alone(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    entered = report(CLEANING, "--for", "bidder:alderfly", "--lot", "schools", "--quick", "-o", target)
    other = report(
        CLEANING, "--for", "bidder:alderfly", "--lot", "depots", "--quick", "--force", "-o", target
    )
    assert (entered.exit_code, other.exit_code) == (0, 2)
    assert "alderfly entered none of these lots" in other.output


# The public record


PLAN = """
bideval_redaction: 1
level: public
allow: [/bideval_record, /tender, /illustration, /analyses, /provenance, /inputs/tender, /inputs/packs, /texts]
withhold:
  - {at: [/inputs, /study, /result, /digests, /files], law: s.1, reason: marks, by: A, until: 2029-03-31}
"""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public record of community-health, as bideval redact makes it."""
    root = tmp_path_factory.mktemp("public")
    (root / "plan.yaml").write_text(PLAN, encoding="utf-8")
    whole, cut = root / "whole.json", root / "public.json"
    plan = ["--plan", str(root / "plan.yaml"), "--secret", str(root / "key"), "-o", str(cut)]
    for step in (["record", str(HEALTH), "-o", str(whole)], ["redact", str(whole), *plan]):
        done = CliRunner().invoke(group, step, catch_exceptions=False)
        assert done.exit_code == 0, done.output
    return cut


def test_the_page_for_the_public_carries_a_public_record(public: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert report(HEALTH, "--for", "public", "--quick", "--record", public, "-o", target).exit_code == 0
    page = target.read_text(encoding="utf-8")
    (data,) = re.findall(r'download="community-health.public-record.json" href="[^,]*,([^"]*)"', page)
    assert base64.b64decode(data) == public.read_bytes()
    assert json.loads(public.read_bytes())["root"] in page


def test_another_record_is_not_carried(public: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.json"
    changed.write_bytes(public.read_bytes().replace(b"Wealdshire", b"Fenshire", 1))
    whole = public.parent / "whole.json"
    rows = [
        ("a whole record", (HEALTH, "--for", "public", "--record", whole), 2, "is no public record"),
        ("one that was changed", (HEALTH, "--for", "public", "--record", changed), 3, "the root is"),
        ("of another tender", (CLEANING, "--for", "public", "--record", public), 2, "is about the tender"),
        ("for members", (HEALTH, "--for", "members", "--record", public), 2, "goes with --for public"),
    ]
    for words, arguments, code, said in rows:
        done = report(*arguments, "--quick", "-o", tmp_path / "page.html")
        assert (done.exit_code, said in done.output) == (code, True), (words, done.output)
    assert not (tmp_path / "page.html").exists()


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("kept", encoding="utf-8")
    done = report(HEALTH, "--for", "public", "--quick", "-o", target)
    assert done.exit_code == 2
    assert "--force" in done.output
    assert target.read_text(encoding="utf-8") == "kept"
    assert report(HEALTH, "--for", "public", "--quick", "--force", "-o", target).exit_code == 0


def test_a_folder_that_is_not_there_for_the_page_is_said(tmp_path: Path) -> None:
    done = report(HEALTH, "--for", "public", "--quick", "-o", tmp_path / "no" / "page.html")
    assert done.exit_code == 2
    assert "cannot be written" in done.output
