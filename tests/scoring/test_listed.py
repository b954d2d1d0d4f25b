"""A registry loads an entry when it is asked for, once, and never otherwise."""

from types import MappingProxyType

import pytest

from bideval.scoring.listed import Listed


class Loads:
    """A registry of three ids, and what was loaded of it."""

    def __init__(self) -> None:
        self.loaded: list[str] = []
        self.listed = Listed(("second", "first", "third"), self.load)

    def load(self, name: str) -> str:
        """Note which entry is asked for."""
        self.loaded.append(name)
        return name.upper()


def test_an_entry_is_loaded_once() -> None:
    loads = Loads()
    assert [loads.listed["first"], loads.listed["first"]] == ["FIRST", "FIRST"]
    assert loads.loaded == ["first"]


def test_ids_are_known_in_their_order_without_loading() -> None:
    loads = Loads()
    assert list(loads.listed) == ["second", "first", "third"]
    assert (len(loads.listed), "first" in loads.listed, "fourth" in loads.listed) == (3, True, False)
    assert loads.listed.get("fourth") is None
    assert loads.loaded == []


def test_all_entries_come_in_the_order_of_the_ids() -> None:
    loads = Loads()
    assert dict(MappingProxyType(loads.listed)) == {"second": "SECOND", "first": "FIRST", "third": "THIRD"}
    assert list(loads.listed.values()) == ["SECOND", "FIRST", "THIRD"]
    assert sorted(loads.loaded) == ["first", "second", "third"]


@pytest.mark.parametrize("name", ["fourth", "", "FIRST"])
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    loads = Loads()
    with pytest.raises(KeyError):
        loads.listed[name]
    assert loads.loaded == []
