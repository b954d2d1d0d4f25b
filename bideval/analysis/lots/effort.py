"""How far a search for an award goes, and to whom it tells of its progress.

Apart from the search itself, so that an award is checked without loading a solver.
"""

from collections.abc import Callable

CASES = 20_000  # nodes of a tree, at most
Tell = Callable[[str], None]
