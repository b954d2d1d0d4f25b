"""What screens raised: counts first, then each flag with its arithmetic; and the same as JSON.

A flag is no verdict: it says where to look.  The page says so before any name stands on it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from bideval.analysis.screens.market import Flag
from bideval.analysis.screens.screened import RED_FLAGS
from bideval.model.numbers import exact_text, figure_text
from bideval.report.tables import one_line, table_text, wrapped
from bideval.scoring.price_json import Json

WARNING = (
    "Screens say where a second look is worth while. A flag is no proof of anything, "
    "most flags have an honest reason, and none of this touches a score."
)
SHOWN = 20  # flags of one screen listed in full
_FIRST = {"process": 0, "buyer": 1, "procuring-entity": 2, "tenderer": 3}


def screens_text(
    name: str, contests: int, flags: Sequence[Flag], asked: Sequence[str], most: int = SHOWN
) -> str:
    """The flags as a page; ``asked`` are the screens that looked, in order."""
    counted = Counter((one.screen, one.about.kind) for one in flags)
    raised = {one.screen for one in flags}
    rows = [(one, *(_count(counted[one, kind]) for kind in _FIRST)) for one in asked if one in raised]
    lines = [
        f"{contests:,} {'process' if contests == 1 else 'processes'} of {name} screened.",
        *wrapped(WARNING, ""),
    ]
    if rows:
        header = ("screen", "processes", "buyers", "entities", "tenderers")
        lines += ["", table_text(header, rows, {1, 2, 3, 4})]
    silent = [f"{one} ({what_it_looks_for(one)})" for one in asked if one not in raised]
    if silent:
        lines += ["", *wrapped(f"Raised nothing: {', '.join(silent)}.", "")]
    for screen in asked:
        own = sorted((one for one in flags if one.screen == screen), key=_order)
        if own:
            lines += ["", f"{screen}: {what_it_looks_for(screen)}"]
            lines += [line for one in own[:most] for line in _flag(one)]
            lines += [f"  and {len(own) - most:,} more; --json lists them all"] if len(own) > most else []
    return "\n".join(lines)


def what_it_looks_for(screen: str) -> str:
    """What a screen looks for, in a few words."""
    return RED_FLAGS.get(screen, "a price far below those it is held against")


def _count(count: int) -> str:
    return f"{count:,}" if count else "-"


def _order(flag: Flag) -> tuple[int, str, str]:
    return _FIRST[flag.about.kind], flag.about.id, flag.worked


def _flag(flag: Flag) -> list[str]:
    return wrapped(f"{flag.about.kind} {one_line(flag.about.id)}: {flag.worked}", "  ")


def screens_data(
    name: str, contests: int, flags: Sequence[Flag], asked: Sequence[str], levels: Mapping[str, str]
) -> dict[str, Json]:
    """The flags as JSON data; ``levels`` are those that were set."""
    order = {screen: place for place, screen in enumerate(asked)}
    return {
        "schema": "bideval/screens",
        "version": 1,
        "source": name,
        "warning": WARNING,
        "processes": contests,
        "screens": [{"id": one, "looks_for": what_it_looks_for(one)} for one in asked],
        "set": dict(levels),
        "flags": [
            {
                "screen": one.screen,
                "about": one.about.kind,
                "id": one.about.id,
                "value": None if one.value is None else figure_text(one.value),
                "value_exact": None if one.value is None else exact_text(one.value),
                "worked": one.worked,
            }
            for one in sorted(flags, key=lambda flag: (order[flag.screen], *_order(flag)))
        ],
    }
