"""From files to findings: for each code a folder that gives it, and one in which it is put right."""

import json
import re
from pathlib import Path

import pytest

from bideval.errors import Severity
from bideval.io.judged_folder import judge_folder
from bideval.io.places import Places
from bideval.io.yaml_text import read_yaml
from tests.conftest import ROOT

EXAMPLES = (Path(__file__).parent / "wrong_and_right.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (BE[0-9]{3})\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(?:yaml|csv) (wrong|right)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Files = list[tuple[str, str]]  # name and text, in the order of the page

STANDING = {
    "accounts": [{"year_end": "2025-03-31", "turnover": "95"}],
    "declared": {"beds": "12", "nurses": "6", "grade": "gold"},
}
IN_ORDER = {
    "tender.yaml": {
        "bideval": "1",
        "id": "care",
        "title": "Community care",
        "currency": "GBP",
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "marks": {"from": "consensus"},
        "rounding": "none",
        "declares": {"beds": {"unit": "count"}, "nurses": {"unit": "count"}, "grade": {"unit": "words"}},
        "criteria": [
            {"id": "quality", "weight": "60", "scale": {"from": "0", "to": "5", "step": "1"}},
            {"id": "price", "weight": "40", "formula": "lowest-over-bid"},
        ],
    },
    "bids/acorn.yaml": {"id": "acorn", "bidder": {"id": "acorn-care", "name": "Acorn Care"}, **STANDING},
    "bids/beech.yaml": {"id": "beech", "bidder": {"id": "beech-health", "name": "Beech Health"}, **STANDING},
    "prices/acorn.yaml": {"lots": {"whole": {"amount": "100"}}},
    "prices/beech.yaml": {"lots": {"whole": {"amount": "125"}}},
    "evaluators.csv": "id,name,role\nada,Ada Bell,evaluator\nbo,Bo Hart,evaluator\n",
    "consensus.csv": (
        "criterion,bid,mark,reason\n"
        "quality,acorn,4,The plan on page 4 names its staff.\n"
        "quality,beech,3,Half the rotas are missing.\n"
    ),
}

# What no change to the contents of files can bring about: these are about the files themselves,
# and tested beside what reads them.
ABOUT_FILES = {"BE054", "BE057", "BE058", "BE059", "BE210", "BE250"}

# A list of pleaded errors is no file of the folder: tested beside what reads it.
ABOUT_LISTS = {"BE510", "BE511", "BE512", "BE513", "BE514"}

# What custody finds is no matter of one folder as it stands, but of how it came about: tests/record.
ABOUT_CUSTODY = {f"BE6{number:02}" for number in range(30)}

# These are about two folders beside each other: tests/analysis/test_drafts.py.
ABOUT_DRAFTS = {"BE528", "BE529"}

# These are about a framework beside what follows it: tests/record/test_followed_framework.py.
ABOUT_FRAMEWORKS = {f"BE24{number}" for number in range(5, 10)}

# These are about workbooks that came back, and tested beside what reads them: tests/io/workbooks.
# BE716 is about the folder too.
ABOUT_WORKBOOKS = {f"BE7{number:02}" for number in range(50)} - {"BE716"}

# What is wrong with a release is no matter of a folder: tests/io/ocds.
ABOUT_OCDS = {f"BE9{number:02}" for number in range(24)}

# What stands in the way of letters is found when they are written: tests/report/letters.
ABOUT_LETTERS = {f"BE83{number}" for number in range(7)}


def examples() -> list[tuple[str, Files, Files]]:
    """Return each code with the files of its two examples."""
    found = []
    for code, text in SECTION.findall(EXAMPLES):
        blocks = [(kind, (name, body)) for kind, name, body in BLOCK.findall(text)]
        assert len(blocks) == text.count("```") // 2, f"{code} has a block that is not read"
        wrong, right = ([file for kind, file in blocks if kind == word] for word in ("wrong", "right"))
        found.append((code, wrong, right))
    return found


CASES = examples()


def folder_of(files: Files, root: Path) -> Path:
    """Write the folder that is in order, with ``files`` put over it."""
    contents: dict[str, object] = dict(IN_ORDER)
    for name, text in files:
        contents[name] = text if name.endswith(".csv") else over(contents.get(name), text)
        if name.startswith("prices/") and name.endswith(".csv"):
            contents.pop(f"{name.removesuffix('.csv')}.yaml", None)  # rates in place of a lump sum
    if any(name == "schedule.csv" for name, _ in files):
        contents = {
            name: one
            for name, one in contents.items()
            if not name.startswith("prices/b") or name.endswith(".csv")
        }
    for name, one in contents.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(one if isinstance(one, str) else json.dumps(one), encoding="utf-8")
    return root


def over(below: object, text: str) -> object:
    """Return the data of a YAML file with the keys of ``text`` put over its own."""
    data, findings = read_yaml("example.yaml", text.encode(), Places())
    assert findings == ()
    if not isinstance(below, dict) or not isinstance(data, dict):
        return data
    return {key: one for key, one in {**below, **data}.items() if one is not None}


def test_the_folder_that_is_in_order_has_no_findings(tmp_path: Path) -> None:
    judged = judge_folder(folder_of([], tmp_path))
    assert judged.findings == ()
    assert judged.evaluation is not None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_wrong_folder_gives_its_finding_and_places_it(
    case: tuple[str, Files, Files], tmp_path: Path
) -> None:
    code, wrong, _ = case
    found = [one for one in judge_folder(folder_of(wrong, tmp_path)).findings if one.code == code]
    assert found
    for finding in found:
        assert finding.message
        assert finding.remedy
        there = [source for source in finding.sources if (tmp_path / source.file).is_file()]
        assert there
        assert all(source.line is not None for source in there)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_put_right_it_gives_no_error_and_not_the_finding(
    case: tuple[str, Files, Files], tmp_path: Path
) -> None:
    code, _, right = case
    findings = judge_folder(folder_of(right, tmp_path)).findings
    assert [f"{one.code} {one.message}" for one in findings if one.severity is Severity.ERROR] == []
    assert code not in {one.code for one in findings}


def test_every_code_from_keys_to_scores_has_its_examples() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "bideval").rglob("*.py")))
    codes = {code for code in re.findall(r'"(BE[0-9]{3})"', source) if code >= "BE050" and code[2] != "3"}
    codes |= set(re.findall(r'"(BE3[5-9][0-9])"', source))
    assert (
        {code for code, *_ in CASES}
        == codes
        - ABOUT_FILES
        - ABOUT_LISTS
        - ABOUT_CUSTODY
        - ABOUT_DRAFTS
        - ABOUT_FRAMEWORKS
        - ABOUT_WORKBOOKS
        - ABOUT_OCDS
        - ABOUT_LETTERS
    )
