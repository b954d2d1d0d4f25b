"""The steps of custody: what they enter, in their order, and what is refused out of it."""

import multiprocessing
from pathlib import Path

import pytest

from bideval.record.journal import JOURNAL
from bideval.record.steps import Steps, close, decide, enter, freeze, open_prices, take
from tests.record.changes import (
    REFINE,
    REGIME,
    REWEIGHED,
    Change,
    Make,
    added,
    both,
    gone,
    nothing,
    swapped,
    without_agreed,
    written,
)
from tests.record.kept import (
    MODERATED,
    add,
    decided,
    did,
    frozen,
    looked_at,
    marked,
    opened,
    refused,
    told,
    write,
)


def opened_unpriced(root: Path) -> Path:
    """Make a folder in which prices are opened and none is entered."""
    did(marked(root), open_prices, 6, quality_only=True)
    return root


def tied(root: Path) -> Path:
    """Make a folder in which prices are entered and two bids are tied."""
    marked(root)
    add(root, "consensus.csv", MODERATED.replace("sorrel,5", "sorrel,4"))
    did(root, enter, 5)
    did(root, open_prices, 6, quality_only=True)
    for bid in ("heather", "sorrel"):
        write(root, f"prices/{bid}.yaml", "lots: {whole: {amount: 100}}\n")
    did(root, enter, 6)
    return root


OUT_OF_ORDER: list[tuple[str, Make, Change, Steps, str]] = [
    # in words, a folder, what is done to it, the step, the code
    ("rules fixed twice", frozen, nothing, freeze, "BE611"),
    ("nothing fixed yet", written(REGIME), nothing, enter, "BE611"),
    ("opened before anybody marked", frozen, added("bids/oak.yaml", "{id: oak, bidder: {id: oak, name: Oak}}\n"), open_prices, "BE611"),
    ("opened with marks not entered", marked, added("consensus.csv", MODERATED), open_prices, "BE611"),
    ("opened with an agreed mark missing", without_agreed, nothing, open_prices, "BE452"),
    ("opened twice", opened, nothing, open_prices, "BE611"),
    ("opened over a changed mark", marked, swapped("consensus.csv", "sorrel,3", "sorrel,5"), open_prices, "BE604"),
    ("decided before the opening", marked, nothing, decide, "BE611"),
    ("decided with a price not entered", opened, added("decisions.yaml", "- {id: a, kind: withdraw, bid: sorrel, reason: r, by: b, at: 2026-03-08}\n"), decide, "BE611"),
    ("decided with a tie", tied, nothing, decide, "BE611"),
    ("decided with no price entered", opened_unpriced, nothing, decide, "BE611"),
    ("decided twice", decided, nothing, decide, "BE611"),
    ("a bid after the opening", opened, added("bids/oak.yaml", "{id: oak, bidder: {id: oak, name: Oak}}\n"), enter, "BE611"),
    ("a price after the decision", decided, both(added("bids/oak.yaml", "{id: oak, bidder: {id: oak, name: Oak}, status: late}\n")), enter, "BE611"),
    ("anything after the closing", decided, both(lambda root: did(root, close, 10), added("consensus.csv", MODERATED)), enter, "BE611"),
    ("closed twice", decided, lambda root: did(root, close, 10), close, "BE611"),
    ("a rule refined after the opening", opened, both(REWEIGHED, added("decisions.yaml", REFINE)), enter, "BE611"),
    ("a price before the opening", marked, added("prices/sorrel.yaml", "lots: {whole: {amount: 104}}\n"), enter, "BE612"),
    ("entered over a row that is gone", marked, both(gone("consensus.csv"), added("marks.csv", "plan,sorrel,osei,4,2026-03-05,2026-03-03,Stages.\n")), enter, "BE605"),
    ("entered behind a broken line", marked, swapped(JOURNAL, "as it was done", "as it was told"), enter, "BE600"),
    ("bids in the folder already", written(REGIME), added("bids/oak.yaml", "{id: oak, bidder: {id: oak, name: Oak}}\n"), freeze, "BE611"),
    ("rules that are wrong", written(REGIME.replace("weight: 40", "weight: 41")), nothing, freeze, "BE103"),
]  # fmt: skip


@pytest.mark.parametrize("case", OUT_OF_ORDER, ids=lambda case: case[0])
def test_a_step_out_of_order_is_refused(case: tuple[str, Make, Change, Steps, str], tmp_path: Path) -> None:
    _, make, change, step, code = case
    root = tmp_path / "tender"
    root.mkdir()
    change(make(root))
    assert code in refused(root, step)


def test_nothing_new_enters_nothing(tmp_path: Path) -> None:
    before = (marked(tmp_path) / JOURNAL).read_bytes()
    assert take(tmp_path, enter, told(9)).entries == ()
    assert (tmp_path / JOURNAL).read_bytes() == before


def test_what_is_new_is_one_entry_a_file(tmp_path: Path) -> None:
    marked(tmp_path)
    add(tmp_path, "marks.csv", "plan,sorrel,osei,5,2026-03-05,2026-03-03,Stages.\n")
    add(tmp_path, "consensus.csv", MODERATED)
    entries = did(tmp_path, enter, 5).entries
    assert [
        (one.draft.file, [row.row for row in one.draft.rows], one.draft.supersedes) for one in entries
    ] == [
        ("marks.csv", ["*/plan/sorrel/osei@2026-03-05"], ("*/plan/sorrel/osei@2026-03-03",)),
        ("consensus.csv", ["*/plan/sorrel@2026-03-05"], ("*/plan/sorrel@2026-03-04",)),
    ]


def test_a_refinement_names_the_rules_and_their_digests(tmp_path: Path) -> None:
    frozen(tmp_path)
    old = looked_at(tmp_path).ledger
    both(REWEIGHED, added("decisions.yaml", REFINE))(tmp_path)
    decision, refinement = did(tmp_path, enter, 2).entries
    assert [row.row for row in decision.draft.rows] == ["less-price", "more-plan"]
    paths = ["tender.yaml/criteria/plan/weight", "tender.yaml/criteria/price/weight"]
    assert [row.row for row in refinement.draft.rows] == paths == list(refinement.draft.supersedes)
    now = looked_at(tmp_path).ledger
    assert refinement.draft.digest == now.rules_digest != old.rules_digest
    assert {path for path in now.rules if now.rules[path] != old.rules[path]} == set(paths)


def enter_too(root: Path) -> None:
    """Enter what is new, as one of several people at once."""
    assert take(root, enter, told(5)).findings == ()


def test_people_who_enter_at_once_enter_everything_once(tmp_path: Path) -> None:
    marked(tmp_path)
    before = len(looked_at(tmp_path).journal.entries)
    add(tmp_path, "marks.csv", "plan,sorrel,osei,5,2026-03-05,2026-03-03,Stages.\n")
    add(tmp_path, "consensus.csv", MODERATED)
    context = multiprocessing.get_context("spawn")
    people = [context.Process(target=enter_too, args=(tmp_path,)) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
        assert one.exitcode == 0
    custody = looked_at(tmp_path)
    assert custody.found == ()
    assert [one.draft.file for one in custody.journal.entries[before:]] == ["marks.csv", "consensus.csv"]
