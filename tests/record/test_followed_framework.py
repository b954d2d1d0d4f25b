"""A mini-competition beside its framework: each case is a change to a pair that goes together.

Who has a place, what each weight comes to in percent of the whole, and which finding follows are
worked out by hand from the few figures here.
"""

import json
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from bideval.errors import Finding, Severity
from bideval.io.judged_folder import judge_folder
from bideval.record.custody import judge_in_custody
from tests.scoring.checks.base import DROP, Change, Folder, changed

PLAN = {"id": "plan", "weight": 50, "measure": {"field": "bid.declared.plan"}}
PRICE = {"id": "price", "weight": 50, "formula": "lowest-over-bid"}
STAFF = {"id": "staff", "weight": 25, "measure": {"field": "bid.declared.plan"}}
QUALITY = {"id": "quality", "criteria": [{**PLAN, "weight": 25}, STAFF]}
GATE = {
    "id": "insurance",
    "phase": "conditions",
    "measure": {"field": "bid.declared.insurance"},
    "test": "at-least",
    "threshold": 2,
    "on_fail": "must-disregard",
}
COMMON = {
    "bideval": 1,
    "currency": "GBP",
    "method": {"use": "weighted-sum"},
    "weighting": {"kind": "percent-of-whole"},
    "rounding": "none",
    "declares": {"plan": {"unit": "points", "min": 0, "max": 100}, "insurance": {"unit": "money"}},
    "criteria": [PLAN, PRICE],
    "gates": [GATE],
}
TERMS = {
    "clause": "FA 5",
    "until": "2029-12-31",
    "criteria": [{"id": "plan", "weight": [20, 60], "clause": "FA 5.1"}, {"id": "price", "weight": [40, 80]}],
    "gates": [{"id": "insurance", "threshold": [1, 5], "clause": "FA 5.2"}],
}


def bids(prices: dict[str, tuple[int, int]]) -> Folder:
    """Bids by name, with price and points of the plan."""
    offered = {
        name: {
            "id": name,
            "bidder": {"id": f"{name}-ltd", "name": name},
            "declared": {"plan": plan, "insurance": 3},
        }
        for name, (_, plan) in prices.items()
    }
    sheets = {name: {"lots": {"whole": {"amount": price}}} for name, (price, _) in prices.items()}
    return {"bids": offered, "prices": sheets, "packs": {}}


# Three places: damson, dear and with hardly a plan, has none.
FRAMEWORK: Folder = {
    "tender": {
        **COMMON,
        "id": "framework",
        "title": "Framework",
        "places": 3,
        "began": "2026-01-05",
        "mini_competitions": TERMS,
    },
    **bids({"acorn": (100, 90), "beech": (110, 80), "cedar": (120, 70), "damson": (200, 10)}),
}
MINI: Folder = {
    "tender": {
        **COMMON,
        "id": "mini",
        "title": "Mini",
        "began": "2027-02-01",
        "follows": {"folder": "../framework"},
    },
    **bids({"acorn": (10, 50), "cedar": (12, 70)}),
}
REFINED = [{"id": "quality", "weight": [40, 60], "refines": True}, {"id": "price", "weight": [40, 60]}]
SECTION = {"tender/criteria/0": QUALITY, "tender/mini_competitions/criteria/0/id": "quality"}
TWO_LOTS = {"tender/lots": [{"id": "north"}, {"id": "south"}]}
OF_LOTS = {
    **{f"bids/{name}/lots": ["north", "south"] for name in ("acorn", "beech", "damson")},
    "bids/cedar/lots": ["north"],
    **{
        f"prices/{name}/lots": {"north": {"amount": 100}, "south": {"amount": 100}}
        for name in ("acorn", "beech")
    },
    "prices/cedar/lots": {"north": {"amount": 120}},
    "prices/damson/lots": {"north": {"amount": 200}, "south": {"amount": 200}},
}


def write(root: Path, folder: Folder) -> None:
    """Write a folder as JSON, which is YAML too."""
    files = {"tender.yaml": folder["tender"]}
    for part in ("bids", "prices"):
        inside = folder[part]
        assert isinstance(inside, dict)
        files |= {f"{part}/{name}.yaml": one for name, one in inside.items()}
    for name, data in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(data), encoding="utf-8")


def found(root: Path, framework: Change, mini: Change, *, digest: str | None = None) -> tuple[Finding, ...]:
    """Write both folders, and return what is found in the mini-competition."""
    write(root / "framework", changed(FRAMEWORK, framework))
    evaluation = judge_folder(root / "framework").evaluation
    known = digest or (evaluation.digest if evaluation is not None else None)
    write(root / "mini", changed(MINI, {**mini, **({"tender/follows/digest": known} if known else {})}))
    return judge_in_custody(root / "mini").findings


