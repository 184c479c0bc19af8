-- temp.copies: answers of an API that another session's log has as well, because a session that goes on begins with the
-- history of the earlier one, or because two accounts' logs are one. The most complete record of an answer is its
-- request, of equal ones that of the session that ended first. All sessions that share answers are made anew together.
create or replace temp table shared as
with named as (
    select
        usage_id,
        provider,
        account_id,
        conversation_id,
        max(output_tokens_reported) as output_tokens,
    from core.messages
    where usage_id is not null
    group by all
)

select * from named
qualify count(*) over (partition by usage_id) > 1;

insert into temp.touched
select distinct shared.conversation_id
from temp.shared
where shared.usage_id in (
    select others.usage_id
    from temp.shared as others
    inner join temp.touched
        on others.conversation_id = touched.conversation_id
)
and shared.conversation_id not in (select touched.conversation_id from temp.touched);

create or replace temp table copies as
select shared.* exclude (output_tokens)
from temp.shared
inner join core.conversations
    on shared.provider = conversations.provider
    and shared.account_id is not distinct from conversations.account_id
    and shared.conversation_id = conversations.conversation_id
qualify row_number() over (
    partition by shared.usage_id
    order by
        shared.output_tokens desc nulls last,
        conversations.updated_at,
        shared.conversation_id,
        shared.account_id
) > 1;
