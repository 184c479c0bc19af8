"""Requests put straight into a database with three conversations: what views of costs say is counted by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal

import duckdb

from tests.reporting.report_cases import insert
from tests.warehouse.blank_database import lay

AMOUNTS = (
    *("usd_text_once", "usd_visible_nocache", "usd_cache_strict", "usd_cache_default", "usd_cache_best"),
    *("usd_reasoning_shown", "usd_images_low", "usd_images_high", "usd_low", "usd_mid", "usd_high"),
)
"""The amounts of a request that views add up."""

TOKENS = ("input_once", "input_visible", "output_visible", "reasoning_shown", "cached_default")
"""The tokens of a request that views add up."""

UNPRICED = ("unmapped", "unpriced")

Chat = dict[str, object]

BREAD: Chat = {"provider": "chatgpt", "account_id": "ann", "conversation_id": "bread", "revision": 11}
TRAINS: Chat = {"provider": "chatgpt", "account_id": "ann", "conversation_id": "trains", "revision": 12}
OWLS: Chat = {"provider": "claude", "account_id": None, "conversation_id": "owls", "revision": 13}
CHATS = (BREAD, TRAINS, OWLS)
PROJECTS = {"bread": "g-p-1", "trains": None, "owls": None}
BEGAN = datetime(2024, 9, 30, 23, 30)

_CALENDAR = (
    "insert into core.dim_date by name select range::date as day, date_trunc('month', range)::date as month "
    "from range(timestamp '2024-01-01', timestamp '2025-01-01', interval 1 day)"
)


def database() -> duckdb.DuckDBPyConnection:
    """A database in memory: two providers, the three conversations and a calendar of 2024, but no request yet."""
    connection = duckdb.connect()
    lay(connection)
    connection.execute(_CALENDAR)
    for provider, vendor in (("chatgpt", "openai"), ("claude", "anthropic")):
        insert(connection, "providers", provider=provider, vendor=vendor)
    for chat in CHATS:
        name = str(chat["conversation_id"])
        own = {"title": f"About {name}", "project_id": PROJECTS[name], "created_at": BEGAN}
        insert(connection, "conversations", **chat, **own)
    return connection


@contextmanager
def taken_back(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """What is put into a database within is out of it afterwards."""
    connection.begin()
    try:
        yield connection
    finally:
        connection.rollback()


def request(
    connection: duckdb.DuckDBPyConnection,
    chat: Chat,
    day: str | None,
    usd: int | None,
    tokens: int = 1,
    status: str = "mapped",
    **fields: object,
) -> None:
    """One request.

    ``usd`` is its first amount in millionths of a dollar, twice that the second, three times that the third and
    so on; the same with ``tokens``. So no column's sum can be taken for another's.
    """
    row: dict[str, object] = {"price_status": status, "model_slug": "gpt-4o", "is_current": True, "images": 0}
    row |= {name: place * tokens for place, name in enumerate(TOKENS, start=1)}
    if usd is not None:
        row |= {name: millionths(place * usd) for place, name in enumerate(AMOUNTS, start=1)}
    local = date.fromisoformat(day) if day else None
    insert(connection, "requests", **chat, local_date=local, **row | fields)


def millionths(count: int) -> Decimal:
    """So many millionths of a dollar."""
    return Decimal(count).scaleb(-6)


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    """What a query says, months and days as text."""
    found = connection.execute(sql).fetchall()
    return [tuple(str(value) if isinstance(value, date) else value for value in row) for row in found]
