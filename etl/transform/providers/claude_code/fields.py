"""The fields that logs of 2025 and 2026 are known to have, by place."""

from collections.abc import Mapping

from etl.transform.providers.claude.fields import KNOWN as CLAUDE


def _known(names: str) -> frozenset[str]:
    return frozenset(names.split())


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": _known("rows member"),
    "event": _known(
        """type uuid parentUuid logicalParentUuid isSidechain userType cwd sessionId version gitBranch timestamp message
        requestId toolUseResult costUSD durationMs isMeta isCompactSummary isVisibleInTranscriptOnly isApiErrorMessage
        summary leafUuid subtype content level toolUseID compactMetadata agentId slug thinkingMetadata todos
        snapshot messageId isSnapshotUpdate operation data parentToolUseID customTitle entrypoint permissionMode
        sourceToolAssistantUUID sourceToolUseID error attachment promptId imagePasteIds"""
    ),
    "message": _known(
        """id type role model content stop_reason stop_sequence stop_details usage container context_management
        diagnostics"""
    ),
    "content_type": CLAUDE["content_type"] | _known("image document"),
    "content": CLAUDE["content"] | _known("source cache_control caller"),
    "part": CLAUDE["part"] | _known("tool_reference"),
}
