"""docs/json.md: every key of real output stands there with its type, and no other does."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

import pytest

from bideval.errors import Severity
from bideval.model import rules
from bideval.model.evaluation import LotStatus, PlacingStatus
from bideval.model.parameters import ParameterKind
from bideval.scoring.methods.entry import Better
from bideval.scoring.methods.registry import METHODS
from tests.conftest import ROOT
from tests.docs.console import entry_point
from tests.docs.pages import Table, code_words, section_text, tables_of, write_files

PAGE = ROOT / "docs" / "json.md"
SAMPLES = ROOT / "sample_tenders"
Json = str | bool | int | float | None | list["Json"] | dict[str, "Json"]


def both(path: str) -> list[tuple[str, str]]:
    """Return a way down that the evaluation and the explanation share."""
    return [("evaluation", path), ("explanation", path)]


# Where the objects of each table are found: the schema, and the way down to them.
PLACES: dict[str, list[tuple[str, str]]] = {
    "`bideval/evaluation`": [("evaluation", "")],
    "Provenance": [("evaluation", "provenance")],
    "A lot": [("evaluation", "lots[]")],
    "A placing": both("lots[].placings[]"),
    "A score": [
        *both("lots[].placings[].scores[]"),
        *both("lots[].placings[].shadow.scores[]"),
        ("evaluation", "authorities[].lots[].placings[].scores[]"),
        ("explanation", "lots[].authorities[].placings[].scores[]"),
    ],
    "A gate": both("lots[].placings[].gates[]"),
    "The share of the lead": both("lots[].placings[].gates[].lead"),
    "How a price was built": both("lots[].placings[].price_built"),
    "A section of a price": both("lots[].placings[].price_built.sections[]"),
    "A correction": both("lots[].placings[].price_built.corrections[]"),
    "A line of a price": [("explanation", "lots[].placings[].price_lines[]")],
    "A rung": both("lots[].placings[].tie_rungs[]"),
    "A shadow result": both("lots[].placings[].shadow"),
    "An authority": [("evaluation", "authorities[]"), ("explanation", "lots[].authorities[]")],
    "A lot of an authority": [("evaluation", "authorities[].lots[]")],
    "A placing of an authority": [
        ("evaluation", "authorities[].lots[].placings[]"),
        ("explanation", "lots[].authorities[].placings[]"),
    ],
    "`bideval/explanation`": [("explanation", "")],
    "A lot explained": [("explanation", "lots[]")],
    "What is reported beside a result": [("evaluation", "reported[]"), ("explanation", "reported[]")],
    "A figure reported": [("evaluation", "reported[].figures[]"), ("explanation", "reported[].figures[]")],
    "What a bid states": [
        ("evaluation", "reported[].figures[].bids[]"),
        ("explanation", "reported[].figures[].bids[]"),
    ],
    "What stands behind a bid": [("explanation", "lots[].placings[].backing")],
    "An instrument": [("explanation", "lots[].placings[].backing.instruments[]")],
    "A provider approached": [("explanation", "lots[].placings[].backing.approaches[]")],
    "A year of backing": [("explanation", "lots[].placings[].backing.years[]")],
    "A figure of backing": [
        ("explanation", "lots[].placings[].backing.instruments[].cost[]"),
        ("explanation", "lots[].placings[].backing.price[]"),
        ("explanation", "lots[].placings[].backing.years[].figures[]"),
    ],
    "A contribution": [("explanation", "lots[].contributions[]")],
    "`bideval/findings`": [("findings", "")],
    "A finding": [("findings", "findings[]")],
    "A place": [("findings", "findings[].places[]")],
    "`bideval/shelf`": [("shelf", "")],
    "An entry": [("shelf", "entries[]")],
    "`bideval/shelf-entry`": [("shelf-entry", "")],
    "A basis of gates": [("shelf-entry", "bases[]")],
    "A check of the rules": [("shelf-entry", "checks[]")],
    "A step of the clock": [("shelf-entry", "clock[]")],
    "Source of a pack": [("shelf-entry", "source")],
    "When a pack holds": [("shelf-entry", "valid")],
    "A parameter": [("shelf-entry", "parameters[]")],
    "`bideval/finding`": [("finding", "")],
    "`bideval/sensitivity`": [("sensitivity", "")],
    "Provenance of answers": [("sensitivity", "provenance")],
    "A lot asked about": [("sensitivity", "lots[]")],
    "An answer": [("sensitivity", "lots[].answers[]")],
    "Figures of an answer": [("sensitivity", "lots[].answers[].tables[]")],
    "`bideval/analyses`": [("analyses", "")],
    "A question": [("analyses", "analyses[]")],
}
FREE_KEYS = {  # objects whose keys are bids, or stated by what they hold, or on a page of their own
    "lots[].placings[].tie_rungs[].values",
    "lots[].answers[].tables[].rows[]",
    "lots[].answers[].tables[].units",
    "lots[].answers[].certificates[]",
}

TYPES: Mapping[str, str] = {
    "id": r"[a-z0-9][a-z0-9-]{0,63}",
    "decimal": r"-?[0-9]+(\.[0-9]{1,9})?",
    "exact": r"-?[0-9]+/[0-9]+",
    "text": r"(?s).*",
}


def folders(tmp_path: Path) -> Iterator[Path]:
    """Every sample, and the example tenders of the pages."""
    for page in ("format.md", "how-a-lot-is-decided.md"):
        write_files(ROOT / "docs" / page, tmp_path)
    yield from (path for path in sorted(tmp_path.iterdir()) if path.is_dir())
    yield from sorted(path.parent for path in SAMPLES.rglob("tender.yaml"))


def calls(tmp_path: Path) -> Iterator[list[str]]:
    """Commands whose output has every object and every key."""
    for folder in folders(tmp_path):
        yield ["evaluate", str(folder)]
        yield ["explain", str(folder)]
        yield ["check", str(folder)]
    meals = str(tmp_path / "meals")
    yield ["explain", meals, "birch", "--against", "cedar"]
    yield ["evaluate", meals, "--stage", "quality"]
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "tender.yaml").write_text("bideval: 1\nid: x\n", encoding="utf-8")
    yield ["check", str(tmp_path / "broken")]
    yield ["evaluate", str(tmp_path / "broken")]
    yield ["criteria", "list"]
    for name in ("finance/turnover-cover", "scales/0-5", "generic", "lowest-over-bid", "feature-coefficient"):
        yield ["criteria", "show", name]
    yield ["finding", "BE103"]
    yield ["sensitivity", str(SAMPLES / "works-auction")]
    yield ["sensitivity", meals, "--ask", "smallest-reweighting", "--ask", "weight-interval"]
    yield ["sensitivity", "--list"]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Json]]:
    """What the commands print, by schema."""
    tmp_path = tmp_path_factory.mktemp("folders")
    found: dict[str, list[Json]] = defaultdict(list)
    for call in calls(tmp_path):
        printed = entry_point([*call, "--json"], tmp_path)
        data = json.loads(printed.out)
        assert (printed.code == 0) == (data["schema"] != "bideval/findings") or call[0] == "check", call
        found[data["schema"].removeprefix("bideval/")].append(data)
    return found


def objects(data: Json, path: str) -> Iterator[dict[str, Json]]:
    """Return the objects at ``path``, such as ``lots[].placings[]``; nulls are passed over."""
    if not path:
        if isinstance(data, dict):
            yield data
        return
    step, _, rest = path.partition(".")
    assert isinstance(data, dict)
    value = data.get(step.removesuffix("[]"))
    for one in value if isinstance(value, list) and step.endswith("[]") else [value]:
        if one is not None:
            yield from objects(one, rest)


def all_objects(outputs: Mapping[str, list[Json]], heading: str) -> list[dict[str, Json]]:
    printed = [(data, path) for schema, path in PLACES[heading] for data in outputs.get(schema, [])]
    return [one for data, path in printed for one in objects(data, path)]


def table_of(heading: str) -> Table:
    return next(table for table in tables_of(PAGE) if table.heading == heading)


def types_of(heading: str) -> dict[str, str]:
    return {code_words(row["Key"])[0]: row["Type"] for row in table_of(heading).rows}


@pytest.mark.parametrize("heading", PLACES)
def test_the_keys_of_real_output_are_those_of_the_page(heading: str, outputs: dict[str, list[Json]]) -> None:
    found = all_objects(outputs, heading)
    assert found, f"no output has {heading}"
    assert {key for one in found for key in one} == set(types_of(heading))


@pytest.mark.parametrize("heading", PLACES)
def test_the_values_of_real_output_have_their_types(heading: str, outputs: dict[str, list[Json]]) -> None:
    types = types_of(heading)
    for one in all_objects(outputs, heading):
        for key, value in one.items():
            assert is_of(value, types[key]), f"{heading} {key}: {value!r} is not {types[key]}"


def is_of(value: Json, stated: str) -> bool:
    """Say whether a value is of a type as the page states it."""
    if " or " in stated and stated != "true or false":
        return any(is_of(value, one) for one in stated.split(" or "))
    if stated.startswith("list of "):
        inside = stated.removeprefix("list of ").removesuffix("s")
        return isinstance(value, list) and all(is_of(one, inside) for one in value)
    if stated in TYPES:
        return isinstance(value, str) and re.fullmatch(TYPES[stated], value) is not None
    plain = {"null": type(None), "true or false": bool, "object": dict, "whole": int}
    return type(value) is plain[stated]


def test_every_object_of_real_output_has_a_table(outputs: dict[str, list[Json]]) -> None:
    known = {place for places in PLACES.values() for place in places}
    printed = [(schema, data) for schema, all_data in outputs.items() for data in all_data]
    found = {(schema, path) for schema, data in printed for path in paths(data, "")}
    assert {place for place in found if place[1] not in FREE_KEYS} == known


def paths(data: Json, at: str) -> Iterator[str]:
    """Return the way down to every object."""
    if isinstance(data, list):
        for one in data:
            yield from paths(one, f"{at}[]")
    if isinstance(data, dict):
        yield at.removeprefix(".")
        for key, value in data.items() if at.removeprefix(".") not in FREE_KEYS else ():
            yield from paths(value, f"{at}.{key}")


WORDS = [
    # in words               section        type
    ("statuses of a lot",    "A lot",       LotStatus),
    ("which end wins",       "A lot",       Better),
    ("statuses of a bid",    "A placing",   PlacingStatus),
    ("phases",               "A gate",      rules.Phase),
    ("tests",                "A gate",      rules.Test),
    ("what a fail does",     "A gate",      rules.OnFail),
    ("severities",           "A finding",   Severity),
    ("kinds of parameter",   "A parameter", ParameterKind),
]  # fmt: skip


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[0])
def test_every_word_of_a_key_stands_on_the_page(case: tuple[str, str, type[Enum]]) -> None:
    _, heading, words = case
    assert {one.value for one in words} <= set(code_words(section_text(PAGE, heading)))


def test_every_unit_of_a_figure_stands_on_the_page() -> None:
    assert {method.unit for method in METHODS.values()} <= set(code_words(section_text(PAGE, "A lot")))


TYPED = [
    # in words                     value     type                 is of it
    ("a decimal",                  "85.7",   "decimal",           True),
    ("null where it may be",       None,     "decimal or null",   True),
    ("a list of ids",              ["a-1"],  "list of ids",       True),
    ("an empty list",              [],       "list of objects",   True),
    ("a fraction",                 "88/1",   "exact",             True),
    ("a float",                    85.7,     "decimal",           False),
    ("a fraction without its end", "88",     "exact",             False),
    ("null where it may not be",   None,     "decimal",           False),
    ("true for a number",          True,     "whole",             False),
    ("a text in a list of ids",    ["A b"],  "list of ids",       False),
    ("ten decimals",               "0.1234567891", "decimal",     False),
]  # fmt: skip


@pytest.mark.parametrize("case", TYPED, ids=lambda case: case[0])
def test_types_tell_values_apart(case: tuple[str, Json, str, bool]) -> None:
    _, value, stated, expected = case
    assert is_of(value, stated) is expected
