"""What a what-if supposes that its regime asks about: the checks of the regime, run on the changed inputs.

A check of the regime pack may say ``not_open``: rules that it finds are not open to an
authority under that regime, as far as its source says.  Nothing else decides that: which
checks there are, what they find and what they cite is the pack's.  A question that a
recorded answer closes is not repeated, and nothing is called open or lawful.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bideval.errors import Finding
from bideval.model.inputs import Inputs
from bideval.model.references import regime_reference
from bideval.scoring.checks import answered
from bideval.scoring.checks.regime_rules import raised
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.workings import FRESH, Workings


class Asked(NamedTuple):
    """What a regime finds in the changed rules.

    ``not_open`` says that the regime's own check calls such rules not open to the authority;
    ``as_published`` that the published rules are found by it too.
    """

    regime: str
    check: str
    status: str
    finding: Finding
    not_open: bool
    as_published: bool


def asked_by_regime(published: Inputs, changed: Inputs, workings: Workings = FRESH) -> tuple[Asked, ...]:
    """Return what is not open, whether published so or supposed, then what else is newly asked."""
    return _asked(published, changed, compile_rules(changed, workings).lots, workings)


def asked_of_lot(
    published: Inputs, changed: Inputs, rules: LotRules, workings: Workings = FRESH
) -> tuple[Asked, ...]:
    """Return the same of one lot alone, by its changed rules."""
    return _asked(published, changed, (rules,), workings)


def _asked(
    published: Inputs, changed: Inputs, lots: tuple[LotRules, ...], workings: Workings
) -> tuple[Asked, ...]:
    as_published = workings.of(
        ("asked",),
        (published,),
        lambda: tuple(_found(published, compile_rules(published, workings).lots, workings)),
    )
    before = {(check, finding.message) for check, finding, _, _ in as_published}
    regime = regime_reference(changed.tender.regime or "").removeprefix("regimes/")
    found = [
        Asked(regime, check, status, finding, not_open, (check, finding.message) in before)
        for check, finding, status, not_open in _found(changed, lots, workings)
    ]
    told = [one for one in found if one.not_open or not one.as_published]
    return tuple(sorted(told, key=lambda one: not one.not_open))


def _found(
    inputs: Inputs, lots: tuple[LotRules, ...], workings: Workings
) -> Iterator[tuple[str, Finding, str, bool]]:
    """Each finding of the regime's checks that no answer closes, once for all lots."""
    pairs = {finding: check for check, finding in raised(inputs, lots, workings)}
    left = set(answered(tuple(pairs), inputs))
    told: set[tuple[str, str]] = set()
    for finding, check in pairs.items():
        if finding in left and (check.id, finding.message) not in told:
            told.add((check.id, finding.message))
            yield check.id, finding, check.status, check.not_open
