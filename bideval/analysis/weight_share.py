"""``weight-share``: in what share of the weight settings considered each bid has each rank (A5).

With up to three free weights the settings are cut where two bids are level, and shares are
exact lengths, areas or volumes.  With more they are sampled by counted draws from the seed
of the question (``bideval.kernel.shares``): even draws over all weights, else walks; the
interval is Wilson's for even draws, and from the spread of the walks for walks.

A rank is one more than the number of bids ahead, in totals before the last roundings.
Level bids share a rank.  A share is of the settings considered, which are printed beside
it, and of nothing else.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.answer import (
    Answer,
    Basis,
    Cell,
    Heading,
    Table,
    Verdict,
    does_not_apply,
    not_established,
)
from bideval.analysis.award_words import listed
from bideval.analysis.entry import Analysis
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.pictures import Share, Shares
from bideval.analysis.question import Asked
from bideval.analysis.rank_range import ONE_BID
from bideval.analysis.rank_shares import HUNDRED, ZERO, Found, shares_of
from bideval.analysis.settings import settings_of
from bideval.analysis.share_settings import Group, Space, share_space
from bideval.model.numbers import decimal_text

ID = "weight-share"


def run(asked: Asked) -> tuple[Answer, ...]:
    """Return the one answer about a lot."""
    settings = settings_of(asked)
    if isinstance(settings, str):
        return (does_not_apply(ID, settings),)
    if len(settings.space.bids) < 2:
        return (does_not_apply(ID, ONE_BID),)
    space = share_space(settings)
    if isinstance(space, NotEstablished):
        said = "The extent of the settings is not established, so no share of them is."
        return (not_established(ID, "", said, space.reason),)
    found = shares_of(space, asked.question.seed, asked.question.samples)
    return (_answer(asked, space, found),)


def _answer(asked: Asked, space: Space, found: Found) -> Answer:
    exact = not found.samples
    return Answer(
        ID,
        "",
        _sentence(space, found),
        Verdict.PROVED if exact else Verdict.ESTIMATED,
        Basis.CLOSED_FORM if exact else Basis.SAMPLE,
        (_ranks_table(space, found), *_sure(space, found), _centres_table(space, found)),
        notes=tuple(_notes(asked, space, found)),
        picture=_picture(space, found),
    )


def _awarded(space: Space, found: Found, group: Group) -> Fraction:
    """The share of settings in which the group's bids rank within the places."""
    return sum(found.shares[group.first][: space.settings.space.places], ZERO)


def _sentence(space: Space, found: Found) -> str:
    where = "first" if space.settings.space.places == 1 else "within the places"
    ranked = sorted(space.groups, key=lambda group: (-_awarded(space, found, group), group.bids))
    able = [group for group in ranked if _awarded(space, found, group)]
    parts = [
        f"{listed(group.bids)}{' (level)' if len(group.bids) > 1 else ''} "
        f"{_verb(group, where) if place == 0 else ''}in {_share_text(_awarded(space, found, group), found)}"
        for place, group in enumerate(able)
    ]
    said = f"Of the weight settings considered ({space.settings.words}), {', '.join(parts)}"
    if len(able) == len(ranked):
        return f"{said}."
    return f"{said}; no other bid in any {'that was drawn' if found.samples else 'of them'}."


def _verb(group: Group, where: str) -> str:
    return f"rank{'s' if len(group.bids) == 1 else ''} {where} "


def _share_text(share: Fraction, found: Found) -> str:
    """A share in whole percents, or to two places where it is exact."""
    if not found.samples:
        text = decimal_text(share * HUNDRED, 2)
        return "less than 0.01%" if text == "0" and share else f"{text}%"
    return f"{_whole(share)}"


def _whole(share: Fraction) -> str:
    percent = int(share * HUNDRED + Fraction(1, 2))
    if percent == 0 and share:
        return "less than 1%"
    return "more than 99%" if percent == 100 and share < 1 else f"{percent}%"


def _ranks_table(space: Space, found: Found) -> Table:
    """One row a bid: its share of each rank, and who is level with it (else level has no extent)."""
    count = len(space.settings.space.bids)
    unit = "" if found.samples else "%"
    headings = (
        Heading("bid", "bid"),
        *(Heading(f"rank_{rank}", f"rank {rank}", unit) for rank in range(1, count + 1)),
        Heading("level", "level everywhere with"),
    )
    rows: list[tuple[Cell, ...]] = []
    for bid, group in _by_bid(space):
        own = found.shares[group.first]
        cells: list[Cell] = [_whole(share) if found.samples else share * HUNDRED for share in own]
        rows.append((bid, *cells, tuple(one for one in group.bids if one != bid) or None))
    return Table(f"Share of the settings considered: {space.settings.words}", headings, tuple(rows))


def _by_bid(space: Space) -> list[tuple[str, Group]]:
    return sorted((bid, group) for group in space.groups for bid in group.bids)


def _sure(space: Space, found: Found) -> Iterator[Table]:
    """How sure sampled first ranks are."""
    if not found.samples:
        return
    headings = (
        Heading("bid", "bid"),
        Heading("share", "rank 1"),
        Heading("from", "from", "%"),
        Heading("to", "to", "%"),
    )
    rows: list[tuple[Cell, ...]] = []
    for bid, group in _by_bid(space):
        low, high = found.intervals[group.first][0]
        down, up = int(low * 1000), -int(-high * 1000 // 1)
        rows.append((bid, _whole(found.shares[group.first][0]), Fraction(down, 10), Fraction(up, 10)))
    yield Table(
        "How sure the first ranks are: 95 of 100 such intervals hold the share", headings, tuple(rows)
    )


def _centres_table(space: Space, found: Found) -> Table:
    columns = space.settings.space.columns
    headings = (
        Heading("criterion", "criterion"),
        *(Heading(one.first, listed(one.bids), "%") for one in space.groups),
    )
    rows: list[tuple[Cell, ...]] = []
    for place in space.order:
        centres = [found.centres[group.first] for group in space.groups]
        rows.append((columns[place].id, *(None if own is None else own[place] for own in centres)))
    return Table(
        "Central weights: the mean of the settings in which the bid ranks first", headings, tuple(rows)
    )


def _notes(asked: Asked, space: Space, found: Found) -> Iterator[str]:
    yield f"Considered: {space.settings.words}. Another range gives other shares."
    yield "Settings explored for testing; no statement that they were open to the authority."
    if found.samples:
        how = "walks through the settings (hit-and-run)" if found.walks else "independent even draws"
        yield f"Sampled: {found.samples} settings by {how}, seed {asked.question.seed}."
        yield "A sample misses thin corners: a bid that was never drawn first may still be able to win."
    if space.settings.space.rounding:
        yield "On totals before rounding."


def _picture(space: Space, found: Found) -> Shares:
    """First ranks; level bids stand together, so the shares sum to one."""
    return Shares(
        tuple(Share(" and ".join(group.bids), found.shares[group.first][0]) for group in space.groups),
        space.settings.words,
    )


WEIGHT_SHARE = Analysis(
    id=ID,
    question="In what share of the weight settings does each bid win?",
    when="To see whether the result is typical of the settings considered or needs particular weights.",
    not_said="How likely any weights were: a share of settings depends on the range, printed beside it.",
    needs=("method weighted-sum", "an assessed bid"),
    source="stochastic multicriteria acceptability analysis; exact volumes, else counted draws from a seed",
    checker="exact shares sum to the whole; sampled ones are drawn again from the seed",
    oracle="rank order centroids; closed volumes of cut simplices; exact shares beside sampled ones",
    run=run,
)
