from dataclasses import replace

import pytest

from bideval.model.inputs import Inputs
from bideval.scoring.checks.quorum import check_quorum
from tests.scoring.build import Papers, inputs_of, tender

SCALE = {"from": 0, "to": 5, "step": 1}


def agreed(how: str, quorum: int | None, by: tuple[str, ...]) -> Inputs:
    rule = {"from": how} if quorum is None else {"from": how, "quorum": quorum}
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks=rule,
        criteria=[{"id": "plan", "weight": 100, "scale": SCALE}],
    )
    inputs = inputs_of(Papers(rules, {"acorn": {}}, consensus={("acorn", "plan"): 3}))
    return replace(inputs, consensus=tuple(row._replace(agreed_by=by) for row in inputs.consensus))


CASES = [
    # in words                        rule          quorum  who agreed                 where a finding stands
    ("no quorum is published",        "consensus",  None,   (),                        []),
    ("as many as the quorum",         "consensus",  2,      ("ada", "bo"),             []),
    ("more than the quorum",          "consensus",  2,      ("ada", "bo", "cy"),       []),
    ("one too few",                   "consensus",  2,      ("ada",),                  ["/0/agreed_by"]),
    ("nobody",                        "consensus",  1,      (),                        ["/0/agreed_by"]),
    ("one of them twice",             "consensus",  2,      ("ada", "ada"),            ["/0/agreed_by"]),
    ("nothing is agreed on",          "mean",       2,      ("ada", "bo"),             ["/marks/quorum"]),
    ("one marker alone",              "single",     1,      ("ada",),                  ["/marks/quorum"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_published_quorum(case: tuple[str, str, int | None, tuple[str, ...], list[str]]) -> None:
    _, how, quorum, by, places = case
    inputs = agreed(how, quorum, by)
    found = list(check_quorum(inputs, list(enumerate(inputs.consensus))))
    assert [one.sources[0].pointer for one in found] == places
    assert {one.code for one in found} <= {"BE716"}
