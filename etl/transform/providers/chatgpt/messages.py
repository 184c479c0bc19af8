"""One node's message -> a Message with its details. The hot path: half a million times a gigabyte."""

from collections.abc import Mapping
from typing import Any, TypeVar

from etl.rows.conversation import Flat
from etl.rows.details import Attachment, Detail
from etl.rows.message import Message
from etl.transform.providers.chatgpt import fields
from etl.transform.providers.chatgpt.body import Body
from etl.transform.providers.chatgpt.content import read_content
from etl.transform.providers.chatgpt.metadata import read_metadata
from etl.transform.providers.chatgpt.research import read_report
from etl.transform.providers.coerce import decimal, flag, micros
from etl.transform.providers.issues import MISFIT, Notes

Node = Mapping[str, Any]
_Value = TypeVar("_Value")

_OUT_OF_CONTEXT = frozenset({"thoughts", "recap"})
_PLAIN = frozenset({"text", "code"})
_SCALARS = ("create_time", "update_time", "end_turn", "weight")
_TEXTS = ("id", "role", "name", "recipient", "channel", "status", "content_type", "model_slug")
_TEXT_OR_NULL = frozenset({str, type(None)})
_PLAIN_ROLES = frozenset({"user", "assistant"})
_NOTHING: Mapping[str, Any] = {}


def read_message(node_id: str, node: Node, raw: Node, flat: Flat, notes: Notes, shapes: fields.Shapes) -> Message:
    """One message as its node alone tells it: without its place in the tree, and its own time or none.

    Adds the message's attachments and citations to ``flat.details`` and counts its fields in ``shapes``.
    Never raises for odd content.
    """
    author, metadata, content = raw.get("author"), raw.get("metadata"), raw.get("content")
    if type(author) is not dict:
        author = _object(author, "author", node_id, notes)
    if type(metadata) is not dict:
        metadata = _object(metadata, "metadata", node_id, notes)
    names: Node = content if type(content) is dict else _NOTHING
    message = Message(node_id)
    (
        message.message_id,
        message.role,
        message.author_name,
        message.recipient,
        message.channel,
        message.status,
        message.content_type,
        message.model_slug,
    ) = _texts(raw, author, names, metadata, node_id, notes)
    created, updated, ended, weight = map(raw.get, _SCALARS)
    if created is not None:
        message.created_at = _known(micros(created), "create_time", node_id, notes)
    if updated is not None:
        message.updated_at = _known(micros(updated), "update_time", node_id, notes)
    if ended is not None:
        message.end_turn = _known(flag(ended), "end_turn", node_id, notes)
    if weight is not None:
        message.weight = _known(decimal(weight), "weight", node_id, notes)
    is_plain = message.content_type == "text" and _take_plain_text(message, names)
    rare = fields.see(shapes, node, raw, metadata, names, message)
    if rare or not is_plain or message.role not in _PLAIN_ROLES:
        _complete(message, is_plain, content, metadata, rare, flat, notes)
    return message


def _texts(
    raw: Node, author: Node, content: Node, metadata: Node, node_id: str, notes: Notes
) -> tuple[str | None, ...]:
    """The eight fields that are text or null, checked all at once; others are null, with a note."""
    texts = (
        raw.get("id"),
        author.get("role"),
        author.get("name"),
        raw.get("recipient"),
        raw.get("channel"),
        raw.get("status"),
        content.get("content_type"),
        metadata.get("model_slug"),
    )
    if _TEXT_OR_NULL.issuperset(map(type, texts)):
        return texts
    named = zip(_TEXTS, texts, strict=True)
    return tuple(notes.text({name: value}, name, node_id) for name, value in named)


def _complete(
    message: Message,
    is_plain: bool,
    content: object,
    metadata: Node,
    rare: tuple[str, ...],
    flat: Flat,
    notes: Notes,
) -> None:
    """What ordinary messages do not have: other content than one text, rare metadata, other roles."""
    own = [] if is_plain else _fill(message, content, notes)
    read_metadata(message, metadata, rare, own, notes)
    if message.role == "tool":
        read_report(message, metadata, own)
    if own:
        _count_files(message, own)
        flat.details += own
    if message.role == "tool" and message.kind in _PLAIN:
        message.kind = "tool_output"
    is_context = message.is_user_context = message.is_user_context or message.kind == "context"
    if message.kind == "memory" or (message.role == "system" and not is_context):
        message.is_hidden = True
    is_bearing = message.text != "" or message.images > 0
    message.in_context = is_bearing and message.kind not in _OUT_OF_CONTEXT


def _take_plain_text(message: Message, content: Node) -> bool:
    """Take the text of a content with one string as its only part, as nearly all have; False for others."""
    parts = content.get("parts")
    if type(parts) is not list or len(parts) != 1 or type(parts[0]) is not str:
        return False
    message.text = parts[0]
    message.characters = len(parts[0])
    message.in_context = parts[0] != ""
    message.kind = "text" if parts[0] else "empty"
    return True


def _fill(message: Message, content: object, notes: Notes) -> list[Detail]:
    """Read any content into the message; returns its attachments."""
    body = Body(message.node_id, notes)
    read_content(content, message.content_type, body)
    message.kind = body.kind
    message.text = body.pieces[0] if len(body.pieces) == 1 else "\n".join(body.pieces)
    message.characters = sum(map(len, body.pieces))
    message.raw_content = body.raw_content()
    message.omitted = "; ".join(body.omitted) or None
    message.language = body.language
    message.source_url, message.source_title = body.url, body.title
    message.thinking_seconds = body.seconds
    return [*body.attachments]


def _count_files(message: Message, own: list[Detail]) -> None:
    for row in own:
        if type(row) is Attachment:
            if row.kind in ("image", "generated_image"):
                message.images += 1
            elif row.kind == "file":
                message.files += 1
            elif row.kind == "audio":
                message.is_voice = message.is_voice or row.origin == "part"
    if message.kind == "empty" and any(type(row) is Attachment for row in own):
        message.kind = "image" if message.images else "file"


def _object(value: object, name: str, node_id: str, notes: Notes) -> Mapping[str, Any]:
    """A null object is an empty one; anything else is lost, with a note."""
    if value is not None:
        notes.lost(MISFIT, node_id, name)
    return _NOTHING


def _known(value: _Value | None, name: str, node_id: str, notes: Notes) -> _Value | None:
    """Note a field that holds something else than its type, or more than we can store."""
    if value is None:
        notes.lost(MISFIT, node_id, name)
    return value
