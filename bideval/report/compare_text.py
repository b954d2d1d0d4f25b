"""Two drafts for people: who wins, which rules differ, who gains and loses, and which rule moves what.

The first draft is called A and the second B.  Fits 100 columns where ids are of common length.
It takes no side: nothing says that one draft is better.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import award_words, listed
from bideval.analysis.drafts.compare import Compared, Draft, Moved, Tried, is_about_bids, turns
from bideval.analysis.eligible import award_of
from bideval.analysis.whatif import SideBySide, result_words
from bideval.model.evaluation import LotResult, Placing, PlacingStatus
from bideval.report.evaluation_text import ILLUSTRATION, figure_places, sentence
from bideval.report.findings_text import finding_text
from bideval.report.tables import aligned, most_decimals, one_line, shortened, table_text, wrapped
from bideval.report.whatif_text import admitted_lines, both_notes, cost_lines, placings_text

NAMES = "in A", "in B"
VALUE = 30  # characters of what a rule says
MOST_COLUMNS = 7  # rules in one table of what each moves
NO_RESULT = "no result"
BEFORE = "in A"
WHICH = "Which rule moves what: A with the rule of B, and B with the rule of A."


def compare_text(first: Draft, second: Draft, compared: Compared) -> str:
    """Return the page of two drafts that were set side by side."""
    shown = any(one.evaluation.illustration for one in (first, second))
    both = zip("AB", (first, second), strict=True)
    names = [f"{letter}  {one.name}: {one_line(one.evaluation.title)}" for letter, one in both]
    blocks = ["\n".join([ILLUSTRATION, *names] if shown else names)]
    blocks += [_opening(lot, compared, first.evaluation.currency) for lot in compared.lots]
    blocks.append(_rules(compared.moved))
    for lot in compared.lots:
        blocks += _lot(lot, compared, first.evaluation.currency)
    blocks += [finding_text(one) for one in compared.findings]
    blocks.append(f"A {first.evaluation.digest}\nB {second.evaluation.digest}")
    return "\n\n".join(one for one in blocks if one)


def compare_sentence(lot: SideBySide, compared: Compared, currency: str, *, single: bool) -> str:
    """Who is awarded under B instead of A, and which rules turn it, in one or two sentences."""
    where = "" if single else f"In lot {lot.published.id}, "
    bids = " and bids" if any(is_about_bids(one.rule) for one in compared.moved) else ""
    opening = f"{where}{'U' if single else 'u'}nder the rules{bids} of B, "
    said = result_words(lot, currency, BEFORE)
    return f"{opening}{said}. {_why(lot, compared.moved)}"


def _opening(lot: SideBySide, compared: Compared, currency: str) -> str:
    return "\n".join(wrapped(compare_sentence(lot, compared, currency, single=len(compared.lots) == 1), ""))


def _why(lot: SideBySide, moved: Sequence[Moved]) -> str:
    """Which rules turn the award by themselves, and without which it would not turn."""
    if not moved:
        return "No rule differs."
    alone = [one.rule.words for one in moved if turns(one, lot)[0]]
    needed = [one.rule.words for one in moved if turns(one, lot)[1]]
    if lot.before == lot.after and not alone:
        return "No rule that differs changes the award by itself either."
    said = [f"Rules that change the award of A by themselves: {listed(alone or ['none'])}."]
    if lot.before == lot.after:
        said.append("Together they leave it as it is.")
    if needed:
        said.append(f"Rules without which B would come to another award: {listed(needed)}.")
    return " ".join(said)


def _rules(moved: Sequence[Moved]) -> str:
    if not moved:
        return "Rules that differ: none."
    rows = [row for number, one in enumerate(moved, 1) for row in _said(number, one)]
    table = table_text(("", "rule", "in A", "in B"), rows, right={0})
    count = sum(not is_about_bids(one.rule) for one in moved)
    bids = " The bids differ too." if any(is_about_bids(one.rule) for one in moved) else ""
    return f"Rules that differ: {count or 'none'}.{bids}\n\n{table}"


def _said(number: int, one: Moved) -> Iterator[tuple[str, str, str, str]]:
    head = one.rule.words
    for said in one.rule.said:
        name = f"{head}: {said.part}" if head and said.part else head or f"  {said.part}"
        first, second = (shortened(text, VALUE) for text in (said.first, said.second))
        yield str(number) if head else "", name if not head else shortened(name, 34), first, second
        head = ""


def _lot(lot: SideBySide, compared: Compared, currency: str) -> Iterator[str]:
    if len(compared.lots) > 1:
        yield f"Lot {lot.published.id}: {one_line(lot.published.title)}"
    yield f"A: {sentence(lot.published, currency)}\nB: {sentence(lot.changed, currency)}"
    yield from both_notes(lot, NAMES)
    yield placings_text(lot, NAMES)
    yield "\n".join(admitted_lines(lot))
    yield "\n".join(["What it costs:", *cost_lines(lot, currency, NAMES)])
    if compared.moved:
        yield f"{WHICH}\n\n{_turns(lot, compared.moved)}"
        yield _gains(lot, compared.moved)


def _turns(lot: SideBySide, moved: Sequence[Moved]) -> str:
    rows = [
        (str(number), shortened(one.rule.words, 26), _result(one.alone, lot), _result(one.without, lot))
        for number, one in enumerate(moved, 1)
    ]
    places = lot.published.places
    rows.append(("", "as they are", award_words(lot.before, places), award_words(lot.after, places)))
    table = table_text(("", "rule", "A with it", "B without it"), rows, right={0})
    whys = dict.fromkeys(tried.why for one in moved for tried in (one.alone, one.without) if tried.why)
    return "\n".join([table, *(line for why in whys for line in wrapped(f"{NO_RESULT}: {why}", "  "))])


def _result(tried: Tried, lot: SideBySide) -> str:
    found = _of(tried, lot)
    return NO_RESULT if found is None else award_words(award_of(found), found.places)


def _of(tried: Tried, lot: SideBySide) -> LotResult | None:
    return next((one for one in tried.lots if one.id == lot.published.id), None)


def _gains(lot: SideBySide, moved: Sequence[Moved]) -> str:
    """What each bid gains or loses by each rule of B put into A, and by all of them."""
    if lot.published.unit != lot.changed.unit:
        return ""
    columns = [(str(number), _of(one.alone, lot)) for number, one in enumerate(moved, 1)][:MOST_COLUMNS]
    columns.append(("all", lot.changed))
    before = {one.bid: one for one in lot.published.placings}
    bids = [bid for bid, _, _ in lot.rows]
    places = figure_places(lot.published)
    cells = [_column(before, result, bids, places) for _, result in columns]
    rows = [(bid, *(cell[at] for cell in cells)) for at, bid in enumerate(bids)]
    header = (f"{lot.published.unit} gained by", *(name for name, _ in columns))
    more = f"\n  and {len(moved) - MOST_COLUMNS} rules more, in the JSON" if len(moved) > MOST_COLUMNS else ""
    return table_text(header, rows, right=set(range(1, len(header)))) + more


def _column(
    before: dict[str, Placing], result: LotResult | None, bids: Sequence[str], places: int
) -> list[str]:
    after = {one.bid: one for one in result.placings} if result is not None else {}
    gaps = [_gap(before.get(bid), after.get(bid)) for bid in bids]
    shown = aligned(gaps, max(most_decimals(gaps), places), plus=True)
    return [_moved_in(before.get(bid), after.get(bid)) or text for bid, text in zip(bids, shown, strict=True)]


def _gap(one: Placing | None, other: Placing | None) -> Fraction | None:
    if one is None or other is None or one.total is None or other.total is None:
        return None
    return other.total - one.total


def _moved_in(one: Placing | None, other: Placing | None) -> str:
    was, now = (each is not None and each.status is PlacingStatus.ASSESSED for each in (one, other))
    if was == now or other is None:
        return ""
    return "let in" if now else "shut out"