GOOD: list[tuple[str, Change, Change]] = [
    # in words                              the framework                     the mini-competition
    ("as published",                        {}, {}),
    ("weights at the ends of their ranges", {}, {"tender/criteria/0/weight": 20, "tender/criteria/1/weight": 80}),
    ("a weighting in points",               {}, {"tender/weighting": {"kind": "points", "total": 1000},
                                                 "tender/criteria/0/weight": 600, "tender/criteria/1/weight": 400}),
    ("a criterion that may weigh nothing",  {"tender/mini_competitions/criteria/0/weight": [0, 60],
                                             "tender/mini_competitions/criteria/1/weight": [40, 100]},
                                            {"tender/criteria": [{**PRICE, "weight": 100}]}),
    ("one weight for all",                  {"tender/mini_competitions/criteria/0/weight": 50}, {}),
    ("a section divided anew",              {"tender/mini_competitions/criteria": REFINED},
                                            {"tender/criteria/0": QUALITY}),
    ("a section divided as published",      SECTION, {"tender/criteria/0": QUALITY}),
    ("a formula that may be refined",       {"tender/mini_competitions/criteria/1/refines": True},
                                            {"tender/criteria/1/formula": "linear-to-double-lowest",
                                             "tender/criteria/1/with": {"floor": 0}}),
    ("no gate",                             {}, {"tender/gates": DROP}),
    ("a gate at the end of its range",      {}, {"tender/gates/0/threshold": 1}),
    ("a gate that may ask for anything",    {"tender/mini_competitions/gates/0/threshold": DROP},
                                            {"tender/gates/0/threshold": 3}),
    ("a minimum that is published",
     {"tender/mini_competitions/gates/+": {"id": "plan/minimum", "threshold": [0, 50]}},
     {"tender/criteria/0/minimum": {"points": 50, "on_fail": "must-disregard"}}),
    ("a bidder without a place, excluded by its own status", {},
     {"bids/cedar/bidder/id": "damson-ltd", "bids/cedar/status": "withdrawn"}),
    ("on the last day",                     {}, {"tender/began": "2029-12-31"}),
    ("a framework without a last day",      {"tender/mini_competitions/until": DROP}, {"tender/began": DROP}),
    ("under a lot of the framework",        {**TWO_LOTS, **OF_LOTS},
                                            {"tender/follows/lots": {"whole": "north"}}),
]  # fmt: skip

