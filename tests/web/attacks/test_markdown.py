"""The attack table of the web app, rows 25 to 27: Markdown of a message that wants to be more than text."""

import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from etl.web.texts.clean import MATHS, MATHS_ATTRIBUTES
from etl.web.texts.code import Ink
from etl.web.texts.markdown import LONGEST, html
from etl.web.texts.typed import typed
from tests.conftest import PATIENCE, ROOT

_PAYLOADS = [
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "<svg onload=alert(1)>"),
    *("[a](data:text/html,<script>alert(1)</script>)", "[a](JaVaScRiPt&#58;alert(1))", "![a](javascript:alert(1))"),
    *("<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<math><mtext></mtext><mglyph><style><img src=x>"),
    *('<meta http-equiv="refresh" content="0; url=http://evil.example">', "<base href=http://evil.example/>"),
    *("<form action=http://evil.example><input name=a></form>", "<style>@import 'http://evil.example'</style>"),
    *('<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<a id=body name=cookie href="#">x</a>'),
    *('<p style="background:url(http://evil.example)">x</p>', "[a](vbscript:x)", '<http://a" onclick=alert(1)>'),
    *('[a](http://a "x\\" onmouseover=alert(1) y")', "```html\n<script>alert(1)</script>\n```", "`<b onclick=x>`"),
    *("<object data=x></object><embed src=x>", "<a href='\x01javascript:alert(1)'>x</a>", "<details ontoggle=x open>"),
    *("![x](javascript:alert(1))", "[x](vbscript:msgbox(1))", "<svg onload=alert(1)><circle/></svg>"),
    *("<math><mtext><script>alert(1)</script></mtext></math>", "<javascript:alert(1)>"),
    *("[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "<style>body{display:none}</style>"),
    *('<a id="main" name="main" href="#" style="position:fixed">x</a>', '<iframe srcdoc="<script>alert(1)</script>">'),
]
_KNOWN = {"p", "br", "hr", "blockquote", "ul", "ol", "li", "pre", "code", "em", "strong", "s", "a", "table", "thead"}
_KNOWN |= {"tbody", "tr", "th", "td", *(f"h{level}" for level in range(1, 7))}
_KNOWN |= {"sup", "figure", "figcaption", "div", "span"}
_HARMLESS = {"href", "title", "rel", "target", "start", "dir", "class", "tabindex", "role", "aria-label"}
_BOMBS = [
    *("[" * 5_000, "[a](" * 4_000, "> " * 3_000 + "x", ">" * 3_000 + " x", "*a **b " * 5_000, "`" * 20_000),
    *("- " * 5_000 + "x", "- " * 3_000, "|" * 20_000 + "\n" + "|-" * 10_000, "<" * 50_000, "&" * 50_000),
    *("a\n" * 90_000, "\\" * 100_000, "![" * 5_000, "x" * 1_000_000, "[a]: b\n" * 20_000, "*" * 50_000),
    *(
        "_a" * 25_000,
        "$" * 100_000,
        "$a$" * 60_000,
        "$$\n" * 60_000,
        "\\(" * 90_000,
        "\\[x=" * 40_000,
        "\\[x\n" * 40_000,
    ),
    *("\\begin{align}\n" * 12_000, "://" * 60_000, "http://" * 25_000, "[^1]: a\n" * 20_000, "[^1]" * 50_000),
    *("$$" + "x^" * 900 + "$$", *("\\(" + deep + "\\)" for deep in ("{" * 1_900, "\\sqrt" * 380, "\\left(" * 300))),
    *("```c\n" + "{(" * 9_000, "```\n" * 40_000, "```x\n" * 40_000),
]


class _Seen(HTMLParser):
    """What elements and attributes a browser would find."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("text", _PAYLOADS)
def test_row_25_nothing_in_a_message_becomes_more_than_text(text: str) -> None:
    seen = _Seen(str(html(f"Look:\n\n{text}\n\nend")))
    assert seen.tags <= _KNOWN
    assert {name for name, _ in seen.attributes} <= _HARMLESS
    links = [value or "" for name, value in seen.attributes if name == "href"]
    assert all(link.split(":")[0] in ("http", "https", "mailto") for link in links)


@pytest.mark.parametrize("text", _PAYLOADS)
def test_row_25_nothing_that_a_person_typed_becomes_more_than_text(text: str) -> None:
    seen = _Seen(str(typed(f"Look: {text}", Ink())))
    assert seen.tags <= {"div", "a", "figure", "figcaption", "pre", "code", "span"}
    assert {name for name, _ in seen.attributes} <= _HARMLESS
    assert all((value or "").startswith("http") for name, value in seen.attributes if name == "href")


@pytest.mark.parametrize(
    "tex", ["\\text{<script>alert(1)</script>}", "\\href{javascript:alert(1)}{x}", "\\style{x:y}{z}"]
)
def test_row_25_nothing_in_a_formula_acts(tex: str) -> None:
    seen = _Seen(str(html(f"Look: \\({tex}\\), $${tex}$$")))
    assert seen.tags <= {"p", "code", *MATHS}
    assert {name for name, _ in seen.attributes} <= {"class", "dir", *MATHS_ATTRIBUTES}


@pytest.mark.parametrize("text", ["![x](http://evil.example/t.png)", "![x][1]\n\n[1]: http://evil.example/t.png"])
def test_row_26_a_picture_from_elsewhere_is_not_asked_for(text: str) -> None:
    seen = _Seen(str(html(text)))
    assert "img" not in seen.tags
    assert not [value for name, value in seen.attributes if name == "src"]


def test_row_27_no_bomb_goes_off() -> None:
    program = "import json, sys; from etl.web.texts.code import Ink; "
    program += "from etl.web.texts.markdown import html; from etl.web.texts.typed import typed; "
    program += "print(json.dumps([len(html(text)) + len(typed(text, Ink())) for text in json.load(sys.stdin)]))"
    # No measure of time: a bomb that does go off would take hours.
    made = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(_BOMBS),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=PATIENCE,
    )
    sizes = json.loads(made.stdout)
    assert len(sizes) == len(_BOMBS)
    assert max(sizes) < 30 * LONGEST


def test_row_27_what_is_too_long_is_plain_text_to_its_limit() -> None:
    made = str(html("<b>" + "*x* " * LONGEST))
    assert made.startswith('<div class="plain">&lt;b&gt;*x* ')
    assert "<b>" not in made
    assert len(made) < LONGEST + 100
