"""The long comparison of the two verifiers: many tenders as they are, and many records with a value changed.

    python -m tests.verifier.campaign [--tenders 1000] [--awards 200] [--mutations 100000] [--seed 1]

Of every generated tender, with lots awarded together or without, and of one with a study, both have
to say that its record is the same.  Then values of records are changed, half of them with the digests
made anew, and both have to say the same of the result and of the award of lots: same, or not.  Words
of a result are left alone where digests are made anew: the second verifier says that it does not
recompute them.  A disagreement is printed with the value, and the exit code is 1.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as with_seed

from bideval.analysis.lots.recorded import award_again
from bideval.model.inputs import Inputs
from bideval.record.canonical import Json, UnreadableError, canonical
from bideval.record.verified import read_record, verify
from bideval.scoring.evaluate import judge
from tests.record.recorded import Way, changed, leaves, loaded, other, record_of, with_digests
from tests.record.studied import record_with_whole
from tests.scoring.build import Papers, inputs_of
from tests.scoring.generated import papers_of
from tests.scoring.test_properties import RULES
from tests.verifier.loaded import code_of
from tests.verifier.test_awards import record_of_draw
from tests.verifier.test_verify import is_words

UNREADABLE = 3


def generated(count: int, seed: int) -> Iterator[Inputs]:
    """Yield so many tenders that have a result, of every method and price formula in turn."""
    yield from map(inputs_of, drawn(count, seed))


def drawn(count: int, seed: int) -> Iterator[Papers]:
    """Yield the papers of so many tenders that have a result."""
    share = -(-count // len(RULES))
    for number, (method, formula) in enumerate(RULES):
        yield from _drawn(method, formula, share, seed + number)


def _drawn(method: str, formula: str | None, share: int, seed: int) -> list[Papers]:
    found: list[Papers] = []

    @with_seed(seed)
    @settings(
        max_examples=3 * share,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(papers_of(method, formula))
    def keep(papers: Papers) -> None:
        if len(found) < share and judge(inputs_of(papers)).evaluation is not None:
            found.append(papers)

    keep()
    return found


def first_says(data: bytes) -> int:
    """Return 0 where bideval's own verifier says that a record is the same; 3 unreadable, 4 not the same."""
    try:
        return 0 if verify(read_record(data), award_again=award_again).same else 4
    except UnreadableError:
        return UNREADABLE


def mutated(record: Mapping[str, Json], random: Random) -> tuple[str, dict[str, Json]]:
    """Return what was changed, and the record after it."""
    anew = random.random() < 0.5
    ways = [(way, value) for way, value in leaves(dict(record)) if way[0] != "provenance"]
    if anew:
        ways = [(way, value) for way, value in ways if way[0] == "award" or _is_figure(way)]
    way, value = random.choice(ways)
    after = changed(record, way, other(value))
    return f"{'/'.join(map(str, way))} {'with digests anew' if anew else ''}", with_digests(
        after
    ) if anew else after


def _is_figure(way: Way) -> bool:
    return way[0] == "result" and not is_words(way)


def main() -> int:
    """Run the comparison; return 1 if the two disagree anywhere."""
    parser = argparse.ArgumentParser(description="Compare the two verifiers.")
    parser.add_argument("--tenders", type=int, default=1000)
    parser.add_argument("--awards", type=int, default=200)
    parser.add_argument("--mutations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    records = [*(record_of(inputs) for inputs in generated(asked.tenders, asked.seed)), record_with_whole()]
    awarded = (record_of_draw(asked.seed + number) for number in range(asked.awards))
    records += [one for one in awarded if one is not None]
    wrong = [f"tender {number}" for number, data in enumerate(records) if first_says(data) or code_of(data)]
    sys.stdout.write(f"{len(records)} tenders, {len(wrong)} alarms\n")
    random = Random(asked.seed)
    found = 0
    data = [loaded(one) for one in records]
    for _ in range(asked.mutations):
        words, after = mutated(random.choice(data), random)
        changed_bytes = canonical(after)
        first, second = first_says(changed_bytes), code_of(changed_bytes)
        found += second != 0
        if (first == 0) != (second == 0):
            wrong.append(f"{words}: {first} and {second}")
    sys.stdout.write(f"{asked.mutations} mutations, {found} found; {len(wrong)} disagreements\n")
    sys.stdout.write("".join(f"{one}\n" for one in wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
