"""Injection payloads in every text field of a folder, through every page: nodes as expected, text as entered."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bideval.io.contacts import read_contacts
from bideval.io.holidays import shipped_holidays
from bideval.io.judged_folder import judge_folder
from bideval.report.letters.cut import Entered, letters
from bideval.report.letters.html import letter_html
from bideval.report.letters.written import officers_pages
from tests.report.letters.folders import made
from tests.report.letters.naughty import IN_FOLDERS
from tests.report.letters.test_hostile_pages import Nodes

PLAIN = "QXQ"
NUMBERS = (3, 4)  # agreed and individual marks; under the Act the second


def pages(root: Path, number: int, payload: str) -> Mapping[str, str]:
    """Every page of a folder in which the payload stands behind each text that people write."""
    folder = made(root, number, text=lambda text: f"{text} {payload} end")
    judged = judge_folder(folder.root)
    assert judged.evaluation is not None, [one.message for one in judged.findings]
    inputs = judged.reading.inputs
    assert inputs is not None
    contacts = read_contacts(folder.root, frozenset(folder.bids))
    assert contacts.findings == ()
    entered = Entered(contacts.of, "2026-05-06", payload, "2026-05-08", shipped_holidays())
    found = {one.bid: letter_html(one.letter) for one in letters(inputs, judged.evaluation, entered)}
    sheets = officers_pages(inputs, judged.evaluation, judged.reading.study, entered)
    return {**found, **{name: data.decode() for name, data in sheets.items()}}


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("payload", IN_FOLDERS[::4], ids=ascii)
def test_a_payload_in_every_field_adds_no_node(payload: str, number: int, tmp_path: Path) -> None:
    plain, found = (
        pages(tmp_path / name, number, one) for name, one in (("plain", PLAIN), ("spoiled", payload))
    )
    assert plain.keys() == found.keys()
    for name, page in found.items():
        expected, got = Nodes(plain[name]), Nodes(page)
        assert got.nodes == expected.nodes, name
        # The digest of the inputs differs, as it should: what stands before it is compared.
        shown, entered = (one_line(one.text).partition(" sha256:")[0] for one in (got, expected))
        assert shown == entered.replace(PLAIN, one_line(payload)), name
