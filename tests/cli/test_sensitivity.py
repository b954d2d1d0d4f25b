"""``bideval sensitivity`` as people run it: the page, one question, JSON that checks itself, pictures."""

import json
from pathlib import Path

import pytest

from bideval.analysis.registry import ANALYSES
from bideval.proof.document import verdicts
from tests.cli.run import WORKS, called, run_code
from tests.scoring.build import Papers, tender, write

SCALE = {"from": 0, "to": 10, "step": 1}
PLAN = {"id": "plan", "weight": 100, "scale": SCALE}
CHEAP = {
    "id": "cheap",
    "phase": "price",
    "measure": {"field": "price.evaluated"},
    "threshold": 1,
    "test": "at-most",
    "on_fail": "must-disregard",
}
RULES = tender(
    title="Books",
    method={"use": "weighted-sum"},
    weighting={"kind": "percent-of-whole"},
    marks={"from": "consensus"},
    criteria=[
        {"id": "plan", "weight": 50, "scale": SCALE},
        {"id": "people", "weight": 30, "scale": SCALE},
        {"id": "cost", "weight": 20, "formula": "lowest-over-bid"},
    ],
    ties=[{"by": "lower-price"}],
)
BIDS = {"ash": (8, 5, 100), "elm": (6, 9, 110), "oak": (5, 5, 120)}


