"""Who is awarded along a straight line of weights, from its start outwards, exactly.

A ray starts at some weights and moves them in a fixed direction.  The award can change
only where two totals meet or a bid meets a minimum on a section.  Totals here are before
rounding; where two of them are nearer to each other than all roundings together can
move them, the rounded totals are followed jump by jump, so that the ends of every run
are exact under the published rounding.  Where the jumps are too many, the run says that
it is not established.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

from bideval.analysis.courses import (
    HUNDRED,
    ZERO,
    Ray,
    course_of,
    points_of,
    scale_of,
    steps_of,
    total_course,
)
from bideval.analysis.followed import followed
from bideval.analysis.reweighed import (
    Award,
    Field,
    Reweighed,
    SectionMinimum,
    assessed,
    award_among,
    field_of,
    signature,
)
from bideval.analysis.stepped import Affine, Steps, TooManyStepsError, added, straight, value
from bideval.model.rules import Stage
from bideval.proof.linear import whole
from bideval.scoring.policy import Policy


class Run(NamedTuple):
    """A stretch of a ray with one award; None where it is not established or no rule gives one."""

    low: Fraction
    high: Fraction
    from_in: bool  # whether the stretch holds its own lower end
    to_in: bool
    award: Award | None
    by_rounding: bool = False  # whether totals are so near that rounding decides


class _Span(NamedTuple):
    """A part of a ray, closed where totals are near and open where places are clearly taken."""

    low: Fraction
    high: Fraction
    near: bool


class _Part(NamedTuple):
    """A part of a ray on which the same bids are assessed, and whether it holds its ends."""

    low: Fraction
    high: Fraction
    from_in: bool
    to_in: bool


class _Field(NamedTuple):
    """The bids assessed on a part of a ray, with their totals before the roundings that move."""

    among: Field
    lines: Mapping[str, Affine]
    error: Fraction  # the most by which rounding can move the difference of two totals
    alike: Mapping[str, str]  # the first bid whose total is the same all along, by bid
    parts: Mapping[str, tuple[int, int]]  # the lines in whole parts
    scale: int  # parts of one


def runs(lot: Reweighed, ray: Ray) -> Iterator[Run]:
    """Yield the runs of the ray outwards; neighbours differ in their award or in ``by_rounding``."""
    return _merged(_pieces(lot, ray))


def _merged(pieces: Iterator[Run]) -> Iterator[Run]:
    held: Run | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif (held.award, held.by_rounding) == (piece.award, piece.by_rounding):
            held = held._replace(high=piece.high, to_in=piece.to_in)
        else:
            yield held
            held = piece
    if held is not None:
        yield held


def _pieces(lot: Reweighed, ray: Ray) -> Iterator[Run]:
    """Part the ray where a bid meets or misses a minimum; between, the same bids are assessed."""
    previous, from_in = ZERO, True
    known: dict[tuple[str, ...], _Field] = {}
    try:
        for turn in _turns(lot, ray):
            if previous < turn:
                yield from _on_part(lot, ray, known, _Part(previous, turn, from_in, False))
            yield from _on_part(lot, ray, known, _Part(turn, turn, True, True))
            previous, from_in = turn, False
    except TooManyStepsError:
        yield Run(previous, ray.length, from_in, True, None, True)
        return
    if previous < ray.length or from_in:
        yield from _on_part(lot, ray, known, _Part(previous, ray.length, from_in, True))


def _on_part(lot: Reweighed, ray: Ray, known: dict[tuple[str, ...], _Field], part: _Part) -> Iterator[Run]:
    middle = ray.weights((part.low + part.high) / 2)
    among = field_of(lot, assessed(lot, signature(lot, middle)))
    if among is None:
        yield Run(*part, None)
    elif part.low == part.high:
        yield Run(*part, award_among(lot, among, middle))
    else:
        if among.bids not in known:
            known[among.bids] = _field(lot, ray, among)
        yield from _inside(lot, ray, known[among.bids], part)


# Minimums on sections


class _Test(NamedTuple):
    """A minimum tested on a bid, and the stretch of the ray on which its outcome may turn."""

    low: Fraction
    high: Fraction
    minimum: SectionMinimum
    bid: str


def _turns(lot: Reweighed, ray: Ray) -> Iterator[Fraction]:
    """Yield, outwards, where a bid may begin or end to meet a minimum on a section."""
    tests = sorted(_tests(lot, ray), key=lambda test: (test.low, test.high))
    while tests:
        together, end = [tests[0]], tests[0].high
        for test in tests[1:]:
            if test.low <= end:
                together.append(test)
                end = max(end, test.high)
        yield from sorted({turn for test in together for turn in _turns_of(lot, ray, test)})
        tests = tests[len(together) :]


def _tests(lot: Reweighed, ray: Ray) -> Iterator[_Test]:
    policy = lot.case.rules.policy
    scale = scale_of(lot, ray)._replace(policy=policy)
    for minimum in lot.minimums:
        if not any(ray.step[leaf] for leaf in minimum.leaves):
            continue
        asked = _asked(lot, ray, minimum)
        for bid in minimum.bids:
            course = course_of(minimum.section, _rounded_points(policy, minimum, bid), scale)
            line = (course.line[0] + asked[0], course.line[1] + asked[1])
            near = _near(line, course.error, ray.length)
            if near is not None:
                yield _Test(*near, minimum, bid)
        if asked[1] and 0 <= -asked[0] / asked[1] <= ray.length:  # there the section loses all its weight
            yield _Test(-asked[0] / asked[1], -asked[0] / asked[1], minimum, minimum.bids[0])


def _asked(lot: Reweighed, ray: Ray, minimum: SectionMinimum) -> Affine:
    """What the minimum asks of the section's weighted figure, below zero, in units of the whole."""
    share = -minimum.least * lot.unit / HUNDRED
    start, step = (sum((by[leaf] for leaf in minimum.leaves), ZERO) for by in (ray.start, ray.step))
    return start * share, step * share


