"""A tender folder read whole: the same inputs as the data, every finding in one run, no crash."""

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Finding, Severity, Source
from bideval.io.folder import read_folder
from bideval.io.judged_folder import judge_folder
from bideval.scoring.digest import digest
from tests.scoring.build import Data, Papers, decision, inputs_of, lowest_price, tender, write
from tests.scoring.generated import FORMULA_TERMS, METHOD_TERMS, examples, papers_of
from tests.scoring.mutated import mutated

RULES = [
    *(("weighted-sum", formula) for formula in FORMULA_TERMS),
    *((method, None) for method in METHOD_TERMS),
]
tenders = st.sampled_from(RULES).flatmap(lambda rule: papers_of(*rule))
QUESTION: Data = {"id": "plan", "weight": 100, "scale": {"from": 0, "to": 10, "step": 1}}
PAPERS = Papers(
    tender(
        method={"use": "vfm-index"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "mean"},
        criteria=[QUESTION],
        bids_per_bidder="any",
    ),
    {"ash": {}, "elm": {"status": "late"}},
    {"ash": "100.50", "elm": 90},
    marks={("ash", "plan", "ann"): 5, ("ash", "plan", "ben"): "6"},
    decisions=[decision("late", bid="elm"), decision("open-prices")],
)


@pytest.mark.parametrize(
    "papers", [PAPERS, lowest_price({"ash": 3, "elm": 4})], ids=["everything", "the least"]
)
def test_a_folder_holds_what_was_written(papers: Papers, tmp_path: Path) -> None:
    reading = read_folder(write(papers, tmp_path))
    typed = inputs_of(papers)
    assert reading.findings == ()
    assert reading.inputs is not None
    assert (reading.inputs.tender, reading.inputs.packs) == (typed.tender, typed.packs)
    assert (reading.inputs.bids, reading.inputs.prices) == (typed.bids, typed.prices)
    assert (reading.inputs.marks, reading.inputs.consensus) == (typed.marks, typed.consensus)
    assert reading.inputs.decisions == typed.decisions
    assert (reading.draft, reading.lost) == (reading.inputs, frozenset())


@examples(25, part=20)
@given(papers=tenders)
def test_any_tender_has_one_digest_in_files_and_in_memory(papers: Papers) -> None:
    with TemporaryDirectory() as folder:
        reading = read_folder(write(papers, Path(folder)))
    assert reading.inputs is not None
    assert digest(reading.inputs) == digest(inputs_of(papers))


# Where things stand


def written(files: Mapping[str, str], folder: Path) -> Path:
    """Write text files by their names."""
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


RULE_LINES = """\
# Rules
bideval: 1
id: ferry
title: Ferry
currency: GBP
method: {use: lowest-compliant}
rounding: none
"""
WHOLE: Mapping[str, str] = {
    "tender.yaml": RULE_LINES,
    "bids/ash.yaml": "id: ash\nbidder:\n  id: ash-ltd\n  name: Ash\n",
    "prices/ash.yaml": "lots:\n  whole:\n    amount: 10\n",
    "schedule.csv": "line,quantity,kind,counts\n3,1,rate,yes\nL1,2,rate,yes\n",
    "prices/ash.csv": "line,rate\nL1,5\n3,4\n",
}
PLACES: list[tuple[str, Source, tuple[int | None, int | None]]] = [
    ("a value of the rules", Source("tender.yaml", "/currency"), (5, 11)),
    ("a value inside braces", Source("tender.yaml", "/method/use"), (6, 15)),
    ("a value of a bid", Source("bids/ash.yaml", "/bidder/name"), (4, 9)),
    ("an amount", Source("prices/ash.yaml", "/lots/whole/amount"), (3, 13)),
    ("a line of the schedule by its name", Source("schedule.csv", "/L1/quantity"), (3, 4)),
    ("a line that is named like a row", Source("schedule.csv", "/3/quantity"), (2, 3)),
    ("a rate by the name of its line", Source("prices/ash.csv", "/3/rate"), (3, 3)),
]


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_every_value_has_its_place(
    case: tuple[str, Source, tuple[int | None, int | None]], tmp_path: Path
) -> None:
    _, source, place = case
    located = read_folder(written(WHOLE, tmp_path)).places.locate(source)
    assert (located.line, located.column) == place
    assert (located.file, located.pointer) == (source.file, source.pointer)


