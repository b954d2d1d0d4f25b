"""Verify a decision record: from its own bytes alone, then against a known digest and a folder.

Nothing is believed that can be computed: digests, the inputs, every figure, every claim and
whether it is about this tender.  What is not shown is handed on with what is.  No solver
and no analysis takes part; times, marks and bids are taken as they are recorded.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from pydantic import ValidationError

from bideval import __version__
from bideval.errors import Severity
from bideval.io.file_digests import FileRead
from bideval.io.packs import shelf_editions, shipped_pack
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.recorded import DecisionRecord
from bideval.proof.checking import check
from bideval.proof.claims_json import Unread, from_json
from bideval.record.assembled import part_digests, record_digest
from bideval.record.canonical import Json, UnreadableError, read_canonical
from bideval.record.compared import ABSENT, Difference, differences
from bideval.record.figures import result_of
from bideval.record.journal import Since
from bideval.record.ledger import Frozen
from bideval.record.rebuilt import NotRebuiltError, digests_in, rebuilt
from bideval.record.reconstructed import reconstructed_words
from bideval.record.signing.checked import SignatureChecked, Standing
from bideval.record.signing.token import TokenRead
from bideval.record.studied import study_faults
from bideval.record.tied import Race, races, why_not_tied
from bideval.record.wording import names_the_same
from bideval.scoring.digest import canonical_pack, text_digest
from bideval.scoring.evaluate import Judgement, judge
from bideval.scoring.mechanisms import awards_together

ERASED = "erased-"  # before the digest of a body that was erased, among the keys of provenance
MOST_DIFFERENCES = 1000
QUALITY_ONLY = "quality-only"
_WITHOUT_PROOF = ("does not apply", "not established")
WORDS = frozenset({"worked", "notes", "because", "why_null"})  # keys of the program's own words


# The award that the certificates of a recorded one prove: bideval.analysis, which stands apart, has it.
AwardAgain = Callable[[Inputs, Evaluation, Json], dict[str, Json] | None]


class ReadRecord(NamedTuple):
    """A record of the right form: as data, and typed as far as its own format goes."""

    data: dict[str, Json]
    typed: DecisionRecord


class ClaimChecked(NamedTuple):
    """What came of a claim: what it proves or why it is refused, and why it is not tied, if it is not."""

    pointer: str
    proved: bool
    words: str
    not_tied: str | None


class Verification(NamedTuple):
    """What verifying a record found.

    ``known`` are digests from elsewhere, each with which of the record's it is; ``files`` are
    differences of the folder, None where no folder was given.
    """

    tender: str
    illustration: bool
    digests: Mapping[str, str]  # as computed
    differences: tuple[Difference, ...]
    figures: int  # values of the result that were compared
    claims: tuple[ClaimChecked, ...]
    answers: int  # of analyses
    unproved: tuple[str, ...]  # those that rest on no certificate: lot and analysis
    known: tuple[tuple[str, str], ...]
    files: tuple[Difference, ...] | None
    notes: tuple[str, ...]
    not_computed: str | None = None  # why the result could not be computed again
    reworded: tuple[Difference, ...] = ()  # sentences that another version of the program wrote otherwise
    signatures: tuple[SignatureChecked, ...] = ()  # of the file, and what each is worth
    tokens: tuple[TokenRead, ...] = ()  # of the file or a signature: the time somebody vouches for
    journal: Since | None = None  # of the folder, held against its files and a checkpoint
    frozen: Frozen | None = None  # the rules that this journal fixed
    asked: int = 0  # answers whose words were made again and compared
    not_asked: str = "no question was asked again"  # why their words were not
    words_open: bool = False  # whether they were to be made again, and could not be
    award: str = ""  # the status of the award of lots, made again from its certificates
    award_unchecked: bool = False  # whether lots are awarded together, and nobody made that award again

    @property
    def same(self) -> bool:
        """Whether the recorded inputs give the recorded result, every claim holds, and nothing differs."""
        return self.same_but_for_words and not self.reworded and not self.words_open

    @property
    def same_but_for_words(self) -> bool:
        """Whether it is the same, but for words that another version chose, or that nobody made again."""
        claims = all(one.proved and one.not_tied is None for one in self.claims)
        sound = claims and not self.refused and not self.journal_refused and self.rules_frozen is not False
        computed = self.not_computed is None and not self.award_unchecked
        return sound and computed and not self.differences and not self.files

    @property
    def refused(self) -> int:
        """How many signatures and time tokens are of something else, or count for nothing."""
        signatures = sum(one.standing is Standing.REFUSED for one in self.signatures)
        return signatures + sum(not one.fits for one in self.tokens)

    @property
    def journal_refused(self) -> bool:
        """Whether the journal of the folder is broken, cut, or does not hold what the files say."""
        return self.journal is not None and self.journal.holds is False

    @property
    def rules_frozen(self) -> bool | None:
        """Whether the rules are those that the journal of the folder fixed; None where it fixed none."""
        return None if self.frozen is None else self.frozen.digest == self.digests["rules"]

    @property
    def signer(self) -> str:
        """Who signed, of those that the list of allowed signers names; blank if nobody."""
        return next((one.who for one in self.signatures if one.standing is Standing.KNOWN), "")


def read_record(data: bytes) -> ReadRecord:
    """Return the record that ``data`` is; raise UnreadableError where it is none."""
    found = read_canonical(data)
    if not isinstance(found, dict):
        raise UnreadableError("a record is an object")
    edition = found.get("bideval_record")
    if type(edition) is not int or edition != 1:
        raise UnreadableError("it is no decision record of edition 1")
    try:
        typed = DecisionRecord.model_validate(found)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        at = "/".join(str(part)[:80] for part in first["loc"])
        raise UnreadableError(f"{ascii(at)[1:-1]}: {first['msg'][:200]}") from None
    return ReadRecord(found, typed)


def verify(
    record: ReadRecord,
    *,
    known: Sequence[str] = (),
    files: Sequence[FileRead] | None = None,
    award_again: AwardAgain | None = None,
) -> Verification:
    """Compute a record again and say what differs.

    ``known`` are digests from elsewhere, of any of its parts; ``files`` those of a folder now.
    Without ``award_again`` a record of lots that are awarded together is not the same.
    """
    computed = {**part_digests(record.data), "record": record_digest(record.data)}
    found = [*_digest_differences(record, computed), *_head_differences(record), *_text_differences(record)]
    names = {digest: name for name, digest in computed.items()}
    known_from = "a digest known from elsewhere"
    strange = (one for one in known if one not in names)
    found += [Difference("/digests/record", computed["record"], one, known_from) for one in strange]
    empty = Verification(
        record.typed.tender,
        record.typed.illustration,
        computed,
        tuple(found),
        0,
        (),
        len(record.typed.analyses),
        (),
        tuple((names[one], one) for one in known if one in names),
        None if files is None else tuple(_file_differences(record, files)),
        tuple(_notes(record)),
    )
    return _with_result(record, empty, award_again)


def _with_result(record: ReadRecord, so_far: Verification, award_again: AwardAgain | None) -> Verification:
    try:
        anew = rebuilt(_object(record.data, "inputs"), record.typed.texts)
    except NotRebuiltError as problem:
        return so_far._replace(not_computed=str(problem))
    if anew.missing:
        words = f"rules read the text at {anew.missing[0]}, and its body is not in the record"
        return so_far._replace(not_computed=words)
    judged = judge(anew.inputs, quality_only=is_quality_only(record))
    if judged.evaluation is None:
        return so_far._replace(not_computed=_first_error(judged))
    result: dict[str, Json] = result_of(judged.evaluation, _object(record.data, "inputs"))
    stated = record.data["result"]
    found = [one._replace(pointer=f"/result{one.pointer}") for one in differences(stated, result)]
    award = None
    if award_again is not None:
        award = award_again(anew.inputs, judged.evaluation, record.data.get("award"))
        found += _award_differences(record, award)
    found += _uncertified(record)
    found += study_faults(record.typed, record.data.get("study"), anew.inputs)
    reworded = tuple(one for one in found if _is_reworded(record, one))
    found = [one for one in found if one not in reworded]
    lots = races(anew.inputs, judged.evaluation.lots) if record.typed.analyses else {}
    claims = tuple(_claims(record, lots))
    shelf = tuple(_other_packs(anew.inputs))
    return so_far._replace(
        differences=tuple(islice((*so_far.differences, *found), MOST_DIFFERENCES)),
        figures=_values(result),
        claims=claims,
        unproved=tuple(f"{one.lot}: {one.id}" for one in record.typed.analyses if not one.claims),
        notes=(*so_far.notes, *shelf),
        reworded=reworded[:MOST_DIFFERENCES],
        award=str(award["status"]) if award else "",
        award_unchecked=award_again is None and awards_together(anew.inputs, judged.evaluation),
    )


def _uncertified(record: ReadRecord) -> Iterator[Difference]:
    """Answers that say that they rest on a certificate, and have none."""
    for place, one in enumerate(record.typed.analyses):
        if one.basis == "certificate" and not one.claims and one.verdict not in _WITHOUT_PROOF:
            yield Difference(f"/analyses/{place}/claims", "[]", "a certificate", "as its basis says")


def _award_differences(record: ReadRecord, award: dict[str, Json] | None) -> Iterator[Difference]:
    """Where the recorded award of lots is not the one that its certificates prove."""
    stated: dict[str, Json] = {key: one for key, one in record.data.items() if key == "award"}
    computed: dict[str, Json] = {} if award is None else {"award": award}
    for one in differences(stated, computed):
        yield one if one.about else one._replace(about="the award of lots, as its certificates prove it")


def _is_reworded(record: ReadRecord, one: Difference) -> bool:
    """Whether a difference is of words alone, in a record by another version, which may choose others."""
    other_version = record.typed.provenance.get("bideval") != __version__
    return (
        other_version and bool(WORDS & set(one.pointer.split("/"))) and names_the_same(one, bids_of(record))
    )


def bids_of(record: ReadRecord) -> frozenset[str]:
    """Return the ids of all bids of a record."""
    bids = _object(record.data, "inputs").get("bids")
    return frozenset(bids) if isinstance(bids, dict) else frozenset()


def _claims(record: ReadRecord, lots: Mapping[str, Race]) -> Iterator[ClaimChecked]:
    for place, answer in enumerate(record.typed.analyses):
        for number, data in enumerate(answer.claims):
            pointer = f"/analyses/{place}/claims/{number}"
            claim = from_json(data)
            if isinstance(claim, Unread):
                yield ClaimChecked(pointer, proved=False, words=claim.reason, not_tied=None)
                continue
            verdict = check(claim)
            tied = why_not_tied(answer, claim, lots.get(answer.lot)) if verdict.proved else None
            yield ClaimChecked(pointer, verdict.proved, verdict.words, tied)


def _digest_differences(record: ReadRecord, computed: Mapping[str, str]) -> Iterator[Difference]:
    stated = record.typed.digests.stated()
    for name in (*computed, *(one for one in stated if one not in computed)):
        first, second = stated.get(name, ABSENT), computed.get(name, ABSENT)
        if first != second:
            yield Difference(f"/digests/{name}", first, second, f"the digest of the {name}")


def _head_differences(record: ReadRecord) -> Iterator[Difference]:
    """What stands at the head as well as in the inputs."""
    tender = _object(record.data, "inputs").get("tender")
    inside = tender if isinstance(tender, dict) else {}
    for key, name in (("tender", "id"), ("illustration", "illustration")):
        if inside.get(name) != record.data[key]:
            yield Difference(f"/{key}", str(record.data[key]), str(inside.get(name)), "as the inputs have it")


def _text_differences(record: ReadRecord) -> Iterator[Difference]:
    named = _named(record)
    for digest, body in record.typed.texts.items():
        found = text_digest(body)
        if found != f"sha256:{digest}":
            yield Difference(f"/texts/{digest}", f"sha256:{digest}", found, "the digest of the text")
        elif digest not in named:
            yield Difference(
                f"/texts/{digest}", "a text", ABSENT, "neither inputs nor study name such a text"
            )


def _named(record: ReadRecord) -> frozenset[str]:
    """The SHA-256 of every text that the inputs and the study name."""
    inputs, study = _object(record.data, "inputs"), record.data.get("study")
    return frozenset((*digests_in(inputs), *digests_in(study)))


def _file_differences(record: ReadRecord, files: Sequence[FileRead]) -> Iterator[Difference]:
    recorded = {one.path: f"sha256:{one.sha256}, {one.bytes} bytes" for one in record.typed.files}
    now = {one.path: f"sha256:{one.sha256}, {one.size} bytes" for one in files}
    for path in sorted(recorded.keys() | now.keys()):
        if recorded.get(path) != now.get(path):
            pointer = f"/files ({path})"
            yield Difference(pointer, recorded.get(path, ABSENT), now.get(path, ABSENT), path)


def _notes(record: ReadRecord) -> Iterator[str]:
    tender = _object(record.data, "inputs").get("tender")
    if words := reconstructed_words(tender if isinstance(tender, dict) else {}, record.typed.texts):
        yield f"{words}."
    away = _named(record) - record.typed.texts.keys()
    told = [text for key, text in record.typed.provenance.items() if key.startswith(ERASED)]
    for words in sorted(set(told)):
        yield f"{told.count(words)} of the texts, as told: {words}."
    if away:
        count = "1 text is" if len(away) == 1 else f"{len(away)} texts are"
        yield f"{count} not in the record; the digests stand, the bodies are not shown."


def _other_packs(inputs: Inputs) -> Iterator[str]:
    """Say which packs of the record are others than those of that name on this program's shelf."""
    on_shelf = set(shelf_editions())
    for name, pack in sorted(inputs.packs.items()):
        if (pack.id, pack.edition) in on_shelf:
            shipped, _ = shipped_pack(pack.id, pack.edition)
            if shipped is None or canonical_pack(shipped) != canonical_pack(pack):
                yield f"The pack {name} in the record is not the one that this program has under that name."


def is_quality_only(record: ReadRecord) -> bool:
    """Say whether a record is one of quality alone, before prices were opened: every lot says so."""
    return all(lot.get("status") == QUALITY_ONLY for lot in record.typed.result.lots)


def _first_error(judged: Judgement) -> str:
    errors = [one for one in judged.findings if one.severity is Severity.ERROR]
    first = errors[0]
    more = f", and {len(errors) - 1} errors more" if len(errors) > 1 else ""
    return f"the recorded inputs give no result: {first.code} {first.message}{more}"


def _values(value: Json) -> int:
    """How many single values stand in ``value``."""
    if isinstance(value, dict):
        return sum(map(_values, value.values()))
    return sum(map(_values, value)) if isinstance(value, list) else 1


def _object(data: Mapping[str, Json], key: str) -> dict[str, Json]:
    found = data[key]
    assert isinstance(found, dict)
    return found
