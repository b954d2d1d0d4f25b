"""Prove the certificates of a decision record: claims about weights, and about awards of lots.

Loaded by verify.py from its own folder.  It was written from docs/certificates.md, shares no code with
the program that wrote the record, and imports the standard library alone; Python 3.8 or later.

A claim comes as JSON values and is proved of the numbers in it.  Whether these are the tender's is for
verify.py (weights) and awards.py (lots) to say.  A value of another kind is a ClaimError; what would
take too long is a TooLongError.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import reduce
from math import gcd
from typing import TYPE_CHECKING, Dict, Iterable, Iterator, NamedTuple, Optional, Tuple

if TYPE_CHECKING:
    from typing import Callable, Mapping, Sequence

    Obj = Dict[str, object]
    Vector = Sequence[Fraction]
    End = Optional[Fraction]
    Row = Tuple[Vector, End, End]
    Ends = Sequence[Tuple[End, End]]
    Program = Tuple[Vector, Sequence[Row], Ends]
    Key = Tuple[object, ...]  # of a column of an award: what it is, and of which offer, lot or rule
    Terms = Dict[Key, Fraction]

HUNDRED, ZERO, ONE = Fraction(100), Fraction(0), Fraction(1)


class ClaimError(ValueError):
    """A claim is not as the page says."""


class TooLongError(Exception):
    """What this file does not count through."""


# ==== Reading: docs/certificates.md "The form"

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,1999})/[1-9][0-9]{0,1999}", re.ASCII)


def require(holds: bool, error: Exception) -> None:
    """Raise the error unless what is required holds."""
    if not holds:
        raise error


def _not_a(kind: str, value: object) -> ClaimError:
    return ClaimError(f"{kind} should stand where {str(value)[:60]!r} stands in a claim")


def obj(value: object) -> Obj:
    """Return an object."""
    if not isinstance(value, dict):
        raise _not_a("an object", value)
    return value


def items(value: object) -> list[object]:
    """Return a list."""
    if not isinstance(value, list):
        raise _not_a("a list", value)
    return value


def word(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise _not_a("a text", value)
    return value


def flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise _not_a("true or false", value)
    return value


def whole(value: object) -> int:
    """Return a whole number of JSON's own."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise _not_a("a whole number", value)
    return value


