"""The shape of a log: what tells that it is Claude Code's, and the fields it is known to have."""

import re
from collections.abc import Mapping
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.claude import fields
from etl.transform.providers.coerce import mapping, text
from etl.transform.providers.issues import known_names
from etl.transform.providers.logs import is_log, short, without_pictures

_IFLOW = re.compile(r"session-[0-9a-f]{8}-")
_MODELS = ("claude", "<")
"""How Claude Code's models are called; <synthetic> is what it says itself."""
WITHOUT_MESSAGE = frozenset(
    {"summary", "system", "progress", "attachment", "file-history-snapshot", "queue-operation"}
    | {"custom-title", "ai-title"}
)


def recognises(raw: Raw) -> bool:
    """A log with an event of ours among its first, and none of a program whose logs look like these."""
    return is_log(raw, recognises_row) and not is_log(raw, _is_foreign)


def recognises_row(row: Raw) -> bool:
    """A message of a session, an old one with its usage alone, or an event that only these logs have."""
    if _is_foreign(row):
        return False
    if isinstance(row.get("message"), dict):
        if "sessionId" in row or "parentUuid" in row:
            return True
        return "requestId" in row and isinstance(mapping(row["message"]).get("usage"), dict)
    named = row.get("type")
    is_ours = "leafUuid" in row or "sessionId" in row or "uuid" in row or "snapshot" in row
    return isinstance(named, str) and named in WITHOUT_MESSAGE and is_ours


def _is_foreign(row: Mapping[str, Any]) -> bool:
    """Is this an event of another program's, which writes most of these fields and means others by them?"""
    held = mapping(row.get("message"))
    is_of_parts = "parts" in held and "content" not in held
    return is_of_parts or is_iflow(row) or is_qoder(row)


def is_iflow(row: Mapping[str, Any]) -> bool:
    """Is this an event of iFlow? Its sessions are called session-…, and those of Claude Code by their bare id.

    Where no such id stands behind that, as somebody may have made it up, a model that is none of Claude's tells.
    """
    session, model = text(row.get("sessionId")) or "", text(mapping(row.get("message")).get("model")) or ""
    is_others = session.startswith("session-") and model != "" and not model.startswith(_MODELS)
    return (_IFLOW.match(session) is not None or is_others) and ("message" in row or "uuid" in row)


def is_qoder(row: Mapping[str, Any]) -> bool:
    """Is this an event that only Qoder writes, or an answer that cost credits?"""
    used = mapping(mapping(row.get("message")).get("usage"))
    return row.get("type") in ("agent-setting", "runtime-config") or "credits" in used


def lean(row: Raw) -> Raw:
    """The same event with no more than is read of it: of a long log nothing else is held.

    What a tool gave to the program stands in the message as well, and copies of files are no messages.
    """
    bulk: Raw = {name: short(row[name]) for name in ("toolUseResult", "snapshot") if name in row}
    held = row.get("message")
    if isinstance(held, dict) and isinstance(held.get("content"), list):
        bulk["message"] = held | {"content": without_pictures(held["content"], _is_picture)}
    return row | bulk if bulk else row


def _is_picture(part: Mapping[str, Any]) -> bool:
    return part.get("type") in ("image", "document")


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names("rows member"),
    "event": known_names(
        """type uuid parentUuid logicalParentUuid isSidechain userType cwd sessionId version gitBranch timestamp message
        requestId toolUseResult costUSD durationMs isMeta isCompactSummary isVisibleInTranscriptOnly isApiErrorMessage
        summary leafUuid subtype content level toolUseID compactMetadata agentId slug thinkingMetadata todos
        snapshot messageId isSnapshotUpdate operation data parentToolUseID customTitle entrypoint permissionMode
        sourceToolAssistantUUID sourceToolUseID error attachment promptId imagePasteIds aiTitle forkedFrom effort
        attributionAgent attributionSkill attributionPlugin attributionMcpServer attributionMcpTool"""
    ),
    "message": known_names(
        """id type role model content stop_reason stop_sequence stop_details usage container context_management
        diagnostics"""
    ),
    "content_type": fields.KNOWN["content_type"] | known_names("image document"),
    "content": fields.KNOWN["content"] | known_names("source cache_control caller"),
    "part": fields.KNOWN["part"] | known_names("tool_reference"),
}
"""The fields that logs of 2025 and 2026 are known to have, by place."""
