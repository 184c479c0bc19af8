"""Characters that nobody sees and that change what is seen: written out before a text reaches a terminal or a page.

They are the controls of terminals (C0, DEL, C1, so every escape sequence), the directions of Unicode (its report 36,
CVE-2021-42574), and what has no width. A joiner between letters that need one, and a variation selector behind an
emoji, are no trick and stay.
"""

import re

_ENDS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u061c\u200e\u200f"
_WIDTHLESS = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_JOINED = "[^\x00-\u02ff\u200b-\u200f]"
_JOINER = f"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})"
_SELECTOR = "(?<![^\x00-\x22\x24-\x29\x2b-\x2f\x3a-\xa8\ufe00-\ufe0f])[\ufe00-\ufe0f]"

_UNSEEN = re.compile(
    f"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{_MARKS}{_DIRECTIONS}{_WIDTHLESS}]|{_JOINER}|{_SELECTOR}"
)
_LINE_END = re.compile(f"[{_ENDS}]")
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")


def visible(text: str) -> str:
    """The text with each of them as its escape in JSON, in which it means the same; ends of lines and tabs stay."""
    return _UNSEEN.sub(_escape, text)


def on_one_line(text: str) -> str:
    """The text with every end of a line as its escape."""
    return _LINE_END.sub(_escape, text)


def undirected(text: str) -> str:
    """The text without what overrides, embeds or isolates directions; letters that run from right to left still do."""
    return _DIRECTION.sub("", text)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
