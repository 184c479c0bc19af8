-- Of the messages of temp.touched_versions, what decides which rules and which other conversations matter for them.
select distinct
    messages.provider,
    messages.model_slug,
    messages.encoding_witness,
    messages.request_node_id is not null as is_request,
    messages.usage_id is not null
    or messages.origin_key is not null
    or messages.inherited_from is not null
    or messages.input_tokens_reported is not null as may_be_shared,
from core.messages
semi join temp.touched_versions
    on messages.revision = touched_versions.revision
