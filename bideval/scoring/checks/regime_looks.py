"""What the checks of a regime look at: for each thing, what is found and where it stands.

Each function takes one check and the rules of one lot, and yields what it finds in words,
with its places.  Whether the check applies at all, and what the law says, is settled by
the caller.  Custody is not looked at: whether a rule was added after it was frozen is
another matter.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.amounts import money_text
from bideval.model.criterion import Criterion
from bideval.model.inputs import Inputs
from bideval.model.measure import FieldNode, fields_of, reads_bidder
from bideval.model.numbers import decimal_text
from bideval.model.references import named_packs
from bideval.model.regime_rules import STATED_FACTS, Looks, RegimeCheck, covers
from bideval.model.rules import Phase, Test
from bideval.model.units import DECLARED, JUDGED
from bideval.scoring.checks.turnover_asked import turnover_asked
from bideval.scoring.lot_rules import LotGate, LotRules
from bideval.scoring.measures import accepted_forms, accepted_stage
from bideval.scoring.published import for_lot, published_lots
from bideval.scoring.recorded import standing
from bideval.scoring.weights import everything

FILE = "tender.yaml"
AUDITED = "audited"
INSTEAD = "unaudited"  # what stands in the place of audited accounts of the same year
INSURANCE_FORM = "surety-insurance"
IN_FORCE = "in-force"
_EARLY = (Phase.EXCLUSION, Phase.CONDITIONS)  # tested before a contract is awarded, on the supplier


class Subject(NamedTuple):
    """A check, and the lot that it is held against."""

    inputs: Inputs
    rules: LotRules
    check: RegimeCheck


Found = tuple[str, tuple[Source, ...]]
Look = Callable[[Subject], Iterator[Found]]


def _facts_stated(subject: Subject) -> Iterator[Found]:
    """The facts themselves: that the check is raised is all there is to find."""
    tender, check = subject.inputs.tender, subject.check
    hangs_on = dict.fromkeys(fact for fact, _ in (*check.when, *check.unless) if fact in STATED_FACTS)
    stated = {fact: value for fact in hangs_on if (value := getattr(tender, fact)) is not None}
    words = [f"{fact} is {value}" for fact, value in stated.items()]
    words += [
        f"{fact} is not stated" for fact in hangs_on if fact not in stated and fact not in check.unstated
    ]
    sources = [Source(FILE, f"/{fact}") for fact in stated]
    gates = [gate for gate in subject.rules.gates if _hangs_on(gate, check)]
    of_gates = f"{' and '.join(gate.rule.id for gate in gates)}: " if gates else ""
    sources += [Source(FILE, gate.pointer) for gate in gates]
    said = " and ".join(words) or f"the regime is {tender.regime}"
    yield f"{of_gates}{said}", tuple(sources)


def _hangs_on(gate: LotGate, check: RegimeCheck) -> bool:
    """Whether the gate is one of those for which the check is raised."""
    when = dict(check.when)
    used = (gate.rule.use or "").partition("@")[0]
    return gate.rule.basis in when.get("basis", ()) or used in when.get("pack", ())


def _turnover(subject: Subject) -> Iterator[Found]:
    """Gates that ask for more turnover than so many times the value of the contract, without a reason."""
    rules, times = subject.rules, subject.check.at_most
    if rules.value is None or times is None:
        return
    cap = times * rules.value
    for gate in rules.gates:
        asked = turnover_asked(gate, rules)
        above = asked is not None and (asked > cap or (asked == cap and gate.rule.test is Test.MORE_THAN))
        if asked is None or not above or gate.rule.because is not None:
            continue
        more = "more than " if gate.rule.test is Test.MORE_THAN else ""
        currency, lot = subject.inputs.tender.currency, for_lot(rules.id)
        said = (
            f"{gate.rule.id} asks for a yearly turnover of {more}{currency} {money_text(asked)}{lot}; the "
            f"base is the estimated value of the contract, {currency} {money_text(rules.value)}, and "
            f"{decimal_text(times)} times that is {currency} {money_text(cap)}"
        )
        yield said, (Source(FILE, gate.pointer), Source(FILE, rules.contract_at))


def _audited(subject: Subject) -> Iterator[Found]:
    """Conditions that count audited accounts and nothing in their place."""
    for gate in subject.rules.gates:
        counted = gate.rule.evidence
        if gate.rule.phase is Phase.CONDITIONS and AUDITED in counted and INSTEAD not in counted:
            yield (
                f"{gate.rule.id} counts audited accounts, and no unaudited ones in their place",
                (Source(FILE, f"{gate.pointer}/evidence"),),
            )


def _insurance(subject: Subject) -> Iterator[Found]:
    """Conditions that only insurance in force passes, or that let no promise of it count."""
    for gate in subject.rules.gates:
        if gate.rule.phase not in _EARLY:
            continue
        fields = fields_of(gate.measure)
        if any(_in_force_alone(node, gate) for node in fields):
            yield f"{gate.rule.id} wants insurance in force", (Source(FILE, gate.pointer),)
        elif any(_named(node, subject.check.named) for node in fields) and not _lets_be(gate, subject.check):
            words = " or ".join(subject.check.enough)
            yield (
                f"{gate.rule.id} asks for insurance, and does not accept {words}",
                (Source(FILE, gate.pointer),),
            )


def _in_force_alone(node: FieldNode, gate: LotGate) -> bool:
    if node.stage is None:
        return False
    forms, stage = accepted_forms(node, gate.with_), accepted_stage(node, gate.with_)
    return stage == IN_FORCE and set(forms) == {INSURANCE_FORM}


def _named(node: FieldNode, named: tuple[str, ...]) -> bool:
    """Whether a declared or judged value has one of ``named`` among the parts of its id."""
    declared = next(
        (node.path.removeprefix(one) for one in (DECLARED, JUDGED) if node.path.startswith(one)), ""
    )
    return _has_part(declared, named)


def _lets_be(gate: LotGate, check: RegimeCheck) -> bool:
    words = gate.threshold if isinstance(gate.threshold, tuple) else (gate.threshold,)
    return bool(set(words) & set(check.enough))


def _has_part(name: str, parts: tuple[str, ...]) -> bool:
    """Whether one of ``parts`` stands in the id ``name``, whole and between hyphens."""
    return any(f"-{part}-" in f"-{name}-" for part in parts)


def _reason(subject: Subject) -> Iterator[Found]:
    for gate in subject.rules.gates:
        if gate.rule.basis in subject.check.of and gate.rule.because is None:
            yield f"{gate.rule.id} does not say why it is asked", (Source(FILE, gate.pointer),)


def _clause(subject: Subject) -> Iterator[Found]:
    for leaf in subject.rules.leaves():
        if leaf.clause is None:
            yield f"{leaf.id} does not say where it was published", (Source(FILE, leaf.pointer),)


def _weighs(subject: Subject) -> Iterator[Found]:
    """Criteria with a weight that use one of the packs, or whose id or declared values are so named."""
    for criterion, pointer in _criteria(subject):
        used = (criterion.use or "").partition("@")[0]
        named = _has_part(criterion.id, subject.check.named) or any(
            _has_part(one, subject.check.named) for one in _declared_in(criterion.measure)
        )
        if criterion.weight != 0 and ((used and covers(subject.check.packs, used)) or named):
            by = f" by {criterion.use}" if criterion.use else ""
            yield f"{criterion.id} is weighted{by}", (Source(FILE, pointer),)


def _standing(subject: Subject) -> Iterator[Found]:
    """Criteria that score the standing, the ownership or the surplus policy of a bidder, without a reason."""
    for criterion, pointer in _criteria(subject):
        if criterion.weight != 0 and criterion.because is None and _of_supplier(subject.inputs, criterion):
            yield f"{criterion.id} weighs who bids, not what is offered", (Source(FILE, pointer),)


def _of_supplier(inputs: Inputs, criterion: Criterion) -> bool:
    pack = inputs.packs.get(criterion.use or "")
    if pack is not None:
        measured = pack.measure is not None and reads_bidder(pack.measure)
        return measured or pack.about == "supplier"
    return any(one.startswith("bidder.") for one in _texts(criterion.measure))


def _tests(subject: Subject) -> Iterator[Found]:
    """Gates that use one of the packs, or have a measure of their own that reads a value so named."""
    check = subject.check
    for gate in subject.rules.gates:
        used = gate.rule.use
        named = used is None and any(_named(node, check.named) for node in fields_of(gate.measure))
        if named or (used is not None and covers(check.packs, used.partition("@")[0])):
            by = f" by {used}" if used else ""
            yield f"{gate.rule.id} tests who bids{by}", (Source(FILE, gate.pointer),)


def _criteria(subject: Subject) -> Iterator[tuple[Criterion, str]]:
    """The criteria of the lot that score, as they are written."""
    for lot in published_lots(subject.inputs.tender):
        if lot.id == subject.rules.id:
            yield from (one for one in everything(lot.criteria) if not one[0].criteria)


def _declared_in(data: object) -> Iterator[str]:
    """Yield the ids of the declared values that a measure in place reads."""
    return (one.removeprefix(DECLARED) for one in _texts(data) if one.startswith(DECLARED))


def _texts(data: object) -> Iterator[str]:
    """Yield every text of a measure in place."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for one in data.values():
            yield from _texts(one)
    elif isinstance(data, tuple):
        for one in data:
            yield from _texts(one)


