"""Public records before the second verifier: what it computes of them, and that SAME needs everything."""

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given

from bideval.record.canonical import Json, UnreadableError, canonical
from bideval.record.redaction.plan import Plan
from bideval.record.redaction.public import check_public, read_public
from bideval.record.redaction.redacted import redacted
from bideval.scoring.evaluate import judge
from tests.record.committed import commitment
from tests.record.recorded import (
    SOUND,
    Way,
    changed,
    inside,
    leaves,
    loaded,
    other,
    record_of,
    record_of_sample,
    with_digests,
)
from tests.record.test_redaction import EVERYTHING, MARKS, OPEN, PATHS, PUBLIC, SECRET, plan
from tests.scoring.build import Papers, inputs_of
from tests.scoring.generated import examples, papers_of
from tests.verifier.loaded import code_of, verifier

SAME, UNREADABLE, DIFFERS, UNCHECKED = 0, 3, 4, 5
WHOLE = plan(EVERYTHING)
# Names, reasons and marks of single evaluators away: nothing that the result is computed from.
WITHOUT_PEOPLE = plan(
    [*OPEN, "/inputs", "/result"], "/inputs/evaluators", "/inputs/marks", "/digests", "/files"
)
NO_PRICES = plan([*OPEN, "/inputs", "/result"], "/inputs/prices", "/digests", "/files")
FIGURES_ALONE = plan([*OPEN, "/result"], "/inputs", "/digests", "/files")


def public(record: dict[str, Json], wanted: Plan) -> dict[str, Json]:
    """Return the public record that a plan makes of a record."""
    return loaded(redacted(record, wanted, SECRET))


def anew(record: dict[str, Json]) -> dict[str, Json]:
    """Return a public record with its root made anew, as one who changes it would make it."""
    return {**record, "root": f"sha256:{commitment(record['tree'])}"}


def in_tree(way: Way) -> Way:
    """Return the way to the value in clear at ``way`` of the record."""
    steps: list[str | int] = ["tree"]
    for step in way:
        steps += ["o" if isinstance(step, str) else "l", step]
    return (*steps, "v")


def said(record: dict[str, Json]) -> str:
    """Return what the verifier prints."""
    module = verifier()
    text, _ = module.told(module.checked(module.strict(canonical(record))), record, known=False)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("name", SOUND)
def test_same_is_said_of_a_public_record_that_withholds_nothing_and_of_no_other(name: str) -> None:
    record = loaded(record_of_sample(name))
    quality_only = b'"status":"quality-only"' in record_of_sample(name)
    assert code_of(public(record, WHOLE)) == (UNCHECKED if quality_only else SAME)
    assert code_of(public(record, PUBLIC)) == UNCHECKED


PARTS = [
    # in words                        the plan         says
    ("the rules and winners alone",   PUBLIC,          "the result: it rests on what is withheld"),
    ("marks withheld",                MARKS,           "the result: it rests on what is withheld"),
    ("prices withheld",               NO_PRICES,       "the result: it rests on what is withheld"),
    ("the result alone",              FIGURES_ALONE,   "the result: it rests on what is withheld"),
    ("the reasons for withholding",   NO_PRICES,       "at /inputs/prices, /digests, /files: the Act; prices of bidders; decided by R. Ames, until 2029-03-31"),
]  # fmt: skip


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case[0])
def test_what_is_withheld_is_named_and_never_called_the_same(case: tuple[str, Plan, str]) -> None:
    _, wanted, words = case
    text = said(public(PATHS, wanted))
    assert words in text
    assert "CONSISTENT SO FAR; not checked:" in text
    assert "SAME" not in text


def test_a_result_is_computed_again_where_nothing_that_it_rests_on_is_withheld() -> None:
    text = said(public(PATHS, WITHOUT_PEOPLE))
    assert "the result: it rests on" not in text
    assert "0 gate results" in text
    assert "SAME" not in text


CHANGED: list[tuple[str, Plan, Way, Json]] = [
    # in words                                  what is shown     the value                                                       another
    ("a total beside everything",               WHOLE,            ("result", "lots", 0, "placings", 0, "total"),                   "1"),
    ("a winner where marks of one are away",    WITHOUT_PEOPLE,   ("result", "lots", 0, "winner"),                                 "heather"),
    ("an agreed mark that counts",              WITHOUT_PEOPLE,   ("inputs", "consensus", 0, "mark"),                              "1/1"),
    ("a price that counts",                     WITHOUT_PEOPLE,   ("inputs", "prices", "heather", "lots", "whole", "amount"),      "1/1"),
    ("a weighted figure without inputs",        FIGURES_ALONE,    ("result", "lots", 0, "placings", 0, "scores", 0, "weighted_exact"), "1/1"),
    ("the points without inputs",               FIGURES_ALONE,    ("result", "lots", 0, "placings", 0, "scores", 0, "points_exact"), "1/1"),
    ("the weight without prices",               NO_PRICES,        ("result", "lots", 0, "placings", 0, "scores", 0, "weight"),     "1"),
    ("a total without prices",                  NO_PRICES,        ("result", "lots", 0, "placings", 0, "total_exact"),             "1/1"),
    ("a digest beside everything",              WHOLE,            ("digests", "rules"),                                            "sha256:" + "0" * 64),
    ("the digest of a file",                    WHOLE,            ("digests", "record"),                                           "sha256:" + "0" * 64),
    ("the name of the tender",                  WHOLE,            ("tender",),                                                     "another"),
    ("a text",                                  WHOLE,            ("texts", 0),                                                    "another"),
]  # fmt: skip


