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
        "technical": "providerId mode apiProtocol prevContextTokens newContextTokens",
        "no object, and counted": "messages",
        "where it lies": _PLACE,
    },
    "goose": {
        "told a second time": "description totalTokens model_config.model_name requestedModel",
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
            uiEvent.model""",
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
        "technical": "version requesterUsername response.id agent.id v.version v.id",
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

_AGAIN, _OFFERED, _TECHNICAL = "told elsewhere, or read by another name or shape", "no words of the chat", "technical"

UNUSED: Mapping[str, Mapping[str, str]] = {
    "deepseek": {_AGAIN: "id parent_id role children inserted_at", _TECHNICAL: "current_node is_pinned status"},
    "grok": {
        _AGAIN: """agent_thinking_traces steps query response_id conversation_id conversation responses id title
            create_time modify_time user_id xai_user_id xai_anon_user_id""",
        "pages and posts that were found, and not cited": "web_search_results xposts xpost_ids card_attachments_json",
        "what the product itself says of a chat": "summary",
        _TECHNICAL: """debug_log is_control manual media_types metadata partial query_type shared thinking_start_time
            thinking_end_time anon_user_id asset_ids controller leaf_response_id root_asset_id starred
            system_prompt_id system_prompt_name task_result_id temporary x_user_id""",
    },
    "perplexity": {
        _AGAIN: """text query_str created_us
            backend_uuid uuid context_uuid frontend_uuid frontend_context_uuid created_at
            updated_at entry_created_datetime entry_updated_datetime updated_datetime thread_title thread_metadata
            web_result_block""",
        "pages, pictures and plans that were found or made on the way": """media_block plan_block sources_mode_block
            search_result_widget_block""",
        _OFFERED: "related_queries",
        _TECHNICAL: """chunk_starting_offset progress mode status engine_mode label personalized read_write_token
            search_focus source thread_access thread_url_slug user_selected_model""",
    },
    "open_webui": {
        _AGAIN: """childrenIds citations sources usage info model modelName models modelIdx selectedModelId files
            history messages timestamp updated_at id user_id current_message_id""",
        _OFFERED: "followUps statusHistory lastSentence userContext summary tags tasks",
        _TECHNICAL: "completedAt done favorite _rows archived last_read_at meta params pinned share_id",
    },
    "le_chat": {
        _AGAIN: "id name publicArguments publicResult text thinking imageUrl",
        _TECHNICAL: """endTime isDone isInterrupted referenceIds requiresConfirmation startTime success toolType turn
            preference preferenceOver""",
    },
    "opencode": {
        _AGAIN: """id createdAt time title path cost tokens messages rows parts model modelID error summary
            conversation.agent directory seq""",
        "the program's own instructions": "system tools",
        _TECHNICAL: """metadata permission projectID revert share slug updatedAt version workspaceID agent cwd format
            mode parentID providerID variant""",
    },
    "cline": {
        _AGAIN: "ask contextCondense modelInfo",
        _TECHNICAL: """apiProtocol checkpoint commandCompleted conversationHistoryDeletedRange conversationHistoryIndex
            isAnswered isCheckpointCheckedOut isOperationOutsideWorkspace isProtected lastCheckpointHash metadata
            partial progressStatus""",
    },
    "goose": {_AGAIN: "description model_config"},
    "copilot": {},
    "librechat": {
        _AGAIN: "messages options model conversationId createdAt updatedAt title tokenCount responseMessageId",
        _TECHNICAL: """branches exportAt tags user __v _id clientId depth endpoint expiredAt finish_reason iconURL
            isEdited metadata overrideParentMessageId siblingIndex thread_id unfinished""",
    },
    "gemini": {
        "made by the reader itself, or of the other of two shapes": """basis chat lost title asked at is_document
            is_mixed links model_thoughts prompt text told_time""",
        _AGAIN: "conversation_turns creation_time last_modification_time turn_index",
    },
    "ai_studio": {
        _AGAIN: "createTime grounding isThought tokenCount",
        _TECHNICAL: """branchChildren branchParent isEdited isGeneratedUsingApiKey safetyRatings thinkingBudget
            thinkingLevel thoughtSignatures""",
    },
    "gemini_cli": {
        _AGAIN: """firstUserMessage messages sessionId projectHash startTime lastUpdated model thoughts tokens
            displayName description""",
        "the program's own notes": "memoryScratchpad",
        _TECHNICAL: "kind member messageCount agentId parentToolCallId renderOutputAsMarkdown approvalMode",
    },
    "qwen_code": {
        _AGAIN: "model toolCallResult usageMetadata systemPayload",
        _TECHNICAL: "contextWindowSize isSidechain",
    },
    "copilot_cli": {
        _AGAIN: "text transformedContent model outputTokens reasoningText toolRequests",
        "encrypted": "encryptedContent reasoningOpaque",
        _TECHNICAL: """ephemeral parentId agentMode apiCallId interactionId isAutopilotContinuation
            nativeDocumentPathFallbackPaths phase reasoningId requestId source supportedNativeDocumentMimeTypes
            turnId""",
    },
    "vscode_chat": {
        _AGAIN: """promptTokens completionTokens promptTokenDetails usage result variableData agent slashCommand
            sessionId creationDate lastMessageDate responderUsername requesterUsername""",
        "files and licences that the program looked at": "contentReferences codeCitations editedFileEvents",
        _OFFERED: "followups inputState",
        _TECHNICAL: """elapsedMs isCanceled isCompleteAddedRequest isHidden modeInfo modelState responseMarkdownInfo
            shouldBeRemovedOnSend timeSpentWaiting vote hasPendingEdits initialLocation isImported member mode
            pendingRequests repoData requesterAvatarIconUri responderAvatarIconUri selectedModel version""",
    },
}
"""Fields that exports are known to have, that may hold words, and that nothing comes of where these stand.

Of the providers that are not here each field is of a kind of record, and each kind has a sample.
"""
