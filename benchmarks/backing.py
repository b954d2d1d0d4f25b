"""How long ``bideval backing`` takes on a tender of 10 bids, 8 tests and 40 questions: the whole process.

No peer studies the tests of a tender, so there is a target in seconds and nothing beside it.
"""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.big_tender import write_big_tender
from benchmarks.clock import Figure
from benchmarks.processes import OURS, Runner
from benchmarks.report import Outcome, Row
from benchmarks.sizes import FULL, Size

_MOST = 10.0  # seconds
_ACCOUNTS = ("net_assets", "reserves", "operating_profit", "surplus", "current_assets")
_TYPES = ("commercial", "charity", "co-operative", "employee-led-mutual", "commercial-listed")
_LEVELS = (160_000, 170_000, 180_000, 190_000, 920)
_BACKING = """
  - {id: turnover, phase: conditions, use: finance/minimum-turnover@1, with: {times: 0.55}, test: at-least,
     on_fail: must-disregard, relies_on: {who: [members], combine: sum}, group: financial-backing}
  - {id: security, phase: conditions, use: backing/performance-security@1,
     with: {amount: 200000, accepts: [bond, parent-guarantee], stage: promised}, test: at-least,
     on_fail: must-disregard, relies_on: {who: [members, guarantor], combine: any}, group: financial-backing}
  - {id: escrow, phase: conditions, use: backing/performance-security@1,
     with: {amount: 60000, accepts: [escrow, cash-deposit], stage: promised}, test: at-least,
     on_fail: must-disregard, relies_on: {combine: none}, group: financial-backing}
"""


def backing(size: Size) -> list[Outcome]:
    """Run the one row."""
    bids, criteria = (10, 40) if size == FULL else (size.bids, size.criteria)
    with TemporaryDirectory() as place:
        tender = Path(place) / "tested-tender"
        write_tested_tender(tender, bids, criteria)
        runner = Runner(Path(place))
        command = [*OURS, "backing", str(tender)]
        runner.run(command)  # the first run compiles what is imported
        taken = [runner.run(command).seconds for _ in range(min(3, size.processes))]
    work = f"bideval backing, {bids} x {criteria}, 8 tests"
    return [Row(work, Figure(median(taken), min(taken)), "", None, _MOST)]


def write_tested_tender(folder: Path, bids: int, criteria: int) -> None:
    """Write a great tender with eight financial tests, each of which some bid fails."""
    write_big_tender(folder, bids, criteria, 3)
    rules = (folder / "tender.yaml").read_text(encoding="utf-8")
    rules = rules.replace(
        "rounding: none", "rounding: [{stage: weighted, places: 2, mode: half-up}]\nrank_on: rounded"
    )
    contract = "contract: {value: 4000000, years: 4, starts: 2026-10-01}\ngates:"
    _write(folder / "tender.yaml", f"{rules}{contract}{_BACKING}{''.join(_of_accounts())}")
    for number, file in enumerate(sorted((folder / "bids").iterdir())):
        bid = file.read_text(encoding="utf-8").replace("}\n", f", type: {_TYPES[number % 5]}}}\n", 1)
        _write(file, f"{bid}{_standing(number)}")
    study = "rates: {bond-premium: 2}\nreport: {social-value: [question-000, question-001]}\n"
    _write(folder / "study.yaml", study)


def _of_accounts() -> Iterator[str]:
    for name, level in zip(_ACCOUNTS, _LEVELS, strict=True):
        yield (
            f"  - {{id: least-{name.replace('_', '-')}, phase: conditions, threshold: {level},\n"
            f"     test: at-least, measure: {{field: bidder.accounts.{name}}}, on_fail: must-disregard,\n"
            "     relies_on: {combine: none}, group: financial-backing}\n"
        )


def _standing(number: int) -> str:
    """The accounts and backing of a bid, spread so that each test is failed by some."""
    figures = [f"{name}: {_spread(number, place)}" for place, name in enumerate(_ACCOUNTS[:4], start=1)]
    turnover, bond, escrow = (
        500_000 + number * 3 % 10 * 90_000,
        150_000 + number * 9 % 10 * 40_000,
        50_000 + number * 7 % 10 * 10_000,
    )
    figures += [f"turnover: {turnover}", f"current_assets: {900 + number * 50}"]
    year = f"year_end: 2025-03-31, {', '.join(figures)}"
    return (
        f"accounts: [{{{year}}}]\nbacking:\n"
        f"  - {{form: bond, amount: {bond}, stage: promised}}\n"
        f"  - {{form: escrow, amount: {escrow}, stage: promised}}\n"
        "  - {form: reserves, amount: 120000, stage: in-force}\n"
    )


def _spread(number: int, place: int) -> int:
    return 150_000 + (number * 7 + place * 13) % 10 * 30_000


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
