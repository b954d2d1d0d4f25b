"""The workbook of the page on checking workbooks is the one that the page shows."""

from tests.conftest import ROOT
from tests.docs.own_workbooks import PAGE, TYPED_SUBTOTAL, shown_cells
from tests.docs.pages import files_of
from tests.io.workbooks.own_sheet import MAP, SHEET, Content, F, N

PATH = ROOT / "docs" / PAGE


def text_of(content: Content) -> str:
    if isinstance(content, F):
        return content.text
    return f"{content.value if isinstance(content, N) else content}"


def test_every_cell_of_the_page_is_in_the_workbook_and_no_other() -> None:
    cells = {at: text_of(content) for at, content in {**SHEET, **TYPED_SUBTOTAL}.items()}
    assert shown_cells(PATH) == cells


def test_the_map_of_the_page_is_the_one_that_is_tested() -> None:
    assert files_of(PATH)["evaluation-map.yaml"][1] == MAP
