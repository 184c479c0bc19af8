"""The shape of a chat: what tells that it is VS Code's, and the fields it is known to have."""

from collections.abc import Mapping
from typing import Any

from etl.rows.types import Raw
from etl.transform.providers.coerce import mapping
from etl.transform.providers.copilot_cli import fields as copilot_cli
from etl.transform.providers.issues import known_names
from etl.transform.providers.logs import is_log


def recognises(raw: Raw) -> bool:
    """A chat's document, or a log of operations that begins with one."""
    if not isinstance(raw, dict):
        return False
    return is_log(raw, recognises_row) or is_transcript(raw) if "rows" in raw else _is_chat(raw)


def is_transcript(raw: Raw) -> bool:
    """What VS Code writes of a chat a second time, in the events of Copilot's command line."""
    return is_log(raw, copilot_cli.is_of_vscode)


def recognises_row(row: Raw) -> bool:
    """The state that a log begins with, or a change of it."""
    kind = row.get("kind")
    if type(kind) is not int:
        return copilot_cli.is_of_vscode(row)
    return _is_chat(mapping(row.get("v"))) if kind == 0 else kind in (1, 2, 3) and isinstance(row.get("k"), list)


def _is_chat(value: Mapping[str, Any]) -> bool:
    is_named = isinstance(value.get("sessionId"), str) or "requesterUsername" in value
    return is_named and isinstance(value.get("requests"), list)


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """rows member version sessionId creationDate lastMessageDate customTitle requesterUsername responderUsername
        requests initialLocation isImported requesterAvatarIconUri responderAvatarIconUri inputState hasPendingEdits
        pendingRequests repoData mode selectedModel"""
    ),
    "event": copilot_cli.KNOWN["event"],
    "event_type": copilot_cli.KNOWN["event_type"],
    "message": copilot_cli.KNOWN["message"]
    | known_names(
        """requestId message variableData response agent modelId timestamp isCanceled result followups responseId
        promptTokens completionTokens usage slashCommand contentReferences codeCitations confirmation isHidden
        responseMarkdownInfo timeSpentWaiting modelState editedFileEvents shouldBeRemovedOnSend vote voteDownReason
        elapsedMs isCompleteAddedRequest promptTokenDetails modeInfo"""
    ),
    "content_type": known_names(
        """markdown toolInvocationSerialized prepareToolInvocation inlineReference textEditGroup codeblockUri undoStop
        thinking markdownVuln progressTaskSerialized progressMessage command confirmation warning notebookEditGroup
        extensions elicitation multiDiffData mcpServersStarting questionCarousel pullRequest treeData
        systemNotification"""
    ),
}
"""The fields that chats of 2025 and 2026 are known to have, by place."""
