"""A workbook with live formulas checks clean by its own map, whatever the marks, prices and rules."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.errors import Source
from bideval.io.places import Places
from bideval.io.typed import typed
from bideval.io.workbooks.live.model_map import model_map
from bideval.io.workbooks.live.whole import model_workbook
from bideval.io.workbooks.own.folder_rules import by_folder
from bideval.io.workbooks.own.mapped import mapped
from bideval.io.workbooks.own.xlsx_cells import read_xlsx
from bideval.io.yaml_text import read_yaml
from bideval.model.workbook_map import WorkbookMap
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.evaluate import evaluate
from bideval.scoring.own_book.figures import Key, Role
from bideval.scoring.own_book.judged import Book, Judged, judge
from tests.io.workbooks.modelled import PRICE, QUALITY, papers
from tests.scoring.build import Data, Papers, inputs_of

PRICED: list[Data] = [
    PRICE,
    {**PRICE, "formula": "linear-to-double-lowest", "with": {"floor": 0}},
    {**PRICE, "formula": "lowest-to-highest", "with": {"when_equal": 100}},
    {**PRICE, "formula": "rank-points", "with": {"table": [100, 60, 30, 0], "equal": "share-better"}},
    {**PRICE, "normalise": "to-best"},
]
ROUNDED: list[object] = [
    "none",
    [{"stage": "total", "places": 2, "mode": "half-up"}],
    [
        {"stage": "points", "places": 1, "mode": "half-even"},
        {"stage": "section", "places": 2, "mode": "down"},
    ],
    [{"stage": "weighted", "places": 2, "mode": "up"}, {"stage": "total", "places": 1, "mode": "half-down"}],
]


def followed(one: Papers, moved: Key | None = None) -> Judged | None:
    """Check the model of a tender by its map, one cell moved by 0.25; None where there is no model."""
    inputs = inputs_of(one)
    evaluation = evaluate(inputs)
    model = model_workbook(inputs, evaluation)
    if model.workbook is None:
        return None
    (rules,) = compile_rules(inputs).scorable
    ((sheet, lines),) = model.lots.values()
    data, _ = read_yaml("map.yaml", model_map("folder", lines, sheet, rules).encode(), Places())
    of_map, wrong = typed(WorkbookMap, data, "map.yaml")
    assert of_map is not None, wrong
    found = mapped(of_map, "map.yaml")
    assert found.findings == ()
    ruled = by_folder(of_map, "map.yaml", lot_case(inputs, rules), evaluation.lots[0])
    assert ruled.plan is not None, ruled.findings
    wanted = {sheet: frozenset(at.at for at in found.cells.values())}
    read = read_xlsx(model.workbook, wanted).cells[sheet]
    cells = {key: read[at.at] for key, at in found.cells.items()}
    if moved is not None:
        cells[moved] = cells[moved]._replace(value=(cells[moved].value or Fraction(0)) + Fraction(1, 4))
    places = {key: Source("model.xlsx", at.words()) for key, at in found.cells.items()}
    return judge(ruled.plan, Book(cells, places, ruled.known, "the folder has"))


@st.composite
def tenders(draw: st.DrawFn) -> Papers:
    one = papers(draw(st.sampled_from(PRICED)), QUALITY, rounding=draw(st.sampled_from(ROUNDED)))
    prices = {bid: str(draw(st.decimals("50", "200", places=2))) for bid in one.prices}
    return replace(one, prices=prices)


@given(tenders())
@settings(max_examples=60, deadline=None)
def test_a_model_checks_clean_by_its_own_map(one: Papers) -> None:
    judged = followed(one)
    if judged is not None:
        assert judged.findings == ()


@given(tenders(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_cell_that_is_moved_is_always_found_and_never_without_its_place(
    one: Papers, data: st.DataObject
) -> None:
    judged = followed(one)
    if judged is None:
        return
    keys = [each.key for each in judged.cells if each.key.role is not Role.RANK]
    moved = data.draw(st.sampled_from(keys))
    again = followed(one, moved)
    assert again is not None
    place = next(each.place for each in again.cells if each.key == moved)
    assert place in {finding.sources[0] for finding in again.findings}
    others = {each.key for each in again.cells if each.standing.value not in {"same", "read"}} - {moved}
    assert others == set(), "the others hold what they should, and nothing is said of them"
