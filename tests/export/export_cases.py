"""What the tests of exporting share: databases made of samples, the command, and messages to write."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.export.conversation import Conversation, Message
from tests.conftest import ROOT


def etl(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def loaded(folder: Path, *samples: str) -> Path:
    """A database of some files of samples/, its days cut in Zurich."""
    path = folder / "chats.duckdb"
    result = etl(
        "load", *(ROOT / "samples" / sample for sample in samples), "--db", path, "--timezone", "Europe/Zurich"
    )
    assert result.exit_code == 0, result.output
    return path


def message(node_id: str, text: str | None = "", **more: Any) -> Message:
    """A message of the user's on the shown path, unless told otherwise."""
    fields: dict[str, Any] = dict.fromkeys(Message.__dataclass_fields__)
    plain: dict[str, Any] = {
        "node_id": node_id,
        "text": text,
        "role": "user",
        "kind": "text",
        "is_current": True,
        "sibling_index": 0,
        "siblings": 1,
        "is_user_context": False,
        "citations": [],
        "attachments": [],
        "documents": [],
    }
    said = fields | plain | more
    said["is_user_message"], said["is_answer"] = said["role"] == "user", said["role"] == "assistant"
    return Message(**said)


def conversation(*messages: Message, **more: Any) -> Conversation:
    """A conversation without a time."""
    fields: dict[str, Any] = dict.fromkeys(Conversation.__dataclass_fields__)
    plain: dict[str, Any] = {
        "provider": "chatgpt",
        "conversation_id": "c1",
        "models": [],
        "tokens": 0,
        "characters": 0,
        "conversations": 1,
        "messages": list(messages),
    }
    return Conversation(**(fields | plain | more))
