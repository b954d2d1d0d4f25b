"""``python -m tests.record.mutate [COUNT]``: change records at random, and count which changes are not seen.

Bytes are flipped, put in and taken out, pieces are doubled, moved and cut off; values are
changed, entries dropped, doubled and swapped, with digests made anew by the changer.  A
change is seen where the record is refused or is not the same beside its known digest.
The records are those of the archive that are small, so that 100,000 take some minutes, and one
with a study that states everything.
"""

import sys
from collections.abc import Iterator
from random import Random

from bideval.record.canonical import Json, UnreadableError, canonical
from bideval.record.verified import read_record, verify
from tests.record.recorded import Way, changed, inside, leaves, loaded, other, put, with_digests
from tests.record.studied import record_with_whole
from tests.record.test_archive import RECORDS

SMALLEST = 12_000  # bytes
HELD = [data for data in (path.read_bytes() for path in RECORDS) if len(data) < SMALLEST]
HELD.append(record_with_whole())


def of_bytes(data: bytes, dice: Random) -> bytes:
    """Change some bytes."""
    at, to = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    kinds = (
        lambda: data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :],
        lambda: data[:at] + data[at + 1 :],
        lambda: data[:at] + bytes([dice.randrange(256)]) + data[at:],
        lambda: data[:at],
        lambda: data[:at] + data[to:],
        lambda: data[:to] + data[at:to] + data[to:],
        lambda: data + data[at:to],
    )
    return dice.choice(kinds)()


def lists_in(value: Json, at: Way = ()) -> list[Way]:
    """Return the way to every list with an entry."""
    if isinstance(value, dict):
        return [way for key, part in value.items() for way in lists_in(part, (*at, key))]
    if not isinstance(value, list) or not value:
        return []
    inside = [way for place, part in enumerate(value) for way in lists_in(part, (*at, place))]
    return [at, *inside]


def of_list(record: dict[str, Json], dice: Random) -> dict[str, Json]:
    """Drop, double or swap entries of a list."""
    way = dice.choice(lists_in(record))
    value: Json = record
    for step in way:
        value = inside(value, step)
    assert isinstance(value, list)
    place, to = dice.randrange(len(value)), dice.randrange(len(value))
    swapped = list(value)
    swapped[place], swapped[to] = swapped[to], swapped[place]
    lists = (value[:place] + value[place + 1 :], [*value, value[place]], swapped)
    found = put(record, way, dice.choice(lists))
    assert isinstance(found, dict)
    return found


def of_value(record: dict[str, Json], dice: Random) -> dict[str, Json]:
    """Change one value."""
    ways = [(way, value) for way, value in leaves(record) if way[0] not in {"provenance", "digests"}]
    way, value = dice.choice(ways)
    return changed(record, way, other(value))


def mutant(data: bytes, dice: Random) -> bytes:
    """Return other bytes than ``data``, of a kind that is drawn."""
    kind = dice.randrange(3)
    if kind == 0:
        return of_bytes(data, dice)
    record = loaded(data)
    return canonical(with_digests((of_list if kind == 1 else of_value)(record, dice)))


def in_study(data: bytes) -> Iterator[bytes]:
    """Yield the record with each character of its study in turn changed for the next one."""
    study = canonical(loaded(data)["study"])
    start = data.index(b'"study":' + study) + len(b'"study":')
    for at in range(start, start + len(study)):
        yield data[:at] + bytes([(data[at] + 1) % 128]) + data[at + 1 :]


def is_seen(data: bytes, *known: str) -> bool:
    """Whether bytes are refused, or do not come out the same beside known digests."""
    try:
        return not verify(read_record(data), known=known).same
    except UnreadableError:
        return True


def unseen(count: int, seed: int) -> tuple[int, list[bytes]]:
    """Return how many changes were made, and those that were not seen."""
    dice = Random(seed)  # noqa: S311
    digests = {data: read_record(data).typed.digests.record for data in HELD}
    without = {data: _without_provenance(data) for data in HELD}
    made, missed = 0, []
    while made < count:
        data = dice.choice(HELD)
        one = mutant(data, dice)
        if one == data or _without_provenance(one) == without[data]:
            continue  # a swap of equals, or a change of what no digest covers
        made += 1
        if not is_seen(one, digests[data]):
            missed.append(one)
    return made, missed


def _without_provenance(data: bytes) -> Json:
    try:
        return {key: part for key, part in read_record(data).data.items() if key != "provenance"}
    except UnreadableError:
        return None


def main(count: int) -> int:
    """Print what was counted; 0 where every change was seen."""
    made, missed = unseen(count, seed=count)
    sys.stdout.write(f"{made:,} changes, {len(missed)} not seen\n")
    for one in missed[:5]:
        sys.stdout.write(f"{one[:300]!r}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
