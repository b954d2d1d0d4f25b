"""A regime in plain words: its checks, its clock, and what it says of a pack.

The shelf's lists and the generated pages share these words.  Nothing is said of the law
that no regime pack says, and its status stands beside it.
"""

from collections.abc import Iterable, Iterator

from bideval.errors import Severity
from bideval.model.measure import reads_bidder
from bideval.model.numbers import decimal_text
from bideval.model.pack import Pack, PackKind
from bideval.model.regime_rules import Allowed, ClockStep, Conditions, Counted, Looks, RegimeCheck, covers

NOBODY_SAYS = "no regime says anything of this pack"
_BY_BASIS = "; what a fail of a gate leads to, a regime says by the basis that the gate states"
LOOKS_WORDS = {
    Looks.APPLIES: "who buys, where and what",
    Looks.STATED: "what the tender states of itself",
    Looks.TURNOVER: "gates that ask for a yearly turnover",
    Looks.AUDITED_ACCOUNTS: "conditions that count audited accounts alone",
    Looks.INSURANCE: "conditions that want insurance",
    Looks.REASON: "gates without because",
    Looks.CLAUSE: "criteria that score without a clause",
    Looks.WEIGHS: "criteria that have a weight",
    Looks.STANDING: "criteria that weigh who bids, without because",
    Looks.TESTS: "gates that test who bids",
    Looks.USES: "packs that are used",
    Looks.TIES: "the tie ladder",
    Looks.LOT_LIMIT: "a limit of lots without a mechanism",
    Looks.YEARS: "the years of the contract",
    Looks.DECISION: "recorded decisions",
}
_COUNTED = {Counted.DAY_OF: "the day of", Counted.DAY_AFTER: "the day after"}
_LOOKED_AT = {Looks.WEIGHS: " as a criterion", Looks.TESTS: " as a gate"}
_MATTERS = {Severity.ERROR: "refused", Severity.WARNING: "warned of", Severity.QUESTION: "questioned"}


def looks_words(check: RegimeCheck) -> str:
    """Return what a check looks at, with its parameters and when it is raised."""
    words = [LOOKS_WORDS[check.looks]]
    words.append(f"at most {decimal_text(check.at_most)}" if check.at_most is not None else "")
    named = (("of", check.of), ("packs", check.packs), ("named", check.named), ("unless", check.enough))
    words += [f"{name} {', '.join(some)}" for name, some in named if some]
    words.append(f"where {_conditions(check.when, ' and ')}" if check.when else "")
    words.append(f"unless {_conditions(check.unless, ' or ')}" if check.unless else "")
    words.append(f"also where {' or '.join(check.unstated)} is not stated" if check.unstated else "")
    words.append("a what-if that is so is not open to the authority" if check.not_open else "")
    return "; ".join(filter(None, words))


def _conditions(conditions: Conditions, joint: str) -> str:
    return joint.join(f"{fact} is {' or '.join(words)}" for fact, words in conditions)


def when_words(step: ClockStep) -> str:
    """Return when a step comes: after which, and how long is waited."""
    if step.after is None:
        return "first"
    unless = f", unless {_conditions(step.unless, ' or ')}" if step.unless else ""
    if step.wait is None or step.unit is None or step.counted is None:
        return f"after {step.after}{unless}"
    unit = step.unit.value.replace("-", " ")
    return f"{step.wait} {unit}, beginning with {_COUNTED[step.counted]} {step.after}{unless}"


def regime_words(pack: Pack, shelf: Iterable[Pack]) -> tuple[str, ...]:
    """Return what the regimes of ``shelf`` say of ``pack``, in their order; that nobody says anything, else.

    A regime allows it, asks about it in a check, or asks why a bidder's standing is weighted.
    """
    found = [
        f"{regime.reference}: {said}"
        for regime in shelf
        if regime.kind is PackKind.REGIME and regime.id != pack.id
        for said in _said(regime, pack)
    ]
    by_basis = _BY_BASIS if pack.threshold is not None else ""
    return tuple(dict.fromkeys(found)) or (f"{NOBODY_SAYS}{by_basis}",)


def _said(regime: Pack, pack: Pack) -> Iterator[str]:
    for one in regime.allows:
        if covers(one.packs, pack.id):
            yield f"allowed {allowed_words(one)}"
    for check in regime.checks:
        law = f"{check.wording.removesuffix('.')} ({check.cite}; status {check.status})"
        if check.looks is Looks.STANDING and pack.gives_points and _of_supplier(pack):
            yield f"weighted at award, a because is asked for: {law}"
        if covers(check.packs, pack.id):
            where = f" where {_conditions(check.when, ' and ')}" if check.when else ""
            unless = f" unless {_conditions(check.unless, ' or ')}" if check.unless else ""
            yield f"{_MATTERS[check.severity]}{_LOOKED_AT.get(check.looks, '')}{where}{unless}: {law}"


def _of_supplier(pack: Pack) -> bool:
    return pack.about == "supplier" or (pack.measure is not None and reads_bidder(pack.measure))


def allowed_words(allowed: Allowed) -> str:
    """Return on what terms packs are allowed, by which rule."""
    return f"{allowed.wording} ({allowed.cite}; status {allowed.status})"
