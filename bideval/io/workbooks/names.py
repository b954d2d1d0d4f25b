"""What is written into a workbook so that it is known again when it comes back.

The rules' digest says for which published rules it was made; the digest of its keys says
which rows it had; a fingerprint of the code word says with which codes bidders were hidden.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bideval.model.inputs import Inputs
from bideval.scoring.digest import rules_digest
from bideval.scoring.panel.asked import Key

KIND, TENDER, RULES, PERSON, ROWS, CODES = (
    f"bideval_{name}" for name in ("kind", "tender", "rules_sha256", "evaluator", "rows_sha256", "codes")
)
MARKS_KIND, AGREE_KIND, SETUP_KIND = "marks-1", "moderation-1", "setup-1"
OPEN_NAMES = "names"  # the value of CODES where bidders are named
LEAST_WORD = 12  # characters of a code word
_ROUNDS = 200_000  # so that trying words costs whoever tries


class Labels(NamedTuple):
    """What stands for each bid in a workbook: its bidder's name, or a code."""

    by_bid: Mapping[str, str]  # bid to label
    in_key: Mapping[str, str]  # bid to what its keys say
    fingerprint: str

    def bid_of(self, word: str) -> str | None:
        """Return the bid that a key means."""
        return next((bid for bid, said in self.in_key.items() if said == word), None)


def labels_of(inputs: Inputs, word: str | None) -> Labels:
    """Name every bid by its bidder, or with a code word by codes in an order that the word decides."""
    bids = sorted(inputs.bids)
    if word is None:
        said = Counter(inputs.bids[bid].bidder.name for bid in bids)
        names = {
            bid: name if said[name := inputs.bids[bid].bidder.name] == 1 else f"{name} ({bid})"
            for bid in bids
        }
        return Labels(names, {bid: bid for bid in bids}, OPEN_NAMES)
    secret = hashlib.pbkdf2_hmac("sha256", word.encode(), rules_digest(inputs).encode(), _ROUNDS)
    order = sorted(bids, key=lambda bid: hmac.new(secret, bid.encode(), "sha256").digest())
    codes = {bid: f"bid-{number:02}" for number, bid in enumerate(order, 1)}
    shown = hmac.new(secret, b"\0".join(bid.encode() for bid in bids), "sha256").hexdigest()[:16]
    return Labels({bid: code.replace("bid-", "Bid ") for bid, code in codes.items()}, codes, shown)


def key_text(key: Key, labels: Labels) -> str:
    """Return the key of a row as a workbook has it: lot/criterion/bid."""
    lot, criterion, bid = key
    return f"{lot}/{criterion}/{labels.in_key[bid]}"


def key_of(text: str, labels: Labels) -> Key | None:
    """Return what the key of a row is about, or None where it is no key."""
    parts = text.split("/")
    bid = labels.bid_of(parts[2]) if len(parts) == 3 else None
    return None if bid is None else (parts[0], parts[1], bid)


def keys_digest(keys: Iterable[str]) -> str:
    """Return the digest of the keys of a workbook, in whatever order they stand."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()


def known_by(inputs: Inputs, kind: str, person: str, keys: Iterable[str], labels: Labels) -> dict[str, str]:
    """Return the own properties of a workbook."""
    return {
        KIND: kind,
        TENDER: inputs.tender.id,
        RULES: rules_digest(inputs),
        PERSON: person,
        ROWS: keys_digest(keys),
        CODES: labels.fingerprint,
    }