def _rounded_points(policy: Policy, minimum: SectionMinimum, bid: str) -> dict[str, Fraction]:
    return {leaf: policy.apply(Stage.POINTS, own, leaf) for leaf, own in minimum.points[bid].items()}


def _turns_of(lot: Reweighed, ray: Ray, test: _Test) -> Iterator[Fraction]:
    """Where the section's rounded figure, less what is asked, changes between < 0 and >= 0."""
    policy = lot.case.rules.policy
    points = _rounded_points(policy, test.minimum, test.bid)
    scale = scale_of(lot, ray)._replace(policy=policy)
    figure = steps_of(test.minimum.section, points, scale, test.low, test.high)
    asked = straight(_asked(lot, ray, test.minimum), test.low, test.high)
    yield from (test.low, test.high)
    yield from _changes(added([figure, asked]))


def _near(line: Affine, error: Fraction, length: Fraction) -> tuple[Fraction, Fraction] | None:
    """Where between 0 and ``length`` a line is within ``error`` of zero; None where it never leaves it."""
    constant, slope = line
    if not slope:
        return (ZERO, length) if error and abs(constant) <= error else None
    low, high = sorted(((error - constant) / slope, (-error - constant) / slope))
    return (max(low, ZERO), min(high, length)) if low <= length and high >= 0 else None


def _changes(steps: Steps) -> Iterator[Fraction]:
    """Where a figure may change between below zero and not below."""
    for index, course in enumerate(steps.after):
        ends = (steps.knots[index], steps.knots[index + 1])
        root = -course[0] / course[1] if course[1] else None
        if root is not None and ends[0] < root < ends[1]:
            yield root
        signs = {value(course, end) >= 0 for end in ends}
        signs |= {steps.at[index] >= 0, steps.at[index + 1] >= 0}
        yield from ends if len(signs) > 1 else ()


# Totals


def _field(lot: Reweighed, ray: Ray, among: Field) -> _Field:
    scale, tree = scale_of(lot, ray), lot.case.rules.tree
    courses = {bid: total_course(tree, points_of(among, bid), scale) for bid in among.bids}
    error = max((2 * course.error for course in courses.values()), default=ZERO)
    lines = {bid: course.line for bid, course in courses.items()}
    alike: dict[str, str] = {}
    for bid in among.bids:
        alike[bid] = next((one for one in alike if _same(among, lines, error, one, bid)), bid)
    parts, of = whole(tuple(end for bid in among.bids for end in lines[bid]))
    pairs = dict(zip(among.bids, zip(parts[::2], parts[1::2], strict=True), strict=True))
    return _Field(among, lines, error, alike, pairs, of)


def _same(among: Field, lines: Mapping[str, Affine], error: Fraction, one: str, other: str) -> bool:
    if error:
        return among.ranked[one] == among.ranked[other]
    return lines[one] == lines[other]


def _inside(lot: Reweighed, ray: Ray, field: _Field, part: _Part) -> Iterator[Run]:
    """The runs of a part on which the same bids are assessed."""
    from_in = part.from_in
    for span, is_last in _with_last(_spans(field, lot.case.rules.places, part)):
        if span.near:
            yield from _within(_resolved(lot, ray, field, span), part)
        else:
            award = _clear_award(lot, ray, field, span)
            yield Run(span.low, span.high, from_in, is_last and part.to_in, award)
        from_in = False


