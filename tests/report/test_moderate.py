from bideval.analysis.officers import officers_view
from bideval.model.numbers import parse_number
from bideval.report.moderate_json import moderate_data
from bideval.report.moderate_text import moderate_text, officers_text
from bideval.scoring.panel.view import panel_view
from tests.samples.folders import SAMPLES, inputs_of
from tests.scoring.panel.rows import lots_of, panel

MARKS = {
    (bid, "plan", person): mark
    for bid, given in (("acorn", (1, 5, 5)), ("beech", (3, 3, 3)))
    for person, mark in zip(("zoe", "ada", "bo"), given, strict=True)
}


def test_what_to_discuss_comes_first_and_says_whose_mark_stands_alone() -> None:
    inputs = panel(MARKS)
    text = moderate_text(panel_view(inputs, lots_of(inputs)))
    assert text.splitlines()[0] == "Test: 2 marks to agree on, 0 agreed; the panel differs on 1."
    assert "plan      acorn  ada 5, bo 5, zoe 1        80  zoe" in text


def test_people_stand_by_id_whatever_their_figures_are() -> None:
    inputs = inputs_of(SAMPLES / "community-health")
    found = officers_view(inputs, lots_of(inputs))
    ids = sorted(one.id for one in inputs.evaluators)
    assert [one.person for one in found.people] == ids
    assert [person for person, _ in found.left_out.without] == ids
    lines = [line.split()[0] for line in officers_text(found).splitlines() if line.startswith("  ")]
    assert [word for word in lines if word in ids] == ids
    assert len({one.leniency for one in found.people}) == len(ids)  # so the order is not that of a figure


def test_points_above_sum_to_nought_where_all_marked_all() -> None:
    inputs = inputs_of(SAMPLES / "community-health")
    rows = officers_view(inputs, lots_of(inputs)).people
    full = [one for one in rows if one.shared == max(each.shared for each in rows)]
    assert len(full) == 4
    assert sum(one.leniency for one in full if one.leniency is not None) == 0


def test_json_has_every_figure_exact_and_no_number_that_rounds() -> None:
    inputs = inputs_of(SAMPLES / "community-health")
    lots = lots_of(inputs)
    data = moderate_data(panel_view(inputs, lots), officers_view(inputs, lots))
    officers = data["officers"]
    assert isinstance(officers, dict)
    people = officers["people"]
    assert isinstance(people, list)
    for one in people:
        assert isinstance(one, dict)
        parse_number(str(one["points_above_exact"]))
    assert not any(isinstance(value, float) for value in _values(data))
    assert moderate_data(panel_view(inputs, lots), None)["officers"] is None


def _values(data: object) -> list[object]:
    if isinstance(data, dict):
        return [one for value in data.values() for one in _values(value)]
    if isinstance(data, list):
        return [one for value in data for one in _values(value)]
    return [data]
