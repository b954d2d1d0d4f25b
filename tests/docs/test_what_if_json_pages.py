"""What-ifs, drafts, the backing study and rehearsals as JSON: every key stands on its page, and no other does."""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.console import entry_point
from tests.docs.pages import Table, code_words, tables_of
from tests.docs.test_json_page import Json, is_of

DOCS, SAMPLES = ROOT / "docs", ROOT / "sample_tenders"
HEALTH, PUPILS = str(SAMPLES / "community-health"), str(SAMPLES / "two-of-three")
BEFORE = ("whatif: ", "scenarios: scenarios[].")  # where what a what-if holds stands


def of_what_if(*paths: str) -> list[str]:
    """Return places that a what-if and a scenario share."""
    return [f"{before}{path}" for path in paths for before in BEFORE]


# Where the objects of each table of each page are found: the schema, and the way down to them.
PLACES: dict[tuple[str, str], list[str]] = {
    ("whatif.md", "`bideval/whatif`"): ["whatif: "],
    ("whatif.md", "`bideval/scenarios`"): ["scenarios: "],
    ("whatif.md", "A scenario"): ["scenarios: scenarios[]"],
    ("whatif.md", "A lot of a what-if"): of_what_if("lots[]"),
    ("whatif.md", "An award"): [
        *of_what_if("lots[].published", "lots[].changed"),
        "sweep: lots[].stretches[].award",
        "sweep: lots[].rows[].award",
        "grid: lots[].awards[][]",
        "compare: lots[].a",
        "compare: lots[].b",
        "compare: rules[].a_with_it.lots[].awarded",
        "compare: rules[].b_without_it.lots[].awarded",
    ],
    ("whatif.md", "A bid of a what-if"): of_what_if("lots[].bids[]"),
    ("whatif.md", "A placing of a what-if"): [
        *of_what_if("lots[].bids[].published", "lots[].bids[].changed"),
        "compare: lots[].bids[].a",
        "compare: lots[].bids[].b",
    ],
    ("whatif.md", "A cost"): of_what_if("lots[].costs[]"),
    ("whatif.md", "An unmet test"): [*of_what_if("lots[].unmet[]"), "compare: lots[].unmet[]"],
    ("whatif.md", "`bideval/sweep`"): ["sweep: "],
    ("whatif.md", "What moves"): ["sweep: sweep", "grid: grid[]"],
    ("whatif.md", "A lot of a sweep"): ["sweep: lots[]"],
    ("whatif.md", "A stretch"): ["sweep: lots[].stretches[]"],
    ("whatif.md", "A value of a sweep"): ["sweep: lots[].rows[]"],
    ("whatif.md", "Not open along a sweep"): ["sweep: not_open[]"],
    ("whatif.md", "`bideval/grid`"): ["grid: "],
    ("whatif.md", "A lot of a grid"): ["grid: lots[]"],
    ("whatif.md", "Not open in a grid"): ["grid: not_open[]"],
    ("whatif.md", "A setting of a grid"): ["grid: not_open[].settings[]"],
    ("whatif.md", "Who computed it"): [
        f"{schema}: provenance"
        for schema in (
            "whatif", "scenarios", "sweep", "grid", "compare", "backing", "backing-own-view", "rehearsal"
        )
    ],
    ("json.md", "What a regime finds"): [
        *of_what_if("regime[]"), "sweep: not_open[].finding", "grid: not_open[].finding"
    ],
    ("json.md", "A finding"): [*of_what_if("findings[]"), "compare: findings[]"],
    ("json.md", "A place"): [*of_what_if("findings[].places[]"), "compare: findings[].places[]"],
    ("compare.md", "`bideval/compare`"): ["compare: "],
    ("compare.md", "A draft"): ["compare: a", "compare: b"],
    ("compare.md", "A lot under two drafts"): ["compare: lots[]"],
    ("compare.md", "A bid under two drafts"): ["compare: lots[].bids[]"],
    ("compare.md", "A cost under two drafts"): ["compare: lots[].costs[]"],
    ("compare.md", "A rule that differs"): ["compare: rules[]"],
    ("compare.md", "What a rule says"): ["compare: rules[].says[]"],
    ("compare.md", "Whether a rule turns the award"): ["compare: rules[].turns[]"],
    ("compare.md", "Results with a rule"): ["compare: rules[].a_with_it", "compare: rules[].b_without_it"],
    ("compare.md", "A result with a rule"): [
        "compare: rules[].a_with_it.lots[]", "compare: rules[].b_without_it.lots[]"
    ],
    ("compare.md", "A bid with a rule"): [
        "compare: rules[].a_with_it.lots[].bids[]", "compare: rules[].b_without_it.lots[].bids[]"
    ],
    ("backing-study.md", "`bideval/backing`"): ["backing: "],
    ("backing-study.md", "A lot of the study"): ["backing: lots[]"],
    ("backing-study.md", "A claim"): ["backing: lots[].plain[]"],
    ("backing-study.md", "A part of the study"): ["backing: lots[].parts[]"],
    ("json.md", "An answer"): ["backing: across", "backing: lots[].parts[].answers[]"],
    ("json.md", "Figures of an answer"): [
        "backing: across.tables[]", "backing: lots[].parts[].answers[].tables[]", "rehearsal: lots[].tables[]"
    ],
    ("backing-study.md", "`bideval/backing-own-view`"): ["backing-own-view: "],
    ("backing-study.md", "A lot in a bidder's view"): ["backing-own-view: lots[]"],
    ("backing-study.md", "A test in a bidder's view"): ["backing-own-view: lots[].tests[]"],
    ("backing-study.md", "A route"): ["backing-own-view: lots[].tests[].routes[]"],
    ("backing-study.md", "Points in a bidder's view"): ["backing-own-view: lots[].scored[]"],
    ("rehearse.md", "`bideval/rehearsal`"): ["rehearsal: "],
    ("rehearse.md", "A lot rehearsed"): ["rehearsal: lots[]"],
    ("rehearse.md", "A kind of bidder"): ["rehearsal: lots[].kinds[]"],
    ("rehearse.md", "A flaw"): ["rehearsal: lots[].flaws[]"],
    ("rehearse.md", "A range that is not stated"): ["rehearsal: lots[].needed[]", "rehearsal: lots[].set_aside[]"],
}  # fmt: skip
# Objects whose keys are bids, changes or columns, and one that has a page of its own.
FREE = (
    "backing: kinds",
    *(f"{before}changes[]" for before in BEFORE),
    *(f"{place}.{key}" for place in PLACES["json.md", "Figures of an answer"] for key in ("rows[]", "units")),
    *(f"{place}.certificates[]" for place in PLACES["json.md", "An answer"]),
    "whatif: evaluation",
)
CASES = sorted(PLACES)


