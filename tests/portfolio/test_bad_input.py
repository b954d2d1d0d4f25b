"""Bad lines are named and counted, and the rest is done."""

import gzip
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from bideval.portfolio.one_tender import TenderError, tender_of
from bideval.portfolio.reasons import REASONS
from bideval.portfolio.sources import MOST_LINE
from bideval.report.portfolio_data import reject_line
from tests.portfolio.lines import Data, line, places, price_only, ran, weighted

PRICE: Data = {"id": "price", "kind": "price", "weight": 60, "formula": "lowest-over-bid"}
PLAN: Data = {"id": "plan", "kind": "quality", "weight": 40}
POINTS: tuple[Data, ...] = ({"plan": 80}, {"plan": 60})
GOOD = line(price_only("good", [100, 200]))


def own(
    criteria: Sequence[Data] = (PRICE, PLAN),
    points: Sequence[Data] = POINTS,
    bids: Sequence[Data] = (),
    **rules: object,
) -> bytes:
    """Return a weighted tender with some parts of it changed."""
    release = weighted("bad", [100, 200], points, criteria=criteria, bids=bids)
    part = release["portfolio"]
    assert isinstance(part, dict)
    part["rules"].update(rules)
    return line(release)


def bids(**changes: object) -> bytes:
    """Return a tender of two bids in which the second is changed; what is None goes."""
    release = price_only("bad", [100, 200])
    held = release["bids"]
    assert isinstance(held, dict)
    second = {**held["details"][1], **changes}
    held["details"][1] = {key: value for key, value in second.items() if value is not None}
    return line(release)


def in_lots(
    *named: list[str] | None, ids: Sequence[str | None] = ("a", "b"), rules: Sequence[str] = ()
) -> bytes:
    """Return a tender of several lots, with a bid for each of ``named``."""
    release = weighted("bad", [100, 200], POINTS, criteria=(PRICE, PLAN))
    tender, held, part = release["tender"], release["bids"], release["portfolio"]
    assert isinstance(tender, dict)
    assert isinstance(held, dict)
    assert isinstance(part, dict)
    tender["lots"] = [{"id": one} for one in ids]
    part["lots"] = [{"id": one, "rules": part["rules"]} for one in rules]
    for bid, lots in zip(held["details"], named, strict=True):
        bid["relatedLots"] = lots
    return line(release)


def pounds(amount: object, currency: object = "GBP") -> Data:
    return {"amount": amount, "currency": currency}


