-- Every message, on any branch, shown or hidden, in the conversation that counts it.
create or replace view v1.messages as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    conversation_id::varchar as conversation_id,
    revision::bigint as revision,
    node_id::varchar as node_id,
    message_id::varchar as message_id,
    parent_id::varchar as parent_id,
    position::integer as position,
    depth::integer as depth,
    sibling_index::integer as sibling_index,
    siblings::integer as siblings,
    branch_index::integer as branch_index,
    is_current::boolean as is_current,
    tour_in::integer as tour_in,
    tour_out::integer as tour_out,
    role::varchar as role,
    author_name::varchar as author_name,
    recipient::varchar as recipient,
    channel::varchar as channel,
    kind::varchar as kind,
    content_type::varchar as content_type,
    language::varchar as language,
    text::varchar as text,
    raw_content::varchar as raw_content,
    omitted::varchar as omitted,
    source_url::varchar as source_url,
    source_title::varchar as source_title,
    created_at::timestamp as created_at,
    created_at_basis::varchar as created_at_basis,
    local_date::date as local_date,
    local_hour::integer as local_hour,
    updated_at::timestamp as updated_at,
    model_slug::varchar as model_slug,
    model_slug_basis::varchar as model_slug_basis,
    resolved_model_slug::varchar as resolved_model_slug,
    requested_model_slug::varchar as requested_model_slug,
    thinking_effort::varchar as thinking_effort,
    encoding_witness::varchar as encoding_witness,
    encoding::varchar as encoding,
    encoding_basis::varchar as encoding_basis,
    token_basis::varchar as token_basis,
    tokens::integer as tokens,
    context_tokens::bigint as context_tokens,
    context_messages::integer as context_messages,
    status::varchar as status,
    finish_type::varchar as finish_type,
    end_turn::boolean as end_turn,
    weight::double as weight,
    is_hidden::boolean as is_hidden,
    is_user_context::boolean as is_user_context,
    in_context::boolean as in_context,
    request_node_id::varchar as request_node_id,
    turn_exchange_id::varchar as turn_exchange_id,
    duration_seconds::double as duration_seconds,
    thinking_seconds::double as thinking_seconds,
    is_voice::boolean as is_voice,
    images::integer as images,
    files::integer as files,
    file_tokens_reported::bigint as file_tokens_reported,
    tokens_reported::bigint as tokens_reported,
    usage_id::varchar as usage_id,
    input_tokens_reported::integer as input_tokens_reported,
    cached_tokens_reported::integer as cached_tokens_reported,
    written_tokens_reported::integer as written_tokens_reported,
    written_1h_tokens_reported::integer as written_1h_tokens_reported,
    output_tokens_reported::integer as output_tokens_reported,
    reasoning_tokens_reported::integer as reasoning_tokens_reported,
    web_searches_reported::integer as web_searches_reported,
    usd_logged::decimal(38, 12) as usd_logged,
    service_tier::varchar as service_tier,
    speed::varchar as speed,
    inference_geo::varchar as inference_geo,
    agent_id::varchar as agent_id,
    git_branch::varchar as git_branch,
    gpt_id::varchar as gpt_id,
    system_hints::varchar as system_hints,
    command::varchar as command,
    async_task_id::varchar as async_task_id,
    is_async_result::boolean as is_async_result,
    characters::integer as characters,
    words::integer as words,
    code_blocks::integer as code_blocks,
    code_lines::integer as code_lines,
    questions::integer as questions,
    exclamations::integer as exclamations,
    pleases::integer as pleases,
    thanks::integer as thanks,
    laughs::integer as laughs,
    curses::integer as curses,
    letters::integer as letters,
    capitals::integer as capitals,
    is_retained::boolean as is_retained,
    is_user_message::boolean as is_user_message,
    is_answer::boolean as is_answer,
    is_output::boolean as is_output,
    is_request::boolean as is_request,
    is_sent::boolean as is_sent,
from v1.conversation_messages
where not is_copy;

