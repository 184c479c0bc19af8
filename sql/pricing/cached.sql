-- temp.cached: what the prompt cache would have had of each run's input, by the policies of core.cache_rules; not of
-- those whose API reports what it had.
create or replace temp table cached as
with hits as (
    select
        named.revision,
        named.node_id,
        rules.policy,
        rules.minimum_tokens,
        rules.step_tokens,
        rules.withheld_tokens,
        rules.write_factor,
        named.input_capped,
        named.usd_mtok_write is not null or rules.write_factor is not null as is_write_billed,
        least(
            named.input_capped,
            case rules.reuse
                when 'prompt_5m' then walked.reuse_prompt_5m
                when 'prompt_30m' then walked.reuse_prompt_30m
                when 'prompt_60m' then walked.reuse_prompt_60m
                when 'full_10m' then walked.reuse_full_10m
                when 'full_60m' then walked.reuse_full_60m
            end
        ) as reuse,
    from temp.named
    inner join temp.walked
        on named.revision = walked.revision
        and named.tour_in = walked.tour_in
    inner join core.cache_rules as rules
        on named.vendor = rules.vendor
        and named.api_model = rules.api_model
    where named.input_reported is null and named.usd_mtok_cached is not null and named.input_capped >= rules.minimum_tokens
),

-- Whole steps above the minimum; a hit of more than the minimum may stay some tokens below that.
stepped as (
    select
        *,
        minimum_tokens + step_tokens * ((reuse - minimum_tokens) // step_tokens) as floored,
        case
            when reuse < minimum_tokens then 0
            when floored > minimum_tokens then floored - withheld_tokens
            else floored
        end as hit,
    from hits
)

select
    revision,
    node_id,
    max(hit) filter (policy = 'strict') as cached_strict,
    max(hit) filter (policy = 'default') as cached_default,
    max(hit) filter (policy = 'best') as cached_best,
    max(if(is_write_billed, input_capped - hit, 0)) filter (policy = 'strict') as written_strict,
    max(if(is_write_billed, input_capped - hit, 0)) filter (policy = 'default') as written_default,
    max(if(is_write_billed, input_capped - hit, 0)) filter (policy = 'best') as written_best,
    max(write_factor) filter (policy = 'strict') as factor_strict,
    max(write_factor) filter (policy = 'default') as factor_default,
    max(write_factor) filter (policy = 'best') as factor_best,
from stepped
group by all
