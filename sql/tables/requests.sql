create table core.requests (
    provider varchar,
    account_id varchar,
    conversation_id varchar,
    revision bigint,
    node_id varchar,
    last_node_id varchar,
    created_at timestamp,
    local_date date,
    is_current boolean,
    model_slug varchar,
    model_basis varchar,
    encoding varchar,
    encoding_basis varchar,
    encoding_witness varchar,
    token_basis varchar,
    is_unreported boolean,
    usage_id varchar,
    agent_id varchar,
    git_branch varchar,
    service_tier varchar,
    speed varchar,
    inference_geo varchar,
    reasoning_reported bigint,
    web_searches_reported bigint,
    usd_logged decimal(18, 12),
    input_once bigint,
    input_visible bigint,
    output_visible bigint,
    reasoning_shown bigint,
    thinking_seconds double,
    images integer,
    file_tokens bigint,
    reuse_prompt_5m bigint,
    reuse_prompt_30m bigint,
    reuse_prompt_60m bigint,
    reuse_full_10m bigint,
    reuse_full_60m bigint,
    vendor varchar,
    api_model varchar,
    alt_api_model varchar,
    is_reasoning boolean,
    price_status varchar,
    price_valid_from date,
    is_near_price_change boolean,
    price_confidence varchar,
    input_limit bigint,
    input_capped bigint,
    is_truncated boolean,
    is_long boolean,
    price_tier varchar,
    price_geo varchar,
    price_factor decimal(12, 9),
    usd_mtok_input decimal(12, 6),
    usd_mtok_output decimal(12, 6),
    cached_strict bigint,
    cached_default bigint,
    cached_best bigint,
    written_strict bigint,
    written_default bigint,
    written_best bigint,
    written_1h bigint,
    image_tokens_low bigint,
    image_tokens_high bigint,
    reasoning_high bigint,
    usd_text_once decimal(18, 12),
    usd_visible_nocache decimal(18, 12),
    usd_cache_strict decimal(18, 12),
    usd_cache_default decimal(18, 12),
    usd_cache_best decimal(18, 12),
    usd_reasoning_shown decimal(18, 12),
    usd_images_low decimal(18, 12),
    usd_images_high decimal(18, 12),
    usd_alt_visible_nocache decimal(18, 12),
    usd_low decimal(18, 12),
    usd_mid decimal(18, 12),
    usd_high decimal(18, 12),
);

