"""What commands print: the JSON contract, encodings, colours, help, and how little help loads."""

import json
import re
from pathlib import Path

import pytest
from click import Context

from bideval.cli import main
from tests.cli.examples import examples, prepared
from tests.cli.run import WORKS, called, run, run_code
from tests.scoring.build import Data, Papers, decision, tender, write

COMMANDS = sorted(
    name if sub is None else f"{name} {sub}"
    for name, command in ((name, main.group.get_command(Context(main.group), name)) for name in main.COMMANDS)
    for sub in (None, *getattr(command, "commands", {}))
)
GATE: Data = {
    "id": "limit",
    "phase": "price",
    "measure": {"field": "price.evaluated"},
    "threshold": 110,
    "test": "at-most",
    "on_fail": "must-disregard",
}
FULL = Papers(
    tender(
        title="Häuser in 東京",
        illustration=True,
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[
            {
                "id": "quality",
                "criteria": [{"id": "plan", "weight": 60, "scale": {"from": 0, "to": 3, "step": 1}}],
            },
            {"id": "cost", "weight": 40, "formula": "lowest-over-bid"},
        ],
        gates=[GATE],
        rounding=[{"stage": "weighted", "places": 2, "mode": "half-up"}],
        rank_on="rounded",
        ties=[{"by": "draw"}],
    ),
    {
        bid: {"bidder": {"id": f"{bid}-ltd", "name": f"{bid} Łódź GmbH"}}
        for bid in ("ash", "elm", "fir", "oak")
    },
    {"ash": 90, "elm": 90, "fir": 100, "oak": 120},
    {(bid, "plan"): mark for bid, mark in (("ash", 2), ("elm", 2), ("fir", 1), ("oak", 3))},
    decisions=[decision("draw", drawn=["elm", "ash"], witnessed_by=["Žofie"])],
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a tender whose evaluation has everything: a section, a tie, a gate, a shadow."""
    return write(FULL, tmp_path_factory.mktemp("full"))


# The JSON contract

CONTRACT: dict[str, list[str]] = {
    "": ["schema", "version", "tender", "illustration", "digest", "lots", "provenance"],
    "lot": [
        "id",
        "method",
        "status",
        "unit",
        "better",
        "winners",
        "winner",
        "tied",
        "margin",
        "margin_exact",
        "placings",
    ],
    "placing": [
        "bid",
        "bidder",
        "status",
        "rank",
        "price",
        "total",
        "total_exact",
        "tie_rungs",
        "scores",
        "gates",
        "shadow",
    ],
    "rung": ["by", "values", "left"],
    "score": ["criterion", "weight", "points", "points_exact", "weighted", "weighted_exact", "place"],
    "gate": ["gate", "passed", "value", "required", "relied_on", "on_fail", "decision"],
    "shadow": ["rank", "total", "total_exact", "scores", "why_null"],
}


def in_order(keys: list[str], found: object) -> bool:
    """Say whether an object has all ``keys``, in this order, whatever else it has."""
    assert isinstance(found, dict)
    return [key for key in found if key in keys] == keys


def test_evaluate_json_keeps_its_contract(full: Path) -> None:
    printed = json.loads(run("evaluate", full, "--json").out)
    (lot,) = printed["lots"]
    elm, ash, fir, oak = lot["placings"]
    assert [one["bid"] for one in (elm, ash, fir, oak)] == ["elm", "ash", "fir", "oak"]
    parts = {
        "": printed,
        "lot": lot,
        "placing": elm,
        "rung": elm["tie_rungs"][0],
        "score": elm["scores"][0],
        "gate": oak["gates"][0],
        "shadow": oak["shadow"],
    }
    for name, keys in CONTRACT.items():
        assert in_order(keys, parts[name]), name
    assert [list(one) for one in lot["placings"]] == [list(elm)] * 4
    assert (printed["schema"], printed["version"], printed["illustration"]) == ("bideval/evaluation", 1, True)
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", printed["digest"])


def test_evaluate_json_says_what_was_worked_by_hand(full: Path) -> None:
    """Plan 200/3 x 60 = 40 and cost 100 x 40 = 40; fir 20 + 36; oak's shadow 60 + 30."""
    (lot,) = json.loads(run("evaluate", full, "--json").out)["lots"]
    elm, ash, fir, oak = lot["placings"]
    assert (lot["winner"], lot["winners"], lot["tied"], lot["margin"], lot["margin_exact"]) == (
        "elm",
        ["elm"],
        [],
        "0",
        "0/1",
    )
    assert (lot["method"], lot["status"], lot["unit"], lot["better"]) == (
        "weighted-sum",
        "final",
        "points",
        "higher",
    )
    assert [one["rank"] for one in lot["placings"]] == [1, 2, 3, None]
    assert (elm["price"], elm["total"], elm["total_exact"]) == ("90", "80", "80/1")
    assert (fir["total"], fir["scores"][1]["points"], fir["scores"][1]["points_exact"]) == (
        "56",
        "33.333333",
        "100/3",
    )
    assert ash["tie_rungs"] == [
        {
            "by": "draw",
            "values": {"ash": "drawn 2", "elm": "drawn 1"},
            "left": ["ash"],
            "worked": ["drawn before Žofie, taken as told", "decision draw, the panel: as minuted"],
        }
    ]
    assert [one.get("section") for one in elm["scores"]] == [True, None, None]
    assert re.fullmatch(r"consensus\.csv:[0-9]+:[0-9]+", elm["scores"][1]["place"])
    assert (oak["status"], oak["scores"], oak["total"]) == ("disregarded", [], None)
    assert (oak["gates"][0]["value"], oak["gates"][0]["required"], oak["gates"][0]["passed"]) == (
        "120",
        "110",
        False,
    )
    assert (oak["shadow"]["rank"], oak["shadow"]["total"], oak["shadow"]["why_null"]) == (1, "90", None)


def test_numbers_that_matter_are_text(full: Path) -> None:
    """A program that reads JSON numbers as floats must not be handed any but ranks and counts."""

    def numbers(value: object, key: str) -> set[str]:
        if isinstance(value, dict):
            return {name for inner, one in value.items() for name in numbers(one, inner)}
        if isinstance(value, list):
            return {name for one in value for name in numbers(one, key)}
        return {key} if isinstance(value, int | float) and not isinstance(value, bool) else set()

    assert numbers(json.loads(run("evaluate", full, "--json").out), "") == {
        "version",
        "rank",
        "places",
        "lines",
    }


def test_explain_json_adds_up(full: Path) -> None:
    printed = json.loads(run("explain", full, "ash", "--against", "fir", "--json").out)
    (lot,) = printed["lots"]
    assert (printed["schema"], lot["bid"], lot["against"]) == ("bideval/explanation", "ash", "fir")
    assert lot["difference"] == "24"
    assert {one["what"]: one["difference"] for one in lot["contributions"]} == {"plan": "20", "cost": "4"}


# Encodings and colours

ENVIRONMENTS: list[tuple[str, dict[str, str]]] = [
    ("a Windows code page", {"PYTHONIOENCODING": "cp1252"}),
    ("plain ASCII", {"PYTHONIOENCODING": "ascii"}),
    ("the C locale", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ("a Turkish locale", {"LC_ALL": "tr_TR.UTF-8"}),
]


@pytest.mark.parametrize("case", ENVIRONMENTS, ids=lambda case: case[0])
def test_what_is_piped_is_utf_8(case: tuple[str, dict[str, str]], full: Path) -> None:
    plain = run("evaluate", full)
    assert "Häuser in 東京" in plain.out
    assert "elm Łódź GmbH" in plain.out
    assert run("evaluate", full, variables=case[1]) == plain
    assert run("evaluate", full, "--json", variables=case[1]).out == run("evaluate", full, "--json").out


COLOURS: list[tuple[str, dict[str, str]]] = [
    ("nothing is said of colours", {}),
    ("no colours are wanted", {"NO_COLOR": "1"}),
    ("colours are wanted, and no colours more", {"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}),
]


@pytest.mark.parametrize("case", COLOURS, ids=lambda case: case[0])
def test_no_colour_codes_are_written_to_a_file(
    case: tuple[str, dict[str, str]], full: Path, tmp_path: Path
) -> None:
    broken = write(Papers(tender()), tmp_path)
    for args in (("evaluate", full), ("check", broken), ("--help",)):
        ran = run(*args, variables=case[1])
        assert "\x1b" not in ran.out + ran.err


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    ran = called(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    words = " ".join(ran.out.split())
    found = re.search(r"Example: bideval (\S+)", words)
    assert found is not None
    assert found[1] == command.partition(" ")[0]


def test_every_command_that_is_listed_has_an_example() -> None:
    assert {one.split()[0] for one in examples()} == set(main.COMMANDS)
    shown = re.findall(r"^  ([a-z]+)  ", called("--help").out, flags=re.MULTILINE)
    assert sorted(shown) == sorted(main.COMMANDS)  # each under one heading


@pytest.mark.parametrize("example", examples())
def test_every_example_runs(example: str, tmp_path: Path) -> None:
    ran = run(*prepared(example, tmp_path), cwd=tmp_path)
    assert (ran.code, bool(ran.out or ran.err)) == (0, True), ran


LIGHT = """
import sys
from bideval.cli.main import main
try:
    main()
except SystemExit:
    heavy = {"pandas", "pulp", "pydantic", "yaml", "numpy", "highspy", "bideval.model", "bideval.io", "bideval.scoring"}
    sys.stderr.write(",".join(sorted(heavy & set(sys.modules))))
"""


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_nothing_heavy(option: str) -> None:
    assert run_code(LIGHT, option).err == ""


def test_a_command_loads_what_it_needs() -> None:
    """So that the test above can fail."""
    assert "pydantic" in run_code(LIGHT, "check", WORKS).err.split(",")


def test_a_command_loads_no_solver_and_no_tables() -> None:
    loaded = set(run_code(LIGHT, "evaluate", WORKS).err.split(","))
    assert not loaded & {"pandas", "pulp", "numpy", "highspy"}
