"""Who is awarded over two things at once: how hard the group tests, and what other criteria weigh.

Where the group has scored criteria, both axes are weights and the borders are cut exactly
(winner-map).  Where it has tests alone, one axis is the threshold of a gate: it is parted
at the bids' own figures, and on every part the weight of the other axis is followed
exactly.  The other criteria keep their proportions.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bideval.analysis.altered import with_threshold
from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.backing_study.group import group_of
from bideval.analysis.backing_study.lines import Part, part_words, parts_of
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.words import figure, who_cells
from bideval.analysis.gate_threshold import Piece
from bideval.analysis.intervals import whole_line
from bideval.analysis.movers import Mover
from bideval.analysis.pictures import Area, Map
from bideval.analysis.question import Asked, Range
from bideval.analysis.reweighed import published_weights, reweighed
from bideval.analysis.space import score_space
from bideval.analysis.winner_map import WINNER_MAP
from bideval.scoring.lot_rules import Leaf, LotGate, Node, has_minimums

ID = "two-way-map"
REPORTED = "reported-social-value"
HUNDRED, ZERO = Fraction(100), Fraction(0)
LEAST_SHOWN = Fraction(10)  # percent of the whole, of an axis whose published weight is small
EXPLORED = "Explored for testing; no statement that these settings were open to the authority."


Known = dict[tuple[object, ...], tuple[Part, ...]]  # lines by who has entered


class Axis(NamedTuple):
    """The criteria of the other axis, and what they are called."""

    id: str
    words: str
    leaves: tuple[str, ...]


class Band(NamedTuple):
    """A stretch of thresholds with one line of awards along the other axis."""

    pieces: tuple[Piece, ...]
    line: tuple[Part, ...]


def map_answers(scene: Scene) -> Iterator[Answer]:
    """The map of the group's weights, or one for each gate of it with a threshold that is a number."""
    axis = axis_of(scene)
    space = score_space(scene.asked)
    if isinstance(axis, str) or isinstance(space, str):
        yield does_not_apply(ID, axis if isinstance(axis, str) else str(space))
    elif scene.group.leaves:
        yield from _of_weights(scene, axis)
    else:
        yield from _of_gates(scene, axis)


def axis_of(scene: Scene) -> Axis | str:
    """The other axis: what the reader names, or the criteria that the study reports as social value."""
    name, rules = scene.options.against, scene.case.rules
    if name is not None:
        axis = Axis(name, name, group_of(rules, scene.study, name).leaves)
    else:
        report = scene.study.report if scene.study is not None else None
        named = report.social_value if report is not None else ()
        every = {leaf for one in named for leaf in group_of(rules, None, one).leaves}
        leaves = tuple(leaf.id for leaf in rules.leaves() if leaf.id in every)
        axis = Axis(REPORTED, "criteria reported as social value", leaves)
    if not axis.leaves:
        return (
            "A map needs a second axis: name criteria, a section or a grouping with --against, or under "
            "report as social-value in study.yaml."
        )
    if set(axis.leaves) & set(scene.group.leaves):
        return f"{axis.words} and {scene.group.id} share criteria, so they are no two axes."
    if set(axis.leaves) >= {leaf.id for leaf in rules.leaves()}:
        return f"{axis.words} are all criteria, so their weight cannot move."
    return axis


# Two weights


def _of_weights(scene: Scene, axis: Axis) -> Iterator[Answer]:
    own, other = _tag(scene, scene.group.id, scene.group.leaves), _tag(scene, axis.id, axis.leaves)
    tree = tuple(
        _tagged(node, {own: scene.group.leaves, other: axis.leaves}) for node in scene.case.rules.tree
    )
    case = scene.case._replace(rules=scene.case.rules._replace(tree=tree))
    weights = published_weights(case)
    ranges = {own: _range(weights, scene.group.leaves), other: _range(weights, axis.leaves)}
    question = scene.asked.question._replace(ranges=ranges, order=(), keep_groups=False)
    for answer in WINNER_MAP.run(Asked(case, scene.asked.result, question)):
        yield answer._replace(analysis=ID, about=scene.group.id)
        if isinstance(answer.picture, Map):
            yield _by_kind(scene, answer, answer.picture)


