"""The page's own words: one catalogue a language, English first, Welsh for the fixed text.

A catalogue is a JSON object from key to text with ``{names}`` to fill in.  Sentences that the
program computes are in English on every page and are marked so.  The Welsh is a draft that a
translator has to review, and every Welsh page says it.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

LANGUAGES = MappingProxyType({"en": "en-GB", "cy": "cy"})  # with their tags in HTML


class Words(NamedTuple):
    """The words of one language."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **named: object) -> str:
        """Return the text of ``key`` with its names filled in; raise KeyError for a key there is not."""
        return self.texts[key].format(**named)

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return LANGUAGES[self.language]


def words_of(language: str) -> Words:
    """Return the words of ``language``, a key of LANGUAGES."""
    text = (files(__package__) / "words" / f"{language}.json").read_text(encoding="utf-8")
    return Words(language, MappingProxyType(json.loads(text)))
