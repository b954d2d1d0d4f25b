"""An allocation for people: one sentence first, then lots, caps, discounts, other awards, what is proved."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.words import count_words
from bideval.analysis.lots.allocation import Allocation, AllocationStatus, Capped, LotAward
from bideval.model.amounts import grouped
from bideval.model.evaluation import Evaluation
from bideval.model.numbers import figure_text, fixed_text
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.fitting import PIPED
from bideval.report.lots_counted_text import counted_line
from bideval.report.tables import (
    money_aligned,
    money_text,
    name_text,
    name_width,
    shortened,
    table_text,
    wrapped,
)
from bideval.scoring.mechanisms import MECHANISMS

SHOWN = 10  # other awards in full


def allocation_text(
    evaluation: Evaluation, found: Allocation, folder: str, width: int = PIPED, more: Sequence[str] = ()
) -> str:
    """Return the whole page; ``more`` are blocks of what else was asked."""
    head = [ILLUSTRATION] if evaluation.illustration else []
    blocks = ["\n".join([*head, name_text(evaluation.title)])]
    blocks.append("\n".join(wrapped(sentence(found, evaluation.currency), "", width)))
    blocks.append(_lots(found, evaluation.currency, name_width(width)))
    for title, lines in (
        ("Packages:", [f"  {one}" for one in package_lines(found, evaluation.currency)]),
        ("Passed over:", list(_passed(found, evaluation.currency))),
        ("Capped out:", list(_capped(found, evaluation.currency))),
        ("Discounts:", list(_discounts(found, evaluation.currency))),
        ("Rules that give way:", [f"  {rule}{_about(about)}" for rule, about in found.broken]),
        ("Combination or single awards:", list(_compared(found, evaluation.currency))),
        ("Other awards:", list(_alternatives(found, evaluation.currency))),
        ("Proof:", list(proof_lines(found))),
        ("Notes:", [f"  {note}" for note in found.notes]),
    ):
        if lines:
            blocks.append(
                "\n".join([title, *(line for one in lines for line in wrapped(one, _indent(one), width))])
            )
    blocks += more
    blocks.append(f"Inputs {evaluation.digest}")
    blocks.append("\n".join(["Next:", *_next(found, folder, width)]))
    return "\n\n".join(blocks)


def _next(found: Allocation, folder: str, width: int) -> Iterator[str]:
    """What to try next; a note that does not fit beside its command is left out."""
    pairs = [(f"  bideval evaluate {folder}", "each lot's own result")]
    if found.certificates:
        pairs.append((f"  bideval allocate {folder} --json", "with the certificates"))
    for command, note in pairs:
        whole = f"{command}   {note}"
        yield whole if len(whole) <= width else command


def package_lines(found: Allocation, currency: str) -> list[str]:
    """Return every package that is taken: whose, its one price, and its lots."""
    taken = [(found.problem.offers[place], found.problem.data.offers[place]) for place in found.taken]
    return [
        f"{name.bid}, {name.package}: {currency} {money_text(Fraction(offer.price))} for {listed(name.lots)}"
        for name, offer in taken
        if name.package
    ]


def sentence(found: Allocation, currency: str) -> str:
    """Return what came of it, in one sentence."""
    if found.status is AllocationStatus.IMPOSSIBLE:
        return "No award of all lots keeps the published rules, so no lot is awarded: this is proved."
    if found.status is AllocationStatus.NOT_ESTABLISHED:
        return _not_established(found, currency)
    if found.status is AllocationStatus.TIED and found.equal is not None:
        number = f"{'' if found.equal.complete else 'at least '}{found.equal.number}"
        return (
            f"Nobody is awarded yet: {number} awards are equally good, and no published rule settles which."
        )
    awarded = [one for one in found.lots if one.bid is not None]
    winners = {one.bidder for one in awarded}
    open_ = [one.lot for one in found.lots if one.bid is None]
    cost = f" for {currency} {money_text(found.cost)}" if found.cost is not None else ""
    parts = f"{count_words(len(awarded), 'lot')} go to {count_words(len(winners), 'bidder')}{cost}"
    parts = parts if len(awarded) != 1 else parts.replace(" go to", " goes to")
    left = f"; {listed(open_)} {'is' if len(open_) == 1 else 'are'} not awarded" if open_ else ""
    provisional = ", provisionally" if found.status is AllocationStatus.PROVISIONAL else ""
    tied = " A tie is not settled." if found.status is AllocationStatus.TIED else ""
    return f"{parts}{provisional}{left}.{tied}"


def _not_established(found: Allocation, currency: str) -> str:
    if found.cost is None or found.least is None:
        return "Not established: nothing was proved before the search ended."
    if MECHANISMS[found.mechanism].reads_points and found.points is not None:
        had, most = figure_text(found.points), figure_text(-found.least)
        return f"Not established. The best award found has {had} points; none has more than {most}."
    cost, least = money_text(found.cost), money_text(found.least)
    return (
        f"Not established. The best award found costs {currency} {cost}; it is proved that none costs "
        f"less than {currency} {least}."
    )


def _lots(found: Allocation, currency: str, width: int) -> str:
    """The table of lots; points and reasons have a column only where there are any."""
    prices = money_aligned([one.price for one in found.lots])
    rows = []
    for one, price in zip(found.lots, prices, strict=True):
        how = f"package {one.package}" if one.package else price
        points = "-" if one.points is None else grouped(figure_text(one.points))
        title = shortened(name_text(one.title), width)
        rows.append((one.lot, title, one.bid or "-", str(one.rank or "-"), points, how, one.because))
    shown = [0, 1, 2, 3, 5]
    shown[4:4] = [4] if any(one.points is not None for one in found.lots) else []
    shown += [6] if any(one.because for one in found.lots) else []
    of = "points x value" if found.problem.award.weigh_by else "points"
    header = ("lot", "title", "bid", "rank", of, currency, "why not")
    right = {place for place, column in enumerate(shown) if column in {3, 4, 5}}
    return table_text([header[at] for at in shown], [[row[at] for at in shown] for row in rows], right)


def _passed(found: Allocation, currency: str) -> Iterator[str]:
    for lot in found.lots:
        for bid, rank, why in passed_by(found, lot, currency):
            yield f"  {lot.lot}: {bid} (rank {rank}), {why}"


def passed_by(found: Allocation, lot: LotAward, currency: str) -> list[tuple[str, int, str]]:
    """Return every bid that ranks ahead of the awarded one, its rank, and why it is not awarded the lot."""
    rows = [(one.bid, one.rank, passed_words(found, lot, one.rules)) for one in lot.passed]
    for one in lot.above:
        why = f"above the reserve price of {currency} {money_text(one.reserve)} ({one.rule})"
        rows.append((one.bid, one.rank, why))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def unawarded_words(found: Allocation, lot: LotAward, currency: str) -> str:
    """Return why a lot is not awarded, bid by bid where anything is known of them."""
    told = [f"{bid} {why}" for bid, _, why in passed_by(found, lot, currency)]
    return "; ".join(told) or lot.because


def passed_words(found: Allocation, lot: LotAward, rules: tuple[str, ...]) -> str:
    """Return why a bid of a better rank was passed over: ``rules`` that kept it off, or the aim."""
    if rules:
        return f"kept off by {listed(rules)}"
    aim = "fewer points" if MECHANISMS[found.mechanism].reads_points else "more"
    return f"the whole award would come to {aim}" if lot.bid is not None else "not awarded"


def _used(found: Allocation, one: Capped, currency: str) -> tuple[str, str]:
    """How much of a rule is used: money rounded to pence, a number of lots as it is."""
    rule = next((rule for rule in found.problem.award.rules if rule.id == one.rule), None)
    if rule is None or rule.counts is None:
        return grouped(figure_text(one.used)), grouped(figure_text(one.most))
    used, most = (money_text(Fraction(fixed_text(value, 2))) for value in (one.used, one.most))
    return f"{currency} {used}", most


def _capped(found: Allocation, currency: str) -> Iterator[str]:
    for one in found.capped:
        used, most = _used(found, one, currency)
        yield f"  {one.bidder}: at {used} of {most} under {one.rule}, and no other of its offers fits"


def _discounts(found: Allocation, currency: str) -> Iterator[str]:
    for one in found.discounts:
        yield f"  {one.bid}: {currency} {money_text(one.amount)} ({one.discount})"


def _compared(found: Allocation, currency: str) -> Iterator[str]:
    if found.compared is None:
        return
    one = found.compared
    yield f"  best single awards   {currency} {money_text(one.single)}"
    yield f"  best combination     {currency} {money_text(one.combined)}"
    needed = f" (needed: {currency} {money_text(one.needed)})" if one.needed else ""
    difference = money_text(one.single - one.combined)
    verb = "so the combination is awarded" if one.taken else "so the single awards stand"
    yield f"  The combination is {currency} {difference} below{needed}, {verb}."


def _alternatives(found: Allocation, currency: str) -> Iterator[str]:
    if found.equal is not None and found.equal.number > 1:
        number = f"{'' if found.equal.complete else 'at least '}{found.equal.number}"
        by = f", settled by {listed(found.settled_by)}" if found.settled_by else ""
        yield f"  {number} awards are equally good{by}."
    if found.near is not None:
        more = "" if found.near_complete else " and maybe more"
        first = 1 if found.status is AllocationStatus.TIED else 0  # of awards that are tied each is told
        others = count_words(len(found.alternatives) - first, "other")
        cut = f", the first {SHOWN} of {len(found.alternatives)} below"
        few = cut if len(found.alternatives) > SHOWN else ""
        yield f"  Within {figure_text(found.near)} percent of the best: {others}{more}{few}."
    if found.alternatives and not MECHANISMS[found.mechanism].reads_points:
        yield from counted_line(found, currency)
    for one in found.alternatives[:SHOWN]:
        different = ", ".join(f"{lot} {bid or 'not awarded'}" for lot, bid in one.lots) or "the same bids"
        yield f"  {_comes_to(found, one.value, currency)}: {different}"


def _comes_to(found: Allocation, value: Fraction, currency: str) -> str:
    if MECHANISMS[found.mechanism].reads_points:
        return f"{grouped(figure_text(-value))} points"
    return f"{currency} {money_text(value)}"


def proof_lines(found: Allocation) -> Iterator[str]:
    """Yield what is proved, indented; nothing that another solver could make longer or shorter."""
    if not MECHANISMS[found.mechanism].searches:
        yield "  Each lot goes to the first bid that the rules allow, in turn; there is nothing to search."
        return
    if found.status is AllocationStatus.IMPOSSIBLE:
        yield "  Proved that no award is allowed."
    elif found.status is not AllocationStatus.NOT_ESTABLISHED:
        yield "  Proved optimal: no allowed award is better."
    yield f"  {count_words(len(found.certificates), 'certificate')}, checked without a solver."


def _about(about: str) -> str:
    return f" (about {about})" if about else ""


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
