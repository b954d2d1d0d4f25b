"""The sealed prices of a folder: whether each is the one that was received, and opening them.

A bid names the SHA-256 of its sealed price under ``price_sealed``, so that the journal's
entry of the bid fixes it.  An opened price is held against what was sealed, where the
extra ``sign`` is installed.

Whether prices may be opened yet is for the steps of custody.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source, error, warning
from bideval.io.csv_text import MAX_CSV_BYTES
from bideval.io.judged_folder import JudgedFolder
from bideval.io.safe_files import list_folder, read_file
from bideval.io.safe_write import write_whole
from bideval.model.bid import Bid
from bideval.record.sealing.sealed import (
    MOST_OPENED_BYTES,
    MOST_SEALED_BYTES,
    OPENED,
    SEALED,
    Sealed,
    SealedFile,
    SealError,
    opened_bytes,
    read_opened,
    read_sealed,
)
from bideval.record.signing.extra import has_sign

KeyOf = Callable[[Sealed, Sequence[bytes]], bytes]
OpenedWith = Callable[[Sealed, bytes], bytes]
HoldersOf = Callable[[Sealed, Sequence[bytes]], tuple[str, ...]]


class Seals(NamedTuple):
    """The sealed prices of a folder by bid, and what is wrong with them."""

    files: Mapping[str, SealedFile]
    findings: tuple[Finding, ...]


def seals_of(root: Path, tender: str, bids: Mapping[str, Bid]) -> Seals:
    """Return the sealed prices of the folder at ``root``."""
    files: dict[str, SealedFile] = {}
    findings: list[Finding] = []
    for name in list_folder(root).names:
        if not (name.startswith("prices/") and name.endswith(SEALED)):
            continue
        found = _read(root, name)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            files[found.sealed.bid] = found
            findings += _wrong(found, tender, bids)
    for bid in bids.values():
        if bid.price_sealed and bid.id not in files:
            message = (
                f"the bid {bid.id} was received with a sealed price, and prices/{bid.id}{SEALED} is not there"
            )
            remedy = "Put the sealed file as it was received into the folder."
            findings.append(error("BE615", message, remedy, Source(f"bids/{bid.id}.yaml", "/price_sealed")))
    findings += [one for file in files.values() for one in _swapped(root, file)]
    return Seals(files, tuple(findings))


def has_seals(root: Path, bids: Mapping[str, Bid]) -> bool:
    """Whether a folder has sealed prices, or a bid that says so."""
    prices = root / "prices"
    named = any(bid.price_sealed for bid in bids.values())
    return named or (prices.is_dir() and any(one.name.endswith(SEALED) for one in prices.iterdir()))


def opened_early(root: Path) -> Iterator[Finding]:
    """Yield an error for each key of a price in the folder; for a journal without the opening."""
    remedy = "Take it out, and find out who opened the price before bideval open recorded the opening."
    for name in list_folder(root).names:
        if name.startswith("prices/") and name.endswith(OPENED):
            message = f"{name} stands in the folder, and prices have not been opened"
            yield error("BE612", message, remedy, Source(name, line=1))


def with_seals(root: Path, judged: JudgedFolder) -> JudgedFolder:
    """Return a judged folder with what is wrong with its sealed prices; an error of it stops the result."""
    draft = judged.reading.draft
    if draft is None or not has_seals(root, draft.bids):
        return judged
    found = seals_of(root, draft.tender.id, draft.bids).findings
    stops = any(one.severity is Severity.ERROR for one in found)
    findings = judged.reading.places.locate_all((*judged.findings, *found))
    return JudgedFolder(judged.reading, None if stops else judged.evaluation, findings)


def too_few(seals: Seals, private: Sequence[bytes]) -> str:
    """Say for which sealed price these keys are too few; blank where they open every one."""
    holders_of: HoldersOf = import_module("bideval.record.sealing.boxes").holders_of
    for bid, file in sorted(seals.files.items()):
        here = holders_of(file.sealed, private)
        if len(here) < file.sealed.needed:
            return (
                f"the price of {bid} is opened by {file.sealed.needed} holders together,"
                f" and of them only {', '.join(here) or 'nobody'} gave a key"
            )
    return ""


def unseal(root: Path, seals: Seals, private: Sequence[bytes]) -> tuple[str, ...]:
    """Open every sealed price into its file, and return their names; what is open already is left alone.

    Everything is decrypted before anything is written.  Raise SealError where one was
    altered, or another price stands in its place; OSError where the disk refuses.
    """
    boxes = import_module("bideval.record.sealing.boxes")
    key_of: KeyOf = boxes.key_of
    opened_with: OpenedWith = boxes.opened_with
    ready: dict[str, bytes] = {}
    for file in sorted(seals.files.values()):
        try:
            key = key_of(file.sealed, private)
            price = opened_with(file.sealed, key)
        except SealError as problem:
            raise SealError(f"{file.name}: {problem}") from None
        target = root / file.sealed.file
        if target.is_symlink() or (target.exists() and target.read_bytes() != price):
            raise SealError(f"{file.sealed.file} is there already, and is not the price that was sealed")
        ready |= {file.sealed.file: price, file.name.removesuffix(SEALED) + OPENED: opened_bytes(key)}
    for name, data in ready.items():
        write_whole(root / name, data)
    return tuple(one.sealed.file for one in sorted(seals.files.values()))


def _read(root: Path, name: str) -> SealedFile | Finding:
    data = read_file(root, name, MOST_SEALED_BYTES)
    if isinstance(data, Finding):
        return data
    try:
        return SealedFile(name, data, read_sealed(data))
    except SealError as problem:
        remedy = "Put back the sealed file as it was received."
        return error("BE615", f"{name} is no sealed price: {problem}", remedy, Source(name))


def _wrong(file: SealedFile, tender: str, bids: Mapping[str, Bid]) -> Iterator[Finding]:
    """What is wrong with a sealed price beside its bid."""
    sealed, digest = file.sealed, sha256(file.data).hexdigest()
    remedy = "Put back the sealed file as it was received."
    bid = bids.get(sealed.bid)
    if file.name != f"prices/{sealed.bid}{SEALED}" or sealed.tender != tender:
        message = f"{file.name} is the sealed price of {sealed.bid} for the tender {sealed.tender}"
        yield error("BE615", message, remedy, Source(file.name))
    elif bid is None:
        message = f"{file.name} is the sealed price of a bid that is not there"
        yield error("BE615", message, "Put the bid into bids/.", Source(file.name))
    elif not bid.price_sealed:
        message = f"bids/{bid.id}.yaml does not name its sealed price, which could be swapped unnoticed"
        ready = f"Write into it before it is entered: price_sealed: {digest}"
        yield warning("BE616", message, ready, Source(f"bids/{bid.id}.yaml"), Source(file.name))
    elif bid.price_sealed != digest:
        message = f"{file.name} is not the sealed price that was received: its SHA-256 is {digest}"
        place = Source(f"bids/{bid.id}.yaml", "/price_sealed")
        yield error("BE615", message, remedy, place, Source(file.name))


def _swapped(root: Path, file: SealedFile) -> Iterator[Finding]:
    """Whether an opened price is another than was sealed; nothing without the extra, or unopened."""
    name = file.name.removesuffix(SEALED) + OPENED
    if not has_sign() or not (root / name).is_file() or not (root / file.sealed.file).exists():
        return
    key = read_file(root, name, MOST_OPENED_BYTES)
    price = read_file(root, file.sealed.file, MAX_CSV_BYTES)
    if isinstance(key, Finding) or isinstance(price, Finding):
        yield from (one for one in (key, price) if isinstance(one, Finding))
        return
    opened_with: OpenedWith = import_module("bideval.record.sealing.boxes").opened_with
    try:
        same = opened_with(file.sealed, read_opened(key)) == price
        reason = f"{file.sealed.file} is not the price that was sealed in {file.name}"
    except SealError as problem:
        same, reason = False, f"{name} does not open {file.name}: {problem}"
    if not same:
        remedy = (
            f"Put back the price as it was opened: bideval open FOLDER --key FILE writes {file.sealed.file}."
        )
        yield error("BE615", reason, remedy, Source(file.sealed.file), Source(file.name))
