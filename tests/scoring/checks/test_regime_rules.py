"""Checks that a regime states as data: each thing that can be looked at, raised and let be.

The rules of the shipped regimes are held against small tenders; what a check says is
that of its pack, and the figures are worked by hand.
"""

import pytest

from bideval.errors import Finding, Severity, Source
from bideval.io.packs import find_pack
from bideval.model.pack import Pack
from bideval.model.pack_text import parse_pack
from bideval.model.regime_rules import Looks
from bideval.scoring.checks import answered
from bideval.scoring.checks.regime_rules import CODES
from tests.model.pack_files import REGIME, File
from tests.scoring.checks.base import DROP, LOTS, PLAIN, Change, Folder, built, changed, decision

ACT, PCR, PSR = "uk/procurement-act-2023@1", "uk/pcr-2015@1", "uk/nhs-provider-selection-2023@1"
OWN = "regimes/here/act-2020@1"
SAID: File = {
    "severity": "warning",
    "wording": "So it is.",
    "remedy": "Put it right.",
    "cite": "section 1",
    "status": "V",
}
GATE = {
    "id": "size",
    "phase": "conditions",
    "measure": {"field": "bidder.accounts.turnover"},
    "test": "at-least",
    "threshold": "200",
    "on_fail": "may-disregard",
    "relies_on": {"combine": "none"},
    "because": "wages are paid first",
}
COVER = {
    "id": "cover",
    "phase": "conditions",
    "measure": {"field": "bid.declared.insurance"},
    "test": "one-of",
    "threshold": ["in-place"],
    "on_fail": "may-disregard",
}
SECURITY = {
    "id": "security",
    "phase": "conditions",
    "use": "backing/performance-security@1",
    "with": {"amount": "1", "accepts": ["surety-insurance"], "stage": "in-force"},
    "test": "at-least",
    "on_fail": "may-disregard",
    "relies_on": {"combine": "none"},
}
RESERVED = {
    "id": "reserved",
    "phase": "conditions",
    "basis": "reserved-contract",
    "use": "ownership/reserved-section-33@1",
    "with": {"accepts": ["qualifies"]},
    "test": "one-of",
    "on_fail": "must-disregard",
}
RESERVED_77 = {**RESERVED, "use": "ownership/reserved-regulation-77@1"}
QUESTION = {"id": "near", "weight": "20", "scale": {"from": "0", "to": "60", "step": "20"}, "clause": "ITT 2"}


def shipped(reference: str) -> Pack:
    """Return a pack of the shelf."""
    pack, findings = find_pack(reference, {}, Source("tender.yaml"))
    assert findings == ()
    assert pack is not None
    return pack


def published(folder: Folder) -> Folder:
    """Return the folder with clauses and a tie rule, so that nothing else is asked."""
    tender: Change = {f"tender/criteria/{place}/clause": f"ITT {place}" for place in range(3)}
    if folder is LOTS:
        tender = {
            **tender,
            **{f"tender/lots/1/criteria/{place}/clause": f"ITT {place}" for place in range(2)},
        }
    return changed(folder, {**tender, "tender/ties": [{"by": "lower-price"}], "tender/began": "2026-01-15"})


def under(reference: str, folder: Folder = PLAIN, **tender: object) -> Folder:
    """Return a tender under a regime of the shelf, with further keys, and the packs that it may name."""
    names = ("backing/performance-security@1", "ownership/reserved-section-33@1", "ownership/reserved-regulation-77@1",
             "finance/minimum-turnover@1", "finance/turnover-ratio@1", "local/local-spend@1",
             "ownership/legal-form@1", "local/surplus-reinvested@1")  # fmt: skip
    packs = {f"packs|{name}": shipped(name) for name in names}
    began = "2024-01-15" if reference == PCR else "2026-01-15"
    return changed(
        published(folder),
        {
            **packs,
            f"packs|regimes/{reference}": shipped(f"regimes/{reference}"),
            "tender/regime": reference,
            "tender/began": began,
            **{f"tender/{key}": value for key, value in tender.items()},
        },
    )


def asked(folder: Folder, change: Change) -> tuple[Finding, ...]:
    """Return what the checks of the regime find."""
    return tuple(one for one in built(folder, change).findings if one.code in set(CODES.values()))


