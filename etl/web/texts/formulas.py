"""Formulas in a message, written in TeX between \\( \\), \\[ \\], $ $ or $$ $$, or as an environment of their own."""

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin

from etl.web.texts.mathml import mathml

_LONGEST = 2_000
"""Characters of a formula; what has no end within so many is none."""
_INLINE, _DISPLAYED = "math_inline", "math_block"
_BEGINNING = re.compile(r"\\begin\{((?:equation|align|gather|multline|alignat|eqnarray|displaymath)\*?)\}")
_SIGNS = re.compile(r"[\\^_=+<>{}]")
"""One of these is in every formula that stands between \\[ and \\]; brackets that were merely escaped have none."""
_PROSE = re.compile(r"\d[\d.,]*[A-Za-z%]?[ /-]|[A-Za-z]{3,} [A-Za-z]{2,}")
"""What stands between two prices."""


def formulas_plugin(parser: MarkdownIt) -> None:
    """Read formulas, and show each as MathML; what cannot be told so is shown as code, as it stands."""
    dollarmath_plugin(parser, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    parser.inline.ruler.before("escape", "bracketed", _bracketed)
    ends = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "displayed", _displayed, {"alt": ends})
    for name in (_INLINE, "math_inline_double", _DISPLAYED):
        parser.add_render_rule(name, _shown)


def _bracketed(state: StateInline, silent: bool) -> bool:
    r"""\( … \), and \[ … \] within a line."""
    at, text = state.pos, state.src
    opening = text[at : at + 2]
    if opening not in ("\\(", "\\["):
        return False
    closing = "\\)" if opening == "\\(" else "\\]"
    end = text.find(closing, at + 2, at + _LONGEST)
    content = text[at + 2 : end] if end > 0 else ""
    if not content.strip() or (opening == "\\[" and not _SIGNS.search(content)):
        return False
    if not silent:
        token = state.push(_INLINE if opening == "\\(" else "math_inline_double", "math", 0)
        token.content, token.markup = content, opening
    state.pos = end + 2
    return True


def _displayed(state: StateBlock, start: int, last: int, silent: bool) -> bool:
    r"""A block that begins with \[ or \begin{…} and ends with its counterpart at the end of a line."""
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or state.src[first : first + 1] != "\\":
        return False
    environment = _BEGINNING.match(state.src, first)
    if environment is None and not state.src.startswith("\\[", first):
        return False
    closing = f"\\end{{{environment[1]}}}" if environment else "\\]"
    end = state.src.find(closing, first, first + _LONGEST)
    line = next((number for number in range(start, last) if state.eMarks[number] > end), last) if end >= 0 else last
    if line == last or state.src[end + len(closing) : state.eMarks[line]].strip():
        return False
    if silent:
        return True
    content = state.getLines(start, line + 1, state.sCount[start], False).strip()
    token = state.push(_DISPLAYED, "math", 0)
    token.content = content if environment else content[2:-2]
    token.block, token.map, token.markup = True, [start, line + 1], content[:2] if not environment else ""
    state.line = line + 1
    return True


def _shown(_: RendererHTML, tokens: list[Token], at: int, __: OptionsDict, ___: EnvType) -> str:
    token = tokens[at]
    is_displayed = token.type != _INLINE
    if token.markup == "$" and _PROSE.match(token.content):
        return escape(f"${token.content}$")
    made = mathml(token.content.strip(), is_displayed) if len(token.content) <= _LONGEST else None
    if made is None:
        made = f'<code class="formula">{escape(_written(token))}</code>'
    return f"<p>{made}</p>\n" if token.type == _DISPLAYED else made


def _written(token: Token) -> str:
    """The formula as it stood in the message."""
    closing = {"\\(": "\\)", "\\[": "\\]"}.get(token.markup, token.markup)
    return f"{token.markup}{token.content}{closing}"
