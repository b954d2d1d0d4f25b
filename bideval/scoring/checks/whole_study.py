"""Checks of everything that ``study.yaml`` states: the exposure, the weights explored, the rehearsal.

What needs the rules compiled is asked only where they are in order; what is wrong with the
rules is said elsewhere.
"""

from bideval.errors import Finding
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.scoring.checks.exposure import check_exposure
from bideval.scoring.checks.rehearsal import check_rehearsal
from bideval.scoring.checks.study import check_study
from bideval.scoring.compile_rules import compile_rules


def check_whole_study(study: Study, inputs: Inputs) -> tuple[Finding, ...]:
    """Return every problem of the study of a tender; places are in ``study.yaml``."""
    exposed = tuple(check_exposure(study, inputs))
    if not (study.ranges or study.order or study.rehearsal or study.proportionality):
        return exposed
    compiled = compile_rules(inputs)
    if compiled.findings:
        return exposed
    rehearsed = check_rehearsal(study, inputs, compiled.lots)
    return (*exposed, *check_study(study, compiled.lots), *rehearsed)
