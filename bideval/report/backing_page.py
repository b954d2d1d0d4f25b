"""The study of a group for people: a plain page first, under 400 words, then every table.

The page takes no side and says what it does not know.  Beside each claim stands how far
it is established.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bideval.analysis.answer import Answer, Basis, Table, Verdict
from bideval.analysis.backing_study.costs import ID as COST
from bideval.analysis.backing_study.kinds import Kinds
from bideval.analysis.backing_study.plain import UNKNOWN, Claim
from bideval.analysis.backing_study.study import BackingStudy, LotStudy, Section
from bideval.analysis.pictures import Map
from bideval.model.evaluation import Evaluation
from bideval.report.answers_text import badge, whole_table
from bideval.report.tables import name_text, table_text, wrapped
from bideval.report.terminal_bands import band_lines
from bideval.report.terminal_map import map_lines
from bideval.report.whatif_text import head

NO_SIDE = (
    "This page takes no side: it does not say whether a test should or may be changed, what the figures are "
    "worth, or what would be bid under other rules."
)
_FIGURES = {  # of the table of costs, by how its rows begin
    "cover": "Cover to call: what could be called on if the contractor failed.",
    "exposure": "Exposure left: what would be lost in a year beyond that.",
    "expected": "Expected loss: each year's, times how likely study.yaml takes a failure to be, added up.",
}
PROVED = "Proved: recomputed exactly by the published rules, every case."
STATED = "[as the bids and study.yaml state it]"
PREMIUMS = "Premiums are tried from 0 to 10% a year, in steps: two turns within a step can be missed."
MOST_WORDS = 395  # of a lot's page
_AROUND = 20  # words of its head
_KINDS = "In brackets: {by} of bidder, {source}."
_NO_KINDS = "What {by} bidders are of is {source}."


def backing_text(
    evaluation: Evaluation, study: BackingStudy, folder: str, *, full: bool, draw: bool = False
) -> str:
    """Return the plain page of every lot; with ``full`` all tables behind it, with ``draw`` the maps too."""
    blocks = [head(evaluation)]
    for lot in study.lots:
        blocks += _plain(study, lot, single=len(study.lots) == 1)
    if study.across is not None:
        blocks.append("\n".join(wrapped(f"{study.across.sentence} {badge(study.across)}", "")))
    if any(not lot.why_not for lot in study.lots):
        said = (_figures(study.lots), _kinds_words(study.kinds), _proved(study.lots), NO_SIDE)
        blocks.append("\n".join(line for one in said for line in wrapped(one, "")))
    if full:
        for lot in study.lots:
            blocks += _sections(lot, study.kinds if draw else None, single=len(study.lots) == 1)
    blocks.append(f"Inputs {evaluation.digest}")
    if not full and any(not lot.why_not for lot in study.lots):
        group = "" if study.group == "financial-backing" else f" --group {study.group}"
        blocks.append(f"Next:\n  bideval backing {folder}{group} --full")
    return "\n\n".join(blocks)


def _kinds_words(kinds: Kinds) -> str:
    return (_KINDS if kinds.is_known else _NO_KINDS).format(
        by=kinds.by.replace("_", " "), source=kinds.source
    )


def _figures(lots: Sequence[LotStudy]) -> str:
    """What the figures of the tables of costs mean, of those that are there."""
    rows = [str(row[0]) for lot in lots if lot.plain.costs is not None for row in lot.plain.costs.rows]
    return " ".join(said for name, said in _FIGURES.items() if any(row.startswith(name) for row in rows))


def _proved(lots: Sequence[LotStudy]) -> str:
    """What proved means; of premiums, where the page has any, also how far they were tried."""
    tried = any(one.basis is Basis.BRACKET for lot in lots for one in lot.plain.claims)
    return f"{PROVED} {PREMIUMS}" if tried else PROVED


def _plain(study: BackingStudy, lot: LotStudy, *, single: bool) -> Iterator[str]:
    where = "" if single else f"Lot {lot.lot}, {name_text(lot.title)}: "
    if lot.why_not:
        yield "\n".join(wrapped(f"{where}{lot.why_not}", ""))
        return
    yield "\n".join(wrapped(f"{where}{study.group}: who wins with it and without it, and at what cost", ""))
    costs = lot.plain.costs
    for heading, claims in groupby(_fitting(study, lot), key=lambda one: one.heading):
        if heading == UNKNOWN and costs is not None:
            yield _costs(costs)
            costs = None
        yield "\n".join(_claims(heading, list(claims)))
    if costs is not None:
        yield _costs(costs)


def _fitting(study: BackingStudy, lot: LotStudy) -> list[Claim]:
    """The claims of a page that stays short: the ones that can be spared are left to the tables."""
    claims = list(lot.plain.claims)
    table = lot.plain.costs
    fixed = [
        _figures([lot]),
        _proved([lot]),
        NO_SIDE,
        _kinds_words(study.kinds),
        lot.title,
    ]
    fixed += [] if table is None else [_costs(table)]
    around = sum(any(map(str.isalnum, word)) for word in " ".join(fixed).split()) + _AROUND
    while around + _words(claims) > MOST_WORDS:
        spare = max(claims, key=lambda one: one.spare)
        if not spare.spare:
            break
        claims.remove(spare)
    return claims


def _words(claims: list[Claim]) -> int:
    headings = dict.fromkeys(f"{one.heading} [{one.verdict.value}]" for one in claims)
    return sum(len(text.split()) for text in (*headings, *(one.sentence for one in claims)))


def _claims(heading: str, claims: list[Claim]) -> Iterator[str]:
    """The claims under a heading; how far they are established stands there, or by each where it differs."""
    verdicts = {one.verdict for one in claims}
    alike = len(verdicts) == 1
    unknown = verdicts == {Verdict.NOT_ESTABLISHED}
    yield f"{heading}{_mark(claims[0]) if alike and not unknown else ''}:"
    for one in claims:
        yield from wrapped(f"{one.sentence}{'' if alike else _mark(one)}", "  ")


def _mark(one: Claim) -> str:
    return f" [{one.verdict.value}]"


def _costs(table: Table) -> str:
    rows = [[str(cell) for cell in row] for row in table.rows]
    header = [heading.words for heading in table.headings]
    right = set(range(1, len(header)))
    return f"{table.title} {STATED}:\n\n{table_text(header, rows, right)}"


def _sections(lot: LotStudy, drawn: Kinds | None, *, single: bool) -> Iterator[str]:
    """Every section; maps are drawn where the kinds of bidders are given for their keys."""
    if not single and not lot.why_not:
        yield f"Lot {lot.lot}: {name_text(lot.title)}"
    for section in lot.sections:
        yield "\n".join(_section(lot, section, drawn))


def _section(lot: LotStudy, section: Section, drawn: Kinds | None) -> Iterator[str]:
    yield f"({section.letter}) {section.question}"
    for answer in section.answers:
        yield ""
        yield from wrapped(f"{answer.sentence} {badge(answer)}", "  ")
        for note in answer.notes:
            yield from wrapped(f"Note: {note}", "  ")
        yield from _tables(lot, answer)
        if drawn is not None and isinstance(answer.picture, Map):
            yield from ("", *(f"    {line}" for line in _map(answer.picture, drawn)))


def _map(picture: Map, kinds: Kinds) -> Iterator[str]:
    if picture.words is None:
        return map_lines(picture)
    bids = set(kinds.labels)
    return band_lines(picture, lambda name: kinds.named(name) if name in bids else name)


def _tables(lot: LotStudy, answer: Answer) -> Iterator[str]:
    """The tables of an answer; the figures of each award stand an award a column."""
    if answer.analysis == COST and answer.about == "" and lot.choices is not None:
        rows = [[str(cell) for cell in row] for row in lot.choices.rows]
        header = [heading.words for heading in lot.choices.headings]
        yield ""
        yield table_text(header, rows, set(range(1, len(header))), "    ")
        return
    for table in answer.tables:
        yield from whole_table(table)