WORTH = {"value": "100", "years": "1"}
TURNOVER = under(PCR, gates=[{**GATE, "because": None}], contract=WORTH)
RATIO_GATE = {
    "id": "size",
    "phase": "conditions",
    "use": "finance/minimum-turnover@1",
    "with": {"times": "6"},
    "test": "at-least",
    "on_fail": "may-disregard",
    "relies_on": {"combine": "none"},
}
GRADED = {**RATIO_GATE, "use": "finance/turnover-ratio@1", "with": {"high_risk_below": "7", "low_risk_above": "9"},
          "test": "one-of", "threshold": ["green", "amber"], "amber_needs": "a bond"}  # fmt: skip
ACCOUNTS = under(ACT, gates=[{**GATE, "evidence": ["audited"]}])
COVERED = under(ACT, gates=[COVER], declares={"insurance": {"unit": "words"}})
SECURED = under(ACT, gates=[SECURITY])
MUTUAL = under(ACT, gates=[RESERVED], contract={"value": "100", "years": "5"}, buys="light-touch-services",
               procedure="competitive-flexible")  # fmt: skip
MUTUAL_77 = under(
    PCR, gates=[RESERVED_77], contract={"value": "100", "years": "3"}, buys="light-touch-services"
)
LOCAL = {"id": "spend", "weight": "20", "use": "local/local-spend@1", "with": {"area": ["Hollin"], "area_on": "2026-01-01"},
         "clause": "ITT 2"}  # fmt: skip
IN_LOTS = under(ACT, LOTS, lot_limit="1")

Row = tuple[str, Folder, Change, str, str]  # words, folder, change, findings, part of a message

