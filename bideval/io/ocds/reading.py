"""Releases read as tenders: each contracting process of a file with its inputs and what is missing.

``ocds_tenders`` goes through a file once and holds one process at a time.  What cannot be
read is yielded too, with its line and the reason, so that nothing is lost on the way.

A process is evaluated elsewhere; that it has inputs says that they could be typed, and that
no finding of severity error stands.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from bideval.errors import Finding, Source, error
from bideval.io.ocds.amounts_read import check_amounts
from bideval.io.ocds.awards_read import Recorded, recorded_awards
from bideval.io.ocds.bids_read import bid_papers
from bideval.io.ocds.desk import Desk, Reader
from bideval.io.ocds.lines import documents
from bideval.io.ocds.no_bids import no_bids_words
from bideval.io.ocds.processes import Data, Process, processes
from bideval.io.ocds.release import Release
from bideval.io.ocds.rules_read import currency_of, has_error, tender_data
from bideval.io.ocds.statistics_read import check_statistics
from bideval.io.packs import PackShelf
from bideval.io.typed import typed
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.inputs import Inputs
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender
from bideval.model.written import Written

Files = Mapping[str, Written]
NO_FILES: Files = MappingProxyType({})
PLAIN = Reader()


class OcdsTender(NamedTuple):
    """One contracting process of a file.

    ``data`` is what was read, with all its parts; ``release`` the parts that are typed;
    ``files`` the text data of the folder it becomes, by file name; ``inputs`` that folder
    typed, None where an error stands in the way.  ``recorded`` are the awards it states.
    """

    line: int
    ocid: str
    data: Data | None
    release: Release | None
    files: Files
    inputs: Inputs | None
    recorded: tuple[Recorded, ...]
    findings: tuple[Finding, ...]

    @property
    def is_rejected(self) -> bool:
        """Whether something keeps it from being evaluated."""
        return self.inputs is None


def ocds_tenders(stream: BinaryIO, name: str, reader: Reader = PLAIN) -> Iterator[OcdsTender]:
    """Yield every contracting process of ``stream`` in order; ``name`` is what findings call the file.

    A second process of one ocid is yielded with a finding and without inputs.
    """
    first_lines: dict[str, int] = {}
    for document in documents(stream, name):
        if document.finding is not None:
            yield _unread(document.line, "", document.finding)
            continue
        for process in processes(document.data):
            place = Source(name, "", document.line, 1)
            if process.data is None:
                remedy = "Name a file of OCDS releases, records or packages."
                yield _unread(document.line, process.ocid, error("BE903", process.reason, remedy, place))
            elif process.ocid in first_lines:
                there = Source(name, "", first_lines[process.ocid], 1)
                yield _unread(document.line, process.ocid, _twice(process.ocid, place, there))
            else:
                first_lines[process.ocid] = document.line
                yield tender_of(process, Desk(name, document.line, reader))


def _unread(line: int, ocid: str, finding: Finding) -> OcdsTender:
    return OcdsTender(line, ocid, None, None, NO_FILES, None, (), (finding,))


def _twice(ocid: str, place: Source, first: Source) -> Finding:
    message = f"the process {ocid} stands twice; it was read from its first line"
    remedy = "Merge the releases of a process into a record or a compiled release."
    return error("BE914", message, remedy, place, first)


def tender_of(process: Process, desk: Desk) -> OcdsTender:
    """Return one process as a tender."""
    assert process.data is not None
    release, problems = typed(Release, process.data, desk.file)
    if release is None or problems:
        return _unread_parts(process, problems, desk)
    if process.merged > 1:
        message = f"{process.merged} releases were merged in the order of their dates"
        desk.warning(
            "BE915", message, "A compiled release of the publisher, where there is one, goes before."
        )
    check_amounts(release, desk)
    check_statistics(release, desk)
    recorded = recorded_awards(release, desk)
    files = _files(release, desk)
    inputs = None if has_error(desk) else _inputs(files, desk)
    found = tuple(dict.fromkeys(desk.findings))
    return OcdsTender(desk.line, process.ocid, process.data, release, files, inputs, recorded, found)


def _unread_parts(process: Process, problems: tuple[Finding, ...], desk: Desk) -> OcdsTender:
    """A process with a part that is not of the type that the standard gives it."""
    for one in problems:
        pointer = one.sources[0].pointer
        desk.error(
            "BE903", f"{pointer or 'the release'}: {one.message}", "Have the release put right.", pointer
        )
    return OcdsTender(desk.line, process.ocid, process.data, None, NO_FILES, None, (), tuple(desk.findings))


def _files(release: Release, desk: Desk) -> Files:
    """The folder that a release becomes, as text data."""
    currency = currency_of(release, desk)
    if currency is None:
        return NO_FILES
    tender = tender_data(release, currency, desk)
    papers = bid_papers(release, currency, desk)
    if papers.any_number:
        tender["bids_per_bidder"] = "any"
        message = "a bidder has more than one bid; all stand"
        desk.warning("BE916", message, "Hold it against the rule that was published.", "/bids/details")
    if not papers.bids:
        desk.error("BE917", no_bids_words(release), "Bids stand under bids/details.", "/bids")
    files: dict[str, Written] = {"tender.yaml": tender}
    files |= {f"bids/{name}.yaml": data for name, data in papers.bids.items()}
    files |= {f"prices/{name}.yaml": data for name, data in papers.prices.items()}
    return {**files, **({"decisions.yaml": list(papers.decisions)} if papers.decisions else {})}


def _inputs(files: Files, desk: Desk) -> Inputs | None:
    """The files typed, or None where one of them is none of its kind."""
    tender, findings = typed(Tender, files["tender.yaml"], "tender.yaml")
    bids = {}
    for name, data in files.items():
        if name.startswith("bids/"):
            bid, wrong = typed(Bid, data, name)
            findings += wrong
            bids.update({} if bid is None else {bid.id: bid})
    prices = {}
    for name, data in files.items():
        if name.startswith("prices/"):
            sheet, wrong = typed(PriceSheet, data, name)
            findings += wrong
            prices.update({} if sheet is None else {name[len("prices/") : -len(".yaml")]: sheet})
    listed = files.get("decisions.yaml", [])
    decisions = [typed(Decision, one, "decisions.yaml") for one in listed if isinstance(listed, list)]
    findings += tuple(one for _, wrong in decisions for one in wrong)
    if findings or tender is None:
        _note_all(findings, desk)
        return None
    packs, missing = PackShelf({}).named_by(tender)
    if missing:
        _note_all(missing, desk)
        return None
    made = tuple(one for one, _ in decisions if one is not None)
    return Inputs(tender=tender, packs=packs, bids=bids, prices=prices, decisions=made)


def _note_all(findings: tuple[Finding, ...], desk: Desk) -> None:
    for one in findings:
        place = one.sources[0]
        desk.error("BE903", f"{place.file}{place.pointer}: {one.message}", "Have the release put right.")
