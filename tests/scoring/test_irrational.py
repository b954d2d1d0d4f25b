"""Roots, powers and logarithms, against decimals of 60 digits and against exact neighbours.

The expected values come from three other methods: the decimal module's own
logarithm and exponential, whole powers of the boundary (a value is above a
boundary exactly where its power is above the boundary's power), and identities.
"""

from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.errors import GuardError
from bideval.scoring.irrational import (
    Enclosure,
    _exponential,
    _inverse_tangent,
    exact_logarithm,
    exact_power,
    logarithm,
    power,
    rounded,
    rounded_root,
)
from bideval.scoring.rounding import Mode, round_to

SIXTY = Context(prec=60)
DECIMALS_ERROR = Fraction(1, 10**40)  # generous: sixty digits of values below 10**15
MANY = settings(max_examples=1000, deadline=None)

modes = st.sampled_from(Mode)
places_ = st.integers(0, 9)
amounts = st.fractions(Fraction(1, 10**6), 10**12, max_denominator=10**6)
shares = st.builds(
    lambda top, more: Fraction(top, top + more), st.integers(1, 10**15), st.integers(1, 10**15)
)
exponents = st.fractions(Fraction(1, 1000), 100, max_denominator=1000)


def sixty_digits(value: Fraction) -> Decimal:
    """Write a fraction as a decimal of sixty digits."""
    return SIXTY.divide(Decimal(value.numerator), Decimal(value.denominator))


def assert_rounds(got: Fraction, near: Decimal, places: int, mode: Mode) -> None:
    """Check ``got`` against a decimal value, unless that is too near a boundary to tell."""
    ends = {round_to(Fraction(near) + error, places, mode) for error in (-DECIMALS_ERROR, DECIMALS_ERROR)}
    assert got in ends


@given(value=amounts, root=st.integers(1, 40), places=places_, mode=modes)
@MANY
def test_root_agrees_with_decimals(value: Fraction, root: int, places: int, mode: Mode) -> None:
    """The n-th root is exp(log(x) / n)."""
    log = SIXTY.ln(sixty_digits(value))
    near = SIXTY.exp(SIXTY.divide(log, Decimal(root)))
    assert_rounds(rounded_root(value, root, places, mode), near, places, mode)


@given(base=shares, exponent=exponents, places=places_, mode=modes)
@MANY
def test_power_agrees_with_decimals(base: Fraction, exponent: Fraction, places: int, mode: Mode) -> None:
    """x**a is exp(a * log(x))."""
    log = SIXTY.ln(sixty_digits(base))
    near = SIXTY.exp(SIXTY.multiply(log, sixty_digits(exponent)))
    assert_rounds(rounded(power(base, exponent), places, mode), near, places, mode)


@given(share=shares, base=amounts, places=places_, mode=modes)
@MANY
def test_logarithm_agrees_with_decimals(share: Fraction, base: Fraction, places: int, mode: Mode) -> None:
    """The logarithm to any base is a quotient of two natural ones."""
    value, base = 1 / share, base + 1
    near = SIXTY.divide(SIXTY.ln(sixty_digits(value)), SIXTY.ln(sixty_digits(base)))
    assert_rounds(rounded(logarithm(value, base), places, mode), near, places, mode)


@given(base=shares, above=st.integers(1, 30), root=st.integers(1, 30), places=places_, mode=modes)
@MANY
def test_power_agrees_with_root(base: Fraction, above: int, root: int, places: int, mode: Mode) -> None:
    """x**(p/q) is the q-th root of x**p, by two methods that share no step."""
    by_series = rounded(power(base, Fraction(above, root)), places, mode)
    assert by_series == rounded_root(base**above, root, places, mode)


NUDGES = [Fraction(0), Fraction(1, 10**30), Fraction(-1, 10**30), Fraction(1, 10**300), Fraction(-1, 10**300)]
NUDGE_NAMES = ["on", "30th place above", "30th place below", "300th above", "300th below"]


def beside(boundary: Fraction, nudge: Fraction, places: int, mode: Mode) -> Fraction:
    """Round a value that lies on the boundary or ever so little to the side of the nudge."""
    step = Fraction(1, 10 ** (places + 3))
    return round_to(boundary + (step if nudge > 0 else -step if nudge < 0 else 0), places, mode)


