"""What the group did: its points of the margin, and its share in which kind of bidder is awarded.

The margin is a sum, so the points that the group's criteria gave are a part of it.  Tests
give no points: their share is worked out over every set of them kept or taken away, as
the mean step towards "a bidder of this kind is awarded" over all orders of adding them
(Shapley 1953).  The same is done for groups of criteria with the others absent.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import about
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.subsets import Subsets
from bideval.analysis.backing_study.words import count_words, few
from bideval.analysis.reweighed import Award, published_weights, reweighed
from bideval.analysis.shapley import MOST_GROUPS, awards_by_set, groups_of, shapley
from bideval.analysis.space import score_space
from bideval.model.evaluation import Placing
from bideval.scoring.explain import contributions
from bideval.scoring.methods.registry import METHODS

MARGIN, TESTS, GROUPS = "margin", "shares-of-tests", "shares-of-groups"
ZERO = Fraction(0)
_SHARE = (
    "A share is the mean, over all orders of adding the parts, of whether adding one brings the award to a "
    "bidder of the kind (1), takes it away (-1), or neither (0)."
)


def attribution_answers(scene: Scene, subsets: Subsets) -> Iterator[Answer]:
    """The points of the margin, the shares of the group's parts, and the shares of groups of criteria."""
    yield _margin(scene)
    yield _shares_of_parts(scene, subsets)
    yield _shares_of_groups(scene)


def _margin(scene: Scene) -> Answer:
    """How many points of the winner's lead the group's criteria gave."""
    result, group = scene.asked.result, scene.group
    if not METHODS[result.method].additive:
        said = f"The method {result.method} adds no criteria, so the margin has no points of the group."
        return does_not_apply(MARGIN, said)
    ranked = sorted((one for one in result.placings if one.rank is not None), key=_by_rank)
    if len(ranked) < 2:
        return does_not_apply(MARGIN, "Fewer than two bids are ranked, so there is no margin.")
    places = scene.case.rules.places
    ours, theirs = (ranked[places - 1], ranked[places]) if places < len(ranked) else (ranked[0], ranked[-1])
    parts = {
        one.what: one.difference for one in contributions(result, ours, theirs, scene.case.rules.rank_on)
    }
    own = sum((parts.get(leaf, ZERO) for leaf in group.leaves), ZERO)
    whole = sum(parts.values(), ZERO)
    lead = f"{ours.bid} is ahead of {theirs.bid} by {about(whole)} points"
    said = f"{lead}; the criteria of {group.id} gave {about(own)} of them."
    if not group.leaves:
        said = f"{lead}, none of them from {group.id}: its tests admit a bid or do not, and give no points."
    rows: tuple[tuple[Cell, ...], ...] = (
        *((leaf, parts.get(leaf, ZERO)) for leaf in group.leaves),
        ("all other criteria", whole - own),
        ("margin", whole),
    )
    table = Table(f"{ours.bid} ahead of {theirs.bid}", (Heading("part", "of"), _POINTS), rows)
    return Answer(MARGIN, group.id, said, Verdict.PROVED, Basis.CLOSED_FORM, (table,))


_POINTS = Heading("points", "points ahead", "points")


def _by_rank(placing: Placing) -> tuple[int, str]:
    return placing.rank or 0, placing.bid


def _shares_of_parts(scene: Scene, subsets: Subsets) -> Answer:
    parts = scene.group.parts
    if not subsets.whole:
        return does_not_apply(TESTS, f"Shares are not worked out for {len(parts)} tests and criteria.")
    kept = {tuple(one.dropped): one.outcome.award for one in subsets.tried}
    awards = [kept[_dropped(parts, members)] for members in range(2 ** len(parts))]
    if None in awards:
        return does_not_apply(TESTS, "Shares are not worked out: some sets of tests have no result.")
    shares = _by_kind(scene, awards, len(parts))
    moved = {kind: of for kind, of in shares.items() if any(of)}
    said = f"No test or criterion of {scene.group.id} has a share in which kind of bidder is awarded."
    if moved:
        said = f"{_shares_words(parts, moved)}."
    return _shares_answer(TESTS, scene.group.id, said, parts, shares)


def _dropped(parts: Sequence[str], members: int) -> tuple[str, ...]:
    return tuple(part for place, part in enumerate(parts) if not members >> place & 1)


def _by_kind(scene: Scene, awards: Sequence[Award | None], count: int) -> dict[str, tuple[Fraction, ...]]:
    """The share of each part in "a bidder of this kind is awarded", by kind."""
    kinds = sorted({scene.kinds.labels[bid] for bid in scene.case.bids})
    return {kind: shapley([_event(scene, award, kind) for award in awards], count) for kind in kinds}


def _event(scene: Scene, award: Award | None, kind: str) -> Fraction:
    """1 where a bidder of the kind is certain of a place; a tie counts if all who are tied are of it."""
    if award is None:
        return ZERO
    sure = kind in scene.kinds.among(award.winners)
    tied = bool(award.tied) and scene.kinds.among(award.tied) == (kind,)
    return Fraction(sure or tied)


def _shares_words(parts: Sequence[str], shares: Mapping[str, Sequence[Fraction]]) -> str:
    said = []
    for kind, of in shares.items():
        steps = [f"{part} {about(share)}" for part, share in zip(parts, of, strict=True) if share]
        said.append(f"in that the award goes to {kind}: {few(steps)}")
    return f"Shares {'; '.join(said)}"


def _shares_of_groups(scene: Scene) -> Answer:
    space = score_space(scene.asked)
    if isinstance(space, str):
        return does_not_apply(GROUPS, space)
    groups = groups_of(scene.case.rules)
    if len(groups) > MOST_GROUPS:
        return does_not_apply(GROUPS, f"Shares are not worked out for more than {MOST_GROUPS} groups.")
    scene.tell(f"shares of {count_words(len(groups), 'group')} of criteria")
    lot, weights = reweighed(scene.case), published_weights(scene.case)
    awards = awards_by_set(lot, groups, weights, space.rounding)
    if None in awards:
        return does_not_apply(GROUPS, "With some groups of criteria alone no rule gives a result.")
    shares = _by_kind(scene, awards, len(groups))
    names = tuple(groups)
    said = f"{_shares_words(names, {kind: of for kind, of in shares.items() if any(of)})}."
    if scene.group.id not in groups:
        said = f"{scene.group.id} scores nothing as one group. {said}"
    return _shares_answer(GROUPS, scene.group.id, said, names, shares)


def _shares_answer(
    name: str, about_group: str, said: str, parts: Sequence[str], shares: Mapping[str, Sequence[Fraction]]
) -> Answer:
    headings = (
        Heading("kind", "that it goes to"),
        *(Heading(part.replace("/", "-"), part, "share") for part in parts),
        Heading("together", "together", "share"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple((kind, *of, sum(of, ZERO)) for kind, of in shares.items())
    table = Table("Shares by kind of bidder", headings, rows)
    return Answer(name, about_group, said, Verdict.PROVED, Basis.ENUMERATION, (table,), notes=(_SHARE,))