comment on table core.requests is 'One row per request: a run of the assistant''s nodes, one billed generation of a model.';
comment on column core.requests.provider is 'Whose product the chat was held in: chatgpt, claude.';
comment on column core.requests.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column core.requests.conversation_id is 'The conversation, unique within provider and account.';
comment on column core.requests.revision is 'The newest version of the conversation: one integer instead of provider, account and conversation.';
comment on column core.requests.node_id is 'First node of the run.';
comment on column core.requests.last_node_id is 'Last node of the run.';
comment on column core.requests.created_at is 'When its first node was written, UTC; NULL where unknown.';
comment on column core.requests.local_date is 'That day in the time zone of settings; NULL where unknown.';
comment on column core.requests.is_current is 'Whether it lies on the path that the product shows.';
comment on column core.requests.model_slug is 'The model as the product names it, or as the user says where it names none; NULL where unknown.';
comment on column core.requests.model_basis is 'Where the model comes from: message, turn, conversation, assumed = the user says so, none.';
comment on column core.requests.encoding is 'Encoding that tokens were counted in.';
comment on column core.requests.encoding_basis is 'Why that encoding: witness = the export proves it, map = the model does, assumed.';
comment on column core.requests.encoding_witness is 'Encoding that the export itself proves for the run; NULL where it proves none.';
comment on column core.requests.token_basis is 'Where the tokens come from: reported = by the API itself, else counted_tiktoken, counted_ctok, factor_o200k.';
comment on column core.requests.is_unreported is 'Whether no report of the API followed it, though one did on others of the conversation.';
comment on column core.requests.usage_id is 'The answer of an API that the request is: usage_id of its messages and tool calls; NULL where no log names it.';
comment on column core.requests.agent_id is 'The sub-agent that made it; NULL where none.';
comment on column core.requests.git_branch is 'The branch of the working folder at the time; NULL where the log does not say.';
comment on column core.requests.service_tier is 'Service tier as reported, for example standard, priority, batch; NULL where the log does not say.';
comment on column core.requests.speed is 'Speed as reported: standard or fast; NULL where the log does not say.';
comment on column core.requests.inference_geo is 'Where it was computed, as reported, for example us; NULL where the log does not say.';
comment on column core.requests.reasoning_reported is 'The part of output_visible that was reasoning, as reported; NULL where the log does not say.';
comment on column core.requests.web_searches_reported is 'Web searches that the API made for it, each with a price of its own; NULL where the log does not say.';
comment on column core.requests.usd_logged is 'US dollars that the log itself gives for it; NULL where it gives none.';
comment on column core.requests.input_once is 'Tokens of the input that no earlier request of the conversation had: each text counted once, without framing.';
comment on column core.requests.input_visible is 'Tokens of everything above the run, framing included: what an API client would send; as reported where the API does (uncached + read from the cache + written to it).';
comment on column core.requests.output_visible is 'Tokens of the answer and of the arguments of calls, without thoughts; as reported where the API does, then with them.';
comment on column core.requests.reasoning_shown is 'Tokens of the thoughts that the export shows, at least what was billed as reasoning; 0 where output is reported.';
comment on column core.requests.thinking_seconds is 'How long the model thought, all its thoughts together; NULL where the export does not say, or says more than a day.';
comment on column core.requests.images is 'Pictures in the input.';
comment on column core.requests.file_tokens is 'Tokens of the files above the run, as the export reports them, up to 100 million each.';
comment on column core.requests.reuse_prompt_5m is 'Tokens at the beginning of the input that the prompt of a request of the same model at most 5 minutes earlier had.';
comment on column core.requests.reuse_prompt_30m is 'The same within 30 minutes.';
comment on column core.requests.reuse_prompt_60m is 'The same within 60 minutes.';
comment on column core.requests.reuse_full_10m is 'Tokens that such a prompt or its answer had, within 10 minutes.';
comment on column core.requests.reuse_full_60m is 'The same within 60 minutes.';
comment on column core.requests.vendor is 'Who sells it: openai, anthropic.';
comment on column core.requests.api_model is 'The model of an API it is priced as; NULL where there is none.';
comment on column core.requests.alt_api_model is 'Another model it may have been; NULL where there is none.';
comment on column core.requests.is_reasoning is 'Whether the model thinks before it answers; NULL where unknown.';
comment on column core.requests.price_status is 'mapped, proxy, ambiguous, backdated = before the model''s first price, unmapped = no model of an API, unpriced = no price or no time.';
comment on column core.requests.price_valid_from is 'Day from which the price held; NULL where there is none.';
comment on column core.requests.is_near_price_change is 'Whether a price of the model changed within a day of it.';
comment on column core.requests.price_confidence is 'How sure price and model are, the weaker of both: high, medium, low; NULL where there is none.';
comment on column core.requests.input_limit is 'The most input tokens the model took then; NULL where unknown.';
comment on column core.requests.input_capped is 'input_visible, at most input_limit unless it is reported: what is priced.';
comment on column core.requests.is_truncated is 'Whether input_visible is more than input_limit.';
comment on column core.requests.is_long is 'Whether the long_ prices hold.';
comment on column core.requests.price_tier is 'The tier whose price it has, as in price_tiers, or standard; NULL where the log tells a tier whose price is unknown, which is then counted as standard, or without a price.';
comment on column core.requests.price_geo is 'The tier of price_tiers for where it was computed, whose price it has as well; NULL where that costs nothing more.';
comment on column core.requests.price_factor is 'Both tiers together, as a multiple of the standard price: in every amount; NULL without a price.';
comment on column core.requests.usd_mtok_input is 'Price of a million input tokens at its tier; NULL where there is none.';
comment on column core.requests.usd_mtok_output is 'Price of a million output tokens at its tier; NULL where there is none.';
comment on column core.requests.cached_strict is 'Input tokens read from the prompt cache, as reported, else simulated under the policy strict.';
comment on column core.requests.cached_default is 'Input tokens read from the prompt cache, as reported, else simulated under the policy default.';
comment on column core.requests.cached_best is 'Input tokens read from the prompt cache, as reported, else simulated under the policy best.';
comment on column core.requests.written_strict is 'Input tokens written to the prompt cache, as reported, else simulated under the policy strict.';
comment on column core.requests.written_default is 'Input tokens written to the prompt cache, as reported, else simulated under the policy default.';
comment on column core.requests.written_best is 'Input tokens written to the prompt cache, as reported, else simulated under the policy best.';
comment on column core.requests.written_1h is 'The part of those that the cache keeps for an hour, as reported, else 0.';
comment on column core.requests.image_tokens_low is 'Tokens of the pictures in the input at low detail; NULL where no rule tells.';
comment on column core.requests.image_tokens_high is 'Tokens of the pictures at high detail; NULL where no rule tells.';
comment on column core.requests.reasoning_high is 'The most tokens of reasoning, estimated from the seconds or from the answer; 0 where output is reported.';
comment on column core.requests.usd_text_once is 'US dollars for input_once and output_visible.';
comment on column core.requests.usd_visible_nocache is 'US dollars for input_capped and output_visible.';
comment on column core.requests.usd_cache_strict is 'The same with the prompt cache, policy strict.';
comment on column core.requests.usd_cache_default is 'The same with the prompt cache, policy default.';
comment on column core.requests.usd_cache_best is 'The same with the prompt cache, policy best.';
comment on column core.requests.usd_reasoning_shown is 'US dollars for reasoning_shown, billed as output.';
comment on column core.requests.usd_images_low is 'US dollars for image_tokens_low; 0 without pictures, NULL where no rule tells.';
comment on column core.requests.usd_images_high is 'US dollars for image_tokens_high; 0 without pictures, NULL where no rule tells.';
comment on column core.requests.usd_alt_visible_nocache is 'usd_visible_nocache at the prices of alt_api_model; NULL where there is none.';
comment on column core.requests.usd_low is 'The least: the cheapest of the cache scenarios and of both models, with shown reasoning and pictures at low detail.';
comment on column core.requests.usd_mid is 'usd_cache_default with shown reasoning and pictures at low detail.';
comment on column core.requests.usd_high is 'The most: the dearest of the cache scenarios and of both models, with estimated reasoning, pictures at high detail and reported files.';
