"""docs/digest.md: its tables are the models', and what it says gives the program's own digests."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from bideval.io import tables
from bideval.io.folder import read_folder
from bideval.model import allocation, backing, bid, criterion, decision, framework, price, tender
from bideval.model.base import FREE_TEXT
from bideval.scoring.digest import PUBLISHED_ORDER, canonical_bytes, digest
from tests.conftest import ROOT
from tests.docs import canonical
from tests.docs.canonical import Canon
from tests.docs.pages import blocks_of, code_words, section_text, tables_of, write_files

PAGE = ROOT / "docs" / "digest.md"
SHELF = ROOT / "criteria"
CANON = Canon(PAGE)

PARTS: dict[str, type[BaseModel]] = {
    "Tender": tender.Tender,
    "Reconstructed": tender.Reconstructed,
    "Document": tender.Document,
    "Money": tender.MoneyBasis,
    "Contract": tender.Contract,
    "Method": tender.MethodUse,
    "Weighting": tender.Weighting,
    "Mark rule": tender.MarkRule,
    "Declared value": tender.Declared,
    "Criterion": criterion.Criterion,
    "Minimum": criterion.Minimum,
    "Gate": criterion.Gate,
    "Reliance": criterion.ReliesOn,
    "Price rules": tender.PriceRules,
    "Extension rounding": tender.ExtensionRounding,
    "Rounding rule": tender.RoundingRule,
    "Tie rule": tender.TieRule,
    "Lot": tender.Lot,
    "Mini-competitions": framework.MiniCompetitions,
    "Published criterion": framework.PublishedCriterion,
    "Published gate": framework.PublishedGate,
    "Follows": framework.Follows,
    "Authority": tender.Authority,
    "Award": allocation.Award,
    "Gain": allocation.Gain,
    "Award rule": allocation.AwardRule,
    "Who": allocation.Who,
    "Soft": allocation.Soft,
    "Award tie": allocation.AwardTie,
    "Rule check": tender.RuleCheck,
    "Bid": bid.Bid,
    "Bidder": bid.Bidder,
    "Party": bid.Party,
    "Year of accounts": bid.AccountYear,
    "Rating": bid.Rating,
    "Backing": bid.Backing,
    "Step-down": backing.StepDown,
    "Collateral": backing.Collateral,
    "Cost of backing": backing.BackingCost,
    "Approach": bid.Approach,
    "Price sheet": price.PriceSheet,
    "Package": allocation.Package,
    "Discount": allocation.Discount,
    "Volume": allocation.Volume,
    "Volume step": allocation.VolumeStep,
    "Lot price": price.LotPrice,
    "Decision": decision.Decision,
}


def holds(annotation: object, wanted: Callable[[object], bool]) -> bool:
    return wanted(annotation) or any(holds(one, wanted) for one in get_args(annotation))


def model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {Union, UnionType, tuple, dict, Annotated}:
        return next((found for one in get_args(annotation) if (found := model_in(one))), None)
    return None


def test_every_part_stands_in_the_table() -> None:
    assert list(CANON.parts) == list(PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_what_its_model_is(name: str) -> None:
    part, names = CANON.parts[name], {model: words for words, model in PARTS.items()}
    fields = {field.alias or key: field for key, field in PARTS[name].model_fields.items()}
    notes = {key: (field.annotation, *field.metadata) for key, field in fields.items()}

    def keys(wanted: Callable[[object], bool]) -> set[str]:
        return {key for key, held in notes.items() if any(holds(one, wanted) for one in held)}

    assert part.free == keys(lambda one: one is FREE_TEXT)
    assert part.numbers == keys(lambda one: one is Fraction)
    assert part.bare == keys(lambda one: one is int or one is bool)
    models = {key: model for key, field in fields.items() if (model := model_in(field.annotation))}
    assert part.inside == {key: names[model] for key, model in models.items()}
    stated = {key: field.default for key, field in fields.items() if isinstance(field.default, str | int)}
    assert part.always == {key: as_in_a_file(value) for key, value in stated.items()}


def as_in_a_file(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_file_with_rows_stands_in_the_table() -> None:
    assert set(CANON.files) == {*tables.TABLE_FILES, "prices/<bid>.csv"}
    assert {*tables.TABLE_FILES} == canonical.FILES


def test_lists_in_published_order_are_named() -> None:
    line = next(one for one in section_text(PAGE, "Order").splitlines() if "published order" in one)
    assert set(code_words(line)) == PUBLISHED_ORDER == canonical.PUBLISHED_ORDER


def test_every_part_of_the_whole_is_named() -> None:
    table = next(one for one in tables_of(PAGE) if one.heading == "Parts")
    named = {code_words(cell)[0] for cell in table.column("Key")}
    assert named == {name for name, _ in CANON.entries(ROOT / "sample_tenders" / "works-auction", SHELF, {})}


def test_the_example_is_its_own_digest(tmp_path: Path) -> None:
    write_files(PAGE, tmp_path)
    line = blocks_of(PAGE, "canonical")[0].text.rstrip("\n")
    assert CANON.text(tmp_path / "footpath", SHELF) == line
    inputs = read_folder(tmp_path / "footpath").inputs
    assert inputs is not None
    assert canonical_bytes(inputs).decode() == line
    assert digest(inputs) == f"sha256:{sha256(line.encode()).hexdigest()}"


SAMPLES = sorted(path.parent for path in (ROOT / "sample_tenders").rglob("tender.yaml"))


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda path: path.name)
def test_a_stranger_gets_the_same_digest_of_a_sample(folder: Path) -> None:
    inputs = read_folder(folder).inputs
    if inputs is None:  # a sample that shows findings has no result and no digest
        assert read_folder(folder).findings
        return
    assert CANON.text(folder, SHELF) == canonical_bytes(inputs).decode()
    assert CANON.digest(folder, SHELF) == digest(inputs)


PAGES = ["format.md", "how-a-lot-is-decided.md"]


def example_folders(tmp_path: Path) -> Iterator[Path]:
    for page in PAGES:
        write_files(ROOT / "docs" / page, tmp_path)
    return (one for one in sorted(tmp_path.iterdir()) if one.is_dir())


def test_a_stranger_gets_the_same_digest_of_the_examples(tmp_path: Path) -> None:
    seen = []
    for folder in example_folders(tmp_path):
        inputs = read_folder(folder).inputs
        assert inputs is not None
        assert CANON.text(folder, SHELF) == canonical_bytes(inputs).decode()
        seen.append(folder.name)
    assert seen == ["day-care", "footbridge", "jointly", "meals", "reliance", "smallest"]


CHANGES = [
    # in words                       file               from              to                           same
    ("a comment",                    "tender.yaml",     "bideval: 1",     "bideval: 1  # one",         True),
    ("an amount written longer",     "prices/oak.yaml", "41250.50",       "041250.5000",               True),
    ("an amount as a fraction",      "prices/oak.yaml", "41250.50",       "82501/2",                   True),
    ("a default written out",        "prices/oak.yaml", "41250.50",       "41250.50, vat: not-stated", True),
    ("keys in another order",        "bids/oak.yaml",   "id: oak\n",      "",                          True),
    ("lines that end as on Windows", "tender.yaml",     "\n",             "\r\n",                      True),
    ("a key with nothing under it",  "tender.yaml",     "currency: ",     "authority:\ncurrency: ",    True),
    ("a penny more",                 "prices/oak.yaml", "41250.50",       "41250.51",                  False),
    ("another title",                "tender.yaml",     "footpath to",    "footpath from",             False),
    ("another treatment of VAT",     "prices/oak.yaml", "41250.50",       "41250.50, vat: zero",       False),
    ("one place more",               "tender.yaml",     "currency: ",     "places: 2\ncurrency: ",     False),
]  # fmt: skip


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case[0])
def test_what_changes_the_digest(case: tuple[str, str, str, str, bool], tmp_path: Path) -> None:
    _, file, old, new, same = case
    write_files(PAGE, tmp_path)
    folder = tmp_path / "footpath"
    before = digest_of(folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new) if new else text.removeprefix(old) + old
    (folder / file).write_text(changed, encoding="utf-8", newline="")
    assert (digest_of(folder) == before) is same


@pytest.mark.parametrize("key", ["criteria", "gates"])
def test_a_stranger_keeps_an_empty_list_that_replaces_another(key: str, tmp_path: Path) -> None:
    write_files(PAGE, tmp_path)
    folder = tmp_path / "footpath"
    with (folder / "tender.yaml").open("a", encoding="utf-8") as tender:
        tender.write(f"lots: [{{id: north, {key}: []}}]\n")
    (folder / "bids/oak.yaml").write_text("id: oak\nlots: [north]\nbidder: {id: oak-paving, name: Oak}\n")
    (folder / "prices/oak.yaml").write_text("lots: {north: {amount: 5}}\n")
    assert f'"{key}":[]' in CANON.text(folder, SHELF)
    assert CANON.digest(folder, SHELF) == digest_of(folder)


def digest_of(folder: Path) -> str:
    reading = read_folder(folder)
    assert reading.inputs is not None, reading.findings
    return digest(reading.inputs)


def test_the_two_parts_of_a_ratio_are_told_apart(tmp_path: Path) -> None:
    """A measure in place keeps the order of its steps: assets over liabilities is not the reverse."""
    write_files(ROOT / "docs" / "how-a-lot-is-decided.md", tmp_path)
    folder = tmp_path / "reliance"
    before = digest_of(folder)
    text = (folder / "tender.yaml").read_text(encoding="utf-8")
    parts = "{field: bidder.accounts.current_assets}", "{field: bidder.accounts.current_liabilities}"
    assert ", ".join(parts) in text
    swapped = text.replace(", ".join(parts), ", ".join(reversed(parts)))
    (folder / "tender.yaml").write_text(swapped, encoding="utf-8")
    assert digest_of(folder) != before
