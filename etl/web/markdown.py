"""Markdown of a message as HTML that can do nothing: no script, no picture, no style, no id."""

from functools import cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

LONGEST = 200_000
"""Characters of a message that are read as Markdown; a longer one is shown as plain text up to here."""

_DEEPEST = 20
_TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "code", "em"),
    *("strong", "s", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


def html(text: str) -> Markup:
    """A message as HTML. Links open elsewhere and tell nobody where they were found; pictures are left out."""
    if len(text) > LONGEST:
        return Markup('<div class="plain">') + escape(text[:LONGEST]) + Markup("…</div>")
    made = _parser().render(text)
    return Markup(
        nh3.clean(
            made,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer nofollow",
            set_tag_attribute_values={"a": {"target": "_blank"}},
        )
    )


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
