"""Every pack on the shelf: sound, sourced, dated, and right in every worked case."""

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from bideval.errors import Source
from bideval.io.packs import find_pack, run_cases, scales_of
from bideval.model.bid import BackingForm, BackingStage
from bideval.model.measure import fields_of
from bideval.model.pack import FAMILIES, Pack, PackKind

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "criteria").rglob("*.yaml"))
NAMES = [str(path.relative_to(ROOT / "criteria")) for path in FILES]


def shipped(name: str) -> Pack:
    """Return the pack of a file of the shelf, found as a tender would name it."""
    stem = name.removesuffix(".yaml")
    pack, findings = find_pack(stem if "@" in stem else f"{stem}@1", {}, Source("tender.yaml"))
    assert findings == (), [f"{one.sources[0]}: {one.message}" for one in findings]
    assert pack is not None
    return pack


def test_the_shelf_is_not_empty() -> None:
    assert {"finance/turnover-cover.yaml", "scales/0-5.yaml", "regimes/generic.yaml"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_case_comes_out_as_written(name: str) -> None:
    assert [one.message for one in run_cases(shipped(name), {})] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_cases_show_more_than_fair_weather(name: str) -> None:
    """At least one refusal each; a pack that tests shows a pass, a fail and the boundary between."""
    pack = shipped(name)
    assert any(case.refused for case in pack.cases)
    if pack.threshold is not None:
        assert {case.passes for case in pack.cases if case.test} == {True, False}
    if pack.gives_points:
        assert len({case.points for case in pack.cases if case.points is not None}) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_has_its_source_its_date_and_its_status(name: str) -> None:
    pack = shipped(name)
    assert pack.source.title
    assert pack.source.section
    assert re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", pack.valid_from)
    assert pack.status in {"V", "S", "U"}
    assert pack.question.endswith("?")
    assert pack.family in FAMILIES


@pytest.mark.parametrize("name", NAMES)
def test_no_file_carries_an_address_or_a_tag(name: str) -> None:
    text = (ROOT / "criteria" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "www." not in text
    assert all(not isinstance(event, yaml.AliasEvent) for event in yaml.parse(text))
    assert text.isascii()


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("regimes/")])
def test_what_no_one_has_seen_is_called_unverified(name: str) -> None:
    """A citation of an editable default is a claim unless it says what it is."""
    pack = shipped(name)
    if pack.status == "U" and pack.id != "regimes/generic":
        assert all("unverified" in basis.cite for _, basis in pack.bases)


def test_the_health_regime_never_cites_the_act() -> None:
    text = (ROOT / "criteria/regimes/uk/nhs-provider-selection-2023.yaml").read_text(encoding="utf-8")
    assert "Procurement Act" not in text


def test_regimes_that_follow_each_other_leave_no_day_between() -> None:
    before, after = (shipped(f"regimes/uk/{name}.yaml") for name in ("pcr-2015", "procurement-act-2023"))
    assert (before.valid_to, after.valid_from) == ("2025-02-23", "2025-02-24")


def test_a_condition_of_participation_is_known_everywhere() -> None:
    """The basis that sample tenders use most has a wording under every regime."""
    regimes = [shipped(name) for name in NAMES if name.startswith("regimes/")]
    assert [pack.id for pack in regimes if pack.basis("condition-of-participation") is None] == []


def test_security_accepts_every_form_and_stage_that_a_bid_can_state() -> None:
    pack = shipped("backing/performance-security.yaml")
    choices = {one.name: set(one.choices) for one in pack.parameters}
    assert choices["accepts"] == set(get_args(BackingForm))
    assert choices["stage"] == set(get_args(BackingStage))


def test_amounts_and_levels_of_gates_have_no_default_unless_they_are_bands() -> None:
    """A security, a turnover or a price limit is the authority's to state."""
    for name in ("backing/performance-security", "finance/minimum-turnover", "screens/price-limit"):
        pack = shipped(f"{name}.yaml")
        (threshold,) = [one for one in pack.parameters if one.name == pack.threshold]
        assert threshold.required


@pytest.mark.parametrize("name", NAMES)
def test_no_score_reads_what_kind_of_body_a_bidder_is(name: str) -> None:
    pack = shipped(name)
    if pack.measure is not None:
        assert all(".type" not in node.path for node in fields_of(pack.measure))
    if pack.kind is PackKind.MARK:
        assert scales_of(pack) == ()