@pytest.mark.parametrize("nudge", NUDGES, ids=NUDGE_NAMES)
@given(halves=st.integers(1, 1999), root=st.integers(2, 7), mode=modes)
@settings(max_examples=60, deadline=None)
def test_root_and_power_beside_a_boundary(nudge: Fraction, halves: int, root: int, mode: Mode) -> None:
    """A root lies above a half of the last place exactly where its power lies above the half's."""
    boundary = Fraction(halves, 2000)
    value = boundary**root + nudge * boundary**root
    expected = beside(boundary, nudge, 3, mode)
    assert rounded_root(value, root, 3, mode) == expected
    assert rounded(power(value, Fraction(1, root)), 3, mode) == expected


@pytest.mark.parametrize("nudge", NUDGES, ids=NUDGE_NAMES)
@given(halves=st.integers(1, 60), top=st.integers(2, 12), bottom=st.integers(1, 11), mode=modes)
@settings(max_examples=60, deadline=None)
def test_logarithm_beside_a_boundary(nudge: Fraction, halves: int, top: int, bottom: int, mode: Mode) -> None:
    """With base g**20 the logarithm of g**n is n/20: every half of the first place is exact."""
    g = Fraction(top + bottom, bottom)
    value = g**halves * (1 + nudge)
    expected = beside(Fraction(halves, 20), nudge, 1, mode)
    assert rounded(logarithm(value, g**20), 1, mode) == expected


F = Fraction
HALVES = [
    # in words, enclosure, places, {mode: expected}
    ("a root of exactly 2.5", power(F(25, 400), F(1, 2)), 1, F(1, 4)),
    ("a power of exactly 0.125", power(F(1, 2), F(3)), 2, F(1, 8)),
    ("a power of exactly 0.375", power(F(27, 512), F(1, 3)), 2, F(3, 8)),
    ("a logarithm of exactly 1.5", logarithm(F(8), F(4)), 0, F(3, 2)),
    ("a logarithm of exactly 2.5", logarithm(F(32), F(4)), 0, F(5, 2)),
    ("a logarithm of exactly 0.5 to a broken base", logarithm(F(3, 2), F(9, 4)), 0, F(1, 2)),
]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("case", HALVES, ids=lambda case: case[0])
def test_exact_half_follows_the_mode(case: tuple[str, Enclosure, int, Fraction], mode: Mode) -> None:
    """A value that is exactly a half of the last place is rounded as that fraction is."""
    _, enclosure, places, exact = case
    assert rounded(enclosure, places, mode) == round_to(exact, places, mode)


ROOTS = [
    # in words, value, root, places, mode, expected
    ("zero has the root zero", F(0), 3, 4, Mode.UP, F(0)),
    ("the first root is the value", F(5, 4), 1, 1, Mode.HALF_UP, F(13, 10)),
    ("the square root of two", F(2), 2, 9, Mode.HALF_UP, F("1.414213562")),
    ("a whole root stays whole", F(10**30), 3, 0, Mode.UP, F(10**10)),
    ("exactly half, half-up", F(25, 4), 2, 0, Mode.HALF_UP, F(3)),
    ("exactly half, half-even", F(25, 4), 2, 0, Mode.HALF_EVEN, F(2)),
    ("exactly half, half-down", F(25, 4), 2, 0, Mode.HALF_DOWN, F(2)),
    ("a hair above half, half-down", F(25, 4) + F(1, 10**90), 2, 0, Mode.HALF_DOWN, F(3)),
    ("a hair below half, half-up", F(25, 4) - F(1, 10**90), 2, 0, Mode.HALF_UP, F(2)),
    ("a hair above whole, up", F(4) + F(1, 10**90), 2, 0, Mode.UP, F(3)),
    ("a hair below whole, down", F(4) - F(1, 10**90), 2, 0, Mode.DOWN, F(1)),
    ("a tiny value rounds up to one unit", F(1, 10**60), 2, 9, Mode.UP, F(1, 10**9)),
]


