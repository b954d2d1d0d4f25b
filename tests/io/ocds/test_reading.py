"""A release becomes a tender: what is read, and for each finding a release that gives it and one put right."""

from fractions import Fraction

import pytest

from bideval.errors import Severity
from bideval.io.ocds.desk import Reader
from bideval.io.ocds.weights import Confidence
from bideval.model.decision import DecisionKind
from bideval.model.evaluation import LotStatus
from bideval.scoring.evaluate import judge
from tests.io.ocds.files import Data, bid, codes, one, release

RATED = {"awardCriteria": "ratedCriteria"}
TWO_LOTS = {"lots": [{"id": "LOT-1"}, {"id": "LOT-2"}]}


def weights(*numbers: tuple[str, object, str]) -> Data:
    """Return award criteria with a number each."""
    criteria = [
        {"name": name, "type": "price" if name == "Price" else "quality", "numbers": [{"number": number, "weight": weight}]}
        for name, number, weight in numbers
    ]  # fmt: skip
    return {"lots": [{"id": "1", "awardCriteria": {"criteria": criteria}}], **RATED}


def requirement(*groups: Data) -> Data:
    return {"criteria": [{"id": "c", "title": "Years trading", "requirementGroups": list(groups)}]}


def counted(measure: str, value: int) -> Data:
    """Return two bids, at 900 and 1000, with a statistic."""
    return {
        "statistics": [{"id": "1", "measure": measure, "value": value}],
        "details": [bid("1", 900), bid("2", 1000)],
    }


YEARS: Data = {"id": "g", "requirements": [{"id": "years", "dataType": "integer", "minValue": 3}]}