def _with_last(spans: Iterator[_Span]) -> Iterator[tuple[_Span, bool]]:
    """Yield each span with whether it is the last, no sooner than it is asked for."""
    held = next(spans)
    for span in spans:
        yield held, False
        held = span
    yield held, True


def _clear_award(lot: Reweighed, ray: Ray, field: _Field, span: _Span) -> Award:
    """Where places are clearly taken, the lines say by whom; a tie of like bids is settled anew."""
    middle = (span.low + span.high) / 2
    ranked = sorted(field.lines, key=lambda bid: (-value(field.lines[bid], middle), bid))
    places = lot.case.rules.places
    classes = {field.alike[bid] for bid in ranked[:places]} & {field.alike[bid] for bid in ranked[places:]}
    if classes:
        return award_among(lot, field.among, ray.weights(middle))
    return Award(tuple(sorted(ranked[:places])))


def _spans(field: _Field, places: int, part: _Part) -> Iterator[_Span]:
    """Part the stretch where places are clearly taken from where totals are near; like spans joined."""
    held: _Span | None = None
    for span in _elementary(field, places, part):
        if held is not None and held.near == span.near:
            held = held._replace(high=span.high)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _elementary(field: _Field, places: int, part: _Part) -> Iterator[_Span]:
    """The points where totals begin or end to be near, and the stretches between them."""
    if _is_near(field, places, part.low):
        yield _Span(part.low, part.low, True)
    for low, high in pairwise(_meetings(field, part)):
        yield _Span(low, high, _is_near(field, places, (low + high) / 2))
        if _is_near(field, places, high):
            yield _Span(high, high, True)


def _meetings(field: _Field, part: _Part) -> list[Fraction]:
    found = {part.low, part.high}
    error = field.error * field.scale
    sides = {error, -error}
    for one, other in combinations(sorted(set(field.alike.values())), 2):
        (a, b), (c, d) = field.parts[one], field.parts[other]
        if b != d:
            roots = (Fraction(side + c - a, b - d) for side in sides)
            found.update(root for root in roots if part.low < root < part.high)
    return sorted(found)


def _is_near(field: _Field, places: int, place: Fraction) -> bool:
    """Whether rounding, or a meeting of totals, may decide about the last place."""
    along, of = place.numerator, place.denominator
    totals = {bid: start * of + step * along for bid, (start, step) in field.parts.items()}
    ranked = sorted(totals, key=lambda bid: (-totals[bid], bid))
    if len(ranked) <= places:
        return False
    error = field.error * field.scale * of
    inside, outside = ranked[places - 1], ranked[places]
    if field.alike[inside] != field.alike[outside]:
        return totals[inside] - totals[outside] <= error
    others = [total for bid, total in totals.items() if field.alike[bid] != field.alike[inside]]
    return any(abs(total - totals[inside]) <= error for total in others)


# Where totals are near


def _within(found: Iterator[Run], part: _Part) -> Iterator[Run]:
    """Leave out the ends of the part that it does not hold, where other bids may be assessed."""
    for run in found:
        from_in = run.from_in and (run.low > part.low or part.from_in)
        to_in = run.to_in and (run.high < part.high or part.to_in)
        if run.low < run.high or (from_in and to_in):
            yield run._replace(from_in=from_in, to_in=to_in)


def _resolved(lot: Reweighed, ray: Ray, field: _Field, span: _Span) -> Iterator[Run]:
    if span.low == span.high:
        award = award_among(lot, field.among, ray.weights(span.low))
        yield Run(span.low, span.high, True, True, award, field.error > 0)
        return
    rivals = _contenders(field, lot.case.rules.places, span)
    try:
        cells = list(followed(lot, ray, field.among, rivals, (span.low, span.high)))
    except TooManyStepsError:
        yield Run(span.low, span.high, True, True, None, True)
        return
    yield from _merged(Run(low, high, low == high, low == high, award, True) for low, high, award in cells)


def _contenders(field: _Field, places: int, span: _Span) -> tuple[str, ...]:
    """The bids that are not clearly behind enough others all along the span."""
    ends = {bid: (value(own, span.low), value(own, span.high)) for bid, own in field.lines.items()}

    def ahead(one: str, other: str) -> bool:
        return all(a - b > field.error for a, b in zip(ends[one], ends[other], strict=True))

    return tuple(bid for bid in ends if sum(ahead(one, bid) for one in ends if one != bid) < places)
