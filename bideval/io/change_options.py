"""Changes typed as options of ``bideval whatif``: ``--weight price=30`` and the like.

Each option becomes the very text data that a scenario file would have, and is typed as
such.  Its place in findings is the option as it was typed.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from bideval.analysis.changes.placed import Placed
from bideval.errors import BidevalError, Finding, Source, error
from bideval.io.places import Places
from bideval.io.safe_files import read_file
from bideval.io.typed import typed
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml
from bideval.model.change import KINDS

Data = Mapping[str, object]
_FLAGS = MappingProxyType({"without-bid": "--without"})  # where people say it shorter than the kind


class OptionError(BidevalError, ValueError):
    """Raised when an option is not written as it must be; says how it is."""


class FileFindingsError(BidevalError):
    """Raised when a file that an option names cannot be read; holds the findings."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep the findings."""
        self.findings = findings
        super().__init__(findings)


def flag_of(kind: str) -> str:
    """Return the option of a kind of change.

    >>> flag_of("drop-gate"), flag_of("without-bid")
    ('--drop-gate', '--without')
    """
    return _FLAGS.get(kind, f"--{kind}")


def changes_of(options: Sequence[tuple[str, str]]) -> tuple[tuple[Placed, ...], tuple[Finding, ...]]:
    """Return the changes of options (kind, text) in their order, and what is wrong with their values.

    Raise OptionError for one that is not of its form.
    """
    found: list[Placed] = []
    findings: list[Finding] = []
    for kind, text in options:
        source = Source(f"{flag_of(kind)} {text}")
        try:
            data = {"kind": kind, **_READERS[kind](text)}
        except FileFindingsError as problem:
            findings += problem.findings
            continue
        change, problems = typed(KINDS[kind], data, source.file)
        findings += (one._replace(sources=(source,)) for one in problems)
        if change is not None and not problems:
            found.append(Placed(change, source))
    return tuple(found), tuple(findings)