def papers(**rules: object) -> Papers:
    marks = {
        (bid, name): row[place] for bid, row in BIDS.items() for place, name in enumerate(("plan", "people"))
    }
    return Papers(
        {**RULES, **rules}, {bid: {} for bid in BIDS}, {bid: row[2] for bid, row in BIDS.items()}, marks
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sensitivity") / "books"
    write(papers(), root)
    return root


def test_the_page_asks_every_question(folder: Path) -> None:
    ran = called("sensitivity", folder)
    assert (ran.code, ran.err) == (0, "")
    assert all(f"({analysis})" in ran.out.replace("\n", " ") for analysis in ANALYSES)
    assert "ranges of weights are explored: every weight anything from 0 to 100." in ran.out
    assert all(len(line) <= 100 for line in ran.out.splitlines())


def test_one_question_prints_everything_about_it(folder: Path) -> None:
    """Elm has 30 + 27 + 18.18 = 75.18 and ash 40 + 15 + 20 = 75: elm wins by 2/11."""
    ran = called("sensitivity", folder, "--ask", "can-win", "--challenger", "oak")
    assert ran.code == 0
    assert "oak cannot win" in ran.out
    assert "elm can win" not in ran.out


def test_json_holds_certificates_that_a_stranger_accepts(folder: Path, tmp_path: Path) -> None:
    ran = called("sensitivity", folder, "--json")
    data = json.loads(ran.out)
    assert (data["schema"], data["version"]) == ("bideval/sensitivity", 1)
    held = [claim for lot in data["lots"] for answer in lot["answers"] for claim in answer["certificates"]]
    assert len(held) > 5
    file = tmp_path / "answers.json"
    file.write_text(ran.out, encoding="utf-8")
    checked = run_code(
        "import runpy, sys; sys.modules['pydantic'] = sys.modules['pulp'] = sys.modules['click'] = None;"
        "runpy.run_module('bideval.proof', run_name='__main__')",
        file,
    )
    assert checked.code == 0, checked.out + checked.err
    assert checked.out.count("proved") >= len(held)
    lines = checked.out.splitlines()
    told = [
        f"({lot['id']}, {answer['analysis']}, {claim['names']['bid']}"
        for lot in data["lots"]
        for answer in lot["answers"]
        for claim in answer["certificates"]
    ]
    assert len(lines) == len(told)
    assert [line for line, about in zip(lines, told, strict=True) if about not in line] == []


def test_a_changed_certificate_is_refused(folder: Path, tmp_path: Path) -> None:
    text = called("sensitivity", folder, "--ask", "smallest-reweighting", "--json").out
    data = json.loads(text)
    claim = next(
        claim
        for lot in data["lots"]
        for one in lot["answers"]
        for claim in one["certificates"]
        if "size" in claim
    )
    claim["size"] = "1/1000"
    assert not all(one.verdict.proved for one in verdicts(json.dumps(data).encode()))


def test_pictures_are_written_once(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "pictures"
    arguments = ("sensitivity", folder, "--ask", "rank-range", "--picture", into)
    first, again, forced = called(*arguments), called(*arguments), called(*arguments, "--force")
    assert (first.code, again.code, forced.code) == (0, 2, 0)
    assert "--force" in again.err
    assert [path.name for path in into.iterdir()] == ["rank-range.svg"]


def test_the_list_explains_every_question() -> None:
    ran = called("sensitivity", "--list")
    assert ran.code == 0
    assert all(analysis in ran.out for analysis in ANALYSES)
    listed = json.loads(called("sensitivity", "--list", "--json").out)["analyses"]
    assert [one["id"] for one in listed] == list(ANALYSES)


WRONG = [
    ("no folder", (), "name a tender folder"),
    ("an analysis there is not", (WORKS, "--ask", "can-lose"), "no analysis is called 'can-lose'"),
    ("a bid there is not", (WORKS, "--challenger", "bid-999"), "no bid is called 'bid-999'"),
    ("a range without ends", (WORKS, "--range", "price"), "write CRITERION=LO..HI"),
    ("a range that is no number", (WORKS, "--range", "price=a..b"), "is not a number"),
    ("a range of nothing", (WORKS, "--range", "prize=1..2"), "is called 'prize'"),
    ("a range twice", (WORKS, "--range", "price=1..2", "--range", "price=1..3"), "names one criterion twice"),
    ("marks off by less than nothing", (WORKS, "--off-by", "-1"), "less than nothing"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_wrong_options_are_said(case: tuple[str, tuple[str | Path, ...], str]) -> None:
    _, arguments, said = case
    ran = called("sensitivity", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err.replace("\n", " ")


RANGES = [
    ("a range that leaves out the published weight", "plan=60..70", "leaves out its published weight 50"),
    ("more than everything", "plan=50..120", "not between 0 and 100"),
    ("the lower end last", "plan=60..40", "lower end first"),
]


@pytest.mark.parametrize("case", RANGES, ids=lambda case: case[0])
def test_ranges_that_ask_something_else(case: tuple[str, str, str], folder: Path) -> None:
    _, range_, said = case
    ran = called("sensitivity", folder, "--range", range_)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err.replace("\n", " ")


LIMITS: list[tuple[str, dict[str, tuple[int, int, int]], tuple[str, ...], dict[str, object]]] = [
    ("a single bid", {"ash": BIDS["ash"]}, ("plan", "people"), {}),
    ("identical bids", {"ash": BIDS["ash"], "elm": BIDS["ash"]}, ("plan", "people"), {}),
    ("everybody shut out", BIDS, ("plan", "people"), {"gates": [CHEAP]}),
    (
        "a weight of nothing",
        BIDS,
        ("plan", "people"),
        {"criteria": [PLAN, {"id": "people", "weight": 0, "scale": SCALE}]},
    ),
    ("one criterion", BIDS, ("plan",), {"criteria": [PLAN]}),
]


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: case[0])
def test_limiting_cases_are_plain_sentences(
    case: tuple[str, dict[str, tuple[int, int, int]], tuple[str, ...], dict[str, object]], tmp_path: Path
) -> None:
    _, bids, marked, rules = case
    given = Papers(
        {**RULES, **rules},
        {bid: {} for bid in bids},
        {bid: row[2] for bid, row in bids.items()},
        {(bid, name): row[place] for bid, row in bids.items() for place, name in enumerate(marked)},
    )
    ran = called("sensitivity", write(given, tmp_path / "books"))
    assert ran.code == 0, ran.err
    assert "Traceback" not in ran.err
    assert all(f"({analysis})\n  " in ran.out for analysis in ANALYSES)  # none is left without a word


@pytest.mark.parametrize("asked", ["smallest-reweighting", "smallest-mark-change", "price-to-win"])
def test_a_question_about_the_winner_alone_is_answered(asked: str, folder: Path) -> None:
    said = called("sensitivity", folder, "--ask", asked, "--challenger", "elm").out
    assert "awarded already. [does not apply]" in said.replace("\n    ", " ")


def test_what_is_pleaded_is_headed_on_the_short_page_too(folder: Path, tmp_path: Path) -> None:
    pleaded = tmp_path / "pleaded.yaml"
    pleaded.write_text(
        "errors: [{id: late, kind: exclusion, bid: oak, should: excluded}]\n", encoding="utf-8"
    )
    for asked in ((), ("--ask", "pleaded-errors")):
        out = called("sensitivity", folder, "--pleaded", pleaded, *asked).out
        assert "(pleaded-errors)\n  Prepared on stated assumptions.\n  " in out
        assert out.count("Prepared on stated assumptions.") == 1


def test_what_does_not_apply_twice_says_where_it_is_said(tmp_path: Path) -> None:
    """A gate that shuts everybody out: nothing is assessed, so one question after another does not apply."""
    out = called("sensitivity", write(papers(gates=[CHEAP]), tmp_path / "books")).out
    assert "(smallest-reweighting)\n  As said under weight-interval." in out
    assert "(criterion-cost)\n  As said under weight-interval." in out


AWAITED = {**CHEAP, "threshold": 105, "on_fail": "may-disregard"}


def test_a_provisional_result_brings_the_note_it_points_to(tmp_path: Path) -> None:
    written = write(papers(gates=[AWAITED]), tmp_path / "books")
    for asked in ((), ("--ask", "margin")):
        out = called("sensitivity", written, *asked).out
        assert "(see the note)" in out
        assert out.index("(see the note)") < out.index("\nNote:\n") < out.index("What is the margin")
