"""Roots, powers and logarithms, correctly rounded by integers alone.

Most of these values have no exact number.  What a tender can publish is the
value rounded to so many places by a published mode, and that is decidable: the
value is enclosed between two fractions, ever closer, until both round alike.

Why it ends.  A value that is a fraction is found first, exactly, and is its own
enclosure.  Any other value is irrational, so it never lies on a rounding
boundary, which is a fraction; an enclosure that is narrow enough then has no
boundary inside.  ``rounded_root`` needs no enclosure: integers decide it.

This module knows nothing of prices or points, and uses neither float nor Decimal.

>>> rounded_root(Fraction(2), 2, 4, Mode.HALF_UP)
Fraction(7071, 5000)
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text
from bideval.scoring.rounding import Mode, round_to

Span = tuple[Fraction, Fraction]  # the value lies between, ends included
Enclosure = Callable[[int], Span]  # from a number of bits: the more bits, the closer the ends

_FIRST_BITS = 128  # decides nine places of points at once, but for rare values near a boundary


def rounded_root(value: Fraction, root: int, places: int, mode: Mode) -> Fraction:
    """Return the ``root``-th root of ``value`` rounded to ``places`` decimals by ``mode``.

    ``value`` is 0 or more, ``root`` 1 or more.  The root is floored in units of the
    last place and of half of it: a whole number of halves that is exact rounds as it
    is, and anything beyond it rounds as a quarter of a unit beyond does.
    """
    if value < 0 or root < 1:
        raise GuardError(f"there is no root number {root} of {decimal_text(value)} here")
    half_units = 2 * 10**places
    raised = value * half_units**root
    halves = _floor_root(raised.numerator // raised.denominator, root)
    beyond = Fraction(0) if halves**root == raised else Fraction(1, 2)
    return round_to((halves + beyond) / half_units, places, mode)


def rounded(enclosure: Enclosure, places: int, mode: Mode) -> Fraction:
    """Return the enclosed value rounded to ``places`` decimals by ``mode``.

    Every mode keeps the order of numbers, so a value between two fractions that
    round alike rounds as they do.
    """
    bits = _FIRST_BITS
    while True:
        low, high = (round_to(end, places, mode) for end in enclosure(bits))
        if low == high:
            return low
        bits *= 2


def power(base: Fraction, exponent: Fraction) -> Enclosure:
    """Return the enclosure of ``base ** exponent``; base from 0 to 1, exponent above 0."""
    if not 0 <= base <= 1 or exponent <= 0:
        raise GuardError(
            f"{decimal_text(base)} to the power {decimal_text(exponent)} is outside what is computed here"
        )
    exact = exact_power(base, exponent)
    if exact is not None:
        return _exactly(exact)
    return lambda bits: _power_span(base, exponent, bits)


def logarithm(value: Fraction, base: Fraction) -> Enclosure:
    """Return the enclosure of the logarithm of ``value`` to ``base``; value 1 or more, base above 1."""
    if value < 1 or base <= 1:
        words = f"the logarithm of {decimal_text(value)} to base {decimal_text(base)}"
        raise GuardError(f"{words} is outside what is computed here")
    exact = exact_logarithm(value, base)
    if exact is not None:
        return _exactly(exact)
    return lambda bits: _log_quotient(value, base, bits)


def exact_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """Return ``base ** exponent`` where that is a fraction, else None; base 0 or more, exponent above 0.

    With p/q in lowest terms, base**(p/q) is a fraction only where base has a q-th root
    that is one: q would otherwise have to divide p times the exponent of some prime of
    the base, and not that exponent.
    """
    if base in (0, 1):
        return base
    root = _exact_root(base, exponent.denominator)
    return None if root is None else root**exponent.numerator


def exact_logarithm(value: Fraction, base: Fraction) -> Fraction | None:
    """Return the logarithm of ``value`` to ``base`` where that is a fraction, else None.

    Value 1 or more, base above 1.  The logarithm is a fraction only where both are whole
    powers of one fraction g.  Euclid's algorithm on the two exponents finds them without
    g: to take the smaller exponent off the larger is to divide, and both terms of a power
    of g divide those of a higher one.  Where they do not, there is no such g.
    """
    larger, smaller = value, base
    taken: list[int] = []  # the quotients of Euclid's algorithm
    while smaller != 1:
        times = 0
        while larger >= smaller:
            if larger.numerator % smaller.numerator or larger.denominator % smaller.denominator:
                return None
            larger /= smaller
            times += 1
        taken.append(times)
        larger, smaller = smaller, larger
    found = Fraction(taken.pop())
    for times in reversed(taken):
        found = times + 1 / found
    return found


def _exactly(value: Fraction) -> Enclosure:
    return lambda _bits: (value, value)


def _exact_root(value: Fraction, root: int) -> Fraction | None:
    """Return the ``root``-th root of ``value`` where that is a fraction, else None; value above 0, not 1.

    A fraction in lowest terms is such a power only if both its terms are, and a term
    above 1 that is one has more than ``root`` bits.
    """
    terms = value.numerator, value.denominator
    if any(term > 1 and term.bit_length() <= root for term in terms):
        return None
    top, bottom = (_floor_root(term, root) for term in terms)
    is_exact = (top**root, bottom**root) == terms
    return Fraction(top, bottom) if is_exact else None


def _floor_root(value: int, root: int) -> int:
    """Return the whole part of the ``root``-th root of ``value``, by Newton's method from above."""
    if value < 2 or root == 1:
        return value
    guess = 1 << -(-value.bit_length() // root)
    while True:
        better = ((root - 1) * guess + value // guess ** (root - 1)) // root
        if better >= guess:
            return guess
        guess = better


def _log_quotient(value: Fraction, base: Fraction, bits: int) -> Span:
    """Enclose log(value) / log(base); the extra bits keep log(base) above 0 in its units."""
    fine = bits + base.denominator.bit_length()
    (low, high), (base_low, base_high) = _log_span(value, fine), _log_span(base, fine)
    return Fraction(low, base_high), Fraction(high, base_low)


@lru_cache(maxsize=1024)
def _log_span(value: Fraction, bits: int) -> tuple[int, int]:
    """Enclose the natural logarithm of ``value``, 1 or more, in units of 2**-bits.

    value = 2**twos * rest with rest from 1 to below 2, and log(rest) is twice the
    inverse hyperbolic tangent of (rest - 1) / (rest + 1), which is below 1/3.
    """
    twos = (value.numerator // value.denominator).bit_length() - 1
    rest = value / 2**twos
    low, high = _inverse_tangent((rest - 1) / (rest + 1), bits)
    two_low, two_high = _inverse_tangent(Fraction(1, 3), bits)
    return 2 * (low + twos * two_low), 2 * (high + twos * two_high)


def _inverse_tangent(value: Fraction, bits: int) -> tuple[int, int]:
    """Enclose z + z**3/3 + z**5/5 + ... in units of 2**-bits, for z from 0 to 1/3.

    Every division is floored, so the sum is too low: each power by less than 2
    units, each term by less than 3, and the terms left out add up to less than 3.
    """
    top, bottom = value.numerator**2, value.denominator**2
    part = (value.numerator << bits) // value.denominator
    total, terms = 0, 0
    while part:
        total += part // (2 * terms + 1)
        part = part * top // bottom
        terms += 1
    return total, total + 3 * terms + 3


def _power_span(base: Fraction, exponent: Fraction, bits: int) -> Span:
    """Enclose ``base ** exponent``, base between 0 and 1, as exp(-exponent * log(1 / base)).

    Whole powers of two bring the argument of exp between 0 and 1, so that the
    enclosure stays above 0 however small the value is.
    """
    fine = bits + (exponent.numerator * base.denominator.bit_length()).bit_length()
    low, high = (exponent * end for end in _log_span(1 / base, fine))
    two_low, two_high = _log_span(Fraction(2), fine)
    twos = -(-high // two_low)
    least, most = twos * two_low - high, twos * two_high - low
    unit = Fraction(1, 1 << (fine + twos))
    return _exponential(least // 1, fine)[0] * unit, _exponential(-(-most // 1), fine)[1] * unit


def _exponential(value: int, bits: int) -> tuple[int, int]:
    """Enclose 1 + y + y**2/2 + ... in units of 2**-bits; y, in the same units, from 0 to 1.

    Every division is floored, so the sum is too low: each term by less than 3 units,
    and the terms left out add up to less than 6.
    """
    part, total, terms = 1 << bits, 0, 0
    while part:
        total += part
        terms += 1
        part = part * value // (terms << bits)
    return total, total + 3 * terms + 6