def calls(tmp_path: Path) -> Iterator[list[str]]:
    """Commands whose output has every object and every key."""
    shutil.copytree(HEALTH, tmp_path / "draft")
    rules = tmp_path / "draft" / "tender.yaml"
    text = rules.read_text(encoding="utf-8")
    assert text.count("amount: 10000000,") == 1
    rules.write_text(text.replace("amount: 10000000,", "amount: 3500000,"), encoding="utf-8")
    scored = ["--score-gate", "liquidity=10,pack"]
    yield ["whatif", HEALTH, "--gate", "security=3500000"]
    yield ["whatif", PUPILS, *scored]
    yield ["whatif", HEALTH, "--price", "quillon=428400000"]
    yield ["whatif", HEALTH, "--all"]
    yield ["whatif", PUPILS, *scored, "--sweep", "weight:menu=0..40:10"]
    yield ["whatif", HEALTH, "--sweep", "security=1..20000000"]
    yield ["whatif", PUPILS, *scored, "--grid", "weight:menu=0..40:40,price:osier=1000000..1400000:400000"]
    yield ["compare", HEALTH, str(tmp_path / "draft")]
    yield ["backing", HEALTH]
    yield ["backing", str(SAMPLES / "school-meals-lots")]
    yield ["backing", str(SAMPLES / "mutual-reserved")]
    yield ["backing", HEALTH, "--bidder", "alderbourne"]
    yield ["backing", HEALTH, "--bidder", "alderbourne", "--group", "social-value"]
    yield ["rehearse", HEALTH, "--cases", "5"]
    yield ["rehearse", str(SAMPLES / "waived-guarantee")]
    yield ["rehearse", PUPILS, "--cases", "2"]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[dict[str, Json]]]:
    """Every object that the commands print, by the schema and the way down to it."""
    tmp_path = tmp_path_factory.mktemp("folders")
    found: dict[str, list[dict[str, Json]]] = defaultdict(list)
    for call in calls(tmp_path):
        printed = entry_point([*call, "--json"], tmp_path)
        assert printed.code == 0, call
        data = json.loads(printed.out)
        schema = data["schema"].removeprefix("bideval/")
        for place, one in objects(data, f"{schema}: "):
            found[place].append(one)
    return found


def objects(data: Json, at: str) -> Iterator[tuple[str, dict[str, Json]]]:
    """Return every object with the way down to it; those within free ones are passed over."""
    if isinstance(data, list):
        for one in data:
            yield from objects(one, f"{at}[]")
    if isinstance(data, dict):
        yield at, data
        for key, value in data.items() if at not in FREE else ():
            yield from objects(value, f"{at}{'' if at.endswith(' ') else '.'}{key}")


def table_of(case: tuple[str, str]) -> Table:
    return next(table for table in tables_of(DOCS / case[0]) if table.heading == case[1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_the_keys_and_types_are_those_of_the_page(
    case: tuple[str, str], outputs: Mapping[str, list[dict[str, Json]]]
) -> None:
    found = [one for place in PLACES[case] for one in outputs.get(place, [])]
    types = {code_words(row["Key"])[0]: row["Type"] for row in table_of(case).rows}
    assert found, f"no output has {case}"
    for one in found:
        assert set(one) == set(types)
        for key, value in one.items():
            assert has_type(value, types[key]), f"{key}: {value!r} is not {types[key]}"


def has_type(value: Json, stated: str) -> bool:
    """Say whether a value is of a type as a page states it."""
    if stated == "list of rows":
        return isinstance(value, list) and all(isinstance(one, list) for one in value)
    if stated == "true or false or null":
        return value is None or isinstance(value, bool)
    return is_of(value, stated)


def test_every_object_has_a_table(outputs: Mapping[str, list[dict[str, Json]]]) -> None:
    known = {place for places in PLACES.values() for place in places}
    assert {place for place in outputs if place not in FREE} <= known


TYPED = [
    # in words                 value     type                      is of it
    ("rows",                   [[None]], "list of rows",           True),
    ("a list that is no row",  [None],   "list of rows",           False),
    ("not known",              None,     "true or false or null",  True),
    ("a word for it",          "true",   "true or false or null",  False),
]  # fmt: skip


@pytest.mark.parametrize("case", TYPED, ids=lambda case: case[0])
def test_types_tell_values_apart(case: tuple[str, Json, str, bool]) -> None:
    _, value, stated, expected = case
    assert has_type(value, stated) is expected
