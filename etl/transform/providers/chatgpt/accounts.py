"""Whose export it is, its settings, its shared links and group chats."""

from collections.abc import Iterator
from typing import Any

from etl.rows.companions import Account, AccountSetting, GroupChat, SharedLink
from etl.transform.providers.coerce import as_json, flag, items, mapping, micros, text, whole


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
