"""What the journal says of a decision: the result before and after each entry, later rows left out."""

from pathlib import Path

import pytest

from bideval.model.evaluation import Evaluation
from bideval.record.history import Step, history_of
from bideval.record.steps import enter
from tests.record.kept import CONSENSUS, MODERATED, add, decided, did, looked_at, marked, opened, swap, write

BACK = "plan,sorrel,3,Annex B is about another path.,Read once more.,2026-03-07,2026-03-05\n"
OUT = "- {id: out, kind: withdraw, bid: heather, reason: by letter, by: R. Ames, at: 2026-03-08}\n"


def moving(root: Path) -> tuple[Step, ...]:
    """Return the entries that a result is computed for."""
    return tuple(one for one in history_of(looked_at(root)) if one.counts)


def winner(evaluation: Evaluation | None) -> str | None:
    """Return who wins, or None."""
    return None if evaluation is None else evaluation.lots[0].winner


# Points on the plan are 20 a mark, prices give heather 40 and sorrel 40 x 100 / 104.  So with marks of 4 and 3
# heather has 48 + 40 against 36 + 38.46, and with 4 and 5 heather 88 stands against 60 + 38.46.
STORIES = [
    # in words, what is written after the opening, the winner before and after each entry, which moved
    ("marks, then agreed marks", (), [(None, None), (None, "heather")], []),
    (
        "moderation moves the award",
        (MODERATED,),
        [(None, None), (None, "heather"), ("heather", "sorrel")],
        [2],
    ),
    (
        "and back again",
        (MODERATED, BACK),
        [(None, None), (None, "heather"), ("heather", "sorrel"), ("sorrel", "heather")],
        [2, 3],
    ),
    (
        "a decision moves the award",
        (OUT,),
        [(None, None), (None, "heather"), ("heather", "sorrel")],
        [2],
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story[0])
def test_the_result_before_and_after(
    story: tuple[str, tuple[str, ...], list[tuple[str | None, str | None]], list[int]], tmp_path: Path
) -> None:
    _, texts, results, moved = story
    opened(tmp_path)
    for day, text in enumerate(texts, 7):
        if text is OUT:
            write(tmp_path, "decisions.yaml", text)
        else:
            add(tmp_path, "consensus.csv", text)
        did(tmp_path, enter, day)
    steps = moving(tmp_path)
    assert [(winner(one.before), winner(one.after)) for one in steps] == results
    assert [place for place, one in enumerate(steps) if one.moved] == moved


def test_the_last_result_is_that_of_the_folder(tmp_path: Path) -> None:
    decided(tmp_path)
    last = moving(tmp_path)[-1].after
    now = looked_at(tmp_path).judged.evaluation
    assert last is not None
    assert now is not None
    assert last.digest == now.digest


def test_what_nobody_entered_moves_nothing(tmp_path: Path) -> None:
    opened(tmp_path)
    add(tmp_path, "consensus.csv", MODERATED)
    assert [winner(one.after) for one in moving(tmp_path)] == [None, "heather"]


def test_before_the_opening_nobody_wins(tmp_path: Path) -> None:
    steps = moving(marked(tmp_path))
    assert steps[-1].after is not None
    assert winner(steps[-1].after) is None
    assert not any(one.moved for one in steps)


def test_a_folder_that_cannot_be_read_still_has_its_entries(tmp_path: Path) -> None:
    marked(tmp_path)
    (tmp_path / "tender.yaml").unlink()
    steps = history_of(looked_at(tmp_path))
    assert len(steps) == len(looked_at(tmp_path).journal.entries) > 4
    assert not any(one.counts for one in steps)


def test_an_edited_row_is_told_by_custody_and_not_by_the_result(tmp_path: Path) -> None:
    opened(tmp_path)
    swap(
        tmp_path, "consensus.csv", CONSENSUS.splitlines()[2], CONSENSUS.splitlines()[2].replace(",3,", ",5,")
    )
    assert {one.code for one in looked_at(tmp_path).found} == {"BE604"}
    assert looked_at(tmp_path).judged.evaluation is None
