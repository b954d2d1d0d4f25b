"""What of a public record can be computed again and compared, and what cannot: named one by one.

Where nothing is withheld that the result rests on, the record is verified as a whole one is; of
figures that are withheld beside it the computed ones stand in.  Else what is shown is held
against itself: digests of shown parts, weights and points, ranks against totals, winners against
ranks, bids against placings.

Nothing is guessed: a comparison of which one side is withheld is not made, and is said so.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from bideval.model.numbers import decimal_text
from bideval.record.assembled import RULES, part_digests, record_digest
from bideval.record.canonical import Json, UnreadableError, canonical, digest_of, profile_fault
from bideval.record.compared import Difference
from bideval.record.figures import result_of
from bideval.record.rebuilt import NotRebuiltError, rebuilt
from bideval.record.redaction.tree import Way, children
from bideval.record.redaction.values import exact, listed, of, whole_number
from bideval.record.studied import STUDY
from bideval.record.verified import ReadRecord, Verification, is_quality_only, read_record
from bideval.scoring.digest import text_digest
from bideval.scoring.evaluate import judge

VerifyWhole = Callable[[ReadRecord], Verification]
_KEYS = ("analyses", "digests", "files", "illustration", "inputs", "provenance", "result", "tender", "texts")
_BESIDE = {"award": "/award", "study": "/texts/"}  # what cannot be told where such a part is withheld


class Shown(NamedTuple):
    """What a public record shows: its values, with an empty object for each withheld part, and where."""

    value: Json
    hidden: frozenset[Way]
    above: frozenset[Way]  # the ways to what holds a withheld part

    def withholds(self, *way: str) -> bool:
        """Whether a part at, above or below ``way`` is withheld."""
        return way in self.above or any(way[:steps] in self.hidden for steps in range(len(way) + 1))


def shown_of(value: Json, hidden: Collection[Way]) -> Shown:
    """Return what is shown: ``value`` with an empty object at each of the ways ``hidden``."""
    above = frozenset(way[:steps] for way in hidden for steps in range(len(way)))
    return Shown(value, frozenset(hidden), above)


class Compared(NamedTuple):
    """What came of comparing: what does not agree, what could not be compared, and what was computed."""

    wrong: tuple[str, ...]
    not_compared: tuple[str, ...]
    figures: int = 0  # values of the result that were computed again


def compare_shown(shown: Shown, verify_whole: VerifyWhole) -> Compared:
    """Compare what ``shown`` allows; ``verify_whole`` verifies a record that is put together of it."""
    record = shown.value
    if not isinstance(record, dict):
        return Compared(("it shows no record",), ())
    faults = tuple(_form(shown, record))
    if faults:
        return Compared(faults, ())
    if not shown.withholds("inputs") and not shown.withholds("texts"):
        return _verified(shown, _filled(shown, record), verify_whole)
    digests, away = _digests(shown, record)
    wrong = [*digests, *_bids(shown, record)]
    for place, lot in enumerate(listed(of(record.get("result"), "lots"))):
        wrong += _lot(shown, ("result", "lots", str(place)), lot)
    rests = "the result with the inputs: it rests on what is withheld"
    beside = ("figures as rounded with exact ones", "the claims of answers, and their words")
    return Compared(tuple(wrong), (rests, *beside, *away))


def _form(shown: Shown, record: Mapping[str, Json]) -> Iterator[str]:
    """What every record has, and this one neither shows nor withholds."""
    edition = record.get("bideval_record")
    if not shown.withholds("bideval_record") and (type(edition) is not int or edition != 1):
        yield "it is of no decision record of edition 1"
    for key in _KEYS:
        if key not in record:
            yield f"{key} is neither shown nor withheld"
    for way in (("inputs", "tender"), ("result", "lots")):
        inside = of(record.get(way[0]), way[1])
        if not shown.withholds(*way) and not inside:
            yield f"{'/'.join(way)} is neither shown nor withheld"
    for key in ("analyses", "files"):
        if key in record and not shown.withholds(key) and not _all_objects(record[key]):
            yield f"{key} is no list of objects"
    tender = of(record.get("inputs"), "tender")
    for key, name in (("tender", "id"), ("illustration", "illustration")):
        if not shown.withholds("inputs", "tender", name) and of(tender, name) != record.get(key):
            yield f"{key} is not as the rules that are shown have it"


# As a whole record


def _filled(shown: Shown, record: Mapping[str, Json]) -> dict[str, Json]:
    """The record with what is withheld beside inputs and texts as it is computed, or left out."""
    bodies = listed(record["texts"])
    texts: dict[str, Json] = {text_digest(str(body)).removeprefix("sha256:"): body for body in bodies}
    filled: dict[str, Json] = {**record, "texts": texts}
    study: Json = {"path": STUDY, "bytes": 0, "sha256": "0" * 64}
    instead: dict[str, Json] = {
        "bideval_record": 1,
        "provenance": {"bideval": "withheld"},
        "files": [study] if "study" in record else [],
        "analyses": [],
        "result": _result_instead(shown, record, texts),
    }
    filled |= {key: one for key, one in instead.items() if shown.withholds(key)}
    for key in ("award", "study"):
        if shown.withholds(key):
            filled.pop(key, None)
    filled["digests"] = _stated(shown, record, filled)
    return filled


def _result_instead(shown: Shown, record: Mapping[str, Json], texts: Mapping[str, Json]) -> Json:
    """The result that is shown, with computed parts in the place of those that are withheld."""
    if not shown.withholds("result"):
        return None
    computed = _result(record["inputs"], texts, record)
    return (
        {"lots": []} if computed is None else _overlaid(record["result"], computed, ("result",), shown.hidden)
    )


def _result(inputs: Json, texts: Mapping[str, Json], record: Mapping[str, Json]) -> dict[str, Json] | None:
    if not isinstance(inputs, dict):
        return None
    try:
        anew = rebuilt(inputs, {digest: str(body) for digest, body in texts.items()})
    except NotRebuiltError:
        return None
    lots = listed(of(record["result"], "lots"))
    quality_only = any(of(one, "status") == "quality-only" for one in lots)
    judged = None if anew.missing else judge(anew.inputs, quality_only=quality_only)
    return None if judged is None or judged.evaluation is None else result_of(judged.evaluation, inputs)


def _overlaid(value: Json, computed: Json, way: Way, hidden: frozenset[Way]) -> Json:
    """``value`` with the computed parts in the place of those that are withheld."""
    if way in hidden:
        return computed
    if isinstance(value, dict):
        return {key: _overlaid(one, of(computed, key), (*way, key), hidden) for key, one in value.items()}
    if isinstance(value, list):
        beside = [*listed(computed), *[None] * len(value)]
        return [_overlaid(one, beside[place], (*way, str(place)), hidden) for place, one in enumerate(value)]
    return value


def _stated(shown: Shown, record: Mapping[str, Json], filled: Mapping[str, Json]) -> dict[str, Json]:
    """The digests that are shown, and computed ones in the place of those that cannot be compared."""
    stated = record["digests"]
    given = dict(stated) if isinstance(stated, dict) else {}
    if shown.withholds("digests") or any(shown.withholds(key) for key in ("result", "study")):
        computed = part_digests(filled)
        for name in ("inputs", "rules", "result", "study"):
            if shown.withholds("digests", name) or (name in {"result", "study"} and shown.withholds(name)):
                given.pop(name, None)
                given |= {name: computed[name]} if name in computed else {}
    if any(shown.withholds(key) for key in filled if key != "provenance") or filled.keys() != record.keys():
        given["record"] = record_digest({**filled, "digests": given})
    return given


def _verified(shown: Shown, filled: Mapping[str, Json], verify_whole: VerifyWhole) -> Compared:
    """Verify what was put together as a whole record is verified."""
    fault = profile_fault(dict(filled))
    if fault is not None:
        return Compared((f"it shows no record that can be read: {fault}",), ())
    try:
        read = read_record(canonical(dict(filled)))
    except UnreadableError as problem:
        return Compared((f"it shows no record that can be read: {problem}",), ())
    found = verify_whole(read)
    beside = tuple(place for key, place in _BESIDE.items() if shown.withholds(key))
    wrong = [_words(one) for one in found.differences if not one.pointer.startswith(beside)]
    bad = (one for one in found.claims if not one.proved or one.not_tied)
    wrong += [f"{one.pointer}: {one.not_tied or one.words}" for one in bad]
    away = [f"{key}: withheld" for key in (*_KEYS, "award", "study") if shown.withholds(key)]
    away += [f"the wording at {one.pointer}: another version wrote it" for one in found.reworded]
    if found.not_computed is not None:
        (away if "its body is not in the record" in found.not_computed else wrong).append(found.not_computed)
    if found.answers and not found.asked:
        away.append(f"the words of answers: {found.not_asked}")
    if found.award_unchecked:
        away.append("the award of the lots: it was not made again")
    if is_quality_only(read):
        away.append("prices: the record is of quality alone")
    return Compared(tuple(wrong), tuple(away), found.figures)


def _words(one: Difference) -> str:
    about = f" ({one.about})" if one.about else ""
    return f"{one.pointer}{about}: shown {one.recorded}, computed {one.computed}"


# Against itself


def _digests(shown: Shown, record: Mapping[str, Json]) -> tuple[list[str], list[str]]:
    """Where a shown digest is not that of a shown part, and which could not be compared."""
    wrong: list[str] = []
    away = ["the digests"] if ("digests",) in shown.hidden else []
    inputs = record["inputs"]
    parts: dict[str, Json] = {key: record[key] for key in ("inputs", "result", "study") if key in record}
    if isinstance(inputs, dict):
        parts["rules"] = {name: inputs[name] for name in RULES if name in inputs}
    for name, stated in children(record["digests"]):
        covered = [("inputs", one) for one in RULES] if name == "rules" else [(name,)]
        hidden = shown.withholds("digests", name) or any(shown.withholds(*one) for one in covered)
        if hidden or name not in parts:
            away.append(f"the digest of the {name}")
        elif digest_of(parts[name]) != stated:
            wrong.append(f"the digest of the {name} is {digest_of(parts[name])}, and {stated} is shown")
    return wrong, away


def _bids(shown: Shown, record: Mapping[str, Json]) -> Iterator[str]:
    """Bids of the inputs and bids with a placing are the same, where both lists are open."""
    lots = listed(of(record["result"], "lots"))
    placed = [of(one, "bid") for lot in lots for one in listed(of(lot, "placings"))]
    bids = of(record["inputs"], "bids")
    open_ways = (("inputs", "bids"), ("result", "lots"), ("result",), ("inputs",))
    if any(way in shown.hidden for way in open_ways) or not isinstance(bids, dict) or not placed:
        return
    if not all(isinstance(one, str) for one in placed) or any(not of(lot, "placings") for lot in lots):
        return
    for one in sorted(set(map(str, placed)) ^ bids.keys()):
        where = "has no placing" if one in bids else "has a placing, and the inputs have no such bid"
        yield f"the bid {one} {where}"


def _lot(shown: Shown, at: Way, lot: Json) -> Iterator[str]:
    """Ranks against totals, winners against ranks, weights against points."""
    placings = listed(of(lot, "placings"))
    ranked = [(whole_number(of(one, "rank")), exact(of(one, "total")), one) for one in placings]
    if not shown.withholds(*at, "better"):
        yield from _order([one for one in ranked if one[0]], lower=of(lot, "better") == "lower")
    is_sum = (of(lot, "method"), of(lot, "status") == "quality-only") == ("weighted-sum", False)
    for one in placings if is_sum else ():
        yield from _weights(one)
    if any(shown.withholds(*at, key) for key in ("places", "status", "winner", "winners")):
        return
    winners = listed(of(lot, "winners"))
    first = winners[0] if winners and of(lot, "places") == 1 else None
    if of(lot, "winner") != first:
        yield f"the winner of {of(lot, 'id')} is {of(lot, 'winner')}, and the first of its winners {first}"
    places = range(len(placings))
    ways = [(*at, "placings", str(place), key) for place in places for key in ("rank", "bid")]
    if placings and not any(shown.withholds(*one) for one in ways):
        yield from _award(lot, placings)


def _order(ranked: Sequence[tuple[int, Fraction | None, Json]], *, lower: bool) -> Iterator[str]:
    """A bid with the better total, as it was rounded, never stands behind."""
    in_order = sorted(ranked, key=lambda one: one[0])
    for (rank, total, ahead), (other, beside, behind) in pairwise(in_order):
        if total is None or beside is None or rank == other:
            continue
        if (beside < total) if lower else (beside > total):
            yield f"{of(ahead, 'bid')} ranks before {of(behind, 'bid')}, whose total is better"


def _award(lot: Json, placings: Sequence[Json]) -> Iterator[str]:
    """The winners are those whose ranks are within the places; docs/how-a-lot-is-decided.md."""
    places = whole_number(of(lot, "places"))
    classes: dict[int, list[str]] = {}
    for one in placings:
        if rank := whole_number(of(one, "rank")):
            classes.setdefault(rank, []).append(str(of(one, "bid")))
    winners: list[str] = []
    for _, same in sorted(classes.items()):
        if len(winners) + len(same) > places or of(lot, "status") == "needs-allocation":
            break
        winners += same
    stated, computed = sorted(map(str, listed(of(lot, "winners")))), sorted(winners)
    if stated != computed:
        said, found = (", ".join(one) or "nobody" for one in (stated, computed))
        yield f"the winners of {of(lot, 'id')} are {said}, and by the ranks {found}"


def _weights(placing: Json) -> Iterator[str]:
    """The weighted points of a score are its points times its weight."""
    for one in listed(of(placing, "scores")):
        points, weighted = exact(of(one, "points_exact")), exact(of(one, "weighted_exact"))
        weight = of(one, "weight")
        if points and weighted is not None and isinstance(weight, str):
            found = decimal_text(100 * weighted / points)
            if found != weight:
                whose = f"{of(one, 'criterion')} for {of(placing, 'bid')}"
                yield f"the weight of {whose} is {weight}, and by its points {found}"


def _all_objects(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)
