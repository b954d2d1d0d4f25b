"""What is said of a cell that cannot be read as it should, and how cells are put into words."""

from fractions import Fraction

from bideval.errors import Finding, Source, error, warning
from bideval.model.numbers import decimal_text, figure_text
from bideval.scoring.own_book.figures import Figure
from bideval.scoring.own_book.held import Held, Kind

_LONGEST = 120  # characters of a formula or a text in a message


def unreadable(figure: Figure, held: Held, place: Source) -> Finding:
    """What cannot be compared, and why."""
    what = figure.key.words()
    if held.kind is Kind.BLANK:
        merged = f"; the cell is merged into {held.part_of}" if held.part_of else ""
        remedy = "Fill it in, or correct the address in the map."
        return error("BE736", f"{what}: the cell is blank{merged}", remedy, place)
    if held.kind is Kind.ERROR:
        remedy = "Find the cell it reads that is blank, no number or 0, and correct that."
        return error("BE737", f"{what}: the error {held.text}{formula(held)}", remedy, place)
    if held.kind in {Kind.NOT_COMPUTED, Kind.NUMBER}:
        remedy = "Open the workbook in a spreadsheet program, save it once, and check it again."
        return error("BE738", f"{what}: not calculated{formula(held)}", remedy, place)
    remedy = "Type the number, or correct the address in the map."
    return error("BE739", f"{what}: no number, but {cut(held.text)!r}", remedy, place)


def as_text(figure: Figure, held: Held, place: Source) -> Finding:
    """Warn of a number that is kept as text."""
    remedy = "Type the number again in a cell of the format General: SUM and AVERAGE pass over text."
    return warning("BE734", f"{figure.key.words()}: a number kept as text, {cut(held.text)!r}", remedy, place)


def held_text(held: Held) -> str:
    """What was typed in: a number, or a formula that reads nothing."""
    if held.formula is not None:
        return _formula_text(held.formula)
    return "" if held.value is None else figure_text(held.value)


def formula(held: Held) -> str:
    """The formula of a cell behind a message; nothing where there is none to show."""
    return f" ({_formula_text(held.formula)})" if held.formula else ""


def _formula_text(formula: str) -> str:
    text = cut("=" + " ".join(formula.removeprefix("of:").removeprefix("=").split()))
    return text if text.isprintable() else repr(text)


def cut(text: str) -> str:
    """A text of the workbook, no longer than a message takes."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def texts(there: Fraction, right: Fraction) -> tuple[str, str]:
    """Both numbers with as many decimals as it takes to tell them apart."""
    one, other = figure_text(there), figure_text(right)
    return (one, other) if one != other else (decimal_text(there, 15), decimal_text(right, 15))
