"""What ``codex exec --json`` prints, saved to a file: its events as those of a session's own log."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from etl.transform.providers.coerce import as_json, mapping, text

Row = Mapping[str, Any]

NAMES = frozenset(
    {"thread.started", "turn.started", "turn.completed", "turn.failed", "item.started", "item.updated"}
    | {"item.completed"}
)
"""The types of its events."""

_TELLING = ("id", "type", "item_type", "text", "command", "query", "message", "server", "tool")
"""The fields by which the first item of a run is told from another's, none of which changes as it goes on."""


def translated(row: Row) -> tuple[str, Row] | None:
    """The kind and the content that an event would have in a session's log; None for what is none of these events.

    Those without a counterpart are ``state``. A run of a session is a conversation of its own, thread/exec-…: it may
    have a log beside it, which tells its requests one by one, and this one only their sum: then this one is a copy.
    """
    named = text(row.get("type"))
    if named not in NAMES or not ("thread_id" in row or "item" in row or named.startswith("turn.")):
        return None
    if named == "thread.started" and (thread := text(row.get("thread_id"))):
        return "session_meta", {"id": f"{thread}/exec", "originator": "codex_exec", "printed_of": thread}
    if named == "turn.completed" and isinstance(row.get("usage"), dict):
        # These are the sums of the thread so far, as in total_token_usage.
        info = {"total_token_usage": row["usage"], "model": row.get("model")}
        return "event_msg", {"type": "token_count", "info": info}
    item = mapping(row.get("item"))
    made = _ITEMS.get((named, text(item.get("type") or item.get("item_type")) or ""))
    return ("state", row) if made is None else ("response_item", {"id": item.get("id"), **made(item)})


def run_name(thread: str, rows: Sequence[Row]) -> str:
    """The name of a run, which stays as its file grows: a thread may have several, told apart by their first item."""
    first = next((held for row in rows if (held := mapping(row.get("item")))), None)
    if first is None:
        return f"{thread}/exec"
    told = "\0".join(value for name in _TELLING if isinstance(value := first.get(name), str))
    return f"{thread}/exec-{blake2b(told.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"


def _said(item: Row) -> Row:
    return {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": item.get("text")}]}


def _thought(item: Row) -> Row:
    return {"type": "reasoning", "summary": [{"type": "summary_text", "text": item.get("text")}]}


def _failed(item: Row) -> Row:
    return {"type": "message", "role": "system", "content": [{"type": "output_text", "text": item.get("message")}]}


def _call(name: Callable[[Row], str], given: str) -> Callable[[Row], Row]:
    def made(item: Row) -> Row:
        value = item.get(given)
        held = value if isinstance(value, str) else as_json(value)
        return {"type": "function_call", "name": name(item), "arguments": held, "call_id": item.get("id")}

    return made


def _output(*given: str) -> Callable[[Row], Row]:
    def made(item: Row) -> Row:
        value = next((item[name] for name in given if item.get(name) is not None), "")
        output = {"content": value if isinstance(value, str) else as_json(value)}
        is_failure = text(item.get("status")) == "failed"
        return {
            "type": "function_call_output",
            "call_id": item.get("id"),
            "output": output | ({"success": False} if is_failure else {}),
        }

    return made


def _mcp(item: Row) -> str:
    return f"mcp__{text(item.get('server')) or 'unknown'}__{text(item.get('tool')) or 'unknown'}"


_ITEMS: Mapping[tuple[str, str], Callable[[Row], Row]] = {
    ("item.completed", "agent_message"): _said,
    ("item.completed", "assistant_message"): _said,
    ("item.completed", "reasoning"): _thought,
    ("item.completed", "error"): _failed,
    ("item.started", "command_execution"): _call(lambda _: "shell", "command"),
    ("item.completed", "command_execution"): _output("aggregated_output"),
    ("item.started", "mcp_tool_call"): _call(_mcp, "arguments"),
    ("item.completed", "mcp_tool_call"): _output("result", "error"),
    ("item.completed", "web_search"): lambda item: {"type": "web_search_call", "action": item.get("query")},
    ("item.completed", "file_change"): _call(lambda _: "apply_patch", "changes"),
    ("item.completed", "todo_list"): _call(lambda _: "update_plan", "items"),
}
"""How the items of a run become those of a log: by the event and the item's type."""
