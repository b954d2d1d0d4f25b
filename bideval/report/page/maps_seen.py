"""The map of two weights beside the sliders: the answer's own, or one over the two most delicate weights."""

from collections.abc import Iterator, Sequence

from bideval.analysis.ask import LotAnswers
from bideval.analysis.pictures import Map
from bideval.analysis.question import Asked
from bideval.analysis.winner_map import ID, WINNER_MAP
from bideval.model.numbers import exact_text
from bideval.report.page.seen import MapSeen
from bideval.report.pictures.draw import inlined


def maps_seen(lots: Sequence[Asked], answers: Sequence[LotAnswers]) -> Iterator[tuple[str, MapSeen]]:
    """Yield each lot that has a map, with its map."""
    for asked, answered in zip(lots, answers, strict=True):
        own = [one.picture for one in answered.answers if one.analysis == ID]
        picture = next((one for one in own if isinstance(one, Map)), None) or _over_two(asked)
        if picture is not None and picture.words is None:
            yield asked.case.rules.id, _seen(asked.case.rules.id, picture)


def _over_two(asked: Asked) -> Map | None:
    """A map whose ranges are not the study's: the analysis chooses two weights."""
    found = WINNER_MAP.run(asked._replace(question=asked.question._replace(ranges={}, order=())))
    return next((one.picture for one in found if isinstance(one.picture, Map)), None)


def _seen(lot: str, picture: Map) -> MapSeen:
    low, high = (" ".join(exact_text(one) for one in ends) for ends in (picture.low, picture.high))
    return MapSeen(inlined(f"{lot}-mapsaid", picture), picture.across, picture.up, low, high)
