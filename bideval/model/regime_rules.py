"""What a regime says beyond the bases of gates: checks of the rules, a clock, packs it allows.

A check is data in a closed language: what it looks at, when it is raised, how much it
matters, and the words, the citation and the status of the rule behind it.  The steps of
the clock are what letters and notices go by.  Text is turned into these in
``regime_text``; checks are run in ``bideval.scoring.checks.regime_rules``.

Nothing here says that a rule is lawful.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple, get_args

from bideval.errors import Severity
from bideval.model.authority import AuthorityType, Buys, Nation, Procedure


class Looks(StrEnum):
    """What a check looks at; closed in each release of the pack format."""

    APPLIES = "applies"  # facts that the tender states, against the regime itself
    STATED = "stated"  # facts that the tender states, against another of its rules
    TURNOVER = "turnover"  # the yearly turnover that gates ask for
    AUDITED_ACCOUNTS = "audited-accounts"  # conditions that count audited accounts alone
    INSURANCE = "insurance"  # conditions that want insurance in place
    REASON = "reason"  # gates without because
    CLAUSE = "clause"  # criteria that score without the clause where they were published
    WEIGHS = "weighs"  # criteria that score
    STANDING = "standing"  # criteria that score who bids, not what is offered
    TESTS = "tests"  # gates that test what somebody is
    USES = "uses"  # packs that criteria and gates name
    TIES = "ties"  # the tie ladder
    LOT_LIMIT = "lot-limit"  # a limit of lots without a mechanism
    YEARS = "years"  # the term of the contract
    DECISION = "decision"  # recorded decisions


class Takes(NamedTuple):
    """The parameters of what a check looks at: those it needs, and those it may have."""

    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


PARAMETERS = ("at_most", "of", "packs", "named", "enough")
TAKES: Mapping[Looks, Takes] = MappingProxyType(
    {
        Looks.APPLIES: Takes(),
        Looks.STATED: Takes(),
        Looks.TURNOVER: Takes(("at_most",)),
        Looks.AUDITED_ACCOUNTS: Takes(),
        Looks.INSURANCE: Takes(("named", "enough")),
        Looks.REASON: Takes(("of",)),
        Looks.CLAUSE: Takes(),
        Looks.WEIGHS: Takes((), ("packs", "named")),
        Looks.STANDING: Takes(),
        Looks.TESTS: Takes((), ("packs", "named")),
        Looks.USES: Takes(("packs",)),
        Looks.TIES: Takes(),
        Looks.LOT_LIMIT: Takes(),
        Looks.YEARS: Takes(("at_most",)),
        Looks.DECISION: Takes(("of",)),
    }
)

# The facts a check may hang on; None: any id, of a basis or of a pack that the lot uses.
FACTS: Mapping[str, tuple[str, ...] | None] = MappingProxyType(
    {
        "authority_type": get_args(AuthorityType),
        "nation": get_args(Nation),
        "buys": get_args(Buys),
        "procedure": get_args(Procedure),
        "basis": None,
        "pack": None,
    }
)
STATED_FACTS = ("authority_type", "nation", "buys", "procedure")  # each a key of tender.yaml

Conditions = tuple[tuple[str, tuple[str, ...]], ...]  # a fact, and the words of which it has one


class RegimeCheck(NamedTuple):
    """One check: raised where every fact of ``when`` has one of its words and none of ``unless`` has.

    A fact that is not stated has no word, but counts as if it had one where ``unstated``
    names it.  ``at_most`` is in the unit of what is looked at; ``of`` holds bases or kinds
    of decisions, ``packs`` ids of packs or families, ``named`` parts of ids, and ``enough``
    the words of which a gate that accepts one is let be.  ``not_open`` says of a what-if
    that is found by it that such rules are not open to the authority.
    """

    id: str
    looks: Looks
    severity: Severity
    wording: str
    remedy: str
    cite: str
    status: str
    when: Conditions = ()
    unless: Conditions = ()
    unstated: tuple[str, ...] = ()
    at_most: Fraction | None = None
    of: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    enough: tuple[str, ...] = ()
    not_open: bool = False


class Wait(StrEnum):
    """What a wait is counted in."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "months"
    YEARS = "years"


class Counted(StrEnum):
    """With which day a wait begins."""

    DAY_OF = "day-of"  # the day of the step before
    DAY_AFTER = "day-after"


class ClockStep(NamedTuple):
    """One step of the clock: a notice, a letter or a wait.

    ``after`` is the step it follows; ``wait`` is how long is waited from that step, in
    whole units, and ``counted`` with which day the wait begins.
    """

    id: str
    wording: str
    cite: str
    status: str
    after: str | None = None
    wait: int | None = None
    unit: Wait | None = None
    counted: Counted | None = None
    unless: Conditions = ()


class Allowed(NamedTuple):
    """Packs that the regime allows, and on what terms; a family stands for all of its packs."""

    packs: tuple[str, ...]
    wording: str
    cite: str
    status: str


def covers(names: tuple[str, ...], pack_id: str) -> bool:
    """Say whether ``names``, of packs and families, cover the pack ``pack_id``.

    >>> covers(("local",), "local/lm3"), covers(("local/lm3",), "local/lm3"), covers(("loc",), "local/lm3")
    (True, True, False)
    """
    return pack_id in names or pack_id.partition("/")[0] in names
