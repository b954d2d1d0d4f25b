"""What pydantic says is wrong with a value, in words a commissioner uses.

Each answer is a message, to which the key's name is put, and a remedy.  Nothing is typed here.
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from pydantic_core import ErrorDetails

from bideval.model.base import ID_PATTERN

Words = tuple[str, str]
_LONGEST_SHOWN = 60  # characters of a value that a message repeats

# What to write under a key, where an example says more than its name.
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "rounding": "Rounding is a published rule: "
        "rounding: [{stage: total, places: 2, mode: half-up}], or rounding: none.",
        "method": "For example method: {use: weighted-sum}.",
        "weighting": "For example weighting: {kind: percent-of-whole}.",
        "marks": "For example marks: {from: consensus}.",
        "minimum": "For example minimum: {mark: 2, on_fail: must-disregard}.",
        "ties": "For example ties: [{by: lower-price}].",
        "contract": "For example contract: {value: 600000, years: 3}.",
        "bidder": "For example bidder: {id: larch-ltd, name: Larch Gardens Ltd}.",
        "accounts": "For example accounts: [{year_end: 2025-03-31, turnover: 1900000}].",
        "currency": "Three capitals, such as GBP.",
        "bideval": "The format of the folder: bideval: 1.",
        "on_fail": "What a fail leads to is published: must-disregard, may-disregard or flag.",
        "test": "How the value is compared: at-least, more-than, at-most, less-than, is or one-of.",
        "combine": "Whose figures count: sum, any, each or none.",
        "relies_on": "For example relies_on: {who: [guarantors], combine: any}.",
        "reason": "A decision always has its reason.",
    }
)
_EXAMPLES_OF_PRICES = "For example lots: {whole: {amount: 250000, vat: standard}}."


def example(name: str, model: str) -> str:
    """Return what to write under ``name`` in a file of ``model``, in a sentence, or nothing."""
    return _EXAMPLES_OF_PRICES if (name, model) == ("lots", "PriceSheet") else EXAMPLES.get(name, "")


def plain(detail: ErrorDetails, name: str, model: str) -> Words:
    """Return what is wrong and how to mend it, by pydantic's kind of error."""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    shown = f"{given!r} " if isinstance(given, str) and len(given) <= _LONGEST_SHOWN else ""
    if kind == "value_error":
        return str(
            context.get("error", detail["msg"])
        ), "Correct the value to what was published or submitted."
    if kind in {"literal_error", "enum"}:
        return _choice(given, words_of(detail), str(context.get("expected", "")), shown)
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        remedy = _PATTERNS[pattern] if pattern in _PATTERNS else id_words(str(given))
        return f"{shown}does not have the right form", remedy
    if kind in _SHAPES:
        message, remedy = _SHAPES[kind]
        return message, example(name, model) or remedy
    if kind in _BOUNDS:
        return f"{shown}{_BOUNDS[kind](context)}".strip(), "Correct the value."
    return f"{shown}{detail['msg'][:1].lower()}{detail['msg'][1:]}", "Correct the value."


def words_of(detail: ErrorDetails) -> list[str]:
    """Return the words that may stand where another does."""
    return str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")


def _choice(given: object, words: list[str], expected: str, shown: str) -> Words:
    close = get_close_matches(str(given), words, n=1, cutoff=0.5)
    if len(words) == 1:
        return f"{shown}is not {words[0]}", f"Write {words[0]}."
    return (
        f"{shown}is not one of {expected}",
        f"Did you mean {close[0]}?" if close else "Use one of these words.",
    )


_NAMES = ("names with values are expected here", "Write `name: value` pairs below the key.")
_LIST = ("a list is expected here", "Write a list: one `- ` a line, or [a, b].")
_WHOLE = ("a whole number is expected here", "Write one number, in digits alone.")
_SHAPES: Mapping[str, Words] = MappingProxyType(
    {
        **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "mapping_type"), _NAMES),
        **dict.fromkeys(("tuple_type", "list_type"), _LIST),
        **dict.fromkeys(("int_type", "int_parsing"), _WHOLE),
        "bool_type": ("true or false is expected here", "Write true or false."),
        "string_type": ("a single text is expected here", "Write one value, not a list, and not nothing."),
    }
)

_BOUNDS: Mapping[str, Callable[[Mapping[str, object]], str]] = MappingProxyType(
    {
        "less_than_equal": lambda context: f"is more than {context.get('le')}, the most that is allowed",
        "greater_than_equal": lambda context: f"is less than {context.get('ge')}, the least that is allowed",
        "string_too_short": lambda _: "is empty",
        "string_too_long": lambda context: f"is longer than {context.get('max_length'):,} characters",
        "too_short": lambda _: "nothing stands here",
        "too_long": lambda context: f"more than {context.get('max_length'):,} entries stand here",
    }
)

_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        r"^[A-Z]{3}$": "A currency is three capital letters, such as GBP or EUR.",
        r"^[0-9a-f]{64}$": "A SHA-256 is 64 of 0-9 and a-f.",
        r"^[a-z0-9-]+(/[a-z0-9-]+){1,3}@[0-9]{1,4}$": "A pack is named family/id@edition, "
        "such as finance/minimum-turnover@1: bideval criteria list shows them.",
        r"^[a-z0-9-]+(/[a-z0-9-]+){0,2}@[0-9]{1,4}$": "A regime is named with its edition, "
        "such as uk/procurement-act-2023@1: bideval criteria list regimes shows them.",
    }
)


def id_words(given: str) -> str:
    """Say what an id is, and which one is close to what was given."""
    words = "An id is 1 to 64 of a-z, 0-9 and -, beginning with a letter or digit"
    close = close_id(given)
    return f"{words}, such as {close}." if close else f"{words}."


def close_id(given: str) -> str:
    """Return the id that is close to what was given, or nothing."""
    close = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")[:64]
    return close if re.fullmatch(ID_PATTERN, close) else ""
