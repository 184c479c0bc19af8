-- What the pictures in prompts would have cost on an API. A picture stays in the context: every later request sends it again.
create or replace view v1.image_costs as
select
    request_costs.provider::varchar as provider,
    request_costs.account_id::varchar as account_id,
    dim_date.month::date as month,
    count(*)::bigint as requests,
    (count(*) filter (request_costs.usd_images_high is null))::bigint as requests_unpriced,
    sum(request_costs.images)::bigint as images,
    sum(request_costs.image_tokens_low)::bigint as image_tokens_low,
    sum(request_costs.image_tokens_high)::bigint as image_tokens_high,
    sum(request_costs.usd_images_low)::decimal(38, 12) as usd_images_low,
    sum(request_costs.usd_images_high)::decimal(38, 12) as usd_images_high,
from v1.request_costs
left join core.dim_date on request_costs.day = dim_date.day
where request_costs.images > 0
group by all;

comment on view v1.image_costs is 'One row per provider, account and local month with requests that have pictures in their input.';
comment on column v1.image_costs.requests is 'Requests with at least one picture in their input.';
comment on column v1.image_costs.requests_unpriced is 'Those whose pictures have no known price, which no sum of dollars has.';
comment on column v1.image_costs.images is 'Pictures sent, one as often as requests had it in their input.';
comment on column v1.image_costs.image_tokens_low is 'Tokens of the pictures at low detail; NULL where no rule tells any.';
comment on column v1.image_costs.image_tokens_high is 'Tokens of the pictures at high detail; NULL where no rule tells any.';
comment on column v1.image_costs.usd_images_low is 'US dollars for them at low detail; the export does not tell the detail; NULL where none has a known price.';
comment on column v1.image_costs.usd_images_high is 'US dollars for them at high detail; NULL where none has a known price.';
-- columns as in v1.monthly_costs
