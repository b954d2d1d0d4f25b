"""The worked cases of a pack, from text.

A case says what is ``given`` and what must come out: a ``measure``, ``points``, a ``grade``,
whether a gate ``passes`` its ``test``, a ``consequence``, or part of the reason
why nothing does (``refused``).
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.model.measure import fields_of
from bideval.model.numbers import NumberError, parse_number
from bideval.model.pack import Case, Pack, PackKind
from bideval.model.points import GRADES
from bideval.model.raw import Notes, check_keys, choice_of, list_of, mapping_of, number_of, text_of, true_of
from bideval.model.rules import OnFail, Test
from bideval.model.units import OTHERS, PRICES

_EXPECTED = ("measure", "points", "grade", "passes", "consequence", "refused")
_KEYS = ("words", "given", "with", "test", *_EXPECTED)
FEWEST = 2


def read_cases(raw: object, notes: Notes) -> tuple[Case, ...]:
    """Return the cases under ``cases:``; a pack has at least two, each with words of its own."""
    entries = list_of(raw, "", notes, "worked cases") or ()
    if entries and len(entries) < FEWEST:
        notes.add(
            "",
            f"a pack has at least {FEWEST} worked cases",
            "Add a case at a boundary, and one that is refused.",
        )
    read = [_case(entry, f"/{index}", notes) for index, entry in enumerate(entries)]
    cases = tuple(case for case in read if case is not None)
    seen: set[str] = set()
    for index, case in enumerate(cases):
        if case.words in seen:
            notes.add(f"/{index}/words", f"two cases are called {case.words!r}", "Say what each one shows.")
        seen.add(case.words)
    return cases


def _case(raw: object, at: str, notes: Notes) -> Case | None:
    entry = mapping_of(raw, at, notes, "a worked case")
    if entry is None:
        return None
    check_keys(entry, _KEYS, at, notes)
    words = text_of(entry.get("words"), f"{at}/words", notes, "what the case shows (words)")
    given = mapping_of(entry.get("given"), f"{at}/given", notes, "what is given")
    with_ = mapping_of(entry.get("with", {}), f"{at}/with", notes, "parameters")
    if not any(key in entry for key in _EXPECTED):
        notes.add(at, "the case does not say what comes out", f"State one of {', '.join(_EXPECTED)}.")
    if ("test" in entry) != ("passes" in entry):
        notes.add(
            at, "test and passes go together", "State both: how the value is compared, and whether it passes."
        )
    if words is None or given is None or with_ is None:
        return None
    return _expecting(words, given, with_, entry, at, notes)


def _expecting(
    words: str,
    given: Mapping[str, object],
    with_: Mapping[str, object],
    entry: Mapping[str, object],
    at: str,
    notes: Notes,
) -> Case:
    test = choice_of(entry["test"], f"{at}/test", notes, list(Test)) if "test" in entry else None
    leads_to = "consequence" in entry
    consequence = (
        choice_of(entry["consequence"], f"{at}/consequence", notes, list(OnFail)) if leads_to else None
    )
    return Case(
        words,
        given,
        with_,
        measure=_figure(entry["measure"], f"{at}/measure", notes) if "measure" in entry else None,
        points=number_of(entry["points"], f"{at}/points", notes) if "points" in entry else None,
        grade=choice_of(entry["grade"], f"{at}/grade", notes, GRADES) if "grade" in entry else None,
        test=None if test is None else Test(test),
        passes=true_of(entry["passes"], f"{at}/passes", notes) if "passes" in entry else None,
        consequence=None if consequence is None else OnFail(consequence),
        refused=text_of(entry["refused"], f"{at}/refused", notes, "the reason")
        if "refused" in entry
        else None,
    )


def _figure(raw: object, at: str, notes: Notes) -> Fraction | str | None:
    """Return a number, or a word for a measure of words."""
    text = text_of(raw, at, notes, "the figure")
    if text is None:
        return None
    try:
        return parse_number(text)
    except NumberError:
        return text


def check_cases(pack: Pack, notes: Notes) -> None:
    """Note what a case gives that the pack does not read, and what it expects that cannot come out."""
    given, expected = _readable(pack), _possible(pack)
    for index, case in enumerate(pack.cases):
        check_keys(case.given, given, f"/{index}/given", notes)
        for key in _stated(case):
            if key not in expected:
                remedy = f"State {' or '.join(expected)}."
                notes.add(f"/{index}/{key}", f"{key} does not come out of this pack", remedy)


def _readable(pack: Pack) -> tuple[str, ...]:
    """Return the names under which a case may give a value: the last part of a path, or all of it."""
    if pack.kind is PackKind.REGIME:
        return ("basis",)
    if pack.measure is None:
        return ("mark", "mean")
    paths = dict.fromkeys(node.path for node in fields_of(pack.measure))
    screened = ("evaluated", OTHERS, "value") if any(path.startswith(PRICES) for path in paths) else ()
    return (*(path.rpartition(".")[2] for path in paths), *paths, *screened)


def _possible(pack: Pack) -> tuple[str, ...]:
    if pack.kind is PackKind.REGIME:
        return ("consequence", "refused")
    if pack.measure is None:
        return ("points", "refused")
    points = ("points",) if pack.gives_points else ()
    grade = ("grade",) if pack.graded is not None else ()
    passes = ("passes",) if pack.threshold is not None else ()
    return ("measure", *points, *grade, *passes, "refused")


def _stated(case: Case) -> tuple[str, ...]:
    values = (case.measure, case.points, case.grade, case.passes, case.consequence, case.refused)
    return tuple(key for key, value in zip(_EXPECTED, values, strict=True) if value is not None)
