"""YAML files: what is read, what is refused and where, and that nothing else can happen."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Severity, Source
from bideval.io import yaml_text
from bideval.io.characters import flaws
from bideval.io.lines import MOST_OF_A_KIND
from bideval.io.places import Places, pointer_of
from bideval.io.yaml_text import MAX_DEPTH, MAX_NODES, MAX_YAML_BYTES, read_yaml

LOADERS = sorted({yaml.SafeLoader, yaml_text.LOADER}, key=lambda loader: loader.__name__)


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with libyaml's parser, where it is there, and with the slow one."""
    monkeypatch.setattr(yaml_text, "LOADER", request.param)


SOUND = [
    # in words, file, data
    ("nothing", "", None),
    ("only a comment", "# nothing yet\n", None),
    ("an empty document", "---\n", None),
    ("words that YAML would turn round", "a: NO\nb: yes\nc: on\n", {"a": "NO", "b": "yes", "c": "on"}),
    (
        "numbers stay as written",
        "[1.10, 017, 1_000, 12:30, 1e3, .nan]",
        ["1.10", "017", "1_000", "12:30", "1e3", ".nan"],
    ),
    ("dates stay as written", "a: 2026-01-15\n", {"a": "2026-01-15"}),
    ("keys stay as written", "1: a\nNO: b\n", {"1": "a", "NO": "b"}),
    ("what is empty", "a:\nb: ~\nc: null\n", {"a": None, "b": None, "c": None}),
    ("what is not", "a: ''\nb: '~'\nc: \"null\"\nd: Null\n", {"a": "", "b": "~", "c": "null", "d": "Null"}),
    ("lists and mappings", "a:\n  - {b: 1, c: [2, 3]}\n  - x\n", {"a": [{"b": "1", "c": ["2", "3"]}, "x"]}),
    ("JSON", '{"a": [1, true, null, "x"]}', {"a": ["1", "true", None, "x"]}),
    ("texts over several lines", "a: |\n  x\n  y\nb: >\n  x\n  y\n", {"a": "x\ny\n", "b": "x y\n"}),
    ("escapes", '"caf\\u00e9\\n\\"x\\""', 'caf\u00e9\n"x"'),
    ("backslashes between single quotation marks", "a: 'x\\t'\n", {"a": "x\\t"}),
    ("a byte order mark", "\ufeffa: b\n", {"a": "b"}),
    ("Windows line ends", "a: |\r\n  x\r\n  y\r\nb: c\r\n", {"a": "x\ny\n", "b": "c"}),
    ("a document with its marks", "---\na: b\n...\n", {"a": "b"}),
    ("a comment for the editor", "# yaml-language-server: $schema=x\na: b # c\n", {"a": "b"}),
    ("signs inside a text", "a: AT&T *bold* 5! x#y\n", {"a": "AT&T *bold* 5! x#y"}),
    ("letters beyond ASCII", "a: Söhne £5 \U0001f600\n", {"a": "Söhne £5 \U0001f600"}),
    ("a merge key's look in a value", "a: <<\n", {"a": "<<"}),
]


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("case", SOUND, ids=lambda case: case[0])
def test_sound_files(case: tuple[str, str, object]) -> None:
    _, text, data = case
    assert read_yaml("f.yaml", text.encode(), Places()) == (data, ())


