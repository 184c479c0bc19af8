"""What Claude remembers: memories.json (2025), memories/<user>.json."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.rows.companions import Memory
from etl.transform.providers.coerce import as_json, items, mapping, micros, text


def read(value: Any) -> Iterator[Memory]:
    """One row for what comes from all conversations, one a project, one a file of memory."""
    for entry in items(value) if isinstance(value, list) else [value]:
        raw = mapping(entry)
        general = text(raw.get("conversations_memory"))
        if general:
            yield Memory("conversations", "conversations", content=general)
        yield from _of_projects(raw.get("project_memories"))
        for file in items(raw.get("memory_files")):
            path = text(mapping(file).get("path"))
            if path:
                changed = micros(file.get("updated_at"))
                yield Memory(f"file:{path}", "file", path=path, content=text(file.get("content")), updated_at=changed)


def _of_projects(value: object) -> Iterator[Memory]:
    """{project: text} or a list of objects that name the project."""
    found: Mapping[Any, Any] = mapping(value)
    for one in items(value):
        raw = mapping(one)
        found = {**found, text(raw.get("project_uuid")): raw.get("memory", raw.get("content"))}
    for project_id, told in found.items():
        if project_id and told:
            content = told if isinstance(told, str) else as_json(told)
            yield Memory(f"project:{project_id}", "project", project_id=project_id, content=content)
