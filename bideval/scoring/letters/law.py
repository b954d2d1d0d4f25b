"""What each regime calls things in a letter, and which rule asks for the letter.

Source: Procurement Act 2023, section 50, and Procurement Regulations 2024, regulation 31
(status V, but for the end of paragraph (3)).  Of the other regimes the wording is unverified
and an editable default.  The steps and waits of a regime are not here: they are the clock of
its pack.  Nothing here is legal advice.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bideval.model.letter import Wording


class LetterLaw(NamedTuple):
    """The words of a regime's letters, and what they must hold.

    ``out`` is the title of a letter to a bidder whose tender was not assessed, and
    ``out_note`` what that letter is not.  ``needs_contacts`` says that addresses and a
    unique identifier are among the contents that the rule lists.
    """

    wording: Wording
    out: str
    out_note: str
    needs_contacts: bool
    kinds: tuple[str, ...] = ()  # what notices say of the supplier (regulations 27 and 32)


_ACT = LetterLaw(
    Wording(
        "Assessment summary",
        "supplier",
        "tender",
        "most advantageous tender",
        "Procurement Act 2023, section 50; Procurement Regulations 2024, regulation 31",
        "V",
        "the end of regulation 31(3) is unverified",
    ),
    "Notice that your tender was not assessed",
    "This is not an assessment summary: a summary goes to each supplier with an assessed tender.",
    needs_contacts=True,
    kinds=(
        "small or medium-sized enterprise",
        "non-governmental organisation that is value-driven and reinvests",
        "supported employment provider",
        "public service mutual",
    ),
)
_PCR = LetterLaw(
    Wording(
        "Notice of the award decision",
        "tenderer",
        "tender",
        "successful tender",
        "Public Contracts Regulations 2015, regulation 86 (unverified)",
        "U",
        "the contents that regulation 86 asks for are unverified",
    ),
    "Notice that your tender was not assessed",
    "",
    needs_contacts=False,
)
_PSR = LetterLaw(
    Wording(
        "Outcome of the assessment",
        "provider",
        "offer",
        "chosen offer",
        "Provider Selection Regime Regulations 2023, regulation 11 (unverified)",
        "U",
        "the contents that regulation 11 asks for are unverified",
    ),
    "Notice that your offer was not assessed",
    "",
    needs_contacts=False,
)
NEUTRAL = LetterLaw(
    Wording(
        "Outcome of the assessment",
        "bidder",
        "bid",
        "winning bid",
        "",
        "U",
        "which contents the law asks for is not held here",
    ),
    "Notice that your bid was not assessed",
    "",
    needs_contacts=False,
)
LETTER_LAWS: Mapping[str, LetterLaw] = MappingProxyType(
    {
        "regimes/uk/procurement-act-2023": _ACT,
        "regimes/uk/pcr-2015": _PCR,
        "regimes/uk/nhs-provider-selection-2023": _PSR,
    }
)


def letter_law(regime: str | None) -> LetterLaw:
    """Return the words of the regime pack ``regime`` (its id); neutral ones for any other or none."""
    return LETTER_LAWS.get(regime or "", NEUTRAL)