CASES = [
    ("a line cut in half", GOOD[: len(GOOD) // 2] + b"\n", "not-json"),
    ("words", b"no data today\n", "not-json"),
    ("an array", b"[1, 2]\n", "not-as-expected"),
    ("a release package", b'{"uri": "x", "releases": [' + GOOD.strip() + b"]}\n", "release-package"),
    ("a record package", b'{"version": "1.1", "records": [{"ocid": "x"}]}\n', "record-package"),
    (
        "a long release package",
        b'{"releases": [' + b", ".join([GOOD.strip()] * (MOST_LINE // len(GOOD) + 1)) + b"]}\n",
        "release-package",
    ),
    (
        "no package, but a word like it",
        b'{"publisher": {"releases": []}, "id": "records"}\n',
        "not-as-expected",
    ),
    ("without an ocid", b'{"tender": {}}\n', "not-as-expected"),
    ("not a number", GOOD.replace(b"200", b"NaN"), "not-json"),
    ("a price in words", GOOD.replace(b": 200", b': "about 200"'), "not-as-expected"),
    ("a price that is true", GOOD.replace(b": 200", b": true"), "not-as-expected"),
    ("no number in quotation marks", GOOD.replace(b": 200", b': "NaN"'), "price-unfit"),
    ("infinity in quotation marks", GOOD.replace(b": 200", b': "-Infinity"'), "price-unfit"),
    ("Latin-1", GOOD.replace(b"firm-1", b"caf\xe9-1"), "not-utf-8"),
    (
        "Latin-1 in a part that is not read",
        GOOD.replace(b'"date"', b'"title": "caf\xe9", "date"'),
        "not-utf-8",
    ),
    ("UTF-16", '{"ocid": "x"}'.encode("utf-16-le").replace(b"\n", b"") + b"\n", "not-utf-8"),
    ("objects without end", b'{"ocid":' + b'{"a":' * 5000 + b"\n", "not-as-expected"),
    ("no tender", line({"ocid": "bad"}), "no-tender"),
    ("no bid", line(price_only("bad", [])), "no-bids"),
    ("all withdrawn", GOOD.replace(b'"valid"', b'"withdrawn"').replace(b"good", b"bad"), "no-bid-stands"),
    ("an unknown status", bids(status="sealed"), "bid-status"),
    ("a bid without tenderers", bids(tenderers=None), "bid-without-tenderer"),
    ("a bid with no tenderer in its list", bids(tenderers=[]), "bid-without-tenderer"),
    ("a bid without a price", bids(value=None), "bid-without-price"),
    ("a price without an amount", bids(value={"currency": "GBP"}), "bid-without-price"),
    ("a price without a currency", bids(value={"amount": 3}), "no-currency"),
    ("two currencies", bids(value=pounds(200, "EUR")), "mixed-currencies"),
    ("one id for two bids", bids(id="bid-0"), "bid-twice"),
    ("a negative price", bids(value=pounds(-1)), "negative-price"),
    ("a price of nothing", bids(value=pounds(0)), "price-of-nothing"),
    ("a price finer than a penny", bids(value=pounds(Decimal("1.005"))), "price-unfit"),
    ("a price longer than any", bids(value=pounds(10**16)), "price-unfit"),
    ("a price with an exponent without end", GOOD.replace(b": 200", b": 1E+999999"), "price-unfit"),
    ("a price with decimals without end", GOOD.replace(b": 200", b": 0." + b"3" * 400), "price-unfit"),
    ("no rule", GOOD.replace(b"priceOnly", b"ratedCriteria").replace(b"good", b"bad"), "no-rule"),
    ("two lots, and bids for neither", in_lots(None, None), "bid-without-lot"),
    ("a bid for two lots at one price", in_lots(["a"], ["a", "b"]), "bid-for-several-lots"),
    ("a bid for a lot that is not there", in_lots(["a"], ["c"]), "lot-unclear"),
    ("two lots with one id", in_lots(["a"], ["a"], ids=("a", "a")), "lot-unclear"),
    ("a lot without an id", in_lots(["a"], ["a"], ids=("a", None)), "lot-unclear"),
    ("a rule for a lot that is not there", in_lots(["a"], ["b"], rules=("c",)), "lot-unclear"),
    (
        "one of two lots at a negative price",
        in_lots(["a"], ["b"]).replace(b": 200", b": -2"),
        "negative-price",
    ),
    (
        "one of two lots in another currency",
        in_lots(["a"], ["a"]).replace(b"GBP", b"EUR", 1),
        "mixed-currencies",
    ),
    ("weights of 99", own(criteria=[{**PRICE, "weight": 59}, PLAN]), "weights-not-100"),
    (
        "a negative weight",
        own(criteria=[{**PRICE, "weight": 110}, {**PLAN, "weight": -10}]),
        "negative-weight",
    ),
    ("points above 100", own(points=({"plan": 101}, {"plan": 0})), "points-out-of-range"),
    ("negative points", own(points=({"plan": 10}, {"plan": -1})), "negative-points"),
    ("points of another criterion", own(points=({"plan": 10}, {"price": 1})), "bid-without-points"),
    ("points of one more", own(points=({"plan": 10}, {"plan": 1, "more": 1})), "points-of-no-criterion"),
    ("points of one bid alone", own(points=({"plan": 10},)), "bid-not-described"),
    ("two prices", own(criteria=[PRICE, {**PRICE, "id": "b", "weight": 40}]), "several-price-criteria"),
    (
        "one criterion twice",
        own(criteria=[PRICE, {**PLAN, "weight": 20}, {**PLAN, "weight": 20}]),
        "criterion-twice",
    ),
    (
        "criteria without end",
        own(criteria=[{**PLAN, "id": f"plan-{one}", "weight": 4} for one in range(25)]),
        "too-many-criteria",
    ),
    (
        "a weight with three decimals",
        own(criteria=[{**PRICE, "weight": Decimal("60.001")}, PLAN]),
        "weight-unfit",
    ),
    ("points with four decimals", own(points=({"plan": Decimal("0.0001")}, {"plan": 0})), "points-unfit"),
    (
        "a test with three decimals",
        own(turnoverAtLeast=Decimal("0.001"), bids=({"turnover": 1}, {"turnover": 1})),
        "number-unfit",
    ),
    ("a negative security", own(bids=({"security": -1},)), "negative-number"),
    ("no criterion", own(criteria=[]), "no-criteria"),
    ("no formula", own(criteria=[{**PRICE, "formula": None}, PLAN]), "formula-missing"),
    ("a formula nobody knows", own(criteria=[{**PRICE, "formula": "lowest"}, PLAN]), "not-as-expected"),
    ("n of 1", own(criteria=[{**PRICE, "formula": "linear-to-n-lowest", "n": 1}, PLAN]), "formula-unclear"),
    (
        "no points for equal prices",
        own(criteria=[{**PRICE, "formula": "lowest-to-highest"}, PLAN]),
        "formula-unclear",
    ),
    (
        "a budget formula without one",
        own(criteria=[{**PRICE, "formula": "budget-linear"}, PLAN]),
        "formula-unclear",
    ),
    ("five decimals", own(weightedPlaces=5), "rounding-unclear"),
    ("a rule nobody knows", own(minimum=3), "not-as-expected"),
    ("a turnover test without turnovers", own(turnoverAtLeast=5), "bid-without-turnover"),
    ("an ownership nobody knows", own(bids=({"ownership": "strong"},)), "not-as-expected"),
    ("the ocid of an earlier line", GOOD, "ocid-twice"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_bad_line_in_the_middle(case: tuple[str, bytes, str], tmp_path: Path) -> None:
    _, bad, reason = case
    path = tmp_path / "lines.jsonl"
    path.write_bytes(GOOD + bad + b"\n" + line(price_only("last", [3, 2])))
    tally, rejected = ran(path)
    assert places(rejected) == [(2, reason)]
    assert tally.rejected == {reason: 1}
    assert (tally.lines, tally.evaluated) == (4, 2)


def test_every_reason_has_a_case_or_a_test_of_its_own() -> None:
    assert {reason for _, _, reason in CASES} | {"cut-off", "line-too-long", "json-document"} == set(REASONS)


GOOD_CASES = [
    ("UTF-8 in a part that is not read", GOOD.replace(b'"date"', b'"title": "caf\xc3\xa9", "date"')),
    ("an amount as its digits", bids(value=pounds(Decimal("199.99")))),
    ("an amount in quotation marks", GOOD.replace(b": 200", b': "200"')),
    ("ids as numbers", bids(id=7)),
    ("a disqualified bid without a price", bids(status="disqualified", value=None)),
    ("a withdrawn bid without a price", bids(status="withdrawn", value=None)),
    ("a status that is not stated", bids(status=None)),
    ("a byte order mark", b"\xef\xbb\xbf" + GOOD),
    ("a line end of Windows", GOOD.replace(b"\n", b"\r\n")),
    ("points with three decimals", own(points=({"plan": Decimal("62.525")}, {"plan": 0}))),
    ("weights with two decimals", own(criteria=[{**PRICE, "weight": Decimal("60.00")}, PLAN])),
    ("one lot", GOOD.replace(b'"id": "t"', b'"id": "t", "lots": [{"id": 1}]')),
]


@pytest.mark.parametrize("case", GOOD_CASES, ids=lambda case: case[0])
def test_a_line_that_is_well(case: tuple[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(case[1])
    tally, rejected = ran(path)
    assert (rejected, tally.evaluated) == ([], 1)


def test_a_line_of_20_million_bytes_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(
        GOOD + b'{"ocid": "' + b"x" * (MOST_LINE + 4_000_000) + b'"}\n' + line(price_only("b", [3, 2]))
    )
    tally, rejected = ran(path)
    assert places(rejected) == [(2, "line-too-long")]
    assert (tally.lines, tally.evaluated) == (3, 2)


CUT = [
    ("in the middle of a line", lambda data: data[: len(data) // 2]),
    ("before its check sum", lambda data: data[:-4]),
    ("with a byte changed", lambda data: data[:-6] + bytes([data[-6] ^ 1]) + data[-5:]),
]


@pytest.mark.parametrize("case", CUT, ids=lambda case: case[0])
def test_a_compressed_file_that_is_cut_off(case: tuple[str, object], tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(line(price_only(f"t{number}", [5, 7])) for number in range(2000)), mtime=0)
    assert callable(case[1])
    path = tmp_path / "lines.jsonl.gz"
    path.write_bytes(case[1](whole))
    tally, rejected = ran(path)
    assert "cut-off" in tally.rejected
    assert rejected[-1].reject.reason == "cut-off"
    assert tally.evaluated + sum(tally.rejected.values()) == tally.lines
    assert tally.evaluated > 100


def test_broken_lines_among_many_have_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    broken = {77, 5000, 5001, 9999}
    with path.open("wb") as file:
        for number in range(1, 10_001):
            file.write(b"{\n" if number in broken else line(price_only(f"t{number}", [5, 7])))
    tally, rejected = ran(path, part_size=70_000)
    assert places(rejected) == [(number, "not-json") for number in sorted(broken)]
    assert (tally.lines, tally.evaluated) == (10_000, 9996)


def test_a_reject_says_why_in_words(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(bids(value=pounds(-1)))
    (rejected,) = ran(path)[1]
    assert json.loads(reject_line(rejected)) == {
        "source": str(path),
        "line": 1,
        "ocid": "bad",
        "reason": "negative-price",
        "words": "a price is below 0",
        "detail": "",
    }


def test_a_criterion_of_another_kind_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    """Criteria are read apart from the rest of their line."""
    path = tmp_path / "lines.jsonl"
    path.write_bytes(own(criteria=[{**PRICE, "formula": "lowest"}, PLAN]))
    (rejected,) = ran(path)[1]
    assert "lowest" in rejected.reject.detail
    with pytest.raises(TenderError, match="another kind than the standard"):
        tender_of([str(path)], "bad")


def test_long_criteria_are_read_as_short_ones_are(tmp_path: Path) -> None:
    """The text of long ones is not held for the next tender."""
    path = tmp_path / "lines.jsonl"
    name = "p" * 5000
    long = {**PLAN, "id": name}
    path.write_bytes(own(criteria=[PRICE, long], points=({name: 80}, {name: 60})))
    tally, rejected = ran(path)
    assert (rejected, tally.evaluated) == ([], 1)
