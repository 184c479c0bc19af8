"""Where is that chat, and what was said in it?"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

import duckdb

from etl import assets
from etl.errors import QueryError
from etl.export.branches import Step, way
from etl.mcp.figures import PATIENCE
from etl.mcp.quoting import BODY, Answer, Settings, cut, fitting, shown
from etl.reporting.formats.humanize import count
from etl.reporting.redact import unchanged
from etl.reporting.reports.connection import connect
from etl.search.find import find
from etl.search.hits import Hit
from etl.search.listing import total
from etl.search.snippets import Snippet

_LONGEST = 20_000
"""Characters of a message that are looked at."""

_TITLE, _NAME = 200, 300
_PART, _ALONE = 1_500, 6_300
"""Characters of a message that are told, and of one that is asked for alone."""

Row = Mapping[str, Any]


def search(settings: Settings, question: str, limit: int, offset: int) -> Answer:
    """The chats that answer a question of the grammar of search, best first.

    Raises SettingError where the question means nothing, DatabaseError as connect().
    """
    with closing(connect(settings.database, patience=PATIENCE)) as connection:
        found = find(connection, settings.database, question, limit, offset)
    entries = ["\n".join(_found(settings, place, hit)) for place, hit in enumerate(found.hits, offset + 1)]
    about = shown(total(found, "that").partition("; the first")[0], _NAME, settings.hide)
    kept = fitting(entries, BODY - len(about) - 1)
    after = offset + len(kept)
    more = f"For the next ask again with offset={after}." if after < found.chats else ""
    return Answer("What was found, best first.", (about, *kept), more)


def conversation(settings: Settings, name: str, start: int, messages: int, branch: str | None) -> Answer:
    """Some messages of a chat, of the path that is shown or of the one through the node ``branch``.

    Raises QueryError where there is no such chat, node or message; DatabaseError as connect().
    """
    queries = assets.web_queries()
    with closing(connect(settings.database, patience=PATIENCE)) as connection:
        about = _one(_rows(connection, assets.mcp_queries()["chat"], {"name": name}))
        key = {column: about[column] for column in ("provider", "account_id", "conversation_id")}
        steps = _steps(_rows(connection, queries["nodes"], key), branch)
        if start > max(1, len(steps)):
            raise QueryError(
                f"The chat has {count(len(steps), 'message', 'messages')} on this branch; ask from one of them."
            )
        asked = steps[start - 1 : start - 1 + messages]
        bound = {**key, "nodes": [step.node for step in asked], "longest": _LONGEST}
        texts = {row["node_id"]: row for row in _rows(connection, queries["texts"], bound)}
    longest = _ALONE if messages == 1 else _PART
    head = f"title: {shown(about['title'] or '', _TITLE, settings.hide)}"
    room = BODY - len(head) - 2
    told = [
        # One message has always room, however many lines it has: else nobody could go on behind it.
        cut("\n".join(_said(settings, texts[step.node], step, f"{place} of {len(steps)}", longest)), room)
        for place, step in enumerate(asked, start)
    ]
    kept = fitting(told, room + 1)
    return Answer(_about(about, len(steps)), (head, *kept), _go_on(start + len(kept), len(steps), branch))


def _one(found: Sequence[Row]) -> Row:
    if not found:
        raise QueryError("There is no chat of this id; the tool search tells ids.")
    if len(found) > 1:
        raise QueryError("Several chats have this id; ask for PROVIDER/ACCOUNT/ID, as v1.conversations has them.")
    return found[0]


def _steps(nodes: Sequence[Row], branch: str | None) -> list[Step]:
    """The messages on the way, without what stands behind the talk."""
    if branch is not None and branch not in {node["node_id"] for node in nodes}:
        raise QueryError("The chat has no such node; leave out branch for the path that is shown.")
    behind = {node["node_id"] for node in nodes if node["is_behind"]}
    return [step for step in way(nodes, branch) if step.node not in behind]


def _found(settings: Settings, place: int, hit: Hit) -> Iterator[str]:
    day = hit.day.isoformat() if hit.day else None
    facts = (day, hit.model, hit.provider, f"{count(hit.matches, 'message', 'messages')} found")
    yield f"{place}. {_marked(settings, hit.title) or '(without a title)'}"
    yield "   " + shown(", ".join(filter(None, facts)), _NAME, unchanged)
    yield f"   id: {shown(hit.conversation_id, _NAME, unchanged)}"
    if hit.passage.text:
        yield f"   {shown(hit.role or 'somebody', _NAME, unchanged)}: {_marked(settings, hit.passage)}"


def _marked(settings: Settings, piece: Snippet) -> str:
    """A piece with its marks; where something is to be hidden without, and without words that may be parts of one."""
    if settings.hide is unchanged:
        return shown(piece.marked("«", "»"), 2 * _TITLE, unchanged)
    text = piece.text
    if text.startswith("…"):
        text = f"… {text.partition(' ')[2]}"
    if text.endswith("…"):
        text = f"{text.rpartition(' ')[0]} …"
    return shown(text, 2 * _TITLE, settings.hide)


def _said(settings: Settings, row: Row, step: Step, place: str, longest: int) -> Iterator[str]:
    """A message: its head, then its text, every line behind a > so that none of them can look like a head."""
    at = row["created_at"] and f"{row['created_at']:%Y-%m-%d %H:%M} UTC"
    kind = row["kind"] if row["kind"] != "text" else None
    facts = ", ".join(filter(None, (row["role"], row["author_name"], row["model"], kind, at)))
    yield f"[{place}] {shown(facts, _NAME, settings.hide)}"
    if step.siblings > 1:
        other = shown(step.after or step.before or "", _NAME, unchanged)
        yield f"(version {step.place} of {step.siblings}; another is branch={other})"
    text = row["text"] or (f"({row['omitted']})" if row["omitted"] else "")
    for line in shown(text, longest, settings.hide, is_one_line=False).split("\n"):
        yield f"> {line}"


def _about(about: Row, messages: int) -> str:
    days = " to ".join(dict.fromkeys(str(about[day]) for day in ("first_day", "last_day") if about[day]))
    return f"A chat with {count(messages, 'message', 'messages')} on this branch, {days or 'of unknown time'}."


def _go_on(following: int, messages: int, branch: str | None) -> str:
    cut_texts = "A text that ends with … is longer: ask for it alone with messages=1, and for the rest with sql."
    if following > messages:
        return f"These were the last messages. {cut_texts}"
    same = " and the same branch" if branch else ""
    return f"Go on with from={following}{same}. {cut_texts}"


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, bound: Mapping[str, object]) -> list[dict[str, Any]]:
    connection.execute(sql, dict(bound))
    names = [str(column[0]) for column in connection.description or []]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]