CASES = [
    # code      in words                        wrong                                                           right
    ("BE903",   "an amount written as text",    release([bid(amount="900")]),                                   release([bid(amount=900)])),
    ("BE903",   "an amount that is true",       release([bid(amount=True)]),                                    release([bid(amount=1)])),
    ("BE903",   "bids that are a text",         release(bids="none"),                                           release(bids={"details": [bid()]})),
    ("BE903",   "an empty ocid inside",         release(tender={"lots": 7}),                                    release(tender={"lots": []})),
    ("BE904",   "no rule at all",               release(tender={"awardCriteria": None}),                        release()),
    ("BE904",   "a word alone",                 release(tender=RATED),                                          release(tender={"awardCriteria": "lowestCost"})),
    ("BE904",   "criteria without any",         release(tender={"awardCriteria": {"criteria": []}}),            release(tender={"awardCriteria": {"criteria": [{"type": "price"}]}})),
    ("BE905",   "weights and no formula",       release(tender=weights(("Price", 40, "percentageExact"), ("Quality", 60, "percentageExact"))), release()),
    ("BE906",   "no tenderer",                  release([bid(tenderers=None)]),                                 release([bid()])),
    ("BE906",   "an empty list of tenderers",   release([bid(tenderers=[])]),                                   release([bid(tenderers=[{"name": "Firm 1"}])])),
    ("BE907",   "weights in words",             release(tender={**RATED, "awardCriteriaDetails": "Price 40%, Quality 60%"}), release()),
    ("BE908",   "two currencies",               release([bid("1"), bid("2", value={"amount": 1, "currency": "EUR"})]), release([bid("1"), bid("2")])),
    ("BE908",   "no currency",                  release([bid(value={"amount": 900})]),                          release([bid()])),
    ("BE908",   "the value in another one",     release(tender={"value": {"amount": 1, "currency": "EUR"}}),    release(tender={"value": {"amount": 1, "currency": "GBP"}})),
    ("BE909",   "one id twice",                 release([bid("1"), bid("1", 800)]),                             release([bid("1"), bid("2", 800)])),
    ("BE910",   "alternatives",                 release(tender=requirement(YEARS, YEARS)),                      release()),
    ("BE910",   "a requirement as a test",      release([bid(requirementResponses=[{"id": "r", "value": 5, "requirement": {"id": "years"}}])], tender=requirement(YEARS)), release()),
    ("BE911",   "no status",                    release([bid(status=None)]),                                    release([bid()])),
    ("BE911",   "a status of no codelist",      release([bid(status="accepted")]),                              release([bid()])),
    ("BE911",   "not evaluated yet",            release([bid(status="pending")]),                               release([bid()])),
    ("BE912",   "no lot named",                 release([bid()], tender=TWO_LOTS),                              release([bid(relatedLots=["LOT-1"])], tender=TWO_LOTS)),
    ("BE912",   "a lot there is not",           release([bid(relatedLots=["LOT-9"])], tender=TWO_LOTS),         release([bid(relatedLots=["LOT-2"])], tender=TWO_LOTS)),
    ("BE912",   "one amount for two lots",      release([bid(relatedLots=["LOT-1", "LOT-2"])], tender=TWO_LOTS), release([bid("1", relatedLots=["LOT-1"]), bid("2", relatedLots=["LOT-2"])], tender=TWO_LOTS)),
    ("BE913",   "no amount",                    release([bid("1", value=None), bid("2")]),                      release([bid("1"), bid("2")])),
    ("BE913",   "an amount below zero",         release([bid(amount=-900)]),                                    release([bid(amount=1)])),
    ("BE913",   "an amount of 20 digits",       release([bid(amount=10**20)]),                                  release([bid(amount=10**14)])),
    ("BE916",   "two bids of one bidder",       release([bid("1"), bid("2", tenderers=[{"id": "GB-1"}])]),      release()),
    ("BE917",   "no bids",                      release(bids={"details": []}, tender={"value": {"amount": 1, "currency": "GBP"}}), release()),
    ("BE917",   "bids invited and never made",  release([bid(status="invited")]),                               release()),
    ("BE917",   "no bids, counted and awarded", release(bids={"statistics": [{"measure": "bids", "value": 13}]}, tender={"value": {"amount": 1, "currency": "GBP"}}, awards=[{"status": "active", "suppliers": [{"id": "A"}]}]), release()),
    ("BE918",   "an award for no bid",          release(awards=[{"id": "a", "status": "active", "relatedBid": "9"}]), release(awards=[{"id": "a", "status": "active", "relatedBid": "2"}])),
    ("BE920",   "a count of bids",              release(bids=counted("validBids", 3)),                          release(bids=counted("validBids", 2))),
    ("BE920",   "the lowest amount",            release(bids=counted("lowestValidBidValue", 899)),              release(bids=counted("lowestValidBidValue", 900))),
    ("BE921",   "a price of 0",                 release([bid("1", 0), bid("2", 900)]),                          release([bid("1", 1), bid("2", 900)])),
    ("BE922",   "a tender worth less than 0",   release(tender={"value": {"amount": -1, "currency": "GBP"}}),   release(tender={"value": {"amount": 0, "currency": "GBP"}})),
    ("BE922",   "a lot worth less than 0",      release([bid(relatedLots=["1"])], tender={"lots": [{"id": "1", "value": {"amount": -1, "currency": "GBP"}}]}), release([bid(relatedLots=["1"])], tender={"lots": [{"id": "1", "value": {"amount": 1, "currency": "GBP"}}]})),
    ("BE923",   "the end before the start",     release(tender={"tenderPeriod": {"startDate": "2026-01-02T00:00:00Z", "endDate": "2026-01-01T00:00:00Z"}}), release(tender={"tenderPeriod": {"startDate": "2026-01-01T00:00:00Z", "endDate": "2026-01-02T00:00:00Z"}})),
    ("BE923",   "one day told in two zones",    release(tender={"tenderPeriod": {"startDate": "2026-01-02T00:00:00+09:00", "endDate": "2026-01-02T00:00:00+09:00"}}), release(tender={"tenderPeriod": {"endDate": "2026-01-02T00:00:00+09:00"}})),
]  # fmt: skip
WARNINGS = {"BE911", "BE916", "BE918", "BE920", "BE921", "BE922", "BE923"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_wrong_release_gives_its_finding_at_its_line(case: tuple[str, str, Data, Data]) -> None:
    code, _, wrong, _ = case
    found = one(wrong)
    own = [finding for finding in found.findings if finding.code == code]
    assert own
    assert all(finding.remedy and finding.sources[0].line == 1 for finding in own)
    stops = any(finding.severity is Severity.ERROR for finding in own)
    assert (found.inputs is None) >= stops
    assert stops is (code not in WARNINGS and case[1] != "a requirement as a test")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_put_right_it_is_evaluated_without_the_finding(case: tuple[str, str, Data, Data]) -> None:
    code, _, _, right = case
    found = one(right)
    assert code not in codes(found.findings)
    assert found.inputs is not None, found.findings
    assert judge(found.inputs).evaluation is not None


def test_the_table_covers_every_code_of_a_single_release() -> None:
    assert {case[0] for case in CASES} == {
        f"BE9{number:02}" for number in (*range(3, 14), 16, 17, 18, *range(20, 24))
    }


def test_what_a_bid_becomes() -> None:
    firms = [{"id": "GB-2", "name": "Bright\tand Co"}, {"id": "GB-1", "name": "Ash"}]
    found = one(
        release([bid("Bid/7", 1250000.5, tenderers=firms, date="2026-01-15T12:00:00+09:00"), bid("2", 2)])
    )
    assert found.inputs is not None
    own = found.inputs.bids["bid-7"]
    assert (own.foreign_id, own.received, own.bidder.type) == ("Bid/7", "2026-01-15T03:00:00Z", "consortium")
    assert [(one.id, one.name) for one in own.members] == [("gb-2", "Bright and Co"), ("gb-1", "Ash")]
    assert found.inputs.prices["bid-7"].lots["whole"].amount == Fraction("1250000.5")


_VERSION = [
    {"releaseID": "1", "releaseDate": "2026-01-01T00:00:00Z", "releaseTag": ["tender"], "value": "Roads"}
]
_VERSIONED: Data = {"ocid": "ocds-x-1", "tender": {"id": "1", "title": _VERSION}}
VERSIONED = [
    # in words                              data                                                                refused
    ("a versioned release",                 _VERSIONED,                                                         True),
    ("one whose language has versions",     {"ocid": "ocds-x-1", "language": _VERSION},                         True),
    ("a record with nothing else",          {"ocid": "ocds-x-1", "versionedRelease": _VERSIONED},               True),
    ("a package of such a record",          {"records": [{"ocid": "ocds-x-1", "versionedRelease": _VERSIONED}]}, True),
    ("a record with its compiled release",  {"ocid": "ocds-x-1", "versionedRelease": _VERSIONED, "compiledRelease": release()}, False),
    ("a record with its releases",          {"ocid": "ocds-x-1", "versionedRelease": _VERSIONED, "releases": [release()]}, False),
    ("a plain release",                     release(),                                                          False),
    ("one with an empty list",              release(tender={"lots": []}),                                       False),
]  # fmt: skip


@pytest.mark.parametrize("case", VERSIONED, ids=lambda case: case[0])
def test_a_versioned_release_is_refused_as_what_it_is(case: tuple[str, Data, bool]) -> None:
    _, data, refused = case
    found = one(data)
    assert (found.inputs is None) is refused
    assert codes(found.findings) == ({"BE903"} if refused else set())
    assert all("versioned release" in finding.message for finding in found.findings)


PERIODS = [
    # in words                      start                           end                             began           deadline
    ("no start is stated",          None,                           "2007-05-09T00:00:00+09:00",    None,           "2007-05-08T15:00:00Z"),
    ("no end is stated",            "2007-05-09T00:00:00+09:00",    None,                           "2007-05-09",   None),
    ("a start in British summer",   "2026-04-01T00:00:00+01:00",    "2026-05-01T12:00:00+01:00",    "2026-04-01",   "2026-05-01T11:00:00Z"),
    ("one day in Japan",            "2007-05-09T00:00:00+09:00",    "2007-05-09T00:00:00+09:00",    "2007-05-09",   "2007-05-08T15:00:00Z"),
    ("the end before the start",    "2026-01-02T00:00:00Z",         "2026-01-01T00:00:00Z",         None,           "2026-01-01T00:00:00Z"),
    ("a bare day after the end",    "2026-01-02",                   "2026-01-01T00:00:00Z",         None,           "2026-01-01T00:00:00Z"),
]  # fmt: skip


@pytest.mark.parametrize("case", PERIODS, ids=lambda case: case[0])
def test_times_are_those_that_are_stated(
    case: tuple[str, str | None, str | None, str | None, str | None],
) -> None:
    _, start, end, began, deadline = case
    found = one(release(tender={"tenderPeriod": {"startDate": start, "endDate": end}}))
    assert found.inputs is not None
    assert (found.inputs.tender.began, found.inputs.tender.deadline) == (began, deadline)


def test_a_value_below_zero_is_not_used() -> None:
    data = {"value": {"amount": -1, "currency": "GBP"}, "minValue": {"amount": -2, "currency": "GBP"}}
    found = one(release(tender=data), Reader(limits=True))
    assert found.inputs is not None
    assert (found.inputs.tender.contract, found.inputs.tender.gates) == (None, ())


NO_BIDS = [
    # in words                      statistics                                                  awards                                                          said
    ("nothing but rules",           [],                                                         [],                                                             "the release holds no bids (redacted or not published); nothing can be evaluated"),
    ("bids that are counted",       [{"measure": "bids", "value": 13}],                         [],                                                             "the release holds no bids (redacted or not published), though it counts 13; nothing can be evaluated"),
    ("counted by lot",              [{"measure": "bids", "value": 3, "relatedLot": "1"}, {"measure": "bids", "value": 4, "relatedLot": "2"}], [],               "the release holds no bids (redacted or not published), though it counts 7; nothing can be evaluated"),
    ("an award",                    [],                                                         [{"status": "active", "suppliers": [{"id": "A", "name": "Ash"}]}], "the release holds no bids (redacted or not published); it names an award to Ash; nothing can be evaluated"),
    ("an award that is pending",    [],                                                         [{"status": "pending", "suppliers": [{"id": "A"}]}],            "the release holds no bids (redacted or not published); nothing can be evaluated"),
]  # fmt: skip


@pytest.mark.parametrize("case", NO_BIDS, ids=lambda case: case[0])
def test_what_is_said_of_bids_that_are_not_there(case: tuple[str, list[Data], list[Data], str]) -> None:
    _, statistics, awards, said = case
    worth = {"value": {"amount": 1, "currency": "GBP"}}
    found = one(release(tender=worth, bids={"statistics": statistics}, awards=awards))
    assert [finding.message for finding in found.findings if finding.code == "BE917"] == [said]


STATUSES = [
    # in words                  status          stands as       decisions
    ("a valid bid",             "valid",        "received",     []),
    ("one disqualified",        "disqualified", "received",     [DecisionKind.EXCLUDE]),
    ("one withdrawn",           "withdrawn",    "withdrawn",    []),
]  # fmt: skip


@pytest.mark.parametrize("case", STATUSES, ids=lambda case: case[0])
def test_what_becomes_of_a_bid(case: tuple[str, str, str, list[DecisionKind]]) -> None:
    _, status, expected, kinds = case
    found = one(release([bid("1", 900, status=status), bid("2", 1000)]))
    assert found.inputs is not None
    assert found.inputs.bids["1"].status.value == expected
    assert [decision.kind for decision in found.inputs.decisions] == kinds
    lot = judge(found.inputs).evaluation
    assert lot is not None
    assert lot.lots[0].winner == ("1" if status == "valid" else "2")


def test_equal_lowest_prices_are_a_tie_for_no_rule_is_published() -> None:
    found = one(release([bid("1", 900), bid("2", 900), bid("3", 950)]))
    assert found.inputs is not None
    evaluation = judge(found.inputs).evaluation
    assert evaluation is not None
    assert (evaluation.lots[0].status, evaluation.lots[0].tied) == (LotStatus.TIED, ("1", "2"))


def test_limits_are_taken_only_where_asked_for() -> None:
    data = release(
        tender={"value": {"amount": 950, "currency": "GBP"}, "minValue": {"amount": 920, "currency": "GBP"}}
    )
    plain, limited = one(data), one(data, Reader(limits=True))
    assert plain.inputs is not None
    assert limited.inputs is not None
    assert plain.inputs.tender.gates == ()
    assert [(gate.id, gate.test.value) for gate in limited.inputs.tender.gates] == [
        ("highest-price", "at-most"),
        ("lowest-price", "at-least"),
    ]
    evaluation = judge(limited.inputs).evaluation
    assert evaluation is not None
    assert evaluation.lots[0].status is LotStatus.NO_ASSESSED_BID  # 900 is below 920, and 1000 above 950


def test_a_requirement_lets_in_and_shuts_out() -> None:
    def answer(value: int) -> Data:
        return {"requirementResponses": [{"id": "r", "value": value, "requirement": {"id": "years"}}]}

    found = one(release([bid("1", 900, **answer(2)), bid("2", 1000, **answer(3))], tender=requirement(YEARS)))
    assert found.inputs is not None
    evaluation = judge(found.inputs).evaluation
    assert evaluation is not None
    assert evaluation.lots[0].winner == "2"


def test_lots_have_a_result_each() -> None:
    bids = [
        bid("1", 900, relatedLots=["LOT-1"]),
        bid("2", 800, relatedLots=["LOT-2"]),
        bid("3", 700, relatedLots=["LOT-2"]),
    ]
    awards = [{"id": "a", "status": "active", "relatedLots": ["LOT-2"], "suppliers": [{"id": "GB-3"}]}]
    found = one(release(bids, tender=TWO_LOTS, awards=awards))
    assert found.inputs is not None
    evaluation = judge(found.inputs).evaluation
    assert evaluation is not None
    assert [(lot.id, lot.winner) for lot in evaluation.lots] == [("lot-1", "1"), ("lot-2", "3")]
    assert [(award.lots, award.bids) for award in found.recorded] == [(("lot-2",), ("3",))]


TRUST = [
    # in words                  text                                            trust               taken
    ("sure, and trusted",       "Price 40%, Quality 60%",                       Confidence.HIGH,    True),
    ("sure, and nobody asked",  "Price 40%, Quality 60%",                       None,               False),
    ("a guess, and trusted",    "Price - 40, Quality - 60",                     Confidence.MEDIUM,  True),
    ("a guess, not trusted",    "Price - 40, Quality - 60",                     Confidence.HIGH,    False),
    ("not even 100",            "Price 40%, Quality 50%",                       Confidence.MEDIUM,  False),
]  # fmt: skip


@pytest.mark.parametrize("case", TRUST, ids=lambda case: case[0])
def test_weights_in_words_are_never_silently_trusted(case: tuple[str, str, Confidence | None, bool]) -> None:
    _, text, trust, taken = case
    found = one(release(tender={**RATED, "awardCriteriaDetails": text}), Reader(trust))
    (said,) = [finding for finding in found.findings if finding.code == "BE907"]
    assert said.severity is (Severity.WARNING if taken else Severity.ERROR)
    tender = found.files["tender.yaml"]
    assert isinstance(tender, dict)
    assert ("criteria" in tender) is taken


def test_parts_that_are_not_known_are_kept() -> None:
    data = release(
        planning={"budget": {"amount": {"amount": 1, "currency": "GBP"}}}, x_local={"a": [1, {"b": None}]}
    )
    found = one(data)
    assert found.data == data
    assert found.release is not None
    assert found.release.model_extra is not None
    assert set(found.release.model_extra) == {"planning", "x_local"}