# What is wrong, all of it in one run

GOOD = {name: text for name, text in WHOLE.items() if not name.endswith(".csv")}
BAD: list[tuple[str, dict[str, str], list[tuple[str, str]]]] = [
    # in words, files beside or in place of the good ones, code and file of every finding
    ("nothing", {}, []),
    ("an empty file of rules", {"tender.yaml": ""}, [("BE054", "tender.yaml")]),
    ("an empty bid", {"bids/elm.yaml": "# to come\n"}, [("BE054", "bids/elm.yaml")]),
    ("a bid under another name", {"bids/elm.yaml": "id: fir\nbidder: {id: f-ltd, name: Fir}\n"}, [("BE055", "bids/elm.yaml")]),
    ("decisions that are no list", {"decisions.yaml": "id: one\n"}, [("BE056", "decisions.yaml")]),
    ("no decision yet", {"decisions.yaml": "[]\n"}, []),
    ("a key that there is not", {"tender.yaml": f"{RULE_LINES}colour: red\n"}, [("BE050", "tender.yaml")]),
    ("a bid in a subfolder", {"bids/north/elm.yaml": "id: elm\n"}, [("BE058", "bids/north/elm.yaml")]),
    ("a bid with another ending", {"bids/elm.yml": "id: elm\nbidder: {id: e-ltd, name: Elm}\n"}, [("BE058", "bids/elm.yml")]),
    ("a bid that is a table", {"bids/elm.csv": "id\nelm\n"}, [("BE058", "bids/elm.csv")]),
    ("a file that no rule reads", {"minutes.txt": "we met\n"}, [("BE059", "minutes.txt")]),
    ("documents that are not ours", {"documents/itt.txt": "x", "README.md": "x", "expected/a.json": "{}"}, []),
    ("a study that is wrong", {"study.yaml": "report: {profit: a}\n"}, [("BE050", "study.yaml")]),
    ("a table without a column", {"evaluators.csv": "id,name\nann,Ann\n"}, [("BE024", "evaluators.csv")]),
    ("a cell that is no number", {"marks.csv": "criterion,bid,evaluator,mark\nplan,ash,ann,five\n"}, [("BE053", "marks.csv")]),
    ("yaml that is not closed", {"prices/ash.yaml": "lots: {whole: {amount: 1\n"}, [("BE010", "prices/ash.yaml")]),
    ("something wrong in four files at once",
     {"tender.yaml": RULE_LINES.replace("GBP", "pounds"), "bids/ash.yaml": "id: ash\nbidder: {id: ASH, name: Ash}\n",
      "prices/ash.yaml": "lots: {whole: {amount: 1e3}}\n", "decisions.yaml": "one\n"},
     [("BE052", "bids/ash.yaml"), ("BE056", "decisions.yaml"), ("BE052", "prices/ash.yaml"), ("BE052", "tender.yaml")]),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_what_is_wrong_is_found_in_its_file(
    case: tuple[str, dict[str, str], list[tuple[str, str]]], tmp_path: Path
) -> None:
    _, files, expected = case
    reading = read_folder(written({**GOOD, **files}, tmp_path))
    assert [(one.code, one.sources[0].file) for one in reading.findings] == expected
    stopped = any(one.severity is Severity.ERROR for one in reading.findings)
    assert (reading.inputs is None) == stopped
    assert all(one.remedy for one in reading.findings)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in findings]


def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    reading = read_folder(tmp_path)
    assert (reading.inputs, reading.draft, codes(reading.findings)) == (None, None, ["BE057"])
    assert "bideval new" in reading.findings[0].remedy


