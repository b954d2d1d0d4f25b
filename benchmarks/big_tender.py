"""A great tender with invented figures: many bids, many questions, several evaluators.

Each evaluator marks each question of each bid, and gives two short reasons.
"""

from collections.abc import Iterator
from pathlib import Path

_MARKS = 6  # 0 to 5
_STRENGTHS = (
    "Names who does what, and by when",
    "Shows the audit of a like service",
    "Costs follow the work plan",
)
_WEAKNESSES = ("Cover for absence is thin", "Rests on figures of last year", "Says little of the first month")


def write_big_tender(folder: Path, bids: int, criteria: int, evaluators: int) -> None:
    """Write the tender into ``folder``, which is made; raise FileExistsError if it is there.

    Questions weigh 60 percent together and the price 40.
    """
    (folder / "bids").mkdir(parents=True)
    (folder / "prices").mkdir()
    _write(folder / "tender.yaml", _tender(criteria))
    for bid in range(bids):
        name = _bid(bid)
        bidder = f"{{id: bidder-{bid:03d}, name: Bidder {bid:03d}}}"
        _write(folder / "bids" / f"{name}.yaml", [f"id: {name}", f"bidder: {bidder}", "received: 2026-03-02"])
        price = f"lots: {{whole: {{amount: {900_000 + bid * 7_919 % 100_000}, vat: standard}}}}"
        _write(folder / "prices" / f"{name}.yaml", [price])
    people = (f"e{number},Evaluator {number},evaluator" for number in range(evaluators))
    _write(folder / "evaluators.csv", ["id,name,role", *people])
    _write(folder / "marks.csv", _marks(bids, criteria, evaluators))


def _tender(criteria: int) -> Iterator[str]:
    yield from (
        "bideval: 1",
        "id: big-tender",
        "title: A tender to measure with",
        "illustration: true",
        "currency: GBP",
        "money: {basis: nominal, vat: ex-vat}",
        "method: {use: weighted-sum}",
        "weighting: {kind: points, total: " + str(criteria * 5) + "}",
        "marks: {from: mean}",
        "criteria:",
    )
    for number in range(criteria):
        yield f"  - {{id: {_criterion(number)}, weight: 3, scale: {{from: 0, to: {_MARKS - 1}, step: 1}}}}"
    yield f"  - {{id: price, weight: {criteria * 2}, formula: lowest-over-bid}}"
    yield from ("rounding: none", "ties: [{by: lower-price}]")


def _marks(bids: int, criteria: int, evaluators: int) -> Iterator[str]:
    yield "lot,criterion,bid,evaluator,mark,strengths,weaknesses,at"
    for criterion in range(criteria):
        for bid in range(bids):
            for person in range(evaluators):
                draw = criterion * 31 + bid * 17 + person * 7
                mark = draw * draw % 101 % _MARKS
                reasons = f'"{_STRENGTHS[draw % 3]}",{_WEAKNESSES[draw % 7 % 3]}'
                yield f"*,{_criterion(criterion)},{_bid(bid)},e{person},{mark},{reasons},2026-04-01"


def _criterion(number: int) -> str:
    return f"question-{number:03d}"


def _bid(number: int) -> str:
    return f"bid-{number:03d}"


def _write(path: Path, lines: Iterator[str] | list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
