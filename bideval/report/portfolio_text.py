"""A portfolio for the terminal: first what the data are worth, then what each scenario changes."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import islice

from bideval.model.numbers import fixed_text
from bideval.portfolio.counted import By
from bideval.portfolio.reasons import REASONS
from bideval.portfolio.result import INVENTED, LIMITS, Portfolio, money, share
from bideval.portfolio.scenario import Scenario
from bideval.portfolio.tally import Asked, OfGroup, OfScenario, Range
from bideval.report.tables import money_text, one_line, shortened, table_text, wrapped

_MOST_ROWS = 20


def portfolio_text(found: Portfolio) -> str:
    """Return the page."""
    return "\n".join(_page(found))


def _page(found: Portfolio) -> Iterator[str]:
    tally = found.tally
    counts = f"{many_text(tally.evaluated, 'tender')} evaluated, {many_text(tally.bids, 'bid')}"
    if tally.awards > tally.evaluated:
        counts += f"; {many_text(tally.awards, 'award')}, as each lot is one"
    yield f"Portfolio of {many_text(tally.lines, 'line')}: {counts}"
    if tally.illustrations:
        yield from wrapped(f"ILLUSTRATION. {INVENTED}", "")
    yield from ("", "What the data are worth", "")
    yield from _quality(found)
    yield from ("", "What they cannot show", "")
    for words in LIMITS:
        yield from wrapped(f"- {words}", "  ")
    yield from ("", "The awards as published", "")
    yield from _published(found)
    if found.scenarios:
        yield from ("", "Under other rules", "")
        yield _scenarios(found)
    for scenario, one in found.rows[1:]:
        yield from _details(found, scenario, one)


def _quality(found: Portfolio) -> Iterator[str]:
    tally = found.tally
    if found.rejected:
        yield f"  {many_text(found.rejected, 'line')} not evaluated:"
        rows = [(f"{count:,}", REASONS[reason]) for reason, count in _greatest(tally.rejected)]
        yield table_text(("lines", "why"), rows, {0}, "    ")
    elif tally.evaluated:
        yield "  Every line was evaluated."
    else:
        yield "  There is no line to evaluate."
    if found.blank:
        yield f"  {many_text(found.blank, 'blank line')}."
    if tally.evaluated:
        yield "  The rule as it was read, beside what is recorded:"
        rows = [(f"{count:,}", word) for word, count in _greatest(tally.recorded)]
        yield table_text(("awards", "recorded"), rows, {0}, "    ")
    lacking = [(f"{count:,}", word) for word, count in _greatest(tally.unstated)]
    if lacking:
        yield "  Tenders that do not state:"
        yield table_text(("awards", "what"), lacking, {0}, "    ")


def _greatest(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _published(found: Portfolio) -> Iterator[str]:
    one, tally = found.published, found.tally
    sole = one.applies - one.undecided - one.nobody
    others = f"{one.undecided:,} tied without a published rule, {one.nobody:,} to nobody"
    yield f"  {many_text(sole, 'award')} to one bid, {others}"
    for words, asked in (
        ("a losing bid decided who won", tally.losing_bid),
        ("one step of one mark would move the award", tally.one_mark),
        ("one point of weight would move the award", tally.one_point),
    ):
        yield f"  {_moves(asked)} {words}"
    for currency, paid in one.paid.items():
        yield f"  prices of the winners: {currency} {_range(paid.before_low, paid.before_high)}"
    for currency, local in one.local.items():
        if count := one.local_stated.get(currency):
            stated = f"stated in {count:,} of {one.applies:,}"
            yield f"  spent locally, {stated}: {currency} {_range(local.before_low, local.before_high)}"
    yield from _groups(found, one, is_published=True)


def _moves(asked: Asked) -> str:
    if not asked.asked:
        return "in none of the awards could it be asked whether"
    return f"in {asked.moves:,} of {asked.asked:,} ({_percent(asked.moves, asked.asked)})"


def _scenarios(found: Portfolio) -> str:
    rows = [
        (
            shortened(scenario.text, 44),
            f"{one.applies:,}",
            f"{one.changed:,}",
            _percent(one.changed, one.applies),
            f"{one.undecided:,}",
            f"{one.nobody:,}",
        )
        for scenario, one in found.rows[1:]
    ]
    header = ("scenario", "applies to", "winner changes", "share", "tied", "nobody")
    return table_text(header, rows, {1, 2, 3, 4, 5})


def _details(found: Portfolio, scenario: Scenario, one: OfScenario) -> Iterator[str]:
    yield from ("", one_line(scenario.text), "")
    for reason, count in _greatest(one.cannot):
        yield f"  {many_text(count, 'tender')} left out: {reason}"
    if not one.applies:
        return
    for words, amounts in (("price", one.paid), ("spent locally", one.local)):
        for currency, held in amounts.items():
            if held != Range():
                yield from wrapped(f"{words}: {currency} {_before_after(held)}", "  ")
    moves = _greatest(one.from_to)
    if moves:
        yield "  From whom to whom:"
        rows = [(f"{count:,}", *pair.split(" > ")) for pair, count in moves[:_MOST_ROWS]]
        yield table_text(("awards", "as published", "then"), rows, {0}, "    ")
        yield from _rest(len(moves))
    yield from _groups(found, one)


def _groups(found: Portfolio, one: OfScenario, *, is_published: bool = False) -> Iterator[str]:
    groups = _sorted(found, one)
    if not groups:
        yield f"  By {found.by.value}: no award, and so no group"
        return
    columns = _columns(found, is_published=is_published)
    rows = [(shortened(name), *(cell(group) for cell in columns.values())) for name, group in groups]
    yield f"  By {found.by.value}:"
    header = (found.by.value, *columns)
    yield table_text(header, rows[:_MOST_ROWS], set(range(1, len(header))), "    ")
    yield from _rest(len(groups))


def _columns(found: Portfolio, *, is_published: bool) -> dict[str, Callable[[OfGroup], str]]:
    """What is told of each group, by heading; of the published awards only what is published."""
    of_bidders: dict[str, Callable[[OfGroup], str]] = {
        "bids in": lambda group: f"{group.tenders:,}",
        "awards published": lambda group: f"{group.before:,}",
        "awards then": lambda group: f"{group.after:,}",
        "difference": lambda group: f"{group.after - group.before:+,}",
    }
    of_tenders: dict[str, Callable[[OfGroup], str]] = {
        "tenders": lambda group: f"{group.tenders:,}",
        "winner changes": lambda group: f"{group.changed:,}",
        "share": lambda group: _percent(group.changed, group.tenders),
    }
    columns, published = (of_bidders, 2) if found.by.is_of_bidders else (of_tenders, 1)
    return dict(islice(columns.items(), published)) if is_published else columns


def _sorted(found: Portfolio, one: OfScenario) -> list[tuple[str, OfGroup]]:
    """Years in their order, other groups by how many tenders they hold."""
    if found.by is By.YEAR:
        return sorted(one.groups.items())
    return sorted(one.groups.items(), key=lambda item: (-item[1].tenders, item[0]))


def _rest(count: int) -> Iterator[str]:
    if count > _MOST_ROWS:
        yield f"    and {count - _MOST_ROWS} more, in --json and --csv"


def _before_after(held: Range) -> str:
    before = _range(held.before_low, held.before_high)
    return f"{before} as published, {_range(held.after_low, held.after_high)} then"


def _range(low: int, high: int) -> str:
    least, most = money_text(money(low)), money_text(money(high))
    return least if low == high else f"{least} to {most}"


def _percent(part: int, whole: int) -> str:
    found = share(part, whole)
    return "-" if found is None else f"{fixed_text(Fraction(found), 1)}%"


def many_text(count: int, word: str) -> str:
    """Return a count with its word."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
