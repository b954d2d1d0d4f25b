"""``rounding-audit``: would another rounding have changed the award, and what ties rounding makes or hides.

Every stage that the lot has, 0 to 4 places and every mode are tried twice: in place of what is
published for that stage, the other stages as published, and as the only rounding of the lot.
Each published stage is also left out, all of them are, and bids are ranked on exact figures
where rounded ones were published, or the reverse.  Each variant is worked out by the published
rules: admission, because minimums read rounded figures, points, totals and ties.

A formula or method that takes a root is defined by its rounding alone, so a variant without
that rounding is left out.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import with_policy
from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import amount, award_words, awarded_bids, listed
from bideval.analysis.contest import points_text
from bideval.analysis.eligible import award_of
from bideval.analysis.entry import Analysis
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import Award
from bideval.analysis.space import assessed_placings
from bideval.analysis.tally import Tally, adds_up, award_among, flags_of, full_award, row_of, tally_of
from bideval.model.evaluation import Placing
from bideval.model.rules import MarksFrom, Mode, RankOn, Stage
from bideval.model.tender import RoundingRule
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import LotRules, Section, leaf_reads_price
from bideval.scoring.lot_scores import WEIGHTED_SUM
from bideval.scoring.policy import EXACT, Policy

ID = "rounding-audit"
PLACES = range(5)
ROOT_METHOD = "weighted-vfm-index"  # whose figure is defined by its rounding
_EARLY = (Stage.MEASURE, Stage.MARK_MEAN)  # that change points before they are rounded


class Variant(NamedTuple):
    """Another rounding; ``stage`` to ``beside`` say in words what is other about it."""

    stage: str
    places: int | None
    mode: str
    beside: str
    policy: Policy
    rank_on: RankOn


class Tried(NamedTuple):
    """A variant and what it comes to; None where a finding stands in the way of a result."""

    variant: Variant
    award: Award | None


def run(asked: Asked) -> tuple[Answer, ...]:
    """Answer for other roundings, then for ties that rounding makes or hides."""
    if asked.case.quality_only:
        return (does_not_apply(ID, "Prices are not opened, so nobody is ranked."),)
    if not assessed_placings(asked.result):
        return (does_not_apply(ID, "No bid is assessed, so nothing is rounded."),)
    now = award_of(asked.result)
    tried = tuple(_tried(asked.case, tuple(variants(asked.case.rules))))
    return (_about_variants(asked, now, tried), *_about_ties(asked))


def stages_of(rules: LotRules) -> tuple[Stage, ...]:
    """The stages at which something of the lot can be rounded, in the order of the calculation."""
    leaves = tuple(rules.leaves())
    sums = rules.method.id == WEIGHTED_SUM
    there = {
        Stage.PRICE: rules.method.reads_price or any(leaf_reads_price(leaf) for leaf in leaves),
        Stage.MEASURE: any(leaf.measure is not None for leaf in leaves),
        Stage.MARK_MEAN: rules.marks_from in {MarksFrom.MEAN, MarksFrom.MEDIAN},
        Stage.POINTS: bool(leaves),
        Stage.WEIGHTED: bool(leaves),
        Stage.SECTION: any(isinstance(node, Section) for node in rules.nodes()),
        Stage.TOTAL: bool(leaves),
        Stage.FIGURE: not sums,
    }
    return tuple(stage for stage in Stage if there[stage])


def variants(rules: LotRules) -> Iterator[Variant]:
    """Every other rounding to be tried, each once."""
    seen = {(rules.policy.rules, rules.rank_on)}
    for one in _variants(rules):
        key = (one.policy.rules, one.rank_on)
        if key not in seen and _is_defined(rules, one.policy):
            seen.add(key)
            yield one


def _variants(rules: LotRules) -> Iterator[Variant]:
    published, rank_on = rules.policy, rules.rank_on
    yield Variant("none", None, "", "no rounding at all", EXACT, rank_on)
    other = RankOn.EXACT if rank_on is RankOn.ROUNDED else RankOn.ROUNDED
    yield Variant("none", None, "", f"ranked on {other.value} figures", published, other)
    for stage in stages_of(rules):
        rest = tuple(rule for rule in published.rules if rule.stage is not stage)
        if len(rest) < len(published.rules):
            yield Variant(stage.value, None, "", "not rounded at this stage", Policy(rest), rank_on)
        for places in PLACES:
            for mode in Mode:
                rule = RoundingRule(stage=stage, places=places, mode=mode)
                words = stage.value, places, mode.value
                yield Variant(*words, "the others as published", Policy((*rest, rule)), rank_on)
                yield Variant(*words, "no other rounding", Policy((rule,)), rank_on)


def _is_defined(rules: LotRules, policy: Policy) -> bool:
    """Whether every formula or method that takes a root keeps the rounding that defines it."""
    roots = (leaf for leaf in rules.leaves() if leaf.formula is not None and leaf.formula.irrational)
    if any(policy.rule(Stage.POINTS, leaf.id) is None for leaf in roots):
        return False
    return rules.method.id != ROOT_METHOD or policy.rule(Stage.FIGURE) is not None


def _tried(case: LotCase, found: tuple[Variant, ...]) -> Iterator[Tried]:
    tally = tally_of(case) if adds_up(case) else None
    rows: dict[Policy, Tally] = {}
    for variant in found:
        altered = with_policy(case, variant.policy)
        altered = altered._replace(rules=altered.rules._replace(rank_on=variant.rank_on))
        if tally is None:
            yield Tried(variant, full_award(altered))
            continue
        early = _early(variant.policy)
        if early not in rows:
            rows[early] = _with_rows(tally, altered, same=early == _early(case.rules.policy))
        yield Tried(variant, _award(rows[early], altered))


def _early(policy: Policy) -> Policy:
    return Policy(tuple(rule for rule in policy.rules if rule.stage in _EARLY))


def _with_rows(tally: Tally, altered: LotCase, *, same: bool) -> Tally:
    """The tally with points that carry the early roundings of ``altered``."""
    rows = tally.rows if same else {bid: row_of(altered, bid) for bid in tally.rows}
    return Tally(tally.case, rows, tally.assessed, tally.flags, tally.counts, tally.admitted)


def _award(tally: Tally, altered: LotCase) -> Award | None:
    flags = tuple(flags_of(altered, row) for row in tally.rows.values())
    if flags not in tally.admitted:
        admission = admit(altered)
        tally.admitted[flags] = None if admission.findings else admission.assessed
    assessed = tally.admitted[flags]
    if assessed is None or any(bid not in tally.rows for bid in assessed):
        return None
    return award_among(Tally(altered, tally.rows, assessed, tally.flags, tally.counts), assessed, {})


def _about_variants(asked: Asked, now: Award | None, tried: tuple[Tried, ...]) -> Answer:
    places = asked.case.rules.places
    unknown = sum(one.award is None for one in tried)
    changing = tuple(one for one in tried if one.award is not None and one.award != now)
    notes = (f"For {unknown} of them the rules give no result.",) if unknown else ()
    if not changing:
        said = f"None of {len(tried)} other ways to round would have changed the award."
        return Answer(ID, "variants", said, Verdict.PROVED, Basis.ENUMERATION, notes=notes)
    outcomes = sorted({award_words(one.award, places) for one in changing})
    many = f"{len(changing)} of {len(tried)} other ways to round"
    said = f"{many} would have changed the award: {'; or '.join(outcomes)}."
    plain = next((one for one in changing if one.variant.policy == EXACT), None)
    if plain is not None:
        said = f"{said} Without any rounding {award_words(plain.award, places)}."
    return Answer(ID, "variants", said, Verdict.PROVED, Basis.ENUMERATION, (_table(changing),), notes=notes)


def _table(changing: tuple[Tried, ...]) -> Table:
    headings = (
        Heading("stage", "stage"),
        Heading("places", "decimal places"),
        Heading("mode", "mode"),
        Heading("beside", "beside it"),
        Heading("awarded", "awarded"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.variant.stage,
            None if one.variant.places is None else Fraction(one.variant.places),
            one.variant.mode or None,
            one.variant.beside,
            awarded_bids(one.award),
        )
        for one in changing
    )
    return Table("Roundings that would have changed the award", headings, rows)


def _about_ties(asked: Asked) -> Iterator[Answer]:
    """What rounding does at the border of the award."""
    ranked = [one for one in assessed_placings(asked.result) if one.rank is not None]
    if len(ranked) <= asked.case.rules.places:
        return
    if any(one.total_exact is None for one in ranked):
        said = "Exact figures of this lot are roots, which are shown rounded only."
        yield Answer(ID, "ties", said, Verdict.NOT_ESTABLISHED)
        return
    found = tuple(_at_the_border(asked, ranked))
    none = "No tie at the border of the award hides behind rounding, and rounding makes none."
    said = " ".join(found) or none
    yield Answer(ID, "ties", said, Verdict.PROVED, Basis.CLOSED_FORM)


def _at_the_border(asked: Asked, ranked: list[Placing]) -> Iterator[str]:
    """Each bid that is not awarded, against the last that is; or those tied, against each other."""
    ranked = sorted(ranked, key=lambda one: (one.rank or 0, one.bid))
    last = ranked[asked.case.rules.places - 1]
    for other in ranked[asked.case.rules.places :]:
        level, exactly = last.total == other.total, last.total_exact == other.total_exact
        if exactly and not level:
            yield f"{last.bid} and {other.bid} are exactly level, and rounding sets them apart."
        elif level and not exactly:
            assert last.total_exact is not None
            assert other.total_exact is not None
            gap = last.total_exact - other.total_exact
            ahead = last if (gap > 0) == (asked.result.better == "higher") else other
            pair = listed((last.bid, other.bid))
            unit, currency = asked.result.unit, asked.case.inputs.tender.currency
            money = unit == "money"
            size = amount(abs(gap), unit, currency) if money else f"{points_text(abs(gap))} {unit}"
            yield f"Rounding makes {pair} level; on exact figures {ahead.bid} is ahead by {size}."


ROUNDING_AUDIT = Analysis(
    id=ID,
    question="Would another rounding have changed the award?",
    when="Before publishing a rounding rule, and where the margin is small.",
    not_said="That another rounding would have been right.",
    needs=("an assessed bid",),
    source="every stage, 0 to 4 places and every mode, each worked out by the published rules",
    checker="recomputed by bideval: the folder with that rounding",
    oracle="the rounding edited in the tender and the lot judged again",
    run=run,
)
