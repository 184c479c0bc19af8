-- What are my conversations about, and who says so?
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
)

select
    coalesce(conversation_categories.category, '(no category)') as category,
    count(*) as chats,
    round(100 * count(*) / sum(count(*)) over (), 1)::decimal(4, 1) as percent,
    sum(days.user_messages)::bigint as my_messages,
    sum(days.tokens)::bigint as tokens,
    count(*) filter (conversation_categories.basis = 'user') as by_me,
    max(days.last_day) as last_day,
from days
inner join v1.conversation_categories
    on days.provider = conversation_categories.provider
    and days.account_id is not distinct from conversation_categories.account_id
    and days.conversation_id = conversation_categories.conversation_id
group by all
order by chats desc, category;

-- beside it:
select 'Nothing has a category yet; give each one, without any network, by: etl categorize'
where not exists (select 1 from v1.conversation_categories where category is not null)
