"""Tender folders made for letters: every text that is one bidder's own, or the authority's own, is a canary.

Canaries are words of letters and digits that stand nowhere else, and amounts that nothing
else can bring about.  ``forbidden`` says which of them one bidder must never be told.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

REGIMES = (
    ("uk/procurement-act-2023@1", "2026-01-15"),
    ("uk/nhs-provider-selection-2023@1", "2026-01-15"),
    ("uk/pcr-2015@1", "2024-01-15"),
    ("generic@1", "2026-01-15"),
)
METHODS = ("weighted-sum", "price-per-quality-point", "lowest-compliant")


class Own(NamedTuple):
    """The canaries of one bid: those that go to its own bidder and, if it wins, to others; those that never do."""

    released: tuple[str, ...]  # of a winner to all: name, addresses, reasons
    closed: tuple[str, ...]  # of anybody to nobody else


class Made(NamedTuple):
    """A folder, and the canaries in it."""

    root: Path
    bids: dict[str, Own]
    staff: tuple[str, ...]  # to nobody: who marked, what they noted, what the authority studies
    lots: tuple[str, ...]


class _Words:
    """Canaries, each new."""

    def __init__(self, chance: Random, number: int) -> None:
        self.chance, self.number, self.count = chance, number, 0

    def word(self, about: str) -> str:
        self.count += 1
        return f"zq{about}{self.number:03}{self.count:04}qz"

    def amount(self) -> str:
        """An amount of seven unusual digits."""
        return str(self.chance.randrange(4_100_000, 4_900_000) | 1)


def made(root: Path, number: int, method: str = "", text: Callable[[str], str] = str) -> Made:
    """Write folder ``number`` below ``root``; ``text`` may spoil any text that people write."""
    chance = Random(number)  # noqa: S311
    words = _Words(chance, number)
    method = method or METHODS[number % len(METHODS)] if number % 2 else "weighted-sum"
    regime, began = REGIMES[number % len(REGIMES)]
    lots = ("whole",) if number % 5 else ("north", "south")
    ids = [f"bid-{name}" for name in ("ash", "birch", "cedar", "elm", "fir")[: 3 + number % 3]]
    people = {name: words.word("staff") for name in ("ada", "bo", "cy")}
    agreed = number % 3 != 0
    files: dict[str, str] = {
        "tender.yaml": json.dumps(_tender(method, regime, began, lots, agreed=agreed, text=text)),
        "evaluators.csv": "id,name,role\n"
        + "".join(f"{one},{name},evaluator\n" for one, name in people.items()),
    }
    bids: dict[str, Own] = {}
    marks, consensus, contacts, staff = [], [], [], list(people.values())
    for place, bid in enumerate(ids):
        released, closed = [words.word("name")], list[str]()
        sheet, price, hidden = _bid(
            bid, released[0], words, fails=place == len(ids) - 1, lots=lots, text=text
        )
        closed += hidden
        files[f"bids/{bid}.yaml"], files[f"prices/{bid}.yaml"] = json.dumps(sheet), json.dumps(price)
        postal, email, identifier = (words.word(one) for one in ("post", "mail", "ident"))
        released += [postal, email, identifier]
        contacts.append([bid, text(postal), email, identifier])
        for criterion in ("plan", "staff") if method != "lowest-compliant" else ():
            note, reason, page, moved = (words.word(one) for one in ("note", "why", "page", "moved"))
            mark = chance.choice("345")
            closed.append(page)
            released.append(reason)
            if agreed:
                consensus.append([criterion, bid, mark, text(reason), text(page), moved, moved, "ada;bo"])
                marks.append([criterion, bid, "ada", mark, note, note, note])
                staff += [note, moved]
            else:
                marks += [[criterion, bid, one, mark, text(reason), "", text(page)] for one in people]
        bids[bid] = Own(tuple(released), tuple(closed))
    decisions = [_excluded(ids[-2], bids, words, staff, text)] if len(ids) > 3 else []
    files["decisions.yaml"] = json.dumps(decisions) if decisions else ""
    files |= _tables(marks, consensus, contacts, agreed=agreed)
    for name, content in files.items():
        if content:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8", newline="")
    return Made(root, bids, tuple(staff), lots)


def _excluded(
    late: str, bids: dict[str, Own], words: _Words, staff: list[str], text: Callable[[str], str]
) -> dict[str, str]:
    """Exclude one bid: the ground is its own canary, and the chair one of the staff's."""
    ground, by = words.word("ground"), words.word("chair")
    bids[late] = bids[late]._replace(closed=(*bids[late].closed, ground))
    staff.append(by)
    return {"id": "out", "kind": "exclude", "bid": late, "ground": text(ground), "reason": "minute 4",
            "by": by, "at": "2026-04-01"}  # fmt: skip


