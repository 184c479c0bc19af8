"""Searches, and pages that were opened: what the model read of the web."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl.rows.details import Citation, ToolCall
from etl.rows.message import Message
from etl.transform.providers.coerce import items, mapping, micros, text
from etl.transform.providers.deepseek.reading import Reading

TOOLS = {
    "SEARCH": "web_search",
    "TOOL_SEARCH": "web_search",
    "TOOL_OPEN": "open_page",
    "TOOL_FIND": "find_in_page",
    "READ_LINK": "read_link",
}
"""The tool behind a fragment, by a name of ours: the export gives it none."""

_PAGE = ("title", "url", "snippet", "content", "text")
"""The fields of a page that bear text, in their order."""
_QUIET = frozenset({"type", "id", "stage_id", "status", "elapsed_secs", "references", "queries", "hide"})
"""Fields that say nothing the model read."""


def read_tool(row: Message, held: Mapping[str, Any], reading: Reading) -> None:
    """What a search found and a page says is what the model read; each page is a citation as well."""
    row.role, row.author_name, row.kind = "tool", TOOLS[row.content_type or ""], "browsing"
    if held.get("content") is not None:
        reading.say(row, held["content"])
    single = held.get("result")
    pages = [mapping(one) for one in (*items(held.get("results")), *items(single), single)]
    pages = [page for page in (*pages, {"url": held.get("url"), "title": held.get("title")}) if any(page.values())]
    pieces = [row.text, *(text(page.get(name)) or "" for page in pages for name in _PAGE)]
    pieces = [piece for piece in pieces if piece]
    row.text, row.characters = "\n".join(pieces), sum(map(len, pieces))
    if not pieces and any(value for name, value in held.items() if name not in _QUIET):
        reading.notes.odd("a known content type whose words stand elsewhere", row.node_id, row.content_type)
        reading.keep(row, held)
    for ordinal, page in enumerate([page for page in pages if page.get("url") or page.get("title")]):
        url, title = text(page.get("url")), text(page.get("title"))
        published = micros(page.get("published_at"))
        reading.details.append(
            Citation(row.node_id, ordinal, "webpage", "results", url=url, title=title, published_at=published)
        )


def calls(messages: Sequence[Message]) -> Iterator[ToolCall]:
    """A row a use of a tool: the export shows what was found, not always what was asked."""
    tools = frozenset(TOOLS.values())
    for ordinal, row in enumerate(one for one in messages if one.role == "tool" and one.author_name in tools):
        yield ToolCall(
            ordinal,
            row.node_id,
            None,
            row.author_name or "",
            "browse",
            result_node_id=row.node_id,
            results=1,
            result_characters=row.characters,
            status="success",
            started_at=row.created_at if row.created_at_basis == "message" else None,
            is_current=row.is_current,
        )
