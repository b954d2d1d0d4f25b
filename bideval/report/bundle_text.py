"""The pages of a bundle that are made for it: what the auditor reads first, chronology, departures.

Departures are decisions that let something else than the published rule count, and what
the journal shows of rules and marks that moved.  Whether they were right, no page says.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bideval.errors import Finding
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.tables import name_text, one_line, wrapped

_DEPARTS = {
    DecisionKind.REFINE: "changes a published rule",
    DecisionKind.WAIVE: "lets a failed test pass",
    DecisionKind.MITIGATE: "makes a failed test good by a published mitigation",
    DecisionKind.KEEP: "keeps a bid that failed a test",
    DecisionKind.LATE: "decides on a late bid",
    DecisionKind.CORRECT: "lets another figure count than was submitted",
    DecisionKind.DISREGARD: "disregards a bid",
    DecisionKind.EXCLUDE: "excludes a bidder",
}


_EXTRA = """find data ! -type d | while IFS= read -r file; do
  cut -c67- manifest-sha256.txt | grep -qxF "$file" || echo "$file"
done"""


class BundleFacts(NamedTuple):
    """What the page for the auditor says of a bundle.  ``left_out`` are documents that are not in it."""

    tender: str
    title: str
    illustration: bool
    reconstructed: str  # blank where the folder was kept at the time
    digests: Sequence[tuple[str, str]]
    signatures: Sequence[str]  # names of files
    tokens: Sequence[str]
    evidence: str
    left_out: Sequence[str]
    journal: str  # the checkpoint; blank without custody
    wheels: bool
    report: bool


def readme_text(of: BundleFacts) -> str:
    """Return ``README.md``: what is here, how to check it, and what checking does not show."""
    lines = [f"# {name_text(of.title)}: the evidence of a decision", ""]
    lines += [ILLUSTRATION, ""] if of.illustration else []
    lines += [*wrapped(f"{of.reconstructed}.", ""), ""] if of.reconstructed else []
    lines += ["This bundle holds what is needed to check the decision, and to compute it again.", ""]
    lines += [
        "| What | Where, below data/ |",
        "|---|---|",
        *(f"| {what} | {where} |" for what, where in _parts(of)),
    ]
    lines += ["", *_unchanged()]
    lines += ["", "## Who vouches for it?", "", *_signed(of)]
    lines += ["", "## Does the decision follow from what is here?", ""]
    lines += _code("python3 data/verifier/verify.py data/record.json data/tender")
    lines += [
        "It says SAME where the recorded inputs give the recorded result under the recorded rules. It needs"
    ]
    lines += [
        "Python 3.8 or later, nothing else and no network. `data/worked.txt` has one bid to follow by hand.",
        "The three files of `data/verifier` belong together: keep them in one folder.",
    ]
    lines += ["", *_wheels(of), "## Digests", "", *(f"- {name}: `{digest}`" for name, digest in of.digests)]
    lines += [f"- journal, a checkpoint: `{of.journal}`"] if of.journal else []
    lines += ["", "## What none of this shows", "", *_not_shown(of)]
    return "\n".join(lines) + "\n"


def _unchanged() -> Iterator[str]:
    yield from ("## Is anything changed?", "", *_code("sha256sum -c manifest-sha256.txt"))
    yield "It says OK behind every file: they are those of the manifest. It does not show who made it, and"
    yield "does not see a file that was put in later. This prints what stands in `data` and not in the"
    yield from ("manifest, and nothing where there is nothing:", "", *_code(_EXTRA))
    yield "Beside `data` there are four files: `bag-info.txt`, `bagit.txt`, `manifest-sha256.txt` and"
    yield "`tagmanifest-sha256.txt`."


def _parts(of: BundleFacts) -> Iterator[tuple[str, str]]:
    yield "the decision record", "`record.json`"
    yield from (("a signature of it", f"`{name}`") for name in of.signatures)
    yield from (("a time token", f"`{name}`") for name in of.tokens)
    yield "one page to print", "`certificate.txt`"
    yield "the files that were read, as they were", "`tender/`"
    if of.report:
        yield "the report", "`report.html`"
    yield "the result", "`result.txt`"
    yield "one bid, worked by hand", "`worked.txt`"
    yield "what happened, in order", "`chronology.txt`"
    yield "where something else than the published rule counted", "`departures.txt`"
    yield "a second program that computes the decision again", "`verifier/`"


def _code(command: str) -> list[str]:
    return ["```text", command, "```", ""]


def _signed(of: BundleFacts) -> Iterator[str]:
    if not of.signatures:
        yield "Nobody: the record is not signed. Compare a digest below with one that you know"
        yield "from elsewhere, from the notice, the award letter or the minutes."
        return
    yield from _code(
        f"ssh-keygen -Y verify -f allowed -I SIGNER -n bideval -s data/{of.signatures[0]} < data/record.json"
    )
    yield "`allowed` is a file of your own: a signer, and the key that you know to be the signer's."
    yield "A key that comes with the bundle shows nothing."


def _wheels(of: BundleFacts) -> list[str]:
    if not of.wheels:
        return []
    command = "python3 -m pip install --no-index --find-" + "links data/wheels bideval"  # no index is asked
    return ["With bideval itself, without a network:", "", *_code(command)]


def _not_shown(of: BundleFacts) -> Iterator[str]:
    yield "- That the inputs match the bids, that marks were right, or that times are true."
    yield "- That the rules were the published ones, unless you know their digest from the notice."
    yield "- That nothing else was before those who decided."
    if not of.journal:
        yield "- Who entered what, and when: the folder was not kept under custody."
    if of.reconstructed:
        yield "- How things stood at the time: everything here was entered afterwards."
    yield f"- {of.evidence or 'What the inputs were taken from: the folder does not say.'}"
    yield from (f"- The document {name} is listed, and is not in the bundle." for name in of.left_out)


def departures_text(inputs: Inputs, custody: Sequence[Finding]) -> str:
    """Return where something else than the published rule counted; ``custody`` is what the journal shows."""
    found = [one for one in inputs.decisions if one.kind in _DEPARTS]
    lines = ["Departures from the published rules", ""]
    lines += [ILLUSTRATION, ""] if inputs.tender.illustration else []
    for one in sorted(found, key=lambda one: (one.at, one.id)):
        lines += [*_departure(one), ""]
    for finding in custody:
        lines += [one_line(f"The journal: {finding.message}."), ""]
    if not found and not custody:
        lines += ["None is recorded.", ""]
    lines.append("What was never entered, nobody can see here.")
    return "\n".join(lines) + "\n"


def _departure(one: Decision) -> Iterator[str]:
    about = ", ".join(
        filter(None, (one.bid and f"bid {one.bid}", one.gate and f"test {one.gate}", one.field))
    )
    yield from wrapped(f"{one.at} {one.id}: {_DEPARTS[one.kind]} ({about})", "")
    if one.from_ is not None or one.to is not None:
        yield one_line(f"  from {one.from_} to {one.to}")
    yield from wrapped(f"Reason: {one.reason}", "  ")
    yield one_line(f"  By {one.by}" + (f"; replaces {one.supersedes}" if one.supersedes else ""))


def chronology_text(inputs: Inputs) -> str:
    """Return what the files say happened, in the order of the times as told."""
    lines = ["Chronology, from the files of the folder; times are as told", ""]
    lines += [ILLUSTRATION, ""] if inputs.tender.illustration else []
    lines += [one_line(f"{at or 'time not told'}  {what}") for at, what in sorted(_events(inputs))]
    lines += ["", "There is no journal: who entered what, and when, is not shown."]
    return "\n".join(lines) + "\n"


def _events(inputs: Inputs) -> Iterator[tuple[str, str]]:
    tender = inputs.tender
    if tender.began:
        yield tender.began, "the procurement begins"
    if tender.deadline:
        yield tender.deadline, "deadline for bids"
    for bid in inputs.bids.values():
        yield bid.received or "", f"bid {bid.id} is received"
    for mark in inputs.marks:
        yield mark.at, f"{mark.evaluator} marks {mark.criterion} of {mark.bid}"
    for agreed in inputs.consensus:
        yield agreed.at, f"agreed mark for {agreed.criterion} of {agreed.bid}"
    for one in inputs.decisions:
        yield one.at, f"decision {one.id}: {one.kind.value}"
