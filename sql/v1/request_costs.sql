-- What each request to a model would have cost on an API, at the prices of its day.
create or replace view v1.request_costs as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    conversation_id::varchar as conversation_id,
    revision::bigint as revision,
    node_id::varchar as node_id,
    last_node_id::varchar as last_node_id,
    created_at::timestamp as created_at,
    local_date::date as day,
    is_current::boolean as is_current,
    model_slug::varchar as model,
    model_basis::varchar as model_basis,
    vendor::varchar as vendor,
    api_model::varchar as api_model,
    alt_api_model::varchar as alt_api_model,
    is_reasoning::boolean as is_reasoning,
    price_status::varchar as price_status,
    (price_status in ('unmapped', 'unpriced'))::boolean as is_unpriced,
    price_valid_from::date as price_valid_from,
    is_near_price_change::boolean as is_near_price_change,
    price_confidence::varchar as price_confidence,
    usd_mtok_input::decimal(12, 6) as usd_mtok_input,
    usd_mtok_output::decimal(12, 6) as usd_mtok_output,
    encoding::varchar as encoding,
    encoding_basis::varchar as encoding_basis,
    token_basis::varchar as token_basis,
    is_unreported::boolean as is_unreported,
    usage_id::varchar as usage_id,
    agent_id::varchar as agent_id,
    git_branch::varchar as git_branch,
    service_tier::varchar as service_tier,
    speed::varchar as speed,
    inference_geo::varchar as inference_geo,
    reasoning_reported::bigint as reasoning_reported,
    web_searches_reported::bigint as web_searches_reported,
    usd_logged::decimal(38, 12) as usd_logged,
    input_once::bigint as input_once,
    input_visible::bigint as input_visible,
    input_limit::bigint as input_limit,
    input_capped::bigint as input_capped,
    is_truncated::boolean as is_truncated,
    is_long::boolean as is_long,
    price_tier::varchar as price_tier,
    price_geo::varchar as price_geo,
    price_factor::decimal(12, 9) as price_factor,
    output_visible::bigint as output_visible,
    reasoning_shown::bigint as reasoning_shown,
    reasoning_high::bigint as reasoning_high,
    thinking_seconds::double as thinking_seconds,
    images::integer as images,
    image_tokens_low::bigint as image_tokens_low,
    image_tokens_high::bigint as image_tokens_high,
    file_tokens::bigint as file_tokens,
    cached_strict::bigint as cached_strict,
    cached_default::bigint as cached_default,
    cached_best::bigint as cached_best,
    written_strict::bigint as written_strict,
    written_default::bigint as written_default,
    written_best::bigint as written_best,
    (case when not is_unreported then input_capped - cached_default - written_default + coalesce(image_tokens_low, 0) end)::bigint as billed_input,
    (case when not is_unreported then cached_default end)::bigint as billed_cache_read,
    (case when not is_unreported then written_default end)::bigint as billed_cache_write,
    (case when not is_unreported then written_1h end)::bigint as billed_cache_write_1h,
    (case when not is_unreported then output_visible + reasoning_shown end)::bigint as billed_output,
    (case when token_basis = 'reported' then reasoning_reported when not is_unreported then reasoning_shown end)::bigint as billed_reasoning,
    usd_mid::decimal(38, 12) as usd,
    (case when token_basis = 'reported' then usd_mid end)::decimal(38, 12) as usd_reported,
    (case when is_unreported then usd_mid end)::decimal(38, 12) as usd_unreported,
    usd_text_once::decimal(38, 12) as usd_text_once,
    usd_visible_nocache::decimal(38, 12) as usd_visible_nocache,
    usd_cache_strict::decimal(38, 12) as usd_cache_strict,
    usd_cache_default::decimal(38, 12) as usd_cache_default,
    usd_cache_best::decimal(38, 12) as usd_cache_best,
    (case when is_current then usd_visible_nocache when usd_visible_nocache is not null then 0 end)::decimal(38, 12) as usd_active_path,
    usd_reasoning_shown::decimal(38, 12) as usd_reasoning_shown,
    usd_images_low::decimal(38, 12) as usd_images_low,
    usd_images_high::decimal(38, 12) as usd_images_high,
    usd_alt_visible_nocache::decimal(38, 12) as usd_alt_visible_nocache,
    usd_low::decimal(38, 12) as usd_low,
    usd_mid::decimal(38, 12) as usd_mid,
    usd_high::decimal(38, 12) as usd_high,
from core.requests;

