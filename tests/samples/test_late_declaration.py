"""late-declaration: the question is put, an answer closes it, and the record holds what was declared."""

import shutil
from pathlib import Path

from bideval.errors import Severity
from bideval.io.judged_folder import judge_folder
from tests.conftest import ROOT
from tests.docs.pages import blocks_of
from tests.samples.folders import SAMPLES

FOLDER = SAMPLES / "late-declaration"


def test_the_question_is_all_that_is_found_and_blocks_nothing() -> None:
    judged = judge_folder(FOLDER)
    assert [(one.code, one.severity) for one in judged.findings] == [("BE380", Severity.QUESTION)]
    assert judged.evaluation is not None
    assert judged.evaluation.lots[0].winner == "plover"


def test_the_decision_of_the_page_closes_it(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "answered")
    (answer,) = [one.text for one in blocks_of(ROOT / "docs" / "panel.md", "yaml") if "BE380" in one.text]
    (folder / "decisions.yaml").write_text(answer, encoding="utf-8")
    judged = judge_folder(folder)
    assert judged.findings == ()
    assert judged.evaluation is not None
    assert judged.evaluation.lots[0].winner == "plover"  # an answer moves no mark


def test_without_the_declaration_nothing_is_asked(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "undeclared")
    (folder / "declarations.csv").unlink()
    judged = judge_folder(folder)
    assert judged.findings == ()
    assert judged.evaluation is not None
    assert judged.evaluation.digest != getattr(judge_folder(FOLDER).evaluation, "digest", "")
