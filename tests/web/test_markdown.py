"""Messages are shown as Markdown, and nothing in them can act."""

import re
import time

import pytest

from etl.web.markdown import LONGEST, html

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/t.png)",
    "![x](javascript:alert(1))",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "<svg onload=alert(1)><circle/></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<meta http-equiv="refresh" content="0;url=http://evil.example">',
    '<base href="http://evil.example/">',
    '<form action="http://evil.example"><input name=token></form>',
    "<style>body{display:none}</style>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<a id="main" name="main" href="#" style="position:fixed">x</a>',
    "<javascript:alert(1)>",
)
BOMBS = {"brackets": "[" * 5_000, "links": "[a](" * 4_000, "quotes": ">" * 3_000 + " x", "lists": "- " * 3_000}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_inert(payload: str) -> None:
    made = str(html(payload))
    tags = re.findall(r"<[^>]*>", made)
    names = {re.sub(r"[</> ].*", "", tag.lstrip("</")) for tag in tags}
    assert names <= {"p", "a", "ul", "li", "pre", "code"}
    for tag in tags:
        assert not re.search(r"\s(on\w+|style|id|name|src|srcdoc|action)\s*=", tag)
        assert not re.search(r'href="(?!https?:|mailto:)', tag)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_takes_less_than_a_second(bomb: str) -> None:
    begun = time.perf_counter()
    html(BOMBS[bomb])
    assert time.perf_counter() - begun < 1


def test_what_people_write_is_rendered() -> None:
    made = html("# Bread\n\n- **oven**\n\n```python\nprint('<b>')\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    for part in ("<h1>Bread</h1>", "<strong>oven</strong>", "print('&lt;b&gt;')", "<td>1</td>"):
        assert part in made


def test_links_lead_elsewhere_without_telling_from_where() -> None:
    made = html("[a](https://example.org/?q=1)")
    assert 'href="https://example.org/?q=1"' in made
    assert "noreferrer" in made


def test_a_message_that_is_too_long_is_plain_text_and_cut() -> None:
    made = html("<b>" + "*x* " * (LONGEST // 2))
    assert made.startswith('<div class="plain">&lt;b&gt;*x* ')
    assert len(made) < LONGEST + 200
