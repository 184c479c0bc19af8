"""Small ChatGPT conversations for tests, made in a line."""

from typing import Any

from etl.rows.conversation import Flat
from etl.rows.message import Message
from etl.transform.providers import chatgpt


def said(role: str, content: Any, name: str | None = None, **fields: Any) -> dict[str, Any]:
    """A message; a string is a text content, ``metadata`` and others go in as they are."""
    whole = {"content_type": "text", "parts": [content]} if isinstance(content, str) else content
    return {"author": {"role": role, "name": name}, "content": whole, "metadata": {}, **fields}


def chain(*messages: Any, **head: Any) -> dict[str, Any]:
    """A conversation of messages n0, n1, … one below the other."""
    nodes = {
        f"n{place}": {"id": f"n{place}", "message": message, "parent": f"n{place - 1}" if place else None}
        for place, message in enumerate(messages)
    }
    return {"conversation_id": "c", "title": "t", "create_time": 1.7e9, "mapping": nodes, **head}


def flat(*messages: Any, **head: Any) -> Flat:
    """The rows of a chain."""
    return chatgpt.flatten(chain(*messages, **head))


def only(content: Any, role: str = "assistant", **fields: Any) -> Message:
    """The one message of a conversation."""
    return flat(said(role, content, **fields)).messages[0]
