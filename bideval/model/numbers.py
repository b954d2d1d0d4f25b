r"""Exact numbers: decimal text in, ``Fraction`` inside, text out.

One grammar for every number in a file: ``-?[0-9]{1,15}(\.[0-9]{1,9})?`` in
ASCII, or a fraction ``n/d`` of two whole numbers.  No exponent, no grouping,
no percent sign, no float.  Zeros in front are digits like others.

>>> parse_number("0.30")
Fraction(3, 10)
>>> exact_text(parse_number("2/9"))
'2/9'
"""

import re
from fractions import Fraction
from functools import lru_cache

from bideval.errors import BidevalError, PlacesError

DISPLAY_PLACES = 6  # unrounded values print to six places beside their n/d
ROUNDING_PLACES = 9  # the most a published rounding may keep
_LAST_PLACE: int = 10**ROUNDING_PLACES
_MOST_READ = 64  # characters of n/d: two numbers as long as a file may hold, and products of two such

_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)
_FRACTION = re.compile(r"-?[0-9]{1,15}/[0-9]{1,15}", re.ASCII)


class NumberError(BidevalError, ValueError):
    """Raised when text is not a number of the grammar; says why in plain words."""


@lru_cache(maxsize=65536)
def parse_number(text: str) -> Fraction:
    """Return the exact value of ``text``; raise NumberError with a plain reason."""
    if _DECIMAL.fullmatch(text):
        whole, _, decimals = text.partition(".")
        return Fraction(int(whole + decimals), 10 ** len(decimals))
    if _FRACTION.fullmatch(text):
        numerator, _, denominator = text.partition("/")
        if int(denominator) == 0:
            raise NumberError(f"{text!r} divides by zero")
        return Fraction(int(numerator), int(denominator))
    raise NumberError(_why_not(text))


def _why_not(text: str) -> str:
    """Say what keeps ``text`` from being a number."""
    shown = text if len(text) <= 40 else text[:37] + "..."
    reasons = (
        (text.strip() == "", "a number is missing"),
        (text != text.strip(), f"{shown!r} has a space before or after the number"),
        (text.lower() in _NOT_FINITE, f"{shown!r} is not a finite number"),
        ("%" in text, f"{shown!r} has a percent sign; write the number alone"),
        ("," in text, f"{shown!r} has a comma; write 1250000.50, with a point and no grouping"),
        ("_" in text, f"{shown!r} has an underscore; write the digits alone"),
        (text[:1] == "+", f"{shown!r} has a plus sign; write the digits alone"),
        (text.lstrip("-")[:1] in _CURRENCY_SIGNS, f"{shown!r} has a currency sign; write the digits alone"),
        (_has_foreign_digit(text), f"{shown!r} has digits other than 0 to 9"),
        (_matches(r"[-0-9.]+[eE][-+0-9]+", text), f"{shown!r} has an exponent; write it out"),
        (_matches(r"-?([0-9]+\.|\.[0-9]+)", text), f"{shown!r} needs a digit on both sides of the point"),
        (_matches(r"-?[0-9.]+", text), f"{shown!r} has too many digits or points: {_MOST_DIGITS}"),
        (_matches(r"-?[0-9]+/-?[0-9]+", text), f"{shown!r} is not a fraction of this form: {_FRACTION_FORM}"),
    )
    return next((reason for applies, reason in reasons if applies), f"{shown!r} is not a number")


_NOT_FINITE = {
    f"{sign}{word}" for sign in ("", "+", "-") for word in ("nan", "inf", "infinity", ".nan", ".inf")
}
_CURRENCY_SIGNS = {"£", "$", "€", "¥"}
_MOST_DIGITS = "at most 15 before the point and 9 after it"
_FRACTION_FORM = "two whole numbers of at most 15 digits, with any minus sign in front"


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None


def _has_foreign_digit(text: str) -> bool:
    return re.search(r"(?![0-9])\d", text) is not None


def exact_text(value: Fraction) -> str:
    """Return ``n/d`` in lowest terms, with the denominator even when it is 1."""
    sign = "-" if value < 0 else ""
    return f"{sign}{_digits(abs(value.numerator))}/{_digits(value.denominator)}"


def decimal_text(value: Fraction, places: int = DISPLAY_PLACES) -> str:
    """Return ``value`` in decimals, for display: exact if it ends within ``places``.

    Longer values are cut to ``places``, half away from zero.  Trailing zeros go.

    >>> decimal_text(Fraction(2, 3)), decimal_text(Fraction(5, 2)), decimal_text(Fraction(-7))
    ('0.666667', '2.5', '-7')
    """
    text = fixed_text(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_text(value: Fraction) -> str:
    """Return ``value`` for display with nothing lost that a published rounding may keep.

    Exact if it ends within the nine places a rounding may have, else six places.

    >>> figure_text(Fraction("0.123456789")), figure_text(Fraction(1, 3))
    ('0.123456789', '0.333333')
    """
    return decimal_text(value, ROUNDING_PLACES if _ends(value) else DISPLAY_PLACES)


def lossless_text(value: Fraction) -> str:
    """Return ``value`` in decimals if it ends within nine places, else as n/d; nothing is lost.

    >>> lossless_text(Fraction(5, 2)), lossless_text(Fraction(-1, 3))
    ('2.5', '-1/3')
    """
    return decimal_text(value, ROUNDING_PLACES) if _ends(value) else exact_text(value)


def shown(value: Fraction) -> str:
    """Return ``value`` for a worked line: in decimals, with its fraction beside it where they are cut.

    >>> shown(Fraction(5, 2)), shown(Fraction(2, 3))
    ('2.5', '0.666667 (2/3)')
    """
    text = figure_text(value)
    return text if _ends(value) else f"{text} ({fraction_words(value)})"


def fraction_words(value: Fraction) -> str:
    """Return n/d for people: as it is, or how long it is where nobody would read it.

    >>> fraction_words(Fraction(2, 3)), fraction_words(Fraction(1, 7**100))
    ('2/3', 'a fraction of 86 digits')
    """
    text = exact_text(value)
    if len(text) <= _MOST_READ:
        return text
    return f"a fraction of {sum(one.isdigit() for one in text):,} digits"


def _ends(value: Fraction) -> bool:
    """Say whether the decimals of ``value`` end within the places that a rounding may keep."""
    return _LAST_PLACE % value.denominator == 0


@lru_cache(maxsize=16384)
def fixed_text(value: Fraction, places: int) -> str:
    """Return ``value`` with exactly ``places`` decimals (0 or more), half away from zero, for display.

    Raise PlacesError when ``places`` is negative.

    >>> fixed_text(Fraction(1, 2), 2), fixed_text(Fraction(-1, 3), 0)
    ('0.50', '0')
    """
    if places < 0:
        raise PlacesError(places)
    scaled = abs(value.numerator) * 10**places
    units = (2 * scaled + value.denominator) // (2 * value.denominator)
    digits = _digits(units).rjust(places + 1, "0")
    sign = "-" if value < 0 and units else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


_PIECE = 500  # digits; Python lets no one lower its limit on str(int) below 640
_PIECE_END = 10**_PIECE


def _digits(number: int) -> str:
    """Return the digits of a whole number of 0 or more, however long.

    ``str`` refuses beyond a limit that the environment can set.  The exact mean of
    many prices given as fractions goes beyond it, and must print all the same.
    """
    pieces = []
    while number >= _PIECE_END:
        number, piece = divmod(number, _PIECE_END)
        pieces.append(str(piece).rjust(_PIECE, "0"))
    return str(number) + "".join(reversed(pieces))
