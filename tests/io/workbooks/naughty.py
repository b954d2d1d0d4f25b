"""Text that breaks programs: formulas, addresses, markup, escapes, other scripts, numbers in disguise.

Written for these tests, in the kinds that collections of such strings have.
"""

_FORMULAS = [
    '=HYPERLINK("http://x.invalid","press")', "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "=A1",
    '=IMPORTXML("http://x.invalid","//a")', "=WEBSERVICE(A1)", '=DDE("x";"y";"z")', "{=1+1}", "=-2+3", "=@A1",
    "|calc", "%0A=1+1", ";=1+1", ",=1+1", '"=1+1"', "'=1+1", "=1+1;", "==1", "= 1+1", "=\u00a01+1", "\uff1d1+1",
]  # fmt: skip
_HEADS = ["=", "+", "-", "@", "'", '"', "|", "%", ";", ","]
_BODIES = [
    "SUM(A1:A9)", "cmd|' /C calc'!A0", "1", "0.1", "1e5", "A1", "HYPERLINK(1)", "x", "(1)", "[x]", "{x}", "\\x", "//x",
]  # fmt: skip
_PLAIN = [
    "undefined", "null", "NULL", "~", "(nothing)", "(blank)", "[]", "{}", "[a; b]", "\\", "\\\\", "true", "FALSE", "NO",
    "nil", "None", "0", "1", "1.00", "-1", "1/2", "1e100", "0x1F", "017", "1,000", "1_000", "NaN", "Infinity", "INF",
    "1.10", "12:30", "2026-01-31", "31/01/2026", "---", "...", "%", "#", "# x", "a: b", "a:b", "- a", "? x", "! x", "&x",
    "*x", "<b>x</b>", "<script>alert(1)</script>", "&lt;", "&amp;", "&#10;", "]]>", "<!-- x", "<?xml", "_x0041_", "_x0",
    "{{ 7*7 }}", "{% x %}", "${7*7}", "%s%n", "../../etc/passwd", "C:\\x", "\\\\host\\share", "http://x.invalid/a?b=c",
    "mailto:a@x.invalid", "internal:'Marks'!A1", "external:x.xlsx", "'; DROP TABLE x; --", '"quoted"', "'quoted'", "`x`",
    "a;b", "a,b", 'a"b', "line one\nline two", "#REF!", "#N/A", "#DIV/0!", "Ω≈ç√∫", "åß∂ƒ©", "田中さん", "사회과학원",
    "Ünïcödé", "مرحبا", "שלום", "😍", "🏳", "ﷺ", "\uff11\uff12\uff13", "\uff11\uff0b\uff11", "ｱｲｳ", "½", "x" * 3000, "x " * 900, "¯\\_(ツ)_/¯",
    "R1C1", "A1", "Marks!A1", "$A$1", "&P &N &D", "&&", "&L", "0,5", "١٢٣", "€5", "£5", "5 %", "Scunthorpe", "CON",
    "ﬁne", "İstanbul", "ß", "a ", "b", "1.", ".5", "+", "-", "--", "'", '"', "?", "!", "@", "=", "==", "=''",
]  # fmt: skip
NAUGHTY = list(dict.fromkeys([*_FORMULAS, *(head + body for head in _HEADS for body in _BODIES), *_PLAIN]))
FLAWED = [
    ("a zero-width space", "a\u200bb"),
    ("a change of direction", "a\u202eb"),
    ("a control character", "a\x07b"),
    ("a tab", "a\tb"),
    ("a letter in two pieces", "cafe\u0301"),
    ("a code point that is no character", "a\uffffb"),
]  # fmt: skip