def number(value: object) -> Fraction:
    """Return the number of a text n/d in lowest terms."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise _not_a("a number n/d", value)
    found = Fraction(value)
    require(exact(found) == value, ClaimError("a number of a claim is not in lowest terms"))
    return found


def exact(value: Fraction) -> str:
    """Return a fraction in lowest terms."""
    return f"{value.numerator}/{value.denominator}"


def total(values: Iterable[Fraction]) -> Fraction:
    """Return a sum."""
    return sum(values, ZERO)


# ==== Certificates: docs/certificates.md "What is claimed" and "The programmes"
#
# A programme is (cost, rows, ends): minimise cost . x where every row (coefficients, low, high) holds and
# every column lies within its ends (low, high); None where there is no bound.


def dot(left: Vector, right: Vector) -> Fraction:
    """Return the sum of products."""
    return total(a * b for a, b in zip(left, right) if a and b)


def no_less_than(program: Program, duals: Vector) -> Fraction | None:
    """Return what no point costs less than, by these multipliers; None where they need a missing bound."""
    cost, rows, ends = program
    left, sides = list(cost), []
    for dual, (row, low, high) in zip(duals, rows):
        sides.append((dual, low, high))
        left = [rest - dual * entry for rest, entry in zip(left, row)] if dual else left
    sides += [(rest, low, high) for rest, (low, high) in zip(left, ends)]
    bounds = [(factor, low if factor > 0 else high) for factor, low, high in sides if factor]
    if any(bound is None for _, bound in bounds):
        return None
    return total(factor * bound for factor, bound in bounds if bound is not None)


def is_empty(program: Program, ray: Vector) -> bool:
    """Say whether multipliers show that no point keeps all rows and ends."""
    cost, rows, ends = program
    bound = no_less_than(([ZERO] * len(cost), rows, ends), ray)
    crossed = any(
        low is not None and high is not None and low > high
        for low, high in (*ends, *((low, high) for _, low, high in rows))
    )
    return crossed or (bound is not None and bound > 0)


def numbers(value: object, length: int) -> list[Fraction]:
    """Return a list of so many numbers of a claim."""
    found = [number(one) for one in items(value)]
    require(
        len(found) == length,
        ClaimError("a list of a claim has another length than its weights, rivals or rows"),
    )
    return found


def _end(value: object) -> End:
    return None if value is None else number(value)


class Claim(NamedTuple):
    """A claim about weights in a region, and a row of differences for each rival."""

    raw: Obj
    rows: list[Row]  # of the region, the first says that the weights sum to 100
    ends: list[tuple[Fraction, Fraction]]
    differences: list[list[Fraction]]

    def kind(self) -> str:
        """Return what is claimed."""
        return word(self.raw.get("claim"))

    def parts(self) -> int:
        """Return in how many parts of a point the differences are counted."""
        return whole(self.raw.get("parts", 1))

    def favours(self) -> list[bool]:
        """Return for each rival whether the bid is taken before it when level, where that is claimed."""
        return [flag(one) for one in items(self.raw.get("wins_ties", []))]

    def weights(self, key: str) -> list[Fraction]:
        """Return a list with a number for each weight."""
        return numbers(self.raw.get(key), len(self.ends))

    def leads(self, key: str = "witness") -> list[Fraction]:
        """Return 100 x the lead over each rival at weights of the claim."""
        return [dot(one, self.weights(key)) for one in self.differences]

    def required(self) -> list[Fraction]:
        """Return the lead asked for over each rival, in points."""
        return numbers(self.raw.get("required"), len(self.differences))

    def holds(self, point: Vector) -> bool:
        """Say whether weights lie in the region."""
        values = [
            *((dot(row, point), low, high) for row, low, high in self.rows),
            *((one, low, high) for one, (low, high) in zip(point, self.ends)),
        ]
        return all((low is None or low <= one) and (high is None or one <= high) for one, low, high in values)

    def bound(self, program: Program, key: str = "duals") -> Fraction | None:
        """Return what multipliers of the claim prove of a programme."""
        return no_less_than(program, numbers(self.raw.get(key), len(program[1])))


def claim_of(raw: Obj) -> Claim:
    """Read a claim."""
    region = obj(raw.get("region"))
    low = [number(one) for one in items(region.get("low"))]
    high = numbers(region.get("high"), len(low))
    require(
        bool(low) and all(0 <= least <= most for least, most in zip(low, high)),
        ClaimError("the ranges of a claim are none, or upside down"),
    )
    rows: list[Row] = [([ONE] * len(low), HUNDRED, HUNDRED)]
    rows += [
        (numbers(one.get("coefficients"), len(low)), _end(one.get("low")), _end(one.get("high")))
        for one in map(obj, items(region.get("rows")))
    ]
    listed = [raw["difference"]] if "difference" in raw else items(raw.get("differences"))
    return Claim(raw, rows, list(zip(low, high)), [numbers(one, len(low)) for one in listed])


def _margin_bound(claim: Claim) -> Fraction | None:
    """Return what 0 less the greatest lead over the strongest rival is no less than."""
    rows: list[Row] = [([*row, ZERO], low, high) for row, low, high in claim.rows]
    rows += [([*(entry / 100 for entry in one), -ONE], ZERO, None) for one in claim.differences]
    return claim.bound(([*[ZERO] * len(claim.ends), -ONE], rows, [*claim.ends, (None, None)]))


def _lead_rows(claim: Claim) -> list[Row]:
    return [
        ([entry / 100 for entry in one], least, None)
        for one, least in zip(claim.differences, claim.required())
    ]


def _favours(claim: Claim) -> list[bool]:
    found = claim.favours()
    require(len(found) == len(claim.differences), ClaimError("a claim has not a tie rule a rival"))
    return found


def _can_win(claim: Claim) -> bool:
    pairs = zip(claim.leads(), _favours(claim))
    return claim.holds(claim.weights("witness")) and all(
        lead > 0 or (lead == 0 and favoured) for lead, favoured in pairs
    )


def _only_ties(claim: Claim) -> bool:
    bound = _margin_bound(claim)
    return (
        claim.holds(claim.weights("witness"))
        and min(claim.leads(), default=-ONE) >= 0
        and bound is not None
        and bound >= 0
    )


def _cannot_win(claim: Claim) -> bool:
    bound, shares = _margin_bound(claim), items(claim.raw.get("duals"))[len(claim.rows) :]
    unfavoured = any(number(share) > 0 and not favoured for share, favoured in zip(shares, _favours(claim)))
    return bool(shares) and bound is not None and (bound > 0 or (bound == 0 and unfavoured))


def _never_leads(claim: Claim) -> bool:
    rows = [*claim.rows, *_lead_rows(claim)]
    return is_empty(([ZERO] * len(claim.ends), rows, claim.ends), numbers(claim.raw.get("ray"), len(rows)))


def _pair_bound(claim: Claim) -> bool:
    least, bound = number(claim.raw.get("least")), claim.bound((claim.differences[0], claim.rows, claim.ends))
    return (
        claim.holds(claim.weights("witness"))
        and claim.leads() == [least]
        and bound is not None
        and bound >= least
    )


def _move_program(claim: Claim) -> Program:
    """Return the programme of the smallest move: columns up, down and, for the largest change, its size."""
    kind, before, width = word(claim.raw.get("kind")), claim.weights("published"), len(claim.ends)
    relative = kind.startswith("relative")
    ends = [(low, high if old or not relative else ZERO) for (low, high), old in zip(claim.ends, before)]
    shares = [(1 / old if old else ZERO) if relative else ONE for old in before]
    rows: list[Row] = []
    for row, low, high in (*claim.rows, *_lead_rows(claim)):
        done = dot(row, before)
        bounds = [None if end is None else end - done for end in (low, high)]
        rows.append(([*row, *(-entry for entry in row)], bounds[0], bounds[1]))
    ups = [(max(ZERO, low - old), max(ZERO, high - old)) for (low, high), old in zip(ends, before)]
    downs = [(max(ZERO, old - high), max(ZERO, old - low)) for (low, high), old in zip(ends, before)]
    if not kind.endswith("largest"):
        return [*shares, *(shares if relative else [ZERO] * width)], rows, [*ups, *downs]
    rows = [([*row, ZERO], low, high) for row, low, high in rows]
    for place, share in enumerate(shares):
        unit = [-share if column == place else ZERO for column in range(width)]
        rows.append(([*unit, *unit, ONE], ZERO, None))
    return [*[ZERO] * 2 * width, ONE], rows, [*ups, *downs, (ZERO, None)]


def _is_move(claim: Claim, *, whole_points: bool) -> bool:
    """Say whether the weights sum to 100, and the witness is in the region, of the size, and leads."""
    kind, before = claim.raw.get("kind"), claim.weights("published")
    kinds = (
        ("points", "largest") if whole_points else ("points", "largest", "relative-largest", "relative-sum")
    )
    if sum(before) != 100 or min(before) < 0 or kind not in kinds:
        return False
    if claim.raw.get("witness") is None or claim.raw.get("size") is None:
        return whole_points and claim.raw.get("witness") is claim.raw.get("size")
    changes = [abs(new - old) for old, new in zip(before, claim.weights("witness"))]
    if str(kind).startswith("relative"):
        if any(change and not old for change, old in zip(changes, before)):
            return False
        changes = [change / old for change, old in zip(changes, before) if old]
    size = max(changes) if str(kind).endswith("largest") else sum(changes) / (2 if kind == "points" else 1)
    steps = not whole_points or all(change.denominator == 1 for change in changes)
    leads = all(lead >= 100 * least for lead, least in zip(claim.leads(), claim.required()))
    return steps and leads and claim.holds(claim.weights("witness")) and size == number(claim.raw["size"])


def _smallest_move(claim: Claim) -> bool:
    bound = claim.bound(_move_program(claim)) if _is_move(claim, whole_points=False) else None
    return bound is not None and bound >= number(claim.raw["size"])


def _smallest_whole_move(claim: Claim) -> bool:
    """Go through the tree: every case has to be closed by multipliers; all columns are whole."""
    if not _is_move(claim, whole_points=True):
        return False
    cost, rows, ends = _move_program(claim)
    least = _end(claim.raw.get("size"))
    cases: list[Ends] = [[(_ceiling(low), None if high is None else high // ONE * ONE) for low, high in ends]]
    for node in map(obj, items(claim.raw.get("tree"))):
        if not cases:
            return False
        case = cases.pop()
        if "split" in node:
            column, place = whole(node["split"]), Fraction(whole(node.get("at")))
            low, high = case[column]
            if column < 0 or (low is not None and place < low) or (high is not None and place + 1 > high):
                return False
            cases += [
                [*case[:column], half, *case[column + 1 :]] for half in ((place + 1, high), (low, place))
            ]
        elif "empty" in node:
            if not is_empty((cost, rows, case), numbers(node["empty"], len(rows))):
                return False
        else:
            bound = _ceiling(no_less_than((cost, rows, case), numbers(node.get("bound"), len(rows))))
            if bound is None or least is None or bound < least:
                return False
    return not cases


def _ceiling(value: End) -> End:
    return None if value is None else -(-value // ONE) * ONE


def _rank(claim: Claim, side: int) -> bool:
    """Check the best rank (side 1) or the worst (side -1): the witness has it; conflicts allow no other."""
    ahead = [place for place, lead in enumerate(claim.leads()) if side * lead < 0]
    rank, rivals = whole(claim.raw.get("rank")), len(claim.differences)
    rows: list[Row] = [
        *claim.rows,
        *((one, *((ZERO, None) if side > 0 else (None, ZERO))) for one in claim.differences),
    ]
    program, conflicts = ([ZERO] * len(claim.ends), rows, claim.ends), []
    for one in items(claim.raw.get("conflicts")):
        ray = numbers(one, len(rows))
        if not is_empty(program, ray) or any(side * each < 0 for each in ray[len(claim.rows) :]):
            return False
        conflicts.append({place for place, each in enumerate(ray[len(claim.rows) :]) if each})
    count = rank - 1 if side > 0 else rivals - rank + 1
    return (
        claim.holds(claim.weights("witness"))
        and len(ahead) == count
        and not _met_by(conflicts, count - 1, [0])
    )


def _met_by(conflicts: list[set[int]], most: int, cases: list[int]) -> bool:
    """Say whether so many rivals, or fewer, meet every conflict."""
    cases[0] += 1
    require(cases[0] <= 100_000, TooLongError("a rank with too many cases of conflicts"))
    if not conflicts or most < 0:
        return most >= 0
    return most > 0 and any(
        _met_by([each for each in conflicts if rival not in each], most - 1, cases) for rival in conflicts[0]
    )


CLAIMS: Mapping[str, Callable[[Claim], bool]] = {
    "can-win": _can_win,
    "only-ties": _only_ties,
    "cannot-win": _cannot_win,
    "never-leads": _never_leads,
    "pair-bound": _pair_bound,
    "smallest-move": _smallest_move,
    "smallest-whole-move": _smallest_whole_move,
    "best-rank": lambda claim: _rank(claim, 1),
    "worst-rank": lambda claim: _rank(claim, -1),
}


# ==== An award of lots: docs/certificates.md "An award of lots"


class Offer(NamedTuple):
    """A bid's price for one lot, or for several, all or nothing."""

    bid: int
    lots: list[int]
    price: Fraction
    points: Fraction


