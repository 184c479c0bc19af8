"""Blocks of code: the name of the language above, its words in classes that the style sheet colours."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_LONGEST = 20_000
"""Characters of a block that is coloured; a longer one is plain."""
_LONGEST_NAME = 30
_PLAIN = {"": "Code", "text": "Text", "txt": "Text", "plaintext": "Text", "plain": "Text"}
_FORMATTER = HtmlFormatter(nowrap=True)


@dataclass(slots=True)
class Ink:
    """How many characters of code are still coloured on a page: it takes the time of all else on it."""

    left: int = 100_000


def block(code: str, language: str, ink: Ink) -> str:
    """A block of code as HTML. ``language`` as it is written behind a fence, '' for none."""
    name, lexer = _known(language.strip().lower()[: _LONGEST_NAME + 1])
    if lexer is not None and len(code) <= min(ink.left, _LONGEST):
        ink.left -= len(code)
        inner = _coloured(code, language.strip().lower())
    else:
        inner = escape(code, quote=False)
    head = f"<figcaption>{escape(name or language.strip()[:_LONGEST_NAME])}</figcaption>"
    return f'<figure class="code">{head}<pre tabindex="0" dir="ltr"><code>{inner}</code></pre></figure>\n'


@lru_cache(256)
def _known(language: str) -> tuple[str, Lexer | None]:
    """The name that a language is known by, and what reads it."""
    if language in _PLAIN:
        return _PLAIN[language], None
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return "", None
    return str(lexer.name), lexer


@lru_cache(256)
def _coloured(code: str, language: str) -> str:
    lexer = _known(language[: _LONGEST_NAME + 1])[1]
    assert lexer is not None
    return str(highlight(code, lexer, _FORMATTER))
