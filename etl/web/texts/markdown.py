"""Markdown of a message as HTML that can do nothing: no script, no picture, no style, no id."""

from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape
from mdit_py_plugins.footnote import footnote_plugin

from etl.export.typed import ADDRESS
from etl.web.texts.clean import clean
from etl.web.texts.code import Ink, block
from etl.web.texts.formulas import formulas_plugin

LONGEST = 200_000
"""Characters of a message that are read as Markdown; a longer one is shown as plain text up to here."""

_DEEPEST = 20
_CELLS = {"th", "td"}
_DIRECTED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", *_CELLS}
"""What runs as its first letters do; what stands within it, and is no cell, runs as it does."""
_HEADINGS_ABOVE = 2
"""The title of the chat, and who speaks."""
_ALIGNED = {"text-align:right": "number", "text-align:center": "middle"}
_TASKS = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}


def html(text: str, ink: Ink | None = None) -> Markup:
    """A message as HTML. ``ink`` is what is left for colours on the page. A picture is a link to where it is."""
    if len(text) > LONGEST:
        return Markup('<div class="plain">') + escape(text[:LONGEST]) + Markup("…</div>")
    return clean(_parser().render(text, {"ink": ink or Ink()}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False).use(formulas_plugin)
    parser.core.ruler.push("links", _linked)
    parser.core.ruler.push("shown", _laid_out)
    for name, rule in _RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _linked(state: StateCore) -> None:
    """Links for addresses that stand in running text."""
    for token in state.tokens:
        if token.children and "://" in token.content:
            token.children = list(_with_links(token.children))


def _with_links(children: list[Token]) -> Iterator[Token]:
    depth = 0
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        if depth or child.type != "text" or "://" not in child.content:
            yield child
            continue
        done = 0
        for address in ADDRESS.finditer(child.content):
            yield Token("text", "", 0, content=child.content[done : address.start()])
            yield Token("link_open", "a", 1, attrs={"href": address[0]})
            yield Token("text", "", 0, content=address[0])
            yield Token("link_close", "a", -1)
            done = address.end()
        yield Token("text", "", 0, content=child.content[done:])


def _laid_out(state: StateCore) -> None:
    """Each block runs as its letters do; columns of a table are aligned by classes; boxes of tasks are signs."""
    before = ""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _HEADINGS_ABOVE)}"
        if token.nesting == 1 and token.tag in _DIRECTED and (token.level == 0 or token.tag in _CELLS):
            token.attrSet("dir", "auto")
        if token.tag in _CELLS:
            aligned = _ALIGNED.get(str(token.attrs.pop("style", "")))
            if aligned:
                token.attrSet("class", aligned)
        if token.type == "inline" and before == "list_item_open" and token.children:
            first = token.children[0]
            first.content = _TASKS.get(first.content[:4], first.content[:4]) + first.content[4:]
        before = before if token.type == "paragraph_open" else token.type


def _fence(_: RendererHTML, tokens: list[Token], at: int, __: OptionsDict, env: EnvType) -> str:
    return block(tokens[at].content, tokens[at].info.strip().partition(" ")[0], env["ink"])


def _picture(_: RendererHTML, tokens: list[Token], at: int, __: OptionsDict, ___: EnvType) -> str:
    """A link: nothing is asked of another host because somebody looks at a chat."""
    token = tokens[at]
    return f'<a href="{escape(str(token.attrs["src"]))}">{escape(token.content or "picture")}</a>'


def _footnote(_: RendererHTML, tokens: list[Token], at: int, __: OptionsDict, ___: EnvType) -> str:
    return f"<sup>{tokens[at].meta['id'] + 1}</sup>"


_RULES = {
    "fence": _fence,
    "code_block": _fence,
    "image": _picture,
    "footnote_ref": _footnote,
    "footnote_block_open": lambda *_: '<hr>\n<ol class="footnotes">\n',
    "footnote_block_close": lambda *_: "</ol>\n",
    "footnote_open": lambda *_: "<li>",
    "footnote_close": lambda *_: "</li>\n",
    "footnote_anchor": lambda *_: "",
    "table_open": lambda *_: '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n',
    "table_close": lambda *_: "</table></div>\n",
}