@pytest.mark.parametrize("case", CHANGED, ids=lambda case: case[0])
def test_a_changed_value_is_found_though_the_root_is_made_anew(case: tuple[str, Plan, Way, Json]) -> None:
    _, wanted, way, new = case
    record = public(PATHS, wanted)
    assert code_of(anew(record)) in (SAME, UNCHECKED)
    assert code_of(anew(changed(record, in_tree(way), new))) == DIFFERS


@pytest.mark.parametrize("wanted", [WHOLE, PUBLIC, NO_PRICES], ids=["everything", "rules", "no prices"])
def test_every_changed_value_salt_and_commitment_is_found_by_the_root(wanted: Plan) -> None:
    record = public(PATHS, wanted)
    ways = [(("tree", *way), value) for way, value in leaves(record["tree"])]
    for way, value in Random(5).sample(ways, 60):
        mutated = changed(record, way, other(value))
        assert code_of(mutated) in (UNREADABLE, DIFFERS), way
        if way[-1] != "w":
            assert not _holds(mutated), way


def _holds(record: dict[str, Json]) -> bool:
    try:
        return check_public(read_public(canonical(record))).holds
    except UnreadableError:
        return False


@pytest.mark.parametrize("rule", [("weighted-sum", "lowest-over-bid"), ("vfm-index", None)])
def test_every_withheld_part_of_inputs_gives_no_alarm_and_no_same(rule: tuple[str, str | None]) -> None:
    """One value of the inputs after the other is withheld: the result is right, so nothing may differ."""

    @examples(3, part=12)
    @given(papers_of(*rule))
    def agrees(papers: Papers) -> None:
        inputs = inputs_of(papers)
        assume(judge(inputs).evaluation is not None)
        record = loaded(record_of(inputs))
        ways = [way for way, _ in leaves(record["inputs"])]
        for way in Random(3).sample(ways, min(25, len(ways))):
            pointer = "/".join(("/inputs", *map(str, way)))
            shown = public(record, plan([*OPEN, "/inputs", "/result"], pointer, "/digests", "/files"))
            assert inside(shown, "root")
            assert code_of(shown) == UNCHECKED, way

    agrees()


MALFORMED: list[tuple[str, Way, Json]] = [
    ("a node of no kind",               ("tree", "o", "tender"),                {"x": "1"}),
    ("a value that is an object",       ("tree", "o", "tender", "v"),           {"a": "1"}),
    ("a salt that is too short",        ("tree", "o", "tender", "s"),           "00"),
    ("a salt of other letters",         ("tree", "o", "tender", "s"),           "z" * 32),
    ("an object of nothing",            ("tree", "o", "inputs"),                {"o": {}}),
    ("a list of nothing",               ("tree", "o", "analyses"),              {"l": []}),
    ("withheld for no reason",          ("tree", "o", "digests", "w"),          7),
    ("withheld for a reason below 0",   ("tree", "o", "digests", "w"),          -1),
    ("a commitment of other letters",   ("tree", "o", "digests", "h"),          "Z" * 64),
    ("a node that is a text",           ("tree", "o", "tender"),                "lane"),
    ("a tree that is a value",          ("tree",),                              {"s": "0" * 32, "v": "lane"}),
    ("all of it withheld",              ("tree",),                              {"h": "0" * 64, "w": 0}),
    ("another edition",                 ("bideval_public",),                    2),
    ("true as the edition",             ("bideval_public",),                    True),
]  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case[0])
def test_a_malformed_public_record_is_refused(case: tuple[str, Way, Json]) -> None:
    _, way, new = case
    malformed = changed(public(PATHS, PUBLIC), way, new)
    assert code_of(malformed) == UNREADABLE
    with suppress(UnreadableError):  # the first verifier refuses it too, or does not call it consistent
        assert check_public(read_public(canonical(malformed))).wrong


def test_a_known_root_is_compared(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    record = public(PATHS, PUBLIC)
    path = tmp_path / "public.json"
    path.write_bytes(canonical(record))
    assert verifier().main([str(path), "--digest", str(record["root"])]) == UNCHECKED
    assert verifier().main([str(path), "--digest", "sha256:" + "0" * 64]) == DIFFERS
    assert b"root: recorded" in capfdbinary.readouterr().out


def test_what_was_entered_from_paper_is_said_of_a_public_record_too() -> None:
    told: Json = {"by": "sha256:" + "1" * 64, "at": "2031-05-06", "reason": "sha256:" + "0" * 64}
    record = with_digests(changed(PATHS, ("inputs", "tender"), {**_rules(), "reconstructed": told}))
    assert "RECONSTRUCTED from paper" in said(public(record, WHOLE))
    assert "RECONSTRUCTED from paper" not in said(public(PATHS, WHOLE))


def _rules() -> dict[str, Json]:
    found = inside(PATHS["inputs"], "tender")
    assert isinstance(found, dict)
    return found
