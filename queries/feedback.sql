-- Which models' answers did I like, and what did I share?
with sides as (
    select
        provider,
        account_id,
        day,
        original_model as model,
        choice = 'original' as has_won,
        choice = 'new' as has_lost,
    from v1.model_comparisons
    union all
    select provider, account_id, day, new_model, choice = 'new', choice = 'original' from v1.model_comparisons
),

given as (
    select
        provider,
        account_id,
        day,
        model,
        is_up::integer as up,
        is_down::integer as down,
        has_comment::integer as commented,
        0 as compared,
        0 as won,
        0 as lost,
    from v1.feedback
    union all
    select provider, account_id, day, model, 0, 0, 0, 1, coalesce(has_won, false)::integer,
        coalesce(has_lost, false)::integer
    from sides
)

select
    coalesce(model, '(unknown)') as model,
    sum(up)::bigint as thumbs_up,
    sum(down)::bigint as thumbs_down,
    round(100 * sum(up) / nullif(sum(up + down), 0), 1)::decimal(4, 1) as percent_up,
    sum(commented)::bigint as comments,
    sum(compared)::bigint as side_by_side,
    sum(won)::bigint as won,
    sum(lost)::bigint as lost,
from given
where
    ($since::date is null or day >= $since::date)
    and ($until::date is null or day <= $until::date)
    and ($provider::varchar is null or provider = $provider)
    and ($account::varchar is null or account_id = $account)
    and ($model::varchar is null or given.model = $model)
group by given.model
order by sum(up + down) desc, sum(compared) desc, given.model;

-- beside it:
with shared as (
    select
        count(*) as links,
        count(*) filter (shared_links.is_anonymous) as anonymous,
    from v1.shared_links
    left join v1.conversations
        on shared_links.provider = conversations.provider
        and shared_links.account_id is not distinct from conversations.account_id
        and shared_links.conversation_id = conversations.conversation_id
    where
        ($since::date is null or conversations.last_day >= $since::date)
        and ($until::date is null or conversations.first_day <= $until::date)
        and ($provider::varchar is null or shared_links.provider = $provider)
        and ($account::varchar is null or shared_links.account_id = $account)
        and $model::varchar is null
)

select
    format(
        'Shared by a link: {:,} conversation{}, {:,} without my name. Such links are open to everybody who has them.',
        links,
        if(links = 1, '', 's'),
        anonymous
    ),
from shared
where links > 0;
