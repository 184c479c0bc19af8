"""What the tests of session logs share: events in a line, logs from them, answers from the database."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etl.pipeline.load import Loaded, load
from etl.pipeline.options import Options
from tests.conftest import look_up

Event = dict[str, Any]
SONNET = "claude-sonnet-4-20250514"


def asked(name: str, above: str | None, text: str, session: str = "s1", second: int = 0, **more: Any) -> Event:
    """A user's event."""
    return _event("user", name, above, session, second) | {"message": {"role": "user", "content": text}} | more


def answered(
    name: str, above: str | None, used: Event | None, session: str = "s1", second: int = 1, **more: Any
) -> Event:
    """An event of the answer msg_<answer> to req_<answer>, which is the event's name unless ``answer`` says other."""
    answer = more.pop("answer", name)
    content = more.pop("content", [{"type": "text", "text": f"Answer {name}."}])
    message = {"id": f"msg_{answer}", "role": "assistant", "model": more.pop("model", SONNET), "content": content}
    head = _event("assistant", name, above, session, second)
    return head | {"message": message | ({"usage": used} if used else {}), "requestId": f"req_{answer}"} | more


def usage(fresh: int, output: int, read: int = 0, written: int = 0, hour: int = 0) -> Event:
    """What the API reports."""
    told = {"input_tokens": fresh, "output_tokens": output}
    told |= {"cache_read_input_tokens": read, "cache_creation_input_tokens": written}
    return told | {"cache_creation": {"ephemeral_5m_input_tokens": written - hour, "ephemeral_1h_input_tokens": hour}}


def written(path: Path, *rows: Event | str) -> Path:
    """A log of events; a string is a line as it stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def loaded(database: Path, *paths: Path, **options: Any) -> Loaded:
    return load(paths, Options(database, zone="UTC", **options), lambda *_: None)


def ask(database: Path, query: str) -> Sequence[tuple[Any, ...]]:
    return look_up(database, query)


def _event(kind: str, name: str, above: str | None, session: str, second: int) -> Event:
    head = {"type": kind, "uuid": name, "parentUuid": above, "isSidechain": False, "sessionId": session}
    return head | {"timestamp": f"2025-07-01T08:{second // 60:02}:{second % 60:02}.000Z", "cwd": "/home/otto/bakery"}
