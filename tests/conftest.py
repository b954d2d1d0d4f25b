"""What every test shares: hypothesis profiles, the option for golden files, the checkout's root."""

import gc
from collections.abc import Callable, Hashable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# No deadline: a busy machine is no failure.  The same examples on every run of make test;
# others, and many more, on every run of make test-long.
settings.register_profile("usual", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("usual")


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Look for no garbage among the tests that are collected; that takes a quarter of the time."""
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Look for garbage from here on, and not among the tests themselves."""
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; reading that diff is a decision."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Say whether golden files are to be written rather than compared."""
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the checkout."""
    return ROOT


@cache
def _once(solve: Callable[..., object]) -> Callable[..., object]:
    kept = cache(solve)

    def found(*asked: Hashable) -> object:
        return kept(*asked[:3])  # the fourth is told of progress, which nobody watches here

    return found


@pytest.fixture
def searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search for the award of one programme once, for tests that are not about the search.

    Many commands and pages of one sample ask for the same award.  What is found is checked by
    its proof each time, as ever.
    """
    search = import_module("bideval.analysis.lots.search")  # loaded where it is wanted: it takes a solver
    monkeypatch.setattr(search, "solve_binary", _once(search.solve_binary))
