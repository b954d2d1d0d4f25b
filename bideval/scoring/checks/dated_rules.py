"""What the published rules are held against: dated tables, packs that are off, screens in their place.

A tender lists under ``checks`` the dated tables that bind it, and the criteria whose weight
each one is about.  No rule is changed here, and none is called lawful.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.errors import Finding, Source, error, question, warning
from bideval.model.inputs import Inputs
from bideval.model.measure import FieldNode, reads_all_prices
from bideval.model.numbers import decimal_text
from bideval.model.pack import Pack
from bideval.model.parameters import read_with
from bideval.model.references import named_packs, regime_reference
from bideval.model.rules import Phase
from bideval.model.tender import RuleCheck
from bideval.model.units import WEIGHTS
from bideval.scoring.checks.known import close_to
from bideval.scoring.compile_method import with_findings
from bideval.scoring.flags import LOW_PRICE_BASIS, is_screen
from bideval.scoring.lot_rules import Leaf, LotRules, walk

FILE = "tender.yaml"
HUNDRED = Fraction(100)


def check_dated_rules(inputs: Inputs, lots: tuple[LotRules, ...]) -> Iterator[Finding]:
    """Report rules below a dated table, packs that are off, and screens out of place."""
    yield from _off(inputs)
    regime = inputs.packs.get(regime_reference(inputs.tender.regime or ""))
    for rules in lots:
        yield from _screens(rules, regime)
        for place, check in enumerate(inputs.tender.checks):
            yield from _weight(inputs, rules, check, f"/checks/{place}")


def _off(inputs: Inputs) -> Iterator[Finding]:
    for reference, pointer in named_packs(inputs.tender):
        pack = inputs.packs.get(reference)
        if pack is not None and pack.off is not None:
            yield question(
                "BE189",
                f"{reference} is switched off: {pack.off}",
                "Take it out, or record an answer that says why it is used all the same.",
                Source(FILE, pointer),
            )


def _screens(rules: LotRules, regime: Pack | None) -> Iterator[Finding]:
    """The prices of all bids are known when the price gates begin, and to those alone."""
    for leaf in rules.leaves():
        if leaf.measure is not None and reads_all_prices(leaf.measure):
            yield _out_of_place(f"the criterion {leaf.id}", leaf.pointer)
    for gate in rules.gates:
        if not is_screen(gate):
            continue
        if gate.rule.phase is not Phase.PRICE:
            yield _out_of_place(f"the gate {gate.rule.id}", f"{gate.pointer}/phase")
        known = regime is not None and regime.basis(LOW_PRICE_BASIS) is not None
        if known and gate.rule.basis != LOW_PRICE_BASIS:
            yield error(
                "BE186",
                f"{gate.rule.id} looks for a low price, and does not rest on the basis {LOW_PRICE_BASIS}",
                f"State basis: {LOW_PRICE_BASIS}, so that what the regime says of low prices holds.",
                Source(FILE, gate.pointer),
            )


def _out_of_place(what: str, pointer: str) -> Finding:
    return error(
        "BE185",
        f"{what} reads the prices of all bids, which only a gate of the phase price may",
        "Make it a gate with phase: price. Points from prices are given by a price formula.",
        Source(FILE, pointer),
    )


def _weight(inputs: Inputs, rules: LotRules, check: RuleCheck, at: str) -> Iterator[Finding]:
    pack, known = inputs.packs.get(check.use), {node.id for node in rules.nodes()}
    if pack is None:  # reported where packs are read
        return
    for place, name in enumerate(check.of):
        if name not in known:
            message = f"the check {check.use} is about {name}, which is no criterion of {rules.id}"
            yield error("BE187", message, close_to(name, known), Source(FILE, f"{at}/of/{place}"))
            return
    with_, problems = read_with(pack.parameters, check.with_)
    yield from with_findings(problems, f"{at}/with")
    least = with_.get(pack.threshold or "")
    if not isinstance(pack.measure, FieldNode) or pack.measure.path not in WEIGHTS:
        message = f"{check.use} reads no weights, so it is no check of the rules"
        yield error(
            "BE187", message, "Name a pack such as social-value/ppn-002@1.", Source(FILE, f"{at}/use")
        )
    elif isinstance(least, Fraction):
        yield from _below(inputs, rules, check, pack, least, at)


def _below(
    inputs: Inputs, rules: LotRules, check: RuleCheck, pack: Pack, least: Fraction, at: str
) -> Iterator[Finding]:
    began, source = inputs.tender.began, pack.source
    if began is not None and not pack.valid_on(began):  # found where packs are held against the date
        return
    of_total = isinstance(pack.measure, FieldNode) and pack.measure.path == WEIGHTS[0]
    share, worked = _share(rules, check.of, of_total=of_total)
    if share < least:
        lot = f" in lot {rules.id}" if inputs.tender.lots else ""
        yield warning(
            "BE187",
            f"{' and '.join(check.of)} weigh {worked}{lot}, and {source.title} ({source.section}; status "
            f"{pack.status}) asks for at least {decimal_text(least)} percent",
            "Raise the weight before publishing, or record why the table does not bind.",
            Source(FILE, at),
        )


def _share(rules: LotRules, of: tuple[str, ...], *, of_total: bool) -> tuple[Fraction, str]:
    """The named criteria's weight in percent of all, or of all but the price; each leaf once."""
    under = walk(tuple(node for node in rules.nodes() if node.id in of))
    named = {leaf.id: leaf.weight for leaf in under if isinstance(leaf, Leaf)}
    base = sum((leaf.weight for leaf in rules.leaves() if of_total or leaf.formula is None), Fraction(0))
    above = sum(named.values(), Fraction(0))
    share = HUNDRED * above / base if base else Fraction(0)
    whole = "the total" if of_total else "what is not price"
    return share, f"{decimal_text(above)} of {decimal_text(base)} ({decimal_text(share)} percent of {whole})"
