"""What a person typed: any text comes back out of the Markdown as it was typed, whoever reads it."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from etl.export.markdown.messages import body
from etl.export.markdown.typed import typed
from etl.export.typed import Piece, pieces
from tests.export.export_cases import message

READERS = {
    "commonmark": MarkdownIt("commonmark"),
    "with html, tables and strikethrough": MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]),
}
_SIGNS = st.text(alphabet="\\`*_[]()#|~$=%:&<>!-+.) \n\t1a/", max_size=60)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(text=st.text(max_size=80) | _SIGNS)
@example(text="#include <stdio.h>\n2*3*4\n1986. A great year\n- no list\n+ nor this\n> nor a quote")
@example(text="a\n===\nb\n---\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    four spaces\n\n\n\ntwo  gaps   here")
@example(text="&amp; &lt; <b>bold</b> <!-- gone <a href=x> [x](y) ![x](y) [^1] \\( x \\) $5 and $7 ~~no~~")
@example(text="https://example.org/a_b_c?x=1&copy=2 and `ticks` ``` more\n: defined\n:smile: ==mark== %%note%%")
def test_every_text_comes_out_as_it_was_typed(reader: MarkdownIt, text: str) -> None:
    kept = "\n".join(piece.text for piece in pieces(text) if piece.language is None)
    if any(piece.language is not None for piece in pieces(text)):
        return
    assert _seen(reader.render(typed(text))) == _plain(kept)


def test_fenced_code_stays_code() -> None:
    text = "Why?\n\n```python\nprint('*a*')\n\n\nx = 1\n```\nand ~~~ this"
    assert list(pieces(text)) == [
        Piece("Why?\n", None),
        Piece("print('*a*')\n\n\nx = 1", "python"),
        Piece("and ~~~ this", None),
    ]
    assert "```python\nprint('*a*')\n\n\nx = 1\n```\n\nand \\~\\~\\~ this" in typed(text)


def test_a_fence_that_nothing_closes_is_text() -> None:
    text = "```c\nint a;\n````x\n~~~"
    assert list(pieces(text)) == [Piece(text, None)]
    assert len(list(pieces("```x\n" * 40_000))) == 1


def test_an_address_stays_a_link() -> None:
    made = READERS["commonmark"].render(typed("See https://example.org/a_b*c, (https://example.org/x)."))
    assert re.findall('href="([^"]*)"', made) == ["https://example.org/a_b*c", "https://example.org/x"]


def _seen(page: str) -> str:
    """What one reads on a page: a line for each line, an empty one between paragraphs."""
    text = page.replace("<br />\n", "\n").replace("</p>\n<p>", "\n\n")
    assert "<" not in re.sub(r"</?p>|</?a\b[^>]*>", "", text), page
    return _plain(html.unescape(re.sub(r"<[^>]*>", "", text)))


def _plain(text: str) -> str:
    return "\n".join(line.replace("\u00a0", " ").rstrip() for line in _clean(text).split("\n")).strip("\n")


def _clean(text: str) -> str:
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", "", re.sub("\r\n?", "\n", text))
    return text.expandtabs(4)


def test_what_is_addressed_to_the_person_is_no_call() -> None:
    said = message("a1", "On **it**.", role="assistant", recipient="user", channel="commentary")
    assert list(body(said)) == ["On **it**."]
