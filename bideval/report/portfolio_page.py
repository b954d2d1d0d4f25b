"""A portfolio as one offline page: no script, nothing loaded, every value escaped.

The pictures show what the tables beside them say: the share of awards that change under each
scenario, and what each group gains or loses.
"""

from collections.abc import Sequence
from fractions import Fraction
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from bideval.model.numbers import fixed_text
from bideval.portfolio.reasons import REASONS
from bideval.portfolio.result import INVENTED, LIMITS, Portfolio, money, share
from bideval.portfolio.tally import OfScenario, Range
from bideval.report.page.render import pin
from bideval.report.pictures.svg import COLOURS, INK, QUIET, WIDTH, Scale, bar, inline, line, text
from bideval.report.tables import money_text, shortened

_LEFT, _RIGHT, _ROW = 290, WIDTH - 90, 26


class Bar(NamedTuple):
    """A row of a picture."""

    label: str
    value: Fraction
    words: str


class Section(NamedTuple):
    """One scenario as the page shows it."""

    title: str
    one: OfScenario
    left_out: list[tuple[str, int]]
    amounts: list[tuple[str, str, str, str]]
    moves: list[tuple[str, str, int]]
    picture: str


def portfolio_html(found: Portfolio) -> str:
    """Return the page."""
    environment = Environment(
        loader=PackageLoader("bideval.report.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = (files("bideval.report.page") / "parts" / "portfolio.css").read_text(encoding="utf-8")
    return environment.get_template("portfolio.html.j2").render(
        found=found,
        css=css,
        css_pin=pin(css),
        limits=LIMITS,
        invented=INVENTED if found.tally.illustrations else "",
        reasons=[(count, REASONS[reason]) for reason, count in _greatest(found.tally.rejected)],
        recorded=_greatest(found.tally.recorded),
        lacking=_greatest(found.tally.unstated),
        published=_published(found),
        asked=[
            ("A losing bid decided who won", found.tally.losing_bid),
            ("One step of one mark would move the award", found.tally.one_mark),
            ("One point of weight would move the award", found.tally.one_point),
        ],
        overview=_overview(found),
        sections=[_section(found, place) for place in range(len(found.scenarios))],
        percent=percent,
    )


def percent(part: int, whole: int) -> str:
    """Return a share for people."""
    found = share(part, whole)
    return "-" if found is None else f"{fixed_text(found, 1)}%"


def _published(found: Portfolio) -> list[tuple[str, str]]:
    """What became of the awards, and the sums of money, in the words of the text."""
    one = found.published
    sole = one.applies - one.undecided - one.nobody
    rows = [
        ("Awards to one bid", f"{sole:,}"),
        ("Tied without a published rule", f"{one.undecided:,}"),
        ("To nobody", f"{one.nobody:,}"),
    ]
    for currency, paid in one.paid.items():
        rows.append(("Prices of the winners", f"{currency} {_range(paid.before_low, paid.before_high)}"))
        if count := one.local_stated.get(currency):
            local = one.local[currency]
            words = f"Spent locally, stated in {count:,} of {one.applies:,}"
            rows.append((words, f"{currency} {_range(local.before_low, local.before_high)}"))
    return rows


def _greatest(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _overview(found: Portfolio) -> str:
    bars = [
        Bar(scenario.text, share(one.changed, one.applies) or Fraction(0), percent(one.changed, one.applies))
        for scenario, one in found.rows[1:]
    ]
    return _drawn("overview-title", bars) if bars else ""


def _section(found: Portfolio, place: int) -> Section:
    scenario, one = found.rows[place + 1]
    bars = []
    for name, group in sorted(one.groups.items()):
        if found.by.is_of_bidders:
            gain = group.after - group.before
            bars.append(Bar(name, Fraction(gain), f"{gain:+,}"))
        else:
            changes = share(group.changed, group.tenders) or Fraction(0)
            bars.append(Bar(name, changes, percent(group.changed, group.tenders)))
    amounts = [
        (words, currency, _range(held.before_low, held.before_high), _range(held.after_low, held.after_high))
        for words, ranges in (("Prices of the winners", one.paid), ("Spent locally", one.local))
        for currency, held in ranges.items()
        if held != Range()
    ]
    moves = [(*_pair(pair), count) for pair, count in _greatest(one.from_to)]
    picture = _drawn(f"groups-{place}", bars[:40]) if bars else ""
    return Section(scenario.text, one, _greatest(one.cannot), amounts, moves, picture)


def _pair(pair: str) -> tuple[str, str]:
    before, _, after = pair.partition(" > ")
    return before, after


def _range(low: int, high: int) -> str:
    least, most = money_text(money(low)), money_text(money(high))
    return least if low == high else f"{least} to {most}"


def _drawn(labelled_by: str, bars: Sequence[Bar]) -> str:
    """Bars from one line of nothing, to the right above it and to the left below."""
    values = [one.value for one in bars]
    across = Scale(min(Fraction(0), *values), max(Fraction(1), *values), _LEFT, _RIGHT)
    zero = across.at(Fraction(0))
    depth = _ROW * len(bars)
    pieces = [line((zero, 0, zero, depth), colour=QUIET)]
    for place, one in enumerate(bars):
        y = _ROW * place
        end = across.at(one.value)
        pieces.append(text(_LEFT - 50, y + 17, shortened(one.label), anchor="end", size=12))
        pieces.append(bar(zero, y + 4, end - zero, 16, COLOURS[0] if one.value >= 0 else COLOURS[5]))
        pieces.append(text(max(end, zero) + 6, y + 17, one.words, size=12, fill=INK))
    return inline(labelled_by, pieces, depth + 8)