RAISED: list[Row] = [
    # in words, folder, change, code and places of each finding, part of a message
    ("a penny above twice the value", TURNOVER, {"tender/gates/0/threshold": "200.01"},
     "BE198 /gates/0 /contract /regime",
     "of GBP 200.01; the base is the estimated value of the contract, GBP 100, and 2 times that is GBP 200. The minimum"),
    ("more than exactly twice the value", TURNOVER, {"tender/gates/0/test": "more-than"},
     "BE198 /gates/0 /contract /regime", "of more than GBP 200"),
    ("six times one of two years is three times the value", TURNOVER,
     {"tender/gates/0": RATIO_GATE, "tender/contract": {"value": "100", "years": "2"}},
     "BE198 /gates/0 /contract /regime", "turnover of GBP 300;"),
    ("the lowest grade that passes is above twice the value", TURNOVER,
     {"tender/gates/0": GRADED, "tender/contract": {"value": "100", "years": "3"}},
     "BE198 /gates/0 /contract /regime", "turnover of GBP 233.333333"),
    ("a cap by the lot", under(PCR, LOTS, gates=[{**GATE, "because": None}]),
     {"tender/lots/0/contract": {"value": "99"}, "tender/lots/1/contract": {"value": "100"}},
     "BE198 /gates/0 /lots/0/contract /regime", "GBP 200 for lot north; the base is the estimated value of the contract, GBP 99"),
    ("audited accounts of everybody", ACCOUNTS, {}, "BE192 /gates/0/evidence /regime",
     "no unaudited ones in their place. A condition may not require audited accounts except"),
    ("audited accounts or a forecast", ACCOUNTS, {"tender/gates/0/evidence": ["audited", "funded-forecast"]},
     "BE192 /gates/0/evidence /regime", "Procurement Act 2023, section 22(3); procurements begun from 2025-02-24 on"),
    ("insurance that is in place", COVERED, {}, "BE199 /gates/0 /regime",
     "A condition may not require insurance to be in place before the contract is awarded (Procurement Act 2023, section 22(3)"),
    ("so much insurance, and no word of when", COVERED,
     {"tender/gates/0": {**COVER, "measure": {"field": "bid.declared.employers-insurance"}, "test": "at-least",
                         "threshold": "5"},
      "tender/declares": {"employers-insurance": {"unit": "money"}}},
     "BE199 /gates/0 /regime", "cover asks for insurance, and does not accept undertaken"),
    ("a surety insurance in force, and nothing else", SECURED, {}, "BE199 /gates/0 /regime", "security wants insurance in force"),
    ("a condition without its reason", under(ACT, gates=[{**GATE, "basis": "condition-of-participation",
     "on_fail": "must-disregard"}]), {"tender/gates/0/because": DROP}, "BE197 /gates/0 /regime", "section 22(1) and (5)"),
    ("a limit of lots alone", IN_LOTS, {}, "BE179 /lot_limit /regime", "Procurement Act 2023, section 23(4)"),
    ("no tie rule", under(ACT), {"tender/ties": []}, "BE196 /regime", "no rule settles equal figures"),
    ("no tie rule under no law", under("generic@1"), {"tender/ties": []}, "BE196 /regime", "(the tender's published rules; status U)"),
    ("a leaf without a clause", under(ACT), {"tender/criteria/1/clause": DROP}, "BE195 /criteria/1 /regime",
     "workforce does not say where it was published. The most advantageous tender is found by the published criteria"),
    ("a council that weighs local spend", under(ACT, authority_type="council"), {"tender/criteria/1": LOCAL},
     "BE188 /criteria/1 /regime", "Local Government Act 1988, section 17(5)(e)"),
    ("a question about location", under(ACT, authority_type="council"),
     {"tender/criteria/1": {**QUESTION, "id": "base-location"}}, "BE188 /criteria/1 /regime", "base-location is weighted."),
    ("who buys is not stated", under(ACT), {"tender/criteria/1": LOCAL}, "BE188 /criteria/1 /regime",
     "spend is weighted by local/local-spend@1; the tender does not state authority_type"),
    ("nearness where services are not light touch", under(ACT, buys="services"),
     {"tender/criteria/1": {**QUESTION, "id": "proximity"}}, "BE188 /criteria/1 /regime", "section 23(6)(c)"),
    ("a council under the earlier law", under(PCR, authority_type="council"), {"tender/criteria/1": LOCAL},
     "BE188 /criteria/1 /regime", "Local Government Act 1988"),
    ("reserved, and services of another kind", MUTUAL, {"tender/buys": "services"},
     "BE167 /buys /gates/0 /regime", "reserved: buys is services. Contracts are reserved to public service mutuals only"),
    ("reserved, and nothing said of what is bought", MUTUAL, {"tender/buys": DROP}, "BE167 /gates/0 /regime", "buys is not stated"),
    ("reserved in an open procedure", MUTUAL, {"tender/procedure": "open"}, "BE167 /procedure /gates/0 /regime",
     "sections 20 and 33"),
    ("reserved by a gate of another basis", MUTUAL, {"tender/gates/0/basis": "mandatory-requirement"}, "BE167 /gates/0 /regime",
     "Tenders of suppliers that do not qualify must be disregarded"),
    ("reserved for longer than five years", MUTUAL, {"tender/contract/years": "5.5"}, "BE168 /contract /gates/0 /regime",
     "the contract runs 5.5 years, and 5 are the most"),
    ("reserved for longer than three years, before", MUTUAL_77, {"tender/contract/years": "4"},
     "BE168 /contract /gates/0 /regime", "regulation 77"),
    ("reserved under the law that followed", MUTUAL_77, {"tender/gates/0/use": "ownership/reserved-section-33@1"},
     "BE159 /gates/0/use /regime", "under these Regulations it is regulation 77"),
    ("reserved under the law before", MUTUAL, {"tender/gates/0/use": "ownership/reserved-regulation-77@1"},
     "BE159 /gates/0/use /regime", "is of the earlier regulations"),
    ("a reservation under the regime of providers", under(PSR, gates=[{**RESERVED, "basis": None}]), {},
     "BE159 /gates/0/use /regime", "rests on another law"),
    ("a weight refined in an open procedure", under(ACT, procedure="open"),
     {"decisions": [decision("refine", field="tender.yaml#/criteria/0/weight", from_="30", to="40")]},
     "BE169 decisions.yaml/0 /regime", "section 24"),
    ("a devolved Scottish body", under(ACT, nation="scotland", authority_type="council"), {},
     "BE166 /nation /authority_type /regime", "devolved Scottish bodies follow rules of their own"),
    ("a Scottish body of whatever kind", under(ACT, nation="scotland"), {}, "BE166 /nation /regime",
     "the tender does not state authority_type"),
    ("an authority in Wales", under(ACT, nation="wales", authority_type="council"), {}, "BE166 /nation /regime", "WPPN 009"),
    ("an authority in another country", under(ACT, nation="elsewhere"), {}, "BE166 /nation /regime", "nation is elsewhere"),
    ("clinical services of an NHS body", under(ACT, buys="health-care-services", authority_type="nhs-body"), {},
     "BE166 /buys /authority_type /regime", "fall outside the Act"),
    ("clinical services of who knows whom", under(ACT, buys="health-care-services"), {}, "BE166 /buys /regime",
     "; the tender does not state authority_type. Clinical services"),
    ("a private body", under(ACT, authority_type="private-body"), {}, "BE166 /authority_type /regime", "status U"),
    ("a regime of providers for works", under(PSR, buys="works"), {}, "BE166 /buys /regime", "clinical"),
    ("a regime of providers outside England", under(PSR, nation="wales"), {}, "BE166 /nation /regime", "(unverified)"),
    ("a process that providers are not selected by", under(PSR, procedure="open"), {}, "BE167 /procedure /regime",
     "most suitable provider"),
    ("a Scottish body, before", under(PCR, nation="scotland", authority_type="nhs-body"), {},
     "BE166 /nation /authority_type /regime", "followed regulations of their own (unverified)"),
]  # fmt: skip