BAD: list[tuple[str, Change, Change, str, str]] = [
    # in words                     the framework            the mini-competition                finding, and words of it
    ("a weight above the range",   {}, {"tender/criteria/0/weight": 10, "tender/criteria/1/weight": 90},
     "BE246", "price weighs 90 percent; the framework publishes 40 to 80 percent (FA 5)"),
    ("a weight below the range",   {}, {"tender/criteria/0/weight": 10, "tender/criteria/1/weight": 90},
     "BE246", "plan weighs 10 percent; the framework publishes 20 to 60 percent (FA 5.1)"),
    ("a published criterion left out", {}, {"tender/criteria": [{**PRICE, "weight": 100}]},
     "BE246", "plan is not used; the framework publishes 20 to 60 percent"),
    ("points that come to too much", {}, {"tender/weighting": {"kind": "points", "total": 1000},
                                          "tender/criteria/0/weight": 601, "tender/criteria/1/weight": 399},
     "BE246", "plan weighs 60.1 percent"),
    ("a criterion that is not listed", {}, {"tender/criteria/0/weight": 25, "tender/criteria/+": STAFF},
     "BE245", "the criterion staff is not among those"),
    ("a section that may not be divided", SECTION, {"tender/criteria/0": {
        **QUALITY, "criteria": [{**PLAN, "weight": 25}, {**STAFF, "id": "fleet"}]}},
     "BE247", "fleet is no criterion of the framework"),
    ("another formula",            {}, {"tender/criteria/1/formula": "linear-to-double-lowest",
                                        "tender/criteria/1/with": {"floor": 0}},
     "BE247", "price is scored otherwise than in the framework"),
    ("another measure in the gate", {}, {"tender/gates/0/measure": {"field": "bid.declared.plan"}},
     "BE247", "insurance tests otherwise than in the framework (FA 5.2)"),
    ("a gate that asks for too much", {}, {"tender/gates/0/threshold": 6},
     "BE246", "insurance asks for 6; the framework publishes 1 to 5 (FA 5.2)"),
    ("a gate that is not listed",  {}, {"tender/gates/+": {**GATE, "id": "extra"}},
     "BE245", "the gate extra is not among those"),
    ("a minimum that is not listed", {},
     {"tender/criteria/0/minimum": {"points": 50, "on_fail": "must-disregard"}},
     "BE245", "the minimum plan/minimum is not among those"),
    ("a bidder without a place",   {}, {"bids/cedar/bidder/id": "damson-ltd"},
     "BE248", "it has no place on the framework"),
    ("a bidder nobody knows",      {}, {"bids/cedar/bidder/id": "elder-ltd"},
     "BE248", "cedar of elder-ltd bids"),
    ("a bidder placed in the other lot", {**TWO_LOTS, **OF_LOTS},
     {"tender/follows/lots": {"whole": "south"}}, "BE248", "no place on the framework in its lot south"),
    ("a bidder tied at the last place", {"bids/damson/declared/plan": 70, "prices/damson/lots/whole/amount": 120},
     {}, "BE248", "a tie that no rule settles"),
    ("a day too late",             {}, {"tender/began": "2030-01-01"},
     "BE249", "until 2029-12-31, and this competition began on 2030-01-01"),
    ("no day",                     {}, {"tender/began": DROP}, "BE249", "does not say when it began"),
    ("a framework that says nothing", {"tender/mini_competitions": DROP}, {},
     "BE244", "does not publish what its mini-competitions may do"),
    ("a framework with an error",  {"tender/rounding": DROP}, {}, "BE244", "has no result: tender.yaml"),
    ("no such folder",             {}, {"tender/follows/folder": "../elsewhere"}, "BE244", "there is no folder"),
    ("no such record",             {}, {"tender/follows": {"record": "../framework.json"}},
     "BE244", "is not there"),
    ("a lot that is not named",    {**TWO_LOTS, **OF_LOTS}, {}, "BE244", "no lot of it is named"),
    ("a lot that the framework lacks", {**TWO_LOTS, **OF_LOTS}, {"tender/follows/lots": {"whole": "west"}},
     "BE244", "the framework has no lot west"),
    ("a lot that this tender lacks", {**TWO_LOTS, **OF_LOTS},
     {"tender/follows/lots": {"whole": "north", "east": "north"}}, "BE244", "this tender has no lot east"),
]  # fmt: skip


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case[0])
def test_a_competition_that_keeps_to_its_framework(case: tuple[str, Change, Change], tmp_path: Path) -> None:
    _, framework, mini = case
    assert [f"{one.code} {one.message}" for one in found(tmp_path, framework, mini)] == []


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_a_competition_that_does_not(case: tuple[str, Change, Change, str, str], tmp_path: Path) -> None:
    _, framework, mini, code, words = case
    findings = [one for one in found(tmp_path, framework, mini) if one.code == code and words in one.message]
    assert len(findings) == 1
    assert findings[0].severity is Severity.ERROR
    assert findings[0].remedy
    assert findings[0].sources[0].line is not None
    assert judge_in_custody(tmp_path / "mini").evaluation is None


def test_everything_is_found_in_one_run(tmp_path: Path) -> None:
    change: Change = {
        "tender/criteria/0/weight": 10,
        "tender/criteria/1/weight": 90,
        "tender/gates/0/threshold": 6,
        "bids/cedar/bidder/id": "damson-ltd",
        "tender/began": "2031-01-01",
    }
    codes = [one.code for one in found(tmp_path, {}, change)]
    assert sorted(codes) == ["BE246", "BE246", "BE246", "BE248", "BE249"]


def test_another_edition_is_refused_and_the_one_there_is_named(tmp_path: Path) -> None:
    findings = found(tmp_path, {}, {}, digest="0" * 64)
    evaluation = judge_folder(tmp_path / "framework").evaluation
    assert evaluation is not None
    assert [one.code for one in findings] == ["BE244"]
    assert evaluation.digest in findings[0].message


def test_without_a_digest_the_remedy_gives_it(tmp_path: Path) -> None:
    write(tmp_path / "framework", FRAMEWORK)
    write(tmp_path / "mini", MINI)
    evaluation = judge_folder(tmp_path / "framework").evaluation
    assert evaluation is not None
    findings = judge_in_custody(tmp_path / "mini").findings
    assert [one.code for one in findings] == ["BE244"]
    assert f"digest: {evaluation.digest}" in findings[0].remedy


