"""Write a page: one HTML file with its style, its script if it has one, and a policy that refuses the rest.

``default-src 'none'`` with the hash of each part: nothing is loaded from anywhere, and a
script that got into a name would not run.  Every value goes through autoescape; what is put in
whole are our own style, script, and pictures, whose words are escaped where they are drawn.
"""

import base64
import hashlib
import json
import re
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from bideval.report.page.bars import stacked
from bideval.report.page.seen import Seen
from bideval.report.page.words import Words

_MARGIN = re.compile(r"\n +")  # of our scripts, a fifth of their size; no text in them spans lines
_SCRIPTS = ("exact.js", "formulas.js", "engine.js", "state.js", "controls.js")


def page_html(seen: Seen, words: Words) -> str:
    """Return the page in the language of ``words``."""
    css = _own("page.css")
    scripted = any(lot.model for lot in seen.lots)
    js = _MARGIN.sub("\n", "\n".join(_own(name) for name in _SCRIPTS)) if scripted else ""
    environment = Environment(
        loader=PackageLoader("bideval.report.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fromjson"] = json.loads
    environment.globals.update(t=words, stacked=stacked)
    return environment.get_template("page.html.j2").render(
        page=seen,
        lang=words.tag,
        css=css,
        js=js,
        css_pin=pin(css),
        js_pin=pin(js) if scripted else "",
    )


def pin(text: str) -> str:
    """Return the source expression that lets exactly ``text`` run, as a content policy has it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _own(name: str) -> str:
    """One of our own files, as it stands between its tags."""
    return (files(__package__) / "parts" / name).read_text(encoding="utf-8")
