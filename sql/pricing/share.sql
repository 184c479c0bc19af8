-- core.copies: messages that another conversation has as well, which counts them. A session that goes on may begin with
-- the history of an earlier one, a fork and a sub-agent with their parent's; a sub-agent's work is told in the session
-- that began it as well; and two accounts' logs, or two files of one, may be one. All conversations are looked at
-- together; the requests of those whose copies changed are made anew.

-- Each answer of an API by conversation, with the most that one says of it.
create or replace temp table answers as
with held as (
    select
        provider,
        account_id,
        conversation_id,
        usage_id,
        max(message_id) as message_id,
        bool_and(inherited_from is not null) as is_inherited,
        bool_and(channel is not distinct from 'sidechain') as is_aside,
        max(output_tokens_reported) as output_tokens,
        count(*) as parts,
    from core.messages
    where usage_id is not null
    group by all
)

select
    held.*,
    conversations.updated_at,
from held
inner join core.conversations
    on held.provider = conversations.provider
    and held.account_id is not distinct from conversations.account_id
    and held.conversation_id = conversations.conversation_id;

-- What a side question repeats of its session has the message's id, and another request's.
create or replace temp table replays as
with requests as (
    select
        provider,
        message_id,
        usage_id,
        bool_and(is_aside) as is_aside,
        max(output_tokens) as output_tokens,
    from temp.answers
    where message_id is not null
    group by all
)

select
    provider,
    usage_id,
from requests
qualify is_aside and row_number() over (
    partition by provider, message_id
    order by is_aside, output_tokens desc nulls last, usage_id
) > 1;

-- Of the records of an answer one counts: never what was inherited where its origin is there, else the most complete,
-- of equal ones that of the session that ended first.
create or replace temp table told_again as
select
    provider,
    account_id,
    conversation_id,
    usage_id,
from temp.answers
qualify row_number() over (
    partition by provider, usage_id
    order by is_inherited, output_tokens desc nulls last, parts desc, is_aside, updated_at, conversation_id, account_id
) > 1
or (provider, usage_id) in (select (replays.provider, replays.usage_id) from temp.replays);

-- Other messages are the same where they say the same at the same time, or were inherited from the same; not what two
-- sub-agents were asked, which may be alike.
create or replace temp table said_again as
with keyed as (
    select
        messages.provider,
        messages.account_id,
        messages.conversation_id,
        messages.revision,
        messages.node_id,
        messages.tour_in,
        messages.origin_key,
        messages.agent_id,
        messages.inherited_from is not null as is_inherited,
        conversations.updated_at,
        struct_pack(account := messages.account_id, name := messages.conversation_id) as holder,
    from core.messages
    inner join core.conversations
        on messages.provider = conversations.provider
        and messages.account_id is not distinct from conversations.account_id
        and messages.conversation_id = conversations.conversation_id
    where messages.origin_key is not null
    qualify count(*) over (partition by messages.provider, messages.origin_key) > 1
),

firsts as (
    select
        *,
        first_value(holder) over of_agent as holder_of_agent,
        first_value(holder) over of_all as holder_of_all,
        first_value(agent_id) over of_all as agent_of_all,
    from keyed
    window
        of_agent as (
            partition by provider, origin_key, agent_id
            order by is_inherited, updated_at, conversation_id, account_id
        ),
        of_all as (
            partition by provider, origin_key
            order by is_inherited, agent_id is not null, updated_at, conversation_id, account_id
        )
)

select
    provider,
    account_id,
    conversation_id,
    revision,
    node_id,
    tour_in,
from firsts
where
    holder is distinct from holder_of_agent
    or holder is distinct from holder_of_all
    and (agent_of_all is null or is_inherited);

