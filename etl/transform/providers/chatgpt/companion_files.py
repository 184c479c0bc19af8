"""The members of an export beside its conversations: whose it is, its settings, links, ratings, names of files."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from etl.extract.archive import Member
from etl.rows.companions import Account, AccountSetting, Companion, Feedback, GroupChat, ModelComparison, SharedLink
from etl.transform.providers.chatgpt import asset_names
from etl.transform.providers.coerce import as_json, flag, from_json, items, joined, mapping, micros, text, whole
from etl.transform.providers.companion_files import Rows, last_name, read_json, read_stream

_ASSET = re.compile(r"(^|/)(file[-_][^/]*|[^/]+\.dat)$|(^|/)(dalle-generations|user-[^/]+|audio)/", re.IGNORECASE)


def companions(members: Sequence[Member]) -> Iterator[tuple[Member, Rows]]:
    """Read the members that I know and that hold no conversations, each with its rows.

    chat.html is read only for its table of assets, and only where there are assets and no other table names
    them. A member that cannot be read gives an Issue instead of rows, never an exception.
    """
    named = [(last_name(member), member) for member in members if not member.is_conversations]
    for name, member in named:
        if name in READERS:
            yield member, read_json(member, READERS[name])
    has_names = any(name in asset_names.TABLES for name, _ in named)
    if not has_names and any(_ASSET.search(member.name) for _, member in named):
        for name, member in named:
            if name == "chat.html":
                yield member, read_stream(member, asset_names.of_page, None)


def account(value: Any) -> Iterator[Account]:
    """user.json. The telephone number in it is not stored."""
    user = mapping(value)
    account_id = text(user.get("id"))
    if account_id:
        yield Account(
            account_id,
            email=text(user.get("email")),
            name=text(user.get("name")),
            is_paying=flag(user.get("chatgpt_plus_user")),
            birth_year=whole(user.get("birth_year")),
        )


def settings(value: Any) -> Iterator[AccountSetting]:
    """user_settings.json: every key of its objects with its value as JSON text."""
    for entry in value if isinstance(value, list) else [value]:
        for name, setting in mapping(entry).items():
            yield AccountSetting(name, as_json(setting))


def shared_links(value: Any) -> Iterator[SharedLink]:
    """shared_conversations.json."""
    for entry in items(value):
        share_id = text(mapping(entry).get("id"))
        if share_id:
            yield SharedLink(
                share_id,
                conversation_id=text(entry.get("conversation_id")),
                title=text(entry.get("title")),
                is_anonymous=flag(entry.get("is_anonymous")),
            )


def group_chats(value: Any) -> Iterator[GroupChat]:
    """group_chats.json: {"chats": […]}, or the list itself."""
    for entry in items(value if isinstance(value, list) else mapping(value).get("chats")):
        chat_id = text(mapping(entry).get("id"))
        if chat_id:
            people = entry.get("participant_ids", entry.get("participants"))
            yield GroupChat(
                chat_id,
                title=text(entry.get("title")),
                created_at=micros(entry.get("create_time")),
                updated_at=micros(entry.get("update_time")),
                participants=len(people) if isinstance(people, list) else whole(people),
            )


def feedback(value: Any) -> Iterator[Feedback]:
    """message_feedback.json; ``id`` there is the message's id, ``content`` JSON text of words and tags."""
    for entry in items(value):
        feedback_id = text(mapping(entry).get("id"))
        if not feedback_id:
            continue
        said = entry.get("content")
        words = mapping(from_json(said) if isinstance(said, str) else said)
        tags = joined(words.get("tags"))
        yield Feedback(
            feedback_id,
            conversation_id=text(entry.get("conversation_id")),
            message_id=text(entry.get("message_id")) or feedback_id,
            rating=text(entry.get("rating")),
            created_at=micros(entry.get("create_time")),
            updated_at=micros(entry.get("update_time")),
            comment=text(words.get("text")),
            tags=tags,
            evaluation=text(entry.get("evaluation_name")),
        )


def comparisons(value: Any) -> Iterator[ModelComparison]:
    """model_comparisons.json: a choice is new, original or same, told by the last step that has one."""
    for entry in items(value):
        comparison_id = text(mapping(entry).get("id"))
        if not comparison_id:
            continue
        output = mapping(entry.get("output"))
        steps = [mapping(output.get(name)) for name in ("feedback_step_2", "feedback_step_1")]
        metadata, given = mapping(entry.get("metadata")), mapping(entry.get("input"))
        yield ModelComparison(
            comparison_id,
            conversation_id=text(given.get("conversation_id")) or text(metadata.get("conversation_id")),
            created_at=micros(entry.get("create_time")),
            original_model_slug=_slug(steps, "original_turn"),
            new_model_slug=_slug(steps, "new_turn"),
            choice=_first(steps, "completion_comparison_rating"),
            comment=_first(steps, "text"),
        )


def _slug(steps: list[Mapping[str, Any]], turn: str) -> str | None:
    for step in steps:
        for message in items(step.get(turn)):
            slug = text(mapping(mapping(message).get("metadata")).get("model_slug"))
            if slug:
                return slug
    return None


def _first(steps: list[Mapping[str, Any]], name: str) -> str | None:
    return next((found for step in steps if (found := text(step.get(name)))), None)


READERS: Mapping[str, Callable[[Any], Iterator[Companion]]] = {
    "user.json": account,
    "user_settings.json": settings,
    "shared_conversations.json": shared_links,
    "group_chats.json": group_chats,
    "message_feedback.json": feedback,
    "model_comparisons.json": comparisons,
    **asset_names.TABLES,
}
"""How each known member is read, by the last part of its name."""
