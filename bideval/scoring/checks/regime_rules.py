"""The checks that a regime states as data, run over the published rules.

Each check of the regime pack says what it looks at, when it is raised and what it cites
(``bideval.model.regime_rules``); what there is to look at stands in ``regime_looks``.  A
procurement that began when the regime did not hold is found in ``regime``, and none of
its checks is run.

No rule is called lawful, and a question never blocks: an ``answer`` closes it.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bideval.errors import Finding, Severity, Source
from bideval.model.inputs import Inputs
from bideval.model.pack import Pack
from bideval.model.references import regime_reference
from bideval.model.regime_rules import STATED_FACTS, Conditions, Looks, RegimeCheck
from bideval.scoring.checks.regime_looks import LOOKS, Subject
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.workings import FRESH, Workings

FILE = "tender.yaml"
# One code for each thing that is looked at, so that an answer closes what it is about.
CODES: Mapping[Looks, str] = MappingProxyType(
    {
        Looks.APPLIES: "BE166",
        Looks.STATED: "BE167",
        Looks.YEARS: "BE168",
        Looks.DECISION: "BE169",
        Looks.LOT_LIMIT: "BE179",
        Looks.WEIGHS: "BE188",
        Looks.STANDING: "BE184",
        Looks.TESTS: "BE158",
        Looks.USES: "BE159",
        Looks.AUDITED_ACCOUNTS: "BE192",
        Looks.CLAUSE: "BE195",
        Looks.TIES: "BE196",
        Looks.REASON: "BE197",
        Looks.TURNOVER: "BE198",
        Looks.INSURANCE: "BE199",
    }
)
Raised = tuple[tuple[RegimeCheck, Finding], ...]
NO_LAW = "2000-01-01"  # from when a pack holds that follows no law
_ANSWER = " Or record a decision of kind answer that says why it stands."


def check_regime_rules(
    inputs: Inputs, lots: tuple[LotRules, ...], workings: Workings = FRESH
) -> Iterator[Finding]:
    """Run the checks of the regime that the tender names; nothing without one."""
    return (finding for _, finding in raised(inputs, lots, workings))


def raised(inputs: Inputs, lots: tuple[LotRules, ...], workings: Workings = FRESH) -> Raised:
    """Run the checks of the regime that the tender names, and return each with what it finds."""
    reads = (inputs.tender, inputs.packs, inputs.decisions, lots)
    return workings.of(("regime rules",), reads, lambda: tuple(_raised_by(inputs, lots)))


def _raised_by(inputs: Inputs, lots: tuple[LotRules, ...]) -> Iterator[tuple[RegimeCheck, Finding]]:
    pack = inputs.packs.get(regime_reference(inputs.tender.regime or ""))
    began = inputs.tender.began
    if pack is None or (began is not None and not pack.valid_on(began)):
        return
    for check in pack.checks:
        for rules in lots:
            for finding in _run(Subject(inputs, rules, check), pack):
                yield check, finding


def _run(subject: Subject, pack: Pack) -> Iterator[Finding]:
    facts, check = _facts(subject), subject.check
    unstated = [fact for fact, _ in check.when if fact in check.unstated and not facts[fact]]
    if not _raised(check, facts):
        return
    asked = f"; the tender does not state {' and '.join(unstated)}" if unstated else ""
    for said, sources in LOOKS[check.looks](subject):
        yield Finding(
            CODES[check.looks],
            check.severity,
            f"{said}{asked}. {check.wording.removesuffix('.')} ({cited(check, pack)})",
            check.remedy + (_ANSWER if check.severity is Severity.QUESTION else ""),
            (*sources, *(() if Source(FILE, "/regime") in sources else (Source(FILE, "/regime"),))),
        )


def cited(check: RegimeCheck, pack: Pack) -> str:
    """Return the citation with its status and, where it is of a law, the dates for which it holds."""
    if pack.valid_from == NO_LAW:
        return f"{check.cite}; status {check.status}"
    span = f"from {pack.valid_from}" + (f" to {pack.valid_to}" if pack.valid_to else " on")
    return f"{check.cite}; procurements begun {span}; status {check.status}"


def _facts(subject: Subject) -> dict[str, frozenset[str]]:
    """Return what is known of each fact: the word that is stated, or the bases and packs of the lot."""
    tender, rules = subject.inputs.tender, subject.rules
    facts = {
        name: frozenset({value}) if (value := getattr(tender, name)) is not None else frozenset()
        for name in STATED_FACTS
    }
    facts["basis"] = frozenset(gate.rule.basis for gate in rules.gates if gate.rule.basis is not None)
    facts["pack"] = frozenset(gate.rule.use.partition("@")[0] for gate in rules.gates if gate.rule.use)
    return facts


def _raised(check: RegimeCheck, facts: Mapping[str, frozenset[str]]) -> bool:
    met = all(
        facts[fact] & set(words) or (fact in check.unstated and not facts[fact]) for fact, words in check.when
    )
    return met and not _any_met(check.unless, facts)


def _any_met(conditions: Conditions, facts: Mapping[str, frozenset[str]]) -> bool:
    return any(facts[fact] & set(words) for fact, words in conditions)
