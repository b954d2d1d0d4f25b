"""Whether what was asked of a bid says what was published: words and figures, compared and not understood.

What was published may give ways, apart by "or".  What was asked says one of them if it has
every figure of it, the word that names it (its first telling word), and no denial that the
published words do not have.  Percentages are left out, since an amount may stand in their
place, and so are the numbers of clauses.

Nothing is decided by it: where it says no, a person is asked.

>>> says_one_way("a bond of GBP 5,000", "a bond of GBP 5000, or a letter of the bank")
True
>>> says_one_way("a letter of thanks for the bond", "a bond of GBP 5000, or an escrow of that amount")
False
"""

import re
from fractions import Fraction

from bideval.model.numbers import parse_number

_WAYS = re.compile(r"[,;]?\s+or\s+|;")
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(
    r"(?P<before>[^\W\d_]+\.?\s+)?(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)*)(?P<after>\s*(?:%|per\s?cent))?"
)
_CLAUSE_WORDS = "annex appendix clause form itt page paragraph part schedule section"
_DENYING_WORDS = "cannot dispensed instead neither never no none nor not nothing waived without"
_PLAIN_WORDS = (  # that name nothing by themselves
    "a about above after all an and any as at be been before both by each either every for from has have "
    "if in into is it its least less may more most must of on one other over same shall should some such "
    "than that the their them then there these this those to under until up upon when where which while "
    "who will with within would"
)
_CLAUSES, _DENIALS, _PLAIN = (
    frozenset(words.split()) for words in (_CLAUSE_WORDS, _DENYING_WORDS, _PLAIN_WORDS)
)


def says_one_way(asked: str, published: str) -> bool:
    """Say whether ``asked`` says one of the ways that ``published`` gives; True where it names none."""
    ways = [way for way in _WAYS.split(published) if _telling(way)]
    if not ways:
        return True
    said = set(_words(asked))
    if said & _DENIALS - set(_words(published)):
        return False
    figures = _figures(asked)
    return any(_telling(way)[0] in said and _figures(way) <= figures for way in ways)


def _words(text: str) -> list[str]:
    """The words of a text, without capitals and without the ending of a plural."""
    found = _WORD.findall(text.casefold())
    return [word if word in _DENIALS or len(word) < 4 else word.removesuffix("s") for word in found]


def _telling(text: str) -> list[str]:
    """The words that name something; a currency names nothing."""
    currencies = {word.casefold() for word in re.findall(r"\b[A-Z]{3}\b(?=\s*\d)", text)}
    return [
        one for one in _words(text) if one not in _PLAIN and one not in _DENIALS and one not in currencies
    ]


def _figures(text: str) -> frozenset[Fraction]:
    """The amounts of a text: its numbers but for percentages and the numbers of clauses."""
    found = set()
    for match in _FIGURE.finditer(text):
        before = (match["before"] or "").strip().rstrip(".").casefold()
        digits = match["figure"].replace(",", "")
        if before not in _CLAUSES and not match["after"] and digits.count(".") < 2:
            found.add(parse_number(digits))
    return frozenset(found)
