"""Conversations by category, month or year, in the shape that organisers of ChatGPT exports write and read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from etl.web.data.filters import UNKNOWN, Row

MODES = ("category", "month", "year")
NOWHERE = "Uncategorized"
_MINUTE = "%Y-%m-%d %H:%M"


def organised(rows: Sequence[Row], mode: str) -> dict[str, Any]:
    """summary, and categories{name: [item]} or time_periods{"June 2025" or "2025": {"All": [item]}}.

    An item is title, id, create_time, update_time (local), message_count, by category also category.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(_group(row, mode), []).append(_item(row, mode))
    is_by_category = mode == "category"
    summary = {
        "total_conversations": len(rows),
        "total_categories" if is_by_category else "total_groups": len(groups),
        "generated_at": datetime.now().isoformat(timespec="seconds"),
        "organize_mode": mode,
    }
    if is_by_category:
        return {"summary": summary, "categories": groups}
    return {"summary": summary, "time_periods": {name: {"All": items} for name, items in groups.items()}}


def _group(row: Row, mode: str) -> str:
    if mode == "category":
        return row["category"] or NOWHERE
    if mode == "year" or row["month"] == UNKNOWN:
        return str(row["year"])
    return f"{datetime.strptime(row['month'], '%Y-%m'):%B %Y}"


def _item(row: Row, mode: str) -> dict[str, Any]:
    times = {name: row[at].strftime(_MINUTE) if row[at] else None for name, at in _TIMES.items()}
    item = {
        "title": row["title"] or "Untitled",
        "id": row["conversation_id"],
        **times,
        "message_count": row["messages"],
    }
    return item | ({"category": row["category"] or NOWHERE} if mode == "category" else {})


_TIMES = {"create_time": "created", "update_time": "updated"}
