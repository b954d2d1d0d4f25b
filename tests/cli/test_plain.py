"""``bideval --plain``: every figure of a table with its heading, no table and nothing drawn."""

import json
import re

import pytest

from tests.cli.run import ROOT, called

HEALTH = ROOT / "sample_tenders" / "community-health"
COMMANDS = [
    ("evaluate", HEALTH),
    ("explain", HEALTH, "quillon"),
    ("backing", HEALTH, "--full"),
    ("sensitivity", HEALTH, "--ask", "rank-range"),
    ("whatif", HEALTH, "--gate", "security=3500000"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_nothing_is_lost_and_no_table_is_left(command: tuple[str, ...]) -> None:
    plain, usual = called("--plain", *command), called(*command)
    assert (plain.code, usual.code) == (0, 0)
    assert not re.search(r"^ *-+( +-+)+$", plain.out, re.MULTILINE)
    figures = re.compile(r"\d[\d,.]*\d")
    assert set(figures.findall(usual.out)) <= set(figures.findall(plain.out))


def test_a_row_is_read_out_with_its_headings() -> None:
    said = "rank: 1; bid: quillon; bidder: Quillon Health plc; price GBP: 428,400,000; points: 82.99"
    assert said in called("--plain", "evaluate", HEALTH).out


def test_json_stays_as_it_is() -> None:
    plain, usual = (
        json.loads(called(*begun, "evaluate", HEALTH, "--json").out) for begun in (("--plain",), ())
    )
    assert plain == usual


def test_what_is_piped_has_no_bars() -> None:
    assert "█" not in called("evaluate", HEALTH).out