class Discount(NamedTuple):
    """What comes off where a bid has each of the lots by an offer for it alone."""

    bid: int
    lots: list[int]
    amount: Fraction


class Volume(NamedTuple):
    """Percent off from so many lots, or so much money, on: (at, percent), rising."""

    bid: int
    by_lots: bool
    incremental: bool
    steps: list[tuple[Fraction, Fraction]]


class LotRule(NamedTuple):
    """A rule about bidders and lots; without a penalty it is never broken."""

    kind: str
    bidders: list[int]
    lots: list[int]
    weights: list[Fraction] | None  # one a lot; None: prices count
    least: End
    most: End
    penalty: End


class Lots(NamedTuple):
    """What an award is decided on; all by place."""

    reserves: list[End]
    owners: list[int]  # whose each bid is
    offers: list[Offer]
    discounts: list[Discount]
    volumes: list[Volume]
    rules: list[LotRule]
    add_up: bool

    def covering(self, lot: int, bidder: int | None = None) -> list[int]:
        """Return the offers that take a lot; of one bidder, if one is given."""
        of_all = [place for place, one in enumerate(self.offers) if lot in one.lots]
        return [place for place in of_all if bidder in (None, self.owners[self.offers[place].bid])]

    def alone(self, bid: int, lot: int | None = None) -> list[int]:
        """Return the offers of a bid for one lot alone; for this one, if one is given."""
        return [
            place
            for place, one in enumerate(self.offers)
            if one.bid == bid and len(one.lots) == 1 and lot in (None, one.lots[0])
        ]


