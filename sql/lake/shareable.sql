-- Into core.messages those of some $files that another conversation may have as well, with what share.sql asks of them.
insert into core.messages by name
select
    messages.provider,
    messages.account_id,
    messages.conversation_id,
    messages.revision,
    messages.node_id,
    messages.tour_in,
    messages.position,
    messages.message_id,
    messages.usage_id,
    messages.channel,
    messages.agent_id,
    messages.origin_key,
    messages.inherited_from,
    messages.input_tokens_reported,
    messages.cached_tokens_reported,
    messages.written_tokens_reported,
    messages.output_tokens_reported,
    messages.reasoning_tokens_reported,
from read_parquet($files) as messages
where messages.usage_id is not null
    or messages.origin_key is not null
    or messages.inherited_from is not null
    or messages.input_tokens_reported is not null
