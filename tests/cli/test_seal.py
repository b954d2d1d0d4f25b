"""``seal`` and ``open --key`` as processes: prices that nobody reads before they are opened."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.run import called
from tests.record.kept import marked, swap
from tests.record.test_seals import received

AMOUNTS = {"heather": 314159265, "sorrel": 271828182}  # as nothing else in the folder reads


def sealed(root: Path, work: Path) -> str:
    """Seal the prices of a folder to three holders, of whom two open them; return what was printed."""
    holders: list[str] = []
    for name in ("ames", "osei", "tamm"):
        assert called("seal", "key", f"{name}.pem", cwd=work).code == 0
        assert (work / f"{name}.pem").stat().st_mode & 0o077 == 0
        holders += ["--holder", f"{name}={name}.pem.pub"]
    (root / "prices").mkdir()
    printed = ""
    for bid, amount in AMOUNTS.items():
        (work / f"{bid}.yaml").write_text(f"lots: {{whole: {{amount: {amount}}}}}\n", encoding="utf-8")
        out = root / "prices" / f"{bid}.sealed"
        told = ("--tender", "footpath", "--needed", "2", *holders)
        done = called("seal", "price", f"{bid}.yaml", *told, "-o", out, cwd=work)
        assert (done.code, done.out.startswith("price_sealed: ")) == (0, True)
        printed += done.out
    return printed


def test_prices_are_opened_by_enough_holders_after_the_journal_has_it(tmp_path: Path) -> None:
    root = marked(tmp_path / "paths")
    printed = sealed(root, tmp_path)
    told = ("--by", "R. Ames", "--at", "2026-03-06", "--reason", "settled")
    for args in (
        ("check", root),
        ("evaluate", root),
        ("evaluate", root, "--stage", "quality"),
        ("log", root),
    ):
        done = called(*args)
        printed += done.out + done.err
    for keys in (["--key", "ames.pem"], ["--key", "ames.pem", "--key", "ames.pem"]):
        done = called("open", root, *told, *keys, cwd=tmp_path)
        printed += done.out + done.err
        assert (done.code, "2 holders together" in done.err) == (2, True)
    every = b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file()) + printed.encode()
    assert b"314159265" not in every
    assert b"271828182" not in every
    assert b'"kind":"open"' not in (root / "journal.jsonl").read_bytes()
    both = ("--key", "ames.pem", "--key", "tamm.pem")
    assert called("open", root, *told, *both, cwd=tmp_path).code == 0
    assert (root / "prices" / "heather.yaml").read_bytes() == (tmp_path / "heather.yaml").read_bytes()
    (root / "prices" / "sorrel.yaml").unlink()  # as if the machine had stopped in between
    again = called("open", root, *told, *both, cwd=tmp_path)
    assert (again.code, "the journal has the opening already" in again.err) == (0, True)
    assert (root / "prices" / "sorrel.yaml").read_bytes() == (tmp_path / "sorrel.yaml").read_bytes()


def test_prices_are_not_opened_while_quality_is_not_settled(tmp_path: Path) -> None:
    root = marked(tmp_path / "paths")
    (root / "consensus.csv").unlink()
    assert called("seal", "key", "a.pem", cwd=tmp_path).code == 0
    (tmp_path / "heather.yaml").write_text("lots: {whole: {amount: 314159265}}\n", encoding="utf-8")
    (root / "prices").mkdir()
    sealed = ("--needed", "1", "--holder", "a=a.pem.pub", "-o", root / "prices" / "heather.sealed")
    assert called("seal", "price", "heather.yaml", "--tender", "footpath", *sealed, cwd=tmp_path).code == 0
    done = called(
        "open",
        root,
        "--by",
        "R. Ames",
        "--at",
        "2026-03-06",
        "--reason",
        "early",
        "--key",
        "a.pem",
        cwd=tmp_path,
    )
    assert done.code == 3
    assert not (root / "prices" / "heather.yaml").exists()


def test_the_log_of_a_folder_with_an_altered_opened_price_says_that_it_differs(tmp_path: Path) -> None:
    """It is a changed row too, of which `log` alone would give 3: what was sealed weighs more."""
    root = marked(tmp_path / "paths")
    sealed(root, tmp_path)
    told = ("--by", "R. Ames", "--at", "2026-03-06", "--reason", "settled")
    keys = ("--key", "ames.pem", "--key", "tamm.pem")
    assert called("open", root, *told, *keys, cwd=tmp_path).code == 0
    assert called("enter", root, *told).code == 0
    assert called("log", root).code == 0
    swap(root, "prices/heather.yaml", "314159265", "314159264")
    done = called("log", root)
    assert (done.code, "A sealed price is not as it was received: " in done.err) == (4, True)


def test_the_key_of_a_price_beside_it_before_the_opening_is_a_finding(tmp_path: Path) -> None:
    root = marked(tmp_path / "paths")
    sealed(root, tmp_path)
    assert called("check", root).code == 0
    (root / "prices" / "heather.opened").write_text("{}", encoding="utf-8")
    done = called("check", root)
    assert (done.code, "BE612" in done.out + done.err) == (3, True)


def another(root: Path) -> None:
    """Put a price that was sealed anew in the place of the one received."""
    assert called("seal", "key", "a.pem", cwd=root.parent).code == 0
    (root.parent / "heather.yaml").write_text("lots: {whole: {amount: 1}}\n", encoding="utf-8")
    told = ("--tender", "footpath", "--needed", "1", "--holder", "a=a.pem.pub")
    gone(root)
    out = ("-o", root / "prices" / "heather.sealed")
    assert called("seal", "price", "heather.yaml", *told, *out, cwd=root.parent).code == 0


def gone(root: Path) -> None:
    """Take the sealed price away."""
    (root / "prices" / "heather.sealed").unlink()


SWAPPED: list[tuple[str, Callable[[Path], object], int, str]] = [
    ("as received", Path.exists, 0, ""),
    ("another one, sealed anew", another, 4, "is not the sealed price that was received"),
    ("none any more", gone, 4, "prices/heather.sealed is not there"),
]


@pytest.mark.parametrize("case", SWAPPED, ids=lambda case: case[0])
def test_the_log_of_a_folder_with_a_swapped_price_says_so(
    case: tuple[str, Callable[[Path], object], int, str], tmp_path: Path
) -> None:
    _, change, code, words = case
    root = received(tmp_path / "paths")
    change(root)
    done = called("log", root)
    assert (done.code, words in done.err) == (code, True)
    assert ("A sealed price is not as it was received: " in done.err) is (code != 0)
    found = json.loads(called("log", root, "--json").out)["findings"]
    assert ("BE615" in {one["code"] for one in found}) is (code != 0)