def _tag(scene: Scene, name: str, leaves: Sequence[str]) -> str:
    """A tag for an axis, which is no other node's id."""
    ids = {node.id for node in scene.case.rules.nodes()} - set(leaves if len(leaves) == 1 else ())
    return f"{name}-group" if name in ids else name


def _tagged(node: Node, tags: dict[str, tuple[str, ...]]) -> Node:
    if isinstance(node, Leaf):
        return node._replace(group=next((tag for tag, leaves in tags.items() if node.id in leaves), None))
    return node._replace(group=None, children=tuple(_tagged(child, tags) for child in node.children))


def _range(weights: dict[str, Fraction], leaves: Sequence[str]) -> Range:
    weight = sum((weights[leaf] for leaf in leaves), ZERO)
    return ZERO, min(HUNDRED, max(2 * weight, LEAST_SHOWN))


def _by_kind(scene: Scene, answer: Answer, picture: Map) -> Answer:
    """The same map, coloured by the kinds of those awarded."""
    areas = tuple(one._replace(winners=scene.kinds.among(one.winners)) for one in picture.areas)
    able = scene.kinds.among(bid for one in picture.areas for bid in one.winners)
    said = f"By {scene.kinds.by}, the contract goes on this map to: {'; '.join(able)}."
    return answer._replace(
        analysis=ID,
        about=f"{answer.about or scene.group.id}-by-{scene.kinds.by.replace('_', '-')}",
        sentence=said,
        tables=(),
        picture=picture._replace(areas=areas),
    )


# A threshold and a weight


def _of_gates(scene: Scene, axis: Axis) -> Iterator[Answer]:
    weights = published_weights(scene.case)
    total = sum((weights[leaf] for leaf in axis.leaves), ZERO)
    even = Fraction(1, len(axis.leaves))
    shares = {leaf: weights[leaf] / total if total else even for leaf in axis.leaves}
    mover = Mover(axis.id, axis.words, total, shares, is_criterion=False)
    gates = [
        one
        for one in scene.case.rules.gates
        if one.rule.id in scene.group.gates and isinstance(one.threshold, Fraction)
    ]
    if not gates:
        yield does_not_apply(ID, "The group has no scored criterion and no threshold that is a number.")
    known: Known = {}
    for gate in gates:
        scene.tell(f"map of {gate.rule.id}")
        yield from _of_gate(scene, gate, mover, known)


def _of_gate(scene: Scene, gate: LotGate, mover: Mover, known_lines: Known) -> Iterator[Answer]:
    most = _range({"": mover.weight}, [""])[1]
    bands = _bands(scene, gate, mover, most, known_lines)
    picture = _picture(scene, gate, mover, bands)
    known = all(None not in part.awards for band in bands for part in band.line)
    answer = Answer(
        ID,
        gate.rule.id,
        _sentence(scene, gate, mover, bands),
        Verdict.PROVED if known else Verdict.NOT_ESTABLISHED,
        Basis.CLOSED_FORM if known else Basis.NONE,
        (_table(scene, gate, bands),),
        notes=(EXPLORED,),
        picture=picture,
    )
    yield answer
    yield _by_kind(scene, answer, picture)


def _bands(scene: Scene, gate: LotGate, mover: Mover, most: Fraction, known: Known) -> tuple[Band, ...]:
    found = []
    plain = not has_minimums(scene.case.rules)
    for piece in scene.pieces(gate):
        key: tuple[object, ...] = (piece.out,)
        if not plain or key not in known:
            lot = reweighed(with_threshold(scene.case, gate.rule.id, _inside(piece, gate)))
            key = key if plain else (lot.entered, tuple(one.bids for one in lot.minimums))
            if key not in known:
                known[key] = parts_of(whole_line(lot, mover, published_weights(scene.case), most))
        found.append(Band((piece,), known[key]))
    runs = (list(run) for _, run in groupby(found, key=lambda one: one.line))
    return tuple(Band(tuple(piece for one in run for piece in one.pieces), run[0].line) for run in runs)