comment on view v1.messages is 'One row per message: a node of a conversation''s tree that carries one, on any branch, shown or hidden. What several logs have, as a session that is resumed or forked begins with a copy of its history, is one message; conversation_messages has the copies too. What a person typed and sent is one row, whatever the export put beside it; text of files and what the product adds to the prompt are hidden rows of their own.';
comment on column v1.messages.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column v1.messages.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.messages.conversation_id is 'The conversation, unique within provider and account.';
comment on column v1.messages.revision is 'The version of the conversation that the row was read from: one integer instead of provider, account and conversation.';
comment on column v1.messages.node_id is 'The node of the conversation''s tree; with provider, account and conversation the key of a message.';
comment on column v1.messages.message_id is 'The message''s own id; NULL where it has none. Mostly the same as node_id.';
comment on column v1.messages.parent_id is 'The node before it; NULL at a root.';
comment on column v1.messages.position is 'Place of the node in the conversation as exported, from 0, nodes without a message counted.';
comment on column v1.messages.depth is 'Number of nodes above it, those without a message counted: 0 at a root.';
comment on column v1.messages.sibling_index is 'Number among the children of its parent, from 0 = the oldest.';
comment on column v1.messages.siblings is 'Number of children of its parent, itself included.';
comment on column v1.messages.branch_index is 'Number of the branch of the conversation it belongs to, from 0.';
comment on column v1.messages.is_current is 'Whether it lies on the path that the product shows.';
comment on column v1.messages.tour_in is 'Step at which a walk around the tree enters the node: an ancestor''s is smaller.';
comment on column v1.messages.tour_out is 'Step at which the walk leaves it: an ancestor''s is larger.';
comment on column v1.messages.role is 'Who wrote it, as exported: user, assistant, system or tool.';
comment on column v1.messages.author_name is 'Name of the tool that wrote it; NULL where no tool did.';
comment on column v1.messages.recipient is 'To whom it is addressed: all = the user, else a tool; NULL where the export does not say.';
comment on column v1.messages.channel is 'Channel of the answer, for example final or commentary, or sidechain = a sub-agent''s; NULL where the export does not say.';
comment on column v1.messages.kind is 'What it holds, the same for all providers: text, code, tool_output, thoughts, recap, context, memory, image, file, audio, webpage, quote, browsing, error, empty, unknown.';
comment on column v1.messages.content_type is 'Type of the content as exported.';
comment on column v1.messages.language is 'Language of code content; NULL where it is no code or not said.';
comment on column v1.messages.text is 'The text, its parts joined by line ends; empty where there is none, NULL where it was loaded with --no-text.';
comment on column v1.messages.raw_content is 'The content as JSON text where its type is unknown; else NULL.';
comment on column v1.messages.omitted is 'What of the content is not in text, and why; NULL where all of it is.';
comment on column v1.messages.source_url is 'Address of the page that the message holds; NULL where it holds none.';
comment on column v1.messages.source_title is 'Title of that page; NULL where it has none.';
comment on column v1.messages.created_at is 'When it was written, UTC; NULL where nothing tells.';
comment on column v1.messages.created_at_basis is 'Where that time comes from: message = its own, parent = an earlier message, conversation, none.';
comment on column v1.messages.local_date is 'The day it was written, in the time zone of settings; NULL where the time is unknown.';
comment on column v1.messages.local_hour is 'The hour it was written, 0 to 23, in the time zone of settings; NULL where the time is unknown.';
comment on column v1.messages.updated_at is 'When it was last changed, UTC; NULL where never or unknown.';
comment on column v1.messages.model_slug is 'The model as the product names it; NULL where unknown.';
comment on column v1.messages.model_slug_basis is 'Where the model comes from: message = its own, turn = another answer of the same turn, conversation, none.';
comment on column v1.messages.resolved_model_slug is 'The model that really served the message; NULL where the export does not say.';
comment on column v1.messages.requested_model_slug is 'The model that was asked for; NULL where the export does not say.';
comment on column v1.messages.thinking_effort is 'How hard the model should think, as exported; NULL where the export does not say.';
comment on column v1.messages.encoding_witness is 'Encoding that the export itself proves; NULL where it proves none.';
comment on column v1.messages.encoding is 'Encoding that tokens were counted in; NULL where nothing was counted.';
comment on column v1.messages.encoding_basis is 'Why that encoding: witness = the export proves it, map = the model does, assumed; NULL where nothing was counted.';
comment on column v1.messages.token_basis is 'How tokens were counted: counted_tiktoken = exactly, counted_ctok = by a reconstruction of Claude''s tokenizer, factor_o200k = estimated from o200k_base; NULL where nothing was counted.';
comment on column v1.messages.tokens is 'Tokens of the text in that encoding, counted or estimated as token_basis says; NULL where nothing was counted.';
comment on column v1.messages.context_tokens is 'Tokens of all earlier messages of its path that the model would be sent again.';
comment on column v1.messages.context_messages is 'Number of those earlier messages.';
comment on column v1.messages.status is 'Status as exported; NULL where the export does not say.';
comment on column v1.messages.finish_type is 'Why the model stopped, as exported; NULL where the export does not say.';
comment on column v1.messages.end_turn is 'Whether the message ended the model''s turn; NULL where the export does not say.';
comment on column v1.messages.weight is 'Weight as exported; NULL where the export does not say. Not a mark of the shown path.';
comment on column v1.messages.is_hidden is 'Whether the product hides it.';
comment on column v1.messages.is_user_context is 'Whether it is the user''s custom instructions, which the product repeats in every conversation.';
comment on column v1.messages.in_context is 'Whether its text would be part of the next prompt.';
comment on column v1.messages.request_node_id is 'First node of the run of the assistant''s nodes it belongs to, one request to a model; NULL for other roles.';
comment on column v1.messages.turn_exchange_id is 'Id that the messages of one question and answer share; NULL where the export does not say.';
comment on column v1.messages.duration_seconds is 'How long the answer took, in seconds; NULL where the export does not say.';
comment on column v1.messages.thinking_seconds is 'How long the model thought, in seconds; NULL where the export does not say.';
comment on column v1.messages.is_voice is 'Whether it was spoken.';
comment on column v1.messages.images is 'Number of pictures in it.';
comment on column v1.messages.files is 'Number of files attached to it.';
comment on column v1.messages.file_tokens_reported is 'Tokens of those files as the export reports them; NULL where it does not.';
comment on column v1.messages.tokens_reported is 'Tokens of the message as the export reports them; NULL where it does not.';
comment on column v1.messages.usage_id is 'The answer of an API that the message is part of, the same in every copy of a session''s log; NULL where no log names it.';
comment on column v1.messages.input_tokens_reported is 'Tokens of the whole input of that answer as the API reports them: uncached, read from the cache and written to it; on the answer''s first message, NULL on others and where nothing is reported.';
comment on column v1.messages.cached_tokens_reported is 'The part of input_tokens_reported that was read from the prompt cache.';
comment on column v1.messages.written_tokens_reported is 'The part of input_tokens_reported that was written to the prompt cache.';
comment on column v1.messages.written_1h_tokens_reported is 'The part of written_tokens_reported that the cache keeps for an hour, at twice the price of input.';
comment on column v1.messages.output_tokens_reported is 'Tokens of the output of that answer as the API reports them, reasoning included.';
comment on column v1.messages.reasoning_tokens_reported is 'The part of output_tokens_reported that was reasoning; NULL where the log does not say.';
comment on column v1.messages.web_searches_reported is 'Web searches that the API made for that answer, each with a price of its own; NULL where the log does not say.';
comment on column v1.messages.usd_logged is 'US dollars that the log itself gives for that answer; NULL where it gives none.';
comment on column v1.messages.service_tier is 'Service tier of that answer as reported, for example standard, priority, batch; NULL where the log does not say.';
comment on column v1.messages.speed is 'Speed of that answer as reported: standard or fast; NULL where the log does not say.';
comment on column v1.messages.inference_geo is 'Where that answer was made, as reported, for example us; NULL where the log does not say.';
comment on column v1.messages.agent_id is 'The sub-agent that wrote it or was told it; NULL where none.';
comment on column v1.messages.git_branch is 'The branch of the working folder at the time; NULL where the log does not say.';
comment on column v1.messages.gpt_id is 'The custom GPT that answered; NULL where none did.';
comment on column v1.messages.system_hints is 'Features the user switched on for the message, as exported; NULL where none.';
comment on column v1.messages.command is 'The tool''s command, as exported; NULL where there is none.';
comment on column v1.messages.async_task_id is 'The background task it belongs to; NULL where to none.';
comment on column v1.messages.is_async_result is 'Whether it is the result of a background task.';
comment on column v1.messages.characters is 'Characters of the text-bearing parts, without what joins them in text.';
comment on column v1.messages.words is 'Words of the text; NULL where nothing was counted.';
comment on column v1.messages.code_blocks is 'Fenced blocks of code in the text.';
comment on column v1.messages.code_lines is 'Lines of code in those blocks that are not blank.';
comment on column v1.messages.questions is 'Question marks in the text; NULL where nothing was counted.';
comment on column v1.messages.exclamations is 'Exclamation marks in the text; NULL where nothing was counted.';
comment on column v1.messages.pleases is 'How often the text says please; NULL where nothing was counted.';
comment on column v1.messages.thanks is 'How often the text says thanks; NULL where nothing was counted.';
comment on column v1.messages.laughs is 'How often the text laughs, for example lol; NULL where nothing was counted.';
comment on column v1.messages.curses is 'Curse words in the text; NULL where nothing was counted.';
comment on column v1.messages.letters is 'Letters in the text; NULL where nothing was counted.';
comment on column v1.messages.capitals is 'Capital letters in the text; NULL where nothing was counted.';
comment on column v1.messages.is_retained is 'Whether it is kept from an older export, as the newest no longer has it.';
comment on column v1.messages.is_user_message is 'Whether it is what a person typed and sent, once a message of the export: words, or files alone, which have no words. Never the text of a file, custom instructions, what the product adds to a prompt, or a recording of which no words are known.';
comment on column v1.messages.is_answer is 'Whether the assistant wrote it to the user: not hidden, not empty, no thoughts, no call of a tool, no commentary, which is what it wrote before such a call.';
comment on column v1.messages.is_output is 'Whether a model wrote it and an API would charge it as output: answers and calls of tools, no thoughts.';
comment on column v1.messages.is_request is 'Whether it is the first of a run of the assistant: one request to a model.';
comment on column v1.messages.is_sent is 'Whether a person sent it: as is_user_message, and recordings of which no words are known.';
