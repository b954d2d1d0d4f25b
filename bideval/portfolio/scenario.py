"""Scenarios of a portfolio: what is supposed of every tender, as it is typed.

A scenario is one or more parts with spaces between them, such as ``social-value=20
turnover=off``; each part is a rule that is another than published.  It is fully determined by
its text.  A tender to which a part cannot apply is left out of that scenario and counted.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import BidevalError
from bideval.model.numbers import NumberError, parse_number
from bideval.portfolio.release import FORMULAS, OWNERSHIPS

MUTUALS = ("employee-led-mutual", "multi-stakeholder-mutual", "joint-venture-mutual")


class ScenarioError(BidevalError, ValueError):
    """Raised for a scenario that is not one of those that can be supposed; says which can."""


class OtherFormula(NamedTuple):
    """Another price formula."""

    id: str
    n: Fraction = Fraction(2)
    when_equal: Fraction = Fraction(100)


class TurnoverTest(NamedTuple):
    """A turnover test: none, one of ``times`` a year's contract value, or the published one held to that."""

    kind: str  # off, on, cap
    times: Fraction = Fraction(0)


class Security(NamedTuple):
    """No security asked for; or its cost, ``rate`` percent a year, folded into the price."""

    kind: str  # off, fold
    rate: Fraction = Fraction(0)


class Scenario(NamedTuple):
    """What is supposed; what is None, empty or false stays as published."""

    text: str
    formula: OtherFormula | None = None
    social_value: Fraction | None = None
    turnover: TurnoverTest | None = None
    bond: Security | None = None
    reserve: tuple[str, ...] = ()
    lots: int = 1  # in how many equal parts the contract is let
    disqualified_in: bool = False

    @property
    def published(self) -> bool:
        """Whether nothing is supposed."""
        return self == Scenario(self.text)

    def with_published_tests(self) -> "Scenario":
        """The same weights and formula, and all else as published."""
        return Scenario(self.text, self.formula, self.social_value)


PUBLISHED = Scenario("as published")
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "formula": "formula=lowest-to-highest, with :when_equal=100 or :n=3 behind where the formula has it",
        "social-value": "social-value=20, its weight in percent",
        "turnover": "turnover=off, turnover=on:2 or turnover=cap:2, in contract values a year",
        "bond": "bond=off, or bond=fold:1.5, in percent a year",
        "reserve": "reserve=mutuals, or types of bidder with + between them",
        "lots": "lots=half, or how many lots",
        "disqualified": "disqualified=in",
    }
)


def parse_scenario(text: str) -> Scenario:
    """Return the scenario of ``text``; raise ScenarioError with what can be supposed.

    >>> parse_scenario("social-value=20 turnover=off").social_value
    Fraction(20, 1)
    """
    found = Scenario(" ".join(text.split()))
    parts = found.text.split()
    if not parts:
        raise ScenarioError("a scenario supposes something, such as turnover=off")
    names = [part.partition("=")[0] for part in parts]
    for part, name in zip(parts, names, strict=True):
        if names.count(name) > 1:
            raise ScenarioError(f"{name} stands twice in {found.text!r}")
        found = _with_part(found, part)
    return found


def _with_part(found: Scenario, part: str) -> Scenario:
    name, _, value = part.partition("=")
    word, _, given = value.partition(":")
    if name not in _PARTS or (name == "disqualified" and value != "in"):
        raise _refused(part)
    match name:
        case "formula":
            found = found._replace(formula=_formula(part, word, given))
        case "social-value":
            found = found._replace(social_value=_number(part, value, Fraction(0), Fraction(99)))
        case "turnover":
            found = found._replace(turnover=_turnover(part, word, given))
        case "bond":
            found = found._replace(bond=_bond(part, word, given))
        case "reserve":
            found = found._replace(reserve=_types(part, value))
        case "lots":
            found = found._replace(lots=_lots(part, value))
        case _:
            found = found._replace(disqualified_in=True)
    return found


def _refused(part: str) -> ScenarioError:
    name = part.partition("=")[0]
    if name in _PARTS:
        return ScenarioError(f"{part!r} cannot be read: {_PARTS[name]}")
    return ScenarioError(f"nothing called {name!r} can be supposed; there are {', '.join(_PARTS)}")


def _number(part: str, text: str, least: Fraction, most: Fraction) -> Fraction:
    """A number of at most two decimals, above ``least`` and up to ``most``."""
    try:
        value = parse_number(text)
    except NumberError:
        raise _refused(part) from None
    if not least < value <= most or (value * 100).denominator != 1:
        raise ScenarioError(f"{part!r}: a number above {least} and up to {most}, with at most two decimals")
    return value


def _formula(part: str, word: str, given: str) -> OtherFormula:
    if word not in FORMULAS:
        raise ScenarioError(f"no price formula {word!r} can be supposed; there are {', '.join(FORMULAS)}")
    key, _, value = given.partition("=")
    needs = {"linear-to-n-lowest": "n", "lowest-to-highest": "when_equal"}.get(word)
    if bool(given) and key != needs:
        raise _refused(part)
    if needs == "n":
        return OtherFormula(word, n=_number(part, value or "2", Fraction(1), Fraction(100)))
    if needs == "when_equal" and given:
        zero = Fraction(0) if value == "0" else _number(part, value, Fraction(0), Fraction(100))
        return OtherFormula(word, when_equal=zero)
    return OtherFormula(word)


def _turnover(part: str, word: str, given: str) -> TurnoverTest:
    if word == "off" and not given:
        return TurnoverTest("off")
    if word in {"on", "cap"}:
        return TurnoverTest(word, _number(part, given, Fraction(0), Fraction(100)))
    raise _refused(part)


def _bond(part: str, word: str, given: str) -> Security:
    if word == "off" and not given:
        return Security("off")
    if word == "fold":
        return Security("fold", _number(part, given, Fraction(0), Fraction(100)))
    raise _refused(part)


def _types(part: str, value: str) -> tuple[str, ...]:
    if value == "mutuals":
        return MUTUALS
    types = tuple(sorted(set(value.split("+"))))
    unknown = [one for one in types if one not in OWNERSHIPS]
    if unknown:
        raise ScenarioError(f"{part!r}: no type of bidder is called {unknown[0]!r}")
    return types


def _lots(part: str, value: str) -> int:
    if value == "half":
        return 2
    if value.isascii() and value.isdigit() and len(value) <= 2 and int(value) >= 2:
        return int(value)
    raise _refused(part)
