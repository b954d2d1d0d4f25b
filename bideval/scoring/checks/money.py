"""What an amount of the tender means: the price level and the VAT basis it is compared on.

Whether the amounts of the bids keep to it is checked in ``prices`` and ``vat``.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.rules import Vat
from bideval.model.tender import MoneyBasis
from bideval.scoring.checks.known import close_to

FILE = "tender.yaml"
FULL = 100  # percent
TAXED = (Vat.STANDARD, Vat.REDUCED)  # the treatments that carry a rate
UNTAXED = (Vat.ZERO, Vat.EXEMPT, Vat.OUTSIDE_SCOPE)


def check_money(inputs: Inputs) -> Iterator[Finding]:
    """Report a comparison basis that does not say everything it needs."""
    money = inputs.tender.money
    if money is None:
        return
    if money.basis == "real" and money.base_date is None:
        yield error(
            "BE157",
            "prices are real, and the tender does not say at which date's price level",
            "State base_date, such as base_date: 2026-04-01.",
            Source(FILE, "/money"),
        )
    if money.vat != "ex-vat":
        yield from _needed(money)
    yield from _rates(money)


def _needed(money: MoneyBasis) -> Iterator[Finding]:
    if not money.vat_rates:
        yield error(
            "BE156",
            f"prices are compared {money.vat}, and the tender publishes no VAT rates",
            "State vat_rates in percent by treatment, such as vat_rates: {standard: 20, reduced: 5}.",
            Source(FILE, "/money"),
        )
    if money.vat == "net-cost-to-authority" and money.vat_irrecoverable is None:
        yield error(
            "BE156",
            "prices are compared at their net cost to the authority, and the tender does not say "
            "how much VAT it cannot recover",
            "State vat_irrecoverable in percent: 0 where all VAT comes back, 100 where none does.",
            Source(FILE, "/money"),
        )


def _rates(money: MoneyBasis) -> Iterator[Finding]:
    share = money.vat_irrecoverable
    if share is not None and not 0 <= share <= FULL:
        message = f"{decimal_text(share)} percent of the VAT is said to be irrecoverable"
        yield error(
            "BE156", message, "State a percentage from 0 to 100.", Source(FILE, "/money/vat_irrecoverable")
        )
    for name, rate in sorted((money.vat_rates or {}).items()):
        source = Source(FILE, f"/money/vat_rates/{name}")
        if name not in {*TAXED, *UNTAXED}:
            message = f"{name} is not a VAT treatment that has a rate"
            yield error("BE156", message, close_to(name, (*TAXED, *UNTAXED)), source)
        elif rate < 0 or rate > FULL:
            message = f"the {name} rate of VAT is {decimal_text(rate)} percent"
            yield error("BE156", message, "State a percentage from 0 to 100.", source)
        elif name in UNTAXED and rate != 0:
            message = f"the VAT treatment {name} is given a rate of {decimal_text(rate)} percent"
            yield error("BE156", message, "Only standard and reduced carry VAT: take the rate out.", source)
