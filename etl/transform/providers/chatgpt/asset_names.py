"""Tables that give the files of an export their readable names (2026 on)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from etl.rows.companions import Companion, File
from etl.transform.providers.coerce import items, long, mapping, micros, text


def library(value: Any) -> Iterator[File]:
    """library_files.json: every file ever uploaded or made, with type, size and digest."""
    for entry in items(value):
        file_id = text(mapping(entry).get("file_id"))
        if file_id:
            yield File(
                file_id,
                "library_files",
                file_name=text(entry.get("file_name")),
                mime_type=text(entry.get("mime_type")),
                bytes=long(entry.get("file_size_bytes")),
                sha256=text(entry.get("sha256_digest")),
                category=text(entry.get("library_file_category")),
                conversation_id=text(entry.get("origination_thread_id")),
                message_id=text(entry.get("origination_message_id")),
                created_at=_created(entry),
            )


def names(value: Any) -> Iterator[File]:
    """conversation_asset_file_names.json: {"file-….dat": "photo.jpg"}."""
    for member, name in mapping(value).items():
        yield File(file_id(member), "conversation_asset_file_names", file_name=text(name))


def file_id(member: str) -> str:
    """The id in a member's name: without folders and the ending .dat."""
    return member.replace("\\", "/").rpartition("/")[2].removesuffix(".dat")


def _created(entry: Mapping[str, Any]) -> Any:
    created = micros(entry.get("created_at"))
    return micros(entry.get("file_upload_time")) if created is None else created


TABLES: Mapping[str, Callable[[Any], Iterator[Companion]]] = {
    "library_files.json": library,
    "conversation_asset_file_names.json": names,
}
"""The members that name files, and how each is read."""
