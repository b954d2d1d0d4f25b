"""Strings that break what writes them carelessly: over 500, by family, and those that a folder may hold.

Our own table, after the families of the public lists of naughty strings: markup, templates,
typesetting, word processing, formulas, paths, directions, spaces, marks, emoji, controls.
"""

from itertools import product

MARKUP = [
    "<script>alert(1)</script>", "</script><script>x</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    '"><b>x</b>', "'><i>x</i>", "</style><script>x</script>", "<!--", "-->", "<![CDATA[x]]>", "<?php x ?>", "&lt;b&gt;",
    "&amp;amp;", "&#x3c;b&#x3e;", "&nbsp", "<b", "b>", "</p></td></tr></table>", "<iframe src=javascript:x>", "</title>",
    "</main>", '<a href="javascript:x">x</a>', "<meta http-equiv=refresh content=0>", "<base href=//x>", "<plaintext>",
    "<textarea>", '<noscript><p title="</noscript><img src=x>">', "<math><mtext></mtext></math>", '" onclick="x', "`<b>`",
]  # fmt: skip
TEMPLATES = [
    "{{ 7 * 7 }}", "{{ letter }}", "{% for x in y %}", "{%p endif %}", "{%tr endfor %}", "{# x #}", "${7*7}", "#{7*7}", "<%= x %>",
    "{{ ''.__class__.__mro__ }}", "{{ self.__init__ }}", "{{r x }}", "{% include 'x' %}", "%s %d %n", "{0}", "{x!r}", "$(x)", "$x",
    "{_", "_}", "{{", "}}", "{%", "%}", "{%- raw %}", "{% raw %}{{ x }}{% endraw %}",
]  # fmt: skip
TYPESETTING = [
    '#eval("1+1")', '#read("/etc/passwd")', '#import "x"', "#panic(1)", "$ x^2 $", "*bold*", "_it_", "`raw`", "```x```", "= Heading",
    "== H", "- item", "+ item", "/ term: x", "<label>", "@ref", "\\u{202e}", "\\", "\\#", "// comment", "/* comment */", "#let x = 1",
    "#show: x", "#set text(red)", "~", "---", "...", "https://x.invalid/", "#[x]", "#{x}", "\\begin{x}", "[x](y)", "![x](y)", "# H", "> q",
]  # fmt: skip
WORD = [
    "</w:t></w:r></w:p>", "<w:t>x</w:t>", "<w:br/>", "<w:instrText>INCLUDETEXT x</w:instrText>", "]]>", '<?xml version="1.0"?>',
    '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///x">]>', "&y;", "{ DDEAUTO x }", "{HYPERLINK x}", "\\*", "PAGE \\* MERGEFORMAT",
]  # fmt: skip
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("x")',
    "'=1",
    '"=1"',
    ";=1",
    "0,0",
    "1e309",
    "NaN",
    "-0",
]
PATHS = [
    "../../etc/passwd",
    "..\\..\\x",
    "/dev/null",
    "C:\\x",
    "con",
    "nul.txt",
    "%2e%2e%2f",
    "file:///x",
    "~/.x",
    "a/b/c",
    "x;rm -rf",
    "|x",
    "&&x",
]
WORDS = [
    "null", "None", "undefined", "true", "NIL", "0", "1.0", "1/0", "Infinity", "O'Neill & Søn", '"quoted"', "\u2018curly\u2019", "naïve café", "Ünïcödé",
    "' OR 1=1 --", '"; DROP TABLE x; --', "[object Object]", "__proto__", "constructor", "hasOwnProperty", "Robert'); --", "<nil>", "{}", "[]",
]  # fmt: skip
SCRIPTS = [
    "Ελληνικά",
    "Русский",
    "עברית",
    "العربية",
    "日本語",
    "한국어",
    "ไทย",
    "हिन्दी",
    "中文",
    "ქართული",
    "አማርኛ",
    "ᚠᛇᚻ",
    "\U0001d4b3\U0001d4b4",
    "ﷺ",
    "İı",
    "ß",
    "ﬁ",
    "Ω",
]
PICTURES = ["😀", "👩‍👩‍👧", "🇬🇧", "☺️", "✈", "©®™", "½²", "←→", "■", "♠", "🏳️‍🌈", "e\u0301\u0302\u0303"]
SPACES = [
    " lead",
    "trail ",
    "two  spaces",
    "a\u00a0b",
    "a\u2003b",
    "a\u3000b",
    "a\u200bb",
    "a\u2060b",
    "a\ufeffb",
    "a\u00adb",
]
LINES = [
    "a\nb",
    "a\n\nb",
    "\nlead",
    "trail\n",
    "a\tb",
    "a\r\nb",
    "a\rb",
    "a\u2028b",
    "a\u2029b",
    "a\x0bb",
    "a\x0cb",
    "a\x85b",
    "a\ab",
]
DIRECTIONS = ["a\u202eb", "a\u202ab\u202c", "a\u2066b\u2069", "a\u200eb", "a\u200fb", "\u061c"]
CONTROLS = [
    f"a{chr(code)}b" for code in (*range(1, 9), 11, 12, *range(14, 32), 127, *range(128, 160), 0xFFFE, 0xFFFF)
]
LONG = [
    "x" * 4000,
    "word " * 800,
    "<" * 500,
    "&" * 500,
    "{" * 300,
    "\U0001f600" * 200,
    "W" * 200 + "\u0301" * 50,
]

PLAIN = [*MARKUP, *TEMPLATES, *TYPESETTING, *WORD, *FORMULAS, *PATHS, *WORDS]
MIXED = [
    f"{one} {other}" for one, other in product(MARKUP[:20], [*TEMPLATES[:5], *TYPESETTING[:5], *WORD[:3]])
]
ALL = list(
    dict.fromkeys([*PLAIN, *SCRIPTS, *PICTURES, *SPACES, *LINES, *DIRECTIONS, *CONTROLS, *LONG, *MIXED])
)
IN_FOLDERS = [*MARKUP, *TEMPLATES, *TYPESETTING, *WORD]  # what a folder takes as it stands
