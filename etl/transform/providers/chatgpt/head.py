"""The head of a conversation: its own fields, without the tree."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from etl.rows.conversation import Conversation
from etl.rows.types import Raw
from etl.transform.providers.coerce import as_json, flag, joined, mapping, micros, text, whole
from etl.transform.providers.issues import MISFIT, Notes

_Value = TypeVar("_Value")
_SHARED_ROOT = "client-created-root"
_PROJECT_SCOPES = frozenset({"project_enabled", "project"})


def read_head(raw: Raw, notes: Notes) -> Conversation:
    """One conversation's row, without what only its tree can tell (current node, nodes, format)."""
    template, gizmo = notes.text(raw, "conversation_template_id"), notes.text(raw, "gizmo_id")
    scope = notes.text(raw, "memory_scope")
    project = project_of(template, gizmo, scope)
    return Conversation(
        conversation_id=_identity(raw, notes),
        title=notes.text(raw, "title"),
        created_at=_checked(micros, raw, "create_time", notes),
        updated_at=_checked(micros, raw, "update_time", notes),
        default_model_slug=notes.text(raw, "default_model_slug"),
        gizmo_id=gizmo,
        gizmo_type=notes.text(raw, "gizmo_type"),
        template_id=template,
        project_id=project,
        gpt_id=next((one for one in (gizmo, template) if one != project and is_gpt(one)), None),
        memory_scope=scope,
        origin=notes.text(raw, "conversation_origin"),
        voice=_written(raw.get("voice")),
        plugin_ids=_checked(joined, raw, "plugin_ids", notes),
        disabled_tool_ids=_checked(joined, raw, "disabled_tool_ids", notes),
        workspace_id=text(raw.get("workspace_id")) or text(mapping(raw.get("owner")).get("workspace_id")),
        pinned_at=_checked(micros, raw, "pinned_time", notes),
        async_status=_checked(whole, raw, "async_status", notes),
        is_archived=_checked(flag, raw, "is_archived", notes),
        is_starred=_checked(flag, raw, "is_starred", notes),
        is_study_mode=_checked(flag, raw, "is_study_mode", notes),
        is_do_not_remember=_checked(flag, raw, "is_do_not_remember", notes),
        is_read_only=_checked(flag, raw, "is_read_only", notes),
        moderation_results=_checked(_size, raw, "moderation_results", notes),
        safe_urls=_checked(_size, raw, "safe_urls", notes),
        blocked_urls=_checked(_size, raw, "blocked_urls", notes),
    )


def is_gpt(name: str | None) -> bool:
    """Is this the id of a custom GPT? Projects begin g-p-, templates g-t-, GPTs with any other g-."""
    return name is not None and name.startswith("g-") and not name.startswith(("g-p-", "g-t-"))


def project_of(template: str | None, gizmo: str | None, scope: str | None) -> str | None:
    """The project a conversation belongs to: by an id's beginning, or because its memory is the project's."""
    for name in (template, gizmo):
        if name is not None and name.startswith("g-p-"):
            return name
    return (template or gizmo) if scope in _PROJECT_SCOPES else None


def _identity(raw: Raw, notes: Notes) -> str:
    """The conversation's id; where the export has none, one made of what stays when a conversation grows.

    That is its time and its first node; its title only where it has neither.
    """
    found = notes.text(raw, "conversation_id") or notes.text(raw, "id")
    if found:
        return found
    created = micros(raw.get("create_time"))
    seen = [created, _first_node(mapping(raw.get("mapping")), is_unique=created is None)]
    if seen == [None, None]:
        seen = [as_json(raw.get("title"))]
    return notes.missing_id(seen)


def _first_node(nodes: Mapping[str, Any], is_unique: bool) -> str | None:
    """The first root in the file; with ``is_unique`` what stands under a root that has the same name everywhere."""
    above = {name: text(mapping(node).get("parent")) for name, node in nodes.items()}
    root = next((name for name, parent in above.items() if parent not in above), next(iter(above), None))
    if is_unique and root == _SHARED_ROOT:
        return next((name for name, parent in above.items() if parent == root), None)
    return root


def _checked(read_value: Callable[[object], _Value | None], raw: Raw, name: str, notes: Notes) -> _Value | None:
    """A field read by ``read_value``, with a note where it holds something that cannot be read."""
    value = raw.get(name)
    if value is None:
        return None
    found = read_value(value)
    if found is None and value:
        notes.lost(MISFIT, None, name)
    return found


def _written(value: object) -> str | None:
    return text(value) if isinstance(value, str) or not value else as_json(value)


def _size(value: object) -> int | None:
    return len(value) if isinstance(value, list | dict) else None
