"""What ``--sweep`` and ``--grid`` name: a weight, gate, price or award rule, from one end to the other."""

from fractions import Fraction

from bideval.analysis.changes.gates import gate_names
from bideval.analysis.lots.rules_changed import rule_ids
from bideval.analysis.lots.swept import is_together
from bideval.analysis.sweep import RULE, STEPS, Axis
from bideval.errors import UnknownIdError
from bideval.io.change_options import OptionError
from bideval.model.inputs import Inputs
from bideval.model.numbers import NumberError, parse_number
from bideval.scoring.published import published_lots
from bideval.scoring.weights import everything

FORM = "ID=LO..HI[:STEP], such as price=10..40:5 or gate:security=0..10000000"
KINDS = ("weight", "gate", "price", "award-rule")


def axis_of(text: str, inputs: Inputs) -> Axis:
    """Return the axis of ``[KIND:]ID=LO..HI[:STEP]``; raise OptionError or UnknownIdError.

    KIND (weight, gate, price or award-rule) is needed where an id is that of several things.
    """
    name, equals, ends = text.partition("=")
    low, dots, rest = ends.partition("..")
    high, colon, step = rest.partition(":")
    if not (name and equals and low and dots and high) or (colon and not step):
        raise OptionError(f"{text!r} is not of the form {FORM}")
    kind, named, of = name.partition(":")
    given = kind if named and kind in KINDS else None
    wanted, slash, lot = (of if given else name).partition("/") if given == "price" else (of or name, "", "")
    try:
        numbers = parse_number(low), parse_number(high), parse_number(step) if step else None
    except NumberError as problem:
        raise OptionError(f"{text!r}: {problem}") from problem
    _check(text, *numbers)
    kind = _kind(inputs, wanted, given)
    low_at, high_at, by = numbers
    if kind == RULE and by is None:
        by = _whole_steps(low_at, high_at)
    return Axis(kind, wanted, low_at, high_at, by, lot if slash else None)


def _whole_steps(low: Fraction, high: Fraction) -> Fraction | None:
    """Steps of one between whole numbers that are not far apart: rules mostly count lots or bidders."""
    whole = low.denominator == high.denominator == 1
    return Fraction(1) if whole and high - low <= STEPS else None


def _check(text: str, low: Fraction, high: Fraction, step: Fraction | None) -> None:
    if low >= high:
        raise OptionError(f"{text!r} does not run from a lower to a higher value: write the lower one first")
    if step is not None and step <= 0:
        raise OptionError(f"{text!r}: a step is above zero")


def axes_of(text: str, inputs: Inputs) -> tuple[Axis, Axis]:
    """Return the two axes of a grid, apart by a comma."""
    parts = text.split(",")
    if len(parts) != 2:
        raise OptionError(f"{text!r} is not two of {FORM}, apart by a comma")
    return axis_of(parts[0], inputs), axis_of(parts[1], inputs)


def _kind(inputs: Inputs, name: str, given: str | None) -> str:
    weights = {
        known
        for lot in published_lots(inputs.tender)
        for one, _ in everything(lot.criteria)
        for known in (one.id, one.group)
        if known is not None
    }
    rules = set(rule_ids(inputs)) if is_together(inputs) else set()
    known = {"weight": weights, "gate": set(gate_names(inputs)), "price": set(inputs.bids), RULE: rules}
    kinds = [kind for kind in KINDS if name in known[kind] and given in {None, kind}]
    if not kinds:
        wanted = given or ("weight, gate, price or award rule" if rules else "weight, gate or price")
        there = {one for kind in KINDS if given in {None, kind} for one in known[kind]}
        raise UnknownIdError(wanted, name, tuple(sorted(there)))
    if len(kinds) > 1:
        raise OptionError(f"{name} is several things: write {' or '.join(f'{one}:{name}' for one in kinds)}")
    return kinds[0]
