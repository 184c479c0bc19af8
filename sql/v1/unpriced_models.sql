-- What no total of dollars has, by name, and what the user can do about it.
create or replace view v1.unpriced_models as
with groups as (
    select
        provider,
        account_id,
        model,
        price_status,
        vendor,
        api_model,
        day is null as is_undated,
        count(*) as requests,
        sum(input_visible + output_visible) as tokens,
        min(day) as first_day,
        max(day) as last_day,
    from v1.request_costs
    where is_unpriced
    group by all
),

prices as (
    select
        vendor,
        api_model,
        min(valid_from) as first_price,
    from core.pricing
    group by all
),

known as (
    select
        provider,
        slug,
        count(*) as periods,
    from core.model_names
    where status = 'unmapped' and vendor is not null
    group by all
),

cases as (
    select
        groups.provider,
        groups.account_id,
        groups.model,
        groups.price_status,
        groups.requests,
        groups.tokens,
        groups.first_day,
        groups.last_day,
        case
            when groups.price_status = 'unpriced' and groups.is_undated then 'undated'
            when groups.price_status = 'unpriced' and prices.first_price is not null then 'too early'
            when groups.price_status = 'unpriced' then 'no price'
            when groups.model is null then 'no name'
            when known.periods is not null then 'no model'
            else 'unknown'
        end as trouble,
        case
            when groups.model like '-%' or groups.model = '' then 'SLUG'
            when translate(lower(groups.model), 'abcdefghijklmnopqrstuvwxyz0123456789._-', '') = '' then groups.model
            else 'SLUG'
        end as slug,
        coalesce(groups.vendor, 'VENDOR') as vendor,
        coalesce(groups.api_model, 'MODEL') as api_model,
        prices.first_price,
    from groups
    left join prices
        on groups.vendor = prices.vendor
        and groups.api_model = prices.api_model
    left join known
        on groups.provider = known.provider
        and groups.model = known.slug
)

select
    provider::varchar as provider,
    account_id::varchar as account_id,
    model::varchar as model,
    price_status::varchar as price_status,
    sum(requests)::bigint as requests,
    sum(tokens)::bigint as tokens,
    min(first_day)::date as first_day,
    max(last_day)::date as last_day,
    (case trouble
        when 'undated' then 'The time of the request is unknown, so no price is.'
        when 'too early' then concat(
            'The first known price of ', api_model, ' is of ', first_price::varchar, ', and what it cost before is not known.'
        )
        when 'no price' then concat('No price of ', api_model, ' is known.')
        when 'no name' then 'The export does not say which model answered.'
        when 'no model' then 'The name stands for a router or an internal model, for no one model of an API.'
        else 'No rule knows the name.'
    end)::varchar as reason,
    (case trouble
        when 'too early' then concat('etl prices add ', vendor, ' ', api_model, ' --from DAY --input X --output Y')
        when 'no price' then concat('etl prices add ', vendor, ' ', api_model, ' --from DAY --input X --output Y')
        when 'no name' then concat('etl prices assume MODEL --provider ', provider)
        when 'no model' then concat('etl prices map ', slug, ' MODEL')
        when 'unknown' then concat('etl prices map ', slug, ' MODEL')
    end)::varchar as how_to,
from cases
group by provider, account_id, model, price_status, trouble, slug, vendor, api_model, first_price;

comment on view v1.unpriced_models is 'One row per provider, account, model, price status and reason with requests that have no price.';
comment on column v1.unpriced_models.price_status is 'unmapped = no model of an API, unpriced = no price or no time.';
comment on column v1.unpriced_models.requests is 'Requests without a price.';
comment on column v1.unpriced_models.tokens is 'input_visible and output_visible of those.';
comment on column v1.unpriced_models.first_day is 'Local day of the first of them; NULL where unknown.';
comment on column v1.unpriced_models.last_day is 'Local day of the last of them; NULL where unknown.';
comment on column v1.unpriced_models.reason is 'Why they have no price.';
comment on column v1.unpriced_models.how_to is 'The command that gives them one, words in capitals to be filled in; NULL where none can. A name that a shell could misread appears as SLUG.';
-- columns as in v1.model_costs
