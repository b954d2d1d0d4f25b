"""Of what kind each bidder is, as the bids or ``study.yaml`` state it; never from a name.

``type`` is the bidder's declared type.  ``legal_form`` is the declared value of that name,
or else the type.  Any other word (``size``, ``local``, ``incumbent``, ...) is a declared
value of that name, or else groupings of ``study.yaml`` that list bids: one called
``incumbent`` parts them into that and others, and ``size-small``, ``size-large`` name the
kinds of ``size``.  Where neither says anything the kind is not stated.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.reweighed import Award
from bideval.errors import GuardError
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.study import Study
from bideval.scoring.fields import declared_value

NOT_STATED = "not stated"
OTHERS = "others"
TYPE, LEGAL_FORM = "type", "legal-form"
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "commercial-listed": "commercial, listed",
        "commercial-private": "commercial, private",
        "commercial-private-equity-backed": "commercial, private-equity-backed",
        "cic": "CIC",
        "co-operative": "co-operative",
        "employee-led-mutual": "employee-led mutual",
        "multi-stakeholder-mutual": "multi-stakeholder mutual",
        "joint-venture-mutual": "joint-venture mutual",
    }
)
Members = Mapping[str, tuple[str, ...]]


class Kinds(NamedTuple):
    """The kind of every bidder, by bid, and where it was read."""

    by: str
    source: str  # where it stands, in words
    labels: Mapping[str, str]

    @property
    def is_known(self) -> bool:
        """Whether anything tells the bidders apart."""
        return set(self.labels.values()) != {NOT_STATED}

    def of(self, bid: str) -> str:
        """The kind of a bid's bidder, in words."""
        return self.labels.get(bid, NOT_STATED)

    def among(self, bids: Iterable[str]) -> tuple[str, ...]:
        """The kinds of some bids, each once, in order of the alphabet."""
        return tuple(sorted({self.of(bid) for bid in bids}))

    def awarded(self, award: Award | None) -> tuple[str, ...] | None:
        """The kinds that are awarded or tied; None where the award is not established."""
        return None if award is None else self.among((*award.winners, *award.tied))

    def named(self, bid: str) -> str:
        """A bid with the kind of its bidder: "alder (charity)"."""
        kind = self.of(bid)
        if not self.is_known:
            return bid
        return f"{bid} ({kind if kind != NOT_STATED else f'{self.by} not stated'})"


def kinds_of(inputs: Inputs, study: Study | None, by: str) -> Kinds:
    """Return the kinds of all bidders by what ``by`` names."""
    name = by.replace("_", "-")
    if name == TYPE or (name == LEGAL_FORM and name not in inputs.tender.declares):
        types = {bid: one.bidder.type for bid, one in inputs.bids.items()}
        labels = {bid: _TYPES.get(one, _words(one)) for bid, one in types.items()}
        return _kinds(by, "as each bid states it", labels)
    if name in inputs.tender.declares:
        declared = {bid: _declared(one, name) for bid, one in inputs.bids.items()}
        return _kinds(by, f"as each bid declares {name}", declared)
    groupings = study.groupings if study is not None else {}
    if name in groupings:
        members = frozenset(groupings[name])
        parted = {bid: _words(name) if bid in members else OTHERS for bid in inputs.bids}
        return _kinds(by, f"as study.yaml lists bids under groupings, {name}", parted)
    listed = {one.removeprefix(f"{name}-"): bids for one, bids in groupings.items() if _is_kind(one, name)}
    if listed:
        found = {bid: _listed(bid, listed) for bid in inputs.bids}
        return _kinds(by, f"as study.yaml lists bids under groupings, {name}-...", found)
    source = f"not known, as no bid declares {name}, and study.yaml lists no bids by it"
    return _kinds(by, source, dict.fromkeys(inputs.bids, NOT_STATED))


def _kinds(by: str, source: str, labels: Mapping[str, str]) -> Kinds:
    return Kinds(by, source, MappingProxyType(dict(sorted(labels.items()))))


def _is_kind(grouping: str, name: str) -> bool:
    return grouping.startswith(f"{name}-")


def _listed(bid: str, listed: Members) -> str:
    """The kinds under which a bid is listed; more than one are all named."""
    return " and ".join(_words(kind) for kind in sorted(listed) if bid in listed[kind]) or NOT_STATED


def _declared(bid: Bid, name: str) -> str:
    raw = bid.declared.get(name)
    if raw is None:
        return NOT_STATED
    try:
        value = declared_value(raw)
    except GuardError:
        return NOT_STATED
    if isinstance(value, tuple):
        return ", ".join(decimal_text(one) for one in value)
    return decimal_text(value) if isinstance(value, Fraction) else _words(value)


def _words(kind: str) -> str:
    return kind.replace("-", " ")
