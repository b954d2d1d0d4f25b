"""What the parsers say, in plain words: for each slip a commissioner makes, the place and the sentence."""

import pytest
import yaml

from bideval.io import yaml_text
from bideval.io.places import Places
from bideval.io.yaml_text import read_yaml
from bideval.io.yaml_words import Complaint, Look, words_for

SLIPS = [
    # in words, file, places, words of the message
    ("a colon inside a value", "title: Phase 2: roads\n", ["f:1:15"], "a second colon"),
    (
        "a line indented under a value",
        "id: x\n  weight: 40\n",
        ["f:2:9"],
        "belongs to the text on the line above",
    ),
    (
        "a key whose colon lacks its space",
        "id:x\nweight: 40\n",
        ["f:2:7"],
        "belongs to the text on the line above",
    ),
    ("a key of over a thousand letters", "x" * 1030 + ": y\n", ["f:1:1031"], "longer than 1,024"),
    ("a list on its key's line", "lots: - a\n", ["f:1:7"], "on the line of its key"),
    ("a quotation mark left open", 'title: "Roads\nid: x\n', ["f:1:8"], "never closed"),
    ("a quotation mark closed in the next document", "a: 'b\n---\nc'\n", ["f:1:4"], "never closed"),
    ("an apostrophe", "title: 'it's'\n", ["f:1:12"], "text stands after the end"),
    ("words after a quoted value", 'title: "Roads" and paths\n', ["f:1:16"], "text stands after the end"),
    ("a bracket left open", "lots: [a, b\nid: x\n", ["f:1:7", "f:2:3"], "square brackets"),
    ("a brace left open", "vat: {basis: real\nid: x\n", ["f:1:6", "f:2:3"], "in braces"),
    ("indentation that fits nothing", "a:\n    b: 1\n  c: 2\n", ["f:3:3"], "does not line up"),
    ("a list item among keys", "a: b\n- c\n", ["f:2:1"], "a list item stands where"),
    ("a key among list items", "- a\nb: c\n", ["f:2:1"], "a list item is expected"),
    ("a colon without a key", ": x\n", ["f:1:1"], "no key before it"),
    ("a value that begins with @", "contact: @office\n", ["f:1:10"], "cannot begin with @"),
    ("a value that begins with %", "share: %5\n", ["f:1:8"], "cannot begin with %"),
    ("an asterisk for every lot", "lot: *\n", ["f:1:6"], "an asterisk alone"),
    ("a value that begins with &", "name: & Sons\n", ["f:1:7"], "cannot begin with &"),
    ("a value that begins with !(", "name: !(x\n", None, None),
    ("an unknown escape", 'path: "C:\\qwe"\n', None, "a backslash"),
    ("an escape cut short", 'path: "\\u12"\n', ["f:1:10"], "a backslash"),
    ("text after a bar", "text: |now\n", None, "nothing may follow"),
    ("text after three dots", "a: b\n...\nc: d\n", ["f:3:1"], "after the end of the data"),
    ("a bracket too many", "a: ]\n", ["f:1:4"], "a value is missing"),
    ("two commas", "[a, , b]\n", ["f:1:5"], "a value is missing"),
    ("a line without a colon", "a: b\nc\nd: e\n", ["f:2:1"], "no colon after its key"),
]


@pytest.mark.parametrize(
    "loader", sorted({yaml.SafeLoader, yaml_text.LOADER}, key=str), ids=lambda one: one.__name__
)
@pytest.mark.parametrize("case", SLIPS, ids=lambda case: case[0])
def test_slips(
    case: tuple[str, str, list[str] | None, str | None],
    loader: type[yaml.SafeLoader],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """None for the places or the words: the two parsers differ, both say something of their own."""
    _, text, places, words = case
    monkeypatch.setattr(yaml_text, "LOADER", loader)
    data, findings = read_yaml("f", text.encode(), Places())
    (finding,) = findings
    assert data is None or finding.code == "BE013"
    assert words is None or (finding.code == "BE010" and words in finding.message)
    assert places is None or [str(source) for source in finding.sources] == places
    assert "cannot be read as YAML" not in finding.message


def test_a_complaint_that_no_rule_knows_is_quoted() -> None:
    words = words_for(Complaint("something new", "", ""))
    assert "something new" in words.message
    assert words.look is Look.STOPPED


def test_no_sentence_speaks_of_parsers() -> None:
    for _, text, _, _ in SLIPS:
        _, (finding,) = read_yaml("f", text.encode(), Places())
        said = (finding.message + finding.remedy).lower()
        assert not any(word in said for word in ("scalar", "token", "parse", "scan", "flow", "block", "node"))
