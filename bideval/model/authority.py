"""Who buys, where, what and how: the facts on which it depends which law applies.

Closed lists in plain words.  A tender states what it likes of them; what a fact means
in law, a regime pack says.
"""

from typing import Literal

AuthorityType = Literal[
    "central-government",
    "devolved-government",
    "council",
    "nhs-body",
    "other-public-body",
    "private-body",
]

Nation = Literal["england", "wales", "scotland", "northern-ireland", "elsewhere"]

Buys = Literal["goods", "services", "works", "light-touch-services", "health-care-services"]

Procedure = Literal[
    "open",
    "restricted",
    "competitive-flexible",
    "negotiated",
    "dialogue",
    "competitive",
    "most-suitable-provider",
    "direct-award",
    "other",
]
