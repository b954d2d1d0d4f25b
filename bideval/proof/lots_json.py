"""What an award is decided on, as JSON and back: the keys are the fields of bideval.proof.lots.

Exact numbers stand as text ``n/d``; places of lots, bids, offers, rules and columns are JSON's
own whole numbers.  docs/certificates.md has the form.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from bideval.proof.cuts import Cut
from bideval.proof.json_form import (
    Json,
    Reader,
    flag_of,
    list_reader,
    maybe,
    number_of,
    number_text,
    object_reader,
    place_of,
    text_of,
)
from bideval.proof.lots import Aim, Held, LotRule, Lots, LotsDiscount, Offer, VolumeDiscount, VolumeStep

PARTS = (Aim, Cut, Held, LotRule, Lots, LotsDiscount, Offer, VolumeDiscount, VolumeStep)
_PLACED = frozenset(("bid", "lots", "bidders", "of", "turned", "rows", "besides", "taken"))

_PLACES = list_reader(place_of)
_NUMBERS = list_reader(number_of)
_AIM = object_reader(Aim, {"kind": text_of, "of": _PLACES})
_OFFER = {"bid": place_of, "lots": _PLACES, "price": number_of, "points": number_of}
_STEP = object_reader(VolumeStep, {"at": number_of, "percent": number_of})
_VOLUME = {"bid": place_of, "by_lots": flag_of, "incremental": flag_of, "steps": list_reader(_STEP)}
_RULE = {
    "kind": text_of,
    "bidders": _PLACES,
    "lots": _PLACES,
    "weights": maybe(_NUMBERS),
    "least": maybe(number_of),
    "most": maybe(number_of),
    "penalty": maybe(number_of),
}
_LOTS = {
    "reserves": list_reader(maybe(number_of)),
    "bidders": _PLACES,
    "offers": list_reader(object_reader(Offer, _OFFER)),
    "discounts": list_reader(
        object_reader(LotsDiscount, {"bid": place_of, "lots": _PLACES, "amount": number_of})
    ),
    "volumes": list_reader(object_reader(VolumeDiscount, _VOLUME)),
    "rules": list_reader(object_reader(LotRule, _RULE)),
    "add_up": flag_of,
}
_CUT = {"rows": _PLACES, "multipliers": _NUMBERS, "turned": _PLACES}
AWARD_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "lots": object_reader(Lots, _LOTS),
        "aim": _AIM,
        "held": list_reader(object_reader(Held, {"aim": _AIM, "most": number_of})),
        "besides": list_reader(_PLACES),
        "taken": maybe(_PLACES),
        "value": maybe(number_of),
        "least": maybe(number_of),
        "cuts": list_reader(object_reader(Cut, _CUT)),
    }
)


def part_written(name: str, value: object) -> Json:
    """Return what stands in a field of this name: places as they are, numbers as text."""
    if isinstance(value, PARTS):
        return {key: part_written(key, one) for key, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [part_written(name, one) for one in value]
    if value is None or isinstance(value, (bool, str)):
        return value
    assert isinstance(value, (int, Fraction))
    return value if name in _PLACED and isinstance(value, int) else number_text(value)
