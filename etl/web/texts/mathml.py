"""TeX as MathML: latex2mathml reads it, and of what it makes only known elements and attributes are written."""

import re
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element

from etl.web.texts.clean import MATHS, MATHS_ATTRIBUTES

_DEEPEST = 60
_RENAMED = re.compile(r"\\(begin|end)\{(?:aligned|alignedat|eqnarray\*?)\}")
_NUMBERED = re.compile(r"\\(?:label|tag\*?)\{[^{}]*\}|\\(?:nonumber|notag)\b")
_FAILED = re.compile(r"\\[A-Za-z]|^&$")
"""What is left of a command that the library does not know, or of a column that it did not find."""

_PARTS = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
"""How many parts these must have; one that was cut off has fewer."""


@lru_cache(1_024)
def mathml(formula: str, is_displayed: bool) -> str | None:
    """A formula as MathML; None where it is none, or has what cannot be told so."""
    # Few chats have formulas, and its tables take long to read.
    from latex2mathml.converter import convert_to_element

    written = formula
    formula = _NUMBERED.sub("", _RENAMED.sub(r"\\\1{split}", formula))
    try:
        made = convert_to_element(formula, display="block" if is_displayed else "inline")
        made.set("alttext", written)
        return _written(made)
    # The library tells what it cannot read by errors of many kinds, IndexError and StopIteration among them.
    except Exception:
        return None


def _written(element: Element, depth: int = 0) -> str:
    """An element as text. Raises ValueError for what is not known, or too deep."""
    if depth > _DEEPEST or element.tag not in MATHS:
        raise ValueError(element.tag)
    told = unescape(element.text or "")
    if _FAILED.search(told) or len(element) != _PARTS.get(element.tag, len(element)):
        raise ValueError(told)
    known = {name: value for name, value in element.attrib.items() if name in MATHS_ATTRIBUTES}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in known.items())
    inner = "".join(_written(child, depth + 1) for child in element)
    return f"<{element.tag}{attributes}>{escape(told, quote=False)}{inner}</{element.tag}>"