def _uses(subject: Subject) -> Iterator[Found]:
    for reference, pointer in named_packs(subject.inputs.tender):
        if covers(subject.check.packs, reference.partition("@")[0]):
            yield f"the tender uses {reference}", (Source(FILE, pointer),)


def _ties(subject: Subject) -> Iterator[Found]:
    if not subject.inputs.tender.ties:
        yield "no rule settles equal figures", ()


def _lot_limit(subject: Subject) -> Iterator[Found]:
    tender = subject.inputs.tender
    award = tender.award
    named = tender.lot_mechanism is not None or (award is not None and award.mechanism is not None)
    if tender.lot_limit is not None and tender.lots and not named:
        said = f"at most {tender.lot_limit} lots go to one bidder, and nothing says which"
        yield said, (Source(FILE, "/lot_limit"),)


def _years(subject: Subject) -> Iterator[Found]:
    rules, longest = subject.rules, subject.check.at_most
    if rules.years is None or longest is None or rules.years <= longest:
        return
    gates = tuple(Source(FILE, gate.pointer) for gate in rules.gates if _hangs_on(gate, subject.check))
    term, most = decimal_text(rules.years), decimal_text(longest)
    yield (
        f"the contract{for_lot(rules.id)} runs {term} years, and {most} are the most",
        (Source(FILE, rules.contract_at), *gates),
    )


def _decision(subject: Subject) -> Iterator[Found]:
    for index, one in standing(subject.inputs):
        if one.kind in subject.check.of:
            yield f"decision {one.id} is one of kind {one.kind}", (Source("decisions.yaml", f"/{index}"),)


LOOKS: Mapping[Looks, Look] = MappingProxyType(
    {
        Looks.APPLIES: _facts_stated,
        Looks.STATED: _facts_stated,
        Looks.TURNOVER: _turnover,
        Looks.AUDITED_ACCOUNTS: _audited,
        Looks.INSURANCE: _insurance,
        Looks.REASON: _reason,
        Looks.CLAUSE: _clause,
        Looks.WEIGHS: _weighs,
        Looks.STANDING: _standing,
        Looks.TESTS: _tests,
        Looks.USES: _uses,
        Looks.TIES: _ties,
        Looks.LOT_LIMIT: _lot_limit,
        Looks.YEARS: _years,
        Looks.DECISION: _decision,
    }
)
