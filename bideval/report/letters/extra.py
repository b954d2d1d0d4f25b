"""The libraries of the extra ``letters``, looked for only where Word or PDF is asked for."""

from importlib.util import find_spec

from bideval.errors import BidevalError

NEEDED = ("docxtpl", "typst")


class MissingLettersError(BidevalError):
    """Raised when Word or PDF is asked for and the libraries for it are not installed."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        """Keep the names of what is missing."""
        self.missing = missing
        super().__init__(missing)

    def __str__(self) -> str:
        names = ", ".join(self.missing)
        words = f"letters as Word or PDF need the extra letters, which is not installed ({names} missing)"
        return f"{words}: pip install 'bideval[letters]'. HTML needs no extra."


class TemplateRefusedError(BidevalError):
    """Raised when a template cannot be used, or a letter cannot be set with it; says why."""

    def __init__(self, reason: str) -> None:
        """Keep the reason in plain words."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


def need_letters() -> None:
    """Raise MissingLettersError where a library of the extra is not installed."""
    missing = tuple(name for name in NEEDED if find_spec(name) is None)
    if missing:
        raise MissingLettersError(missing)
