"""The worked cases of a pack, run: what each one gives, against what it says.

A case is an example for people and a test at once.  It gives the values that the
pack reads by name; nothing here knows of tenders or bids.
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.measure import FieldNode, Measure, asked_years
from bideval.model.numbers import NumberError, decimal_text, parse_number
from bideval.model.pack import Case, Pack
from bideval.model.parameters import With, read_with
from bideval.model.points import BandRule, PointsRule
from bideval.model.points_with import check_points, settled
from bideval.model.rules import OnFail
from bideval.model.scale import Scale
from bideval.model.units import ACCOUNTS, OTHERS, PRICES, Unit
from bideval.scoring.measure_figures import amount_value
from bideval.scoring.measures import Lookup, MissingFieldError, compare, measure_value
from bideval.scoring.points import grade_of, points_of, scale_in
from bideval.scoring.screens import Compared, line_of


def case_fault(pack: Pack, case: Case, scales: Mapping[str, Scale]) -> str | None:
    """Return how ``case`` does not come out as written, in words; None where it does.

    ``scales`` holds the scales that the case may name, by reference.
    """
    try:
        found = _run(pack, case, scales)
    except GuardError as error:
        if case.refused is None:
            return f"it is refused: {error.reason}"
        return None if case.refused in error.reason else f"it is refused for another reason: {error.reason}"
    if case.refused is not None:
        return f"it is not refused; it gives {_shown(found)}"
    return next((fault for fault in _differences(case, found) if fault), None)


Found = Mapping[str, object]  # what came out, under the keys of a case


def _differences(case: Case, found: Found) -> list[str | None]:
    stated = {
        "measure": case.measure,
        "points": case.points,
        "grade": case.grade,
        "passes": case.passes,
        "consequence": case.consequence,
    }
    return [
        f"{key} comes out as {_plain(found.get(key))}, not {_plain(value)}"
        for key, value in stated.items()
        if value is not None and value != found.get(key)
    ]


def _shown(found: Found) -> str:
    return ", ".join(f"{key} {_plain(value)}" for key, value in found.items())


def _plain(value: object) -> str:
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def _with(pack: Pack, case: Case) -> With:
    """Return the parameters of a case; raise GuardError for the first that is wrong."""
    values, problems = read_with(pack.parameters, case.with_)
    if problems:
        raise GuardError(problems[0].message)
    return values


def _rule(rule: PointsRule | None, with_: With, scales: Mapping[str, Scale]) -> PointsRule | None:
    """Return the points rule with its parameters checked and its scale put in."""
    if rule is None:
        return None
    ready, unsettled = settled(rule, with_, scales)
    problems = (*unsettled, *check_points(ready, with_))
    if problems:
        raise GuardError(problems[0].message)
    return ready


def _run(pack: Pack, case: Case, scales: Mapping[str, Scale]) -> Found:
    """Return what comes out of a case; raise GuardError where nothing does."""
    if pack.measure is not None:
        return _measured(pack, pack.measure, case, scales)
    if pack.bases:
        return {"consequence": _consequence(pack, str(case.given.get("basis")))}
    scale = pack.scale or scale_in(_rule(pack.points, _with(pack, case), scales))
    return {"points": _marked(scale, case)}


def _measured(pack: Pack, measure: Measure, case: Case, scales: Mapping[str, Scale]) -> Found:
    with_ = _with(pack, case)
    value = measure_value(measure, with_, lookup_of(case))
    found: dict[str, object] = {"measure": value}
    rule = _rule(pack.points, with_, scales)
    if pack.gives_points:
        found["points"] = points_of(rule, value, with_)
    if isinstance(rule, BandRule) and rule.grades and isinstance(value, Fraction):
        found["grade"] = grade_of(rule, value, with_)
    if case.test is not None and pack.threshold is not None:
        found["passes"] = compare(case.test, value, with_.get(pack.threshold))
    return found


def _consequence(pack: Pack, name: str) -> OnFail:
    basis = pack.basis(name)
    if basis is None:
        raise GuardError(f"the regime has no basis {name}")
    return basis.consequence


def _marked(scale: Scale, case: Case) -> Fraction:
    """Return the points of a given ``mark``, which is on the scale, or of a ``mean`` of marks."""
    if "mark" in case.given:
        return scale.points(_number("mark", case.given["mark"]))
    return scale.points_between(_number("mean", case.given.get("mean")))


def lookup_of(case: Case) -> Lookup:
    """Return the lookup of what a case gives: by full path, or by the last part of it.

    A list is yearly, earliest first; fewer years take the latest of it.
    """

    def lookup(node: FieldNode, with_: With) -> Fraction | tuple[Fraction, ...] | str:
        name = node.path.rpartition(".")[2]
        raw = case.given.get(node.path, case.given.get(name))
        if raw is None and node.path.startswith(PRICES) and OTHERS in case.given:
            return line_of(node.path, _compared(case, node, with_)).amount
        if raw is None:
            raise MissingFieldError(node.path, name)
        if node.unit is Unit.WORDS:
            return str(raw)
        values = (
            tuple(_number(name, one) for one in raw)
            if isinstance(raw, list | tuple)
            else (_number(name, raw),)
        )
        years = asked_years(node)
        if len(values) < (years or 1):
            raise MissingFieldError(node.path, f"{name} of each of {years} years")
        if years is not None and not node.path.startswith(ACCOUNTS):
            return values  # declared values are read as they stand, never the latest of them
        return values[-1] if years is None else values[-years:]

    return lookup


def _compared(case: Case, node: FieldNode, with_: With) -> Compared:
    """Return the prices of a case: its own, the others, and the contract's estimated value."""
    own, value, others = (case.given.get(name) for name in ("evaluated", "value", OTHERS))
    return Compared(
        _number("evaluated", own),
        tuple(_number(OTHERS, one) for one in others) if isinstance(others, list | tuple) else (),
        None if value is None else _number("value", value),
        None if node.share is None else amount_value(node.share, with_),
    )


def _number(name: str, raw: object) -> Fraction:
    try:
        return parse_number(raw if isinstance(raw, str) else "")
    except NumberError as error:
        raise GuardError(f"{name}: {error}") from error
