"""The members of an export beside its conversations: whose it is, its projects, what Claude remembers."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from etl.extract.archive import Member
from etl.rows.companions import Account, Companion, Memory, Project, ProjectDocument
from etl.rows.loads import Issue
from etl.transform.providers.claude.frames import frames
from etl.transform.providers.coerce import as_json, flag, items, mapping, micros, text
from etl.transform.providers.companion_files import Rows, plain_name, read_json

_UNREAD = re.compile(
    r"(?:^|/)(?:(design_chats|reflections)/|artifacts/[^/]+/(comments)|artifacts/[^/]+/artifact_(comments))"
    r"(?:[^/]*)\.json$",
    re.IGNORECASE,
)


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """Read the members that I know and that hold no conversations, each with its rows.

    A member that cannot be read gives an Issue instead of rows, never an exception. Of other products' chats and of
    comments the first member gives a note: they are listed, and not read.
    """
    told: set[str] = set()
    published = {member.name: rows for member, rows in frames(members)}
    for member in members:
        name = plain_name(member)
        reader = next((found for pattern, found in READERS if pattern.search(name)), None)
        unread = _UNREAD.search(name)
        if member.is_conversations:
            continue
        if member.name in published:
            yield member, published[member.name]
        elif reader is not None:
            yield member, read_json(member, reader)
        elif unread and (what := next(filter(None, unread.groups())).lower()) not in told:
            told.add(what)
            yield member, [Issue("note", "listed, not read", member.name, detail=what)]


def accounts(value: Any) -> Iterator[Account]:
    """users.json. The telephone number in it is not stored."""
    for user in items(value) if isinstance(value, list) else [value]:
        account_id = text(mapping(user).get("uuid"))
        if account_id:
            yield Account(account_id, email=text(user.get("email_address")), name=text(user.get("full_name")))


def projects(value: Any) -> Iterator[Project | ProjectDocument]:
    """projects.json (until 2026), projects/<uuid>.json: a row a project, and one a document that was put into it.

    Other JSON files of that name give none.
    """
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


def memories(value: Any) -> Iterator[Memory]:
    """memories.json (2025), memories/<user>.json: a row for all conversations together, one a project, one a file."""
    for entry in items(value) if isinstance(value, list) else [value]:
        raw = mapping(entry)
        owner = text(raw.get("account_uuid"))
        general = text(raw.get("conversations_memory"))
        if general:
            yield Memory("conversations", "conversations", content=general, account_id=owner)
        for memory in _memories_of_projects(raw.get("project_memories")):
            memory.account_id = owner
            yield memory
        for file in items(raw.get("memory_files")):
            path = text(mapping(file).get("path"))
            if path:
                changed = micros(file.get("updated_at"))
                content = text(file.get("content"))
                yield Memory(f"file:{path}", "file", None, path, content, changed, account_id=owner)


def _memories_of_projects(value: object) -> Iterator[Memory]:
    """{project: text} or a list of objects that name the project."""
    found: Mapping[Any, Any] = mapping(value)
    for one in items(value):
        raw = mapping(one)
        found = {**found, text(raw.get("project_uuid")): raw.get("memory", raw.get("content"))}
    for project_id, told in found.items():
        if project_id and told:
            content = told if isinstance(told, str) else as_json(told)
            yield Memory(f"project:{project_id}", "project", project_id=project_id, content=content)


READERS: tuple[tuple[re.Pattern[str], Callable[[Any], Iterator[Companion]]], ...] = (
    (re.compile(r"(?:^|/)users\.json$", re.IGNORECASE), accounts),
    (re.compile(r"(?:^|/)projects(?:/[^/]+)?\.json$", re.IGNORECASE), projects),
    (re.compile(r"(?:^|/)memories(?:/[^/]+)?\.json$", re.IGNORECASE), memories),
)
"""How each known member is read, by its name."""