def part(value: object, *keys: str) -> list[object]:
    """Return the values of an object with exactly these keys."""
    found = obj(value)
    require(set(found) == set(keys), ClaimError(f"a part of a claim has not the keys {', '.join(keys)}"))
    return [found[key] for key in keys]


def places(value: object, size: int) -> list[int]:
    """Return places below a size, none twice."""
    found = [whole(one) for one in items(value)]
    require(
        len(set(found)) == len(found) and all(0 <= one < size for one in found),
        ClaimError("a claim names a place that is not there, or one twice"),
    )
    return found


def lots_of(value: object) -> Lots:
    """Read what an award is decided on; what would not be what it says is refused."""
    reserves, owners, offers, discounts, volumes, rules, add_up = part(
        value, "reserves", "bidders", "offers", "discounts", "volumes", "rules", "add_up"
    )
    count, bids = len(items(reserves)), len(items(owners))

    def bid_and_lots(bid: object, lots: object) -> tuple[int, list[int]]:
        found = places(lots, count)
        require(bool(found), ClaimError("an offer or a discount is about no lot"))
        return places([bid], bids)[0], found

    found = Lots(
        [_end(one) for one in items(reserves)],
        [whole(one) for one in items(owners)],
        [
            Offer(*bid_and_lots(bid, lots), number(price), number(points))
            for bid, lots, price, points in (
                part(one, "bid", "lots", "price", "points") for one in items(offers)
            )
        ],
        [
            Discount(*bid_and_lots(bid, lots), number(amount))
            for bid, lots, amount in (part(one, "bid", "lots", "amount") for one in items(discounts))
        ],
        [_volume(one, bids) for one in items(volumes)],
        [_rule(one, count) for one in items(rules)],
        flag(add_up),
    )
    below = [one.amount for one in found.discounts] + [one.penalty or ZERO for one in found.rules]
    require(min(below, default=ZERO) >= 0, ClaimError("a discount or a penalty is below 0"))
    return found


