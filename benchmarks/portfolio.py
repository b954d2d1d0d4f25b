"""A portfolio: reading beside other readers, prices alone beside DuckDB and Polars, and growth.

Lines are invented tenders of 8.6 kB.  Larger files repeat 5,000 of them under other ocids of
the same length.  The peers of the price-only subset find the lowest price of each tender, in
floats; ours reads, checks, decides ties, compares with the recorded winner and adds up.  Their
sums of lowest prices are compared with ours before anything is timed.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.clock import Figure, race, timed
from benchmarks.processes import OURS, Runner
from benchmarks.report import NotRun, Outcome, Row
from benchmarks.sizes import Size
from bideval.portfolio.invent import invented

_DISTINCT = 5_000
_PRICE = (b'"ratedCriteria"', b'"priceOnly"')
_LEFT = (b'"portfolio":', b'"left_out":')
_STATED = ("weightedPlaces", "ties", "markStep", "years", "turnoverAtLeast", "security")
_NONE: dict[str, Any] = {"rules": {"criteria": []}, "bids": []}
_LARGE = 100_000  # tenders from which two processes are to take little more than half the time
_MOST = 150e6  # bytes a process
_FORMULAS = ("", "formula=lowest-over-bid", "formula=lowest-to-highest", "formula=linear-to-n-lowest:n=3")
_VALUES = ("", "social-value=10", "social-value=20", "social-value=30", "social-value=40")
_TESTS = ("", "turnover=off", "turnover=cap:1", "turnover=on:2", "lots=half")
SCENARIOS = (
    *(
        text
        for formula in _FORMULAS
        for value in _VALUES
        for test in _TESTS
        if (text := " ".join(filter(None, (formula, value, test))))
    ),
    "reserve=mutuals",
)  # 100


def portfolio(size: Size) -> list[Outcome]:
    """Run the rows."""
    if find_spec("msgspec") is None:
        return [NotRun("a portfolio", "msgspec is not installed; make bench installs it")]
    with TemporaryDirectory() as place:
        return [
            *_reading(size),
            *_price_only(size, Path(place)),
            *_growth(size, Path(place)),
        ]


def write_lines(path: Path, count: int) -> None:
    """Write ``count`` tenders, each with an ocid of its own."""
    distinct = list(invented(min(count, _DISTINCT), 1))
    with path.open("wb") as file:
        for turn in range(-(-count // _DISTINCT)):
            own = distinct[: count - turn * _DISTINCT]
            file.writelines(line.replace(b"ocds-invent-1-0", b"ocds-%08d-" % turn, 1) for line in own)


def _reading(size: Size) -> list[Outcome]:
    """Read the parts that are used, beside readers of whole lines and a model of the same parts."""
    decode = import_module("msgspec").json.Decoder(import_module("bideval.portfolio.release").Release).decode
    lines = list(invented(size.lines, 1))
    rows: list[Outcome] = []
    for package, target in (("json", 3.0), ("orjson", 1.8)):
        try:
            loads: Callable[[bytes], dict[str, Any]] = import_module(package).loads
        except ImportError:
            rows.append(NotRun(f"read a line of 8.6 kB, {package}", f"{package} is not installed"))
            continue
        rows.append(_read(size, lines, decode, f"{package}.loads, nothing taken out", loads, target))
        rows.append(
            _read(size, lines, decode, f"{package}.loads, the same parts", partial(_parts, loads), target)
        )
    release = import_module("bideval.io.ocds.release").Release
    return [*rows, _read(size, lines, decode, "pydantic", release.model_validate_json, 3)]


def _read(
    size: Size,
    lines: list[bytes],
    ours: Callable[[bytes], object],
    name: str,
    peer: Callable[[bytes], object],
    target: float,
) -> Row:
    work = [timed(lambda one=one: partial(_each, one, lines), len(lines)) for one in (ours, peer)]
    first, second = race(work, size.processes)
    return Row("read a line of 8.6 kB", first, name, second, target)


def _parts(loads: Callable[[bytes], dict[str, Any]], line: bytes) -> object:
    """The parts that ours reads, out of all of a line; ours looks at their types too, and this does not."""
    release = loads(line)
    tender, own = release["tender"], release.get("portfolio", _NONE)
    rules = own["rules"]
    bids = [
        (
            one["id"],
            one.get("status"),
            one["tenderers"][0]["id"],
            one["value"]["amount"],
            one["value"]["currency"],
        )
        for one in release["bids"]["details"]
    ]
    parts = [
        (
            *(one["id"], one["points"], one.get("ownership"), one.get("size"), one.get("turnover")),
            *(one.get("security"), one.get("securityInPrice"), one.get("localSpend")),
        )
        for one in own["bids"]
    ]
    stated = [rules.get(key) for key in _STATED]
    held = (
        release["ocid"],
        release.get("date"),
        release.get("buyer"),
        release.get("awards"),
        own.get("region"),
    )
    return (
        held,
        tender["value"],
        tender["awardCriteria"],
        tender.get("items"),
        bids,
        parts,
        rules["criteria"],
        stated,
    )


def _each(read: Callable[[bytes], object], lines: list[bytes]) -> None:
    for line in lines:
        read(line)


def _price_only(size: Size, place: Path) -> Iterator[Outcome]:
    """The lowest price of each tender, one thread on both sides."""
    path = place / "prices.jsonl"
    with path.open("wb") as file:
        for line in invented(size.lines, 2):
            file.write(line.replace(*_PRICE, 1).replace(*_LEFT, 1))
    ours = _ours(path)
    work = f"{size.lines:,} tenders, lowest price"
    for package, peer in (("duckdb", _duckdb), ("polars", _polars)):
        try:
            import_module(package)
        except ImportError:
            yield NotRun(f"{work}, {package}", f"{package} is not installed")
            continue
        assert abs(peer(path) - ours) < 0.01 * size.lines
        contenders = [timed(lambda one=one: partial(one, path)) for one in (_ours, peer)]
        first, second = race(contenders, min(3, size.processes))
        yield Row(work, first, package, second)


def _ours(path: Path) -> float:
    module = import_module("bideval.portfolio.run")
    asked = module.Asked((str(path),), module.Order((), "ownership"))
    tally = module.run(asked, lambda _: None)
    return float(tally.scenarios[0].paid["GBP"].before_low / 100)


_COLUMNS = {
    "ocid": "VARCHAR",
    "bids": 'STRUCT(details STRUCT(id VARCHAR, "value" STRUCT(amount DOUBLE))[])',
}
_SQL = """
SELECT sum(low) FROM (
  SELECT ocid, arg_min(bid.id, bid.value.amount) AS winner, min(bid.value.amount) AS low
  FROM (SELECT ocid, unnest(bids.details) AS bid FROM lines) GROUP BY ocid)
