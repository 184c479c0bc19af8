"""The shape of a session: what tells that it is Gemini CLI's, and the fields it is known to have."""

import re
from collections.abc import Mapping

from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping, text
from etl.transform.providers.issues import known_names
from etl.transform.providers.logs import is_log
from etl.transform.providers.parts import PARTS

SPOKEN = frozenset({"user", "gemini"})
TYPES = SPOKEN | {"info", "warning", "error"}


_QWEN = re.compile(r"(?:qwen|coder-model|vision-model)", re.IGNORECASE)


def recognises(raw: Raw) -> bool:
    """A session's document, or a log with a row of one among its first."""
    if not isinstance(raw, dict):
        return False
    return (_is_head(raw) if "rows" not in raw else is_log(raw, recognises_row)) and not is_qwen_s(raw)


def is_qwen_s(raw: Raw) -> bool:
    """Is this a session of Qwen Code of the year 2025, which came of this program? It names its models."""
    held = [one for one in map(mapping, items(raw.get("rows")) or [raw]) if _is_head(dict(one))]
    told = [mapping(one) for head in held for one in items(head.get("messages"))]
    return any(one.get("type") == "qwen" or _QWEN.match(text(one.get("model")) or "") for one in told)


def recognises_row(row: Raw) -> bool:
    """The head of a session, one of its messages, or what changes those before."""
    if "$set" in row or "$rewindTo" in row or _is_head(row):
        return True
    named = row.get("type")
    is_typed = isinstance(named, str) and named in TYPES
    return is_typed and "id" in row and "timestamp" in row and "content" in row and "message" not in row


def _is_head(row: Raw) -> bool:
    # Other programs name their sessions so as well: the hash of the project is this one's alone.
    return isinstance(row.get("sessionId"), str) and isinstance(row.get("projectHash"), str)


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """rows member sessionId projectHash startTime lastUpdated kind directories summary memoryScratchpad messages
        messageCount firstUserMessage"""
    ),
    "event": known_names("$set $rewindTo"),
    "message": known_names(
        "id timestamp type content displayContent model thoughts toolCalls tokens agentId parentToolCallId"
    ),
    "content_type": TYPES,
    "part": PARTS,
    "tool": known_names(
        """id name args status timestamp result resultDisplay displayName description renderOutputAsMarkdown agentId
        approvalMode"""
    ),
}
"""The fields that sessions of 2025 and 2026 are known to have, by place."""
