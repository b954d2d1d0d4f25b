"""Write a page: one HTML file with its style, its script if it has one, and a policy that refuses the rest.

``default-src 'none'`` with the hash of each part: nothing is loaded from anywhere, and a
script that got into a name would not run.  Every value goes through autoescape; what is put in
whole are our own style, script, and pictures, whose words are escaped where they are drawn.
"""

import base64
import hashlib
import json
import re
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bideval.report.page.bars import stacked
from bideval.report.page.seen import Seen
from bideval.report.page.words import LANGUAGES, Words
from bideval.report.pictures.classes import style

_MARGIN = re.compile(r"\n +")  # of our scripts, a fifth of their size; no text in them spans lines
_ENGLISH = LANGUAGES["en"]
_SCRIPTS = ("exact.js", "formulas.js", "engine.js", "state.js", "controls.js")


def page_html(seen: Seen, words: Words) -> str:
    """Return the page in the language of ``words``."""
    css = _own("page.css") + style()
    scripted = any(lot.model for lot in seen.lots)
    js = _MARGIN.sub("\n", "\n".join(_own(name) for name in _SCRIPTS)) if scripted else ""
    environment = _environment(words.language, tuple(words.texts.items()))
    return environment.get_template("page.html.j2").render(
        page=seen,
        lang=words.tag,
        css=css,
        js=js,
        css_pin=pin(css),
        js_pin=pin(js) if scripted else "",
    )


@lru_cache(maxsize=len(LANGUAGES))
def _environment(language: str, texts: tuple[tuple[str, str], ...]) -> Environment:
    """The templates with the words of a language; they take longer to read than a page to fill in."""
    words = Words(language, dict(texts))
    environment = Environment(
        loader=PackageLoader("bideval.report.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fromjson"] = json.loads
    environment.globals.update(t=words, stacked=stacked, columns=_columns, **_languages(words))
    return environment


def _columns(figures: frozenset[int]) -> Markup:
    """The class of a table that says which columns hold figures, the first being ``f0``."""
    names = " ".join(f"f{place}" for place in sorted(figures))
    return Markup(' class="{}"').format(names) if names else Markup("")


def _languages(words: Words) -> dict[str, Markup]:
    """The attributes of what is in English, and of the page's own words within it, where these differ."""
    if words.tag == _ENGLISH:
        return {"en": Markup(""), "own": Markup("")}
    return {"en": Markup(' lang="{}"').format(_ENGLISH), "own": Markup(' lang="{}"').format(words.tag)}


def pin(text: str) -> str:
    """Return the source expression that lets exactly ``text`` run, as a content policy has it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _own(name: str) -> str:
    """One of our own files, as it stands between its tags."""
    return (files(__package__) / "parts" / name).read_text(encoding="utf-8")