-- What was inherited is its parent's where that is stored with at least as many answers; what a run printed of a
-- session, whose own log tells its requests one by one, wherever that tells of any.
create or replace temp table inherited as
with amounts as (
    select
        provider,
        conversation_id,
        count(distinct usage_id) as answers,
        count(distinct usage_id) filter (is_inherited) as answers_inherited,
    from temp.answers
    group by all
),

heirs as (
    select distinct
        messages.provider,
        messages.account_id,
        messages.conversation_id,
        messages.inherited_from,
        conversations.export_format is not distinct from 'exec' as is_printed,
    from core.messages
    inner join core.conversations
        on messages.revision = conversations.revision
    where messages.inherited_from is not null
)

select heirs.* exclude (is_printed)
from heirs
inner join core.conversations as parents
    on heirs.provider = parents.provider
    and heirs.inherited_from = parents.conversation_id
left join amounts
    on heirs.provider = amounts.provider
    and heirs.conversation_id = amounts.conversation_id
left join amounts as amounts_of_parents
    on heirs.provider = amounts_of_parents.provider
    and heirs.inherited_from = amounts_of_parents.conversation_id
where
    coalesce(amounts.answers_inherited, 0) <= coalesce(amounts_of_parents.answers, 0)
    or heirs.is_printed
    and amounts_of_parents.answers > 0;

create or replace temp table copied as
select
    messages.provider,
    messages.account_id,
    messages.conversation_id,
    messages.revision,
    messages.node_id,
    messages.tour_in,
from core.messages
inner join temp.told_again
    on messages.provider = told_again.provider
    and messages.account_id is not distinct from told_again.account_id
    and messages.conversation_id = told_again.conversation_id
    and messages.usage_id = told_again.usage_id

union

select * from temp.said_again

union

select
    messages.provider,
    messages.account_id,
    messages.conversation_id,
    messages.revision,
    messages.node_id,
    messages.tour_in,
from core.messages
inner join temp.inherited
    on messages.provider = inherited.provider
    and messages.account_id is not distinct from inherited.account_id
    and messages.conversation_id = inherited.conversation_id
    and messages.inherited_from = inherited.inherited_from;

insert into temp.touched
select distinct changed.conversation_id
from (
    (select * from core.copies except select * from temp.copied)
    union all
    (select * from temp.copied except select * from core.copies)
) as changed
where changed.conversation_id not in (select touched.conversation_id from temp.touched);

-- What each run printed of a session, and what the runs of that session before it used: its sums contain that.
create or replace temp table printed as
with sums as (
    select
        conversations.provider,
        conversations.conversation_id,
        conversations.revision,
        conversations.parent_conversation_id as session_id,
        arg_min(messages.usage_id, messages.position) as first_usage_id,
        sum(messages.input_tokens_reported)::bigint as input,
        sum(messages.cached_tokens_reported)::bigint as cached,
        sum(messages.written_tokens_reported)::bigint as written,
        sum(messages.output_tokens_reported)::bigint as output,
        sum(messages.reasoning_tokens_reported)::bigint as reasoning,
    from core.conversations
    inner join core.messages
        on conversations.revision = messages.revision
    where conversations.export_format = 'exec'
        and conversations.parent_conversation_id is not null
        and messages.input_tokens_reported is not null
    group by all
)

select
    provider,
    conversation_id,
    revision,
    session_id,
    first_usage_id,
    lag(input) over so_far as input_before,
    lag(cached) over so_far as cached_before,
    lag(written) over so_far as written_before,
    lag(output) over so_far as output_before,
    lag(reasoning) over so_far as reasoning_before,
from sums
window so_far as (partition by provider, session_id order by input, output, conversation_id);

insert into temp.touched
select distinct printed.conversation_id
from temp.printed
where
    printed.session_id in (
        select others.session_id
        from temp.printed as others
        where others.conversation_id in (select touched.conversation_id from temp.touched)
    )
    and printed.conversation_id not in (select touched.conversation_id from temp.touched);

delete from core.copies;

insert into core.copies by name
select * from temp.copied
order by all;
