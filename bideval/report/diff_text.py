"""``bideval diff`` for people: what differs in rules, inputs, results and studies, a line each.

Of the results only what a reader compares is listed: awards, ranks, totals, points and
gates.  Every difference stands in the JSON.
"""

import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.io.characters import shown
from bideval.io.places import segments_of
from bideval.model.numbers import lossless_text
from bideval.record.compared import ABSENT, Difference
from bideval.record.diffed import Differing, Side
from bideval.report.evaluation_text import ILLUSTRATION

_AWARD = ("status", "winners", "tied", "margin", "placings", "passed")
_COMPARED = frozenset((*_AWARD, "rank", "price", "total", "points", "weighted"))
_EXACT = re.compile(r"-?[0-9]{1,60}/[0-9]{1,60}")
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_LONGEST = 80  # characters of a value


def diff_text(one: Side, other: Side, found: Differing) -> str:
    """Return the page; the first of two values is that of the first tender."""
    results = [each for each in found.result if _is_compared(each)]
    parts = (("Rules", found.rules), ("Inputs", found.inputs), ("Results", results))
    blocks = [[f"{shown(one.name, 60)} ({one.tender}) and {shown(other.name, 60)} ({other.tender})"]]
    for name, listed in parts:
        lines = [_line(each, found.texts) for each in listed]
        blocks.append([f"{name}: {_count(len(lines))}", *lines])
    blocks += [] if (study := _study(one, other, found)) is None else [study]
    text = "\n\n".join("\n".join(block) for block in blocks)
    return f"{ILLUSTRATION}\n\n{text}" if one.illustration or other.illustration else text


def _study(one: Side, other: Side, found: Differing) -> list[str] | None:
    """How the studies differ; nothing where neither has one."""
    if found.study is not None:
        return [f"Study: {_count(len(found.study))}", *(_line(each, found.texts) for each in found.study)]
    unknown = [shown(each.name, 60) for each in (one, other) if each.study_unknown]
    if not unknown:
        return None
    return [
        f"Study: not compared; {' and '.join(unknown)} was recorded without the study that its files name"
    ]


def _is_compared(one: Difference) -> bool:
    return not one.pointer or segments_of(one.pointer)[-1] in _COMPARED


def _count(count: int) -> str:
    if not count:
        return "the same"
    return "1 difference" if count == 1 else f"{count} differences"


def _line(one: Difference, texts: Mapping[str, str]) -> str:
    key = segments_of(one.pointer)[-1] if one.pointer else ""
    where = ", ".join(filter(None, (one.about, "" if key.isdigit() else key)))
    return f"  {shown(where, 200)}: {_value(one.recorded, texts)} -> {_value(one.computed, texts)}"


def _value(text: str, texts: Mapping[str, str]) -> str:
    """A value as people write it: decimals, bodies of texts where they are there."""
    if text == ABSENT:
        return "nothing"
    try:
        value: object = json.loads(text)
    except ValueError:
        return shown(text, _LONGEST)
    if isinstance(value, dict):
        pairs = (f"{key}: {_plain(part, texts)}" for key, part in _leaves(value))
        return shown(", ".join(pairs), _LONGEST)
    return shown(_plain(value, texts), _LONGEST)


def _plain(value: object, texts: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one, texts) for one in value) or "none"
    if value is None or isinstance(value, bool):
        return "none" if value is None else "yes" if value else "no"
    if not isinstance(value, str):
        return str(value)
    digest = _DIGEST.fullmatch(value)
    if digest is not None:
        body = texts.get(digest[1])
        return "a text that is not there" if body is None else f'"{body}"'
    return lossless_text(Fraction(value)) if _EXACT.fullmatch(value) and value[-2:] != "/0" else value


def _leaves(value: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, part in value.items():
        if isinstance(part, dict):
            yield from _leaves(part)
        else:
            yield key, part
