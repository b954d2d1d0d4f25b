"""Pictures of answers with their text: the sentence, how far it is established, every figure."""

from collections.abc import Iterator, Mapping, Sequence

from bideval.analysis.answer import Verdict
from bideval.analysis.ask import LotAnswers
from bideval.report.answers_text import badge, whole_table
from bideval.report.pictures.draw import draw
from bideval.report.pictures.drawn import NotDrawn, file_name, text_of

_WORDS = "its answer here is in words alone; bideval sensitivity prints it"


def answer_files(lots: Sequence[LotAnswers], first: str, *, single: bool) -> Mapping[str, str]:
    """Return the SVG and the text of every answer that has a picture, by file name."""
    files = {}
    for lot in lots:
        for answer in lot.answers:
            if answer.picture is None:
                continue
            about = f"-{answer.about}" if answer.about else ""
            name = file_name(lot.lot, f"{answer.analysis}{about}", single=single)
            tables = ["\n".join(whole_table(table)).strip("\n") for table in answer.tables if table.rows]
            files[f"{name}.svg"] = draw(answer, answer.picture)
            said = f"{answer.sentence} {badge(answer)}"
            files[f"{name}.txt"] = text_of(first, said, tables, tuple(dict.fromkeys(answer.notes)))
    return files


def answers_not_drawn(lots: Sequence[LotAnswers], *, single: bool) -> Iterator[NotDrawn]:
    """Yield every question that has no picture, and why."""
    for lot in lots:
        for analysis in dict.fromkeys(one.analysis for one in lot.answers):
            own = [one for one in lot.answers if one.analysis == analysis]
            if all(one.picture is None for one in own):
                name = file_name(lot.lot, analysis, single=single)
                applies = own[0].verdict is not Verdict.DOES_NOT_APPLY
                yield NotDrawn(name, _WORDS if applies else own[0].sentence.rstrip("."))
