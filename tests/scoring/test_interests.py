"""Which declaration counts: against a plain reading of the page, in whatever order rows stand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bideval.model.inputs import Inputs
from bideval.model.marking import Declaration, Interest, Stage
from bideval.scoring.interests import interests_of
from tests.scoring.checks.base import PLAIN, inputs_of

STAGES, ORDER = list(Stage), [Interest.NONE, Interest.MANAGED, Interest.CONFLICT]
BASE = inputs_of(PLAIN)  # acorn and beech, of a bidder each
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["acorn", "beech", "*"]), st.sampled_from(STAGES)),
    st.sampled_from(ORDER),
    max_size=12,
)
Said = dict[tuple[str, Stage], Interest]


def inputs_with(said: Said) -> Inputs:
    rows = [
        Declaration("ada", bid, stage.value, one.value, "", "", "", "", "")
        for (bid, stage), one in said.items()
    ]
    return replace(BASE, declarations=tuple(rows))


def counts(said: Said, bid: str, by: Stage) -> Interest | None:
    """The page, read literally: by name before *, and of either the latest stage so far."""
    for name in (bid, "*"):
        for stage in reversed(STAGES[: STAGES.index(by) + 1]):
            if (name, stage) in said:
                return said[name, stage]
    return None


@given(said=ROWS, bid=st.sampled_from(["acorn", "beech"]), stage=st.sampled_from(STAGES), data=st.data())
def test_the_declaration_that_counts(said: Said, bid: str, stage: Stage, data: st.DataObject) -> None:
    inputs = inputs_with(said)
    found = interests_of(inputs).in_force("ada", bid, stage)
    assert (found.said.interest if found else None) == counts(said, bid, stage)
    relisted = tuple(data.draw(st.permutations(inputs.declarations)))
    again = interests_of(replace(inputs, declarations=relisted))
    now = again.in_force("ada", bid, stage)
    assert (now.said if now else None) == (found.said if found else None)
    assert again.in_force("bo", bid, stage) is None


@given(said=ROWS, bid=st.sampled_from(["acorn", "beech"]), stage=st.sampled_from(STAGES))
def test_a_conflict_is_the_one_in_force_or_a_later_one(said: Said, bid: str, stage: Stage) -> None:
    later = [said.get((name, one)) for name in (bid, "*") for one in STAGES[STAGES.index(stage) + 1 :]]
    expected = Interest.CONFLICT in (counts(said, bid, stage), *later)
    assert (interests_of(inputs_with(said)).conflict("ada", bid, stage) is not None) is expected


@given(said=ROWS, bid=st.sampled_from(["acorn", "beech"]), stage=st.sampled_from(STAGES))
def test_reviewed_at_a_stage(said: Said, bid: str, stage: Stage) -> None:
    by_name, so_far = (
        said.get((bid, stage)),
        counts({k: v for k, v in said.items() if k[0] == bid}, bid, stage),
    )
    expected = (
        by_name is not None
        or counts(said, bid, stage) == Interest.CONFLICT
        or (("*", stage) in said and so_far in {None, Interest.NONE})
    )
    assert interests_of(inputs_with(said)).is_reviewed("ada", bid, stage) is expected


@given(said=ROWS)
def test_two_bids_of_one_bidder_are_one(said: Said) -> None:
    """Rows about beech alone count for acorn, once both are of one bidder."""
    about = {key: one for key, one in said.items() if key[0] != "acorn"}
    bidder = BASE.bids["acorn"].bidder
    bids = {**BASE.bids, "beech": BASE.bids["beech"].model_copy(update={"bidder": bidder})}
    interests = interests_of(replace(inputs_with(about), bids=bids))
    for stage in Stage:
        one, other = (interests.in_force("ada", bid, stage) for bid in ("acorn", "beech"))
        assert one == other
        assert (one.said.interest if one else None) == counts(about, "beech", stage)


def test_of_two_bids_of_one_bidder_the_stricter_row_counts() -> None:
    bidder = BASE.bids["acorn"].bidder
    bids = {**BASE.bids, "beech": BASE.bids["beech"].model_copy(update={"bidder": bidder})}
    said = {("acorn", Stage.MARKING): Interest.CONFLICT, ("beech", Stage.MARKING): Interest.NONE}
    for order in (said, dict(reversed(said.items()))):
        found = interests_of(replace(inputs_with(order), bids=bids)).in_force("ada", "beech", Stage.MARKING)
        assert found is not None
        assert found.said.interest == Interest.CONFLICT


def test_rows_that_cannot_be_read_count_for_nothing() -> None:
    bad = Declaration("ada", "acorn", "markng", "conflict", "", "", "", "", "")
    worse = Declaration("ada", "acorn", "marking", "conflct", "", "", "", "", "")
    assert not interests_of(replace(BASE, declarations=(bad, worse))).are_kept
