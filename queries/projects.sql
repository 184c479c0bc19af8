-- How much did I use each project, at what cost?
-- for programs: usd_low, usd_high, usd_reported, usd_visible_nocache
with days as (
    select
        provider,
        account_id,
        conversation_id,
        sum(user_messages) as user_messages,
        sum(billed_in + billed_out) as tokens,
        max(day) as last_day,
    from v1.conversation_days
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

chats as (
    select
        provider,
        account_id,
        conversation_id,
        project_id,
        title,
        coalesce(updated_at, created_at, last_message_at, first_seen_at) as newest,
    from v1.conversations
    where project_id is not null
),

costs as (
    select
        provider,
        account_id,
        conversation_id,
        sum(usd) as usd,
        sum(usd_low) as usd_low,
        sum(usd_high) as usd_high,
        sum(usd_reported) as usd_reported,
        sum(usd_visible_nocache) as usd_visible_nocache,
    from v1.request_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

used as (
    select
        chats.provider,
        chats.account_id,
        chats.project_id,
        arg_max(chats.title, chats.newest) as newest_title,
        count(*) as chats,
        sum(days.user_messages) as my_messages,
        sum(days.tokens) as tokens,
        sum(costs.usd) as usd,
        sum(costs.usd_low) as usd_low,
        sum(costs.usd_high) as usd_high,
        sum(costs.usd_reported) as usd_reported,
        sum(costs.usd_visible_nocache) as usd_visible_nocache,
        max(days.last_day) as last_day,
    from chats
    inner join days
        on chats.provider = days.provider
        and chats.account_id is not distinct from days.account_id
        and chats.conversation_id = days.conversation_id
    left join costs
        on chats.provider = costs.provider
        and chats.account_id is not distinct from costs.account_id
        and chats.conversation_id = costs.conversation_id
    group by all
)

select
    coalesce(
        projects.name,
        if(regexp_matches(used.project_id, '[/\\]'), null, used.newest_title || ' …'),
        used.project_id
    ) as project,
    used.chats,
    used.my_messages::bigint as my_messages,
    used.tokens::bigint as tokens,
    used.usd,
    used.last_day,
    used.project_id,
    used.usd_low,
    used.usd_high,
    used.usd_reported,
    used.usd_visible_nocache,
from used
left join v1.projects
    on used.provider = projects.provider
    and used.account_id is not distinct from projects.account_id
    and used.project_id = projects.project_id
order by used.tokens desc, used.project_id;

-- beside it:
with chats as (
    select
        provider,
        account_id,
        conversation_id,
        project_id,
    from v1.conversations
    where
        ($since::date is null or last_day >= $since::date)
        and ($until::date is null or first_day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

requests as (
    select
        count(*) as requests,
        count(*) filter (request_costs.is_unpriced) as not_priced,
        sum(request_costs.usd) as usd,
        sum(request_costs.usd_low) as usd_low,
        sum(request_costs.usd_high) as usd_high,
        sum(request_costs.usd_reported) as usd_reported,
    from v1.request_costs
    inner join chats
        on request_costs.provider = chats.provider
        and request_costs.account_id is not distinct from chats.account_id
        and request_costs.conversation_id = chats.conversation_id
    where
        chats.project_id is not null
        and ($since::date is null or request_costs.day >= $since::date)
        and ($until::date is null or request_costs.day <= $until::date)
),

notes as (
    select
        1 as line,
        format(
            '{:,} of {:,} conversations are in a project.{}',
            count(project_id),
            count(*),
            if(
                count(project_id) filter (not regexp_matches(project_id, '[/\\]')) > 0,
                ' Where no export names it, its newest chat and … stand for it.',
                ''
            )
        ) as note,
    from chats
    having count(project_id) > 0
    union all
    select
        2,
        format(
            'usd in all: ${:,.2f}, from ${:,.2f} to ${:,.2f}; reported by the API: ${:,.2f}',
            usd,
            usd_low,
            usd_high,
            coalesce(usd_reported, 0)
        ),
    from requests
    where usd is not null
    union all
    select 3, format('not priced: {:,} of {:,} requests in projects', not_priced, requests) from requests
    where not_priced > 0
)

select note from notes
order by line;