def _split(text: str, form: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise OptionError(f"{text!r} is not of the form {form}")
    return name, value


def _weight(text: str) -> Data:
    name, value = _split(text, "ID=N, such as price=30 or price=30,from=quality")
    to, given = _with_source(value, text)
    return {"criterion": name, "to": to, **given}


def _with_source(value: str, text: str) -> tuple[str, Data]:
    kept, comma, source = value.partition(",from=")
    if comma and not source:
        raise OptionError(f"{text!r} names nothing after from=")
    return kept, {"take_from": source} if comma else {}


def _gate(text: str) -> Data:
    name, value = _split(text, "ID=VALUE, such as security=3500000")
    return {"gate": name, "to": value.split(";") if ";" in value else value}


def _score_gate(text: str) -> Data:
    form = "ID=WEIGHT,POINTS_RULE[,from=ID], such as security=5,pack or turnover=5,0..2,from=price"
    name, rest = _split(text, form)
    kept, given = _with_source(rest, text)
    weight, comma, points = kept.partition(",")
    if not (weight and comma and points):
        raise OptionError(f"{text!r} is not of the form {form}")
    return {"gate": name, "weight": weight, "points": _points(points), **given}


def _points(text: str) -> object:
    """The word pack, or LO..HI: nothing at LO or below, full marks at HI or above."""
    low, dots, high = text.partition("..")
    if not dots:
        return text
    ends = {"from": {"at": low, "points": "0"}, "to": {"at": high, "points": "100"}}
    return {"linear": {**ends, "outside": "clamp"}}


def _fold_bond(text: str) -> Data:
    name, equals, rate = text.rpartition("=")
    return {"rate": rate, **({"gate": name} if equals else {})}


def _used(text: str) -> Data:
    """ID[:param=value[;param=value]]."""
    use, colon, rest = text.partition(":")
    pairs = [one.partition("=") for one in rest.split(";")] if colon else []
    if not use or any(not (name and equals and value) for name, equals, value in pairs):
        raise OptionError(f"{text!r} is not of the form ID[:param=value[;param=value]]")
    return {"use": use, "with": {name: value for name, _, value in pairs}}


def _formula(text: str) -> Data:
    name, value = _split(text, "CRITERION=ID[:param=value]")
    return {"criterion": name, **_used(value)}


def _rounding(text: str) -> Data:
    """The word none, or STAGE:PLACES:MODE apart by commas; rank_on=exact or rounded among them."""
    if text == "none":
        return {"to": text}
    parts = [one.split(":") for one in text.split(",")]
    ranked = [one[0].removeprefix("rank_on=") for one in parts if one[0].startswith("rank_on=")]
    rules = [one for one in parts if not one[0].startswith("rank_on=")]
    if any(len(one) != 3 for one in rules) or not rules:
        raise OptionError(f"{text!r} is not none or STAGE:PLACES:MODE, such as total:2:half-up")
    to = [dict(zip(("stage", "places", "mode"), one, strict=True)) for one in rules]
    return {"to": to, **({"rank_on": ranked[0]} if ranked else {})}


def _ties(text: str) -> Data:
    """The word none, or rungs apart by commas: lower-price, points:CRITERION, earlier-received, draw."""
    if text == "none":
        return {"to": text}
    rungs: list[Data] = []
    for one in text.split(","):
        by, colon, of = one.partition(":")
        drawn = {"method": "sha256-counter", "order": "id"} if by == "draw" else {}
        rungs.append({"by": by, **({"of": of} if colon else {}), **drawn})
    return {"to": rungs}


def _price(text: str) -> Data:
    name, value = _split(text, "BID=N or BID/LOT=N")
    bid, slash, lot = name.partition("/")
    return {"bid": bid, "to": value, **({"lot": lot} if slash else {})}


def _mark(text: str) -> Data:
    name, value = _split(text, "CRITERION/BID/EVALUATOR=N")
    if name.count("/") != 2:
        raise OptionError(f"{text!r} is not of the form CRITERION/BID/EVALUATOR=N")
    criterion, bid, evaluator = name.split("/")
    return {"criterion": criterion, "bid": bid, "evaluator": evaluator, "to": value}


def _consensus(text: str) -> Data:
    name, value = _split(text, "CRITERION/BID=N")
    if name.count("/") != 1:
        raise OptionError(f"{text!r} is not of the form CRITERION/BID=N")
    criterion, bid = name.split("/")
    return {"criterion": criterion, "bid": bid, "to": value}


def _backing(text: str) -> Data:
    bid, file = _split(text, "BID=FILE")
    data = _file(file)
    return {"bid": bid, "backing": data.get("backing") if isinstance(data, Mapping) else data}


def _award_rule(text: str) -> Data:
    name, value = _split(text, "ID=N, such as limit-3=2")
    return {"rule": name, "to": value}


def _with_bid(text: str) -> Data:
    data = _file(text)
    if isinstance(data, Mapping):
        return {str(name): value for name, value in data.items()}
    message = f"{text} does not hold a bid: names with values"
    remedy = "Write bid, prices and marks, as docs/whatif.md shows."
    raise FileFindingsError((error("BE056", message, remedy, Source(text)),))


def _file(name: str) -> object:
    """The text data of a YAML file; raise FileFindingsError where it cannot be read."""
    path = Path(name)
    found = read_file(path.parent, path.name, MAX_YAML_BYTES)
    if isinstance(found, Finding):
        raise FileFindingsError((found._replace(sources=(Source(name),)),))
    places = Places()
    data, findings = read_yaml(name, found, places)
    if findings:
        raise FileFindingsError(places.locate_all(findings))
    return data


_READERS: Mapping[str, Callable[[str], Data]] = MappingProxyType(
    {
        "weight": _weight,
        "gate": _gate,
        "drop-gate": lambda text: {"gate": text},
        "score-gate": _score_gate,
        "fold-bond": _fold_bond,
        "formula": _formula,
        "method": _used,
        "rounding": _rounding,
        "ties": _ties,
        "without-bid": lambda text: {"bid": text},
        "with-bid": _with_bid,
        "price": _price,
        "mark": _mark,
        "without-evaluator": lambda text: {"evaluator": text},
        "consensus": _consensus,
        "reserve": lambda text: {"types": text.split(",")},
        "backing": _backing,
        "award-rule": _award_rule,
        "drop-rule": lambda text: {"rule": text},
    }
)
