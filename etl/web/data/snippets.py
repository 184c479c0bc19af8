"""What messages say around a searched text."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from etl import assets
from etl.categorize.labels import Key
from etl.web.data.database import rows
from etl.web.data.filters import key

_BOUND = {
    "providers": "provider",
    "accounts": "account_id",
    "conversations": "conversation_id",
    "nodes": "node_id",
    "revisions": "revision",
}


def snippets(
    connection: duckdb.DuckDBPyConnection, hits: Sequence[Mapping[str, Any]], text: str
) -> dict[Key, dict[str, Any]]:
    """The first passage of each conversation, by its key; ``hits`` are rows of queries/web/hits.sql with a node."""
    if not hits:
        return {}
    bound = {name: [hit[column] for hit in hits] for name, column in _BOUND.items()}
    return {key(row): row for row in rows(connection, assets.web_queries()["snippets"], bound | {"text": text})}
