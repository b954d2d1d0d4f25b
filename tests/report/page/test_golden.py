"""Whole pages, byte for byte: golden output of our own, one small page for each kind of reader.

What a page says is held by the other tests; these show every byte that changed, and that
nothing crept in.  Not compared: the version of the program, and what has a source of its own
and is put in whole (style, scripts, their hashes, and the record, which xz packs).
``--update-golden`` writes them anew; reading that diff is a decision.
"""

import re
from pathlib import Path

import pytest

from bideval import __version__
from tests.report.page.pages import SAMPLES, page_of

GOLDEN = Path(__file__).parent / "golden"
FOLDER = SAMPLES / "waived-guarantee"
READERS = ("members", "public", "bidder:drydock", "officers", "court")
WHOLE = [
    (re.compile(r"(<style>).*?(?=</style>)", re.DOTALL), r"\1STYLE"),
    (re.compile(r"(<script>).*?(?=</script>)", re.DOTALL), r"\1SCRIPTS"),
    (re.compile(r"sha256-[A-Za-z0-9+/]{43}="), "HASH"),
    (re.compile(r"(data:application/x-xz;base64,)[^\"]*"), r"\1RECORD"),
    (re.compile(re.escape(f"bideval {__version__}")), "bideval VERSION"),
]


def compared(page: str) -> str:
    for pattern, kept in WHOLE:
        page = pattern.sub(kept, page)
    return page


@pytest.mark.parametrize("wanted", READERS)
def test_the_page_is_the_same_bytes(wanted: str, *, update_golden: bool) -> None:
    golden = GOLDEN / f"waived-guarantee-{wanted.replace(':', '-')}.html"
    page = compared(page_of(FOLDER, wanted)).encode()
    if update_golden:
        golden.write_bytes(page)
    assert page == golden.read_bytes()


def test_a_golden_page_is_small() -> None:
    sizes = {one.name: one.stat().st_size for one in GOLDEN.iterdir()}
    assert len(sizes) == len(READERS)
    assert max(sizes.values()) < 32_000
