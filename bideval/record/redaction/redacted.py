"""Make the public record of a decision: what a plan shows in clear, the rest as commitments.

What would give a withheld value away is refused: the digests of inputs, result, record and
files, beside which a withheld mark or price could be tried out, and the certificates of an award
of lots, which hold every price; and the digest of a text goes with its body.  A study may hold
what buyers expect and would lose: its digest goes with any part of it.  What can be computed
from what is shown is not hidden by this; whoever makes the plan has to look.
"""

import hmac
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from bideval.errors import BidevalError
from bideval.io.places import pointer_of
from bideval.record.canonical import Json, canonical
from bideval.record.redaction.plan import Plan, Rules
from bideval.record.redaction.tree import Way, children, hash_of, salt_of

PUBLIC_FORMAT = 1
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_TELLING = ("/digests/inputs", "/digests/result", "/digests/record", "/files", "/award/certificates")
_TELLING_OF_STUDY = ("/digests/study", "/digests/record", "/files")


class RedactionError(BidevalError, ValueError):
    """Raised when a plan does not fit a record; says why in one sentence."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


class _Cut(NamedTuple):
    """A node of the public tree, and the one withholding that covers all of it, None if any is shown."""

    node: dict[str, Json]
    withheld: int | None


def redacted(record: Mapping[str, Json], plan: Plan, secret: bytes) -> bytes:
    """Return the canonical bytes of the public record; raise RedactionError where the plan does not fit."""
    whole = committed(record, secret)
    cutting = _Cutting(Rules(plan), secret, _bodies(whole))
    cut = cutting.of(whole, ())
    if not cutting.in_clear:
        raise RedactionError("the plan shows nothing")
    if cutting.private:
        _nothing_tells(cutting.shown, _TELLING, "inputs, texts, results or awards are")
    if cutting.study_private:
        _nothing_tells(cutting.shown, _TELLING_OF_STUDY, "a part of the study is")
    withheld: list[Json] = [
        {
            "at": list(each.places),
            "law": each.law,
            "reason": each.reason,
            "by": each.by,
            "until": each.until,
        }
        for each in plan.withhold
    ]
    return canonical(
        {
            "bideval_public": PUBLIC_FORMAT,
            "level": plan.level,
            "tender": record["tender"],
            "illustration": record["illustration"],
            "root": f"sha256:{hash_of(whole, secret)}",
            "withheld": withheld,
            "tree": cut.node,
        }
    )


def committed(record: Mapping[str, Json], secret: bytes) -> dict[str, Json]:
    """Return what is committed to: the record, its texts a list in an order that tells nothing of them."""
    texts = record["texts"]
    assert isinstance(texts, dict)
    bodies: list[Json] = sorted(texts.values(), key=lambda body: _order(str(body), secret))
    return {**record, "texts": bodies}


def _order(body: str, secret: bytes) -> bytes:
    return hmac.new(secret, body.encode(), sha256).digest()


def _bodies(whole: Mapping[str, Json]) -> dict[str, Way]:
    """Where the body of each text stands, by how canonical inputs name it."""
    texts = whole["texts"]
    assert isinstance(texts, list)
    digests = (sha256(str(body).encode()).hexdigest() for body in texts)
    return {f"sha256:{digest}": ("texts", str(place)) for place, digest in enumerate(digests)}


class _Cutting:
    """One redaction while it is made."""

    def __init__(self, rules: Rules, secret: bytes, bodies: Mapping[str, Way]) -> None:
        self.rules, self.secret, self.bodies = rules, secret, bodies
        self.shown: list[str] = []  # pointers of values in clear that may tell
        self.in_clear = 0  # values in clear
        self.private = False  # whether a part of inputs, texts or result is withheld
        self.study_private = False  # whether a part of the study is

    def of(self, value: Json, way: Way) -> _Cut:
        parts = [(step, self.of(one, (*way, step))) for step, one in children(value)]
        if not parts:
            return self._leaf(value, way)
        covers = {one.withheld for _, one in parts}
        withheld = next(iter(covers))
        if len(covers) == 1 and withheld is not None and self._reaches(way, withheld):
            return self._hidden(hash_of(value, self.secret, way), withheld)
        if isinstance(value, dict):
            return _Cut({"o": {step: one.node for step, one in parts}}, None)
        return _Cut({"l": [one.node for _, one in parts]}, None)

    def _leaf(self, value: Json, way: Way) -> _Cut:
        withheld = self._withheld(way)
        if withheld is None and isinstance(value, str):
            withheld = self._of_body(value)
        salt = salt_of(self.secret, way)
        if withheld is None:
            if way[:1] in {("digests",), ("files",)} or way[:2] == ("award", "certificates"):
                self.shown.append(pointer_of(*way))
            self.in_clear += 1
            return _Cut({"v": value, "s": salt}, None)
        self.private |= way[:1] in {("inputs",), ("texts",), ("result",), ("award",)}
        self.study_private |= way[:1] == ("study",)
        return self._hidden(hash_of(value, self.secret, way), withheld)

    def _of_body(self, value: str) -> int | None:
        """The withholding of a text whose digest stands in ``value``: a digest goes with its body."""
        bodies = (self.bodies[one] for one in _DIGEST.findall(value) if one in self.bodies)
        return next((found for way in bodies if (found := self._withheld(way)) is not None), None)

    def _hidden(self, digest: str, withheld: int) -> _Cut:
        return _Cut({"h": digest, "w": withheld}, withheld)

    def _withheld(self, way: Way) -> int | None:
        governing = self.rules.of(way)
        if governing is None:
            raise RedactionError(f"{pointer_of(*way)} is neither allowed nor withheld: the plan has to say")
        return governing.withheld

    def _reaches(self, way: Way, withheld: int) -> bool:
        """Whether the withholding covers the whole of what stands at ``way``, and not parts of it alone."""
        governing = self.rules.of(way)
        return governing is not None and governing.withheld == withheld


def _nothing_tells(shown: list[str], telling: tuple[str, ...], withheld: str) -> None:
    for pointer in (one for one in shown if one.startswith(telling)):
        raise RedactionError(
            f"{pointer} cannot be shown while {withheld} withheld: a withheld"
            " mark or price stands there, or could be found beside it by trying"
        )
