-- What each day's use would have cost on an API.
create or replace view v1.daily_costs as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    day::date as day,
    count(*)::bigint as requests,
    (count(*) filter (is_unpriced))::bigint as requests_unpriced,
    (count(*) filter (token_basis = 'reported'))::bigint as requests_reported,
    (count(*) filter (is_unreported))::bigint as requests_unreported,
    coalesce(sum(input_visible + output_visible) filter (is_unpriced), 0)::bigint as tokens_unpriced,
    (count(*) filter (price_status in ('proxy', 'ambiguous')))::bigint as requests_uncertain,
    (count(*) filter (price_status = 'backdated'))::bigint as requests_backdated,
    sum(input_once)::bigint as input_once,
    sum(input_visible)::bigint as input_visible,
    sum(output_visible)::bigint as output_visible,
    sum(reasoning_shown)::bigint as reasoning_shown,
    sum(cached_default)::bigint as cached_default,
    sum(billed_input)::bigint as billed_input,
    sum(billed_cache_read)::bigint as billed_cache_read,
    sum(billed_cache_write)::bigint as billed_cache_write,
    sum(billed_cache_write_1h)::bigint as billed_cache_write_1h,
    sum(billed_output)::bigint as billed_output,
    sum(billed_reasoning)::bigint as billed_reasoning,
    sum(usd)::decimal(38, 12) as usd,
    sum(usd_reported)::decimal(38, 12) as usd_reported,
    sum(usd_unreported)::decimal(38, 12) as usd_unreported,
    sum(usd_text_once)::decimal(38, 12) as usd_text_once,
    sum(usd_visible_nocache)::decimal(38, 12) as usd_visible_nocache,
    sum(usd_cache_strict)::decimal(38, 12) as usd_cache_strict,
    sum(usd_cache_default)::decimal(38, 12) as usd_cache_default,
    sum(usd_cache_best)::decimal(38, 12) as usd_cache_best,
    sum(usd_active_path)::decimal(38, 12) as usd_active_path,
    sum(usd_reasoning_shown)::decimal(38, 12) as usd_reasoning_shown,
    sum(usd_images_low)::decimal(38, 12) as usd_images_low,
    sum(usd_images_high)::decimal(38, 12) as usd_images_high,
    sum(usd_low)::decimal(38, 12) as usd_low,
    sum(usd_mid)::decimal(38, 12) as usd_mid,
    sum(usd_high)::decimal(38, 12) as usd_high,
from v1.request_costs
group by all;

comment on view v1.daily_costs is 'One row per provider, account and local day with requests.';
comment on column v1.daily_costs.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.daily_costs.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.daily_costs.day is 'Local day, in the time zone of about; NULL for requests of unknown time.';
comment on column v1.daily_costs.requests is 'Requests: billed generations of a model, on any branch.';
comment on column v1.daily_costs.requests_unpriced is 'Requests without a price (unmapped, unpriced), which no sum of dollars has.';
comment on column v1.daily_costs.requests_reported is 'Requests whose tokens the API itself reports: exact.';
comment on column v1.daily_costs.requests_unreported is 'Requests that no report followed, though one did on others of their conversation: counted, and kept apart from the reported.';
comment on column v1.daily_costs.tokens_unpriced is 'input_visible and output_visible of those.';
comment on column v1.daily_costs.requests_uncertain is 'Requests priced as the nearest model or as one of two (proxy, ambiguous).';
comment on column v1.daily_costs.requests_backdated is 'Requests from before the first price of their model, which they are priced with.';
comment on column v1.daily_costs.input_once is 'Tokens of the input, each text counted once, without framing.';
comment on column v1.daily_costs.input_visible is 'Tokens of everything above each request, framing included: what an API client would send.';
comment on column v1.daily_costs.output_visible is 'Tokens of the answers and of the arguments of calls, without thoughts.';
comment on column v1.daily_costs.reasoning_shown is 'Tokens of the thoughts that the export shows, at least what was billed as reasoning.';
comment on column v1.daily_costs.cached_default is 'Input tokens read from the prompt cache, simulated under the policy default.';
comment on column v1.daily_costs.billed_input is 'Tokens of the input at the full price, neither read from the prompt cache nor written to it: as reported, else as usd counts them; without requests_unreported.';
comment on column v1.daily_costs.billed_cache_read is 'Tokens of the input read from the prompt cache: as reported, else simulated under the policy default; without requests_unreported.';
comment on column v1.daily_costs.billed_cache_write is 'Tokens of the input written to the prompt cache: as reported, else simulated under the policy default; without requests_unreported.';
comment on column v1.daily_costs.billed_cache_write_1h is 'The part of billed_cache_write that the cache keeps for an hour, the rest it keeps for 5 minutes.';
comment on column v1.daily_costs.billed_output is 'Tokens of the output, reasoning included: as reported, else output_visible and reasoning_shown; without requests_unreported.';
comment on column v1.daily_costs.billed_reasoning is 'The part of billed_output that is reasoning, as far as known; NULL where nothing says.';
comment on column v1.daily_costs.usd is 'US dollars, the one figure of a headline: reported tokens at their exact price, else the likeliest simulation, usd_mid; its range is usd_low to usd_high, equal to it where tokens and model are certain; NULL where no request has a price.';
comment on column v1.daily_costs.usd_reported is 'The part of usd whose tokens the API itself reports; NULL where none of it is.';
comment on column v1.daily_costs.usd_unreported is 'The part of usd that requests_unreported are estimated at; NULL where there are none with a price.';
comment on column v1.daily_costs.usd_text_once is 'US dollars for input_once and output_visible: each text counted once; NULL where no request has a price.';
comment on column v1.daily_costs.usd_visible_nocache is 'US dollars for everything sent and answered, without the prompt cache; NULL where no request has a price.';
comment on column v1.daily_costs.usd_cache_strict is 'usd_visible_nocache with the prompt cache, simulated under the policy strict; NULL where no request has a price.';
comment on column v1.daily_costs.usd_cache_default is 'usd_visible_nocache with the prompt cache, simulated under the policy default; NULL where no request has a price.';
comment on column v1.daily_costs.usd_cache_best is 'usd_visible_nocache with the prompt cache, simulated under the policy best; NULL where no request has a price.';
comment on column v1.daily_costs.usd_active_path is 'The part of usd_visible_nocache that lies on the path that the product shows, 0 where no request with a price does; NULL where no request has a price.';
comment on column v1.daily_costs.usd_reasoning_shown is 'US dollars for reasoning_shown, billed as output: a lower bound; NULL where no request has a price.';
comment on column v1.daily_costs.usd_images_low is 'US dollars for the pictures in the input at low detail, 0 without any; requests whose pictures no rule covers are left out, NULL where no other has a price.';
comment on column v1.daily_costs.usd_images_high is 'US dollars for the pictures in the input at high detail, 0 without any; requests whose pictures no rule covers are left out, NULL where no other has a price.';
comment on column v1.daily_costs.usd_low is 'The least: the cheapest cache scenario and model, with shown reasoning and pictures at low detail; NULL where no request has a price.';
comment on column v1.daily_costs.usd_mid is 'usd_cache_default with shown reasoning and pictures at low detail; NULL where no request has a price.';
comment on column v1.daily_costs.usd_high is 'The most: the dearest cache scenario and model, with estimated reasoning, pictures at high detail and reported files; NULL where no request has a price.';
