-- What the conversations of each category would have cost on an API.
create or replace view v1.category_costs as
select
    conversation_costs.provider::varchar as provider,
    conversation_costs.account_id::varchar as account_id,
    conversation_categories.category::varchar as category,
    count(*)::bigint as conversations,
    sum(conversation_costs.requests)::bigint as requests,
    sum(conversation_costs.requests_unpriced)::bigint as requests_unpriced,
    sum(conversation_costs.tokens_unpriced)::bigint as tokens_unpriced,
    sum(conversation_costs.requests_uncertain)::bigint as requests_uncertain,
    sum(conversation_costs.requests_backdated)::bigint as requests_backdated,
    sum(conversation_costs.input_once)::bigint as input_once,
    sum(conversation_costs.input_visible)::bigint as input_visible,
    sum(conversation_costs.output_visible)::bigint as output_visible,
    sum(conversation_costs.reasoning_shown)::bigint as reasoning_shown,
    sum(conversation_costs.cached_default)::bigint as cached_default,
    sum(conversation_costs.usd_text_once)::decimal(38, 12) as usd_text_once,
    sum(conversation_costs.usd_visible_nocache)::decimal(38, 12) as usd_visible_nocache,
    sum(conversation_costs.usd_cache_strict)::decimal(38, 12) as usd_cache_strict,
    sum(conversation_costs.usd_cache_default)::decimal(38, 12) as usd_cache_default,
    sum(conversation_costs.usd_cache_best)::decimal(38, 12) as usd_cache_best,
    sum(conversation_costs.usd_active_path)::decimal(38, 12) as usd_active_path,
    sum(conversation_costs.usd_reasoning_shown)::decimal(38, 12) as usd_reasoning_shown,
    sum(conversation_costs.usd_images_low)::decimal(38, 12) as usd_images_low,
    sum(conversation_costs.usd_images_high)::decimal(38, 12) as usd_images_high,
    sum(conversation_costs.usd_low)::decimal(38, 12) as usd_low,
    sum(conversation_costs.usd_mid)::decimal(38, 12) as usd_mid,
    sum(conversation_costs.usd_high)::decimal(38, 12) as usd_high,
from v1.conversation_costs
inner join v1.conversation_categories
    on conversation_costs.provider = conversation_categories.provider
    and conversation_costs.account_id is not distinct from conversation_categories.account_id
    and conversation_costs.conversation_id = conversation_categories.conversation_id
group by all;

comment on view v1.category_costs is 'One row per provider, account and category with requests, and one for the conversations without a category.';
comment on column v1.category_costs.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.category_costs.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.category_costs.category is 'The category; NULL for the conversations that have none yet.';
comment on column v1.category_costs.conversations is 'Conversations in it that have requests.';
comment on column v1.category_costs.requests is 'Requests: billed generations of a model, on any branch.';
comment on column v1.category_costs.requests_unpriced is 'Requests without a price (unmapped, unpriced), which no sum of dollars has.';
comment on column v1.category_costs.tokens_unpriced is 'input_visible and output_visible of those.';
comment on column v1.category_costs.requests_uncertain is 'Requests priced as the nearest model or as one of two (proxy, ambiguous).';
comment on column v1.category_costs.requests_backdated is 'Requests from before the first price of their model, which they are priced with.';
comment on column v1.category_costs.input_once is 'Tokens of the input, each text counted once, without framing.';
comment on column v1.category_costs.input_visible is 'Tokens of everything above each request, framing included: what an API client would send.';
comment on column v1.category_costs.output_visible is 'Tokens of the answers and of the arguments of calls, without thoughts.';
comment on column v1.category_costs.reasoning_shown is 'Tokens of the thoughts that the export shows, at least what was billed as reasoning.';
comment on column v1.category_costs.cached_default is 'Input tokens read from the prompt cache, simulated under the policy default.';
comment on column v1.category_costs.usd_text_once is 'US dollars for input_once and output_visible: each text counted once; NULL where no request has a price.';
comment on column v1.category_costs.usd_visible_nocache is 'US dollars for everything sent and answered, without the prompt cache: the headline; NULL where no request has a price.';
comment on column v1.category_costs.usd_cache_strict is 'usd_visible_nocache with the prompt cache, simulated under the policy strict; NULL where no request has a price.';
comment on column v1.category_costs.usd_cache_default is 'usd_visible_nocache with the prompt cache, simulated under the policy default; NULL where no request has a price.';
comment on column v1.category_costs.usd_cache_best is 'usd_visible_nocache with the prompt cache, simulated under the policy best; NULL where no request has a price.';
comment on column v1.category_costs.usd_active_path is 'The part of usd_visible_nocache that lies on the path that the product shows, 0 where no request with a price does; NULL where no request has a price.';
comment on column v1.category_costs.usd_reasoning_shown is 'US dollars for reasoning_shown, billed as output: a lower bound; NULL where no request has a price.';
comment on column v1.category_costs.usd_images_low is 'US dollars for the pictures in the input at low detail, 0 without any; requests whose pictures no rule covers are left out, NULL where no other has a price.';
comment on column v1.category_costs.usd_images_high is 'US dollars for the pictures in the input at high detail, 0 without any; requests whose pictures no rule covers are left out, NULL where no other has a price.';
comment on column v1.category_costs.usd_low is 'The least: the cheapest cache scenario and model, with shown reasoning and pictures at low detail; NULL where no request has a price.';
comment on column v1.category_costs.usd_mid is 'usd_cache_default with shown reasoning and pictures at low detail; NULL where no request has a price.';
comment on column v1.category_costs.usd_high is 'The most: the dearest cache scenario and model, with estimated reasoning, pictures at high detail and reported files; NULL where no request has a price.';
