"""Two results, value by value: what differs, where, and which bid it favours.

Lists of lots, placings, scores and gates are paired by what they are about, so that a moved
entry is one difference and not many.  Bytes are compared, not meanings: ``1`` is not ``"1"``.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.io.places import pointer_of
from bideval.record.canonical import Json, canonical

ABSENT = "(not there)"
# What an entry of a list is about: the first of these that it has, all in one.
_NAMES = (
    ("mark", "lot", "criterion", "bid", "evaluator", "at"),
    ("bid",),
    ("evaluator", "lot", "criterion"),
    ("criterion",),
    ("gate",),
    ("id",),
    ("line",),
    ("path",),
    ("stage",),
    ("year_end",),
    ("agency", "date"),
    ("form", "provider"),
)
_SAID_BY_OTHERS = ("tender", "lots", "placings", "scores")  # by what stands under these keys
_MORE_IS_BETTER = ("points", "weighted", "total")
_LESS_IS_BETTER = ("rank", "price")
_NUMBER = re.compile(r"-?[0-9]{1,2000}(?:\.[0-9]{1,9}|/[1-9][0-9]{0,1999})?", re.ASCII)
_Way = tuple[str | int, ...]


class Difference(NamedTuple):
    """Two values at one place.  ``cuts`` says whom the first of the two favours, where it can be told."""

    pointer: str
    recorded: str  # as JSON
    computed: str
    about: str = ""  # what it stands under, in words: lot, bid, criterion
    cuts: str = ""


def differences(recorded: Json, computed: Json, at: _Way = ()) -> Iterator[Difference]:
    """Yield every place where the two differ, in the order of the first."""
    yield from _walk(recorded, computed, at, _About())


class _About(NamedTuple):
    """What stands above a value: names on the way down, the bid, and which end of a total is better."""

    names: tuple[str, ...] = ()
    bid: str = ""
    better: str = "higher"

    def under(self, name: str | None) -> "_About":
        return self if name is None else self._replace(names=(*self.names, name))

    def inside(self, value: dict[str, Json]) -> "_About":
        bid, better = value.get("bid"), value.get("better")
        return self._replace(
            bid=bid if isinstance(bid, str) else self.bid,
            better=better if isinstance(better, str) else self.better,
        )


def _walk(ours: Json, theirs: Json, at: _Way, about: _About) -> Iterator[Difference]:
    if type(ours) is not type(theirs):
        yield _difference(ours, theirs, at, about)
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        yield from _objects(ours, theirs, at, about.inside(ours))
    elif isinstance(ours, list) and isinstance(theirs, list):
        yield from _lists(ours, theirs, at, about)
    elif ours != theirs:
        yield _difference(ours, theirs, at, about)


def _objects(ours: dict[str, Json], theirs: dict[str, Json], at: _Way, about: _About) -> Iterator[Difference]:
    for key in sorted(ours.keys() | theirs.keys()):
        if key not in ours or key not in theirs:
            is_ours = key in ours
            yield _one_side(ours[key] if is_ours else theirs[key], is_ours, (*at, key), about)
            continue
        says = isinstance(ours[key], dict | list) and key not in _SAID_BY_OTHERS
        yield from _walk(ours[key], theirs[key], (*at, key), about.under(key if says else None))


def _lists(ours: list[Json], theirs: list[Json], at: _Way, about: _About) -> Iterator[Difference]:
    if not any(isinstance(one, dict | list) for one in (*ours, *theirs)):
        if ours != theirs:  # the key of a list of single values is its last step, and said there
            yield _difference(ours, theirs, at, about._replace(names=about.names[:-1]))
        return
    mine, other = [_name_of(one) for one in ours], [_name_of(one) for one in theirs]
    named = all([*mine, *other]) and len(set(mine)) == len(mine) and len(set(other)) == len(other)
    if not named:
        mine, other = [*map(_place, range(len(ours)))], [*map(_place, range(len(theirs)))]
    shared = set(mine) & set(other)
    if [one for one in mine if one in shared] != [one for one in other if one in shared]:
        first, second = (", ".join(map(str, names)) for names in (mine, other))
        yield Difference(pointer_of(*at), first, second, _words(about))
    by_name = dict(zip(other, theirs, strict=True))
    for place, (name, one) in enumerate(zip(mine, ours, strict=True)):
        if name in by_name:
            yield from _walk(one, by_name[name], (*at, place), about.under(name))
        else:
            yield _one_side(one, True, (*at, place), about.under(name))
    for place, (name, one) in enumerate(zip(other, theirs, strict=True)):
        if name not in shared:
            yield _one_side(one, False, (*at, place), about.under(name))


def _place(place: int) -> str | None:
    return f"no. {place + 1}"


def _name_of(value: Json) -> str | None:
    if not isinstance(value, dict):
        return None
    keys = next((names for names in _NAMES if names[0] in value), ())
    parts = (value.get(key) for key in keys if key != "mark")
    return " ".join(one for one in parts if isinstance(one, str)) or None


def _one_side(value: Json, is_ours: bool, at: _Way, about: _About) -> Difference:
    first, second = (_text(value), ABSENT) if is_ours else (ABSENT, _text(value))
    return Difference(pointer_of(*at), first, second, _words(about))


def _difference(ours: Json, theirs: Json, at: _Way, about: _About) -> Difference:
    cuts = _cuts(str(at[-1]) if at else "", ours, theirs, about)
    return Difference(pointer_of(*at), _text(ours), _text(theirs), _words(about), cuts)


def _text(value: Json) -> str:
    return canonical(value).decode("utf-8", "backslashreplace")


def _words(about: _About) -> str:
    return ", ".join(about.names)


def _cuts(key: str, ours: Json, theirs: Json, about: _About) -> str:
    """Whom the recorded value favours, of an award or a figure whose better end is known."""
    if key == "winner":
        parts = (f"for {ours}" if ours else "", f"against {theirs}" if theirs else "")
        return ", ".join(filter(None, parts))
    mine, other = _number(ours), _number(theirs)
    if not about.bid or mine is None or other is None or mine == other:
        return ""
    stem = key.partition("_")[0]
    if stem in _LESS_IS_BETTER:
        better = mine < other
    elif stem in _MORE_IS_BETTER:
        better = mine > other if stem != "total" or about.better == "higher" else mine < other
    else:
        return ""
    return f"for {about.bid}" if better else f"against {about.bid}"


def _number(value: Json) -> Fraction | None:
    return Fraction(str(value)) if type(value) in (str, int) and _NUMBER.fullmatch(str(value)) else None
