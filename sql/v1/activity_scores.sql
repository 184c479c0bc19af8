-- What kind of hours and days the user keeps.
create or replace view v1.activity_scores as
with hours as (
    select
        messages.provider,
        messages.account_id,
        messages.local_date,
        messages.local_hour,
        extract(hour from messages.created_at) as utc_hour,
        count(*) filter (messages.is_user_message) as user_messages,
        count(*) as messages,
    from v1.messages
    where messages.is_user_message or messages.is_answer
    group by all
),

weekdays as (
    select
        hours.provider,
        hours.account_id,
        hours.local_hour,
        hours.utc_hour,
        dim_date.weekday,
        dim_date.weekday_name,
        dim_date.is_weekend,
        sum(hours.user_messages) as user_messages,
        sum(hours.messages) as messages,
    from hours
    left join core.dim_date on hours.local_date = dim_date.day
    group by all
),

sums as (
    select
        provider,
        account_id,
        sum(user_messages) filter (local_hour is not null) as user_messages,
        nullif(sum(user_messages) filter (local_hour is not null), 0) as known,
        coalesce(sum(user_messages) filter (local_hour in (22, 23, 0, 1, 2, 3, 4, 5)), 0) as late,
        coalesce(sum(user_messages) filter (local_hour in (5, 6, 7, 8)), 0) as early,
        coalesce(sum(user_messages) filter (is_weekend), 0) as at_weekend,
        nullif(sum(messages) filter (utc_hour is not null), 0) as utc_known,
        coalesce(sum(messages) filter (utc_hour in (22, 23, 0, 1, 2, 3, 4, 5)), 0) as utc_late,
        coalesce(sum(messages) filter (utc_hour in (5, 6, 7, 8)), 0) as utc_early,
    from weekdays
    group by all
),

peaks as (
    select
        provider,
        account_id,
        local_hour,
        row_number() over (partition by provider, account_id order by sum(user_messages) desc, local_hour) as place,
    from weekdays
    where local_hour is not null and user_messages > 0
    group by provider, account_id, local_hour
),

utc_peaks as (
    select
        provider,
        account_id,
        utc_hour,
        row_number() over (partition by provider, account_id order by sum(messages) desc, utc_hour) as place,
    from weekdays
    where utc_hour is not null
    group by provider, account_id, utc_hour
),

favourites as (
    select
        provider,
        account_id,
        weekday,
        weekday_name,
        row_number() over (partition by provider, account_id order by sum(user_messages) desc, weekday) as place,
    from weekdays
    where weekday is not null and user_messages > 0
    group by provider, account_id, weekday, weekday_name
)

select
    sums.provider::varchar as provider,
    sums.account_id::varchar as account_id,
    coalesce(sums.user_messages, 0)::bigint as user_messages,
    peaks.local_hour::integer as peak_hour,
    (sums.late::double / sums.known * 100)::double as night_owl_score,
    (sums.early::double / sums.known * 100)::double as early_bird_score,
    (sums.at_weekend::double / sums.known)::double as weekend_share,
    favourites.weekday::integer as favourite_weekday,
    favourites.weekday_name::varchar as favourite_weekday_name,
    utc_peaks.utc_hour::integer as seed_compat_peak_hour,
    round(sums.utc_late::double / sums.utc_known * 100)::integer as seed_compat_night_owl_score,
    round(sums.utc_early::double / sums.utc_known * 100)::integer as seed_compat_early_bird_score,
from sums
left join peaks
    on sums.provider = peaks.provider
    and sums.account_id is not distinct from peaks.account_id
    and peaks.place = 1
left join utc_peaks
    on sums.provider = utc_peaks.provider
    and sums.account_id is not distinct from utc_peaks.account_id
    and utc_peaks.place = 1
left join favourites
    on sums.provider = favourites.provider
    and sums.account_id is not distinct from favourites.account_id
    and favourites.place = 1;

comment on view v1.activity_scores is 'One row per provider and account with messages of the user or answers.';
comment on column v1.activity_scores.provider is 'Whose product it is: chatgpt, claude.';
comment on column v1.activity_scores.account_id is 'The account whose export it came from; NULL where the export does not say.';
comment on column v1.activity_scores.user_messages is 'Messages the user wrote: role user, not hidden, not empty, no custom instructions. Only those of known time, of which the scores are parts.';
comment on column v1.activity_scores.peak_hour is 'Local hour, 0 to 23, in which the user wrote most messages, the earliest of several; NULL where no time is known.';
comment on column v1.activity_scores.night_owl_score is 'Percent of the user''s messages written from 22:00 to 5:59 local time; NULL where no time is known.';
comment on column v1.activity_scores.early_bird_score is 'Percent of the user''s messages written from 5:00 to 8:59 local time, so that hour 5 is in both scores; NULL where no time is known.';
comment on column v1.activity_scores.weekend_share is 'Part of the user''s messages written on Saturdays and Sundays, local time, 0 to 1; NULL where no time is known.';
comment on column v1.activity_scores.favourite_weekday is 'Day of the week with most messages of the user, 1 = Monday to 7 = Sunday, the earliest of several; NULL where no time is known.';
comment on column v1.activity_scores.favourite_weekday_name is 'Its English name.';
comment on column v1.activity_scores.seed_compat_peak_hour is 'The older tool''s: hour in UTC, not local, with most messages of the user and answers together; NULL where no time is known.';
comment on column v1.activity_scores.seed_compat_night_owl_score is 'The older tool''s: percent of messages of the user and answers together in hours 22 to 5 UTC, rounded; NULL where no time is known.';
comment on column v1.activity_scores.seed_compat_early_bird_score is 'The older tool''s: percent of messages of the user and answers together in hours 5 to 8 UTC, rounded; NULL where no time is known.';
