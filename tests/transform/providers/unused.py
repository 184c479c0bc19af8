"""Fields that exports of a provider may have and that nothing comes of, by provider and reason."""

from collections.abc import Mapping

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
        "of the other of two shapes": """agent content id metrics origin role sessionId system_prompt taskType
            updated_at version""",
        _TECHNICAL: """apiProtocol checkpoint commandCompleted conversationHistoryDeletedRange conversationHistoryIndex
            isAnswered isCheckpointCheckedOut isOperationOutsideWorkspace isProtected lastCheckpointHash metadata
            partial progressStatus""",
    },
    "goose": {
        _AGAIN: "description model_config conversation messages",
        "sums of a session, which are noted": """input_tokens output_tokens total_tokens accumulated_output_tokens
            message_count""",
        _TECHNICAL: """created_at updated_at extension_data metadata provider_name recipe schedule_id
            user_recipe_values user_set_name""",
    },
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
        "of the other of two shapes": """content firstUserMessage id kind lastUpdated member memoryScratchpad
            messageCount messages parentToolCallId parts projectHash role sessionId startTime thoughts timestamp
            tokens type""",
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
        "of the other of two shapes": """agentMode apiCallId content encryptedContent interactionId message
            isAutopilotContinuation nativeDocumentPathFallbackPaths outputTokens phase reasoningId reasoningOpaque
            requestId source supportedNativeDocumentMimeTypes text timestamp transformedContent turnId""",
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
