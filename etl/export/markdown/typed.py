"""What a person typed, as Markdown that every reader shows as it was typed."""

import re
from collections.abc import Iterator

from etl.export.markdown.escaping import fenced, uncontrolled
from etl.export.typed import ADDRESS, pieces

_ANYWHERE = re.compile(r"[\\`*_\[\]#|~$]|(?<=[=%:])[=%:]|:(?=[\w+-]+:)")
"""What can act wherever it stands; two of = % : mark something for some readers."""
_AT_START = re.compile(r"[-+=>:]")
_NUMBER = re.compile(r"(\d{1,9})([.)])")
_HTML = re.compile(r"&(?=#?\w)|<")
_AS_HTML = {"&": "&amp;", "<": "&lt;"}
_GAP = re.compile(r" {2,}")
_FIXED = "\u00a0"
_FIRST = "&nbsp;"
"""What keeps a space where readers would take any, even a fixed one, away."""


def typed(text: str) -> str:
    """Text as text, whatever it looks like, lines and spaces kept; fenced code as code; addresses as links."""
    found = []
    for piece in pieces(uncontrolled(text)):
        if piece.language is not None:
            found.append(fenced(piece.text, piece.language))
        elif piece.text.strip():
            found.append("\n".join(_paragraphs(piece.text)))
    return "\n\n".join(found)


def _paragraphs(text: str) -> Iterator[str]:
    """Its lines, each ended so that the next does not run on; a blank one parts paragraphs, several are told."""
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    told = [place for place, line in enumerate(lines) if line]
    lines = lines[told[0] : told[-1] + 1]
    parting = {place for place, line in enumerate(lines) if not line and lines[place - 1] and lines[place + 1]}
    for place, line in enumerate(lines):
        is_last = place + 1 == len(lines) or place + 1 in parting or place in parting
        yield (_line(line) if line or place in parting else _FIRST) + ("" if is_last else "  ")


def _line(line: str) -> str:
    told, done = [], 0
    for address in ADDRESS.finditer(line):
        told += [_escaped(line[done : address.start()]), f"<{address[0]}>"]
        done = address.end()
    told.append(_escaped(line[done:]))
    return _started("".join(told))


def _escaped(text: str) -> str:
    """Nothing in it acts, at least behind the start of a line."""
    plain = _HTML.sub(lambda sign: _AS_HTML[sign[0]], text)
    return _ANYWHERE.sub(lambda sign: f"\\{sign[0]}", plain)


def _started(line: str) -> str:
    """What would begin a list, a quote or a heading begins none; gaps stay as wide as they are."""
    bare = line.lstrip()
    gap = "".join(_FIRST if sign == " " else f"&#{ord(sign)};" for sign in line[: len(line) - len(bare)])
    if _AT_START.match(bare):
        bare = f"\\{bare}"
    bare = _NUMBER.sub(r"\1\\\2", bare, count=1) if _NUMBER.match(bare) else bare
    return gap + _GAP.sub(lambda found: _FIXED * len(found[0]), bare)
