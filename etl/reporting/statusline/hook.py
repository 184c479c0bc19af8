"""What Claude Code hands its status line: JSON, of which any field may be missing.

Fields as its documentation of the status line has them: session_id, transcript_path, model, cost, context_window.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Hook:
    """What the hook says: None is what it does not. ``usd`` is the program's own estimate of the session's cost."""

    model: str | None = None
    transcript: Path | None = None
    usd: Decimal | None = None
    context_tokens: int | None = None
    context_size: int | None = None
    project: str | None = None


def read(text: str) -> Hook:
    """Read the JSON; a Hook that says nothing where it is none."""
    try:
        told = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return Hook()
    told = _part(told)
    model, window, place = (_part(told.get(name)) for name in ("model", "context_window", "workspace"))
    path, usd = told.get("transcript_path"), _part(told.get("cost")).get("total_cost_usd")
    return Hook(
        model=_text(model.get("display_name"), model.get("id")),
        transcript=Path(path) if isinstance(path, str) and path and "\0" not in path else None,
        usd=Decimal(usd) if isinstance(usd, int | Decimal) and not isinstance(usd, bool) and usd >= 0 else None,
        context_tokens=_used(window),
        context_size=_number(window.get("context_window_size")),
        project=_text(told.get("cwd"), place.get("project_dir")),
    )


def _used(window: Mapping[str, Any]) -> int | None:
    """Tokens of the last request's input; what stands beside them grows over the whole session."""
    size, percent = _number(window.get("context_window_size")), window.get("used_percentage")
    current = _part(window.get("current_usage"))
    names = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
    counted = [found for name in names if (found := _number(current.get(name))) is not None]
    if counted:
        return sum(counted)
    if size is None or not isinstance(percent, int | Decimal) or not 0 <= percent <= 100:
        return None
    return round(size * percent / 100)


def _part(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(*values: object) -> str | None:
    """The first of these that is one."""
    return next((value for value in values if isinstance(value, str) and value), None)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None
