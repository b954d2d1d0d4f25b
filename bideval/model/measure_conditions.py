"""Conditions that must all be met, from text: ``all-of`` with words for what comes out.

Unlike ``count-passing`` it compares words too, asks for evidence, and has an answer of
its own where something is not known.  Nothing is decided here.
"""

from collections.abc import Callable, Mapping

from bideval.model.measure import NOT_ESTABLISHED, AllNode, Condition, FieldNode, Measure
from bideval.model.measure_leaves import Context
from bideval.model.raw import Amount, amount_of, check_keys, choice_of, list_of, mapping_of, text_of
from bideval.model.rules import Test
from bideval.model.units import Unit

Read = Callable[[object, str], Measure | None]
_NUMBERS = (Test.AT_LEAST, Test.MORE_THAN, Test.AT_MOST, Test.LESS_THAN, Test.IS)
_WORDS = (Test.IS, Test.ONE_OF)


def read_all_of(node: Mapping[str, object], at: str, context: Context, read: Read) -> Measure | None:
    """Read ``{all-of: [CONDITION, ...], met, not_met, when_missing}``; ``read`` reads a step."""
    notes, place = context.notes, f"{at}/all-of"
    entries = list_of(node["all-of"], place, notes, "conditions, each with of, test and against")
    met = text_of(node.get("met"), f"{at}/met", notes, "the word where all are met")
    not_met = text_of(node.get("not_met"), f"{at}/not_met", notes, "the word where one is not met")
    if len({met, not_met, NOT_ESTABLISHED}) < 3:
        notes.add(
            at, f"the words met, not_met and {NOT_ESTABLISHED} are not all different", "Use three words."
        )
    missing = choice_of(node.get("when_missing"), f"{at}/when_missing", notes, ("refuse", NOT_ESTABLISHED))
    if entries is None or met is None or not_met is None or missing is None:
        return None
    found = [_condition(one, f"{place}/{index}", context, read) for index, one in enumerate(entries)]
    sound = tuple(one for one in found if one is not None)
    return AllNode(sound, met, not_met, missing == "refuse") if len(sound) == len(found) else None


def _condition(raw: object, at: str, context: Context, read: Read) -> Condition | None:
    notes = context.notes
    entry = mapping_of(raw, at, notes, "a condition with of, test and against")
    if entry is None:
        return None
    check_keys(entry, ("of", "test", "against", "evidence"), at, notes)
    of = read(entry.get("of"), f"{at}/of")
    if of is not None and of.years is not None:
        notes.add(f"{at}/of", "a condition compares one value", "Reduce the years to one value.")
        return None
    if of is None:
        return None
    test = choice_of(entry.get("test"), f"{at}/test", notes, _WORDS if of.unit is Unit.WORDS else _NUMBERS)
    evidence = _evidence(entry, at, context, read) if "evidence" in entry else None
    if test is None or ("evidence" in entry and evidence is None):
        return None
    against = _against(entry.get("against"), f"{at}/against", of.unit, Test(test), context)
    return None if against is None else Condition(of, Test(test), against, evidence)


def _evidence(entry: Mapping[str, object], at: str, context: Context, read: Read) -> FieldNode | None:
    """A field of words: what the evidence is, and where it stands."""
    found = read(entry["evidence"], f"{at}/evidence")
    if isinstance(found, FieldNode) and found.unit is Unit.WORDS:
        return found
    if found is not None:
        remedy = (
            "Name a declared or judged value in words, such as {field: bid.declared.articles, unit: words}."
        )
        context.notes.add(f"{at}/evidence", "evidence is a field of words", remedy)
    return None


def _against(
    raw: object, at: str, unit: Unit, test: Test, context: Context
) -> Amount | str | tuple[str, ...] | None:
    """A number or its parameter; for words one word, or the list of those that pass."""
    if unit is not Unit.WORDS:
        return amount_of(raw, at, context.notes, unit, context.parameters)
    if test is Test.IS:
        return text_of(raw, at, context.notes, "the word that passes")
    words = list_of(raw, at, context.notes, "words that pass")
    return None if words is None else tuple(str(one) for one in words)
