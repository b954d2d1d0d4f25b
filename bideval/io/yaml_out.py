r"""Text data written as YAML that the strict reader takes back as it was.

Every value is written so that it stays text: in quotation marks wherever it could be read
as anything else.  Comments are not kept, since data has none.

>>> print(yaml_text({"id": "care", "marks": {"from": "mean"}, "lots": [{"id": "a"}, {"id": "b"}]}), end="")
id: care
marks:
  from: mean
lots:
  - id: a
  - id: b
"""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._/@%+-]*[A-Za-z0-9%._/+-])?")
_NOT_TEXT = frozenset({"null", "~", "", "---", "..."})


def yaml_text(data: Data) -> str:
    """Return the text of a YAML file."""
    if isinstance(data, dict | list) and data:
        return "\n".join(_lines(data, "")) + "\n"
    return _single(data) + "\n"


def _lines(data: "dict[str, Data] | list[Data]", indent: str) -> Iterator[str]:
    if isinstance(data, dict):
        for key, one in data.items():
            yield from _entry(f"{indent}{_word(key)}:", one, indent + "  ")
    else:
        for one in data:
            inside = list(_lines(one, indent + "  ")) if isinstance(one, dict | list) and one else []
            if inside:
                yield f"{indent}- {inside[0].lstrip(' ')}"
                yield from inside[1:]
            else:
                yield f"{indent}- {_single(one)}"


def _entry(head: str, one: Data, indent: str) -> Iterator[str]:
    if isinstance(one, dict | list) and one:
        yield head
        yield from _lines(one, indent)
    else:
        yield f"{head} {_single(one)}".rstrip()


def _single(one: Data) -> str:
    if one is None:
        return ""
    if isinstance(one, dict | list):
        return "{}" if isinstance(one, dict) else "[]"
    return _word(one)


def _word(text: str) -> str:
    """A word as it is, or in quotation marks."""
    is_plain = _PLAIN.fullmatch(text) is not None and text not in _NOT_TEXT
    return text if is_plain else json.dumps(text, ensure_ascii=False)
