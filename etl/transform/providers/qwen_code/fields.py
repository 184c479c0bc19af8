"""The shape of a log: what tells that it is Qwen Code's, and the fields it is known to have."""

from collections.abc import Mapping

from etl.rows.types import Raw
from etl.transform.providers.coerce import mapping
from etl.transform.providers.gemini_cli import fields as gemini_cli
from etl.transform.providers.issues import known_names
from etl.transform.providers.logs import is_log
from etl.transform.providers.parts import PARTS

TYPES = frozenset({"user", "assistant", "tool_result", "system"})


def recognises(raw: Raw) -> bool:
    """A log with a message of ours among its first events; or a session of 2025, which is a document."""
    return is_log(raw, recognises_row) or is_document(raw)


def is_document(raw: Raw) -> bool:
    """A session as Gemini CLI has them, of which this program came."""
    return isinstance(raw, dict) and gemini_cli.is_qwen_s(raw)


def recognises_row(row: Raw) -> bool:
    """An event with a message of parts, or one of the system's that has a payload."""
    if not isinstance(row.get("sessionId"), str) or row.get("type") not in tuple(TYPES):
        return False
    held = mapping(row.get("message"))
    return (isinstance(held.get("parts"), list) and "content" not in held) or "systemPayload" in row


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names("rows member") | gemini_cli.KNOWN["conversation"],
    "content_type": gemini_cli.KNOWN["content_type"],
    "tool": gemini_cli.KNOWN["tool"],
    "event": known_names(
        """uuid parentUuid sessionId timestamp type subtype cwd version gitBranch model message usageMetadata
        toolCallResult systemPayload contextWindowSize agentId isSidechain"""
    ),
    "event_type": TYPES,
    "subtype": known_names(
        """ui_telemetry slash_command attribution_snapshot chat_compression custom_title rewind mid_turn_user_message
        at_command"""
    ),
    "message": known_names("role parts") | gemini_cli.KNOWN["message"],
    "part": PARTS,
}
"""The fields that logs of 2025 and 2026 are known to have, by place."""
