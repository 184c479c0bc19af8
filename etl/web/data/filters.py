"""The conversations that a page shows and an export writes: one filter for both."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from etl.categorize.labels import Key, labels, marks
from etl.search.find import Matching
from etl.search.indexed import Found
from etl.web.data.database import Desk, cached
from etl.web.data.searching import searched
from etl.web.errors import Refused

Row = dict[str, Any]

UNKNOWN = "Unknown"
"""The month, week or year of a conversation without a time."""

_FILTERS = ("provider", "model", "project", "conversation_id")
_SORTS: dict[str, Callable[[Row], Any]] = {
    "newest": lambda row: row["created"] or datetime.min,
    "oldest": lambda row: row["created"] or datetime.max,
    "title": lambda row: (row["title"] or "").casefold(),
    "longest": lambda row: row["messages"],
}
_DOWN = ("newest", "longest")
_DONE = ("all", "done", "open")


def filtered(desk: Desk, filters: Mapping[str, str]) -> list[Row]:
    """The conversations that pass all filters, each with its category and whether it is done.

    Filters, each optional: q and in (titles, messages, both), category, provider, model, project, conversation_id,
    month (2025-06), year, since, until (local days), done (all, done, open), sort (newest, oldest, title, longest;
    without one, those that q finds are the best first, others the newest). ``created`` and ``updated`` of a row are
    local times. Raises Refused naming the filter whose value means nothing.
    """
    return narrowed(desk, filters, searched(desk, filters))


def narrowed(desk: Desk, filters: Mapping[str, str], found: Matching | None) -> list[Row]:
    """The same of what searched() found, each with its ``match`` there: None finds all."""
    done, sort = (
        _one_of(name, filters.get(name, ""), allowed) for name, allowed in (("done", _DONE), ("sort", tuple(_SORTS)))
    )
    days = [_day(name, filters.get(name, "")) for name in ("since", "until")]
    rows = _read(desk, filters)
    if found is not None:
        rows = _matching(rows, found.found)
    wanted = {name: filters[name] for name in ("category", "month", "year") if filters.get(name)}
    left = [
        row
        for row in _labelled(desk, rows)
        if all(row[name] == value for name, value in wanted.items())
        and _is_between(row, *days)
        and (done == "all" or row["is_done"] == (done == "done"))
    ]
    is_ordered = sort == "newest" and (found is None or not filters.get("sort"))
    return left if is_ordered else sorted(left, key=_SORTS[sort], reverse=sort in _DOWN)


def key(row: Mapping[str, Any]) -> Key:
    """What a conversation is known by: provider, account ('' where the export names none), id."""
    return row["provider"], row["account_id"], row["conversation_id"]


def zone(desk: Desk) -> tzinfo:
    """The user's time zone, read once for each database."""
    return cached(desk, ("zone",), lambda: _zone(desk))


def _zone(desk: Desk) -> tzinfo:
    with desk.connection() as connection:
        ((name,),) = connection.execute("select timezone from v1.about").fetchall()
    return ZoneInfo(name) if name else UTC


def _read(desk: Desk, filters: Mapping[str, str]) -> list[Row]:
    """Rows of one's own, with local times; where nothing narrows them, they are read once for each database."""
    if any(filters.get(name) for name in _FILTERS):
        return _timed(desk, _rows(desk, filters))
    return [row.copy() for row in cached(desk, ("filtered",), lambda: _timed(desk, _rows(desk, {})))]


def _rows(desk: Desk, filters: Mapping[str, str]) -> list[Row]:
    return desk.ask("filtered", {name: filters.get(name) or None for name in _FILTERS})


def _matching(rows: Sequence[Row], found: Sequence[Found]) -> list[Row]:
    """The rows that were found, in the order of that."""
    known = {key(row): row for row in rows}
    return [known[one.key] | {"match": one} for one in found if one.key in known]


def _labelled(desk: Desk, found: list[Row]) -> list[Row]:
    filed, done = labels(desk.path), marks(desk.path)
    for row in found:
        name = key(row)
        label = filed.get(name)
        row["category"], row["basis"], row["reason"] = (
            (label.category, label.basis, label.reason) if label else (None, None, None)
        )
        row["is_done"] = name in done
    return found


def _timed(desk: Desk, found: list[Row]) -> list[Row]:
    here = zone(desk)
    for row in found:
        row["created"], row["updated"] = _local(row.pop("created_at"), here), _local(row.pop("updated_at"), here)
        at = row["created"] or row["first_day"]
        row["month"], row["year"], row["week"] = _spans(at) if at else (UNKNOWN, UNKNOWN, UNKNOWN)
    return found


def _spans(at: date) -> tuple[str, str, str]:
    """Month, year and ISO week; strftime takes ten times as long."""
    week = at.isocalendar()
    return f"{at.year:04}-{at.month:02}", f"{at.year:04}", f"{week.year:04}-W{week.week:02}"


def _local(at: datetime | None, here: tzinfo) -> datetime | None:
    return at and at.replace(tzinfo=UTC).astimezone(here).replace(tzinfo=None)


def _is_between(row: Row, since: date | None, until: date | None) -> bool:
    day = row["created"].date() if row["created"] else row["first_day"]
    if day is None:
        return since is None and until is None
    return (since is None or day >= since) and (until is None or day <= until)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value and value not in allowed:
        raise Refused(400, f"{name} is one of: {', '.join(allowed)}.", name)
    return value or allowed[0]


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(400, f"{name} is a day, like 2025-01-31.", name) from None