comment on view v1.request_costs is 'One row per request: a run of the assistant''s nodes, one billed generation of a model.';
comment on column v1.request_costs.revision is 'The newest version of the conversation: one integer instead of provider, account and conversation.';
comment on column v1.request_costs.node_id is 'First node of the run.';
comment on column v1.request_costs.last_node_id is 'Last node of the run.';
comment on column v1.request_costs.created_at is 'When its first node was written, UTC; NULL where unknown.';
comment on column v1.request_costs.day is 'Local day, in the time zone of about; NULL where the time is unknown.';
comment on column v1.request_costs.model is 'The model as the product names it, or as the user says where it names none; NULL where unknown.';
comment on column v1.request_costs.model_basis is 'Where the model comes from: message, turn, conversation, assumed = the user says so, none.';
comment on column v1.request_costs.vendor is 'Who sells it: openai, anthropic.';
comment on column v1.request_costs.api_model is 'The model of an API it is priced as; NULL where there is none.';
comment on column v1.request_costs.alt_api_model is 'Another model it may have been; NULL where there is none.';
comment on column v1.request_costs.is_reasoning is 'Whether the model thinks before it answers; NULL where unknown.';
comment on column v1.request_costs.price_status is 'mapped, proxy, ambiguous, backdated = before the model''s first price, unmapped = no model of an API, unpriced = no price or no time.';
comment on column v1.request_costs.is_unpriced is 'Whether it has no price (unmapped, unpriced): its amounts are then unknown.';
comment on column v1.request_costs.price_valid_from is 'Day from which the price held; NULL where there is none.';
comment on column v1.request_costs.is_near_price_change is 'Whether a price of the model changed within a day of it.';
comment on column v1.request_costs.price_confidence is 'How sure price and model are, the weaker of both: high, medium, low; NULL where there is none.';
comment on column v1.request_costs.price_tier is 'The tier whose price it has, as in price_tiers, or standard; NULL where the log tells a tier whose price is unknown, which is then counted as standard, or without a price.';
comment on column v1.request_costs.price_geo is 'The tier of price_tiers for where it was computed, whose price it has as well; NULL where that costs nothing more.';
comment on column v1.request_costs.price_factor is 'Both tiers together, as a multiple of the standard price: in every amount; NULL without a price.';
comment on column v1.request_costs.usd_mtok_input is 'Price of a million input tokens; NULL where there is none.';
comment on column v1.request_costs.usd_mtok_output is 'Price of a million output tokens; NULL where there is none.';
comment on column v1.request_costs.encoding is 'Encoding that tokens were counted in.';
comment on column v1.request_costs.encoding_basis is 'Why that encoding: witness = the export proves it, map = the model does, assumed.';
comment on column v1.request_costs.token_basis is 'Where the tokens come from: reported = by the API itself, else counted_tiktoken, counted_ctok, factor_o200k.';
comment on column v1.request_costs.is_unreported is 'Whether no report of the API followed it, though one did on others of its conversation: an answer that was broken off. Its tokens are counted, and kept apart from reported ones.';
comment on column v1.request_costs.usage_id is 'The answer of an API that the request is: usage_id of its messages and tool calls; NULL where no log names it.';
comment on column v1.request_costs.agent_id is 'The sub-agent that made it; NULL where none.';
comment on column v1.request_costs.service_tier is 'Service tier as reported, for example standard, priority, batch; NULL where the log does not say.';
comment on column v1.request_costs.speed is 'Speed as reported: standard or fast; NULL where the log does not say.';
comment on column v1.request_costs.inference_geo is 'Where it was computed, as reported, for example us; NULL where the log does not say.';
comment on column v1.request_costs.reasoning_reported is 'The part of output_visible that was reasoning, as reported; NULL where the log does not say.';
comment on column v1.request_costs.web_searches_reported is 'Web searches that the API made for it, each with a price of its own; NULL where the log does not say.';
comment on column v1.request_costs.usd_logged is 'US dollars that the log itself gives for it; NULL where it gives none.';
comment on column v1.request_costs.input_once is 'Tokens of the input that no earlier request of the conversation had: each text counted once, without framing.';
comment on column v1.request_costs.input_visible is 'Tokens of everything above the run, framing included: what an API client would send; as reported where the API does (uncached + read from the cache + written to it).';
comment on column v1.request_costs.input_limit is 'The most input tokens the model took then; NULL where unknown.';
comment on column v1.request_costs.input_capped is 'input_visible, at most input_limit unless it is reported: what is priced.';
comment on column v1.request_costs.is_truncated is 'Whether input_visible is more than input_limit.';
comment on column v1.request_costs.is_long is 'Whether the long_ prices hold.';
comment on column v1.request_costs.output_visible is 'Tokens of the answer and of the arguments of calls, without thoughts; as reported where the API does, then with them.';
comment on column v1.request_costs.reasoning_shown is 'Tokens of the thoughts that the export shows, at least what was billed as reasoning; 0 where output is reported.';
comment on column v1.request_costs.reasoning_high is 'The most tokens of reasoning, estimated from the seconds or from the answer; 0 where output is reported.';
comment on column v1.request_costs.thinking_seconds is 'How long the model thought; NULL where the export does not say.';
comment on column v1.request_costs.images is 'Pictures in the input.';
comment on column v1.request_costs.image_tokens_low is 'Tokens of the pictures in the input at low detail; NULL where no rule tells.';
comment on column v1.request_costs.image_tokens_high is 'Tokens of the pictures at high detail; NULL where no rule tells.';
comment on column v1.request_costs.file_tokens is 'Tokens of the files above the run, as the export reports them.';
comment on column v1.request_costs.cached_strict is 'Input tokens read from the prompt cache, as reported, else simulated under the policy strict.';
comment on column v1.request_costs.cached_default is 'Input tokens read from the prompt cache, as reported, else simulated under the policy default.';
comment on column v1.request_costs.cached_best is 'Input tokens read from the prompt cache, as reported, else simulated under the policy best.';
comment on column v1.request_costs.written_strict is 'Input tokens written to the prompt cache, as reported, else simulated under the policy strict.';
comment on column v1.request_costs.written_default is 'Input tokens written to the prompt cache, as reported, else simulated under the policy default.';
comment on column v1.request_costs.written_best is 'Input tokens written to the prompt cache, as reported, else simulated under the policy best.';
comment on column v1.request_costs.billed_input is 'Tokens of the input at the full price, neither read from the prompt cache nor written to it: as reported, else as usd counts them, with pictures at low detail; NULL where is_unreported.';
comment on column v1.request_costs.billed_cache_read is 'Tokens of the input read from the prompt cache: as reported, else simulated under the policy default; NULL where is_unreported.';
comment on column v1.request_costs.billed_cache_write is 'Tokens of the input written to the prompt cache: as reported, else simulated under the policy default; NULL where is_unreported.';
comment on column v1.request_costs.billed_cache_write_1h is 'The part of billed_cache_write that the cache keeps for an hour, the rest it keeps for 5 minutes; NULL where is_unreported.';
comment on column v1.request_costs.billed_output is 'Tokens of the output, reasoning included: as reported, else output_visible and reasoning_shown; NULL where is_unreported.';
comment on column v1.request_costs.billed_reasoning is 'The part of billed_output that is reasoning, as far as known; NULL where a report does not say, and where is_unreported.';
comment on column v1.request_costs.usd is 'US dollars, the one figure of a headline: reported tokens at their exact price, where token_basis is reported, else the likeliest simulation, usd_mid; between usd_low and usd_high, which equal it where tokens and model are certain; NULL without a price.';
comment on column v1.request_costs.usd_reported is 'usd where the API itself reports the tokens, else NULL.';
comment on column v1.request_costs.usd_unreported is 'usd where is_unreported, else NULL: an estimate beside reported figures.';
comment on column v1.request_costs.usd_text_once is 'US dollars for input_once and output_visible; NULL without a price.';
comment on column v1.request_costs.usd_visible_nocache is 'US dollars for input_capped and output_visible without the prompt cache; NULL without a price.';
comment on column v1.request_costs.usd_cache_strict is 'usd_visible_nocache with the prompt cache, simulated under the policy strict; NULL without a price.';
comment on column v1.request_costs.usd_cache_default is 'usd_visible_nocache with the prompt cache, simulated under the policy default; NULL without a price.';
comment on column v1.request_costs.usd_cache_best is 'usd_visible_nocache with the prompt cache, simulated under the policy best; NULL without a price.';
comment on column v1.request_costs.usd_active_path is 'usd_visible_nocache where the request lies on the path that the product shows, else 0; NULL without a price.';
comment on column v1.request_costs.usd_reasoning_shown is 'US dollars for reasoning_shown, billed as output; NULL without a price.';
comment on column v1.request_costs.usd_images_low is 'US dollars for image_tokens_low; 0 without pictures, NULL where no rule tells or without a price.';
comment on column v1.request_costs.usd_images_high is 'US dollars for image_tokens_high; 0 without pictures, NULL where no rule tells or without a price.';
comment on column v1.request_costs.usd_alt_visible_nocache is 'usd_visible_nocache at the prices of alt_api_model; NULL where there is none.';
comment on column v1.request_costs.usd_low is 'The least: the cheapest of the cache scenarios and of both models, with shown reasoning and pictures at low detail; NULL without a price.';
comment on column v1.request_costs.usd_mid is 'usd_cache_default with shown reasoning and pictures at low detail; NULL without a price.';
comment on column v1.request_costs.usd_high is 'The most: the dearest of the cache scenarios and of both models, with estimated reasoning, pictures at high detail and reported files; NULL without a price.';
-- columns as in v1.messages