LET_BE: list[tuple[str, Folder, Change]] = [
    ("exactly twice the value", TURNOVER, {}),
    ("above it with a reason", TURNOVER, {"tender/gates/0/threshold": "300", "tender/gates/0/because": "advance payments"}),
    ("turnover may be low", TURNOVER, {"tender/gates/0/threshold": "300", "tender/gates/0/test": "at-most"}),
    ("turnover beside something else, by which a bid may pass", TURNOVER,
     {"tender/gates/0/measure": {"sum": [{"field": "bidder.accounts.turnover"}, {"field": "bidder.accounts.reserves"}]},
      "tender/gates/0/threshold": "300"}),
    ("the better of turnover and a figure of the tender, which is no straight line", TURNOVER,
     {"tender/gates/0/measure": {"max": [{"field": "bidder.accounts.turnover"}, {"constant": "2", "unit": "money"}]},
      "tender/gates/0/threshold": "300"}),
    ("a value that is not stated", TURNOVER, {"tender/contract": DROP, "tender/gates/0/threshold": "300"}),
    ("four times one of two years is twice the value", TURNOVER,
     {"tender/gates/0": {**RATIO_GATE, "with": {"times": "4"}}, "tender/contract": {"value": "100", "years": "2"}}),
    ("the lowest grade that passes is at twice the value", TURNOVER,
     {"tender/gates/0": {**GRADED, "with": {"high_risk_below": "6", "low_risk_above": "9"}},
      "tender/contract": {"value": "100", "years": "3"}}),
    ("an Act without a cap", under(ACT, gates=[GATE], contract=WORTH), {"tender/gates/0/threshold": "1000"}),
    ("audited or unaudited accounts", ACCOUNTS, {"tender/gates/0/evidence": ["audited", "unaudited"]}),
    ("audited accounts in another phase", ACCOUNTS, {"tender/gates/0/phase": "minimums"}),
    ("audited accounts alone, under no law", under("generic@1", gates=[{**GATE, "evidence": ["audited"]}]), {}),
    ("insurance in place or undertaken", COVERED, {"tender/gates/0/threshold": ["in-place", "undertaken"]}),
    ("insurance as a question of the exclusion list, which it is not named as", COVERED,
     {"tender/gates/0/measure": {"field": "bid.declared.assurance"}, "tender/declares": {"assurance": {"unit": "words"}}}),
    ("a surety insurance that is promised", SECURED, {"tender/gates/0/with/stage": "promised"}),
    ("a surety insurance or a bond", SECURED, {"tender/gates/0/with/accepts": ["surety-insurance", "bond"]}),
    ("a condition with its reason", under(ACT, gates=[{**GATE, "basis": "condition-of-participation",
     "on_fail": "must-disregard"}]), {}),
    ("a requirement without a reason", under(ACT, gates=[{**GATE, "basis": "mandatory-requirement",
     "on_fail": "must-disregard"}]), {"tender/gates/0/because": DROP}),
    ("a limit with its mechanism", IN_LOTS, {"tender/lot_mechanism": "in published order"}),
    ("ties and clauses", under(ACT), {}),
    ("ties and clauses under no law", under("generic@1"), {}),
    ("no regime", published(PLAIN), {"tender/ties": [], "tender/criteria/1/clause": DROP}),
    ("a regime of another time is found elsewhere", under(ACT, nation="scotland", authority_type="council"),
     {"tender/began": "2019-01-01", "tender/ties": []}),
    ("local spend for a health body", under(ACT, authority_type="nhs-body"), {"tender/criteria/1": LOCAL}),
    ("local spend of a council under light touch", under(ACT, authority_type="council", buys="light-touch-services"),
     {"tender/criteria/1": LOCAL}),
    ("local spend reported and not weighted", under(ACT, authority_type="council"),
     {"tender/criteria/1": {**LOCAL, "weight": "0"}, "tender/criteria/0/weight": "60"}),
    ("a word that holds another", under(ACT, authority_type="council"), {"tender/criteria/1": {**QUESTION, "id": "allocation"}}),
    ("nearness under light touch", under(ACT, buys="light-touch-services"),
     {"tender/criteria/1": {**QUESTION, "id": "proximity"}}),
    ("local spend under the regime of providers", under(PSR, authority_type="council", nation="england"),
     {"tender/criteria/1": {**LOCAL, "because": "well-being of the area"}}),
    ("reserved for exactly five years", MUTUAL, {}),
    ("reserved for exactly three years, before", MUTUAL_77, {}),
    ("a long contract that is not reserved", under(ACT, contract={"value": "100", "years": "9"}), {}),
    ("a weight refined where it may be", under(ACT, procedure="competitive-flexible"),
     {"decisions": [decision("refine", field="tender.yaml#/criteria/0/weight", from_="30", to="40")]}),
    ("a ministry of the kingdom in Scotland", under(ACT, nation="scotland", authority_type="central-government"), {}),
    ("an authority in Northern Ireland", under(ACT, nation="northern-ireland", authority_type="council"), {}),
    ("clinical services of a ministry", under(ACT, buys="health-care-services", authority_type="central-government"), {}),
    ("clinical services under their own regime", under(PSR, buys="health-care-services", authority_type="nhs-body",
     nation="england", procedure="most-suitable-provider"), {}),
]  # fmt: skip


