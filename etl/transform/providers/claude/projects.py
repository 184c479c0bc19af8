"""Projects with what was put into them: projects.json (until 2026), projects/<uuid>.json."""

from collections.abc import Iterator
from typing import Any

from etl.rows.companions import Project, ProjectDocument
from etl.transform.providers.coerce import flag, items, mapping, micros, text


def read(value: Any) -> Iterator[Project | ProjectDocument]:
    """A row a project, and one a document of it. Other JSON files of that name give none."""
    for entry in items(value) if isinstance(value, list) else [value]:
        project_id = text(mapping(entry).get("uuid"))
        if project_id is None:
            continue
        yield Project(
            project_id,
            name=text(entry.get("name")),
            description=text(entry.get("description")),
            prompt_template=text(entry.get("prompt_template")),
            is_private=flag(entry.get("is_private")),
            is_starter=flag(entry.get("is_starter_project")),
            created_at=micros(entry.get("created_at")),
            updated_at=micros(entry.get("updated_at")),
        )
        for place, document in enumerate(items(entry.get("docs"))):
            if isinstance(document, dict):
                yield ProjectDocument(
                    project_id,
                    text(document.get("uuid")) or f"missing-{place}",
                    file_name=text(document.get("filename")),
                    content=text(document.get("content")),
                    created_at=micros(document.get("created_at")),
                )
