"""What was found, for eyes and for programs."""

from collections.abc import Iterator

from etl.reporting.formats.humanize import count
from etl.reporting.formats.values import spelt
from etl.reporting.reports.table import Table
from etl.search.find import Answer
from etl.search.hits import Hit
from etl.search.snippets import Snippet

COLUMNS = {
    "title": "VARCHAR",
    "day": "DATE",
    "model": "VARCHAR",
    "role": "VARCHAR",
    "snippet": "VARCHAR",
    "matches": "BIGINT",
    "provider": "VARCHAR",
    "account_id": "VARCHAR",
    "conversation_id": "VARCHAR",
    "node_id": "VARCHAR",
    "url": "VARCHAR",
}
"""The columns that programs get, with their types; what was found stands between « and »."""

_UNTITLED = "(without a title)"
_BOLD, _PLAIN = "\033[1m", "\033[22m"


def table(answer: Answer) -> Table:
    """What was found, a row a chat."""
    about: dict[str, object] = {"conversations": answer.chats, "messages": answer.messages}
    about |= {"at_least": answer.is_more, "instead": answer.instead}
    return Table("search", tuple(COLUMNS), tuple(COLUMNS.values()), [_row(hit) for hit in answer.hits], about=about)


def lines(answer: Answer, width: int, is_bold: bool) -> Iterator[str]:
    """What was found, three lines a chat: its title and where it belongs, what is said there, its address."""
    signs = (_BOLD, _PLAIN) if is_bold else ("«", "»")
    for hit in answer.hits:
        facts = "  ".join(filter(None, (hit.day.isoformat() if hit.day else "", hit.model or "", hit.provider)))
        title = hit.title if hit.title.text.strip() else Snippet(_UNTITLED)
        yield _with_facts(_fitted(title, max(20, width - len(facts) - 2)), facts, width, signs)
        passage = _fitted(hit.passage, width - 2 - 2 * len(hit.passage.marks) * (not is_bold))
        if passage.text:
            yield f"  {_shown(passage, signs)}"
        yield f"  {spelt(hit.url or hit.conversation_id)}"
        yield ""


def total(answer: Answer, text: str) -> str:
    """How much was found, in a sentence; what was searched instead where it was other words."""
    least, text = "at least " if answer.is_more else "", spelt(text)
    if not answer.chats:
        return f"Nothing holds {text}."
    chats, messages = count(answer.chats, "chat", "chats"), count(answer.messages, "message", "messages")
    found = f"{least}{chats}, {least}{messages}"
    shown = f"; the first {len(answer.hits)} are shown" if len(answer.hits) < answer.chats else ""
    if answer.instead:
        return f"Nothing holds {text}; {spelt(answer.instead)} is in {found}{shown}."
    return f"{found[0].upper()}{found[1:]}{shown}."


def _row(hit: Hit) -> tuple[object, ...]:
    title = hit.title.text or None
    told = hit.passage.marked("«", "»")
    place = (hit.provider, hit.account_id or None, hit.conversation_id, hit.node_id, hit.url)
    return (title, hit.day, hit.model, hit.role, told, hit.matches, *place)


def _fitted(text: Snippet, width: int) -> Snippet:
    """As much of a text as has room in a line, around the first thing that was found."""
    from rich.cells import cell_len, chop_cells

    line = " ".join(text.text.split()) if "\n" in text.text else text.text
    if line != text.text or cell_len(line) <= width:
        return text if line == text.text else Snippet(line)
    begin = 0
    if text.marks and cell_len(line[: text.marks[0][1]]) > width:
        begin = text.marks[0][0]
    before = "…" if begin else ""
    piece = before + chop_cells(line[begin:], width - 1 - len(before))[0] + "…"
    moved = len(before) - begin
    marks = [(start + moved, min(stop + moved, len(piece) - 1)) for start, stop in text.marks]
    return Snippet(piece, tuple(mark for mark in marks if 0 <= mark[0] < mark[1]))


def _with_facts(title: Snippet, facts: str, width: int, signs: tuple[str, str]) -> str:
    from rich.cells import cell_len

    signs_too = 0 if signs[0] == _BOLD else 2 * len(title.marks)
    room = " " * max(2, width - cell_len(title.text) - signs_too - cell_len(facts))
    return f"{_shown(title, signs)}{room}{spelt(facts)}"


def _shown(text: Snippet, signs: tuple[str, str]) -> str:
    """The text with its marks, and nothing in it that could move a cursor or turn the reading round."""
    return text.marked(*signs, legible=spelt)
