"""The shape of a task: what tells that it is Cline's, and the fields and kinds of messages it is known to have."""

from collections.abc import Iterator, Mapping

from etl.extract.documents import Document
from etl.rows.types import Raw
from etl.transform.providers.coerce import items, text
from etl.transform.providers.issues import known_names

_LOOKED_AT = 20


def recognises(raw: Raw) -> bool:
    """The messages of a task, as ``conversations`` gives them."""
    return isinstance(raw, dict) and "member" in raw and _are_shown(raw.get("messages"))


def opens(document: Document) -> bool:
    """A list of what was said and asked, each with its time."""
    return document.form == "json" and _are_shown(document.value)


def conversations(document: Document) -> Iterator[Raw]:
    """The one task that the list is."""
    yield {"messages": document.value, "member": document.name}


def _are_shown(value: object) -> bool:
    return any(
        isinstance(one, dict) and "ts" in one and one.get("type") in ("ask", "say") and text(one.get(one["type"]))
        for one in items(value)[:_LOOKED_AT]
    )


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names("messages member"),
    "message": known_names(
        """ts type ask say text images files partial reasoning modelInfo conversationHistoryIndex
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