def _volume(value: object, bids: int) -> Volume:
    bid, by_lots, incremental, steps = part(value, "bid", "by_lots", "incremental", "steps")
    pairs = [
        (number(at), number(percent)) for at, percent in (part(one, "at", "percent") for one in items(steps))
    ]
    rising = all(
        low < high and less <= more <= 100 for (low, less), (high, more) in zip([(ZERO, ZERO), *pairs], pairs)
    )
    found = Volume(places([bid], bids)[0], flag(by_lots), flag(incremental), pairs)
    require(
        rising and bool(pairs) and not (found.by_lots and found.incremental),
        ClaimError("the steps of a volume discount do not rise, or lie beyond a number of lots"),
    )
    return found


def _rule(value: object, count: int) -> LotRule:
    kind, bidders, lots, weights, *ends = part(
        value, "kind", "bidders", "lots", "weights", "least", "most", "penalty"
    )
    among = places(lots, count)
    return LotRule(
        word(kind),
        places(bidders, 1_000_000),
        among,
        None if weights is None else numbers(weights, len(among)),
        *map(_end, ends),
    )


# ---- The columns and rows: docs/certificates.md "The columns and rows of an award"


def columns_of(lots: Lots, aims: Iterable[str]) -> dict[Key, int]:
    """Return where each column stands."""
    keys: list[Key] = [("offer", place) for place in range(len(lots.offers))]
    keys += [("none", lot) for lot, reserve in enumerate(lots.reserves) if reserve is not None]
    keys += [("discount", place) for place in range(len(lots.discounts))]
    steps = [(place, step) for place, one in enumerate(lots.volumes) for step in range(len(one.steps))]
    keys += [("step", *one) for one in steps]
    keys += [("off", *one, offer) for one in steps for offer in lots.alone(lots.volumes[one[0]].bid)]
    if any(kind.endswith("winners") for kind in (*aims, *(one.kind for one in lots.rules))):
        keys += [("wins", bidder) for bidder in sorted(set(lots.owners))]
    keys += [("breach", place) for place, one in enumerate(lots.rules) if one.penalty is not None]
    return {key: place for place, key in enumerate(keys)}


def money(lots: Lots) -> Terms:
    """Return what each column adds to what is paid."""
    found: Terms = {("offer", place): one.price for place, one in enumerate(lots.offers)}
    found.update({("discount", place): -one.amount for place, one in enumerate(lots.discounts)})
    for place, one in enumerate(lots.volumes):
        before = rate = ZERO
        for step, (at, percent) in enumerate(one.steps):
            before, rate = before + (percent - rate) * at / 100, percent
            found["step", place, step] = before if one.incremental else ZERO
            for offer in lots.alone(one.bid):
                found["off", place, step, offer] = -percent / 100 * lots.offers[offer].price
    return found


def aim_terms(lots: Lots, columns: Mapping[Key, int], aim: object) -> Terms:
    """Return what each column adds to what is made least."""
    kind, of = part(aim, "kind", "of")
    among = places(of, len(lots.reserves if kind == "order" else lots.rules))
    require(
        len(among) == 1 if kind == "order" else kind == "broken" or not among,
        ClaimError("an aim is about another number of lots or rules"),
    )
    if kind == "cost":
        unawarded: Terms = {("none", lot): one for lot, one in enumerate(lots.reserves) if one is not None}
        broken: Terms = {
            ("breach", at): one.penalty for at, one in enumerate(lots.rules) if one.penalty is not None
        }
        return {**money(lots), **unawarded, **broken}
    if kind == "points":
        return {("offer", place): -one.points for place, one in enumerate(lots.offers)}
    if kind == "broken":
        soft = all(("breach", rule) in columns for rule in among)
        require(soft, ClaimError("an aim counts a rule that is never broken"))
        return {("breach", rule): ONE for rule in among}
    if kind == "order":
        found: Terms = {("offer", place): Fraction(place) for place in lots.covering(among[0])}
        none: Terms = {("none", among[0]): Fraction(len(lots.offers))}
        return {**found, **none} if ("none", among[0]) in columns else found
    require(kind in ("fewer-winners", "more-winners"), ClaimError("an aim is none that there is"))
    return {key: ONE if kind == "fewer-winners" else -ONE for key in columns if key[0] == "wins"}


def _ones(what: str, *groups: Iterable[int]) -> Terms:
    """Return 1 for each column of one group, and -1 for those of a second; what is in both falls out."""
    found: Terms = {}
    for sign, group in zip((ONE, -ONE), groups):
        for place in group:
            found[what, place] = found.get((what, place), ZERO) + sign
    return found


