"""Letters of lots that are awarded together: the award is followed, and nothing of others is told.

The awards are worked out by hand, in the words at the head of the folder's own module.
"""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.report.letters.together import CANARIES, IN_TURN, LIMIT, LOCAL, RESERVE, SEARCHED, folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["letters", *map(str, arguments)], catch_exceptions=False)


def letters_of(root: Path) -> dict[str, str]:
    result = run(root, "-o", root / "out")
    assert result.exit_code == 0, result.stderr
    pages = (root / "out").rglob("*.html")
    return {page.relative_to(root / "out").as_posix(): words(page.read_text("utf-8")) for page in pages}


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.split("<body")[1]))


SAID = [
    # in words, mechanism, whose letter, what it says
    ("the winner is told of its lot", IN_TURN, "north/ash", "Your bid is awarded lot north"),
    ("the second is the winner of another", IN_TURN, "south/elm", "Your bid is awarded lot south"),
    ("who ranks first and is passed over hears the rule", IN_TURN, "south/ash", "one-each (ITT 8.2): every bidder: at most 1 lot"),
    ("and that it ranks ahead", IN_TURN, "south/ash", "has rank 1 in this lot by the published method, ahead of that of Elm Care"),
    ("a search tells the same", SEARCHED, "south/ash", "one-each (ITT 8.2): every bidder: at most 1 lot"),
    ("a search tells who ranks behind too", SEARCHED, "north/elm", "A published award rule keeps it off. one-each (ITT 8.2)"),
    ("who ranks behind hears the gap", IN_TURN, "north/elm", "points below that of Ash Care"),
    ("who is above the reserve price hears it", IN_TURN, "east/fir", "above the published reserve price of the lot, by the rule reserve-east (ITT 8.3)"),
    ("nobody is awarded a lot", SEARCHED, "east/ash", "Lot east is not awarded to anybody."),
    ("the published mechanism", IN_TURN, "south/ash", "Lot by lot in published order (ITT 8.1)"),
]  # fmt: skip


@pytest.mark.parametrize("case", SAID, ids=lambda case: case[0])
def test_what_a_letter_says_of_the_award(case: tuple[str, str, str, str], tmp_path: Path) -> None:
    _, mechanism, whose, said = case
    pages = letters_of(folder(tmp_path, mechanism, LIMIT, RESERVE))
    assert said in pages[f"to-bidders/{whose}.html"]


@pytest.mark.parametrize("mechanism", [IN_TURN, SEARCHED])
def test_no_letter_holds_a_price_of_another(mechanism: str, tmp_path: Path) -> None:
    pages = letters_of(folder(tmp_path, mechanism, LIMIT, RESERVE))
    told = {name: page for name, page in pages.items() if name.startswith("to-bidders/")}
    assert len(told) == 6
    for name, page in told.items():
        own = Path(name).stem
        assert [bid for bid, price in CANARIES.items() if price in page and bid != own] == []
        assert CANARIES[own] in page or "north/elm" in name or "east/ash" in name


def test_a_rule_about_what_others_declare_is_not_named_to_who_it_is_not_about(tmp_path: Path) -> None:
    pages = letters_of(folder(tmp_path, SEARCHED, LOCAL, RESERVE))
    why = pages["to-bidders/south/ash.html"].split("Why you were not awarded")[1]
    assert "would tell something of them, keeps it off" in why
    assert "local-one" not in why


def test_no_letter_says_of_who_is_behind_that_it_is_the_winning_one(tmp_path: Path) -> None:
    pages = letters_of(folder(tmp_path, IN_TURN, LIMIT, RESERVE))
    assert "points below that of Elm Care" not in pages["to-bidders/south/ash.html"]
    assert "This bidder is ahead by" in pages["for-officers/further-explanation.html"]


def test_officers_have_the_award_of_all_lots(tmp_path: Path) -> None:
    report = letters_of(folder(tmp_path, SEARCHED, LIMIT, RESERVE))["for-officers/report-for-members.html"]
    assert "2 lots go to 2 bidders for GBP 215,046; east is not awarded." in report
    assert "To award to Elm Care (elm) by the award rules across lots, at GBP 115,029." in report
    assert (
        "To award the lot to nobody: ash kept off by one-each; fir above the reserve price of GBP 95,000"
        in report
    )


STOPPED = [
    # in words, mechanism, rules, what the finding says
    ("rules that conflict", SEARCHED, ("{id: three, use: winners, least: 3}",), "their award is impossible"),
]  # fmt: skip


@pytest.mark.parametrize("case", STOPPED, ids=lambda case: case[0])
def test_an_award_that_is_not_final_stops_the_letters(
    case: tuple[str, str, tuple[str, ...], str], tmp_path: Path
) -> None:
    _, mechanism, rules, said = case
    result = run(folder(tmp_path, mechanism, *rules, RESERVE))
    assert result.exit_code == 3
    assert "BE835" in result.output
    flat = re.sub(r"\s+", " ", result.output)
    assert said in flat
    assert "bideval allocate says why" in flat
