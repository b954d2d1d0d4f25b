"""``python -m tests.record.everywhere``: the records of generated tenders have the same digest everywhere.

    python -m tests.record.everywhere [--tenders 500] [--seed 1] [--python PATH ...]

Tenders of every method and price formula are drawn once.  Each Python that is named, and this
one, then makes their records anew in a process of its own: under two hash seeds, two time zones
and two locales, in the order drawn and in a shuffled one.  Shuffled are the keys of objects, the
rows of marks, and lists of things that have an id; lists whose order was published stay.  A
digest of a whole record that is another anywhere is printed, and the exit code is 1.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random
from typing import NamedTuple

from bideval.record.assembled import record_digest
from bideval.record.canonical import Json
from tests.conftest import ROOT
from tests.record.recorded import loaded, record_of
from tests.scoring.build import Papers, inputs_of, text
from tests.verifier.campaign import drawn

SEEDS, ZONES, LOCALES, SHUFFLES = ("0", "1"), ("GMT+12", "GMT-14"), ("C", "C.utf8"), (0, 1)
_IN_ORDER = frozenset({"lots", "ties", "rounding", "marks", "rows"})  # lists in published order


class Run(NamedTuple):
    """Where and how records are made."""

    python: str
    seed: str
    zone: str
    locale: str
    shuffle: int  # 0: in the order drawn


def as_json(papers: Papers) -> Json:
    """Return the papers of a tender as data; rows keep the keys that they stand under."""
    whole: dict[str, object] = {
        "tender": papers.tender,
        "bids": papers.bids,
        "prices": papers.prices,
        "consensus": [[*key, value] for key, value in papers.consensus.items()],
        "marks": [[*key, value] for key, value in papers.marks.items()],
        "decisions": papers.decisions,
    }
    found: Json = json.loads(json.dumps(text(whole)))
    return found


def papers_in(data: Mapping[str, Json]) -> Papers:
    """Return the papers that ``as_json`` made data of."""
    parts: dict[str, Json] = {**data}
    rows = {name: parts[name] for name in ("consensus", "marks")}
    tables = {name: [tuple(map(str, _list(row))) for row in _list(each)] for name, each in rows.items()}
    return Papers(
        _object(parts["tender"]),
        {bid: _object(one) for bid, one in _object(parts["bids"]).items()},
        _object(parts["prices"]),
        {(row[0], row[1]): row[2] for row in tables["consensus"]},
        {(row[0], row[1], row[2]): row[3] for row in tables["marks"]},
        [_object(one) for one in _list(parts["decisions"])],
    )


def _list(value: Json) -> list[Json]:
    assert isinstance(value, list)
    return value


def _object(value: Json) -> dict[str, Json]:
    assert isinstance(value, dict)
    return value


def shuffled(value: Json, dice: Random, name: str = "") -> Json:
    """Return data in another order wherever the order means nothing."""
    if isinstance(value, dict):
        keys = dice.sample(sorted(value), len(value))
        return {key: shuffled(value[key], dice, key) for key in keys}
    if not isinstance(value, list):
        return value
    inside = [shuffled(one, dice) for one in value]
    have_ids = all(isinstance(one, dict) and "id" in one for one in inside)
    is_table = name in {"consensus", "marks"} and all(isinstance(one, list) for one in inside)
    if is_table or (have_ids and name not in _IN_ORDER):
        dice.shuffle(inside)
    return inside


def digests(tenders: Sequence[Json], shuffle: int) -> Iterator[str]:
    """Yield the digest of the record of each tender."""
    for number, one in enumerate(tenders):
        data = shuffled(one, Random(f"{shuffle} {number}")) if shuffle else one
        yield record_digest(loaded(record_of(inputs_of(papers_in(_object(data))))))


def made(run: Run, tenders: Sequence[Json]) -> list[str]:
    """Return the digests that a process of its own makes."""
    done = subprocess.run(
        [run.python, "-P", "-m", "tests.record.everywhere", "--make", str(run.shuffle)],
        input=json.dumps(tenders).encode(),
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": run.seed,
            "TZ": run.zone,
            "LC_ALL": run.locale,
        },
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode().split()


def runs(pythons: Sequence[str]) -> list[Run]:
    """Return every way in which the records are made."""
    return [Run(*one) for one in product(pythons, SEEDS, ZONES, LOCALES, SHUFFLES)]


def compared(tenders: Sequence[Json], among: Sequence[Run]) -> Iterator[str]:
    """Yield what is not the same as in the first run."""
    first = made(among[0], tenders)
    for run in among[1:]:
        found = made(run, tenders)
        if len(found) != len(tenders):
            yield f"{run}: {len(found)} records"
        pairs = zip(first, found, strict=False)
        yield from (f"{run}: tender {place}" for place, (one, two) in enumerate(pairs) if one != two)


def main() -> int:
    """Make the records everywhere and compare; return 1 if a digest differs."""
    parser = argparse.ArgumentParser(description="Compare the digests of records that are made everywhere.")
    parser.add_argument("--tenders", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--python", nargs="*", default=[], metavar="PATH", help="other Pythons, with what bideval needs"
    )
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make is not None:
        sys.stdout.write("".join(f"{one}\n" for one in digests(json.load(sys.stdin), asked.make)))
        return 0
    tenders = [as_json(one) for one in drawn(asked.tenders, asked.seed)]
    among = runs([sys.executable, *asked.python])
    wrong = list(compared(tenders, among))
    sys.stdout.write(f"{len(tenders)} tenders, {len(among)} runs, {len(wrong)} digests differ\n")
    sys.stdout.write("".join(f"{one}\n" for one in wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
