"""Sources that a message names: citations (2023 on) and content references (2024 on)."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.rows.details import Citation
from etl.transform.providers.coerce import items, mapping, micros, text, whole

_LISTS = ("items", "sources", "images", "refs", "products", "supporting_websites", "fallback_items")
_DEEPEST = 3


def of_citations(value: object, node_id: str) -> Iterator[Citation]:
    """The rows of metadata.citations: each a span of the text and what stands behind it."""
    for entry in items(value):
        if not isinstance(entry, dict):
            continue
        behind = mapping(entry.get("metadata"))
        kind = text(behind.get("type")) or text(entry.get("citation_format_type")) or "unknown"
        row = _row(behind, node_id, kind, "citations")
        row.quote = text(behind.get("text"))
        row.start_index, row.end_index = whole(entry.get("start_ix")), whole(entry.get("end_ix"))
        if _says_something(row) or row.start_index is not None:
            yield row


def of_references(value: object, node_id: str) -> Iterator[Citation]:
    """The rows of metadata.content_references: one a source, also where one mark stands for several."""
    for entry in items(value):
        if not isinstance(entry, dict):
            continue
        kind = text(entry.get("type")) or "unknown"
        for row in _sources(entry, node_id, kind, 0):
            row.marker = text(entry.get("matched_text"))
            row.start_index, row.end_index = whole(entry.get("start_idx")), whole(entry.get("end_idx"))
            yield row


def _sources(entry: Mapping[str, Any], node_id: str, kind: str, depth: int) -> Iterator[Citation]:
    row = _row(entry, node_id, kind, "content_references")
    if _says_something(row):
        row.quote = text(entry.get("snippet"))
        yield row
    if depth < _DEEPEST:
        for name in _LISTS:
            for inner in items(entry.get(name)):
                if isinstance(inner, dict):
                    yield from _sources(inner, node_id, kind, depth + 1)


def _row(source: Mapping[str, Any], node_id: str, kind: str, origin: str) -> Citation:
    return Citation(
        node_id,
        0,
        kind,
        origin,
        url=text(source.get("url")) or text(source.get("content_url")),
        title=text(source.get("title")) or text(source.get("name")),
        file_id=text(source.get("file_id")) or (text(source.get("id")) if kind == "file" else None),
        published_at=micros(source.get("pub_date")),
    )


def _says_something(row: Citation) -> bool:
    return bool(row.url or row.title or row.file_id)
