"""The shape of a session: what tells that it is Copilot's, and the fields it is known to have."""

from collections.abc import Mapping

from etl.rows.types import Raw
from etl.transform.providers.coerce import mapping
from etl.transform.providers.issues import known_names
from etl.transform.providers.logs import is_log

_KINDS = frozenset({"session", "user", "assistant", "tool", "system", "subagent", "skill", "hook", "abort"})


def recognises(raw: Raw) -> bool:
    """A log with an event of ours among its first, that VS Code has not written of one of its own chats."""
    return is_log(raw, recognises_row) and not is_log(raw, is_of_vscode)


def is_of_vscode(row: Raw) -> bool:
    """The beginning of a transcript that VS Code writes beside a chat: it names the editor."""
    return row.get("type") == "session.start" and "vscodeVersion" in mapping(row.get("data"))


def recognises_row(row: Raw) -> bool:
    """An event whose type has a dot, as user.message has, around an object of data."""
    named = row.get("type")
    if not isinstance(named, str) or not isinstance(row.get("data"), dict):
        return False
    kind, dot, _ = named.partition(".")
    return bool(dot) and kind in _KINDS


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names("rows member"),
    "event": known_names("type data id timestamp parentId agentId ephemeral"),
    "event_type": known_names(
        """session.start session.resume session.shutdown session.model_change session.error session.info
        session.warning session.title_changed session.truncation session.compaction_start session.compaction_complete
        session.handoff session.idle session.mode_changed session.plan_changed session.context_changed
        session.workspace_file_changed session.usage_info session.snapshot_rewind session.task_complete user.message
        assistant.message assistant.reasoning assistant.intent assistant.turn_start assistant.turn_end abort
        tool.user_requested tool.execution_start tool.execution_partial_result tool.execution_progress
        tool.execution_complete skill.invoked subagent.started subagent.completed subagent.failed subagent.selected
        hook.start hook.end system.message system.notification"""
    ),
    "message": known_names(
        """content text transformedContent attachments source isAutopilotContinuation interactionId messageId model
        toolRequests reasoningText reasoningOpaque encryptedContent outputTokens parentToolCallId phase requestId
        reasoningId turnId agentMode supportedNativeDocumentMimeTypes nativeDocumentPathFallbackPaths apiCallId"""
    ),
}
"""The fields that sessions of 2026 are known to have, by place."""
