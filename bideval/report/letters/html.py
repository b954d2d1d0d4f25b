"""Write a letter or a sheet as one HTML page: no script, nothing loaded, every value escaped.

The page is the record of what was told; Word and PDF are made beside it.  Its content policy
lets its own style stand and refuses everything else.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bideval.model.letter import Letter
from bideval.report.letters.data import Plain, letter_data
from bideval.report.page.render import pin


def letter_html(letter: Letter) -> str:
    """Return the letter as a page."""
    return sheet_html("letter.html.j2", letter_data(letter))


def sheet_html(template: str, data: Mapping[str, Plain]) -> str:
    """Return the page of one of our own templates."""
    css = _css()
    return _environment().get_template(template).render({**data, "css": Markup(css), "pin": pin(css)})  # noqa: S704


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bideval.report.letters", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _css() -> str:
    return (files(__package__) / "templates" / "letter.css").read_text(encoding="utf-8")
