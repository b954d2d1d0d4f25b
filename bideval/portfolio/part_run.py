"""One part of a portfolio, from bytes to a tally: the same work in any process, on any machine.

What is done with a part depends on the part and the order alone, so it may be done twice, or
again after a worker was lost, and adds the same.
"""

import gc
from hashlib import blake2b
from typing import NamedTuple

import msgspec
from msgspec import Struct

from bideval.portfolio.columns import columns
from bideval.portfolio.counted import By, count
from bideval.portfolio.gathered import Gathered, gather
from bideval.portfolio.not_lines import HEAD, package_in
from bideval.portfolio.release import Release
from bideval.portfolio.scenario import Scenario, parse_scenario
from bideval.portfolio.sources import Part, lines_of
from bideval.portfolio.tally import Tally, empty

TABLE = 20480  # tenders at a time
DIGEST = 16  # bytes that stand for an ocid
PLACE = 8  # bytes of the number of a line
DUPLICATE = "ocid-twice"
EMPTY_LOT = "the bids for a lot"
_DECODER = msgspec.json.Decoder(Release)


class Reject(Struct, gc=False):
    """A line that is not evaluated: its number, its ocid where it could be read, and why."""

    line: int
    ocid: str
    reason: str
    detail: str = ""


class Order(NamedTuple):
    """What is asked of every part."""

    scenarios: tuple[str, ...]
    by: str


class PartResult(Struct):
    """What a part came to.

    For each tender that was evaluated, in the order of its lines, ``ocids`` holds DIGEST bytes
    and ``places`` the number of its line within the part, as PLACE bytes, the lowest first.
    """

    lines: int
    tally: Tally
    rejects: list[Reject]
    ocids: bytes
    places: bytes


def run_part(order: Order, part: Part, twice: frozenset[int] = frozenset()) -> PartResult:
    """Evaluate a part; the lines ``twice`` repeat an ocid and are rejected."""
    scenarios = tuple(parse_scenario(text) for text in order.scenarios)
    work = _Work(scenarios, By(order.by), twice)
    searched = gc.isenabled()
    gc.disable()  # lines make no cycles, and a search would look at every list again
    try:
        for line in lines_of(part):
            work.take(line.number, line.data, line.wrong)
        work.settle()
    finally:
        if searched:
            gc.enable()
    work.tally.lines = work.lines
    rejects = sorted(work.rejects, key=_place)
    return PartResult(work.lines, work.tally, rejects, b"".join(work.ocids), b"".join(work.places))


def _place(one: Reject) -> tuple[int, str]:
    return one.line, one.reason


class _Work:
    """The tenders that wait for a full table, and what was added up so far."""

    def __init__(self, scenarios: tuple[Scenario, ...], by: By, twice: frozenset[int]) -> None:
        self.scenarios, self.by, self.twice = scenarios, by, twice
        self.tally = empty(len(scenarios))
        self.rejects: list[Reject] = []
        self.ocids: list[bytes] = []
        self.places: list[bytes] = []
        self.found = self.nothing()
        self.lines = 0

    def nothing(self) -> Gathered:
        """Return what holds the next tenders."""
        return Gathered(self.by.value, named=False)

    def take(self, number: int, data: bytes, wrong: str) -> None:
        """Take one line."""
        self.lines = number
        if wrong == "blank":
            return
        if wrong:
            self.reject(number, "", wrong)
            return
        try:
            if not data.isascii():
                data.decode("utf-8")  # what is not read of a line has to be UTF-8 too
            release = _DECODER.decode(data)
            reason = DUPLICATE if number in self.twice else gather(self.found, number, release)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            self.reject(number, "", _unreadable(data, problem), str(problem))
            return
        if reason:
            self.reject(number, release.ocid, reason)
        elif len(self.found) >= TABLE:
            self.settle()

    def reject(self, number: int, ocid: str, reason: str, detail: str = "") -> None:
        """Note a line that is not evaluated."""
        self.rejects.append(Reject(number, ocid[:200], reason, detail[:200]))
        self.tally.rejected[reason] = self.tally.rejected.get(reason, 0) + 1

    def settle(self) -> None:
        """Evaluate the tenders that wait."""
        found = self.found
        tables, kept_out = columns(found)
        for one in kept_out:
            self.reject(one.line, one.ocid, one.reason)
        out = {one.line for one in kept_out}
        tenders = {one.line: one.ocid for one in found.names if one.line not in out}
        for line, ocid in tenders.items():
            self.ocids.append(blake2b(ocid.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest())
            self.places.append(line.to_bytes(PLACE, "little"))
        self.tally.evaluated += len(tenders)
        self.tally.illustrations += len(found.invented - out)
        if empty := len(found.empty_lots - out):
            self.tally.unstated[EMPTY_LOT] = self.tally.unstated.get(EMPTY_LOT, 0) + empty
        while tables:  # each is let go when it was counted
            count(tables.pop(0), self.scenarios, self.by, self.tally)
        self.found = self.nothing()


def _unreadable(data: bytes, problem: Exception) -> str:
    if isinstance(problem, msgspec.ValidationError):
        return package_in(data[:HEAD]) or "not-as-expected"
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in data[:64]:
        return "not-utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "not-utf-8"
    return "not-json"