def line_of(finding: Finding) -> str:
    """Return ``CODE`` and the places of a finding; those of tender.yaml by their pointer alone."""
    places = ((f"{one.file}" if one.file != "tender.yaml" else "") + one.pointer for one in finding.sources)
    return " ".join((finding.code, *places))


@pytest.mark.parametrize("case", RAISED, ids=lambda case: case[0])
def test_a_check_is_raised_and_cites_its_rule(case: Row) -> None:
    _, folder, change, expected, words = case
    found = asked(folder, change)
    assert sorted(map(line_of, found)) == sorted(expected.splitlines()), [one.message for one in found]
    assert any(words in one.message for one in found), [one.message for one in found]


@pytest.mark.parametrize("case", LET_BE, ids=lambda case: case[0])
def test_what_keeps_to_the_rule_is_let_be(case: tuple[str, Folder, Change]) -> None:
    _, folder, change = case
    assert [one.message for one in asked(folder, change)] == []


MATTERS: list[tuple[str, Folder, Change, Severity]] = [
    (
        "a Scottish body is refused",
        under(ACT, nation="scotland", authority_type="council"),
        {},
        Severity.ERROR,
    ),
    ("Wales is a question", under(ACT, nation="wales"), {}, Severity.QUESTION),
    (
        "a cap of a secondary source is a warning",
        TURNOVER,
        {"tender/gates/0/threshold": "201"},
        Severity.WARNING,
    ),
    ("a clause is a question", under(ACT), {"tender/criteria/1/clause": DROP}, Severity.QUESTION),
]