def _inside(piece: Piece, gate: LotGate) -> Fraction:
    """A threshold in a piece of the line."""
    if piece.low is not None and piece.high is not None:
        return (piece.low + piece.high) / 2
    if piece.low is not None or piece.high is not None:
        return piece.low + 1 if piece.low is not None else (piece.high or ZERO) - 1
    assert isinstance(gate.threshold, Fraction)
    return gate.threshold


def _sentence(scene: Scene, gate: LotGate, mover: Mover, bands: Sequence[Band]) -> str:
    awards = {award for band in bands for part in band.line for award in part.awards}
    shown = figure(bands[0].line[-1].high, "percent", "") if bands[0].line else "0%"
    head = (
        f"Over every threshold of {gate.rule.id} and a weight of the {mover.title} from 0 to {shown} "
        f"(published at {figure(mover.weight, 'percent', '')})"
    )
    bids = sorted({bid for award in awards if award is not None for bid in award.winners})
    named = " or ".join(map(scene.kinds.named, bids)) or "nobody"
    turning = [band for band in bands if len(band.line) > 1]
    if not turning:
        return f"{head}, {named} can be awarded; the weight alone turns nothing, whatever the threshold."
    return f"{head}, {named} can be awarded."


def _table(scene: Scene, gate: LotGate, bands: Sequence[Band]) -> Table:
    headings = (
        Heading("from", "threshold from", gate.unit),
        Heading("to", "threshold to", gate.unit),
        Heading("weight_from", "weight from", "%"),
        Heading("weight_to", "weight to", "%"),
        Heading("awarded", "awarded"),
    )
    rows = tuple(row for band in bands for row in _rows(scene, band))
    return Table(f"Threshold of {gate.rule.id} by weight", headings, rows)


def _rows(scene: Scene, band: Band) -> Iterator[tuple[Cell, ...]]:
    for part in band.line:
        one = len(part.awards) == 1
        who = who_cells(scene.kinds, part.award)[0] if one else part_words(part, 1, scene.kinds)
        yield band.pieces[0].low, band.pieces[-1].high, part.low, part.high, who


def _picture(scene: Scene, gate: LotGate, mover: Mover, bands: Sequence[Band]) -> Map:
    assert isinstance(gate.threshold, Fraction)
    ends = [end for band in bands for piece in band.pieces for end in (piece.low, piece.high)]
    values = [gate.threshold, *(end for end in ends if end is not None)]
    room = (max(values) - min(values)) / 10 or Fraction(1)
    low, high = min(values) - room, max(values) + room
    low = max(low, ZERO) if min(values) >= 0 else low
    right = max((part.high for band in bands for part in band.line), default=Fraction(1))
    unit = scene.currency if gate.unit == "money" else gate.unit
    areas = tuple(area for band in bands for area in _areas(band, low, high))
    return Map(
        mover.id,
        gate.rule.id,
        (ZERO, low),
        (right, high),
        areas,
        (mover.weight, gate.threshold),
        (f"weight of {mover.title}, percent", f"threshold of {gate.rule.id}, {unit}"),
        "the published rounding decides",
        not any(_begins_in(band) for band in bands),
    )


def _begins_in(band: Band) -> bool:
    """Whether the band begins with its own border: of a test that asks for no more than its threshold."""
    first, *rest = band.pieces
    return bool(rest) and first.low is not None and first.low == first.high


def _areas(band: Band, low: Fraction, high: Fraction) -> Iterator[Area]:
    """A box for every part; where rounding decides, none."""
    first, last = band.pieces[0].low, band.pieces[-1].high
    bottom, top = low if first is None else first, high if last is None else last
    for part in band.line:
        if part.award is not None and bottom < top and part.low < part.high:
            corners = ((part.low, bottom), (part.high, bottom), (part.high, top), (part.low, top))
            yield Area(part.award.winners, corners)
