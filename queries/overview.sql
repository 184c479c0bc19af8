-- What is my history, on one page?
with days as materialized (
    select * from v1.conversation_days
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

totals as (
    select
        sum(messages) as messages,
        sum(user_messages) as user_messages,
        sum(user_messages) filter (day is not null) as dated,
        sum(answers) as answers,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        sum(billed_in) as billed_in,
        sum(billed_out) as billed_out,
        count(distinct day) as active_days,
        sum(messages) filter (day is null) as undated,
        min(day) || ' to ' || max(day) as span,
    from days
),

daily as (
    select
        day,
        sum(user_messages) as user_messages,
        day - row_number() over (order by day)::integer as streak,
    from days
    where day is not null
    group by day
),

streaks as (
    select
        count(*) as days,
        min(day) as first_day,
        max(day) as last_day,
    from daily
    group by streak
),

chats as (
    select
        conversations.conversation_id,
        conversations.title,
        conversations.project_id,
        conversations.gpt_id,
        conversations.export_format,
        sum(days.user_messages + days.answers) as messages,
    from v1.conversations
    left join days
        on conversations.provider = days.provider
        and conversations.account_id is not distinct from days.account_id
        and conversations.conversation_id = days.conversation_id
    where
        (days.conversation_id is not null or ($since::date is null and $until::date is null))
        and ($provider::varchar is null or conversations.provider = $provider)
        and ($account::varchar is null or conversations.account_id = $account)
    group by all
),

models as (
    select
        model,
        sum(answers) as answers,
        sum(tokens_out) as tokens_out,
        100 * sum(answers) / nullif(sum(sum(answers)) over (), 0) as percent,
    from v1.conversation_models
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
    group by all
),

issues as (
    select
        count(*) filter (severity = 'warning') as warnings,
        count(*) filter (severity = 'note') as notes,
    from v1.load_issues
    where
        ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

costs as (
    select
        count(*) as requests,
        count(*) filter (is_unpriced) as unpriced,
        sum(usd) as usd,
        sum(usd_reported) as usd_reported,
    from v1.request_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

plans as (
    select
        count(*) as months,
        count(*) filter (verdict = 'subscription cheaper') as worth,
        sum(saving) as usd_saving,
    from v1.subscription_value
    where
        plans is not null
        and $account::varchar is null
        and ($since::date is null or month >= date_trunc('month', $since::date))
        and ($until::date is null or month <= $until::date)
        and (
            $provider::varchar is null
            or vendor in (select vendor from v1.providers where provider = $provider)
        )
),

spending as (
    select
        budgets.per,
        budgets.project,
        budgets.usd as budget,
        coalesce(spent.usd, 0)::decimal(18, 6) as spent,
        round(100 * coalesce(spent.usd, 0)::decimal(18, 6) / nullif(budgets.usd, 0))::integer as percent,
    from v1.budgets
    left join v1.budget_spending as spent
        on budgets.per = spent.per
        and budgets.project is not distinct from spent.project
        and spent.from_day = date_trunc(budgets.per, $today::date)::date
    where
        $since::date is null
        and $until::date is null
        and $provider::varchar is null
        and $account::varchar is null
),

facts as (
    select 1 as line, 'in all' as topic, 'conversations' as fact, count(*) as number, null as detail from chats
    union all
    select
        2,
        'in all',
        'my messages',
        user_messages,
        format('{:,.1f} on an active day', dated / nullif(active_days, 0)),
    from totals
    union all
    select 3, 'in all', 'answers of models', answers, null from totals
    union all
    select 4, 'in all', 'messages of every kind', messages, 'tools, thoughts, hidden too' from totals
    union all
    select
        5,
        'in all',
        if(billed_in = tokens_in, 'tokens I wrote', 'tokens in, as billed'),
        billed_in,
        if(billed_in = tokens_in, null, format('what I wrote alone: {:,}', tokens_in)),
    from totals
    union all
    select
        6,
        'in all',
        if(billed_out = tokens_out, 'tokens models wrote', 'tokens out, as billed'),
        billed_out,
        if(billed_out = tokens_out, 'without thoughts', format('what shows alone: {:,}', tokens_out)),
    from totals
    union all
    select 7, 'in all', 'active days', active_days, span from totals
    union all
    select 8, 'in all', 'models', count(model), null from models
    union all
    select 9, 'in all', 'projects', count(distinct project_id), null from chats
    union all
    select 10, 'in all', 'custom GPTs', count(distinct gpt_id), null from chats
    union all
    (
        select 11, 'records', 'answers of favourite model', answers, format('{}, {:.1f} % of all', model, percent)
        from models
        where model is not null
        order by answers desc, tokens_out desc, model
        limit 1
    )
    union all
    (
        select 12, 'records', 'my messages on busiest day', user_messages, strftime(day, '%Y-%m-%d, a %A') from daily
        order by user_messages desc, day
        limit 1
    )
    union all
    (
        select 13, 'records', 'days of longest streak', days, first_day || ' to ' || last_day from streaks
        order by days desc, first_day
        limit 1
    )
    union all
    (
        select 14, 'records', 'messages in longest chat', messages, title from chats
        where messages is not null
        order by messages desc, conversation_id
        limit 1
    )
    union all
    select
        15,
        'cost',
        'dollars on the API',
        round(usd),
        format(
            '{}{}; {:,} not priced',
            coalesce(format('${:,.2f}', usd), 'unknown'),
            case
                when usd is null then ''
                when usd_reported = usd then ' reported'
                when usd_reported > 0 then format(', ${:,.2f} reported', usd_reported)
                else ' estimate'
            end,
            unpriced
        ),
    from costs
    where requests > 0
    union all
    select
        16,
        'cost',
        'months worth the plan',
        worth,
        format('of {:,}; pay-per-use: ${:,.2f} {}', months, abs(usd_saving), if(usd_saving < 0, 'less', 'more')),
    from plans
    where months > 0
    union all
    select
        17,
        'cost',
        format(
            '% of the budget of {}{}',
            if(per = 'day', 'today', 'this ' || per),
            if(project is null, '', ' for ' || project)
        ),
        percent,
        format('${:,.2f} of ${:,.2f}', spent, budget) || if(spent > budget, ', too much', ''),
    from spending
    union all
    select 18, 'odd', 'warnings of all loads', warnings, if(warnings > 0, 'see: etl report quality', null) from issues
    union all
    select 19, 'odd', 'notes of all loads', notes, if(notes > 0, 'see: etl report quality', null) from issues
    union all
    select 20, 'odd', 'fields we do not know', count(*), if(count(*) > 0, 'see: etl report drift', null)
    from v1.schema_drift
    where not is_known and ($provider::varchar is null or provider = $provider)
    union all
    select 21, 'odd', 'messages of unknown time', undated, 'they belong to no day' from totals
    where undated > 0
    union all
    select 22, 'odd', 'chats without messages', count(*), null from chats
    where messages is null
    having count(*) > 0
    union all
    select 23, 'odd', 'chats from slim exports', count(*), 'no tools or thoughts in them' from chats
    where export_format = 'slim'
    having count(*) > 0
)

select
    topic,
    fact,
    -- Dollars that nobody knows are not 0.
    if(topic = 'cost', number, coalesce(number, 0))::bigint as number,
    detail,
from facts
order by line, fact;

-- beside it:
with costs as (
    select
        count(*) as requests,
        count(*) filter (is_unpriced) as unpriced,
        count(*) filter (token_basis = 'reported') as reported,
        count(*) filter (is_unreported) as unreported,
        sum(usd_reported) as usd_reported,
        coalesce(format(', from ${:,.2f} to ${:,.2f},', sum(usd_low), sum(usd_high)), '') as bounds,
    from v1.request_costs
    where
        ($since::date is null or day >= $since::date)
        and ($until::date is null or day <= $until::date)
        and ($provider::varchar is null or provider = $provider)
        and ($account::varchar is null or account_id = $account)
),

plans as (
    select
        count(*) filter (plans is not null) as stated,
        count(*) filter (requests > 0) as months,
    from v1.subscription_value
    where
        $provider::varchar is null
        or vendor in (select vendor from v1.providers where provider = $provider)
),

notes as (
    select
        1 as line,
        case
            when reported = 0 then format('The dollars{} are simulated with the prompt cache', bounds)
            when reported = requests then 'The dollars are for the tokens that the API reports'
            else format(
                'Of the dollars{} ${:,.2f} are for tokens that the API reports; the rest is simulated with the prompt cache',
                bounds,
                coalesce(usd_reported, 0)
            )
        end
        || if(unreported > 0, format(' ({:,} that no report followed)', unreported), '')
        || format(', and lack {:,} of {:,} requests; see: etl report costs', unpriced, requests) as note,
    from costs
    where requests > 0
    union all
    select 2, 'Was your plan worth its fee? State it, and see: etl report subscription' from plans
    where months > 0 and stated = 0
)

select note from notes
order by line;