def test_a_record_of_the_framework_says_the_same_as_its_folder(tmp_path: Path) -> None:
    change: Change = {"tender/criteria/0/weight": 10, "tender/criteria/1/weight": 90}
    by_folder = found(tmp_path, {}, change)
    record = tmp_path / "framework.json"
    made = CliRunner().invoke(group, ["record", str(tmp_path / "framework"), "-o", str(record)])
    assert made.exit_code == 0
    digest = json.loads((tmp_path / "mini" / "tender.yaml").read_text(encoding="utf-8"))["follows"]["digest"]
    follows = {"record": "../framework.json", "digest": digest}
    write(tmp_path / "mini", changed(MINI, {**change, "tender/follows": follows}))
    messages = [one.message for one in judge_in_custody(tmp_path / "mini").findings]
    assert messages == [one.message for one in by_folder]
    assert any("(FA 5.1)" in one for one in messages)
    record.write_bytes(record.read_bytes().replace(b'"places":3', b'"places":4', 1))
    assert [one.code for one in judge_in_custody(tmp_path / "mini").findings] == ["BE244"]


OUTSIDE = ["/etc", "..", "../../../../../x", "../a\\b", "", "../framework/../x", "~/framework"]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_is_not_beside_the_folder_is_refused(path: str, tmp_path: Path) -> None:
    codes = {one.code for one in found(tmp_path, {}, {"tender/follows/folder": path})}
    assert codes
    assert not codes & {"BE245", "BE246", "BE247", "BE248", "BE249"}


def test_a_link_to_a_framework_is_not_followed(tmp_path: Path) -> None:
    found(tmp_path, {}, {})
    copytree(tmp_path / "framework", tmp_path / "other")
    (tmp_path / "linked").symlink_to(tmp_path / "other", target_is_directory=True)
    findings = found(tmp_path, {}, {"tender/follows/folder": "../linked"})
    assert [one.code for one in findings] == ["BE244"]


def test_two_that_follow_each_other_come_to_an_end(tmp_path: Path) -> None:
    follows: Change = {"tender/follows": {"folder": "../mini"}}
    assert [one.code for one in found(tmp_path, follows, {})] == []


TERMS_WRONG: list[tuple[str, Change, str]] = [
    # in words                       the framework                                              words of the finding
    ("a criterion twice", {"tender/mini_competitions/criteria/1/id": "plan"}, "plan stands twice"),
    ("a gate twice", {"tender/mini_competitions/gates/+": {"id": "insurance"}}, "insurance stands twice"),
    ("a weight above 100", {"tender/mini_competitions/criteria/1/weight": [40, 101]}, "outside 0 to 100"),
    ("a weight below 0", {"tender/mini_competitions/criteria/1/weight": [-1, 80]}, "outside 0 to 100"),
    ("weights that reach no 100", {"tender/mini_competitions/criteria/1/weight": [0, 39]}, "never sum to 100"),
    ("weights that pass 100", {"tender/mini_competitions/criteria/1/weight": [81, 90]}, "never sum to 100"),
    ("no criterion", {"tender/mini_competitions/criteria": []}, "no criterion is published"),
    ("an end before the beginning", {"tender/mini_competitions/until": "2025-01-01"}, "before the framework"),
]  # fmt: skip


@pytest.mark.parametrize("case", TERMS_WRONG, ids=lambda case: case[0])
def test_terms_that_none_can_keep_are_found_in_the_framework_itself(
    case: tuple[str, Change, str], tmp_path: Path
) -> None:
    _, change, words = case
    write(tmp_path, changed(FRAMEWORK, change))
    findings = judge_folder(tmp_path).findings
    assert [one.code for one in findings] == ["BE243"]
    assert words in findings[0].message


TERMS_RIGHT: list[tuple[str, Change]] = [
    ("as they are", {}),
    ("a section and a criterion in it, counted once", {**SECTION, "tender/mini_competitions/criteria/+": {
        "id": "staff", "weight": [10, 60]}}),
    ("weights that are fixed", {"tender/mini_competitions/criteria/0/weight": 50,
                                "tender/mini_competitions/criteria/1/weight": 50}),
    ("no gates", {"tender/mini_competitions/gates": []}),
]  # fmt: skip


@pytest.mark.parametrize("case", TERMS_RIGHT, ids=lambda case: case[0])
def test_terms_that_can_be_kept(case: tuple[str, Change], tmp_path: Path) -> None:
    _, change = case
    write(tmp_path, changed(FRAMEWORK, change))
    assert judge_folder(tmp_path).findings == ()
