"""The elements and attributes that a text of a chat may have on a page; all else is taken out, whoever wrote it."""

from functools import cache

import nh3
from markupsafe import Markup
from pygments.token import STANDARD_TYPES

MATHS = {
    *("math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"),
    *("mphantom", "menclose", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
    "mmultiscripts",
}
"""Elements of a formula."""
MATHS_ATTRIBUTES = {
    *(
        "accent",
        "accentunder",
        "alttext",
        "columnalign",
        "columnlines",
        "columnspacing",
        "depth",
        "display",
        "displaystyle",
    ),
    *("fence", "form", "height", "linebreak", "linethickness", "lspace", "mathcolor", "mathvariant", "maxsize"),
    *("minsize", "movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator"),
    *("stretchy", "symmetric", "voffset", "width"),
}
"""Attributes of them; none has an address or a style."""

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "th", "td"}
_TAGS = {
    *_BLOCKS,
    *("br", "hr", "pre", "code", "em", "strong", "s", "a", "sup", "table", "thead", "tbody", "tr"),
    *("div", "span", "figure", "figcaption"),
}
_ATTRIBUTES = {
    **{name: {"dir"} for name in _BLOCKS},
    **dict.fromkeys(MATHS, MATHS_ATTRIBUTES),
    "a": {"href", "title"},
    "ol": {"start", "dir"},
    "pre": {"tabindex", "dir"},
    "div": {"tabindex", "role", "aria-label", "dir"},
    "span": {"dir"},
}
_CLASSES = {
    "span": set(filter(None, STANDARD_TYPES.values())),
    "figure": {"code"},
    "div": {"scroll", "typed", "plain"},
    "ol": {"footnotes"},
    "code": {"formula"},
    "th": {"number", "middle"},
    "td": {"number", "middle"},
}
_SCHEMES = {"http", "https", "mailto"}


def clean(made: str) -> Markup:
    """HTML without what is not known above. Links open elsewhere and tell nobody where they were found."""
    return Markup(_cleaner().clean(made))


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS | MATHS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
