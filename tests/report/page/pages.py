"""Pages made from folders, and what stands in them as elements, attributes and text."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from bideval.io.judged_folder import JudgedFolder, judge_folder
from bideval.report.page.audience import reader_of
from bideval.report.page.quickly import Shared, shared_of
from bideval.report.page.quickly import page as quick_page
from bideval.report.page.wholly import page as whole_page
from tests.conftest import ROOT

SAMPLES = ROOT / "sample_tenders"
HEALTH = SAMPLES / "community-health"


@cache
def judged_of(folder: Path) -> JudgedFolder:
    """Return a folder judged, once for all its readers."""
    return judge_folder(folder, quality_only=False)


@cache
def _shared_of(folder: Path) -> Shared:
    return shared_of(judged_of(folder))


@cache
def page_of(
    folder: Path, wanted: str, *, whole: bool = False, language: str = "en", lot: str | None = None
) -> str:
    """Return the page of a folder for the reader that is named as on the command line."""
    judged = judged_of(folder)
    assert judged.evaluation is not None, [one.message for one in judged.findings]
    make = whole_page if whole else quick_page
    return make(judged, reader_of(wanted), lot, language, shared=_shared_of(folder))


class Parsed(HTMLParser):
    """The elements of a page with the names of their attributes, its text, and every attribute's value."""

    def __init__(self, page: str) -> None:
        """Parse the whole page."""
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.values += [(tag, name, value or "") for name, value in attrs]
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        """Keep where an element ends."""
        self.elements.append((f"/{tag}", ()))
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keep text, of scripts and styles apart."""
        kept = {"script": self.scripts, "style": self.styles}.get(self._inside, self.texts)
        kept.append(data)

    def words(self) -> str:
        """Everything that is read or read out, runs of spaces as one."""
        spoken = [value for _, name, value in self.values if name == "aria-label"]
        return " ".join(" ".join([*self.texts, *spoken]).split())
