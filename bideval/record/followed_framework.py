"""The framework that a mini-competition follows, read from its folder or its record.

A folder is judged as any folder is, with its journal; a record is computed anew from itself, so
that its result is not believed.  Either must be the edition that is named by its digest.  A
framework's own framework is not looked at.

The path is written in ``tender.yaml``: it is relative, and climbs four folders at most.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source, error
from bideval.io.judged_folder import JudgedFolder
from bideval.io.safe_files import read_file
from bideval.model.evaluation import Evaluation
from bideval.model.framework import Follows
from bideval.model.inputs import Inputs
from bideval.record.canonical import MOST_BYTES, UnreadableError
from bideval.record.rebuilt import NotRebuiltError
from bideval.scoring.checks.following import Framework, check_following
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.evaluate import judge

AT = Source("tender.yaml", "/follows")
Judge = Callable[[Path], JudgedFolder]  # judges a folder under custody, without its framework


class _Problem(NamedTuple):
    """Why a framework cannot be held against: what is wrong, and how to put it right."""

    message: str
    remedy: str


class _Read(NamedTuple):
    inputs: Inputs
    evaluation: Evaluation


def with_framework(root: Path, judged: JudgedFolder, judge_other: Judge) -> JudgedFolder:
    """Return a judged folder with where it goes beyond its framework; an error of that stops the result."""
    inputs = judged.reading.draft
    follows = inputs.tender.follows if inputs is not None else None
    if inputs is None or follows is None or (follows.folder is None) == (follows.record is None):
        return judged
    found = judged.reading.places.locate_all(_findings(root, inputs, follows, judge_other))
    stops = any(one.severity is Severity.ERROR for one in found)
    findings = (*judged.findings, *found)
    return JudgedFolder(judged.reading, None if stops else judged.evaluation, findings)


def _findings(root: Path, inputs: Inputs, follows: Follows, judge_other: Judge) -> tuple[Finding, ...]:
    read = (
        _of_folder(root / follows.folder, follows.folder, judge_other)
        if follows.folder is not None
        else _of_record(root / str(follows.record), str(follows.record))
    )
    if isinstance(read, _Problem):
        return (error("BE244", read.message, read.remedy, AT),)
    problem = _edition(follows, read.evaluation.digest)
    if problem is not None:
        return (error("BE244", problem.message, problem.remedy, AT),)
    framework = Framework(read.inputs, compile_rules(read.inputs).lots, read.evaluation)
    return tuple(dict.fromkeys(check_following(inputs, compile_rules(inputs), framework)))


def _edition(follows: Follows, digest: str) -> _Problem | None:
    if follows.digest is None:
        message = "the tender does not say which edition of the framework it follows"
        return _Problem(message, f"If this one is meant, state digest: {digest}.")
    if f"sha256:{follows.digest}" == digest:
        return None
    return _Problem(
        f"the framework is not the edition that the tender follows: it comes to {digest}",
        "Find the edition that is meant, or look at what changed and state its digest.",
    )


def _of_folder(path: Path, name: str, judge_other: Judge) -> _Read | _Problem:
    if not path.is_dir() or path.is_symlink():
        return _Problem(f"there is no folder {name} from here", "Put the framework's folder there.")
    judged = judge_other(path)
    if judged.evaluation is None or judged.reading.inputs is None:
        first = next((one for one in judged.findings if one.severity is Severity.ERROR), None)
        said = f": {first.sources[0].file}: {first.message}" if first is not None else ""
        remedy = f"bideval check of {name} says everything that stands in the way."
        return _Problem(f"the framework {name} has no result{said}", remedy)
    return _Read(judged.reading.inputs, judged.evaluation)


def _of_record(path: Path, name: str) -> _Read | _Problem:
    data = read_file(path.parent, path.name, MOST_BYTES)
    if isinstance(data, Finding):
        return _Problem(f"the framework's record {name}: {data.message}", data.remedy)
    remedy = "Write it anew from the framework's folder: bideval record."
    inputs_of: Callable[[bytes], Inputs] = import_module("bideval.record.framework_record").inputs_of_record
    try:
        inputs = inputs_of(data)
    except (UnreadableError, NotRebuiltError) as problem:
        return _Problem(f"the framework's record {name} cannot be read: {problem}", remedy)
    evaluation = judge(inputs).evaluation
    if evaluation is None:
        return _Problem(f"the framework's record {name} has no result that can be computed anew", remedy)
    return _Read(inputs, evaluation)
