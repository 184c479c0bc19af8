"""/api/export: the conversations that the filters leave, as a file."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from etl.export import records
from etl.export.conversation import Conversation, Message
from etl.export.markdown.page import page
from etl.export.names import clean
from etl.export.query import conversations, opened
from etl.export.selection import Choice, Outcome, keep
from etl.reporting.formats.serialize import csv_line
from etl.reporting.formats.values import literal
from etl.web.data.database import Desk, one_of
from etl.web.data.filters import Row, filtered, key, zone
from etl.web.data.organizer import MODES, organised
from etl.web.services import desk

_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "jsonl": "application/x-ndjson",
}
_COLUMNS = (
    *("provider", "account_id", "conversation_id", "title", "url", "created", "updated", "category", "basis"),
    *("is_done", "model", "project", "messages", "tokens"),
)

_BYTES = 100
"""Of a name, which a file system takes and a header may hold."""

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def export(request: Request) -> Response:
    """``form``: json (the shape of /api/result; organize_mode as there), csv (a row a conversation), md or jsonl (with
    their messages). Filters are those of the conversations page."""
    asked, place = request.query_params, desk(request)
    form = asked.get("form", "json")
    kind = one_of("form", form, _TYPES)
    mode = one_of("organize_mode", asked.get("organize_mode", "category"), dict(zip(MODES, MODES, strict=True)))
    rows = filtered(place, asked)
    title = rows[0]["title"] if asked.get("conversation_id") and len(rows) == 1 else f"chats {date.today():%Y-%m-%d}"
    headers = {"content-disposition": disposition(title, form)}
    return StreamingResponse(_pieces(place, rows, form, mode), media_type=kind, headers=headers)


def disposition(title: str | None, suffix: str) -> str:
    """A Content-Disposition by which a browser stores an answer under a title (RFC 6266)."""
    name = clean(title, _BYTES)
    if name.split(".")[0].strip().lower() in _DEVICES:
        name = f"_{name}"
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%;' else "_" for c in name)
    return f"attachment; filename=\"{plain}.{suffix}\"; filename*=UTF-8''{quote(name, safe='')}.{suffix}"


def _pieces(place: Desk, rows: Sequence[Row], form: str, mode: str) -> Iterator[str]:
    if form == "json":
        yield literal(organised(rows, mode)) + "\n"
    elif form == "csv":
        yield csv_line(_COLUMNS)
        yield from (csv_line([row[name] for name in _COLUMNS]) for row in rows)
    else:
        yield from _whole(place, rows, _written(place, form))


def _written(place: Desk, form: str) -> Callable[[Conversation, list[Message]], str]:
    if form == "jsonl":
        return records.json_line
    here = zone(place)
    return lambda conversation, kept: page(conversation, kept, here) + "\n"


def _whole(place: Desk, rows: Sequence[Row], written: Callable[[Conversation, list[Message]], str]) -> Iterator[str]:
    """The shown messages of the conversations, a few of which are held at a time."""
    wanted: set[Any] = {key(row) for row in rows}
    choice = Choice()
    with place.permit() as database, opened(database) as connection:
        for one in conversations(connection, choice, as_stored=True):
            if (one.provider, one.account_id or "", one.conversation_id) in wanted:
                kept = keep(one, choice, Outcome())
                if kept:
                    yield written(one, kept)


ROUTES: list[BaseRoute] = [Route("/export", export)]