def rows_of(lots: Lots, columns: Mapping[Key, int]) -> Iterator[tuple[Terms, End, End]]:
    """Yield every row of lots, discounts, winners and rules: what is added up, its least and its most."""
    for lot, reserve in enumerate(lots.reserves):
        none: Terms = {} if reserve is None else {("none", lot): ONE}
        yield {**_ones("offer", lots.covering(lot)), **none}, ONE, ONE
    yield from _discount_rows(lots)
    yield from _volume_rows(lots)
    for bidder in (key[1] for key in columns if key[0] == "wins"):
        own = [place for place, each in enumerate(lots.offers) if lots.owners[each.bid] == bidder]
        yield {**_ones("offer", own), ("wins", bidder): -ONE}, ZERO, None
        for lot in sorted({lot for place in own for lot in lots.offers[place].lots}):
            there = [place for place in own if lot in lots.offers[place].lots]
            yield {**_ones("offer", there), ("wins", bidder): -ONE}, None, ZERO
    for place, rule in enumerate(lots.rules):
        for terms, least, most in _rule_sums(lots, columns, rule):
            if most is not None:
                yield _at_most(terms, most, place, rule)
            if least is not None:
                yield _at_most({key: -factor for key, factor in terms.items()}, -least, place, rule)


def _discount_rows(lots: Lots) -> Iterator[tuple[Terms, End, End]]:
    for place, one in enumerate(lots.discounts):
        for lot in one.lots:
            yield {**_ones("offer", (), lots.alone(one.bid, lot)), ("discount", place): ONE}, None, ZERO
    needed = {(one.bid, lot) for one in lots.discounts for lot in one.lots}
    for bid, lot in () if lots.add_up else sorted(needed):
        sharing = [place for place, one in enumerate(lots.discounts) if one.bid == bid and lot in one.lots]
        if len(sharing) > 1:
            yield _ones("discount", sharing), None, ONE


def _volume_rows(lots: Lots) -> Iterator[tuple[Terms, End, End]]:
    for place, one in enumerate(lots.volumes):
        alone, steps = lots.alone(one.bid), range(len(one.steps))
        yield {("step", place, step): ONE for step in steps}, None, ONE
        for step, (at, _) in enumerate(one.steps):
            for offer in alone:
                yield {("off", place, step, offer): ONE, ("step", place, step): -ONE}, None, ZERO
            counted: Terms = {
                ("off", place, step, offer): ONE if one.by_lots else lots.offers[offer].price
                for offer in alone
            }
            yield {**counted, ("step", place, step): -at}, ZERO, None
        for offer in alone:
            yield {**{("off", place, step, offer): ONE for step in steps}, ("offer", offer): -ONE}, None, ZERO


def _rule_sums(lots: Lots, columns: Mapping[Key, int], rule: LotRule) -> Iterator[tuple[Terms, End, End]]:
    """Yield the sums that a rule is about, each with its least and its most."""
    own = _counted(lots, rule, rule.bidders)
    if rule.kind == "amount":
        yield own, rule.least, rule.most
    elif rule.kind == "budget":
        yield money(lots), rule.least, rule.most
    elif rule.kind == "winners":
        yield _ones("wins", [one for one in rule.bidders if ("wins", one) in columns]), rule.least, rule.most
    elif rule.kind == "share":
        every = _counted(lots, rule, None)
        if rule.weights is not None and all(lots.reserves[lot] is None for lot in rule.lots):
            share = total(rule.weights) / 100  # all are awarded to somebody, so this is known beforehand
            least, most = (None if end is None else end * share for end in (rule.least, rule.most))
            yield own, least, most
            return
        for percent, low, high in ((rule.least, ZERO, None), (rule.most, None, ZERO)):
            if percent is not None:
                less = {key: own.get(key, ZERO) - percent / 100 * each for key, each in every.items()}
                yield less, low, high
    else:
        require(rule.kind in ("linked", "one-bidder"), ClaimError("a rule is of no kind that there is"))
        for bidder in [None] if rule.kind == "linked" else rule.bidders:
            covering = [lots.covering(lot, bidder) for lot in rule.lots]
            for other in covering[1:]:
                yield _ones("offer", covering[0], other), ZERO, ZERO


def _counted(lots: Lots, rule: LotRule, bidders: Sequence[int] | None) -> Terms:
    """Return what each offer counts in a rule: the weights of its lots, or its price."""
    found: Terms = {}
    for place, one in enumerate(lots.offers):
        if bidders is None or lots.owners[one.bid] in bidders:
            among = [at for at, lot in enumerate(rule.lots) if lot in one.lots]
            if rule.weights is not None:
                found["offer", place] = total(rule.weights[at] for at in among)
            elif among:
                found["offer", place] = one.price
    return found


def _at_most(terms: Terms, most: Fraction, place: int, rule: LotRule) -> tuple[Terms, End, End]:
    """Return the row that a sum is at most so much; a breach lets it be as large as it can."""
    over = total(factor for factor in terms.values() if factor > 0) - most
    idle = rule.penalty is None or over <= 0
    return terms if idle else {**terms, ("breach", place): -over}, None, most


# ---- Programmes in zeros and ones: docs/certificates.md "How an award is proved"


