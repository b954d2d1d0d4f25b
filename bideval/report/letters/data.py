"""A letter as plain data for templates: texts, lists and names, and nothing that could be called.

An officer may write a template of their own.  What it sees is this, and no more.
"""

from collections.abc import Sequence

from bideval.model.letter import Letter, LetterKind, PublishedCriterion

Plain = str | bool | int | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """Return named tuples as mappings by field, other tuples as lists, the rest as it is."""
    if isinstance(value, LetterKind):
        return value.value
    if isinstance(value, str | bool | int):
        return value
    if value is None:
        return ""
    if isinstance(value, tuple):
        names: Sequence[str] | None = getattr(value, "_fields", None)
        if names is None:
            return [plain(one) for one in value]
        return {name: plain(one) for name, one in zip(names, value, strict=True)}
    raise TypeError(f"{type(value).__name__} has no place in a letter")


def letter_data(letter: Letter) -> dict[str, Plain]:
    """Return what a template is given: the letter, its words, its scales, whether addresses are asked for."""
    return {
        "letter": plain(letter),
        "words": plain(letter.wording),
        "needs": needs_contacts(letter),
        "scales": plain(scales(letter.criteria)),
    }


def needs_contacts(letter: Letter) -> bool:
    """Whether addresses and identifier are among what the rule lists, as its missing parts tell."""
    return letter.wording.status == "V"


def scales(criteria: Sequence[PublishedCriterion]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the scores available, each once, with the titles of the criteria that have them."""
    found: dict[tuple[str, ...], list[str]] = {}
    for one in criteria:
        if one.available:
            found.setdefault(one.available, []).append(one.title)
    return tuple((tuple(titles), available) for available, titles in found.items())
