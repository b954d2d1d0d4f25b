"""The libraries of the extra ``excel``, looked for only where a workbook is read or written."""

from importlib.util import find_spec

from bideval.errors import BidevalError

NEEDED = ("xlsxwriter", "openpyxl", "python_calamine")


class MissingExtraError(BidevalError):
    """Raised when a workbook is asked for and the libraries for it are not installed."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        """Keep the names of what is missing."""
        self.missing = missing
        super().__init__(missing)

    def __str__(self) -> str:
        names = ", ".join(self.missing)
        words = f"workbooks need the extra excel, which is not installed ({names} missing)"
        return f"{words}: pip install 'bideval[excel]'"


def need_excel() -> None:
    """Raise MissingExtraError where a library of the extra is not installed."""
    missing = tuple(name for name in NEEDED if find_spec(name) is None)
    if missing:
        raise MissingExtraError(missing)