REFUSED = [
    # in words, file, code, places, words of the message, data
    ("an anchor", "a: &x b\n", "BE012", ["f:1:4"], "&x is an anchor", {"a": "b"}),
    ("an alias", "a: *x\n", "BE012", ["f:1:4"], "*x is an alias", None),
    ("an alias as a key", "*x : b\n", "BE012", ["f:1:1"], "*x is an alias", None),
    ("an anchor on a key", "&x a: b\n", "BE012", ["f:1:1"], "&x is an anchor", {"a": "b"}),
    ("an anchor on a list", "a: &x [b]\n", "BE012", ["f:1:4"], "&x is an anchor", {"a": ["b"]}),
    ("a tag", "a: !!float 3\n", "BE013", ["f:1:4"], "the tag !!float", {"a": "3"}),
    (
        "a tag of Python",
        "a: !!python/object:os.system x\n",
        "BE013",
        ["f:1:4"],
        "!!python/object",
        {"a": "x"},
    ),
    ("a tag of one's own", "a: !b c\n", "BE013", ["f:1:4"], "the tag !b", {"a": "c"}),
    ("a tag on a mapping", "!x {a: b}\n", "BE013", ["f:1:1"], "the tag !x", {"a": "b"}),
    ("a version line", "%YAML 1.1\n---\na: b\n", "BE013", ["f:1:1"], "begins with %", {"a": "b"}),
    ("a line that declares tags", "%TAG ! x\n---\na: b\n", "BE013", ["f:1:1"], "begins with %", {"a": "b"}),
    ("a version nobody has", "%YAML 2.0\n---\na: b\n", "BE013", ["f:1:1"], "begins with %", {"a": "b"}),
    ("a line that begins with a percent sign", "a: b\n%c\n", "BE013", ["f:2:1"], "begins with %", {"a": "b"}),
    ("a directive after the end", "a: b\n...\n%TAG ! x\n", "BE013", ["f:3:1"], "begins with %", {"a": "b"}),
    ("a merge key", "a:\n  <<: {b: c}\n", "BE014", ["f:2:3"], "<< merges", None),
    (
        "a duplicate key",
        "a: 1\nb: 2\na: 3\n",
        "BE011",
        ["f:3:1", "f:1:1"],
        "a stands twice",
        {"a": "1", "b": "2"},
    ),
    (
        "a duplicate key in braces",
        "{a: 1, a: 2}",
        "BE011",
        ["f:1:8", "f:1:2"],
        "first time on line 1",
        {"a": "1"},
    ),
    ("a quoted duplicate", "a: 1\n'a': 3\n", "BE011", ["f:2:1", "f:1:1"], "a stands twice", {"a": "1"}),
    (
        "a duplicate deep down",
        "a:\n- b:\n    c: 1\n    c: {d: 2}\n",
        "BE011",
        ["f:4:5", "f:3:5"],
        "c stands twice",
        {"a": [{"b": {"c": "1"}}]},
    ),
    ("a list as a key", "[a, b]: c\n", "BE015", ["f:1:1"], "not plain text", None),
    ("a mapping as a key", "? {a: b}\n: c\n", "BE015", ["f:1:3"], "not plain text", None),
    ("an empty key", "a: {~: b}\n", "BE015", ["f:1:5"], "a key is empty", None),
    ("a key with a space", "'a ': b\n", "BE015", ["f:1:1"], "begins or ends with a space", {"a ": "b"}),
    (
        "a no-break space before a key",
        "\u00a0a: b\n",
        "BE015",
        ["f:1:1"],
        "begins or ends with a space",
        {"\u00a0a": "b"},
    ),
    ("a second document", "a: b\n---\nc: d\n", "BE016", ["f:2:1"], "a second document", None),
    ("lists too deep", "[" * 41 + "]" * 41, "BE017", ["f:1:41"], "more than 40 deep", None),
    ("a tab as indentation", "a:\n\tb: c\n", "BE009", ["f:2:1"], "a tab", None),
    ("a tab after spaces", "a:\n  \tb: c\n", "BE009", ["f:2:3"], "a tab", None),
    ("a tab in a text", "a: b\tc\n", "BE009", ["f:1:5"], "a tab", {"a": "b c"}),
    ("a bell", "a: b\x07\n", "BE003", ["f:1:5"], "U+0007", {"a": "b\ufffd"}),
    ("NUL", "a: b\0c\n", "BE003", ["f:1:5"], "U+0000 NUL", {"a": "b\ufffdc"}),
    ("a line separator", "a: b\u2028c\n", "BE003", ["f:1:5"], "U+2028 LINE SEPARATOR", {"a": "b\ufffdc"}),
    ("an override", "a: b\u202e\n", "BE004", ["f:1:5"], "U+202E", {"a": "b\ufffd"}),
    ("a zero-width space in a key", "a\u200bb: c\n", "BE005", ["f:1:2"], "U+200B", {"a\ufffdb": "c"}),
    ("a noncharacter", "a: \ufdd0\n", "BE006", ["f:1:4"], "U+FDD0", {"a": "\ufffd"}),
    ("an accent apart", "a: cafe\u0301\n", "BE007", ["f:1:7"], "U+00E9", {"a": "cafe\u0301"}),
    ("an override as an escape", 'a: ["\\u202e"]\n', "BE004", ["f:1:5"], "U+202E", {"a": ["\ufffd"]}),
    ("NUL as an escape", 'a: "\\0"\n', "BE003", ["f:1:4"], "U+0000 NUL", {"a": "\ufffd"}),
    ("a tab as an escape", 'a: "x\\ty"\n', "BE009", ["f:1:4"], "a tab", {"a": "x\ufffdy"}),
    ("an accent apart as an escape", 'a: "e\\u0301"\n', "BE007", ["f:1:4"], "U+00E9", {"a": "e\u0301"}),
    (
        "accents without end as escapes",
        'a: "x' + "\\u0323\\u0301" * 20 + '"\n',
        "BE008",
        ["f:1:4"],
        "30 accents",
        {"a": "x" + "\u0323\u0301" * 20},
    ),
    ("a syntax error", "a: [b\n", "BE010", ["f:1:4", "f:2:1"], "closing bracket", None),
    ("a lone carriage return", "a: b\rc: d\n", "BE003", ["f:1:5"], "1 carriage", {"a": "b", "c": "d"}),
    ("Windows-1252", "a: caf\u00e9\n".encode("cp1252"), "BE001", ["f:1:7"], "Windows-1252", None),
    ("UTF-16", "a: b\n".encode("utf-16"), "BE001", ["f:1:1"], "UTF-16", None),
    ("too large", b"#" * (MAX_YAML_BYTES + 1), "BE002", ["f"], "2,000,001 bytes", None),
]


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refused_files(case: tuple[str, str | bytes, str, list[str], str, object]) -> None:
    _, text, code, places, message, data = case
    found, findings = read_yaml("f", text.encode() if isinstance(text, str) else text, Places())
    assert [one.code for one in findings] == [code]
    assert [str(source) for source in findings[0].sources] == places
    assert message in findings[0].message
    assert findings[0].remedy.endswith(".")
    assert found == data


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("escape", ["\\ud800", "\\ud83d\\ude00"], ids=["half a pair", "a pair as in JSON"])
def test_a_surrogate_as_an_escape(escape: str) -> None:
    """To libyaml it is a wrong escape; the other parser lets it through to our own check."""
    data, findings = read_yaml("f", f'a: "{escape}"\n'.encode(), Places())
    assert [one.code for one in findings] in (["BE010"], ["BE006"])
    assert data in (None, {"a": "\ufffd" * (len(escape) // 6)})


@pytest.mark.usefixtures("_each_parser")
def test_all_problems_of_a_file_come_in_one_run() -> None:
    text = 'a: 1\na: &x 2\nb: !t [*x, "\\u202e"]\nb:\n  c: 1\n  c: 2\na: 3\nd: e\u0301\u200b\n'
    _, findings = read_yaml("f", text.encode(), Places())
    assert [(one.code, [str(source) for source in one.sources]) for one in findings] == [
        ("BE011", ["f:2:1", "f:1:1"]),
        ("BE012", ["f:2:4"]),
        ("BE013", ["f:3:4"]),
        ("BE012", ["f:3:8"]),
        ("BE004", ["f:3:12"]),
        ("BE011", ["f:4:1", "f:3:1"]),
        ("BE011", ["f:6:3", "f:5:3"]),
        ("BE011", ["f:7:1", "f:1:1"]),
        ("BE007", ["f:8:4"]),
        ("BE005", ["f:8:6"]),
    ]


def test_findings_carry_pointers() -> None:
    _, findings = read_yaml("f", b"a:\n- {b/c: 1, b/c: !t 2}\n", Places())
    assert [one.sources[0].pointer for one in findings] == ["/a/0/b~1c#key", "/a/0/b~1c"]


def test_what_was_found_before_a_syntax_error_is_reported() -> None:
    _, findings = read_yaml("f", b"a: 1\na: 2\nb: [\n", Places())
    assert [one.code for one in findings] == ["BE011", "BE010"]


BOUNDS = [
    # in words, file at the bound, file over it, code
    ("depth of lists", "[" * MAX_DEPTH + "]" * MAX_DEPTH, "[" * (MAX_DEPTH + 1), "BE017"),
    ("depth of mappings", "{a: " * MAX_DEPTH + "}" * MAX_DEPTH, "{a: " * (MAX_DEPTH + 1), "BE017"),
    ("depth of blocks", "- " * MAX_DEPTH + "a", "- " * (MAX_DEPTH + 1) + "a", "BE017"),
    ("values", "[" + "a," * (MAX_NODES - 1) + "]", "[" + "a," * MAX_NODES + "]", "BE018"),
    ("bytes", "#" * MAX_YAML_BYTES, "#" * (MAX_YAML_BYTES + 1), "BE002"),
]


@pytest.mark.parametrize("case", BOUNDS, ids=lambda case: case[0])
def test_bounds(case: tuple[str, str, str, str]) -> None:
    _, within, beyond, code = case
    assert read_yaml("f", within.encode(), Places())[1] == ()
    assert [one.code for one in read_yaml("f", beyond.encode(), Places())[1]] == [code]


BOMBS = [
    # in words                          file of about two million bytes
    ("opening brackets", "[" * 1_999_999),
    ("opening braces", "{" * 1_999_999),
    ("list items in each other", "- " * 999_999),
    ("keys in each other", "? " * 999_999),
    ("ever deeper lines", "\n".join(" " * depth + "a:" for depth in range(1_900))),
    ("aliases of aliases", "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(60_000))),
    ("the same key", "a: b\n" * 99_000),
    ("the same key on one line", "{" + "a: b, " * 99_000 + "}"),
    ("anchors", "- &a b\n" * 150_000),
    ("tags", "- !a b\n" * 150_000),
    ("documents", "---\n" * 400_000),
    ("tabs", "a\t" * 999_999),
    ("overrides", "a\u202e" * 490_000),
    ("overrides as escapes", "[" + '"\\u202e",' * 180_000 + "]"),
    ("accents apart", "e\u0301\n" * 490_000),
    ("accents on one letter", "a" + "\u0301\u0323" * 490_000),
    ("accents on one letter as escapes", 'a: "' + "\\u0301\\u0323" * 160_000 + '"'),
    ("NUL", "a: \0\n" * 300_000),
    ("carriage returns", "a: b\r" * 390_000),
    ("a quotation mark that is never closed", 'a: "' + "x\n" * 900_000),
    ("a key without end", "x" * 1_999_990 + ": b"),
    ("exclamation marks", "!" * 1_999_999),
]


@pytest.mark.parametrize("case", BOMBS, ids=lambda case: case[0])
def test_bombs_are_refused(case: tuple[str, str]) -> None:
    """With a step that takes the square of the length, one of these would not come to an end."""
    _, text = case
    _, findings = read_yaml("f", text.encode(), Places())
    assert 0 < len(findings) <= 5 * (MOST_OF_A_KIND + 1)
    assert all(len(source.excerpt or "") <= 102 for one in findings for source in one.sources)


words = st.text(st.characters(codec="utf-8"), max_size=12).filter(lambda text: not flaws(text))
keys = words.filter(lambda text: text == text.strip() and text != "<<")
trees: st.SearchStrategy[object] = st.recursive(
    words,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(keys, inside, max_size=4),
    max_leaves=20,
)


@given(trees, st.booleans())
def test_what_json_writes_is_read_back(data: object, ascii_only: bool) -> None:
    """Escapes in pairs, which JSON has for characters beyond U+FFFF, are not YAML and left out."""
    written = json.dumps(data, ensure_ascii=False, indent=1)
    if ascii_only and max(written) <= "\uffff":
        written = json.dumps(data, indent=1)
    assert read_yaml("f", written.encode(), Places()) == (data, ())


@given(st.binary(max_size=200))
def test_bytes_give_data_or_findings(data: bytes) -> None:
    _assert_judged(data)


@given(st.text("ab:-[]{},\"'#&*!|>%@`?~<\n\t \\\u202ee\u0301\ufeff\x85", max_size=60))
def test_texts_give_data_or_findings(text: str) -> None:
    _assert_judged(text.encode())


def _assert_judged(data: bytes) -> None:
    places = Places()
    value, findings = read_yaml("f", data, places)
    for finding in findings:
        assert finding.severity is Severity.ERROR
        assert all(source.line and source.column for source in finding.sources)
        assert finding.remedy.endswith(".")
    is_text = not any(one.code == "BE001" for one in findings)
    assert (places.locate(Source("f", "/a/0/b")).line is not None) == is_text
    _assert_plain(value)


def _assert_plain(value: object) -> None:
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
        for one in value.values():
            _assert_plain(one)
    elif isinstance(value, list):
        for one in value:
            _assert_plain(one)
    else:
        assert value is None or type(value) is str


# A list is a list; a tuple stands for a mapping, whose keys the writer invents.
Shape = str | list["Shape"] | tuple["Shape", ...]


def _collections(inside: st.SearchStrategy[Shape]) -> st.SearchStrategy[Shape]:
    lists = st.lists(inside, min_size=1, max_size=4)
    return lists | lists.map(tuple)


shapes: st.SearchStrategy[Shape] = st.recursive(st.just("value"), _collections, max_leaves=15)


class _Writer:
    """Writes a shape as YAML in which every key and every value is a word of its own."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words = 0
        self.values: dict[str, str] = {}  # pointer: the word of a value
        self.keys: dict[str, str] = {}  # pointer: the word of a key

    def word(self, start: str) -> str:
        self.words += 1
        return f"{start}{self.words}_"

    def write(self, shape: Shape, path: tuple[str | int, ...], indent: str, before: str) -> None:
        if isinstance(shape, str):
            word = self.values[pointer_of(*path)] = self.word("v")
            self.lines.append(f"{before} {word}".strip() if not path else f"{before} {word}")
            return
        if before:
            self.lines.append(before)
        for index, inside in enumerate(shape):
            if isinstance(shape, tuple):
                key = self.word("k")
                self.keys[pointer_of(*path, key)] = key
                self.write(inside, (*path, key), indent + "  ", f"{indent}{key}:")
            else:
                self.write(inside, (*path, index), indent + "  ", f"{indent}-")


@given(shapes)
def test_every_value_has_its_place(shape: Shape) -> None:
    writer = _Writer()
    writer.write(shape, (), "", "")
    text = "\n".join(writer.lines)
    places = Places()
    _, findings = read_yaml("f", text.encode(), places)
    assert findings == ()
    for pointer, word in writer.values.items():
        assert places.locate(Source("f", pointer)) == _found(text, word, pointer)
    for pointer, word in writer.keys.items():
        assert places.locate(Source("f", pointer + "#key")) == _found(text, word, pointer + "#key")
        if pointer not in writer.values:
            assert places.locate(Source("f", pointer)) == _found(text, word, pointer)
            assert places.locate(Source("f", pointer + "/missing")) == _found(
                text, word, pointer + "/missing"
            )


def _found(text: str, word: str, pointer: str) -> Source:
    """Return the place of ``word`` by searching the text, in which it stands once."""
    for number, line in enumerate(text.split("\n"), 1):
        if word in line:
            return Source("f", pointer, number, line.index(word) + 1, len(word), line)
    raise AssertionError(word)
