"""The pages on measures, packs and their findings: every example in them is run."""

import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bideval.errors import Source
from bideval.io.packs import find_pack, own_packs
from bideval.io.places import Places
from bideval.io.yaml_text import read_yaml
from bideval.model.measure_text import STEPS, parse_measure
from bideval.model.pack import FAMILIES
from bideval.model.pack_text import parse_pack
from bideval.model.points_text import parse_points
from bideval.model.regime_rules import FACTS, TAKES, Counted, Looks, Wait
from bideval.model.scale import parse_scale
from bideval.model.units import ACCOUNTS, FIELDS, Unit
from tests.model.pack_files import RATIO, REGIME

DOCS = Path(__file__).resolve().parents[2] / "docs"
FINDINGS = next(path for path in (DOCS / "findings-packs.part.md", DOCS / "findings.md") if path.is_file())


def examples(text: str) -> Iterator[Any]:
    """Read the data of every YAML example of a page."""
    for block in re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        data, findings = read_yaml("page.md", block.encode(), Places())
        assert findings == ()
        yield data


def page(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


EXAMPLES = [next(iter(one.items())) for one in examples(page("measures.md"))]


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{place}-{key}" for place, (key, _) in enumerate(EXAMPLES)]
)
def test_every_example_of_a_measure_rule_or_scale_is_sound(example: tuple[str, object]) -> None:
    key, raw = example
    if key == "measure":
        found, problems = parse_measure(raw)
        assert (found is None, problems) == (False, ())
    elif key == "points":
        unit = Unit.WORDS if isinstance(raw, dict) and "lookup" in raw else Unit.RATIO
        assert parse_points(raw, unit)[1] == ()
    else:
        assert key == "scale"
        assert parse_scale(raw)[1] == ()


def test_the_worked_lines_of_the_page_are_what_the_program_says() -> None:
    result = doctest.testfile(str(DOCS / "measures.md"), module_relative=False)
    assert result.attempted >= 10
    assert result.failed == 0


def test_the_page_names_every_step_field_and_unit() -> None:
    text = page("measures.md")
    names = [*STEPS, *Unit, *(path.removeprefix(ACCOUNTS) for path in FIELDS)]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_pack_of_the_page_is_sound_and_its_reference_leads_somewhere() -> None:
    tender, pack, _ = examples(page("packs.md"))
    found, findings = own_packs({"criteria/page.yaml": pack})
    assert findings == ()
    assert list(found) == ["finance/months-of-reserves@1"]
    shipped, findings = find_pack(tender["criteria"][0]["use"], {}, Source("page.md"))
    assert (shipped is None, findings) == (False, ())
    assert ", ".join(FAMILIES) in page("packs.md")


def test_the_regime_of_the_page_is_sound() -> None:
    _, _, regime = examples(page("packs.md"))
    pack, findings = parse_pack({**REGIME, **regime}, "criteria/page.yaml")
    assert findings == ()
    assert pack is not None
    assert (len(pack.checks), len(pack.clock), len(pack.allows)) == (1, 2, 1)


def test_the_page_names_all_that_a_check_can_look_at() -> None:
    text = page("packs.md")
    takes = [name for one in TAKES.values() for name in (*one.needs, *one.may)]
    names = [*Looks, *FACTS, *takes, *Wait, *Counted]
    assert [name for name in names if name not in text] == []


SECTIONS = dict(
    re.findall(
        r"^## (BE3[0-4]\d) [^\n]+\n(.*?)(?=^## |\Z)",
        FINDINGS.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)
CODES = [*range(300, 317), *range(320, 325)]


def test_every_code_has_its_section() -> None:
    assert sorted(SECTIONS) == [f"BE{code}" for code in CODES]
    for text in SECTIONS.values():
        assert re.search(r"\*\*What it means\.\*\* .+\n\n\*\*How to put it right\.\*\* .+", text)


@pytest.mark.parametrize("code", [f"BE{code}" for code in CODES if code < 320])
def test_the_example_of_a_finding_gives_that_finding(code: str) -> None:
    """Each example is put into a sound pack; a key without a value is taken out of it."""
    (example,) = examples(SECTIONS[code])
    file = {key: value for key, value in {**RATIO, **example}.items() if value is not None}
    _, findings = own_packs({"criteria/x.yaml": file})
    assert {one.code for one in findings} == {code}


@pytest.mark.parametrize("code", ["BE320", "BE321", "BE322"])
def test_the_example_of_a_reference_gives_that_finding(code: str) -> None:
    (example,) = examples(SECTIONS[code])
    _, findings = find_pack(example["use"], {}, Source("tender.yaml"))
    assert [one.code for one in findings] == [code]


def test_the_example_of_a_name_taken_gives_that_finding() -> None:
    (example,) = examples(SECTIONS["BE323"])
    _, findings = own_packs({"criteria/x.yaml": {**RATIO, **example}})
    assert [one.code for one in findings] == ["BE323"]