@pytest.mark.parametrize("case", ROOTS, ids=lambda case: case[0])
def test_root_by_hand(case: tuple[str, Fraction, int, int, Mode, Fraction]) -> None:
    """Roots that can be checked by squaring or cubing."""
    _, value, root, places, mode, expected = case
    assert rounded_root(value, root, places, mode) == expected


EXACT = [
    # in words, found, expected
    ("the cube root of an eighth", exact_power(F(1, 8), F(1, 3)), F(1, 2)),
    ("four ninths to three halves", exact_power(F(4, 9), F(3, 2)), F(8, 27)),
    ("a root of two is none", exact_power(F(1, 2), F(1, 2)), None),
    ("the top a square, the bottom not", exact_power(F(4, 7), F(1, 2)), None),
    ("zero to any power", exact_power(F(0), F(1, 7)), F(0)),
    ("one to a power of many places", exact_power(F(1), F("0.123456789")), F(1)),
    ("the logarithm of one", exact_logarithm(F(1), F(3)), F(0)),
    ("eight to base four", exact_logarithm(F(8), F(4)), F(3, 2)),
    ("both powers of three halves", exact_logarithm(F(27, 8), F(9, 4)), F(3, 2)),
    ("the top a power, the bottom not", exact_logarithm(F(8, 3), F(4, 3)), None),
    ("three to base two", exact_logarithm(F(3), F(2)), None),
    ("six to base twelve: same primes, other shares", exact_logarithm(F(6), F(12)), None),
    ("a value below the base", exact_logarithm(F(2), F(8)), F(1, 3)),
    ("two steps of Euclid", exact_logarithm(F(32), F(8)), F(5, 3)),
    ("a power of ten thousand digits", exact_logarithm(F(3) ** 20_960, F(9)), F(10_480)),
    ("a number of ten thousand digits that is none", exact_logarithm(F(3) ** 20_960 + 1, F(9)), None),
    ("a root of ten thousand digits that is none", exact_power(F(1, 3**20_960 + 1), F(1, 7)), None),
    ("a root beyond the bits of the number", exact_power(F(1, 2**64), F(1, 10**15 - 1)), None),
]


@given(value=st.integers(2, 600), base=st.integers(2, 600))
@settings(max_examples=500, deadline=None)
def test_the_logarithm_of_whole_numbers_by_search(value: int, base: int) -> None:
    """The logarithm is p/q only where value**q = base**p, and below 600 no exponent exceeds nine."""
    found = [F(p, q) for p in range(1, 10) for q in range(1, 10) if value**q == base**p]
    assert exact_logarithm(F(value), F(base)) == (found[0] if found else None)


@pytest.mark.parametrize("case", EXACT, ids=lambda case: case[0])
def test_fractions_are_found(case: tuple[str, Fraction | None, Fraction | None]) -> None:
    """A power or logarithm that is a fraction is found as one; any other gives None."""
    _, found, expected = case
    assert found == expected


@given(root=shares, times=st.integers(1, 12), above=st.integers(1, 40))
@settings(max_examples=300, deadline=None)
def test_every_fraction_is_found(root: Fraction, times: int, above: int) -> None:
    """The m-th power of g has the exact power n/m, and the exact logarithm n/m to its base."""
    assert exact_power(root**times, Fraction(above, times)) == root**above
    assert exact_logarithm(root**-above, root**-times) == Fraction(above, times)


@given(base=shares, exponent=exponents, factor=amounts, bits=st.sampled_from([8, 64, 512]))
@settings(max_examples=300, deadline=None)
def test_enclosures_hold_the_value(base: Fraction, exponent: Fraction, factor: Fraction, bits: int) -> None:
    """Whatever the bits, the decimal value of sixty digits lies between the ends."""
    log = SIXTY.ln(sixty_digits(base))
    raised = Fraction(SIXTY.exp(SIXTY.multiply(log, sixty_digits(exponent))))
    low, high = power(base, exponent)(bits)
    assert low * (1 - DECIMALS_ERROR) <= raised <= high * (1 + DECIMALS_ERROR)
    quotient = Fraction(SIXTY.divide(SIXTY.minus(log), SIXTY.ln(sixty_digits(factor + 1))))
    low, high = logarithm(1 / base, factor + 1)(bits)
    assert low - DECIMALS_ERROR <= quotient <= high + DECIMALS_ERROR


