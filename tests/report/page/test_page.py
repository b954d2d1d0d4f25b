"""The page itself: its policy, its words in both languages, its size, its parts, the record it carries."""

import base64
import hashlib
import json
import lzma
import re
import time
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from bideval.io.judged_folder import judge_folder
from bideval.report.page.audience import reader_of
from bideval.report.page.quickly import page as quick_page
from bideval.report.page.words import LANGUAGES, words_of
from tests.report.page.pages import HEALTH, SAMPLES, Parsed, page_of

PARTS = files("bideval.report.page")
TEMPLATES = ("page.html.j2", "pieces.html.j2", "whatif.html.j2")
READERS = ("members", "public", "bidder:quillon", "officers", "court")


def pinned(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("wanted", READERS)
def test_the_policy_lets_run_what_stands_there_and_nothing_else(wanted: str) -> None:
    page = page_of(HEALTH, wanted)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    rules = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    expected = {
        "default-src": "'none'",
        "style-src": pinned(style),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if scripts:
        expected["script-src"] = pinned(scripts[0])
    assert rules == expected
    assert len(scripts) == (1 if wanted in {"officers", "court"} else 0)


@pytest.mark.parametrize("wanted", READERS)
def test_the_page_is_under_300_kb_with_room_to_spare(wanted: str) -> None:
    assert len(page_of(HEALTH, wanted, whole=True).encode()) < 280_000


@pytest.mark.parametrize("wanted", READERS)
def test_every_link_within_the_page_leads_somewhere_and_ids_stand_once(wanted: str) -> None:
    values = Parsed(page_of(HEALTH, wanted, whole=True)).values
    ids = [value for _, name, value in values if name == "id"]
    asked = [value[1:] for _, name, value in values if name == "href" and value.startswith("#")]
    asked += [one for _, name, value in values if name in {"aria-labelledby", "for"} for one in value.split()]
    assert len(set(ids)) == len(ids)
    assert set(asked) <= set(ids)


def test_lots_keep_their_ids_apart() -> None:
    page = page_of(SAMPLES / "cleaning-lots", "officers", whole=True)
    ids = [value for _, name, value in Parsed(page).values if name == "id"]
    assert len(set(ids)) == len(ids)


def test_one_lot_alone() -> None:
    folder = SAMPLES / "cleaning-lots"
    lots = re.findall(r'id="lot-([a-z0-9-]+)"', page_of(folder, "public"))
    assert len(lots) > 1
    assert 'id="lot-' not in page_of(folder, "public", lot=lots[0])


def test_the_same_page_twice() -> None:
    again = quick_page(judge_folder(HEALTH, quality_only=False), reader_of("officers"), None, "en")
    assert again == page_of(HEALTH, "officers")


# Words


def keys(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((PARTS / "words" / f"{language}.json").read_text(encoding="utf-8"))
    return found


def test_both_languages_have_the_same_keys_and_the_same_names_to_fill_in() -> None:
    english, welsh = keys("en"), keys("cy")
    assert list(english) == list(welsh)
    for key, text in english.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", welsh[key])), key
        assert welsh[key].strip(), key


def test_every_word_of_the_catalogue_is_used_and_every_word_used_is_there() -> None:
    templates = "".join((PARTS / "templates" / one).read_text(encoding="utf-8") for one in TEMPLATES)
    whole = set(re.findall(r'\bt\("([a-z.]+[a-z])"[,)]', templates))
    begun = set(re.findall(r'\bt\("([a-z]+\.)" ~', templates)) | {"save."}
    there = set(keys("en"))
    assert whole <= there
    assert {one for one in there if one not in whole and not one.startswith(tuple(begun))} == set()


def test_no_template_has_words_of_its_own() -> None:
    for one in TEMPLATES:
        text = (PARTS / "templates" / one).read_text(encoding="utf-8")
        bare = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.DOTALL)
        found = set(re.findall(r"[A-Za-z]{3,}", bare))
        assert found <= {"SHA", "doctype", "html"}, one


def test_a_welsh_page_says_that_it_is_a_draft_and_marks_english() -> None:
    page = page_of(HEALTH, "public", language="cy")
    assert '<html lang="cy">' in page
    assert words_of("cy")("review") in Parsed(page).words()
    assert '<p class="lead" lang="en-GB">' in page
    assert set(LANGUAGES) == {"en", "cy"}


# The record it carries


def carried(page: str) -> bytes:
    (data,) = re.findall(r'href="data:application/x-xz;base64,([^"]+)"', page)
    return base64.b64decode(data)


def verified(path: Path) -> tuple[int, str]:
    done = CliRunner().invoke(group, ["verify", str(path)], catch_exceptions=False)
    return done.exit_code, done.output


def test_the_record_in_the_page_verifies(tmp_path: Path) -> None:
    packed = carried(page_of(HEALTH, "court"))
    (tmp_path / "record.json.xz").write_bytes(packed)
    code, said = verified(tmp_path / "record.json.xz")
    assert code == 0
    assert "SAME" in said
    assert json.loads(lzma.decompress(packed))["digests"]["record"] in page_of(HEALTH, "officers")


BROKEN = [
    ("cut off", lambda data: data[:-40]),
    ("one byte changed", lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:]),
    ("something behind it", lambda data: data + b"x"),
    ("two of them", lambda data: data + data),
    ("only the first bytes", lambda data: data[:6]),
    ("nothing in it", lambda _: lzma.compress(b"")),
    ("no record in it", lambda _: lzma.compress(b"{}")),
    ("far too much in it", lambda _: lzma.compress(b" " * 300_000_000, preset=0)),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0])
def test_a_broken_one_is_refused_in_a_sentence(case: tuple[str, object], tmp_path: Path) -> None:
    change = case[1]
    assert callable(change)
    (tmp_path / "record.json.xz").write_bytes(change(carried(page_of(HEALTH, "court"))))
    begun = time.monotonic()
    code, said = verified(tmp_path / "record.json.xz")
    assert (code, "Traceback" in said) == (3, False)
    assert time.monotonic() - begun < 20
