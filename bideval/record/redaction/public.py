"""Check a public record: that what it shows is what was committed to, and what of it can be computed.

The root says that nothing was changed; whose root it is says a signature, or the root as it
is known from elsewhere.  A withheld part is a hash, with the law, the reason, who decided and
until when.  Where every weighted figure of a bid is shown, its total is added up again.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from pydantic import StrictBool, ValidationError

from bideval.errors import BidevalError
from bideval.model.base import Frozen, Id
from bideval.model.recorded import Digest, Words
from bideval.record.canonical import Json, UnreadableError, read_canonical
from bideval.record.redaction.shown import VerifyWhole, compare_shown, shown_of
from bideval.record.redaction.tree import SALT, Way, children, leaf_hash, list_hash, object_hash
from bideval.record.redaction.values import exact, listed, of
from bideval.record.verified import verify

_HEX = frozenset("0123456789abcdef")


class Withholding(Frozen):
    """Why something is withheld."""

    at: tuple[Words, ...]
    law: Words
    reason: Words
    by: Words
    until: Words


class PublicRecord(Frozen):
    """A public record, edition 1."""

    bideval_public: Literal[1]
    level: Id
    tender: Id
    illustration: StrictBool
    root: Digest
    withheld: tuple[Withholding, ...]


class PublicRead(NamedTuple):
    """A public record of the right form: its head, and the tree as data."""

    head: PublicRecord
    tree: dict[str, Json]


class PublicCheck(NamedTuple):
    """What came of a public record."""

    record: PublicRecord
    root: str  # as computed
    shown: int  # values in clear
    hidden: tuple[int, ...]  # by withholding: how many parts
    added: int  # totals that were added up again
    wrong: tuple[str, ...]  # what does not agree
    not_compared: tuple[str, ...]  # what cannot be held against anything, as parts are withheld
    computed: int  # values of the result that were computed again from the inputs shown

    @property
    def holds(self) -> bool:
        """Whether everything that can be checked agrees."""
        return not self.wrong


class TreeError(BidevalError, ValueError):
    """Raised where a tree is not as it should be."""


def read_public(data: bytes) -> PublicRead:
    """Return the public record that ``data`` is; raise UnreadableError where it is none."""
    found = read_canonical(data)
    tree = found.pop("tree", None) if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(tree, dict):
        raise UnreadableError("it has no tree of values")
    if type(found.get("bideval_public")) is not int:
        raise UnreadableError("it is no public record of edition 1")
    try:
        return PublicRead(PublicRecord.model_validate(found), tree)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        at = "/".join(str(part)[:40] for part in first["loc"])
        raise UnreadableError(f"{ascii(at)[1:-1]}: {first['msg'][:200]}") from None


def check_public(
    read: PublicRead, known: Sequence[str] = (), verify_whole: VerifyWhole = verify
) -> PublicCheck:
    """Check a public record, and hold its root against those that are ``known``.  Raise UnreadableError.

    ``verify_whole`` verifies a record where nothing is withheld that its result rests on.
    """
    record = read.head
    counts = [0] * len(record.withheld)
    hidden: list[Way] = []
    try:
        digest, value, shown = _node(read.tree, counts, hidden)
    except TreeError as problem:
        raise UnreadableError(str(problem)) from None
    root = f"sha256:{digest}"
    added, sums = _totals(value)
    wrong = [f"the root is {record.root}, and what it shows gives {root}"] if root != record.root else []
    wrong += [f"the root known from elsewhere is {one}" for one in known if one != root]
    wrong += _head(record, value)
    compared = compare_shown(shown_of(value, hidden), verify_whole)
    every = tuple(dict.fromkeys((*wrong, *sums, *compared.wrong)))
    return PublicCheck(
        record, root, shown, tuple(counts), added, every, compared.not_compared, compared.figures
    )


def _head(record: PublicRecord, value: Json) -> Iterator[str]:
    """What stands at the head as well as in the tree."""
    inside = value if isinstance(value, dict) else {}
    for key, said in (("tender", record.tender), ("illustration", record.illustration)):
        if inside.get(key) != said:
            yield f"{key} is {said} at the head, and in the tree it is another, or withheld"


def _node(
    node: Mapping[str, Json], counts: list[int], hidden: list[Way], way: Way = ()
) -> tuple[str, Json, int]:
    """The commitment of a node, what it shows (an empty object if it is withheld), and how many values."""
    keys = set(node)
    if keys == {"v", "s"}:
        salt = node["s"]
        if isinstance(salt, str) and len(salt) == SALT and set(salt) <= _HEX and not children(node["v"]):
            return leaf_hash(node["v"], salt), node["v"], 1
    if keys == {"h", "w"}:
        hidden.append(way)
        return _hidden(node, counts), {}, 0
    if keys == {"o"} and isinstance(node["o"], dict) and node["o"]:
        parts = {key: _node(_object(one), counts, hidden, (*way, key)) for key, one in node["o"].items()}
        return (
            object_hash({key: one[0] for key, one in parts.items()}),
            {key: one[1] for key, one in parts.items()},
            sum(one[2] for one in parts.values()),
        )
    if keys == {"l"} and isinstance(node["l"], list) and node["l"]:
        listed = [
            _node(_object(one), counts, hidden, (*way, str(place))) for place, one in enumerate(node["l"])
        ]
        return (
            list_hash([one[0] for one in listed]),
            [one[1] for one in listed],
            sum(one[2] for one in listed),
        )
    raise TreeError("a part of the tree is none that there is")


def _hidden(node: Mapping[str, Json], counts: list[int]) -> str:
    digest, number = node["h"], node["w"]
    known = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < len(counts)
    if not known or not isinstance(digest, str) or len(digest) != 64 or not set(digest) <= _HEX:
        raise TreeError("a withheld part does not say by which of its withholdings")
    counts[int(str(number))] += 1
    return digest


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TreeError("a part of the tree is none that there is")
    return value


def _totals(value: Json) -> tuple[int, tuple[str, ...]]:
    """Add up the weighted figures of each bid, outermost ones, where all of them are shown."""
    added, wrong = 0, []
    for lot in listed(of(of(value, "result"), "lots")):
        if of(lot, "method") != "weighted-sum":
            continue
        for placing in listed(of(lot, "placings")):
            total = exact(of(placing, "total_exact"))
            scores = listed(of(placing, "scores"))
            within = [of(one, "within") for one in scores]
            # a section may be more or less than its parts: to-best
            tops = [one for one, section in zip(scores, within, strict=True) if section is None]
            parts = [exact(of(one, "weighted_exact")) for one in tops]
            if total is None or not parts or None in parts or {} in within:
                continue
            added += 1
            if sum((one for one in parts if one is not None), Fraction(0)) != total:
                wrong.append(f"the weighted points of {of(placing, 'bid')} do not add up to its total")
    return added, tuple(wrong)