"""


def _duckdb(path: Path) -> float:
    connection = import_module("duckdb").connect(config={"threads": 1})
    lines = connection.read_json(str(path), format="newline_delimited", columns=_COLUMNS)
    return float(lines.query("lines", _SQL).fetchall()[0][0])


def _polars(path: Path) -> float:
    pl = import_module("polars")
    bid = pl.Struct({"id": pl.String, "value": pl.Struct({"amount": pl.Float64})})
    schema = {"ocid": pl.String, "bids": pl.Struct({"details": pl.List(bid)})}
    bids = (
        pl.scan_ndjson(path, schema=schema)
        .select("ocid", pl.col("bids").struct.field("details"))
        .explode("details")
    )
    flat = bids.select("ocid", pl.col("details").struct.unnest()).select(
        "ocid", "id", pl.col("value").struct.unnest()
    )
    won = flat.group_by("ocid").agg(pl.col("id").sort_by("amount").first(), pl.col("amount").min())
    return float(won.select(pl.col("amount").sum()).collect().item())


def _growth(size: Size, place: Path) -> Iterator[Outcome]:
    """Whole processes over growing files, 100 scenarios, with one worker and with two."""
    runner = Runner(place)
    for count in size.portfolio:
        path = place / "tenders.jsonl"
        write_lines(path, count)
        command = [*OURS, "portfolio", str(path), "--csv"]
        for text in SCENARIOS:
            command += ["--scenario", text]
        if count == min(size.portfolio):
            runner.run([*command, "--workers", "2"])  # compiles what is imported
        work = f"portfolio, {count:,} tenders x {len(SCENARIOS)} scenarios"
        taken = {}
        for workers in (1, 2):
            begun = perf_counter()
            took = runner.run([*command, "--workers", str(workers)])
            taken[workers] = Figure(perf_counter() - begun, perf_counter() - begun)
            if workers == 1:
                yield Row(f"{work}: memory", Figure(took.memory, took.memory), "", None, _MOST, unit="B")
        yield Row(
            f"{work}: two processes", taken[2], "one process", taken[1], 1.9 if count >= _LARGE else None
        )
        path.unlink()


os.environ.setdefault("POLARS_MAX_THREADS", "1")  # before polars is imported: one thread on both sides
