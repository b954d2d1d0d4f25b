"""Where the data that comes with the program stands: criteria packs and pages.

A wheel holds ``criteria``, the printed pages of ``docs`` and ``verifier`` inside the package.
An editable install and a checkout do not: there both stand beside the package.

This module finds the two roots; it reads no pack and no page.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bideval.errors import BidevalError


class ShelfMissingError(BidevalError):
    """Raised when the installation has lost its criteria packs or its pages."""

    def __init__(self, name: str) -> None:
        """Keep the name of the folder that is not there."""
        self.name = name
        super().__init__(f"this installation of bideval has no {name} folder; install bideval again")


def criteria_root() -> Traversable:
    """Return the folder of the criteria packs, laid out ``<family>/<id>.yaml``.

    Raises ShelfMissingError where the installation has none.
    """
    return _shelf("criteria")


def docs_root() -> Traversable:
    """Return the folder of the pages the program prints.

    It holds ``findings.md``, ``formulas/`` and ``methods/``; in a checkout there
    are more pages beside them.  Raises ShelfMissingError where the installation
    has none.
    """
    return _shelf("docs")


def verifier_sources() -> dict[str, bytes]:
    """Return the files of the second verifier, which go with every bundle; ShelfMissingError without them."""
    folder = _shelf("verifier")
    return {name: (folder / name).read_bytes() for name in ("awards.py", "certificates.py", "verify.py")}


def _shelf(name: str) -> Traversable:
    """Return the folder inside the package, else the one beside it in a checkout."""
    package = files("bideval")
    inside = package / name
    if inside.is_dir():
        return inside
    checkout = Path(str(package)).parent
    beside = checkout / name
    # Without this test another package's folder in site-packages could pass for ours.
    if beside.is_dir() and (checkout / "pyproject.toml").is_file():
        return beside
    raise ShelfMissingError(name)
