create table core.messages (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    message_id varchar,
    parent_id varchar,
    position integer,
    depth integer,
    sibling_index integer,
    siblings integer,
    branch_index integer,
    is_current boolean,
    tour_in integer,
    tour_out integer,
    role varchar,
    author_name varchar,
    recipient varchar,
    channel varchar,
    kind varchar,
    content_type varchar,
    language varchar,
    text varchar using compression zstd,
    raw_content varchar using compression zstd,
    omitted varchar,
    source_url varchar,
    source_title varchar,
    created_at timestamp,
    created_at_basis varchar,
    local_date date,
    local_hour tinyint,
    updated_at timestamp,
    model_slug varchar,
    model_slug_basis varchar,
    resolved_model_slug varchar,
    requested_model_slug varchar,
    thinking_effort varchar,
    encoding_witness varchar,
    encoding varchar,
    encoding_basis varchar,
    token_basis varchar,
    tokens integer,
    context_tokens bigint,
    context_messages integer,
    status varchar,
    finish_type varchar,
    end_turn boolean,
    weight double,
    is_hidden boolean,
    is_user_context boolean,
    in_context boolean,
    request_node_id varchar,
    turn_exchange_id varchar,
    duration_seconds double,
    thinking_seconds double,
    is_voice boolean,
    images integer,
    files integer,
    file_tokens_reported bigint,
    tokens_reported bigint,
    usage_id varchar,
    input_tokens_reported integer,
    cached_tokens_reported integer,
    written_tokens_reported integer,
    written_1h_tokens_reported integer,
    output_tokens_reported integer,
    reasoning_tokens_reported integer,
    web_searches_reported integer,
    usd_logged decimal(18, 12),
    service_tier varchar,
    speed varchar,
    inference_geo varchar,
    agent_id varchar,
    git_branch varchar,
    origin_key bigint,
    inherited_from varchar,
    gpt_id varchar,
    system_hints varchar,
    command varchar,
    async_task_id varchar,
    is_async_result boolean,
    characters integer,
    words integer,
    code_blocks integer,
    code_lines integer,
    questions integer,
    exclamations integer,
    pleases integer,
    thanks integer,
    laughs integer,
    curses integer,
    letters integer,
    capitals integer,
    is_retained boolean,
);

