"""Whether all conditions of a list are met: in a word, with what each one rests on.

Something known to fail settles it.  Where nothing fails and something is not known, or
stands without its evidence, the answer is not-established; no condition is ever taken as
met because nothing speaks against it.
"""

from fractions import Fraction

from bideval.model.measure import NOT_ESTABLISHED, AllNode, Condition, FieldNode
from bideval.model.numbers import shown
from bideval.model.parameters import Value, With
from bideval.model.raw import Named
from bideval.scoring.measure_figures import (
    Lookup,
    MissingFieldError,
    amount_value,
    compare,
    figure_of,
    looked_up,
    single,
)

NOT_STATED = "not-stated"  # a word that says that nothing is said


def established(node: AllNode, with_: With, lookup: Lookup) -> str:
    """Return the word that ``node`` gives; raise MissingFieldError where it refuses to do without a value."""
    unknown = False
    for condition in node.conditions:
        try:
            known = _is_met(condition, with_, lookup)
        except MissingFieldError:
            if node.refuses:
                raise
            unknown = True
            continue
        if not known:
            return node.not_met
    return NOT_ESTABLISHED if unknown else node.met


def established_words(node: AllNode, with_: With, lookup: Lookup) -> str:
    """Return each condition with what stands against it, then the word that comes out."""
    said = "; ".join(_condition_words(one, with_, lookup) for one in node.conditions)
    return f"{said}: {established(node, with_, lookup)}"


def rule_words(node: AllNode) -> str:
    """Return the conditions as published, by names."""
    said = "; ".join(_rule_of(one) for one in node.conditions)
    fails = f"{node.not_met} if one of them is known to fail"
    unknown = "a missing value is a finding" if node.refuses else f"else {NOT_ESTABLISHED}"
    return f"{node.met} if all of ({said}); {fails}; {unknown}"


def _rule_of(condition: Condition) -> str:
    """One condition as published, with the evidence that must be stated beside it."""
    shown = "" if condition.evidence is None else f", with {name_of_path(condition.evidence)} stated"
    return f"{name_of(condition)} {condition.test} {_against_words(condition, {})}{shown}"


def _is_met(condition: Condition, with_: With, lookup: Lookup) -> bool:
    value = _value(condition, with_, lookup)
    met = compare(condition.test, value, _against(condition, with_))
    if met and condition.evidence is not None:
        _stated(condition.evidence, with_, lookup)
    return met


def _value(condition: Condition, with_: With, lookup: Lookup) -> Fraction | str:
    if isinstance(condition.of, FieldNode):
        return _stated(condition.of, with_, lookup)
    if isinstance(condition.of, AllNode):
        return established(condition.of, with_, lookup)
    return single(figure_of(condition.of, with_, lookup))


def _stated(node: FieldNode, with_: With, lookup: Lookup) -> Fraction | str:
    value = looked_up(node, with_, lookup)
    if isinstance(value, tuple):
        return single(value)
    if value in ("", NOT_STATED):
        raise MissingFieldError(node.path, f"a statement on {name_of_path(node)}")
    return value


def _against(condition: Condition, with_: With) -> Value:
    against = condition.against
    return amount_value(against, with_) if isinstance(against, Named) else against


def name_of_path(node: FieldNode) -> str:
    """Return the last part of a path, which is how people know the value."""
    return node.path.rpartition(".")[2]


def name_of(condition: Condition) -> str:
    """Return what a condition is about."""
    return name_of_path(condition.of) if isinstance(condition.of, FieldNode) else "the figure"


def _against_words(condition: Condition, with_: With) -> str:
    against = condition.against
    if isinstance(against, Named):
        return against.name if against.name not in with_ else shown(amount_value(against, with_))
    if isinstance(against, str):
        return against
    return shown(against) if isinstance(against, Fraction) else " or ".join(against)


def _condition_words(condition: Condition, with_: With, lookup: Lookup) -> str:
    name, rule = name_of(condition), f"{condition.test} {_against_words(condition, with_)}"
    try:
        value = _value(condition, with_, lookup)
    except MissingFieldError:
        return f"{name} not stated, required {rule}"
    said = value if isinstance(value, str) else shown(value)
    if condition.evidence is None:
        return f"{name} {said}, required {rule}"
    try:
        proof = f"evidence: {_stated(condition.evidence, with_, lookup)}"
    except MissingFieldError:
        proof = "without evidence"
    return f"{name} {said} ({proof}), required {rule}"
