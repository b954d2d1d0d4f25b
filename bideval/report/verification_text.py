"""What verifying a record found, for people: SAME with what that does not show, or what differs."""

from collections.abc import Iterator

from bideval.io.characters import shown
from bideval.record.compared import Difference
from bideval.record.signing.checked import SignatureChecked, Standing
from bideval.record.verified import ClaimChecked, Verification
from bideval.report.evaluation_text import ILLUSTRATION

SAME = "the recorded inputs give the recorded result under the recorded rules."
NOT_SHOWN = (
    "that the inputs match the bids",
    "that marks were right",
    "that times are true",
    "that the rules were the published ones, unless the frozen digest is known",
)
NO_ORIGIN = (
    "Consistent; origin not established: no digest, signature or checkpoint from elsewhere was compared."
)
NOT_TIED = "the certificate holds but is not tied to this tender"
_LONGEST = 160  # characters of a value


def verification_text(found: Verification) -> str:
    """Return the page."""
    blocks = [[ILLUSTRATION]] if found.illustration else []
    blocks.append(list(_verdict(found)))
    blocks.append([_difference(one) for one in (*found.differences, *(found.files or ()))])
    blocks.append([f"In words: {_difference(one)}" for one in found.reworded])
    blocks.append([_claim(one) for one in found.claims if not one.proved or one.not_tied])
    blocks.append([*_signed(found), *_scope(found)])
    blocks.append([f"{name:<7} {digest}" for name, digest in found.digests.items()])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def not_shown(found: Verification) -> tuple[str, ...]:
    """Return what a record that is the same does not show; a known digest of the rules shows more."""
    last = NOT_SHOWN[-1]
    if any(name in {"rules", "inputs", "record"} for name, _ in found.known):
        last = "that the rules were the published ones, unless the digest was known before the bids were"
    elif found.rules_frozen:
        last = "that the frozen rules were the published ones, unless the notice has their digest"
    return (*NOT_SHOWN[:-1], last)


def _verdict(found: Verification) -> Iterator[str]:
    if found.not_computed is not None:
        yield f"NOT COMPUTED: {_safe(found.not_computed)}."
    elif found.same:
        yield f"SAME: {SAME}"
    elif _counted(found):
        yield f"DIFFERS: {_counted(found)}."
    elif found.same_but_for_words:
        yield from _words_open(found)
    elif found.award_unchecked:
        yield "NOT COMPUTED: the lots are awarded together, and that award was not made again."
    else:
        yield "NOT TIED: the result is the same, and what is said of it is not all about this tender."
    yield f"Tender {found.tender}: {found.figures:,} values of the result computed again and compared."


def _words_open(found: Verification) -> Iterator[str]:
    """Every figure is the same, and words are other ones, or were not made again."""
    if found.reworded:
        many = len(found.reworded)
        count = "1 sentence is" if many == 1 else f"{many} sentences are"
        yield f"DIFFERENT IN WORDS: every figure is the same, and {count} not as this program says it."
        yield "  Another version wrote it, as the record says outside every digest, where anybody can have"
        yield "  written that. Let that version verify the record, or trust no sentence that stands below."
    else:
        yield f"WORDS NOT CHECKED: {SAME}"
        yield f"  But {_answers(found)} were not made again, for {_safe(found.not_asked)}:"
        yield "  trust none of them."


def _answers(found: Verification) -> str:
    return f"the words of {'1 answer' if found.answers == 1 else f'{found.answers} answers'}"


def _counted(found: Verification) -> str:
    parts = (
        (len(found.differences), "value differs", "values differ"),
        (len(found.files or ()), "file differs", "files differ"),
        (sum(not one.proved for one in found.claims), "certificate is refused", "certificates are refused"),
        (int(found.journal_refused), "journal is refused", ""),
        (int(found.rules_frozen is False), "set of rules is not the frozen one", ""),
        (found.refused, "signature or time token is refused", "signatures or time tokens are refused"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)


def _difference(one: Difference) -> str:
    about = f" ({_safe(one.about)})" if one.about else ""
    cuts = f"; the recorded value is {_safe(one.cuts)}" if one.cuts else ""
    return (
        f"{_safe(one.pointer)}{about}: recorded {_safe(one.recorded)}, computed {_safe(one.computed)}{cuts}"
    )


def _claim(one: ClaimChecked) -> str:
    if one.proved:
        return f"{one.pointer}: {NOT_TIED}: {one.not_tied}"
    return f"{one.pointer}: REFUSED: {_safe(one.words)}"


def _signed(found: Verification) -> Iterator[str]:
    """Each signature and each time token, and what it is worth."""
    yield from map(signature_words, found.signatures)
    for token in found.tokens:
        words = f"{'' if token.fits else 'REFUSED: '}{token.words}"
        yield f"Time token {_safe(token.name)}: {_safe(words)}."


def _frozen(found: Verification) -> Iterator[str]:
    """Whether the rules are those that the journal of the folder fixed."""
    if found.frozen is None:
        return
    fixed = f"fixed by entry {found.frozen.entry} of the journal"
    if found.frozen.refined:
        fixed += f" and published anew by {', '.join(f'entry {one}' for one in found.frozen.refined)}"
    if found.rules_frozen:
        yield f"The rules are the frozen ones, {fixed}."
    else:
        yield f"The rules are NOT the frozen ones, {fixed}:"
        yield f"  {found.frozen.digest}"


def signature_words(one: SignatureChecked) -> str:
    """Return in one line what a signature is worth."""
    key = f" (key {one.key})" if one.key else ""
    refused = "REFUSED: " if one.standing is Standing.REFUSED else ""
    return f"Signature {_safe(one.name)}: {refused}{_safe(one.words)}{key}."


def _scope(found: Verification) -> Iterator[str]:
    """What was checked beside the figures, what was not, and what none of it shows."""
    if found.claims:
        good = sum(one.proved and one.not_tied is None for one in found.claims)
        yield f"{good} of {len(found.claims)} certificates are proved and about this tender; {_asked(found)}."
    if found.answers:
        bare = f"{len(found.unproved)} without a certificate"
        if found.asked:
            yield f"The questions were asked again: {_answers(found)} were compared; {bare}."
        else:
            yield f"Not computed again: {_answers(found)}, for {_safe(found.not_asked)}; {bare}."
    if found.award:
        yield f"The award of the lots was made again from its certificates; its status: {_safe(found.award)}."
    if found.files == ():
        yield "The files of the folder are those that were read."
    yield from _frozen(found)
    yield from map(_safe, found.notes)
    for name, digest in found.known:
        yield f"The digest known from elsewhere is that of the {name}: {digest}"
        if name != "record":
            rest = _rest(found, name)
            yield f"  It shows nothing of the rest, such as {rest}; only that of the record covers all."
    if found.same:
        yield f"Not shown: {'; '.join(not_shown(found))}."
        yield from () if found.known or found.signer else (NO_ORIGIN,)


def _rest(found: Verification, known: str) -> str:
    """What a digest of one part does not cover."""
    if known == "result":
        return "an award of lots awarded together" if found.award else "the inputs"
    return "the result"


def _asked(found: Verification) -> str:
    """Whether the certificates are those that the questions give, and not fewer or others."""
    if found.asked:
        return "their kind, number and region were compared with what the questions give"
    return "not compared: whether they are all, and over the regions, that the questions give"


def _safe(text: str) -> str:
    return shown(text, _LONGEST)
