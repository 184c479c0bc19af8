"""Texts of a chat inside a Markdown page: nothing in them may end, or swallow, what stands around them."""

import re
from urllib.parse import quote

from etl.export.markdown.code import code_blocks, code_spans

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
_HTML = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?|mailto):[^\s<>`]*+>)")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_RUNS = re.compile(r"`{3,}")
_INFO = re.compile(r"[A-Za-z0-9_+#.-]{1,30}")
_FORMULA = re.compile(
    r"(?<!\\)\\(?:\(((?:[^\n$`\\]|\\[^\n$`()]){1,500}+)\\\)|\[((?:[^$`\\]|\\[^$`\[\]]){1,2000}+)\\\])"
)
_WEB = re.compile(r"https?://\S", re.IGNORECASE)


def line(text: str) -> str:
    """A text on one line, as it stands: no markup, no HTML, nothing that moves a cursor."""
    return _MARKUP.sub(r"\\\1", _BLANKS.sub(" ", text).strip())


def summary(text: str) -> str:
    """A text on one line within HTML."""
    plain = _BLANKS.sub(" ", text).strip()
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fenced(text: str, info: str | None = None) -> str:
    """A text as a block of code, within a fence that is longer than any inside."""
    longest = max((len(run) for run in _RUNS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    word = info if info and _INFO.fullmatch(info) else ""
    return f"{fence}{word}\n{_CONTROLS.sub(' ', text.replace(chr(13), '')).rstrip(chr(10))}\n{fence}"


def uncontrolled(text: str) -> str:
    """A text without what moves a cursor or turns the words beside it around; every line ends with \\n."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def prose(text: str, with_formulas: bool = False) -> str:
    """A message's Markdown as it was written, with its last block of code closed; where nobody can tell, all as code.

    HTML outside of code is shown, not run, as the products do: an unclosed comment would hide the rest of the page.
    ``with_formulas``: what models write as TeX between \\( and \\) or \\[ and \\] gets the dollars that Markdown knows.
    """
    text = uncontrolled(text).strip("\n")
    # Four spaces are a block of code; fewer mean nothing.
    text = (text if text.startswith("    ") else text.lstrip(" ")).rstrip()
    blocks, ending = code_blocks(text)
    if ending is None:
        return fenced(text)
    pieces, done = [], 0
    for start, end in blocks:
        pieces += [_shown(text[done:start], with_formulas), text[start:end]]
        done = end
    pieces.append(_shown(text[done:], with_formulas) + ending)
    return "".join(pieces)


def link(label: str, url: str) -> str:
    """A link to a page of the web; only the label for any other address."""
    if not _WEB.match(url):
        return line(label)
    return f"[{line(label)}]({quote(url, safe=_SAFE)})"


_SAFE = "!#$%&'*+,-./:;=?@_~"


def _shown(text: str, with_formulas: bool) -> str:
    if with_formulas and "\\" in text:
        text = _FORMULA.sub(_dollars, text)
    if "<" not in text:
        return text
    pieces, done = [], 0
    for start, end in code_spans(text):
        pieces += [_HTML.sub(_escaped, text[done:start]), text[start:end]]
        done = end
    return "".join([*pieces, _HTML.sub(_escaped, text[done:])])


def _escaped(match: re.Match[str]) -> str:
    """The sign with a backslash, unless one stands there that is not escaped itself."""
    at = match.start()
    while at and match.string[at - 1] == "\\":
        at -= 1
    return "<" if (match.start() - at) % 2 else "\\<"


def _dollars(match: re.Match[str]) -> str:
    return f"${match[1].strip()}$" if match[1] is not None else f"$${match[2]}$$"
