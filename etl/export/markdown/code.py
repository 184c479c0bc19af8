"""What of a Markdown text is code, whoever reads it: there alone HTML may stand as it was written.

Readers differ: some know tables, in which a | ends a cell also within backticks. Code is what is code to all of them.
"""

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_TICKS = re.compile(r"(?<!\\)(\\*+)(`++)")
_MAY_BE_CODE = re.compile(r"```|~~~|    |\t")
_MAY_BE_TABLE = re.compile(r"^(?=[^\n]*[|:])[ \t>|:]*-[ \t>|:-]*$", re.MULTILINE)
"""What stands below the head of a table: no more than bars, colons and hyphens."""

_BAR, _UNESCAPED_BAR = re.compile(r"\|"), re.compile(r"(?<!\\)\|")

Span = tuple[int, int]
"""Where a part of a text begins and ends."""


def code_blocks(text: str) -> tuple[list[Span], str | None]:
    """The lines of a text that are blocks of code, with their fences, and what closes the last where it is open.

    One within a quote or a list needs no closing: it ends with that. None where readers differ about the last, such
    as of a fence that some take for the head of a table. ``text`` has no line ends but \\n.
    """
    if not _MAY_BE_CODE.search(text):
        return [], ""
    kinds = (False, True) if _MAY_BE_TABLE.search(text) else (False,)
    readings = [_parser(kind).parse(f"{text}\n") for kind in kinds]
    lines = set.intersection(*map(_lines_of, readings))
    endings = set(map(_closing, readings))
    return list(_spans_of(lines, text)), endings.pop() if len(endings) == 1 else None


def code_spans(text: str) -> Iterator[Span]:
    """The code within the lines of a text without blocks of code: closed by as many backticks as open it.

    Where backticks of a line before may still be open in the same paragraph, nothing is sure to be code.
    """
    at, is_open, has_table = 0, False, _MAY_BE_TABLE.search(text) is not None
    for told in text.split("\n"):
        if "`" in told:
            spans, is_closed = _within(told)
            if has_table and "|" in told:
                cells = _in_cells(told, _BAR) & _in_cells(told, _UNESCAPED_BAR)
                spans = [span for span in spans if span in cells]
            if not is_open:
                yield from ((at + start, at + end) for start, end in spans)
            is_open = is_open or not is_closed
        elif not told.strip():
            is_open = False
        at += len(told) + 1


@cache
def _parser(has_tables: bool) -> MarkdownIt:
    """A parser of blocks alone, which takes HTML for text, as it will be when it is shown."""
    parser = MarkdownIt("commonmark").disable(["html_block", "reference"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser.enable("table") if has_tables else parser


def _lines_of(tokens: list[Token]) -> set[int]:
    blocks = (token.map for token in tokens if token.type in ("fence", "code_block") and token.map)
    return {line for first, last in blocks for line in range(first, last)}


def _spans_of(lines: set[int], text: str) -> Iterator[Span]:
    """Runs of these lines as places in the text."""
    at, since = 0, None
    for number, told in enumerate(text.split("\n")):
        if number in lines:
            since = at if since is None else since
        elif since is not None:
            yield since, at
            since = None
        at += len(told) + 1
    if since is not None:
        yield since, len(text)


def _closing(tokens: list[Token]) -> str:
    last = tokens[-1] if tokens else None
    if last is None or last.type != "fence" or last.map is None:
        return ""
    first, end = last.map
    # The fence that opens it, what is in it, and perhaps one that closes it.
    return f"\n{last.markup}" if last.content.count("\n") == end - first - 1 else ""


def _in_cells(told: str, bar: re.Pattern[str]) -> set[Span]:
    """The code of a line that is a row of a table."""
    found, at = set(), 0
    for cell in bar.split(told):
        found |= {(at + start, at + end) for start, end in _within(cell)[0]}
        at += len(cell) + 1
    return found


def _within(told: str) -> tuple[list[Span], bool]:
    """The code of a line, and whether all that opens is closed. A backslash makes a sign of the backtick behind it."""
    runs = [(*run.span(2), len(run[1]) % 2) for run in _TICKS.finditer(told)]
    ends: list[int | None] = []
    known: dict[int, int] = {}
    for place in range(len(runs) - 1, -1, -1):
        start, end, escaped = runs[place]
        ends.append(known.get(end - start - escaped))
        known[end - start] = place
    spans, place, is_closed = [], 0, True
    while place < len(runs):
        start, end, escaped = runs[place]
        closing = ends[-1 - place]
        if closing is None:
            is_closed = is_closed and end - start == escaped
        else:
            spans.append((start + escaped, runs[closing][1]))
        place = (place if closing is None else closing) + 1
    return spans, is_closed