@given(bits=st.integers(4, 100), data=st.data())
@settings(max_examples=300, deadline=None)
def test_each_series_holds_its_value(bits: int, data: st.DataObject) -> None:
    """The two series by themselves: neither may lean on the width of the other."""
    unit = 1 << bits
    argument = data.draw(st.integers(0, unit))
    low, high = _exponential(argument, bits)
    assert low <= unit * Fraction(SIXTY.exp(sixty_digits(Fraction(argument, unit)))) * (1 + DECIMALS_ERROR)
    assert unit * Fraction(SIXTY.exp(sixty_digits(Fraction(argument, unit)))) <= high
    z = data.draw(st.fractions(Fraction(1, 1000), Fraction(1, 3), max_denominator=1000))
    low, high = _inverse_tangent(z, bits)
    value = unit * Fraction(SIXTY.ln(sixty_digits((1 + z) / (1 - z)))) / 2
    assert low <= value * (1 + DECIMALS_ERROR)
    assert value <= high


EXTREMES = [
    # in words, enclosure, mode, expected at nine places
    ("a power far below the last place, up", power(F(1, 10**30), F(100)), Mode.UP, F(1, 10**9)),
    ("a power far below the last place, down", power(F(3, 10**30), F("99.9")), Mode.DOWN, F(0)),
    ("a power a hair below one, down", power(1 - F(1, 10**30), F(1, 7)), Mode.DOWN, F("0.999999999")),
    ("a power a hair below one, half-up", power(1 - F(1, 10**30), F(1, 7)), Mode.HALF_UP, F(1)),
    # log 2 / log(1 + e) = log 2 / e + log 2 / 2 - ...: 693147180559945.309417232 + 0.346573590
    ("a base a hair above one", logarithm(F(2), 1 + F(1, 10**15)), Mode.DOWN, F("693147180559945.655990822")),
    ("a value a hair above one, up", logarithm(1 + F(1, 10**60), F(2)), Mode.UP, F(1, 10**9)),
]


@pytest.mark.parametrize("case", EXTREMES, ids=lambda case: case[0])
def test_extremes_end(case: tuple[str, Enclosure, Mode, Fraction]) -> None:
    """Values at the ends of the range are decided too."""
    _, enclosure, mode, expected = case
    assert rounded(enclosure, 9, mode) == expected


def test_rounding_asks_for_more_bits_only_where_needed() -> None:
    """An enclosure that straddles a boundary is asked again with twice the bits, and no more."""
    asked: list[int] = []

    def narrowing(bits: int) -> tuple[Fraction, Fraction]:
        asked.append(bits)
        width = Fraction(1, 1 << bits)
        return Fraction(1, 2) - 2 * width, Fraction(1, 2) + (width if bits < 500 else -width)

    assert rounded(narrowing, 0, Mode.HALF_UP) == 0
    assert asked == [128, 256, 512]


REFUSED = [
    # in words, call
    ("a root of a negative value", lambda: rounded_root(F(-1), 3, 2, Mode.UP)),
    ("a root number nought", lambda: rounded_root(F(4), 0, 2, Mode.UP)),
    ("a root number below nought", lambda: rounded_root(F(4), -2, 2, Mode.UP)),
    ("a power of a negative base", lambda: power(F(-1, 2), F(1, 3))),
    ("a power of a base above one", lambda: power(F(3, 2), F(1, 3))),
    ("a power of exponent nought", lambda: power(F(1, 2), F(0))),
    ("a negative exponent", lambda: power(F(1, 2), F(-1))),
    ("a logarithm of nought", lambda: logarithm(F(0), F(2))),
    ("a logarithm below nought", lambda: logarithm(F(1, 2), F(2))),
    ("base one", lambda: logarithm(F(2), F(1))),
    ("a base below one", lambda: logarithm(F(2), F(1, 2))),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_outside_the_range_is_refused(case: tuple[str, object]) -> None:
    """A caller that leaves the range gets a reason, never a value."""
    _, call = case
    assert callable(call)
    with pytest.raises(GuardError):
        call()
