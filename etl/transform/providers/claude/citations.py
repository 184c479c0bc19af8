"""Sources that a text names: the citations of its blocks."""

from collections.abc import Iterator, Sequence
from typing import Any

from etl.rows.details import Citation
from etl.transform.providers.coerce import items, mapping, text, whole

_KINDS = {"web_search_citation": "webpage"}


def read(node_id: str, blocks: Sequence[Any]) -> Iterator[Citation]:
    """A row a citation; the spans of later blocks are moved to where their text stands in the row's."""
    ordinal = begin = 0
    for block in blocks:
        for entry in items(block.get("citations")):
            if isinstance(entry, dict):
                yield _row(entry, node_id, ordinal, begin)
                ordinal += 1
        begin += len(block["text"]) + 1 if type(block["text"]) is str else 0


def _row(entry: dict[str, Any], node_id: str, ordinal: int, begin: int) -> Citation:
    details = mapping(entry.get("details"))
    kind = text(details.get("type")) or text(entry.get("type")) or "unknown"
    start, end = whole(entry.get("start_index")), whole(entry.get("end_index"))
    return Citation(
        node_id,
        ordinal,
        _KINDS.get(kind, kind),
        "citations",
        url=text(details.get("url")) or text(entry.get("url")),
        title=text(entry.get("title")) or text(details.get("title")),
        quote=text(details.get("cited_text")) or text(entry.get("cited_text")),
        start_index=None if start is None else whole(start + begin),
        end_index=None if end is None else whole(end + begin),
    )
