"""Declarations of interest: whole, about people and bids that there are, and held to.

Where declarations are kept, nobody marks or agrees about a bidder without one, and everybody of
the panel reviews theirs at each stage that has begun.  A mark by somebody in conflict is a
question: whether it stays is for a person to say, and the mark is never taken out by itself.

Source: Procurement Act 2023, sections 81 to 83 (wording unverified): conflicts are identified,
mitigated and kept under review.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bideval.errors import Finding, Source, error, question, warning
from bideval.model.inputs import Inputs
from bideval.model.marking import EVERY, Declaration, Interest, Stage
from bideval.scoring.checks.known import Nearby, live_bids
from bideval.scoring.checks.mark_rows import check_replaced
from bideval.scoring.governing import key_of, unsuperseded
from bideval.scoring.interests import STAGES, Interests, interests_of, standing_declarations
from bideval.scoring.recorded_times import is_before

FILE, MARKS, AGREED = "declarations.csv", "marks.csv", "consensus.csv"
MOST_NAMED = 6  # bids in one sentence


class Part(NamedTuple):
    """What one person did about one bid: the first row, how many rows, and the earliest time told."""

    place: Source
    rows: int
    at: str
    verb: str


Parts = Mapping[tuple[str, str], Part]  # by person and bid


def check_interests(inputs: Inputs) -> Iterator[Finding]:
    """Report declarations that are wrong or missing, and marks by people without one or in conflict."""
    if not inputs.declarations:
        return
    yield from _rows(inputs)
    interests = interests_of(inputs)
    undeclared: set[tuple[str, str]] = set()
    for stage, parts in ((Stage.MARKING, _marked(inputs)), (Stage.MODERATION, _agreed(inputs))):
        undeclared |= {key for key in parts if not interests.about(*key)}
        yield from _undeclared(interests, stage, parts)
        yield from _in_conflict(interests, stage, parts)
    yield from _unreviewed(inputs, interests, undeclared)


def _rows(inputs: Inputs) -> Iterator[Finding]:
    """Each row by itself, and rows that replace rows."""
    people = {one.id for one in inputs.evaluators}
    like_people, like_bids = Nearby(people), Nearby(inputs.bids)
    for index, row in enumerate(inputs.declarations):
        for column, name in (("person", row.person), ("reviewed_by", row.reviewed_by)):
            if name and name not in people:
                message = f"{name} is not in evaluators.csv"
                yield error("BE376", message, like_people.remedy(name), _at(index, column))
        if row.bid != EVERY and row.bid not in inputs.bids:
            message = f"a declaration about {row.bid}, a bid with no bid file"
            yield error("BE376", message, like_bids.bid_remedy(row.bid), _at(index, "bid"))
        yield from _whole(index, row)
    yield from check_replaced(FILE, inputs.declarations)
    yield from _twice(inputs)


def _at(index: int, column: str) -> Source:
    return Source(FILE, f"/{index}/{column}")


def _whole(index: int, row: Declaration) -> Iterator[Finding]:
    """An interest says what it is; one under measures says which, and who else looked at it."""
    said = f"{row.person} declares {'a conflict' if row.interest == Interest.CONFLICT else 'an interest'}"
    if row.interest == Interest.NONE and row.what.strip():
        yield error(
            "BE377",
            f"{row.person} declares no interest, and what it is stands beside it",
            "Say managed or conflict, or leave the cell `what` blank.",
            _at(index, "interest"),
        )
    if row.interest != Interest.NONE and not row.what.strip():
        remedy = "Say under what, in one line."
        yield error("BE377", f"{said}, and not what it is", remedy, _at(index, "what"))
    if row.interest == Interest.MANAGED and not row.measures.strip():
        yield error(
            "BE377",
            f"{said} that is managed, and not how",
            "Say under measures what is done about it, or declare a conflict.",
            _at(index, "measures"),
        )
    if row.interest == Interest.MANAGED and row.reviewed_by in {"", row.person}:
        yield error(
            "BE377",
            f"{said} that is managed, and nobody else looked at it",
            "Name under reviewed_by somebody else of evaluators.csv, who answers for the measures.",
            _at(index, "reviewed_by"),
        )


def _twice(inputs: Inputs) -> Iterator[Finding]:
    first: dict[object, int] = {}
    for index, row in standing_declarations(inputs):
        earlier = first.setdefault(key_of(row), index)
        if earlier != index:
            about = "every bidder" if row.bid == EVERY else row.bid
            when = inputs.declarations[earlier].at or "its time"
            yield error(
                "BE378",
                f"{row.person} declares twice about {about} at stage {row.stage}, and neither replaces the "
                "other",
                f"If the later one replaces the earlier, enter supersedes: {when}; else remove one.",
                _at(index, "interest"),
                _at(earlier, "interest"),
            )


def _marked(inputs: Inputs) -> Parts:
    found: dict[tuple[str, str], Part] = {}
    for index, row in unsuperseded(inputs.marks):
        if row.bid in inputs.bids:
            part = Part(Source(MARKS, f"/{index}/evaluator"), 1, row.at, "marked")
            _add(found, (row.evaluator, row.bid), part)
    return found


def _agreed(inputs: Inputs) -> Parts:
    found: dict[tuple[str, str], Part] = {}
    for index, row in unsuperseded(inputs.consensus):
        for person in row.agreed_by if row.bid in inputs.bids else ():
            part = Part(Source(AGREED, f"/{index}/agreed_by"), 1, row.at, "agreed to marks of")
            _add(found, (person, row.bid), part)
    return found


def _add(found: dict[tuple[str, str], Part], key: tuple[str, str], part: Part) -> None:
    known = found.get(key)
    if known is not None:
        times = [one for one in (known.at, part.at) if one]
        part = known._replace(rows=known.rows + 1, at=min(times, default=""))
    found[key] = part


def _undeclared(interests: Interests, stage: Stage, parts: Parts) -> Iterator[Finding]:
    """Warn once a person of what they did without a declaration, or before it."""
    without: dict[str, list[str]] = {}
    early: dict[str, list[str]] = {}
    for (person, bid), part in parts.items():
        rows = [one for one in interests.about(person, bid) if one.stage <= STAGES.index(stage)]
        if not interests.about(person, bid):
            without.setdefault(person, []).append(bid)
        elif rows and part.at and all(one.said.at and is_before(part.at, one.said.at) for one in rows):
            early.setdefault(person, []).append(bid)
    for found, when in ((without, "declared nothing about them"), (early, "declared about them only later")):
        for person, bids in found.items():
            part = parts[person, bids[0]]
            yield warning(
                "BE379",
                f"{person} {part.verb} {_named(bids)}, and {when}",
                f"Ask for the declaration, and enter it in {FILE} with the time at which it was made.",
                part.place,
            )


def _in_conflict(interests: Interests, stage: Stage, parts: Parts) -> Iterator[Finding]:
    for (person, bid), part in parts.items():
        found = interests.conflict(person, bid, stage)
        if found is not None:
            more = f" (in {part.rows} rows; this is the first)" if part.rows > 1 else ""
            yield question(
                "BE380",
                f"{person} {part.verb} {bid}, and has declared a conflict of interest at stage "
                f"{found.said.stage}{more}",
                f"Look at the result without them: whatif --without-evaluator {person}. Then record what was "
                "decided and why: a decision of kind answer, finding BE380.",
                part.place,
                _at(found.row, "interest"),
                Source(f"bids/{bid}.yaml", "/bidder"),
            )


def _unreviewed(inputs: Inputs, interests: Interests, undeclared: set[tuple[str, str]]) -> Iterator[Finding]:
    """Warn once a person and stage of bidders about whom nothing was reviewed at that stage."""
    bids = sorted({bid for some in live_bids(inputs).values() for bid in some})
    for stage in begun(inputs):
        for index, person in enumerate(inputs.evaluators):
            missing = not_reviewed(interests, person.id, stage, bids)
            left = [bid for bid in missing if (person.id, bid) not in undeclared]
            if left:
                about = "every bidder" if len(left) == len(bids) else _named(left)
                yield warning(
                    "BE381",
                    f"{person.id} has not declared or reviewed interests at stage {stage.value}: {about}",
                    f"Enter a row of this stage in {FILE}: for * where nothing is to be declared, by name "
                    "where something was.",
                    Source("evaluators.csv", f"/{index}/id"),
                )


def not_reviewed(interests: Interests, person: str, stage: Stage, bids: Sequence[str]) -> tuple[str, ...]:
    """Return the bids about whose bidders a person has reviewed nothing at a stage."""
    if stage is Stage.PLANNING:  # nobody knows yet who bids
        has_rows = any(one.stage == 0 for bid in (*bids, EVERY) for one in interests.about(person, bid))
        return () if has_rows else tuple(bids)
    return tuple(bid for bid in bids if not interests.is_reviewed(person, bid, stage))


def begun(inputs: Inputs) -> tuple[Stage, ...]:
    """Return the stages that have begun: somebody declared at them, or did what they come before."""
    said = {Stage(row.stage) for _, row in standing_declarations(inputs)}
    said |= {Stage.MARKING} if inputs.marks else set()
    said |= {Stage.MODERATION} if inputs.consensus else set()
    return tuple(stage for stage in STAGES if stage in said)


def _named(bids: Sequence[str]) -> str:
    listed = sorted(bids)
    more = f" and {len(listed) - MOST_NAMED} more" if len(listed) > MOST_NAMED else ""
    return ", ".join(listed[:MOST_NAMED]) + more
