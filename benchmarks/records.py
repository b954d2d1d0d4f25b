"""Decision records: canonical bytes and their digest, beside rfc8785; strict reading; verifying whole.

The data are a record of a sample, of about 30 kB.  Both sides hash with SHA-256, and the
bytes are compared before anything is timed.
"""

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from benchmarks.clock import race, timed
from benchmarks.report import NotRun, Outcome, Row
from benchmarks.sizes import Size
from bideval.io.judged_folder import judge_folder
from bideval.record.assembled import assemble, record_digest, recordable
from bideval.record.canonical import Json, canonical, read_canonical
from bideval.record.verified import read_record, verify

SAMPLE = Path(__file__).resolve().parent.parent / "sample_tenders" / "works-auction"
PEER = "rfc8785 + SHA-256"
Dumps = Callable[[object], bytes]


def records(size: Size) -> list[Outcome]:
    """Run the rows: write, check the digest, read strictly, verify."""
    reading = judge_folder(SAMPLE).reading
    assert reading.inputs is not None
    data = assemble(recordable(reading.inputs, reading.study), reading.files)
    record: dict[str, Json] = json.loads(data)
    work = f"a record of {round(len(data) / 1000)} kB"
    return [*_beside_peer(size, work, record), *_alone(size, work, data)]


def _beside_peer(size: Size, work: str, record: dict[str, Json]) -> list[Outcome]:
    try:
        dumps: Dumps = import_module("rfc8785").dumps
    except ImportError:
        return [NotRun(f"{work}: write and check", "rfc8785 is not installed")]
    assert dumps(record) == canonical(record)
    digests = record["digests"]
    assert isinstance(digests, dict)
    held = {key: part for key, part in record.items() if key != "provenance"}
    held["digests"] = {key: part for key, part in digests.items() if key != "record"}
    assert f"sha256:{sha256(dumps(held)).hexdigest()}" == record_digest(record) == digests["record"]

    def run(ours: Callable[[], object], peer: Callable[[], object], name: str, target: float) -> Row:
        times = size.tables
        contenders = [timed(partial(_times, one, times), times) for one in (ours, peer)]
        first, second = race(contenders, size.rounds)
        return Row(f"{work}: {name}", first, PEER, second, target)

    return [
        run(lambda: sha256(canonical(record)).digest(), lambda: sha256(dumps(record)).digest(), "write", 30),
        run(partial(record_digest, record), lambda: sha256(dumps(held)).digest(), "check its digest", 20),
    ]


def _alone(size: Size, work: str, data: bytes) -> list[Outcome]:
    read = read_record(data)
    assert verify(read).same
    rows: tuple[tuple[str, Callable[[], object]], ...] = (
        ("read strictly", lambda: read_canonical(data)),
        ("read strictly, with its form", lambda: read_record(data)),
        ("compute again and compare", lambda: verify(read)),
    )
    figures = race([timed(partial(_times, one, 1)) for _, one in rows], size.rounds)
    return [Row(f"{work}: {name}", figure, "", None) for (name, _), figure in zip(rows, figures, strict=True)]


def _times(work: Callable[[], object], times: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(times):
            work()

    return run