@pytest.mark.parametrize("case", MATTERS, ids=lambda case: case[0])
def test_how_much_it_matters(case: tuple[str, Folder, Change, Severity]) -> None:
    _, folder, change, expected = case
    (finding,) = asked(folder, change)
    assert finding.severity is expected
    assert ("kind answer" in finding.remedy) == (expected is Severity.QUESTION)


def test_everything_that_can_be_looked_at_has_a_code_of_its_own() -> None:
    assert set(CODES) == set(Looks)
    assert len(set(CODES.values())) == len(CODES)


def own(rule: File) -> Folder:
    """Return a tender under a regime of one check."""
    pack, findings = parse_pack({**REGIME, "checks": [{"id": "rule", **SAID, **rule}]}, "criteria/here.yaml")
    assert findings == ()
    return changed(published(PLAIN), {f"packs|{OWN}": pack, "tender/regime": OWN, "tender/contract": WORTH})


OWN_CASES: list[tuple[str, File, Change, bool]] = [
    ("no facts: always", {"looks": "applies"}, {}, True),
    ("a fact that holds", {"looks": "applies", "when": {"nation": ["wales", "england"]}}, {"tender/nation": "england"}, True),
    ("a fact that does not", {"looks": "applies", "when": {"nation": ["wales"]}}, {"tender/nation": "england"}, False),
    ("a fact that is not stated", {"looks": "applies", "when": {"nation": ["wales"]}}, {}, False),
    ("one that counts unstated", {"looks": "applies", "when": {"nation": ["wales"]}, "unstated": ["nation"]}, {}, True),
    ("one of two facts", {"looks": "applies", "when": {"nation": ["wales"], "buys": ["goods"]}}, {"tender/nation": "wales"}, False),
    ("both facts", {"looks": "applies", "when": {"nation": ["wales"], "buys": ["goods"]}},
     {"tender/nation": "wales", "tender/buys": "goods"}, True),
    ("unless", {"looks": "applies", "unless": {"procedure": ["open"], "buys": ["works"]}}, {"tender/procedure": "open"}, False),
    ("unless something else", {"looks": "applies", "unless": {"procedure": ["open"]}}, {"tender/procedure": "dialogue"}, True),
    ("a family of packs", {"looks": "uses", "packs": ["here"]}, {}, False),
    ("a term at its limit", {"looks": "years", "at_most": "1"}, {}, False),
    ("a term above its limit", {"looks": "years", "at_most": "0.5"}, {}, True),
]  # fmt: skip


@pytest.mark.parametrize("case", OWN_CASES, ids=lambda case: case[0])
def test_a_check_hangs_on_the_facts_it_names(case: tuple[str, File, Change, bool]) -> None:
    _, rule, change, raised = case
    found = asked(own(rule), change)
    assert len(found) == raised
    assert all(
        "So it is (section 1; procurements begun from 2019-07-01 to 2029-07-01; status V)" in one.message
        for one in found
    )


def test_an_answer_closes_a_question_and_no_warning() -> None:
    closed = decision("answer", finding="BE196")
    inputs, findings = built(under(ACT), {"tender/ties": [], "decisions": [closed]})
    assert "BE196" in {one.code for one in findings}
    assert "BE196" not in {one.code for one in answered(findings, inputs)}
    warned = decision("answer", finding="BE198")
    inputs, findings = built(TURNOVER, {"tender/gates/0/threshold": "201", "decisions": [warned]})
    assert "BE198" in {one.code for one in answered(findings, inputs)}


NEIGHBOURS: list[tuple[str, str, str, str]] = [
    ("the Act before its time", ACT, "2025-02-23", "uk/pcr-2015@1"),
    ("the Regulations after theirs", PCR, "2025-02-24", "uk/procurement-act-2023@1"),
]


@pytest.mark.parametrize("case", NEIGHBOURS, ids=lambda case: case[0])
def test_a_regime_of_another_time_points_to_the_one_that_held(case: tuple[str, str, str, str]) -> None:
    _, reference, began, other = case
    found = [one for one in built(under(reference), {"tender/began": began}).findings if one.code == "BE163"]
    assert [f"Name the regime that held then: {other}" in one.remedy for one in found] == [True]
