"""One tender of a portfolio as tender folders, which every other command reads: one for each contest.

Figures are those that were decided on; ids are made from those of the line, which stand beside
them.  The line itself goes along, so that nothing of it is lost.  Times that the line does not
state are not invented: a recorded disqualification takes the day of the release, and without one
there is no folder.
"""

from collections.abc import Iterator, Mapping

from bideval.io.ocds.plain import Ids, day_of, plain_text
from bideval.io.yaml_out import Data, yaml_text
from bideval.portfolio.columns import Columns
from bideval.portfolio.one_tender import OneTender, TenderError
from bideval.portfolio.release import OcdsBid, Release
from bideval.portfolio.told import PRICE, Naming, bid_data, excluded_data, prices_data, tender_data

ORIGIN = "documents/ocds.json"


def folders_of(found: OneTender) -> dict[str, Mapping[str, str]]:
    """Return the files of each folder by its name below the one that is asked for: empty, or that of a lot.

    Raise TenderError where the line lacks what a folder has to state.
    """
    lots = Ids("lot")
    origin = found.line.decode("utf-8").strip() + "\n"
    return {
        lots.of(lot) if (lot := one.names[0].lot) else "": {**_files(one, found.release), ORIGIN: origin}
        for one in found.contests
    }


def _files(columns: Columns, release: Release) -> dict[str, str]:
    return {name: yaml_text(data) for name, data in _data(columns, release)}


def _data(columns: Columns, release: Release) -> Iterator[tuple[str, Data]]:
    names = _naming(columns)
    tender = tender_data(columns, 0, names)
    if release.portfolio is not None and release.portfolio.illustration:
        tender["illustration"] = "true"
    yield "tender.yaml", {**tender, "foreign_id": plain_text(release.ocid)}
    details = release.bids.details if release.bids else None
    origins = {str(one.id): one for one in details or ()}
    bidders = Ids("bidder")
    for at, bid in enumerate(names.bids):
        origin = columns.names[0].bids[at]
        data = bid_data(columns, 0, names, at)
        data["foreign_id"] = plain_text(origin)
        data["bidder"] = {**_bidder(origins[origin], bidders), "type": _type(data)}
        yield f"bids/{bid}.yaml", data
        yield f"prices/{bid}.yaml", prices_data(columns, 0, at)
    out = [
        bid for bid, stands in zip(names.bids, columns.bid.stands[:, 0].tolist(), strict=False) if not stands
    ]
    if out:
        yield "decisions.yaml", [excluded_data(bid, _day(release)) for bid in out]


def _naming(columns: Columns) -> Naming:
    names = columns.names[0]
    criteria = Ids("criterion")
    criteria.of(PRICE)
    bids = Ids("bid")
    whole = f"{names.ocid} {names.lot}".strip()
    return Naming(
        Ids("tender").of(whole),
        plain_text(whole),
        tuple(bids.of(one) for one in names.bids),
        tuple(criteria.of(f"{one} ") for one in names.criteria),
    )


def _bidder(bid: OcdsBid, ids: Ids) -> dict[str, Data]:
    parties = bid.tenderers or []
    origin = str(parties[0].id or parties[0].name or "")
    name = " and ".join(plain_text(one.name or str(one.id or "")) for one in parties)
    data: dict[str, Data] = {"id": ids.of(origin), "name": name or ids.of(origin)}
    return {**data, "foreign_id": plain_text(origin)} if origin else data


def _type(bid: Mapping[str, Data]) -> Data:
    bidder = bid["bidder"]
    assert isinstance(bidder, dict)
    return bidder["type"]


def _day(release: Release) -> str:
    day = day_of(release.date)
    if day is None:
        raise TenderError(f"{release.ocid}: a bid is recorded as disqualified, and the release has no date")
    return day
