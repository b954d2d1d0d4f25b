"""The published criteria and methodology as letters tell them: regulation 31, contents (d).

Title, relative importance, how it is assessed by scores, and the scores available, in
published order; and where it stands in full.  All of it was published, so every reader has it.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.model.amounts import money_text
from bideval.model.inputs import Inputs
from bideval.model.letter import PublishedCriterion
from bideval.model.numbers import decimal_text, figure_text
from bideval.model.parameters import Value, With
from bideval.model.scale import ScaleMark
from bideval.model.tender import Tender
from bideval.report.letters.by_authority import authorities_told, weights_by_authority
from bideval.report.pack_words import points_words
from bideval.report.page.rules_seen import rules_seen
from bideval.report.tables import name_text
from bideval.scoring.lot_rules import Leaf, LotRules, Node, Section

_SYMBOLS = (
    ("P", "P the price"),
    ("Pmin", "Pmin the lowest price assessed"),
    ("Pmax", "Pmax the highest"),
    ("Pavg", "Pavg the mean"),
)


def published(rules: LotRules) -> tuple[PublishedCriterion, ...]:
    """Return every published criterion, sections before what they add up."""
    return tuple(_criteria(rules.tree, 0, weights_by_authority(rules)))


def _criteria(
    tree: tuple[Node, ...], depth: int, by_authority: Mapping[str, str]
) -> Iterator[PublishedCriterion]:
    for node in tree:
        yield PublishedCriterion(
            name_text(node.title),
            depth,
            figure_text(node.weight),
            "; ".join([*_assessed(node), *filter(None, [by_authority.get(node.id)])]),
            () if isinstance(node, Section) else _available(node),
            name_text(node.clause) if node.clause else "",
        )
        if isinstance(node, Section):
            yield from _criteria(node.children, depth + 1, by_authority)


def _assessed(node: Node) -> Iterator[str]:
    if isinstance(node, Section):
        yield "the sum of its criteria"
    elif node.formula is not None:
        symbols = [words for symbol, words in _SYMBOLS if symbol in node.formula.rule]
        yield f"points by price ({node.formula.title}): {node.formula.rule}{_where(symbols)}"
        yield from _with(node)
    elif node.scale is not None:
        yield f"marked on a scale with {node.scale.words()}"
    else:
        yield "points by the rule below, on a figure that is stated"
        yield from _with(node)
    if node.normalise:
        yield "measured against the best of all"
    minimum = node.minimum
    if minimum is not None and minimum.points is not None:
        yield f"at least {figure_text(minimum.points)} points"
    if minimum is not None and minimum.mark is not None:
        yield f"at least the mark {figure_text(minimum.mark)}"


def _with(leaf: Leaf) -> Iterator[str]:
    """The published values that the rule takes."""
    values = _values(leaf.with_)
    if values:
        yield f"with {values}"


def _values(with_: With) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_value(value)}" for name, value in sorted(with_.items()))


def _value(value: Value) -> str:
    if isinstance(value, Fraction):
        return money_text(value)
    if isinstance(value, Mapping):
        return " ".join(f"{name} {_value(one)}" for name, one in value.items())
    return ", ".join(map(_value, value)) if isinstance(value, tuple) else value or "none"


def _where(symbols: list[str]) -> str:
    return f" ({', '.join(symbols)})" if symbols else ""


def _available(leaf: Leaf) -> tuple[str, ...]:
    """The scores available, with their published words."""
    if leaf.scale is None:
        return ("0 to 100 points",) if leaf.points is None else tuple(points_words(leaf.points))
    if leaf.scale.step is not None:
        return (f"{leaf.scale.words()}, in proportion from 0 to 100 points",)
    return tuple(_one_mark(one) for one in leaf.scale.marks)


def _one_mark(one: ScaleMark) -> str:
    words = f": {name_text(one.words)}" if one.words else ""
    return f"{decimal_text(one.mark)} = {figure_text(one.points)} points{words}"


def methodology(inputs: Inputs, rules: LotRules) -> tuple[tuple[str, str], ...]:
    """Return how scores become a result: method, marks, rounding, ranking, ties."""
    others = rules_seen(inputs, rules).others
    titles = {node.id: name_text(node.title) for node in rules.nodes()}
    ladder = [f"{one.by.replace('-', ' ')}{f' of {titles[one.of]}' if one.of else ''}" for one in rules.ties]
    ties = ("Ties", ", then ".join(ladder) or "no rule")
    kept = [(one.what, one.words) for one in others if not one.what.startswith(("Document ", "Ties"))]
    values = _values(rules.with_)
    return (
        *kept,
        *authorities_told(rules),
        *((("Published values of the method", values),) if values else ()),
        ties,
    )


def documents(tender: Tender) -> tuple[str, ...]:
    """Return where the methodology stands in full."""
    return tuple(
        f"{name_text(one.title)} ({one.id}{f', version {name_text(one.version)}' if one.version else ''})"
        for one in tender.documents
    )