def _tables(
    marks: list[list[str]], consensus: list[list[str]], contacts: list[list[str]], *, agreed: bool
) -> dict[str, str]:
    mark_head = ["criterion", "bid", "evaluator", "mark", "strengths", "weaknesses", "evidence"]
    agreed_head = ["criterion", "bid", "mark", "reason", "evidence", "moved_from", "why_moved", "agreed_by"]
    return {
        "marks.csv": _csv(mark_head, marks) if marks else "",
        "consensus.csv": _csv(agreed_head, consensus) if agreed and consensus else "",
        "contacts.csv": _csv(["bid", "postal", "email", "identifier"], contacts),
    }


def _csv(head: list[str], rows: list[list[str]]) -> str:
    return "".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\n" for row in [head, *rows]
    )


def _tender(
    method: str, regime: str, began: str, lots: tuple[str, ...], *, agreed: bool, text: Callable[[str], str]
) -> dict[str, object]:
    scale = {"from": "0", "to": "5", "step": "1"}
    weights = ("40", "30") if method == "weighted-sum" else ("60", "40")
    marked: list[dict[str, object]] = [
        {"id": one, "title": text(f"The {one}"), "weight": weight, "scale": scale, "clause": text("ITT 6")}
        for one, weight in zip(("plan", "staff"), weights, strict=True)
    ]
    price = {"id": "price", "weight": "30", "formula": "lowest-over-bid", "with": {}}
    criteria = {
        "weighted-sum": [*marked, price],
        "price-per-quality-point": marked,
        "lowest-compliant": [],
    }[method]
    with_ = {"quality_minimum": "10"} if method == "price-per-quality-point" else {}
    data: dict[str, object] = {
        "bideval": "1", "id": "made", "title": text("Made for letters"), "authority": text("The Authority"),
        "currency": "GBP", "began": began, "regime": regime, "method": {"use": method, "with": with_},
        "weighting": {"kind": "percent-of-whole"}, "marks": {"from": "consensus" if agreed else "mean"},
        "rounding": "none", "rank_on": "exact", "ties": [{"by": "lower-price"}], "criteria": criteria,
        "contract": {"value": "5000000", "years": "5"}, "documents": [{"id": "ITT", "title": text("Invitation")}],
        "declares": {"beds": {"unit": "count"}},
        "gates": [{
            "id": "beds", "title": text("Beds"), "phase": "conditions", "measure": {"field": "bid.declared.beds"},
            "threshold": "10", "test": "at-least", "on_fail": "must-disregard", "clause": text("ITT 4"),
        }],
    }  # fmt: skip
    if lots != ("whole",):
        data["lots"] = [{"id": one, "title": text(f"Lot {one}")} for one in lots]
    return data


def _bid(
    bid: str, name: str, words: _Words, *, fails: bool, lots: tuple[str, ...], text: Callable[[str], str]
) -> tuple[dict[str, object], dict[str, object], list[str]]:
    """A bid and its prices; and the canaries that are nobody else's business."""
    turnover, cover, *prices = (words.amount() for _ in range(2 + len(lots)))
    member, guarantor, sub, bank, second = (
        words.word(one) for one in ("member", "guar", "sub", "bank", "asked")
    )
    beds = "7" if fails else words.amount()
    backing = {"form": "bond", "amount": cover, "stage": "promised", "provider": bank}
    sheet: dict[str, object] = {
        "id": bid, "bidder": {"id": f"{bid}-co", "name": text(name)}, "received": "2026-03-01",
        "members": [{"id": "m", "name": member}], "subcontractors": [{"id": "s", "name": sub}],
        "guarantors": [{"id": "g", "name": guarantor}],
        "accounts": [{"year_end": "2025-03-31", "turnover": turnover}], "backing": [backing],
        "approaches": [{"form": "bond", "provider": second, "outcome": "declined", "because": second}],
        "declared": {"beds": beds},
    }  # fmt: skip
    if lots != ("whole",):
        sheet["lots"] = list(lots)
    price: dict[str, object] = {
        "lots": {lot: {"amount": amount, "vat": "exempt"} for lot, amount in zip(lots, prices, strict=True)}
    }
    hidden = [turnover, cover, *prices, member, guarantor, sub, bank, second, *([] if fails else [beds])]
    return sheet, price, hidden


def forbidden(folder: Made, bid: str, winners: frozenset[str]) -> Iterator[str]:
    """Yield what the letter to ``bid`` must not hold, amounts with and without their thousands apart."""
    for one, own in folder.bids.items():
        if one != bid:
            kept = own.closed if one in winners else (*own.closed, *own.released)
            yield from kept
            yield from (f"{int(word):,}" for word in kept if word.isdigit())
    yield from folder.staff
