-- What is known of a conversation?
select
    conversations.title,
    conversations.url,
    conversations.first_day,
    conversations.last_day,
    conversations.messages,
    conversations.user_messages,
    conversations.answers,
    conversations.tokens_in,
    conversations.tokens_out,
    conversations.billed_in,
    conversations.billed_out,
    coalesce(projects.name, conversations.project_id) as project,
    conversations.is_archived,
    conversations.is_starred,
    conversation_costs.requests,
    conversation_costs.requests_unpriced,
    conversation_costs.usd_low,
    conversation_costs.usd,
    conversation_costs.usd_high,
    conversation_costs.usd_reported,
from v1.conversations
left join v1.conversation_costs
    on conversations.provider = conversation_costs.provider
    and conversations.account_id is not distinct from conversation_costs.account_id
    and conversations.conversation_id = conversation_costs.conversation_id
left join v1.projects
    on conversations.provider = projects.provider
    and conversations.account_id is not distinct from projects.account_id
    and conversations.project_id = projects.project_id
where
    conversations.provider = $provider
    and coalesce(conversations.account_id, '') = $account_id
    and conversations.conversation_id = $conversation_id