class WholeRow(NamedTuple):
    """A row over some columns in whole numbers."""

    factors: dict[int, int]
    low: int | None
    high: int | None


class Zeros(NamedTuple):
    """A programme in zeros and ones; costs are whole numbers of parts."""

    cost: list[int]
    parts: int
    gap: int  # the greatest number that all costs are multiples of
    rows: list[WholeRow]

    def left_by(self, duals: Vector, *, costs: bool) -> tuple[int, list[int], int] | None:
        """Return a constant, what is left of each cost, and what both are multiplied with."""
        times = common(duals)
        left = [times * one if costs else 0 for one in self.cost]
        constant = 0
        for dual, row in zip(duals, self.rows):
            end = row.low if dual > 0 else row.high
            if dual and end is None:
                return None
            if dual and end is not None:
                of_row = dual.numerator * (times // dual.denominator)
                constant += of_row * end
                for column, factor in row.factors.items():
                    left[column] -= of_row * factor
        return constant, left, times


MOST_BITS = 20_000  # of what multipliers that stand together are divided by


def common(values: Iterable[Fraction]) -> int:
    """Return the least common multiple of denominators."""
    found = 1
    for one in {value.denominator for value in values}:
        found *= one // gcd(found, one)
        require(found.bit_length() <= MOST_BITS, ClaimError("the numbers of a certificate are too long"))
    return found


def whole_row(columns: Mapping[Key, int], terms: Terms, low: End, high: End) -> WholeRow:
    """Return a row times the common denominator of its numbers; factors of 0 fall out."""
    factors = {columns[key]: one for key, one in terms.items() if one}
    times = common([*factors.values(), *(one for one in (low, high) if one is not None)])
    return WholeRow(
        {column: int(one * times) for column, one in factors.items()},
        None if low is None else int(low * times),
        None if high is None else int(high * times),
    )


def with_cut(program: Zeros, cut: object) -> WholeRow:
    """Return the row that a cut adds: a sum of rows, rounded; all is kept times (1 - f) x the denominator."""
    listed, multipliers, turned = part(cut, "rows", "multipliers", "turned")
    rows = [program.rows[place] for place in places(listed, len(program.rows))]
    duals, turns = numbers(multipliers, len(rows)), places(turned, len(program.cost))
    one_sided = all((row.low is None) != (row.high is None) or row.low == row.high for row in rows)
    require(bool(rows) and one_sided, ClaimError("a cut adds up no row, or one with two ends"))
    times = common(duals)
    sums: dict[int, int] = {}
    end, slacks = 0, []
    for dual, row in zip((int(one * times) for one in duals), rows):
        bound = (row.low if row.high is None else row.high) or 0
        end += dual * bound
        for column, factor in row.factors.items():
            sums[column] = sums.get(column, 0) + dual * factor
        if row.low != row.high and dual * (-1 if row.high is None else 1) < 0:  # the slack's factor
            slacks.append((dual, row, bound))
    for column in turns:
        end -= sums.get(column, 0)
        sums[column] = -sums.get(column, 0)
    over = end % times  # f, times the denominator
    require(over > 0, ClaimError("a cut has a whole right side, so it says nothing"))
    terms = {
        column: one // times * (times - over) + max(0, one % times - over) for column, one in sums.items()
    }
    most = end // times * (times - over)
    for column in turns:
        most -= terms[column]
        terms[column] = -terms[column]
    for dual, row, bound in slacks:
        most -= dual * bound
        for column, factor in row.factors.items():
            terms[column] = terms.get(column, 0) - dual * factor
    largest = max(map(abs, terms.values()), default=0)
    require(largest > 0, ClaimError("a cut has no column, so it says nothing"))
    short = {column: one * LENGTH // largest for column, one in terms.items()}
    return WholeRow({column: one for column, one in short.items() if one}, None, most * LENGTH // largest)


LENGTH = 1_000_000  # the largest factor of a cut
OPEN = -1  # of a column that its case has not settled


def is_least(program: Zeros, least: End, tree: Sequence[object]) -> bool:
    """Say whether a tree closes every case: none costs less, in parts; with no least, that there is none."""
    case = [OPEN] * len(program.cost)
    settled: list[int] = []
    left: list[tuple[int, int, int]] = [(0, -1, 0)]  # how many are settled before; a column and its value
    for node in map(obj, tree):
        if not left:
            return False
        depth, column, value = left.pop()
        while len(settled) > depth:
            case[settled.pop()] = OPEN
        if column >= 0:
            case[column] = value
            settled.append(column)
        if "split" in node:
            given, zero = part(node, "split", "at")
            chosen = places([given], len(case))[0]
            require(whole(zero) == 0 and case[chosen] == OPEN, ClaimError("a split leaves out a case"))
            left += [(len(settled), chosen, 1), (len(settled), chosen, 0)]
        elif "narrow" in node:
            settled += _left_out(program, case, least, node)
            left.append((len(settled), -1, 0))
        elif not _is_closed(program, case, least, node):
            return False
    return not left


def _bound(case: Sequence[int], constant: int, left: Sequence[int]) -> int:
    """Return what the case comes to at least: every open column at its better end."""
    return constant + sum(one for one, value in zip(left, case) if value == 1 or (value == OPEN and one < 0))


def _left_out(program: Zeros, case: list[int], least: End, node: Obj) -> list[int]:
    """Settle at 0 the columns that a node leaves out: each of them, as 1, would cost the least or more."""
    given, columns = part(node, "narrow", "columns")
    out = places(columns, len(case))
    found = program.left_by(numbers(given, len(program.rows)), costs=True)
    refused = ClaimError("a column is left out that is settled, or does not cost enough")
    if found is None or least is None:
        raise refused
    constant, left, times = found
    bound, gap = _bound(case, constant, left), program.gap
    for one in out:
        dear = -(-(bound + left[one]) // (times * gap)) * gap >= least
        require(case[one] == OPEN and left[one] > 0 and dear, refused)
    for one in out:
        case[one] = 0
    return out


def _is_closed(program: Zeros, case: Sequence[int], least: End, node: Obj) -> bool:
    """Say whether multipliers show that a case has no point, or none that costs less."""
    costs = "bound" in node
    (given,) = part(node, "bound" if costs else "empty")
    found = program.left_by(numbers(given, len(program.rows)), costs=costs)
    if found is None or (costs and least is None):
        return False
    constant, left, times = found
    bound, gap = _bound(case, constant, left), program.gap
    return bound > 0 if least is None or not costs else -(-bound // (times * gap)) * gap >= least


class Award(NamedTuple):
    """An award that a certificate proves: what it takes, comes to, and what none comes to less than."""

    taken: list[int] | None  # offers; None: no award is named
    value: End
    least: End  # None: no award is allowed
    discounts: list[int]
    steps: list[tuple[int, int, list[int]]]  # of volumes: (volume, step, offers that it takes off)

    def is_best(self) -> bool:
        """Say whether none is better."""
        return self.value is not None and self.value == self.least


QUESTION = ("lots", "aim", "held", "besides")  # what is asked; the rest is the answer
ANSWER = ("taken", "value", "least", "cuts", "tree")


def award_of(raw: Obj) -> Award | None:
    """Return the award that a claim of kind best-award proves; None where it proves none."""
    require(raw.get("claim") == "best-award", ClaimError("a claim is about no award"))
    given = {key: one for key, one in raw.items() if key not in ("claim", "id", "names")}
    lots_, aim, held_, besides, taken, value, least, cuts, tree = part(given, *QUESTION, *ANSWER)
    lots, held = lots_of(lots_), [part(one, "aim", "most") for one in items(held_)]
    columns = columns_of(lots, [word(part(one, "kind", "of")[0]) for one in (aim, *(one for one, _ in held))])
    cost = aim_terms(lots, columns, aim)
    rows = [whole_row(columns, *row) for row in rows_of(lots, columns)]
    rows += [whole_row(columns, aim_terms(lots, columns, one), None, number(most)) for one, most in held]
    for other in items(besides):
        out = places(other, len(lots.offers))
        terms = _ones("offer", out, set(range(len(lots.offers))) - set(out))
        rows.append(whole_row(columns, terms, None, Fraction(len(out) - 1)))
    parts = common(cost.values())
    costs = [int(cost.get(key, ZERO) * parts) for key in columns]
    program = Zeros(costs, parts, reduce(gcd, costs, 0) or 1, rows)
    worth, bound = _end(value), _end(least)
    ones = None if taken is None else places(taken, len(columns))
    if (ones is None) != (worth is None) or (
        ones is not None and (bound is None or _cost(program, ones) != worth)
    ):
        return None
    for cut in items(cuts):
        program.rows.append(with_cut(program, cut))
    if not is_least(program, None if bound is None else bound * parts, items(tree)):
        return None
    chosen = {key for key, place in columns.items() if place in (ones or ())}
    return Award(
        None if ones is None else sorted(one for one in ones if one < len(lots.offers)),
        worth,
        bound,
        [place for place in range(len(lots.discounts)) if ("discount", place) in chosen],
        [
            (place, step, [one for one in lots.alone(each.bid) if ("off", place, step, one) in chosen])
            for place, each in enumerate(lots.volumes)
            for step in range(len(each.steps))
            if ("step", place, step) in chosen
        ],
    )


def _cost(program: Zeros, ones: Sequence[int]) -> End:
    """Return what a point costs; None where it breaks a row."""
    chosen = set(ones)
    for row in program.rows:
        done = sum(factor for column, factor in row.factors.items() if column in chosen)
        if (row.low is not None and done < row.low) or (row.high is not None and done > row.high):
            return None
    return Fraction(sum(program.cost[one] for one in chosen), program.parts)
