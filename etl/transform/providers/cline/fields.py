"""The shape of a task: what tells that it is Cline's, and the fields and kinds of messages it is known to have."""

from collections.abc import Iterator, Mapping

from etl.extract.documents import Document
from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping, text
from etl.transform.providers.issues import known_names

_LOOKED_AT = 20


def recognises(raw: Raw) -> bool:
    """The messages of a task or of a session, as ``conversations`` gives them."""
    return isinstance(raw, dict) and "member" in raw and (is_session(raw) or _are_shown(raw.get("messages")))


def is_session(raw: Raw) -> bool:
    """A session of version 4, by the names that stand around its messages."""
    if not isinstance(raw.get("sessionId"), str) or not {"version", "agent", "messages"} <= raw.keys():
        return False
    told = [mapping(one) for one in items(raw["messages"])]
    return all(one.get("role") in ("user", "assistant") and "content" in one for one in told[:_LOOKED_AT])


def opens(document: Document) -> bool:
    """A list of what was said and asked, each with its time; or a session."""
    value = document.value
    return document.form == "json" and (is_session(value) if isinstance(value, dict) else _are_shown(value))


def conversations(document: Document) -> Iterator[Raw]:
    """The one task or session that the file is."""
    value = document.value
    yield {**(value if isinstance(value, dict) else {"messages": value}), "member": document.name}


def _are_shown(value: object) -> bool:
    return any(
        isinstance(one, dict) and "ts" in one and one.get("type") in ("ask", "say") and text(one.get(one["type"]))
        for one in items(value)[:_LOOKED_AT]
    )


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names("messages member version updated_at agent sessionId taskType origin system_prompt"),
    "block": known_names("text thinking redacted_thinking tool_use tool_result image file media document"),
    "message": known_names(
        """id role content metrics agent ts type ask say text images files partial reasoning modelInfo
        conversationHistoryIndex
        conversationHistoryDeletedRange lastCheckpointHash isCheckpointCheckedOut isOperationOutsideWorkspace
        checkpoint progressStatus contextCondense apiProtocol isProtected isAnswered commandCompleted metadata"""
    ),
    "content_type": known_names(
        """task text user_feedback user_feedback_diff reasoning tool command command_output completion_result followup
        plan_mode_respond use_mcp_server mcp_server_request_started mcp_server_response browser_action
        browser_action_launch browser_action_result error api_req_started api_req_finished api_req_retried
        api_req_retry_delayed api_req_rate_limit_wait api_req_failed api_req_deleted checkpoint_created
        checkpoint_saved resume_task resume_completed_task mistake_limit_reached auto_approval_max_req_reached
        shell_integration_warning diff_error rooignore_error clineignore_error condense_context
        condense_context_error sliding_window_truncation codebase_search_result subtask_result task_progress
        deleted_api_reqs subagent_usage info image user_edit_todos too_many_tools_warning new_task condense
        checkpoint_restore browser_session_status payment_required_prompt load_mcp_documentation"""
    ),
}
"""The fields that tasks of 2025 and 2026 are known to have, by place; of content_type the kinds of messages."""
