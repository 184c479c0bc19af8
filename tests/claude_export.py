"""Small Claude conversations for tests, made in a line."""

import json
import zipfile
from pathlib import Path
from typing import Any

from etl.rows.conversation import Flat
from etl.transform.providers import claude

ACCOUNT = "11111111-0000-4000-8000-000000000001"


def said(sender: str, *blocks: Any, **fields: Any) -> dict[str, Any]:
    """A message; a string is a block of text."""
    content = [{"type": "text", "text": block} if isinstance(block, str) else block for block in blocks]
    return {"sender": sender, "text": "", "content": content, "attachments": [], "files": [], **fields}


def talk(*messages: Any, name: str = "c", **head: Any) -> dict[str, Any]:
    """A conversation of messages c-0, c-1, … one second apart."""
    numbered = [
        {"uuid": f"{name}-{place}", "created_at": f"2025-01-01T00:00:{place:02}Z"} | message
        for place, message in enumerate(messages)
    ]
    head = {"updated_at": "2025-01-01T01:00:00Z", "account": {"uuid": ACCOUNT}} | head
    return {"uuid": name, "name": name, "chat_messages": numbered, **head}


def flat(*messages: Any, **head: Any) -> Flat:
    """The rows of a conversation."""
    return claude.flatten(talk(*messages, **head))


def packed(path: Path, **members: Any) -> Path:
    """A zip of JSON members; ``__`` in a name stands for a folder."""
    with zipfile.ZipFile(path, "w") as file:
        for name, value in members.items():
            file.writestr(f"{name.replace('__', '/')}.json", json.dumps(value))
    return path