def test_rules_under_nearly_the_right_name(tmp_path: Path) -> None:
    files = {("tender.yml" if name == "tender.yaml" else name): text for name, text in GOOD.items()}
    reading = read_folder(written(files, tmp_path))
    assert reading.inputs is None
    assert (codes(reading.findings), reading.findings[0].remedy) == (
        ["BE057"],
        "Rename tender.yml to tender.yaml.",
    )


def link_out(folder: Path) -> None:
    (folder.parent / "elm.yaml").write_text("id: elm\n", encoding="utf-8")
    (folder / "bids" / "elm.yaml").symlink_to(folder.parent / "elm.yaml")


HOSTILE: list[tuple[str, Callable[[Path], object], str]] = [
    ("a link out of the folder", link_out, "BE031"),
    ("a file that is not UTF-8", lambda folder: (folder / "bids/elm.yaml").write_bytes(b"id: \xff\n"), "BE001"),
    ("a file of zeros", lambda folder: (folder / "bids/elm.yaml").write_bytes(bytes(99)), "BE001"),
    ("a name with a control character", lambda folder: (folder / "a\x07b").write_bytes(b""), "BE033"),
    ("a file that is far too large",
     lambda folder: (folder / "bids/elm.yaml").write_bytes(b"# " + b"x" * (50 * 2**20)), "BE002"),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_what_is_hostile_is_found_beside_the_rest(
    case: tuple[str, Callable[[Path], object], str], tmp_path: Path
) -> None:
    _, spoil, code = case
    folder = written({**GOOD, "prices/ash.yaml": "lots: {whole: {amount: 40%}}\n"}, tmp_path / "folder")
    spoil(folder)
    reading = read_folder(folder)
    assert reading.inputs is None
    assert sorted(codes(reading.findings)) == sorted([code, "BE052"])


def test_findings_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    rules = "bideval: 2\nid: ferry\ntitle: Ferry\ncurrency: 7\nrounding: none\nshape: round\n"
    reading = read_folder(written({**GOOD, "tender.yaml": rules, "zebra.txt": "", "apple.txt": ""}, tmp_path))
    found = [(one.sources[0].file, one.sources[0].line) for one in reading.findings]
    assert found == [
        ("apple.txt", None),
        ("tender.yaml", 1),
        ("tender.yaml", 4),
        ("tender.yaml", 6),
        ("zebra.txt", None),
    ]


# Whatever is in the files


def damaged(folder: Path, random: Random) -> None:
    """Change a few bytes of one file."""
    target = random.choice(sorted(one for one in folder.rglob("*") if one.is_file()))
    data = bytearray(target.read_bytes())
    for _ in range(random.choice((1, 2, 5))):
        place = random.randrange(len(data))
        pieces = (
            b"",
            b"\x00",
            b"\xff",
            b'"',
            b": ",
            b"\n",
            b"\t",
            b"- ",
            b"{",
            b"]",
            b"&a ",
            b"*a",
            b"!!",
            b",,",
            b"\xe2\x80\xae",
        )
        data[place : place + random.choice((0, 1))] = random.choice(pieces)
    target.write_bytes(bytes(data))


@examples(60, part=4)
@given(papers=tenders, seed=st.integers(0, 10**6), changes=st.integers(0, 4), damage=st.booleans())
def test_whatever_the_files_say_there_is_a_result_or_a_finding(
    papers: Papers, seed: int, changes: int, damage: bool
) -> None:
    random = Random(seed)  # noqa: S311
    wrong = mutated(papers, random, changes)
    bids = {bid: one if isinstance(one, dict) else {} for bid, one in wrong.bids.items()}
    names = [name for name in bids if name.strip("*") and "/" not in name]
    kept = {bid: bids[bid] for bid in names}
    with TemporaryDirectory() as top:
        folder = write(
            Papers(wrong.tender, kept, papers.prices, wrong.consensus, {}, wrong.decisions), Path(top)
        )
        if damage:
            damaged(folder, random)
        judged = judge_folder(folder)
    stopped = any(one.severity is Severity.ERROR for one in judged.findings)
    assert (judged.evaluation is None) == stopped
    assert list(judged.findings) == list(dict.fromkeys(judged.findings))
