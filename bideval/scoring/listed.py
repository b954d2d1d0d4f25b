"""A registry whose entries are loaded when they are asked for.

An evaluation uses one method and a formula or two; the modules of the others stay
unread.  What an entry is and where it stands is for the registry itself to say.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Entry = TypeVar("Entry")


class Listed(Mapping[str, Entry]):
    """Entries by id, in the order of ``ids``; ``load`` is called once for each that is used."""

    def __init__(self, ids: tuple[str, ...], load: Callable[[str], Entry]) -> None:
        """List the ids without loading an entry."""
        self._load = load
        self._entries: dict[str, Entry | None] = dict.fromkeys(ids)

    def __getitem__(self, name: str) -> Entry:
        """Return the entry of an id; raise KeyError for any other name."""
        entry = self._entries[name]
        if entry is None:
            entry = self._entries[name] = self._load(name)
        return entry

    def __contains__(self, name: object) -> bool:
        """Say whether ``name`` is an id."""
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        """Go through the ids."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Count the ids."""
        return len(self._entries)
