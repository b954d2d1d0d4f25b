"""What a release without figures to evaluate says of its bids: how many it counts, and who was awarded.

Bids may be missing because they are not published yet, or were kept back; which of the two it
is, a release does not say.  A release of bideval at the level public keeps them back.
"""

from fractions import Fraction

from bideval.io.ocds.plain import plain_text
from bideval.io.ocds.release import Award, Release
from bideval.model.numbers import lossless_text

_NOTHING = "nothing can be evaluated"


def no_bids_words(release: Release) -> str:
    """Return why a release without bids cannot be evaluated, in one sentence."""
    count = _counted(release)
    said = "the release holds no bids (redacted or not published)"
    told = "" if count is None else f", though it counts {lossless_text(count)}"
    return f"{said}{told}{_awarded(release)}; {_NOTHING}"


def public_words(release: Release | None) -> str:
    """Return why a release that keeps the bids' files back cannot be evaluated, in one sentence."""
    if release is None:
        return f"the release holds the rules alone, and no bids' files (redacted); {_NOTHING}"
    shown = sum(1 for one in release.offers if one.value and one.value.amount is not None)
    count = _counted(release)
    of = "the bids" if count is None else f"{lossless_text(count)} bids"
    figures = f"it shows the price of {shown} of {of}" if shown else f"it shows no price of {of}"
    said = "the release holds the rules, and no bids' files (redacted or not published)"
    return f"{said}; {figures}{_awarded(release)}; {_NOTHING}"


def _counted(release: Release) -> Fraction | None:
    """How many bids the statistics count: of the whole process, else of all its lots together."""
    listed = release.bids.statistics if release.bids else ()
    found = [one for one in listed if one.measure == "bids" and one.value is not None]
    whole = [one for one in found if not one.related_lot and not one.related_lots]
    values = [one.value for one in (whole[:1] or found) if one.value is not None]
    return sum(values, Fraction(0)) if values else None


def _awarded(release: Release) -> str:
    names = list(dict.fromkeys(name for one in release.awards for name in _names(one)))
    return f"; it names an award to {', '.join(names)}" if names else ""


def _names(award: Award) -> tuple[str, ...]:
    if award.status != "active":
        return ()
    return tuple(plain_text(one.name) or plain_text(one.id) or "not named" for one in award.suppliers)