comment on table core.messages is 'One row per message: a node of a conversation''s tree that carries one, on any branch, shown or hidden.';
comment on column core.messages.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.messages.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.messages.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.messages.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column core.messages.node_id is 'The node of the conversation''s tree; with provider, account and conversation the key of a message.';
comment on column core.messages.message_id is 'The message''s own id; NULL where it has none. Mostly the same as node_id.';
comment on column core.messages.parent_id is 'The node before it; NULL at a root.';
comment on column core.messages.position is 'Place of the node in the conversation as exported, from 0, nodes without a message counted.';
comment on column core.messages.depth is 'Number of nodes above it, those without a message counted: 0 at a root.';
comment on column core.messages.sibling_index is 'Number among the children of its parent, from 0 = the oldest.';
comment on column core.messages.siblings is 'Number of children of its parent, itself included.';
comment on column core.messages.branch_index is 'Number of the branch of the conversation it belongs to, from 0.';
comment on column core.messages.is_current is 'Whether it lies on the path that the product shows.';
comment on column core.messages.tour_in is 'Step at which a walk around the tree enters the node: an ancestor''s is smaller.';
comment on column core.messages.tour_out is 'Step at which the walk leaves it: an ancestor''s is larger.';
comment on column core.messages.role is 'Who wrote it, as exported: user, assistant, system or tool.';
comment on column core.messages.author_name is 'Name of the tool that wrote it; NULL where no tool did.';
comment on column core.messages.recipient is 'To whom it is addressed: all = the user, else a tool; NULL where the export does not say.';
comment on column core.messages.channel is 'Channel of the answer, for example final or commentary, or sidechain = a sub-agent''s; NULL where the export does not say.';
comment on column core.messages.kind is 'What it holds, the same for all providers: text, code, tool_output, thoughts, recap, context, memory, image, audio, webpage, quote, browsing, error, empty, unknown.';
comment on column core.messages.content_type is 'Type of the content as exported.';
comment on column core.messages.language is 'Language of code content; NULL where it is no code or not said.';
comment on column core.messages.text is 'The text, its parts joined by line ends; empty where there is none, NULL where it was loaded with --no-text.';
comment on column core.messages.raw_content is 'The content as JSON text where its type is unknown; else NULL.';
comment on column core.messages.omitted is 'What of the content is not in text, and why; NULL where all of it is.';
comment on column core.messages.source_url is 'Address of the page that the message holds; NULL where it holds none.';
comment on column core.messages.source_title is 'Title of that page; NULL where it has none.';
comment on column core.messages.created_at is 'When it was written, UTC; NULL where nothing tells.';
comment on column core.messages.created_at_basis is 'Where that time comes from: message = its own, parent = an earlier message, conversation, none.';
comment on column core.messages.local_date is 'The day it was written, in the time zone of settings; NULL where the time is unknown.';
comment on column core.messages.local_hour is 'The hour it was written, 0 to 23, in the time zone of settings; NULL where the time is unknown.';
comment on column core.messages.updated_at is 'When it was last changed, UTC; NULL where never or unknown.';
comment on column core.messages.model_slug is 'The model as the product names it; NULL where unknown.';
comment on column core.messages.model_slug_basis is 'Where the model comes from: message = its own, turn = another answer of the same turn, conversation, none.';
comment on column core.messages.resolved_model_slug is 'The model that really served the message; NULL where the export does not say.';
comment on column core.messages.requested_model_slug is 'The model that was asked for; NULL where the export does not say.';
comment on column core.messages.thinking_effort is 'How hard the model should think, as exported; NULL where the export does not say.';
comment on column core.messages.encoding_witness is 'Encoding that the export itself proves; NULL where it proves none.';
comment on column core.messages.encoding is 'Encoding that tokens were counted in; NULL where nothing was counted.';
comment on column core.messages.encoding_basis is 'Why that encoding: witness = the export proves it, map = the model does, assumed; NULL where nothing was counted.';
comment on column core.messages.token_basis is 'How tokens were counted: counted_tiktoken = exactly, counted_ctok = by a reconstruction of Claude''s tokenizer, factor_o200k = estimated from o200k_base; NULL where nothing was counted.';
comment on column core.messages.tokens is 'Tokens of the text in that encoding, counted or estimated as token_basis says; NULL where nothing was counted.';
comment on column core.messages.context_tokens is 'Tokens of all earlier messages of its path that the model would be sent again.';
comment on column core.messages.context_messages is 'Number of those earlier messages.';
comment on column core.messages.status is 'Status as exported; NULL where the export does not say.';
comment on column core.messages.finish_type is 'Why the model stopped, as exported; NULL where the export does not say.';
comment on column core.messages.end_turn is 'Whether the message ended the model''s turn; NULL where the export does not say.';
comment on column core.messages.weight is 'Weight as exported; NULL where the export does not say. Not a mark of the shown path.';
comment on column core.messages.is_hidden is 'Whether the product hides it.';
comment on column core.messages.is_user_context is 'Whether it is the user''s custom instructions, which the product repeats in every conversation.';
comment on column core.messages.in_context is 'Whether its text would be part of the next prompt.';
comment on column core.messages.request_node_id is 'First node of the run of the assistant''s nodes it belongs to, one request to a model; NULL for other roles.';
comment on column core.messages.turn_exchange_id is 'Id that the messages of one question and answer share; NULL where the export does not say.';
comment on column core.messages.duration_seconds is 'How long the answer took, in seconds; NULL where the export does not say.';
comment on column core.messages.thinking_seconds is 'How long the model thought, in seconds; NULL where the export does not say.';
comment on column core.messages.is_voice is 'Whether it was spoken.';
comment on column core.messages.images is 'Number of pictures in it.';
comment on column core.messages.files is 'Number of files attached to it.';
comment on column core.messages.file_tokens_reported is 'Tokens of those files as the export reports them; NULL where it does not.';
comment on column core.messages.tokens_reported is 'Tokens of the message as the export reports them; NULL where it does not.';
comment on column core.messages.usage_id is 'The answer of an API that the message is part of, the same in every copy of a session''s log; NULL where no log names it.';
comment on column core.messages.input_tokens_reported is 'Tokens of the whole input of that answer as the API reports them: uncached, read from the cache and written to it; on the answer''s first message, NULL on others and where nothing is reported.';
comment on column core.messages.cached_tokens_reported is 'The part of input_tokens_reported that was read from the prompt cache.';
comment on column core.messages.written_tokens_reported is 'The part of input_tokens_reported that was written to the prompt cache.';
comment on column core.messages.written_1h_tokens_reported is 'The part of written_tokens_reported that the cache keeps for an hour, at twice the price of input.';
comment on column core.messages.output_tokens_reported is 'Tokens of the output of that answer as the API reports them, reasoning included.';
comment on column core.messages.reasoning_tokens_reported is 'The part of output_tokens_reported that was reasoning; NULL where the log does not say.';
comment on column core.messages.web_searches_reported is 'Web searches that the API made for that answer, each with a price of its own; NULL where the log does not say.';
comment on column core.messages.usd_logged is 'US dollars that the log itself gives for that answer; NULL where it gives none.';
comment on column core.messages.service_tier is 'Service tier of that answer as reported, for example standard, priority, batch; NULL where the log does not say.';
comment on column core.messages.speed is 'Speed of that answer as reported: standard or fast; NULL where the log does not say.';
comment on column core.messages.inference_geo is 'Where that answer was made, as reported, for example us; NULL where the log does not say.';
comment on column core.messages.agent_id is 'The sub-agent that wrote it or was told it; NULL where none.';
comment on column core.messages.git_branch is 'The branch of the working folder at the time; NULL where the log does not say.';
comment on column core.messages.origin_key is 'A hash of what the message is, the same in every copy of a session''s log; NULL where usage_id tells, and where nothing does.';
comment on column core.messages.inherited_from is 'The session whose log has it as its own, where the log says or shows that it was copied from there; NULL where it is the session''s own.';
comment on column core.messages.gpt_id is 'The custom GPT that answered; NULL where none did.';
comment on column core.messages.system_hints is 'Features the user switched on for the message, as exported; NULL where none.';
comment on column core.messages.command is 'The tool''s command, as exported; NULL where there is none.';
comment on column core.messages.async_task_id is 'The background task it belongs to; NULL where to none.';
comment on column core.messages.is_async_result is 'Whether it is the result of a background task.';
comment on column core.messages.characters is 'Characters of the text-bearing parts, without what joins them in text.';
comment on column core.messages.words is 'Words of the text; NULL where nothing was counted.';
comment on column core.messages.code_blocks is 'Fenced blocks of code in the text.';
comment on column core.messages.code_lines is 'Lines of code in those blocks that are not blank.';
comment on column core.messages.questions is 'Question marks in the text; NULL where nothing was counted.';
comment on column core.messages.exclamations is 'Exclamation marks in the text; NULL where nothing was counted.';
comment on column core.messages.pleases is 'How often the text says please; NULL where nothing was counted.';
comment on column core.messages.thanks is 'How often the text says thanks; NULL where nothing was counted.';
comment on column core.messages.laughs is 'How often the text laughs, for example lol; NULL where nothing was counted.';
comment on column core.messages.curses is 'Curse words in the text; NULL where nothing was counted.';
comment on column core.messages.letters is 'Letters in the text; NULL where nothing was counted.';
comment on column core.messages.capitals is 'Capital letters in the text; NULL where nothing was counted.';
comment on column core.messages.is_retained is 'Whether it is kept from an older export, as the newest no longer has it.';
