"""SVG, written as text: what is text gets escaped, what is markup does not, and equal calls give equal bytes."""

import re
from collections.abc import Iterable

from etl.reporting.controls import undirected

Attribute = str | int | float | None

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold."""


class Markup(str):
    """Text that is SVG already."""

    __slots__ = ()


def element(name: str, *children: str, **attributes: Attribute) -> Markup:
    """An element, its children as in join(). ``class_`` is written class, ``font_size`` font-size, None not at all."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = join(children)
    return Markup(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def join(parts: Iterable[str]) -> Markup:
    """Markup as it is, and text escaped, one after another."""
    return Markup("".join(part if isinstance(part, Markup) else escaped(part) for part in parts))


def group(children: Iterable[str], x: float = 0, y: float = 0, **attributes: Attribute) -> Markup:
    """Children moved to a place."""
    move = f"translate({number(x)} {number(y)})" if x or y else None
    return element("g", *children, transform=move, **attributes)


def text(x: float, y: float, words: str, class_: str = "ink", anchor: str | None = None, size: float = 12) -> Markup:
    """One line of text; (x, y) is the start of its base line, or its middle or end by ``anchor``."""
    return element("text", words, class_=class_, x=x, y=y, font_size=size, text_anchor=anchor)


def rect(x: float, y: float, width: float, height: float, class_: str, hint: str = "", **more: Attribute) -> Markup:
    """A rectangle; ``hint`` is what it says when one points at it."""
    return element("rect", *_hinted(hint), class_=class_, x=x, y=y, width=width, height=height, **more)


def circle(x: float, y: float, radius: float, class_: str, hint: str = "") -> Markup:
    """A circle around (x, y)."""
    return element("circle", *_hinted(hint), class_=class_, cx=x, cy=y, r=radius)


def line(x1: float, y1: float, x2: float, y2: float, class_: str, **more: Attribute) -> Markup:
    """A line."""
    return element("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2, **more)


def path(commands: str, class_: str, hint: str = "", **more: Attribute) -> Markup:
    """A path; for numbers in ``commands`` see number()."""
    return element("path", *_hinted(hint), class_=class_, d=commands, **more)


def number(value: float) -> str:
    """A length in as few characters as two decimals need."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def escaped(words: str) -> str:
    """Text as it may stand between tags and between double quotes, without what turns what stands beside it around."""
    safe = _FORBIDDEN.sub("", undirected(words))
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _hinted(hint: str) -> list[Markup]:
    return [element("title", hint)] if hint else []


def _attribute(value: str | int | float) -> str:
    return escaped(value) if isinstance(value, str) else number(value)
