"""``bideval workbook check`` as a process: exit codes, streams, JSON, and hostile files in time and memory."""

import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from tests.cli.run import ENTRY, ROOT, called, environment
from tests.io.workbooks.own_sheet import MAP, SHEET, F, evaluation

SAMPLE = ROOT / "sample_tenders" / "community-health"


def placed(work: Path, data: bytes, of_map: str = MAP) -> tuple[Path, Path]:
    (work / "evaluation.xlsx").write_bytes(data)
    (work / "map.yaml").write_text(of_map, encoding="utf-8")
    return work / "evaluation.xlsx", work / "map.yaml"


CODES: list[tuple[str, bytes, str, int, str, str]] = [
    # in words                 the workbook                       the map                    code  out               err
    ("all the same",           evaluation(),                      MAP,                       0,    "21 the same",    ""),
    ("right but typed in",     evaluation(D14=2),                 MAP,                       0,    "BE733",          ""),
    ("wrong",                  evaluation(D14=F("=C13", 1)),      MAP,                       4,    "BE731",          ""),
    ("a map that is none",     evaluation(),                      "bids: 3",                 3,    "",               "BE05"),
    ("a map that does not fit", evaluation(),                     MAP.replace("13", "X9Y"),  3,    "",               "BE730"),
    ("no workbook",            b"text",                           MAP,                       3,    "",               "BE700"),
]  # fmt: skip


@pytest.mark.parametrize("case", CODES, ids=lambda case: case[0])
def test_exit_code_and_where_it_is_said(case: tuple[str, bytes, str, int, str, str], tmp_path: Path) -> None:
    _, data, of_map, code, out, err = case
    file, map_file = placed(tmp_path, data, of_map)
    ran = called("workbook", "check", file, "--map", map_file)
    assert ran.code == code, ran
    assert out in ran.out
    assert err in ran.err
    assert (ran.out == "") == (code == 3)


def test_json_has_every_cell_of_the_map(tmp_path: Path) -> None:
    file, map_file = placed(tmp_path, evaluation(C15=3.43))
    ran = called("workbook", "check", file, "--map", map_file, "--json")
    found = json.loads(ran.out)
    assert (ran.code, found["schema"], found["version"]) == (4, "bideval/workbook-check", 1)
    assert sum(found["counts"].values()) == len(found["cells"])
    by_cell = {one["cell"]: one for one in found["cells"]}
    assert by_cell["Evaluation!C15"]["here"] == "3.43"
    assert by_cell["Evaluation!C15"]["recomputed"] == "2.93"
    assert by_cell["Evaluation!C15"]["recomputed_exact"] == "293/100"
    assert by_cell["Evaluation!D12"]["formula"] == "ROUND($B5*MIN($C5:$D5)/D5,2)"
    assert [one["code"] for one in found["findings"]] == ["BE733"]
    mapped = {at for at in SHEET if at[0] != "A" and not at.endswith("1")} | {"B11", "C11", "D11"}
    assert set(by_cell) == {f"Evaluation!{at}" for at in mapped}


def test_a_model_with_its_map_checks_clean(tmp_path: Path) -> None:
    model, map_file = tmp_path / "model.xlsx", tmp_path / "maps" / "model.yaml"
    assert called("workbook", "model", SAMPLE, "-o", model, "--map", map_file).code == 0
    ran = called("workbook", "check", model, "--map", map_file)
    assert (ran.code, ran.err) == (0, "")
    assert "172 cells of model.xlsx: 172 the same" in ran.out
    again = called("workbook", "model", SAMPLE, "-o", model, "--map", map_file)
    assert again.code == 2
    several = called(
        "workbook", "model", SAMPLE.parent / "cleaning-lots", "-o", tmp_path / "x", "--map", tmp_path / "y"
    )
    assert several.code == 2
    assert "single lot" in several.err


def with_parts(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(evaluation())) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, parts.pop(name, before.read(name)))
        for name, data in parts.items():
            after.writestr(name, data)
    return out.getvalue()


LONG_NAME = "".join(sha256(str(number).encode()).hexdigest() for number in range(60_000))
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
HOSTILE: list[tuple[str, Callable[[], bytes], int, str]] = [
    # in words                           the file                                                        code  said
    ("a hundred megabytes",              lambda: b"PK\x03\x04" + b"\0" * 100_000_000,                    3, "BE700"),
    ("a hundred megabytes when unpacked", lambda: with_parts({"xl/pad.xml": b" " * 100_000_000}),        3, "BE700"),
    ("entities",                         lambda: with_parts({"xl/sharedStrings.xml": ENTITIES}),         3, "BE700"),
    ("a macro",                          lambda: with_parts({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), 3, "BE701"),
    ("links to other files",             lambda: with_parts({"xl/externalLinks/externalLink1.xml": b"<x/>"}), 3, "BE701"),
    ("a formula of four megabytes",      lambda: evaluation(D14=F(f"={LONG_NAME}(", 2)),      0, ""),
    ("a text that clears the screen",    lambda: evaluation(D2="\u009b2J\u202e8"),                       4, "no number"),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_hostile_files_are_refused_in_two_seconds_and_256_mb(
    case: tuple[str, Callable[[], bytes], int, str], tmp_path: Path
) -> None:
    _, made, code, words = case
    file, map_file = placed(tmp_path, made())
    limit = 256_000_000
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, *ENTRY, "workbook", "check", str(file), "--map", str(map_file)],
        env=environment(), capture_output=True, check=False, text=True, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
    )  # fmt: skip
    took = time.perf_counter() - start
    assert done.returncode == code, done
    assert words in done.stdout + done.stderr
    assert "\u009b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert took < 2 * 4, "two seconds, on a machine that does four things at once"
