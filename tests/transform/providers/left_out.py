"""What the providers know and leave out, by provider and reason: ends of paths in what they read."""

from collections.abc import Mapping

_PLACE = "member"
_CLAUDE_SHAPED = "version message.type source.type source.data"

SILENT: Mapping[str, Mapping[str, str]] = {
    "chatgpt": {
        "told a second time": """^.id mapping.id children thoughts.chunks aggregate_result.code
            aggregate_result.final_expression_output user_context_message_data.about_user_message
            user_context_message_data.about_model_message _cite_metadata.metadata_list.title
            _cite_metadata.metadata_list.url _cite_metadata.metadata_list.text content_references.alt
            content_references.safe_urls safe_urls""",
        "a title or a label of the page": """n7jupd_title image_gen_title async_task_title serialization_title
            sources.attribution items.attribution search_result_groups.domain content.domain""",
        "what a page that was opened says beside its text": "content.snippet content.pub_timestamp content.ref_id",
        "a quote beside the text that is cited": "extra.evidence_text extra.cited_message_idx",
        "technical": """timestamp_ computer_id screenshot.content_type state.type state.id state.os_type
            aggregate_result.status stop_tokens metadata.args citation_format.name metadata_list.type tether_id
            citation_format_type create_source user_message_type run_id aggregate_result.update_time
            in_kernel_exception.name selected_sources connector_source metadata.connector from_server.type gen_size
            parent_gen_id orientation async_task_type deep_research_version context_parts.source attachments.width
            attachments.height request_id search_result_groups.type content_references.status
            content_references.source moderation_results is_archived invoked_plugin.type invoked_plugin.namespace
            plugin_id http_response_status owner.user_id source_analysis_msg_id reasoning_status
            audio_asset_pointer.content_type audio_start_timestamp frames_asset_pointers.content_type
            video_container_asset_pointer.content_type page_info.start_cursor page_info.end_cursor""",
        "named as a field that nobody knows, or of another type": """fovea hue aura mood shard hologram_id
            message.metadata message.author update_time.at attachments.a metadata.citations
            metadata.content_references metadata.finish_details metadata.aggregate_result mapping.message mapping""",
    },
    "claude": {
        "what the product itself says of a chat": "summary",
        "told a second time": """display_content.json_block display_content.type structured_content.exit content.data
            chat_messages.index tool_use_id""",
        "technical": """account.uuid integration_name mcp_server_url remaining project.uuid project.name
            content.metadata.type content.metadata.site_name citations.uuid""",
        "named as a field that nobody knows, or of another type": """chat_messages account attachments files summaries
            flag mood weather""",
    },
    "deepseek": {"told a second time": "mapping.id children"},
    "grok": {
        "told a second time": "conversation.user_id conversation_id",
        "technical": "agent_id",
        "what the product itself says of a chat": "conversation.summary",
        "named as a field that nobody knows, or of another type": "mood responses",
    },
    "perplexity": {
        "what the product offers to ask": "related_queries",
        "technical": "intended_usage mode engine_mode status",
    },
    "open_webui": {
        "told a second time": "messages.id childrenIds chat.id chat.title chat.timestamp total_tokens",
        "which models were asked": "models",
        "technical": "user_id",
        "bytes": "image_url.url",
    },
    "le_chat": {
        "technical": "version reaction turn startTime endTime referenceIds",
        "where it lies": _PLACE,
    },
    "opencode": {
        "told a second time": """sessionID parts.id parts.messageID parts.cost parts.tokens.input parts.tokens.output
            parts.tokens.reasoning
            parts.tokens.cache.read parts.tokens.cache.write model.providerID model.modelID info.parentID""",
        "which files a step changed": "parts.files parts.hash",
        "bytes": "parts.url",
        "technical": """projectID info.version info.agent providerID state.status metadata.exit parts.reason error.name
            time.completed lost""",
    },
    "cline": {
        "bytes": "images",
        "told a second time": "modelInfo.provider tool_use_id content.content.type",
        "technical": "version providerId mode apiProtocol prevContextTokens newContextTokens",
        "no object, and counted": "messages",
        "where it lies": _PLACE,
    },
    "goose": {
        "told a second time": "description totalTokens model_config.model_name requestedModel toolResult.status",
        "sums of a session, which are noted": "input_tokens output_tokens total_tokens message_count",
        "where it lies": _PLACE,
        "bytes": "content.data content.mimeType signature",
        "technical": "created_at accumulated_input_tokens toolCall.status inference.provider cost_source is_compaction",
    },
    "copilot": {"told a second time": "activity.title", "where it lies": _PLACE},
    "librechat": {
        "told a second time": "sender",
        "a time of the clock without a day": "exportAt",
        "technical": "files.type",
        "no object, and counted": "messages",
    },
    "gemini": {
        "told a second time": "told_time cells.chat creation_time",
        "told by its status": "turn_deleted_time",
        "where it lies": _PLACE,
    },
    "ai_studio": {
        "a draft, which is noted": "pendingInputs.text pendingInputs.role",
        "technical": "temperature executableCode.language referenceNumber",
        "bytes": "inlineImage.data",
    },
    "claude_code": {
        "bytes": "source.data signature",
        "technical": """userType version message.type messageId snapshot.messageId data.type toolUseID subtype level
            compactMetadata.trigger compactMetadata.preTokens source.type leafUuid toolUseResult.type""",
        "where it lies": _PLACE,
    },
    "codex": {
        "told a second time": "payload.message last_agent_message total_tokens exit_code",
        "bytes": "image_url encrypted_content",
        "technical": """payload.timestamp cli_version payload.source model_provider turn_id approval_policy
            model_context_window record_type""",
        "where it lies": _PLACE,
    },
    "gemini_cli": {
        "told a second time": "functionResponse.id functionResponse.name tokens.total lastUpdated startTime",
        "undone, or written anew by a later row": """$set.messages.id $set.messages.timestamp $set.messages.type
            $set.messages.content.text $set.messages.content $set""",
        "bytes": "inlineData.data",
        "technical": "rows.kind thoughts.timestamp",
        "named as a field that nobody knows, or of another type": "rows.other",
        "where it lies": _PLACE,
    },
    "qwen_code": {
        "told a second time": """functionResponse.id functionResponse.name totalTokenCount toolCallResult.callId
            uiEvent.model startTime lastUpdated tokens.total""",
        "technical": "rows.version toolCallResult.status",
        "noted as words that were lost": "systemPayload.text",
        "where it lies": _PLACE,
    },
    "iflow": {
        "told a second time": """content.callId functionResponse.id functionResponse.name resultDisplay
            toolUseResult.status toolUseResult.toolName""",
        "technical, or bytes": f"userType {_CLAUDE_SHAPED}",
        "where it lies": _PLACE,
    },
    "qoder": {
        "its own unit, which is no token": "usage.credits",
        "technical, or bytes": f"agentSetting {_CLAUDE_SHAPED}",
        "where it lies": _PLACE,
    },
    "copilot_cli": {
        "told a second time": "arguments.command attachments.path newModel",
        "its own unit, which is no token": "requests.count requests.cost",
        "technical": "data.version copilotVersion data.source error.code parentId",
        "where it lies": _PLACE,
    },
    "vscode_chat": {
        "told a second time": """message.parts.text message.parts.kind invocationMessage metadata.promptTokens
            metadata.outputTokens v.modelId""",
        "set anew by a later row": "v.customTitle",
        "technical": """version requesterUsername response.id agent.id v.version v.id vscodeVersion copilotVersion
            data.startTime parentId""",
        "where it lies": _PLACE,
    },
}
"""Texts and numbers of the samples that nothing comes of."""

SECOND: Mapping[str, Mapping[str, str]] = {
    "gemini": {"a pair of a name and a place, and no list": "cells.files"},
    "gemini_cli": {"the first folder of a session is its project": "rows.directories"},
    "vscode_chat": {"the same part in another row": "rows.v.kind"},
}
"""Texts that have a place for one, in what looks like a list."""
